"""Did it change with a dated rule? Before and after a day that was fixed before looking.

The design's limits: what else changed on that day cannot be told apart from the rule; a change announced is met
beforehand; a trend that ran through the day looks like a step. So beside the plain ratio stands the one net of a
trend, and how the same ratio comes out at every other possible day (placebo days).
References: Wagner et al., J. Clin. Pharm. Ther. 27 (2002) 299-309 (segmented regression of interrupted series).
"""

from dataclasses import replace

import numpy as np

from qeyd.analyse.coverage import attention
from qeyd.analyse.negative_binomial import Array, fit
from qeyd.analyse.replicates import Draws
from qeyd.analyse.robustness import LogRatios, periods_in, ratio_answer
from qeyd.model.coverage import Coverage, DatedRule
from qeyd.model.finding import Finding, Refusal, Sensitivity
from qeyd.model.question import Question

FEWEST_EACH_SIDE = 6  #: periods


def before_after(
    counts: Array, *, at: int, offset: Array | float = 0.0, net_of_trend: bool = False
) -> LogRatios:
    """The log ratio of the endemic part from period ``at`` on to before it, with its standard error.

    Negative binomial with carry; ``net_of_trend`` lets a steady trend run through both sides.
    """
    y = np.atleast_2d(counts)
    steps = np.arange(y.shape[1], dtype=float)
    columns = [np.ones_like(steps), (steps >= at).astype(float)]
    if net_of_trend:
        columns.append((steps - steps.mean()) / len(steps))
    fitted = fit(y, np.column_stack(columns), offset=offset)
    return LogRatios(fitted.beta[:, 1], np.sqrt(fitted.covariance[:, 1, 1]))


def placebo_share(
    counts: Array, *, at: int, offset: Array | float = 0.0, margin: int = FEWEST_EACH_SIDE
) -> float:
    """At which share of all days the ratio is at least as far from 1 as at the rule's own day, that day included.

    Distance is in standard errors; days have ``margin`` periods on each side.
    """
    y = np.atleast_2d(counts)[0]
    days = list(range(margin, len(y) - margin + 1))
    if at not in days:
        days.append(at)
    steps = np.arange(len(y))
    design = np.stack([np.column_stack([np.ones(len(y)), steps >= day]) for day in days]).astype(float)
    fitted = fit(np.broadcast_to(y, (len(days), len(y))), design, offset=offset)
    z = np.abs(fitted.beta[:, 1]) / np.sqrt(fitted.covariance[:, 1, 1])
    return float((z >= z[days.index(at)] - 1e-9).mean())


def changed_with_a_rule(
    draws: Draws,
    coverage: Coverage,
    question: Question,
    rule: DatedRule,
    *,
    level: float = 0.95,
    late: Array | None = None,
) -> Finding | Refusal:
    """Whether incidents (with control stories) or reported incidents (without) changed when a rule came into force.

    Effect ``after_before``: ratio, no unit. The period in which the rule's day lies counts as after it when the
    day falls in its first half. Refuses with fewer than 6 periods on either side.
    """
    at = int(draws.calendar.index(np.array([rule.day.toordinal()]))[0])
    periods = len(draws.calendar) if late is None else periods_in(late)
    if at < 0:
        return Refusal("changed_with_a_rule", "rule_outside_window", rule.day.isoformat(), rule.label)
    start = draws.calendar.starts[at]
    if (rule.day - start).days > draws.calendar.days[at] / 2:
        at += 1
    if at < FEWEST_EACH_SIDE or periods - at < FEWEST_EACH_SIDE:
        return Refusal(
            "changed_with_a_rule", "rule_too_near_the_edge", str(min(at, periods - at)), str(FEWEST_EACH_SIDE)
        )

    def estimate(counts: Array, offset: Array) -> LogRatios:
        return before_after(counts, at=at, offset=offset)

    answer = ratio_answer(
        "changed_with_a_rule",
        "after_before",
        draws,
        coverage,
        question,
        estimate,
        method="nb_carry_step",
        about=f"{rule.label}, {rule.day.isoformat()}",
        level=level,
        late=late,
        either_way=True,
        extra_limits=(Refusal("changed_with_a_rule", "rule_is_not_shown_as_cause"),),
    )
    return (
        answer
        if isinstance(answer, Refusal)
        else _with_design(answer, draws, coverage, question, at, late, periods)
    )


def _with_design(
    answer: Finding,
    draws: Draws,
    coverage: Coverage,
    question: Question,
    at: int,
    late: Array | None,
    periods: int,
) -> Finding:
    """Beside the ratio: the one net of a steady trend, and at how many other days it would come out as large."""
    counts = draws.counts()[:1]
    offset = np.log(draws.calendar.days / draws.calendar.days.mean()) + (0.0 if late is None else late)
    looked = attention(coverage, draws.calendar, question.denominators)
    if looked:
        offset = offset + looked[0].log(counts)[0]
    y, o = counts[:, :periods], offset[:periods]
    net, main = before_after(y, at=at, offset=o, net_of_trend=True), answer.effects[0]
    value, error = float(net.value[0]), float(net.error[0])
    middle, low, high = (
        float(np.exp(np.clip(one, -20, 20))) for one in (value, value - 1.96 * error, value + 1.96 * error)
    )
    effect = replace(main, value=middle, low=low, high=high, level=0.95, p=None)
    share = placebo_share(y, at=at, offset=o)
    return replace(
        answer,
        sensitivities=(Sensitivity("net of a steady trend", effect), *answer.sensitivities),
        facts=(*answer.facts, ("placebo", f"{share:.2f}")),
        tested=answer.tested + periods - 2 * FEWEST_EACH_SIDE + 1,
    )
