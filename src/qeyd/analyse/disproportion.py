"""Whom does it hit out of proportion? Observed against expected counts, by cell.

From the margins of a table of groups and acts the answer is one about *reporting*: a group's share among what was
reported. Only populations or exposures make it one about groups.

References: IC: Norén, Hopstadius & Bate, Stat. Meth. Med. Res. 22 (2013) 57-69. EBGM: DuMouchel, Am. Stat. 53 (1999)
177-190. PRR: Evans, Waller & Davis, Pharmacoepid. Drug Saf. 10 (2001) 483-486. Calibration by the smallest p over
simulated tables: Westfall & Young, *Resampling-Based Multiple Testing* (1993), §2.
"""

from dataclasses import dataclass

import numpy as np

from qeyd.analyse.negative_binomial import Array


def ic(
    observed: Array | float, expected: Array | float, *, level: float = 0.95
) -> tuple[Array, Array, Array]:
    """The information component log2((O + 1/2) / (E + 1/2)) with its Gamma credibility interval; in bits."""
    from scipy.special import gammaincinv

    o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    tail = (1 - level) / 2
    middle = np.log2((o + 0.5) / (e + 0.5))
    low, high = (np.log2(gammaincinv(o + 0.5, q) / (e + 0.5)) for q in (tail, 1 - tail))
    return middle, low, high


def proportional_ratios(table: Array) -> tuple[Array, Array]:
    """PRR and ROR of every cell of a table of counts; infinite where the others have none."""
    n = np.asarray(table, dtype=float)
    b = n.sum(axis=1, keepdims=True) - n
    c = n.sum(axis=0, keepdims=True) - n
    d = n.sum() - n - b - c
    with np.errstate(divide="ignore", invalid="ignore"):
        return (n / (n + b)) / (c / (c + d)), n * d / (b * c)


def margins(table: Array) -> Array:
    """What each cell would hold if rows and columns had nothing to do with each other."""
    n = np.asarray(table, dtype=float)
    out: Array = (
        n.sum(axis=-1, keepdims=True)
        * n.sum(axis=-2, keepdims=True)
        / np.maximum(n.sum(axis=(-2, -1), keepdims=True), 1e-12)
    )
    return out


# --- empirical Bayes -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mixture:
    """DuMouchel's prior of the ratios: two Gammas (shape, rate) and the share of the first."""

    shape1: float
    rate1: float
    shape2: float
    rate2: float
    share: float


def _log_nb(n: Array, e: Array, shape: float, rate: float) -> Array:
    from scipy.special import gammaln

    out: Array = (
        gammaln(shape + n)
        - gammaln(shape)
        - gammaln(n + 1)
        + shape * np.log(rate / (rate + e))
        + n * np.log(e / (rate + e))
    )
    return out


def fit_mixture(observed: Array, expected: Array, *, only_positive: bool = False) -> Mixture:
    """Fit the prior by maximum likelihood. ``only_positive``: cells with 0 were not listed (truncated at 1).

    Truncation is of each Gamma-Poisson part by itself (DuMouchel & Pregibon, KDD 2001, 67-76).
    """
    from scipy.optimize import minimize

    n, e = np.asarray(observed, dtype=float).ravel(), np.asarray(expected, dtype=float).ravel()
    zero = np.zeros_like(n)

    def loss(x: Array) -> float:
        x = np.clip(x, -12, 12)
        a1, b1, a2, b2 = np.exp(x[:4])
        w = 1 / (1 + np.exp(-x[4]))
        l1, l2 = np.log(w), np.log1p(-w)
        parts = []
        for weight, a, b in ((l1, a1, b1), (l2, a2, b2)):
            part = _log_nb(n, e, a, b)
            if only_positive:  # each part by itself, as in DuMouchel & Pregibon (2001)
                part = part - np.log(-np.expm1(np.minimum(_log_nb(zero, e, a, b), -1e-12)))
            parts.append(weight + part)
        return -float(np.logaddexp(*parts).sum())

    best = None
    for start in ((2.0, 1.0, 2.0, 2.0, 0.2), (0.2, 0.1, 2.0, 4.0, 1 / 3), (1.0, 0.3, 8.0, 8.0, 0.1)):
        x0 = np.array([*np.log(start[:4]), np.log(start[4] / (1 - start[4]))])
        found = minimize(loss, x0, method="L-BFGS-B", options={"maxiter": 500})
        found = minimize(
            loss, found.x, method="Nelder-Mead", options={"maxiter": 2000, "xatol": 1e-6, "fatol": 1e-8}
        )
        if best is None or found.fun < best.fun:
            best = found
    assert best is not None
    ends = np.clip(best.x, -12, 12)
    a1, b1, a2, b2 = np.exp(ends[:4])
    w = 1 / (1 + np.exp(-ends[4]))
    first = (float(a1), float(b1))
    second = (float(a2), float(b2))
    if a1 / b1 < a2 / b2:  # the first part is the one of the higher ratios
        first, second, w = second, first, 1 - w
    return Mixture(*first, *second, float(w))


