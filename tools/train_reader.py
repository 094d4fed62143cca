"""Train the reader's confidence layer on annotated pages of the project's own making.

    python tools/train_reader.py ../shared/corpus --score ../shared/devset/score.py

Reads every page with the rules alone, pairs the tellings with the gold accounts as the measure does, fits a
logistic regression (ridge penalty) of tellings and one of pages, and writes `src/qeyd/read/confidence.json` and
`relevance.json`. Affairs kept aside
(benchmarks/split.py) are not used; `tools/pages` and the languages' examples
are added. Prints, by cross-validation
over affairs, F1 at each threshold, reliability in ten bins, and what the rules alone get.
No seed: the fit has one optimum.
"""

import argparse
import hashlib
import importlib.util
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from split import affairs, side

from qeyd.acts import load_acts
from qeyd.languages import load_languages
from qeyd.model import Period, Reading, Report
from qeyd.model.shapes import account_to_json
from qeyd.read import confidence as layer
from qeyd.read import load_lexicon, reader

RIDGE = 8.0
PAGE_RIDGE = 4.0
FOLDS = 6


@dataclass
class Tellings:
    """What the rules told of a set of pages: features, whether right (None: background), affair, sort of page."""

    features: list[dict[str, float]] = field(default_factory=list)
    labels: list[float] = field(default_factory=list)
    affairs: list[str] = field(default_factory=list)
    made: list[bool] = field(default_factory=list)  #: on one of our irrelevant pages
    alone: list[bool] = field(default_factory=list)  #: an example sentence that is a page of its own
    page: list[int] = field(default_factory=list)  #: number of the page each stands on
    golds: int = 0
    pages: int = 0

    def add(
        self,
        found: list[dict[str, float]],
        labels: list[float],
        affair: str,
        *,
        made: bool = False,
        alone: bool = False,
    ) -> None:
        """Add the tellings of one page."""
        self.pages += 1
        self.page += [self.pages] * len(found)
        self.features += found
        self.labels += labels
        self.affairs += [affair] * len(found)
        self.made += [made] * len(found)
        self.alone += [alone] * len(found)


class Listener:
    """Runs the reader without its confidence layer and keeps the features that it would have judged."""

    def __init__(self) -> None:
        self.lexicon = load_lexicon()
        self._found: list[dict[str, float]] = []
        features = reader.features

        def remember(page, draft, others, whole):  # type: ignore[no-untyped-def]
            told = features(page, draft, others, whole)
            self._found.append(told)
            return told

        reader.features = remember
        reader.confidence = lambda told: 1.0
        reader.relevance = lambda tellings: 1.0

    def read(self, report: Report) -> tuple[list[dict], list[dict[str, float]]] | None:
        """The accounts of a page with the features of each; None for a language without words yet."""
        self._found = []
        reading = reader.read(report, self.lexicon)
        if not isinstance(reading, Reading):
            return None
        accounts = [account_to_json(account) for account in reading.accounts]
        assert len(accounts) == len(self._found)
        return accounts, self._found


