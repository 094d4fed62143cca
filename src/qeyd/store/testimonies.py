"""What was told to the keeper of a casebook: how, to whom, when. What it may be used for is a judgement about it."""

from dataclasses import dataclass
from datetime import datetime

from qeyd.errors import StoreError
from qeyd.store.database import Database


@dataclass(frozen=True, slots=True)
class TestimonyNote:
    """How a testimony came in."""

    __test__ = False  # no test, whatever its name begins with

    how: str  #: "phone call", "visit", "letter", "message", "other"
    recorded_by: str
    recorded_at: datetime
    received: str | None = None  #: the day it was told, where that is another
    note: str | None = None


def put_testimony(db: Database, report_id: str, told: TestimonyNote) -> None:
    """Note how a report that is a testimony came in. Raises StoreError where there is no such report."""
    row = db.execute("SELECT number FROM reports WHERE id = ?", (report_id,)).fetchone()
    if row is None:
        raise StoreError(f'There is no report {report_id} in this casebook. Look the id up with "qeyd show".')
    db.execute(
        "INSERT INTO testimonies VALUES (?, ?, ?, ?, ?, ?)",
        (row[0], told.how, told.recorded_by, told.recorded_at.isoformat(), told.received, told.note),
    )


def get_testimony(db: Database, report_id: str) -> TestimonyNote | None:
    """How a testimony came in; None: it is an article, or not there."""
    row = db.execute(
        "SELECT how, recorded_by, recorded_at, received, note FROM testimonies "
        "JOIN reports ON reports.number = report WHERE id = ?",
        (report_id,),
    ).fetchone()
    return TestimonyNote(row[0], row[1], datetime.fromisoformat(row[2]), row[3], row[4]) if row else None


def testimony_ids(db: Database) -> tuple[str, ...]:
    """The ids of all reports that are testimonies, in the order they came in."""
    rows = db.execute("SELECT id FROM reports WHERE sort = 'testimony' ORDER BY number")
    return tuple(row[0] for row in rows)
