"""Whole days at the desk in real Chromium: what a person does from the first command to a record that stands."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from qeyd.flow.coders import Role, add_coder, has_coders
from qeyd.flow.effective import Effective, State, effective_reading
from qeyd.flow.learn import lessons
from qeyd.flow.link import link_casebook
from qeyd.flow.review import judge_account
from qeyd.flow.testimony import testimony_of as recorded
from qeyd.model import AccountRef, Verdict
from qeyd.store import open_casebook
from qeyd.web.app import make_app
from tests.browsers import NEEDS_BROWSER, browsers, complaints
from tests.flow.desk import TEXTS, at, desk
from tests.flow.test_learn import put as put_learned
from tests.store.samples import new_casebook
from tests.web.conftest import TOKEN
from tests.web.desk import PASSWORDS
from tests.web.record import NOW

pytestmark = NEEDS_BROWSER

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="2025-03-15">'
    '<link rel="canonical" href="https://{outlet}.example/{n}"></head><body><article><h1>{title}</h1>{text}</article>'
    "</body></html>"
)
SAVED = [
    ("Meridian", "Police hold 18 Tajik workers in Tyumen",
     "<p>Police in Tyumen detained 18 Tajik workers at a hostel on 14 March 2025, the interior ministry said.</p>"
     "<p>They were taken to a police station. Neighbours said the hostel had been searched before.</p>"),
    ("Sarhad", "Eighteen Tajiks held in hostel raid",
     "<p>Eighteen Tajik citizens were detained in a hostel in Tyumen on 14 March 2025, a lawyer told our paper.</p>"
     "<p>The lawyer said that nobody had been told the reason. The market nearby was closed for a day.</p>"),
    ("Kavkaz", "Three Azerbaijanis lose citizenship in Chita",
     "<p>Three natives of Azerbaijan were stripped of Russian citizenship in Chita on 20 August 2025, police said.</p>"
     "<p>The three had received their passports five years ago. Their families were not told in advance.</p>"),
]  # fmt: skip


def qeyd(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from qeyd.cli import main; main()", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True)


@contextlib.contextmanager
def program(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """``qeyd serve`` as a program of its own: the address that it prints, and the program."""
    command = [sys.executable, "-c", "from qeyd.cli import main; main()", "serve", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        try:
            yield started.stdout.readline().strip(), started
        finally:
            started.terminate()


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The same pages from a thread of this program, which starts in no time; the address to open."""
    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    with open_casebook(folder) as casebook:
        app = make_app(casebook, port=port, token=TOKEN)
        token = "" if has_coders(casebook) else f"?token={TOKEN}"
        config = uvicorn.Config(
            app, log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/{token}"
        finally:
            server.should_exit = True
            thread.join()
            app.state.links.close()


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., object]]:
    yield from browsers(tmp_path_factory)


@pytest.fixture(scope="module")
def browser(start):
    return start()


def one(browser, selector: str):
    return browser.find_element("css selector", selector)


def text(browser) -> str:
    """What the page says; asked again where it is just being put in place."""
    return until(browser, lambda: one(browser, "main").text)


def until(browser, seen: Callable[[], object]):
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 30, 0.1, ignored_exceptions=[WebDriverException]).until(lambda _: seen())


def press(browser, words: str) -> None:
    """Click the button or link that says this, as soon as it is there."""

    def click() -> bool:
        found = browser.find_elements("css selector", "main a, main button, nav a")
        wanted = [each for each in found if each.text == words]
        if wanted:
            wanted[0].click()
        return bool(wanted)

    until(browser, click)


def click(browser, selector: str) -> None:
    """Click what is there, as soon as it is."""
    until(browser, lambda: one(browser, selector).click() or True)


def keys(browser, *pressed: str) -> None:
    """Type on the keyboard, wherever the focus is, once the page is whole."""
    from selenium.webdriver.common.action_chains import ActionChains

    until(browser, lambda: browser.execute_script("return document.readyState === 'complete'"))
    ActionChains(browser).send_keys(*pressed).perform()


