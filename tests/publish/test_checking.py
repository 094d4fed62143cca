"""The check in other processes finds what it finds in one."""

import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from qeyd.publish.checking import Check
from qeyd.publish.leaks import find_leaks
from qeyd.publish.names import Finder, Name

FINDER = Finder([Name.of("P-1", ["Elvar Dənizsoylu"]), Name.of("P-2", ["Günel Qaratəpəli"])])
FILES = {
    "site/b.html": "<p>Эльвар <b>Денизсойлу</b></p>".encode(),
    "site/a.html": b"<p>nobody</p>",
    "data/c.csv": b"x,y\r\n1,Gunel Garatapali\r\n",
    "data/d.docx": b"cannot be read",
    "data/e.json": b'{"phone": "+994 50 123 45 67"}',
    "elvar-denizsoylu.txt": b"nothing",
}


@pytest.mark.parametrize("processes", [0, 1])
def test_the_check_beside_the_writing_finds_what_one_process_finds(processes: int) -> None:
    with Check(FINDER, large=1, processes=processes) as check:
        for path, data in FILES.items():
            check.add(path, data)
        leaks = check.leaks()
    assert leaks == find_leaks(FILES, FINDER)
    assert {one.file.split(" ")[0].split(",")[0] for one in leaks} == FILES.keys() - {"site/a.html"}


def ends(path: str, data: bytes) -> None:
    os._exit(1)


def test_a_process_that_ends_early_costs_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with Check(FINDER, large=1, processes=1) as check:
        monkeypatch.setattr("qeyd.publish.checking._read", ends)
        check.add("a.html", b"<p>x</p>")
        monkeypatch.undo()
        assert isinstance(check._asked["a.html"].exception(timeout=60), BrokenProcessPool)
        for path, data in FILES.items():
            check.add(path, data)
        assert check.leaks() == find_leaks({"a.html": b"<p>x</p>", **FILES}, FINDER)
