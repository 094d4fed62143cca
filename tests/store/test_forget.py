import zlib
from pathlib import Path

import apsw
import pytest

from qeyd.errors import StoreError
from qeyd.model import About, Affair, Reading, Verdict
from qeyd.store import Arrival, Casebook, Outcome, open_casebook
from qeyd.store.masking import MASK
from tests.store.samples import NOW, TEXT, arrival, incident_of, new_casebook, reading_of

WORDS = ("Tumanov", "Novograd", "Orxan", "Lale", "Tumanova")


def everything_in(folder: Path) -> str:
    """Every byte of a plain casebook as text, and whatever in it can be decompressed."""
    raw = b"".join(file.read_bytes() for file in folder.iterdir())
    unpacked = []
    for at in range(len(raw) - 1):
        if raw[at] == 0x78 and raw[at + 1] in (0x01, 0x5E, 0x9C, 0xDA):
            try:
                unpacked.append(zlib.decompressobj().decompress(raw[at:]))
            except zlib.error:
                continue
    return (raw + b"\n" + b"\n".join(unpacked)).decode("utf-8", "replace")


def full_casebook(folder: Path) -> tuple[Casebook, str, str]:
    casebook = new_casebook(folder)
    keep = [
        arrival(f"Rain fell in Dolin for {n} days.", url=f"https://example.org/rain/{n}", title="Rain")
        for n in range(30)
    ]
    casebook.add(keep[:15])
    id = casebook.add([arrival()])[0].id
    casebook.add(keep[15:])
    other = casebook.add([arrival(TEXT.replace("Novograd", "Dolin"), url="https://example.com/2")])[0].id
    for one in (id, other):
        report = casebook.report(one)
        assert report
        casebook.keep_readings([reading_of(report)])
    casebook.keep_incidents(
        [incident_of(id, id="i1"), incident_of(other, id="i2")],
        [Affair("a1", ("i1", "i2"), why="Orxan Tumanov")],
    )
    for subjects, note in (((id, "0"), "about Orxan Tumanov"), (("elsewhere", "1"), "plain")):
        casebook.judge(
            about=About.ACCOUNT, subjects=subjects, verdict=Verdict.YES, coder="Coder A", at=NOW, note=note
        )
    return casebook, id, other


def test_a_forgotten_report_leaves_no_word_in_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    casebook, id, other = full_casebook(folder)
    with casebook:
        assert "Novograd" in everything_in(folder), "the scan would find it"
        done = casebook.forget_report(id, coder="Coder A", now=NOW)
        assert (done.reports, done.incidents, done.judgements, done.finished) == (1, 1, 1, True)
        while_open = everything_in(folder)
        assert casebook.check() == ()
        assert casebook.report(id) is None
        assert casebook.reading(id) is None
        assert casebook.report(other)
    for text in (while_open, everything_in(folder)):
        assert "Novograd" not in text
        assert id not in text, "only the salted digest stays"
        assert done.digest in text
        assert "Dolin" in text


def test_a_forgotten_report_is_known_again_and_not_taken_in(tmp_path: Path) -> None:
    casebook, id, _ = full_casebook(tmp_path / "c")
    with casebook:
        casebook.forget_report(id, coder="Coder A", now=NOW)
        assert casebook.add([arrival()])[0].outcome is Outcome.FORGOTTEN
        assert casebook.totals().reports == 31


def test_forgetting_is_on_record_and_the_chain_holds(tmp_path: Path) -> None:
    casebook, id, _ = full_casebook(tmp_path / "c")
    with casebook:
        before = casebook.head()
        done = casebook.forget_report(id, coder="Coder A", now=NOW)
        kept = casebook.judgements()
        assert [one.about for one in kept] == [About.ACCOUNT, About.FORGOTTEN]
        assert kept[0].subjects == ("elsewhere", "1")
        assert kept[1].subjects == (done.digest,)
        assert casebook.check(head=before) == ()


def test_a_forgotten_name_is_masked_wherever_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    casebook, id, _ = full_casebook(folder)
    with casebook:
        done = casebook.forget_name("Orxan Tumanov", coder="Coder A", now=NOW)
        assert (done.reports, done.incidents) == (2, 2)
        assert casebook.check() == ()
        report, reading = casebook.report(id), casebook.reading(id)
        assert report and isinstance(reading, Reading)
        assert report.text.startswith(
            f"Police in Novograd detained the baker {MASK * 5} {MASK * 7} on Tuesday."
        )
        assert len(report.text) == len(TEXT)
        target = reading.accounts[0].target
        assert target and target.value.names == (f"{MASK * 5} {MASK * 7}",)
        assert casebook.archived(id) is None, "bytes cannot be masked, so they go"
        text = everything_in(folder)
    text += everything_in(folder)
    assert "Orxan" not in text
    assert "Tumanov" not in text, "in a report that holds the whole name its parts go too"
    assert "Novograd" in text


def test_a_forgotten_name_is_masked_in_what_comes_later(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        casebook.forget_name("Orxan Tumanov", coder="Coder A", now=NOW)
        words = "Tumanovun qardaşı: Orxan TUMANOVun evi."
        added = casebook.add([Arrival(words.encode(), words, url="https://example.org/9")])[0]
        assert added.masked
        report = casebook.report(added.id)
        assert report and "Orxan" not in report.text and "tumanov" not in report.text.casefold()
        assert casebook.archived(added.id) is None
        bread = "Orxan Baliyev bakes bread."
        untouched = casebook.add([Arrival(bread.encode(), bread, url="https://example.org/10")])[0]
        assert not untouched.masked
        assert casebook.check() == ()


def test_a_name_in_the_archived_page_alone_takes_the_page_with_it(tmp_path: Path) -> None:
    page = b"<html><p>The baker was freed.</p><aside>Orxan&nbsp;Tumanov</aside></html>"
    with new_casebook(tmp_path / "c") as casebook:
        id = casebook.add(
            [Arrival(page, "The baker was freed.", media="text/html", url="https://example.org/3")]
        )[0].id
        casebook.forget_name("Orxan Tumanov", coder="Coder A", now=NOW)
        assert casebook.archived(id) is None
        report = casebook.report(id)
        assert report and report.text == "The baker was freed."
        assert casebook.check() == ()


def test_forgetting_that_was_cut_short_is_finished_at_the_next_opening(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    casebook, id, _ = full_casebook(folder)
    with casebook, open_casebook(folder, writable=False, wait=0.05) as reader:
        rows = reader._db.execute("SELECT id FROM reports")
        rows.fetchone()  # a reader in the middle of reading
        done = casebook.forget_report(id, coder="Coder A", now=NOW)
        assert not done.finished
        assert [problem.what for problem in casebook.check()] != []
        rows.fetchall()
    with open_casebook(folder) as again:
        assert again.check() == ()
    assert "Novograd" not in everything_in(folder)


def test_nothing_to_forget_is_said(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        with pytest.raises(StoreError, match="no report"):
            casebook.forget_report("0" * 64, coder="Coder A", now=NOW)
        with pytest.raises(StoreError, match="no name"):
            casebook.forget_name(" . ", coder="Coder A", now=NOW)
        assert casebook.head() == ""


def test_the_secret_that_salts_is_the_casebooks_own(tmp_path: Path) -> None:
    digests = set()
    for name in ("c", "d"):
        with new_casebook(tmp_path / name) as casebook:
            digests.add(casebook.forget_name("Orxan Tumanov", coder="Coder A", now=NOW).digest)
        apsw.Connection(str(tmp_path / name / "casebook.sqlite")).close()
    assert len(digests) == 2
