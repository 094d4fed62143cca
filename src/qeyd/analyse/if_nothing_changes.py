"""What if nothing changes? A scenario: the level, spread and carry of the past, kept up.

No interval covers a change of regime (where the level doubles at the origin, a nominal 90 % interval of the
twelve-month total holds it in about one of ten cases). So the answer is a scenario, never a date of ending, never
longer than a quarter of the history, and only where it has beaten the past's own frequencies and the last value.
"""

from dataclasses import dataclass

import numpy as np

from qeyd.analyse.coverage import attention
from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.replicates import Draws
from qeyd.analyse.robustness import FEWEST_INCIDENTS, FEWEST_PERIODS
from qeyd.analyse.scores import log_score, negative_binomial_chances
from qeyd.model.coverage import Coverage
from qeyd.model.finding import Effect, Finding, Refusal, Reported, Standing
from qeyd.model.question import Question

LONGEST = 0.25  #: of the history
_ALPHAS = np.array([1e-5, 0.03, 0.07, 0.12, 0.2, 0.3, 0.45, 0.65, 0.9, 1.3])
_CARRIES = np.array([0.0, 0.1, 0.2, 0.3, 0.45, 0.6])
_CARRY_WEIGHTS = np.array([0.5, 0.15, 0.13, 0.1, 0.08, 0.04])


@dataclass(frozen=True, slots=True)
class Scenario:
    """Drawn futures of one series, (draws, periods ahead)."""

    paths: Array

    def total(self, *, level: float = 0.90) -> tuple[float, float, float]:
        """Median and interval of the sum over the periods ahead."""
        low, middle, high = np.quantile(
            self.paths.sum(axis=1), [(1 - level) / 2, 0.5, (1 + level) / 2], method="nearest"
        )
        return float(middle), float(low), float(high)

    def each(self, *, level: float = 0.90) -> tuple[Array, Array, Array]:
        """Median and interval of every period ahead."""
        low, middle, high = np.quantile(
            self.paths, [(1 - level) / 2, 0.5, (1 + level) / 2], axis=0, method="nearest"
        )
        return middle, low, high


def ahead(counts: Array, *, periods: int, seed: int, draws: int = 2000) -> Scenario:
    """Draw futures of one series under "nothing changes".

    Level, dispersion and carry are drawn from their posterior on a grid (flat for the log level), so the doubt
    about them is in the interval; then counts are drawn period by period. Raises ValueError beyond a quarter of
    the history.
    """
    y = np.asarray(counts, dtype=float)
    if periods > LONGEST * len(y):
        raise ValueError(f"{periods} periods ahead are more than a quarter of the {len(y)} known.")
    rng = np.random.default_rng(seed)
    alpha, carry, level = _posterior(y, draws, rng)
    last = np.full(draws, y[-1])
    paths = np.empty((draws, periods))
    for t in range(periods):
        mean = np.maximum(level + carry * last, 1e-9)
        last = rng.poisson(rng.gamma(1 / alpha, alpha * mean)).astype(float)
        paths[:, t] = last
    return Scenario(paths)


