"""How well reports that rest on one first knower are grouped, on the annotated corpus.

    python -m benchmarks.origins READINGS.jsonl --side seen --errors

READINGS are the gold as readings or the reader's own. Two pages of one affair count as grouped when they stand in one
origin in more than half of the incidents that both tell. Right is: both rest on the official release (S1), or both on
the affected's side (S2); pages that mix sources or tell a reporter's own work are left out. Errors are shown for seen
pages only.
"""

import argparse
import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.split import affairs, side
from qeyd.link import Linked, link
from qeyd.model.shapes import reading_from_json

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def grouped(linked: Linked) -> dict[tuple[str, str], tuple[int, int]]:
    """For each two reports that tell a common incident: in how many they have one origin, and how many there are."""
    together: Counter[tuple[str, str]] = Counter()
    common: Counter[tuple[str, str]] = Counter()
    for incident in linked.incidents:
        for a, b in combinations(sorted({ref.report_id for ref in incident.accounts}), 2):
            common[a, b] += 1
        for a, b in {
            pair
            for origin in incident.origins
            for pair in combinations(sorted({ref.report_id for ref in origin}), 2)
        }:
            together[a, b] += 1
    return {pair: (together[pair], n) for pair, n in common.items()}


def main() -> None:
    """Print precision, recall and F1, and how often the two sides were taken for one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("readings", type=Path)
    parser.add_argument("--side", choices=["seen", "unseen", "all"], default="all")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gold = [
        one
        for one in rows(SHARED / "corpus" / "gold.jsonl")
        if one["incidents"] and options.side in ("all", side(one, "corpus"))
    ]
    readings = rows(options.readings)
    linked = link([reading_from_json(one) for one in readings])
    pairs = grouped(linked)
    first_speaker = {
        one["report"]["id"]: [(a["said_by"] or [{"name": None}])[0]["name"] for a in one["accounts"]]
        for one in readings
    }
    hit = false = missed = apart = mixed_up = 0
    for one, other in combinations(sorted(gold, key=lambda g: g["id"]), 2):
        if affairs(one)[0] != affairs(other)[0] or {one["origin"], other["origin"]} - {"S1", "S2"}:
            continue
        together, common = pairs.get((one["id"], other["id"]), (0, 0))
        found = together * 2 > common
        right = one["origin"] == other["origin"]
        hit += right and found
        false += found and not right
        missed += right and not found
        apart += right and not common
        mixed_up += found and not right
        if options.errors and found != right and side(one, "corpus") == side(other, "corpus") == "seen":
            print(one["id"], one["origin"], other["id"], other["origin"], f"{together} of {common}")
            print("   ", first_speaker.get(one["id"]), first_speaker.get(other["id"]))
    precision, recall = hit / max(hit + false, 1), hit / max(hit + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{options.side}: P {precision:.2f} R {recall:.2f} F1 {f1:.2f} of {hit + missed} pairs "
        f"({apart} of them tell no common incident); official taken for affected: {mixed_up}"
    )


if __name__ == "__main__":
    main()
