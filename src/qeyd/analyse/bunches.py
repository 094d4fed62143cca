"""Whether affairs bunch in time. It names no cause: campaigns, seasons, attention and triggering look alike.

References: Ripley, J. Appl. Prob. 13 (1976) 255-266 (pairs within a distance); Barnard's Monte Carlo test
(Besag & Diggle, Appl. Stat. 26 (1977) 327-333).
"""

import numpy as np

from qeyd.analyse.negative_binomial import Array

NEAR_DAYS = 14  #: two affairs so near each other count as a pair; see decision 34


def pairs_near(
    days: Array, edges: Array, weight: Array, *, seed: int, near: float = NEAR_DAYS, draws: int = 1000
) -> tuple[float, float, float, float]:
    """Pairs of days within ``near``, over their mean under independence: ratio, its 95 % interval, two-sided p.

    Independent days fall into the stretches between ``edges`` in proportion to ``weight``, evenly within each.
    """
    rng = np.random.default_rng(seed)

    def pairs(sorted_days: Array) -> float:
        return float(
            (
                np.searchsorted(sorted_days, sorted_days + near, side="right")
                - np.arange(len(sorted_days))
                - 1
            ).sum()
        )

    seen = pairs(np.sort(days))
    at = rng.choice(len(weight), size=(draws, len(days)), p=weight / weight.sum())
    made_days = np.floor(edges[at] + rng.random(at.shape) * (edges[at + 1] - edges[at]))
    made_days.sort(axis=1)
    made = np.array([pairs(row) for row in made_days])
    mean = max(float(made.mean()), 1e-9)
    low, high = (max(float(x), 0.5) for x in np.quantile(made, [0.025, 0.975]))
    ratio = seen / mean
    p = min(1.0, 2 * (1 + min(float((made >= seen).sum()), float((made <= seen).sum()))) / (draws + 1))
    return ratio, min(seen / high, ratio), max(seen / low, ratio), p


def clinging(counts: Array, exposure: Array | None = None) -> float:
    """Log Bayes factor: counts with overdispersion or carry against a constant Poisson rate.

    ``exposure``: how much was looked at in each period, in any unit; None: alike.
    """
    y = np.asarray(counts, dtype=float)
    e = np.ones(len(y)) if exposure is None else np.maximum(exposure, 1e-6) / np.mean(exposure)
    alphas, carries = np.array([1e-5, 0.05, 0.12, 0.25, 0.45, 0.8]), np.array([0.0, 0.15, 0.3, 0.5])
    mean = max(float(y.mean()), 0.05)
    # A sum over a grid of twice the posterior's spread is right to a hundredth, as bell curves are.
    step = min(0.1, 2 / np.sqrt(max(y.sum(), 1)))
    grid = np.arange(np.log(0.05), np.log(6.0), step)
    a = alphas[:, None, None, None]
    past = (y[:-1] * e[1:] / e[:-1])[None, None, :, None]
    endemic = mean * np.exp(grid)[None, None, None, :] * e[1:][None, None, :, None]
    mu = endemic + carries[None, :, None, None] * past
    now = y[1:]
    top = np.arange(int(now.max(initial=0)))
    rising = np.concatenate(
        [np.zeros((len(alphas), 1)), np.cumsum(np.log1p(alphas[:, None] * top), axis=1)], axis=1
    )
    yy = now[None, None, :, None]
    each = (yy * np.log(mu) - (yy + 1 / a) * np.log1p(a * mu)).sum(axis=2)
    each = each + rising[:, now.astype(int)].sum(axis=1)[:, None, None]
    peak = each.max(axis=2, keepdims=True)
    evidence = np.log(np.exp(each - peak).sum(axis=2) * step) + peak[:, :, 0]
    plain = evidence[0, 0]
    other = np.delete(evidence.ravel(), 0)
    return float(np.log(np.exp(other - other.max()).mean()) + other.max() - plain)
