"""Add articles to a casebook: files, standard input, an address."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from qeyd.flow.coverage import log_arrivals
from qeyd.flow.lines import Trouble
from qeyd.flow.search import index_new_reports
from qeyd.store import Added, Arrival, Casebook, Outcome

#: What is kept in one transaction: a disk syncs a few hundred times a second at best, and what is not yet
#: kept is not yet reported, so nobody waits longer than half a second to know.
BATCH_REPORTS = 250
BATCH_BYTES = 8 * 1024 * 1024
BATCH_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class AddedAll:
    """What became of all that was to be added."""

    outcomes: dict[Outcome, int]
    masked: int  #: a name that was forgotten stood in them
    troubles: int


def add_reports(
    casebook: Casebook,
    coming: Iterable[Arrival | Trouble],
    *,
    kept: Callable[[tuple[Added, ...]], None],
    trouble: Callable[[Trouble], None],
) -> AddedAll:
    """Add what comes, batch by batch; ``kept`` is called with a batch once it is safe on the disk."""
    outcomes: Counter[Outcome] = Counter()
    masked = troubles = size = 0
    batch: list[Arrival] = []
    since, began = monotonic(), datetime.now(UTC)

    def keep() -> None:
        nonlocal masked, size, since
        if batch:
            with casebook.in_one():
                added = casebook.add(batch)
                log_arrivals(casebook, ((one, True) for one in batch), added, now=began)
                index_new_reports(casebook, limit=BATCH_REPORTS)
            outcomes.update(one.outcome for one in added)
            masked += sum(one.masked for one in added)
            batch.clear()
            kept(added)
        size, since = 0, monotonic()

    for one in coming:
        if isinstance(one, Trouble):
            troubles += 1
            trouble(one)
            continue
        batch.append(one)
        size += len(one.data) + len(one.text)
        if len(batch) >= BATCH_REPORTS or size >= BATCH_BYTES or monotonic() - since >= BATCH_SECONDS:
            keep()
    keep()
    index_new_reports(casebook)  # what waited since before: an older casebook, another rule
    return AddedAll(dict(outcomes), masked, troubles)
