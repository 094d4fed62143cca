"""What the desk works from: which judgements are about what, and how far the review of each reading is.

Both follow from readings and judgements and can be worked out again from them. They are here so that a page needs
neither the whole chain nor every reading. Neither holds a name of a person (CODEBOOK §8).
"""

import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qeyd.model import About, Period, ReportSort
from qeyd.model.report import heading_of
from qeyd.store.database import Database

LINKS = "links are"  #: changes whenever incidents are kept

#: Which subjects of a judgement are things that judgements are looked up by: by place, None all.
_THINGS: dict[About, tuple[int, ...] | None] = {
    About.AFFAIR: None,
    About.TAKEN_BACK: None,
    About.SAME: (0, 2),
    About.ORIGIN: (0, 2),
    About.FORGOTTEN: (),
}


class Show(StrEnum):
    """Which readings to list."""

    TO_REVIEW = "to review"  #: an account waits for an answer
    DISPUTED = "disputed"  #: coders answered differently
    UNSURE = "unsure"  #: whoever looked could not tell
    DONE = "done"  #: every account was answered
    NOTHING_FOUND = "nothing found"  #: read, no account found, and nobody said that this is right
    UNREAD = "unread"  #: could not be read
    ALL = "all"


_WHERE = {
    Show.TO_REVIEW: "open > 0",
    Show.DISPUTED: "disputed > 0",
    Show.UNSURE: "unsure > 0",
    Show.DONE: "open = 0 AND disputed = 0 AND (desk.accounts + added > 0 OR seen = 1)",
    Show.NOTHING_FOUND: "desk.accounts + added = 0 AND seen = 0",
    Show.ALL: "TRUE",
}


@dataclass(frozen=True, slots=True)
class InboxRow:
    """How far the review of one report is."""

    report_id: str
    title: str  #: or the words that the report begins with
    outlet: str | None
    published: Period | None
    language: str | None
    sort: ReportSort
    relevance: float  #: how likely it holds any account, 0 to 1, as the reader says
    accounts: int  #: as the machine read
    open: int = 0  #: accounts without an answer
    disputed: int = 0  #: accounts or fields that coders answered differently
    unsure: int = 0  #: accounts that those who looked could not tell
    added: int = 0  #: accounts that a person added
    seen: bool = False  #: somebody said that nothing is missing in it
    why_unread: str | None = None


@dataclass(frozen=True, slots=True)
class DeskTotals:
    """How far the review of the casebook is, in reports, and in accounts for ``open_accounts``."""

    reports: int  #: that were read
    to_review: int
    open_accounts: int
    disputed: int
    unsure: int
    done: int


def bump(db: Database, what: str) -> None:
    """Mark that something changed, so that another program notices."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (what, os.urandom(8)))


def mark_of(db: Database, what: str) -> bytes:
    """The mark of the last change; empty before the first."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (what,)).fetchone()
    return bytes(row[0]) if row else b""


# --- which judgements are about what ----------------------------------------------------------------------------


def put_judged(db: Database, number: int, about: About, subjects: tuple[str, ...]) -> None:
    """Note what a judgement is about; the rows of the desk that it bears on become stale."""
    things = things_of(about, subjects)
    db.executemany("INSERT OR IGNORE INTO judged VALUES (?, ?)", ((thing, number) for thing in things))
    if about is About.TAKEN_BACK:
        _make_stale_behind(db, things)
    make_stale(db, things)


