"""Keeping incidents and affairs: worked out by the linker, replaced as a whole or one by one, ids remembered."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qeyd.model import AccountRef, Affair, Incident
from qeyd.model.shapes import incident_from_json, incident_to_json
from qeyd.store.database import Database
from qeyd.store.desk import LINKS, bump
from qeyd.store.readings import compress, decompress, names_of, pack, put_names, unpack


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
    "year": "substr(start, 1, 4)",
}


def _where(only: Filter) -> tuple[str, dict[str, Any]]:
    values = {field: getattr(only, field) for field in _CLAUSES if getattr(only, field) is not None}
    clauses = " AND ".join(_CLAUSES[field] for field in values)
    return (f"WHERE {clauses}" if clauses else ""), values


def replace_incidents(
    db: Database,
    incidents: Iterable[Incident],
    affairs: Iterable[Affair],
    *,
    merged: Mapping[str, str],
    now: str,
) -> None:
    """Put these incidents and affairs in place of all that were there. To be called within a transaction.

    ``merged`` holds the ids that are gone and the id that each lives on in.
    """
    remove_incidents(db)
    _put(db, incidents, affairs, merged=merged, now=now)


def change_incidents(
    db: Database,
    incidents: Sequence[Incident],
    affairs: Sequence[Affair],
    *,
    gone: Sequence[str],
    gone_affairs: Sequence[str],
    merged: Mapping[str, str],
    now: str,
) -> None:
    """Put these incidents and affairs in place of those with the same ids, and take away those that are gone.

    All others stay as they are. To be called within a transaction.
    """
    for table, owner in (("names", "owner"), ("incident_accounts", "incident"), ("incidents", "id")):
        db.executemany(
            f"DELETE FROM {table} WHERE {owner} = ?",  # noqa: S608 (own words)
            ((id,) for id in (*gone, *(one.id for one in incidents))),
        )
    db.executemany(
        "DELETE FROM affairs WHERE id = ?", ((id,) for id in (*gone_affairs, *(one.id for one in affairs)))
    )
    _put(db, incidents, affairs, merged=merged, now=now)


def _put(
    db: Database,
    incidents: Iterable[Incident],
    affairs: Iterable[Affair],
    *,
    merged: Mapping[str, str],
    now: str,
) -> None:
    bump(db, LINKS)
    for incident in incidents:
        _insert(db, incident)
        db.execute(
            "INSERT INTO known_ids VALUES (?, ?, NULL) ON CONFLICT (id) DO UPDATE SET became = NULL",
            (incident.id, now),
        )
    for affair in affairs:
        db.execute(
            "INSERT INTO affairs (id, why, open, incidents) VALUES (?, ?, ?, ?)",
            (affair.id, affair.why, json.dumps(affair.open), json.dumps(affair.incidents)),
        )
    db.executemany(
        "UPDATE known_ids SET became = ? WHERE id = ?", ((new, old) for old, new in merged.items())
    )


def remove_incidents(db: Database) -> None:
    """Take all incidents and affairs away; the ids stay known."""
    db.execute("DELETE FROM names WHERE owner IN (SELECT id FROM incidents)")
    for table in ("incidents", "incident_accounts", "affairs"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 (own words)


def _insert(db: Database, incident: Incident) -> None:
    names: list[str] = []
    body = pack(incident_to_json(incident), names)
    place, time, people, target = incident.place, incident.time, incident.people, incident.target
    db.execute(
        "INSERT INTO incidents (id, affair, act, stage, stance, background, grade, target_group, country, admin1, "
        "place, start, end, low, high, best, reports, outlets, origins, body, doubted) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            incident.id,
            incident.affair,
            incident.act,
            incident.stage.value,
            incident.stance.value,
            int(incident.background),
            incident.grade.value,
            target.group if target else None,
            place.country if place else None,
            place.admin1 if place else None,
            place.name if place else None,
            time.start.isoformat() if time else None,
            time.end.isoformat() if time else None,
            people.low if people else None,
            people.high if people else None,
            people.best if people else None,
            len({ref.report_id for ref in incident.accounts}),
            len(incident.outlets),
            incident.independent_origins,
            compress(body),
            int(bool(incident.possibly_same_as)),
        ),
    )
    put_names(db, incident.id, names)
    db.executemany(
        "INSERT INTO incident_accounts VALUES (?, ?, ?)",
        ((ref.report_id, ref.index, incident.id) for ref in incident.accounts),
    )


def _restore(db: Database, id: str, body: bytes) -> Incident:
    return incident_from_json(unpack(decompress(body), names_of(db, id), ""))


def list_incidents(
    db: Database, only: Filter, *, offset: int = 0, limit: int | None = None
) -> tuple[Incident, ...]:
    """Incidents, the latest first, those without a time last."""
    where, values = _where(only)
    rows = db.execute(
        f"SELECT id, body FROM incidents {where} ORDER BY start DESC, id "  # noqa: S608 (own words)
        "LIMIT :limit OFFSET :offset",
        values | {"limit": -1 if limit is None else limit, "offset": offset},
    ).fetchall()
    return tuple(_restore(db, id, body) for id, body in rows)


def count_incidents(db: Database, only: Filter) -> int:
    """How many incidents pass the filter."""
    where, values = _where(only)
    return int(db.execute(f"SELECT count(*) FROM incidents {where}", values).fetchone()[0])  # noqa: S608 (own words)


def count_by(db: Database, field: str, only: Filter) -> dict[str | None, int]:
    """How many incidents there are for each value of a field of ``COUNTED``, the most frequent first."""
    where, values = _where(only)
    column = COUNTED[field]
    rows = db.execute(
        f"SELECT {column}, count(*) FROM incidents {where} GROUP BY 1 ORDER BY 2 DESC, 1",  # noqa: S608 (own words)
        values,
    ).fetchall()
    return dict(rows)


def get_incident(db: Database, id: str) -> Incident | None:
    """The incident with this id, or the one it was merged into."""
    seen: set[str] = set()
    while id not in seen:
        seen.add(id)
        row = db.execute("SELECT body FROM incidents WHERE id = ?", (id,)).fetchone()
        if row:
            return _restore(db, id, row[0])
        became = db.execute("SELECT became FROM known_ids WHERE id = ?", (id,)).fetchone()
        if not became or became[0] is None:
            return None
        id = became[0]
    return None


def find_incidents(db: Database, start: str) -> tuple[str, ...]:
    """The ids of the incidents whose id begins so."""
    rows = db.execute("SELECT id FROM incidents WHERE substr(id, 1, ?) = ? ORDER BY id", (len(start), start))
    return tuple(row[0] for row in rows)


def incident_of(db: Database, ref: AccountRef) -> str | None:
    """The id of the incident that an account is in."""
    row = db.execute(
        "SELECT incident FROM incident_accounts WHERE report = ? AND number = ?", (ref.report_id, ref.index)
    ).fetchone()
    return str(row[0]) if row else None


def remembered_ids(db: Database) -> Mapping[frozenset[AccountRef], str]:
    """The accounts and id of each incident as last linked, the incidents known longest first."""
    rows = db.execute(
        "SELECT report, number, incident FROM incident_accounts "
        "LEFT JOIN known_ids ON known_ids.id = incident ORDER BY since, incident"
    )
    accounts: dict[str, list[AccountRef]] = {}
    for report, number, incident in rows:
        accounts.setdefault(incident, []).append(AccountRef(report, number))
    return {frozenset(refs): incident for incident, refs in accounts.items()}


def list_affairs(db: Database, *, offset: int = 0, limit: int | None = None) -> tuple[Affair, ...]:
    """Affairs, in the order the linker gave."""
    rows = db.execute(
        "SELECT id, incidents, open, why FROM affairs ORDER BY number LIMIT ? OFFSET ?",
        (-1 if limit is None else limit, offset),
    ).fetchall()
    return tuple(_affair(row) for row in rows)


def get_affair(db: Database, id: str) -> Affair | None:
    """The affair with this id."""
    row = db.execute("SELECT id, incidents, open, why FROM affairs WHERE id = ?", (id,)).fetchone()
    return _affair(row) if row else None


def _affair(row: Sequence[Any]) -> Affair:
    return Affair(row[0], tuple(json.loads(row[1])), tuple(json.loads(row[2])), row[3])
