"""Which incidents are of one matter: a raid with its detentions, the charges, the deportations to come."""

import math
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qeyd.link import cluster
from qeyd.link.facets import Facets
from qeyd.link.peoples import exclude, parts
from qeyd.link.rarity import Rarity
from qeyd.link.score import log_odds
from qeyd.model import AccountRef

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
        groups=frozenset().union(*(parts(one.group) for one in accounts if one.group)),
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
    elif any(exclude(x, y) for x in a.groups for y in b.groups):
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


AffairKey = tuple[str, object]


def affair_keys(one: Matter, rarity: Rarity) -> dict[AffairKey, int]:
    """What proposes two incidents as being of one affair, with what each is worth (see ``ENOUGH``)."""
    out: dict[AffairKey, int] = {("report", report): 2 for report in one.reports}
    for name in one.names:
        if rarity.weight(name) > 0.4:
            out["name", name] = 2
    for name in one.near_names | one.page_names:
        if rarity.weight(name) > 0.7:
            out["near name", name] = 1
    if one.days and (one.days[1] - one.days[0]).days <= 31:
        month = (one.days[0].year, one.days[0].month)
        for settlement in one.settlements:
            out["settlement", (settlement, month)] = 1
        for region in one.regions:
            for group in one.groups:
                out["region", (region, group, month)] = 1
    return out


#: A key that more incidents bear proposes nothing.
MOST_BEARERS = 60
#: What the keys that two incidents share have to be worth together for the pair to be looked at.
ENOUGH = 2
#: A group of incidents larger than this is joined by its strongest pairs alone.
LARGE = 150
#: What a pair counts for that no key proposes, or that was not looked at in a large group.
UNLIKE = -3.0


