"""The places that a page names: which they are, and what the words around them say of each."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qeyd.places import (
    HOME,
    Entry,
    Gazetteer,
    Mention,
    adjective_bases,
    capital_words,
    countries_hinted,
    fold,
    resolve,
    scan,
)
from qeyd.read.page import Line, Page
from qeyd.read.patterns import Term
from qeyd.read.unlisted import entry_of, unlisted_in

_SURE_POPULATION = 500_000
_ADJECTIVE_FROM = 20_000  # inhabitants of a town that an adjective alone may tell
CITY = 100_000  #: inhabitants from which on a town is a city, by whose name its districts are told
FINE = ("settlement", "city_district")
_INTO = ("в", "во", "на", "у")
_OUT_OF = ("из", "из-под", "с", "со", "з", "із", "зі", "від", "от")
# Endings of Turkic surnames: villages are named so, too, and people far more often.
_SURNAME = re.compile(r"\w+(?:oğlu|zadə|zade)\b")


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
    is_origin: bool = (
        False  #: it says whose or whence people are: "citizens of Kuwait", "the Kyrgyz president"
    )
    is_implied: bool = False  #: a country that is named by its town alone
    is_titled: bool = False  #: only the title names it; the words in the text name what it lies in
    is_unlisted: bool = False  #: a settlement that stands in no gazetteer
    is_home: bool = False  #: somebody lives, works or was born there: "living in Paris"


@dataclass(frozen=True, slots=True)
class Found:
    """All that a page says by names and adjectives of places."""

    spots: tuple[Spot, ...]
    hinted: tuple[tuple[int, int, str], ...]  #: adjectives of countries: start, end, country
    titled: tuple[Entry, ...]  #: the places that the title names


def spots_in(
    page: Page,
    gazetteer: Gazetteer,
    *,
    located_after: Term,
    goal_after: Term,
    dwelling: Term,
    home: str | None,
) -> Found:
    """Find and resolve every place of a page.

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
        somewhere = follows and (mention.case in ("loc", "gen") or code == "en")
        # "Tulada": a Turkic locative says the same without a word before it
        somewhere = somewhere or (page.language.morphology == "turkic" and mention.case == "loc")
        seat = gazetteer.capital(entry.country)
        is_seat = seat is not None and seat.key == entry.key and len(mention.candidates) == 1
        if not somewhere and not is_seat and _is_stray(page, mention, entry, resolved, weights):
            continue
        if not mention.is_sure and _SURNAME.match(page.text[mention.start : mention.end]):
            continue
        at_start = mention.start - line.start < 3
        if _is_part_of_outlet(page, mention.start, mention.end):
            continue
        dateline = at_start and _is_dateline(page, line, mention.end)
        # "уехавший из Ашхабада": out of a place is not in it
        located = mention.case == "loc" or (follows and before is not None and before.fold not in _OUT_OF)
        located = located or (mention.has_office and _holds_office(page, line, mention.end))
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
    spoken = frozenset({spot.entry.country for spot in spots} | {one for one, n in weights.items() if n >= 1})
    if page.language.morphology == "dictionary":
        spots = sorted(
            [*spots, *_adjectives_of_regions(page, gazetteer, spots, spoken)], key=lambda spot: spot.start
        )
    spots = sorted([*spots, *_unlisted(page, gazetteer, spots, hinted)], key=lambda spot: spot.start)
    spots = sorted([*spots, *_capitals(page, gazetteer, spots, hinted)], key=lambda spot: spot.start)
    return Found(tuple(spots), tuple(hinted), _titled(page, gazetteer, weights))


def _holds_office(page: Page, line: Line, end: int) -> bool:
    """Whether the office or building that follows a Turkic name is where something is: "Bakı hava limanında"."""
    if page.language.morphology != "turkic":
        return False
    first = page.words_between(0, end).stop
    return any("loc" in page.tokens[at].cases for at in range(first, min(first + 3, line.words.stop)))


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


