"""WCAG 2.2 A and AA as far as axe can tell, without a mouse, at twice the size: every page that can be looked at."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qeyd.store import open_casebook
from tests.browsers import NEEDS_BROWSER, browsers, complaints
from tests.web.test_browser import all_of, folder, one, width

__all__ = ["folder"]  # a fixture

pytestmark = NEEDS_BROWSER

PAGES = (
    "incidents",
    "incidents?act=detained&q=police",
    "incidents?grade=contested",
    "timeline",
    "map",
    "affairs",
    "affairs/matter",
    "follow-ups",
    "incidents/first",
    "reports",
    "reports/{en}",
    "reports/{en}/accounts/0",
    "glossary",
    "about",
    "nothing",
)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., object]]:
    yield from browsers(tmp_path_factory)


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium()


@pytest.fixture(scope="module")
def start(browser, folder: Path) -> Iterator[str]:
    """Where the pages are; the browser was let in."""
    command = [sys.executable, "-c", "from qeyd.cli import main; main()", "serve", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        browser.get(program.stdout.readline().strip())
        yield browser.current_url.rsplit("/", 1)[0]
        program.terminate()


@pytest.fixture
def pages(folder) -> list[str]:
    with open_casebook(folder, writable=False) as casebook:
        report = next(report.id for report in casebook.reports() if report.given_id == "en")
    return [page.format(en=report) for page in PAGES]


@pytest.mark.parametrize(
    ("pixels", "dark", "language"),
    [(1200, False, "en"), (390, True, "ru")],
    ids=["desktop", "phone in the dark"],
)
def test_axe_finds_nothing_to_complain_about(
    browser, start: str, pages: list[str], pixels: int, dark: bool, language: str
) -> None:
    width(browser, pixels, dark=dark)
    found = {}
    for page in pages:
        browser.get(f"{start}/{page}{'&' if '?' in page else '?'}lang={language}")
        for details in all_of(browser, "details"):
            browser.execute_script("arguments[0].open = true", details)
        found[page] = complaints(browser)
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("language", "pixels"), [("ru", 320), ("az", 640), ("ru", 1200)])
def test_no_page_is_pushed_sideways_in_any_language_or_at_twice_the_size(
    browser, start: str, pages: list[str], language: str, pixels: int
) -> None:
    # 200 % zoom of a window 1280 wide is a window 640 wide (WCAG 1.4.4); 320 is 400 % (1.4.10).
    width(browser, pixels)
    for page in pages:
        browser.get(f"{start}/{page}{'&' if '?' in page else '?'}lang={language}")
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= pixels, page


def test_a_bar_a_region_and_a_facet_are_reached_and_opened_by_keyboard(browser, start: str) -> None:
    from selenium.webdriver.common.keys import Keys

    width(browser, 1200)
    for page, selector, leads_to in (
        ("timeline", ".timeline a", "when=2025-03"),
        ("map", ".map a", "admin1=RU-ZAB"),
        ("incidents", ".facets li a", "act=detained"),
    ):
        browser.get(f"{start}/{page}?lang=en")
        wanted = one(browser, selector)
        for _ in range(60):
            one(browser, "body").send_keys(
                Keys.TAB
            ) if browser.switch_to.active_element.tag_name == "body" else (
                browser.switch_to.active_element.send_keys(Keys.TAB)
            )
            if browser.switch_to.active_element == wanted:
                break
        assert browser.switch_to.active_element == wanted, page
        wanted.send_keys(Keys.ENTER)
        assert leads_to in browser.current_url
        assert browser.current_url.startswith(f"{start}/incidents?")


def test_a_chart_says_in_words_what_it_shows(browser, start: str) -> None:
    for page, said in (("timeline", "The most: 1, Mar 2025"), ("map", "The most: Zabaykalsky Krai, 2")):
        browser.get(f"{start}/{page}?lang=en")
        assert said in one(browser, f"svg.{page}").get_attribute("aria-label")
        assert all_of(browser, ".numbers table tbody tr")


def test_the_language_is_switched_without_losing_the_view(browser, start: str) -> None:
    width(browser, 1200)
    browser.get(f"{start}/timeline?act=detained&lang=en")
    one(browser, ".languages a[hreflang=az]").click()
    assert one(browser, "html").get_attribute("lang") == "az"
    assert "act=detained" in browser.current_url
    browser.get(f"{start}/incidents")
    assert one(browser, "html").get_attribute("lang") == "az", "it is remembered"
    one(browser, ".languages a[hreflang=en]").click()
