"""Making a score say how often it is right, from what people judged: Platt's logistic line, or isotonic steps.

J. Platt, "Probabilistic outputs for support vector machines" (1999), with his smoothed targets; isotonic regression by
pooling adjacent violators (Ayer et al. 1955). Before and after are measured on folds that were not learned from.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

Pair = tuple[float, bool]  #: a score from 0 to 1, and whether it was right

FEWEST = 30  #: judged accounts below which nothing is learned
FEWEST_OF_EACH = 5
STEPS_FROM = 400  #: judged accounts from which steps may be learned: fewer make them follow chance
_FOLDS = 10


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def platt(pairs: Sequence[Pair]) -> dict[str, Any]:
    """The logistic line through the log-odds of the scores, by Newton's method with a weak pull to no change."""
    yes = sum(right for _, right in pairs)
    no = len(pairs) - yes
    high, low = (yes + 1) / (yes + 2), 1 / (no + 2)
    slope, base = 1.0, 0.0
    told = [(_log_odds(score), high if right else low) for score, right in pairs]
    for _ in range(50):
        ga, gb = -(slope - 1.0), -base  # prior: unit normal around the identity
        haa, hab, hbb = 1.0, 0.0, 1.0
        for x, target in told:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * x + base))))
            ga += (target - p) * x
            gb += target - p
            w = p * (1 - p)
            haa, hab, hbb = haa + w * x * x, hab + w * x, hbb + w
        det = haa * hbb - hab * hab
        da, db = (hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det
        slope, base = slope + da, base + db
        if abs(da) + abs(db) < 1e-9:
            break
    return {"how": "platt", "slope": round(max(slope, 0.0), 6), "base": round(base, 6)}


def isotonic(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Steps that never fall: from which score on which share is right."""
    pools: list[list[float]] = []  # first score, right, n
    for score, right in sorted(pairs):
        pools.append([score, float(right), 1.0])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            _, more, n = pools.pop()
            pools[-1][1] += more
            pools[-1][2] += n
    # One right and one wrong are added to each step, so that none says 0 or 1.
    steps = [[round(first, 6), round((right + 1) / (n + 2), 6)] for first, right, n in pools]
    rising: list[list[float]] = []
    for first, share in steps:
        rising.append([first, max(share, rising[-1][1] if rising else 0.0)])
    return {"how": "isotonic", "steps": rising}


def apply(learned: dict[str, Any], score: float) -> float:
    """A score made to say how often it is right.

    >>> apply({"how": "platt", "slope": 1.0, "base": 0.0}, 0.8)
    0.8
    """
    if learned["how"] == "platt":
        line = learned["slope"] * _log_odds(score) + learned["base"]
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, line)))), 3)
    steps = learned["steps"]
    at = bisect_right([first for first, _ in steps], score) - 1
    return round(float(steps[max(at, 0)][1]), 3)


def brier(pairs: Sequence[Pair]) -> float:
    """The mean squared distance of a score from what was right: 0 is perfect."""
    return sum((score - right) ** 2 for score, right in pairs) / len(pairs)


def off_by(pairs: Sequence[Pair], *, bins: int = 10) -> float:
    """By how much scores miss the share that is right, averaged over ``bins`` of equal numbers of pairs."""
    ordered = sorted(pairs)
    size = max(1, math.ceil(len(ordered) / bins))
    total = 0.0
    for at in range(0, len(ordered), size):
        part = ordered[at : at + size]
        total += abs(sum(score - right for score, right in part))
    return total / len(ordered)


def folds(n: int, *, seed: int) -> list[int]:
    """To which of ten folds each of n belongs, by chance."""
    order = [number % min(_FOLDS, n) for number in range(n)]
    random.Random(seed).shuffle(order)  # noqa: S311 (folds, no secret)
    return order


def cross_validated(
    pairs: Sequence[Pair], learn: Callable[[Sequence[Pair]], dict[str, Any]], *, seed: int = 0
) -> list[Pair]:
    """Each pair with the score that was learned without it."""
    of = folds(len(pairs), seed=seed)
    learned = {
        fold: learn([one for one, its in zip(pairs, of, strict=True) if its != fold]) for fold in set(of)
    }
    return [(apply(learned[fold], score), right) for (score, right), fold in zip(pairs, of, strict=True)]
