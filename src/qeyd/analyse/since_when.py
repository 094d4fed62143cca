"""Since when? One change of level, its chance, and an interval of dates, never a date alone.

All possible dates are enumerated, and the two levels, the dispersion and the carry are integrated over grids, so
nothing is approximated but the grids. References: Raftery & Akman, Biometrika 73 (1986) 85-89 (Poisson process);
Smith, Biometrika 62 (1975) 407-416. PELT: Killick, Fearnhead & Eckley, JASA 107 (2012) 1590-1598.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qeyd.analyse.coverage import attention
from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.replicates import Draws, pool
from qeyd.analyse.robustness import FEWEST_INCIDENTS, FEWEST_PERIODS, periods_in
from qeyd.model.coverage import Coverage
from qeyd.model.finding import Adjusted, Effect, Finding, Refusal, Reported, Standing
from qeyd.model.question import Question

#: Dispersions, equally likely beforehand: from Poisson to a variance of m + m².
ALPHAS = (1e-5, 0.05, 0.12, 0.25, 0.45, 0.7, 1.0)
#: Shares of the last count carried over, and how likely each is beforehand; see decision 32.
CARRIES = (0.0, 0.2, 0.4, 0.6)
CARRY_WEIGHTS = (0.8, 0.12, 0.06, 0.02)
DECISIVE = 10.0  #: Bayes factor asked for; "strong" in Jeffreys, *Theory of Probability* (1961), app. B
WIDEST = 0.25  #: of the series: a wider 90 % interval gives no date


@dataclass(frozen=True, slots=True)
class Change:
    """What one series says about one change of its level. Periods are counted from 0."""

    bayes_factor: float  #: one change against none
    dates: Array  #: (periods,): the chance that this is the last period of the old level, given a change
    mode: int
    low: int  #: 90 % interval of the last period of the old level
    high: int
    before: float  #: mean level per unit of the offset, given a change
    after: float
    ratio: float  #: after to before, median
    ratio_low: float  #: 95 %
    ratio_high: float

    @property
    def chance(self) -> float:
        """Of any change, at even odds beforehand."""
        return self.bayes_factor / (1 + self.bayes_factor)

    @property
    def established(self) -> bool:
        """Decisive, and its 90 % interval no wider than a quarter of the series."""
        return self.bayes_factor > DECISIVE and self.high - self.low + 1 <= WIDEST * len(self.dates)


def changes(
    counts: Array,
    *,
    offset: Array | float = 0.0,
    alphas: tuple[float, ...] = ALPHAS,
    carries: tuple[float, ...] = CARRIES,
    carry_weights: tuple[float, ...] = CARRY_WEIGHTS,
    shape: float = 1.0,
    margin: int = 3,
    interval: float = 0.90,
) -> list[Change]:
    """One change of level in each row of ``counts``.

    Levels have independent Gamma priors of the given ``shape`` around the series' own mean; every date that
    leaves ``margin`` periods on both sides is equally likely. ``alphas=(1e-5,), carries=(0.0,)`` is the Poisson
    model of Raftery & Akman. With carry the first period is taken as given.
    """
    y = np.atleast_2d(np.asarray(counts, dtype=float))
    o = np.broadcast_to(np.asarray(offset, dtype=float), y.shape)
    return [
        _change(
            row,
            off,
            alphas=alphas,
            carries=carries,
            carry_weights=carry_weights,
            shape=shape,
            margin=margin,
            interval=interval,
        )
        for row, off in zip(y, o, strict=True)
    ]


def _change(
    y: Array,
    o: Array,
    *,
    alphas: tuple[float, ...],
    carries: tuple[float, ...],
    carry_weights: tuple[float, ...],
    shape: float,
    margin: int,
    interval: float,
) -> Change:
    from scipy.special import gammaln

    skip = 1 if any(carries) else 0
    periods = len(y)
    usual = np.log(np.asarray(carry_weights[: len(carries)]) / sum(carry_weights[: len(carries)]))
    past = y[:-1] * np.exp(o[1:] - o[:-1]) if skip else np.zeros(periods)
    y_, e = y[skip:], np.exp(o[skip:])
    mean = max(float(y.sum() / np.exp(o).sum()), 1e-9)
    step = min(0.1, 1.0 / np.sqrt(max(y.sum(), 1.0)))
    grid = np.arange(np.log(0.02), np.log(12.0), step)  # log levels, relative to the mean
    prior = shape * (grid + np.log(shape)) - shape * np.exp(grid) - gammaln(shape) + np.log(step)

    a = np.asarray(alphas)[:, None, None, None]
    c = np.asarray(carries)[None, :, None, None]
    mu = mean * np.exp(grid)[None, None, None, :] * e[None, None, :, None] + c * past[None, None, :, None]
    top = np.arange(int(y_.max(initial=0)))
    rising = np.concatenate(
        [np.zeros((len(alphas), 1)), np.cumsum(np.log1p(a[:, :, 0, 0] * top), axis=1)], axis=1
    )
    constant = rising[:, y_.astype(int)]  # (alphas, periods)
    yy = y_[None, None, :, None]
    each = yy * np.log(mu) - (yy + 1 / a) * np.log1p(a * mu) + constant[:, None, :, None]
    along = np.cumsum(each, axis=2)  # (alphas, carries, periods, grid)
    total = along[:, :, -1:, :]
    none = _lse(total[:, :, 0, :] + prior, axis=2) + usual  # (alphas, carries)
    dates = np.arange(max(margin - skip, 1) - 1, len(y_) - margin)
    first = along[:, :, dates, :] + prior
    second = total - along[:, :, dates, :] + prior
    at = _lse(first, axis=3) + _lse(second, axis=3) + usual[:, None]  # (alphas, carries, dates)
    by_date = _lse(_lse(at, axis=0), axis=0)
    bayes_factor = float(
        np.exp(np.clip(_lse(by_date, axis=0) - np.log(len(dates)) - _lse(none.ravel(), axis=0), -700, 700))
    )
    weight = np.exp(by_date - _lse(by_date, axis=0))
    chances = np.zeros(periods)
    chances[dates + skip] = weight
    # The levels given a change: mix over dispersion, carry and date.
    mix = np.exp(at - _lse(at.ravel(), axis=0))
    p1 = np.exp(first - _lse(first, axis=3)[..., None])
    p2 = np.exp(second - _lse(second, axis=3)[..., None])
    levels = mean * np.exp(grid)
    before = float((mix * (p1 @ levels)).sum())
    after = float((mix * (p2 @ levels)).sum())
    low, high = _interval(chances, interval)
    ratio = _ratio(mix, p1, p2, step)
    return Change(bayes_factor, chances, int(chances.argmax()), low, high, before, after, *ratio)


def _lse(values: Any, *, axis: int) -> Any:
    top = values.max(axis=axis, keepdims=True)
    return (np.log(np.exp(values - top).sum(axis=axis, keepdims=True)) + top).squeeze(axis)


def _interval(chances: Array, share: float) -> tuple[int, int]:
    """The periods that leave the same chance out on either side."""
    along = np.cumsum(chances)
    tail = (1 - share) / 2
    return int(np.searchsorted(along, tail)), int(np.searchsorted(along, min(1 - tail, along[-1] - 1e-12)))


def _ratio(mix: Array, p1: Array, p2: Array, step: float) -> tuple[float, float, float]:
    size = p1.shape[-1]
    width = 1 << (2 * size - 1).bit_length()
    # What carries all but a ten-thousandth of the chance; the rest moves no digit that is shown.
    heaviest = np.argsort(mix, axis=None)[::-1]
    heaviest = heaviest[: int(np.searchsorted(np.cumsum(mix.ravel()[heaviest]), 0.9999)) + 1]
    before, after, share = (
        p1.reshape(-1, size)[heaviest],
        p2.reshape(-1, size)[heaviest],
        mix.ravel()[heaviest],
    )
    spectrum = np.zeros(width // 2 + 1, dtype=complex)
    for start in range(0, len(heaviest), 256):
        part = slice(start, start + 256)
        turned = np.fft.rfft(after[part], width) * np.conj(np.fft.rfft(before[part], width))
        spectrum += share[part] @ turned
    spread = np.maximum(np.fft.irfft(spectrum, width), 0.0)
    spread = np.roll(spread, size)[: 2 * size]
    along = np.cumsum(spread) / spread.sum()
    median, low, high = (
        float(np.exp((np.interp(q, along, np.arange(2 * size)) - size) * step)) for q in (0.5, 0.025, 0.975)
    )
    return median, low, high


# --- several changes, as a display -----------------------------------------------------------------------------


def segments(counts: Array, *, penalty: float, margin: int = 6, alpha: float = 0.0) -> list[int]:
    """The periods after which the level changes, by PELT (ruptures, jump=1): the first of each new level.

    The cost is minus twice the log-likelihood, of the Poisson (``alpha`` 0) or of the negative binomial with
    that dispersion. A display only: on overdispersed counts the Poisson cost finds changes that are not there
    in 45 of 100 series (docs/statistics.md), so nothing is concluded from it.
    """
    import ruptures

    y = np.asarray(counts, dtype=float)

    class Cost(ruptures.base.BaseCost):  # type: ignore[misc]
        """Minus twice the log-likelihood of a constant level, up to a constant."""

        model = "counts"
        min_size = margin

        def fit(self, signal: Array) -> "Cost":
            self.signal = np.asarray(signal, dtype=float).reshape(-1, 1)
            self.along = np.concatenate([[0.0], np.cumsum(self.signal)])
            return self

        def error(self, start: int, end: int) -> float:
            n, total = end - start, self.along[end] - self.along[start]
            if total <= 0:
                return 0.0
            level = total / n
            if alpha <= 0:
                return float(2 * (total - total * np.log(level)))
            return float(-2 * (total * np.log(level) - (total + n / alpha) * np.log1p(alpha * level)))

    found = (
        ruptures.Pelt(custom_cost=Cost(), min_size=margin, jump=1).fit(y.reshape(-1, 1)).predict(pen=penalty)
    )
    return [int(one) for one in found[:-1]]


# --- as a finding ----------------------------------------------------------------------------------------------


def since_when(
    draws: Draws, coverage: Coverage, question: Question, *, late: Array | None = None
) -> Finding | Refusal:
    """Whether and since when the level is another one, over the drawn versions of the record.

    Effects ``chance_of_change`` (0 to 1, at even odds beforehand; its interval is that over the versions) and,
    given a change, ``level_ratio`` (after to before). The interval of dates stands among the facts, and only where
    the change is decisive and the interval no wider than a quarter of the series.
    """
    name = "since_when"
    present = draws.present
    n, origins = len(present), sum(one.origins for one in present)
    late = np.zeros(len(draws.calendar)) if late is None else late
    used = periods_in(late)
    if used < FEWEST_PERIODS:
        return Refusal(name, "too_few_periods", str(used), str(FEWEST_PERIODS))
    if n < FEWEST_INCIDENTS:
        return Refusal(name, "too_few_incidents", str(n), str(FEWEST_INCIDENTS))
    counts = draws.counts()
    rows = counts[1:][:20] if len(counts) > 1 else counts
    looked = attention(coverage, draws.calendar, question.denominators)
    offset = np.log(draws.calendar.days / draws.calendar.days.mean()) + late
    if looked:
        offset = looked[0].log(rows) - np.log(np.maximum(looked[0].stories, 0.5).mean()) + offset
    found = changes(rows[:, :used], offset=np.broadcast_to(offset, rows.shape)[:, :used])
    chances = np.array([one.chance for one in found])
    chance = float(chances.mean())
    low, high = (float(x) for x in np.quantile(chances, [0.025, 0.975]))
    dates = np.mean([one.dates for one in found], axis=0)
    first, last = _interval(dates, 0.90)
    error = np.array([np.log(one.ratio_high / one.ratio_low) / (2 * 1.96) for one in found])
    ratio = pool(np.log([one.ratio for one in found]), error**2)
    r, r_low, r_high = (float(np.exp(x)) for x in (ratio.value, ratio.low, ratio.high))
    sure = chance > DECISIVE / (1 + DECISIVE)
    narrow = last - first + 1 <= WIDEST * used
    limits, facts = [], []
    if not sure:
        limits.append(
            Refusal(name, "change_not_decisive", f"{chance:.2f}", f"{DECISIVE / (1 + DECISIVE):.2f}")
        )
    elif not narrow:
        limits.append(Refusal(name, "date_too_wide", str(last - first + 1), str(int(WIDEST * used))))
    else:
        starts = [*draws.calendar.starts, draws.calendar.end]
        facts.append(("change_between", f"{starts[first + 1].isoformat()} / {starts[last + 1].isoformat()}"))
    low, high = min(low, chance), max(high, chance)
    effects: list[Effect[Reported] | Effect[Adjusted]] = []
    if looked:
        adjusted = Adjusted.to_controls(looked[0].controls)
        effects.append(Effect("chance_of_change", chance, low, high, adjusted, n, origins))
        effects.append(Effect("level_ratio", r, r_low, r_high, adjusted, n, origins))
    else:
        limits.append(Refusal(name, "no_control_stories"))
        effects.append(Effect("chance_of_change", chance, low, high, Reported(), n, origins))
        effects.append(Effect("level_ratio", r, r_low, r_high, Reported(), n, origins))
    turn = int(np.argmax(dates))
    rises = r >= 1
    later = [
        (one.id, (at > turn) == rises)
        for one, at in zip(draws.entries, draws.period[0], strict=True)
        if 0 <= at < used
    ]
    standing = Standing.SUPPORTED if sure and looked else Standing.NOT_ASSESSABLE
    if looked and chance < 1 / (1 + DECISIVE):
        standing = Standing.CONTRADICTED
    return Finding(
        question=name,
        standing=standing,
        effects=tuple(effects),
        method="one_change_enumerated",
        assumption="control_shares_attention" if looked else "attention_constant",
        limits=tuple(limits),
        tested=len(draws.calendar),
        facts=tuple(facts),
        incidents_for=tuple(id for id, speaks_for in later if speaks_for),
        incidents_against=tuple(id for id, speaks_for in later if not speaks_for),
    )
