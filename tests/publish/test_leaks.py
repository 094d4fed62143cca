"""The leak check opens every form of file and finds a planted name wherever a name can hide."""

import io
import zipfile

import pytest

from qeyd.publish.exports.package import package
from qeyd.publish.leaks import find_leaks
from qeyd.publish.names import Finder, Name
from qeyd.publish.report import report
from tests.publish.releases import a_release

FINDER = Finder([Name.of("P-1", ["Elvar Dənizsoylu"])])


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.html", "<p>Эльвар <b>Денизсойлу</b></p>"),
        ("a.html", "<p>Elvar Dəniz<i>soylu</i></p>"),
        ("a.html", '<a href="/xeber/elvar-denizsoylu-saxlanildi.html">x</a>'),
        (
            "a.html",
            '<a href="https://n.example/%D0%94%D0%B5%D0%BD%D0%B8%D0%B7%D1%81%D0%BE%D0%B9%D0%BB%D1%83">x</a>',
        ),
        ("a.html", "<svg><title>E. Dənizsoylu</title></svg>"),
        ("a.html", '<meta name="author" content="Danizsoylu, Elvar">'),
        ("a.html", "<!-- Elvar Denizsoylu -->"),
        ("a.html", "<p>Elvar D&#601;nizsoylu</p>"),
        ("a.svg", '<svg aria-label="Elvar Dənizsoylunun işi"></svg>'),
        ("a.csv", "x,y\r\n1,Денизсойлу Эльвар\r\n"),
        ("a.json", '{"k": ["El\\u0076ar D\\u0259nizsoylu"]}'),
        ("a.json", '{"Elvar Danizsoylu": 1}'),
        ("a.geojson", '{"type": "x", "name": "Elvar_Danizsoylu"}'),
        ("a.md", "ELVAR DƏNİZSOYLU"),
        ("elvar-denizsoylu.txt", "nothing"),
        ("a.zip", zipped({"b/c.csv": "Elvar Dənizsoylu".encode()})),
        ("a.zip", zipped({"Elvar Denizsoylu.csv": b"x"})),
        ("a.xlsx", zipped({"docProps/core.xml": "<c>Elvar Dənizsoylu</c>".encode()})),
        ("a.xlsx", zipped({"b.zip": zipped({"c.xml": "<t>Эльвара Денизсойлу</t>".encode()})})),
    ],
)
def test_a_planted_name_is_found(path: str, data: str | bytes) -> None:
    leaks = find_leaks({path: data if isinstance(data, bytes) else data.encode()}, FINDER)
    assert leaks
    assert all(one.label == "P-1" for one in leaks)


def test_a_name_in_a_pdf_in_parquet_and_in_a_workbook_is_found() -> None:
    pytest.importorskip("typst")
    pytest.importorskip("pyarrow")
    from dataclasses import replace

    from qeyd.publish.release import PublishedActor

    whole = a_release(3)
    first = replace(whole.incidents[0], actors=(PublishedActor("Elvar Dənizsoylu"),))
    planted = replace(whole, incidents=(first, *whole.incidents[1:]))
    files = {**package(planted), **report(planted)}
    found = {one.file.split(",")[0] for one in find_leaks(files, FINDER)}
    for end in (".pdf", ".parquet", ".csv", ".html", "release.json"):
        assert any(one.endswith(end) for one in found), end
    assert any(".xlsx/" in one for one in found)


def test_a_clean_release_has_no_leak_and_what_cannot_be_read_is_one() -> None:
    assert find_leaks(dict(package(a_release(3))), FINDER) == ()
    assert find_leaks({"a.docx": b"x"}, FINDER)[0].label == ""
    assert "cannot be checked" in find_leaks({"a.zip": b"no archive"}, FINDER)[0].around
