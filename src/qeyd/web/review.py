"""The page a report is reviewed on: its accounts beside the article, each field with its words and the machine's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qeyd.errors import QeydError
from qeyd.flow.correct import Proposal
from qeyd.flow.effective import AccountState, Answer, Effective, FieldState, Standing, State
from qeyd.flow.serve import ReportFile
from qeyd.model import Account, AccountRef, Quote, Report, Verdict
from qeyd.model.shapes import account_from_json, account_to_json
from qeyd.review.words import with_words
from qeyd.store import Assignment
from qeyd.web.editing import EditPanel, edit_panel
from qeyd.web.highlight import Mark
from qeyd.web.incidents import value_words
from qeyd.web.pages import Article, Badge, Link, Words
from qeyd.web.reasons import note_words
from qeyd.web.reports import article_of, entries_of
from qeyd.web.rows import badges_of, incident_href, report_href, review_href, words_of
from qeyd.web.text import t, tn
from qeyd.web.words import (
    act_label,
    alphabetical,
    count_words,
    field_label,
    group_label,
    likely,
    nexus_label,
    period_words,
    place_words,
)

#: The fields that can be set, in the order in which they are shown.
ORDER = ("act", "stage", "stance", "background", "people", "target", "actor", "place", "time", "ground",
         "said_by", "denied_by", "nexus", "quote")  # fmt: skip
#: Those that a report may leave unsaid.
MAY_BE_EMPTY = ("people", "target", "actor", "place", "time", "ground", "said_by", "denied_by")
CHOSEN = "chosen"  #: the mark of the words that are selected


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What one coder answered."""

    coder: str
    said: str
    when: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of the account that is looked at."""

    field: str
    anchor: str
    label: str
    value: str
    note: str
    words: Words | None
    said_by: str
    edit: str  #: address; empty: it cannot be set from this line
    machine: str  #: what the machine read, where a person set something else; empty: the same
    state: Badge | None
    answers: tuple[AnswerLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account of the report."""

    number: int  #: counted from 1
    index: int
    href: str
    act: str
    line: str
    badges: tuple[Badge, ...]
    state: Badge
    words: Words
    answers: tuple[AnswerLine, ...]
    added_by: str
    is_here: bool
    is_out: bool
    confidence: str
    incident: Link | None
    fields: tuple[FieldLine, ...] = ()
    unsaid: tuple[Link, ...] = ()  #: fields the report leaves unsaid, with where to set them
    why: tuple[str, ...] = ()
    mine: str = ""  #: this coder's own answer


@dataclass(frozen=True, slots=True)
class AddPanel:
    """The form for an account that the machine missed."""

    start: int | None
    end: int | None
    words: str
    acts: tuple[tuple[str, str], ...]
    proposed: tuple[tuple[str, str, str], ...]  #: field, its label, what is read in the words
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """The blind pair that this report is in, as one of its coders sees it."""

    id: str
    other: str
    is_mine: bool
    is_finished: bool  #: by this coder
    left: int  #: accounts without an answer of this coder


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A report with its accounts, to be decided about."""

    title: Words
    source: str
    report: Link
    report_id: str
    base: str  #: the address of this page without its query
    cards: tuple[AccountCard, ...]
    here: AccountCard | None
    edit: EditPanel | None
    add: AddPanel | None
    complete: Badge
    complete_answers: tuple[AnswerLine, ...]
    pair: Pair | None
    testimony: Link | None
    history: str
    previous: str  #: the account before and after, within the report
    next: str
    following: str  #: the next report that waits
    article: Article
    stop: str  #: the page without any form open
    left: int  #: accounts without an answer


def state_badge(state: State) -> Badge:
    """How a question stands, in a word."""
    words = {
        State.OPEN: (t("open"), "open-question", t("Nobody has answered yet.")),
        State.YES: (t("confirmed"), "yes", t("A person says that it is right.")),
        State.NO: (t("rejected"), "no", t("A person says that it is wrong; it is in no incident.")),
        State.UNSURE: (t("unsure"), "unsure", t("Whoever looked could not tell.")),
        State.DISPUTED: (t("disputed"), "disputed", t("Coders answer differently; a third decides.")),
    }
    return Badge(*words[state])


def moment(at: datetime) -> str:
    """When something was decided."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def verdict_words(verdict: Verdict) -> str:
    """Yes, no or unsure."""
    return {Verdict.YES: t("yes"), Verdict.NO: t("no"), Verdict.UNSURE: t("unsure")}[verdict]


def answer_lines(answers: tuple[Answer, ...]) -> tuple[AnswerLine, ...]:
    """Who answered what."""
    return tuple(
        AnswerLine(one.coder, verdict_words(one.verdict), moment(one.at), one.note or "") for one in answers
    )


