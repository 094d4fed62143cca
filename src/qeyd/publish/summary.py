"""What the first page of a release says, as numbers: by month, by region, people. Worked out from the release alone."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from qeyd.publish.release import PublishedIncident, Release


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of the overview."""

    incidents: int
    reports: int  #: different footnotes
    outlets: int
    origins: int
    start: str  #: first and last possible day; empty where no incident has a time
    end: str
    months: tuple[tuple[str, int], ...]  #: "2025-08" and incidents, without holes
    no_month: int  #: incidents whose time is wider than a month, or not told
    little: frozenset[str]  #: months in which little was looked at
    regions: tuple[tuple[str, str, int], ...]  #: code, name, incidents; most first
    no_region: int
    people: int  #: the sum of best figures
    counted: int  #: incidents with a best figure


def month_of(incident: PublishedIncident) -> str | None:
    """The month that holds all of the incident's time; None where it is wider or not told."""
    time = incident.time
    return time.start[:7] if time and time.start[:7] == time.end[:7] else None


def summarise(release: Release) -> Summary:
    """The overview's numbers."""
    incidents = release.incidents
    by_month = Counter(month for one in incidents if (month := month_of(one)))
    by_region: Counter[tuple[str, str]] = Counter()
    for one in incidents:
        if one.place and one.place.admin1:
            by_region[one.place.admin1, one.place.admin1_name or one.place.admin1] += 1
    notes = {note.id: note for one in incidents for note in one.footnotes}
    best = [one.people.best for one in incidents if one.people and one.people.best is not None]
    days = [(one.time.start, one.time.end) for one in incidents if one.time]
    return Summary(
        incidents=len(incidents),
        reports=len(notes),
        outlets=len({note.outlet for note in notes.values() if note.outlet}),
        origins=sum(one.independent_origins for one in incidents),
        start=min((start for start, _ in days), default=""),
        end=max((end for _, end in days), default=""),
        months=tuple((month, by_month[month]) for month in months_between(by_month)),
        no_month=len(incidents) - sum(by_month.values()),
        little=little_looked(release, by_month),
        regions=tuple(
            (code, name, n)
            for (code, name), n in sorted(by_region.items(), key=lambda one: (-one[1], one[0][1]))
        ),
        no_region=len(incidents) - sum(by_region.values()),
        people=sum(best),
        counted=len(best),
    )


def months_between(months: Counter[str]) -> list[str]:
    """All months from the first to the last.

    >>> months_between(Counter(["2024-11", "2025-02"]))
    ['2024-11', '2024-12', '2025-01', '2025-02']
    """
    if not months:
        return []
    year, month = map(int, min(months).split("-"))
    out = []
    while (at := f"{year:04}-{month:02}") <= max(months):
        out.append(at)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return out


def little_looked(release: Release, months: Counter[str]) -> frozenset[str]:
    """Months with less than half the usual days of looking, over all outlets; empty where no log was kept."""
    looked: Counter[str] = Counter()
    for row in release.coverage:
        looked[row.month] += row.looked
    if not looked:
        return frozenset()
    usual = median(looked.values())
    return frozenset(month for month in months_between(months) if looked[month] < usual / 2)
