"""The same accounts linked by qeyd and by Splink, in one run: time and pairs.

    python -m benchmarks.against_splink 20000

Splink (Fellegi-Sunter, unsupervised, on DuckDB) gets what qeyd compares of an account: act, region, town, number,
group, the names' keys, the day of publication; it learns from the accounts themselves, and its threshold is the best
of several by the truth. Texts and copies it does not compare. Needs `uv sync --group bench`.
"""

import argparse
import time
from datetime import date
from typing import Any

import pyarrow
from splink import Linker as SplinkLinker
from splink import SettingsCreator, block_on
from splink.comparison_library import (
    AbsoluteDateDifferenceAtThresholds,
    ArrayIntersectAtSizes,
    ExactMatch,
)
from splink.internals.duckdb.database_api import DuckDBAPI

from benchmarks.link import pair_f1
from benchmarks.made_reports import made_readings
from qeyd.link import Linker
from qeyd.link.facets import Facets
from qeyd.model import AccountRef

THRESHOLDS = (0.001, 0.01, 0.05, 0.2, 0.5, 0.9, 0.99)


def row_of(number: int, one: Facets) -> dict[str, Any]:
    """An account as Splink gets it."""
    published = one.page.published.start if one.page.published else date(2000, 1, 1)
    return {
        "unique_id": number,
        "act": one.family,
        "region": one.region,
        "town": one.settlement,
        "low": one.low,
        "people": one.group,
        "names": sorted(one.names | one.near_names) or None,
        "published": published,
        "month": f"{published:%Y-%m}",
    }


class Groups:
    """Clusters in the shape that pair_f1 takes."""

    def __init__(self, clusters: list[list[AccountRef]]) -> None:
        self.incidents = [type("Group", (), {"accounts": one})() for one in clusters]


def by_splink(rows: list[dict[str, Any]]) -> tuple[float, dict[float, list[list[int]]]]:
    """Seconds of the processor, and the clusters at each threshold."""
    start = time.process_time()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            ExactMatch("region"),
            ExactMatch("town"),
            ExactMatch("low"),
            ExactMatch("people"),
            ArrayIntersectAtSizes("names", [2, 1]),
            AbsoluteDateDifferenceAtThresholds(
                "published", input_is_string=False, metrics=["day", "day"], thresholds=[3, 14]
            ),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("act", "region", "month"),
            block_on("act", "low", "month"),
            block_on("act", "names", arrays_to_explode=["names"]),
        ],
        retain_matching_columns=False,
    )
    api = DuckDBAPI()
    api.duckdb_con.execute("SET threads = 1")
    linker = SplinkLinker(api.register(pyarrow.Table.from_pylist(rows)), settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("act", "region", "low", "published")], recall=0.5
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("act", "region", "low"), block_on("act", "people", "month")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    out: dict[float, list[list[int]]] = {}
    once = 0.0
    for threshold in THRESHOLDS:
        before = time.process_time()
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=threshold
        )
        clusters: dict[int, list[int]] = {}
        for line in found.as_record_list():
            clusters.setdefault(line["cluster_id"], []).append(line["unique_id"])
        out[threshold] = list(clusters.values())
        once = time.process_time() - before
    return time.process_time() - start - once * (len(THRESHOLDS) - 1), out


def main() -> None:
    """Run both and print the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("accounts", nargs="?", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = list(made_readings(options.accounts, seed=options.seed))
    truth = {(r.report.id, i): label for r, labels in made for i, label in enumerate(labels)}
    start = time.process_time()
    linker = Linker()
    linker.add(reading for reading, _ in made)
    linker.update()
    linked = linker.linked()
    mine = time.process_time() - start
    precision, recall, f1 = pair_f1(linked, truth)
    print(
        f"{len(truth)} accounts\nqeyd: {mine:.1f} s, pairs P {precision:.3f} R {recall:.3f} F1 {f1:.3f}",
        flush=True,
    )
    accounts = linker.index.accounts
    theirs, at = by_splink([row_of(number, one) for number, one in accounts.items()])
    scored = {
        t: pair_f1(Groups([[accounts[n].ref for n in ones] for ones in found]), truth)
        for t, found in at.items()
    }
    best = max(scored, key=lambda threshold: scored[threshold][2])
    precision, recall, f1 = scored[best]
    print(
        f"Splink (threshold {best}): {theirs:.1f} s, pairs P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; "
        f"{theirs / mine:.2f} times as long"
    )


if __name__ == "__main__":
    main()
