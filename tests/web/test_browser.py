"""What only a real browser can say. Chromium runs without a window and reaches nothing but the page."""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qeyd.store import Casebook, open_casebook
from tests.browsers import NEEDS_BROWSER, browsers
from tests.web.record import HOSTILE, TEXTS, make_casebook

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook on the disk."""
    made = tmp_path_factory.mktemp("served") / "record"
    make_casebook(made).close()
    return made


@pytest.fixture
def casebook(folder: Path) -> Iterator[Casebook]:
    with open_casebook(folder, writable=False) as opened:
        yield opened


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """The address that ``qeyd serve`` prints."""
    command = [sys.executable, "-c", "from qeyd.cli import main; main()", "serve", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        yield program.stdout.readline().strip()
        program.terminate()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., object]]:
    """Start browsers; all are closed at the end."""
    yield from browsers(tmp_path_factory)


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium()


def all_of(browser, selector: str):
    return browser.find_elements("css selector", selector)


def one(browser, selector: str):
    return browser.find_element("css selector", selector)


def width(browser, pixels: int, *, dark: bool = False) -> None:
    size = {"width": pixels, "height": 850, "deviceScaleFactor": 1, "mobile": pixels < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_number_leads_from_the_list_down_to_the_words_of_the_archive(
    chromium, address: str, casebook: Casebook, scripts: bool
) -> None:
    browser = chromium(scripts=scripts)
    browser.get(address)
    one(browser, "a.number[href='/incidents/first#people']").click()
    assert browser.current_url.endswith("/incidents/first#people")
    cells = all_of(browser, "tr#people td .value a")
    assert [cell.text for cell in cells] == ["18", "at least 40"]
    cells[1].click()
    assert browser.current_url.endswith("#people")
    report_id = browser.current_url.split("/reports/")[1].split("/")[0]
    shown = "".join(mark.get_property("textContent") for mark in all_of(browser, "mark.f-people"))
    media, archived = casebook.archived(report_id)
    assert media.startswith("text/plain")
    reading = casebook.reading(report_id)
    quote = reading.accounts[0].people.quote
    assert shown == archived.decode("utf-8")[quote.start : quote.end] == "40 nəfər"
    mark = one(browser, "mark#people")
    assert mark.is_displayed()
    assert mark.rect["y"] >= 0


def test_the_token_is_gone_from_the_address_and_from_the_way_back(browser, address: str) -> None:
    browser.get(address)
    assert browser.current_url.endswith("/incidents")
    visited = [one["url"] for one in browser.execute_cdp_cmd("Page.getNavigationHistory", {})["entries"]]
    token = address.partition("token=")[2]
    assert token
    assert visited[-1].endswith("/incidents")
    assert not any(token in url for url in visited)
    assert token not in browser.page_source
    assert browser.execute_script("return document.cookie") == ""


def test_the_printed_address_lets_nobody_in_a_second_time(chromium, browser, address: str) -> None:
    browser.get(address)
    assert all_of(browser, "table.incidents")
    other = chromium()
    other.get(address)
    assert "used up" in one(other, "main").text
    other.get(address.partition("?")[0] + "incidents")
    assert "locked" in one(other, "main").text
    browser.get(address)
    assert all_of(browser, "table.incidents"), "the browser that was let in stays in"


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}])
def test_a_foreign_host_or_origin_is_refused(address: str, headers: dict[str, str]) -> None:
    request = urllib.request.Request(address, headers=headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    assert refused.value.code in {403, 421}


def test_only_this_computer_is_listened_to(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    port = int(address.split(":")[2].split("/")[0])
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("this system does not list its listeners in /proc")
    bound = [line.split()[1] for line in listening.read_text().splitlines()[1:] if line.split()[3] == "0A"]
    assert [one.split(":")[0] for one in bound if int(one.split(":")[1], 16) == port] == ["0100007F"]


def test_a_hostile_article_shows_as_text_and_runs_nothing(browser, address: str, casebook: Casebook) -> None:
    browser.get(address)
    start = browser.current_url.rsplit("/", 1)[0]
    hostile = next(report.id for report in casebook.reports() if report.given_id == "xss")
    pages = ["incidents", "incidents/second", "affairs/matter", "reports"]
    pages += ["inbox", f"review/{hostile}", f"review/{hostile}?edit=people", f"review/{hostile}?add=1"]
    pages += [f"reports/{hostile}", f"reports/{hostile}/accounts/0"]
    for page in pages:
        browser.get(f"{start}/{page}")
        assert browser.title.endswith("· qeyd")
        assert not all_of(browser, "script:not([src='/static/desk.js']), img, iframe")
    text = "".join(part.get_property("textContent") for part in all_of(browser, ".archived .text"))
    assert TEXTS["xss"] in text
    assert HOSTILE in one(browser, ".archived h2").text
    assert "javascript:alert(1)" in one(browser, ".archived footer").text


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("pixels", [320, 390, 768, 1280])
def test_no_page_has_to_be_pushed_sideways(
    browser, address: str, casebook: Casebook, pixels: int, dark: bool
) -> None:
    browser.get(address)
    start = browser.current_url.rsplit("/", 1)[0]
    width(browser, pixels, dark=dark)
    report = next(report.id for report in casebook.reports() if report.given_id == "en")
    pages = ["incidents", "incidents/first", "affairs/matter", "reports", f"reports/{report}"]
    review = [f"review/{report}", f"review/{report}?edit=people", f"review/{report}?add=1&start=0&end=9"]
    for page in [*pages, *review, f"reports/{report}/accounts/0", "inbox", "me", "about", "nothing"]:
        browser.get(f"{start}/{page}")
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= pixels, page


def test_the_keyboard_reaches_the_content_first_and_focus_is_seen(browser, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get(address)
    one(browser, "body").send_keys(Keys.TAB)
    first = browser.switch_to.active_element
    assert first.get_attribute("href").endswith("#main")
    assert first.value_of_css_property("outline-style") == "solid"
    first.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#main")


def test_nothing_is_asked_of_any_other_host(browser, address: str) -> None:
    browser.get(address)
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
    host = address.split("/?")[0]
    assert loaded
    assert all(one.startswith(host) for one in loaded)
