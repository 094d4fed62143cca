"""From a page to its article: main text by trafilatura, everything else by what the page states of itself."""

import re
from collections import Counter
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from qeyd.collect.charset import decode
from qeyd.collect.furniture import cut_boxes, cut_furniture, near_headline
from qeyd.collect.metadata import Stated, day, day_in_text, stated
from qeyd.collect.page import MAX_PAGE, MAX_TEXT, Page, Unusable
from qeyd.outlets import load_outlets

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
MISSED = 0.97  #: of the words of the story; where trafilatura gives fewer, it has lost paragraphs
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def outlet_of(url: str | None, site: str | None = None) -> str | None:
    """The outlet of an address as the list of outlets names it; else what the page calls itself, else the host."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        host = ""
    if host and (known := load_outlets().at(host)):
        return known.name
    return host.removeprefix("www.") or site or None


def parsed(text: str) -> Any | None:
    """A page as a tree of lxml, without network, DTD or large texts; None: it holds no HTML."""
    from lxml import etree, html

    parser = html.HTMLParser(
        no_network=True, huge_tree=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(_CONTROL.sub(" ", _DECLARATION.sub("", text)), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def article_in(
    data: bytes, where: str, *, url: str | None = None, charset: str | None = None, depth: int = 250
) -> Page | Unusable:
    """The article of an HTML page. ``url`` is where it was taken from, ``charset`` what its server claimed."""
    if len(data) > MAX_PAGE:
        return Unusable(where, f"the page is larger than {MAX_PAGE >> 20} MiB, which is no article.")
    text, encoding = decode(data, charset)
    if "<" not in text:
        return Unusable(where, "it is called HTML but holds no HTML. Call a plain text .txt.")
    if "\x00" in text[:4096]:
        return Unusable(where, "it is called HTML but is a binary file. Save the page again as HTML.")
    tree = parsed(text)
    if tree is None:
        return Unusable(where, "no article was found on this page. Save its text as .txt and add that.")
    if _deeper(tree, depth):
        return Unusable(where, f"its tags are nested more than {depth} deep, which is no article.")
    says = stated(tree, url)
    titles = _titles(tree, says.title)
    words = _main_text(tree, titles)
    if not words:
        return Unusable(where, "no article was found on this page. Save its text as .txt and add that.")
    if len(words) > MAX_TEXT:
        return Unusable(where, f"its text has more than {MAX_TEXT} characters, which is no article.")
    published, read_from = says.published, says.published_from
    if published is None:
        without = deepcopy(tree)
        cut_boxes(without)
        days = (day_in_text(line) for line in near_headline(without, titles))
        published = next((one for one in days if one), None)
        read_from = "text" if published else None
    if published is None:
        published = _other_date(tree, url)
        read_from = "meta" if published else None
    return Page(
        where, data, "text/html", words, says.url, outlet_of(says.url, says.site), says.title, says.author,
        published, read_from, says.language, encoding=encoding,
    )  # fmt: skip


def _deeper(tree: Any, depth: int) -> bool:
    level = 0
    from lxml import etree

    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > depth:
            return True
    return False


def _titles(tree: Any, stated_title: str | None) -> list[str | None]:
    """What the page calls its story: as stated, then its heading, then its title without the name of the site."""
    heading = next((one.text_content() for one in tree.iterfind(".//h1")), None)
    title = " ".join((tree.findtext(".//title") or "").split())
    parts = sorted(re.split(r"\s+[|:·—–-]+\s+", title), key=len, reverse=True)
    return [stated_title, heading, title, *parts[:1]]


def _main_text(tree: Any, titles: list[str | None]) -> str:
    """What trafilatura finds once all else is cut; where it misses lines of the story, those lines."""
    cleaned = deepcopy(tree)
    cut_boxes(cleaned)
    story = cut_furniture(cleaned, titles)
    text = _by_trafilatura(cleaned)
    lines = "\n".join(story)
    # Where tables make the layout, trafilatura takes them for tables and sets bars between their cells.
    if story and (_share(story, text) < MISSED or text.count("|") > lines.count("|")):
        text = lines
    return text or _by_trafilatura(deepcopy(tree))


def _share(story: list[str], text: str) -> float:
    """How many of the story's words stand in a text, of 1."""
    wanted, there = Counter(" ".join(story).split()), Counter(text.split())
    return sum((wanted & there).values()) / max(1, sum(wanted.values()))


def _by_trafilatura(tree: Any) -> str:
    import trafilatura

    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""
    text = "" if found is None or isinstance(found, dict) else (found.text or "").strip()
    return _CONTROL.sub("", text)


def _other_date(tree: Any, url: str | None) -> Any:
    """The date that htmldate finds in the page's own statements, as trafilatura asks it."""
    try:
        from htmldate import find_date

        without = deepcopy(tree)
        cut_boxes(without)
        return day(find_date(without, extensive_search=False, original_date=True, url=None))
    except Exception:
        return None


__all__ = ["Stated", "article_in", "outlet_of", "parsed"]
