"""The part of a casebook that the desk uses: look-ups by report, how far the review is, pairs, accounts, lessons."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from qeyd.model import Judgement
from qeyd.store import coders, desk, judgements, pairs, testimonies
from qeyd.store.coders import KeptSession, Login
from qeyd.store.database import Database
from qeyd.store.desk import DeskTotals, InboxRow, Show
from qeyd.store.pairs import Assignment
from qeyd.store.testimonies import TestimonyNote


class DeskBook:
    """What the desk reads from a casebook and keeps in it. Got from ``Casebook.desk``; same promises as a Casebook."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Database]],
        writing: Callable[[], AbstractContextManager[Database]],
        *,
        writable: bool,
    ) -> None:
        self._reading, self._writing = reading, writing
        self.writable = writable  #: whether anything can be kept in it as it was opened

    # --- judgements ----------------------------------------------------------------------------------------------

    def judgements_about(self, things: Iterable[str]) -> tuple[Judgement, ...]:
        """The judgements about these reports, incidents, lessons or judgements, and those that take one back."""
        with self._reading() as db:
            return judgements.judgements_about(db, things)

    def judgement(self, id: str) -> Judgement | None:
        """The judgement with this id; None: there is none, or its words were forgotten."""
        with self._reading() as db:
            return judgements.get_judgement(db, id)

    def judgements_after(self, number: int) -> tuple[int, tuple[Judgement, ...]]:
        """The number of the last judgement, and all that came after the one with this number."""
        with self._reading() as db:
            return judgements.judgements_after(db, number)

    def last_judgements(
        self, *, limit: int, offset: int = 0, coder: str | None = None
    ) -> tuple[Judgement, ...]:
        """The last judgements, newest first."""
        with self._reading() as db:
            return judgements.last_judgements(db, limit=limit, offset=offset, coder=coder)

    # --- how far the review is -------------------------------------------------------------------------------------

    def stale(self) -> tuple[str, ...]:
        """The reports of which it has to be worked out anew how far their review is."""
        with self._reading() as db:
            return desk.stale(db)

    def refresh(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep how far the review of reports is: open, disputed, unsure, added, seen."""
        with self._writing() as db:
            for id, row in rows.items():
                desk.refresh_row(db, id, **row)

    def rows(self, show: Show, *, offset: int, limit: int) -> tuple[InboxRow, ...]:
        """Readings by likely relevance."""
        with self._reading() as db:
            return desk.list_rows(db, show, offset=offset, limit=limit)

    def report_behind(self, report_id: str) -> str | None:
        """The report that waits for review next behind this one, in the order of the list."""
        with self._reading() as db:
            return desk.report_behind(db, report_id)

    def count(self, show: Show) -> int:
        """How many readings there are of a sort."""
        with self._reading() as db:
            return desk.count_rows(db, show)

    def totals(self) -> DeskTotals:
        """How far the review of all is."""
        with self._reading() as db:
            return desk.totals(db)

    def possible_pairs(self) -> tuple[str, ...]:
        """The ids of all incidents that are possibly the same as another, as last linked."""
        with self._reading() as db:
            return tuple(row[0] for row in db.execute("SELECT id FROM incidents WHERE doubted = 1"))

    def incidents_mark(self) -> bytes:
        """The mark of the last change of incidents, whoever made it."""
        with self._reading() as db:
            return desk.mark_of(db, desk.LINKS)

    # --- testimony ---------------------------------------------------------------------------------------------------

    def put_testimony(self, report_id: str, told: TestimonyNote) -> None:
        """Note how a testimony came in."""
        with self._writing() as db:
            testimonies.put_testimony(db, report_id, told)

    def testimony(self, report_id: str) -> TestimonyNote | None:
        """How a testimony came in; None: no testimony."""
        with self._reading() as db:
            return testimonies.get_testimony(db, report_id)

    def testimony_ids(self) -> tuple[str, ...]:
        """The ids of all testimonies."""
        with self._reading() as db:
            return testimonies.testimony_ids(db)

    # --- pairs -------------------------------------------------------------------------------------------------------

    def put_pair(self, assignment: Assignment) -> None:
        """Keep a new assignment; what its coders answer from here on is held."""
        with self._writing() as db:
            pairs.put_pair(db, assignment)
            desk.make_stale(db, [assignment.report_id])

    def finish_pair(self, id: str, coder: str, at: datetime) -> Assignment | None:
        """Note that a coder has answered all; the assignment as it is then comes back."""
        with self._writing() as db:
            pairs.finish_pair(db, id, coder, at)
            found = pairs.get_pair(db, id)
            if found:
                desk.make_stale(db, [found.report_id])
            return found

    def pair(self, id: str) -> Assignment | None:
        """The assignment with this id."""
        with self._reading() as db:
            return pairs.get_pair(db, id)

    def pairs(
        self, *, report_id: str | None = None, coder: str | None = None, open_only: bool = False
    ) -> tuple[Assignment, ...]:
        """Assignments, oldest first."""
        with self._reading() as db:
            return pairs.list_pairs(db, report_id=report_id, coder=coder, open_only=open_only)

    # --- accounts ----------------------------------------------------------------------------------------------------

    def login(self, coder: str) -> Login | None:
        """The account of a coder."""
        with self._reading() as db:
            return coders.get_login(db, coder)

    def logins(self) -> tuple[Login, ...]:
        """All accounts."""
        with self._reading() as db:
            return coders.logins(db)

    def put_login(self, login: Login, *, end_sessions: bool = False) -> None:
        """Keep an account; with ``end_sessions`` whoever is logged in with it is logged out."""
        with self._writing() as db:
            coders.put_login(db, login)
            if end_sessions:
                coders.end_sessions(db, login.coder)

    def put_session(self, session: KeptSession, *, now: datetime) -> None:
        """Keep a session; those whose time is over go."""
        with self._writing() as db:
            coders.end_old_sessions(db, now)
            coders.put_session(db, session)

    def session(self, digest: str) -> KeptSession | None:
        """The session of the token with this digest."""
        with self._reading() as db:
            return coders.get_session(db, digest)

    def touch_session(self, digest: str, now: datetime) -> None:
        """Note that a session was used."""
        with self._writing() as db:
            coders.touch_session(db, digest, now)

    def end_session(self, digest: str) -> None:
        """End a session."""
        with self._writing() as db:
            coders.end_session(db, digest)

    # --- lessons -----------------------------------------------------------------------------------------------------

    def put_lesson(self, id: str, body: str, *, at: datetime) -> None:
        """Keep what judgements would teach; the same once more changes nothing."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO lessons VALUES (?, ?, ?)", (id, at.isoformat(), body))

    def lessons(self) -> tuple[tuple[str, datetime, str], ...]:
        """All lessons kept: id, when it was worked out, and its body, oldest first."""
        with self._reading() as db:
            rows = db.execute("SELECT id, at, body FROM lessons ORDER BY at, id").fetchall()
        return tuple((id, datetime.fromisoformat(at), body) for id, at, body in rows)

    def remove_lessons(self, ids: Iterable[str]) -> None:
        """Take away lessons that nobody decided on."""
        with self._writing() as db:
            db.executemany("DELETE FROM lessons WHERE id = ?", ((id,) for id in ids))
