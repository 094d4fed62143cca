"""What the linker keeps between two runs, and which reports it has to look at.

The state lies as the linker makes it, under the name of its part and a key; the store does not look into it. It fits
the incidents that were kept along with it (``mark``); where others were kept since, it is of no use. When something is
forgotten, it is noted in the same step that the state may still hold it: a linker takes it out at once, and where none
does, the whole state goes the next time the casebook is opened for writing.
"""

import contextlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from qeyd.store import desk
from qeyd.store.database import Database, transaction

_MARK = "link state fits"  #: the mark of the incidents that the state belongs to
_FORGOTTEN = "link state may hold forgotten"


class LinkShelf:
    """The linker's shelf in a casebook. Got from ``Casebook.links``; same promises as a Casebook."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Database]],
        writing: Callable[[], AbstractContextManager[Database]],
    ) -> None:
        self._reading, self._writing = reading, writing

    def get(self, part: str, key: bytes) -> bytes | None:
        """What lies there; None: nothing."""
        with self._reading() as db:
            row = db.execute(
                "SELECT value FROM link_state WHERE part = ? AND key = ?", (part, key)
            ).fetchone()
        return bytes(row[0]) if row else None

    def rows(self, part: str) -> list[tuple[bytes, bytes]]:
        """All that lies in a part, in the order of the keys."""
        with self._reading() as db:
            return db.execute(
                "SELECT key, value FROM link_state WHERE part = ? ORDER BY key", (part,)
            ).fetchall()

    def put(self, part: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Lay rows down, in place of those with the same keys."""
        with self._writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO link_state VALUES (?, ?, ?)",
                ((part, key, value) for key, value in rows),
            )

    def drop(self, part: str, keys: Iterable[bytes]) -> None:
        """Take rows away."""
        with self._writing() as db:
            db.executemany("DELETE FROM link_state WHERE part = ? AND key = ?", ((part, key) for key in keys))

    def clear(self) -> None:
        """Take everything away."""
        with self._writing() as db:
            clear(db)

    def belongs(self) -> None:
        """Note that the state fits the incidents as they are kept now, and holds nothing that was forgotten."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK, desk.mark_of(db, desk.LINKS)))
            db.execute("DELETE FROM meta WHERE key = ?", (_FORGOTTEN,))

    def mark(self) -> bytes:
        """The mark of the incidents that the state fits; empty: there is none."""
        with self._reading() as db:
            return desk.mark_of(db, _MARK)

    # --- what is to be linked anew -----------------------------------------------------------------------------

    def wanted(self) -> tuple[int, tuple[str, ...]]:
        """The reports whose readings came, changed or went since they were last linked, and the number of the last."""
        with self._reading() as db:
            rows = db.execute("SELECT number, report FROM link_wanted ORDER BY number").fetchall()
        return (rows[-1][0] if rows else 0), tuple(row[1] for row in rows)

    def linked(self, up_to: int) -> None:
        """Note that these have been linked; what changed meanwhile has a larger number."""
        with self._writing() as db:
            db.execute("DELETE FROM link_wanted WHERE number <= ?", (up_to,))

    def lost(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The incidents and affairs that are gone with something forgotten though accounts of theirs are left."""
        with self._reading() as db:
            incidents = db.execute(
                "SELECT DISTINCT incident FROM incident_accounts WHERE incident NOT IN (SELECT id FROM incidents)"
            ).fetchall()
            affairs = db.execute(
                "SELECT DISTINCT affair FROM incidents WHERE affair NOT IN (SELECT id FROM affairs)"
            ).fetchall()
        return tuple(row[0] for row in incidents), tuple(row[0] for row in affairs)


def is_kept(db: Database) -> bool:
    """Whether there is a state."""
    return bool(desk.mark_of(db, _MARK))


def let_go(db: Database, report_id: str) -> None:
    """Forget that a report had to be linked anew. To be called within a transaction."""
    db.execute("DELETE FROM link_wanted WHERE report = ?", (report_id,))


def clear(db: Database) -> None:
    """Take the state away. To be called within a transaction."""
    db.execute("DELETE FROM link_state")
    db.execute("DELETE FROM link_wanted WHERE report NOT IN (SELECT id FROM reports)")
    db.execute("DELETE FROM meta WHERE key IN (?, ?)", (_MARK, _FORGOTTEN))


def want(db: Database, report_id: str) -> None:
    """Note that a report has to be linked anew. To be called within a transaction."""
    db.execute("INSERT OR REPLACE INTO link_wanted (report) VALUES (?)", (report_id,))


def doubt(db: Database) -> None:
    """Note that the state may hold what was just forgotten. To be called within a transaction."""
    if is_kept(db):
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, x'01')", (_FORGOTTEN,))


def clear_if_in_doubt(db: Database) -> None:
    """Take a state away that may hold something forgotten, because no linker took it out.

    Not now when another program is in the way: it may be the one that does.
    """
    import apsw

    if desk.mark_of(db, _FORGOTTEN):
        with contextlib.suppress(apsw.BusyError, apsw.LockedError), transaction(db):
            clear(db)
