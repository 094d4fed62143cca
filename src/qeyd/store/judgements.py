"""Keeping judgements: appended, each signed with its coder's key and chained to the one before.

The id of a judgement is a digest over its kind, verdict, coder, time, the id before it, and *salted digests* of its
subjects, value and note. Those three can be forgotten, words and salt, and the chain still holds (see decision 4).
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from qeyd.errors import ShapeError
from qeyd.model import About, Judgement, Verdict
from qeyd.store import desk
from qeyd.store.database import Database

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PARTS = ("subjects", "value", "note")
_COLUMNS = (
    "id, about, verdict, coder, at, previous, signature, subjects, subjects_salt, subjects_digest, "
    "value, value_salt, value_digest, note, note_salt, note_digest"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement as it lies in the chain, with what is needed to verify it."""

    id: str
    about: str
    verdict: str
    coder: str
    at: str
    previous: str
    signature: bytes
    words: dict[str, str | None]  #: subjects, value, note; None: not there, or forgotten
    salts: dict[str, bytes | None]  #: None: forgotten
    digests: dict[str, str]

    @property
    def still_counts(self) -> bool:
        """Whether what it is about and what it says of it were not forgotten; a note may be gone."""
        return self.salts["subjects"] is not None and self.salts["value"] is not None


def part_digest(salt: bytes, part: str, words: str | None) -> str:
    """The salted digest that stands for subjects, value or note."""
    told = b"\x00" if words is None else b"\x01" + words.encode("utf-8")
    return hashlib.sha256(salt + part.encode() + told).hexdigest()


def judgement_id(
    *, about: str, verdict: str, coder: str, at: str, previous: str, digests: dict[str, str]
) -> str:
    """The id of a judgement: SHA-256 over all of it but the signature."""
    whole = json.dumps(
        ["qeyd judgement 1", about, verdict, coder, at, previous, *(digests[part] for part in PARTS)],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()


def _private_key(db: Database, coder: str) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    row = db.execute("SELECT private FROM coders WHERE coder = ?", (coder,)).fetchone()
    if row:
        return Ed25519PrivateKey.from_private_bytes(row[0])
    key = Ed25519PrivateKey.generate()
    db.execute(
        "INSERT INTO coders VALUES (?, ?, ?)",
        (coder, key.public_key().public_bytes_raw(), key.private_bytes_raw()),
    )
    return key


def sign(db: Database, coder: str, data: bytes) -> tuple[bytes, bytes]:
    """The Ed25519 signature of a coder over a document, and the public key as PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = _private_key(db, coder)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return key.sign(data), public


def append_judgement(
    db: Database,
    *,
    about: About,
    subjects: tuple[str, ...],
    verdict: Verdict,
    coder: str,
    at: datetime,
    value: str | None,
    note: str | None,
) -> Judgement:
    """Sign a judgement and put it at the end of the chain. To be called within a transaction.

    The coder's key is made at the coder's first judgement. Raises ShapeError for a coder without a name.
    """
    if not coder.strip():
        raise ShapeError("A judgement needs the name of its coder; this one has none. Give one, or initials.")
    previous = chain_head(db)
    words = {"subjects": json.dumps(subjects, ensure_ascii=False), "value": value, "note": note}
    salts = {part: os.urandom(16) for part in PARTS}
    digests = {part: part_digest(salts[part], part, words[part]) for part in PARTS}
    id = judgement_id(
        about=about.value,
        verdict=verdict.value,
        coder=coder,
        at=at.isoformat(),
        previous=previous,
        digests=digests,
    )
    signature = _private_key(db, coder).sign(bytes.fromhex(id))
    db.execute(
        f"INSERT INTO judgements ({_COLUMNS}) "  # noqa: S608 (own words)
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            id,
            about.value,
            verdict.value,
            coder,
            at.isoformat(),
            previous,
            signature,
            *(column for part in PARTS for column in (words[part], salts[part], digests[part])),
        ),
    )
    desk.put_judged(db, db.last_insert_rowid(), about, subjects)
    return Judgement(id, about, subjects, verdict, coder, at, value, note, previous, signature)


def chain_head(db: Database) -> str:
    """The id of the last judgement; empty when there is none. Kept elsewhere, it fixes the whole chain."""
    row = db.execute("SELECT id FROM judgements ORDER BY number DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def entries(db: Database) -> tuple[Entry, ...]:
    """The chain, first to last, as it lies there."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM judgements ORDER BY number")  # noqa: S608 (own words)
    return tuple(_entry(row) for row in rows)


