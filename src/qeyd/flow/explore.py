"""Looking at all incidents at once: in time, on the map, what is still open, affair by affair.

Whatever is counted here says beside it what was looked at, since "no reports" and "not looked at" are two things.
"""

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from qeyd.flow.search import wanted_of
from qeyd.model import Affair, Incident
from qeyd.model.coverage import Coverage
from qeyd.outlets import load_outlets
from qeyd.store import Filter, ReportFilter

if TYPE_CHECKING:
    from qeyd.store import Casebook

#: Longest timeline drawn, in parts; what lies before is told of in words. Twenty years of weeks.
MOST_PARTS = 1040


#: Reports that a search of incidents takes into account; the latest are.
MOST_FOUND = 100_000


class By(StrEnum):
    """How a timeline is cut."""

    MONTH = "month"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Part:
    """A month or week of the timeline."""

    key: str  #: "2025-08", or the Monday of the week
    start: date
    end: date
    incidents: int  #: told to lie wholly in it
    days: int  #: how many days it has
    watched: int  #: on how many of them at least one outlet was looked at
    outlets: int  #: how many outlets were looked at on any of its days

    @property
    def is_covered(self) -> bool:
        """Whether anything was looked at in it."""
        return self.watched > 0

    @property
    def is_little_covered(self) -> bool:
        """Whether nothing was looked at on more than half of its days."""
        return 0 < self.watched * 2 < self.days


@dataclass(frozen=True, slots=True)
class Timeline:
    """Incidents in time, without holes, and what was looked at when."""

    by: By
    parts: tuple[Part, ...]
    found: int  #: incidents that pass the filter
    longer: int  #: of these: told to reach over more than one part, or no more exactly
    undated: int  #: of these: no time is told
    earlier: int  #: of these: before the first part that is shown
    outlets: int  #: how many outlets have a dated report
    all: int  #: how many incidents there are


def part_of(day: date, by: By) -> tuple[date, date]:
    """The first and last day of the month or week that a day lies in.

    >>> part_of(date(2031, 2, 14), By.WEEK), part_of(date(2031, 2, 14), By.MONTH)[1]
    ((datetime.date(2031, 2, 10), datetime.date(2031, 2, 16)), datetime.date(2031, 2, 28))
    """
    if by is By.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def key_of(start: date, by: By) -> str:
    """How the store calls the month or week that begins on this day."""
    return start.isoformat() if by is By.WEEK else start.isoformat()[:7]


def gather_timeline(casebook: "Casebook", only: Filter, *, by: By = By.MONTH) -> Timeline:
    """The incidents that pass the filter by month or week, and what was looked at."""
    times = casebook.count_times(only, by=by.value)
    coverage = casebook.coverage()
    days = [date.fromisoformat(key if by is By.WEEK else f"{key}-01") for key in times.within]
    days += [one.day for one in coverage.collected]
    starts = _starts(days, by)
    parts = tuple(_parts(starts, by, times.within, watched_spans(coverage)))
    return Timeline(
        by=by,
        parts=parts,
        found=casebook.count_incidents(only),
        longer=times.longer,
        undated=times.undated,
        earlier=sum(n for key, n in times.within.items() if starts and key < key_of(starts[0], by)),
        outlets=len({one.outlet for one in coverage.collected}),
        all=casebook.totals().incidents,
    )


def _starts(days: Sequence[date], by: By) -> list[date]:
    """The first days of all parts from the first day to the last, the latest ``MOST_PARTS``."""
    if not days:
        return []
    out, last = [part_of(max(days), by)[0]], part_of(min(days), by)[0]
    while out[-1] > last and len(out) < MOST_PARTS:
        out.append(part_of(out[-1] - timedelta(days=1), by)[0])
    return out[::-1]


def _parts(
    starts: Sequence[date],
    by: By,
    counts: Mapping[str, int],
    watched: Mapping[str, Sequence[tuple[int, int]]],
) -> Iterator[Part]:
    if not starts:
        return
    ends = [part_of(start, by)[1] for start in starts]
    first = starts[0].toordinal()
    length = ends[-1].toordinal() - first + 1
    changes = [0] * (length + 1)  # how many outlets begin or end to be looked at, day by day
    outlets = [0] * len(starts)
    ordinals = [one.toordinal() for one in starts]
    for spans in watched.values():
        parts: set[int] = set()
        for begin, end in spans:
            if end < first or begin >= first + length:
                continue
            left, right = max(begin - first, 0), min(end - first + 1, length)
            changes[left] += 1
            changes[right] -= 1
            parts.update(
                range(bisect_right(ordinals, first + left) - 1, bisect_right(ordinals, first + right - 1))
            )
        for at in parts:
            outlets[at] += 1
    seen = list(accumulate(changes))
    for at, (start, last) in enumerate(zip(starts, ends, strict=True)):
        span = seen[start.toordinal() - first : last.toordinal() - first + 1]
        key = key_of(start, by)
        watched_here = sum(one > 0 for one in span)
        yield Part(key, start, last, counts.get(key, 0), len(span), watched_here, outlets[at])


