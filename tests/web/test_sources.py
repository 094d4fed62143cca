"""What the pages show of the archive: where words stand in it, and what changed between versions."""

from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from qeyd.flow.importing import import_files
from qeyd.model import Account, Count, Reading, Report, Stage, Stance, Told
from qeyd.store import Casebook, create_casebook
from qeyd.web.app import make_app

NOW = datetime(2026, 1, 2, tzinfo=UTC)
PAGE = (
    '<html lang="en"><head><title>Held in Dolin</title><link rel="canonical" href="https://daily-a.example/1"></head>'
    "<body><article><h1>Held in Dolin</h1><p>Police <b>held</b> {number}&nbsp;people in Dolin, {name} said on "
    "Monday.</p>"
    "<p>They were taken to the station at noon &amp; kept there until the evening.</p></article></body></html>"
)


def casebook_of(folder: Path, *pages: str) -> Casebook:
    casebook = create_casebook(folder / "c", passphrase=None, now=NOW)
    for n, page in enumerate(pages):
        file = folder / f"{n}.html"
        file.write_text(page)
        import_files(casebook, [file], worker=None)
    return casebook


def reading_of(report: Report) -> Reading:
    at = report.text.index("Police")
    people = report.text.index("people") - 2
    quote = report.quote(at, report.text.index(" in Dolin"))
    told = Told(Count(3, 3), report.quote(people, people + 8), "test")
    account = Account(
        report.id, "detained", Stage.DONE, Stance.ASSERTED, False, quote, "test", 0.9, people=told
    )
    return Reading(report, (account,), read_by="test")


def client_of(casebook: Casebook) -> TestClient:
    client = TestClient(
        make_app(casebook, port=8099, token="t"), base_url="http://127.0.0.1:8099", follow_redirects=False
    )
    client.get("/?token=t")
    return client


def test_an_account_shows_where_its_words_stand_in_the_archived_page(tmp_path: Path) -> None:
    page = PAGE.format(number=3, name="Brook<script>alert(1)</script>")
    with casebook_of(tmp_path, page) as casebook:
        report = next(iter(casebook.reports()))
        casebook.keep_readings([reading_of(report)])
        shown = client_of(casebook).get(f"/reports/{report.id}/accounts/0").text
    start = page.encode().index(b"3&nbsp;people")
    assert f"bytes {start}–{start + len('3&nbsp;people') - 1}" in shown
    assert "<mark>3&amp;nbsp;people</mark>" in shown
    assert "<script>alert(1)" not in shown and "<script>alert(1)" in unescape(shown)


def test_a_number_and_a_name_corrected_in_silence_are_called_out(tmp_path: Path) -> None:
    pages = (PAGE.format(number=3, name="Ada Brook"), PAGE.format(number=30, name="Ada Stone"))
    with casebook_of(tmp_path, *pages) as casebook:
        first, second = (one.id for one in casebook.reports())
        client = client_of(casebook)
        assert "What changed since" not in client.get(f"/reports/{first}").text
        shown = client.get(f"/reports/{second}").text
    assert f'href="/reports/{first}"' in shown
    assert "2 changes, 1 of a number, 1 of a name." in shown
    assert "<del>3</del> <ins>30</ins>" in shown and "<del>Brook</del> <ins>Stone</ins>" in shown
