"""Learn the weights of `qeyd.read.asides` from annotated pages in the corpus's shape.

    python benchmarks/learn_asides.py ../shared/corpus tools/pages/full

writes `src/qeyd/read/aside_weights.json`, from all pages of the folders. Logistic regressions with a ridge, each
with one optimum; the limits are those with the best F1, by the dev set's measure, over folds of whole affairs, and
these figures are printed: they are of pages that the weights had not seen. Needs scipy (the extra `analyse`).
"""

import collections
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from quality import measure, rows
from split import affairs
from train_reader import fit, table

from qeyd.languages import language_codes, load_language
from qeyd.model import PatternSort, Report
from qeyd.read import load_lexicon
from qeyd.read.aside_features import Passage, is_ending, passages_in
from qeyd.read.asides import KINDS, SURELY, chosen, is_sure
from qeyd.read.page import open_page
from qeyd.read.telling import hints_of, telling_of
from qeyd.read.triggers import triggers_in

ROOT = Path(__file__).resolve().parents[1]
RIDGE, FOLDS = 5.0, 6
#: A feature met on fewer pages is not learned; a weight nearer to nothing is not kept.
RARE, SMALL = 3, 0.03
#: How far under the best F1 over folds a limit may stay.
SLACK = {"accusation": 0.01, "opinion": 0.03, "pattern": 0.01}
FIELDS = {"accusation": "accusations", "opinion": "opinions", "pattern": "pattern_claims"}
SORTS = tuple(str(sort) for sort in PatternSort)


@dataclass(frozen=True)
class Example:
    """A passage of an annotated page, and what it is labelled as."""

    page: int
    passage: Passage
    labels: frozenset[str]

    def span(self, kind: str) -> tuple[int, int]:
        """The characters that would be quoted."""
        return self.passage.line if kind == "accusation" else (self.passage.start, self.passage.end)


def examples(score: ModuleType, number: int, article: dict[str, Any], gold: dict[str, Any]) -> list[Example]:
    """The passages of a page with their labels; none in a language without words for asides."""
    code, text = article["language"], article["text"]
    words = load_lexicon().words(code) if code in language_codes() else None
    if words is None or not load_language(code).table("asides"):
        return []
    page = open_page(Report(article["id"], text, outlet=article.get("outlet"), language=code), words.language)
    triggers = triggers_in(page, words.acts, words.turning)
    telling = telling_of(page, triggers, words.grounds)
    hints = hints_of(telling, triggers)
    out = []
    for passage in passages_in(
        text, words.language, telling.attributions, paragraphs=page.paragraphs, hints=hints
    ):
        labels = set()
        for kind, field in FIELDS.items():
            span = passage.line if kind == "accusation" else (passage.start, passage.end)
            for one in gold[field]:
                if score.overlap(span, score.find(one["span"], text), text) >= 0.5:
                    labels |= {kind, *one.get("claims", [])}
        out.append(Example(number, passage, frozenset(labels)))
    return out


class Learner:
    """Fits the kinds of asides on all pages, and on all but a fold of affairs."""

    def __init__(self, pages: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
        self.score, self.pages = measure(), pages
        self.rows = [one for number, page in enumerate(pages) for one in examples(self.score, number, *page)]
        met: dict[str, set[int]] = collections.defaultdict(set)
        for one in self.rows:
            for name in one.passage.features:
                met[name].add(one.page)
        self.known = {name for name, where in met.items() if len(where) >= RARE and name != "bias"}
        self.by_page: dict[int, list[int]] = collections.defaultdict(list)
        for at, one in enumerate(self.rows):
            self.by_page[one.page].append(at)
        self.folds = np.array([fold_of(pages[one.page][1]) for one in self.rows])

    def features(self, kind: str) -> tuple[list[str], Any]:
        """The names of what is learned for a kind, and a row for each passage."""
        endings = kind not in SORTS
        return table(
            [
                {
                    name: value
                    for name, value in one.passage.features.items()
                    if name in self.known
                    and (endings or not is_ending(name))
                    and not name.startswith("surely")
                }
                for one in self.rows
            ]
        )

    def weights(self, kind: str) -> dict[str, float]:
        """What each feature weighs for a kind or sort, from all pages."""
        names, table = self.features(kind)
        found = fit(table, self.labels(kind), RIDGE)
        rounded = {name: round(float(one), 2) for name, one in zip(names, found[1:], strict=True)}
        return {"bias": round(float(found[0]), 3)} | {n: w for n, w in rounded.items() if abs(w) >= SMALL}

    def labels(self, kind: str) -> np.ndarray:
        """Which passages are of a kind."""
        return np.array([float(kind in one.labels) for one in self.rows])

    def held_out(self, kind: str) -> np.ndarray:
        """How likely each passage is of a kind by weights that have not seen its affair."""
        _, table = self.features(kind)
        labels, total = self.labels(kind), np.zeros(len(self.rows))
        for one in range(FOLDS):
            seen, held = np.flatnonzero(self.folds != one), np.flatnonzero(self.folds == one)
            total[held] = table[held] @ fit(table[seen], labels[seen], RIDGE)
        total += np.array([SURELY * is_sure(one.passage, kind) for one in self.rows])
        return 1 / (1 + np.exp(-total))

    def f1(self, kind: str, likely: np.ndarray, limit: float) -> float:
        """The measure's F1 over all pages, for passages at least this likely."""
        total = [0, 0, 0]
        for number, here in self.by_page.items():
            article, gold = self.pages[number]
            text = article["text"]
            taken = chosen([likely[at] for at in here], limit)
            spans = [self.rows[at].span(kind) for at, is_said in zip(here, taken, strict=True) if is_said]
            said = [{"quote": {"start": a, "end": b, "text": text[a:b]}} for a, b in spans]
            wanted = [one["span"] for one in gold[FIELDS[kind]]]
            self.score.add(total, self.score.spans_f1(wanted, said, text))
        return float(self.score.prf(*total)[2])


def fold_of(gold: dict[str, Any]) -> int:
    """A page's fold: that of its affair, the same on every run."""
    return int(hashlib.md5(affairs(gold)[0].encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def main() -> None:
    """Learn and write the file."""
    pages = []
    for folder in map(Path, sys.argv[1:]):
        articles = {one["id"]: one for one in rows(folder / "articles.jsonl")}
        pages += [(articles[one["id"]], one) for one in rows(folder / "gold.jsonl")]
    learner = Learner(pages)
    out = {kind: learner.weights(kind) for kind in KINDS}
    out |= {sort: learner.weights(sort) for sort in SORTS}
    limits = {"second": 0.35}
    for kind in KINDS:
        likely = learner.held_out(kind)
        tried = [(learner.f1(kind, likely, limit), float(limit)) for limit in np.arange(0.1, 0.5, 0.02)]
        # Of limits that do about as well: the highest for accusations, which wrong a person; the lowest for
        # opinions, the dev set's being rarely said outside of quotation marks; else the middle one.
        good = [one for one in tried if one[0] >= max(tried)[0] - SLACK[kind]]
        best = {"accusation": good[-1], "opinion": good[0]}.get(kind, good[len(good) // 2])
        print(f"{kind}: F1 over folds {best[0]:.3f} at {best[1]:.2f}")
        limits[kind] = round(best[1], 2)
    target = ROOT / "src" / "qeyd" / "read" / "aside_weights.json"
    written = json.dumps(out | {"limits": limits}, indent=0, sort_keys=True, ensure_ascii=False)
    target.write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