class AffairIndex:
    """Incidents held so that a changed one touches only the affairs it can change.

    Incidents go by numbers of the caller's; ``first`` (the incident's first account) settles what stands first.
    """

    def __init__(self, weights: Mapping[str, float], *, join: float, rarity: Rarity) -> None:
        self._weights = weights
        self._join = join
        self._rarity = rarity
        self.matters: MutableMapping[int, Matter] = {}
        self._first: MutableMapping[int, AccountRef] = {}
        self._keys: MutableMapping[int, dict[AffairKey, int]] = {}
        self._bearers: MutableMapping[AffairKey, set[int]] = {}
        self._edges: MutableMapping[int, dict[int, float]] = {}  # pairs that score at least `join`
        self._sizes: dict[AffairKey, int] = {}  # of keys met since the last update: bearers before
        self._new: set[int] = set()
        self._changed: set[int] = set()
        self._groups: MutableMapping[int, tuple[int, ...]] = {}
        self._gone: set[tuple[int, ...]] = set()
        self._together: set[tuple[int, int]] = set()
        self._apart: set[tuple[int, int]] = set()

    def put(self, number: int, one: Matter, first: AccountRef) -> None:
        """Take an incident in, or put it in place of what it was; also when a name it bears is weighed anew."""
        if number in self.matters:
            self._unkey(number)
        self.matters[number] = one
        self._first[number] = first
        self._edges.setdefault(number, {})
        keys = affair_keys(one, self._rarity)
        self._keys[number] = keys
        for key in keys:
            bearers = self._bearers.setdefault(key, set())
            self._sizes.setdefault(key, len(bearers))
            bearers.add(number)
        self._new.add(number)
        self._changed.add(number)

    def drop(self, number: int) -> None:
        """Take an incident out."""
        self._unkey(number)
        del self.matters[number], self._first[number], self._keys[number]
        for other in self._edges.pop(number):
            del self._edges[other][number]
            self._changed.add(other)
        group = self._groups.pop(number, None)
        if group is not None:
            self._gone.add(group)
            self._changed.update(group)
        self._new.discard(number)

    def _unkey(self, number: int) -> None:
        for key in self._keys[number]:
            bearers = self._bearers[key]
            self._sizes.setdefault(key, len(bearers))
            bearers.discard(number)
            if not bearers:
                del self._bearers[key]

    def candidates(self, number: int) -> set[int]:
        """The incidents that keys propose as being of one affair with this one."""
        worth: dict[int, int] = {}
        for key, value in self._keys[number].items():
            bearers = self._bearers[key]
            if len(bearers) <= MOST_BEARERS:
                for other in bearers:
                    worth[other] = worth.get(other, 0) + value
        return {other for other, sum_ in worth.items() if sum_ >= ENOUGH and other != number}

    def score(self, one: int, other: int) -> float:
        """The log-odds that two incidents are of one affair."""
        known = self._edges[one].get(other)
        if known is not None:
            return known
        return log_odds(affair_features(self.matters[one], self.matters[other], self._rarity), self._weights)

    def update(
        self, *, together: Iterable[tuple[int, int]] = (), apart: Iterable[tuple[int, int]] = ()
    ) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
        """The affairs that are no more and those in their place, each as numbers with the first incident first."""
        for key, before in self._sizes.items():
            now = self._bearers.get(key, set())
            if (before <= MOST_BEARERS) != (len(now) <= MOST_BEARERS):
                self._new.update(now)
        self._sizes.clear()
        self._new = {one for one in self._new if one in self.matters}
        for one in self._new:  # all old scores first, so that none is taken for a new one
            for other in self._edges[one]:
                self._edges[other].pop(one, None)
                self._changed |= {one, other}
            self._edges[one] = {}
        compared: set[int] = set()
        for one in sorted(self._new):
            for other in self.candidates(one) - compared:
                score = self.score(one, other)
                if score >= self._join:
                    self._edges[one][other] = self._edges[other][one] = score
                    self._changed |= {one, other}
            compared.add(one)
        self._new.clear()
        return self._regroup(
            {(min(pair), max(pair)) for pair in together}, {(min(pair), max(pair)) for pair in apart}
        )

    def _regroup(
        self, together: set[tuple[int, int]], apart: set[tuple[int, int]]
    ) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
        for pair in (together ^ self._together) | (apart ^ self._apart):
            self._changed |= set(pair)
        self._together, self._apart = together, apart
        held: dict[int, set[int]] = {}
        for a, b in together:
            held.setdefault(a, set()).add(b)
            held.setdefault(b, set()).add(a)
        todo = {other for one in self._changed for other in self._groups.get(one, (one,))}
        todo = {one for one in todo | self._changed if one in self.matters}
        gone, made = self._gone, set()
        for group in cluster.groups_around(todo, lambda one: self._edges[one].keys() | held.get(one, set())):
            before = {self._groups[one] for one in group if one in self._groups}
            inside = set(group)
            joined = self._joined(
                sorted(group, key=self._first.__getitem__),
                [pair for pair in together if pair[0] in inside],
                [pair for pair in apart if pair[0] in inside and pair[1] in inside],
            )
            after = {tuple(sorted(ones, key=self._first.__getitem__)) for ones in joined}
            gone |= before
            made |= after
            for ones in after:
                self._groups.update(dict.fromkeys(ones, ones))
        self._changed, self._gone = set(), set()
        return gone, made

    def _joined(
        self, group: list[int], together: list[tuple[int, int]], apart: list[tuple[int, int]]
    ) -> list[list[int]]:
        if len(group) == 1:
            return [group]
        place = {one: n for n, one in enumerate(group)}
        if len(group) > LARGE:
            pairs = [
                (a, b, score) for a in group for b, score in self._edges[a].items() if place[a] < place[b]
            ]
        else:
            pairs = [(a, b, self.score(a, b)) for n, a in enumerate(group) for b in group[n + 1 :]]
        return cluster.join(group, pairs, threshold=self._join, unlike=UNLIKE, together=together, apart=apart)
