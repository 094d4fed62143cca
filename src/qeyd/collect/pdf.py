"""PDF: its text, or where it is a scan the text that tesseract sees."""

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

from qeyd.collect.page import MAX_TEXT, Page, Unusable

MAX_SHEETS = 500
_LANGUAGES = ("aze", "rus", "eng", "tur", "ukr")
_SCAN = (
    "it is a scan without text, or nothing was seen on it. Install tesseract with its languages (Debian: tesseract-ocr "
    'tesseract-ocr-aze tesseract-ocr-rus tesseract-ocr-eng) and the extra "scans", and import it again.'
)


def pages_in_pdf(
    data: bytes, where: str, *, working: Callable[[], None] = lambda: None
) -> Iterator[Page | Unusable]:
    """The article of a PDF. Its creation date is no publication date and is not taken.

    ``working`` is called after each sheet of a scan that was looked at: that takes seconds.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        yield Unusable(where, 'PDF needs the library pypdf. Install qeyd with its extra "import".')
        return
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            yield Unusable(where, "it is locked with a password. Save it without one.")
            return
        if len(reader.pages) > MAX_SHEETS:
            yield Unusable(where, f"it has more than {MAX_SHEETS} sheets, which is no article.")
            return
        text = "\n\n".join(_sheet(page) for page in reader.pages).strip()
        title = str((reader.metadata.title if reader.metadata else "") or "").strip()[:500] or None
        if len(text) < 40 * max(1, len(reader.pages) // 4):
            seen = _seen(reader, working)
            if not seen:
                yield Unusable(where, _SCAN)
                return
            text = seen
    except Exception as problem:
        yield Unusable(
            where, f"it is no PDF that can be read ({type(problem).__name__}). Save its text as .txt."
        )
        return
    yield Page(where, data, "application/pdf", text[:MAX_TEXT], title=title)


def _sheet(page: Any) -> str:
    lines = (
        (page.extract_text() or "").replace("\x00", "").encode("utf-8", "ignore").decode("utf-8").splitlines()
    )
    return "\n".join(line.strip() for line in lines)


def _seen(reader: Any, working: Callable[[], None]) -> str:
    """What tesseract reads on the pictures of the sheets; empty where it, or Pillow, is missing or sees nothing."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    listed = subprocess.run(  # noqa: S603 (found on the path, own words)
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    there = [one for one in _LANGUAGES if one in (listed.stdout + listed.stderr).split()]
    read = []
    for page in reader.pages:
        try:
            pictures = [one.data for one in page.images][:4]
        except ImportError:
            return ""
        for picture in pictures:
            done = subprocess.run(  # noqa: S603
                [program, "stdin", "stdout", "-l", "+".join(there or ["eng"])], input=picture, capture_output=True,
                timeout=60, check=False,
            )  # fmt: skip
            read.append(done.stdout.decode("utf-8", "replace").strip())
        working()
    return "\n\n".join(filter(None, read))
