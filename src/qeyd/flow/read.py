"""Read what has come in: reports from the casebook or from lines, readings back."""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from qeyd.flow.lessons import taught_of
from qeyd.model import Reading, Report, Unread
from qeyd.store import Casebook

if TYPE_CHECKING:
    from qeyd.read.taught import Taught

#: What is kept in one transaction, see ``qeyd.flow.add``.
BATCH_REPORTS = 100
BATCH_SECONDS = 0.5
#: Reports handed out to each process ahead of those that are done: enough to keep it busy, few enough to hold.
AHEAD = 8

Reader = Callable[[Report], Reading | Unread]


def read_one(report: Report, *, taught: "Taught | None" = None) -> Reading | Unread:
    """Read one report with the shipped words, and those ``taught``. One that breaks the reader comes back Unread."""
    from qeyd.read import READER, load_lexicon, read

    try:
        reading = read(report, load_lexicon(taught) if taught else load_lexicon())
        return replace(reading, read_by=reader_name(taught)) if taught else reading
    except Exception as problem:  # one bad report among ten thousand is a result, not an end
        return Unread(report, f"The reader failed ({type(problem).__name__}: {problem}).", READER)


def masked_reading(reading: Reading | Unread) -> Reading | Unread:
    """A reading fit to leave the casebook: the names of private people masked, also those that no field holds.

    Officials and offices that act or speak, and those who give an opinion in public, stay (see ``flow.mask``). Of
    an unread report every name is masked.
    """
    from qeyd.flow.mask import is_public, masked
    from qeyd.read import load_lexicon, names_in

    found = names_in(reading.report, load_lexicon())
    return masked(reading, also=tuple(name for name in found if not is_public(name, reading)))


def reader_name(taught: "Taught | None" = None) -> str:
    """The name and version of the reader, which every reading of it bears."""
    from qeyd.read import READER

    if not taught:
        return READER
    learned = hashlib.sha256(repr(taught).encode()).hexdigest()[:8]
    return f"{READER} + {learned}"


def read_all(
    reports: Iterable[Report], *, jobs: int = 1, reader: Reader = read_one
) -> Iterator[Reading | Unread]:
    """Read reports one by one, or in ``jobs`` processes; the order stays, and few are in memory at a time."""
    if jobs <= 1:
        yield from map(reader, reports)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[Future[Reading | Unread]] = deque()
        try:
            for report in reports:
                waiting.append(pool.submit(reader, report))
                if len(waiting) >= jobs * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()


def waiting_to_be_read(casebook: Casebook) -> int:
    """How many reports were not read by this version of the reader, with what the casebook has learned."""
    return casebook.count_not_read_by(reader_name(taught_of(casebook)))


def read_new_reports(
    casebook: Casebook,
    *,
    jobs: int = 1,
    again: bool = False,
    done: Callable[[int], None] = lambda number: None,
    reader: Reader = read_one,
    name: str | None = None,
) -> tuple[int, dict[str, int]]:
    """Read the reports that this version of the reader has not read; with ``again`` all of them.

    ``done`` is told how many more readings are safe on the disk. Comes back: how many were opened, and
    for each reason why some could not be read, how many.
    """
    if reader is read_one and name is None:
        taught = taught_of(casebook)
        name, reader = reader_name(taught), partial(read_one, taught=taught)
    reports = casebook.reports() if again else casebook.reports_not_read_by(name or reader_name())
    total = 0
    unread: Counter[str] = Counter()
    batch: list[Reading | Unread] = []
    since = monotonic()
    for reading in read_all(reports, jobs=jobs, reader=reader):
        batch.append(reading)
        if isinstance(reading, Unread):
            unread[reading.why] += 1
        if len(batch) >= BATCH_REPORTS or monotonic() - since >= BATCH_SECONDS:
            total += casebook.keep_readings(batch)
            done(len(batch))
            batch, since = [], monotonic()
    if batch:
        total += casebook.keep_readings(batch)
        done(len(batch))
    return total, dict(unread)
