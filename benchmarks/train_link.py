"""Learns the weights of the linker, tries them affair by affair, and writes them to src/qeyd/link/weights.json.

    python -m benchmarks.train_link corpus=CORPUS full=tools/pages/full --readings FOLDER [--cross-validate]

CORPUS and the like are annotated collections (gold.jsonl, articles.jsonl); FOLDER holds for each the gold as readings
(NAME.gold.jsonl) and the reader's own (NAME.read.jsonl). Learned from every way of telling them (link_folds.py) and
from made look-alikes, by logistic regression around hand-set weights (link_priors.json; a Gaussian prior), signs
kept where only one makes sense. ``--cross-validate`` learns five times without the affairs of one fold and counts the
pairs of accounts of that fold; nothing is written. The development set is no part of any of this. Needs scipy.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from benchmarks.link_folds import (
    FOLDS,
    AffairScene,
    Scene,
    look_alikes,
    scenes,
    tally,
)
from qeyd.link import shipped_weights
from qeyd.link.affairs import AFFAIR_FEATURES
from qeyd.link.score import FEATURES

STRENGTH = 10.0  #: of the prior; chosen by cross-validation among 1, 3, 10 and 30
AS_MANY = (
    4000  #: pairs that the data counts for, so that the prior's strength does not depend on their number
)
#: Seeds of made look-alikes that are learned from; those that are measured have others.
LOOK_ALIKES, OTHER_LOOK_ALIKES = (101, 102), (201, 202)
GOAL = Path("src/qeyd/link/weights.json")
PRIORS = Path(__file__).with_name("link_priors.json")
ONLY_FOR = {
    "same act", "same number", "large same number", "same group", "people's names shared", "names in the words shared",
    "same settlement", "same region", "same day", "times fit", "report's names shared", "report's figures shared",
    "words shared", "report's words shared", "report's regions shared", "copied text", "same speaker",
    "same articles of law", "told in one report", "share of reports that tell both", "always told together",
    "as news in one report", "reports' names shared", "reports' figures shared",
}  # fmt: skip
ONLY_AGAINST = {
    "each act told in the other report", "another step of the matter",
    "numbers differ", "one person, and many", "groups differ", "people's names differ",
    "settlements differ", "regions differ", "countries differ", "times differ", "told times differ",
    "settlements differ, nobody named in both", "groups differ, nobody named in both",
    "nothing said of time", "more people named than there were", "named people differ",
    "days between reports", "far apart in the report", "days apart", "other act",
}  # fmt: skip

Weighed = dict[str, float]
Rows = tuple[csr_matrix, np.ndarray[Any, Any]]


def fit(parts: Sequence[Rows], names: Sequence[str], prior: Mapping[str, float], strength: float) -> Weighed:
    """Logistic weights around the prior, signs kept; every part counts the same, however many pairs it has."""
    parts = [(x, y) for x, y in parts if len(y)]
    x = vstack([x for x, _ in parts]).tocsr()
    y = np.concatenate([y for _, y in parts])
    weight = np.concatenate([np.full(len(y), AS_MANY / len(y) / len(parts)) for _, y in parts])
    bounds = [(0, None) if n in ONLY_FOR else (None, 0) if n in ONLY_AGAINST else (None, None) for n in names]
    centre = np.array([prior.get(name, 0.0) for name in names])
    held = np.full(len(names), strength)
    held[list(names).index("base")] /= 100

    def loss(beta: Any) -> tuple[float, Any]:
        z = x @ beta
        p = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
        away = beta - centre
        value = np.sum(weight * (np.logaddexp(0, z) - y * z)) + 0.5 * np.sum(held * away**2)
        return float(value), x.T @ (weight * (p - y)) + held * away

    found = minimize(loss, centre, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def rows_without(scene: Scene | AffairScene, fold: int | None) -> Rows:
    """The pairs of a scene that have nothing to do with the affairs of a fold."""
    keep = np.ones(len(scene.y), dtype=bool) if fold is None else np.all(scene.folds != fold, axis=1)
    return scene.x[keep], scene.y[keep]


def learned(told: Sequence[Scene], made: Sequence[Scene], fold: int | None, strength: float) -> Weighed:
    """The weights of pairs of accounts, learned without the affairs of a fold."""
    prior = json.loads(PRIORS.read_text("utf-8"))["same"]
    parts = [rows_without(one, fold) for one in told] + [(one.x, one.y) for one in made]
    return fit(parts, FEATURES, prior, strength)


def learned_affairs(told: Sequence[AffairScene], fold: int | None, strength: float) -> Weighed:
    """The weights of pairs of incidents, learned without the affairs of a fold."""
    prior = json.loads(PRIORS.read_text("utf-8"))["affair"]
    return fit([rows_without(one, fold) for one in told], AFFAIR_FEATURES, prior, strength)


def show(name: str, counted: Mapping[str, Mapping[str, float]]) -> None:
    """One line of means over scenes, and one of every scene."""
    means = {
        collection: np.mean([one[collection] for one in counted.values() if collection in one])
        for collection in dict.fromkeys(key for one in counted.values() for key in one)
    }
    print(f"{name:<34}", "  ".join(f"{key} {value:.3f}" for key, value in means.items()))
    for scene, one in counted.items():
        print(f"    {scene:<40}", "  ".join(f"{key} {value:.3f}" for key, value in one.items()), flush=True)


def cross_validate(told: Sequence[Scene], made: Sequence[Scene], tried: Sequence[Scene]) -> None:
    """Print F1 of pairs of accounts, each counted under weights that saw nothing of its affair."""
    shipped = shipped_weights()

    def counted(weights: Callable[[int | None], Mapping[str, float]], join: float) -> dict[str, Counter[str]]:
        out = {}
        for one in told:
            parts = [one.counts(replace(shipped, same=weights(n), join=join), n) for n in range(FOLDS)]
            out[one.name] = tally(parts)
        for one in tried:
            out[one.name] = tally([one.counts(replace(shipped, same=weights(None), join=join))])
        return out

    for join in (0.25, 0.5):
        show(f"as shipped, from {join}", counted(lambda fold: shipped.same, join))
    for strength in (3.0, 10.0, 30.0):
        found = {fold: learned(told, made, fold, strength) for fold in (*range(FOLDS), None)}
        for join in (0.25, 0.5):
            show(f"learned at {strength:g}, from {join}", counted(found.__getitem__, join))


def cross_validate_affairs(told: Sequence[AffairScene]) -> None:
    """Print B-cubed F1 of affairs, each account counted under weights that saw nothing of its affair."""
    shipped = shipped_weights()

    def counted(weights: Callable[[int], Mapping[str, float]], join: float) -> dict[str, dict[str, float]]:
        return {one.name: one.b_cubed(weights, join) for one in told}

    for join in (0.0, 0.25):
        show(f"affairs as shipped, from {join}", counted(lambda fold: shipped.affair, join))
    for strength in (3.0, 10.0, 30.0):
        found = [learned_affairs(told, fold, strength) for fold in range(FOLDS)]
        for join in (0.0, 0.25):
            show(f"affairs learned at {strength:g}, from {join}", counted(found.__getitem__, join))


def main() -> None:
    """Learn and write, or cross-validate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collections", nargs="+", metavar="NAME=FOLDER")
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args()
    folders = {name: Path(folder) for name, folder in (one.split("=", 1) for one in options.collections)}
    told = scenes(folders, options.readings)
    made = look_alikes(LOOK_ALIKES)
    if options.cross_validate:
        cross_validate(told, made, look_alikes(OTHER_LOOK_ALIKES))
        cross_validate_affairs([AffairScene(one) for one in told])
        return
    weights = json.loads(GOAL.read_text("utf-8"))
    weights["same"] = learned(told, made, None, STRENGTH)
    weights["affair"] = learned_affairs(
        [AffairScene(one, replace(shipped_weights(), same=weights["same"])) for one in told], None, STRENGTH
    )
    GOAL.write_text(json.dumps(weights, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"learned from {sum(len(one.y) for one in (*told, *made))} pairs of accounts")


if __name__ == "__main__":
    main()
