"""A release as flat tables: the rows that the data package and most standards are made from.

Persons have a table of their own, keyed by pseudonym within an affair; accusations stand in ``claims`` alone, with
their speaker and no person. A cell that a spreadsheet would take for a formula is led by an apostrophe (see ``cell``).
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qeyd.publish.release import Footnote, PublishedClaim, PublishedIncident, Release

Value = str | int | float | bool | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, its type in Frictionless' words, and what stands in it."""

    name: str
    type: str
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its columns, its rows and what holds between tables."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    key: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str, str], ...] = ()  #: own column, other table, its column


_ID = Field("incident_id", "string", "Keyed id of the incident, the same in every release of one key.", True)


def sheets(release: Release) -> tuple[Sheet, ...]:
    """All tables of a release."""
    return (
        _incidents(release),
        _persons(release),
        _accounts(release),
        _footnotes(release),
        _disagreements(release),
        _claims(release),
        _counts(release),
        _coverage(release),
        _changes(release),
    )


def _incidents(release: Release) -> Sheet:
    fields = (
        Field("id", "string", "Keyed id of the incident, the same in every release of one key.", True),
        Field("affair_id", "string", "Keyed id of the matter it belongs to.", True),
        Field("act", "string", "What was done (code of the codebook).", True),
        Field("stage", "string", "done or planned.", True),
        Field("stance", "string", "asserted, claimed or denied, over all accounts.", True),
        Field("grade", "string", "acknowledged, corroborated, single or contested.", True),
        Field("background", "boolean", "Told by every report as background.", True),
        Field("group", "string", "The group the people are taken as in the reports; English plural."),
        Field("people_low", "integer", "Fewest people told; empty: open or not told."),
        Field("people_high", "integer", "Most people told; empty: open or not told."),
        Field("people_best", "integer", "Best figure by the stated rule."),
        Field("actors", "string", "Who did it, as named, separated by ' | '."),
        Field("actor_sorts", "string", "The sorts of these bodies, in the same order."),
        Field("grounds", "string", "Articles of law stated, separated by ' | '."),
        Field("place", "string", "English name, as coarse as the release allows."),
        Field("country", "string", "ISO 3166-1 alpha-2."),
        Field("admin1", "string", "ISO 3166-2."),
        Field("admin1_name", "string", "English name of the first-level region."),
        Field("latitude", "number", "Degrees; empty for regions."),
        Field("longitude", "number", "Degrees; empty for regions."),
        Field("place_precision", "integer", "UCDP where_prec, 1 to 7; 0 not known."),
        Field("disputed", "boolean", "Disputed territory."),
        Field("coarsened", "boolean", "Made coarser than the record has it."),
        Field("geonames_id", "integer", "GeoNames id of the place."),
        Field("time", "string", "As told: a day, month, year or interval."),
        Field("start", "date", "First possible day."),
        Field("end", "date", "Last possible day."),
        Field("time_precision", "integer", "UCDP date_prec, 1 to 5; 0 not known."),
        Field("independent_origins", "integer", "First knowers behind it.", True),
        Field("reports", "integer", "Reports that tell it.", True),
        Field("outlets", "integer", "Outlets that tell it.", True),
        Field("languages", "string", "Languages of the reports, separated by ' | '."),
        Field("possibly_same_as", "string", "Incidents that may be the same, separated by ' | '."),
    )
    return Sheet(
        "incidents", "Incidents", fields, tuple(incident_row(one) for one in release.incidents), ("id",)
    )


def incident_row(one: PublishedIncident) -> Row:
    """One incident as a row of the table of incidents."""
    place, time, people = one.place, one.time, one.people
    return {
        "id": one.id,
        "affair_id": one.affair,
        "act": one.act,
        "stage": one.stage.value,
        "stance": one.stance.value,
        "grade": one.grade.value,
        "background": one.background,
        "group": one.group,
        "people_low": people.low if people else None,
        "people_high": people.high if people else None,
        "people_best": people.best if people else None,
        "actors": joined(actor.name for actor in one.actors),
        "actor_sorts": joined(actor.sort or "" for actor in one.actors),
        "grounds": joined(one.grounds),
        "place": place.name if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "admin1_name": place.admin1_name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_precision": place.precision if place else 0,
        "disputed": place.disputed if place else False,
        "coarsened": place.coarsened if place else False,
        "geonames_id": place.geonames_id if place else None,
        "time": time.value if time else None,
        "start": time.start if time else None,
        "end": time.end if time else None,
        "time_precision": time.precision if time else 0,
        "independent_origins": one.independent_origins,
        "reports": one.reports,
        "outlets": one.outlets,
        "languages": joined(one.languages),
        "possibly_same_as": joined(one.possibly_same_as),
    }