def ebgm(
    observed: Array, expected: Array, prior: Mixture, *, level: float = 0.90
) -> tuple[Array, Array, Array]:
    """The shrunk ratio (geometric mean of its posterior) and its interval, EB05 to EB95 at level 0.90."""
    from scipy.special import gammainc, psi

    n, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    l1 = np.log(prior.share) + _log_nb(n, e, prior.shape1, prior.rate1)
    l2 = np.log1p(-prior.share) + _log_nb(n, e, prior.shape2, prior.rate2)
    q = 1 / (1 + np.exp(np.clip(l2 - l1, -700, 700)))
    s1, r1, s2, r2 = prior.shape1 + n, prior.rate1 + e, prior.shape2 + n, prior.rate2 + e
    middle = np.exp(q * (psi(s1) - np.log(r1)) + (1 - q) * (psi(s2) - np.log(r2)))

    def quantile(share: float) -> Array:
        low, high = np.full_like(middle, -25.0), np.full_like(middle, 15.0)
        for _ in range(60):
            mid = (low + high) / 2
            x = np.exp(mid)
            below = q * gammainc(s1, r1 * x) + (1 - q) * gammainc(s2, r2 * x) < share
            low, high = np.where(below, mid, low), np.where(below, high, mid)
        out: Array = np.exp((low + high) / 2)
        return out

    return middle, quantile((1 - level) / 2), quantile((1 + level) / 2)


# --- cells that stand out, with overdispersion -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cells:
    """Every cell of a table, with the chance that some cell of a table without any pattern stands out as much."""

    observed: Array
    expected: Array
    dispersion: float  #: variance to mean of a cell's count; 1 where incidents come singly
    p_any: Array  #: adjusted over all cells: small only for what chance and clustering do not bring forth
    ratio: Array  #: shrunk by the information component's half
    low: Array
    high: Array


_GRID = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 9.0, 14.0, 20.0)