def field_words(field: str, account: Account) -> str:
    """A field's value in words, every field that can be set among them; empty where the report does not say."""
    if field == "background":
        return t("background") if account.background else t("the report's news")
    if field == "nexus":
        return ", ".join(nexus_label(one) for one in account.nexus)
    if field == "quote":
        return account.quote.text
    return value_words(field, account)


def as_answered(field: str, account: Account, value: Any, report: Report) -> str:
    """What a coder's value for a field is in words."""
    try:
        line = account_to_json(account) | {field: with_words(value, report.text)}
        return field_words(field, account_from_json(line, report)) or t("not said")
    except QeydError:
        return t("words that were forgotten since")


# --- building it -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    index: int | None = None
    edit: str = ""
    is_adding: bool = False
    start: int | None = None
    end: int | None = None
    problem: str = ""
    given: str = ""  #: a value that was written and not taken


def review_page(
    file: ReportFile,
    known: Effective,
    asked: Asked,
    *,
    coder: str,
    pair: Assignment | None = None,
    proposal: Proposal | None = None,
    proposed: tuple[Proposal, ...] = (),
    is_testimony: bool = False,
) -> ReviewPage:
    """The page. ``known`` is the reading as this coder may see it, ``proposal`` what selected words are read as."""
    report = known.reading.report
    shown = [number for number, state in enumerate(known.states) if state.shown]
    index = asked.index if asked.index in shown else _first(known, shown)
    if asked.is_adding:
        index = None  # all accounts stand closed, so that what is missing is seen
    cards = tuple(_card(file, known, number, index, coder) for number in shown)
    here = next((card for card in cards if card.is_here), None)
    edit = add = None
    marks: list[Mark] = []
    selected = _selected(report, asked)
    if asked.is_adding:
        add = _add_panel(report, asked, selected, proposed)
        quotes = [
            (number, known.reading.accounts[number].quote) for number in shown if number not in known.out
        ]
        marks = [
            Mark(quote.start, quote.end, "act", f"account-{n + 1}", t("account {n}", n=n + 1))
            for n, quote in quotes
        ]
    if index is not None:
        account = known.reading.accounts[index]
        marks = [
            Mark(quote.start, quote.end, entry.field, entry.anchor, entry.label)
            for entry, quote in entries_of(account, report)
            if quote
        ]
        if asked.edit in ORDER and not asked.is_adding:
            edit = edit_panel(
                account,
                report,
                asked.edit,
                selected=selected,
                proposal=proposal,
                problem=asked.problem,
                given=asked.given,
                now=field_words(asked.edit, account),
                may_be_empty=asked.edit in MAY_BE_EMPTY,
                fields=tuple(
                    (one, field_label(one), review_href(report.id, index, edit=one)) for one in ORDER
                ),
            )
    if selected is not None:
        marks.append(Mark(selected.start, selected.end, CHOSEN, CHOSEN, t("selected")))
    at = shown.index(index) if index is not None else 0
    title = report.heading or t("Without a title")
    article = article_of(file, marks)
    return ReviewPage(
        title=words_of(title, report),
        source=" · ".join((article.outlet, article.published, article.language)),
        report=Link(t("All that was read in this report"), report_href(report.id)),
        report_id=report.id,
        base=review_href(report.id),
        cards=cards,
        here=here,
        edit=edit,
        add=add,
        complete=_complete(known.report),
        complete_answers=answer_lines(known.report.answers),
        pair=_pair(known, pair, coder) if pair else None,
        testimony=Link(t("What it may be used for"), f"/testimony/{report.id}") if is_testimony else None,
        history=f"/history/reports/{report.id}",
        previous=review_href(report.id, shown[at - 1]) if index is not None and at else "",
        next=review_href(report.id, shown[at + 1]) if index is not None and at + 1 < len(shown) else "",
        following=f"/review?after={report.id}",
        article=article,
        stop=review_href(report.id, index),
        left=sum(_is_open(known.states[number], coder, pair) for number in shown),
    )


def _is_open(state: AccountState, coder: str, pair: Assignment | None) -> bool:
    if pair is not None and coder in pair.coders and state.added_by is None:
        return coder not in {one.coder for one in state.standing.answers}
    return state.standing.state is State.OPEN and state.added_by is None


def _first(known: Effective, shown: list[int]) -> int | None:
    """The account to begin with: the first that is open, else the first."""
    for number in shown:
        if known.states[number].standing.state in (State.OPEN, State.DISPUTED):
            return number
    return shown[0] if shown else None


def _selected(report: Report, asked: Asked) -> Quote | None:
    if asked.start is None or asked.end is None:
        return None
    try:
        return report.quote(asked.start, asked.end)
    except QeydError:
        return None


def _complete(standing: Standing) -> Badge:
    words = {
        State.OPEN: (t("nobody has said yet"), "open-question"),
        State.YES: (t("nothing is missing"), "yes"),
        State.NO: (t("something is missing"), "no"),
        State.UNSURE: (t("unsure"), "unsure"),
        State.DISPUTED: (t("disputed"), "disputed"),
    }
    return Badge(*words[standing.state])


