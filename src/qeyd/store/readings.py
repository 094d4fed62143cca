"""Keeping what was read: quotes as places in the text, names of people in their own table.

A quote's words are the report's, so a reading keeps only where they stand and a short digest of them; they are cut
again when the reading is taken out, and the digest says when text and quote no longer belong together. A person's
name is kept in the table of names and stands in the reading as a number. So nothing has to be searched for when a
report is forgotten.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any

from qeyd.errors import ShapeError
from qeyd.model import Reading, Report, SpeakerSort, Unread
from qeyd.model.shapes import reading_from_json, reading_to_json, report_to_json
from qeyd.store import desk, links
from qeyd.store.database import Database
from qeyd.store.reports import COLUMNS, get_report, report_from_row

#: Speakers that are no people.
_BODIES = {SpeakerSort.OUTLET.value, SpeakerSort.ORGANISATION.value}
_PERSON = "person"  #: the key under which a number stands for a name


def quote_digest(text: str) -> str:
    """A short digest of a quote's words: it finds damage, it is no signature."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def pack(value: Any, names: list[str]) -> Any:
    """Take names and the words of quotes out of a JSON value; the names are appended to ``names``."""
    if isinstance(value, list):
        return [pack(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"start", "end", "text"}:
        return {"start": value["start"], "end": value["end"], "digest": quote_digest(value["text"])}
    out = {key: pack(one, names) for key, one in value.items()}
    if isinstance(value.get("names"), list):
        out["names"] = [_number_of(name, names) for name in value["names"]]
    if value.get("sort") not in _BODIES and "quote" in value and "sort" in value and "read_by" not in value:
        out["name"] = _number_of(value["name"], names)  # a link of said_by or denied_by
    for key in ("by", "speaker"):
        if isinstance(value.get(key), str):
            out[key] = _number_of(value[key], names)
    return out


def _number_of(name: str, names: list[str]) -> Any:
    if not name:
        return name
    if name not in names:
        names.append(name)
    return {_PERSON: names.index(name)}


def unpack(value: Any, names: dict[int, str], text: str) -> Any:
    """Put names and the words of quotes back into a JSON value.

    Raises ShapeError when a quote does not fit the text, or a name is missing.
    """
    if isinstance(value, list):
        return [unpack(one, names, text) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {_PERSON}:
        number = value[_PERSON]
        if number not in names:
            raise ShapeError(f"name number {number} is missing from the table of names.")
        return names[number]
    if value.keys() == {"start", "end", "digest"}:
        words = text[value["start"] : value["end"]]
        if quote_digest(words) != value["digest"]:
            raise ShapeError(
                f"the quote at characters {value['start']} to {value['end']} is not what was read there."
            )
        return {"start": value["start"], "end": value["end"], "text": words}
    return {key: unpack(one, names, text) for key, one in value.items()}


def compress(value: Any) -> bytes:
    """JSON as compressed bytes."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 6)


def decompress(body: bytes) -> Any:
    """JSON from compressed bytes."""
    return json.loads(zlib.decompress(body))


def put_reading(db: Database, reading: Reading | Unread, *, read_at: str) -> None:
    """Keep a reading in place of any older one of the same report. Raises ShapeError for an unknown report."""
    row = db.execute("SELECT number FROM reports WHERE id = ?", (reading.report.id,)).fetchone()
    if row is None:
        raise ShapeError(
            f"Report {reading.report.id} is not in this casebook, so its reading cannot be kept."
        )
    number = int(row[0])
    line = reading_to_json(reading)
    del line["report"]
    names: list[str] = []
    body = pack(line, names)
    unread = reading.why if isinstance(reading, Unread) else None
    accounts = () if isinstance(reading, Unread) else reading.accounts
    relevance = 0.0 if isinstance(reading, Unread) else reading.relevance
    remove_reading(db, number, reading.report.id)
    db.execute(
        "INSERT INTO readings (report, read_by, read_at, unread_why, relevance, accounts, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, reading.read_by, read_at, unread, relevance, len(accounts), compress(body)),
    )
    put_names(db, reading.report.id, names)
    if unread is None:
        desk.put_row(
            db,
            number,
            relevance=relevance,
            confidence=max((one.confidence for one in accounts), default=0.0),
            accounts=len(accounts),
            judged=desk.is_judged(db, reading.report.id),
        )
    for index, account in enumerate(accounts):
        place = account.place.value if account.place else None
        time = account.time.value if account.time else None
        people = account.people.value if account.people else None
        db.execute(
            "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                index,
                account.act,
                account.stage.value,
                account.stance.value,
                int(account.background),
                place.country if place else None,
                place.admin1 if place else None,
                time.start.isoformat() if time else None,
                time.end.isoformat() if time else None,
                people.low if people else None,
                people.high if people else None,
            ),
        )


def remove_reading(db: Database, number: int, id: str) -> None:
    """Take away what was read in a report."""
    links.want(db, id)
    db.execute("DELETE FROM desk WHERE report = ?", (number,))
    db.execute("DELETE FROM accounts WHERE report = ?", (number,))
    db.execute("DELETE FROM readings WHERE report = ?", (number,))
    db.execute("DELETE FROM names WHERE owner = ?", (id,))


def put_names(db: Database, owner: str, names: list[str]) -> None:
    """Keep the names that belong to a reading or an incident."""
    db.executemany("INSERT INTO names VALUES (?, ?, ?)", ((owner, at, name) for at, name in enumerate(names)))


def names_of(db: Database, owner: str) -> dict[int, str]:
    """The names that belong to a reading or an incident, by their number."""
    return dict(db.execute("SELECT number, name FROM names WHERE owner = ?", (owner,)).fetchall())


def restore(report: Report, body: bytes, names: dict[int, str]) -> Reading | Unread:
    """A reading from what is kept of it. Raises ShapeError or QuoteError when the parts do not fit together."""
    line = unpack(decompress(body), names, report.text)
    return reading_from_json(line | {"report": report_to_json(report)})


def get_reading(db: Database, id: str) -> Reading | Unread | None:
    """What was read in the report with this id; None: it was not read yet."""
    row = db.execute(
        "SELECT body FROM readings JOIN reports ON reports.number = readings.report WHERE id = ?", (id,)
    ).fetchone()
    report = get_report(db, id) if row else None
    return restore(report, row[0], names_of(db, id)) if row and report else None


def iterate_readings(db: Database, *, page: int = 200) -> Iterator[Reading | Unread]:
    """Every reading, in the order its report came in; page by page."""
    columns = ", ".join(f"reports.{one.strip()}" for one in COLUMNS.split(","))
    query = (
        f"SELECT reports.number, body, {columns} FROM reports "  # noqa: S608 (own words)
        "JOIN readings ON readings.report = reports.number WHERE reports.number > ? "
        "ORDER BY reports.number LIMIT ?"
    )
    last = -1
    while True:
        rows = db.execute(query, (last, page)).fetchall()
        for row in rows:
            report = report_from_row(row[2:])
            yield restore(report, row[1], names_of(db, report.id))
        if len(rows) < page:
            return
        last = rows[-1][0]


#: Which reports can be listed by what was read in them.
SHOWN = {
    "all": "TRUE",
    "telling": "accounts > 0",
    "nothing": "accounts = 0 AND unread_why IS NULL",
    "unread": "unread_why IS NOT NULL",
}


def list_report_ids(db: Database, which: str, *, offset: int, limit: int) -> tuple[str, ...]:
    """The ids of reports of one of the ``SHOWN`` sorts, the latest published first, those without a date last."""
    readings = "" if which == "all" else "JOIN readings ON readings.report = listed.report"
    rows = db.execute(
        "SELECT id FROM reports JOIN (SELECT listed.report AS found, start FROM listed "  # noqa: S608 (own words)
        f"{readings} WHERE {SHOWN[which]} ORDER BY start DESC, listed.report DESC LIMIT ? OFFSET ?) "
        "ON number = found ORDER BY start DESC, found DESC",
        (limit, offset),
    )
    return tuple(row[0] for row in rows)
