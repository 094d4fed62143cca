"""Where and when: the places and times of a page, and which of them an act has.

The rules are the codebook's (§4): the settlement that the report ties the act to, else the region,
else the country, never the dateline; for time the words of the act's own sentence, else what the
report's own context still holds.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qeyd.acts import Act
from qeyd.model import Period, Place, Quote, Told
from qeyd.places import Entry, Gazetteer
from qeyd.places.gazetteer import PRECISION
from qeyd.read.page import Page
from qeyd.read.patterns import Term
from qeyd.read.spots import CITY, FINE, Spot, spots_in
from qeyd.read.times import TimeMention, times_in
from qeyd.read.triggers import Trigger

_REGIONS = ("admin1", "admin2", "region")
_CITY_REACH_KM = 40.0
# How far back, in sentences, a place or a time still holds for an act told without one.
_PLACE_HOLDS, _TIME_HOLDS = 40, 3
_TAKES_AWAY = ("deported", "deportation_ordered_or_prepared")


@dataclass(frozen=True)
class Setting:
    """All places and times of a page, in order."""

    spots: tuple[Spot, ...]
    times: tuple[TimeMention, ...]
    hinted: tuple[tuple[int, int, str], ...]  #: adjectives of countries: start, end, country
    of_people: tuple[
        Spot, ...
    ] = ()  #: places by which people are told, not where something is: "citizens of Kuwait"
    titled: tuple[Entry, ...] = ()  #: the places that the title names
    origins: tuple[
        tuple[int, int], ...
    ] = ()  #: stretches that say where people come from or of whose group they are

    def without(self, spans: Sequence[tuple[int, int]]) -> "Setting":
        """The same without the places named in these stretches: where people come from is not where they are."""
        kept = tuple(s for s in self.spots if not any(a < s.end and s.start < b for a, b in spans))
        left = tuple(replace(s, is_origin=True) for s in self.spots if s not in kept)
        return replace(self, spots=kept, of_people=left, origins=tuple(spans))

    def covers(self, start: int, end: int) -> bool:
        """Whether these characters belong to the name of a place."""
        return any(spot.start < end and start < spot.end for spot in self.spots)


def setting_of(
    page: Page,
    gazetteer: Gazetteer,
    *,
    located_after: Term,
    goal_after: Term,
    dwelling: Term,
    home: str | None,
) -> Setting:
    """Find and resolve every place and time of a page; what the words mean, ``spots_in`` says."""
    found = spots_in(
        page, gazetteer, located_after=located_after, goal_after=goal_after, dwelling=dwelling, home=home
    )
    times = times_in(page.text, page.language.code, published=page.report.published)
    return Setting(found.spots, times, found.hinted, titled=found.titled)


def place_of(
    page: Page, trigger: Trigger, setting: Setting, gazetteer: Gazetteer, act: Act, *, read_by: str
) -> Told[Place] | None:
    """The place of an act: named in its sentence, or held over from the sentences before."""
    head = page.tokens[trigger.head]
    own = [spot for spot in setting.spots if spot.line == trigger.line.index and not spot.is_dateline]
    if act.code in _TAKES_AWAY:  # where people are taken to is not where the act is done
        own = [spot for spot in own if not spot.is_goal]
    best = _best(own, head.start, gazetteer, act)
    if best is not None and best.entry.kind == "city_district":
        best = its_city(best, setting, gazetteer)
    if best is None or best.entry.kind == "country":
        held = _held(setting, trigger.line.index, gazetteer, within=best.entry.country if best else None)
        best = held if held is not None else best
    if best is not None:
        return Told(told_place(best.entry, gazetteer), page.report.quote(best.start, best.end), read_by)
    hinted = [one for one in setting.hinted if one[0] < trigger.line.end]
    if hinted:
        near = min(
            hinted,
            key=lambda one: (not trigger.line.start <= one[0] < trigger.line.end, abs(one[0] - head.start)),
        )
        country = gazetteer.country(near[2])
        if country is not None:
            return Told(told_place(country, gazetteer), page.report.quote(near[0], near[1]), read_by)
    return None


def is_fine(entry: Entry) -> bool:
    """Whether a place is a settlement or a city district."""
    return entry.kind in FINE


def is_region(entry: Entry) -> bool:
    """Whether a place is a region of a country."""
    return entry.kind in _REGIONS


def its_city(district: Spot, setting: Setting, gazetteer: Gazetteer) -> Spot:
    """The city of a district, where the report names the city, too: a district's court or office is the city's."""
    near = [
        spot
        for spot in setting.spots
        if spot.entry.kind == "settlement"
        and spot.entry.admin1 == district.entry.admin1
        and spot.entry.population >= CITY
        and (gazetteer.distance_km(spot.entry, district.entry) or 0.0) <= _CITY_REACH_KM
    ]
    return min(near, key=lambda spot: abs(spot.start - district.start)) if near else district


def _best(spots: list[Spot], head: int, gazetteer: Gazetteer, act: Act) -> Spot | None:
    def weight(spot: Spot) -> float:
        region = 1.9 if act.on_paper else 1.2
        fine = 1.7 if spot.entry.kind in FINE else region if spot.entry.kind in _REGIONS else 0.0
        tie = 1.5 if spot.is_located else 0.0
        away = -1.0 if spot.case in ("abl", "dat") and not act.on_paper else 0.0
        if act.parent == "removal":  # where people are taken from, not where to
            away = (
                -3.0
                if spot.is_goal or spot.case in ("dat", "acc")
                else 0.5
                if spot.case in ("abl", "gen")
                else 0.0
            )
        return fine + tie + away - min(abs(spot.start - head), 200) / 120

    if not spots:
        return None
    best = max(spots, key=weight)
    for other in spots:
        if other.entry.kind not in FINE or best.entry.kind not in ("admin1", "admin2", "country"):
            continue
        if gazetteer.contains(best.entry, other.entry) and (other.is_located or other.case == "gen"):
            return other
    return best


def _held(setting: Setting, line: int, gazetteer: Gazetteer, *, within: str | None) -> Spot | None:
    """The place that the sentences before still hold, the finest of the nearest sentence that names one."""
    candidates = [
        spot
        for spot in setting.spots
        if spot.line < line
        and line - spot.line <= _PLACE_HOLDS
        and spot.entry.kind != "country"
        and (within is None or spot.entry.country == within)
    ]
    news = [spot for spot in candidates if not spot.is_dateline] or candidates
    if not news:
        later = [
            spot
            for spot in setting.spots
            if spot.line >= line
            and spot.entry.kind in FINE
            and (within is None or spot.entry.country == within)
        ]
        if later:
            often = Counter(spot.entry.key for spot in later)
            best = max(later, key=lambda spot: (spot.is_located, often[spot.entry.key], -spot.start))
            if best.is_located or often[best.entry.key] > 1 or len(often) == 1:
                return best
        if within is not None:
            return None
        countries = [
            s for s in setting.spots if s.line < line and s.entry.kind == "country" and not s.is_dateline
        ]
        return countries[-1] if countries else None
    located = [spot for spot in news if spot.is_located] or news
    nearest = max(spot.line for spot in located)
    return max(
        (spot for spot in located if spot.line == nearest),
        key=lambda spot: (spot.entry.kind in FINE, spot.is_located, -spot.start),
    )


def told_place(entry: Entry, gazetteer: Gazetteer) -> Place:
    """A place of the gazetteer as an account tells it."""
    return Place(
        name=entry.name,
        country=entry.country or None,
        admin1=entry.admin1,
        admin1_name=entry.admin1_name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=PRECISION.get(entry.kind, 0),
        disputed=entry.disputed,
        geonames_id=entry.geonames_id,
    )


def time_of(
    page: Page, trigger: Trigger, setting: Setting, *, is_saying: Callable[[int, int], bool], read_by: str
) -> Told[Period] | None:
    """The time of an act: the point in time nearest to it in its sentence, else the one still holding.

    ``is_saying`` tells of a stretch whether it says when something was said rather than done.
    """
    head = page.tokens[trigger.head].start
    points = [
        one
        for one in setting.times
        if one.sort == "point" and one.period is not None and not is_saying(one.start, one.end)
    ]
    own = [one for one in points if trigger.line.start <= one.start < trigger.line.end]
    if own:
        clause = [
            one
            for one in own
            if page.tokens[trigger.clause.start].start
            <= one.start
            <= page.tokens[trigger.clause.stop - 1].end
        ]
        best = min(clause or own, key=lambda one: abs(one.start - head))
        return _told(best, page, read_by)
    paragraph = trigger.line.paragraph
    before = [
        one
        for one in points
        if one.end <= trigger.line.start
        and trigger.line.index - page.line_at(one.start).index <= _TIME_HOLDS
        and (page.line_at(one.start).paragraph == paragraph or trigger.line.index <= _TIME_HOLDS)
    ]
    return _told(before[-1], page, read_by) if before else None


def _told(mention: TimeMention, page: Page, read_by: str) -> Told[Period]:
    assert mention.period is not None
    quote: Quote = page.report.quote(mention.start, mention.end)
    return Told(mention.period, quote, read_by)
