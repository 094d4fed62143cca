"""Whether a name in a chain of citation is the outlet that published a report: by list, by host, by sound.

"Би-би-си", "BBC" and bbc.com are one outlet by qeyd.outlets. An outlet that the list
lacks is recognised by the consonants of its name in any alphabet: «Столица-Пресс» publishes at stolitsa-press.example.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from qeyd.languages.skeleton import skeleton
from qeyd.link.words import WORD, fold
from qeyd.model import Report
from qeyd.outlets.names import bare, domain_in, is_only_kind, without_ending

#: Fewer consonants than this are too few to know an outlet by.
FEWEST = 3
# What outlets put behind their name in a host and leave out elsewhere ("azadqelemaz").
_TAIL = re.compile(r"(?:az|ru|ua|tr|info|news|media|press|online|tv|24|7)$")


# Labels under a country's that are no site's own ("name.com.ge").
_SECOND_LEVEL = frozenset({"com", "co", "org", "net", "gov", "edu", "info", "ac"})


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published a report, made comparable."""

    name: str
    known: str | None  #: its name in qeyd.outlets
    letters: frozenset[str]  #: its whole name and its host in plain letters and digits
    wholes: frozenset[str]  #: the consonants of its whole name, and of its host
    starts: frozenset[str]  #: of its name's first words, as outlets are called for short
    words: tuple[frozenset[str], ...]  #: of each word, per name and host


def _bones(text: str) -> str:
    key = skeleton("".join(WORD.findall(text)).replace("-", ""))
    return key[:1] + re.sub("[aio ]", "", key[1:])


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


@lru_cache(maxsize=20_000)
def _of_name(name: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """The consonants of a name: of the whole, of its first words, of each word."""
    words = re.findall(r"[^\W_]+", name)
    starts = {_bones(" ".join(words[:count])) for count in range(1, len(words) + 1)}
    each = frozenset(bones for word in words if len(bones := _bones(word)) >= 2)
    return _bones(" ".join(words)), frozenset(one for one in starts if len(one) >= FEWEST), each


@lru_cache(maxsize=20_000)
def known_outlet(name: str) -> str | None:
    """The outlet that the list knows by this name or host; None where it knows none.

    Case endings, the words for what it is ("agency", "qəzeti") and another alphabet do not hide it.

    >>> known_outlet("информагентство «Интерфакс»"), known_outlet("Медузы"), known_outlet("Rauf Sadigli")
    ('Interfax', 'Meduza', None)
    """
    from qeyd.outlets import load_outlets

    outlets = load_outlets()
    if is_only_kind(name):
        return None
    plain = without_ending(name)
    for called in dict.fromkeys((name, plain, bare(name))):
        found = outlets.named(called)
        if found is not None:
            return found.name
    host = domain_in(name)
    found = outlets.at(host) if host else None
    if found is not None:
        return found.name
    return _by_sound().get(_sound(plain)) or _by_sound().get(_sound(bare(name)))


#: Names whose keys are shorter than this are too short to know an outlet by its sound.
_SHORTEST = 5


def _sound(name: str) -> str:
    """The keys of a name's words in any alphabet, without case endings; none for a short name."""
    keys = [skeleton(word, inflected=True) for word in re.findall(r"[^\W_]+", name)]
    return " ".join(keys) if sum(map(len, keys)) >= _SHORTEST and all(keys) else ""


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, str]:
    from qeyd.outlets import load_outlets

    found: dict[str, set[str]] = {}
    for outlet in load_outlets().all:
        for name in (outlet.name, *outlet.aliases):
            found.setdefault(_sound(name), set()).add(outlet.name)
    return {key: names.pop() for key, names in found.items() if key and len(names) == 1}


@lru_cache(maxsize=20_000)
def publisher(name: str, host: str) -> Publisher:
    """The publisher called so, of pages at this host; either may be empty."""
    known = (known_outlet(host) if host else None) or (known_outlet(name) if name else None)
    letters = {_letters(name)} if name else set()
    wholes: set[str] = set()
    starts: set[str] = set()
    words: list[frozenset[str]] = []
    if name:
        whole, first, each = _of_name(name)
        wholes.add(whole)
        starts |= first
        words.append(each)
    label = host.removeprefix("www.").split(".")
    if host and len(label) > 1:
        site = label[-3] if len(label) > 2 and label[-2] in _SECOND_LEVEL else label[-2]
        letters |= {_letters(".".join(label[-2:])), _letters(site), _letters(site).removeprefix("az")}
        for one in {site, _TAIL.sub("", site).strip("-")}:
            wholes.add(_bones(one))
        words.append(_of_name(site.replace("-", " "))[2])
    return Publisher(
        name,
        known,
        frozenset(letters - {""}),
        frozenset(one for one in wholes if len(one) >= FEWEST),
        frozenset(one for one in starts if len(one) > FEWEST),
        tuple(each for each in words if len(each) > 1),
    )


def publisher_of(report: Report) -> Publisher:
    """Who published this report."""
    host = (urlsplit(report.url).hostname or "") if report.url else ""
    return publisher(report.outlet or "", host)


@lru_cache(maxsize=100_000)
def is_called(name: str, who: Publisher) -> bool:
    """Whether a name that a report gives can be this publisher.

    >>> is_called("Столица-Пресс", publisher("", "stolitsa-press.example"))
    True
    >>> is_called("«Коммерсантъ»", publisher("", "www.kommersant.ru"))
    True
    """
    known = known_outlet(name)
    if known and who.known:
        return known == who.known
    if _letters(name) in who.letters:
        return True
    plain = bare(name)
    if plain != name and is_called(plain, who):
        return True
    whole, starts, each = _of_name(name)
    if whole in who.wholes or (len(whole) > FEWEST and whole in who.starts):
        return True
    if any(len(one) > FEWEST and one in who.wholes for one in starts):
        return True
    return any(len(words & each) > 1 and (words <= each or each <= words) for words in who.words)
