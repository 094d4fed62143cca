"""What kind of first knower a speaker is, and whether two names can be one speaker's."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qeyd.link.words import WORD, fold, skeletons, unmasked
from qeyd.model import Speaker, SpeakerSort

_SORTS: Mapping[SpeakerSort, tuple[str, str]] = {
    SpeakerSort.OFFICIAL: ("official", "authority"),
    SpeakerSort.RELATIVE: ("relative", "affected"),
    SpeakerSort.LAWYER: ("lawyer", "affected"),
    SpeakerSort.WITNESS: ("witness", "affected"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of speaker: its name, whose knowledge it is, and the words it is known by."""

    name: str
    side: str  #: "authority", "affected" or "observer"
    words: tuple[tuple[str, ...], ...]  #: beginnings; all of a tuple must occur


@lru_cache(maxsize=1)
def load_kinds() -> tuple[Kind, ...]:
    """The kinds of speakers that come with qeyd (``speakers.toml``)."""
    raw = tomllib.loads(files("qeyd.link").joinpath("speakers.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(name, kind["side"], tuple(tuple(word.split("+")) for word in kind["words"]))
        for name, kind in raw.items()
    )


# "The official version" is a telling held up against another, and no speaker; unions of states are no unions of people.
_VERSION = re.compile(
    r"\b(?:versi|верси|версі|version)|"
    r"\b(?:europ|avrop|avrup|евро|євро|sov[ie]|совет|радян)\w*[ -]?(?:union|birli|ittif|союз)"
)


_APART = re.compile(r"[«»\"“”„,()\[\]]")


def _begins(words: list[str], beginning: str) -> bool:
    whole = beginning.removesuffix(".")
    return any(word == whole if beginning.endswith(".") else word.startswith(whole) for word in words)


@lru_cache(maxsize=50_000)
def kinds_of(called: str) -> frozenset[str]:
    """The names of the kinds that a speaker's name or description fits."""
    if _VERSION.search(fold(called)):
        return frozenset()
    words = _APART.sub(" ", fold(called)).split()
    return frozenset(
        kind.name
        for kind in load_kinds()
        if any(all(_begins(words, one) for one in beginnings) for beginnings in kind.words)
    )


@dataclass(frozen=True, slots=True)
class Knower:
    """A first knower made comparable."""

    called: str
    sort: SpeakerSort
    kinds: frozenset[str]
    sides: frozenset[str]
    name: tuple[frozenset[str], ...]  #: per capitalised word its skeletons


def knower(speaker: Speaker, *, text: str) -> Knower:
    """A speaker made comparable, by what they are called, their role, and else by the words beside their name."""
    kinds = kinds_of(f"{speaker.name} {speaker.role or ''}")
    name = name_words(speaker.name)
    if not kinds and name:
        kinds = kinds_beside(speaker.name, text)
    sides = {kind.side for kind in load_kinds() if kind.name in kinds}
    if not kinds and speaker.sort in _SORTS:
        kind, side = _SORTS[speaker.sort]
        kinds, sides = frozenset({kind}), {side}
    return Knower(speaker.name, speaker.sort, kinds, frozenset(sides), name)


_BEFORE = re.compile(r"[^.!?,;:()\n«»\"“”—–]*$")
_AFTER = re.compile(r"\s*[,(—–-]\s*([^.!?,;:()\n«»\"“”—–]*)")
#: How many words before or after a name can tell what its bearer is.
_BESIDE = 4


def kinds_beside(name: str, text: str) -> frozenset[str]:
    """The kinds that the words set beside a name in a text tell: "адвокат Имя", "Ad Soyad, vəkil,".

    >>> kinds_beside("Lale Tumanova", "The lawyer Lale Tumanova said that nobody was told.")
    frozenset({'lawyer'})
    """
    found: frozenset[str] = frozenset()
    for match in re.finditer(re.escape(name), text):
        before = _BEFORE.search(text[max(0, match.start() - 60) : match.start()])
        after = _AFTER.match(text[match.end() : match.end() + 60])
        found |= _nearest(before.group().split()[::-1][:_BESIDE] if before else [], backwards=True)
        found |= _nearest(after.group(1).split()[:_BESIDE] if after else [])
    return found


def _nearest(words: list[str], *, backwards: bool = False) -> frozenset[str]:
    """The kinds that words tell, the nearest to the name first; where they tell of both sides, the nearest alone."""
    told: frozenset[str] = frozenset()
    sides = {kind.name: kind.side for kind in load_kinds()}
    for count in range(1, len(words) + 1):
        near = words[:count]
        more = kinds_of(" ".join(near[::-1] if backwards else near))
        if len({sides[one] for one in told | more}) > 1:
            return told or more
        told |= more
    return told


def are_others(a: Knower, b: Knower) -> bool:
    """Whether two speakers of one kind are told by names that no word of is the same: two lawyers, say."""
    if len(a.name) < 2 or len(b.name) < 2 or "authority" in a.sides | b.sides:
        return False
    if SpeakerSort.ORGANISATION in (a.sort, b.sort):
        return False
    return not any(word & other for word in a.name for other in b.name)


def name_words(name: str) -> tuple[frozenset[str], ...]:
    """The skeletons of each capitalised word of three letters or more."""
    found = [word for word in WORD.findall(unmasked(name)) if len(word) > 2 and word[0].isupper()]
    return tuple(frozenset(skeletons(word)) for word in found)


def same_name(a: tuple[frozenset[str], ...], b: tuple[frozenset[str], ...]) -> bool:
    """Whether all words of the shorter name stand in the longer one, in any alphabet."""
    if not a or not b:
        return False
    shorter, longer = sorted((a, b), key=len)
    return all(any(word & other for other in longer) for word in shorter)
