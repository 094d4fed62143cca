"""What incidents are narrowed to and counted by, over columns and one table, so that no incident has to be opened.

There is nothing here by which a person could be found (CODEBOOK §8).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qeyd.model import Incident
from qeyd.store.database import Database
from qeyd.store.desk import LINKS, mark_of

LACK = "facets lack"  #: the mark of a casebook whose incidents were kept before there were facets


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents to list; every field that is None lets all through. There is none for names (CODEBOOK §8)."""

    act: str | None = None
    stage: str | None = None
    grade: str | None = None
    group: str | None = None
    country: str | None = None
    admin1: str | None = None
    affair: str | None = None
    start: str | None = None  #: only incidents that can lie on or after this day, "2025-08-01"
    end: str | None = None  #: only incidents that can lie on or before this day
    background: bool | None = None
    stance: str | None = None
    authority: str | None = None  #: what sort of body did it: "police"
    outlet: str | None = None  #: at least one of its reports is this outlet's
    language: str | None = None  #: at least one of its reports is in this language
    origins: str | None = None  #: "1", "2" or "3+" independent origins
    first: str | None = None  #: only incidents told to lie on or after this day, wholly
    last: str | None = None  #: only incidents told to lie on or before this day, wholly
    longer_than: str | None = None  #: only incidents whose time is told, and reaches over a "month" or "week"
    undated: bool | None = None  #: True: only incidents of which no time is told
    reports: tuple[str, ...] | None = None  #: only incidents that one of these reports tells


_ORIGINS = "CASE WHEN origins < 3 THEN CAST(max(origins, 1) AS TEXT) ELSE '3+' END"
_MONTH, _WEEK = "substr({}, 1, 7)", "date({}, 'weekday 0', '-6 days')"
_PARTS = {"month": _MONTH, "week": _WEEK}
_AMONG = "number IN (SELECT incident FROM facets WHERE kind = '{0}' AND value = :{0})"
_CLAUSES = {
    "act": "act = :act",
    "stage": "stage = :stage",
    "grade": "grade = :grade",
    "group": "target_group = :group",
    "country": "country = :country",
    "admin1": "admin1 = :admin1",
    "affair": "affair = :affair",
    "start": "incidents.end >= :start",
    "end": "incidents.start <= :end",
    "background": "background = :background",
    "stance": "stance = :stance",
    "authority": _AMONG.format("authority"),
    "outlet": _AMONG.format("outlet"),
    "language": _AMONG.format("language"),
    "origins": f"{_ORIGINS} = :origins",
    "first": "incidents.start >= :first",
    "last": "incidents.end <= :last",
    "undated": "(incidents.start IS NULL) = :undated",
    "reports": "incidents.id IN (SELECT incident FROM temp.told)",
}
#: The columns that ``count_by`` may count by.
COUNTED = {
    "act": "act",
    "stage": "stage",
    "stance": "stance",
    "grade": "grade",
    "group": "target_group",
    "country": "country",
    "admin1": "admin1",
    "origins": _ORIGINS,
    "year": "substr(start, 1, 4)",
}
#: What one incident may have several values of.
SEVERAL = ("authority", "outlet", "language")


def where(db: Database, only: Filter) -> tuple[str, dict[str, Any]]:
    """The condition and its values."""
    if only.reports is not None:
        _remember_told(db, only.reports)
    values = {field: getattr(only, field) for field in _CLAUSES if getattr(only, field) is not None}
    clauses = [_CLAUSES[field] for field in values]
    values.pop("reports", None)
    if only.longer_than is not None:
        part = _PARTS[only.longer_than]
        clauses.append(f"{part.format('incidents.start')} <> {part.format('incidents.end')}")
    return (f"WHERE {' AND '.join(clauses)}" if clauses else ""), values


