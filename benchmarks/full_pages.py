"""Annotated texts set into twelve full pages: menus, teasers, comments, related boxes, advertisements, old layouts.

The templates and the words around the articles (`benchmarks/templates`) are our own and invented. `render` gives the
bytes of a page as a site would serve them; what the article of it is, is known to the letter.
"""

import hashlib
import json
import random
import re
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

FOLDER = Path(__file__).with_name("templates")
#: What an old page was written in, by language; signs it lacks become character references.
OLD_CHARSETS = {"ru": "windows-1251", "uk": "windows-1251", "az": "windows-1254", "tr": "windows-1254"}
_SENTENCE = re.compile(
    r"(?<=\w{3}[.!?…])\s+(?=[^\W\d_a-zа-яёəıöüğşçіїєґ])|(?<=\w{3}[.!?…][»”\"])\s+(?=[^\W\d_])"
)


@cache
def words() -> dict[str, Any]:
    """What stands around an article, by language."""
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


@cache
def names() -> tuple[str, ...]:
    """The names of the templates."""
    return tuple(sorted(one.stem for one in FOLDER.glob("*.html")))


def paragraphs_of(text: str) -> list[str]:
    """A text's own paragraphs; one long paragraph is cut after every second sentence, as sites do."""
    own = [one.strip() for one in re.split(r"\n+", text) if one.strip()]
    if len(own) > 1:
        return own
    sentences = _SENTENCE.split(text.strip())
    return [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]


def inline(text: str) -> Markup:
    """A paragraph with links, bold words and no-break spaces in it, as editors leave them."""
    out = str(escape(text))
    out = re.sub(r"(?<=\s)([^\W\d_]{6,})(?=\s)", r'<a href="/tag/1">\1</a>', out, count=1)
    out = re.sub(r"(?<=\s)([^\W\d_]{5,})(?=[,.])", r"<b>\1</b>", out, count=1)
    return Markup(re.sub(r"(?<=\d) (?=[^\W\d_])", "&nbsp;", out))  # noqa: S704 (escaped above)


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), autoescape=True)
    made.filters["inline"] = inline
    return made


def render(article: dict[str, Any], template: str) -> bytes:
    """The page that shows an article ("id", "text", "language", "title", "published") in a template, as its bytes."""
    language = article["language"]
    spoken = words().get(language) or words()["en"]
    seed = hashlib.sha256(f"{article['id']} {template}".encode()).digest()
    rng = random.Random(seed)
    day = date.fromisoformat(article["published"] if has_full_day(article) else "2024-02-06")
    charset = OLD_CHARSETS.get(language, "windows-1252")
    page = (
        _environment()
        .get_template(f"{template}.html")
        .render(
            w=spoken,
            lang=language,
            title=article.get("title") or spoken["menu"][3],
            paragraphs=paragraphs_of(article["text"]),
            teasers=rng.sample(spoken["teasers"], len(spoken["teasers"])),
            site="Daily A",
            url=f"https://daily-a.example/{hashlib.sha256(seed).hexdigest()[:8]}",
            day=day.isoformat(),
            later=(day + timedelta(days=3)).isoformat(),
            long_day=f"{day.day} {spoken['months'][day.month - 1]} {day.year}",
            short_day=f"{day:%d.%m.%Y}",
            charset=charset,
        )
    )
    return page.encode(charset if charset in page else "utf-8", "xmlcharrefreplace")


def has_full_day(article: dict[str, Any]) -> bool:
    """Whether the day that the page states is the article's own."""
    return len(article.get("published") or "") == 10


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
