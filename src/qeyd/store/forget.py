"""Forgetting for good: a report, or a name, with all that was derived from it.

What stays is a salted digest, so that what was forgotten is known again and not taken in anew, and the fact of
forgetting, as a judgement in the chain. Rows are removed with secure_delete; then the database file is written anew
(VACUUM) and its log cut to nothing, since SQLite may leave copies of moved rows in the free space of a page. A flag
kept with the removal makes sure that this last step happens, even after a power cut (see ``finish``).
"""

import hashlib
import html
import itertools
import json
import os
import re
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from qeyd.errors import StoreError
from qeyd.model import About, Report, Unread, Verdict
from qeyd.model.shapes import Json, reading_from_json, reading_to_json, report_to_json
from qeyd.store import judgements, links, readings, reports, wordbook
from qeyd.store.database import Database, transaction
from qeyd.store.masking import ENDING, fold, mask, mask_json, name_pattern, parts_pattern, words_of
from qeyd.store.reports import Added, Arrival, Outcome

#: Twelve digits of a report's id and more name it; fewer could be another's.
SHORTEST_ID = 8


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting did."""

    digest: str  #: the salted digest that stays
    reports: int  #: reports removed, or masked
    incidents: int  #: incidents that rested on them; link again to have them anew
    judgements: int  #: judgements that lost words
    finished: bool = True  #: False: another program had the casebook open, see ``finish``


def make_salt(db: Database) -> None:
    """Give a new casebook the salt of its forgetting."""
    db.execute("INSERT INTO meta VALUES ('salt', ?)", (os.urandom(32),))


def salted(db: Database, sort: str, thing: str) -> str:
    """The salted digest under which a forgotten thing is known."""
    salt = db.execute("SELECT value FROM meta WHERE key = 'salt'").fetchone()[0]
    return _salted(salt, sort, thing)


def _salted(salt: bytes, sort: str, thing: str) -> str:
    return hashlib.blake2b(f"{sort}\n{thing}".encode(), key=salt, digest_size=32).hexdigest()


# --- what comes in ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watch:
    """What was forgotten, in the shape that an arrival is held against."""

    salt: bytes
    digests: frozenset[str]
    lengths: tuple[int, ...]  #: how many words the forgotten names have

    @classmethod
    def of(cls, db: Database) -> "Watch":
        """What this casebook has forgotten."""
        salt = db.execute("SELECT value FROM meta WHERE key = 'salt'").fetchone()[0]
        rows = db.execute("SELECT digest, words FROM forgotten").fetchall()
        return cls(salt, frozenset(row[0] for row in rows), tuple(sorted({row[1] for row in rows} - {0})))

    def names_in(self, text: str) -> tuple[str, ...]:
        """The forgotten names that stand in a text, each word possibly with a case ending."""
        if not self.lengths:
            return ()
        words = [fold(word) for word in re.findall(r"\w+", text)]
        found: dict[str, None] = {}
        for length in self.lengths:
            for window in zip(*(words[at:] for at in range(length)), strict=False):
                if length == 1:
                    forms: list[tuple[str, ...]] = [window]
                else:
                    stems = (
                        [word[: len(word) - cut] for cut in range(ENDING + 1) if len(word) > cut]
                        for word in window
                    )
                    forms = list(itertools.product(*stems))
                for form in forms:
                    if _salted(self.salt, "name", " ".join(sorted(form))) in self.digests:
                        found[" ".join(form)] = None
        return tuple(found)

    def take_in(self, db: Database, arrival: Arrival, *, now: datetime) -> Added:
        """Keep an arrival, unless it is known or was forgotten; forgotten names in it are masked."""
        content = reports.content_digest(arrival.data)
        id = reports.report_id(arrival.url, arrival.outlet, content)
        if db.execute("SELECT 1 FROM reports WHERE id = ?", (id,)).fetchone():
            return Added(id, Outcome.KNOWN)
        if self.digests and _salted(self.salt, "report", id) in self.digests:
            return Added(id, Outcome.FORGOTTEN)
        report = Report(
            id=id,
            text=arrival.text,
            url=arrival.url,
            outlet=arrival.outlet,
            title=arrival.title,
            published=arrival.published,
            language=arrival.language,
            given_id=arrival.given_id,
            content=content,
            first_seen=(arrival.first_seen or now).astimezone(UTC),
            archived_at=(arrival.archived_at or now).astimezone(UTC),
            republished_from=arrival.republished_from,
            sort=arrival.sort,
        )
        data: bytes | None = arrival.data
        author = arrival.capture.author or "" if arrival.capture else ""
        said = (arrival.text, arrival.title or "", author, *_readable(arrival.data))
        for name in self.names_in("\n".join(said)):
            report, data = _masked(report, parts_pattern(name)), None
        previous = reports.newest_at(db, report.url) if report.url else None
        number = reports.insert_report(db, report, data=data, media=arrival.media, previous=previous)
        wordbook.list_report(db, number, report)
        if arrival.capture is not None and data is not None:
            reports.insert_capture(db, number, arrival.capture)
        if report.url != arrival.url or report.outlet != arrival.outlet:
            db.execute("UPDATE reports SET masked = 2 WHERE id = ?", (id,))
        return Added(id, Outcome.NEW_VERSION if previous else Outcome.NEW, masked=data is None)


def _masked(report: Report, pattern: "re.Pattern[str]") -> Report:
    """The report with what the pattern finds masked in all its words; its id stays."""
    return replace(
        report,
        text=mask(report.text, pattern),
        title=mask(report.title, pattern) if report.title else report.title,
        url=mask(report.url, pattern) if report.url else report.url,
        outlet=mask(report.outlet, pattern) if report.outlet else report.outlet,
        given_id=mask(report.given_id, pattern) if report.given_id else report.given_id,
        republished_from=tuple(mask(name, pattern) for name in report.republished_from),
    )


def _readable(data: bytes) -> tuple[str, ...]:
    """Archived bytes as the words that they may hold, in the encodings that pages come in."""
    texts = [data.decode("utf-8", "ignore")]
    if b"\x00" not in data[:4096] and any(byte > 0x7F for byte in data[:4096]):
        texts += [data.decode("cp1251", "ignore"), data.decode("cp1254", "ignore")]
    return tuple(re.sub(r"<[^<>]*>", " ", html.unescape(text)) for text in texts)


# --- what goes -------------------------------------------------------------------------------------------------


def find_reports(db: Database, wanted: str) -> tuple[str, ...]:
    """The ids of reports with this id, beginning of an id, given id or address."""
    rows = db.execute(
        "SELECT id FROM reports WHERE id = :it OR url = :it OR given_id = :it ORDER BY number", {"it": wanted}
    ).fetchall()
    if not rows and len(wanted) >= SHORTEST_ID and re.fullmatch("[0-9a-f]+", wanted):
        rows = db.execute(
            "SELECT id FROM reports WHERE id >= ? AND id < ?", (wanted, wanted + "g")
        ).fetchall()
    return tuple(row[0] for row in rows)


def forget_report(db: Database, id: str, *, coder: str, now: datetime) -> Forgotten:
    """Forget one report. Raises StoreError when there is none with this id."""
    with transaction(db):
        row = db.execute("SELECT number, previous FROM reports WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise StoreError(f'There is no report {id} in this casebook. Look the id up with "qeyd show".')
        number, previous = row
        lost = _erase_judgements_of(db, id)
        readings.remove_reading(db, number, id)
        db.execute("DELETE FROM archive WHERE report = ?", (number,))
        db.execute("DELETE FROM captures WHERE report = ?", (number,))
        db.execute("DELETE FROM testimonies WHERE report = ?", (number,))
        db.execute("DELETE FROM pairs WHERE report = ?", (id,))
        wordbook.unlist_report(db, number)
        wordbook.purge(db)
        db.execute("DELETE FROM reports WHERE number = ?", (number,))
        db.execute("UPDATE reports SET previous = ? WHERE previous = ?", (previous, id))
        touched = [
            row[0]
            for row in db.execute("SELECT DISTINCT incident FROM incident_accounts WHERE report = ?", (id,))
        ]
        for incident in touched:
            _remove_incident(db, incident)
        db.execute("DELETE FROM incident_accounts WHERE report = ?", (id,))
        if not links.is_kept(db):
            links.let_go(db, id)
        digest = salted(db, "report", id)
        _note_forgetting(db, digest, sort="report", words=0, coder=coder, now=now)
    return Forgotten(digest, 1, len(touched), lost, finished=finish(db))


def _remove_incident(db: Database, id: str) -> None:
    """Take an incident away until incidents are worked out again; which accounts were in it is remembered."""
    db.execute("DELETE FROM affairs WHERE id = (SELECT affair FROM incidents WHERE id = ?)", (id,))
    db.execute("DELETE FROM incidents WHERE id = ?", (id,))
    db.execute("DELETE FROM names WHERE owner = ?", (id,))


def _erase_judgements_of(db: Database, report: str) -> int:
    """Erase what judgements say of a report, and of names that no other report tells."""
    others = "SELECT 1 FROM names JOIN reports ON reports.id = owner WHERE name = mine.name AND owner <> mine.owner"
    mine = {
        row[0]
        for row in db.execute(
            f"SELECT name FROM names AS mine WHERE owner = ? AND NOT EXISTS ({others})",  # noqa: S608 (own words)
            (report,),
        )
    }
    lost = 0
    for entry in judgements.entries(db):
        subjects = json.loads(entry.words["subjects"] or "[]")
        names_mine = entry.about == About.NAME and bool(set(subjects[1:]) & mine)
        if report in subjects or names_mine or report in (entry.words["value"] or ""):
            judgements.erase_words(db, entry.id, judgements.PARTS)
            lost += 1
    return lost


def forget_name(db: Database, name: str, *, coder: str, now: datetime) -> Forgotten:
    """Mask a name, and the parts of it in the reports that hold it, wherever it stands.

    The archived bytes of such a report cannot be masked, so they go; its text stays, with the mask. Raises StoreError
    for a name without letters.
    """
    words = words_of(name)
    if not words or not any(len(word) > 1 for word in words):
        raise StoreError(
            f'"{name}" holds no name. Give the name as the reports spell it, in quotation marks.'
        )
    whole, parts = name_pattern(name), parts_pattern(name)
    masked = lost = 0
    with transaction(db):
        for number, id in db.execute("SELECT number, id FROM reports ORDER BY number").fetchall():
            masked += _mask_report(db, number, id, whole, parts)
        if masked:
            wordbook.purge(db)
        touched = _remove_incidents_naming(db, whole)
        for entry in judgements.entries(db):
            hit = tuple(part for part in judgements.PARTS if whole.search(_said(entry, part)))
            if hit:
                judgements.erase_words(db, entry.id, hit)
                lost += 1
        for lesson, body in db.execute("SELECT id, body FROM lessons").fetchall():
            if set(words) & set(words_of(body)):  # a first name or an outlet that was learned
                db.execute("DELETE FROM lessons WHERE id = ?", (lesson,))
        digest = salted(db, "name", " ".join(sorted(words)))
        _note_forgetting(db, digest, sort="name", words=len(words), coder=coder, now=now)
    return Forgotten(digest, masked, touched, lost, finished=finish(db))


def _said(entry: judgements.Entry, part: str) -> str:
    """The words of a part of a judgement, JSON escapes undone."""
    words = entry.words[part] or ""
    try:
        return json.dumps(json.loads(words), ensure_ascii=False)
    except ValueError:
        return words


def _mask_report(
    db: Database, number: int, id: str, whole: "re.Pattern[str]", parts: "re.Pattern[str]"
) -> int:
    """Mask a name in one report and in what was read in it; 1 when it stood there, else 0."""
    before = reports.get_report(db, id)
    archived = reports.get_archived(db, id)
    capture = reports.get_capture(db, id)
    assert before is not None
    told = "\n".join(
        (before.text, before.title or "", before.url or "", before.outlet or "", before.given_id or "")
        + before.republished_from
        + (_readable(archived[1]) if archived else ())
        + ((capture.author or "", *(value for _, value in capture.headers)) if capture else ())
    )
    row = db.execute("SELECT body, read_at FROM readings WHERE report = ?", (number,)).fetchone()
    names = readings.names_of(db, id)
    if not whole.search(told) and not any(whole.search(one) for one in names.values()):
        return 0
    after = _masked(before, parts)
    reading = readings.restore(before, row[0], names) if row else None
    text = after.text.encode("utf-8")
    moved = after.url != before.url or after.outlet != before.outlet
    db.execute(
        "UPDATE reports SET text = ?, text_digest = ?, title = ?, url = ?, outlet = ?, given_id = ?, "
        "republished_from = ?, masked = max(masked, ?) WHERE number = ?",
        (
            zlib.compress(text, 6),
            hashlib.sha256(text).hexdigest(),
            after.title,
            after.url,
            after.outlet,
            after.given_id,
            json.dumps(after.republished_from, ensure_ascii=False),
            2 if moved else 1,
            number,
        ),
    )
    db.execute("DELETE FROM archive WHERE report = ?", (number,))
    db.execute("DELETE FROM captures WHERE report = ?", (number,))
    wordbook.drop_words(db, number)
    wordbook.list_report(db, number, after)
    if reading is not None:
        # The mask has as many signs as the name, so every quote still stands where it stood.
        line = mask_json(reading_to_json(replace(reading, report=after)), parts)
        line = _cut_again(line, after.text) | {"report": report_to_json(after)}
        again = reading_from_json(line)
        if isinstance(again, Unread):
            again = replace(again, read_by=reading.read_by)
        readings.put_reading(db, again, read_at=row[1])
    return 1


def _cut_again(value: Json, text: str) -> Json:
    """A JSON value in which each quote has the words that stand in its place now."""

    def cut(one: object) -> object:
        if isinstance(one, list):
            return [cut(each) for each in one]
        if not isinstance(one, dict):
            return one
        if one.keys() == {"start", "end", "text"}:
            return one | {"text": text[one["start"] : one["end"]]}
        return {key: cut(each) for key, each in one.items()}

    return {key: cut(one) for key, one in value.items()}


def _remove_incidents_naming(db: Database, whole: "re.Pattern[str]") -> int:
    """Take away incidents and affairs in whose words the name stands."""
    touched = 0
    for id, body in db.execute("SELECT id, body FROM incidents").fetchall():
        said = zlib.decompress(body).decode("utf-8") + "\n" + "\n".join(readings.names_of(db, id).values())
        if whole.search(said):
            _remove_incident(db, id)
            touched += 1
    for id, why in db.execute("SELECT id, why FROM affairs").fetchall():
        if whole.search(why):
            db.execute("DELETE FROM affairs WHERE id = ?", (id,))
    return touched


def _note_forgetting(db: Database, digest: str, *, sort: str, words: int, coder: str, now: datetime) -> None:
    db.execute(
        "INSERT INTO forgotten VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
        (digest, sort, words, now.isoformat()),
    )
    judgements.append_judgement(
        db,
        about=About.FORGOTTEN,
        subjects=(digest,),
        verdict=Verdict.YES,
        coder=coder,
        at=now,
        value=None,
        note=None,
    )
    links.doubt(db)
    db.execute("INSERT OR REPLACE INTO meta VALUES ('unfinished forgetting', x'01')")


def is_unfinished(db: Database) -> bool:
    """Whether something was forgotten whose last traces may still lie in the file's free space."""
    return bool(db.execute("SELECT 1 FROM meta WHERE key = 'unfinished forgetting'").fetchone())


def finish(db: Database) -> bool:
    """Write the file anew and cut its log, so that nothing of what was forgotten lies in their free space.

    Needs about as much memory as the casebook is large (no copy is ever written to a temporary file). False while
    another program has the casebook open: what was forgotten is gone for every reader all the same, and the next
    opening for writing does the rest.
    """
    import apsw

    try:
        db.execute("VACUUM")
        if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            return False
        with transaction(db):
            db.execute("DELETE FROM meta WHERE key = 'unfinished forgetting'")
    except (apsw.BusyError, apsw.LockedError):
        return False
    return True


def finish_if_needed(db: Database) -> None:
    """Do what a forgetting that was cut short left to do; not now when another program is in the way."""
    if is_unfinished(db):
        finish(db)