def test_a_newcomer_gets_from_a_folder_of_saved_pages_to_reviewed_incidents(browser, tmp_path: Path) -> None:
    """Counted: commands typed, the address opened, clicks and keys. 25 at most."""
    pages = tmp_path / "saved"
    pages.mkdir()
    for n, (outlet, title, words) in enumerate(SAVED):
        (pages / f"{n}.html").write_text(PAGE.format(n=n, outlet=outlet, title=title, text=words))
    record, actions = tmp_path / "record", 0
    for command in (("new", str(record), "--plain"), ("import", str(record), str(pages))):
        qeyd(*command)
        actions += 1
    with program(record) as (address, _):
        browser.get(address)
        actions += 2  # "qeyd serve", and opening the address

        def act(words: str) -> None:
            nonlocal actions
            press(browser, words)
            actions += 1

        act("Desk")
        assert "3 reports were not read" in text(browser)
        act("Read them now")
        until(browser, lambda: browser.get(browser.current_url) or "not read" not in text(browser))
        act("Review the likeliest")
        while "/review/" in browser.current_url and actions < 25:
            waiting = bool(browser.find_elements("css selector", ".card.is-here .b-open-question"))
            before = browser.current_url
            keys(browser, "y" if waiting else "j")
            actions += 1
            until(browser, lambda before=before: browser.current_url != before)
        assert "Every account has an answer" in text(browser)
        act("Incidents")
        rows = browser.find_elements("css selector", "table.incidents tbody tr")
        detained = next(row for row in rows if "Tyumen" in row.text and "18" in row.text)
        detained.find_element("css selector", "th a").click()
        actions += 1
        assert "2 independent origins" in text(browser) or "2 reports" in text(browser).replace("\n", " ")
    assert actions <= 25
    with open_casebook(record) as casebook:
        assert all(
            state.standing.state is State.YES
            for report in casebook.reports()
            for state in effective_reading(casebook, report.id).states
        )
        assert casebook.check() == ()


