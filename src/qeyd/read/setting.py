"""Where and when: the places and times of a page, and which of them an act has.

The rules are the codebook's (§4): the settlement that the report ties the act to, else the region,
else the country, never the dateline; for time the words of the act's own sentence, else what the
report's own context still holds.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qeyd.acts import Act
from qeyd.model import Period, Place, Quote, Told
from qeyd.places import Entry, Gazetteer, Mention, capital_words, countries_hinted, fold, resolve, scan
from qeyd.places.gazetteer import PRECISION
from qeyd.read.page import Line, Page
from qeyd.read.patterns import Term
from qeyd.read.times import TimeMention, times_in
from qeyd.read.triggers import Trigger

_REGIONS = ("admin1", "admin2", "region")
_SURE_POPULATION = 500_000
_CITY, _CITY_REACH_KM = 100_000, 40.0
_FINE = ("settlement", "city_district")
_INTO = ("в", "во", "на", "у")
_OUT_OF = ("из", "из-под", "с", "со", "з", "із", "зі", "від", "от")
# Endings of Turkic surnames: villages are named so, too, and people far more often.
_SURNAME = re.compile(r"\w+(?:oğlu|zadə|zade)\b")
# How far back, in sentences, a place or a time still holds for an act told without one.
_PLACE_HOLDS, _TIME_HOLDS = 40, 3
_TAKES_AWAY = ("deported", "deportation_ordered_or_prepared")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place named in the text."""

    start: int
    end: int
    entry: Entry
    case: str | None
    line: int
    is_dateline: bool = False
    is_located: bool = False  #: its form or the word before says that something is there
    is_goal: bool = False  #: the word before says that something moves there
    is_adjective: bool = False  #: told by an adjective alone: "тамбовская полиция"
    is_capital: bool = False  #: told as "the capital" of the country that the page speaks of
    is_source: bool = False  #: out of it something comes: "из Ашхабада", "Berlin-based", "Parisdən"
    is_home: bool = False  #: somebody lives, works or was born there: "living in Paris"


@dataclass(frozen=True)
class Setting:
    """All places and times of a page, in order."""

    spots: tuple[Spot, ...]
    times: tuple[TimeMention, ...]
    hinted: tuple[tuple[int, int, str], ...]  #: adjectives of countries: start, end, country
    titled: frozenset[int] = frozenset()  #: keys of the places that the title names
    origins: tuple[
        tuple[int, int], ...
    ] = ()  #: stretches that say where people come from or of whose group they are

    def without(self, spans: Sequence[tuple[int, int]]) -> "Setting":
        """The same without the places named in these stretches: where people come from is not where they are."""
        kept = tuple(s for s in self.spots if not any(a < s.end and s.start < b for a, b in spans))
        return replace(self, spots=kept, origins=tuple(spans))

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
    """Find and resolve every place and time of a page.

    ``located_after`` are the words after which a place is where something is ("in", "в"); ``dwelling`` those that
    say who lives or was born there; ``home`` the outlet's country, a weak hint.
    """
    code = page.language.code
    words = [(token.start, token.end, token.text) for token in page.tokens]
    hints: Counter[str] = Counter()
    hinted = []
    for token in page.tokens:
        if token.text[:1].isalpha() and len(token.text) > 3:
            for country in countries_hinted([token.text]):
                hints[country] += 1
                hinted.append((token.start, token.end, country))
    weights: dict[str, float] = {country: float(number) for country, number in hints.items()}
    if home:
        weights[home] = weights.get(home, 0.0) + 0.5
    spots = []
    mentions = scan(words, code, gazetteer)
    # a town that is also a person's name on this page is that person wherever the name stands alone
    persons = {
        entry.key
        for mention in mentions
        if mention.is_part_of_name or _follows_a_name(page, mention, mentions)
        for entry in mention.candidates
    }
    resolved = resolve(mentions, hints=weights, gazetteer=gazetteer)
    for mention, entry in resolved:
        if entry.key in persons and entry.population < _SURE_POPULATION:
            continue
        line = page.line_at(mention.start)
        before = page.tokens[page.words_between(0, mention.start).stop - 1] if mention.start else None
        # "в Туле", "in Ganja": a locative, or a name that knows no case, after its preposition is somewhere
        follows = before is not None and located_after.meets(before)
        somewhere = follows and (mention.case == "loc" or code == "en")
        # "Tulada": a Turkic locative says the same without a word before it
        somewhere = somewhere or (page.language.morphology == "turkic" and mention.case == "loc")
        if not somewhere and _is_stray(mention, entry, resolved, weights):
            continue
        if not mention.is_sure and _SURNAME.match(page.text[mention.start : mention.end]):
            continue
        at_start = mention.start - line.start < 3
        if _is_part_of_outlet(page, mention.start, mention.end):
            continue
        dateline = at_start and _is_dateline(page, line, mention.end)
        # "уехавший из Ашхабада": out of a place is not in it
        located = mention.case == "loc" or (follows and before is not None and before.fold not in _OUT_OF)
        goal = before is not None and goal_after.meets(before)
        source = mention.case == "abl" or (before is not None and before.fold in _OUT_OF)
        source = source or page.text[mention.end : mention.end + 1] in ("-", "‑")
        # "вылетел в Баку": a name that knows no case, or the accusative, after в or на
        towards = before is not None and before.fold in _INTO and mention.case != "loc"
        spots.append(
            Spot(
                mention.start,
                mention.end,
                entry,
                mention.case,
                line.index,
                dateline,
                located,
                goal or towards,
                is_source=source,
                is_home=_is_home(page, line, mention.start, mention.end, dwelling),
            )
        )
    if page.language.morphology == "dictionary":
        spots = sorted([*spots, *_adjectives_of_regions(page, gazetteer, spots)], key=lambda spot: spot.start)
    spots = sorted([*spots, *_capitals(page, gazetteer, spots, hinted)], key=lambda spot: spot.start)
    times = times_in(page.text, code, published=page.report.published)
    return Setting(tuple(spots), times, tuple(hinted), titled=_titled(page, gazetteer, weights))


