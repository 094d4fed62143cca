"""How well the reader reads may only rise: floors for every language and field, in floors.toml."""

import importlib.util
import json
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / ".." / "shared"
FLOORS = tomllib.loads((Path(__file__).with_name("floors.toml")).read_text(encoding="utf-8"))

needs_shared = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir() or not (SHARED / "devset").is_dir(),
    reason="the annotated pages in ../shared are not there",
)


def module(name):
    """A script of benchmarks/ as a module."""
    path = ROOT / "benchmarks"
    if str(path) not in sys.path:
        sys.path.insert(0, str(path))
    spec = importlib.util.spec_from_file_location(name, path / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def measured(collection):
    """The measure's totals over the seen pages of a collection."""
    quality, split = module("quality"), module("split")
    score, folder = quality.measure(), SHARED / collection
    gold_by_id = {one["id"]: one for one in quality.rows(folder / "gold.jsonl")}
    articles = [
        article
        for article in quality.rows(folder / "articles.jsonl")
        if split.side(gold_by_id[article["id"]], collection) == "seen"
    ]
    golds = [gold_by_id[article["id"]] for article in articles]
    return score.score(golds, articles, [quality.reading_of(article) for article in articles])


@needs_shared
@pytest.mark.parametrize("collection", ["corpus", "devset"])
def test_no_figure_falls_below_its_floor(collection):
    totals, floors = measured(collection), FLOORS[collection]
    now = {f"account {key}": value[2] for key, value in totals["account_prf"].items()}
    now |= {f"record {key}": value for key, value in totals["record_f1"].items()}
    now |= {key: value[0] for key, value in totals["field_accuracy"].items()}
    now |= {key: value[2] for key, value in totals["asides_prf"].items()}
    fallen = {key: (now.get(key), floor) for key, floor in floors.items() if (now.get(key) or 0.0) < floor}
    assert not fallen, json.dumps(fallen, indent=1)
    assert totals["quotes_grounded"] == 1.0
    assert totals["accounts_per_irrelevant_article"] <= floors_irrelevant(collection)


def floors_irrelevant(collection):
    """The most accounts that an irrelevant page may hold on average."""
    return FLOORS["most_accounts_per_irrelevant_page"][collection]


def test_floors_stand_for_each_language_that_is_complete():
    for floors in (FLOORS["corpus"], FLOORS["devset"]):
        assert {"account az", "account ru", "account en", "account all", "record all"} <= set(floors)
