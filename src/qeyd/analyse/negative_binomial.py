"""Counts in time: negative binomial with an autoregressive term, fitted to many series at once.

The model, for period t of one series::

    y[t] ~ NB(mean m[t], variance m[t] + alpha m[t]²)
    m[t] = exp(offset[t] + x[t]·beta)  +  carry · y[t-1] · exp(offset[t] - offset[t-1])

The first part is *endemic* (what comes anyway), the second carries a share of the last period's count over.
Without the second part it is the usual negative binomial regression, and with ``alpha`` at its floor the Poisson.
The carried count is rescaled to this period's denominator, so that a busier press does not look like triggering.

References: Held, Höhle & Hofmann, "A statistical framework for the analysis of multivariate infectious disease
surveillance counts", Statistical Modelling 5 (2005) 187-199; Paul & Held, Statistics in Medicine 30 (2011)
1118-1136 (the hhh4 family); Cameron & Trivedi, *Regression Analysis of Count Data* (2013), §3.3 (NB2).

Carry is not contagion: campaigns, seasons and attention make counts cling together as well.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ALPHA_FLOOR = 1e-5  #: as good as Poisson: at a mean of 100 the variance is 100.1
ALPHA_CEILING = 50.0
CARRY_CEILING = 0.98  #: below one, or the mean would grow without end
_ROUNDS = 80
_CLOSE = 1e-9  #: a gain in log-likelihood below this ends the climb


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted series, one per row. Log-likelihoods skip the first period whenever ``conditional`` is set."""

    beta: Array  #: (series, columns), on the log scale
    carry: Array  #: (series,), 0 where the model has none
    alpha: Array  #: (series,), the dispersion
    loglik: Array  #: (series,)
    covariance: Array  #: (series, columns + 1, columns + 1): beta, then carry; expected information inverted
    fitted: Array  #: (series, periods used), the means


def fit(
    counts: Array,
    design: Array,
    *,
    offset: Array | float = 0.0,
    carry: bool = True,
    conditional: bool | None = None,
    poisson: bool = False,
) -> Fit:
    """Fit the model to each row of ``counts`` by maximum likelihood.

    ``counts`` is (series, periods); ``design`` (periods, columns) or (series, periods, columns), its first column
    ones; ``offset`` the log of the denominators, of the shape of counts or one row of it. ``conditional`` takes
    the first period as given even without carry, as the comparison with a model with carry asks for;
    ``poisson`` holds the dispersion at its floor. Fisher scoring for beta and carry and Newton steps for
    log alpha (the two are orthogonal in expectation), from two starting points, with step halving.

    Raises ValueError when shapes do not fit together, or a count is negative.
    """
    y = np.atleast_2d(np.asarray(counts, dtype=float))
    if (y < 0).any():
        raise ValueError("A count cannot be negative.")
    series, periods = y.shape
    x = np.asarray(design, dtype=float)
    x = np.broadcast_to(x, (series, *x.shape)) if x.ndim == 2 else x
    if x.shape[:2] != (series, periods):
        raise ValueError(f"The design has shape {x.shape}, the counts {y.shape}.")
    o = np.broadcast_to(np.asarray(offset, dtype=float), (series, periods))
    skip = 1 if (carry if conditional is None else conditional or carry) else 0
    past = y[:, :-1] * np.exp(o[:, 1:] - o[:, :-1]) if carry else np.zeros((series, periods - skip))
    y, x, o = y[:, skip:], x[:, skip:], o[:, skip:]
    best = _climb(y, x, o, past, 0.05 if carry else 0.0, poisson=poisson)
    if carry:
        other = _climb(y, x, o, past, 0.4, poisson=poisson)
        better = other.loglik > best.loglik + 1e-7
        if better.any():
            for name in Fit.__dataclass_fields__:
                getattr(best, name)[better] = getattr(other, name)[better]
    return best


