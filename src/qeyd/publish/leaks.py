"""The leak check: reads the finished files, whatever their form, and finds protected names in them.

It opens files with its own readers and trusts no writer: markup is taken away (its attributes are read too), archives
are opened, PDF and Parquet are read as text. What it cannot open it says, and that counts as a leak. Addresses, phones
and numbers of documents and cases (``particulars``) count as leaks too.
"""

import csv
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import unquote

from qeyd.publish.names import Finder, Found, plain_words
from qeyd.publish.particulars import particulars

#: Letters of a digest are no word; ids of a release, pseudonyms and days are no numbers that lead to somebody.
_OWN = re.compile(r"\b(?:[0-9a-f]{16,}|[iae]-\d{12}|P-\d{6}|(?:19|20)\d\d-[01]\d-[0-3]\d)\b")
_TAG = re.compile(r"<[^<>]*>")
_GLUED = " (tags taken away)"  #: names alone are looked for there: cells of numbers run together
DEEPEST = 4  #: archives within archives
_APART = " ¶\n"  #: between values that do not follow one another: no name reaches over it
_TEXT = (
    ".html",
    ".svg",
    ".xml",
    ".csv",
    ".json",
    ".jsonl",
    ".geojson",
    ".md",
    ".txt",
    ".toml",
    ".css",
    ".rels",
    ".typ",
)
_OUTLINE = re.compile(r"[\d.\sMLZ]{300,}")  #: of a picture: points alone
#: Texts in a PDF: in brackets, or as hexadecimal digits.
_STRING = re.compile(
    rb"\((?P<plain>(?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*)\)|(?<!<)<(?P<hex>[0-9A-Fa-f\s]+)>(?!>)", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
#: Lines that a name may reach over, and after which two stretches are looked at apart.
_REACH, _FAR = 4, 24


@dataclass(frozen=True, slots=True)
class Leak:
    """A protected name, or an address or number that leads to a person, in a file."""

    file: str
    label: str  #: whose it is: the pseudonym; what it is, for a number or address
    around: str  #: the words around it, for those who mend it


def _markup(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Running text twice, tags as nothing and as spaces, and every tag and comment: no sign is left out."""
    whole = data.decode("utf-8")
    if "%" in whole:
        whole = unquote(whole)
    yield f"{path}{_GLUED}", html.unescape(_TAG.sub("", whole))
    yield path, html.unescape(_TAG.sub(" \n ", whole))
    yield f"{path} (attributes)", html.unescape(_APART.join(dict.fromkeys(_TAG.findall(whole))))


def texts(path: str, data: bytes, *, deep: int = 0) -> Iterator[tuple[str, str]]:
    """All words of a file, each with the place they stand at. ValueError for a file that cannot be opened."""
    yield f"{path} (its name)", plain_words(path)
    low = path.lower()
    if low.endswith((".zip", ".xlsx")):
        if deep >= DEEPEST:
            raise ValueError(f"{path}: archives lie too deep in one another.")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield path, archive.comment.decode("utf-8", "replace")
            for entry in archive.infolist():
                yield f"{path}/{entry.filename}", entry.comment.decode("utf-8", "replace")
                yield from texts(f"{path}/{entry.filename}", archive.read(entry), deep=deep + 1)
    elif low.endswith(".pdf"):
        yield from _pdf(path, data)
    elif low.endswith(".parquet"):
        yield from _parquet(path, data)
    elif low.endswith((".html", ".svg", ".xml", ".rels")):
        yield from _markup(path, data)
    elif low.endswith((".json", ".jsonl", ".geojson")):
        text = data.decode("utf-8")
        for number, line in enumerate(
            text.splitlines() if low.endswith((".jsonl", "ftm.json")) else [text], 1
        ):
            yield (
                f"{path}, {number}",
                _APART.join(plain_words(one) for one in dict.fromkeys(_strings(json.loads(line)))),
            )
    elif low.endswith(".csv"):
        rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
        yield path, "\n".join(_row(row) for row in rows)
    elif low.endswith(_TEXT):
        yield path, plain_words(data.decode("utf-8"))
    else:
        raise ValueError(f"{path}: the leak check cannot read files of this kind.")


def _row(cells: list[str]) -> str:
    """The cells of a row; two short ones side by side may be first name and surname, all others stand apart."""
    out: list[str] = []
    short = False
    for cell in cells:
        brief = 0 < len(cell.split()) <= 2 and not any(one.isdigit() for one in cell)
        out += [" " if short and brief else _APART if out else "", plain_words(cell)]
        short = brief
    return "".join(out) + _APART


def _pdf(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Words of every page (by pdfium where it is installed, else slowly by pypdf), and every text beside them."""
    if b"%%EOF" not in data[-2048:]:
        raise ValueError(f"{path}: it is no whole PDF.")
    yield (
        f"{path} (metadata, links, marks)",
        _APART.join(plain_words(one) for one in _pdf_strings(path, data)),
    )
    if find_spec("pypdfium2"):
        pages = _pdf_pages(data)
    elif find_spec("pypdf"):
        from pypdf import PdfReader

        pages = (one.extract_text() for one in PdfReader(io.BytesIO(data)).pages)
    else:
        raise ValueError(f'{path}: a PDF can be checked with the extra "publish" only. Install it.')
    for number, text in enumerate(pages, 1):
        yield f"{path}, page {number}", text
        yield f"{path}, page {number}", re.sub(r"[-‐\ufffe\u0002]?\r?\n", "", text)


def _pdf_strings(path: str, data: bytes) -> Iterator[str]:
    """Every text outside the pages: titles, authors, outlines, addresses of links, alternative texts, XMP.

    ValueError where there is a file within the file, or a part is packed in another way than by zlib.
    """
    parts, outside = [], []
    last = 0
    while (start := data.find(b"stream", last)) >= 0:
        end = data.find(b"endstream", start)
        if end < 0 or data[start - 3 : start] == b"end":
            raise ValueError(f"{path}: a part of it has no end.")
        head, body = data[last:start], data[start + 6 : end].lstrip(b"\r\n")
        outside.append(head)
        last = end + 9
        head = head[head.rfind(b" obj") :]
        if b"/ObjStm" in head or b"/Metadata" in head:
            if b"/FlateDecode" in head:
                try:
                    body = zlib.decompressobj().decompress(body)
                except zlib.error as problem:
                    raise ValueError(f"{path}: a part of it cannot be unpacked.") from problem
            elif b"/Filter" in head:
                raise ValueError(f"{path}: a part of it is packed in a way the leak check does not know.")
            if b"/ObjStm" in head:
                parts.append(body)
            else:
                yield from re.split(r"<[^>]*>", body.decode("utf-8", "replace"))
    parts.append(b" ".join([*outside, data[last:]]))
    for part in parts:
        if b"/EmbeddedFile" in part:
            raise ValueError(f"{path}: there are files within it, which the leak check does not open.")
        for told in _STRING.finditer(part):
            if told["hex"] is not None:
                digits = re.sub(rb"\s", b"", told["hex"]).decode("ascii")
                raw = bytes.fromhex(digits + "0" * (len(digits) % 2))
            else:
                raw = _ESCAPE.sub(_unescaped, told["plain"])
            yield raw.decode("utf-16", "replace") if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else _text_of(raw)


def _text_of(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _unescaped(found: re.Match[bytes]) -> bytes:
    told = found[1]
    if told[:1].isdigit():
        return bytes([int(told, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b""}.get(
        told, told
    )


def _pdf_pages(data: bytes) -> Iterator[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            words = page.get_textpage()
            yield words.get_text_bounded()
            words.close()
            page.close()
    finally:
        document.close()


def _parquet(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
    table = file.read()
    told = [file.metadata.metadata, table.schema.metadata, *(field.metadata for field in table.schema)]
    words = [one for pairs in told if pairs for pair in pairs.items() for one in pair]
    yield (
        f"{path} (metadata)",
        _APART.join(
            [
                *(one.decode("utf-8", "replace") for one in words),
                str(file.metadata.created_by or ""),
                *(field.name for field in table.schema),
            ]
        ),
    )
    for name in table.column_names:
        values = dict.fromkeys(str(one) for one in table[name].to_pylist() if one is not None)
        yield f"{path}, {name}", _APART.join(plain_words(one) for one in values)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _strings(one)


class _Reader:
    """Looks each different line up once, however many files hold it."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._lines: dict[str, bool] = {}  #: whether a line has a word of any name
        self._clean: set[str] = set()  #: stretches without a name
        self._leads: dict[str, tuple[tuple[str, str], ...]] = {}  #: label and words around, by line

    def names(self, text: str) -> Iterator[tuple[Found, str]]:
        """Every name in a text, and the stretch of it that it stands in."""
        lines = text.split("\n")
        marked = [at for at, line in enumerate(lines) if self._has(line)]
        at = 0
        while at < len(marked):
            last = at
            while last + 1 < len(marked) and marked[last + 1] - marked[last] <= _FAR:
                last += 1
            stretch = "\n".join(lines[max(0, marked[at] - _REACH) : marked[last] + _REACH + 1])
            at = last + 1
            if stretch in self._clean:
                continue
            found = [(one, stretch) for one in self._finder.find(stretch)]
            if not found:
                self._clean.add(stretch)
            yield from found

    def _has(self, line: str) -> bool:
        known = self._lines.get(line)
        if known is None:
            known = self._lines[line] = self._finder.meets(line)
        return known

    def leads(self, text: str) -> Iterator[tuple[str, str]]:
        """Every address and number that leads to a person: what it is, and the words around it."""
        for line in text.split("\n"):
            known = self._leads.get(line)
            if known is None:
                plain = _OUTLINE.sub(" ", line) if len(line) > 300 else line
                found = particulars(plain, everywhere=False)
                known = self._leads[line] = tuple(
                    (one.label, plain[max(0, one.start - 30) : one.end + 30]) for one in found
                )
            yield from known


def find_leaks(files: Mapping[str, bytes], finder: Finder) -> tuple[Leak, ...]:
    """Every protected name in the files, each place once; unreadable files are leaks too."""
    out: dict[tuple[str, str], Leak] = {}
    reader = _Reader(finder)
    for path, data in sorted(files.items()):
        try:
            for where, text in texts(path, data):
                plain = _OWN.sub(" ", text)
                for found, stretch in reader.names(plain):
                    around = " ".join(stretch[max(0, found.start - 30) : found.end + 30].split())
                    out.setdefault((where, found.label), Leak(where, found.label, around))
                for label, around in () if where.endswith(_GLUED) else reader.leads(plain):
                    out.setdefault((where, label), Leak(where, label, around))
        except (ValueError, ImportError, zipfile.BadZipFile, UnicodeDecodeError) as problem:
            out[path, ""] = Leak(path, "", f"cannot be checked: {problem}")
    return tuple(out.values())
