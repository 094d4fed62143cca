from pathlib import Path

import pytest
from click.testing import CliRunner

from qeyd.cli.add import command
from qeyd.collect.worker import Worker
from qeyd.flow.arrivals import Known, arrivals_in, page_from, text_from
from qeyd.flow.lines import Trouble
from qeyd.model import Period
from qeyd.store import Arrival
from tests.store.samples import new_casebook

PAGE = """<html lang="en"><head><title>Rain in Dolin - Daily A</title>
<link rel="canonical" href="https://www.daily-a.example/rain"/>
{date}</head><body><nav>Home</nav><article><h1>Rain in Dolin</h1>
<p>On 3 March 2019 rain fell in Dolin for two days and nights, the mayor said.</p>
<p>The river rose by a metre and the bridge was closed to all traffic until Monday.</p>
</article></body></html>"""


def test_a_page_gives_its_text_title_address_and_the_date_it_states() -> None:
    stated = '<meta property="article:published_time" content="2019-03-05T08:00:00Z"/>'
    page = page_from(PAGE.format(date=stated).encode(), "rain.html", Known())
    assert isinstance(page, Arrival)
    assert "The river rose by a metre" in page.text
    assert "Home" not in page.text
    assert (page.title, page.url, page.outlet) == (
        "Rain in Dolin",
        "https://www.daily-a.example/rain",
        "daily-a.example",
    )
    assert page.published == Period.parse("2019-03-05")


def test_a_day_in_the_text_is_no_publication_date() -> None:
    page = page_from(PAGE.format(date="").encode(), "rain.html", Known())
    assert isinstance(page, Arrival)
    assert page.published is None


def test_what_is_told_of_an_article_wins_over_what_its_page_says() -> None:
    known = Known("https://example.org/1", "Daily B", "Other", Period.parse("2020"), "ru")
    page = page_from(PAGE.format(date="").encode(), "rain.html", known)
    assert isinstance(page, Arrival)
    assert (page.url, page.outlet, page.title, page.language) == (
        "https://example.org/1",
        "Daily B",
        "Other",
        "ru",
    )


def test_a_text_keeps_its_bytes_and_tells_its_language() -> None:
    data = "\ufeffPolis üç nəfəri saxlayıb.\r\nOnlar evə buraxılıb.".encode()
    text = text_from(data, "a.txt", Known())
    assert isinstance(text, Arrival)
    assert text.data == data
    assert text.text == "Polis üç nəfəri saxlayıb.\nOnlar evə buraxılıb."
    assert text.language == "az"


def test_a_page_that_takes_too_long_is_a_trouble_and_the_next_one_is_taken(tmp_path: Path) -> None:
    slow, good = tmp_path / "slow.html", tmp_path / "good.html"
    slow.write_bytes(PAGE.format(date="<b>" + "rain " * 600_000).encode())
    good.write_bytes(PAGE.format(date="").encode())
    with Worker(seconds=0.0) as hasty:
        (trouble,) = arrivals_in(slow, Known(), worker=hasty)
        assert isinstance(trouble, Trouble) and "longer than" in str(trouble)
    with Worker() as patient:
        (page,) = arrivals_in(good, Known(), worker=patient)
        assert page == next(arrivals_in(good, Known()))


def test_qeyd_add_takes_no_page_apart_in_its_own_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **named: object) -> None:
        raise AssertionError("taken apart here")

    monkeypatch.setattr("qeyd.collect.article.article_in", broken)
    (tmp_path / "a.html").write_text(PAGE.format(date=""))
    new_casebook(tmp_path / "c").close()
    done = CliRunner().invoke(command, [str(tmp_path / "c"), str(tmp_path / "a.html")], standalone_mode=False)
    assert done.output == "1 report added.\n" and done.return_value == 0, done.output
