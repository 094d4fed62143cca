"""Which account a judgement is about, however often its report is read again.

An account's number in a reading changes when a newer reader finds more or fewer. A judgement therefore also keeps an
*anchor*: act and place of the words that tell it, or the judgement that added it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qeyd.model import Account


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an account is known by."""

    act: str = ""
    start: int = 0  #: of the words that tell the act, characters of the report's text
    end: int = 0
    nth: int = 0  #: which of several accounts of this act told by these words, from 0
    added: str = ""  #: for an account that a person added: the id of the judgement

    def to_json(self) -> dict[str, Any]:
        """As it stands in a judgement's value."""
        if self.added:
            return {"added": self.added}
        return {"act": self.act, "start": self.start, "end": self.end, "nth": self.nth}

    @classmethod
    def from_json(cls, line: Any) -> "Anchor | None":
        """From a judgement's value; None when there is none."""
        if not isinstance(line, Mapping):
            return None
        if line.get("added"):
            return cls(added=str(line["added"]))
        try:
            return cls(str(line["act"]), int(line["start"]), int(line["end"]), int(line.get("nth", 0)))
        except (KeyError, TypeError, ValueError):
            return None


def anchors_of(accounts: Sequence[Account]) -> tuple[Anchor, ...]:
    """The anchor of each account that the machine read in a report."""
    met: dict[tuple[str, int, int], int] = {}
    out = []
    for account in accounts:
        key = (account.act, account.quote.start, account.quote.end)
        nth = met.get(key, 0)
        met[key] = nth + 1
        out.append(Anchor(*key, nth))
    return tuple(out)


def find(anchor: Anchor, known: Sequence[Anchor]) -> int | None:
    """The number of the account that an anchor means; None: it is not among them.

    The same act told by the very words, else by the words that overlap them most.
    """
    for number, one in enumerate(known):
        if one == anchor:
            return number
    if anchor.added:
        return None
    best, most = None, 0
    for number, one in enumerate(known):
        shared = min(one.end, anchor.end) - max(one.start, anchor.start)
        if not one.added and one.act == anchor.act and shared > most:
            best, most = number, shared
    return best
