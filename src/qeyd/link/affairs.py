"""Which incidents are of one matter: a raid with its detentions, the charges, the deportations to come."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qeyd.link.facets import Facets
from qeyd.link.rarity import Rarity

AFFAIR_FEATURES = (
    "base", "told in one report", "share of reports that tell both", "always told together", "as news in one report",
    "news beside background", "far apart in the report",
    "people's names shared", "people's names differ", "names in the words shared", "reports' names shared",
    "reports' figures shared", "same settlement", "same region", "regions differ", "countries differ", "place missing",
    "same group", "groups differ", "same number", "days apart", "same day", "same act", "same articles of law",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matter:
    """What of an incident says which affair it belongs to."""

    reports: dict[str, tuple[bool, int]]  #: report id -> is it told as news there, and where in the text
    names: frozenset[str]
    near_names: frozenset[str]
    page_names: frozenset[str]
    figures: frozenset[int]
    countries: frozenset[str]
    regions: frozenset[str]
    settlements: frozenset[str]
    groups: frozenset[str]
    counts: frozenset[tuple[int | None, int | None]]
    days: tuple[date, date] | None
    exact: bool
    family: str
    articles: frozenset[str]


def matter(accounts: Sequence[Facets]) -> Matter:
    """The accounts of one incident taken together."""
    reports: dict[str, tuple[bool, int]] = {}
    for one in accounts:
        news, where = reports.get(one.ref.report_id, (False, one.where))
        reports[one.ref.report_id] = (news or not one.background, min(where, one.where))
    told = [one.time for one in accounts if one.time is not None]
    windows = [(time.start, time.end) for time in told]
    if not windows:
        windows = [one.window for one in accounts if one.window is not None and one.window[0] != date.min]
    days = None
    if windows:  # the narrowest tellings say most
        first = min(windows, key=lambda w: (w[1] - w[0], w))
        days = first
    return Matter(
        reports=reports,
        names=frozenset().union(*(one.names for one in accounts)),
        near_names=frozenset().union(*(one.near_names for one in accounts)),
        page_names=frozenset().union(*(one.page.names for one in accounts)),
        figures=frozenset().union(*(one.page.numbers for one in accounts)),
        countries=frozenset(one.country for one in accounts if one.country),
        regions=frozenset(one.region for one in accounts if one.region),
        settlements=frozenset(one.settlement for one in accounts if one.settlement),
        groups=frozenset(one.group for one in accounts if one.group),
        counts=frozenset((one.low, one.high) for one in accounts if one.counted),
        days=days,
        exact=bool(told),
        family=accounts[0].family,
        articles=frozenset().union(*(one.articles for one in accounts)),
    )


def affair_features(a: Matter, b: Matter, rarity: Rarity) -> dict[str, float]:
    """What speaks for and against two incidents being of one affair; symmetric."""
    out: dict[str, float] = {"base": 1.0}
    both = a.reports.keys() & b.reports.keys()
    if both:
        out["told in one report"] = 1.0
        fewer = min(len(a.reports), len(b.reports))
        out["share of reports that tell both"] = len(both) / fewer
        if len(both) == len(a.reports) == len(b.reports):
            out["always told together"] = 1.0
        if any(a.reports[one][0] and b.reports[one][0] for one in both):
            out["as news in one report"] = 1.0
        elif all(a.reports[one][0] != b.reports[one][0] for one in both):
            out["news beside background"] = 1.0
        nearest = min(abs(a.reports[one][1] - b.reports[one][1]) for one in both)
        out["far apart in the report"] = min(nearest / 400.0, 3.0)
    people = a.names & b.names
    if people:
        out["people's names shared"] = min(rarity.total(people), 2.5)
    elif a.names and b.names:
        out["people's names differ"] = 1.0
    near = (a.near_names & b.near_names) - people
    if near:
        out["names in the words shared"] = min(rarity.total(near), 2.5)
    whole = (a.page_names & b.page_names) - people - near
    if whole and not both:
        out["reports' names shared"] = min(math.log1p(rarity.total(whole)), 3.0)
    figures = a.figures & b.figures
    if figures and not both:
        out["reports' figures shared"] = min(math.log1p(rarity.total(figures)), 2.0)
    if not (a.countries and b.countries):
        out["place missing"] = 1.0
    elif not a.countries & b.countries:
        out["countries differ"] = 1.0
    elif a.settlements & b.settlements:
        out["same settlement"] = 1.0
    elif a.regions & b.regions:
        out["same region"] = 1.0
    elif a.regions and b.regions:
        out["regions differ"] = 1.0
    if a.groups & b.groups:
        out["same group"] = 1.0
    elif any(g[:1].isupper() for g in a.groups) and any(g[:1].isupper() for g in b.groups):
        out["groups differ"] = 1.0
    if a.counts & b.counts:
        out["same number"] = 1.0
    if a.days and b.days:
        gap = max((b.days[0] - a.days[1]).days, (a.days[0] - b.days[1]).days, 0)
        out["days apart"] = min(math.log2(1 + gap), 9.0) / 4.0
        if (
            not gap
            and a.exact
            and b.exact
            and max(a.days[1] - a.days[0], b.days[1] - b.days[0]) <= timedelta(days=3)
        ):
            out["same day"] = 1.0
    if a.family == b.family:
        out["same act"] = 1.0
    if a.articles & b.articles:
        out["same articles of law"] = 1.0
    return out


def affair_keys(one: Matter, rarity: Rarity) -> Iterable[tuple[str, object]]:
    """What proposes two incidents as being of one affair."""
    for report in one.reports:
        yield "report", report
    for name in one.names:
        if rarity.weight(name) > 0.4:
            yield "name", name
    for name in one.near_names | one.page_names:
        if rarity.weight(name) > 0.7:
            yield "near name", name
    if one.days and (one.days[1] - one.days[0]).days <= 31:
        for settlement in one.settlements:
            yield "settlement", (settlement, one.days[0].year, one.days[0].month)
        for region in one.regions:
            for group in one.groups:
                yield "region", (region, group, one.days[0].year, one.days[0].month)


#: A key that more incidents bear proposes nothing.
MOST_BEARERS = 60


def proposed_pairs(matters: Mapping[int, Matter], rarity: Rarity) -> set[tuple[int, int]]:
    """Pairs of incidents worth comparing, by their numbers, smaller first."""
    bearers: dict[tuple[str, object], list[int]] = {}
    for number in sorted(matters):
        for key in set(affair_keys(matters[number], rarity)):
            bearers.setdefault(key, []).append(number)
    return {
        (numbers[i], numbers[j])
        for numbers in bearers.values()
        if len(numbers) <= MOST_BEARERS
        for i in range(len(numbers))
        for j in range(i + 1, len(numbers))
    }
