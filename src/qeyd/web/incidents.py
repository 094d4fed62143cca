"""The pages of one incident, its accounts side by side, and of an affair in time order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qeyd.flow.serve import AffairFile, IncidentFile, Telling
from qeyd.model import Account, AccountRef, Disagreement, Speaker
from qeyd.web.origins import letter, origins_shown
from qeyd.web.pages import (
    AccountColumn,
    AffairPage,
    Cell,
    DisagreementLine,
    Fact,
    FieldRow,
    IncidentPage,
    Link,
    Settled,
    Words,
)
from qeyd.web.reasons import told_value, why_words
from qeyd.web.rows import (
    account_href,
    affair_href,
    decide_href,
    grade_badge,
    incident_href,
    incident_row,
    outlet_of,
    report_href,
    words_of,
)
from qeyd.web.text import t, tn
from qeyd.web.words import (
    NOT_SAID,
    act_definition,
    act_label,
    count_words,
    field_label,
    figure_words,
    group_label,
    language_name,
    period_words,
    place_precision,
    place_words,
    speaker_label,
    stage_label,
    stance_label,
    time_precision,
    unit_label,
)

if TYPE_CHECKING:
    from qeyd.flow.origins import Announced
    from qeyd.link import OriginEvidence, Outcome

# --- one incident ----------------------------------------------------------------------------------------------


def incident_page(file: IncidentFile, evidence: Sequence["OriginEvidence"] = ()) -> IncidentPage:
    """An incident with its accounts side by side; ``evidence`` is what ties the accounts of one origin."""
    incident = file.incident
    row = incident_row(incident)
    letters = {ref: letter(n) for n, origin in enumerate(incident.origins) for ref in origin}
    links = {one.ref: Link(outlet_of(one.report), account_href(one.ref)) for one in file.tellings}
    people, best = figure_words(incident.people)
    others = len(file.affair.incidents) - 1 if file.affair else 0
    return IncidentPage(
        title=row.act,
        definition=act_definition(incident.act),
        subtitle=", ".join(part for part in (row.place, row.around) if part and part != NOT_SAID),
        badges=row.badges,
        grade=grade_badge(incident),
        people=people,
        best=best,
        unit_note=_other_units(file),
        facts=_facts(file),
        reports=row.reports,
        outlets=row.outlets,
        origin_count=row.origins,
        columns=tuple(_column(one, letters.get(one.ref, "")) for one in file.tellings),
        rows=_field_rows(file),
        origins=origins_shown(
            incident, links, {one.report.id: one.report for one in file.tellings}, evidence
        ),
        disagreements=tuple(
            DisagreementLine(
                field_label(one.field),
                tuple(
                    (
                        told_value(one.field, told.value),
                        tuple(links[ref] for ref in told.accounts if ref in links),
                    )
                    for told in one.values
                ),
            )
            for one in incident.disagreements
        ),
        why=why_words(incident.why),
        possibly_same_as=tuple(incident_row(one) for one in file.possibly_same_as),
        affair=Link(
            tn(
                "{n} other incident of the same affair",
                "{n} other incidents of the same affair",
                others,
            ),
            affair_href(incident.affair),
        )
        if file.affair and others
        else None,
        id=incident.id,
        decide=decide_href(incident.id),
    )


def _other_units(file: IncidentFile) -> str:
    units = sorted(
        {one.account.people.value.unit for one in file.tellings if one.account.people} - {"persons"}
    )
    if not units:
        return ""
    return t(
        "Some accounts count {units}; these are never turned into persons.",
        units=", ".join(map(unit_label, units)),
    )


def _facts(file: IncidentFile) -> tuple[Fact, ...]:
    incident = file.incident
    facts = []
    if incident.time:
        facts.append(Fact(t("When"), period_words(incident.time), time_precision(incident.time.precision)))
    else:
        facts.append(Fact(t("When"), t("not said"), t("The day of publication is never taken for it.")))
    place, around = place_words(incident.place)
    if incident.place:
        note = place_precision(incident.place.precision)
        if incident.place.disputed:
            note = ", ".join(part for part in (note, t("disputed territory")) if part)
        facts.append(Fact(t("Where"), ", ".join(part for part in (place, around) if part), note))
    else:
        facts.append(Fact(t("Where"), t("not said")))
    group = incident.target.group if incident.target else None
    facts.append(
        Fact(t("Taken as"), group_label(group) if group else t("not said"), t("in the words of the reports"))
    )
    if incident.actors:
        names = dict.fromkeys(actor.name for actor in incident.actors)
        facts.append(Fact(t("Done by"), "; ".join(names)))
    if incident.ground_words:
        words = dict.fromkeys(t("“{words}”", words=one) for one in incident.ground_words if one)
        facts.append(Fact(t("Stated ground"), "; ".join(words), t("what the authority gives as its reason")))
    languages = ", ".join(language_name(code) for code in incident.languages)
    if languages:
        facts.append(Fact(t("Told in"), languages))
    return tuple(facts)


def _column(telling: Telling, origin: str) -> AccountColumn:
    report = telling.report
    return AccountColumn(
        href=account_href(telling.ref),
        outlet=outlet_of(report),
        published=period_words(report.published) if report.published else t("no date"),
        language=language_name(report.language),
        origin=origin,
        background=telling.account.background,
        report_href=report_href(report.id),
    )


def _field_rows(file: IncidentFile) -> tuple[FieldRow, ...]:
    # The linker compares groups, which are shown with the names in the row of the target.
    differing = {
        "target" if one.field == "group" else one.field: _standing_out(one)
        for one in file.incident.disagreements
    }
    rows = []
    for field in (
        "act",
        "stage",
        "stance",
        "people",
        "target",
        "actor",
        "place",
        "time",
        "ground",
        "said_by",
        "denied_by",
    ):
        cells = tuple(_cell(field, one, differing.get(field, set())) for one in file.tellings)
        differs = field in differing or _values_differ(field, cells)
        if any(cell.value for cell in cells) or differs:
            rows.append(FieldRow(field, field_label(field), cells, differs))
    return tuple(rows)


def _standing_out(disagreement: Disagreement) -> set[AccountRef]:
    """The accounts to mark: those that tell another value than most do; all, when no value is told by most."""
    most = max(len(told.accounts) for told in disagreement.values)
    usual = [told for told in disagreement.values if len(told.accounts) == most]
    return {
        ref for told in disagreement.values if len(usual) > 1 or told is not usual[0] for ref in told.accounts
    }


def _values_differ(field: str, cells: tuple[Cell, ...]) -> bool:
    """Whether the accounts of an incident tell the same thing otherwise, where values are of few words."""
    return (
        field in {"act", "stage", "stance", "people"}
        and len({cell.value for cell in cells if cell.value}) > 1
    )


def _cell(field: str, telling: Telling, differing: set[AccountRef]) -> Cell:
    account = telling.account
    value, words = value_words(field, account), _words(field, telling)
    note = ""
    told = getattr(account, field, None) if field not in {"said_by", "denied_by"} else None
    said_by = getattr(told, "said_by", ())
    if said_by:
        note = t("according to {who}", who=speakers(said_by))
    return Cell(value, words, telling.ref in differing, note)


def value_words(field: str, account: Account) -> str:
    """What an account says for a field; empty where the report does not say."""
    if field == "act":
        return act_label(account.act)
    if field == "stage":
        return stage_label(account.stage)
    if field == "stance":
        return stance_label(account.stance)
    if field == "people":
        return count_words(account.people.value) if account.people else ""
    if field == "target":
        return target_words(account)
    if field == "actor":
        return account.actor.value.name if account.actor else ""
    if field == "place":
        return ", ".join(part for part in place_words(account.place.value) if part) if account.place else ""
    if field == "time":
        return period_words(account.time.value) if account.time else ""
    if field == "ground":
        return ", ".join(account.ground.value.articles) or t("told in words") if account.ground else ""
    return speakers(account.said_by if field == "said_by" else account.denied_by)


def target_words(account: Account) -> str:
    """Who the people are said to be in this account: the group, and the names it tells."""
    if account.target is None:
        return ""
    target = account.target.value
    parts = [group_label(target.group)] if target.group else [t("group not said")]
    return ": ".join([*parts, ", ".join(target.names)]) if target.names else parts[0]


def speakers(chain: tuple[Speaker, ...]) -> str:
    """Those who answer for a telling, the one nearest to the event first."""
    said = []
    for one in chain:
        what = one.role or speaker_label(one.sort)
        said.append(f"{one.name} ({what})")
    return " → ".join(said)


def _words(field: str, telling: Telling) -> tuple[Words, ...]:
    account, href = telling.account, account_href(telling.ref)
    if field == "act":
        return (words_of(account.quote.text, telling.report, f"{href}#act"),)
    if field in {"said_by", "denied_by"}:
        chain = account.said_by if field == "said_by" else account.denied_by
        return tuple(
            words_of(one.quote.text, telling.report, f"{href}#{field}{f'-{n}' if n > 1 else ''}")
            for n, one in enumerate(chain, 1)
            if one.quote
        )
    told = getattr(account, field) if field not in {"stage", "stance"} else None
    return (words_of(told.quote.text, telling.report, f"{href}#{field}"),) if told else ()


# --- an affair -------------------------------------------------------------------------------------------------


def affair_page(file: AffairFile, announced: Sequence["Announced"] = ()) -> AffairPage:
    """An affair in time order, what is still open on top; ``announced`` says what became of what was announced."""
    open_ones = set(file.affair.open)
    rows = tuple(incident_row(one, open=one.id in open_ones) for one in file.incidents)
    places = list(dict.fromkeys(row.place for row in rows if row.place != NOT_SAID))
    times = [one.time for one in file.incidents if one.time]
    span = ""
    if times:
        first, last = min(times, key=lambda one: one.start), max(times, key=lambda one: one.end)
        span = period_words(first) if first == last else f"{period_words(first)} – {period_words(last)}"
    return AffairPage(
        title=t("Affair: {where}", where=", ".join(places[:3])) if places else t("Affair"),
        subtitle=". ".join(part for part in (tn("{n} incident", "{n} incidents", len(rows)), span) if part),
        open=tuple(row for row in rows if row.open),
        incidents=rows,
        settled=tuple(
            Settled(
                incident_row(one.incident),
                outcome_label(one.outcome),
                tuple(Link(act_label(it.act), incident_href(it.id)) for it in one.told_by),
            )
            for one in announced
            if one.incident.id not in open_ones
        ),
        why=why_words(file.affair.why),
        id=file.affair.id,
    )


def outcome_label(outcome: "Outcome") -> str:
    """What became of what was announced."""
    return {
        "carried out": t("carried out"),
        "dropped": t("dropped, or denied since"),
        "let go": t("let go; no report says that the order is lifted"),
        "unknown": t("no report tells"),
    }[outcome.value]