def add_corpus(
    tellings: Tellings, listener: Listener, folder: Path, score: ModuleType, *, whole: bool
) -> None:
    """Add the annotated pages."""
    gold_by_id = {g["id"]: g for g in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    for line in (folder / "articles.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        gold = gold_by_id[article["id"]]
        if not whole and side(gold, "corpus") != "seen":
            continue
        told = listener.read(
            Report(
                article["id"],
                article["text"],
                outlet=article.get("outlet"),
                published=Period.parse(article["published"]) if article.get("published") else None,
                language=article["language"],
            )
        )
        if told is None:
            continue
        accounts, found = told
        pairs = dict(score.pair(accounts, gold["incidents"], article["text"]))
        tellings.golds += sum(not one["background"] for one in gold["incidents"])
        labels = []
        for number in range(len(found)):
            match = pairs.get(number)
            background = match is not None and gold["incidents"][match]["background"]
            labels.append(np.nan if background else float(match is not None))
        tellings.add(found, labels, affairs(gold)[0], made=False)


MARK = re.compile(r"\s*\{([^}]*)\}")


@dataclass(frozen=True)
class Marked:
    """An act that a sentence of one of our own pages tells."""

    act: str
    start: int
    end: int
    again: bool
    background: bool


def unmarked(text: str) -> tuple[str, list[Marked]]:
    """A page without the marks in braces, and what they say of the sentence before each."""
    parts: list[str] = []
    marks: list[Marked] = []
    at = length = 0
    for met in MARK.finditer(text):
        sentence = text[at : met.start()]
        parts.append(sentence)
        start, length = length, length + len(sentence)
        for told in met[1].split(","):
            act, *flags = told.split()
            assert act in load_acts(), act
            marks.append(Marked(act, start, length, "again" in flags, "bg" in flags))
        at = met.end()
    return "".join([*parts, text[at:]]), marks


def label(account: dict, marks: list[Marked], met: set[tuple[str, int]]) -> float:
    """1 for an account that is marked, NaN for one of background, 0 for any other; a mark is met once."""
    span = account["quote"]["start"], account["quote"]["end"]
    for number, one in enumerate(marks):
        if one.act != account["act"] or one.end <= span[0] or one.start >= span[1]:
            continue
        if one.background:
            return float("nan")
        first = next(
            i for i, other in enumerate(marks) if other.act == one.act and (i == number or one.again)
        )
        if (one.act, first) not in met:
            met.add((one.act, first))
            return 1.0
    return 0.0


def add_own(tellings: Tellings, listener: Listener, folder: Path) -> int:
    """Add our own pages, whose acts are marked in braces. Gives the number of irrelevant ones."""
    pages = 0
    for file in sorted(folder.glob("*.txt")):
        irrelevant = file.stem.startswith("irrelevant")
        for number, block in enumerate(file.read_text(encoding="utf-8").split("\n== ")[1:]):
            head, _, text = block.partition("\n")
            language, kind, published = head.split()
            bare, marks = unmarked(text.strip())
            name = f"{kind} {published}"  # one affair in three languages stays in one fold
            report = Report(
                f"{file.stem} {number}", bare, published=Period.parse(published), language=language
            )
            told = listener.read(report)
            assert told is not None
            met: set[tuple[str, int]] = set()
            labels = [label(account, marks, met) for account in told[0]]
            tellings.add(told[1], labels, name, made=irrelevant)
            if not irrelevant:
                tellings.golds += len(
                    {(one.act, one.start) for one in marks if not (one.again or one.background)}
                )
                missed = [
                    one
                    for i, one in enumerate(marks)
                    if not (one.again or one.background or (one.act, i) in met)
                ]
                for one in missed:
                    print(f"  no rule tells {one.act}: {bare[one.start : one.end].strip()}")
            pages += irrelevant
    return pages


def add_examples(tellings: Tellings, listener: Listener) -> None:
    """Add each language's examples: the act they promise is right, what is told of a negative one is wrong."""
    for code, language in load_languages().items():
        for number, example in enumerate(language.table("examples").get("example", [])):
            name = f"example {code} {number}"
            told = listener.read(
                Report(name, example["text"], language=code, published=Period.parse("2025-06-16"))
            )
            assert told is not None
            labels = [
                0.0 if "nothing" in example else 1.0 if one["act"] == example["act"] else float("nan")
                for one in told[0]
            ]
            tellings.add(told[1], labels, name, alone=True)


def fit(rows: np.ndarray, labels: np.ndarray, ridge: float) -> np.ndarray:
    """Ridge logistic regression by Newton's method; the first column is the constant and is not penalised."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], ridge)
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
    tellings, listener = Tellings(), Listener()
    add_corpus(tellings, listener, options.folder, score, whole=options.all)
    pages = add_own(tellings, listener, Path(__file__).with_name("pages"))
    add_examples(tellings, listener)
    folds = np.array([fold_of(key) for key in tellings.affairs])
    of_page = np.array(tellings.page)
    labels, made = np.array(tellings.labels), np.array(tellings.made)
    usable = ~np.isnan(labels)
    names, rows = table(tellings.features)
    chance = cross_validated(rows, labels, folds, usable, RIDGE)
    numbers = np.unique(of_page)
    first = np.array([np.flatnonzero(of_page == page)[0] for page in numbers])
    page_names, page_rows = table(
        [
            layer.page_features([tellings.features[i] for i in np.flatnonzero(of_page == page)])
            for page in numbers
        ]
    )
    holds = np.array([float(np.nansum(labels[of_page == page]) > 0) for page in numbers])
    whole = np.ones(len(numbers), dtype=bool)
    likely = cross_validated(page_rows, holds, folds[first], whole, PAGE_RIDGE)
    right = ((likely >= 0.5) == (holds == 1)).mean()
    print(f"{len(numbers)} pages with tellings, {int(holds.sum())} relevant; told right {right:.3f}")
    gate = dict(zip(numbers.tolist(), (likely >= layer.PAGE_THRESHOLD).tolist(), strict=True))
    open_page = np.array([gate[page] for page in tellings.page])
    judged = usable & ~made & ~np.array(tellings.alone)
    logit = np.log(chance / (1 - chance))
    seen = judged & open_page
    level, slope = fit(np.column_stack([np.ones(seen.sum()), logit[seen]]), labels[seen], 0.0)
    chance = 1 / (
        1 + np.exp(-(level + slope * logit))
    )  # as sure as tellings on relevant pages turn out to be
    hits = labels[judged] == 1
    alone = 2 * hits.sum() / (judged.sum() + tellings.golds)
    print(f"{judged.sum()} tellings, {int(hits.sum())} right, {tellings.golds} gold accounts")
    print(f"{pages} irrelevant pages of our own with {made.sum()} tellings; rules alone F1 {alone:.3f}")
    for threshold in np.arange(0.3, 0.8, 0.05):
        kept = open_page & (chance >= threshold)
        f1 = 2 * (hits & kept[judged]).sum() / (kept[judged].sum() + tellings.golds)
        false = kept[made].sum() / max(1, pages)
        print(
            f"  threshold {threshold:.2f}: F1 {f1:.3f}, {false:.2f} accounts per irrelevant page of our own"
        )
    for low in np.arange(0, 1, 0.1):
        inside = judged & open_page & (chance >= low) & (chance < low + 0.1)
        if inside.any():
            print(f"  said {low:.1f}-{low + 0.1:.1f}: right {labels[inside].mean():.2f} of {inside.sum()}")
    weights = slope * fit(rows[usable], labels[usable], RIDGE)
    weights[0] += level
    write("confidence.json", names, weights)
    write("relevance.json", page_names, fit(page_rows, holds, PAGE_RIDGE))


def fold_of(key: str) -> int:
    """The fold of an affair, by its name alone."""
    return int(hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def table(features: Sequence[Mapping[str, float]]) -> tuple[list[str], np.ndarray]:
    """The names of all features, and a row of numbers for each, with a constant first."""
    names = sorted({name for one in features for name in one})
    return names, np.array([[1.0, *(one.get(name, 0.0) for name in names)] for one in features])


def cross_validated(
    rows: np.ndarray, labels: np.ndarray, folds: np.ndarray, usable: np.ndarray, ridge: float
) -> np.ndarray:
    """The chance of each row, told by a fit that saw no row of its affair."""
    chance = np.zeros(len(labels))
    for fold in range(FOLDS):
        train = usable & (folds != fold)
        weights = fit(rows[train], labels[train], ridge)
        chance[folds == fold] = 1 / (1 + np.exp(-rows[folds == fold] @ weights))
    return chance


def write(file: str, names: list[str], weights: np.ndarray) -> None:
    """Write weights by name; those that move nothing are left out."""
    out = {"always": round(float(weights[0]), 4)}
    out |= {name: round(float(w), 4) for name, w in zip(names, weights[1:], strict=True) if abs(w) >= 5e-4}
    target = Path(layer.__file__).with_name(file)
    target.write_text(json.dumps(out, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"written: {target.name}, {len(out)} numbers")


if __name__ == "__main__":
    main()
