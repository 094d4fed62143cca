"""Rows into reports: crawlers' JSON Lines, CSV and XLSX, with a mapping of their columns."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from qeyd.collect.article import outlet_of
from qeyd.collect.charset import decode
from qeyd.collect.metadata import day, web_address
from qeyd.collect.page import MAX_PAGE, MAX_PAGES, Page, Unusable

FIELDS = ("text", "url", "outlet", "title", "author", "published", "language", "id")
#: What the columns of crawlers and exports are called; a mapping given by the user wins.
USUAL: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "body", "content", "article", "fulltext", "full_text", "mətn", "текст", "metin"),
    "url": ("url", "link", "address", "href", "ссылка", "ünvan", "bağlantı"),
    "outlet": ("outlet", "source", "source_domain", "publisher", "media", "media_name", "site",
               "mənbə", "источник", "kaynak"),
    "title": ("title", "headline", "başlıq", "заголовок", "başlık"),
    "author": ("author", "authors", "byline", "müəllif", "автор", "yazar"),
    "published": ("published", "date_publish", "publish_date", "publication_date", "pubdate", "date", "published_at",
                  "datepublished", "tarix", "дата", "tarih"),
    "language": ("language", "lang", "dil", "язык"),
    "id": ("id", "guid"),
}  # fmt: skip
_MAX_PROLOGUE = 64 * 1024  #: bytes of a part in which a document type may be declared
_MAX_XLSX = 512 * 1024 * 1024


def columns_of(header: list[str], mapping: Mapping[str, str] | None) -> dict[str, int]:
    """Which column holds which field. ``mapping`` names the column of a field: {"text": "Body"}."""
    folded = [name.strip().casefold() for name in header]
    found: dict[str, int] = {}
    for field in FIELDS:
        for name in (mapping[field].strip().casefold(),) if mapping and field in mapping else USUAL[field]:
            if name in folded:
                found[field] = folded.index(name)
                break
    return found


def _page(row: Mapping[str, Any], where: str) -> Page | Unusable:
    said = {key: str(row[key]).strip() for key in FIELDS if row.get(key) not in (None, "")}
    text = said.get("text", "").replace("\r\n", "\n")
    if not text:
        return Unusable(where, "its text is empty. Every article needs its text.")
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return Unusable(where, "it holds half a character (a lone surrogate). Export it again.")
    if len(data) > MAX_PAGE:
        return Unusable(where, f"its text is larger than {MAX_PAGE >> 20} MiB, which is no article.")
    url = web_address(said.get("url"))
    when = row.get("published")
    published = day(when.date().isoformat() if isinstance(when, datetime) else when)
    return Page(
        where, data, "text/plain", text, url, said.get("outlet") or outlet_of(url), said.get("title"),
        said.get("author"), published, "column" if published else None, said.get("language"), said.get("id"),
    )  # fmt: skip


def pages_in_lines(
    data: bytes, where: str, mapping: Mapping[str, str] | None = None
) -> Iterator[Page | Unusable]:
    """The articles of JSON Lines, one object a line, under the field names of CONTRACT.md or of common crawlers."""
    at = number = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        line, at, number = data[at:end], end + 1, number + 1
        place = f"{where}, line {number}"
        if not line.strip():
            continue
        if len(line) > MAX_PAGE:
            yield Unusable(place, f"the line is longer than {MAX_PAGE >> 20} MiB. One article a line.")
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as problem:
            yield Unusable(place, f"it is no JSON ({type(problem).__name__}). Each line is one JSON object.")
            continue
        if not isinstance(row, dict):
            yield Unusable(place, "it is no JSON object. Each line is one JSON object.")
            continue
        keys = [str(key) for key in row]
        values = list(row.values())
        found = columns_of(keys, mapping)
        if "text" not in found:
            yield Unusable(place, '"text" is missing. Every article needs its text.')
            continue
        flat = {
            f: v for f, n in found.items() if isinstance(v := values[n], str | int | float) and v is not True
        }
        yield _page(flat, place)


def _from_rows(
    rows: Iterator[list[Any]], where: str, mapping: Mapping[str, str] | None
) -> Iterator[Page | Unusable]:
    header = [str(cell or "") for cell in next(rows, [])][:500]
    found = columns_of(header, mapping)
    if "text" not in found:
        names = ", ".join(f'"{name[:40]}"' for name in header[:30] if name) or "none"
        yield Unusable(
            where,
            f"no column is known to hold the text. Its columns are {names}; name them with --column text=NAME.",
        )
        return
    for number, row in enumerate(rows, 2):
        if number > MAX_PAGES:
            yield Unusable(where, f"it has more than {MAX_PAGES} rows; the rest is left out.")
            return
        if any(cell not in (None, "") for cell in row):
            values = {field: row[at] for field, at in found.items() if at < len(row)}
            yield _page(values, f"{where}, row {number}")


def pages_in_csv(
    data: bytes, where: str, mapping: Mapping[str, str] | None = None
) -> Iterator[Page | Unusable]:
    """The articles of a CSV or TSV file, one a row, the first row naming the columns."""
    text, _ = decode(data)
    text = text.removeprefix("\ufeff").replace("\x00", "")
    first = text[:20_000].partition("\n")[0]
    mark = max(",;\t|", key=first.count)
    csv.field_size_limit(MAX_PAGE)
    try:
        yield from _from_rows(iter(csv.reader(io.StringIO(text, newline=""), delimiter=mark)), where, mapping)
    except csv.Error as problem:
        yield Unusable(where, f"it is no CSV that can be read ({problem}).")


def pages_in_xlsx(
    data: bytes, where: str, mapping: Mapping[str, str] | None = None
) -> Iterator[Page | Unusable]:
    """The articles of the first sheet of an XLSX file, one a row, the first row naming the columns."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        yield Unusable(where, 'XLSX needs the library openpyxl. Install qeyd with its extra "import".')
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            inside = package.infolist()
            if sum(one.file_size for one in inside) > _MAX_XLSX or len(inside) > 10_000:
                yield Unusable(where, f"it unpacks to more than {_MAX_XLSX >> 20} MiB. Save it as CSV.")
                return
            for one in inside:
                if one.filename.endswith((".xml", ".rels")):
                    with package.open(one) as part:
                        if b"<!DOCTYPE" in part.read(_MAX_PROLOGUE).replace(
                            b"\x00", b""
                        ):  # in UTF-16 as well
                            yield Unusable(
                                where, "it declares a document type, which no spreadsheet program does."
                            )
                            return
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = ([_cell(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True))
        yield from _from_rows(rows, where, mapping)
    except Exception as problem:
        yield Unusable(where, f"it is no XLSX that can be read ({type(problem).__name__}). Save it as CSV.")


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
