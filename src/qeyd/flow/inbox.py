"""The queue: what waits for a person, the likeliest first, found without opening a reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qeyd.flow.effective import Effective, Standing, State, effective_reading
from qeyd.flow.review import pair_standing
from qeyd.model import About, AccountRef, Incident
from qeyd.store import Casebook, DeskTotals, InboxRow, Show

__all__ = [
    "DeskTotals",
    "Inbox",
    "InboxRow",
    "PairToJudge",
    "Show",
    "inbox",
    "next_account",
    "next_report",
    "refresh_desk",
    "same_pairs",
]


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of the queue."""

    rows: tuple[InboxRow, ...]
    found: int  #: how many there are of this sort
    totals: DeskTotals


@dataclass(frozen=True, slots=True)
class PairToJudge:
    """Two incidents that are possibly the same, and what people said of it so far."""

    one: Incident
    other: Incident
    standing: Standing


def inbox(casebook: Casebook, *, show: Show = Show.TO_REVIEW, offset: int = 0, limit: int = 50) -> Inbox:
    """Reports by how likely they hold an account, as the reader says; one page of them."""
    refresh_desk(casebook)
    desk = casebook.desk
    return Inbox(desk.rows(show, offset=offset, limit=limit), desk.count(show), desk.totals())


def refresh_desk(casebook: Casebook) -> int:
    """Work out anew how far the review of those reports is that were judged or read since; how many comes back.

    In a casebook opened for reading alone nothing is done, and the last state is shown.
    """
    stale = casebook.desk.stale() if casebook.desk.writable else ()
    rows = {}
    for id in stale:
        found = effective_reading(casebook, id)
        if isinstance(found, Effective):
            rows[id] = _row(found)
    if rows:
        casebook.desk.refresh(rows)
    return len(rows)


def _row(found: Effective) -> dict[str, Any]:
    shown = [one for one in found.states if one.shown]
    return {
        "open": sum(one.standing.state is State.OPEN and one.added_by is None for one in shown),
        "disputed": sum(one.is_disputed for one in shown) + (found.report.state is State.DISPUTED),
        "unsure": sum(one.standing.state is State.UNSURE for one in shown),
        "added": sum(
            one.added_by is not None and number not in found.out for number, one in enumerate(found.states)
        ),
        "seen": found.report.state is State.YES,
    }


def next_account(casebook: Casebook, *, after: AccountRef | None = None) -> AccountRef | None:
    """The next account without an answer: in the same report first, then in the likeliest; None: none is left."""
    refresh_desk(casebook)
    if after is not None:
        later = [one for one in _open_in(casebook, after.report_id) if one > after]
        if later:
            return later[0]
    rows = casebook.desk.rows(Show.TO_REVIEW, offset=0, limit=20)
    for row in sorted(rows, key=lambda row: after is not None and row.report_id == after.report_id):
        found = list(_open_in(casebook, row.report_id))
        if found:
            return found[0]
    return None


def next_report(casebook: Casebook, *, after: str) -> AccountRef | None:
    """The first account without an answer in the report behind this one, in the order of the inbox.

    Behind the last one comes the first. None: no other report waits.
    """
    refresh_desk(casebook)
    behind = casebook.desk.report_behind(after)
    ids = [behind] if behind else []
    ids += [row.report_id for row in casebook.desk.rows(Show.TO_REVIEW, offset=0, limit=2)]
    for id in ids:
        found = list(_open_in(casebook, id)) if id != after else []
        if found:
            return found[0]
    return None


def _open_in(casebook: Casebook, report_id: str) -> Iterable[AccountRef]:
    found = effective_reading(casebook, report_id)
    if isinstance(found, Effective):
        for number, one in enumerate(found.states):
            if one.shown and one.standing.state is State.OPEN and one.added_by is None:
                yield AccountRef(report_id, number)


def same_pairs(casebook: Casebook, *, offset: int = 0, limit: int = 50) -> tuple[PairToJudge, ...]:
    """Incidents that are possibly the same, those that nobody judged first."""
    seen: set[frozenset[str]] = set()
    pairs: list[tuple[str, str]] = []
    for id in casebook.desk.possible_pairs():
        one = casebook.incident(id)
        for other in one.possibly_same_as if one else ():
            both = frozenset((id, other))
            if both not in seen and len(both) == 2:
                seen.add(both)
                pairs.append((id, other))
        if len(pairs) >= offset + 4 * limit:
            break
    out = []
    for id, other_id in pairs:
        this, that = casebook.incident(id), casebook.incident(other_id)
        if this and that:
            a, b = sorted((this.accounts[0], that.accounts[0]))
            subjects = (a.report_id, str(a.index), b.report_id, str(b.index))
            out.append(PairToJudge(this, that, pair_standing(casebook, About.SAME, subjects)))
    out.sort(key=lambda pair: pair.standing.state is not State.OPEN)
    return tuple(out[offset : offset + limit])
