"""The site in a real browser, opened as files: axe, phone width, keyboard, JavaScript off."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qeyd.publish.report import report
from qeyd.publish.site import site
from tests.browsers import NEEDS_BROWSER, browsers, complaints
from tests.publish.releases import a_release

pytestmark = NEEDS_BROWSER
PAGES = ("index", "incidents", "affairs", "browse", "by-act-fined", "findings", "claims", "tables", "method")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release on a memory stick."""
    made = tmp_path_factory.mktemp("stick")
    for path, data in {**site(a_release(18)), **report(a_release(18))}.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(data)
    return made


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    yield from browsers(tmp_path_factory)


@pytest.fixture(scope="module")
def browser(chromium: Callable[..., Any]) -> Any:
    return chromium()


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    browser: Any, folder: Path, page: str, width: int
) -> None:
    browser.set_window_size(width, 900)
    for language in ("en", "ru", "az"):
        browser.get((folder / "site" / language / f"{page}.html").as_uri())
        assert complaints(browser) == []
        browser.set_window_size(width, 900)
        wide, shown = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide <= shown + 1, (language, wide, shown)


def test_the_report_and_the_choice_of_language_please_axe(browser: Any, folder: Path) -> None:
    for file in ("site/index.html", "report/report-az.html"):
        browser.get((folder / file).as_uri())
        assert complaints(browser) == []


def test_without_scripts_a_reader_gets_from_the_overview_to_the_evidence(
    chromium: Callable[..., Any], folder: Path
) -> None:
    from selenium.webdriver.common.by import By

    browser = chromium(scripts=False)
    browser.get((folder / "site" / "index.html").as_uri())
    browser.find_element(By.CSS_SELECTOR, 'li[lang="az"] a').click()
    browser.find_element(By.LINK_TEXT, "Hadisələr").click()
    browser.find_element(By.CSS_SELECTOR, ".incident summary").click()
    assert browser.find_element(By.CSS_SELECTOR, ".incident details[open] q").text.strip("«»“” ")
    browser.find_element(By.CSS_SELECTOR, '.tongues a[lang="ru"]').click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "Инциденты"


def test_the_keyboard_reaches_the_content_at_once(browser: Any, folder: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.set_window_size(1200, 900)
    browser.get((folder / "site" / "en" / "index.html").as_uri())
    browser.switch_to.active_element.send_keys(Keys.TAB)
    first = browser.switch_to.active_element
    assert first.get_attribute("class") == "skip"
    first.send_keys(Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id || location.hash") in ("main", "#main")