def things_of(about: About, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The reports, incidents, affairs, lessons or judgements among the subjects of a judgement."""
    places = _THINGS.get(about, (0,))
    return subjects if places is None else tuple(subjects[at] for at in places if at < len(subjects))


def _make_stale_behind(db: Database, ids: Iterable[str]) -> None:
    """Make the rows stale that the judgements with these ids are about, however many takings back lie between."""
    seen: set[str] = set()
    ask = list(ids)
    while ask:
        one = ask.pop()
        if one in seen:
            continue
        seen.add(one)
        rows = db.execute(
            "SELECT thing FROM judged JOIN judgements ON judgements.number = judgement WHERE id = ?", (one,)
        ).fetchall()
        things = [row[0] for row in rows]
        make_stale(db, things)
        ask += things


def make_stale(db: Database, report_ids: Iterable[str]) -> None:
    """Have the rows of these reports worked out anew."""
    db.executemany(
        "UPDATE desk SET stale = 1 WHERE report = (SELECT number FROM reports WHERE id = ?)",
        ((id,) for id in report_ids),
    )


def is_judged(db: Database, report_id: str) -> bool:
    """Whether any judgement is about this report."""
    return bool(db.execute("SELECT 1 FROM judged WHERE thing = ? LIMIT 1", (report_id,)).fetchone())


# --- how far the review is ------------------------------------------------------------------------------------


def put_row(
    db: Database, number: int, *, relevance: float, confidence: float, accounts: int, judged: bool
) -> None:
    """The row of a reading that was just kept: nothing is answered, unless judgements about it are there already."""
    db.execute(
        "INSERT OR REPLACE INTO desk VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, ?)",
        (number, relevance, confidence, accounts, accounts, int(judged)),
    )


def stale(db: Database) -> tuple[str, ...]:
    """The ids of the reports whose rows have to be worked out anew."""
    rows = db.execute("SELECT id FROM desk JOIN reports ON reports.number = desk.report WHERE stale > 0")
    return tuple(row[0] for row in rows)


def refresh_row(
    db: Database, report_id: str, *, open: int, disputed: int, unsure: int, added: int, seen: bool
) -> None:
    """Write how far the review of a report is."""
    db.execute(
        "UPDATE desk SET open = ?, disputed = ?, unsure = ?, added = ?, seen = ?, stale = 0 "
        "WHERE report = (SELECT number FROM reports WHERE id = ?)",
        (open, disputed, unsure, added, int(seen), report_id),
    )


#: The text only where there is no title to show.
_ROW = (
    "reports.id, title, outlet, published, language, sort, CASE WHEN coalesce(title, '') = '' THEN text END"
)


def _row(row: tuple[Any, ...], **more: Any) -> InboxRow:
    published = Period.parse(row[3]) if row[3] else None
    title = heading_of(row[1], zlib.decompress(row[6]).decode("utf-8") if row[6] else "")
    return InboxRow(row[0], title, row[2], published, row[4], ReportSort(row[5]), **more)


def list_rows(db: Database, show: Show, *, offset: int, limit: int) -> tuple[InboxRow, ...]:
    """Readings by likely relevance, the likeliest first."""
    if show is Show.UNREAD:
        rows = db.execute(
            f"SELECT {_ROW}, unread_why FROM readings JOIN reports ON reports.number = report "  # noqa: S608 (own words)
            "WHERE unread_why IS NOT NULL ORDER BY report LIMIT ? OFFSET ?",
            (limit, offset),
        ).fetchall()
        return tuple(_row(row, relevance=0.0, accounts=0, why_unread=row[7]) for row in rows)
    rows = db.execute(
        f"SELECT {_ROW}, relevance, desk.accounts, open, disputed, unsure, added, seen FROM desk "  # noqa: S608
        f"JOIN reports ON reports.number = desk.report WHERE {_WHERE[show]} "
        "ORDER BY relevance DESC, confidence DESC, desk.report LIMIT ? OFFSET ?",
        (limit, offset),
    ).fetchall()
    return tuple(
        _row(
            row,
            relevance=row[7],
            accounts=row[8],
            open=row[9],
            disputed=row[10],
            unsure=row[11],
            added=row[12],
            seen=bool(row[13]),
        )
        for row in rows
    )


def report_behind(db: Database, report_id: str) -> str | None:
    """The report that waits for review next behind this one, in the order of the list; None: it was the last."""
    here = "SELECT relevance, confidence, report FROM desk WHERE report = (SELECT number FROM reports WHERE id = ?)"
    row = db.execute(
        f"WITH here AS ({here}) SELECT reports.id FROM desk JOIN reports ON reports.number = desk.report, here "  # noqa: S608 (own words)
        f"WHERE desk.{_WHERE[Show.TO_REVIEW]} AND (desk.relevance < here.relevance OR desk.relevance = here.relevance "
        "AND (desk.confidence < here.confidence "
        "OR desk.confidence = here.confidence AND desk.report > here.report)) "
        "ORDER BY desk.relevance DESC, desk.confidence DESC, desk.report LIMIT 1",
        (report_id,),
    ).fetchone()
    return str(row[0]) if row else None


def count_rows(db: Database, show: Show) -> int:
    """How many readings there are of a sort."""
    if show is Show.UNREAD:
        return int(db.execute("SELECT count(*) FROM readings WHERE unread_why IS NOT NULL").fetchone()[0])
    return int(db.execute(f"SELECT count(*) FROM desk WHERE {_WHERE[show]}").fetchone()[0])  # noqa: S608 (own words)


def totals(db: Database) -> DeskTotals:
    """How far the review of all is."""
    row = db.execute(
        "SELECT count(*), total(open > 0), total(open), total(disputed > 0), total(unsure > 0), "  # noqa: S608 (own words)
        f"total({_WHERE[Show.DONE]}) FROM desk"
    ).fetchone()
    return DeskTotals(*(int(one) for one in row))
