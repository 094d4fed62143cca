"""Each test damages a casebook behind its back, as a disk or a hand might, and asks what the check says."""

from pathlib import Path

import apsw
import pytest

from qeyd.model import About, Affair, Verdict
from qeyd.store import open_casebook
from tests.store.samples import NOW, arrival, incident_of, new_casebook, reading_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with new_casebook(tmp_path / "c") as casebook:
        id = casebook.add([arrival()])[0].id
        report = casebook.report(id)
        assert report
        casebook.keep_readings([reading_of(report)])
        casebook.keep_incidents([incident_of(id)], [Affair("a1", ("i1",))])
        for verdict in Verdict:
            casebook.judge(
                about=About.ACCOUNT, subjects=(id, "0"), verdict=verdict, coder="Coder A", at=NOW, note="so"
            )
        assert casebook.check() == ()
    return tmp_path / "c"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE archive SET bytes = (SELECT text FROM reports) || x''", "bytes"),
        ("DELETE FROM archive", "archived bytes are missing"),
        ("UPDATE reports SET url = 'https://example.org/other'", "id does not fit"),
        ("UPDATE reports SET text_digest = 'x'", "not the text that was added"),
        ("UPDATE reports SET text = x'00'", "cannot be read"),
        ("DELETE FROM names", "missing from the table of names"),
        ("DELETE FROM accounts", "accounts, but 0 are listed"),
        ("DELETE FROM accounts", "rests on an account that is not there"),
        ("UPDATE judgements SET verdict = 'yes' WHERE number = 2", "changed after it was signed"),
        ("UPDATE judgements SET note = 'other' WHERE number = 2", "note was changed"),
        ("UPDATE judgements SET coder = 'Coder B' WHERE number = 3", "key of its coder Coder B is missing"),
        ("UPDATE judgements SET signature = x'00' WHERE number = 1", "signature is not by Coder A"),
        ("DELETE FROM judgements WHERE number = 2", "one is missing or moved"),
        (
            "UPDATE judgements SET note = NULL, note_salt = NULL WHERE number = 1",
            "no forgetting is on record",
        ),
        ("UPDATE reports SET masked = 1", "no forgetting is on record"),
    ],
)
def test_damage_is_found_and_said_with_what_to_do(folder: Path, damage: str, said: str) -> None:
    db = apsw.Connection(str(folder / "casebook.sqlite"))
    if "bytes = (" in damage:
        import zlib

        db.execute("UPDATE archive SET bytes = ?", (zlib.compress(b"other words"),))
    else:
        db.execute(damage)
    db.close()
    with open_casebook(folder) as casebook:
        problems = casebook.check()
    assert any(said in str(problem) for problem in problems), problems
    assert all(problem.where and problem.remedy for problem in problems)


def test_a_changed_text_is_found_by_its_quotes_too(folder: Path) -> None:
    import hashlib
    import zlib

    text = next_text = "Nobody at all was ever held by anyone here, or anywhere else, or so it was told. " * 3
    db = apsw.Connection(str(folder / "casebook.sqlite"))
    digest = hashlib.sha256(next_text.encode()).hexdigest()
    db.execute("UPDATE reports SET text = ?, text_digest = ?", (zlib.compress(text.encode()), digest))
    db.close()
    with open_casebook(folder) as casebook:
        assert any("the quote at characters" in problem.what for problem in casebook.check())


def test_a_chain_cut_at_its_end_is_found_with_a_head_that_was_kept(folder: Path) -> None:
    with open_casebook(folder) as casebook:
        head = casebook.head()
    db = apsw.Connection(str(folder / "casebook.sqlite"))
    db.execute("DELETE FROM judgements WHERE number = 3")
    db.close()
    with open_casebook(folder) as casebook:
        assert casebook.check() == ()
        assert [head in problem.what for problem in casebook.check(head=head)] == [True]
