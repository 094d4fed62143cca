"""200,000 reports in one locked casebook: how long to list, to search, to add one more, to forget one.

    python benchmarks/many_reports.py [REPORTS]

The texts are the example sentences that the languages come with, eight at random to a report, and one that is only its
own. Times are in milliseconds, median and worst, in this process; a search opens the 50 reports that it shows.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from qeyd.flow.add import add_reports
from qeyd.flow.lines import Trouble
from qeyd.flow.search import count_reports, search_reports
from qeyd.languages import load_languages
from qeyd.model import Period
from qeyd.store import Arrival, create_casebook

OUTLETS = [f"daily-{letter}.example" for letter in "abcdefghijklmnopqrstuvwxyz"]
SEARCHES = (
    ("the first page of all", "", {}),
    ("a page in the middle of all", "", {"offset": 100_000}),
    ("one outlet", "", {"outlet": OUTLETS[3]}),
    ("one language and a month", "", {"language": "ru", "start": "2021-03-01", "end": "2021-03-31"}),
    ("the commonest verb: detain", "detain", {}),
    ("задержали", "задержали", {}),
    ("saxlanılıb", "saxlanılıb", {}),
    ("two words: polis tutulub", "polis tutulub", {}),
    ("a beginning: журналист*", "журналист*", {}),
    ("a word of one report", "number77123", {}),
    ("a word without another", "polis -jurnalist", {}),
    ("a word, a language, a year", "polis", {"language": "tr", "start": "2021-01-01", "end": "2021-12-31"}),
    ("four words in any form", "police detained journalists Monday", {}),
)


def texts(number: int) -> Iterator[Arrival]:
    """Invented reports in all languages."""
    sentences = {
        code: [example["text"] for example in language.table("examples")["example"] if "text" in example]
        for code, language in load_languages().items()
    }
    chance = random.Random(1)
    for n in range(number):
        code = chance.choice(list(sentences))
        text = " ".join(chance.choices(sentences[code], k=8)) + f" number{n}."
        yield Arrival(
            text.encode(),
            text,
            url=f"https://{OUTLETS[n % 26]}/{n}",
            outlet=OUTLETS[n % 26],
            title=chance.choice(sentences[code])[:80],
            published=Period.day(date(2019, 1, 1) + timedelta(days=chance.randrange(2400))),
            language=code,
        )


def timed(do: Callable[[], object], times: int) -> str:
    """Median and worst of so many calls."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        took.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(took):7.1f} {max(took):8.1f}"


def nothing(one: object) -> None:
    """Be told, and say nothing."""
    assert not isinstance(one, Trouble), one


def main() -> None:
    """Fill, measure, print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        book = create_casebook(Path(folder, "c"), passphrase=" ".join(OUTLETS[:6]), now=datetime.now(UTC))
        with book:
            began, busy = time.perf_counter(), time.process_time()
            add_reports(book, texts(number), kept=nothing, trouble=nothing)
            took, busy = time.perf_counter() - began, time.process_time() - busy
            size = sum(file.stat().st_size for file in Path(folder, "c").iterdir())
            print(
                f"{number} reports added and indexed in {took:.0f} s ({busy:.0f} s of processor time), {size >> 20} MiB"
            )
            print(f"load of the machine {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
            for name, words, only in SEARCHES:
                total = search_reports(book, words, **only).total
                print(f"{timed(lambda w=words, o=only: search_reports(book, w, **o), 9)}  {name} ({total})")
            print(f"{timed(lambda: count_reports(book, 'outlet', 'polis'), 5)}  polis, counted by outlet")
            print(f"{timed(lambda: count_reports(book, 'year'), 5)}  all, counted by year")
            more = texts(number + 60)
            new = [one for n, one in enumerate(more) if n >= number]
            print(
                f"{timed(lambda: add_reports(book, [new.pop()], kept=nothing, trouble=nothing), 60)}  add one"
            )
            began = time.perf_counter()
            book.forget_report(next(book.reports()).id, coder="Coder A", now=datetime.now(UTC))
            print(f"forget one: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
