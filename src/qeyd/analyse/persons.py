"""How many people were hit, as far as reports tell: a second outcome beside incidents, never in place of them.

Numbers of people have heavy tails: one large event outweighs a year of small ones. So they are never fitted with a
trend; they are added up, and halves of the window are set against each other, with affairs drawn anew (bootstrap).

Reference: Efron & Tibshirani, *An Introduction to the Bootstrap* (1993), §8 (resampling of clusters).
"""

from collections.abc import Sequence

import numpy as np

from qeyd.analyse.coverage import attention
from qeyd.analyse.entries import Entry
from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.replicates import Draws
from qeyd.analyse.robustness import FEWEST_INCIDENTS, FEWEST_PERIODS, periods_in
from qeyd.model.coverage import Coverage
from qeyd.model.finding import Adjusted, Effect, Finding, Refusal, Reported, Standing
from qeyd.model.question import Question

_RESAMPLED = 1000


def persons(
    draws: Draws,
    coverage: Coverage,
    question: Question,
    *,
    late: Array | None = None,
    resampled: int = _RESAMPLED,
) -> Finding | Refusal:
    """People told of in incidents that tell a number: in all, per incident, and in the second half to the first.

    Effects, in people: ``persons_told`` (added up), ``persons_mean`` (per incident that tells a number) and
    ``persons_ratio`` (second half of the window to the first, no unit; set against control stories where there are
    any). Each number is drawn between its lowest and highest; one that is open upwards ("more than ten") counts as its
    lowest, one that is open downwards is left out. Affairs are drawn anew, so the interval holds both the doubt of
    the numbers and chance. ``largest_share`` says how much of it all the largest incident alone makes.
    Refuses below 20 incidents that tell a number; the ratio is left out below 24 periods. Standing: not assessable,
    since which incidents tell a number is not chance.
    """
    name = "persons"
    told = [
        (one, int(at))
        for one, at in zip(draws.entries, draws.period[0], strict=True)
        if at >= 0 and one.low is not None and one.low > 0
    ]
    if len(told) < FEWEST_INCIDENTS:
        return Refusal(name, "too_few_numbers", str(len(told)), str(FEWEST_INCIDENTS))
    low, high = _ends([one for one, _ in told])
    periods = np.array([at for _, at in told])
    used = len(draws.calendar) if late is None else periods_in(late)
    affairs = np.unique([one.affair for one, _ in told], return_inverse=True)[1]
    rng = np.random.default_rng(question.seed)
    n, origins = len(told), sum(one.origins for one, _ in told)
    middle = (low + high) / 2
    weights = _weights(affairs, resampled, rng)
    people = low + (high - low) * rng.random((resampled, n))
    totals = (weights * people).sum(axis=1)
    means = totals / np.maximum(weights.sum(axis=1), 1)
    effects: list[Effect[Reported] | Effect[Adjusted]] = [
        _effect("persons_told", float(middle.sum()), totals, n, origins),
        _effect("persons_mean", float(middle.mean()), means, n, origins),
        _effect("largest_share", float(middle.max() / middle.sum()),
                (people * (weights > 0)).max(axis=1) / np.maximum(totals, 1e-9), n, origins),
    ]  # fmt: skip
    looked = attention(coverage, draws.calendar, question.denominators)
    late_half = (periods >= used // 2) & (periods < used)
    early_half = periods < used // 2
    if used >= FEWEST_PERIODS and late_half.any() and early_half.any():
        exposure = draws.calendar.days * (np.maximum(looked[0].stories, 0.5) if looked else 1.0)
        if late is not None:
            exposure = exposure * np.exp(np.where(np.isfinite(late), late, 0.0))
        per = float(exposure[: used // 2].sum() / exposure[used // 2 : used].sum())
        both = weights * people
        ratios = per * (both[:, late_half].sum(axis=1) + 0.5) / (both[:, early_half].sum(axis=1) + 0.5)
        value = per * float(middle[late_half].sum() / middle[early_half].sum())
        basis = Adjusted.to_controls(looked[0].controls) if looked else Reported()
        here = [one for (one, _), inside in zip(told, late_half | early_half, strict=True) if inside]
        effects.append(
            _effect("persons_ratio", value, ratios, len(here), sum(o.origins for o in here), basis)
        )
    limits = [Refusal(name, "persons_have_a_heavy_tail")]
    limits.append(Refusal(name, "numbers_not_told", str(len(draws.present) - n), "0"))
    if not looked:
        limits.append(Refusal(name, "no_control_stories"))
    return Finding(
        name, Standing.NOT_ASSESSABLE, tuple(effects), "affairs_resampled", "numbers_told_alike",
        limits=tuple(limits), tested=1, incidents_for=tuple(one.id for one, _ in told),
    )  # fmt: skip


def _ends(told: Sequence[Entry]) -> tuple[Array, Array]:
    low = np.array([one.low or 0 for one in told], dtype=float)
    high = np.array([one.high if one.high is not None else one.low or 0 for one in told], dtype=float)
    return low, np.maximum(low, high)


def _weights(affairs: np.ndarray, rows: int, rng: np.random.Generator) -> Array:
    """How often each incident is in each resample: affairs are drawn whole, with replacement."""
    number = int(affairs.max()) + 1
    drawn = rng.multinomial(number, np.full(number, 1 / number), size=rows)
    out: Array = drawn[:, affairs].astype(float)
    return out


def _effect(
    of: str, value: float, drawn: Array, n: int, origins: int, basis: Reported | Adjusted | None = None
) -> Effect[Reported] | Effect[Adjusted]:
    low, high = (float(one) for one in np.quantile(drawn, [0.025, 0.975]))
    low, high = min(low, value), max(high, value)
    if isinstance(basis, Adjusted):
        return Effect(of, value, low, high, basis, n, origins)
    return Effect(of, value, low, high, Reported(), n, origins)
