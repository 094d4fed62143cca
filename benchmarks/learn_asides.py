"""Learn the weights of `qeyd.read.asides` from annotated pages in the corpus's shape.

    python benchmarks/learn_asides.py CORPUS_FOLDER

writes `src/qeyd/read/aside_weights.json`, from the seen pages alone (split.py). Logistic regression by gradient
descent with a ridge, numpy only; the limits are those with the best F1 over folds by affair. Deterministic.
"""

import collections
import hashlib
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from split import affairs, side

from qeyd.languages import language_codes, load_language
from qeyd.read.asides import KINDS, SURELY, Passage, is_sure, passages_in
from qeyd.read.attribution import attributions_in

RIDGE, STEPS, RATE, FOLDS = 3.0, 600, 0.5, 6
FIELDS = {"accusation": "accusations", "opinion": "opinions"}


def digest(text: str) -> str:
    """A number for a text that is the same on every run, to share affairs out."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def touches(passage: Passage, kind: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a passage (for an accusation its sentence) holds at least half of the shorter of itself and a label."""
    start, end = passage.line if kind == "accusation" else (passage.start, passage.end)
    return any(max(0, min(end, b) - max(start, a)) >= 0.5 * min(end - start, b - a) for a, b in spans)


def examples(folder: Path) -> list[tuple[str, int, Passage, dict[str, bool]]]:
    """Affair, page number, passage and labels for all passages of the pages."""
    articles = {a["id"]: a for a in map(json.loads, (folder / "articles.jsonl").open(encoding="utf-8"))}
    rows = []
    for number, gold in enumerate(map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))):
        article = articles[gold["id"]]
        if side(gold, "corpus") != "seen":
            continue
        if article["language"] not in language_codes():
            continue
        language, text = load_language(article["language"]), article["text"]
        if not language.table("asides"):
            continue
        spans: dict[str, list[tuple[int, int]]] = collections.defaultdict(list)
        for kind, field in (*FIELDS.items(), ("pattern", "pattern_claims")):
            for one in gold[field]:
                at = text.find(one["span"])
                if at < 0:
                    continue
                for name in {kind, *one.get("claims", [])}:
                    spans[name].append((at, at + len(one["span"])))
        found = attributions_in(text, language, outlet=article.get("outlet"))
        for passage in passages_in(text, language, found):
            rows.append(
                (
                    affairs(gold)[0],
                    number,
                    passage,
                    {kind: touches(passage, kind, spans[kind]) for kind in KINDS},
                )
            )
    return rows


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a ridge (not on the first column, the bias)."""
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE / len(y))
    penalty[0] = 0
    velocity = np.zeros_like(weights)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        velocity = 0.9 * velocity - RATE * (x.T @ (p - y) / len(y) + penalty * weights)
        weights = weights + velocity
    return weights


def main() -> None:
    """Learn from the seen pages and write the file."""
    rows = examples(Path(sys.argv[1]))
    names = [
        "bias",
        *sorted(
            {name for row in rows for name in row[2].features if not name.startswith("surely")} - {"bias"}
        ),
    ]
    x = np.array([[row[2].features.get(name, 0.0) for name in names] for row in rows])
    fold = np.array([int(digest(row[0]), 16) % FOLDS for row in rows])
    out: dict[str, dict[str, float]] = {}
    scores: dict[str, np.ndarray] = {}
    for kind in KINDS:
        y = np.array([float(row[3][kind]) for row in rows])
        held = np.zeros(len(y))
        for one in range(FOLDS):
            weights = fit(x[fold != one], y[fold != one])
            held[fold == one] = x[fold == one] @ weights
        held += np.array([SURELY * is_sure(row[2], kind) for row in rows])
        scores[kind] = 1 / (1 + np.exp(-held))
        out[kind] = {
            name: round(float(w), 3) for name, w in zip(names, fit(x, y), strict=True) if abs(w) > 0.02
        }
    limits = {}
    groups = {"accusation": ["accusation"], "opinion": ["opinion"], "pattern": ["pattern"]}
    for group, kinds in groups.items():
        score = np.max([scores[kind] for kind in kinds], axis=0)
        y = np.array([any(row[3][kind] for kind in kinds) for row in rows])
        tried = [
            (
                2 * float((y & (score >= t)).sum()) / float(y.sum() + (score >= t).sum()),
                float(t),
            )
            for t in np.arange(0.1, 0.7, 0.02)
        ]
        # Of limits that do as well, the lowest: a reviewer throws out sooner than finds.
        best = next(one for one in tried if one[0] >= max(tried)[0] - 0.01)
        print(
            group,
            "F over folds",
            round(best[0], 3),
            "limit",
            round(best[1], 2),
            "of",
            int(y.sum()),
            "in",
            len(y),
        )
        limits[group] = round(best[1], 2)
    out["limits"] = {**limits, "second": 0.35}
    target = Path(__file__).parents[1] / "src" / "qeyd" / "read" / "aside_weights.json"
    target.write_text(json.dumps(out, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