def _unlisted(
    page: Page, gazetteer: Gazetteer, spots: Sequence[Spot], hinted: Sequence[tuple[int, int, str]]
) -> list[Spot]:
    """The settlements that no gazetteer knows, each in the region that the page names beside it."""
    taken = [(spot.start, spot.end) for spot in spots] + [(start, end) for start, end, _ in hinted]
    news = [spot for spot in spots if not spot.is_dateline and not spot.is_source]
    adjectives = Counter(code for _, _, code in hinted).most_common(1)
    often = gazetteer.country(adjectives[0][0]) if adjectives else None
    found = []
    for one in unlisted_in(page, taken):
        line = page.line_at(one.start).index

        def near(spot: Spot, line: int = line, start: int = one.start) -> tuple[bool, bool, int, int]:
            apart = spot.line - line
            return (
                apart != 0,
                spot.entry.kind == "country",
                abs(apart) + 3 * (apart > 0),
                abs(spot.start - start),
            )

        beside = min(news, key=near).entry if news else often
        entry = entry_of(one.name, beside)
        found.append(
            Spot(
                one.start,
                one.end,
                entry,
                None,
                line,
                is_located=one.is_located,
                is_source=one.is_source,
                is_unlisted=True,
            )
        )
    return found


def _titled(page: Page, gazetteer: Gazetteer, weights: Mapping[str, float]) -> tuple[Entry, ...]:
    """The places that a title names; none where the report has no title."""
    title = page.report.title
    if not title:
        return ()
    words = [
        (one.start(), one.end(), one.group()) for one in re.finditer(r"\w+(?:[-–'’]\w+)*|[^\w\s]", title)
    ]
    found = resolve(scan(words, page.language.code, gazetteer), hints=weights, gazetteer=gazetteer)
    return tuple(dict.fromkeys(entry for _, entry in found))


def _capitals(
    page: Page, gazetteer: Gazetteer, spots: Sequence[Spot], hinted: Sequence[tuple[int, int, str]]
) -> list[Spot]:
    """The capital where the text says "the capital": of the country named last before, or else first after."""
    beginnings = capital_words(page.language.code)
    found: list[Spot] = []
    told = sorted((s.start, s.entry.country) for s in spots) or [(start, cc) for start, _, cc in hinted]
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


def _town_of(adjective: str, gazetteer: Gazetteer, countries: frozenset[str]) -> Entry | None:
    """The town whose adjective it is, «чикагский», in a country that the page speaks of."""
    towns = [
        entry
        for base in adjective_bases(adjective)
        for entry in gazetteer.exactly(fold(base))
        if entry.kind == "settlement" and entry.population >= _ADJECTIVE_FROM and entry.country in countries
    ]
    return max(towns, key=lambda entry: entry.population, default=None)


def _adjectives_of_regions(
    page: Page, gazetteer: Gazetteer, spots: Sequence[Spot], countries: frozenset[str]
) -> list[Spot]:
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
        entry = _region_of(lemma, gazetteer) or _town_of(lemma, gazetteer, countries)
        if entry is not None:
            line = page.line_at(token.start).index
            found.append(Spot(token.start, token.end, entry, None, line, is_adjective=True))
    return found


@lru_cache(maxsize=4096)
def _region_of(adjective: str, gazetteer: Gazetteer) -> Entry | None:
    city = _OF_CITIES.get(adjective)
    if city is not None:
        return next((one for one in gazetteer.find(city, language="ru") if one.kind in FINE), None)
    stem = re.sub(r"(?:с|ць|сь|ц)?кий$", "", adjective)
    for name in (f"{adjective[:-2]}ая область", f"{adjective} край", stem, f"{stem}ия"):
        for one in gazetteer.find(name, language="ru"):
            if one.kind == "admin1":
                return one
    return None


def _has_capitals_beside(page: Page, mention: Mention) -> bool:
    """Whether a capitalised word touches the name: then it may be a person's."""
    words = page.words_between(mention.start, mention.end)
    line = page.line_at(mention.start)
    near = [at for at in (words.start - 1, words.stop) if at in line.words and at != line.words.start]
    return any(page.tokens[at].is_capital for at in near)


def _is_stray(
    page: Page,
    mention: Mention,
    entry: Entry,
    resolved: Sequence[tuple[Mention, Entry]],
    weights: Mapping[str, float],
) -> bool:
    """Whether nothing else on the page speaks of a small place's country: then its name is mostly another word."""
    if mention.is_sure or entry.population >= _SURE_POPULATION or entry.kind not in FINE:
        return False
    one = len({candidate.country for candidate in mention.candidates}) == 1
    if one and mention.is_exact and (entry.population >= CITY or mention.has_office):
        return False
    if (
        one
        and entry.country in HOME
        and entry.population >= CITY / 2
        and not _has_capitals_beside(page, mention)
    ):
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
