"""What stands around an article on its page: menus, teasers, comments, notices; found line by line and blanked.

A page is looked at as the lines a reader sees, whatever tags make them: blocks, table cells, text between line
breaks. What holds of sites in general decides: the story follows its headline; a line that is all link leads
elsewhere; a small box that begins with a link is about what it links; nothing follows the heading of the comments.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from qeyd.collect.metadata import day_in_text

#: Boxes that are never the article: words of their class, id, role and the like.
_BOX = re.compile(
    r"(?i)(?<![a-z])(related\w*|teasers?|recommend\w*|comments?|caption|sidebar|popular|most-?read|read-?(also|more|next)|"
    r"see-?also|newsletter|subscri(be|ption)|share|sharing|social|promo|advert\w*|ads?|banner|cookies?|consent|"
    r"breadcrumbs?|tags|author-?(bio|card)|disqus|oxsar|digər-?xəbərlər|orphus|rail|ticker|pagination|post-?navigation|"
    r"contentinfo|navigation|complementary|dialog|menu\w*|copyright|legal|notification|social-?share)(?![a-z])"
)
_BOX_TAGS = frozenset(
    {
        "figcaption", "aside", "nav", "footer", "form", "button", "select", "noscript", "template", "dialog",
        "amp-ad", "amp-embed", "amp-list", "amp-sidebar", "amp-social-share", "amp-sticky-ad",
        "amp-user-notification",
    }
)  # fmt: skip
_BOXABLE = frozenset(
    {
        "div", "section", "ul", "ol", "p", "span", "li", "table", "header", "h2", "h3", "h4", "h5",
    }
)  # fmt: skip
_MARKS = ("class", "id", "role", "data-component", "data-testid", "data-type")
#: Tags that begin and end a line. Unknown ones (amp-img) do not.
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
        "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object", "textarea", "select",
    }
)  # fmt: skip
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?…:;»”\")]\s*$")
_MISTAKE = re.compile(r"(?i)ctrl\s*\+\s*enter|^\W*©")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

LINKED = 0.6  #: a line with this share of its letters inside links leads elsewhere
SHORT = 30  #: words; a notice, a credit or the heading of a box has no more
CARD = 60  #: words; a box about another story has no more
LABEL = 4  #: words; what a site writes over or under something has no more
BYLINE = 12  #: words; a line with the day and the author has no more
STORY = 20  #: words of prose without which nothing is taken for the story


@dataclass
class Line:
    """One line as a reader sees it. What is said of its text is worked out once: the text is whole by then."""

    block: Any  #: the innermost element that makes it a line
    pieces: list[tuple[Any, str]] = field(default_factory=list)  #: elements, and "text" or "tail"
    text: str = ""
    linked: int = 0  #: characters of the text inside links
    kept: bool = True

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(_WORD.findall(self.text))

    @cached_property
    def is_link(self) -> bool:
        """Whether it is all link."""
        letters = _letters(self.text) if self.linked else 0
        return letters > 0 and self.linked >= LINKED * letters and self.words < 40

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like sentences."""
        return (self.words >= 8 and not self.is_link) or (self.words >= 4 and bool(_END.search(self.text)))

    def blank(self) -> None:
        """Take its text out of the tree."""
        self.kept = False
        for element, where in self.pieces:
            setattr(element, where, " ")


@cache
def furniture() -> dict[str, re.Pattern[str]]:
    """The words of furniture.toml as patterns for beginnings of lines, by sort."""
    told = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    out = {}
    for sort in ("comments", "more", "notice", "label", "photo"):
        alternatives = sorted({word for one in told.values() for word in one[sort]}, key=len, reverse=True)
        out[sort] = re.compile(rf"(?:{'|'.join(map(re.escape, alternatives))})")
    return out


def _letters(text: str) -> int:
    """How many letters and digits a text has."""
    return sum(map(len, _WORD.findall(text)))


def _small(text: str) -> str:
    return " ".join(text.replace("İ", "i").lower().split())


def lines_of(body: Any) -> list[Line]:
    """The lines of a page's body in their order; silent elements (scripts and the like) have none."""
    out: list[Line] = []
    now = Line(body)

    def say(element: Any, where: str, inside_link: bool) -> None:
        text = getattr(element, where)
        if text and not text.isspace():
            now.linked += _letters(text) if inside_link else 0
        if text:
            now.pieces.append((element, where))
            now.text += f" {text}" if element.tag == "time" else text

    def cut(block: Any) -> None:
        nonlocal now
        if now.text.strip():
            out.append(now)
        now = Line(block)

    from lxml import etree

    blocks: list[Any] = [body]
    links = silent = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and not silent:
                say(element, "tail", links > 0)
            continue
        if event == "start":
            links += tag == "a"
            silent += tag in _SILENT
            if tag in _BLOCKS:
                if tag != "br":
                    blocks.append(element)
                cut(blocks[-1])
            if not silent:
                say(element, "text", links > 0)
        else:
            links -= tag == "a"
            silent -= tag in _SILENT
            if tag in _BLOCKS:
                if tag != "br":
                    blocks.pop()
                cut(blocks[-1] if blocks else body)
            if not silent and element is not body:
                say(element, "tail", links > 0)
    cut(body)
    return out


