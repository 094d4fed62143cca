"""Annotated readings made harder, and how well the linker does on them.

    python -m benchmarks.harder GOLD.jsonl READINGS.jsonl --seeds 2

READINGS are the gold as readings. Made from them: readings with gaps; readings as a reader gets them wrong (the
nationality taken for the place; number, day or names of another act in the report); every affair moved to one of three
places, or to one; every affair moved into one month; and both. Figures are of pairs of accounts in different reports,
and B-cubed. ``--one-line`` scores "same act, region and number of people" beside it.
"""

import argparse
import copy
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from qeyd.link import link
from qeyd.model.shapes import reading_from_json

Lines = list[dict[str, Any]]
Stories = Mapping[tuple[str, int], str]
_PLACES = [("RU", "Oblast A", "Town A"), ("AZ", "Region B", "Town B"), ("TR", "Region C", "Town C")]
_HOME = {"Azerbaijanis": "AZ", "Tajiks": "TJ", "Uzbeks": "UZ", "Kyrgyz": "KG", "Kazakhs": "KZ", "Armenians": "AM",
         "Georgians": "GE", "Turkmens": "TM", "Ukrainians": "UA", "Belarusians": "BY", "Turks": "TR"}  # fmt: skip


def with_gaps(readings: Lines, share: float, seed: int) -> Lines:
    """The readings with this share of each field missing, as a reader would leave them."""
    rng = random.Random(seed)
    readings = copy.deepcopy(readings)
    for account in (account for reading in readings for account in reading["accounts"]):
        for field in ("people", "target", "place", "time", "ground", "actor"):
            if account[field] and rng.random() < share:
                account[field] = None
        place = account["place"]
        if place and rng.random() < share:
            place["name"] = place["admin1_name"] or place["country"]
        if place and rng.random() < share:
            place.update(admin1_name=None, name=place["country"] or place["name"])
        if rng.random() < share:
            account["said_by"] = []
        if rng.random() < share / 2:
            account["background"] = not account["background"]
    return readings


def misread(readings: Lines, share: float, seed: int) -> Lines:
    """The readings with this share of each field taken from the wrong words of the same report."""
    rng = random.Random(seed)
    readings = copy.deepcopy(readings)
    before = copy.deepcopy(readings)
    for reading, right in zip(readings, before, strict=True):
        for number, account in enumerate(reading["accounts"]):
            others = [one for n, one in enumerate(right["accounts"]) if n != number]
            group = (account["target"] or {}).get("group")
            if group in _HOME and rng.random() < share:
                quote = (account["place"] or account)["quote"]
                empty = dict.fromkeys(("admin1", "admin1_name", "latitude", "longitude", "geonames_id"))
                named = {"name": _HOME[group], "country": _HOME[group]}
                account["place"] = {**empty, **named, "precision": 6, "disputed": False, "quote": quote}
            for field in ("people", "place", "time", "target"):
                if others and rng.random() < share:
                    account[field] = rng.choice(others)[field]
            if rng.random() < share:
                account["time"] = None
            if rng.random() < share:
                account["said_by"] = []
            if rng.random() < share / 2:
                account["background"] = not account["background"]
    return readings


def moved(readings: Lines, stories: Stories, places: int, seed: int) -> Lines:
    """The readings with every affair moved to one of so many places."""
    rng = random.Random(seed)
    readings = copy.deepcopy(readings)
    goal: dict[str, tuple[str, str, str]] = {}
    for reading in readings:
        for index, account in enumerate(reading["accounts"]):
            place = account["place"]
            if place:
                story = stories[reading["report"]["id"], index]
                country, region, town = goal.setdefault(story, rng.choice(_PLACES[:places]))
                fine = bool(place["admin1_name"]) and place["name"] != place["admin1_name"]
                told = region if place["admin1_name"] else None
                place.update(country=country, admin1_name=told, name=town if fine else told or country)
    return readings


def in_one_month(readings: Lines, stories: Stories, seed: int) -> Lines:
    """The readings with every affair moved in time, so that the first reports of all stand in one month."""
    rng = random.Random(seed)
    readings = copy.deepcopy(readings)
    story_of = {
        one["report"]["id"]: Counter(
            stories[one["report"]["id"], n] for n in range(len(one["accounts"]))
        ).most_common(1)[0][0]
        for one in readings
        if one["accounts"]
    }
    first: dict[str, date] = {}
    for one in readings:
        story, day = story_of.get(one["report"]["id"]), _day(one["report"]["published"])
        if story and day:
            first[story] = min(first.get(story, day), day)
    shift = {
        story: date(2025, 3, 1) + timedelta(days=rng.randrange(28)) - day
        for story, day in sorted(first.items())
    }
    for one in readings:
        by = shift.get(story_of.get(one["report"]["id"], ""))
        if by is None:
            continue
        day = _day(one["report"]["published"])
        if day:
            one["report"]["published"] = (day + by).isoformat()
        for account in one["accounts"]:
            time = account["time"]
            if time:
                ends = [_day(part) for part in time["value"].split("/")]
                if all(ends):  # a month or a year cannot be moved by days
                    time.update(
                        value="/".join((end + by).isoformat() for end in ends if end), start=None, end=None
                    )
                elif len(time["value"]) == 7:
                    middle = date.fromisoformat(f"{time['value']}-15") + by
                    time.update(value=f"{middle:%Y-%m}", start=None, end=None)
    return readings


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and len(text) == 10 else None


