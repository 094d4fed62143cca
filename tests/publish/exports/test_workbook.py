"""The rows written here are those that openpyxl writes, cell by cell and sheet by sheet."""

import io
import zipfile
from datetime import datetime

import pytest

from qeyd.publish.exports.tables import Field, Sheet, cell, sheets
from qeyd.publish.exports.workbook import workbook
from tests.publish.releases import a_release

openpyxl = pytest.importorskip("openpyxl")
DAY = datetime(2025, 9, 30)
HARD = Sheet(
    "hard",
    "Hard",
    tuple(Field(name, "string", "") for name in "abcd"),
    (
        {"a": "=1+1", "b": " led & <followed> ", "c": None, "d": 1.5},
        {"a": "", "b": "line\r\nline\ttab", "c": True, "d": -(2**60)},
        {},
        {"a": "x" * 40_000, "b": "\x00\x0b\ufffe'", "c": 0.1 + 0.2, "d": False},
    ),
)


def by_openpyxl(sheet: Sheet) -> list[list[object]]:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet.name)
    names = [one.name for one in sheet.fields]
    page.append(names)
    for row in sheet.rows:
        line = []
        for name in names:
            value = row.get(name)
            text = cell(value)[:32_767].replace("\ufffe", "") if isinstance(value, str) else value
            line.append(openpyxl.cell.WriteOnlyCell(page, value=text))
            if isinstance(value, str):
                line[-1].data_type = "s"
        page.append(line)
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue(), sheet.name)


def read(data: bytes, name: str) -> list[list[object]]:
    page = openpyxl.load_workbook(io.BytesIO(data))[name]
    return [[(one.value, one.data_type) for one in row] for row in page.iter_rows()]


def test_every_cell_is_read_back_as_if_openpyxl_had_written_it() -> None:
    tables = (*sheets(a_release(12)), HARD)
    made = workbook(tables, day=DAY)
    assert made == workbook(tables, day=DAY)
    for sheet in tables:
        assert read(made, sheet.name) == by_openpyxl(sheet), sheet.name
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2025-09-30T00:00:00Z" in archive.read("docProps/core.xml")
