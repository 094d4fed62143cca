"""Annotated pages and made look-alikes as scenes on which weights of the linker are learned and tried.

A scene is one way the same pages were told: as annotated, with gaps, misread, moved to one place or month, as the
reader read them. What a pair of accounts has in common is worked out once a scene; other weights then cost a matrix
product and a clustering. Affairs are the folds.
"""

import hashlib
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.harder import Lines, in_one_month, misread, moved, with_gaps
from benchmarks.look_alikes import made_pairs
from qeyd.link import LinkIndex, Weights, blocks, shipped_weights
from qeyd.link.affairs import AFFAIR_FEATURES, AffairIndex, affair_features, matter
from qeyd.link.score import FEATURES, features
from qeyd.model import AccountRef, Reading, Unread
from qeyd.model.shapes import reading_from_json

FOLDS = 5
_PLACE = {name: n for n, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Told:
    """What an account is, as annotated."""

    event: str
    affair: str
    collection: str
    news: bool  #: counted, that is: no background


def fold_of(affair: str) -> int:
    """The fold of an affair, by its name."""
    return int(hashlib.sha1(affair.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


class _Cached(LinkIndex):
    """An index whose scores come from features worked out once."""

    def __init__(self) -> None:
        super().__init__()
        self.row: dict[tuple[int, int], int] = {}
        self.found: list[dict[str, float]] = []
        self.scores: np.ndarray[Any, Any] = np.zeros(0)
        self.beta: np.ndarray[Any, Any] = np.zeros(len(FEATURES))

    def remember(self, one: int, other: int) -> int:
        """The row of a pair."""
        key = (one, other) if one < other else (other, one)
        if key not in self.row:
            self.row[key] = len(self.found)
            a, b = (self.accounts[n] for n in key)
            self.found.append(features(a, b, self.rarity, copied=self.copied(*key)))
        return self.row[key]

    def score(self, one: int, other: int) -> float:
        """The log-odds of a pair under the weights set last."""
        if self.accounts[one].family != self.accounts[other].family:
            return -10.0
        row = self.remember(one, other)
        if row < len(self.scores):
            return float(self.scores[row])
        return sum(self.beta[_PLACE[name]] * value for name, value in self.found[row].items())

    def clustered(self, weights: Weights) -> list[tuple[int, ...]]:
        """The clusters that these weights make of all accounts."""
        self.weights = weights
        self.beta = np.array([weights.same.get(name, 0.0) for name in FEATURES])
        self.scores = matrix(self.found) @ self.beta
        self._edges = {one: {} for one in self.accounts}
        self._clusters, self._group_of, self._gone = {}, {}, set()
        self._new, self._changed = set(self.accounts), set(self.accounts)
        self.update()
        return self.clusters()


def matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str] = FEATURES) -> csr_matrix:
    """Features as a sparse matrix, a row a pair."""
    place = {name: n for n, name in enumerate(names)}
    data, columns, ends = [], [], [0]
    for row in rows:
        for name, value in row.items():
            data.append(value)
            columns.append(place[name])
        ends.append(len(data))
    return csr_matrix((data, columns, ends), shape=(len(rows), len(names)))


class Scene:
    """Readings with what each of their accounts is; accounts that nobody annotated are nothing to learn from."""

    def __init__(
        self,
        name: str,
        readings: Iterable[Reading | Unread],
        told: Mapping[AccountRef, Told],
        *,
        asked: Iterable[tuple[AccountRef, AccountRef]] = (),
    ) -> None:
        self.name = name
        self.index = _Cached()
        self.index.add(readings)
        self.index.settle()
        self.told = {self.index.number[ref]: one for ref, one in told.items() if ref in self.index.number}
        pairs = [(self.index.number[a], self.index.number[b]) for a, b in asked]
        if not pairs:
            before, blocks.ENOUGH = blocks.ENOUGH, 1  # what is easily told apart is learned from, too
            pairs = list(self.index.candidate_pairs())
            blocks.ENOUGH = before
        self.pairs = [pair for pair in pairs if pair[0] in self.told and pair[1] in self.told]
        rows = [self.index.remember(*pair) for pair in self.pairs]
        self.x = matrix([self.index.found[row] for row in rows])
        self.y = np.array([self._same(*pair) for pair in self.pairs], dtype=float)
        self.folds = np.array([[fold_of(self.told[n].affair) for n in pair] for pair in self.pairs])

    def _same(self, one: int, other: int) -> bool:
        a, b = self.told[one], self.told[other]
        return (a.event, a.affair) == (b.event, b.affair)

    def counts(self, weights: Weights, fold: int | None = None) -> dict[str, np.ndarray[Any, Any]]:
        """Right, false and missed joins by collection, of pairs in different reports.

        A pair counts in the folds of both its accounts, half each.
        """
        home = {n: found for found in self.index.clustered(weights) for n in found}
        told = [n for n, one in self.told.items() if one.news]
        out: dict[str, np.ndarray[Any, Any]] = defaultdict(lambda: np.zeros(3))
        joined: dict[object, list[int]] = defaultdict(list)
        events: dict[object, list[int]] = defaultdict(list)
        for n in told:
            joined[home[n]].append(n)
            events[self.told[n].event, self.told[n].affair].append(n)

        def add(one: int, other: int, sort: int) -> None:
            a, b = self.index.accounts[one].ref, self.index.accounts[other].ref
            if a.report_id == b.report_id:
                return
            for n in (one, other):
                if fold is None or fold_of(self.told[n].affair) == fold:
                    out[self.told[n].collection][sort] += 0.5

        for group in joined.values():
            for one, other in combinations(group, 2):
                add(one, other, 0 if self._same(one, other) else 1)
        for group in events.values():
            for one, other in combinations(group, 2):
                if home[one] != home[other]:
                    add(one, other, 2)
        return out


class AffairScene:
    """The incidents of a scene, with what each pair of them that is looked at has in common."""

    def __init__(self, scene: Scene, weights: Weights | None = None) -> None:
        index, told = scene.index, scene.told
        self.name = scene.name
        self._told = told
        self._index = index
        self._clusters = index.clustered(weights or shipped_weights())
        self._matters = [matter([index.accounts[n] for n in one]) for one in self._clusters]
        affair = [Counter(told[n].affair for n in one if n in told).most_common(1) for one in self._clusters]
        mine = [one[0][0] if one else None for one in affair]
        matters = self._filled({}, 0.0)
        pairs = [
            (a, b)
            for a in range(len(mine))
            for b in sorted(matters.candidates(a))
            if a < b and mine[a] and mine[b]
        ]
        rows = [affair_features(self._matters[a], self._matters[b], index.rarity) for a, b in pairs]
        self.x = matrix(rows, AFFAIR_FEATURES)
        self.y = np.array([mine[a] == mine[b] for a, b in pairs], dtype=float)
        self.folds = np.array([[fold_of(mine[n] or "") for n in pair] for pair in pairs])

    def _filled(self, weights: Mapping[str, float], join: float) -> AffairIndex:
        matters = AffairIndex(weights, join=join, rarity=self._index.rarity)
        for n, one in enumerate(self._matters):
            matters.put(n, one, self._index.accounts[self._clusters[n][0]].ref)
        return matters

    def b_cubed(self, weights: Callable[[int], Mapping[str, float]], join: float) -> dict[str, float]:
        """B-cubed F1 of affairs by collection, each account under the weights of its fold."""
        sums: dict[str, np.ndarray[Any, Any]] = defaultdict(lambda: np.zeros(3))
        news = [n for n, one in self._told.items() if one.news]
        for fold in range(FOLDS):
            matters = self._filled(weights(fold), join)
            matters.update()
            home = {
                n: group[0]
                for group in set(matters._groups.values())
                for c in group
                for n in self._clusters[c]
            }
            joined: dict[int, list[int]] = defaultdict(list)
            right: dict[str, list[int]] = defaultdict(list)
            for n in news:
                joined[home[n]].append(n)
                right[self._told[n].affair].append(n)
            for n in news:
                one = self._told[n]
                if fold_of(one.affair) == fold:
                    mine, ours = joined[home[n]], right[one.affair]
                    both = len({*mine} & {*ours})
                    sums[one.collection] += (both / len(mine), both / len(ours), 1)
        return {name: 2 * p * r / (p + r) / n for name, (p, r, n) in sums.items()}


def lines_of(path: Path) -> Lines:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _score() -> Any:
    path = Path(__file__).resolve().parents[1] / ".." / "shared" / "devset" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(gold: Lines, collection: str) -> dict[AccountRef, Told]:
    """What each annotated account is."""
    return {
        AccountRef(line["id"], n): Told(
            one["event_key"], f"{collection} {one['story_key']}", collection, not one["background"]
        )
        for line in gold
        for n, one in enumerate(line["incidents"])
    }


def scenes(folders: Mapping[str, Path], readings_of: Path) -> list[Scene]:
    """The scenes of annotated collections (gold.jsonl, articles.jsonl), which stand in every scene together.

    ``readings_of`` holds of each the gold as readings (NAME.gold.jsonl) and the reader's own (NAME.read.jsonl).
    """
    told: dict[AccountRef, Told] = {}
    matched: dict[AccountRef, Told] = {}
    readings: Lines = []
    read: Lines = []
    score = _score()
    for collection, folder in folders.items():
        gold = lines_of(folder / "gold.jsonl")
        mine = annotated(gold, collection)
        told |= mine
        readings += lines_of(readings_of / f"{collection}.gold.jsonl")
        own = {line["report"]["id"]: line for line in lines_of(readings_of / f"{collection}.read.jsonl")}
        texts = {line["id"]: line["text"] for line in lines_of(folder / "articles.jsonl")}
        read += own.values()
        for line in gold:
            accounts = own.get(line["id"], {}).get("accounts") or []
            for a, b in score.pair(accounts, line["incidents"], texts[line["id"]]):
                matched[AccountRef(line["id"], a)] = mine[AccountRef(line["id"], b)]
    stories = {(ref.report_id, ref.index): one.affair for ref, one in told.items()}
    made = {
        "as annotated": readings,
        "15 % missing": with_gaps(readings, 0.15, 1),
        "30 % missing": with_gaps(readings, 0.30, 2),
        "15 % misread": misread(readings, 0.15, 10),
        "30 % misread": misread(readings, 0.30, 11),
        "one place": moved(readings, stories, 1, 6),
        "one month": in_one_month(readings, stories, 12),
        "one place and month": in_one_month(moved(readings, stories, 1, 13), stories, 13),
        "three places, one month, 15 % misread": misread(
            in_one_month(moved(readings, stories, 3, 14), stories, 14), 0.15, 14
        ),
    }
    out = [Scene(name, map(reading_from_json, lines), told) for name, lines in made.items()]
    return [*out, Scene("as read", map(reading_from_json, read), matched)]


def look_alikes(seeds: Iterable[int], count: int = 350) -> list[Scene]:
    """Made look-alikes; each pair is an affair of its own, in whichever fold."""
    out = []
    for seed in seeds:
        readings, pairs = made_pairs(count, seed)
        told = {}
        for one, other, right, _ in pairs:
            for id in (one, other):
                event = one if right else id
                told[AccountRef(id, 0)] = Told(event, f"{seed} {event}", "look-alikes", True)
        asked = [(AccountRef(one, 0), AccountRef(other, 0)) for one, other, *_ in pairs]
        out.append(Scene(f"look-alikes {seed}", readings, told, asked=asked))
    return out


def f1(counts: Sequence[float] | np.ndarray[Any, Any]) -> float:
    """F1 of right, false and missed."""
    right, false, missed = counts
    return float(2 * right / max(2 * right + false + missed, 1e-9))


def tally(parts: Iterable[Mapping[str, np.ndarray[Any, Any]]]) -> Counter[str]:
    """F1 by collection of counts taken together."""
    sums: dict[str, np.ndarray[Any, Any]] = defaultdict(lambda: np.zeros(3))
    for part in parts:
        for name, counts in part.items():
            sums[name] += counts
    return Counter({name: f1(counts) for name, counts in sums.items()})
