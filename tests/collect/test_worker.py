import json
import zipfile
from pathlib import Path

import pytest

from qeyd.collect import Page, Unusable
from qeyd.collect.worker import Worker
from tests.collect import samples


@pytest.fixture(scope="module")
def worker():
    with Worker(seconds=20, memory=1024 * 1024 * 1024) as one:
        yield one


def test_what_the_process_gives_is_what_the_importer_gives(worker: Worker, tmp_path: Path) -> None:
    from qeyd.collect import pages_in

    file = tmp_path / "a.warc.gz"
    file.write_bytes(samples.warc())
    assert list(worker.pages("warc", file, "a")) == list(pages_in("warc", samples.warc(), "a"))


def test_a_page_that_takes_too_long_is_refused_and_the_next_file_is_read(tmp_path: Path) -> None:
    slow, good = tmp_path / "a.html", tmp_path / "b.html"
    slow.write_bytes(samples.html(paragraphs=("rain " * 600_000,)).encode())
    good.write_bytes(samples.html().encode())
    with Worker(seconds=0.0) as hasty:
        (refused,) = hasty.pages("html", slow, "a.html")
        assert isinstance(refused, Unusable) and "longer than" in refused.why
    with Worker() as patient:
        (page,) = patient.pages("html", good, "b.html")
        assert isinstance(page, Page)


def test_a_package_that_unpacks_to_more_than_memory_is_refused(worker: Worker, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 600_000_000)
    (refused,) = worker.pages("xlsx", bomb, "bomb.xlsx")
    assert isinstance(refused, Unusable)
    line = tmp_path / "long.jsonl"
    line.write_bytes(b"x" * 20_000_000 + b"\n" + json.dumps({"text": "Rain fell."}).encode())
    first, second = worker.pages("jsonl", line, "long.jsonl")
    assert isinstance(first, Unusable) and isinstance(second, Page)


def test_one_page_from_memory_is_taken_apart_in_the_process(worker: Worker, tmp_path: Path) -> None:
    from qeyd.collect.article import article_in

    data = samples.html().encode()
    assert worker.page(data, "a", url="https://b.example/1") == article_in(
        data, "a", url="https://b.example/1"
    )
    assert isinstance(worker.page(b"no page", "b"), Unusable)
    assert worker.page(data, "c") == article_in(data, "c")


def test_what_libraries_print_of_a_broken_file_reaches_no_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    import gzip

    broken = tmp_path / "a.warc"
    broken.write_bytes(
        gzip.decompress(samples.warc()).replace(b"</html>", b"</html>\x1b[2JMore than was told")
    )
    with Worker() as one:
        list(one.pages("warc", broken, "a.warc"))
    assert capfd.readouterr() == ("", "")
