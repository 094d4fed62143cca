"""Whose names do not leave: the people of each affair, and whoever else is named in words that do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from qeyd.model import Incident, Place, Reading
from qeyd.publish.names import Name, keys_of, words_in

_WORD = re.compile(r"[^\W\d_]\.|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_MOST_WORDS = 4  #: of a name
OTHER = "[name]"  #: stands for a protected name that is no person of the affair


def protected_names(
    incidents: Iterable[Incident], private: Mapping[str, Iterable[str]]
) -> dict[str, tuple[frozenset[str], ...]]:
    """The people of each affair, each as the set of their spellings; spellings are joined within one affair only.

    ``private``: by report id, the names in it that must not leave.
    """
    found: dict[str, list[set[str]]] = {}
    for incident in incidents:
        people = found.setdefault(incident.affair, [])
        for report in dict.fromkeys(ref.report_id for ref in incident.accounts):
            for name in private.get(report, ()):
                _join(people, name)
    return {affair: tuple(frozenset(one) for one in people) for affair, people in found.items()}


def _join(people: list[set[str]], name: str) -> None:
    keys = keys_in(name)
    if not keys:
        return
    same = [one for one in people if any(keys <= keys_in(other) or keys_in(other) <= keys for other in one)]
    # A surname alone joins a person only where it can be nobody else.
    if len(same) == 1 or (same and any(keys_in(other) == keys for one in same for other in one)):
        exact = next((one for one in same if any(keys_in(other) == keys for other in one)), same[0])
        exact.add(name)
    else:
        people.append({name})


@lru_cache(maxsize=100_000)
def keys_in(name: str) -> frozenset[str]:
    """The keys of a name's words, one a word; initials are none."""
    return frozenset(min(keys) for word in words_in(name) if len(word) > 1 and (keys := keys_of(word)))


def words_that_leave(reading: Reading) -> Iterator[str]:
    """All words of a report that a release may show: title, quotes, speakers, actors, claims."""
    yield reading.report.title or ""
    for account in reading.accounts:
        yield account.quote.text
        if account.actor:
            yield account.actor.value.name
    for accusation in reading.accusations:
        yield from (accusation.by, accusation.quote.text)
    for opinion in reading.opinions:
        yield from (opinion.role or "", opinion.quote.text)
    for claim in reading.pattern_claims:
        yield claim.quote.text


class Shown:
    """What a release shows by name: outlets, offices, places, groups, who may be named."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_key: dict[str, list[frozenset[str]]] = {}
        for one in dict.fromkeys(words):
            keys = keys_in(one)
            for key in keys:
                self._by_key.setdefault(key, []).append(keys)

    def holds(self, keys: frozenset[str]) -> bool:
        """Whether these words are all within one of them."""
        return any(keys <= one for key in keys for one in self._by_key.get(key, ()))


def without_places(name: str, places: Shown) -> str:
    """A name without the places that were read on with it: two words or more that stand within one of ``places``.

    >>> without_places("Elvar Yelkenov Saint Petersburg", Shown(["Saint Petersburg"]))
    'Elvar Yelkenov'
    """
    words = words_in(name)
    for size in range(len(words), 1, -1):
        for at in range(len(words) - size + 1):
            if places.holds(keys_in(" ".join(words[at : at + size]))):
                return without_places(" ".join(words[:at] + words[at + size :]), places)
    return name


def may_name_others(reading: Reading, known: Iterable[str], shown: Shown) -> bool:
    """Whether the words that leave hold a word of what looks like a name on its page, and that nobody answered for.

    A cheap look that is never wrong in saying no: it asks for two words with capitals side by side, or an initial and
    one, anywhere on the page, which are neither of ``known`` names and places nor within something ``shown``.
    """
    leaving = {
        key
        for words in words_that_leave(reading)
        for word in _WORD.findall(words)
        if len(word) > 2 and word[0].isupper()
        for key in keys_of(word)
    }
    if not leaving:
        return False
    names = [keys_in(one) for one in known]
    told = frozenset[str]().union(
        *names,
        *(keys_in(place) for one in reading.accounts if one.place for place in _places(one.place.value)),
    )
    page = f"{reading.report.title or ''}\n{reading.report.text}"
    for run in _runs(page):
        keys = keys_in(" ".join(run))
        if keys & leaving and not keys <= told and not shown.holds(keys):
            return True
    return False


def _places(place: Place) -> tuple[str, str]:
    return place.name, place.admin1_name or ""


def _runs(text: str) -> Iterator[list[str]]:
    """Words with capitals side by side, two to four; each beginning of a longer run too."""
    run: list[str] = []
    end = -1
    for word in _WORD.finditer(text):
        if not word[0][0].isupper():
            if len(run) > 1:
                yield run
            run = []
            continue
        if run and (text[end : word.start()] not in ("", " ", "\u00a0") or len(run) == _MOST_WORDS):
            if len(run) > 1:
                yield run
            run = []
        run.append(word[0])
        end = word.end()
    if len(run) > 1:
        yield run


def others(mentioned: Mapping[str, Iterable[str]]) -> list[Name]:
    """The people named in words that leave and tied to no account: looked for by their whole name everywhere."""
    names = dict.fromkeys(one for those in mentioned.values() for one in those)
    return [Name.of(OTHER, [one], alone=False) for one in sorted(names) if len(keys_in(one)) > 1]
