"""Find the place names among the words of a text."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from qeyd.places.fold import fold
from qeyd.places.gazetteer import DERIVED, Entry, Gazetteer
from qeyd.places.inflect import nominatives
from qeyd.places.sound import BY_SOUND, SOUND, sound

#: Below this many inhabitants a settlement abroad from every hint is left out when one bare word names it.
SMALL = 15_000

#: From here on an English name between other capitalised words is taken as the place, in inhabitants.
SURE = 200_000


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may name a place, and the places they may mean, likeliest names first.

    ``candidates`` is empty for an unknown name that a noun ("qəsəbəsi", "district") makes a place.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Entry, ...]
    case: str | None = None  #: loc, abl, gen, dat, acc, or None where the form shows none
    is_part_of_name: bool = False  #: a person's or an organisation's name: no place of its own
    is_sure: bool = False  #: several words, or a noun such as "область" beside it
    is_exact: bool = False  #: a main name of a place, or a form of one
    noun: str | None = None  #: region, district or city, where such a noun stands beside the name
    is_sound: bool = False  #: known by its sound only: believed of a country that the text speaks of
    has_office: bool = False  #: a court, police or other office stands beside it


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    folded: str
    is_capital: bool
    is_first: bool  #: first of a sentence
    joined: bool  #: hyphenated to the word before


@dataclass(frozen=True, slots=True)
class _Words:
    nouns: dict[str, tuple[str, ...]]
    before: frozenset[str]
    stop: dict[str, frozenset[str]]
    keep: frozenset[str]
    people: frozenset[str]
    surnames: tuple[str, ...]
    given: frozenset[str]
    courts: dict[str, tuple[str, ...]]
    adjectives: dict[str, str]
    prepositions: frozenset[str]
    region_before: tuple[str, ...]
    street_before: tuple[str, ...]
    street_after: tuple[str, ...]
    at: frozenset[str]
    institution_before: tuple[str, ...]
    institution_after: tuple[str, ...]


@lru_cache(maxsize=1)
def _tables() -> _Words:
    raw = tomllib.loads((files("qeyd.places") / "tables" / "words.toml").read_text("utf-8"))
    return _Words(
        nouns={kind: tuple(map(fold, words)) for kind, words in raw["nouns"].items()},
        before=frozenset(map(fold, raw["before"]["city"])),
        stop={language: frozenset(map(fold, words.split())) for language, words in raw["stop"].items()},
        keep=frozenset(map(fold, raw["keep"]["words"].split())),
        people=frozenset(map(fold, raw["people"]["names"].split())),
        surnames=tuple(map(fold, raw["surnames"]["endings"])),
        courts={kind: tuple(words) for kind, words in raw["courts"].items()},
        adjectives=raw["adjectives"],
        given=frozenset(map(fold, raw["given"]["names"].split())),
        prepositions=frozenset(raw["prepositions"]["names"].split()),
        region_before=tuple(map(fold, raw["before"]["region"])),
        street_before=tuple(map(fold, raw["streets"]["before"])),
        street_after=tuple(map(fold, raw["streets"]["after"])),
        at=frozenset(raw["at"]["words"].split()),
        institution_before=tuple(map(fold, raw["institutions"]["before"])),
        institution_after=tuple(map(fold, raw["institutions"]["after"])),
    )


_SURNAME_FORMS = ("ова", "ову", "овой", "овым", "ева", "еву", "евой", "евым", "ину", "иной", "иным")
_APOSTROPHE = re.compile(r"['’ʼ‘](?=\w)")


def _split(words: Sequence[tuple[int, int, str]], language: str) -> list[_Word]:
    """Words at hyphens and (except in Ukrainian) at apostrophes, case endings after these left out."""
    out: list[_Word] = []
    sentence_start = True
    for start, end, text in words:
        if not text[:1].isalnum():
            sentence_start = sentence_start or text[:1] in ".!?…\n"
            continue
        pieces = [(start, end, text)]
        if "-" in text or "–" in text or "‑" in text or "—" in text:
            pieces = [(start + m.start(), start + m.end(), m.group()) for m in re.finditer(r"[^-–‑—]+", text)]
        for at, (s, e, piece) in enumerate(pieces):
            mark = _APOSTROPHE.search(piece) if language in ("en", "tr", "az") else None
            if mark and mark.start() >= 2:
                bare = piece[: mark.start()]
                if language != "en" or piece[mark.end() :] in ("s", "S"):
                    piece = bare
            out.append(
                _Word(s, e, piece, fold(piece), piece[:1].isupper(), sentence_start and at == 0, at > 0)
            )
        sentence_start = text.endswith((".", "!", "?", "…")) and len(text) > 3
    return out


def _noun(word: _Word | None, tables: _Words) -> str | None:
    """region, district or city if the word is a form of such a noun."""
    if word is None:
        return None
    for kind, stems in tables.nouns.items():
        for stem in stems:
            beginning = stem[: max(3, len(stem) - 1)] if stem[-1] in "ьыай" else stem
            if word.folded.startswith(beginning) and len(word.folded) - len(stem) <= 9:
                return kind
    return None


def _is_surname(word: _Word | None, tables: _Words) -> bool:
    if word is None or not word.is_capital or len(word.folded) < 5:
        return False
    return word.folded in tables.people or word.folded.endswith(tables.surnames)


def scan(words: Sequence[tuple[int, int, str]], language: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Every place name among the words of a text, in order; the longest name wins.

    ``words`` are (start, end, text) in order, punctuation allowed among them. Lower-case words never match.
    Nothing is decided here about which place is meant; ``resolve`` does that.
    """
    tables = _tables()
    stop = tables.stop.get(language, frozenset())
    units = _split(words, language)
    folded = [u.folded for u in units]
    found: list[Mention] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if not unit.is_capital or len(unit.folded) < 2:
            at += 1
            continue
        mention, size = _court_of(units, at, language, gazetteer, tables), 1
        if mention is None:
            mention, size = _at(units, folded, at, language, gazetteer, tables)
        if (
            mention is not None
            and not mention.is_sure
            and size < 2
            and unit.folded in stop
            and unit.folded not in tables.keep
        ):
            mention = None  # "New" alone is no place, "New York" is
        if mention is not None:
            found.append(replace(mention, text=_cut(words, mention.start, mention.end)))
        at += max(1, size)
    return tuple(found)