def standing_out(
    table: Array, *, seed: int, simulations: int = 400, level: float = 0.95, independent: bool = False
) -> Cells:
    """Which cells of a table of groups (rows) by acts or places (columns) hold more than the margins say.

    The table's dispersion is estimated from its ordinary cells (the tenth that stands out most is left aside and the
    margins are fitted to the rest, so that a real pattern does not pass for noise) and taken as 1 unless it exceeds
    what independent incidents bring forth in 99 of 100 tables (decision 35). Each cell gets the tail chance of its
    count under a negative binomial of the expected mean and that dispersion; the smallest such chance is compared
    with those of ``simulations`` tables
    of the same margins and dispersion and no pattern, treated in the same way from the start. So the chance of
    *any* false cell is held, whatever their number. Count affairs rather than incidents where the affairs are
    known, with ``independent`` set: that takes the clustering away instead of paying for it.
    Memory: simulations times cells.
    """
    n = np.asarray(table, dtype=float)
    e = margins(n)
    rng = np.random.default_rng(seed)
    curve = []
    ceiling = 0.0
    for phi in _GRID:
        made = _tables(e, phi, max(simulations // 2, 100), rng)
        noise = _noise(made, margins(made))
        curve.append(float(noise.mean()))
        if phi == 1.0:
            ceiling = float(noise.mean() + 2.33 * noise.std())
    along = np.maximum.accumulate(curve)

    def spread(tables: Array, expected: Array) -> Array:
        noise = _noise(tables, expected)
        return np.where(noise > ceiling, np.interp(noise, along, _GRID), 1.0)

    phi = 1.0 if independent else float(spread(n[None], e[None])[0])
    made = _tables(e, phi, simulations, rng)
    highest = np.sort(_floors(made, margins(made)).max(axis=(1, 2)))
    floors = _floors(n[None], e[None])[0]
    above = simulations - np.searchsorted(highest, floors.ravel() - 1e-12, side="left").reshape(floors.shape)
    p_any = (1 + above) / (simulations + 1)
    middle, low, high = ic(n / phi, e / phi, level=level)
    return Cells(n, e, phi, p_any, 2.0**middle, 2.0**low, 2.0**high)


def _noise(tables: Array, expected: Array) -> Array:
    """Pearson's statistic per ordinary cell, one number a table.

    The tenth of the cells that lies highest above ``expected`` is left aside, and rows and columns are fitted to the
    others alone (quasi-independence: Goodman, JASA 63 (1968) 1091-1131, by iterative scaling): a cell with a real
    pattern raises its row and column, and would make all their other cells look scattered.
    """
    above = ((tables - expected) / np.sqrt(np.maximum(expected, 1e-9))).reshape(len(tables), -1)
    aside = max(int(above.shape[1] * 0.1), 1)
    edge = np.partition(above, -aside, axis=1)[:, -aside]
    kept = (above < edge[:, None]).reshape(tables.shape).astype(float)
    counted = kept * tables
    rows = np.maximum(counted.sum(axis=2, keepdims=True), 1e-9)
    columns = np.ones((len(tables), 1, tables.shape[2]))
    for _ in range(12):
        columns = counted.sum(axis=1, keepdims=True) / np.maximum(
            (kept * rows).sum(axis=1, keepdims=True), 1e-9
        )
        rows = counted.sum(axis=2, keepdims=True) / np.maximum(
            (kept * columns).sum(axis=2, keepdims=True), 1e-9
        )
    fitted = rows * columns
    each = np.where(fitted > 1e-9, kept * (tables - fitted) ** 2 / np.maximum(fitted, 1e-9), 0.0)
    out: Array = each.sum(axis=(1, 2)) / np.maximum(kept.sum(axis=(1, 2)), 1)
    return out


_SHAPES = np.exp(np.linspace(np.log(0.3), np.log(3000.0), 40))


def _floors(tables: Array, expected: Array) -> Array:
    """The 5 % point of each cell's ratio under a Gamma prior around 1, its shape fitted to each table."""
    from scipy.special import gammaincinv, gammaln

    n, e = tables, np.maximum(expected, 1e-9)
    fits = []
    for shape in _SHAPES:
        each = (
            gammaln(shape + n)
            - gammaln(shape)
            + shape * np.log(shape / (shape + e))
            + n * np.log(e / (shape + e))
        )
        fits.append(each.sum(axis=(1, 2)))
    shape = _SHAPES[np.argmax(fits, axis=0)][:, None, None]
    out: Array = gammaincinv(shape + n, 0.05) / (shape + e)
    return out


def _tables(e: Array, phi: float, number: int, rng: np.random.Generator) -> Array:
    mean = np.broadcast_to(np.maximum(e, 1e-9), (number, *e.shape))
    if phi <= 1.0 + 1e-6:
        return rng.poisson(mean).astype(float)
    return rng.poisson(rng.gamma(mean / (phi - 1.0), phi - 1.0)).astype(float)
