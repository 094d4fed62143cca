"""Keeping incidents and affairs: worked out by the linker, replaced as a whole or one by one, ids remembered."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qeyd.model import AccountRef, Affair, Incident
from qeyd.model.shapes import incident_from_json, incident_to_json
from qeyd.store import links
from qeyd.store.database import Database, transaction
from qeyd.store.desk import LINKS, bump
from qeyd.store.facets import LACK, Filter, put_facets, where
from qeyd.store.readings import compress, decompress, names_of, pack, put_names, unpack


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
    links.clear(db)  # it fitted the incidents that were
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
    put_facets(db, db.last_insert_rowid(), incident)
    put_names(db, incident.id, names)
    db.executemany(
        "INSERT INTO incident_accounts VALUES (?, ?, ?)",
        ((ref.report_id, ref.index, incident.id) for ref in incident.accounts),
    )


def _restore(db: Database, id: str, body: bytes) -> Incident:
    return incident_from_json(unpack(decompress(body), names_of(db, id), ""))


#: What a list of incidents can be sorted by; whatever lacks it comes last.
ORDERS = {
    "time": "start DESC",
    "oldest": "start IS NULL, start",
    "people": "max(coalesce(best, 0), coalesce(low, 0), coalesce(high, 0)) DESC, start DESC",
    "reports": "reports DESC, start DESC",
    "origins": "origins DESC, start DESC",
    "act": "act, start DESC",
    "place": "place IS NULL, place, start DESC",
}


def list_incidents(
    db: Database, only: Filter, *, order: str = "time", offset: int = 0, limit: int | None = None
) -> tuple[Incident, ...]:
    """Incidents in one of the ``ORDERS``; "time": the latest first, those without a time last."""
    clause, values = where(db, only)
    # Sorted without the bodies, which are opened for one page alone.
    rows = db.execute(
        f"SELECT id, (SELECT body FROM incidents WHERE id = short.id) FROM "  # noqa: S608 (own words)
        f"(SELECT id FROM incidents {clause} ORDER BY {ORDERS[order]}, id LIMIT :limit OFFSET :offset) AS short",
        values | {"limit": -1 if limit is None else limit, "offset": offset},
    ).fetchall()
    return tuple(_restore(db, id, body) for id, body in rows)


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


def open_incidents(db: Database, *, offset: int, limit: int) -> tuple[tuple[str, Incident], ...]:
    """What was announced and whose outcome no report tells, the earliest first, each with its affair's id."""
    rows = db.execute(
        "SELECT affair, id, (SELECT body FROM incidents WHERE id = short.id) FROM "
        "(SELECT affairs.id AS affair, incidents.id AS id, start FROM affairs, json_each(affairs.open) AS each "
        "JOIN incidents ON incidents.id = each.value ORDER BY start IS NULL, start, incidents.id "
        "LIMIT ? OFFSET ?) AS short",
        (limit, offset),
    ).fetchall()
    return tuple((affair, _restore(db, id, body)) for affair, id, body in rows)


def count_open_incidents(db: Database) -> int:
    """How many incidents are open."""
    return int(db.execute("SELECT coalesce(sum(json_array_length(open)), 0) FROM affairs").fetchone()[0])


def fill_facets_if_needed(db: Database) -> None:
    """Work out the facets of incidents that were kept before there were facets."""
    if not db.execute("SELECT 1 FROM meta WHERE key = ?", (LACK,)).fetchone():
        return
    with transaction(db):
        rows = db.execute("SELECT number, id, body FROM incidents").fetchall()
        for number, id, body in rows:
            db.execute("DELETE FROM facets WHERE incident = ?", (number,))
            put_facets(db, number, _restore(db, id, body))
        db.execute("DELETE FROM meta WHERE key = ?", (LACK,))


def list_affairs(db: Database, *, offset: int = 0, limit: int | None = None) -> tuple[Affair, ...]:
    """Affairs, in the order the linker gave."""
    rows = db.execute(
        "SELECT id, incidents, open, why FROM affairs ORDER BY number LIMIT ? OFFSET ?",
        (-1 if limit is None else limit, offset),
    ).fetchall()
    return tuple(_affair(row) for row in rows)


def affairs_by_time(db: Database, *, offset: int, limit: int) -> tuple[Affair, ...]:
    """Affairs of more than one incident: those with something open first, then the latest."""
    rows = db.execute(
        "SELECT id, incidents, open, why FROM affairs WHERE json_array_length(incidents) > 1 "
        "ORDER BY open = '[]', (SELECT max(start) FROM incidents WHERE incidents.affair = affairs.id) DESC, id "
        "LIMIT ? OFFSET ?",
        (limit, offset),
    ).fetchall()
    return tuple(_affair(row) for row in rows)


def count_affairs_of_several(db: Database) -> int:
    """How many affairs have more than one incident."""
    query = "SELECT count(*) FROM affairs WHERE json_array_length(incidents) > 1"
    return int(db.execute(query).fetchone()[0])


def get_affair(db: Database, id: str) -> Affair | None:
    """The affair with this id."""
    row = db.execute("SELECT id, incidents, open, why FROM affairs WHERE id = ?", (id,)).fetchone()
    return _affair(row) if row else None


def _affair(row: Sequence[Any]) -> Affair:
    return Affair(row[0], tuple(json.loads(row[1])), tuple(json.loads(row[2])), row[3])
