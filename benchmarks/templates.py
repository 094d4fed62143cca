"""What full pages cost: annotated texts in twelve page templates, imported and read, against the bare texts.

    python benchmarks/templates.py devset --side all
    python benchmarks/templates.py corpus --template 04_tables --show
    python benchmarks/templates.py corpus --text-only

Printed for each template: words of the text lost and words kept that are not its, the share of right days, account F1
(of the measure beside the dev set) and the loss against the bare texts. Target: a loss of at most .05.
`--show` prints each page whose text came out otherwise. Titles, languages and days are those that the page tells.
"""

import argparse
import re
from collections import Counter
from typing import Any

from full_pages import has_full_day, names, render
from quality import SHARED, measure, reading_of, rows
from split import side

from qeyd.collect.article import article_in
from qeyd.collect.page import Page
from qeyd.languages.detect import detect_language

_WORD = re.compile(r"\w+")


def imported(article: dict[str, Any], template: str) -> dict[str, Any]:
    """The article as an import finds it on its page; its text is empty where none was found."""
    found = article_in(render(article, template), template)
    if not isinstance(found, Page):
        return {**article, "text": "", "published": None}
    return {
        **article,
        "text": found.text,
        "title": found.title,
        "published": found.published.value if found.published else None,
        "language": found.language or detect_language(found.text),
    }


def moved(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """The same annotation, its spans written with the white space that a text has at their place."""

    def one(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: one(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [one(part, key) for part in value]
        if isinstance(value, str) and (key.endswith(("span", "_text")) and value not in text):
            there = re.search(r"\s+".join(map(re.escape, value.split())), text)
            return there.group() if there else value
        return value

    done: dict[str, Any] = one(gold)
    return done


def word_counts(wanted: str, got: str) -> tuple[int, int, int]:
    """Words in both texts, words of the first alone, words of the second alone."""
    a, b = Counter(_WORD.findall(wanted)), Counter(_WORD.findall(got))
    both = sum((a & b).values())
    return both, sum(a.values()) - both, sum(b.values()) - both


def show(template: str, article: dict[str, Any], found: dict[str, Any]) -> None:
    """Print what was lost and what was wrongly kept."""
    a, b = article["text"].split(), found["text"].split()
    lost, kept = Counter(a) - Counter(b), Counter(b) - Counter(a)
    if sum(lost.values()) + sum(kept.values()) > 3:
        print(f"== {template} {article['id']}\n  lost {' '.join(lost)[:300]}\n  kept {' '.join(kept)[:300]}")


def main() -> None:
    """Render, import, read, score, print."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("collection", choices=["corpus", "devset"])
    arguments.add_argument("--side", choices=["seen", "unseen", "all"], default="seen")
    arguments.add_argument("--template", choices=names(), action="append")
    arguments.add_argument("--text-only", action="store_true", help="do not read, only take out the text")
    arguments.add_argument("--show", action="store_true")
    given = arguments.parse_args()
    score, folder = measure(), SHARED / given.collection
    gold_by_id = {one["id"]: one for one in rows(folder / "gold.jsonl")}
    articles = [
        one
        for one in rows(folder / "articles.jsonl")
        if given.side == "all" or side(gold_by_id[one["id"]], given.collection) == given.side
    ]
    golds = [gold_by_id[one["id"]] for one in articles]
    bare = 0.0
    if not given.text_only:
        bare = score.score(golds, articles, [reading_of(one) for one in articles])["account_prf"]["all"][2]
        print(f"bare texts: account F1 {bare:.3f}, {len(articles)} articles")
    losses = []
    for template in given.template or names():
        pages = [imported(one, template) for one in articles]
        counts = [word_counts(a["text"], b["text"]) for a, b in zip(articles, pages, strict=True)]
        both, lost, kept = map(sum, zip(*counts, strict=True))
        days = [
            a["published"] == b["published"] for a, b in zip(articles, pages, strict=True) if has_full_day(a)
        ]
        line = f"{template:20} lost {lost / (both + lost):.3f} kept {kept / (both + kept):.3f}"
        line += f" day {sum(days) / len(days):.2f}"
        if given.show:
            for article, page in zip(articles, pages, strict=True):
                show(template, article, page)
        if not given.text_only:
            moved_golds = [moved(gold, page["text"]) for gold, page in zip(golds, pages, strict=True)]
            numbers = score.score(moved_golds, pages, [reading_of(page) for page in pages])
            losses.append(bare - numbers["account_prf"]["all"][2])
            line += f" account F1 {bare - losses[-1]:.3f} loss {losses[-1]:.3f}"
        print(line, flush=True)
    if losses:
        print(f"mean loss {sum(losses) / len(losses):.3f}, greatest {max(losses):.3f}")


if __name__ == "__main__":
    main()
