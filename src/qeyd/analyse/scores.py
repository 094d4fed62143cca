"""Proper scores of forecasts of counts; lower is better.

References: Gneiting & Raftery, JASA 102 (2007) 359-378; Czado, Gneiting & Held, Biometrics 65 (2009) 1254-1261.
"""

import numpy as np

from qeyd.analyse.negative_binomial import Array


def poisson_chances(mean: float, *, top: int) -> Array:
    """The chances of 0 to ``top``."""
    from scipy.special import gammaln

    k = np.arange(top + 1)
    out: Array = np.exp(k * np.log(mean) - mean - gammaln(k + 1))
    return out


def negative_binomial_chances(mean: float, size: float, *, top: int) -> Array:
    """The chances of 0 to ``top``; variance mean + mean²/size."""
    from scipy.special import gammaln

    k = np.arange(top + 1)
    out: Array = np.exp(
        gammaln(k + size)
        - gammaln(size)
        - gammaln(k + 1)
        + size * np.log(size / (size + mean))
        + k * np.log(mean / (size + mean))
    )
    return out


def log_score(chances: Array, y: int) -> float:
    """Minus the log of the chance that was given to what came; 700 for what was held impossible."""
    given = float(chances[y]) if y < len(chances) else 0.0
    return -float(np.log(given)) if given > 1e-304 else 700.0


def ranked_probability_score(chances: Array, y: int) -> float:
    """The squared distance of the forecast's distribution function from that of what came, summed over counts."""
    below = np.cumsum(chances)
    came = (np.arange(len(chances)) >= y).astype(float)
    tail = max(y - len(chances), 0)
    return float(((below - came) ** 2).sum() + tail)
