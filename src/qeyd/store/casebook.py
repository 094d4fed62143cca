"""The casebook: one folder that keeps reports, what was read in them, incidents, and what people decided."""

import contextlib
import dataclasses
import os
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar

from qeyd.errors import NoRoom, StoreError, WrongPassphrase
from qeyd.model import About, AccountRef, Affair, Incident, Judgement, Reading, Report, Unread, Verdict
from qeyd.model.coverage import Coverage, Gap
from qeyd.store import (
    check,
    coverage,
    facets,
    forget,
    incidents,
    judgements,
    links,
    readings,
    releases,
    reports,
)
from qeyd.store.connect import FILE, SALT_BYTES, connect, derive_key, salt_of, speaking_of
from qeyd.store.database import Database, transaction
from qeyd.store.deskbook import DeskBook
from qeyd.store.facets import Filter
from qeyd.store.links import LinkShelf
from qeyd.store.reports import Added, Arrival, Capture
from qeyd.store.schema import bring_up_to_date
from qeyd.store.wordbook import WordBook

T = TypeVar("T")

WAIT = 5.0  #: seconds to wait for another writer before giving up


@dataclasses.dataclass(frozen=True, slots=True)
class Totals:
    """How much a casebook holds."""

    reports: int
    read: int  #: reports with a reading
    unread: int  #: of these: opened, and could not be read
    accounts: int
    incidents: int
    affairs: int
    judgements: int


def create_casebook(folder: Path, *, passphrase: str | None, now: datetime) -> "Casebook":
    """Make a casebook in a folder that is empty or not there yet, and open it.

    ``passphrase`` None makes a plain casebook, which anybody can read: for examples and tests. Raises StoreError
    when the folder already holds something, NoRoom when it cannot be written.
    """
    with speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise StoreError(f"{folder}: this folder is not empty. Name a new folder for the casebook.")
        if not os.access(folder, os.W_OK):
            raise NoRoom(f"{folder}: this folder cannot be written. Change its permissions, or name another.")
    if passphrase is not None and not passphrase:
        raise WrongPassphrase(
            f"{folder}: the passphrase is empty. Give one, or make a plain casebook with --plain."
        )
    salt = os.urandom(SALT_BYTES) if passphrase is not None else None
    key = derive_key(passphrase, salt) if passphrase is not None and salt is not None else None
    # Made under another name and renamed: a casebook is there whole or not at all.
    unfinished = folder / f"{FILE}.new"
    try:
        db = connect(unfinished, key=key, salt=salt, wait=WAIT, writable=True, create=True)
        with speaking_of(folder):
            bring_up_to_date(db, folder, writable=True)
            with transaction(db):
                forget.make_salt(db)
                db.execute("INSERT INTO meta VALUES ('created', ?)", (now.isoformat().encode(),))
            db.close()
            unfinished.replace(folder / FILE)
    except BaseException:
        for part in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{unfinished}{part}").unlink(missing_ok=True)
        raise
    return _open(folder, key=key, salt=salt, wait=WAIT, writable=True)


def open_casebook(
    folder: Path, *, passphrase: str | None = None, wait: float = WAIT, writable: bool = True
) -> "Casebook":
    """Open the casebook in a folder.

    ``wait`` is how many seconds each write waits for another writer; reading never waits. Raises NoCasebook,
    WrongPassphrase (also where a passphrase is needed and none was given), UnknownVersion, NoRoom, CasebookBusy.
    """
    salt = salt_of(folder / FILE)
    if salt is None:
        return _open(folder, key=None, salt=None, wait=wait, writable=writable)
    if not passphrase:
        raise WrongPassphrase(f"{folder}: this casebook is locked. Give its passphrase.")
    return _open(folder, key=derive_key(passphrase, salt), salt=salt, wait=wait, writable=writable)