Labels = Mapping[tuple[str, int], dict[str, Any]]


def figures(homes: Mapping[tuple[str, int], object], labels: Labels) -> tuple[float, float, float, float]:
    """Precision, recall and F1 of pairs in different reports, and B-cubed F1, of accounts that are no background."""
    told = [key for key, one in labels.items() if not one["background"]]
    joined: dict[object, list[tuple[str, int]]] = defaultdict(list)
    right: dict[object, list[tuple[str, int]]] = defaultdict(list)
    for key in told:
        joined[homes[key]].append(key)
        right[labels[key]["event_key"]].append(key)

    def pairs(groups: Mapping[object, list[tuple[str, int]]]) -> set[tuple[tuple[str, int], tuple[str, int]]]:
        return {
            (a, b) for group in groups.values() for a, b in combinations(sorted(group), 2) if a[0] != b[0]
        }

    found, true = pairs(joined), pairs(right)
    precision, recall = len(found & true) / max(len(found), 1), len(found & true) / max(len(true), 1)
    p = r = 0.0
    for key in told:
        mine, ours = joined[homes[key]], right[labels[key]["event_key"]]
        both = len(set(mine) & set(ours))
        p, r = p + both / len(mine), r + both / len(ours)
    return (
        precision,
        recall,
        2 * precision * recall / max(precision + recall, 1e-9),
        2 * p * r / (p + r) / len(told),
    )


def one_line(readings: Lines) -> dict[tuple[str, int], object]:
    """Same act, region and number of people."""
    return {
        (one["report"]["id"], n): (
            account["act"],
            (account["place"] or {}).get("admin1_name"),
            (account["people"] or {}).get("low"),
            (account["people"] or {}).get("high"),
        )
        for one in readings
        for n, account in enumerate(one["accounts"])
    }


def linked(readings: Lines) -> dict[tuple[str, int], object]:
    """The incident of each account, by the linker."""
    found = link(reading_from_json(line) for line in readings)
    return {(ref.report_id, ref.index): one.id for one in found.incidents for ref in one.accounts}


def variants(readings: Lines, stories: Stories) -> dict[str, Callable[[int], Lines]]:
    """Every way of making readings harder, by name; each takes a seed."""
    return {
        "as annotated": lambda seed: readings,
        "15 % of each field missing": lambda seed: with_gaps(readings, 0.15, seed),
        "30 % of each field missing": lambda seed: with_gaps(readings, 0.30, seed),
        "15 % of each field misread": lambda seed: misread(readings, 0.15, seed),
        "30 % of each field misread": lambda seed: misread(readings, 0.30, seed),
        "in three places": lambda seed: moved(readings, stories, 3, seed),
        "in one place": lambda seed: moved(readings, stories, 1, seed),
        "in one month": lambda seed: in_one_month(readings, stories, seed),
        "in one place and month": lambda seed: in_one_month(moved(readings, stories, 1, seed), stories, seed),
        "in one place and month, 15 % misread": lambda seed: misread(
            in_one_month(moved(readings, stories, 1, seed), stories, seed), 0.15, seed
        ),
    }


def load(
    gold: Path, readings: Path
) -> tuple[Lines, dict[tuple[str, int], dict[str, Any]], dict[tuple[str, int], str]]:
    """The readings, the annotation of each account, and its affair."""
    lines = [json.loads(line) for line in readings.read_text(encoding="utf-8").splitlines()]
    labels = {
        (one["id"], n): x
        for one in map(json.loads, gold.read_text(encoding="utf-8").splitlines())
        for n, x in enumerate(one["incidents"])
    }
    return lines, labels, {key: one["story_key"] for key, one in labels.items()}


def main() -> None:
    """Print the figures of each way of making readings harder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--one-line", action="store_true")
    options = parser.parse_args()
    readings, labels, stories = load(options.gold, options.readings)
    for name, made in variants(readings, stories).items():
        seeds = range(50, 50 + (1 if name == "as annotated" else options.seeds))
        for how, home in (("", linked), ("    the one line: ", one_line)):
            if how and not options.one_line:
                continue
            rows = [figures(home(made(seed)), labels) for seed in seeds]
            p, r, f, b = (sum(row[k] for row in rows) / len(rows) for k in range(4))
            print(f"{how}{name:<40} pairs P {p:.3f} R {r:.3f} F1 {f:.3f}   B-cubed {b:.3f}", flush=True)


if __name__ == "__main__":
    main()
