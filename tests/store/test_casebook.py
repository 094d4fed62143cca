from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qeyd.errors import (
    CasebookBusy,
    NoCasebook,
    NoRoom,
    ShapeError,
    StoreError,
    UnknownVersion,
    WrongPassphrase,
)
from qeyd.model import About, Affair, Reading, Unread, Verdict
from qeyd.store import Arrival, Filter, Outcome, create_casebook, is_locked, open_casebook
from tests.store.samples import NOW, TEXT, arrival, incident_of, new_casebook, reading_of


def test_the_same_report_twice_is_stored_once(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        first, second = casebook.add([arrival(), arrival()], now=NOW)
        assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.KNOWN)
        assert first.id == second.id
        assert casebook.add([arrival()])[0].outcome is Outcome.KNOWN
        assert [report.id for report in casebook.reports()] == [first.id]


def test_the_same_words_in_another_outlet_are_another_report_of_the_same_content(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        casebook.add([arrival(url=None, outlet="Daily A"), arrival(url=None, outlet="Daily B")])
        one, other = casebook.reports()
        assert one.id != other.id
        assert one.content == other.content


def test_other_words_at_the_same_address_are_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        first = casebook.add([arrival()], now=NOW)[0]
        later = casebook.add([arrival(TEXT + " Corrected.")], now=NOW + timedelta(hours=1))[0]
        assert later.outcome is Outcome.NEW_VERSION
        assert casebook.versions("https://example.org/1") == (first.id, later.id)
        report = casebook.report(later.id)
        assert report and report.first_seen == NOW + timedelta(hours=1)
        assert casebook.archived(first.id) == ("text/plain", TEXT.encode())


def test_a_report_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        id = casebook.add([arrival()], now=NOW)[0].id
        report = casebook.report(id)
        assert report
        assert (report.text, report.language, report.title) == (TEXT, "en", "Baker Orxan Tumanov detained")
        assert report.archived_at == report.first_seen == NOW


def test_a_reading_comes_back_equal_and_is_read_only_once_by_a_version(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        one, other = casebook.add([arrival(), arrival("Nothing happened.", url="https://example.org/2")])
        report = casebook.report(one.id)
        assert report
        reading = reading_of(report)
        assert casebook.keep_readings([reading]) == 1
        assert casebook.reading(one.id) == reading
        assert [report.id for report in casebook.reports_not_read_by("test 1")] == [other.id]
        assert casebook.count_not_read_by("test 1") == 1
        assert casebook.count_not_read_by("test 2") == 2
        casebook.keep_readings([Unread(report, "too short", "test 2")])
        assert casebook.reading(one.id) == Unread(report, "too short", "test 2")
        assert casebook.totals().accounts == 0


def test_a_reading_of_an_unknown_report_is_refused(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        id = casebook.add([arrival()])[0].id
        report = casebook.report(id)
        assert report
        with new_casebook(tmp_path / "d") as empty, pytest.raises(ShapeError, match="not in this casebook"):
            empty.keep_readings([reading_of(report)])


def test_names_of_people_lie_in_a_table_of_their_own_and_nowhere_else(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        id = casebook.add([arrival()])[0].id
        report = casebook.report(id)
        assert report
        casebook.keep_readings([reading_of(report)])
        casebook.keep_incidents([incident_of(id)], [Affair("a1", ("i1",))])
    db = apsw.Connection(str(tmp_path / "c" / "casebook.sqlite"))
    assert {row[0] for row in db.execute("SELECT name FROM names")} == {"Orxan Tumanov", "Lale Tumanova"}
    indexed = db.execute(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = 'names' AND type = 'index'"
    ).fetchall()
    assert not [sql for (sql,) in indexed if sql], "no index by name (CODEBOOK §8)"
    db.close()


def test_no_question_of_the_casebook_takes_a_name(tmp_path: Path) -> None:
    # CODEBOOK §8: no person is indexed, searched or followed across affairs.
    from dataclasses import fields

    from qeyd.store.facets import COUNTED

    asked = {field.name for field in fields(Filter)} | set(COUNTED)
    assert not {one for one in asked if "name" in one or "person" in one or "target" in one}


def test_incidents_are_replaced_as_a_whole_and_ids_are_remembered(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        one, other = casebook.add([arrival(), arrival("Another story.", url="https://example.org/2")])
        first, second = incident_of(one.id, id="old"), incident_of(other.id, id="new")
        casebook.keep_incidents([first, second], [Affair("a1", ("old", "new"), why="one matter")])
        assert casebook.remembered_ids() == {
            frozenset(first.accounts): "old",
            frozenset(second.accounts): "new",
        }
        assert casebook.incident_of(second.accounts[0]) == "new"
        assert casebook.affair("a1") == Affair("a1", ("old", "new"), why="one matter")
        assert casebook.count_incidents(Filter(act="detained")) == 2
        assert casebook.count_incidents(Filter(act="deported")) == 0
        casebook.keep_incidents([first], [Affair("a1", ("old",))], merged={"new": "old"})
        assert casebook.incidents() == (first,)
        assert casebook.incident("new") == first, "an old link still leads to the incident"
        assert casebook.incident("never") is None


def test_judgements_are_chained_and_the_head_names_the_last(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        assert casebook.head() == ""
        said = [
            casebook.judge(
                about=About.ACCOUNT,
                subjects=("r", str(n)),
                verdict=Verdict.UNSURE,
                coder="Coder A",
                at=NOW,
                note="hm",
            )
            for n in range(3)
        ]
        assert [one.previous for one in said] == ["", said[0].id, said[1].id]
        assert casebook.judgements() == tuple(said)
        assert casebook.head() == said[2].id
        with pytest.raises(ShapeError, match="name of its coder"):
            casebook.judge(about=About.ACCOUNT, subjects=(), verdict=Verdict.YES, coder=" ", at=NOW)


def test_an_error_in_a_batch_keeps_nothing_of_it(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        bad = Arrival(b"x", "half a letter \ud800", url="https://example.org/bad")
        with pytest.raises(UnicodeEncodeError):
            casebook.add([arrival(), bad])
        assert list(casebook.reports()) == []


def test_a_casebook_is_one_file_when_closed(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        casebook.add([arrival()])
    assert [file.name for file in (tmp_path / "c").iterdir()] == ["casebook.sqlite"]


def test_a_locked_casebook_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with new_casebook(folder, "çörək və duz") as casebook:
        casebook.add([arrival()])
        with casebook.again(writable=False) as again:
            assert again.totals().reports == 1
    assert is_locked(folder)
    with open_casebook(folder, passphrase="çörək və duz") as casebook:
        assert casebook.totals().reports == 1
    for wrong in ("çörək", None, ""):
        with pytest.raises(WrongPassphrase, match=str(folder)):
            open_casebook(folder, passphrase=wrong)


def test_nothing_of_a_locked_casebook_lies_on_the_disk_in_the_clear(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c", "salt and bread") as casebook:
        casebook.add([arrival(TEXT * 50)])
        report = next(casebook.reports())
        casebook.keep_readings([reading_of(report)])
        casebook.judge(about=About.ACCOUNT, subjects=("r",), verdict=Verdict.YES, coder="Coder A", at=NOW)
        open_files = b"".join(file.read_bytes() for file in (tmp_path / "c").iterdir())
    for word in (b"Tumanov", b"Novograd", b"example.org", b"Coder A", b"SQLite", b"CREATE TABLE"):
        assert word not in open_files
        assert word not in (tmp_path / "c" / "casebook.sqlite").read_bytes()


def test_a_casebook_of_a_newer_qeyd_is_left_alone(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c"):
        pass
    db = apsw.Connection(str(tmp_path / "c" / "casebook.sqlite"))
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(UnknownVersion, match=r"version 99.*newer qeyd"):
        open_casebook(tmp_path / "c")


def test_a_folder_without_a_casebook_and_one_that_is_not_empty_say_so(tmp_path: Path) -> None:
    with pytest.raises(NoCasebook, match="qeyd new"):
        open_casebook(tmp_path / "nowhere")
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="not empty"):
        create_casebook(tmp_path, passphrase=None, now=NOW)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_two_may_read_while_one_writes_and_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook, open_casebook(tmp_path / "c", wait=0.05) as other:
        casebook.add([arrival()])
        with casebook.in_one():
            casebook.add([arrival("Second.", url="https://example.org/2")])
            assert other.totals().reports == 1, "what is not finished is not seen"
            with pytest.raises(CasebookBusy, match="another program"):
                other.add([arrival("Third.", url="https://example.org/3")])
        assert other.totals().reports == 2


def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        casebook.add([arrival()])
        pages = casebook._db.pragma("page_count")
        casebook._db.pragma("max_page_count", pages + 2)  # type: ignore[call-arg]
        import os

        noise = os.urandom(200_000)
        with pytest.raises(NoRoom, match=r"no room left.*Free some space"):
            casebook.add([arrival("Small.", url="https://example.org/2"), Arrival(noise, noise.hex())])
        assert casebook.totals().reports == 1
        assert casebook.check() == ()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=5))
def test_any_text_comes_back_and_the_casebook_stays_whole(tmp_path_factory, texts: list[str]) -> None:
    with new_casebook(tmp_path_factory.mktemp("any") / "c") as casebook:
        added = casebook.add([Arrival(text.encode(), text, outlet="Any") for text in texts])
        for one, text in zip(added, texts, strict=True):
            report = casebook.report(one.id)
            assert report and report.text == text
            casebook.keep_readings([Reading(report, read_by="any 1")])
        assert casebook.totals().reports == len(set(texts))
        assert casebook.check() == ()
