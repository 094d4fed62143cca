from qeyd.flow.arrivals import Known, page_from, text_from
from qeyd.model import Period
from qeyd.store import Arrival

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