def watched_spans(coverage: Coverage) -> dict[str, list[tuple[int, int]]]:
    """For each outlet the days (as ordinals, both ends in) on which it was looked at.

    They run from its first story to its last, less the gaps.
    """
    ends: dict[str, tuple[int, int]] = {}
    for one in coverage.collected:
        day = one.day.toordinal()
        low, high = ends.get(one.outlet, (day, day))
        ends[one.outlet] = (min(low, day), max(high, day))
    gaps: dict[str, list[tuple[int, int]]] = {}
    for gap in coverage.gaps:
        gaps.setdefault(gap.outlet, []).append((gap.period.start.toordinal(), gap.period.end.toordinal()))
    spans: dict[str, list[tuple[int, int]]] = {}
    for outlet, (begin, end) in ends.items():
        spans[outlet] = []
        for first, last in sorted(gaps.get(outlet, ())):
            if begin < first:
                spans[outlet].append((begin, min(first - 1, end)))
            begin = max(begin, last + 1)
            if begin > end:
                break
        if begin <= end:
            spans[outlet].append((begin, end))
    return spans


# --- words ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """The reports that have the words asked for."""

    reports: tuple[str, ...]
    waiting: int  #: reports whose words are not indexed yet


def reports_with(casebook: "Casebook", words: str) -> Found:
    """The ids of all reports that have these words in any of their forms."""
    waiting = casebook.words.count_wanting()
    wanted = wanted_of(words)
    if wanted is None:
        return Found((), waiting)
    ids, _ = casebook.words.find(wanted, ReportFilter(), offset=0, limit=MOST_FOUND)
    return Found(ids, waiting)


# --- the map ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Places:
    """Incidents by region and country, and what the record can know of."""

    regions: dict[str, int]  #: ISO 3166-2 code -> incidents
    countries: dict[str, int]  #: ISO 3166-1 code -> incidents of which no region is told
    nowhere: int  #: incidents without a place
    found: int
    all: int
    frame: tuple[str, ...]  #: regions with an incident, whatever the filter: what the map is drawn around
    most: int  #: incidents of the fullest region, whatever the filter
    known: frozenset[str]  #: countries that a report here is placed in, or an outlet here sits in


def gather_places(casebook: "Casebook", only: Filter) -> Places:
    """The incidents that pass the filter by where they were."""
    counts = casebook.count_places(only)
    regions: dict[str, int] = {}
    countries: dict[str, int] = {}
    for (country, region), n in counts.items():
        if region:
            regions[region] = regions.get(region, 0) + n
        elif country:
            countries[country] = countries.get(country, 0) + n
    everywhere = casebook.count_places() if only != Filter() else counts
    whole: dict[str, int] = {}
    for (_, region), n in everywhere.items():
        if region:
            whole[region] = whole.get(region, 0) + n
    return Places(
        regions=regions,
        countries=countries,
        nowhere=sum(n for (country, region), n in counts.items() if not country and not region),
        found=sum(counts.values()),
        all=sum(everywhere.values()),
        most=max(whole.values(), default=0),
        frame=tuple(sorted(whole)),
        known=casebook.told_countries() | _seats(casebook.outlets_kept()),
    )


def _seats(outlets: Iterable[str]) -> frozenset[str]:
    """The countries that outlets sit in, as far as the list of outlets knows."""
    listed = load_outlets()
    found = [listed.named(one) or listed.at(one) for one in outlets]
    return frozenset(one.country for one in found if one)


# --- what is open, and affairs ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FollowUps:
    """What was announced or prepared, and whose outcome no report tells; the earliest first."""

    open: tuple[tuple[str, Incident], ...]  #: the affair's id, and the incident
    found: int  #: how many there are in all


def gather_follow_ups(casebook: "Casebook", *, offset: int = 0, limit: int = 50) -> FollowUps:
    """One page of what is still open, in all affairs."""
    return FollowUps(casebook.open_incidents(offset=offset, limit=limit), casebook.count_open_incidents())


@dataclass(frozen=True, slots=True)
class AffairList:
    """Affairs of more than one incident, those with something open first, then the latest."""

    affairs: tuple[tuple[Affair, tuple[Incident, ...]], ...]
    found: int


def gather_affairs(casebook: "Casebook", *, offset: int = 0, limit: int = 25) -> AffairList:
    """One page of affairs with their incidents in time order."""
    affairs = casebook.affairs_by_time(offset=offset, limit=limit)
    shown = []
    for affair in affairs:
        incidents = [one for one in (casebook.incident(id) for id in affair.incidents) if one]
        incidents.sort(key=lambda one: (one.time is None, one.time.start.isoformat() if one.time else ""))
        shown.append((affair, tuple(incidents)))
    return AffairList(tuple(shown), casebook.count_affairs_of_several())
