"""WARC files and WACZ packages: each HTML or PDF answer with status 200 is a page, its headers kept."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, Any

from qeyd.collect.article import article_in
from qeyd.collect.metadata import web_address
from qeyd.collect.page import MAX_PAGE, MAX_PAGES, Page, Unusable
from qeyd.collect.pdf import pages_in_pdf

MAX_INSIDE = 2 * 1024 * 1024 * 1024  #: bytes of all archives in a package, unpacked
_MISSING = 'web archives need the library warcio. Install qeyd with its extra "import".'


def pages_in_warc(data: bytes, where: str) -> Iterator[Page | Unusable]:
    """The pages of a WARC file, gzipped or not."""
    yield from _from_stream(io.BytesIO(data), where)
    if _is_cut(data):
        yield Unusable(where, "its end is missing; what stands before is used.")


def _is_cut(data: bytes) -> bool:
    """Whether the last member of a gzipped archive ends too early."""
    at = len(data)
    for _ in range(5):
        at = data.rfind(b"\x1f\x8b\x08", 0, at)
        if at < 0:
            return False
        member = zlib.decompressobj(31)
        try:
            rest = data[at:]
            for _ in range(64):
                member.decompress(rest, 1 << 20)
                rest = member.unconsumed_tail
                if member.eof or not rest:
                    return not member.eof
        except zlib.error:
            continue
        return False
    return False


def _from_stream(stream: IO[bytes], where: str) -> Iterator[Page | Unusable]:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        yield Unusable(where, _MISSING)
        return
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if number > MAX_PAGES:
                yield Unusable(where, f"it holds more than {MAX_PAGES} records; the rest is left out.")
                return
            if record.rec_type in ("response", "resource"):
                yield from _from_record(record, f"{where}, record {number}")
    except Exception as problem:  # warcio lets through whatever a broken record makes its libraries raise
        yield Unusable(
            where,
            f"it is broken after record {number} ({type(problem).__name__}); what stands before is used.",
        )
        return
    if not number:
        yield Unusable(where, "it holds no records: it is no WARC file, or an empty one.")


def _from_record(record: Any, where: str) -> Iterator[Page | Unusable]:
    http = record.http_headers
    url = web_address(record.rec_headers.get_header("WARC-Target-URI"))
    if url is None:
        return
    kind = str((http or record.rec_headers).get_header("Content-Type") or "").lower()
    media = kind.partition(";")[0].strip()
    if http is not None and str(http.get_statuscode()) != "200":
        return
    if media not in ("text/html", "application/xhtml+xml", "application/pdf"):
        return
    body = record.content_stream().read(MAX_PAGE + 1)
    if len(body) > MAX_PAGE:
        yield Unusable(where, f"{url} is larger than {MAX_PAGE >> 20} MiB, which is no article.")
        return
    charset = kind.partition("charset=")[2].strip(" \"'") or None
    said = record.rec_headers.get_header("WARC-Date")
    headers = tuple((str(k), str(v)) for k, v in (http.headers if http else ()))[:100]
    found = (
        pages_in_pdf(body, where)
        if media == "application/pdf"
        else iter((article_in(body, where, url=url, charset=charset),))
    )
    for page in found:
        if isinstance(page, Page):
            yield replace(page, url=page.url or url, captured_at=_moment(said), headers=headers)
        else:
            yield page


def _moment(said: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(said).replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Bounded(io.RawIOBase):
    """A stream that ends in an error once too much was read from it."""

    def __init__(self, inner: IO[bytes], limit: int) -> None:
        self._inner, self._left = inner, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        got = self._inner.read(len(buffer))
        self._left -= len(got)
        if self._left < 0:
            raise OSError("more is packed in it than its size allows")
        buffer[: len(got)] = got
        return len(got)


def pages_in_wacz(data: bytes, where: str) -> Iterator[Page | Unusable]:
    """The pages of a WACZ package. Nothing is unpacked to the disk, and no name in it is used as a path."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        inside = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as problem:
        yield Unusable(where, f"it is no WACZ package that can be opened ({problem}).")
        return
    archives = [
        one
        for one in inside
        if one.filename.startswith("archive/") and one.filename.endswith((".warc", ".warc.gz"))
    ]
    if not archives:
        yield Unusable(
            where, "it holds no archive/*.warc: it is no WACZ package. Unpack other archives first."
        )
        return
    if sum(one.file_size for one in archives) > MAX_INSIDE or len(inside) > MAX_PAGES:
        yield Unusable(where, f"it unpacks to more than {MAX_INSIDE >> 30} GiB; take it apart first.")
        return
    for one in archives:
        try:
            with package.open(one) as stream:
                bounded = io.BufferedReader(_Bounded(stream, one.file_size + 1))
                yield from _from_stream(bounded, f"{where}, {one.filename[:100]}")
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            RuntimeError,
            EOFError,
            zlib.error,
        ) as problem:
            yield Unusable(where, f"{one.filename[:100]} cannot be unpacked ({problem}).")
