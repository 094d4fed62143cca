"""The leak check: reads the finished files, whatever their form, and finds protected names in them.

It opens files with its own readers and trusts no writer: markup is taken away (its attributes are read too), archives
are opened, PDF and Parquet are read as text. What it cannot open it says, and that counts as a leak.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.util import find_spec

from qeyd.publish.names import Finder, plain_words

_DIGEST = re.compile(r"\b[0-9a-f]{16,}\b")  #: letters of a digest are no word
DEEPEST = 4  #: archives within archives
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


@dataclass(frozen=True, slots=True)
class Leak:
    """A protected name in a file."""

    file: str
    label: str  #: whose it is: the pseudonym
    around: str  #: the words around it, for those who mend it


class _Markup(HTMLParser):
    """Running text twice, tags as nothing and as spaces, and every attribute."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.joined: list[str] = []
        self.apart: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.apart.append(" \n ")
        self.attributes += [value for _, value in attrs if value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.apart.append(" \n ")

    def handle_data(self, data: str) -> None:
        self.joined.append(data)
        self.apart.append(data)

    def handle_comment(self, data: str) -> None:
        self.attributes.append(data)

    def handle_pi(self, data: str) -> None:
        self.attributes.append(data)


def texts(path: str, data: bytes, *, deep: int = 0) -> Iterator[tuple[str, str]]:
    """All words of a file, each with the place they stand at. ValueError for a file that cannot be opened."""
    yield f"{path} (its name)", plain_words(path)
    low = path.lower()
    if low.endswith((".zip", ".xlsx")):
        if deep >= DEEPEST:
            raise ValueError(f"{path}: archives lie too deep in one another.")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield path, archive.comment.decode("utf-8", "replace")
            for name in archive.namelist():
                yield from texts(f"{path}/{name}", archive.read(name), deep=deep + 1)
    elif low.endswith(".pdf"):
        if not find_spec("pypdf"):
            raise ValueError(f'{path}: a PDF can be checked with the extra "import" only. Install it.')
        from pypdf import PdfReader

        read = PdfReader(io.BytesIO(data))
        yield f"{path} (metadata)", " \n ".join(str(one) for one in (read.metadata or {}).values())
        for number, page in enumerate(read.pages, 1):
            text = page.extract_text()
            yield f"{path}, page {number}", text
            yield f"{path}, page {number}", re.sub(r"[-‐]?\n", "", text)
            for note in page.get("/Annots") or ():
                yield f"{path}, page {number} (link)", plain_words(str(note.get_object().get("/A", {})))
    elif low.endswith(".parquet"):
        import pyarrow.parquet  # type: ignore[import-untyped]

        table = pyarrow.parquet.read_table(io.BytesIO(data))
        yield f"{path} (metadata)", str(table.schema.metadata or "")
        for name in table.column_names:
            yield (
                f"{path}, {name}",
                " \n ".join(str(one) for one in table[name].to_pylist() if one is not None),
            )
    elif low.endswith((".html", ".svg", ".xml", ".rels")):
        markup = _Markup()
        markup.feed(data.decode("utf-8"))
        markup.close()
        yield path, "".join(markup.joined)
        yield path, "".join(markup.apart)
        yield f"{path} (attributes)", " \n ".join(plain_words(one) for one in markup.attributes)
    elif low.endswith((".json", ".jsonl", ".geojson")):
        text = data.decode("utf-8")
        for number, line in enumerate(
            text.splitlines() if low.endswith((".jsonl", "ftm.json")) else [text], 1
        ):
            yield f"{path}, {number}", " \n ".join(plain_words(one) for one in _strings(json.loads(line)))
    elif low.endswith(_TEXT):
        yield path, plain_words(data.decode("utf-8"))
    else:
        raise ValueError(f"{path}: the leak check cannot read files of this kind.")


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


def find_leaks(files: Mapping[str, bytes], finder: Finder) -> tuple[Leak, ...]:
    """Every protected name in the files, each place once; unreadable files are leaks too."""
    out: dict[tuple[str, str], Leak] = {}
    for path, data in sorted(files.items()):
        try:
            for where, text in texts(path, data):
                for found in finder.find(_DIGEST.sub(" ", text)):
                    around = " ".join(text[max(0, found.start - 30) : found.end + 30].split())
                    out.setdefault((where, found.label), Leak(where, found.label, around))
        except (ValueError, ImportError, zipfile.BadZipFile, UnicodeDecodeError) as problem:
            out[path, ""] = Leak(path, "", f"cannot be checked: {problem}")
    return tuple(out.values())
