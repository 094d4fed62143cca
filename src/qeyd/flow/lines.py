"""JSON Lines in: articles and readings, one a line, each line that cannot be used told with its number and reason."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlsplit

from qeyd.errors import QeydError, ShapeError
from qeyd.model import Period, Reading, Report, Unread
from qeyd.model.shapes import reading_from_json
from qeyd.store import content_digest, report_id

MAX_LINE = 16 * 1024 * 1024  #: bytes; the longest articles have a few hundred thousand
_TEXTS = ("url", "outlet", "title", "language")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that came in and cannot be used, or not all of it."""

    where: str  #: "articles.jsonl, line 7"
    what: str
    kept: bool = False  #: the rest of it was used all the same

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def lines_of(stream: IO[bytes], name: str) -> Iterator[tuple[str, dict[str, Any] | Trouble]]:
    """Each line of a stream that is not blank: where it stands, and the object on it or why there is none.

    Holds one line in memory, and of a line that is too long only its beginning.
    """
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        where = f"{name}, line {number}"
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield where, Trouble(where, f"the line is longer than {MAX_LINE >> 20} MiB. One article a line.")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield where, _object(line, where)


def _object(line: bytes, where: str) -> dict[str, Any] | Trouble:
    try:
        value = json.loads(line.decode("utf-8"))
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as problem:
        return Trouble(where, f"byte {problem.start + 1} is not UTF-8. Save the file as UTF-8.")
    except UnicodeEncodeError:
        return Trouble(where, "it holds half a character (a lone surrogate). Export the file again.")
    except RecursionError:
        return Trouble(where, "it is nested too deep to be an article.")
    except ValueError as problem:
        return Trouble(where, f"it is no JSON ({problem}). Each line is one JSON object.")
    if not isinstance(value, dict):
        return Trouble(where, f"it is no JSON object, but {_kind(value)}. Each line is one JSON object.")
    return value


def _kind(value: Any) -> str:
    kinds = {list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")


def day_of(value: str) -> Period | None:
    """A day, month or year as CONTRACT.md or a crawler writes it ("2025-08-20T10:00:00Z"); None: it is no date."""
    try:
        return Period.parse(value[:10] if value[10:11] in {"T", " "} else value)
    except ShapeError:
        return None


def host_of(url: str | None) -> str | None:
    """Who published an address: its host, without "www."."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def article_of(line: dict[str, Any], where: str) -> tuple[Report | None, tuple[Trouble, ...]]:
    """The report that a line of articles holds (its id: the given one, or one made), and what is wrong with it."""
    text = line.get("text")
    if not isinstance(text, str) or not text.strip():
        told = (
            "is missing"
            if text is None
            else "is empty"
            if text == "" or isinstance(text, str)
            else "is no text"
        )
        return None, (Trouble(where, f'"text" {told}. Every article needs its text.'),)
    given = line.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    fields: dict[str, str | None] = {}
    for key, value in [("id", given), *((key, line.get(key)) for key in _TEXTS)]:
        if value is not None and not isinstance(value, str):
            return None, (Trouble(where, f'"{key}" is {_kind(value)}; it should be a text or absent.'),)
        fields[key] = value.strip() or None if value is not None else None
    troubles: tuple[Trouble, ...] = ()
    day, published = line.get("published"), None
    if day is not None and day != "":
        published = day_of(day.strip()) if isinstance(day, str) else None
        if published is None:
            what = f'"published" is {day!r}, which is no date like 2025-08-20; read without it.'
            troubles = (Trouble(where, what, kept=True),)
    text = text.replace("\r\n", "\n")
    outlet = fields["outlet"] or host_of(fields["url"])
    content = content_digest(text.encode("utf-8"))
    report = Report(
        id=fields["id"] or report_id(fields["url"], outlet, content)[:16],
        text=text,
        url=fields["url"],
        outlet=outlet,
        title=fields["title"],
        published=published,
        language=fields["language"],
        given_id=fields["id"],
        content=content,
    )
    return report, troubles


def articles(stream: IO[bytes], name: str) -> Iterator[Report | Trouble]:
    """The reports on the lines of a file, and what could not be used; of two with the same id the first."""
    seen: set[str] = set()
    for where, line in lines_of(stream, name):
        if isinstance(line, Trouble):
            yield line
            continue
        report, troubles = article_of(line, where)
        yield from troubles
        if report is None:
            continue
        if report.id in seen:
            yield Trouble(where, f'the id "{report.id}" stands on an earlier line; this one is left out.')
            continue
        seen.add(report.id)
        yield report


def readings(stream: IO[bytes], name: str) -> Iterator[Reading | Unread | Trouble]:
    """The readings on the lines of a file, and what could not be used; of two of one report the first."""
    seen: set[str] = set()
    for where, line in lines_of(stream, name):
        if isinstance(line, Trouble):
            yield line
            continue
        try:
            reading = reading_from_json(line)
        except QeydError as problem:
            yield Trouble(where, str(problem))
            continue
        except (TypeError, ValueError, AttributeError, KeyError) as problem:
            yield Trouble(where, f"it does not have the shape of a reading ({problem}).")
            continue
        if reading.report.id in seen:
            yield Trouble(
                where, f'report "{reading.report.id}" stands on an earlier line; this one is left out.'
            )
            continue
        seen.add(reading.report.id)
        yield reading