def _cut(words: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    """The text between two offsets, put together from the words; one space stands for any gap."""
    first = max(0, bisect_right(words, start, key=lambda w: w[0]) - 1)
    out, reached = "", start
    for word_start, word_end, text in words[first:]:
        if word_start >= end:
            break
        out += " " * min(1, word_start - reached) if word_start > reached else ""
        out += text[max(0, start - word_start) : end - word_start]
        reached = word_end
    return out


def _touches(left: _Word, right: _Word) -> bool:
    return right.start - left.end <= 1


def _at(
    units: list[_Word], folded: list[str], at: int, language: str, gazetteer: Gazetteer, tables: _Words
) -> tuple[Mention | None, int]:
    reach = 1
    while at + reach < len(units) and reach < 6 and _touches(units[at + reach - 1], units[at + reach]):
        reach += 1
    window = folded[at : at + reach]
    size, candidates, case = gazetteer.longest_match(window, 0, language=language)
    doubtful = size == 2 and not units[at + 1].is_capital and not units[at + 1].joined
    if doubtful and not _noun(units[at + 1], tables):
        size, candidates, case = gazetteer.longest_match(window[:1], 0, language=language)
    last = at + max(size, 1) - 1
    following = units[last + 1] if last + 1 < len(units) and _touches(units[last], units[last + 1]) else None
    before = units[at - 1] if at and _touches(units[at - 1], units[at]) else None
    noun = _noun(following, tables) if following else None
    city_before = before is not None and before.folded in tables.before
    end_unit = units[last]
    if _is_street(before, following, tables) or _is_foreign(units[at], language):
        return None, max(size, 1)
    if size and _is_half(units, at, last) and all(e.kind != "country" for e in candidates):
        return None, size
    if before is not None and before.folded.startswith(tables.region_before) and not noun:
        regions = _regions_of(window[: max(size, 1)], candidates, language, gazetteer)
        if regions:
            span = (units[at], end_unit)
            return _mention(unit_span=span, candidates=regions, case=case, sure=True, noun="region"), max(
                size, 1
            )
    if not size and noun == "city":
        heard = _by_sound(units, at, language, gazetteer, tables)
        if heard[0] is not None:
            return heard
    if noun and following is not None and size <= 2:
        candidates, grown = _with_noun(window[: max(size, 1)], noun, candidates, language, gazetteer)
        if grown:
            name_end = following
            extra = (
                units[last + 2] if last + 2 < len(units) and _touches(following, units[last + 2]) else None
            )
            width = size + 1 if size else 2
            if noun == "region" and extra and _noun(extra, tables) == "region":
                name_end, width = extra, width + 1
            return _mention(unit_span=(units[at], name_end), candidates=candidates, case=_case(name_end, language),
                            sure=True, noun=noun), width  # fmt: skip
    if not size:
        return _by_sound(units, at, language, gazetteer, tables)
    single = size == 1
    person = single and not city_before and _is_person(units, at, candidates, case, noun, language, tables)
    is_bare = single and case not in ("loc", "abl") and not noun and not city_before
    if is_bare and folded[at] in tables.keep and (units[at].is_first or language == "en"):
        return None, 1
    sure = size > 1 or bool(noun) or city_before
    mention = _mention(
        unit_span=(units[at], end_unit), candidates=candidates, case=case, sure=sure, noun=noun
    )
    head = " ".join(window[: size - 1])
    last_forms = nominatives(window[size - 1], language)
    forms = [f"{head} {form}".strip() for form, shown in last_forms if shown in (None, case)]
    exact = any(gazetteer.is_main_name(form, e) for form in forms for e in candidates)
    if exact:
        mention = replace(mention, candidates=_main_first(candidates, forms, gazetteer))
    stop = tables.stop.get(language, frozenset())
    common = len(folded[at]) <= 2 or any(form in stop for form, _ in last_forms)
    if single and not sure and common and not _is_large(candidates):
        return None, 1
    office = _has_office(before, following, tables)
    return replace(mention, is_part_of_name=person, is_exact=exact, has_office=office), size


def _has_office(before: _Word | None, following: _Word | None, tables: _Words) -> bool:
    """Whether a court, police or another office stands beside: "Batumi court", «мэрия Батуми»."""
    after = following is not None and following.folded.startswith(tables.institution_after)
    return after or (before is not None and before.folded.startswith(tables.institution_before))


def _by_sound(
    units: list[_Word], at: int, language: str, gazetteer: Gazetteer, tables: _Words
) -> tuple[Mention | None, int]:
    """A name that the gazetteer knows in another alphabet's spelling, where the words around say that it is a place."""
    before = units[at - 1] if at and _touches(units[at - 1], units[at]) else None
    led = before is not None and (before.folded in tables.at or before.folded in tables.before)
    stop = tables.stop.get(language, frozenset())
    if units[at].folded in stop or units[at].folded in tables.people:
        return None, 1
    for width in (3, 2, 1):
        window = units[at : at + width]
        if len(window) < width or not all(one.is_capital for one in window):
            continue
        if any(not _touches(left, right) for left, right in pairwise(window)):
            continue
        last = at + width - 1
        following = (
            units[last + 1] if last + 1 < len(units) and _touches(units[last], units[last + 1]) else None
        )
        if following is not None and following.joined:
            continue
        head = " ".join(one.text for one in window[:-1])
        for form, case in nominatives(window[-1].folded, language):
            somewhere = case in ("loc", "abl") and language in ("az", "tr")
            noun = _noun(following, tables)
            if not (led or somewhere or noun or _has_office(before, following, tables)):
                continue
            text = window[-1].text
            written = text[: len(form)] if fold(text[: len(form)]) == form else form
            key = sound(f"{head} {written}".strip(), language)
            found = gazetteer.exactly(BY_SOUND + key) if len(key) >= SOUND else ()
            if found:
                mention = _mention(
                    unit_span=(window[0], window[-1]), candidates=found, case=case, sure=width > 1, noun=noun
                )
                return replace(mention, is_sound=True), width
    return None, 1


def _court_of(
    units: list[_Word], at: int, language: str, gazetteer: Gazetteer, tables: _Words
) -> Mention | None:
    """The place in "Тамбовский областной суд": the adjective names the seat or the region of a court."""
    if language not in ("ru", "uk") or at + 1 >= len(units) or not _touches(units[at], units[at + 1]):
        return None
    after = units[at + 1].folded
    kind = next((k for k, stems in tables.courts.items() if after.startswith(stems)), None)
    if kind is None:
        return None
    adjectives = [f for f, _ in nominatives(units[at].folded, language) if f.endswith(("кий", "кая", "ька"))]
    candidates: list[Entry] = []
    for adjective in adjectives:
        if kind == "region":
            stem = adjective.removesuffix("ий").removesuffix("ая").removesuffix("а")
            names = [f"{stem}ая область", f"{stem}ий край", f"{stem}а область"]
            candidates += [e for name in names for e in gazetteer.exactly(name)]
        elif kind == "city":
            known = tables.adjectives.get(adjective)
            bases = [known] if known else adjective_bases(adjective)
            candidates += [e for base in bases for e in gazetteer.exactly(base) if e.population >= 5000]
        else:
            found, _ = _with_noun([adjective], "district", (), language, gazetteer)
            candidates += found
    if not candidates:
        return None
    unique = tuple(dict.fromkeys(candidates))
    span = (units[at], units[at])
    return _mention(unit_span=span, candidates=unique, case=None, sure=True, noun=kind)


def _main_first(
    candidates: tuple[Entry, ...], forms: Sequence[str], gazetteer: Gazetteer
) -> tuple[Entry, ...]:
    """Places of that very name; others, known by it besides, only where they are far larger."""
    main = [e for e in candidates if any(gazetteer.is_main_name(form, e) for form in forms)]
    if not main:
        return candidates
    most = max(e.population for e in main)
    far_larger = [e for e in candidates if e.kind == "settlement" and e.population > 20 * (most + 1000)]
    kept = {e.key for e in [*main, *far_larger]}
    return tuple(e for e in candidates if e.key in kept)


def _is_person(
    units: list[_Word],
    at: int,
    candidates: Sequence[Entry],
    case: str | None,
    noun: str | None,
    language: str,
    tables: _Words,
) -> bool:
    """Whether one bare word is rather part of a person's name."""
    slavic = language in ("ru", "uk")  # an oblique form of a first name may be some village's own name
    told = nominatives(units[at].folded, language) if case or slavic else ((units[at].folded, None),)
    forms = {form for form, _ in told}
    is_given = not forms.isdisjoint(tables.people)
    is_large = _is_large(candidates)
    beside = any(_person_neighbour(units, index, at, tables) for index in (at - 1, at + 1))
    before = units[at - 1] if at and _touches(units[at - 1], units[at]) else None
    ends_name = before is not None and before.is_capital and _is_surname(units[at], tables)
    if is_given and is_large and not forms.isdisjoint(tables.given):
        after = units[at + 1] if at + 1 < len(units) and _touches(units[at], units[at + 1]) else None
        return after is not None and after.is_capital and not _noun(after, tables)
    is_oblique = language in ("ru", "uk") and case not in (None, "loc")
    if is_oblique and not is_large and units[at].folded.endswith(_SURNAME_FORMS):
        return True
    if language == "en" and not is_large and all(e.population < SURE for e in candidates):
        after = units[at + 1] if at + 1 < len(units) and _touches(units[at], units[at + 1]) else None
        follows = before is not None and before.folded in tables.prepositions
        capitals = [u for u in (before, after) if u is not None and u.is_capital and not u.is_first]
        if capitals and not follows and not any(_noun(u, tables) for u in capitals):
            return True
    return (
        (beside and (is_given or not is_large))
        or (is_given and case not in ("loc", "abl") and not noun)
        or (ends_name and not is_large)
    )


def _mention(
    *,
    unit_span: tuple[_Word, _Word],
    candidates: tuple[Entry, ...],
    case: str | None,
    sure: bool,
    noun: str | None,
) -> Mention:
    first, last = unit_span
    return Mention(first.start, last.end, "", candidates, case, is_sure=sure, noun=noun)


def _case(word: _Word, language: str) -> str | None:
    for suffix, case in (("nda", "loc"), ("nde", "loc"), ("da", "loc"), ("de", "loc"), ("ndan", "abl"), ("nden", "abl"),
                         ("dan", "abl"), ("den", "abl"), ("nin", "gen"), ("nun", "gen")):  # fmt: skip
        if language in ("az", "tr") and (word.folded.endswith(suffix) or word.folded.endswith(suffix + "ki")):
            return case
    if language in ("ru", "uk") and word.folded.endswith(("е", "и", "ом")):
        return "loc"
    return None


def _is_large(candidates: Sequence[Entry]) -> bool:
    return any(e.kind in ("country", "admin1") or e.population >= 100_000 for e in candidates)


def _is_street(before: _Word | None, following: _Word | None, tables: _Words) -> bool:
    """Whether the name is a street's, a square's, or whom something is named after: «на улице Кирова»."""
    long = tuple(one for one in tables.street_before if len(one) > 3)
    if before is not None and (before.folded in tables.street_before or before.folded.startswith(long)):
        return True
    return following is not None and following.folded.startswith(tables.street_after)


def _is_foreign(word: _Word, language: str) -> bool:
    """Whether a name stands in Latin letters on a page in Cyrillic ones: names of outlets and firms do."""
    return language in ("ru", "uk") and word.folded[:1].isascii()


def _is_half(units: list[_Word], at: int, last: int) -> bool:
    """Whether the name is only a part of a hyphenated one: «Абу» of «Абу-Сбейх», but "Berlin" of "Berlin-based"."""
    if units[at].joined:
        return True
    return last + 1 < len(units) and units[last + 1].joined and units[last + 1].is_capital


def _regions_of(
    window: list[str], candidates: Sequence[Entry], language: str, gazetteer: Gazetteer
) -> tuple[Entry, ...]:
    """The first-level regions that the words may mean after a noun such as "province"."""
    found = [e for e in candidates if e.kind == "admin1"]
    for form, _ in nominatives(window[-1], language):
        name = " ".join([*window[:-1], form])
        found += [e for e in gazetteer.exactly(name + " @r") if e.kind == "admin1"]
    return tuple(dict.fromkeys(found))


def _person_neighbour(units: list[_Word], index: int, beside: int, tables: _Words) -> bool:
    if not 0 <= index < len(units):
        return False
    left, right = sorted((index, beside))
    return _touches(units[left], units[right]) and _is_surname(units[index], tables)


def _with_noun(
    window: list[str], noun: str, candidates: tuple[Entry, ...], language: str, gazetteer: Gazetteer
) -> tuple[tuple[Entry, ...], bool]:
    """What the name means with the noun after it, and whether the noun belongs to the mention."""
    forms = [" ".join(window)]
    if len(window) == 1:
        forms += [form for form, _ in nominatives(window[0], language)][1:]
    else:
        forms += [" ".join(window[:-1]) + " " + form for form, _ in nominatives(window[-1], language)][1:]
    if noun == "region":
        found = tuple(dict.fromkeys(e for form in forms for e in gazetteer.exactly(form + " @r")))
        return (found, True) if found else (candidates, bool(candidates) and _all_regions(candidates))
    if noun == "city":
        towns = tuple(e for e in candidates if e.kind in ("settlement", "city_district"))
        return (towns, True) if towns else (candidates, not candidates)
    regions = tuple(dict.fromkeys(e for form in forms for e in gazetteer.exactly(form + " @r")))
    regions = tuple(e for e in regions if e.country in ("AZ",))
    whole = [
        e
        for form in forms
        for noun_word in ("rayonu", "район", "district")
        for e in gazetteer.exactly(f"{form} {noun_word}")
    ]
    districts = tuple(
        dict.fromkeys(e for e in [*whole, *candidates] if e.kind in ("city_district", "admin2"))
    )
    if regions or districts:
        return regions + districts, True
    for seat in [*forms, *(base for form in forms for base in adjective_bases(form))]:
        towns = tuple(e for e in gazetteer.exactly(seat) if e.kind == "settlement" and e.population >= 1000)
        if towns:
            return tuple(_district_of(town, gazetteer) for town in towns[:8]), True
    return (), True


def _all_regions(candidates: Sequence[Entry]) -> bool:
    return all(e.kind in ("admin1", "region", "admin2") for e in candidates)


def adjective_bases(form: str) -> list[str]:
    """Towns that a Russian or Ukrainian adjective in -ский, -ський may be made from."""
    for ending in ("ский", "ський", "цкий", "цький"):
        if form.endswith(ending):
            stem = form[: -len(ending)]
            return [stem + new for new in ("", "ск", "о", "а", "ы", "и", "ь", "й", "ье", "ки", "ка", "ц")]
    return []


def _district_of(town: Entry, gazetteer: Gazetteer) -> Entry:
    """The second-level region named after its seat; its coordinates are the seat's."""
    noun = "Raion" if town.country in ("UA", "MD", "BY") else "District"
    return replace(town, key=DERIVED + town.key, name=f"{town.name} {noun}", kind="admin2", population=0,
                   geonames_id=None, precision=3)  # fmt: skip
