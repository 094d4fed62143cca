"""The groups that people are taken as: an editable list of English names and what each says of people.

Only a report's words put people into a group; the words are each language's `groups.toml`.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

from qeyd.errors import DataFileError

__all__ = ["SORTS", "group_name", "group_sorts", "is_nexus", "is_stateless", "sorts_of"]

#: What a group can be about.
SORTS = ("origin", "belief", "status", "work", "trade", "voice", "body")
_AND = {"az": " və ", "ru": " и "}


@lru_cache(maxsize=1)
def group_sorts() -> dict[str, str]:
    """Every group of the list, and what it is about. A mistake in the list raises DataFileError."""
    file = Path(__file__).with_name("groups.toml")
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DataFileError(
            file, "file", f"{problem}.", remedy="Correct the file at this place."
        ) from problem
    sorts: dict[str, str] = {}
    for sort, groups in told.items():
        if sort not in SORTS:
            raise DataFileError(file, sort, "this is no sort of group.", remedy=f"Use one of {SORTS}.")
        for group in groups:
            if group in sorts:
                raise DataFileError(file, sort, f'"{group}" stands twice.', remedy="Keep one of them.")
            sorts[group] = sort
    return sorts


def sorts_of(group: str) -> frozenset[str]:
    """What a group is about; "Azerbaijanis and Tajiks" is about what its parts are about."""
    sorts = group_sorts()
    whole = sorts.get(group)
    if whole:
        return frozenset({whole})
    return frozenset(
        sorts[part] for part in group.replace(";", " and ").split(" and ") if part.strip() in sorts
    )


def is_nexus(group: str | None) -> bool:
    """Whether a group can tie an act to who people are (CODEBOOK §1): any but a mere trade.

    >>> is_nexus("journalists"), is_nexus("singers"), is_nexus(None)
    (True, False, False)
    """
    return group is not None and bool(group) and sorts_of(group) != {"trade"}


def group_name(group: str, language: str) -> str:
    """What a group is called on pages of a language, the parts of "Azerbaijanis and Tajiks" one by one.

    The English name stays where names.toml has no other.

    >>> group_name("Azerbaijanis and Tajiks", "az"), group_name("Tajiks", "en")
    ('azərbaycanlılar və taciklər', 'Tajiks')
    """
    names, joined = _names(), _AND.get(language, " and ")
    return joined.join(names.get(one, {}).get(language, one) for one in group.split(" and "))


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _stateless() -> frozenset[str]:
    file = Path(__file__).with_name("stateless.toml")
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))["peoples"])


def is_stateless(group: str) -> bool:
    """Whether a group is a people without a state of its own: told so, people are taken as such before their work."""
    return group in _stateless()
