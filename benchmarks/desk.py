"""How fast the desk is on a casebook of 10,000 incidents: queue, decision, undo, catching up, history.

    python benchmarks/desk.py [INCIDENTS]

Reports are invented; each incident is told by one or two. Times are medians and the worst of repeated calls, in
milliseconds, in this process.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from qeyd.flow.effective import effective_reading
from qeyd.flow.history import recent_changes, report_history
from qeyd.flow.inbox import Show, inbox, next_account, same_pairs
from qeyd.flow.link import CasebookLinks
from qeyd.flow.permits import permits
from qeyd.flow.review import Correction, correct_field, judge_account, judge_same, undo
from qeyd.model import (
    Account,
    AccountRef,
    Count,
    Period,
    Place,
    Reading,
    Stage,
    Stance,
    Target,
    Told,
    Verdict,
)
from qeyd.store import Arrival, Casebook, create_casebook

START = datetime(2031, 1, 1, tzinfo=UTC)
GROUPS = ("Tajiks", "Azerbaijanis", "Uzbeks", "journalists")
REGIONS = ("RU-TYU", "RU-OMS", "RU-ZAB", "RU-KHA", "RU-SAM", "RU-PER", "RU-TUL", "RU-BA")


def _word(number: int, at: int) -> str:
    """A word of no language; the same for all who tell of one incident."""
    chance = random.Random(number * 100 + at)
    return "".join(chance.choice("aeiou") + chance.choice("bdfgklmnprstv") for _ in range(3))


def fill(casebook: Casebook, incidents: int) -> list[AccountRef]:
    """Put invented reports and readings in; one in four incidents is told twice."""
    refs = []
    batch: list[tuple[Arrival, dict[str, Any]]] = []
    for number in range(incidents):
        for copy in range(2 if number % 4 == 0 else 1):
            region = REGIONS[number % len(REGIONS)]
            text = f"{number} {copy}: " + " ".join(_word(number, at) for at in range(25 + 5 * copy)) + "."
            day = (START + timedelta(days=7 * number % 3650)).date().isoformat()
            batch.append(
                (
                    Arrival(text.encode(), text, url=f"https://o{copy}.example/{number}", language="en"),
                    {"people": number % 97 + 2, "group": GROUPS[number % 4], "region": region, "day": day},
                )
            )
    added = casebook.add([one for one, _ in batch], now=START)
    readings = []
    for one, (arrival, told) in zip(added, batch, strict=True):
        report = casebook.report(one.id)
        assert report is not None
        quote = report.quote(0, len(arrival.text))
        place = Place(told["region"], "RU", told["region"], told["region"], precision=4)
        account = Account(
            report.id, "detained", Stage.DONE, Stance.ASSERTED, False, quote, "bench", 0.8,
            people=Told(Count(told["people"], told["people"]), quote, "bench"),
            target=Told(Target(told["group"]), quote, "bench"),
            place=Told(place, quote, "bench"),
            time=Told(Period.parse(told["day"]), quote, "bench"),
        )  # fmt: skip
        readings.append(Reading(report, (account,), read_by="bench", relevance=(hash(one.id) % 1000) / 1000))
        refs.append(AccountRef(one.id, 0))
    casebook.keep_readings(readings)
    return refs


def timed(name: str, call: Callable[[], object], *, times: int = 20) -> None:
    """Say how long a call takes."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - start))
    print(f"{name:<44} median {statistics.median(took):8.1f} ms   worst {max(took):8.1f} ms")


def main() -> None:
    """Fill a casebook and time the desk on it."""
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        casebook = create_casebook(Path(folder) / "c", passphrase=None, now=START)
        refs = fill(casebook, incidents)
        start = time.perf_counter()
        links = CasebookLinks(casebook)
        print(f"{casebook.totals()}; all linked in {time.perf_counter() - start:.1f} s")
        now = START
        next_ref = iter(refs)

        def when() -> datetime:
            nonlocal now
            now += timedelta(seconds=1)
            return now

        def judge() -> None:
            judge_account(casebook, next(next_ref), Verdict.YES, coder="Anna", at=when())

        timed("inbox, first page", lambda: inbox(casebook))
        timed("inbox, page 100", lambda: inbox(casebook, offset=5000))
        timed("inbox, done", lambda: inbox(casebook, show=Show.DONE))
        timed("next account", lambda: next_account(casebook))
        timed("effective reading", lambda: effective_reading(casebook, refs[0].report_id))
        timed("judge an account", judge)
        timed(
            "correct a field",
            lambda: correct_field(
                casebook, next(next_ref), "people", Correction(value=9), coder="Anna", at=when()
            ),
        )
        timed("judge, then inbox", lambda: (judge(), inbox(casebook)))
        links.catch_up()

        def follow() -> None:
            correct_field(casebook, next(next_ref), "people", Correction(value=9), coder="Anna", at=when())
            links.catch_up()

        timed("correct a field and link anew", follow)

        def merge() -> None:
            done = judge_same(casebook, next(next_ref), next(next_ref), Verdict.YES, coder="Anna", at=when())
            links.catch_up()
            undo(casebook, done.judgements[0], coder="Anna", at=when())
            links.catch_up()

        timed("merge, link, undo, link", merge, times=5)
        timed("pairs possibly the same", lambda: same_pairs(casebook), times=5)
        timed("history of a report", lambda: report_history(casebook, refs[0].report_id))
        timed("last changes", lambda: recent_changes(casebook))
        for _ in range(2000):
            judge()
        print(f"with {casebook.totals().judgements} judgements:")
        timed("inbox, first page, 2,000 to catch up", lambda: inbox(casebook), times=1)
        timed("inbox, first page", lambda: inbox(casebook))
        links.catch_up()
        timed("correct a field and link anew", follow)
        timed("permits", lambda: permits(casebook), times=5)
        casebook.close()


if __name__ == "__main__":
    main()
