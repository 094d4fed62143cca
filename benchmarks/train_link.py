"""Learns the weights of the linker from annotated readings and writes them to src/qeyd/link/weights.json.

``python -m benchmarks.train_link CORPUS`` where CORPUS holds gold.jsonl, articles.jsonl and readings.jsonl (the gold as
readings). The affairs kept aside (benchmarks/split.py) are never looked at. The rest is learned from seven times: as it
is, with fields missing at random (15 and 30 % of each), with every affair moved to one of three places or to one,
so that place alone does not tell incidents apart; and made look-alikes (benchmarks/look_alikes.py) are learned from.
The weights stay near hand-set ones (link_priors.json) by a Gaussian prior, and keep their sign where only one makes
sense. Needs scipy.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.harder import in_one_month, misread, moved, with_gaps
from benchmarks.look_alikes import made_pairs
from benchmarks.split import side
from qeyd.link import Linker, blocks
from qeyd.link.affairs import AFFAIR_FEATURES, AffairIndex, affair_features, matter
from qeyd.link.score import FEATURES, features
from qeyd.model import AccountRef
from qeyd.model.shapes import reading_from_json

STRENGTH = 20.0  #: of the prior; 10, 20 and 30 were compared on the development set
AS_MANY = (
    4000  #: pairs that the data counts for, so that the prior's strength does not depend on their number
)
#: Seeds of made look-alikes that are learned from too; those that are measured have smaller ones.
LOOK_ALIKES = (101, 102, 103)
ONLY_FOR = {
    "same act", "same number", "large same number", "same group", "people's names shared", "names in the words shared",
    "same settlement", "same region", "same day", "times fit", "report's names shared", "report's figures shared",
    "words shared", "report's words shared", "report's regions shared", "copied text", "same speaker",
    "same articles of law", "told in one report", "share of reports that tell both", "always told together",
    "as news in one report", "reports' names shared", "reports' figures shared",
}  # fmt: skip
ONLY_AGAINST = {
    "each act told in the other report", "another step of the matter",
    "numbers differ", "groups differ", "people's names differ",
    "settlements differ", "regions differ", "countries differ", "times differ", "told times differ",
    "settlements differ, nobody named in both", "groups differ, nobody named in both",
    "nothing said of time", "more people named than there were", "named people differ",
    "one person, and many", "days between reports", "far apart in the report", "days apart", "other act",
}  # fmt: skip


def fit(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[bool],
    names: Sequence[str],
    prior: Mapping[str, float],
) -> dict[str, float]:
    """Logistic weights around the prior, with signs kept."""
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y = np.array(labels, dtype=float)
    centre = np.array([prior.get(name, 0.0) for name in names])
    strength = np.full(len(names), STRENGTH)
    strength[list(names).index("base")] /= 10

    def loss(beta: Any) -> tuple[float, Any]:
        z = x @ beta
        p = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
        away = beta - centre
        value = np.mean(np.logaddexp(0, z) - y * z) * AS_MANY + 0.5 * np.sum(strength * away**2)
        return float(value), x.T @ (p - y) / len(y) * AS_MANY + strength * away

    bounds = [(0, None) if n in ONLY_FOR else (None, 0) if n in ONLY_AGAINST else (None, None) for n in names]
    found = minimize(loss, centre, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def main() -> None:
    """Learn and write."""
    folder = Path(sys.argv[1])
    gold, readings = (
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("gold", "readings")
    )
    blocks.ENOUGH = 1  # what is easily told apart is learned from, too
    seen = {g["id"] for g in gold if side(g, "corpus") == "seen"}
    readings = [r for r in readings if r["report"]["id"] in seen]
    told = {(g["id"], n): x for g in gold for n, x in enumerate(g["incidents"])}
    stories = {key: x["story_key"] for key, x in told.items()}
    variants = [
        readings,
        with_gaps(readings, 0.15, 1),
        with_gaps(readings, 0.30, 2),
        moved(readings, stories, 3, 3),
        with_gaps(moved(readings, stories, 3, 4), 0.15, 5),
        moved(readings, stories, 1, 6),
        with_gaps(moved(readings, stories, 1, 7), 0.15, 9),
        misread(readings, 0.15, 10),
        misread(readings, 0.30, 11),
        misread(readings, 0.15, 12),
        in_one_month(moved(readings, stories, 1, 13), stories, 13),
        misread(in_one_month(moved(readings, stories, 3, 14), stories, 14), 0.15, 14),
    ]
    same_rows, same, affair_rows, affair = [], [], [], []
    for variant in variants:
        linker = Linker()
        linker.add(reading_from_json(line) for line in variant)
        linker.update()
        index = linker.index
        label = {n: told[one.ref.report_id, one.ref.index] for n, one in index.accounts.items()}
        for a, b in index.candidate_pairs():
            copied = index.copied(a, b)
            same_rows.append(features(index.accounts[a], index.accounts[b], index.rarity, copied=copied))
            same.append(all(label[a][key] == label[b][key] for key in ("event_key", "story_key")))
        matters = AffairIndex({}, join=0.0, rarity=index.rarity)
        story = []
        for n, incident in enumerate(linker.linked().incidents):
            accounts = [index.accounts[index.number[ref]] for ref in incident.accounts]
            matters.put(n, matter(accounts), accounts[0].ref)
            story.append(
                Counter(stories[ref.report_id, ref.index] for ref in incident.accounts).most_common(1)[0][0]
            )
        proposed = {n: sorted(other for other in matters.candidates(n) if other > n) for n in matters.matters}
        for a, b in ((one, other) for one, others in proposed.items() for other in others):
            affair_rows.append(affair_features(matters.matters[a], matters.matters[b], index.rarity))
            affair.append(story[a] == story[b])
    for seed in LOOK_ALIKES:
        made, pairs = made_pairs(350, seed)
        linker = Linker()
        linker.add(made)
        index = linker.index
        index.settle()
        for one, other, right, _ in pairs:
            a, b = index.number[AccountRef(one, 0)], index.number[AccountRef(other, 0)]
            copied = index.copied(a, b)
            same_rows.append(features(index.accounts[a], index.accounts[b], index.rarity, copied=copied))
            same.append(right)
    prior = json.loads(Path(__file__).with_name("link_priors.json").read_text("utf-8"))
    goal = Path("src/qeyd/link/weights.json")
    weights = json.loads(goal.read_text("utf-8"))
    weights["same"] = fit(same_rows, same, FEATURES, prior["same"])
    weights["affair"] = fit(affair_rows, affair, AFFAIR_FEATURES, prior["affair"])
    goal.write_text(json.dumps(weights, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"learned from {len(same)} pairs of accounts and {len(affair)} pairs of incidents")


if __name__ == "__main__":
    main()