# How far, in words, a word such as "living" may stand from the place.
_HOME_REACH = 4


def _is_home(page: Page, line: Line, start: int, end: int, dwelling: Term) -> bool:
    """Whether a word for living, working or being born somewhere belongs to the place: before it, in Turkic after."""
    words = page.words_between(start, end)
    if page.language.morphology == "turkic":
        near = range(words.stop, min(words.stop + 2, line.words.stop))
    else:
        near = range(max(words.start - _HOME_REACH, line.words.start), words.start)
    return any(dwelling.meets(page.tokens[at]) for at in near)


def _titled(page: Page, gazetteer: Gazetteer, weights: Mapping[str, float]) -> frozenset[int]:
    """The keys of the places that a title names; none where the report has no title."""
    title = page.report.title
    if not title:
        return frozenset()
    words = [
        (one.start(), one.end(), one.group()) for one in re.finditer(r"\w+(?:[-–'’]\w+)*|[^\w\s]", title)
    ]
    found = resolve(scan(words, page.language.code, gazetteer), hints=weights, gazetteer=gazetteer)
    return frozenset(entry.key for _, entry in found)


def _capitals(
    page: Page, gazetteer: Gazetteer, spots: Sequence[Spot], hinted: Sequence[tuple[int, int, str]]
) -> list[Spot]:
    """The capital where the text says "the capital": of the country named last before, or else first after."""
    beginnings = capital_words(page.language.code)
    found: list[Spot] = []
    told = sorted([(s.start, s.entry.country) for s in spots] + [(start, cc) for start, _, cc in hinted])
    for token in page.tokens if beginnings and told else ():
        folded = fold(token.text)
        if not folded.startswith(beginnings):
            continue
        after = page.tokens[token.index + 1 : token.index + 4]
        before = page.tokens[token.index - 1] if token.index else None
        if page.language.code == "en" and (before is None or before.fold not in ("the", "'s", "’s", "its")):
            continue
        if any(spot.start < one.end and one.start < spot.end for spot in spots for one in after):
            continue  # "the capital, Tunis": the name stands there
        owner = next((cc for start, cc in reversed(told) if start < token.start), told[0][1])
        entry = gazetteer.capital(owner)
        if entry is not None:
            line = page.line_at(token.start).index
            somewhere = before is not None and before.fold in _INTO
            located = somewhere or _case_of(token.text, page.language.code) == "loc"
            found.append(Spot(token.start, token.end, entry, None, line, is_located=located, is_capital=True))
    return found


def _case_of(word: str, code: str) -> str | None:
    return "loc" if code in ("az", "tr") and fold(word).endswith(("da", "de", "daki", "deki")) else None


# A city's adjective beside those that name its region: "московская полиция" is the city's.
_OF_CITIES = {
    "московский": "москва",
    "петербургский": "санкт-петербург",
    "бакинский": "баку",
    "минский": "минск",
}
_OF_REGION = ("область", "обл", "край", "республика", "округ")


