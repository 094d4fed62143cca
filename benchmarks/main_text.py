"""Main text and day of full pages, beside plain trafilatura: words of the story found, words wrongly kept, day right.

    python benchmarks/main_text.py corpus

The pages are the annotated texts in our twelve templates (`benchmarks/templates`), whose story and day are known to the
letter. Precision, recall and F1 count words with their number, over all pages of a template together; a day is right
when it is the page's own, the same for both. Plain trafilatura is `bare_extraction` with metadata, without comments.
"""

import argparse

import trafilatura
from full_pages import has_full_day, names, render
from quality import SHARED, rows
from templates import word_counts

from qeyd.collect.article import article_in
from qeyd.collect.page import Page


def ours(page: bytes) -> tuple[str, str | None]:
    """The text and the day that qeyd finds."""
    found = article_in(page, "page")
    if not isinstance(found, Page):
        return "", None
    return found.text, found.published.value if found.published else None


def plain(page: bytes) -> tuple[str, str | None]:
    """The text and the day that trafilatura finds by itself."""
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    return (found.text or "", found.date) if found is not None and not isinstance(found, dict) else ("", None)


def prf(both: int, lost: int, kept: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of words."""
    precision, recall = both / max(1, both + kept), both / max(1, both + lost)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Measure and print a line for each template."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("collection", choices=["corpus", "devset"], nargs="?", default="corpus")
    given = arguments.parse_args()
    path = SHARED / given.collection / "articles.jsonl"
    if not path.exists():
        print("The annotated sets are not here; nothing was measured.")
        return
    articles = rows(path)
    whole = {"qeyd": [0, 0, 0, 0, 0], "trafilatura": [0, 0, 0, 0, 0]}
    for template in names():
        pages = [(one, render(one, template)) for one in articles]
        for name, find in (("qeyd", ours), ("trafilatura", plain)):
            total = [0, 0, 0, 0, 0]
            for article, page in pages:
                text, day = find(page)
                dated = has_full_day(article)
                right = dated and day == article["published"]
                for at, n in enumerate((*word_counts(article["text"], text), right, dated)):
                    total[at] += n
            whole[name] = [a + b for a, b in zip(whole[name], total, strict=True)]
            say(template, name, total)
    for name, total in whole.items():
        say("all", name, total)


def say(template: str, name: str, total: list[int]) -> None:
    """Print a line."""
    precision, recall, f1 = prf(*total[:3])
    day = total[3] / max(1, total[4])
    print(f"{template:20} {name:12} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} day {day:.3f}", flush=True)


if __name__ == "__main__":
    main()