def _pair(known: Effective, pair: Assignment, coder: str) -> Pair:
    other = next((one for one in pair.coders if one != coder), "")
    left = sum(_is_open(state, coder, pair) for state in known.states if state.shown)
    return Pair(pair.id, other, coder in pair.coders, coder in pair.finished, left)


def _card(file: ReportFile, known: Effective, number: int, index: int | None, coder: str) -> AccountCard:
    account, state = known.reading.accounts[number], known.states[number]
    report = known.reading.report
    is_here = number == index
    parts = [
        count_words(account.people.value) if account.people else "",
        group_label(account.target.value.group) if account.target and account.target.value.group else "",
        place_words(account.place.value)[0] if account.place else "",
        period_words(account.time.value) if account.time else "",
    ]
    incident = file.incidents[number] if number < len(file.incidents) else None
    fields = tuple(_field_lines(known, number, state)) if is_here else ()
    said = {one.field for one in fields if one.value}
    mine = next((one.verdict.value for one in state.standing.answers if one.coder == coder), "")
    return AccountCard(
        number=number + 1,
        index=number,
        href=review_href(report.id, number),
        act=act_label(account.act),
        line=" · ".join(part for part in parts if part),
        badges=badges_of(stage=account.stage, stance=account.stance, background=account.background),
        state=state_badge(
            State.DISPUTED if state.is_disputed and number not in known.out else state.standing.state
        ),
        words=words_of(account.quote.text, report),
        answers=answer_lines(state.standing.answers),
        added_by=state.added_by or "",
        is_here=is_here,
        is_out=number in known.out,
        confidence=likely(account.confidence) if state.added_by is None else "",
        incident=Link(t("The incident, with all its accounts"), incident_href(incident))
        if incident
        else None,
        fields=fields,
        unsaid=tuple(
            Link(field_label(one), review_href(report.id, number, edit=one))
            for one in MAY_BE_EMPTY
            if one not in said
        )
        if is_here
        else (),
        why=tuple(note_words(note) for note in account.why) if is_here else (),
        mine=mine,
    )


def _field_lines(known: Effective, number: int, state: AccountState) -> Iterator[FieldLine]:
    account, report = known.reading.accounts[number], known.reading.report
    machine = known.machine.accounts[number] if number < len(known.machine.accounts) else None
    with_quotes: dict[str, list[Any]] = {}
    for entry, _ in entries_of(account, report):
        with_quotes.setdefault(entry.field, []).append(entry)
    for name in ORDER:
        value = field_words(name, account)
        before = field_words(name, machine) if machine else ""
        told = state.fields.get(name)
        if not value and told is None and before == value:
            continue
        entries = with_quotes.get(name, [])
        first = entries[0] if entries else None
        yield FieldLine(
            field=name,
            anchor=first.anchor if first else name,
            label=field_label(name),
            value="" if name == "quote" else value,
            note=first.note if first and name not in ("act", "quote") else "",
            words=words_of(account.quote.text, report, "#act")
            if name == "quote"
            else (first.words if first and name != "act" else None),
            said_by=first.said_by if first and name != "act" else "",
            edit=review_href(report.id, number, edit=name),
            machine=(before or t("not said")) if machine and before != value else "",
            state=_field_state(told),
            answers=_field_answers(told, account, report),
        )


def _field_state(told: FieldState | None) -> Badge | None:
    if told is None or told.state is State.OPEN:
        return None
    if told.state is State.YES:
        return Badge(t("set by a person"), "yes")
    return state_badge(told.state)


def _field_answers(told: FieldState | None, account: Account, report: Report) -> tuple[AnswerLine, ...]:
    if told is None:
        return ()
    return tuple(
        AnswerLine(
            one.coder, as_answered(told.field, account, one.value, report), moment(one.at), one.note or ""
        )
        for one in told.answers
    )


def _add_panel(
    report: Report, asked: Asked, selected: Quote | None, proposed: tuple[Proposal, ...]
) -> AddPanel:
    from qeyd.acts import load_acts
    from qeyd.web.editing import choice_words

    acts = sorted(
        load_acts().values(), key=lambda act: (act.code == "other", alphabetical(act_label(act.code)))
    )
    return AddPanel(
        start=selected.start if selected else None,
        end=selected.end if selected else None,
        words=selected.text if selected else "",
        acts=tuple((act.code, act_label(act.code)) for act in acts),
        proposed=tuple(
            (one.field, field_label(one.field), choice_words(one.field, one.value))
            for one in proposed
            if one.value is not None
        ),
        problem=asked.problem,
    )


def ref_of(report_id: str, number: int) -> AccountRef:
    """The account with this number, counted from 1."""
    return AccountRef(report_id, number - 1)


def summary(n: int) -> str:
    """How many accounts are left, in words."""
    return tn("{n} account waits for an answer", "{n} accounts wait for an answer", n)