def _entry(row: tuple[Any, ...]) -> Entry:
    parts = dict(zip(PARTS, (row[7:10], row[10:13], row[13:16]), strict=True))
    return Entry(
        id=row[0],
        about=row[1],
        verdict=row[2],
        coder=row[3],
        at=row[4],
        previous=row[5],
        signature=row[6],
        words={part: told[0] for part, told in parts.items()},
        salts={part: told[1] for part, told in parts.items()},
        digests={part: told[2] for part, told in parts.items()},
    )


def judgements(db: Database) -> tuple[Judgement, ...]:
    """All judgements that were not forgotten, first to last; those taken back among them."""
    return tuple(_judgement(entry) for entry in entries(db) if entry.still_counts)


def _judgement(entry: Entry) -> Judgement:
    return Judgement(
        id=entry.id,
        about=About(entry.about),
        subjects=tuple(json.loads(entry.words["subjects"] or "[]")),
        verdict=Verdict(entry.verdict),
        coder=entry.coder,
        at=datetime.fromisoformat(entry.at),
        value=entry.words["value"],
        note=entry.words["note"],
        previous=entry.previous,
        signature=entry.signature,
    )


def get_judgement(db: Database, id: str) -> Judgement | None:
    """The judgement with this id; None: there is none, or its words were forgotten."""
    row = db.execute(f"SELECT {_COLUMNS} FROM judgements WHERE id = ?", (id,)).fetchone()  # noqa: S608 (own words)
    entry = _entry(row) if row else None
    return _judgement(entry) if entry and entry.still_counts else None


def judgements_after(db: Database, number: int) -> tuple[int, tuple[Judgement, ...]]:
    """The number of the last judgement, and those after the one with this number, first to last."""
    rows = db.execute(
        f"SELECT {_COLUMNS}, number FROM judgements WHERE number > ? ORDER BY number",  # noqa: S608 (own words)
        (number,),
    ).fetchall()
    found = [_entry(row) for row in rows]
    last = rows[-1][-1] if rows else number
    return last, tuple(_judgement(one) for one in found if one.still_counts)


def last_judgements(
    db: Database, *, limit: int, offset: int = 0, coder: str | None = None
) -> tuple[Judgement, ...]:
    """The last judgements, newest first; of one coder where one is named."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM judgements WHERE (:coder IS NULL OR coder = :coder) "  # noqa: S608 (own words)
        "ORDER BY number DESC LIMIT :limit OFFSET :offset",
        {"coder": coder, "limit": limit, "offset": offset},
    ).fetchall()
    return tuple(_judgement(one) for one in map(_entry, rows) if one.still_counts)


def judgements_about(db: Database, things: Iterable[str]) -> tuple[Judgement, ...]:
    """The judgements about these reports, incidents, affairs or judgements, and those that take one of them back.

    First to last; what takes back what takes back is among them. Costs as much as they are, not as the chain is long.
    """
    found: dict[int, Entry] = {}
    ask = set(things)
    while ask:
        rows = db.execute(
            f"SELECT {_COLUMNS}, number FROM judgements WHERE number IN "  # noqa: S608 (own words)
            "(SELECT judgement FROM judged WHERE thing IN (SELECT value FROM json_each(?)))",
            (json.dumps(sorted(ask)),),
        ).fetchall()
        new = {row[-1]: _entry(row) for row in rows if row[-1] not in found}
        found |= new
        ask = {entry.id for entry in new.values()}
    return tuple(_judgement(one) for _, one in sorted(found.items()) if one.still_counts)


def erase_words(db: Database, id: str, parts: tuple[str, ...]) -> None:
    """Forget what a judgement says in these parts, words and salt; its digests, and so the chain, stay."""
    if "subjects" in parts:
        db.execute("DELETE FROM judged WHERE judgement = (SELECT number FROM judgements WHERE id = ?)", (id,))
    for part in parts:
        db.execute(f"UPDATE judgements SET {part} = NULL, {part}_salt = NULL WHERE id = ?", (id,))  # noqa: S608
