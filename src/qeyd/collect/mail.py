"""Saved mail: MHTML pages, .eml alerts and mbox folders. Senders and receivers are not taken over."""

import email
import email.message
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from qeyd.collect.article import article_in
from qeyd.collect.charset import decode
from qeyd.collect.metadata import web_address
from qeyd.collect.page import MAX_PAGE, MAX_PAGES, Page, Unusable

_PARTS = 500


def _parse(data: bytes) -> email.message.Message:
    return email.message_from_bytes(data, policy=email.policy.compat32)


def _parts(message: email.message.Message) -> Iterator[email.message.Message]:
    for number, part in enumerate(message.walk()):
        if number > _PARTS:
            return
        if not part.is_multipart():
            yield part


def _bytes(part: email.message.Message) -> bytes:
    value = part.get_payload(decode=True)
    return value if isinstance(value, bytes) else b""


def _moment(said: object) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(said))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def pages_in_mhtml(data: bytes, where: str) -> Iterator[Page | Unusable]:
    """The page of an MHTML file; the whole file is what is archived."""
    try:
        message = _parse(data)
        parts = [
            part
            for part in _parts(message)
            if part.get_content_type() in ("text/html", "application/xhtml+xml")
        ]
        if not parts:
            yield Unusable(where, "it holds no HTML page. Save the page again, as MHTML or as HTML.")
            return
        url = web_address(message.get("Snapshot-Content-Location")) or web_address(
            parts[0].get("Content-Location")
        )
        page = article_in(_bytes(parts[0]), where, url=url, charset=str(parts[0].get_content_charset() or ""))
        captured = _moment(message.get("Date"))
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError) as problem:
        yield Unusable(where, f"it is no MHTML that can be read ({type(problem).__name__}).")
        return
    if isinstance(page, Page):
        page = _changed(page, data=data, media="multipart/related", url=url or page.url, captured_at=captured)
    yield page


def _changed(page: Page, **new: object) -> Page:
    from dataclasses import replace

    return replace(page, **new)  # type: ignore[arg-type]


def pages_in_eml(data: bytes, where: str) -> Iterator[Page | Unusable]:
    """The article that a mail brings: of its HTML part, else its plain text. The mail's day is no publication day."""
    if len(data) > MAX_PAGE:
        yield Unusable(where, f"the mail is larger than {MAX_PAGE >> 20} MiB.")
        return
    try:
        yield _alert(data, where)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError) as problem:
        yield Unusable(where, f"it is no mail that can be read ({type(problem).__name__}).")


def _alert(data: bytes, where: str) -> Page | Unusable:
    message = _parse(data)
    if not message.keys():
        return Unusable(where, "it is no mail: it begins with no headers.")
    plain = rich = None
    for part in _parts(message):
        kind = part.get_content_type()
        if kind == "text/html" and rich is None:
            rich = part
        elif kind == "text/plain" and plain is None and not part.get_filename():
            plain = part
    subject = _subject(message)
    captured = _moment(message.get("Date"))
    if rich is not None:
        page = article_in(_bytes(rich), where, charset=str(rich.get_content_charset() or ""))
        if isinstance(page, Page):
            return _changed(
                page, data=data, media="message/rfc822", title=page.title or subject, captured_at=captured
            )
    if plain is not None:
        text, encoding = decode(_bytes(plain), str(plain.get_content_charset() or ""))
        text = text.replace("\r\n", "\n").strip()
        if len(text.split()) >= 20:
            link = re.search(r"https?://[^\s<>\"]+", text)
            return Page(
                where, data, "message/rfc822", text, web_address(link[0].rstrip(".,;)")) if link else None,
                title=subject, captured_at=captured, encoding=encoding,
            )  # fmt: skip
    return Unusable(where, "the mail brings no article, only links or a few words. Save the linked pages.")


def _subject(message: email.message.Message) -> str | None:
    from email.header import decode_header

    words = []
    for piece, charset in decode_header(str(message.get("Subject") or "")):
        words.append(piece if isinstance(piece, str) else decode(piece, charset)[0])
    return " ".join("".join(words).split())[:500] or None


def pages_in_mbox(data: bytes, where: str) -> Iterator[Page | Unusable]:
    """The articles of the mails of an mbox folder."""
    starts = [found.start() for found in re.finditer(rb"(?:\A|(?<=\n))From [^\n]{3,200}\n", data)]
    if not starts:
        yield Unusable(where, "it is no mbox: no line begins with From.")
        return
    for number, (at, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        if number > MAX_PAGES:
            yield Unusable(where, f"it holds more than {MAX_PAGES} mails; the rest is left out.")
            return
        yield from pages_in_eml(data[data.index(b"\n", at) + 1 : end], f"{where}, mail {number}")
