"""What each page of the browser shows: taken from the casebook whole, so that a page asks nothing further.

Nothing here lists, counts or finds people by their names (CODEBOOK §8).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from qeyd.flow.effective import Effective, effective_reading
from qeyd.flow.search import search_reports
from qeyd.flow.sources import Earlier, earlier_of
from qeyd.model import Account, AccountRef, Affair, Incident, Reading, Report, Unread
from qeyd.store import Filter

if TYPE_CHECKING:
    from qeyd.store import Casebook


class Order(StrEnum):
    """What incidents can be sorted by."""

    TIME = "time"  #: the latest first
    TIME_OLDEST = "oldest"
    PEOPLE = "people"  #: the most people first
    REPORTS = "reports"  #: the most reports first
    ORIGINS = "origins"  #: the most independent origins first
    ACT = "act"
    PLACE = "place"


#: What the list of incidents can be narrowed by; regions when a country is chosen.
FACETS = (
    "act",
    "group",
    "authority",
    "country",
    "admin1",
    "grade",
    "origins",
    "stage",
    "stance",
    "outlet",
    "language",
)


class Sort(StrEnum):
    """Which reports to list."""

    ALL = "all"
    TELLING = "telling"  #: with at least one account
    NOTHING = "nothing"  #: read, and no account found
    UNREAD = "unread"  #: opened, and could not be read


@dataclass(frozen=True, slots=True)
class IncidentList:
    """One page of the list of incidents, and what it can be narrowed to."""

    incidents: tuple[Incident, ...]
    found: int  #: how many pass the filter
    all: int  #: how many there are
    reports: int  #: how many reports the casebook holds
    read: int  #: how many of them were read
    affairs: int
    choices: dict[str, dict[str, int]] = field(
        default_factory=dict
    )  #: by facet: value -> how many with it, all other filters kept


@dataclass(frozen=True, slots=True)
class Telling:
    """An account together with the report that it is in."""

    ref: AccountRef
    account: Account
    report: Report


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """An incident with everything it rests on."""

    incident: Incident
    tellings: tuple[Telling, ...]
    affair: Affair | None
    possibly_same_as: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class AffairFile:
    """An affair with its incidents in time order."""

    affair: Affair
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report with what was read in it, and the incident that each account is in."""

    report: Report
    reading: Reading | Unread | None  #: None: not read yet
    incidents: tuple[str | None, ...]  #: for each account the id of its incident; None before linking
    versions: tuple[str, ...] = ()  #: the ids of all versions kept of its address, oldest first
    earlier: Earlier | None = None  #: the version before, and what changed since


def gather_incidents(
    casebook: "Casebook", only: Filter, *, order: Order = Order.TIME, offset: int = 0, limit: int = 50
) -> IncidentList:
    """The incidents that pass the filter, one page of them, with the counts for each choice."""
    totals = casebook.totals()
    return IncidentList(
        incidents=casebook.incidents(only, order=order.value, offset=offset, limit=limit),
        found=casebook.count_incidents(only),
        all=totals.incidents,
        reports=totals.reports,
        read=totals.read,
        affairs=totals.affairs,
        choices=facets_of(casebook, only),
    )


def facets_of(casebook: "Casebook", only: Filter) -> dict[str, dict[str, int]]:
    """For each facet its values and how many incidents there would be with each, all other filters kept."""
    found = {}
    for name in FACETS:
        if name == "admin1" and only.country is None:
            continue
        others = (
            replace(only, country=None, admin1=None) if name == "country" else replace(only, **{name: None})
        )
        found[name] = {value: n for value, n in casebook.count_by(name, others).items() if value}
    return found


def gather_incident(casebook: "Casebook", id: str) -> IncidentFile | None:
    """An incident with its accounts in the order of their origins; None when there is none with this id."""
    incident = casebook.incident(id)
    if incident is None:
        return None
    # Accounts of one origin stand together, so that copies are seen to be copies.
    in_order = [ref for origin in incident.origins for ref in origin]
    in_order += [ref for ref in incident.accounts if ref not in set(in_order)]
    same = [casebook.incident(other) for other in incident.possibly_same_as]
    return IncidentFile(
        incident=incident,
        tellings=tuple(_tellings(casebook, in_order)),
        affair=casebook.affair(incident.affair),
        possibly_same_as=tuple(other for other in same if other and other.id != incident.id),
    )


def _effective(casebook: "Casebook", report_id: str) -> Reading | Unread | None:
    found = effective_reading(casebook, report_id)
    return found.reading if isinstance(found, Effective) else found


def _tellings(casebook: "Casebook", refs: list[AccountRef]) -> Iterator[Telling]:
    read: dict[str, Reading | Unread | None] = {}
    for ref in refs:
        if ref.report_id not in read:
            read[ref.report_id] = _effective(casebook, ref.report_id)
        reading = read[ref.report_id]
        if isinstance(reading, Reading) and 0 <= ref.index < len(reading.accounts):
            yield Telling(ref, reading.accounts[ref.index], reading.report)


def gather_affair(casebook: "Casebook", id: str) -> AffairFile | None:
    """An affair with its incidents, the earliest first and those without a time last."""
    affair = casebook.affair(id)
    if affair is None:
        return None
    found = [one for one in (casebook.incident(id) for id in affair.incidents) if one]
    found.sort(key=lambda one: (one.time is None, one.time.start.isoformat() if one.time else ""))
    return AffairFile(affair, tuple(found))


def gather_report(casebook: "Casebook", id: str) -> ReportFile | None:
    """A report with its reading; None when there is no report with this id."""
    report = casebook.report(id)
    if report is None:
        return None
    reading = _effective(casebook, id)
    accounts = reading.accounts if isinstance(reading, Reading) else ()
    return ReportFile(
        report=report,
        reading=reading,
        incidents=tuple(casebook.incident_of(AccountRef(id, index)) for index in range(len(accounts))),
        versions=casebook.versions(report.url) if report.url else (),
        earlier=earlier_of(casebook, report),
    )


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list; where words were searched for, a stretch of its text with them."""

    file: ReportFile
    pieces: tuple[tuple[str, bool], ...] = ()  #: True: a word that was searched for


@dataclass(frozen=True, slots=True)
class ReportList:
    """One page of reports."""

    lines: tuple[ReportLine, ...]
    more: bool  #: whether another page follows
    found: int | None = None  #: how many have the words searched for
    not_indexed: int = 0  #: how many cannot be searched for words yet


def gather_reports(
    casebook: "Casebook", sort: Sort = Sort.ALL, *, words: str = "", offset: int = 0, limit: int = 50
) -> ReportList:
    """One page of reports, the latest published first. ``words``: of all reports that have them, in any form."""
    if words.strip():
        found = search_reports(casebook, words, offset=offset, limit=limit)
        return ReportList(
            tuple(ReportLine(_report_file(casebook, hit.report), hit.pieces) for hit in found.hits),
            more=offset + len(found.hits) < found.total,
            found=found.total,
            not_indexed=found.waiting,
        )
    ids = casebook.list_reports(sort.value, offset=offset, limit=limit + 1)
    reports = [report for id in ids[:limit] if (report := casebook.report(id))]
    return ReportList(
        tuple(ReportLine(_report_file(casebook, one)) for one in reports), more=len(ids) > limit
    )


def _report_file(casebook: "Casebook", report: Report) -> ReportFile:
    return ReportFile(report, casebook.reading(report.id), ())