def _adjectives_of_regions(page: Page, gazetteer: Gazetteer, spots: Sequence[Spot]) -> list[Spot]:
    """Regions told by their adjective alone: "тамбовского МВД", "ульяновская диаспора"."""
    found = []
    for index, token in enumerate(page.tokens):
        if len(token.text) < 7 or "adj" not in token.parts:
            continue
        lemma = next((key for key in token.ordered if key.endswith(("ский", "ський", "цкий", "цький"))), None)
        if lemma is None or any(spot.start <= token.start < spot.end for spot in spots):
            continue
        if index + 1 < len(page.tokens) and page.tokens[index + 1].fold.startswith(_OF_REGION):
            continue
        entry = _region_of(lemma, gazetteer)
        if entry is not None:
            line = page.line_at(token.start).index
            found.append(Spot(token.start, token.end, entry, None, line, is_adjective=True))
    return found


@lru_cache(maxsize=4096)
def _region_of(adjective: str, gazetteer: Gazetteer) -> Entry | None:
    city = _OF_CITIES.get(adjective)
    if city is not None:
        return next((one for one in gazetteer.find(city, language="ru") if one.kind in _FINE), None)
    stem = re.sub(r"(?:с|ць|сь|ц)?кий$", "", adjective)
    for name in (f"{adjective[:-2]}ая область", f"{adjective} край", stem, f"{stem}ия"):
        for one in gazetteer.find(name, language="ru"):
            if one.kind == "admin1":
                return one
    return None


def _is_stray(
    mention: Mention, entry: Entry, resolved: Sequence[tuple[Mention, Entry]], weights: Mapping[str, float]
) -> bool:
    """Whether nothing else on the page speaks of a small place's country: then its name is mostly another word."""
    if mention.is_sure or entry.population >= _SURE_POPULATION or entry.kind not in _FINE:
        return False
    if weights.get(entry.country, 0.0) >= 1:
        return False
    return not any(other.country == entry.country and other.key != entry.key for _, other in resolved)


def _follows_a_name(page: Page, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a capitalised word that is no place stands right before: "Ekrem Talıb" in a land with a town Talıb."""
    at = page.words_between(mention.start, mention.end).start
    if mention.is_sure or at == 0 or at >= len(page.tokens):
        return False
    before = page.tokens[at - 1]
    line = page.line_at(mention.start)
    if at - 1 <= line.words.start or before.is_mark or not before.is_capital or before.text.isupper():
        return False
    if any(other.start < before.end and before.start < other.end for other in mentions):
        return False
    return before.forms[0].pos in ("name", "other")


def _is_part_of_outlet(page: Page, start: int, end: int) -> bool:
    """Whether the name of a place is part of the name of an outlet in the text: "Omsk Herald"."""
    outlet = page.report.outlet or ""
    name = page.text[start:end]
    at = outlet.find(name)
    if at < 0 or outlet == name:
        return False
    return page.text[max(0, start - at) : start - at + len(outlet)].casefold() == outlet.casefold()


def _is_dateline(page: Page, line: Line, end: int) -> bool:
    """Whether a place that opens a line is followed by what closes a dateline."""
    rest = page.text[end : end + 40]
    opening = page.text[line.start : end].isupper()
    return (opening and rest.lstrip()[:1] in "-–—,.:/(") or (
        any(sign in rest[:30] for sign in (" — ", " – ", " - ")) and (rest.lstrip()[:1] in ",-–—(")
    )


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
    return entry.kind in _FINE


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
        and spot.entry.population >= _CITY
        and (gazetteer.distance_km(spot.entry, district.entry) or 0.0) <= _CITY_REACH_KM
    ]
    return min(near, key=lambda spot: abs(spot.start - district.start)) if near else district


def _best(spots: list[Spot], head: int, gazetteer: Gazetteer, act: Act) -> Spot | None:
    def weight(spot: Spot) -> float:
        region = 1.9 if act.on_paper else 1.2
        fine = 1.7 if spot.entry.kind in _FINE else region if spot.entry.kind in _REGIONS else 0.0
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
        if other.entry.kind not in _FINE or best.entry.kind not in ("admin1", "admin2", "country"):
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
            and spot.entry.kind in _FINE
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
        key=lambda spot: (spot.entry.kind in _FINE, spot.is_located, -spot.start),
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