def cut_boxes(tree: Any) -> None:
    """Take captions, menus, boxes of related stories, comments and the like out of a tree, by tags and names.

    Names lie now and then, so that nothing goes that holds the headline or much of the page's prose.
    """
    body = tree.find(".//body")
    if body is None:
        return
    prose: Counter[Any] = Counter()
    for line in lines_of(body):
        if line.is_prose:
            prose[line.block] += line.words
            prose.update(dict.fromkeys(line.block.iterancestors(), line.words))
    for one in list(body.iter()):
        if not isinstance(one.tag, str) or one is body or one.getparent() is None:
            continue
        most = 1 / 2
        if one.tag not in _BOX_TAGS:
            marks = " ".join(filter(None, map(one.get, _MARKS))) if one.tag in _BOXABLE else ""
            found = _BOX.search(marks) if marks else None
            if not found:
                continue
            most = 4 / 5 if "comment" in found.group().lower() else 1 / 3
        if prose[one] <= most * prose[body] and one.find(".//h1") is None:
            one.drop_tree()


def cut_furniture(tree: Any, titles: Sequence[str | None]) -> list[str]:
    """Blank what is not the story, line by line; the lines that are left come back, empty where no headline was found.

    ``titles`` are what the page calls the story, the surest first.
    """
    body = tree.find(".//body")
    if body is None:
        return []
    lines = lines_of(body)
    at = _headline(lines, titles)
    _cut_headed(lines, None if at is None else lines[at])
    for one in lines:
        if _is_notice(one):
            one.blank()
    if at is not None:
        _after_the_headline(lines, at)
    start = 0 if at is None else at + 1
    headings = [n for n in range(start, len(lines)) if lines[n].kept and _leads(lines[n])]
    for n in headings:
        _cut_card(lines, n, lines[at] if at is not None else None)
    for one in lines[start:]:
        if one.kept and one.is_link:
            one.blank()
    if at is None:
        return []
    _cut_outside(lines, lines[at])
    lines[at].blank()
    return [" ".join(one.text.split()) for one in lines if one.kept]


def near_headline(tree: Any, titles: Sequence[str | None]) -> list[str]:
    """The short lines that stand next to the headline, those after it first: of day, place and author."""
    body = tree.find(".//body")
    lines = lines_of(body) if body is not None else []
    at = _headline(lines, titles)
    if at is None:
        return []
    around = [*lines[at + 1 : at + 4], *reversed(lines[max(0, at - 2) : at])]
    return [" ".join(one.text.split()) for one in around if one.words <= BYLINE and not one.is_link]


def _heads_more(line: Line) -> bool:
    """Whether a line stands over links to other stories, and says nothing else."""
    said = _small(line.text)
    found = furniture()["more"].match(said)
    return bool(found) and not re.sub(r"^\w*|\W", "", said[found.end() :] if found else "")


def _cut_headed(lines: Sequence[Line], headline: Line | None) -> None:
    """Blank the boxes that are headed "related", "read also" and the like, and hold links."""
    spared = {headline.block, *headline.block.iterancestors()} if headline else set()
    for n, line in enumerate(lines):
        if not _heads_more(line):
            continue
        box = None
        for up in (line.block, *line.block.iterancestors()):
            if up in spared or up.tag in ("body", "html", "td") or (n and _holds(up, lines[n - 1])):
                break
            box = up
        inside = list(_within(lines, n, box)) if box is not None else []
        linked = sum(one.words for one in inside if one.is_link)
        if inside and 5 * linked >= sum(one.words for one in inside):
            for one in inside:
                one.blank()


def _is_notice(line: Line) -> bool:
    if line.words > SHORT:
        return False
    said = _small(line.text).lstrip("⚡•·|—–-►▶*[#( ")
    words = furniture()
    if _MISTAKE.search(said):
        return True
    if found := words["notice"].match(said):
        return _whole_word(said, found.end()) and (line.words <= 6 or line.block.tag not in _HEADINGS)
    if found := words["label"].match(said):
        rest = said[found.end() :].lstrip()
        return (line.words <= LABEL and _whole_word(said, found.end())) or rest[:1] in (
            ":",
            "|",
            "•",
            "–",
            "—",
        )
    if found := words["photo"].match(said):
        return said[found.end() :].lstrip()[:1] in (":", "©", "/", "|")
    if found := words["more"].match(said):
        rest = re.sub(r"^\w{0,4}", "", said[found.end() :]).lstrip()
        return not rest.strip(":»>→.…-–— ") or rest[0] in ":»>→" or line.is_link
    # A credit closes a caption: "The bridge in May. Photo: press office". In the middle of a sentence it is a word.
    return any(
        line.text.strip()[-len(said[one.start() :]) :][:1].isupper()
        and len(_WORD.findall(said[one.end() :])) <= LABEL
        for one in words["photo"].finditer(said)
        if said[one.end() :].lstrip()[:1] in (":", "©") and not said[one.start() - 1 : one.start()].isalpha()
    )


