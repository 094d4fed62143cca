"""Coders' accounts on one machine or one local network server: passwords, roles, sessions, lock-out.

A casebook without accounts is in single-user mode: nobody logs in, as it always was. Passwords are kept as argon2id
hashes (RFC 9106) by argon2-cffi with its defaults; of a session's token only its SHA-256 is kept.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from qeyd.errors import NotAllowed, ShapeError, StoreError
from qeyd.store import Casebook, KeptSession, Login

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: NIST SP 800-63B-4 §3.1.1.2: 15 characters or more where a password is the only factor; no rules of composition.
SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 1024
#: Wrong passwords before an account waits, and how long the first wait is; each further failure doubles it.
FAILURES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
#: OWASP session management: an end after which one logs in again, and one after idleness.
SESSION = timedelta(hours=12)
IDLE = timedelta(hours=1)
_TOUCH = timedelta(minutes=1)


class Role(StrEnum):
    """What a coder may do; each may do what those before it may."""

    VIEWER = "viewer"
    CODER = "coder"
    REVIEWER = "reviewer"


class Task(StrEnum):
    """What somebody may be allowed to do."""

    SEE = "see"
    JUDGE = "judge"
    SETTLE = "settle"  #: decide between two coders
    UNDO_OTHERS = "undo others"
    LEARN = "learn"  #: let what was learned take effect, or take it back
    RELEASE = "release"  #: name a person, release a planned act
    MANAGE = "manage"  #: accounts and assignments


_MAY = {
    Role.VIEWER: frozenset({Task.SEE}),
    Role.CODER: frozenset({Task.SEE, Task.JUDGE, Task.SETTLE}),
    Role.REVIEWER: frozenset(Task),
}


class LockedOut(NotAllowed):
    """Too many wrong passwords; ``until`` says when another may be tried."""

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Too many wrong passwords. Try again after {until:%H:%M} UTC, or ask a reviewer to set a new one."
        )
        self.until = until


@dataclass(frozen=True, slots=True)
class CoderAccount:
    """A coder's account, without its password."""

    name: str
    role: Role
    disabled: bool
    locked_until: datetime | None
    since: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody logged in. ``token`` is there only as it comes from ``log_in``."""

    coder: str
    role: Role
    csrf: str  #: has to come back with everything that changes something
    started: datetime
    last_seen: datetime
    ends: datetime
    token: str = ""


def may(role: Role, what: Task) -> bool:
    """Whether somebody in this role may do this.

    >>> may(Role.CODER, Task.JUDGE), may(Role.CODER, Task.LEARN), may(Role.VIEWER, Task.JUDGE)
    (True, False, False)
    """
    return what in _MAY[role]


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@lru_cache(maxsize=1)
def _no_hash() -> str:
    """A hash that nobody's password has: an unknown name takes as long as a known one."""
    return _hasher().hash(secrets.token_urlsafe(32))


def has_coders(casebook: Casebook) -> bool:
    """Whether anybody has an account; False: single-user mode, no login."""
    return bool(casebook.desk.logins())


def list_coders(casebook: Casebook) -> tuple[CoderAccount, ...]:
    """All accounts, by name."""
    return tuple(_account(one) for one in casebook.desk.logins())


def _account(login: Login) -> CoderAccount:
    return CoderAccount(
        login.coder, Role(login.role), login.disabled, login.locked_until, login.since, login.added_by
    )


def add_coder(
    casebook: Casebook, name: str, password: str, role: Role, *, now: datetime, by: str = "keeper"
) -> CoderAccount:
    """Give a coder an account. The first account must be a reviewer's: somebody has to manage the others.

    Raises ShapeError for a name or password that cannot be, StoreError where the name is taken.
    """
    name = name.strip()
    if not name or len(name) > 80 or not name.isprintable():
        raise ShapeError("A coder's name has 1 to 80 printable signs. Give one, or initials.")
    _check(password, name)
    hash = _hasher().hash(password)
    with casebook.in_one():
        if casebook.desk.login(name) is not None:
            raise StoreError(f'"{name}" has an account already. Choose another name, or set its role.')
        if not casebook.desk.logins() and role is not Role.REVIEWER:
            raise ShapeError("The first account has to be a reviewer's, who manages the others.")
        login = Login(name, hash, role.value, False, 0, None, now, by)
        casebook.desk.put_login(login)
    return _account(login)


