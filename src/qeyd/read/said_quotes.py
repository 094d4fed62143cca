"""Where the page lets somebody speak in their own words: quotation marks of all kinds, and questions and answers."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qeyd.languages.words import Paragraph

_PAIRS = {"«": "»", "“": "”", "„": "“”", "‟": "”"}
_DASH = re.compile(r"\s*[—–―-]\s*(?=\w|[\"«“„\[(])")
_QUESTION_MARK = re.compile(r"(?:Q|В|S|С)\s?[:.]\s")
_ANSWER_MARK = re.compile(r"(?:A|О|C|Ответ|Cavab)\s?[:.]\s")
# A quotation of fewer characters is a word or a name in quotation marks.
SHORTEST_SPEECH = 16


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, without the marks, in one paragraph."""

    start: int
    end: int
    paragraph: int
    closed: bool = True
    continues: bool = False  #: goes on from the paragraph before, which was never closed


def quotations_in(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Quotation, ...]:
    """Find what stands in quotation marks; a paragraph's last quotation may stay open. Time is linear."""
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        was_open = bool(found) and not found[-1].closed and found[-1].paragraph == number - 1
        stack: list[tuple[int, str]] = []
        for at in range(paragraph.start, paragraph.end):
            sign = text[at]
            if stack and sign in stack[-1][1] and not (sign == '"' and _opens(text, at, paragraph.start)):
                start, _ = stack.pop()
                if not stack and at > start:
                    goes_on = was_open and start - paragraph.start <= 2
                    found.append(Quotation(start, at, number, continues=goes_on))
            elif sign in _PAIRS and len(stack) < 3:
                stack.append((at + 1, _PAIRS[sign]))
            elif sign == '"' and len(stack) < 3:
                stack.append((at + 1, '"'))
        if stack and paragraph.end - stack[0][0] > SHORTEST_SPEECH:
            start = stack[0][0]
            goes_on = was_open and start - paragraph.start <= 2
            found.append(Quotation(start, paragraph.end, number, closed=False, continues=goes_on))
    return tuple(found)


def _opens(text: str, at: int, start: int) -> bool:
    """Whether a straight mark opens a quotation inside another one."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2]
    return before in " (\n\u00a0—–" and after.isalnum()


def near(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Give those of a paragraph's quotations that reach into, or begin just after, a stretch of it."""
    first = bisect_right(quotations, start, key=lambda one: one.end)
    last = bisect_right(quotations, end + 3, key=lambda one: one.start)
    return quotations[first:last]


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of an interview."""

    paragraph: int
    is_question: bool


def turns_in(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Turn, ...]:
    """Find the questions and answers of an interview; empty when the page is none.

    Either every turn opens with a dash or with Q and A, or questions stand in paragraphs of their own.
    """
    dashed = [i for i, p in enumerate(paragraphs) if _DASH.match(text, p.start) and p.end - p.start > 8]
    marked = {i: False for i, p in enumerate(paragraphs) if _ANSWER_MARK.match(text, p.start)}
    marked.update({i: True for i, p in enumerate(paragraphs) if _QUESTION_MARK.match(text, p.start)})
    if len(marked) >= 3 and any(marked.values()):
        return tuple(Turn(i, q) for i, q in sorted(marked.items()))
    asks = [i for i, p in enumerate(paragraphs) if _asks(text, p)]
    if len(dashed) >= 2 and any(i in dashed for i in asks):
        turns, last_question = [], False
        for i in range(dashed[0], dashed[-1] + 1):
            if i in dashed:
                question = not last_question and (i in asks or ((i + 1) in dashed and (i + 1) not in asks))
                last_question = question
                turns.append(Turn(i, question))
            elif last_question or (turns and turns[-1].paragraph == i - 1):
                turns.append(Turn(i, False))
                last_question = False
        return tuple(turns)
    short = [i for i in asks if paragraphs[i].end - paragraphs[i].start < 160 and i + 1 < len(paragraphs)]
    if len(short) >= 2 and all(i + 1 not in short for i in short):
        turns = []
        for at, i in enumerate(short):
            turns.append(Turn(i, True))
            stop = short[at + 1] if at + 1 < len(short) else min(i + 2, len(paragraphs))
            turns += [Turn(j, False) for j in range(i + 1, stop)]
        return tuple(turns)
    return ()


def _asks(text: str, paragraph: Paragraph) -> bool:
    return (
        text[paragraph.start : paragraph.end].rstrip(' "»”').endswith("?") and len(paragraph.sentences) <= 3
    )
