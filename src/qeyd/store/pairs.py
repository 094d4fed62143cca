"""Pairs of coders who answer for one report without seeing each other, as they are kept."""

from dataclasses import dataclass
from datetime import datetime

from qeyd.store.database import Database


@dataclass(frozen=True, slots=True)
class Assignment:
    """One report given to two coders. What they answer is held until both have finished."""

    id: str
    report_id: str
    coders: tuple[str, str]
    assigned_by: str
    at: datetime
    since: str  #: id of the last judgement before it; empty: there was none
    finished: tuple[str, ...] = ()  #: which of the coders have answered all

    @property
    def is_open(self) -> bool:
        """Whether one of the two has still to answer."""
        return len(self.finished) < len(self.coders)


_QUERY = (
    "SELECT pairs.id, report, one, other, assigned_by, pairs.at, coalesce(judgements.id, ''), one_done, other_done "
    "FROM pairs LEFT JOIN judgements ON judgements.number = since"
)


def _assignment(row: tuple[str, ...]) -> Assignment:
    finished = tuple(coder for coder, done in ((row[2], row[7]), (row[3], row[8])) if done)
    return Assignment(
        row[0], row[1], (row[2], row[3]), row[4], datetime.fromisoformat(row[5]), row[6], finished
    )


def put_pair(db: Database, assignment: Assignment) -> None:
    """Keep a new assignment."""
    db.execute(
        "INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?, coalesce((SELECT max(number) FROM judgements), 0), NULL, NULL)",
        (
            assignment.id,
            assignment.report_id,
            *assignment.coders,
            assignment.assigned_by,
            assignment.at.isoformat(),
        ),
    )


def finish_pair(db: Database, id: str, coder: str, at: datetime) -> None:
    """Note that one of the two has answered all."""
    for column in ("one", "other"):
        db.execute(
            f"UPDATE pairs SET {column}_done = ? WHERE id = ? AND {column} = ? AND {column}_done IS NULL",  # noqa: S608
            (at.isoformat(), id, coder),
        )


def get_pair(db: Database, id: str) -> Assignment | None:
    """The assignment with this id."""
    row = db.execute(f"{_QUERY} WHERE pairs.id = ?", (id,)).fetchone()
    return _assignment(row) if row else None


def list_pairs(
    db: Database, *, report_id: str | None = None, coder: str | None = None, open_only: bool = False
) -> tuple[Assignment, ...]:
    """Assignments, oldest first: of a report, of a coder, those still open, or all."""
    rows = db.execute(
        f"{_QUERY} WHERE (:report IS NULL OR report = :report) AND (:coder IS NULL OR :coder IN (one, other)) "
        "AND (NOT :open OR one_done IS NULL OR other_done IS NULL) ORDER BY pairs.at, pairs.id",
        {"report": report_id, "coder": coder, "open": int(open_only)},
    ).fetchall()
    return tuple(_assignment(row) for row in rows)
