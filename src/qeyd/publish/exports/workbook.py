"""A release's tables as one XLSX workbook, a sheet a table; the same tables give the same bytes.

The workbook around the sheets is openpyxl's; the rows are written here, as openpyxl would write them, since making an
object of each of a million cells takes five times as long.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from qeyd.publish.exports.tables import Sheet, Value, cell

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MOST_ROWS = 1_048_575  #: of a sheet, beside its head; the rest is left to the CSV files
_MOST_SIGNS = 32_767  #: of a cell
_ROWS = re.compile("<sheetData *(?:/>|></sheetData>)")  #: where they stand in an empty sheet
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def workbook(tables: Sequence[Sheet], *, day: datetime) -> bytes:
    """One workbook of these tables, made on this day; needs openpyxl."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "qeyd"
    book.properties.lastModifiedBy = None
    book.properties.created = book.properties.modified = day
    for sheet in tables:
        book.create_sheet(sheet.name)
    empty = io.BytesIO()
    book.save(empty)
    out: dict[str, bytes] = {}
    with zipfile.ZipFile(empty) as made:
        for name in made.namelist():
            out[name] = made.read(name)
    stamp = f">{day:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()
    out["docProps/core.xml"] = re.sub(rb">[^<>]*</dcterms:modified>", stamp, out["docProps/core.xml"])
    for number, sheet in enumerate(tables, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        before, after = _ROWS.split(out[name].decode("utf-8"))
        rows = "".join(_rows(sheet))
        out[name] = f"{before}<sheetData>{rows}</sheetData>{after}".encode()
    return make_zip(out)


def _rows(sheet: Sheet) -> Iterator[str]:
    names = [one.name for one in sheet.fields]
    letters = [_letters(at) for at in range(1, len(names) + 1)]
    yield _row(1, letters, names)
    for number, row in enumerate(sheet.rows[:_MOST_ROWS], 2):
        yield _row(number, letters, [row.get(name) for name in names])


def _row(number: int, letters: Sequence[str], values: Sequence[Value]) -> str:
    cells = []
    for letter, value in zip(letters, values, strict=True):
        if value is None:
            continue
        if isinstance(value, str):
            cells.append(_words(f"{letter}{number}", value))
        elif isinstance(value, bool):
            cells.append(f'<c r="{letter}{number}" t="b"><v>{int(value)}</v></c>')
        else:
            cells.append(f'<c r="{letter}{number}" t="n"><v>{value:.16g}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _words(place: str, value: str) -> str:
    text = _NO_XML.sub("", cell(value)[:_MOST_SIGNS])
    if not text:
        return f'<c r="{place}" t="inlineStr"></c>'
    keep = ' xml:space="preserve"' if text != text.strip() else ""
    return f'<c r="{place}" t="inlineStr"><is><t{keep}>{text.translate(_ESCAPED)}</t></is></c>'


def _letters(number: int) -> str:
    """The letters of a column, from 1.

    >>> _letters(1), _letters(26), _letters(27), _letters(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files with one fixed date, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in sorted(files):
            made.writestr(_entry(name), files[name])
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