def ratio_test(full: Fit, null: Fit) -> Array:
    """Likelihood-ratio statistics of nested fits, never below zero."""
    return np.maximum(2.0 * (full.loglik - null.loglik), 0.0)


def chi2_p(statistic: Array | float, df: int = 1) -> Any:
    """The chance of a larger chi-squared value (Wilks)."""
    from scipy.special import chdtrc

    return chdtrc(df, np.maximum(statistic, 0.0))


# --- the climb -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Data:
    """The rows still climbing."""

    y: Array
    x: Array
    o: Array
    past: Array
    above: Array  #: (rows, j): in how many periods the count is above j; makes the gamma functions plain sums
    log_factorials: Array

    def rows(self, keep: NDArray[Any]) -> "_Data":
        return _Data(
            self.y[keep],
            self.x[keep],
            self.o[keep],
            self.past[keep],
            self.above[keep],
            self.log_factorials[keep],
        )


def _climb(y: Array, x: Array, o: Array, past: Array, start_carry: float, *, poisson: bool) -> Fit:
    from scipy.special import gammaln

    rows, _, columns = x.shape
    top = int(y.max(initial=0))
    levels = np.arange(top, dtype=float)
    above = (y[:, :, None] > levels[None, None, :]).sum(axis=1).astype(float) if top else np.zeros((rows, 0))
    data = _Data(y, x, o, past, above, gammaln(y + 1).sum(axis=1))

    beta = np.zeros((rows, columns))
    beta[:, 0] = np.log((y.sum(axis=1) + 0.5) / np.exp(o).sum(axis=1)) + np.log1p(-start_carry)
    carry = np.full(rows, start_carry)
    mean, variance = y.mean(axis=1), y.var(axis=1)
    moments = np.clip((variance - mean) / np.maximum(mean, 0.1) ** 2, 0.02, 2.0)
    alpha = np.full(rows, ALPHA_FLOOR) if poisson else moments
    loglik = _loglik(data, _mean(data, beta, carry)[1], alpha)

    climbing = np.arange(rows)
    has_carry = start_carry > 0
    for _ in range(_ROUNDS):
        here = data.rows(climbing)
        b, c, a, before = beta[climbing], carry[climbing], alpha[climbing], loglik[climbing]
        b, c, now = _step_mean(here, b, c, a, before, has_carry=has_carry)
        if not poisson:
            a, now = _step_alpha(here, _mean(here, b, c)[1], a, now)
        beta[climbing], carry[climbing], alpha[climbing], loglik[climbing] = b, c, a, now
        climbing = climbing[now - before > _CLOSE]
        if not len(climbing):
            break

    endemic, mu = _mean(data, beta, carry)
    information = _information(data, endemic, mu, alpha, has_carry=has_carry)
    return Fit(beta, carry, alpha, loglik, _inverse(information), mu)


def _mean(data: _Data, beta: Array, carry: Array) -> tuple[Array, Array]:
    linear = np.clip(np.einsum("rtc,rc->rt", data.x, beta) + data.o, -30.0, 30.0)
    endemic = np.exp(linear)
    return endemic, np.maximum(endemic + carry[:, None] * data.past, 1e-12)


def _loglik(data: _Data, mu: Array, alpha: Array) -> Array:
    # sum over j < y of log(1 + alpha j) is log Gamma(y + 1/alpha) - log Gamma(1/alpha) + y log alpha
    a = alpha[:, None]
    levels = np.arange(data.above.shape[1], dtype=float)
    rising = (data.above * np.log1p(a * levels)).sum(axis=1)
    each = data.y * np.log(mu) - (data.y + 1.0 / a) * np.log1p(a * mu)
    out: Array = rising + each.sum(axis=1) - data.log_factorials
    return out


def _information(data: _Data, endemic: Array, mu: Array, alpha: Array, *, has_carry: bool) -> Array:
    weight = 1.0 / (mu * (1.0 + alpha[:, None] * mu))
    jacobian = np.concatenate([endemic[:, :, None] * data.x, data.past[:, :, None]], axis=2)
    information: Array = np.einsum("rti,rt,rtj->rij", jacobian, weight, jacobian)
    if not has_carry:
        _hold(information)
    return information


