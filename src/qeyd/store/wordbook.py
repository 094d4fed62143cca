"""Searching reports by their words: a list of all reports by day, and an index of words that holds no person's name.

Which words of a report may be found is decided outside (``qeyd.read.findable``); the store keeps their keys and
nothing of where they stood, so that no text and no name of several words can be put together from the index again.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from qeyd.model import Report
from qeyd.store import reports
from qeyd.store.database import Database

RULE = "words by"  #: the key in ``meta`` of the rule that the words were chosen by


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports to list; every field that is None lets all through. There is none for names (CODEBOOK §8)."""

    language: str | None = None
    outlet: str | None = None
    sort: str | None = None  #: "article" or "testimony"
    start: str | None = None  #: only reports that can have been published on or after this day, "2025-08-01"
    end: str | None = None  #: only reports that can have been published on or before this day


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one typed word may be written as in the index: any of these keys, or any key with this beginning."""

    keys: tuple[str, ...]
    beginnings: tuple[str, ...] = ()
    absent: bool = False  #: only reports without it


_CLAUSES = {
    "language": "listed.language = :language",
    "outlet": "listed.outlet = :outlet",
    "sort": "listed.sort = :sort",
    "start": "listed.end >= :start",
    "end": "listed.start <= :end AND listed.start <> ''",
}


def list_report(db: Database, number: int, report: Report) -> None:
    """Put a report in the list, in place of what was listed of it, and ask for its words."""
    day = report.published
    db.execute(
        "INSERT OR REPLACE INTO listed VALUES (?, ?, ?, ?, ?, ?)",
        (
            number,
            day.start.isoformat() if day else "",
            day.end.isoformat() if day else "",
            report.language,
            report.outlet,
            report.sort.value,
        ),
    )
    db.execute("INSERT OR IGNORE INTO words_wanted VALUES (?)", (number,))


def drop_words(db: Database, number: int) -> None:
    """Take the words of a report out of the index; ``purge`` removes what the index still keeps of them."""
    db.execute("DELETE FROM words WHERE rowid = ?", (number,))


def unlist_report(db: Database, number: int) -> None:
    """Take a report out of the list and the index."""
    drop_words(db, number)
    db.execute("DELETE FROM listed WHERE report = ?", (number,))
    db.execute("DELETE FROM words_wanted WHERE report = ?", (number,))


def purge(db: Database) -> None:
    """Write the index anew, so that none of its pages holds a word of a report that was taken out."""
    db.execute("INSERT INTO words (words) VALUES ('optimize')")


#: CROSS JOIN: those that wait first, each looked up; the planner would else read all reports to find a few.
WANTING = (
    f"SELECT number, {reports.COLUMNS} FROM words_wanted CROSS JOIN reports ON number = report "  # noqa: S608 (own words)
    "ORDER BY report LIMIT ?"
)


def wanting(db: Database, *, limit: int) -> tuple[tuple[int, Report], ...]:
    """Reports whose words are not in the index yet, by number, at most ``limit``."""
    rows = db.execute(WANTING, (limit,)).fetchall()
    return tuple((row[0], reports.report_from_row(row[1:])) for row in rows)


def put_words(db: Database, number: int, words: Iterable[str]) -> None:
    """Keep the keys of a report's words, in place of those kept before."""
    drop_words(db, number)
    db.execute("INSERT INTO words (rowid, word) VALUES (?, ?)", (number, " ".join(sorted(words))))
    db.execute("DELETE FROM words_wanted WHERE report = ?", (number,))


def use_rule(db: Database, rule: str) -> None:
    """Ask for the words of all reports again where they were chosen by another rule than this."""
    kept = db.execute("SELECT value FROM meta WHERE key = ?", (RULE,)).fetchone()
    if kept is None or kept[0] != rule.encode():
        db.execute("INSERT INTO words (words) VALUES ('delete-all')")
        db.execute("INSERT OR IGNORE INTO words_wanted SELECT number FROM reports")
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (RULE, rule.encode()))


def _match(words: Sequence[Wanted]) -> str:
    """The question in the notation of FTS5; every key is quoted, so that none is taken for an operator."""

    def one(word: Wanted) -> str:
        terms = [f'"{key}"' for key in word.keys] + [f'"{key}"*' for key in word.beginnings]
        return f"({' OR '.join(terms)})"

    present = " AND ".join(one(word) for word in words if not word.absent)
    return " NOT ".join([present, *(one(word) for word in words if word.absent)])


def _where(words: Sequence[Wanted], only: ReportFilter) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {
        field: getattr(only, field) for field in _CLAUSES if getattr(only, field) is not None
    }
    clauses = [_CLAUSES[field] for field in values]
    if words:
        clauses.append("words MATCH :words")
        values["words"] = _match(words)
    origin = "words JOIN listed ON listed.report = words.rowid" if words else "listed"
    return f"FROM {origin}" + (f" WHERE {' AND '.join(clauses)}" if clauses else ""), values


class WordBook:
    """The list of reports and the index of their words. Got from ``Casebook.words``; same promises as a Casebook."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Database]],
        writing: Callable[[], AbstractContextManager[Database]],
        *,
        writable: bool,
    ) -> None:
        self._reading, self._writing = reading, writing
        self.writable = writable

    def find(
        self, words: Sequence[Wanted], only: ReportFilter, *, offset: int, limit: int
    ) -> tuple[tuple[str, ...], int]:
        """The ids of the reports that have all these words, the latest published first, and how many there are.

        No words: all reports that pass the filter. At least one of the words must be wanted present.
        """
        where, values = _where(words, only)
        with self._reading() as db:
            total = db.execute(f"SELECT count(*) {where}", values).fetchone()[0]
            rows = db.execute(
                f"SELECT id FROM reports JOIN (SELECT listed.report AS found, listed.start AS day {where} "  # noqa: S608
                "ORDER BY listed.start DESC, listed.report DESC LIMIT :limit OFFSET :offset) ON number = found "
                "ORDER BY day DESC, found DESC",
                values | {"limit": limit, "offset": offset},
            ).fetchall()
        return tuple(row[0] for row in rows), int(total)

    def counts(self, field: str, words: Sequence[Wanted], only: ReportFilter) -> dict[str | None, int]:
        """How many reports with these words there are for each "language", "outlet", "sort" or "year"."""
        column = {
            "language": "listed.language",
            "outlet": "listed.outlet",
            "sort": "listed.sort",
            "year": "substr(listed.start, 1, 4)",
        }[field]
        where, values = _where(words, only)
        with self._reading() as db:
            rows = db.execute(f"SELECT {column}, count(*) {where} GROUP BY 1", values)
            return {row[0] or None: row[1] for row in rows}

    def count_wanting(self) -> int:
        """How many reports wait for their words to be indexed."""
        with self._reading() as db:
            return int(db.execute("SELECT count(*) FROM words_wanted").fetchone()[0])

    def take(self, rule: str, choose: Callable[[Report], Iterable[str]], *, limit: int) -> int:
        """Index the words of at most ``limit`` reports that wait, as ``choose`` gives them; how many comes back."""
        with self._writing() as db:
            use_rule(db, rule)
            waiting = wanting(db, limit=limit)
            for number, report in waiting:
                put_words(db, number, choose(report))
        return len(waiting)
