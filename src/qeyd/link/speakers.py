"""What kind of first knower a speaker is, and whether two names can be one speaker's."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qeyd.link.words import WORD, fold, skeletons
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
    side: str  #: "authority" or "affected"
    words: tuple[tuple[str, ...], ...]  #: beginnings; all of a tuple must occur


@lru_cache(maxsize=1)
def load_kinds() -> tuple[Kind, ...]:
    """The kinds of speakers that come with qeyd (``speakers.toml``)."""
    raw = tomllib.loads(files("qeyd.link").joinpath("speakers.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(name, kind["side"], tuple(tuple(word.split("+")) for word in kind["words"]))
        for name, kind in raw.items()
    )


def _begins(words: list[str], beginning: str) -> bool:
    whole = beginning.removesuffix(".")
    return any(word == whole if beginning.endswith(".") else word.startswith(whole) for word in words)


@lru_cache(maxsize=50_000)
def kinds_of(called: str) -> frozenset[str]:
    """The names of the kinds that a speaker's name or description fits."""
    words = fold(called).replace("«", " ").replace("»", " ").replace('"', " ").replace(",", " ").split()
    return frozenset(
        kind.name
        for kind in load_kinds()
        if any(all(_begins(words, one) for one in beginnings) for beginnings in kind.words)
    )


@dataclass(frozen=True, slots=True)
class Knower:
    """A first knower made comparable."""

    called: str
    kinds: frozenset[str]
    sides: frozenset[str]
    name: tuple[frozenset[str], ...]  #: per capitalised word its skeletons


def knower(speaker: Speaker, *, turkic: bool) -> Knower:
    """A speaker made comparable, by what they are called, their role and their sort."""
    kinds = kinds_of(f"{speaker.name} {speaker.role or ''}")
    sides = {kind.side for kind in load_kinds() if kind.name in kinds}
    if not kinds and speaker.sort in _SORTS:
        kind, side = _SORTS[speaker.sort]
        kinds, sides = frozenset({kind}), {side}
    return Knower(speaker.name, kinds, frozenset(sides), name_words(speaker.name, turkic=turkic))


def name_words(name: str, *, turkic: bool) -> tuple[frozenset[str], ...]:
    """The skeletons of each capitalised word of three letters or more."""
    found = [word for word in WORD.findall(name) if len(word) > 2 and word[0].isupper()]
    return tuple(frozenset(skeletons(word, turkic=turkic)) for word in found)


def same_name(a: tuple[frozenset[str], ...], b: tuple[frozenset[str], ...]) -> bool:
    """Whether all words of the shorter name stand in the longer one, in any alphabet."""
    if not a or not b:
        return False
    shorter, longer = sorted((a, b), key=len)
    return all(any(word & other for other in longer) for word in shorter)
