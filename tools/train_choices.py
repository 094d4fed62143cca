"""Learn which time, place, office, people and group on a page belong to an act: the weights of `read/choice.py`.

    python tools/train_choices.py ../shared/corpus tools/pages/full --score ../shared/devset/score.py

Reads the annotated folders (of the corpus the seen pages, unless `--all` is given), pairs accounts with gold as the
measure does, and fits for each field a conditional logit with a ridge penalty over the options the page offers and
"none of them". Prints, by cross-validation over affairs, how often the right option is chosen, and how often the page
offers it at all. Where the annotated place is not offered, another in its region, or else its country, is right.
For times it reads our own dated items (`tools/time_pages`) as well. Writes `src/qeyd/read/choices.json`;
`--fields time` fits that table alone and leaves the others as they are. The fit has one optimum: no seed.
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
from dated import Item, items
from split import affairs, side
from training_pages import FOLDS, fold_of

from qeyd.model import Period, Reading, Report
from qeyd.model.shapes import account_to_json
from qeyd.read import choice, load_lexicon, reader

RIDGE = {"time": 3.0, "place": 25.0, "actor": 6.0, "people": 6.0, "group": 60.0}
# What one of our own items weighs against an account of the corpus: they are short and alike.
OWN_WEIGHT = 0.5
Case = tuple[list[dict[str, float]], np.ndarray, str]


def right_time(score: ModuleType, gold: dict[str, Any], option: Any, text: str) -> bool:
    """Whether a mention of time is the one annotated."""
    return gold["date"] == option.period.value


def right_place(score: ModuleType, gold: dict[str, Any], option: Any, text: str) -> bool:
    """Whether a place is the one annotated."""
    same = not gold["country"] or option.entry.country == gold["country"]
    return bool(gold["place"]) and same and score.alike(gold["place"], option.entry.name) > 0.6


def next_best(score: ModuleType, gold: dict[str, Any], options: list[Any]) -> list[float]:
    """Where the annotated place is not offered: what lies in its region is right, else its country."""
    same = [option for option in options if option.entry.country == gold["country"]]
    region = [
        option
        for option in same
        if gold["admin1"] and score.alike(gold["admin1"], option.entry.admin1_name) > 0.6
    ]
    whole = [option for option in same if option.entry.kind == "country"]
    return [float(option in (region or whole)) for option in options]


def right_actor(score: ModuleType, gold: dict[str, Any], option: Any, text: str) -> bool:
    """Whether an office is the one annotated."""
    return bool(gold["actor_text"]) and score.alike(gold["actor_text"], option.text) >= 0.5


def right_people(score: ModuleType, gold: dict[str, Any], option: Any, text: str) -> bool:
    """Whether as many people are counted as annotated, near the words annotated."""
    if option.count.unit != "persons":
        return not _counted(gold)
    frames = [
        score.around(found, text)
        for found in (score.find(gold["quote_span"], text), score.find(gold["victims_text"], text))
        if found
    ]
    same = (option.count.low, option.count.high) == (gold["persons_min"], gold["persons_max"])
    return same and bool(score.inside((option.start, option.end), frames))


def right_group(score: ModuleType, gold: dict[str, Any], option: Any, text: str) -> bool:
    """Whether a group is the one annotated."""
    return bool(gold["victim_group"]) and score.alike(gold["victim_group"], option.name) > 0.6


def _counted(gold: dict[str, Any]) -> bool:
    return gold["persons_min"] is not None or gold["persons_max"] is not None


# For each field whether an annotated account tells it, and whether an option is the one it tells.
FIELDS: dict[
    str, tuple[Callable[[dict[str, Any]], bool], Callable[[ModuleType, dict[str, Any], Any, str], bool]]
] = {
    "time": (lambda gold: bool(gold["date"]), right_time),
    "place": (lambda gold: bool(gold["place"]), right_place),
    "actor": (lambda gold: bool(gold["actor_text"]), right_actor),
    "people": (_counted, right_people),
    "group": (lambda gold: bool(gold["victim_group"]), right_group),
}


class Offers:
    """What the reader is offered on the page read last: by field, an entry an account."""

    def __init__(self) -> None:
        self.by_field: dict[str, list[tuple[list[Any], list[dict[str, float]], dict[str, float]]]] = {}
        self._lexicon = load_lexicon()
        choice.listener = self._listen

    def _listen(
        self, field: str, options: list[Any], rows: list[dict[str, float]], none: dict[str, float]
    ) -> None:
        self.by_field.setdefault(field, []).append((options, rows, none))

    def read(self, report: Report) -> Reading | None:
        """Read a page; None where it cannot be read."""
        self.by_field.clear()
        reading = reader.read(report, self._lexicon)
        return reading if isinstance(reading, Reading) else None


def annotated_cases(
    folder: Path, score: ModuleType, fields: list[str], *, unseen: bool = False
) -> dict[str, list[Case]]:
    """For each field, the options of every paired account with which of them are right."""
    offers = Offers()
    gold_by_id = {g["id"]: g for g in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    out: dict[str, list[Case]] = {field: [] for field in fields}
    for line in (folder / "articles.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        text = article["text"]
        gold = gold_by_id[article["id"]]
        if folder.name == "corpus" and not unseen and side(gold, "corpus") != "seen":
            continue
        published = Period.parse(article["published"]) if article.get("published") else None
        report = Report(
            article["id"],
            article["text"],
            outlet=article.get("outlet"),
            title=article.get("title"),
            published=published,
            language=article["language"],
        )
        reading = offers.read(report)
        if reading is None:
            continue
        accounts = [account_to_json(account) for account in reading.accounts]
        for index, match in score.pair(accounts, gold["incidents"], article["text"]):
            truth = gold["incidents"][match]
            for field in fields:
                is_told, is_right = FIELDS[field]
                if field not in offers.by_field or truth["background"]:
                    continue
                options, rows, none = offers.by_field[field][index]
                right = np.array([float(is_right(score, truth, one, text)) for one in options] + [0.0])
                if not is_told(truth):
                    right[-1] = 1.0
                elif field == "place" and not right.any():
                    right[:-1] = next_best(score, truth, options)
                out[field].append(([*rows, none], right, affairs(gold)[0]))
    return out


def dated_cases() -> list[Case]:
    """The options for the time of every act marked in our own items, with which of them are right."""
    offers = Offers()
    kept = reader._kept
    reader._kept = lambda drafts, likely: list(
        drafts
    )  # which tellings are accounts is another layer's matter
    out = [case for item in items() for case in _cases_of(item, offers)]
    reader._kept = kept
    return out


def _cases_of(item: Item, offers: Offers) -> list[Case]:
    published = Period.parse(item.published)
    reading = offers.read(Report(item.name, item.text, published=published, language=item.language))
    assert reading is not None
    out: list[Case] = []
    left = list(item.acts)
    for index, account in enumerate(reading.accounts):
        quote = account.quote
        told = next(
            (a for a in left if a.act == account.act and a.start < quote.end and quote.start < a.end), None
        )
        if told is None:
            continue
        left.remove(told)
        options, rows, none = offers.by_field["time"][index]
        right = [float(told.period == one.period) for one in options] + [float(told.period is None)]
        out.append(([*rows, none], np.array(right), item.affair))
    return out


def fit(data: list[tuple[np.ndarray, np.ndarray, float]], width: int, ridge: float) -> np.ndarray:
    """Maximise the penalised likelihood of the right options (any of them, where several are) by L-BFGS.

    ``data`` has the rows of features of a case, which of them are right, and what the case weighs.
    """
    from scipy.optimize import minimize

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.5 * ridge * float(weights @ weights), ridge * weights
        for rows, right, worth in data:
            heavy = rows @ weights
            chance = np.exp(heavy - heavy.max())
            chance /= chance.sum()
            good = right * chance
            total -= worth * float(np.log(good.sum() + 1e-12))
            slope = slope - worth * rows.T @ (good / (good.sum() + 1e-12) - chance)
        return total, slope

    return np.asarray(minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--all", action="store_true", help="learn from the corpus' kept-aside pages, too")
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--fields", default=",".join(FIELDS), help="which to fit, with commas")
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", options.score)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    target = Path(choice.__file__).with_name("choices.json")
    tables: dict[str, dict[str, float]] = json.loads(target.read_text("utf-8")) if target.exists() else {}
    fields = options.fields.split(",")
    told: dict[str, list[Case]] = {field: [] for field in fields}
    for folder in options.folders:
        for field, cases in annotated_cases(folder, score, fields, unseen=options.all).items():
            told[field] += cases
    own = dated_cases() if "time" in fields else []
    for field, found in told.items():
        if not found:
            continue
        corpus = len(found)
        found = found + own if field == "time" else found
        names = sorted({name for told_rows, _, _ in found for row in told_rows for name in row})
        data = [
            (
                np.array([[row.get(name, 0.0) for name in names] for row in told_rows]),
                right,
                1.0 if number < corpus else OWN_WEIGHT,
            )
            for number, (told_rows, right, _) in enumerate(found)
        ]
        folds = [fold_of(key) for _, _, key in found]
        able = [bool(right.any()) for _, right, _ in data]
        good = np.zeros(len(found))
        for fold in range(FOLDS):
            train = [one for one, at, can in zip(data, folds, able, strict=True) if at != fold and can]
            weights = fit(train, len(names), RIDGE[field])
            for number, ((rows, right, _), at) in enumerate(zip(data, folds, strict=True)):
                if at == fold:
                    good[number] = right[np.argmax(rows @ weights)]
        for name, part in (("annotated pages", slice(corpus)), ("own items", slice(corpus, None))):
            if good[part].size:
                print(
                    f"{field}, {name}: {good[part].size} accounts, right option offered "
                    f"{np.mean(able[part]):.3f}, chosen {good[part].mean():.3f}"
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
