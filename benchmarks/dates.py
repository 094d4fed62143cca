"""How many dates are read right.

Two measures, printed as tables:

- the expressions of dateparser's tests (BSD-3, from ../shared/data/dates): each has an English meaning, and
  this file works the days out of that meaning by itself. A length of time ("7 лет", "10 ay ərzində") is
  right when it is called one, since it is no date;
- the dated accounts of ../shared/corpus and ../shared/devset: whether the date is among the times of the
  page, and among those of the sentence that tells the act; and how many undated accounts stand in a
  sentence with a time (the day of an announcement, mostly: whose time it is, is for the reader to say).

    python benchmarks/dates.py [--speed]
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qeyd.model.period import Period
from qeyd.read.times import times_in

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
PUBLISHED = date(2025, 7, 9)
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
HOURS = ("second", "minute", "hour")
LENGTH = re.compile(r"\b(ərzində|в течение|за)\b")


def expected(expression: str, english: str) -> Period | None:
    """Work out the period an expression means from its English; None for a length of time."""
    counted = re.fullmatch(r"(in )?(\d+) (\w+?)( ago)?", english)
    if counted:
        ahead, number, unit, ago = counted.groups()
        if not (ahead or ago) or LENGTH.search(expression):
            return None
        steps = int(number) * (1 if ahead else -1)
        if unit in HOURS:
            return Period.day(PUBLISHED)
        if unit == "day":
            return Period.day(PUBLISHED + timedelta(days=steps))
        if unit == "week":
            monday = PUBLISHED + timedelta(days=7 * steps - PUBLISHED.weekday())
            return Period.between(monday, monday + timedelta(days=6))
        if unit == "month":
            year, month = divmod(PUBLISHED.year * 12 + PUBLISHED.month - 1 + steps, 12)
            return Period.month(year, month + 1)
        return Period.year(PUBLISHED.year + steps)
    words = english.split()
    if english in WEEKDAYS:
        back = (PUBLISHED.weekday() - WEEKDAYS.index(english)) % 7
        return Period.day(PUBLISHED - timedelta(days=back))
    month = next(MONTHS.index(word) + 1 for word in words if word in MONTHS)
    day = next(int(word) for word in words if re.fullmatch(r"\d{1,2}", word))
    years = [int(word) for word in words if re.fullmatch(r"\d{4}", word)]
    latest = PUBLISHED.year if (month, day) <= (PUBLISHED.month, PUBLISHED.day) else PUBLISHED.year - 1
    return Period.day(date(years[0] if years else latest, month, day))


def expressions() -> None:
    """Print the dateparser expressions right per language, and each wrong one."""
    rows = json.loads((SHARED / "data/dates/dateparser_expressions.json").read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        code = row["language"].split("-")[0]
        want = expected(row["expression"], row["english"])
        found = [m for m in times_in(row["expression"], code, published=PUBLISHED) if m.sort != "clock"]
        good = len(found) == 1 and (found[0].sort == "duration" if want is None else found[0].period == want)
        total[code] += 1
        right[code] += good
        if not good:
            read = [(m.text, m.sort, m.period and m.period.value) for m in found]
            print(f"  wrong: {row['expression']!r} ({row['english']}): {read}")
    print("language  right  of")
    for code in sorted(total):
        print(f"{code:8}  {right[code]:5}  {total[code]:2}")


def accounts(name: str) -> None:
    """Print how often a gold date is among the times of its page and of its sentence."""
    articles = {a["id"]: a for a in _lines(SHARED / name / "articles.jsonl")}
    counts: Counter[tuple[str, str]] = Counter()
    for gold in _lines(SHARED / name / "gold.jsonl"):
        article = articles[gold["id"]]
        text, code = article["text"], article["language"]
        if code not in ("az", "ru", "en", "tr", "uk"):
            continue
        published = Period.parse(article["published"]) if article.get("published") else None
        mentions = [m for m in times_in(text, code, published=published) if m.period]
        told = [m for m in mentions if m.sort not in ("future", "dateline", "until")]
        for incident in gold["incidents"]:
            begin = text.find(incident["quote_span"])
            end = begin + len(incident["quote_span"])
            first = max(text.rfind(". ", 0, begin), text.rfind("\n", 0, begin)) + 1
            last = min(
                (at for at in (text.find(". ", end), text.find("\n", end)) if at >= 0), default=len(text)
            )
            near = [m for m in told if first <= m.start and m.end <= last]
            if incident["date"]:
                want = Period.parse(incident["date"])
                counts[code, "dated"] += 1
                counts[code, "page"] += any(m.period == want for m in told)
                counts[code, "sentence"] += any(m.period == want for m in near)
            else:
                counts[code, "undated"] += 1
                counts[code, "timed"] += any(m.sort in ("point", "since") for m in near)
    print(f"\n{name}\nlanguage  dated  in page  in sentence  undated  of these with a time beside")
    for code in sorted({code for code, _ in counts}):
        dated, page, sentence, undated, timed = (
            counts[code, key] for key in ("dated", "page", "sentence", "undated", "timed")
        )
        print(f"{code:8}  {dated:5}  {page:7}  {sentence:11}  {undated:7}  {timed:5}")


def speed() -> None:
    """Print articles of 400 words a second, one process."""
    articles = _lines(SHARED / "corpus" / "articles.jsonl")
    for article in articles:
        times_in(article["text"], article["language"], published=PUBLISHED)
    begin = time.perf_counter()
    for article in articles:
        times_in(article["text"], article["language"], published=PUBLISHED)
    seconds = time.perf_counter() - begin
    words = sum(len(article["text"].split()) for article in articles)
    print(f"\n{words / 400 / seconds:.0f} articles of 400 words a second")


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true", help="time it as well")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit("There is no ../shared beside the repository: nothing to measure on.")
    expressions()
    for name in ("corpus", "devset"):
        accounts(name)
    if options.speed:
        speed()


if __name__ == "__main__":
    main()
