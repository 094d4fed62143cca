"""The form that sets one field of an account: the words it rests on, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qeyd.flow.correct import Correction, Proposal
from qeyd.model import Account, Count, Nexus, Period, Place, Quote, Report, SpeakerSort, Stage, Stance
from qeyd.web.forms import Form
from qeyd.web.pages import Choice
from qeyd.web.text import t
from qeyd.web.words import (
    act_label,
    count_words,
    field_label,
    group_label,
    nexus_label,
    period_words,
    place_words,
    speaker_label,
    stage_label,
    stance_label,
)

WITH_WORDS = (
    "quote",
    "people",
    "target",
    "actor",
    "place",
    "time",
    "ground",
    "said_by",
    "denied_by",
)  #: fields that rest on words


@dataclass(frozen=True, slots=True)
class EditPanel:
    """The form for one field."""

    field: str
    label: str
    now: str  #: the value as it is
    help: str  #: what can be written
    needs_words: bool
    start: int | None
    end: int | None
    words: str  #: those selected, else those it rests on now
    is_new: bool  #: other words than now are selected
    choices: tuple[Choice, ...]  #: what the selected words could mean, or what the field can be
    is_many: bool  #: several choices can hold at once
    written: bool  #: a value can be written
    given: str
    sorts: tuple[Choice, ...]  #: sorts of a speaker or doer
    groups: tuple[Choice, ...]
    names: str
    kept: tuple[tuple[int, str], ...]  #: speakers there are, to keep or let go
    may_be_empty: bool
    fields: tuple[tuple[str, str, str], ...]  #: all fields: code, label, address
    problem: str


def _help(field: str) -> str:
    words = {
        "people": t("A number, or a range: 3, 3-5, 40+."),
        "place": t("The town, city district, region or country, in English."),
        "time": t("2025-08-20, 2025-08, 2025 or 2025-08-01/2025-08-15."),
        "actor": t("Who did it, as the report names them."),
        "ground": t("Articles of a law, with commas: 280.3, 328.1."),
        "target": t("One name a line, spelled as in the report."),
        "said_by": t("Select the words that name the speaker. The outlet itself needs none."),
        "denied_by": t("Select the words that name who denies it."),
        "quote": t("Select the words that tell the act."),
    }
    return words.get(field, "")


def edit_panel(
    account: Account,
    report: Report,
    field: str,
    *,
    selected: Quote | None,
    proposal: Proposal | None,
    problem: str,
    given: str,
    now: str,
    may_be_empty: bool,
    fields: tuple[tuple[str, str, str], ...],
) -> EditPanel:
    """The form for a field. ``selected``: other words than those it rests on; ``proposal``: as what they are read."""
    told = getattr(account, field, None)
    rests_on = account.quote if field == "quote" else getattr(told, "quote", None)
    quote = selected or rests_on
    chain = told if field in ("said_by", "denied_by") and isinstance(told, tuple) else ()
    target = account.target.value if account.target else None
    read = proposal.value if proposal is not None and field == "target" and proposal.value else None
    group = read["group"] if read else (target.group if target else None)
    names = read["names"] if read else (target.names if target else ())
    return EditPanel(
        field=field,
        label=field_label(field),
        now="" if field == "quote" else now,
        help=_help(field),
        needs_words=field in WITH_WORDS,
        start=quote.start if quote else None,
        end=quote.end if quote else None,
        words=quote.text if quote else "",
        is_new=selected is not None,
        choices=_choices(account, field, proposal),
        is_many=field == "nexus",
        written=field in ("people", "place", "time", "actor", "ground"),
        given=given or (proposal.quote.text if proposal and field == "actor" else ""),
        sorts=_speaker_sorts() if field in ("said_by", "denied_by") else (),
        groups=_groups(group) if field == "target" else (),
        names="\n".join(names) if field == "target" else "",
        kept=tuple((n, f"{one.name} ({one.role or speaker_label(one.sort)})") for n, one in enumerate(chain)),
        may_be_empty=may_be_empty,
        fields=fields,
        problem=problem or (proposal.problem if proposal and proposal.problem else ""),
    )


def _speaker_sorts() -> tuple[Choice, ...]:
    return tuple(
        Choice(one.value, speaker_label(one), one is SpeakerSort.OFFICIAL)
        for one in SpeakerSort
        if one is not SpeakerSort.OUTLET
    )


def _groups(chosen: str | None) -> tuple[Choice, ...]:
    from qeyd.groups import group_sorts

    known = set(group_sorts()) | (
        {chosen} if chosen else set()
    )  # two groups told together are none of the list
    names = sorted(known, key=str.casefold)
    return (
        Choice("", t("not said"), not chosen),
        *(Choice(one, group_label(one), one == chosen) for one in names),
    )


def _choices(account: Account, field: str, proposal: Proposal | None) -> tuple[Choice, ...]:
    from qeyd.acts import load_acts

    if field == "act":
        acts = sorted(load_acts(), key=lambda code: (code == "other", act_label(code).casefold()))
        return tuple(Choice(code, act_label(code), code == account.act) for code in acts)
    if field == "stage":
        return tuple(Choice(one.value, stage_label(one), one is account.stage) for one in Stage)
    if field == "stance":
        return tuple(Choice(one.value, stance_label(one), one is account.stance) for one in Stance)
    if field == "background":
        return (
            Choice("no", t("the report's news"), not account.background),
            Choice("yes", t("background"), account.background),
        )
    if field == "nexus":
        return tuple(Choice(one.value, nexus_label(one), one in account.nexus) for one in Nexus)
    if proposal is None or field in ("target", "actor", "said_by", "denied_by"):
        return ()
    return tuple(Choice(str(n), choice_words(field, one), n == 0) for n, one in enumerate(proposal.choices))


def choice_words(field: str, value: Mapping[str, Any] | None) -> str:
    """What selected words would be read as, in words."""
    if value is None:
        return ""
    if field == "people":
        return count_words(Count(value["low"], value["high"], value["unit"], bool(value["approximate"])))
    if field == "place":
        place = Place(value["name"], value.get("country"), value.get("admin1"), value.get("admin1_name"))
        return ", ".join(part for part in place_words(place) if part)
    if field == "time":
        return period_words(Period.parse(value["value"]))
    if field == "target":
        parts = [group_label(value["group"])] if value.get("group") else []
        return ": ".join([*parts, ", ".join(value["names"])] if value.get("names") else parts)
    if field == "ground":
        return ", ".join(value.get("articles") or ()) or t("told in words")
    return str(value.get("name", ""))


def correction_of(account: Account, field: str, form: Form, proposal: Proposal | None) -> Correction:
    """What the form says a field should be. ``proposal``: what the words that came with it are read as."""
    start, end = form.number("start"), form.number("end")
    if form.get("empty"):
        return Correction(empty=True)
    if field == "nexus":
        return Correction(value=list(form.all("choice")))
    if field == "background":
        return Correction(value=form.get("choice") == "yes")
    if field in ("act", "stage", "stance"):
        return Correction(value=form.get("choice"))
    if field in ("said_by", "denied_by"):
        return Correction(value=_chain(account, field, form, start, end))
    return Correction(start, end, _value(field, form, proposal))


def _value(field: str, form: Form, proposal: Proposal | None) -> Any:
    if field == "target":
        return {
            "group": form.get("group") or None,
            "names": list(filter(None, form.get("names").split("\n"))),
        }
    written = form.get("value")
    if written:
        return {"name": written} if field == "actor" else written
    choice = form.number("choice")
    if choice is not None and proposal is not None and choice < len(proposal.choices):
        return proposal.choices[choice]
    return None


def _chain(
    account: Account, field: str, form: Form, start: int | None, end: int | None
) -> list[dict[str, Any]]:
    """Those who answer for it: the ones that were kept, and one more from the selected words."""
    keep = {int(one) for one in form.all("keep") if one.isdecimal()}
    chain: list[dict[str, Any]] = []
    for n, one in enumerate(account.said_by if field == "said_by" else account.denied_by):
        if n in keep:
            line: dict[str, Any] = {"name": one.name, "sort": one.sort.value, "role": one.role}
            chain.append(
                line | ({"start": one.quote.start, "end": one.quote.end} if one.quote is not None else {})
            )
    if form.get("new") and start is not None and end is not None:
        chain.append({"start": start, "end": end, "sort": form.get("sort") or SpeakerSort.OTHER.value})
    return chain


def locate(report: Report, words: str, *, near: int = 0) -> tuple[int, int] | None:
    """Where words stand in a report, blanks alike; the place nearest to ``near``; None where they do not.

    >>> locate(Report("r", "He came.  Two  men came."), "two men") is None
    True
    >>> locate(Report("r", "He came.  Two  men came."), "Two men")
    (10, 18)
    """
    import re

    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None
    found = [match.span() for match in re.finditer(r"\s+".join(parts), report.text)]
    return min(found, key=lambda span: abs(span[0] - near)) if found else None
