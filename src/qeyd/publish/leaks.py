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
from functools import lru_cache
from importlib.util import find_spec
from urllib.parse import unquote

from qeyd.publish.names import WIDEST, Finder, Found, is_hidden, may_part, plain_words
from qeyd.publish.particulars import particulars

#: Letters of a digest are no word; ids of a release, pseudonyms and days are no numbers that lead to somebody.
_OWN = re.compile(r"\b(?:[0-9a-f]{16,}|[iae]-\d{12}|P-\d{6}|(?:19|20)\d\d-[01]\d-[0-3]\d)\b")
_TAG = re.compile(r"(<[^<>]*>)")
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
_JSON_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_DIGIT = re.compile(r"\d")
#: Texts in a PDF: in brackets, or as hexadecimal digits.
_STRING = re.compile(
    rb"\((?P<plain>(?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*)\)|(?<!<)<(?P<hex>[0-9A-Fa-f\s]+)>(?!>)", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
#: The own places of rows and cells in a sheet: nothing but numbers and letters of columns.
_CELL = re.compile(r'(?<=<c )r="[A-Z]{1,3}\d{1,7}" ?|(?<=<row )r="\d{1,7}" ?')


@dataclass(frozen=True, slots=True)
class Leak:
    """A protected name, or an address or number that leads to a person, in a file."""

    file: str
    label: str  #: whose it is: the pseudonym; what it is, for a number or address
    around: str  #: the words around it, for those who mend it


def _markup(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Running text twice, tags as nothing and as spaces, and every tag and comment: no sign is left out."""
    whole = data.decode("utf-8")
    if "/xl/worksheets/" in path:
        whole = _CELL.sub("", whole)
    if "%" in whole:
        whole = unquote(whole)
    pieces = _TAG.split(whole)  # words and tags in turn
    yield f"{path}{_GLUED}", html.unescape("".join(pieces[::2]))
    yield path, html.unescape(" \n ".join(pieces[::2]))
    yield f"{path} (attributes)", html.unescape(_APART.join(dict.fromkeys(pieces[1::2])))


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
        lines = text.splitlines() if low.endswith((".jsonl", "ftm.json")) else [text]
        for number, line in enumerate(lines, 1):
            yield f"{path}, {number}", _APART.join(plain_words(one) for one in _strings(line))
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
        brief = 0 < len(cell.split(None, 2)) <= 2 and not _DIGIT.search(cell)
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


def _strings(text: str) -> Iterator[str]:
    """Every string of a JSON text, names of fields too, each once. ValueError where it is no JSON."""
    json.loads(text)
    for told in dict.fromkeys(_JSON_STRING.findall(text)):
        yield json.loads(told) if "\\" in told else told[1:-1]


class _Lines:
    """What is known of lines: each different one is looked at once, however many files hold it."""

    def __init__(self, finder: Finder, *, leading: bool) -> None:
        self._finder = finder
        self._leading = leading  #: whether addresses and numbers are looked for
        self._quiet: set[str] = set()  #: lines with nothing to look for
        self.marked: set[str] = set()  #: lines with a word of a name
        self.leads: dict[str, tuple[tuple[str, str], ...]] = {}  #: label and words around
        self._seen = lru_cache(maxsize=None)(self._look)

    def told(self, lines: list[str]) -> set[str]:
        """Those of these lines that hold a word of a name, or an address or number."""
        told = set(lines) - self._quiet
        for line in told - self.marked - self.leads.keys():
            marked, leads = self._seen(_plain(line))
            if marked:
                self.marked.add(line)
            if leads:
                self.leads[line] = leads
            if not marked and not leads:
                self._quiet.add(line)
                told.discard(line)
        return told

    def _look(self, plain: str) -> tuple[bool, tuple[tuple[str, str], ...]]:
        marked = self._finder.meets(plain)
        if not self._leading:
            return marked, ()
        short = _OUTLINE.sub(" ", plain) if len(plain) > 300 else plain
        return marked, tuple(
            (one.label, short[max(0, one.start - 30) : one.end + 30])
            for one in particulars(short, everywhere=False)
        )


class LeakReader:
    """Looks for names, and what leads to people, in many files; what it saw of one it knows in the next."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._glued = _Lines(finder, leading=False)
        self._lines = _Lines(finder, leading=True)
        self._found: dict[str, tuple[Found, ...]] = {}  #: by stretch

    def leaks_in(self, path: str, data: bytes) -> tuple[Leak, ...]:
        """Every leak in a file, each place once; one that cannot be opened is a leak."""
        out: dict[tuple[str, str], Leak] = {}
        try:
            for where, text in texts(path, data):
                for leak in self._leaks(where, text):
                    out.setdefault((leak.file, leak.label), leak)
        except (ValueError, ImportError, zipfile.BadZipFile, UnicodeDecodeError) as problem:
            out[path, ""] = Leak(path, "", f"cannot be checked: {problem}")
        return tuple(out.values())

    def _leaks(self, where: str, text: str) -> Iterator[Leak]:
        known = self._glued if where.endswith(_GLUED) else self._lines
        lines = text.split("\n")
        told = known.told(lines)
        if not told:
            return
        places = [at for at, line in enumerate(lines) if line in told]
        for found, stretch in self._names(lines, [at for at in places if lines[at] in known.marked]):
            around = " ".join(stretch[max(0, found.start - 30) : found.end + 30].split())
            yield Leak(where, found.label, around)
        for at in places:
            for label, around in known.leads.get(lines[at], ()):
                yield Leak(where, label, around)

    def _names(self, lines: list[str], marked: list[int]) -> Iterator[tuple[Found, str]]:
        """Every name in these lines, and the stretch that it stands in: lines between which a name may go on."""
        done = -1
        for at in marked:
            if at <= done:
                continue
            first, done = at, at
            while first > 0 and _joined(lines, first - 1):
                first -= 1
            while done + 1 < len(lines) and _joined(lines, done):
                done += 1
            stretch = "\n".join(map(_plain, lines[first : done + 1]))
            found = self._found.get(stretch)
            if found is None:
                found = self._found[stretch] = tuple(self._finder.find(stretch))
            for one in found:
                yield one, stretch


def _plain(line: str) -> str:
    """A line without what is a release's own."""
    return _OWN.sub(" ", line)


def _joined(lines: list[str], at: int) -> bool:
    """Whether a name may go on from this line to the next one that has words: few enough signs lie between."""
    between = 1
    for front, places in ((False, range(at, -1, -1)), (True, range(at + 1, len(lines)))):
        for place in places:
            signs, worded = _edge(lines[place], front)
            between += signs
            if between > WIDEST:
                return False
            if worded:
                break
            between += 1
    return True


@lru_cache(maxsize=100_000)
def _edge(line: str, front: bool) -> tuple[int, bool]:
    """How many seen signs stand before the first word of a line, or behind its last, and whether it has a word."""
    signs = 0
    for sign in _plain(line)[:: 1 if front else -1]:
        if sign.isalnum() and not sign.isdecimal():
            return signs, True
        if signs > WIDEST or not may_part(sign):
            return WIDEST + 1, False
        signs += not is_hidden(sign)
    return signs, False


def find_leaks(files: Mapping[str, bytes], finder: Finder) -> tuple[Leak, ...]:
    """Every protected name in the files, each place once; unreadable files are leaks too."""
    reader = LeakReader(finder)
    return tuple(leak for path, data in sorted(files.items()) for leak in reader.leaks_in(path, data))
