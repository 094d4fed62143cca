"""How well the reader reads annotated pages: the measure's own totals, and on request each error.

    python benchmarks/quality.py corpus --language en
    python benchmarks/quality.py devset --side all --ci
    python benchmarks/quality.py corpus --language az --errors people,date
    python benchmarks/quality.py corpus --language en --errors missed,false

Needs the annotated sets in ../shared. `--side seen` (the default) leaves out the affairs kept aside
(benchmarks/split.py); errors are shown for seen pages only.
"""

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from split import side

from qeyd.model import Period, Report
from qeyd.model.shapes import reading_to_json
from qeyd.read import load_lexicon, read

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


def measure() -> ModuleType:
    """The measure that stands beside the dev set."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "devset" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def reading_of(article: dict[str, Any]) -> dict[str, Any]:
    """What `qeyd read` prints for an article."""
    published = article.get("published")
    report = Report(
        article["id"],
        article["text"],
        url=article.get("url"),
        outlet=article.get("outlet"),
        title=article.get("title"),
        published=Period.parse(published) if published else None,
        language=article["language"],
    )
    return reading_to_json(read(report, load_lexicon()))


def told(account: dict[str, Any], key: str) -> object:
    """A field of an account in a few words."""
    part = account.get(key) or {}
    if key == "people":
        return part.get("low"), part.get("high"), (part.get("quote") or {}).get("text")
    if key in ("country", "admin1"):
        return ((account.get("place") or {}).get(key if key == "country" else "admin1_name"),)
    if key == "group":
        return (account.get("target") or {}).get("group")
    if key == "date":
        time = account.get("time") or {}
        return time.get("value"), (time.get("quote") or {}).get("text")
    if key == "said_by":
        return [(one["name"], one["sort"]) for one in account["said_by"]]
    if isinstance(part, dict):
        return part.get("name"), (part.get("quote") or {}).get("text")
    return part


def wanted(gold: dict[str, Any], key: str) -> object:
    """The same field as annotated."""
    match key:
        case "people":
            return gold["persons_min"], gold["persons_max"], gold["victims_text"]
        case "group":
            return gold["victim_group"]
        case "ground" | "actor":
            return gold[f"{key}_text"]
    return gold.get(key)


def show_errors(
    score: ModuleType, gold: dict[str, Any], article: dict[str, Any], reading: dict[str, Any], which: set[str]
) -> None:
    """Print what was missed, what is false, and the wrong fields of what was found."""
    text, accounts, annotated = article["text"], reading.get("accounts", []), gold["incidents"]
    pairs = score.pair(accounts, annotated, text)
    found, met = {a for a, _ in pairs}, {b for _, b in pairs}
    print(f"== {gold['id']} {article.get('published')} {gold.get('negative_kind') or ''}")
    if "false" in which:
        for index, one in enumerate(accounts):
            if index not in found:
                sureness = f"bg={one['background']} conf={one['confidence']:.2f}"
                print(f"  FALSE {one['act']} {sureness} | {one['quote']['text'][:240]}")
    if "missed" in which:
        for index, one in enumerate(annotated):
            if index not in met and not one["background"]:
                print(
                    f"  MISSED {one['act']} {one['stage']} | {one['quote_span'][:240]} | {one['victims_text']}"
                )
    for a, b in pairs:
        if annotated[b]["background"]:
            continue
        for key, right in score.fields(accounts[a], annotated[b], text).items():
            if right is False and key in which:
                print(
                    f"  {key.upper()} got {told(accounts[a], key)} want {wanted(annotated[b], key)}"
                    f" | {annotated[b]['act']}: {annotated[b]['quote_span'][:160]}"
                )


def main() -> None:
    """Read, score, print."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("collection", choices=["corpus", "devset"])
    arguments.add_argument("--language")
    arguments.add_argument("--side", choices=["seen", "unseen", "all"], default="seen")
    arguments.add_argument("--errors", default="", help="missed, false, or names of fields, with commas")
    arguments.add_argument("--ci", action="store_true", help="add 90 % intervals (bootstrap by affair)")
    given = arguments.parse_args()
    score, folder = measure(), SHARED / given.collection
    gold_by_id = {one["id"]: one for one in rows(folder / "gold.jsonl")}
    golds, articles, readings = [], [], []
    for article in rows(folder / "articles.jsonl"):
        gold = gold_by_id[article["id"]]
        if given.language and article["language"] != given.language:
            continue
        if given.side != "all" and side(gold, given.collection) != given.side:
            continue
        golds.append(gold)
        articles.append(article)
        readings.append(reading_of(article))
    if given.errors:
        for gold, article, reading in zip(golds, articles, readings, strict=True):
            if side(gold, given.collection) != "unseen":
                show_errors(score, gold, article, reading, set(given.errors.split(",")))
    numbers = score.score(golds, articles, readings, ci=given.ci)
    print(json.dumps(numbers, ensure_ascii=False, indent=None, default=str).replace("}, ", "},\n "))


if __name__ == "__main__":
    main()