def _posterior(y: Array, draws: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    mean = max(float(y.mean()), 0.05)
    step = min(0.1, 1.0 / np.sqrt(max(y.sum(), 1.0)))
    grid = np.arange(np.log(0.05), np.log(6.0), step)
    a, c = _ALPHAS[:, None, None, None], _CARRIES[None, :, None, None]
    mu = mean * np.exp(grid)[None, None, None, :] + c * y[:-1][None, None, :, None]
    now = y[1:]
    top = np.arange(int(now.max(initial=0)))
    rising = np.concatenate(
        [np.zeros((len(_ALPHAS), 1)), np.cumsum(np.log1p(_ALPHAS[:, None] * top), axis=1)], axis=1
    )
    constant = rising[:, now.astype(int)].sum(axis=1)
    yy = now[None, None, :, None]
    each = (yy * np.log(mu) - (yy + 1 / a) * np.log1p(a * mu)).sum(axis=2) + constant[:, None, None]
    each = each + np.log(_CARRY_WEIGHTS)[None, :, None]
    chance = np.exp(each - each.max()).ravel()
    picked = rng.choice(len(chance), size=draws, p=chance / chance.sum())
    i, j, k = np.unravel_index(picked, each.shape)
    return _ALPHAS[i], _CARRIES[j], mean * np.exp(grid[k] + (rng.random(draws) - 0.5) * step)


def backtest(counts: Array, *, origins: int = 12, seed: int = 1) -> tuple[float, float, float]:
    """Mean one-step log scores over the last ``origins`` periods: ours, the past's own frequencies, the last value.

    The frequencies get one extra observation spread as a geometric of the same mean, and the last value is a
    Poisson around it (plus a half), so that neither is ever asked for the logarithm of nothing.
    """
    y = np.asarray(counts, dtype=float)
    ours, climate, last = [], [], []
    for t in range(len(y) - origins, len(y)):
        past, came = y[:t], int(y[t])
        top = int(max(past.max(), came) * 2 + 20)
        rng = np.random.default_rng(seed + t)
        alpha, carry, level = _posterior(past, 200, rng)
        mixed = np.mean(
            [
                negative_binomial_chances(m, 1 / s, top=top)
                for m, s in zip(level + carry * past[-1], alpha, strict=True)
            ],
            axis=0,
        )
        ours.append(log_score(mixed, came))
        spread = negative_binomial_chances(max(float(past.mean()), 0.1), 1.0, top=top)
        often = np.bincount(past.astype(int), minlength=top + 1)[: top + 1]
        climate.append(log_score((often + spread) / (len(past) + 1), came))
        last.append(log_score(negative_binomial_chances(past[-1] + 0.5, 1e4, top=top), came))
    return float(np.mean(ours)), float(np.mean(climate)), float(np.mean(last))


def if_nothing_changes(
    draws: Draws,
    coverage: Coverage,
    question: Question,
    *,
    periods: int | None = None,
    level: float = 0.90,
    late: Array | None = None,
    is_shown_anyway: bool = False,
) -> Finding | Refusal:
    """The total of *reported* incidents over the next ``periods`` if reporting and all else stay as they were.

    Effect ``total_ahead``: reported incidents; the interval is predictive, at ``level``. Refuses where the
    history is short, where it would reach beyond a quarter of it, and where it loses to the past's own
    frequencies or to the last value on the log score over the last twelve periods. Replicates are mixed. With ``late``
    (log F of each period) the scenario starts after the last period of which nine tenths are in.
    ``is_shown_anyway`` spares the comparison with the past: for changed records of one that passed it.
    """
    name = "if_nothing_changes"
    counts, n = draws.counts(), len(draws.present)
    whole = np.flatnonzero(late >= np.log(0.9)) if late is not None else np.arange(len(draws.calendar))
    counts = counts[:, : int(whole.max()) + 1] if len(whole) else counts[:, :0]
    length = counts.shape[1]
    wanted = int(length * LONGEST) if periods is None else periods
    if length < FEWEST_PERIODS:
        return Refusal(name, "too_few_periods", str(length), str(FEWEST_PERIODS))
    if n < FEWEST_INCIDENTS:
        return Refusal(name, "too_few_incidents", str(n), str(FEWEST_INCIDENTS))
    if wanted > LONGEST * length:
        return Refusal(name, "beyond_a_quarter_of_the_history", str(wanted), str(int(LONGEST * length)))
    if not is_shown_anyway:
        ours, climate, last = backtest(counts[0], seed=question.seed)
        if ours > min(climate, last):
            return Refusal(name, "loses_to_the_past", f"{ours:.2f}", f"{min(climate, last):.2f}")
    rows = counts[1:] if len(counts) > 1 else counts
    each = max((1000 if is_shown_anyway else 4000) // len(rows), 40)
    paths = [
        ahead(row, periods=wanted, seed=question.seed + i, draws=each).paths for i, row in enumerate(rows)
    ]
    middle, low, high = Scenario(np.concatenate(paths)).total(level=level)
    origins = sum(one.origins for one in draws.present)
    effect = Effect("total_ahead", middle, low, high, Reported(), n, origins, level, None, str(wanted))
    limits = [Refusal(name, "no_interval_covers_a_change")]
    if not attention(coverage, draws.calendar, question.denominators):
        limits.append(Refusal(name, "no_control_stories"))
    return Finding(
        name, Standing.NOT_ASSESSABLE, (effect,), "nb_carry_scenario", "nothing_changes", limits=tuple(limits)
    )
