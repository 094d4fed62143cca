"""Coders' accounts and sessions, as they are kept: hashes of passwords and of tokens, never themselves."""

from dataclasses import dataclass
from datetime import datetime

from qeyd.store.database import Database


@dataclass(frozen=True, slots=True)
class Login:
    """What is kept of a coder's account."""

    coder: str
    hash: str  #: argon2id, as argon2-cffi writes it
    role: str
    disabled: bool
    failures: int  #: wrong passwords since the last right one
    locked_until: datetime | None
    since: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class KeptSession:
    """What is kept of a session."""

    digest: str  #: SHA-256 of the token
    coder: str
    csrf: str
    started: datetime
    last_seen: datetime
    ends: datetime


def _login(row: tuple[str, str, str, int, int, str | None, str, str]) -> Login:
    return Login(
        coder=row[0],
        hash=row[1],
        role=row[2],
        disabled=bool(row[3]),
        failures=row[4],
        locked_until=datetime.fromisoformat(row[5]) if row[5] else None,
        since=datetime.fromisoformat(row[6]),
        added_by=row[7],
    )


def get_login(db: Database, coder: str) -> Login | None:
    """The account of this coder."""
    row = db.execute("SELECT * FROM logins WHERE coder = ?", (coder,)).fetchone()
    return _login(row) if row else None


def logins(db: Database) -> tuple[Login, ...]:
    """All accounts, by name."""
    return tuple(_login(row) for row in db.execute("SELECT * FROM logins ORDER BY coder"))


def put_login(db: Database, login: Login) -> None:
    """Keep an account in place of the one of the same name."""
    db.execute(
        "INSERT INTO logins VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (coder) DO UPDATE SET hash = excluded.hash, "
        "role = excluded.role, disabled = excluded.disabled, failures = excluded.failures, "
        "locked_until = excluded.locked_until",
        (
            login.coder,
            login.hash,
            login.role,
            int(login.disabled),
            login.failures,
            login.locked_until.isoformat() if login.locked_until else None,
            login.since.isoformat(),
            login.added_by,
        ),
    )


def put_session(db: Database, session: KeptSession) -> None:
    """Keep a session."""
    db.execute(
        "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)",
        (
            session.digest,
            session.coder,
            session.csrf,
            session.started.isoformat(),
            session.last_seen.isoformat(),
            session.ends.isoformat(),
        ),
    )


def get_session(db: Database, digest: str) -> KeptSession | None:
    """The session of a token with this digest."""
    row = db.execute("SELECT * FROM sessions WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        return None
    started, last_seen, ends = (datetime.fromisoformat(one) for one in row[3:])
    return KeptSession(row[0], row[1], row[2], started, last_seen, ends)


def touch_session(db: Database, digest: str, now: datetime) -> None:
    """Note that a session was used."""
    db.execute("UPDATE sessions SET last_seen = ? WHERE digest = ?", (now.isoformat(), digest))


def end_session(db: Database, digest: str) -> None:
    """End one session."""
    db.execute("DELETE FROM sessions WHERE digest = ?", (digest,))


def end_sessions(db: Database, coder: str) -> None:
    """End every session of a coder."""
    db.execute("DELETE FROM sessions WHERE coder = ?", (coder,))


def end_old_sessions(db: Database, now: datetime) -> None:
    """Take away the sessions whose time is over."""
    db.execute("DELETE FROM sessions WHERE ends < ?", (now.isoformat(),))
