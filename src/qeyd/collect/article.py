"""From a page to its article: main text by trafilatura, everything else by what the page states of itself."""

import re
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from qeyd.collect.charset import decode
from qeyd.collect.metadata import Stated, day, stated
from qeyd.collect.page import MAX_PAGE, MAX_TEXT, Page, Unusable
from qeyd.outlets import load_outlets

#: Boxes that are never the article: words of their class or id. Nothing is cut that holds half of the words.
_BOX = re.compile(
    r"(?i)(?<![a-z])(related|teasers?|recommend\w*|comments?|caption|sidebar|popular|most-?read|read-?(also|more|next)|"
    r"see-?also|newsletter|subscribe|share|social|promo|advert\w*|ads?|banner|cookie|breadcrumbs?|tags|author-?bio|"
    r"disqus|oxsar|digər-?xəbərlər)(?![a-z])"
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
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


def _without_boxes(tree: Any) -> Any:
    """The tree without captions, teasers and the like."""
    body = tree.find(".//body")
    if body is None:
        return tree
    whole = len(body.text_content())
    for one in list(
        body.iter("figcaption", "aside", "nav", "footer", "form", "div", "section", "ul", "p", "ol")
    ):
        named = one.tag in ("figcaption", "aside", "nav", "footer", "form")
        if not named and not _BOX.search(f"{one.get('class') or ''} {one.get('id') or ''}"):
            continue
        if one.getparent() is not None and len(one.text_content()) * 2 < whole:
            one.drop_tree()
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
    words = _main_text(tree)
    if not words:
        return Unusable(where, "no article was found on this page. Save its text as .txt and add that.")
    if len(words) > MAX_TEXT:
        return Unusable(where, f"its text has more than {MAX_TEXT} characters, which is no article.")
    published, read_from = says.published, says.published_from
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


def _main_text(tree: Any) -> str:
    import trafilatura

    for candidate in (_without_boxes(deepcopy(tree)), deepcopy(tree)):
        try:
            found = trafilatura.bare_extraction(candidate, include_comments=False, with_metadata=False)
        except (ValueError, TypeError, AttributeError, RecursionError):
            continue
        text = "" if found is None or isinstance(found, dict) else (found.text or "").strip()
        if text:
            return _CONTROL.sub("", text)
    return ""


def _other_date(tree: Any, url: str | None) -> Any:
    """The date that htmldate finds in the page's own statements, as trafilatura asks it."""
    try:
        from htmldate import find_date

        return day(
            find_date(_without_boxes(deepcopy(tree)), extensive_search=False, original_date=True, url=None)
        )
    except Exception:
        return None


__all__ = ["Stated", "article_in", "outlet_of", "parsed"]
