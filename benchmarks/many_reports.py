"""200,000 reports in one locked casebook: how long to list, to search, to add one more, to forget one.

    python benchmarks/many_reports.py [REPORTS [FOLDER]]

In FOLDER the casebook is kept, and filled up when it is there already.

The texts are the example sentences that the languages come with, eight at random to a report, and one that is only its
own. Times are in milliseconds: median, worst, median of processor time; a search opens the 50 reports that it shows.
"""

import itertools
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
from qeyd.store import Arrival, Casebook, create_casebook, open_casebook

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
    """Median and worst of so many calls, by the clock; the median of the processor time."""
    took, busy = [], []
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        do()
        took.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    return f"{statistics.median(took):7.1f} {max(took):8.1f} {statistics.median(busy):7.1f}"


def nothing(one: object) -> None:
    """Be told, and say nothing."""
    assert not isinstance(one, Trouble), one


def main() -> None:
    """Fill, measure, print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as made:
        folder, word = Path(sys.argv[2] if len(sys.argv) > 2 else f"{made}/c"), " ".join(OUTLETS[:6])
        if folder.exists():
            book = open_casebook(folder, passphrase=word)
        else:
            book = create_casebook(folder, passphrase=word, now=datetime.now(UTC))
        with book:
            there = book.totals().reports
            began, busy = time.perf_counter(), time.process_time()
            new = itertools.islice(texts(number), there, None)
            add_reports(book, new, kept=nothing, trouble=nothing)
            took, busy = time.perf_counter() - began, time.process_time() - busy
            size = sum(file.stat().st_size for file in folder.iterdir())
            say(
                f"{number - there} of {number} reports added in {took:.0f} s ({busy:.0f} s of processor time)"
            )
            say(
                f"{size >> 20} MiB; load of the machine {os.getloadavg()[0]:.1f}; by the clock and by processor time:"
            )
            measure(book, number)


def measure(book: Casebook, number: int) -> None:
    """Each question several times."""
    for name, words, only in SEARCHES:
        total = search_reports(book, words, **only).total
        say(f"{timed(lambda w=words, o=only: search_reports(book, w, **o), 9)}  {name} ({total})")
    say(f"{timed(lambda: count_reports(book, 'outlet', 'polis'), 5)}  polis, counted by outlet")
    say(f"{timed(lambda: count_reports(book, 'year'), 5)}  all, counted by year")
    new = list(itertools.islice(texts(number + 60), number, None))
    say(f"{timed(lambda: add_reports(book, [new.pop()], kept=nothing, trouble=nothing), 60)}  add one")
    began = time.perf_counter()
    book.forget_report(next(book.reports()).id, coder="Coder A", now=datetime.now(UTC))
    say(f"forget one: {time.perf_counter() - began:.1f} s")


def say(line: str) -> None:
    """Print at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