def test_what_was_missed_is_added_by_selecting_words(browser, tmp_path: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.support.ui import Select

    casebook, refs = desk(tmp_path, reports=1)
    casebook.close()
    with served(tmp_path / "c") as address:
        browser.get(address)
        browser.get(f"{address.split('/?')[0]}/review/{refs[0].report_id}")
        press(browser, "Add what was missed")
        told = "Two of them, Daler Nurov among them, were beaten"
        drag(browser, told)
        until(browser, lambda: browser.find_elements("css selector", "#panel select[name=act]"))
        assert one(browser, "#panel textarea[name=words]").get_attribute("value") == told
        Select(one(browser, "#panel select[name=act]")).select_by_value("beaten_or_tortured")
        press(browser, "Add this account")
        until(browser, lambda: "Account added" in text(browser))
        place = browser.find_elements("css selector", ".card.is-here .unsaid a")
        next(each for each in place if each.text == "place").click()
        word = span_of(browser, "Tyumen")
        ActionChains(browser).move_to_element_with_offset(*word).double_click().perform()
        until(browser, lambda: browser.find_elements("css selector", "#panel input[name=choice]"))
        assert "Tyumen, Tyumen Oblast, Russia" in one(browser, "#panel fieldset").text
        press(browser, "Keep this")
        until(browser, lambda: "place set" in text(browser))
    with open_casebook(tmp_path / "c") as casebook:
        known = effective_reading(casebook, refs[0].report_id)
        added = known.reading.accounts[1]
        assert (added.act, added.quote.text) == ("beaten_or_tortured", told)
        assert (added.place.value.name, added.place.quote.text) == ("Tyumen", "Tyumen")
        assert TEXTS[0][added.place.quote.start :].startswith("Tyumen")


_FIND = """
const [words, end] = arguments, text = document.querySelector('.archived .text');
const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const at = node.data.indexOf(words);
  if (at < 0) continue;
  node.parentElement.scrollIntoView({block: 'center'});
  const range = document.createRange();
  range.setStart(node, end ? at + words.length - 1 : at); range.setEnd(node, end ? at + words.length : at + 1);
  const box = range.getBoundingClientRect(), about = document.body.getBoundingClientRect();
  return [box.left, box.right, box.top + box.height / 2];
}"""


def drag(browser, words: str) -> None:
    """Select words with the mouse, pressed at the first sign and let go behind the last."""
    from selenium.webdriver.common.action_chains import ActionChains

    left, _, top = browser.execute_script(_FIND, words, False)
    _, right, bottom = browser.execute_script(_FIND, words, True)
    mouse = ActionChains(browser).w3c_actions.pointer_action
    mouse.move_to_location(round(left) + 1, round(top))
    mouse.pointer_down()
    mouse.move_to_location(round((left + right) / 2), round(top))
    mouse.move_to_location(round(right), round(bottom))
    mouse.pointer_up()
    chain = ActionChains(browser)
    chain.w3c_actions.pointer_action.source.actions = mouse.source.actions
    chain.perform()


def span_of(browser, words: str):
    """An element and the offsets from its middle at which words stand."""
    left, _, top = browser.execute_script(_FIND, words, False)
    body = one(browser, ".archived")
    box = browser.execute_script("const b = arguments[0].getBoundingClientRect(); "
                                 "const l = Math.max(0, b.left), r = Math.min(innerWidth, b.right), "
                                 "t = Math.max(0, b.top), m = Math.min(innerHeight, b.bottom); "
                                 "return [(l + r) / 2, (t + m) / 2]", body)  # fmt: skip
    return body, round(left - box[0]) + 3, round(top - box[1])


def test_a_testimony_is_written_down_with_its_limits(browser, tmp_path: Path) -> None:
    from selenium.webdriver.support.ui import Select

    new_casebook(tmp_path / "c").close()
    with served(tmp_path / "c") as address:
        browser.get(address)
        press(browser, "Desk")
        press(browser, "Testimony")
        press(browser, "Write one down")
        Select(one(browser, "select[name=how]")).select_by_value("phone call")
        one(browser, "textarea[name=text]").send_keys(
            "Police in Tyumen detained 7 Tajik workers on 20 March 2025, the caller said."
        )
        click(browser, "input[value=count]")
        press(browser, "Keep it and read it")
        until(browser, lambda: "Detention" in text(browser))
        press(browser, "What it may be used for")
        assert "recorded by keeper" in text(browser)
        assert one(browser, "input[value=count]").is_selected()
        assert not one(browser, "input[value=publish]").is_selected()
    with open_casebook(tmp_path / "c") as casebook:
        (id,) = casebook.desk.testimony_ids()
        kept = recorded(casebook, id)
        assert (kept.how, kept.consent.count, kept.consent.publish) == ("phone call", True, False)


def test_two_coders_disagree_and_a_third_decides(browser, tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    for name, role in (("rana", Role.REVIEWER), ("ivan", Role.CODER), ("vera", Role.CODER)):
        add_coder(casebook, name, PASSWORDS[name], role, now=NOW)
    casebook.close()

    def log_in(name: str) -> None:
        browser.get(address + "login")
        until(browser, lambda: one(browser, "input[name=name]").send_keys(name) or True)
        one(browser, "input[name=password]").send_keys(PASSWORDS[name])
        click(browser, "form button.primary")
        until(browser, lambda: "Inbox" in text(browser))

    def log_out() -> None:
        click(browser, ".who button")
        until(browser, lambda: browser.find_elements("css selector", "input[name=password]"))

    with served(tmp_path / "c") as address:
        assert "token" not in address
        log_in("rana")
        press(browser, "Two coders")
        press(browser, "Give them")
        until(browser, lambda: "All reports given to two" in text(browser))
        log_out()
        for name, key in (("ivan", "y"), ("vera", "n")):
            log_in(name)
            press(browser, "Two coders")
            click(browser, "#mine ~ ul a")
            assert "<b>ivan</b>" not in browser.page_source
            keys(browser, key)
            until(browser, lambda: browser.find_elements("css selector", ".notice"))
            press(browser, "I have answered all")
            until(browser, lambda: "I have answered all" not in text(browser))
            log_out()
        log_in("rana")
        press(browser, "Two coders")
        assert "ivan: yes" in text(browser) and "vera: no" in text(browser)
        press(browser, "Yes")
        until(browser, lambda: "Nothing waits for you" in text(browser))
    with open_casebook(tmp_path / "c") as casebook:
        known = effective_reading(casebook, refs[0].report_id)
        assert known.states[0].standing.state is State.YES
        assert [one.coder for one in casebook.judgements()] == ["ivan", "vera", "rana"]


def test_a_merge_is_looked_at_made_and_undone(browser, tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path, reports=3)
    link_casebook(casebook)
    one_id, other_id = (casebook.incident_of(refs[n]) for n in (0, 2))
    before = {each.id: each.accounts for each in casebook.incidents()}
    casebook.close()
    with served(tmp_path / "c") as address:
        browser.get(address)
        start = address.split("/?")[0]
        browser.get(f"{start}/incidents/{one_id}")
        press(browser, "Decide about this incident")
        one(browser, "input[name=other]").send_keys(f"{start}/incidents/{other_id}")
        press(browser, "Look at both, merge")
        until(browser, lambda: "One incident or two?" in text(browser))
        keys(browser, "y")  # merge them
        until(browser, lambda: "Judged the same incident" in text(browser))
        assert "3 reports" in text(browser).replace("\n", " ")
        press(browser, "Undo")
        until(browser, lambda: "Taken back" in text(browser))
        assert "3 reports" not in text(browser).replace("\n", " ")
    with open_casebook(tmp_path / "c") as casebook:
        assert {each.id: each.accounts for each in casebook.incidents()} == before


def test_a_lesson_is_learned_and_taken_back(browser, tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        for number in range(32):
            words = f"Police in Tyumen detained {number + 2} Tajiks on day {number}."
            id = put_learned(casebook, number, words, confidence=0.9, people=number + 2, place="Tyumen")
            verdict = Verdict.YES if number % 2 else Verdict.NO
            judge_account(casebook, AccountRef(id, 0), verdict, coder="keeper", at=at())
    with served(tmp_path / "c") as address:
        browser.get(address)
        press(browser, "Desk")
        press(browser, "Learning")
        press(browser, "Work out what could be learned")
        until(browser, lambda: "Confidence says how often" in text(browser))
        click(browser, "form[action='/learning/accept'] button")
        until(browser, lambda: "Lesson accepted" in text(browser))
        assert "in effect" in text(browser)
        click(browser, "form[action='/learning/take-back'] button")
        until(browser, lambda: "taken back" in one(browser, ".cards").text)
    with open_casebook(tmp_path / "c") as casebook:
        assert next(each.state for each in lessons(casebook) if each.sort == "confidence") == "taken back"


def test_reviewing_needs_no_mouse(browser, tmp_path: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    casebook, refs = desk(tmp_path)
    casebook.close()
    with served(tmp_path / "c") as address:
        browser.get(address)
        browser.get(f"{address.split('/?')[0]}/inbox")
        for _ in range(40):
            keys(browser, Keys.TAB)
            if browser.switch_to.active_element.text == "Review the likeliest":
                break
        keys(browser, Keys.ENTER)
        until(browser, lambda: "/review/" in browser.current_url)
        first = browser.current_url
        keys(browser, "j")
        until(browser, lambda: browser.current_url != first)
        browser.get(first)
        keys(browser, "e")
        focused = browser.switch_to.active_element.get_attribute("aria-label")
        assert focused == "Set act"
        for _ in range(4):
            keys(browser, Keys.ARROW_DOWN)
        assert browser.switch_to.active_element.get_attribute("aria-label") == "Set people"
        keys(browser, Keys.ENTER)
        until(browser, lambda: browser.find_elements("css selector", "#panel"))
        keys(browser, "s", Keys.HOME)
        for _ in range(4):
            keys(browser, Keys.ARROW_RIGHT)
        ActionChains(browser).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT).key_up(Keys.SHIFT).perform()
        keys(browser, Keys.ENTER)
        until(browser, lambda: one(browser, "#panel textarea").get_attribute("value") == "18 Tajik")
        until(browser, lambda: browser.switch_to.active_element.get_attribute("name") == "choice")
        keys(browser, Keys.ENTER)
        until(browser, lambda: "people set" in text(browser))
        keys(browser, "z")
        until(browser, lambda: "Taken back" in text(browser))
        for key, said in (
            ("u", "Account 1: unsure"),
            ("n", "Account 1 rejected"),
            ("y", "Account 1 confirmed"),
        ):
            browser.get(first)
            keys(browser, key)
            until(browser, lambda said=said: said in text(browser))
        keys(browser, "a")
        until(browser, lambda: browser.find_elements("css selector", "#panel"))
        keys(browser, Keys.ESCAPE)
        until(browser, lambda: not browser.find_elements("css selector", "#panel"))
    with open_casebook(tmp_path / "c") as casebook:
        states = [effective_reading(casebook, ref.report_id).states[0].standing.state for ref in refs]
        assert State.YES in states


def test_without_script_the_same_can_be_done(start, tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    casebook.close()
    browser = start(scripts=False)
    with served(tmp_path / "c") as address:
        browser.get(address)
        browser.get(f"{address.split('/?')[0]}/review/{refs[0].report_id}?account=1&edit=place")
        box = one(browser, "#panel textarea")
        box.clear()
        box.send_keys("in Tyumen")
        press(browser, "Find these words")
        assert one(browser, "#panel fieldset").text.count("Tyumen Oblast")
        press(browser, "Keep this")
        assert "place set" in text(browser)
        press(browser, "Yes, as shown")
        assert "Account 1 confirmed" in text(browser)
        press(browser, "Undo")
    with open_casebook(tmp_path / "c") as casebook:
        known = effective_reading(casebook, refs[0].report_id)
        assert isinstance(known, Effective)
        assert known.reading.accounts[0].place.quote.text == "in Tyumen"
        assert known.states[0].standing.state is State.OPEN


PAGES = ["/inbox", "/inbox?show=disputed", "/review/{report}?account=1", "/review/{report}?account=1&edit=place",
         "/review/{report}?account=1&edit=said_by&start=0&end=9", "/review/{report}?account=1&edit=target",
         "/review/{report}?add=1&start=0&end=60", "/same", "/same/{one}/{other}", "/incidents/{other}/decide",
         "/testimony", "/testimony/new", "/pairs", "/learning", "/history",
         "/history/reports/{report}", "/me"]  # fmt: skip


@pytest.mark.parametrize(
    ("pixels", "dark"),
    [pytest.param(390, False, id="phone"), pytest.param(1200, True, id="dark", marks=pytest.mark.soak)],
)
def test_every_page_of_the_desk_can_be_used_by_everybody(
    browser, tmp_path: Path, pixels: int, dark: bool
) -> None:
    """axe finds nothing against WCAG 2.2 AA, and nothing has to be pushed sideways."""
    casebook, refs = desk(tmp_path)
    link_casebook(casebook)
    ids = {
        "report": refs[0].report_id,
        "one": casebook.incident_of(refs[0]),
        "other": casebook.incident_of(refs[2]),
    }
    judge_account(casebook, refs[0], Verdict.NO, coder="keeper", at=at(), note="as the office said")
    casebook.close()
    size = {"width": pixels, "height": 900, "deviceScaleFactor": 1, "mobile": pixels < 600}
    found: list[tuple[str, str]] = []
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    try:
        with served(tmp_path / "c") as address:
            browser.get(address)
            start = address.split("/?")[0]
            for page in PAGES:
                browser.get(start + page.format(**ids))
                found += [(page, one) for one in complaints(browser)]
                wide = browser.execute_script("return document.documentElement.scrollWidth")
                found += [(page, f"{wide} wide")] if wide > pixels else []
        assert found == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.soak  # starts the program twice; what is killed beneath the pages is tested in tests/flow
def test_what_was_answered_survives_kill_9(tmp_path: Path) -> None:
    """Each answer that came back is there after the program was killed right behind it."""
    casebook, refs = desk(tmp_path)
    casebook.close()
    kept: list[str] = []
    for half in (refs[:2], refs[2:]):
        with program(tmp_path / "c") as (address, started), httpx.Client(follow_redirects=False) as client:
            start = address.split("/?")[0]
            client.get(address)
            token = re.search(r'name="csrf" value="([^"]+)"', client.get(f"{start}/me").text)[1]
            for ref in half:
                answer = client.post(
                    f"{start}/review/{ref.report_id}/accounts/1",
                    data={"csrf": token, "verdict": "yes"},
                    headers={"origin": start},
                )
                kept.append(re.search(r"did=(\w+)", answer.headers["location"])[1])
            started.send_signal(signal.SIGKILL)
            started.wait()
    with open_casebook(tmp_path / "c") as casebook:
        assert [one.id for one in casebook.judgements()] == kept
        assert casebook.check() == ()
