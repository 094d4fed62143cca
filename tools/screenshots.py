"""The pictures in the docs, taken of the invented example by a Chromium without a window.

    uv run python tools/screenshots.py [docs/img] [--published]

Needs Chromium and chromedriver. Every picture is a PNG of at most 200 kB.
"""

import base64
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from qeyd.flow.example import make_example
from qeyd.flow.publish import publish_casebook
from qeyd.store import open_casebook

SIZE = (1180, 820)
LARGEST = 200_000
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --force-prefers-reduced-motion"
)


def start_browser(profile: str) -> webdriver.Chrome:
    """A Chromium of the fixed size, in the light scheme."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={profile}")
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    size = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    return browser


def keep(browser: webdriver.Chrome, file: Path) -> None:
    """Write what is seen into a file."""
    picture = base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])
    if len(picture) > LARGEST:
        raise SystemExit(f"{file}: {len(picture)} bytes is more than {LARGEST}. Show less on it.")
    file.write_bytes(picture)
    print(file, len(picture))


def take(address: str, folder: Path) -> None:
    """Follow the number with the most reports from the list down to its words, a picture at each step."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        browser = start_browser(profile)
        try:
            browser.get(address)
            keep(browser, folder / "incidents.png")
            browser.get(browser.current_url + "?order=reports")
            browser.find_element("css selector", "a.number").click()
            browser.execute_script("window.scrollTo(0, 0)")
            keep(browser, folder / "incident.png")
            browser.find_element("css selector", "tr#people td .value a").click()
            browser.execute_script("window.scrollTo(0, 0)")
            keep(browser, folder / "account.png")
        finally:
            browser.quit()


def take_published(release: Path, folder: Path) -> None:
    """The first page of a published example, opened as a file, on a screen and on a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        browser = start_browser(profile)
        try:
            browser.get((release / "site" / "en" / "index.html").absolute().as_uri())
            keep(browser, folder / "published.png")
            phone = {"width": 390, "height": 820, "deviceScaleFactor": 1, "mobile": True}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
            browser.get((release / "site" / "az" / "index.html").absolute().as_uri())
            keep(browser, folder / "published-phone.png")
        finally:
            browser.quit()


def main() -> None:
    """Make the example, serve it, publish it, take the pictures. With --published only those of the release."""
    arguments = [one for one in sys.argv[1:] if one != "--published"]
    folder = Path(arguments[0] if arguments else "docs/img")
    with tempfile.TemporaryDirectory() as scratch:
        example = Path(scratch) / "example"
        make_example(example, now=datetime.now(UTC))
        with open_casebook(example) as casebook:
            publish_casebook(casebook, Path(scratch) / "published", name="example", made_up=True)
        take_published(Path(scratch) / "published", folder)
        if "--published" in sys.argv:
            return
        command = [sys.executable, "-c", "from qeyd.cli import main; main()", "serve", str(example)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:  # noqa: S603 (our own)
            assert program.stdout is not None
            try:
                take(program.stdout.readline().strip(), folder)
            finally:
                program.terminate()


if __name__ == "__main__":
    main()