def is_locked(folder: Path) -> bool:
    """Whether the casebook in this folder needs a passphrase. Raises NoCasebook."""
    return salt_of(folder / FILE) is not None


def _open(folder: Path, *, key: bytes | None, salt: bytes | None, wait: float, writable: bool) -> "Casebook":
    db = connect(folder / FILE, key=key, salt=salt, wait=wait, writable=writable)
    try:
        with speaking_of(folder):
            bring_up_to_date(db, folder, writable=writable)
            if writable:
                links.clear_if_in_doubt(db)
                forget.finish_if_needed(db)
                incidents.fill_facets_if_needed(db)
    except BaseException:
        db.close()
        raise
    return Casebook(folder, db, key=key, salt=salt, wait=wait, writable=writable)


class Casebook:
    """An open casebook. Use it in a ``with``, from one thread; ``again`` opens it for another.

    Each method that writes does so whole or not at all: what it returned from will survive a power cut. Methods
    raise the StoreErrors of ``qeyd.errors``.
    """

    def __init__(
        self,
        folder: Path,
        db: Database,
        *,
        key: bytes | None,
        salt: bytes | None,
        wait: float,
        writable: bool,
    ) -> None:
        self.folder = folder
        self._db = db
        self._key, self._salt = key, salt
        self._wait, self._writable = wait, writable

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: types.TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it; the write-ahead log is folded into the one file when no other program has it open."""
        self._db.close()

    def again(self, *, writable: bool | None = None) -> "Casebook":
        """The same casebook once more, for another thread, without asking for the passphrase."""
        wanted = self._writable if writable is None else writable
        return _open(self.folder, key=self._key, salt=self._salt, wait=self._wait, writable=wanted)

    @property
    def is_plain(self) -> bool:
        """Whether it lies on the disk in the clear."""
        return self._key is None

    @property
    def desk(self) -> DeskBook:
        """The part of it that the desk uses."""
        return DeskBook(self._reading, self._writing, writable=self._writable)

    @property
    def links(self) -> LinkShelf:
        """What the linker keeps in it between two runs."""
        return LinkShelf(self._reading, self._writing)

    @property
    def words(self) -> WordBook:
        """The list of its reports, and the index of their words."""
        return WordBook(self._reading, self._writing, writable=self._writable)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Database]:
        with speaking_of(self.folder), transaction(self._db):
            yield self._db

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Database]:
        with speaking_of(self.folder):
            yield self._db

    def in_one(self) -> AbstractContextManager[object]:
        """A block in which everything is read from one state, and written whole or not at all."""
        return self._writing()

    # --- reports -----------------------------------------------------------------------------------------------

    def add(self, arrivals: Iterable[Arrival], *, now: datetime | None = None) -> tuple[Added, ...]:
        """Keep reports and their bytes, all of them or, on an error, none; what became of each comes back."""
        when = now or datetime.now(UTC)
        with self._writing() as db:
            watch = forget.Watch.of(db)
            return tuple(watch.take_in(db, arrival, now=when) for arrival in arrivals)

    def report(self, id: str) -> Report | None:
        """The report with this id."""
        with self._reading() as db:
            return reports.get_report(db, id)

    def reports(self) -> Iterator[Report]:
        """Every report, in the order they came in."""
        return self._guarded(reports.iterate_reports(self._db))

    def reports_not_read_by(self, reader: str) -> Iterator[Report]:
        """The reports that this version of the reader has not read yet."""
        return self._guarded(reports.iterate_reports(self._db, not_read_by=reader))

    def count_not_read_by(self, reader: str) -> int:
        """How many reports this version of the reader has not read yet."""
        query = "SELECT (SELECT count(*) FROM reports) - (SELECT count(*) FROM readings WHERE read_by = ?)"
        with self._reading() as db:
            return int(db.execute(query, (reader,)).fetchone()[0])

    def archived(self, id: str) -> tuple[str, bytes] | None:
        """The media type and bytes of a report; None: unknown, or a name was forgotten in it."""
        with self._reading() as db:
            return reports.get_archived(db, id)

    def capture(self, id: str) -> Capture | None:
        """How a report was taken; None: not known."""
        with self._reading() as db:
            return reports.get_capture(db, id)

    def pages_taken(self, data: bytes) -> int | None:
        """How many pages a file with these bytes gave when it was taken in whole; None: it was not."""
        with self._reading() as db:
            return coverage.pages_taken(db, coverage.file_digest(db, data))

    def mark_taken(self, files: Iterable[tuple[bytes, int]], *, now: datetime | None = None) -> None:
        """Remember files that were taken in whole: their bytes, and how many pages they gave."""
        with self._writing() as db:
            for data, pages in files:
                coverage.mark_taken(db, coverage.file_digest(db, data), pages, now or datetime.now(UTC))

    def log_looked(self, came: Mapping[str, tuple[int, int]], *, now: datetime | None = None) -> None:
        """Log that outlets were looked at: for each how many stories came, and how many of them were new."""
        with self._writing() as db:
            coverage.log_looked(db, came, now or datetime.now(UTC))

    def log_gap(self, gap: Gap, *, now: datetime | None = None) -> None:
        """Log that an outlet was not collected in a period, and why."""
        with self._writing() as db:
            coverage.log_gap(db, gap, now or datetime.now(UTC))

    def coverage(self) -> Coverage:
        """All stories by outlet and day, relevant or not, and the gaps."""
        with self._reading() as db:
            return coverage.coverage_of(db)

    def looks(self) -> tuple[tuple[str, datetime, int, int], ...]:
        """The coverage log: outlet, when it was looked at, how many stories came, how many were new."""
        with self._reading() as db:
            return coverage.looks(db)

    def versions(self, url: str) -> tuple[str, ...]:
        """The ids of all versions kept of an address, oldest first."""
        with self._reading() as db:
            return reports.versions_at(db, url)

    def find_reports(self, start_or_url: str) -> tuple[str, ...]:
        """The ids of the reports with this id, beginning of an id (eight characters or more), given id or address."""
        with self._reading() as db:
            return forget.find_reports(db, start_or_url)

    # --- readings ----------------------------------------------------------------------------------------------

    def keep_readings(self, new: Iterable[Reading | Unread], *, now: datetime | None = None) -> int:
        """Keep readings, each in place of an older one of its report; how many comes back."""
        when = (now or datetime.now(UTC)).isoformat()
        kept = 0
        with self._writing() as db:
            for reading in new:
                readings.put_reading(db, reading, read_at=when)
                kept += 1
        return kept

    def reading(self, id: str) -> Reading | Unread | None:
        """What was read in a report; None: nothing yet."""
        with self._reading() as db:
            return readings.get_reading(db, id)

    def readings(self) -> Iterator[Reading | Unread]:
        """Every reading, in the order their reports came in."""
        return self._guarded(readings.iterate_readings(self._db))

    def list_reports(self, which: str = "all", *, offset: int = 0, limit: int = 50) -> tuple[str, ...]:
        """The ids of reports of one of the sorts of ``qeyd.store.readings.SHOWN``, the latest published first."""
        with self._reading() as db:
            return readings.list_report_ids(db, which, offset=offset, limit=limit)

    def _guarded(self, rows: Iterator[T]) -> Iterator[T]:
        while True:
            with speaking_of(self.folder):
                try:
                    row = next(rows)
                except StopIteration:
                    return
            yield row

    # --- incidents ---------------------------------------------------------------------------------------------

    def keep_incidents(
        self,
        new: Sequence[Incident],
        affairs: Sequence[Affair],
        *,
        merged: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> None:
        """Put these in place of all incidents and affairs; ``merged``: ids that are gone, and what they live on in."""
        when = (now or datetime.now(UTC)).isoformat()
        with self._writing() as db:
            incidents.replace_incidents(db, new, affairs, merged=merged or {}, now=when)

    def change_incidents(
        self,
        new: Sequence[Incident],
        affairs: Sequence[Affair],
        *,
        gone: Sequence[str],
        gone_affairs: Sequence[str],
        merged: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> None:
        """Put these in place of those with the same ids, and take away those that are gone; all others stay."""
        when = (now or datetime.now(UTC)).isoformat()
        with self._writing() as db:
            incidents.change_incidents(
                db, new, affairs, gone=gone, gone_affairs=gone_affairs, merged=merged or {}, now=when
            )

    def remembered_ids(self) -> Mapping[frozenset[AccountRef], str]:
        """The accounts and id of each incident as last linked, the incidents known longest first."""
        with self._reading() as db:
            return incidents.remembered_ids(db)

    def incident(self, id: str) -> Incident | None:
        """The incident with this id, or the one it was merged into since."""
        with self._reading() as db:
            return incidents.get_incident(db, id)

    def find_incidents(self, start: str) -> tuple[str, ...]:
        """The ids of the incidents whose id begins so."""
        with self._reading() as db:
            return incidents.find_incidents(db, start)

    def incident_of(self, ref: AccountRef) -> str | None:
        """The id of the incident that an account is in."""
        with self._reading() as db:
            return incidents.incident_of(db, ref)

    def incidents(
        self, only: Filter | None = None, *, order: str = "time", offset: int = 0, limit: int | None = None
    ) -> tuple[Incident, ...]:
        """Incidents that pass the filter, the latest first or in another of ``qeyd.store.incidents.ORDERS``."""
        with self._reading() as db:
            return incidents.list_incidents(db, only or Filter(), order=order, offset=offset, limit=limit)

    def count_incidents(self, only: Filter | None = None) -> int:
        """How many incidents pass the filter."""
        with self._reading() as db:
            return facets.count_incidents(db, only or Filter())

    def count_by(self, field: str, only: Filter | None = None) -> dict[str | None, int]:
        """How many incidents there are for each value of a field of ``qeyd.store.facets``' COUNTED or SEVERAL."""
        with self._reading() as db:
            return facets.count_by(db, field, only or Filter())

    def count_times(self, only: Filter | None = None, *, by: str = "month") -> facets.Times:
        """Incidents that pass the filter by "month" or "week"."""
        with self._reading() as db:
            return facets.count_times(db, only or Filter(), by=by)

    def count_places(self, only: Filter | None = None) -> dict[tuple[str | None, str | None], int]:
        """Incidents that pass the filter by country and first-level region; None: not told."""
        with self._reading() as db:
            return facets.count_places(db, only or Filter())

    def told_countries(self) -> frozenset[str]:
        """The countries that any account is placed in, background among them."""
        with self._reading() as db:
            return facets.told_countries(db)

    def outlets_kept(self) -> tuple[str, ...]:
        """Every outlet that a report is of."""
        with self._reading() as db:
            return facets.outlets_kept(db)

    def open_incidents(self, *, offset: int = 0, limit: int = 100) -> tuple[tuple[str, Incident], ...]:
        """What was announced and whose outcome no report tells, the earliest first, each with its affair's id."""
        with self._reading() as db:
            return incidents.open_incidents(db, offset=offset, limit=limit)

    def count_open_incidents(self) -> int:
        """How many incidents are open."""
        with self._reading() as db:
            return incidents.count_open_incidents(db)

    def affairs(self, *, offset: int = 0, limit: int | None = None) -> tuple[Affair, ...]:
        """Affairs, in the linker's order."""
        with self._reading() as db:
            return incidents.list_affairs(db, offset=offset, limit=limit)

    def affairs_by_time(self, *, offset: int = 0, limit: int = 25) -> tuple[Affair, ...]:
        """Affairs of more than one incident: those with something open first, then the latest."""
        with self._reading() as db:
            return incidents.affairs_by_time(db, offset=offset, limit=limit)

    def count_affairs_of_several(self) -> int:
        """How many affairs have more than one incident."""
        with self._reading() as db:
            return incidents.count_affairs_of_several(db)

    def affair(self, id: str) -> Affair | None:
        """The affair with this id."""
        with self._reading() as db:
            return incidents.get_affair(db, id)

    # --- judgements --------------------------------------------------------------------------------------------

    def judge(
        self,
        *,
        about: About,
        subjects: tuple[str, ...],
        verdict: Verdict,
        coder: str,
        at: datetime,
        value: str | None = None,
        note: str | None = None,
    ) -> Judgement:
        """Append a judgement, signed with its coder's key and chained to the last."""
        with self._writing() as db:
            return judgements.append_judgement(
                db,
                about=about,
                subjects=subjects,
                verdict=verdict,
                coder=coder,
                at=at,
                value=value,
                note=note,
            )

    def sign(self, document: bytes, *, coder: str) -> tuple[bytes, bytes]:
        """The Ed25519 signature of a coder over a document, and the public key as PEM."""
        with self._writing() as db:
            return judgements.sign(db, coder, document)

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, first to last, but those whose words were forgotten."""
        with self._reading() as db:
            return judgements.judgements(db)

    def head(self) -> str:
        """The id of the last judgement; printed and kept elsewhere it fixes the whole chain. Empty: no judgement."""
        with self._reading() as db:
            return judgements.chain_head(db)

    # --- the whole ---------------------------------------------------------------------------------------------

    def totals(self) -> Totals:
        """How much it holds."""
        with self._reading() as db:
            row = db.execute(
                "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM readings), "
                "(SELECT count(*) FROM readings WHERE unread_why IS NOT NULL), (SELECT count(*) FROM accounts), "
                "(SELECT count(*) FROM incidents), (SELECT count(*) FROM affairs), "
                "(SELECT count(*) FROM judgements)"
            ).fetchone()
        return Totals(*row)

    def forget_report(self, id: str, *, coder: str, now: datetime) -> forget.Forgotten:
        """Forget a report for good: its bytes, text, names, quotes and all that was derived from them."""
        with speaking_of(self.folder):
            return forget.forget_report(self._db, id, coder=coder, now=now)

    def forget_name(self, name: str, *, coder: str, now: datetime) -> forget.Forgotten:
        """Forget a name for good: it is masked wherever it stands, and in what comes in later."""
        with speaking_of(self.folder):
            return forget.forget_name(self._db, name, coder=coder, now=now)

    # --- publishing --------------------------------------------------------------------------------------------

    def release_key(self, name: str = releases.DEFAULT) -> bytes:
        """The key that pseudonyms and published ids are made with; made at its first use."""
        with self._writing() as db:
            return releases.release_key(db, name)

    def keep_release(self, name: str, content: bytes, *, head: str = "") -> None:
        """Remember what a release said, and the head of the chain of judgements it was made from."""
        with self._writing() as db:
            releases.keep_release(db, name, content, head)

    def head_at_release(self, name: str) -> str | None:
        """The head of the chain of judgements that a release was made from; None where it is not known."""
        with self._reading() as db:
            return releases.head_at_release(db, name)

    def past_release(self, name: str) -> bytes | None:
        """What an earlier release said; None: there was none of this name."""
        with self._reading() as db:
            return releases.past_release(db, name)

    def past_releases(self) -> tuple[str, ...]:
        """The names of all releases."""
        with self._reading() as db:
            return releases.past_releases(db)

    def check(self, *, head: str | None = None) -> tuple[check.Problem, ...]:
        """Verify every digest, quote, signature and the chain; ``head`` is a head digest that was kept elsewhere."""
        with speaking_of(self.folder):
            return check.check(self._db, folder=self.folder, head=head)
