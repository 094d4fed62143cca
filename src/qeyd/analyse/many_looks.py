"""Many looks and many cells: what each costs, so that chance finds are not taken for finds."""

from collections.abc import Sequence

import numpy as np

from qeyd.analyse.negative_binomial import Array


def level_for_look(look: int, looks: int, *, alpha: float = 0.05) -> float:
    """The level at which look number ``look`` of ``looks`` planned ones may be tested, two-sided.

    The level is spent along Pocock's curve (Lan & DeMets, Biometrika 70 (1983) 659-663) in equal steps, and each
    step is used by itself: the sum over all looks is alpha, so the chance of any false finding over all looks is
    at most alpha however the looks depend on each other. Looks beyond those planned have nothing left: 0.

    >>> level_for_look(1, 1)
    0.05
    >>> round(sum(level_for_look(i, 24) for i in range(1, 25)), 10)
    0.05
    """
    if not 1 <= look <= looks:
        return 0.0
    if looks == 1:
        return alpha

    def spent(share: float) -> float:
        return float(alpha * np.log1p((np.e - 1) * share))

    return spent(look / looks) - spent((look - 1) / looks)


def benjamini_hochberg(p: Sequence[float] | Array) -> Array:
    """Adjusted p-values for the false discovery rate (Benjamini & Hochberg, JRSS B 57 (1995) 289-300).

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    values = np.asarray(p, dtype=float)
    n = len(values)
    order = np.argsort(values)[::-1]
    stepped = np.minimum.accumulate(values[order] * n / np.arange(n, 0, -1)) if n else values
    out = np.empty(n)
    out[order] = np.minimum(stepped, 1.0)
    return out


def holm(p: Sequence[float] | Array) -> Array:
    """Adjusted p-values for any false finding at all (Holm, Scand. J. Statist. 6 (1979) 65-70).

    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    n = len(values)
    order = np.argsort(values)
    stepped = np.maximum.accumulate(values[order] * np.arange(n, 0, -1)) if n else values
    out = np.empty(n)
    out[order] = np.minimum(stepped, 1.0)
    return out
