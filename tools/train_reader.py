"""Train the reader's confidence layer on annotated pages of the project's own making.

    python tools/train_reader.py ../shared/corpus --score ../shared/devset/score.py

Reads every page with the rules alone, pairs the tellings with the gold accounts as the measure does, fits a
logistic regression (ridge penalty) and writes `src/qeyd/read/confidence.json`. Affairs kept aside
(benchmarks/split.py) are not used. Prints F1 by cross-validation over affairs, the best threshold,
reliability in ten bins, and what the rules alone get. No seed: the fit has one optimum.
"""

import argparse
import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from split import affairs, side

from qeyd.model import Period, Reading, Report
from qeyd.model.shapes import account_to_json
from qeyd.read import confidence as layer
from qeyd.read import load_lexicon, reader

RIDGE = 8.0
FOLDS = 6


def examples(
    folder: Path, score: ModuleType, *, keep_out: bool
) -> tuple[list[dict], np.ndarray, list[str], int]:
    """Features, labels and affairs of every telling, and the number of gold accounts."""
    seen: list[dict] = []
    layer_features = reader.features

    def remember(page, draft, others, whole):
        told = layer_features(page, draft, others, whole)
        seen.append(told)
        return told

    reader.features = remember
    reader.confidence = lambda told: 1.0
    lexicon = load_lexicon()
    told, labels, keys, golds = [], [], [], 0
    gold_by_id = {g["id"]: g for g in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    for line in (folder / "articles.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        gold = gold_by_id[article["id"]]
        key = affairs(gold)[0]
        if keep_out and side(gold, "corpus") != "seen":
            continue
        published = Period.parse(article["published"]) if article.get("published") else None
        seen.clear()
        reading = reader.read(
            Report(
                article["id"],
                article["text"],
                outlet=article.get("outlet"),
                published=published,
                language=article["language"],
            ),
            lexicon,
        )
        if not isinstance(reading, Reading):
            continue  # a language without words yet
        accounts = [account_to_json(account) for account in reading.accounts]
        assert len(accounts) == len(seen)
        pairs = dict(score.pair(accounts, gold["incidents"], article["text"]))
        golds += sum(not one["background"] for one in gold["incidents"])
        for number, found in enumerate(seen):
            match = pairs.get(number)
            background = match is not None and gold["incidents"][match]["background"]
            told.append(found)
            labels.append(np.nan if background else float(match is not None))
            keys.append(key)
    return told, np.array(labels), keys, golds


def fit(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Newton's method; the first column is the constant and is not penalised."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], RIDGE)
    penalty[0] = 1e-6
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (labels - chance) - penalty * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


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
    told, labels, keys, golds = examples(options.folder, score, keep_out=not options.all)
    names = sorted({name for one in told for name in one})
    rows = np.array([[1.0, *(one.get(name, 0.0) for name in names)] for one in told])
    usable = ~np.isnan(labels)
    chance = np.zeros(len(labels))
    folds = np.array(
        [int(hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS for key in keys]
    )
    for fold in range(FOLDS):
        train = usable & (folds != fold)
        chance[folds == fold] = 1 / (1 + np.exp(-rows[folds == fold] @ fit(rows[train], labels[train])))
    hits = labels[usable] == 1
    best = (0.0, 0.0)
    for threshold in np.arange(0.1, 0.8, 0.02):
        kept = chance[usable] >= threshold
        f1 = 2 * (hits & kept).sum() / (kept.sum() + golds)
        best = max(best, (float(f1), float(threshold)))
    alone = 2 * hits.sum() / (usable.sum() + golds)
    print(f"{usable.sum()} tellings, {int(hits.sum())} right, {golds} gold accounts")
    print(f"F1 by cross-validation {best[0]:.3f} at threshold {best[1]:.2f}; rules alone {alone:.3f}")
    for low in np.arange(0, 1, 0.1):
        inside = usable & (chance >= low) & (chance < low + 0.1)
        if inside.any():
            print(f"  said {low:.1f}-{low + 0.1:.1f}: right {labels[inside].mean():.2f} of {inside.sum()}")
    weights = fit(rows[usable], labels[usable])
    out = {"always": round(float(weights[0]), 4)}
    out |= {name: round(float(weight), 4) for name, weight in zip(names, weights[1:], strict=True)}
    target = Path(layer.__file__).with_name("confidence.json")
    target.write_text(json.dumps(out, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"written: {target.name}, {len(out)} numbers")


if __name__ == "__main__":
    main()
