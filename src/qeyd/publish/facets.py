"""Ready-made lists of incidents by act, group, country, year and number of outlets, for a site without a script."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qeyd.groups import group_name
from qeyd.publish.release import PublishedIncident
from qeyd.publish.said import country_name
from qeyd.publish.words import Words

ON_A_LIST = 500  #: lines; a list of them stays below 200 kB
NOT_TOLD = ""  #: the value of an incident that does not tell it
#: Least numbers of outlets of each step.
_STEPS = (1, 2, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list."""

    file: str
    number: int  #: from 1
    incidents: tuple[PublishedIncident, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """The incidents that share one value of a field, in time order."""

    field: str  #: "act", "group", "country", "year", "outlets"
    value: str
    count: int
    pages: tuple[ListPage, ...]

    @property
    def file(self) -> str:
        """Its first page."""
        return self.pages[0].file


def _steps(outlets: int) -> str:
    at = max((step for step in _STEPS if step <= outlets), default=0)
    after = next((step for step in _STEPS if step > at), None)
    if not at:
        return NOT_TOLD
    return f"{at}+" if after is None else f"{at}" if after == at + 1 else f"{at}–{after - 1}"


_VALUES: dict[str, Callable[[PublishedIncident], str]] = {
    "act": lambda one: one.act,
    "group": lambda one: one.group or NOT_TOLD,
    "country": lambda one: (one.place.country if one.place else None) or NOT_TOLD,
    "year": lambda one: one.time.start[:4] if one.time else NOT_TOLD,
    "outlets": lambda one: _steps(one.outlets),
}


def facets(ordered: Sequence[PublishedIncident]) -> dict[str, tuple[Facet, ...]]:
    """Every list, by field; the most frequent value first, years and outlets in their order, what is not told last.

    ``ordered``: the incidents in the order in which the lists shall have them.
    """
    out: dict[str, tuple[Facet, ...]] = {}
    for field, value_of in _VALUES.items():
        held: dict[str, list[PublishedIncident]] = {}
        for one in ordered:
            held.setdefault(value_of(one), []).append(one)
        in_order = field in ("year", "outlets")
        values = sorted(
            held,
            key=lambda value: (
                value == NOT_TOLD,
                0 if in_order else -len(held[value]),
                _number(value),
                value,
            ),
        )
        taken: set[str] = set()
        out[field] = tuple(_facet(field, value, held[value], taken) for value in values)
    return out


def _number(value: str) -> int:
    found = re.match(r"\d+", value)
    return int(found[0]) if found else 0


def _facet(field: str, value: str, held: Sequence[PublishedIncident], taken: set[str]) -> Facet:
    slug = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") or "not-told"
    while slug in taken:
        slug += "-x"
    taken.add(slug)
    chunks = [held[at : at + ON_A_LIST] for at in range(0, len(held), ON_A_LIST)]
    pages = tuple(
        ListPage(
            f"by-{field}-{slug}.html" if number == 1 else f"by-{field}-{slug}-page-{number}.html",
            number,
            tuple(chunk),
        )
        for number, chunk in enumerate(chunks, 1)
    )
    return Facet(field, value, len(held), pages)


def value_said(facet: Facet, words: Words) -> str:
    """A value in words."""
    if facet.value == NOT_TOLD:
        return words("page", "not_said")
    if facet.field == "act":
        return words.of("act", facet.value)
    if facet.field == "country":
        return country_name(facet.value, words) or facet.value
    if facet.field == "group":
        return group_name(facet.value, words.language)
    return facet.value
