import io
import shutil
from pathlib import Path

import pytest

from qeyd.collect.page import Page, Unusable
from qeyd.collect.pdf import pages_in_pdf
from qeyd.collect.worker import Worker

SCANNED = "THE BRIDGE IN DOLIN IS CLOSED UNTIL MAY\nTWO ENGINEERS FOUND CRACKS IN ITS PILLARS"


def scan(sheets: int = 1) -> bytes:
    """A PDF whose sheets are pictures of a text."""
    image, draw, font = (pytest.importorskip(f"PIL.{one}", reason="Pillow is not installed") for one in
                         ("Image", "ImageDraw", "ImageFont"))  # fmt: skip
    sheet = image.new("RGB", (1700, 500), "white")
    draw.Draw(sheet).multiline_text(
        (60, 60), SCANNED, fill="black", font=font.load_default(size=56), spacing=40
    )
    out = io.BytesIO()
    more = [sheet] * (sheets - 1)
    sheet.save(out, "PDF", resolution=150, save_all=True, append_images=more)
    return out.getvalue()


@pytest.mark.skipif(
    shutil.which("tesseract") is None,
    reason="tesseract is not installed (Debian: tesseract-ocr tesseract-ocr-aze tesseract-ocr-rus)",
)
def test_the_text_of_a_scan_is_what_tesseract_sees() -> None:
    (found,) = pages_in_pdf(scan(), "scan.pdf")
    assert isinstance(found, Page), found
    assert "BRIDGE IN DOLIN" in found.text.upper() and "ENGINEERS" in found.text.upper()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_tells_after_each_sheet_that_it_is_at_work(tmp_path: Path) -> None:
    told: list[int] = []
    here = list(pages_in_pdf(scan(3), "scan.pdf", working=lambda: told.append(1)))
    assert len(told) == 3
    file = tmp_path / "scan.pdf"
    file.write_bytes(scan(3))
    with Worker(seconds=120) as worker:
        assert [one.text for one in worker.pages("pdf", file, "scan.pdf") if isinstance(one, Page)] == [
            one.text for one in here if isinstance(one, Page)
        ]


def test_without_tesseract_a_scan_is_refused_and_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (found,) = pages_in_pdf(scan(), "scan.pdf")
    assert isinstance(found, Unusable)
    assert "tesseract-ocr-aze" in found.why and "tesseract-ocr-rus" in found.why
