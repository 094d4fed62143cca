"""Which importer takes a file, by its first bytes and its ending."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as _Mapping
from pathlib import PurePath

from qeyd.collect.article import article_in
from qeyd.collect.charset import decode
from qeyd.collect.mail import pages_in_eml, pages_in_mbox, pages_in_mhtml
from qeyd.collect.page import MAX_PAGE, Page, Unusable
from qeyd.collect.pdf import pages_in_pdf
from qeyd.collect.tables import pages_in_csv, pages_in_lines, pages_in_xlsx
from qeyd.collect.telegram import pages_in_telegram_html, pages_in_telegram_json
from qeyd.collect.webarchive import pages_in_wacz, pages_in_warc

Mapping = _Mapping[str, str]
#: The sorts of files that can be imported, and the endings that tell them.
SORTS: dict[str, tuple[str, ...]] = {
    "html": (".html", ".htm", ".xhtml"),
    "mhtml": (".mhtml", ".mht"),
    "pdf": (".pdf",),
    "warc": (".warc", ".warc.gz"),
    "wacz": (".wacz",),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv", ".tsv"),
    "xlsx": (".xlsx",),
    "eml": (".eml",),
    "mbox": (".mbox", ".mbx"),
    "telegram": (".json",),
    "text": (".txt",),
}


def sort_of(name: str, head: bytes = b"") -> str | None:
    """The sort of a file by its name and first bytes; None: none that qeyd knows.

    >>> sort_of("a/crawl.warc.gz"), sort_of("page", b"%PDF-1.7"), sort_of("photo.jpg")
    ('warc', 'pdf', None)
    """
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    low = PurePath(name).name.lower()
    return next((sort for sort, endings in SORTS.items() if low.endswith(endings)), None)


def pages_in(
    sort: str,
    data: bytes,
    where: str,
    mapping: Mapping | None = None,
    *,
    working: Callable[[], None] = lambda: None,
) -> Iterator[Page | Unusable]:
    """The pages of a file of this sort, in its order, and what in it cannot be used. Bad bytes raise nothing.

    ``working`` is called now and then while one page takes long.
    """
    if not data.strip(b"\x00\t\r\n "):
        yield Unusable(where, "it is empty.")
    elif sort == "html":
        yield from _html(data, where)
    elif sort == "text":
        yield _text(data, where)
    elif sort in ("csv", "xlsx", "jsonl"):
        table = {"csv": pages_in_csv, "xlsx": pages_in_xlsx, "jsonl": pages_in_lines}[sort]
        yield from table(data, where, mapping)
    elif sort == "pdf":
        yield from pages_in_pdf(data, where, working=working)
    else:
        plain = {
            "mhtml": pages_in_mhtml, "warc": pages_in_warc, "wacz": pages_in_wacz,
            "eml": pages_in_eml, "mbox": pages_in_mbox, "telegram": pages_in_telegram_json,
        }[sort]  # fmt: skip
        yield from plain(data, where)


def _html(data: bytes, where: str) -> Iterator[Page | Unusable]:
    if b"page_header" in data[:20_000] and b"Exported Data" in data[:2_000]:
        yield from pages_in_telegram_html(data, where)
    else:
        yield article_in(data, where)


def _text(data: bytes, where: str) -> Page | Unusable:
    if len(data) > MAX_PAGE:
        return Unusable(where, f"it is larger than {MAX_PAGE >> 20} MiB, which is no article.")
    text, encoding = decode(data)
    if "\x00" in text:
        return Unusable(where, "it is a binary file, no text.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return Page(where, data, "text/plain", text, encoding=encoding)
