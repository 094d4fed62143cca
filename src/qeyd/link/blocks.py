"""Which accounts are worth comparing: those that share a key that few share (never all with all)."""

from collections.abc import Hashable, Iterator
from datetime import date, timedelta

from qeyd.link.facets import Facets

MOST_BEARERS = 120  #: a key that more accounts bear proposes no pair; its bearers meet under narrower keys
_LONGEST = timedelta(days=62)  #: a time told less exactly than this proposes nothing by itself


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def keys(facets: Facets) -> frozenset[Hashable]:
    """The blocking keys of one account."""
    act = facets.family
    place = facets.region or facets.country
    out: set[Hashable] = {("name", act, name) for name in facets.page.names | facets.names}
    if facets.counted:
        out.add(("number", act, place, facets.low, facets.high))
    if facets.group:
        out.add(("group", act, place, facets.group))
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
            if facets.counted:
                out.add(("month, number", act, place, month, facets.low))
            if facets.group:
                out.add(("month, group", act, place, month, facets.group))
            if facets.settlement:
                out.add(("month, settlement", act, facets.settlement, month))
        if window[1] - window[0] <= timedelta(days=3):
            out.add(("day", act, facets.country, window[1]))
    return frozenset(out)
