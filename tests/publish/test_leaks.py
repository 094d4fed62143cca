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
        ("a.html", "<dt>Elvar</dt>\n<dd>Dənizsoylu</dd>"),
        ("a.html", "<p>\n Elvar\n Dənizsoylu\n</p>"),
        ("a.html", "<p>E.</p><p>Danizsoylu</p>"),
        ("a.html", "<b>Elvar</b> <code>P-123456</code><b>Dənizsoylu</b>"),
        ("a.md", "was held: Elvar\n\u200bDənizsoylu"),
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


def test_a_name_found_once_is_told_of_every_file_and_place() -> None:
    line = b"<p>Elvar Danizsoylu</p><p>+994 50 123 45 67</p>"
    files = {f"{n}.html": b"<p>nothing</p>" * n + line for n in range(4)}
    assert {(one.file, one.label) for one in find_leaks(files, FINDER)} == {
        (where, label)
        for n in range(4)
        for where, label in (
            (f"{n}.html", "P-1"),
            (f"{n}.html", "[phone]"),
            (f"{n}.html (tags taken away)", "P-1"),
        )
    }


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


TYPST = """
#set document(title: {title}, author: {author}, keywords: {keywords})
= {heading}
#figure(rect(width: 1cm, height: 1cm), alt: {alt}, caption: [x])
#link({link})[here]
#set text(size: 9pt)
{body}
"""
PLAIN = {
    "title": "T",
    "author": "",
    "keywords": "k",
    "heading": "H",
    "alt": "a",
    "link": "https://x.example/",
    "body": "b",
}
NAME = "Эльвара Денизсойлу"


@pytest.mark.parametrize("where", sorted(PLAIN))
def test_a_name_in_any_part_of_a_pdf_is_found(where: str) -> None:
    typst = pytest.importorskip("typst")
    words = PLAIN | {where: "https://x.example/elvar-danizsoylu" if where == "link" else NAME}
    quoted = {key: f'"{value}"' for key, value in words.items()} | {
        "heading": words["heading"], "body": words["body"], "author": f'("{words["author"]}",)'
    }  # fmt: skip
    made = typst.compile(TYPST.format(**quoted).encode(), format="pdf")
    clean = {key: f'"{value}"' for key, value in PLAIN.items()} | {
        "heading": "H",
        "body": "b",
        "author": "()",
    }
    assert find_leaks({"a.pdf": typst.compile(TYPST.format(**clean).encode(), format="pdf")}, FINDER) == ()
    assert {one.label for one in find_leaks({"a.pdf": made}, FINDER)} == {"P-1"}


def test_a_file_within_a_pdf_and_half_a_pdf_are_refused() -> None:
    pypdf = pytest.importorskip("pypdf")
    made = pypdf.PdfWriter()
    made.add_blank_page(100, 100)
    made.add_attachment("x.txt", b"nothing")
    out = io.BytesIO()
    made.write(out)
    assert "files within it" in find_leaks({"a.pdf": out.getvalue()}, FINDER)[0].around
    assert "no whole PDF" in find_leaks({"a.pdf": out.getvalue()[:300]}, FINDER)[0].around


def test_a_name_in_the_metadata_of_parquet_is_found() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    for told in ({"schema": {b"by": NAME.encode()}}, {"field": {b"by": NAME.encode()}}, {"name": NAME}):
        field = pyarrow.field(told.get("name", "x"), pyarrow.string(), metadata=told.get("field"))
        table = pyarrow.table(
            {field.name: ["y"]}, schema=pyarrow.schema([field], metadata=told.get("schema"))
        )
        out = io.BytesIO()
        parquet.write_table(table, out)
        assert {one.label for one in find_leaks({"a.parquet": out.getvalue()}, FINDER)} == {"P-1"}, told


def test_a_name_in_what_a_workbook_keeps_beside_its_cells_is_found() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.comments import Comment

    def planted(where: str) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        if where == "sheet":
            sheet.title = NAME
        elif where == "comment":
            sheet["A1"].comment = Comment(NAME, "nobody")
        elif where == "author":
            sheet["A1"].comment = Comment("nothing", NAME)
        elif where == "creator":
            book.properties.creator = NAME
        elif where == "keywords":
            book.properties.keywords = NAME
        elif where == "link":
            sheet["A1"].hyperlink = "https://x.example/elvar-danizsoylu"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    assert find_leaks({"a.xlsx": planted("")}, FINDER) == ()
    for where in ("sheet", "comment", "author", "creator", "keywords", "link"):
        assert "P-1" in {one.label for one in find_leaks({"a.xlsx": planted(where)}, FINDER)}, where


def test_an_archive_tells_in_its_comments_too_and_a_picture_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        entry = zipfile.ZipInfo("a.csv")
        entry.comment = NAME.encode()
        made.writestr(entry, "x")
    assert find_leaks({"a.zip": out.getvalue()}, FINDER)
    for name in ("a.png", "a.jpg", "a.sqlite", "a"):
        assert "cannot be checked" in find_leaks({name: b"\x89PNG"}, FINDER)[0].around


def test_a_name_over_the_end_of_a_line_or_of_a_tag_is_found_and_over_two_cells_of_other_things_is_not() -> (
    None
):
    assert find_leaks({"a.txt": "x\nElvar\nDənizsoylu\ny".encode()}, FINDER)
    assert find_leaks({"a.csv": "a,b\r\nElvar,Dənizsoylu\r\n".encode()}, FINDER)
    short = Finder([Name.of("P-2", ["Əli Rza"])])
    assert find_leaks({"a.csv": b"a,b\r\nthe road of Rza,Ali said nothing\r\n"}, short) == ()
    assert find_leaks({"a.json": b'["Rza", "Ali"]'}, short) == ()
    assert find_leaks({"a.json": b'["Ali Rza"]'}, short)


def test_a_phone_an_address_and_a_case_number_are_leaks_and_ids_and_days_are_none() -> None:
    for told in (
        "+994 50 555 01 02",
        "Nizami küçəsi, ev 5, mənzil 2",
        "дело № 1-12/2025",
        "паспорт 45 10 123456",
    ):
        for path, data in (
            ("a.html", f"<p>{told}</p>"),
            ("a.csv", f'x\r\n"{told}"\r\n'),
            ("a.json", f'["{told}"]'),
        ):
            leaks = find_leaks({path: data.encode()}, Finder(()))
            assert leaks, (path, told)
            assert leaks[0].label.startswith("[")
    assert find_leaks(dict(package(a_release(12))), Finder(())) == ()


def test_lines_that_are_seen_twice_are_found_twice() -> None:
    files = {f"{at}.html": f"<p>{NAME}</p>".encode() for at in range(3)}
    assert {one.file.split(" ")[0] for one in find_leaks(files, FINDER)} == set(files)
