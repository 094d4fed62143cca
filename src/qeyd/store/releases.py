"""Release keys and what was released: kept in the casebook, and so as locked as the rest of it."""

import os
import zlib

from qeyd.store.database import Database

DEFAULT = "default"


def release_key(db: Database, name: str) -> bytes:
    """The release key of this name, 32 random bytes, made at its first use. To be called within a transaction."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (f"release key {name}",)).fetchone()
    if row:
        return bytes(row[0])
    key = os.urandom(32)
    db.execute("INSERT INTO meta VALUES (?, ?)", (f"release key {name}", key))
    return key


def keep_release(db: Database, name: str, content: bytes, head: str) -> None:
    """Remember what a release said, and the head of the chain of judgements then, so that a later one can compare."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"release {name}", zlib.compress(content, 6)))
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"head at release {name}", head.encode("ascii")))


def head_at_release(db: Database, name: str) -> str | None:
    """The head of the chain of judgements when a release was made; None where it is not known."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (f"head at release {name}",)).fetchone()
    return bytes(row[0]).decode("ascii") if row else None


def past_release(db: Database, name: str) -> bytes | None:
    """What a release said; None where there was none of this name."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (f"release {name}",)).fetchone()
    return zlib.decompress(row[0]) if row else None


def past_releases(db: Database) -> tuple[str, ...]:
    """The names of all releases, in order."""
    rows = db.execute(
        "SELECT key FROM meta WHERE key GLOB 'release *' AND key NOT GLOB 'release key *' ORDER BY key"
    )
    return tuple(str(row[0])[len("release ") :] for row in rows)
