"""Times the linker on made reports: from scratch at several sizes, and one more report into all of them.

``python -m benchmarks.link 5000 20000`` prints times, peak memory and pair F1 against the made truth.
With ``--casebook FOLDER`` the reports are kept in a casebook (in a new folder there), linked, and one more is linked a
hundred times: while the casebook stays open, and as the command does it, opening it anew.
"""

import argparse
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations, pairwise
from pathlib import Path

from benchmarks.made_reports import made_readings
from qeyd.flow.link import CasebookLinks, link_what_changed
from qeyd.link import Linker
from qeyd.model import Reading
from qeyd.model.shapes import reading_from_json, reading_to_json, report_to_json
from qeyd.store import Arrival, Casebook, create_casebook, open_casebook

STEPS = 101  #: reports added one by one to the full index


class Clock:
    """Seconds by the clock and of the processor since it was made; on a busy machine the second says more."""

    def __init__(self) -> None:
        self._start = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Both, until now."""
        return time.perf_counter() - self._start[0], time.process_time() - self._start[1]


def shown(times: Sequence[tuple[float, float]]) -> str:
    """Median and worst of several, in milliseconds."""
    clock, processor = ([1000 * one[n] for one in times] for n in (0, 1))
    return (
        f"median {statistics.median(clock):.0f} ms, worst {max(clock):.0f} ms (of the processor "
        f"{statistics.median(processor):.0f} and {max(processor):.0f})"
    )


def pair_f1(linked: object, truth: dict[tuple[str, int], str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs of accounts in different reports."""
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one, label in truth.items():
        groups[label].append(one)
    right = sum(len(list(combinations(group, 2))) for group in groups.values())
    joined = hits = 0
    for incident in linked.incidents:  # type: ignore[attr-defined]
        for a, b in combinations(incident.accounts, 2):
            joined += 1
            hits += truth[a.report_id, a.index] == truth[b.report_id, b.index]
    precision, recall = hits / max(joined, 1), hits / max(right, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def scale(size: int, seed: int) -> tuple[float, float]:
    """One run from scratch and STEPS reports on top; the seconds from scratch come back."""
    made = list(made_readings(size + 2 * STEPS, seed=seed))
    first, later = made[:-STEPS], made[-STEPS:]
    truth = {(r.report.id, i): label for r, labels in first for i, label in enumerate(labels)}
    clock = Clock()
    linker = Linker()
    linker.add(reading for reading, _ in first)
    linker.update()
    linked = linker.linked()
    took = clock.read()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    quality = pair_f1(linked, truth)
    steps = []
    for reading, _ in later:
        clock = Clock()
        linker.add([reading])
        linker.update()
        steps.append(clock.read())
    print(
        f"{len(truth):>8} accounts in {len(first)} reports: {took[0]:.1f} s, of the processor {took[1]:.1f}, peak "
        f"{memory:.2f} GiB, {len(linked.incidents)} incidents, pairs P {quality[0]:.3f} R {quality[1]:.3f} "
        f"F1 {quality[2]:.3f}; one more report: {shown(steps)}",
        flush=True,
    )
    return took


def into(casebook: Casebook, made: Sequence[Reading]) -> None:
    """Keep made readings in a casebook, under the ids that it gives their reports."""
    came = [
        Arrival(
            one.report.text.encode(),
            one.report.text,
            url=f"https://example.org/{one.report.id}",
            outlet=one.report.outlet,
            published=one.report.published,
            language=one.report.language,
        )
        for one in made
    ]
    ids = [one.id for one in casebook.add(came)]
    readings = []
    for one, id in zip(made, ids, strict=True):
        line = reading_to_json(one)
        report = casebook.report(id)
        assert report is not None
        readings.append(reading_from_json(line | {"report": report_to_json(report)}))
    casebook.keep_readings(readings)


def in_a_casebook(size: int, folder: Path, seed: int) -> None:
    """Link a casebook of made reports, then one more report again and again."""
    now = datetime(2026, 12, 1, tzinfo=UTC)
    made = [reading for reading, _ in made_readings(size + 2 * STEPS, seed=seed)]
    first, later = made[:-STEPS], made[-STEPS:]
    home = folder / f"c{size}"
    with create_casebook(home, passphrase=None, now=now) as casebook:
        for at in range(0, len(first), 5000):
            into(casebook, first[at : at + 5000])
        before = _megabytes(home)
        clock = Clock()
        links = CasebookLinks(casebook)
        took = clock.read()
        print(f"{size} accounts in {len(first)} reports: linked from scratch and kept in {took[0]:.1f} s, of the "
              f"processor {took[1]:.1f}; {before:.0f} MiB on disk before, {_megabytes(home):.0f} after",
              flush=True)  # fmt: skip
        steps = []
        for reading in later[10:]:
            into(casebook, [reading])
            clock = Clock()
            links.catch_up()
            steps.append(clock.read())
        print(f"    one more report, the casebook open: {shown(steps)}", flush=True)
    steps = []
    for reading in later[:10]:
        with open_casebook(home) as casebook:
            into(casebook, [reading])
            clock = Clock()
            link_what_changed(casebook)
            steps.append(clock.read())
    print(f"    one more report, as the command does it: {shown(steps)}", flush=True)
    with open_casebook(home) as casebook:
        report = next(iter(casebook.reports()))
        casebook.forget_report(report.id, coder="Coder A", now=now)
        clock = Clock()
        link_what_changed(casebook)
        print(f"    linking after a report was forgotten: {shown([clock.read()])}", flush=True)


def _megabytes(folder: Path) -> float:
    return sum(one.stat().st_size for one in folder.iterdir()) / 2**20


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--casebook", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    if options.casebook:
        for size in options.sizes:
            in_a_casebook(size, options.casebook, options.seed)
        return
    times = [scale(size, options.seed) for size in options.sizes]
    for (before, after), (small, large) in zip(pairwise(times), pairwise(options.sizes), strict=True):
        print(
            f"{large / small:.0f} times the accounts take {after[0] / before[0]:.1f} times as long, "
            f"{after[1] / before[1]:.1f} of the processor"
        )


if __name__ == "__main__":
    main()
