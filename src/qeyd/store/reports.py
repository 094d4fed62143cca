"""Keeping reports and the bytes they were archived from."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from qeyd.model import Period, Report, ReportSort
from qeyd.store.database import Database

#: What ``report_from_row`` takes.
COLUMNS = (
    "id, text, url, outlet, title, published, language, given_id, content, first_seen, archived_at, "
    "republished_from, sort"
)


@dataclass(frozen=True, slots=True)
class Capture:
    """How the bytes of a report were taken, and what was read of them beside the report."""

    tool: str  #: name and version
    headers: tuple[tuple[str, str], ...] = ()  #: of the site's answer
    author: str | None = None  #: as the page names it; never indexed
    published_from: str | None = None  #: where the day was read: "json-ld", "meta", "time", "text", ...
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report on its way into a casebook: what was taken from the page, and the bytes it was taken from."""

    data: bytes  #: archived as they are
    text: str  #: the article's text, taken from the bytes; quotes count its characters
    media: str = "text/plain"  #: what the bytes are, as a media type
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: Period | None = None
    language: str | None = None
    given_id: str | None = None
    republished_from: tuple[str, ...] = ()
    first_seen: datetime | None = None  #: None: now
    archived_at: datetime | None = None  #: None: now
    capture: Capture | None = None  #: None: it came as a line or text, and nothing more is known
    sort: ReportSort = ReportSort.ARTICLE


class Outcome(StrEnum):
    """What became of an arrival."""

    NEW = "new"
    NEW_VERSION = "new version"  #: other bytes were known at this address
    KNOWN = "known"  #: the same bytes of the same address are there already; nothing was changed
    FORGOTTEN = "forgotten"  #: it was forgotten for good and is not taken in again


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an arrival, and the id of its report."""

    id: str
    outcome: Outcome
    masked: bool = False  #: a forgotten name stood in it; the name was masked and the bytes were not kept


def content_digest(data: bytes) -> str:
    """SHA-256 of archived bytes, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def report_id(address: str | None, outlet: str | None, content: str) -> str:
    """The id of a report: SHA-256 over its address (or, without one, its outlet) and the digest of its bytes.

    The digest of the bytes stands in for them, so that an id can still be verified when a name was
    forgotten in the report and its bytes are gone.

    >>> report_id("https://example.org/1", None, "00")[:12]
    'e6dc6be98cd6'
    """
    origin = f"url {address}" if address else f"outlet {outlet or ''}"
    return hashlib.sha256(f"qeyd report 1\n{origin}\n{content}".encode()).hexdigest()


def insert_report(
    db: Database, report: Report, *, data: bytes | None, media: str, previous: str | None
) -> int:
    """Write a report that is not there yet; the number of its row comes back. ``data`` None: its bytes are gone."""
    text = report.text.encode("utf-8")
    db.execute(
        "INSERT INTO reports (id, content, url, outlet, title, published, language, given_id, first_seen, "
        "archived_at, republished_from, previous, text, text_digest, media, masked, sort) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            report.id,
            report.content,
            report.url,
            report.outlet,
            report.title,
            report.published.value if report.published else None,
            report.language,
            report.given_id,
            report.first_seen.isoformat() if report.first_seen else None,
            report.archived_at.isoformat() if report.archived_at else None,
            json.dumps(report.republished_from, ensure_ascii=False),
            previous,
            zlib.compress(text, 6),
            hashlib.sha256(text).hexdigest(),
            media,
            int(data is None),
            report.sort.value,
        ),
    )
    number = db.last_insert_rowid()
    if data is not None:
        db.execute("INSERT INTO archive (report, bytes) VALUES (?, ?)", (number, zlib.compress(data, 6)))
    return number


def report_from_row(row: tuple[Any, ...]) -> Report:
    """A report from the columns of ``COLUMNS``."""
    published, first_seen, archived_at = row[5], row[9], row[10]
    return Report(
        id=row[0],
        text=zlib.decompress(row[1]).decode("utf-8"),
        url=row[2],
        outlet=row[3],
        title=row[4],
        published=Period.parse(published) if published else None,
        language=row[6],
        given_id=row[7],
        content=row[8],
        first_seen=datetime.fromisoformat(first_seen) if first_seen else None,
        archived_at=datetime.fromisoformat(archived_at) if archived_at else None,
        republished_from=tuple(json.loads(row[11])),
        sort=ReportSort(row[12]),
    )


def get_report(db: Database, id: str) -> Report | None:
    """The report with this id."""
    row = db.execute(f"SELECT {COLUMNS} FROM reports WHERE id = ?", (id,)).fetchone()  # noqa: S608 (own words)
    return report_from_row(row) if row else None


def iterate_reports(db: Database, *, not_read_by: str | None = None, page: int = 200) -> Iterator[Report]:
    """Every report in the order it came in; with ``not_read_by`` those that this reader has not read yet.

    Goes through the casebook page by page, so that it holds little in memory and no lock between pages.
    """
    unread = (
        "AND NOT EXISTS (SELECT 1 FROM readings WHERE report = reports.number AND read_by = :reader)"
        if not_read_by is not None
        else ""
    )
    query = (
        f"SELECT number, {COLUMNS} FROM reports WHERE number > :last {unread} "  # noqa: S608 (own words)
        "ORDER BY number LIMIT :page"
    )
    last = -1
    while True:
        values: dict[str, Any] = {"last": last, "page": page}
        if not_read_by is not None:
            values["reader"] = not_read_by
        rows = db.execute(query, values).fetchall()
        for row in rows:
            yield report_from_row(row[1:])
        if len(rows) < page:
            return
        last = rows[-1][0]


def get_archived(db: Database, id: str) -> tuple[str, bytes] | None:
    """The media type and the bytes that a report was archived with; None where they are gone or never were."""
    row = db.execute(
        "SELECT media, bytes FROM reports JOIN archive ON archive.report = reports.number WHERE id = ?", (id,)
    ).fetchone()
    return (row[0], zlib.decompress(row[1])) if row else None


def newest_at(db: Database, url: str) -> str | None:
    """The id of the newest version at an address."""
    row = db.execute("SELECT id FROM reports WHERE url = ? ORDER BY number DESC LIMIT 1", (url,)).fetchone()
    return str(row[0]) if row else None


def versions_at(db: Database, url: str) -> tuple[str, ...]:
    """The ids of all versions at an address, oldest first."""
    return tuple(row[0] for row in db.execute("SELECT id FROM reports WHERE url = ? ORDER BY number", (url,)))


def insert_capture(db: Database, number: int, capture: Capture) -> None:
    """Keep how the report in this row was taken."""
    db.execute(
        "INSERT INTO captures VALUES (?, ?, ?, ?, ?, ?)",
        (
            number,
            capture.author,
            capture.published_from,
            capture.encoding,
            json.dumps(capture.headers, ensure_ascii=False),
            capture.tool,
        ),
    )


def get_capture(db: Database, id: str) -> Capture | None:
    """How a report was taken; None: not known, or gone with a forgotten name."""
    row = db.execute(
        "SELECT tool, headers, author, published_from, encoding FROM captures JOIN reports "
        "ON reports.number = captures.report WHERE id = ?",
        (id,),
    ).fetchone()
    return Capture(row[0], tuple((k, v) for k, v in json.loads(row[1])), *row[2:]) if row else None