def _persons(release: Release) -> Sheet:
    fields = (
        _ID,
        Field("affair_id", "string", "The matter within which the pseudonym is one person.", True),
        Field("person", "string", "A pseudonym; a name only where somebody decided so.", True),
        Field("named", "boolean", "Whether it is a name.", True),
        Field("decided_by", "string", "Who decided that the name may be given."),
        Field("why", "string", "And why."),
    )
    rows = tuple(
        {
            "incident_id": one.id,
            "affair_id": one.affair,
            "person": person.label,
            "named": person.named,
            "decided_by": person.decided_by,
            "why": person.why,
        }
        for one in release.incidents
        for person in one.persons
    )
    return Sheet(
        "persons", "Persons, under pseudonyms", fields, rows, (), (("incident_id", "incidents", "id"),)
    )


def _accounts(release: Release) -> Sheet:
    fields = (
        _ID,
        Field("number", "integer", "Number of the account within the incident, from 1.", True),
        Field("footnote_id", "string", "The report that tells it.", True),
        Field("origin", "integer", "Number of the first knower within the incident.", True),
        Field("stage", "string", "done or planned.", True),
        Field("stance", "string", "asserted, claimed or denied.", True),
        Field("said_by", "string", "Who answers for it, with the sort of speaker, separated by ' | '."),
        Field("denied_by", "string", "Who denies it, separated by ' | '."),
        Field("language", "string", "Language of the words."),
        Field("words", "string", "The clause that tells it, names replaced.", True),
        Field("names_replaced", "integer", "How many names were replaced in it.", True),
    )
    rows = tuple(
        {
            "incident_id": one.id,
            "number": number,
            "footnote_id": account.footnote,
            "origin": account.origin,
            "stage": account.stage.value,
            "stance": account.stance.value,
            "said_by": joined(f"{by.name} ({by.sort.value})" for by in account.said_by),
            "denied_by": joined(f"{by.name} ({by.sort.value})" for by in account.denied_by),
            "language": account.quote.language,
            "words": account.quote.text,
            "names_replaced": account.quote.masked,
        }
        for one in release.incidents
        for number, account in enumerate(one.accounts, 1)
    )
    return Sheet(
        "accounts",
        "Accounts",
        fields,
        rows,
        ("incident_id", "number"),
        (("incident_id", "incidents", "id"), ("footnote_id", "footnotes", "id")),
    )


def footnotes(release: Release) -> dict[str, Footnote]:
    """Every footnote of a release once, by id."""
    found = {note.id: note for one in release.incidents for note in one.footnotes}
    return found | {one.footnote.id: one.footnote for one in release.claims}


def _footnotes(release: Release) -> Sheet:
    fields = (
        Field("id", "string", "Keyed id of the report.", True),
        Field("outlet", "string", "Who published it."),
        Field("published", "string", "A day, month or year."),
        Field("language", "string", "Its language."),
        Field("title", "string", "Its title, names replaced."),
        Field("url", "string", "Its address; empty where it would tell a protected name."),
        Field("withheld", "string", "Why the address is not given."),
        Field("sha256", "string", "Digest of the archived bytes."),
    )
    rows = tuple(
        {
            "id": note.id,
            "outlet": note.outlet,
            "published": note.published,
            "language": note.language,
            "title": note.title.text if note.title else None,
            "url": note.url,
            "withheld": note.withheld,
            "sha256": note.sha256,
        }
        for note in footnotes(release).values()
    )
    return Sheet("footnotes", "Evidence", fields, rows, ("id",))


def _disagreements(release: Release) -> Sheet:
    fields = (
        _ID,
        Field("field", "string", "What the accounts disagree on.", True),
        Field("value", "string", "One of the values told.", True),
        Field("footnote_ids", "string", "The reports that tell it, separated by ' | '.", True),
    )
    rows = tuple(
        {"incident_id": one.id, "field": differing.field, "value": value, "footnote_ids": joined(notes)}
        for one in release.incidents
        for differing in one.disagreements
        for value, notes in differing.values
    )
    return Sheet("disagreements", "Disagreements", fields, rows, (), (("incident_id", "incidents", "id"),))


