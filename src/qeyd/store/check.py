"""Verifying a casebook: every digest, every quote, every signature, the chain; and saying in words what is wrong."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qeyd.errors import QeydError
from qeyd.model import About, Reading
from qeyd.store import desk, forget, judgements, readings, reports
from qeyd.store.connect import FILE
from qeyd.store.database import Database


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a casebook that is not as it should be."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}"


FROM_COPY = "Go back to a copy of the casebook, or forget this report and add it again."
READ_AGAIN = 'Read it again with "qeyd read --again".'
LINK_AGAIN = 'Run "qeyd link" to work the incidents out again.'
ASK_WHO = "Somebody or something changed the file; go back to a copy whose head digest you know."


def check(db: Database, *, folder: Path, head: str | None = None) -> tuple[Problem, ...]:
    """All that is wrong with a casebook; nothing when it is whole. ``head``: a head digest that was kept elsewhere."""
    return tuple(_check(db, folder, head))


def _check(db: Database, folder: Path, head: str | None) -> Iterator[Problem]:
    for (said,) in db.execute("PRAGMA integrity_check").fetchall():
        if said != "ok":
            yield Problem(f"{folder / FILE}", f"the database is damaged ({said}).", FROM_COPY)
    for number, id in db.execute("SELECT number, id FROM reports ORDER BY number").fetchall():
        try:
            yield from _check_report(db, number, id)
            yield from _check_reading(db, number, id)
        except (zlib.error, ValueError, KeyError, TypeError) as problem:
            yield Problem(f"Report {id}", f"what is kept of it cannot be read ({problem}).", FROM_COPY)
    yield from _check_words(db)
    yield from _check_incidents(db)
    yield from _check_chain(db, head)
    if forget.is_unfinished(db):
        yield Problem(
            f"{folder}",
            "something was forgotten, but old copies of it may still lie in the free space of the file.",
            "Close every other program that has the casebook open, and run this check again.",
        )


def _check_report(db: Database, number: int, id: str) -> Iterator[Problem]:
    report = reports.get_report(db, id)
    assert report is not None
    where = f"Report {id}"
    digest, masked, previous = db.execute(
        "SELECT text_digest, masked, previous FROM reports WHERE number = ?", (number,)
    ).fetchone()
    if reports.content_digest(report.text.encode("utf-8")) != digest:
        yield Problem(where, "its text is not the text that was added.", FROM_COPY)
    if masked < 2 and reports.report_id(report.url, report.outlet, report.content or "") != id:
        yield Problem(where, "its id does not fit its address, outlet and content.", FROM_COPY)
    archived = reports.get_archived(db, id)
    if archived is None and not masked:
        yield Problem(where, "its archived bytes are missing.", FROM_COPY)
    if archived is not None and reports.content_digest(archived[1]) != report.content:
        yield Problem(where, "its archived bytes are not those that were added.", FROM_COPY)
    if previous and not db.execute("SELECT 1 FROM reports WHERE id = ?", (previous,)).fetchone():
        yield Problem(where, f"the version before it, {previous}, is missing.", FROM_COPY)
    if masked and not db.execute("SELECT 1 FROM forgotten WHERE sort = 'name'").fetchone():
        yield Problem(where, "a name was masked in it, but no forgetting is on record.", ASK_WHO)


def _check_reading(db: Database, number: int, id: str) -> Iterator[Problem]:
    try:
        reading = readings.get_reading(db, id)
    except QeydError as problem:
        yield Problem(f"Reading of report {id}", str(problem), READ_AGAIN)
        return
    told = len(reading.accounts) if isinstance(reading, Reading) else 0
    listed = db.execute("SELECT count(*) FROM accounts WHERE report = ?", (number,)).fetchone()[0]
    if told != listed:
        yield Problem(
            f"Reading of report {id}", f"it has {told} accounts, but {listed} are listed.", READ_AGAIN
        )


def _check_words(db: Database) -> Iterator[Problem]:
    """That every report is listed, and the index of words holds none of a report that is gone."""
    unlisted = "SELECT id FROM reports WHERE NOT EXISTS (SELECT 1 FROM listed WHERE report = number)"
    for (id,) in db.execute(unlisted).fetchall():
        yield Problem(f"Report {id}", "it is not in the list of reports.", FROM_COPY)
    stray = (
        "SELECT count(*) FROM (SELECT rowid AS number FROM words UNION SELECT report FROM listed "
        "UNION SELECT report FROM words_wanted) WHERE number NOT IN (SELECT number FROM reports)"
    )
    if db.execute(stray).fetchone()[0]:
        yield Problem("The index of words", "it holds words of a report that is not there.", FROM_COPY)


def _check_incidents(db: Database) -> Iterator[Problem]:
    orphans = db.execute(
        "SELECT DISTINCT incident FROM incident_accounts AS ours WHERE EXISTS "
        "(SELECT 1 FROM incidents WHERE id = incident) AND NOT EXISTS "
        "(SELECT 1 FROM accounts JOIN reports ON reports.number = accounts.report "
        "WHERE reports.id = ours.report AND accounts.number = ours.number)"
    ).fetchall()
    for (incident,) in orphans:
        yield Problem(f"Incident {incident}", "it rests on an account that is not there.", LINK_AGAIN)


def _check_subjects(db: Database, chain: tuple[judgements.Entry, ...]) -> Iterator[Problem]:
    """That judgements are looked up by what they are about, point into the text, and take back what came before."""
    lengths: dict[str, int] = {}
    before: set[str] = set()
    found: dict[str, set[str]] = {}
    for id, thing in db.execute(
        "SELECT id, thing FROM judged JOIN judgements ON judgements.number = judgement"
    ):
        found.setdefault(id, set()).add(thing)
    for entry in chain:
        where = f"Judgement {entry.id}"
        if entry.salts["subjects"] is not None:
            subjects = tuple(str(one) for one in json.loads(entry.words["subjects"] or "[]"))
            about = About(entry.about)
            if set(desk.things_of(about, subjects)) != found.get(entry.id, set()):
                yield Problem(
                    where, "it is not listed under what it is about, or under something else.", ASK_WHO
                )
            if about is About.TAKEN_BACK and not before.issuperset(subjects):
                yield Problem(where, "it takes back what did not stand before it.", ASK_WHO)
            if about in (About.FIELD, About.ADDED) and entry.words["value"]:
                report = subjects[0]
                if report not in lengths:
                    kept = reports.get_report(db, report)
                    lengths[report] = len(kept.text) if kept else -1
                if lengths[report] >= 0 and _ends(json.loads(entry.words["value"])) > lengths[report]:
                    yield Problem(where, "it points at words behind the end of its report.", ASK_WHO)
        before.add(entry.id)


def _ends(value: Any) -> int:
    """The farthest end of a stretch of text in a JSON value."""
    if isinstance(value, list):
        return max(map(_ends, value), default=0)
    if not isinstance(value, dict):
        return 0
    own = value["end"] if value.keys() >= {"start", "end"} and isinstance(value["end"], int) else 0
    return max([own, *map(_ends, value.values())])


def _check_chain(db: Database, head: str | None) -> Iterator[Problem]:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    keys = {
        coder: Ed25519PublicKey.from_public_bytes(public)
        for coder, public in db.execute("SELECT coder, public FROM coders")
    }
    chain = judgements.entries(db)
    forgettings = sum(entry.about == "forgotten" for entry in chain)
    previous = ""
    for entry in chain:
        where = f"Judgement {entry.id}"
        if entry.previous != previous:
            yield Problem(
                where, "it does not follow the judgement before it: one is missing or moved.", ASK_WHO
            )
        previous = entry.id
        expected = judgements.judgement_id(
            about=entry.about,
            verdict=entry.verdict,
            coder=entry.coder,
            at=entry.at,
            previous=entry.previous,
            digests=entry.digests,
        )
        if expected != entry.id:
            yield Problem(where, "it was changed after it was signed.", ASK_WHO)
        for part, salt in entry.salts.items():
            if salt is None:
                if not forgettings:
                    yield Problem(where, f"its {part} is gone, but no forgetting is on record.", ASK_WHO)
            elif judgements.part_digest(salt, part, entry.words[part]) != entry.digests[part]:
                yield Problem(where, f"its {part} was changed after it was signed.", ASK_WHO)
        try:
            if entry.coder not in keys:
                yield Problem(where, f"the key of its coder {entry.coder} is missing.", ASK_WHO)
            else:
                keys[entry.coder].verify(entry.signature, bytes.fromhex(entry.id))
        except (InvalidSignature, ValueError):
            yield Problem(where, f"its signature is not by {entry.coder}.", ASK_WHO)
    yield from _check_subjects(db, chain)
    if head and head not in {entry.id for entry in chain}:
        yield Problem(
            "The chain of judgements", f"it does not hold the judgement {head} that you kept.", ASK_WHO
        )
