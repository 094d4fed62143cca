"""Files in: text, HTML or JSON Lines, each taken apart into reports with the bytes they came from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from qeyd.collect import Unusable
from qeyd.flow.importing import arrival_of
from qeyd.flow.lines import Trouble, articles, host_of
from qeyd.languages.detect import detect_language
from qeyd.model import Period
from qeyd.store import Arrival

if TYPE_CHECKING:
    from qeyd.collect.worker import Worker

MAX_FILE = 16 * 1024 * 1024  #: bytes of one article or page
_HTML = {".html", ".htm", ".xhtml"}
_LINES = {".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article beside its bytes; what is None is taken from the page, or left unsaid."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: Period | None = None
    language: str | None = None


def arrivals_in(
    file: Path, known: Known, *, suffix: str | None = None, worker: "Worker | None" = None
) -> Iterator[Arrival | Trouble]:
    """The articles in a file. Its ending, or ``suffix``, says what it is: .html, .jsonl; else text.

    Pages are taken apart by ``worker``, in its process; by None in this one: for tests and what qeyd brings itself.
    """
    try:
        with file.open("rb") as stream:
            yield from arrivals_from(stream, str(file), suffix or file.suffix.lower(), known, worker)
    except IsADirectoryError:
        yield Trouble(str(file), "it is a folder. Name the files in it.")
    except OSError as problem:
        yield Trouble(str(file), f"it cannot be opened ({problem.strerror}). Check its name and permissions.")


def arrivals_from(
    stream: IO[bytes], name: str, suffix: str, known: Known, worker: "Worker | None" = None
) -> Iterator[Arrival | Trouble]:
    """The articles in an open file; ``suffix`` says what it is, "" lets its first bytes say it."""
    if suffix in _LINES:
        yield from _from_lines(stream, name)
        return
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        what = f"it is larger than {MAX_FILE >> 20} MiB, which is no article."
        yield Trouble(name, f"{what} Many articles go into a .jsonl file, one a line.")
    elif not data.strip():
        yield Trouble(name, "it is empty.")
    elif suffix in _HTML:
        yield page_from(data, name, known, worker)
    else:
        yield text_from(data, name, known)


def _from_lines(stream: IO[bytes], name: str) -> Iterator[Arrival | Trouble]:
    nothing = True
    for one in articles(stream, name):
        nothing = False
        if isinstance(one, Trouble):
            yield one
            continue
        yield Arrival(
            data=one.text.encode("utf-8"),
            text=one.text,
            url=one.url,
            outlet=one.outlet,
            title=one.title,
            published=one.published,
            language=one.language or detect_language(one.text),
            given_id=one.given_id,
        )
    if nothing:
        yield Trouble(name, "it is empty.")


def text_from(data: bytes, name: str, known: Known) -> Arrival | Trouble:
    """An article that is a text file in UTF-8."""
    if b"\x00" in data:
        return Trouble(name, "it is a binary file, no text. qeyd takes text, HTML and JSON Lines.")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        return Trouble(name, f"byte {problem.start + 1} is not UTF-8. Save the file as UTF-8.")
    return _with(Arrival(data, text), known)


def page_from(data: bytes, name: str, known: Known, worker: "Worker | None" = None) -> Arrival | Trouble:
    """An article that is a web page: its main text, and the title, address and date that the page states."""
    from qeyd.collect.article import article_in

    page = worker.page(data, name, url=known.url) if worker else article_in(data, name, url=known.url)
    return Trouble(name, page.why) if isinstance(page, Unusable) else _with(arrival_of(page), known)


def _with(arrival: Arrival, known: Known) -> Arrival:
    """The arrival with what is known of it, its outlet from its address, its language from its text."""
    url = known.url or arrival.url
    return replace(
        arrival,
        url=url,
        outlet=known.outlet or arrival.outlet or host_of(url),
        title=known.title or arrival.title,
        published=known.published or arrival.published,
        language=known.language or arrival.language or detect_language(arrival.text),
    )
