"""Train the reader's confidence layer on annotated pages of the project's own making.

    python tools/train_reader.py ../shared/corpus --score ../shared/devset/score.py

Reads every page of `training_pages.py` with the rules alone, pairs the tellings with the gold accounts as the
measure does, fits two logistic regressions (ridge penalty) and writes `src/qeyd/read/relevance.json` and
`confidence.json`. Affairs kept aside (benchmarks/split.py) are not used. Prints, by cross-validation over
affairs, F1 at each threshold, reliability in ten bins, and what the rules alone get. No seed is left to
chance: the fit has one optimum, the longer pages are made from a fixed one. Needs scipy (the extra `analyse`).
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]
from training_pages import FOLDS, Listener, Splicer, add_corpus, add_examples, add_own, fold_of

from qeyd.read import confidence as layer
from qeyd.read.features import joint_features

RIDGE = 2.0
#: An example is one sentence and promises what a language reads: it counts as much as so many tellings of pages.
EXAMPLE = 4.0
PAGE_RIDGE = 30.0


def fit(
    rows: sparse.csr_matrix, labels: np.ndarray, ridge: float, counts: np.ndarray | float = 1.0
) -> np.ndarray:
    """Ridge logistic regression by L-BFGS, each row counting so much; the constant comes first and is free."""
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 1e-6
    turned = rows.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = rows @ weights
        slope = turned @ (counts * (1 / (1 + np.exp(-total)) - labels)) + penalty * weights
        return (counts * (np.logaddexp(0, total) - labels * total)).sum() + (
            penalty * weights**2
        ).sum() / 2, slope

    options = {"maxiter": 400, "ftol": 1e-9}
    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options=options).x


def table(features: Sequence[Mapping[str, float]]) -> tuple[list[str], sparse.csr_matrix]:
    """The names of all features, and a row of numbers for each, with a constant first."""
    names = sorted({name for one in features for name in one})
    number = {name: at for at, name in enumerate(names, start=1)}
    cells = [(at, 0, 1.0) for at in range(len(features))]
    cells += [(at, number[name], value) for at, one in enumerate(features) for name, value in one.items()]
    row, column, value = zip(*cells, strict=True)
    return names, sparse.csr_matrix((value, (row, column)), shape=(len(features), len(names) + 1))


def cross_validated(
    rows: sparse.csr_matrix,
    labels: np.ndarray,
    folds: np.ndarray,
    usable: np.ndarray,
    ridge: float,
    counts: np.ndarray,
) -> np.ndarray:
    """The chance of each row, told by a fit that saw no row of its affair."""
    chance = np.zeros(len(labels))
    for fold in range(FOLDS):
        train = usable & (folds != fold)
        weights = fit(rows[train], labels[train], ridge, counts[train])
        chance[folds == fold] = 1 / (1 + np.exp(-(rows[folds == fold] @ weights)))
    return chance


def write(file: str, names: list[str], weights: np.ndarray) -> None:
    """Write weights by name; those that move nothing are left out."""
    out = {"always": round(float(weights[0]), 4)}
    out |= {name: round(float(w), 4) for name, w in zip(names, weights[1:], strict=True) if abs(w) >= 5e-4}
    target = Path(layer.__file__).with_name(file)
    target.write_text(json.dumps(out, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"written: {target.name}, {len(out)} numbers")


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="train on the affairs kept unseen, too")
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", options.score)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    listener, splicer = Listener(), Splicer()
    add_corpus(listener, splicer, options.folder, score, whole=options.all)
    add_corpus(listener, splicer, ROOT / "tools" / "pages" / "full", score, whole=True)
    add_own(listener, splicer)
    add_examples(listener)
    told = listener.tellings
    folds = np.array([fold_of(key) for key in told.affairs])
    labels, sorts = np.array(told.labels), np.array(told.sorts)
    usable = ~np.isnan(labels)
    counts = np.where(sorts == "example", EXAMPLE, 1.0)

    near_names, near_rows = table(
        [
            joint_features([told.features[i] for i in close], [told.features[i] for i in around])
            for close, around in told.near
        ]
    )
    holds = np.array([float(np.nansum(labels[close]) > 0) for close, _ in told.near])
    likely = cross_validated(near_rows, holds, folds, np.ones(len(holds), dtype=bool), PAGE_RIDGE, counts)
    is_open = likely >= layer.RELEVANT
    for sort in ("corpus", "own", "irrelevant", "spliced", "example"):
        here = sorts == sort
        print(f"{sort}: {here.sum()} tellings, surroundings told right {(is_open == holds)[here].mean():.3f}")

    names, rows = table(told.features)
    chance = cross_validated(rows, labels, folds, usable, RIDGE, counts)
    judged = usable & np.isin(sorts, ["corpus", "own"])
    logit = np.log(chance / (1 - chance))
    seen = judged & is_open
    level, slope = fit(
        sparse.csr_matrix(np.column_stack([np.ones(seen.sum()), logit[seen]])), labels[seen], 0.0
    )
    # as sure as tellings on relevant pages turn out to be
    chance = 1 / (1 + np.exp(-(level + slope * logit)))
    report(labels, chance, is_open, sorts, judged, told.golds, told.irrelevant_pages)
    weights = slope * fit(rows[usable], labels[usable], RIDGE, counts[usable])
    weights[0] += level
    write("confidence.json", names, weights)
    write("relevance.json", near_names, fit(near_rows, holds, PAGE_RIDGE, counts))


def report(
    labels: np.ndarray,
    chance: np.ndarray,
    is_open: np.ndarray,
    sorts: np.ndarray,
    judged: np.ndarray,
    golds: int,
    pages: int,
) -> None:
    """Print F1 at each threshold and reliability in ten bins."""
    hits = labels == 1
    alone = 2 * hits[judged].sum() / (judged.sum() + golds)
    print(
        f"{judged.sum()} tellings, {hits[judged].sum()} right, {golds} gold accounts; rules alone F1 {alone:.3f}"
    )
    spliced = (sorts == "spliced") & ~np.isnan(labels)
    for threshold in np.arange(0.2, 0.8, 0.05):
        kept = is_open & (chance >= threshold)
        f1 = 2 * (hits & kept & judged).sum() / ((kept & judged).sum() + golds)
        longer = 2 * (hits & kept & spliced).sum() / ((kept & spliced).sum() + hits[spliced].sum())
        false = (kept & (sorts == "irrelevant")).sum() / max(1, pages)
        print(
            f"  threshold {threshold:.2f}: F1 {f1:.3f}, {false:.2f} accounts per irrelevant page of our own; "
            f"in longer pages F1 {longer:.3f} of what the rules find"
        )
    for low in np.arange(0, 1, 0.1):
        inside = judged & is_open & (chance >= low) & (chance < low + 0.1)
        if inside.any():
            print(f"  said {low:.1f}-{low + 0.1:.1f}: right {labels[inside].mean():.2f} of {inside.sum()}")


if __name__ == "__main__":
    main()
