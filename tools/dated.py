"""Our own invented items in which every act's time is marked, for learning which time of a page is an act's.

`tools/time_pages/en.txt` says what the marks mean.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qeyd.acts import load_acts
from qeyd.model import Period

FOLDER = Path(__file__).with_name("time_pages")
_MARK = re.compile(r"\s*\{([^}]*)\}")


@dataclass(frozen=True)
class Dated:
    """An act that an item tells in these characters, and the time it gives it, if any."""

    act: str
    start: int
    end: int
    period: Period | None


@dataclass(frozen=True)
class Item:
    """One item: its text without marks, and what they say."""

    name: str
    affair: str
    language: str
    published: str
    text: str
    acts: tuple[Dated, ...]


def items() -> Iterator[Item]:
    """All items. One affair told in several languages has one name, and so one fold."""
    for file in sorted(FOLDER.glob("*.txt")):
        for number, block in enumerate(file.read_text(encoding="utf-8").split("\n== ")[1:]):
            head, _, written = block.partition("\n")
            language, affair, published = head.split()
            text, acts = _unmarked(written.strip())
            yield Item(f"{file.stem} {number}", f"time {affair}", language, published, text, acts)


def _unmarked(written: str) -> tuple[str, tuple[Dated, ...]]:
    parts: list[str] = []
    acts: list[Dated] = []
    at = length = 0
    for met in _MARK.finditer(written):
        sentence = written[at : met.start()]
        parts.append(sentence)
        start, length = length, length + len(sentence)
        at = met.end()
        for told in met[1].split(","):
            act, when = told.split()
            assert act in load_acts(), act
            if when != "again":
                acts.append(Dated(act, start, length, None if when == "-" else Period.parse(when)))
    return "".join([*parts, written[at:]]), tuple(acts)
