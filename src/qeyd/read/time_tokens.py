"""From a text to a row of signs: which words in it are words of time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from qeyd.read.time_words import TimeWords

# A written date, a clock time, a numeral with its ending, a word, a stop. Every other sign that is
# no space stands for itself, so that two neighbours in the row are neighbours in the text.
_PIECE = (
    r"(?P<date>\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?![\d./])|\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d))"
    r"|(?P<number>\d+(?:[.,\u00a0 ]\d{3}(?!\d))*(?:[.,]\d+)?)(?:['’‘ʼ‐‑–-]?(?P<suffix>SUFFIXES)(?!\w))?"
    r"|(?P<word>[^\W\d_]+(?:['’‘ʼ][^\W\d_]+)*)"
    r"|(?P<sign>\S|\n)"
)
_STOPS = {".": "stop", ",": "comma", "-": "dash", "–": "dash", "—": "dash", "‑": "dash", "−": "dash"}
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


@dataclass(slots=True)
class Token:
    """A word of the row: its class, the number it says, where it stands."""

    kind: str
    value: int
    start: int
    end: int
    day: date | None = None  #: of a date written in figures


@cache
def _pieces(suffixes: tuple[str, ...]) -> re.Pattern[str]:
    """Give the pattern of a language: only its own endings belong to a numeral ("27-də", not "30-July")."""
    known = {way for suffix in suffixes for way in (suffix, suffix.upper())}
    return re.compile(_PIECE.replace("SUFFIXES", "|".join(sorted(known, key=lambda way: (-len(way), way)))))


def row_of(text: str, words: TimeWords) -> tuple[str, list[Token]]:
    """Give the signs of a text, one a token, and the tokens. Linear in the length of the text."""
    signs: list[str] = []
    tokens: list[Token] = []
    lookup, sign_of, other = words.words, words.signs, words.signs["other"]

    def add(kind: str, value: int, start: int, end: int, day: date | None = None) -> None:
        signs.append(sign_of[kind])
        tokens.append(Token(kind, value, start, end, day))

    for piece in _pieces(tuple(words.suffixes)).finditer(text):
        sort = piece.lastgroup
        if sort == "word":
            written = piece.group()
            known = lookup.get(written)
            if known is None and not written.isalpha():
                known = lookup.get(written.translate(_APOSTROPHES))
            if known is None:
                signs.append(other)
                tokens.append(Token("other", 0, piece.start(), piece.end()))
            else:
                signs.append(known.sign)
                tokens.append(Token(words.classes[known.sign], known.value, piece.start(), piece.end()))
        elif sort == "sign":
            add(_STOPS.get(piece.group(), "other"), 0, piece.start(), piece.end())
        elif sort == "date":
            day = _figures(piece.group())
            add("date" if day else "other", 0, piece.start(), piece.end(), day)
        elif sort == "clock":
            add("clock", 0, piece.start(), piece.end())
        else:
            _add_number(piece, words, add)
    return "".join(signs), tokens


def _add_number(piece: re.Match[str], words: TimeWords, add: Callable[[str, int, int, int], None]) -> None:
    figures, suffix = piece["number"], piece["suffix"]
    start, end = piece.span()
    said = "" if suffix is None else words.suffixes.get(suffix, "") or words.suffixes.get(suffix.lower(), "")
    if not figures.isascii() or not figures.isdigit():
        add("other", 0, start, end)
        return
    if len(figures) > 4:
        add("num", int(figures[:6]), start, end)
        return
    value = int(figures)
    if said == "decade" and figures.endswith("0"):
        add("decade", value, start, end)
        return
    kind = "day" if 1 <= value <= 31 and len(figures) <= 2 else "year" if 1700 <= value <= 2100 else "num"
    add(kind, value, start, end)
    if said in ("from", "until"):
        add(f"s_{said}", 0, end, end)


def _figures(written: str) -> date | None:
    """Read 30.06.2025, 30/06/25 or 2025-06-30; None where it is no day of the calendar."""
    try:
        if "-" in written:
            return date.fromisoformat(written)
        day, month, year = (int(part) for part in re.split(r"[./]", written))
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