def _check(password: str, name: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise ShapeError(
            f"The password has {len(password)} signs; it needs {SHORTEST_PASSWORD} or more. Take a few words."
        )
    if len(password) > LONGEST_PASSWORD:
        raise ShapeError(f"The password has more than {LONGEST_PASSWORD} signs. Take a shorter one.")
    if name.casefold() in password.casefold() or len(set(password)) < 5:
        raise ShapeError("The password is too easily guessed. Take a few words that do not hold your name.")


def set_role(casebook: Casebook, name: str, role: Role, *, now: datetime) -> CoderAccount:
    """Give a coder another role; whoever is logged in with it has to log in again. One reviewer has to stay."""
    return _change(casebook, name, role=role.value)


def disable_coder(casebook: Casebook, name: str, *, now: datetime) -> CoderAccount:
    """Shut an account: its sessions end and nobody logs in with it; what the coder decided stays."""
    return _change(casebook, name, disabled=True)


def enable_coder(casebook: Casebook, name: str, *, now: datetime) -> CoderAccount:
    """Open an account again; its failures are forgotten."""
    return _change(casebook, name, disabled=False, failures=0, locked_until=None)


def set_password(casebook: Casebook, name: str, password: str, *, now: datetime) -> CoderAccount:
    """Give an account another password; its sessions end, a lock-out too."""
    _check(password, name)
    return _change(casebook, name, hash=_hasher().hash(password), failures=0, locked_until=None)


def _change(casebook: Casebook, name: str, **what: object) -> CoderAccount:
    with casebook.in_one():
        login = casebook.desk.login(name)
        if login is None:
            raise StoreError(f'There is no account "{name}". Look at "qeyd coders list".')
        changed: Login = replace(login, **what)  # type: ignore[arg-type]
        others = [one for one in casebook.desk.logins() if one.coder != name]
        reviewers = [one for one in (*others, changed) if one.role == Role.REVIEWER and not one.disabled]
        if not reviewers:
            raise NotAllowed(
                "One reviewer has to stay, or nobody could manage the accounts. Add another first."
            )
        casebook.desk.put_login(changed, end_sessions=True)
    return _account(changed)


def log_in(casebook: Casebook, name: str, password: str, *, now: datetime) -> Session:
    """Log somebody in: a new session with a new token, whatever the browser had before.

    Raises LockedOut after too many wrong passwords, NotAllowed, in the same words whether name, password or account is
    wrong.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    refused = NotAllowed("Name or password is wrong, or the account is shut. Try again, or ask a reviewer.")
    name = name.strip()
    login = casebook.desk.login(name)
    if login is not None and login.locked_until is not None and now < login.locked_until:
        raise LockedOut(login.locked_until)
    right = True
    try:
        _hasher().verify(login.hash if login else _no_hash(), password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        right = False
    if login is None:
        raise refused
    with casebook.in_one():
        login = casebook.desk.login(name)
        if login is None:
            raise refused
        if login.locked_until is not None and now < login.locked_until:  # others tried meanwhile
            raise LockedOut(login.locked_until)
        if not right:
            failures = login.failures + 1
            casebook.desk.put_login(replace(login, failures=failures, locked_until=_wait(failures, now)))
        elif not login.disabled:
            hash = _hasher().hash(password) if _hasher().check_needs_rehash(login.hash) else login.hash
            casebook.desk.put_login(replace(login, failures=0, locked_until=None, hash=hash))
            token = secrets.token_urlsafe(32)
            kept = KeptSession(_digest(token), name, secrets.token_urlsafe(32), now, now, now + SESSION)
            casebook.desk.put_session(kept, now=now)
            return Session(name, Role(login.role), kept.csrf, now, now, kept.ends, token)
    raise refused


def _wait(failures: int, now: datetime) -> datetime | None:
    if failures < FAILURES:
        return None
    times: int = 2 ** min(failures - FAILURES, 10)
    return now + min(LONGEST_WAIT, FIRST_WAIT * times)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def session(casebook: Casebook, token: str, *, now: datetime) -> Session | None:
    """Who is logged in with this token; None: nobody, or the session is over, idle too long, or the account shut."""
    if not token or len(token) > 200:
        return None
    kept = casebook.desk.session(_digest(token))
    login = casebook.desk.login(kept.coder) if kept else None
    if kept is None or login is None or login.disabled:
        return None
    if now >= kept.ends or now - kept.last_seen >= IDLE:
        return None
    if casebook.desk.writable and now - kept.last_seen >= _TOUCH:
        casebook.desk.touch_session(kept.digest, now)
    return Session(kept.coder, Role(login.role), kept.csrf, kept.started, kept.last_seen, kept.ends)


def is_csrf_right(session: Session, given: str) -> bool:
    """Whether what came with a form is this session's own secret; takes the same time either way."""
    return hmac.compare_digest(session.csrf.encode(), given.encode())


def log_out(casebook: Casebook, token: str, *, now: datetime) -> None:
    """End the session of this token."""
    casebook.desk.end_session(_digest(token))
