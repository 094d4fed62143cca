"""Learn which time, place and office on a page belongs to an act: the weights of `read/choice.py`.

    python tools/train_choices.py ../shared/corpus --score ../shared/devset/score.py

Reads the seen pages of the annotated corpus, pairs accounts with gold as the measure does, and fits for each field
a conditional logit with a ridge penalty over the options the page offers and "none of them". Prints, by
cross-validation over affairs, how often the right option is chosen, and how often the page offers it at all.
Writes `src/qeyd/read/choices.json`. The fit has one optimum: no seed.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]
from split import affairs, side
from training_pages import FOLDS, fold_of

from qeyd.model import Period, Reading, Report
from qeyd.model.shapes import account_to_json
from qeyd.read import choice, load_lexicon, reader

RIDGE = {"time": 3.0, "place": 15.0, "actor": 6.0}
Case = tuple[list[dict[str, float]], np.ndarray, str]


def right_time(score: ModuleType, gold: dict[str, Any], option: Any) -> bool:
    """Whether a mention of time is the one annotated."""
    return gold["date"] == option.period.value


def right_place(score: ModuleType, gold: dict[str, Any], option: Any) -> bool:
    """Whether a place is the one annotated."""
    same = not gold["country"] or option.entry.country == gold["country"]
    return bool(gold["place"]) and same and score.alike(gold["place"], option.entry.name) > 0.6


def right_actor(score: ModuleType, gold: dict[str, Any], option: Any) -> bool:
    """Whether an office is the one annotated."""
    return bool(gold["actor_text"]) and score.alike(gold["actor_text"], option.text) >= 0.5


FIELDS: dict[str, tuple[str, Callable[[ModuleType, dict[str, Any], Any], bool]]] = {
    "time": ("date", right_time),
    "place": ("place", right_place),
    "actor": ("actor_text", right_actor),
}


def cases(folder: Path, score: ModuleType) -> dict[str, list[Case]]:
    """For each field, the options of every paired account with which of them are right."""
    offered: dict[str, list[tuple[list[Any], list[dict[str, float]], dict[str, float]]]] = {}

    def listen(field: str, options: list[Any], rows: list[dict[str, float]], none: dict[str, float]) -> None:
        offered.setdefault(field, []).append((options, rows, none))

    choice.listener = listen
    lexicon = load_lexicon()
    gold_by_id = {g["id"]: g for g in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    out: dict[str, list[Case]] = {field: [] for field in FIELDS}
    for line in (folder / "articles.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        gold = gold_by_id[article["id"]]
        if side(gold, "corpus") != "seen":
            continue
        offered.clear()
        published = Period.parse(article["published"]) if article.get("published") else None
        report = Report(
            article["id"],
            article["text"],
            outlet=article.get("outlet"),
            published=published,
            language=article["language"],
        )
        reading = reader.read(report, lexicon)
        if not isinstance(reading, Reading):
            continue
        accounts = [account_to_json(account) for account in reading.accounts]
        for index, match in score.pair(accounts, gold["incidents"], article["text"]):
            truth = gold["incidents"][match]
            for field, (key, is_right) in FIELDS.items():
                if field not in offered or truth["background"]:
                    continue
                options, rows, none = offered[field][index]
                right = np.array([float(is_right(score, truth, one)) for one in options] + [0.0])
                if not truth[key]:
                    right[-1] = 1.0
                out[field].append(([*rows, none], right, affairs(gold)[0]))
    return out


def fit(data: list[tuple[np.ndarray, np.ndarray]], width: int, ridge: float) -> np.ndarray:
    """Maximise the penalised likelihood of the right options (any of them, where several are) by L-BFGS."""
    from scipy.optimize import minimize

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.5 * ridge * float(weights @ weights), ridge * weights
        for rows, right in data:
            heavy = rows @ weights
            chance = np.exp(heavy - heavy.max())
            chance /= chance.sum()
            good = right * chance
            total -= float(np.log(good.sum() + 1e-12))
            slope = slope - rows.T @ (good / (good.sum() + 1e-12) - chance)
        return total, slope

    return np.asarray(minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", options.score)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    target = Path(choice.__file__).with_name("choices.json")
    tables: dict[str, dict[str, float]] = json.loads(target.read_text("utf-8")) if target.exists() else {}
    for field, found in cases(options.folder, score).items():
        if not found:
            continue
        names = sorted({name for rows, _, _ in found for row in rows for name in row})
        data = [
            (np.array([[row.get(name, 0.0) for name in names] for row in rows]), right)
            for rows, right, _ in found
        ]
        folds = [fold_of(key) for _, _, key in found]
        able = [bool(right.any()) for _, right in data]
        good = 0.0
        for fold in range(FOLDS):
            train = [one for one, at, can in zip(data, folds, able, strict=True) if at != fold and can]
            weights = fit(train, len(names), RIDGE[field])
            good += sum(
                right[np.argmax(rows @ weights)]
                for (rows, right), at in zip(data, folds, strict=True)
                if at == fold
            )
        print(
            f"{field}: {len(found)} accounts, right option offered {np.mean(able):.3f}, chosen {good / len(found):.3f}"
        )
        weights = fit([one for one, can in zip(data, able, strict=True) if can], len(names), RIDGE[field])
        tables[field] = {
            name: round(float(w), 4) for name, w in zip(names, weights, strict=True) if abs(w) >= 5e-4
        }
    target.write_text(
        json.dumps(tables, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"written: {target.name}, {sum(map(len, tables.values()))} numbers")


if __name__ == "__main__":
    main()
