"""Which accounts are worth comparing: those that share a few keys that few share (never all with all).

A key that few accounts bear proposes them to each other by itself, one that more bear only together with another, and
one that very many bear not at all. What a key is worth depends on how many bear it in the end, not on the order
in which they came.
"""

from collections.abc import Hashable, Iterator
from datetime import date, timedelta

from qeyd.link.facets import Facets

NARROW = 16  #: a key that at most so many accounts bear proposes them by itself
MOST_BEARERS = 120  #: a key that more accounts bear proposes nothing; its bearers meet under narrower keys
#: The same for keys that tell act, month and one thing more: those who share one may well be one much told incident.
MOST_BEARERS_OF_FINE = 400
_FINE = frozenset({"month, number", "month, settlement", "month, group"})
#: And for the finest, which propose by themselves: one incident may be told by two thousand reports.
MOST_BEARERS_OF_FINEST = 2000
_FINEST = frozenset({"month, person", "month, number, group", "month, number, settlement"})
_LONGEST = timedelta(days=62)  #: a time told less exactly than this proposes nothing by itself

Key = tuple[Hashable, ...]


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def limits(key: Key) -> tuple[int, int]:
    """Up to how many bearers a key proposes them by itself, and up to how many together with another key."""
    if key[0] in _FINEST:
        return MOST_BEARERS_OF_FINEST, MOST_BEARERS_OF_FINEST
    return NARROW, MOST_BEARERS_OF_FINE if key[0] in _FINE else MOST_BEARERS


def worth(bearers: int, limits: tuple[int, int]) -> int:
    """2: the key proposes its bearers by itself; 1: together with another; 0: not at all."""
    return 2 if bearers <= limits[0] else 1 if bearers <= limits[1] else 0


#: What the keys that two accounts share have to be worth together for the pair to be looked at.
ENOUGH = 2


def keys(facets: Facets) -> set[Key]:
    """The blocking keys of one account."""
    act = facets.family
    place = facets.region or facets.country
    out: set[Key] = {("name", act, name) for name in facets.page.names | facets.names}
    if facets.counted:
        out.add(("number", act, place, facets.low, facets.high))
    for group in facets.groups:
        out.add(("group", act, place, group))
    if facets.settlement:
        out.add(("settlement", act, facets.settlement))
    if facets.region:
        out.add(("region", act, facets.region))
    for figure in facets.numbers:
        out.add(("figure", act, figure))
    window = facets.window
    if window is not None and window[0] != date.min and window[1] - window[0] <= _LONGEST:
        for month in _months(*window):
            out.add(("month", act, place, month))
            for word in facets.speakers.union(*facets.page.outlet_words):
                out.add(("month, speaker", act, word, month))
            for name in facets.names:
                out.add(("month, person", act, name, month))
            if facets.counted:
                out.add(("month, number", act, place, month, facets.low))
                for group in facets.groups:
                    out.add(("month, number, group", act, place, month, facets.low, group))
                if facets.settlement:
                    out.add(("month, number, settlement", act, facets.settlement, month, facets.low))
            for group in facets.groups:
                out.add(("month, group", act, place, month, group))
            if facets.settlement:
                out.add(("month, settlement", act, facets.settlement, month))
        if window[1] - window[0] <= timedelta(days=3):
            out.add(("day", act, facets.country, window[1]))
    return out
