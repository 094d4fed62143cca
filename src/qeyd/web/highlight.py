"""An article cut into pieces so that each piece carries all the marks that lie over it.

Quotes overlap as they like: a number lies inside the clause that tells the act. Nested elements cannot show
that, so the text is cut at every beginning and end, and each piece knows the fields that cover it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that a field rests on."""

    start: int
    end: int
    field: str  #: the colour it is shown in: "people", "place", "act", ...
    anchor: str  #: what an address names it by: "people", "said_by-2"
    label: str  #: the word shown before it


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters with the same marks over all of it."""

    text: str
    fields: tuple[str, ...] = ()  #: the shortest mark's field first; it gives the colour
    anchors: tuple[str, ...] = ()  #: the marks that begin here
    labels: tuple[str, ...] = ()  #: their labels
    start: int = 0  #: where it stands in the text


Paragraph = tuple[Piece, ...]


def highlight(text: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """The paragraphs of a text as pieces. All pieces together are the text without its line ends.

    Marks outside the text, or empty, are an error of the caller's and raise ValueError.

    >>> [[(p.text, p.fields) for p in one] for one in highlight("3 men held", [
    ...     Mark(0, 10, "act", "act", "act"), Mark(0, 1, "people", "people", "people")])]
    [[('3', ('people', 'act')), (' men held', ('act',))]]
    """
    for mark in marks:
        if not 0 <= mark.start < mark.end <= len(text):
            raise ValueError(f"The mark {mark} does not lie in a text of {len(text)} characters.")
    paragraphs = []
    begun: set[str] = set()
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            paragraphs.append(_pieces(text, start, end, marks, begun))
        start = end + 1
    return tuple(paragraphs)


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], begun: set[str]) -> Paragraph:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}
    for mark in here:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    edges = sorted(cuts)
    pieces = []
    for left, right in pairwise(edges):
        over = sorted(
            (mark for mark in here if mark.start <= left and mark.end >= right),
            key=lambda mark: (mark.end - mark.start, mark.start, mark.anchor),
        )
        # A mark begins where it is first shown, which is later than it starts where it starts in a blank line.
        beginning = [mark for mark in over if mark.anchor not in begun]
        begun |= {mark.anchor for mark in beginning}
        pieces.append(
            Piece(
                text=text[left:right],
                fields=tuple(dict.fromkeys(mark.field for mark in over)),
                anchors=tuple(mark.anchor for mark in reversed(beginning)),
                labels=tuple(mark.label for mark in reversed(beginning) if mark.label),
                start=left,
            )
        )
    return tuple(pieces)
