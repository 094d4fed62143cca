"""Files made to harm whoever opens them: each is refused with its reason or read; nothing leaves its place or hangs."""

import gzip
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qeyd.collect import Page, Unusable, pages_in
from qeyd.collect.page import MAX_PAGE
from qeyd.collect.trace import Trace
from qeyd.collect.worker import Worker
from qeyd.flow.importing import files_in, import_files
from tests.collect import samples
from tests.store.samples import new_casebook

TEN_MEGABYTES = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(seconds=120) as one:  # the machine may be busy; what hangs, hangs longer
        yield one


def taken(worker: Worker, folder: Path, sort: str, data: bytes) -> list[Page | Unusable]:
    """What the worker makes of a file, in a folder that it leaves as it was."""
    file = folder / "in" / "file"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    before = sorted(folder.rglob("*"))
    found = list(worker.pages(sort, file, "file"))
    assert sorted(folder.rglob("*")) == before
    return found


def package(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_names_in_a_package_that_lead_out_of_it_lead_nowhere(worker: Worker, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("archive/data.warc.gz", samples.warc(1))
        for name in (
            "../escaped",
            "/escaped",
            "archive/../../escaped.warc",
            "C:\\escaped",
            "archive/a/../../../b.warc",
        ):
            made.writestr(name, samples.warc(1))
    pages = taken(worker, tmp_path, "wacz", out.getvalue())
    assert isinstance(pages[0], Page)
    assert not any(Path(tmp_path.parent).rglob("escaped*"))


def test_archives_in_archives_are_not_gone_into(worker: Worker, tmp_path: Path) -> None:
    inner = package(archive__data_warc=samples.warc(1))
    (refused,) = taken(worker, tmp_path, "wacz", package(archive__inner_wacz=inner))
    assert isinstance(refused, Unusable) and "no WACZ package" in refused.why
    deep = samples.warc(1)
    for _ in range(40):
        deep = gzip.compress(deep, 1)
    assert all(isinstance(one, Unusable) for one in taken(worker, tmp_path, "warc", deep))
    (tmp_path / "nested.zip").write_bytes(package(a=package(b=package(c=b"rain"))))
    (tmp_path / "nested.tar.gz").write_bytes(gzip.compress(b"rain"))
    with new_casebook(tmp_path / "c") as casebook:
        done = import_files(casebook, [tmp_path / "nested.zip", tmp_path / "nested.tar.gz"], worker=worker)
    assert [one.why for one in done.refused] == ["qeyd knows no file of this sort."] * 2


def test_a_page_that_unpacks_to_far_more_than_a_page_is_refused(worker: Worker, tmp_path: Path) -> None:
    big = samples.html(paragraphs=("rain " * (MAX_PAGE // 4),))
    first, *_ = taken(worker, tmp_path, "warc", samples.warc(2, big))
    assert isinstance(first, Unusable) and "larger than" in first.why
    plain = gzip.decompress(samples.warc(1))
    zeros = gzip.compress(b"0" * (64 << 20), 9)  # 64 KiB that become 64 MiB
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://daily-a.example/b\r\n"
        b"WARC-Record-ID: <urn:x:1>\r\nWARC-Date: 2019-03-05T10:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: "
        + str(len(head) + len(zeros)).encode() + b"\r\n\r\n" + head + zeros + b"\r\n\r\n"
    )  # fmt: skip
    pages = taken(worker, tmp_path, "warc", record + plain)
    assert isinstance(pages[0], Unusable) and isinstance(pages[-1], Page)


def test_a_package_that_lies_about_its_size_is_stopped(worker: Worker, tmp_path: Path) -> None:
    data = package(archive__data=b"", **{"archive__x.warc": b"WARC/1.0\r\n" + b"0" * (100 << 20)})
    lying = data.replace((10 + (100 << 20)).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    assert all(isinstance(one, Unusable) for one in taken(worker, tmp_path, "wacz", lying))


@pytest.mark.parametrize("pad", [0, 10_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_spreadsheet_are_never_expanded(
    worker: Worker, tmp_path: Path, pad: int, encoding: str
) -> None:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    sheet = (
        f'<?xml version="1.0" encoding="{encoding}"?><!--{" " * pad}--><!DOCTYPE x [<!ENTITY l0 "rain">{laughs}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        '<c t="inlineStr"><is><t>&l11;</t></is></c></row></sheetData></worksheet>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples.xlsx())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet.encode(encoding) if "sheet1" in name else old.read(name))
    (refused,) = taken(worker, tmp_path, "xlsx", out.getvalue())
    assert isinstance(refused, Unusable) and "document type" in refused.why


LONG = b"rain " * (TEN_MEGABYTES // 5)


@pytest.mark.parametrize(
    ("sort", "data"),
    [
        ("text", LONG),
        ("html", b"<p>" + LONG),
        ("html", b"<p " + b"a=" + LONG),
        ("jsonl", json.dumps({"text": LONG.decode()}).encode()),
        ("jsonl", LONG + b"\n" + samples.lines()),
        ("csv", b"text\n" + LONG),
        ("csv", b'text\n"' + LONG),
        ("eml", b"Subject: " + LONG + b"\n\n" + LONG),
        ("mbox", b"From a Tue Mar  5 10:00:00 2019\nSubject: a\n\n" + LONG),
        ("mhtml", b"Content-Type: text/html\n\n<p>" + LONG),
        ("telegram", samples.telegram().replace(b"Rain", LONG).replace(b"rain", LONG)),
        ("warc", b"WARC/1.0\r\n" + LONG),
        ("pdf", b"%PDF-1.4\n" + LONG),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_a_line_of_ten_megabytes_is_taken_or_refused_in_time(
    worker: Worker, tmp_path: Path, sort: str, data: bytes
) -> None:
    for one in taken(worker, tmp_path, sort, data):
        assert isinstance(one, Page) or "seconds" not in one.why


@pytest.mark.parametrize("length", [b"-1", b"99999999999999999999", b"0"])
def test_a_record_that_claims_another_length_breaks_nothing(length: bytes) -> None:
    plain = re.sub(rb"(?<=Content-Length: )\d+", length, gzip.decompress(samples.warc(2)))
    for one in pages_in("warc", plain, "a"):
        assert isinstance(one, Page | Unusable)


@pytest.mark.parametrize("piece", ["<", "<a", "<a'", "<script>", "a@", "\x92<"])
def test_many_signs_that_begin_something_is_over_at_once(tmp_path: Path, piece: str) -> None:
    """Each of these once made a search begin anew at every sign: minutes for what takes a moment."""
    text = piece * (150_000 // len(piece))
    data = text.encode("cp1252", "replace") if "\x92" not in piece else text.encode("latin-1")
    (tmp_path / "a.csv").write_bytes(b"text\n" + data)
    with new_casebook(tmp_path / "c") as casebook:
        import_files(casebook, [tmp_path / "a.csv"], worker=None)
        for report in casebook.reports():
            Trace(data, report.text, media="text/html").ranges(0, 1)


def test_a_pdf_whose_sheets_lead_in_a_circle_ends(worker: Worker, tmp_path: Path) -> None:
    circle = samples.pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    assert all(isinstance(one, Unusable) for one in taken(worker, tmp_path, "pdf", circle))


def test_links_and_what_is_no_file_are_named_and_left(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text(samples.html())
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "out.html").symlink_to(tmp_path / "elsewhere")
    if sys.platform != "win32":
        os.mkfifo(folder / "pipe.html")
    found = list(files_in([folder, folder / "pipe.html"]))
    assert [one.name for one in found if isinstance(one, Path)] == ["a.html"]
    told = {Path(one.where).name: one.why for one in found if isinstance(one, Unusable)}
    assert "link" in told["round"] and "link" in told["out.html"]
    assert "no plain file" in told["pipe.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_where_the_system_keeps_no_limit_the_process_ends_itself() -> None:
    code = (
        "import time; from qeyd.collect.worker import _watch; print('small', flush=True); _watch(200 << 20); "
        "held = bytearray(b'1') * (400 << 20); time.sleep(60); print('large')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "small\n")


def test_the_worker_works_where_no_limit_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    from qeyd.collect import worker as module

    monkeypatch.setitem(sys.modules, "resource", None)  # as on Windows
    module._limit(1)
    module._watch(1)
    assert list(pages_in("text", b"Rain fell in Dolin.", "a"))
