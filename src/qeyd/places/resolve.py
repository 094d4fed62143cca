"""Decide, for a whole document, which place each mention means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from qeyd.places.gazetteer import DERIVED, Entry, Gazetteer, load_gazetteer
from qeyd.places.scan import SMALL, Mention

#: The same where the words are an alternate or an inflected form of the name, in inhabitants.
FAR = 150_000


#: Countries whose towns are believed in any case form; elsewhere only the name as it stands.
HOME = frozenset(
    ["AZ", "AM", "GE", "RU", "UA", "BY", "KZ", "UZ", "TM", "TJ", "KG", "TR", "IR", "MD", "LT", "LV", "EE"]
)


def resolve(
    mentions: Sequence[Mention],
    *,
    hints: Mapping[str, float] | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[tuple[Mention, Entry]]:
    """The place of each mention, in order; mentions that are no place, or none that is known, are left out.

    One spelling means one place in a document, unless a noun beside it says otherwise. ``hints`` weighs
    countries from elsewhere (``countries_hinted``, the outlet's home).
    """
    places = gazetteer or load_gazetteer()
    usable = [m for m in mentions if not m.is_part_of_name and m.candidates]
    countries: Counter[str] = Counter(dict(hints or {}))
    usable = _narrowed(_believed(usable, countries), places)
    context: dict[int, Entry] = {}
    for mention in usable:
        kinds = {e.kind for e in mention.candidates}
        owners = {e.country for e in mention.candidates}
        if "country" in kinds and len(owners) == 1:
            countries[next(iter(owners))] += 1
        elif len(owners) == 1 and (mention.is_sure or _is_known(mention)):
            clear = mention.candidates[0]
            context[clear.key] = clear
            countries[clear.country] += 1
        elif (large := _far_largest(mention)) is not None:
            countries[large.country] += 1
    senses: dict[tuple[object, ...], Entry | None] = {}
    chosen: list[tuple[Mention, Entry]] = []
    for mention in usable:
        sense = (mention.noun, tuple(sorted(e.key for e in mention.candidates)))
        if sense not in senses:
            senses[sense] = _decide(mention, context.values(), countries, places)
        entry = senses[sense]
        if entry is not None:
            chosen.append((mention, entry))
            if entry.kind != "country":
                context.setdefault(entry.key, entry)
    return chosen


def _believed(mentions: Sequence[Mention], hints: Mapping[str, float]) -> list[Mention]:
    """Names known by their sound only for countries that the document names by another word, the rest left out."""
    named = {country for country, weight in hints.items() if weight >= 1}
    for mention in mentions:
        owners = {e.country for e in mention.candidates}
        if (
            not mention.is_sound
            and len(owners) == 1
            and (mention.is_sure or _is_known(mention) or mention.is_exact)
        ):
            named |= owners
    out = []
    for mention in mentions:
        if mention.is_sound:
            kept = tuple(e for e in mention.candidates if e.country in named)
            if kept:
                out.append(replace(mention, candidates=kept, is_sure=True))
        else:
            out.append(mention)
    return out


def _narrowed(mentions: Sequence[Mention], places: Gazetteer) -> list[Mention]:
    """Neighbours decide each other: "Columbus, Georgia", "Rusiyanın Tümen şəhərində", "Tyumen, Russia"."""
    out = list(mentions)
    for at, (left, right) in enumerate(pairwise(mentions)):
        gap = right.start - left.end
        if gap == 2:  # a comma: the smaller place comes first
            pairs = [(i, o) for i in out[at].candidates for o in right.candidates if places.contains(o, i)]
            inner, outer = at, at + 1
        elif gap == 1 and left.case == "gen":
            pairs = [(i, o) for i in right.candidates for o in out[at].candidates if places.contains(o, i)]
            inner, outer = at + 1, at
        else:
            continue
        if pairs:
            out[inner] = replace(
                out[inner], candidates=tuple(dict.fromkeys(i for i, _ in pairs)), is_sure=True
            )
            out[outer] = replace(out[outer], candidates=tuple(dict.fromkeys(o for _, o in pairs)))
    return out


def _is_known(mention: Mention) -> bool:
    return any(e.population >= 100_000 or e.kind in ("admin1", "region") for e in mention.candidates)


def _is_far(mention: Mention, entry: Entry, countries: Mapping[str, float]) -> bool:
    """A hamlet abroad from every hint, though a noun stands beside its name: another village of that name is meant."""
    if countries.get(entry.country):
        return False
    small = entry.kind == "settlement" and entry.population < SMALL and mention.noun == "city"
    # a district that is only guessed from a town of its name: "Lenin rayon" is in many lands
    guessed = entry.kind == "admin2" and entry.key >= DERIVED and entry.country != "AZ"
    return guessed or (small and bool(countries))


def _far_largest(mention: Mention) -> Entry | None:
    """The one large town among namesakes that are hamlets beside it: Voronezh, not Voronizh."""
    by_size = sorted(mention.candidates, key=lambda e: -e.population)
    if by_size[0].population >= FAR and by_size[0].population > 20 * by_size[1].population:
        return by_size[0]
    return None


def _decide(
    mention: Mention, context: Iterable[Entry], countries: Mapping[str, float], places: Gazetteer
) -> Entry | None:
    around = [e for e in context if all(e.key != c.key for c in mention.candidates)]
    entry = places.choose(mention.candidates, context=around, countries=countries)
    if entry is not None and _is_far(mention, entry, countries):
        return None
    if entry is None or mention.is_sure or entry.kind not in ("settlement", "city_district"):
        return entry
    here = countries.get(entry.country, 0) > 0
    near_spelling = mention.is_exact and (mention.case is None or entry.country in HOME)
    if not here and entry.population < (SMALL if near_spelling else FAR):
        return None
    # A village that shares its name with a common word or a person needs more than its country.
    near = any(e.country == entry.country and e.admin1_name == entry.admin1_name for e in around)
    if entry.population < 3000 and not near and mention.case not in ("loc", "abl"):
        return None
    return entry
