"""What changed between two versions of a text, word by word: a number corrected in silence is evidence."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from qeyd.languages import language_codes, load_language

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|\w+(?:[-'’]\w+)*|\s+|.", re.DOTALL)
_NUMBER = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.!?…:\n][\s\"»”)]*\Z")


class Sort(StrEnum):
    """What sort of words changed."""

    NUMBER = "number"
    NAME = "name"
    WORDS = "words"


class Edit(StrEnum):
    """What became of a piece."""

    KEPT = "kept"
    TAKEN_OUT = "taken out"
    PUT_IN = "put in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate. Kept and put-in pieces together are the later text, to the letter."""

    text: str
    edit: Edit
    sort: Sort = Sort.WORDS


@dataclass(frozen=True, slots=True)
class Change:
    """One place where the versions differ: what stood there and what stands there now; either may be empty."""

    before: str
    after: str
    sort: Sort
    around: str = ""  #: the words before it, to find it by


def number_words(language: str | None) -> frozenset[str]:
    """The words that tell a number in a language, as its numbers.toml lists them; none where it has no folder."""
    if language not in language_codes():
        return frozenset()
    table = load_language(language).table("numbers")
    return frozenset(
        word
        for part in ("words", "vague", "multipliers")
        for one in table.get(part, {})
        for word in one.split()
    )


def compared(before: str, after: str, numbers: Set[str] = frozenset()) -> tuple[Piece, ...]:
    """Two texts as pieces kept, taken out and put in; white space that was folded otherwise is no change.

    ``numbers`` are words that tell a number, beside figures.

    >>> [(one.text, one.edit.value, one.sort.value) for one in compared("3 men held", "5 men held")]
    [('3', 'taken out', 'number'), ('5', 'put in', 'number'), (' men held', 'kept', 'words')]
    """
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(
        None,
        [" " if one.isspace() else one for one in a],
        [" " if one.isspace() else one for one in b],
        autojunk=False,
    )
    out: list[Piece] = []
    taken: list[str] = []
    put: list[str] = []
    blocks = matcher.get_opcodes()
    for n, (tag, a0, a1, b0, b1) in enumerate(blocks):
        if tag == "equal":
            same = b[b0:b1]
            # A single space or comma between two changes belongs to both: "three men" -> "five women" is one change.
            if (
                not any(re.match(r"\w", one) for one in same)
                and 0 < n < len(blocks) - 1
                and "\n" not in "".join(same)
            ):
                taken += a[a0:a1]
                put += same
                continue
            out += _edited(taken, put, out, numbers)
            taken, put = [], []
            out.append(Piece("".join(same), Edit.KEPT))
        else:
            taken += a[a0:a1]
            put += b[b0:b1]
    out += _edited(taken, put, out, numbers)
    return tuple(one for one in out if one.text)


def _edited(
    taken: Sequence[str], put: Sequence[str], before: Sequence[Piece], numbers: Set[str]
) -> list[Piece]:
    if not taken and not put:
        return []
    if "".join(taken).split() == "".join(put).split():
        return [Piece("".join(put), Edit.KEPT)]
    begins = not before or bool(_SENTENCE_END.search(before[-1].text))
    sort = _sort(
        [one for one in taken if one not in put],
        [one for one in put if one not in taken],
        numbers,
        begins=begins,
    )
    return [Piece("".join(taken), Edit.TAKEN_OUT, sort), Piece("".join(put), Edit.PUT_IN, sort)]


def _sort(taken: Sequence[str], put: Sequence[str], numbers: Set[str], *, begins: bool) -> Sort:
    """A number that changed, else a name, else other words."""
    words = [one for one in (*taken, *put) if re.match(r"\w", one)]
    if any(_NUMBER.search(one) or _folded(one) in numbers for one in words):
        return Sort.NUMBER
    # The first word of a sentence has its capital from its place.
    inner = [one for side in (taken, put) for one in _words(side)[1 if begins else 0 :]]
    return Sort.NAME if any(one[0].isupper() for one in inner) else Sort.WORDS


def _folded(word: str) -> str:
    return word.replace("İ", "i").lower().replace("ё", "е")


def _words(tokens: Sequence[str]) -> list[str]:
    return [one for one in tokens if re.match(r"\w", one)]


def changes(pieces: Sequence[Piece]) -> tuple[Change, ...]:
    """The places where two versions differ, those with numbers first, then names, then other words."""
    out = []
    n = 0
    while n < len(pieces):
        one = pieces[n]
        if one.edit is Edit.KEPT:
            n += 1
            continue
        told = {Edit.TAKEN_OUT: "", Edit.PUT_IN: ""}
        start = n
        while n < len(pieces) and pieces[n].edit is not Edit.KEPT:
            told[pieces[n].edit] += pieces[n].text
            n += 1
        around = " ".join(pieces[start - 1].text.split()[-6:]) if start else ""
        before, after = (" ".join(told[edit].split()) for edit in (Edit.TAKEN_OUT, Edit.PUT_IN))
        out.append(Change(before, after, one.sort, around))
    order = list(Sort)
    return tuple(sorted(out, key=lambda one: order.index(one.sort)))
