"""Which countries a text speaks of by words that are no places: "российский", "Georgian", "manat"."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from qeyd.places.fold import fold


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, tuple[tuple[str, str], ...]]:
    raw = tomllib.loads((files("qeyd.places") / "tables" / "hints.toml").read_text("utf-8"))
    by_first: dict[str, list[tuple[str, str]]] = {}
    for country, words in raw.items():
        for word in words:
            beginning = fold(word)
            by_first.setdefault(beginning[:2], []).append((beginning, country))
    return {first: tuple(pairs) for first, pairs in by_first.items()}


@lru_cache(maxsize=1 << 14)
def _country_of(word: str) -> str | None:
    folded = fold(word)
    for beginning, country in _beginnings().get(folded[:2], ()):
        if folded == beginning or (len(beginning) >= 4 and folded.startswith(beginning)):
            return country
    return None


def countries_hinted(words: Iterable[str]) -> Counter[str]:
    """How many of the words speak of each country (ISO 3166-1 alpha-2).

    >>> countries_hinted(["российские", "силовики", "Azərbaycan"]) == {"RU": 1, "AZ": 1}
    True
    """
    return Counter(country for word in words if (country := _country_of(word)))


@lru_cache(maxsize=8)
def capital_words(language: str) -> tuple[str, ...]:
    """Beginnings of folded words that say "the capital" in a language; none where it is not known."""
    raw = tomllib.loads((files("qeyd.places") / "tables" / "words.toml").read_text("utf-8"))
    return tuple(raw["capital"].get(language, ()))


@lru_cache(maxsize=8)
def settlement_words(language: str) -> Mapping[str, tuple[str, ...]]:
    """Words that make an unknown name a settlement's: ``before``, ``after``, ``into``, ``out_of``, ``never``."""
    raw = tomllib.loads((files("qeyd.places") / "tables" / "words.toml").read_text("utf-8"))
    return {key: tuple(words) for key, words in raw["unlisted"].get(language, {}).items()}