def _remember_told(db: Database, reports: tuple[str, ...]) -> None:
    """Put the incidents that these reports tell beside the casebook, once for all questions about the same reports."""
    key = hash((reports, mark_of(db, LINKS)))
    db.execute("CREATE TEMP TABLE IF NOT EXISTS told (incident TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute("CREATE TEMP TABLE IF NOT EXISTS told_for (key INTEGER)")
    if db.execute("SELECT 1 FROM temp.told_for WHERE key = ?", (key,)).fetchone():
        return
    db.execute("DELETE FROM temp.told; DELETE FROM temp.told_for")
    db.execute(
        "INSERT OR IGNORE INTO temp.told SELECT incident FROM incident_accounts "
        "WHERE report IN (SELECT value FROM json_each(?))",
        (json.dumps(reports),),
    )
    db.execute("INSERT INTO temp.told_for VALUES (?)", (key,))


def put_facets(db: Database, number: int, incident: Incident) -> None:
    """Keep what an incident can be found by; ``number`` is its row's."""
    rows = {("outlet", outlet) for outlet in incident.outlets if outlet}
    rows |= {("language", language) for language in incident.languages if language}
    rows |= {("authority", actor.sort) for actor in incident.actors if actor.sort}
    db.executemany(
        "INSERT INTO facets VALUES (?, ?, ?)", ((kind, value, number) for kind, value in sorted(rows))
    )


def count_incidents(db: Database, only: Filter) -> int:
    """How many incidents pass the filter."""
    clause, values = where(db, only)
    return int(db.execute(f"SELECT count(*) FROM incidents {clause}", values).fetchone()[0])  # noqa: S608 (own words)


def count_by(db: Database, field: str, only: Filter) -> dict[str | None, int]:
    """How many incidents there are for each value of a field of ``COUNTED`` or ``SEVERAL``, the most frequent first."""
    clause, values = where(db, only)
    if field in SEVERAL:
        among = f"AND incident IN (SELECT number FROM incidents {clause})" if clause else ""  # noqa: S608 (own words)
        query = (
            "SELECT value, count(*) FROM facets "  # noqa: S608 (own words)
            f"WHERE kind = '{field}' {among} GROUP BY 1 ORDER BY 2 DESC, 1"
        )
    else:
        query = (
            f"SELECT {COUNTED[field]}, count(*) FROM incidents {clause} "  # noqa: S608 (own words)
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        )
    return dict(db.execute(query, values).fetchall())


@dataclass(frozen=True, slots=True)
class Times:
    """Incidents by month or week."""

    within: Mapping[
        str, int
    ]  #: "2025-08", or the week's Monday "2025-08-04" -> those told to lie wholly in it
    longer: int  #: told, and reaching over more than one
    undated: int  #: no time is told


def count_times(db: Database, only: Filter, *, by: str) -> Times:
    """Incidents that pass the filter by "month" or "week"."""
    clause, values = where(db, only)
    first, last = (_PARTS[by].format(f"incidents.{end}") for end in ("start", "end"))
    rows = db.execute(
        f"SELECT {first}, {first} = {last}, count(*) FROM incidents {clause} GROUP BY 1, 2 ORDER BY 1",  # noqa: S608
        values,
    ).fetchall()
    return Times(
        within={part: n for part, whole, n in rows if whole},
        longer=sum(n for part, whole, n in rows if part is not None and not whole),
        undated=sum(n for part, _, n in rows if part is None),
    )


def count_places(db: Database, only: Filter) -> dict[tuple[str | None, str | None], int]:
    """Incidents that pass the filter by country and first-level region; None: not told."""
    clause, values = where(db, only)
    rows = db.execute(
        f"SELECT country, admin1, count(*) FROM incidents {clause} GROUP BY 1, 2 ORDER BY 3 DESC",  # noqa: S608
        values,
    ).fetchall()
    return {(country, admin1): n for country, admin1, n in rows}


def told_countries(db: Database) -> frozenset[str]:
    """The countries that any account is placed in, background among them."""
    rows = db.execute("SELECT DISTINCT country FROM accounts WHERE country IS NOT NULL")
    return frozenset(row[0] for row in rows)


def outlets_kept(db: Database) -> tuple[str, ...]:
    """Every outlet that a report is of."""
    rows = db.execute("SELECT DISTINCT outlet FROM reports WHERE outlet IS NOT NULL ORDER BY outlet")
    return tuple(row[0] for row in rows)
