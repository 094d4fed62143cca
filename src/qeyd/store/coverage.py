"""The coverage log: which outlet was looked at when and how much came; which files were taken in whole."""

import hashlib
import itertools
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from qeyd.model import Period
from qeyd.model.coverage import Coverage, Gap, Seen
from qeyd.store.database import Database

#: Days without a story after which a silence of a collected outlet is a gap.
SILENCE = 7
NO_STORY = "no story came"  #: why a silence is a gap; logged gaps have their own reasons


def file_digest(db: Database, data: bytes) -> str:
    """The salted digest under which a file is known to be taken in."""
    salt = db.execute("SELECT value FROM meta WHERE key = 'salt'").fetchone()[0]
    return hashlib.blake2b(data, key=salt, digest_size=32).hexdigest()


def pages_taken(db: Database, digest: str) -> int | None:
    """How many pages a file gave that was taken in whole; None: it was not."""
    row = db.execute("SELECT pages FROM imported WHERE digest = ?", (digest,)).fetchone()
    return int(row[0]) if row else None


def mark_taken(db: Database, digest: str, pages: int, at: datetime) -> None:
    """Remember how many pages a file gave; 0: forget it again."""
    if pages == 0:
        db.execute("DELETE FROM imported WHERE digest = ?", (digest,))
        return
    db.execute("INSERT OR REPLACE INTO imported VALUES (?, ?, ?)", (digest, at.isoformat(), pages))


def log_looked(db: Database, came: Mapping[str, tuple[int, int]], at: datetime) -> None:
    """Log that outlets were looked at: for each how many stories came, and how many of them were new.

    What is logged of an outlet at the same moment again, as an import does batch by batch, is one look: it is added up.
    """
    for outlet, (stories, new) in sorted(came.items()):
        row = db.execute(
            "SELECT number FROM looked WHERE outlet = ? AND at = ? AND why IS NULL", (outlet, at.isoformat())
        ).fetchone()
        if row:
            db.execute(
                "UPDATE looked SET stories = stories + ?, new = new + ? WHERE number = ?",
                (stories, new, row[0]),
            )
        else:
            db.execute(
                "INSERT INTO looked (outlet, at, stories, new) VALUES (?, ?, ?, ?)",
                (outlet, at.isoformat(), stories, new),
            )


def log_gap(db: Database, gap: Gap, at: datetime) -> None:
    """Log that an outlet was not collected in a period, and why."""
    db.execute(
        "INSERT INTO looked (outlet, at, stories, new, start, end, why) VALUES (?, ?, 0, 0, ?, ?, ?)",
        (gap.outlet, at.isoformat(), gap.period.start.isoformat(), gap.period.end.isoformat(), gap.why),
    )


def coverage_of(db: Database) -> Coverage:
    """All stories by outlet and day, relevant or not, and the gaps: those logged, and silences within an outlet.

    A story without a full day counts in no day. An outlet's days run from its first story to its last.
    """
    rows = db.execute(
        "SELECT outlet, published, count(*) FROM reports WHERE outlet IS NOT NULL AND length(published) = 10 "
        "GROUP BY outlet, published ORDER BY outlet, published"
    ).fetchall()
    seen = tuple(Seen(outlet, date.fromisoformat(day), number) for outlet, day, number in rows)
    gaps = [
        Gap(outlet, Period.parse(f"{start}/{end}" if start != end else start), why)
        for outlet, start, end, why in db.execute(
            "SELECT outlet, start, end, why FROM looked WHERE why IS NOT NULL ORDER BY number"
        )
    ]
    for before, after in itertools.pairwise(seen):
        if before.outlet == after.outlet and (after.day - before.day).days > SILENCE:
            first, last = before.day + timedelta(days=1), after.day - timedelta(days=1)
            gaps.append(Gap(before.outlet, Period.between(first, last), NO_STORY))
    return Coverage(seen, tuple(gaps))


def looks(db: Database) -> tuple[tuple[str, datetime, int, int], ...]:
    """The log: outlet, when it was looked at, how many stories came, how many were new."""
    rows = db.execute("SELECT outlet, at, stories, new FROM looked WHERE why IS NULL ORDER BY number")
    return tuple((outlet, datetime.fromisoformat(at), stories, new) for outlet, at, stories, new in rows)