def _hold(information: Array, rows: Any = slice(None)) -> None:
    information[rows, -1, :] = 0.0
    information[rows, :, -1] = 0.0
    information[rows, -1, -1] = 1e12  # as good as known: its variance comes out as zero


def _inverse(information: Array) -> Array:
    size = information.shape[-1]
    steady = information + np.eye(size) * 1e-9
    return np.asarray(np.linalg.pinv(steady, hermitian=True), dtype=float)


def _step_mean(
    data: _Data, beta: Array, carry: Array, alpha: Array, before: Array, *, has_carry: bool
) -> tuple[Array, Array, Array]:
    endemic, mu = _mean(data, beta, carry)
    weight = 1.0 / (mu * (1.0 + alpha[:, None] * mu))
    pull = (data.y - mu) * weight
    jacobian = np.concatenate([endemic[:, :, None] * data.x, data.past[:, :, None]], axis=2)
    gradient = np.einsum("rti,rt->ri", jacobian, pull)
    information = np.einsum("rti,rt,rtj->rij", jacobian, weight, jacobian)
    held = (carry <= 0) & (gradient[:, -1] <= 0) | (carry >= CARRY_CEILING) & (gradient[:, -1] >= 0)
    held |= not has_carry
    gradient[held, -1] = 0.0
    _hold(information, held)
    information += np.eye(information.shape[-1]) * 1e-9
    step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
    step[:, :-1] = np.clip(step[:, :-1], -3.0, 3.0)

    out_beta, out_carry, out = beta.copy(), carry.copy(), before.copy()
    waiting = np.arange(len(beta))
    size = 1.0
    for _ in range(12):
        here = data.rows(waiting)
        b = beta[waiting] + size * step[waiting, :-1]
        c = (
            np.clip(carry[waiting] + size * step[waiting, -1], 0.0, CARRY_CEILING)
            if has_carry
            else carry[waiting]
        )
        after = _loglik(here, _mean(here, b, c)[1], alpha[waiting])
        good = after >= before[waiting]
        done = waiting[good]
        out_beta[done], out_carry[done], out[done] = b[good], c[good], after[good]
        waiting = waiting[~good]
        if not len(waiting):
            break
        size /= 2.0
    return out_beta, out_carry, out


def _step_alpha(data: _Data, mu: Array, alpha: Array, before: Array) -> tuple[Array, Array]:
    a = alpha[:, None]
    levels = np.arange(data.above.shape[1], dtype=float)
    down = 1.0 + a * levels
    log1, share = np.log1p(a * mu), mu / (1.0 + a * mu)
    strength = data.y + 1.0 / a
    first = (data.above * levels / down).sum(axis=1) + (log1 / a**2 - strength * share).sum(axis=1)
    second = -(data.above * levels**2 / down**2).sum(axis=1)
    second = second - (2 * log1 / a**3 - 2 * share / a**2 - strength * share**2).sum(axis=1)
    slope, bend = alpha * first, alpha**2 * second + alpha * first
    step = np.where(bend < -1e-8, -slope / np.minimum(bend, -1e-8), np.sign(slope))
    step = np.clip(step, -2.0, 2.0)
    out_alpha, out = alpha.copy(), before.copy()
    waiting = np.arange(len(alpha))
    size = 1.0
    for _ in range(8):
        here = data.rows(waiting)
        tried = np.clip(alpha[waiting] * np.exp(size * step[waiting]), ALPHA_FLOOR, ALPHA_CEILING)
        after = _loglik(here, mu[waiting], tried)
        good = after >= before[waiting]
        out_alpha[waiting[good]], out[waiting[good]] = tried[good], after[good]
        waiting = waiting[~good]
        if not len(waiting):
            break
        size /= 2.0
    return out_alpha, out
