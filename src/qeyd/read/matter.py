"""What a page is about: words that tie an act to who people are, words of ordinary crime, words of statistics.

A report's words must tie an act to the people's origin, belief, speech, work, status or treatment
(CODEBOOK §1, nexus). This room only looks where such words stand; what they weigh is learned
(`confidence.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qeyd.groups import sorts_of
from qeyd.read.page import Page, Token
from qeyd.read.patterns import Term, term
from qeyd.read.people import Crowd

#: Sorts of words that tie an act to who people are or how they are treated.
TIES = ("origin", "belief", "speech", "work", "status", "force")
#: Sorts of words of other matters: crime that befalls anybody, what only sounds like an incident, statistics.
OTHERWISE = (
    "theft",
    "drugs",
    "violent_crime",
    "sport",
    "culture",
    "history",
    "economy",
    "mishap",
    "lawmaking",
    "totals",
)
SORTS = TIES + OTHERWISE
_MOST_KNOWN = 50_000  # words remembered before beginning again
# Which tie a group of each sort (qeyd.groups) makes.
_TIE_OF_GROUP = {
    "origin": "origin",
    "belief": "belief",
    "status": "status",
    "work": "work",
    "voice": "speech",
    "body": "work",
}


@dataclass(frozen=True, slots=True)
class MatterWords:
    """A language's words of each sort, from its `matter.toml`."""

    by_sort: Mapping[str, Term]
    _known: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict, compare=False)

    def sorts(self, token: Token) -> tuple[str, ...]:
        """The sorts a word is of; looked up once for each word."""
        known = self._known.get(token.keys)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = tuple(sort for sort, met in self.by_sort.items() if met.meets(token))
            self._known[token.keys] = known
        return known


def matter_words(table: Mapping[str, Sequence[Any]]) -> MatterWords:
    """Make a language's words ready; a sort without words is never met."""
    return MatterWords({sort: term("|".join(table.get(sort) or ["--"])) for sort in SORTS})


@dataclass(frozen=True, slots=True)
class Matter:
    """In which sentences of a page words of each sort stand."""

    at: Mapping[str, frozenset[int]]  #: sentence numbers by sort

    @classmethod
    def of(cls, page: Page, words: MatterWords, crowd: Crowd) -> "Matter":
        """Look through a page. A group that people are taken as counts, whichever group it is."""
        at: dict[str, set[int]] = {sort: set() for sort in SORTS}
        for line in page.lines:
            for token in page.tokens[line.words.start : line.words.stop]:
                for sort in words.sorts(token):
                    at[sort].add(line.index)
        for line, people in zip(page.lines, crowd.by_line, strict=True):
            for one in people:
                for about in sorts_of(one.group or "") & _TIE_OF_GROUP.keys():
                    at[_TIE_OF_GROUP[about]].add(line.index)
        return cls({sort: frozenset(found) for sort, found in at.items()})

    def share(self, lines: range, *sorts: str) -> float:
        """The share of these sentences with a word of any of these sorts, 0 to 1."""
        met = frozenset().union(*(self.at[sort] for sort in sorts))
        return sum(line in met for line in lines) / max(1, len(lines))

    def near(self, line: int, *sorts: str, reach: int) -> bool:
        """Whether a word of any of these sorts stands in a sentence or within so many of it."""
        return any(i in self.at[sort] for sort in sorts for i in range(line - reach, line + reach + 1))
