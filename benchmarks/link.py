"""Times the linker on made reports: from scratch at several sizes, and one more report into all of them.

``python -m benchmarks.link 5000 20000`` prints times, peak memory and pair F1 against the made truth.
"""

import argparse
import resource
import statistics
import time
from collections import defaultdict
from itertools import combinations, pairwise

from benchmarks.made_reports import made_readings
from qeyd.link import Linker

STEPS = 101  #: reports added one by one to the full index


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


def scale(size: int, seed: int) -> float:
    """One run from scratch and STEPS reports on top; the seconds from scratch come back."""
    made = list(made_readings(size + 2 * STEPS, seed=seed))
    first, later = made[:-STEPS], made[-STEPS:]
    truth = {(r.report.id, i): label for r, labels in first for i, label in enumerate(labels)}
    start = time.perf_counter()
    linker = Linker()
    linker.add(reading for reading, _ in first)
    added = time.perf_counter() - start
    linker.update()
    linked = linker.linked()
    took = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    quality = pair_f1(linked, truth)
    steps = []
    for reading, _ in later:
        start = time.perf_counter()
        linker.add([reading])
        linker.update()
        steps.append(time.perf_counter() - start)
    print(
        f"{len(truth):>8} accounts in {len(first)} reports: {took:.1f} s (adding {added:.1f}), peak {memory:.2f} GiB, "
        f"{len(linked.incidents)} incidents, pairs P {quality[0]:.3f} R {quality[1]:.3f} F1 {quality[2]:.3f}; one more "
        f"report: median {1000 * statistics.median(steps):.0f} ms, worst {1000 * max(steps):.0f} ms",
        flush=True,
    )
    return took


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    times = [scale(size, options.seed) for size in options.sizes]
    for (before, after), (small, large) in zip(pairwise(times), pairwise(options.sizes), strict=True):
        print(f"{large / small:.0f} times the accounts take {after / before:.1f} times as long")


if __name__ == "__main__":
    main()