def _claims(release: Release) -> Sheet:
    fields = (
        Field("sort", "string", "accusation, opinion or pattern claim.", True),
        Field("speaker", "string", "Who says it; private speakers by sort alone.", True),
        Field("role", "string", "Their role, where a report tells it."),
        Field("language", "string", "Language of the words."),
        Field(
            "words", "string", "What is said, names replaced. Nobody but the speaker answers for it.", True
        ),
        Field("claims", "string", "For pattern claims: rise, spread, selectivity, intent, systematic."),
        Field("footnote_id", "string", "The report it stands in.", True),
    )
    rows = tuple(_claim(one) for one in release.claims)
    return Sheet("claims", "Claims and opinions", fields, rows, (), (("footnote_id", "footnotes", "id"),))


def _claim(one: PublishedClaim) -> Row:
    return {
        "sort": one.sort.value,
        "speaker": one.speaker,
        "role": one.role,
        "language": one.words.language,
        "words": one.words.text,
        "claims": joined(it.value for it in one.claims),
        "footnote_id": one.footnote.id,
    }


def _counts(release: Release) -> Sheet:
    fields = (
        Field("table", "string", "Name of the table.", True),
        Field("row_field", "string", "The field of its rows.", True),
        Field("column_field", "string", "The field of its columns.", True),
        Field("row", "string", "Row.", True),
        Field("column", "string", "Column.", True),
        Field("incidents", "integer", "Count; empty where it is not shown."),
        Field("suppressed", "string", "primary: too few to show; secondary: left out to protect another."),
    )
    rows = tuple(
        {
            "table": table.name,
            "row_field": table.row,
            "column_field": table.column,
            "row": cell.row,
            "column": cell.column,
            "incidents": cell.count,
            "suppressed": cell.suppressed,
        }
        for table in release.tables
        for cell in table.cells
    )
    return Sheet("counts", "Counts, small ones not shown", fields, rows)


def _coverage(release: Release) -> Sheet:
    fields = (
        Field("outlet", "string", "Outlet.", True),
        Field("month", "yearmonth", "Month.", True),
        Field("looked", "integer", "Days on which it was looked at.", True),
        Field("reports", "integer", "Reports taken, relevant or not.", True),
        Field("telling", "integer", "Reports that tell at least one account.", True),
        Field("gap", "string", "Why it could not be looked at."),
    )
    rows = tuple(
        {
            "outlet": row.outlet,
            "month": row.month,
            "looked": row.looked,
            "reports": row.reports,
            "telling": row.telling,
            "gap": row.gap,
        }
        for row in release.coverage
    )
    return Sheet("coverage", "What was looked at", fields, rows)


def _changes(release: Release) -> Sheet:
    fields = (
        Field("incident_id", "string", "Incident.", True),
        Field("change", "string", "added, changed, withdrawn or merged.", True),
        Field("field", "string", "What changed."),
        Field("before", "string", "In the release before."),
        Field("after", "string", "In this release."),
        Field("into", "string", "For a merge: the incident it is part of now."),
        Field("why", "string", "Why."),
    )
    rows = tuple(
        {
            "incident_id": one.incident,
            "change": one.sort.value,
            "field": field,
            "before": before,
            "after": after,
            "into": one.into,
            "why": one.why,
        }
        for one in release.changes
        for field, before, after in (one.fields or ((None, None, None),))
    )
    return Sheet("changes", "Changes since the release before", fields, rows)


def joined(values: Iterable[str]) -> str | None:
    """Several values in one cell; None where there is none."""
    return " | ".join(values) or None


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def cell(value: Value) -> str:
    """A value for a spreadsheet. Text that begins like a formula, or with an apostrophe, is led by an apostrophe.

    >>> cell("=1+1"), cell(-3), cell("'tis"), cell(None), cell(True)
    ("'=1+1", '-3', "''tis", '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        if not value.isprintable():
            value = "".join(one for one in value if one in "\t\n\r" or ord(one) >= 32)
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value)


def uncell(text: str) -> str:
    """The text that ``cell`` led by an apostrophe, without it.

    >>> uncell(cell("=1+1"))
    '=1+1'
    """
    return text[1:] if text.startswith("'") else text


def to_csv(names: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table as CSV after RFC 4180, UTF-8 without a mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in names])
    return out.getvalue().encode("utf-8")
