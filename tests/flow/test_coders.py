"""Coders' accounts: who may do what, sessions, lock-out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qeyd.errors import NotAllowed, ShapeError, StoreError
from qeyd.flow import coders
from qeyd.flow.coders import (
    LockedOut,
    Role,
    Task,
    add_coder,
    disable_coder,
    has_coders,
    is_csrf_right,
    list_coders,
    log_in,
    log_out,
    may,
    session,
    set_password,
    set_role,
)
from qeyd.flow.link import link_casebook
from qeyd.flow.review import judge_account, release, undo
from qeyd.model import Verdict
from qeyd.store import Casebook
from tests.flow.desk import at, desk
from tests.store.samples import new_casebook

NOW = datetime(2031, 3, 20, 9, 0, tzinfo=UTC)
WORDS = "grey heron over slow water"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(coders, "_hasher", lambda: quick)


@pytest.fixture
def casebook(tmp_path: Path) -> Casebook:
    book = new_casebook(tmp_path / "c")
    add_coder(book, "Anna", WORDS, Role.REVIEWER, now=NOW)
    add_coder(book, "Boris", WORDS + "s", Role.CODER, now=NOW)
    return book


def test_a_casebook_without_accounts_needs_no_login(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        assert not has_coders(casebook)


def test_the_first_account_is_a_reviewers_and_one_reviewer_stays(casebook: Casebook, tmp_path: Path) -> None:
    with new_casebook(tmp_path / "d") as other, pytest.raises(ShapeError):
        add_coder(other, "Clara", WORDS, Role.CODER, now=NOW)
    with pytest.raises(NotAllowed):
        set_role(casebook, "Anna", Role.CODER, now=NOW)
    with pytest.raises(NotAllowed):
        disable_coder(casebook, "Anna", now=NOW)
    assert [(one.name, one.role) for one in list_coders(casebook)] == [
        ("Anna", Role.REVIEWER),
        ("Boris", Role.CODER),
    ]


@pytest.mark.parametrize("password", ["short", "a" * 20, "boris and the long words", "x" * 1025])
def test_weak_passwords_are_refused(casebook: Casebook, password: str) -> None:
    with pytest.raises(ShapeError):
        set_password(casebook, "Boris", password, now=NOW)


def test_no_password_and_no_token_lies_in_the_casebook(casebook: Casebook) -> None:
    token = log_in(casebook, "Anna", WORDS, now=NOW).token
    bytes_ = (casebook.folder / "casebook.sqlite").read_bytes()
    wal = Path(f"{casebook.folder / 'casebook.sqlite'}-wal")
    bytes_ += wal.read_bytes() if wal.exists() else b""
    assert WORDS.encode() not in bytes_
    assert token.encode() not in bytes_
    assert b"$argon2id$" in bytes_


def test_each_login_has_a_new_token_and_it_ends(casebook: Casebook) -> None:
    one, other = (log_in(casebook, "Anna", WORDS, now=NOW) for _ in range(2))
    assert one.token != other.token and one.csrf != other.csrf
    found = session(casebook, one.token, now=NOW)
    assert found and (found.coder, found.role, found.token) == ("Anna", Role.REVIEWER, "")
    assert is_csrf_right(found, one.csrf) and not is_csrf_right(found, other.csrf)
    log_out(casebook, one.token, now=NOW)
    assert session(casebook, one.token, now=NOW) is None
    assert session(casebook, other.token, now=NOW) is not None
    assert session(casebook, other.token, now=NOW + coders.IDLE) is None
    assert session(casebook, "chosen by somebody else", now=NOW) is None


def test_a_session_in_use_goes_on_and_ends_all_the_same(casebook: Casebook) -> None:
    token = log_in(casebook, "Anna", WORDS, now=NOW).token
    step = coders.IDLE / 2
    when = NOW
    while when + step < NOW + coders.SESSION:
        when += step
        assert session(casebook, token, now=when) is not None
    assert session(casebook, token, now=NOW + coders.SESSION) is None


def test_another_role_or_password_and_a_shut_account_end_sessions(casebook: Casebook) -> None:
    for change in (
        lambda: set_role(casebook, "Boris", Role.VIEWER, now=NOW),
        lambda: set_password(casebook, "Boris", WORDS + "s", now=NOW),
        lambda: disable_coder(casebook, "Boris", now=NOW),
    ):
        token = log_in(casebook, "Boris", WORDS + "s", now=NOW).token
        change()
        assert session(casebook, token, now=NOW) is None
    with pytest.raises(NotAllowed):
        log_in(casebook, "Boris", WORDS + "s", now=NOW)


def test_wrong_name_wrong_password_and_shut_account_read_the_same(casebook: Casebook) -> None:
    disable_coder(casebook, "Boris", now=NOW)
    said = set()
    for name, password in (("Anna", "wrong"), ("Nobody", WORDS), ("Boris", WORDS + "s")):
        with pytest.raises(NotAllowed) as refused:
            log_in(casebook, name, password, now=NOW)
        said.add(str(refused.value))
    assert len(said) == 1


def test_failures_lock_out_even_the_right_password_and_the_wait_grows(casebook: Casebook) -> None:
    def fail(when: datetime) -> None:
        with pytest.raises(NotAllowed):
            log_in(casebook, "Anna", "wrong", now=when)

    for _ in range(coders.FAILURES):
        fail(NOW)
    with pytest.raises(LockedOut) as first:
        log_in(casebook, "Anna", WORDS, now=NOW)
    assert first.value.until == NOW + coders.FIRST_WAIT
    fail(first.value.until)
    with pytest.raises(LockedOut) as second:
        log_in(casebook, "Anna", WORDS, now=first.value.until)
    assert second.value.until - first.value.until == 2 * coders.FIRST_WAIT
    log_in(casebook, "Anna", WORDS, now=second.value.until)
    fail(second.value.until)  # failures were forgotten
    log_in(casebook, "Anna", WORDS, now=second.value.until + timedelta(seconds=1))


def test_names_are_taken_once(casebook: Casebook) -> None:
    with pytest.raises(StoreError):
        add_coder(casebook, " Anna ", WORDS, Role.CODER, now=NOW)


def test_roles_allow_what_they_say_and_viewers_judge_nothing(tmp_path: Path) -> None:
    assert {task for task in Task if may(Role.VIEWER, task)} == {Task.SEE}
    assert may(Role.CODER, Task.JUDGE) and not may(Role.CODER, Task.RELEASE)
    assert all(may(Role.REVIEWER, task) for task in Task)
    book, refs = desk(tmp_path, reports=1)
    with book:
        add_coder(book, "Anna", WORDS, Role.REVIEWER, now=NOW)
        add_coder(book, "Vera", WORDS, Role.VIEWER, now=NOW)
        with pytest.raises(NotAllowed):
            judge_account(book, refs[0], Verdict.YES, coder="Vera", at=at())
        assert book.judgements() == ()
        add_coder(book, "Boris", WORDS, Role.CODER, now=NOW)
        link_casebook(book)
        incident = book.incident_of(refs[0])
        assert incident
        done = judge_account(book, refs[0], Verdict.YES, coder="Anna", at=at())
        with pytest.raises(NotAllowed):
            release(book, incident, Verdict.YES, coder="Boris", at=at(), why="over")
        with pytest.raises(NotAllowed):
            undo(book, done.judgements[0], coder="Boris", at=at())
        mine = judge_account(book, refs[0], Verdict.NO, coder="Boris", at=at())
        undo(book, mine.judgements[0], coder="Anna", at=at())
        assert release(book, incident, Verdict.YES, coder="Anna", at=at(), why="over").judgements