def _whole_word(said: str, end: int) -> bool:
    """Whether what was found is no beginning of a short other word: "share" in "shareholders" is."""
    rest = re.match(r"\w*", said[end:])
    return len(rest.group() if rest else "") <= 6 and (
        not said[:end].isascii() or not rest or not rest.group()
    )


def _same(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return bool(short) and (
        short == long or (len(short) >= 20 and short in long and 2 * len(short) > len(long))
    )


def _headline(lines: Sequence[Line], titles: Sequence[str | None]) -> int | None:
    """The line that is the headline of the story: as the page calls it, the higher heading first."""
    ranked: list[tuple[int, int]] = []
    for title in titles:
        wanted = " ".join(_WORD.findall(_small(title or "")))
        for n, one in enumerate(lines):
            if _same(wanted, " ".join(_WORD.findall(_small(one.text)))) and one.words >= 2:
                tag = _heading_of(one)
                ranked.append((6 if one.is_link else int(tag[1]) if tag else 5, n))
        if ranked:
            break
    if not ranked:
        only = [n for n, one in enumerate(lines) if _heading_of(one) == "h1"]
        ranked = [(1, n) for n in only] if len(only) == 1 else []
    for rank, n in sorted(ranked):
        after = sum(one.words for one in lines[n + 1 :] if one.is_prose)
        if after >= STORY and rank < 6 and 2 * after >= sum(one.words for one in lines[:n] if one.is_prose):
            return n
    return None


def _heading_of(line: Line) -> str | None:
    for element in (line.block, *line.block.iterancestors()):
        if element.tag in _HEADINGS:
            return str(element.tag)
        if element is not line.block and element.tag not in ("span", "a", "div", "center"):
            return None
    return None


def _after_the_headline(lines: Sequence[Line], at: int) -> None:
    """Blank what stands before the headline, and what follows a second headline or the heading of the comments."""
    for one in lines[:at]:
        one.blank()
    for one in lines[at + 1 : at + 5]:
        if one.words <= BYLINE and not one.text.rstrip().endswith((".", "!", "?")) and day_in_text(one.text):
            one.blank()
    comments = furniture()["comments"]
    told, over = 0, False
    for one in lines[at + 1 :]:
        said = _small(one.text)
        found = comments.match(said)
        ends = (found and not one.is_link and not re.search(r"[^\W\d_]", said[found.end() :])) or _heading_of(
            one
        ) == "h1"
        over = over or bool(told >= STORY and ends)
        if over:
            one.blank()
        elif one.kept and one.is_prose:
            told += one.words


def _leads(line: Line) -> bool:
    """Whether a line is the headline of another story."""
    return line.is_link and line.words >= 3


def _cut_card(lines: Sequence[Line], n: int, headline: Line | None) -> None:
    """Blank the small box that begins with this link: what stands in it is about the story it links."""
    line, card = lines[n], None
    spared = {headline.block, *headline.block.iterancestors()} if headline else set()
    for box in (line.block, *line.block.iterancestors()):
        if box.tag in ("body", "html", "td", "main") or box in spared:
            break
        inside = [one for one in _within(lines, n, box) if one.kept or one is line]
        first = next((one for one in inside if one.words >= 3), line)
        if sum(one.words for one in inside) > CARD or not first.is_link:
            break
        card = inside
    for one in card or ():
        one.blank()


def _within(lines: Sequence[Line], n: int, box: Any) -> Iterator[Line]:
    """The lines around the n-th that stand in a box."""
    start = n
    while start and _holds(box, lines[start - 1]):
        start -= 1
    for one in lines[start:]:
        if not _holds(box, one):
            return
        yield one


def _holds(box: Any, line: Line) -> bool:
    return box is line.block or any(up is box for up in line.block.iterancestors())


def _cut_outside(lines: Iterable[Line], headline: Line) -> None:
    """Blank what stands outside the part of the page that holds the headline and most of the prose after it."""
    kept = [one for one in lines if one.kept and one is not headline]
    whole = sum(one.words for one in kept if one.is_prose)
    for box in (headline.block, *headline.block.iterancestors()):
        inside = sum(one.words for one in kept if one.is_prose and _holds(box, one))
        if inside >= STORY and inside * (3 if box.tag in ("td", "article", "main") else 1.6) >= whole:
            for one in kept:
                if not _holds(box, one):
                    one.blank()
            return
