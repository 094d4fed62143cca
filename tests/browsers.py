"""Starting Chromium for tests: without a window, reaching nothing but this computer, and axe to check a page with."""

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
#: For ``pytestmark``: skipped with one clear line where there is no browser; all on one worker.
NEEDS_BROWSER = [
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="Chromium or chromedriver is missing; see make test."
    ),
    pytest.mark.xdist_group("browser"),
]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-default-apps --disable-dev-shm-usage "
    "--force-prefers-reduced-motion "
    "--host-resolver-rules=MAP\x00*\x00~NOTFOUND\x00,\x00EXCLUDE\x00127.0.0.1"
)
#: WCAG 2.2 A and AA.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """What starts browsers; all are closed at the end. ``scripts=False``: with JavaScript switched off."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    started = []

    def start(*, scripts: bool = True) -> webdriver.Chrome:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for flag in FLAGS.split(" "):
            options.add_argument(flag.replace("\x00", " "))
        options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
        if not scripts:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2}
            )
        browser = webdriver.Chrome(options=options, service=Service(DRIVER))
        browser.set_page_load_timeout(60)
        started.append(browser)
        return browser

    yield start
    for browser in started:
        browser.quit()


def complaints(browser: Any) -> list[str]:
    """What axe finds wrong with the page that is open: rule and first element, one a line."""
    browser.execute_script((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "const [rules, done] = arguments; axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(done)",
        list(RULES),
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
