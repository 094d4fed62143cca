"""What a page says of itself: JSON-LD, OpenGraph and other meta tags, <time>, and a date line in its text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from qeyd.errors import ShapeError
from qeyd.model import Period

_ARTICLE = re.compile(r"(?i)article|posting|report|webpage|review")
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dc.date", "dcterms.created", "dc.date.created", "publish-date", "pubdate", "publishdate", "sailthru.date",
    "parsely-pub-date", "mediator_published_time", "date",
)  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января січня yanvar ocak oca", "february feb февраля лютого fevral şubat şub",
            "march mar марта березня mart", "april apr апреля квітня aprel nisan nis", "may мая травня mayıs",
            "june jun июня червня iyun haziran haz", "july jul июля липня iyul temmuz tem",
            "august aug августа серпня avqust ağustos ağu",
            "september sep sept сентября вересня sentyabr eylül eyl", "october oct октября жовтня oktyabr ekim eki",
            "november nov ноября листопада noyabr kasım kas", "december dec декабря грудня dekabr aralık ara",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})\s+([^\W\d_]{3,10})\.?,?\s+((?:19|20)\d\d)(?!\d)")
_WORDS_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+((?:19|20)\d\d)(?!\d)")
_DATE_CLASS = re.compile(r"(?i)date|time|publish|tarix|tarih|дата")
_NOT_OURS = re.compile(
    r"(?i)related|comment|sidebar|footer|teaser|aside|recommend|popular|latest|update|modif|read-?also"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states of itself; None: it does not."""

    title: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    published: Period | None = None
    published_from: str | None = None
    language: str | None = None


def day(value: object) -> Period | None:
    """A day, month or year out of a stated date such as "2025-08-20T10:00:00Z"; None: it is none.

    >>> day("2025-08-20T10:00:00+04:00").value, day("20.08.2025 10:00").value, day("soon")
    ('2025-08-20', '2025-08-20', None)
    """
    said = str(value or "").strip()[:60]
    if re.fullmatch(r"(?:19|20)\d\d(-\d\d)?", said):
        return _period(said)
    return day_in_text(said)


def day_in_text(text: str) -> Period | None:
    """The first full date in a few words, in figures or with the month's name in az, ru, uk, tr or en."""
    if found := _ISO.search(text):
        return _period("-".join(found.groups()))
    if found := _NUMBERS.search(text):
        return _period(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}")
    if found := _WORDS.search(text):
        return _named(found[3], found[2], found[1])
    if found := _WORDS_FIRST.search(text):
        return _named(found[3], found[1], found[2])
    return None


def _named(year: str, month: str, number: str) -> Period | None:
    at = _MONTHS.get(month.replace("İ", "i").lower())
    return _period(f"{year}-{at:02}-{int(number):02}") if at else None


def _period(value: str) -> Period | None:
    try:
        return Period.parse(value)
    except (ShapeError, ValueError):
        return None


def json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The things that the page's JSON-LD describes, articles first."""
    things: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > 1_000_000:
            continue
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(2000):
            if not waiting:
                break
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting[:0] = one[:200]
            elif isinstance(one, dict):
                things.append(one)
                if isinstance(graph := one.get("@graph"), list):
                    waiting += graph[:200]
    articles = [one for one in things if _ARTICLE.search(str(one.get("@type")))]
    yield from articles
    yield from (one for one in things if one not in articles)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = ", ".join(filter(None, map(_name, value[:5])))
    if isinstance(value, dict):
        value = value.get("name")
    value = " ".join(value.split())[:300] if isinstance(value, str) else None
    return value if value and not value.startswith(("http:", "https:")) else None


def web_address(value: object, base: str | None = None) -> str | None:
    """An http(s) address without its fragment, made whole by ``base``; None: it is none."""
    try:
        whole = urljoin(base or "", str(value or "").strip())
        parts = urlsplit(whole)
        if parts.scheme in ("http", "https") and parts.hostname and len(whole) < 2000:
            return whole.partition("#")[0]
    except ValueError:
        pass
    return None


def stated(tree: Any, base: str | None = None) -> Stated:
    """What a page, parsed by lxml, states of itself. ``base`` is the address it was taken from, if known."""
    metas: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if (content := (meta.get("content") or "").strip()) and key:
            metas.setdefault(key.lower(), content)
    linked = next(iter(json_ld(tree)), {})
    link = next((one.get("href") for one in tree.iterfind(".//link") if one.get("rel") == "canonical"), None)
    published, where = _published(tree, metas)
    heading = next((" ".join(h.text_content().split()) for h in tree.iterfind(".//h1")), "")
    title = (
        _name(linked.get("headline")) or metas.get("og:title") or heading
        or " ".join((tree.findtext(".//title") or "").split())
    )  # fmt: skip
    language = next((tag.get("lang") for tag in tree.iter("html")), None)
    author = _name(linked.get("author")) or _name(metas.get("author")) or _name(metas.get("article:author"))
    return Stated(
        title=" ".join(title.split())[:500] or None,
        author=author,
        site=_name(linked.get("publisher")) or _name(metas.get("og:site_name")),
        url=web_address(link, base) or web_address(metas.get("og:url"), base) or base,
        published=published,
        published_from=where,
        language=(language or "").split("-")[0].split("_")[0].lower()[:3] or None,
    )


def _published(tree: Any, metas: dict[str, str]) -> tuple[Period | None, str | None]:
    for thing in json_ld(tree):
        if found := day(thing.get("datePublished") or thing.get("dateCreated")):
            return found, "json-ld"
    for key in _DATE_METAS:
        if found := day(metas.get(key)):
            return found, "meta"
    return _dated(tree)


def _dated(tree: Any) -> tuple[Period | None, str | None]:
    """The day of a <time> or a line called date; of several the one that stands nearest to the heading."""
    dated = [one for one in tree.iter("time", "span", "div", "p", "abbr", "li") if _is_dated(one)]
    heading = next(tree.iterfind(".//h1"), None) if len(tree.findall(".//h1")) == 1 else None
    around = [heading, *heading.iterancestors()] if heading is not None else [tree]
    for box in around:
        near = (
            [one for one in dated if one is box or box in one.iterancestors()] if box is not tree else dated
        )
        for where in ("time", "text"):
            for one in near:
                is_time = one.tag == "time" or one.get("itemprop") == "datePublished"
                if is_time != (where == "time"):
                    continue
                said = " ".join(one.text_content().split())[:60]
                if found := day((one.get("datetime") or one.get("content") or said) if is_time else said):
                    return found, where
    return None, None


def _is_dated(one: Any) -> bool:
    """Whether an element is a <time>, or a short text called a date, and not of another story or an update."""
    if one.tag != "time" and one.get("itemprop") != "datePublished":
        said = one.text_content() if _DATE_CLASS.search(one.get("class") or "") else ""
        if not said or len(" ".join(said.split())) > 60:
            return False
    return not any(
        _NOT_OURS.search(f"{up.get('class')} {up.get('id')} {up.tag}") for up in (one, *one.iterancestors())
    )
