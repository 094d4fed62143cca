"""Is it rising? A steady trend over the window, as a ratio per year."""

import numpy as np

from qeyd.analyse.negative_binomial import Array, fit
from qeyd.analyse.replicates import Draws
from qeyd.analyse.robustness import LogRatios, ratio_answer
from qeyd.model.coverage import Coverage
from qeyd.model.finding import Finding, Refusal
from qeyd.model.question import Question


def trend(counts: Array, *, per_year: float, offset: Array | float = 0.0) -> LogRatios:
    """The log ratio per year of the endemic part, with its standard error; one series a row.

    Negative binomial with carry (see negative_binomial.py); the error comes from the expected information, the
    carry being taken as known where it is estimated as zero. That Wald test holds its level better than the
    likelihood ratio on 48 months of about 3 incidents and misses less (benchmarks/statistics, check 1).
    Assumes one smooth direction over the window; a step shows as a trend as well (see since_when.py).
    """
    y = np.atleast_2d(counts)
    steps = np.arange(y.shape[1], dtype=float)
    design = np.column_stack([np.ones_like(steps), (steps - steps.mean()) / per_year])
    fitted = fit(y, design, offset=offset)
    return LogRatios(fitted.beta[:, 1], np.sqrt(fitted.covariance[:, 1, 1]))


def rising(
    draws: Draws, coverage: Coverage, question: Question, *, level: float = 0.95, late: Array | None = None
) -> Finding | Refusal:
    """Whether incidents (with control stories) or reported incidents (without) rise over the window.

    Effect ``trend``: ratio per year, no unit. Refuses below 24 periods or 20 incidents. Sensitivities: each
    control topic, a control that shares half or twice the attention, each outlet, incident and affair left out,
    the constant panel, incidents of two or more origins.
    """
    per_year = draws.calendar.per_year

    def estimate(counts: Array, offset: Array) -> LogRatios:
        return trend(counts, per_year=per_year, offset=offset)

    return ratio_answer(
        "rising",
        "trend",
        draws,
        coverage,
        question,
        estimate,
        method="nb_carry_trend",
        level=level,
        late=late,
    )
