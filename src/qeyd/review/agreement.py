"""How far coders agree beyond chance: Krippendorff's alpha, with an interval.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011, University of Pennsylvania); the interval is a
percentile bootstrap over units. Own implementation; its worked examples are the tests.
"""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qeyd.model import Estimate

#: Fewer units that two coders answered tell too little to name a number.
FEWEST_UNITS = 10
#: Share of bootstrap samples that must have an alpha at all.
_ENOUGH = 0.9


class Metric(StrEnum):
    """How far apart two answers are."""

    NOMINAL = "nominal"  #: alike or not
    ORDINAL = "ordinal"  #: ranks: how many answers lie between
    INTERVAL = "interval"  #: the square of their difference


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far coders agree on one field."""

    field: str
    metric: Metric
    alpha: Estimate | None  #: None: cannot tell, see ``why``
    units: int  #: answered by two coders or more
    coders: tuple[str, ...]
    why: str = ""


Delta = Callable[[Hashable, Hashable], float]


def _pairable(units: Iterable[Sequence[Hashable]]) -> list[Counter[Hashable]]:
    """The answers of each unit that two coders or more answered; None is no answer."""
    counted = [Counter(one for one in unit if one is not None) for unit in units]
    return [one for one in counted if one.total() > 1]


def _distance(metric: Metric, totals: Mapping[Hashable, int]) -> Delta:
    if metric is Metric.NOMINAL:
        return lambda a, b: float(a != b)
    if metric is Metric.INTERVAL:
        return lambda a, b: (float(a) - float(b)) ** 2  # type: ignore[arg-type]
    ranks = sorted(totals)  # type: ignore[type-var]
    # Half of its own answers and all below: the difference of two is the answers between, ends counted half.
    middle: dict[Hashable, float] = {}
    below = 0.0
    for one in ranks:
        middle[one] = below + totals[one] / 2
        below += totals[one]
    return lambda a, b: (middle[a] - middle[b]) ** 2


def alpha(units: Iterable[Sequence[Hashable]], metric: Metric = Metric.NOMINAL) -> float | None:
    """Krippendorff's alpha; None where it is not defined: nothing was answered twice, or all answers are one.

    A unit holds one answer for each coder, None where there is none. 1: full agreement; 0: as by chance.

    >>> round(alpha([("a", "b"), ("a", "a"), ("b", "b"), ("b", "b"), ("d", "b"), ("c", "c"), ("c", "c"), ("c", "c"),
    ...              ("e", "e"), ("d", "d"), ("d", "d"), ("a", "d")]), 3)
    0.692
    """
    return _alpha(_pairable(units), metric)


def _alpha(counted: Sequence[Counter[Hashable]], metric: Metric) -> float | None:
    totals: Counter[Hashable] = Counter()
    for one in counted:
        totals.update(one)
    n = totals.total()
    if len(totals) < 2:
        return None
    distance = _distance(metric, totals)
    observed = 0.0
    for one in counted:
        values = list(one.items())
        within = sum(
            2 * x * y * distance(a, b) for i, (a, x) in enumerate(values) for b, y in values[i + 1 :]
        )
        observed += within / (one.total() - 1)
    values = list(totals.items())
    expected = sum(
        2 * x * y * distance(a, b) for i, (a, x) in enumerate(values) for b, y in values[i + 1 :]
    ) / (n - 1)
    return 1 - observed / expected if expected else None


def agreement(
    field: str,
    units: Iterable[Sequence[Hashable]],
    metric: Metric,
    *,
    coders: Sequence[str],
    seed: int = 0,
    resamples: int = 2000,
) -> FieldAgreement:
    """Alpha for a field with its 95 % interval, or the reason why there is none."""
    counted = _pairable(units)
    names = tuple(sorted(set(coders)))
    found = _alpha(counted, metric)
    if len(counted) < FEWEST_UNITS:
        why = f"{len(counted)} were answered by two coders; {FEWEST_UNITS} or more are needed"
        return FieldAgreement(field, metric, None, len(counted), names, why)
    if found is None:
        why = "every answer is the same, so agreement cannot be told from chance"
        return FieldAgreement(field, metric, None, len(counted), names, why)
    chance = random.Random(seed)  # noqa: S311 (a bootstrap, no secret)
    drawn = []
    for _ in range(resamples):
        one = _alpha(chance.choices(counted, k=len(counted)), metric)
        if one is not None:
            drawn.append(one)
    drawn.sort()
    if len(drawn) < _ENOUGH * resamples:
        why = "nearly every answer is the same, so agreement cannot be told from chance"
        return FieldAgreement(field, metric, None, len(counted), names, why)
    low, high = (drawn[min(len(drawn) - 1, int(q * len(drawn)))] for q in (0.025, 0.975))
    estimate = Estimate(
        found, low, high, len(counted), f"Krippendorff's alpha, {metric}, bootstrap over {len(counted)} units"
    )
    return FieldAgreement(field, metric, estimate, len(counted), names)
