"""Whom it hits, as findings: a group's share among what is reported, or its rate where people were counted."""

from collections.abc import Sequence

import numpy as np

from qeyd.analyse.disproportion import standing_out
from qeyd.analyse.entries import within
from qeyd.analyse.many_looks import benjamini_hochberg, holm
from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.replicates import Draws, pool
from qeyd.analyse.robustness import FEWEST_INCIDENTS
from qeyd.model.coverage import Denominator
from qeyd.model.finding import Adjusted, Effect, Finding, Refusal, Reported, Standing
from qeyd.model.question import Question


def share_of_reports(draws: Draws, question: Question) -> Finding | Refusal:
    """Which acts a group is reported with more than the margins say. It speaks of reporting, never of risk.

    Effect ``share_ratio`` of each cell that stands out: observed to expected affairs, shrunk, no unit. Affairs
    are counted, not incidents, so that one raid with its ten incidents weighs once; cells are held against the
    chance of any false one (disproportion.standing_out). Assumes that all groups' shares are reported alike.
    """
    name = "share_of_reports"
    entries = draws.present
    groups = sorted({one.group for one in entries if one.group})
    acts = sorted({one.act for one in entries})
    if len(entries) < FEWEST_INCIDENTS:
        return Refusal(name, "too_few_incidents", str(len(entries)), str(FEWEST_INCIDENTS))
    if len(groups) < 2 or len(acts) < 2:
        return Refusal(name, "too_few_groups", str(min(len(groups), len(acts))), "2")
    cells: dict[tuple[str, str], set[str]] = {}
    for one in entries:
        if one.group:
            cells.setdefault((one.group, one.act), set()).add(one.affair)
    table = np.array([[float(len(cells.get((g, a), ()))) for a in acts] for g in groups])
    found = standing_out(table, seed=question.seed, independent=True)
    effects = []
    for i, j in zip(*np.nonzero(found.p_any <= question.alpha), strict=True):
        here = [one for one in entries if (one.group, one.act) == (groups[i], acts[j])]
        ratio, low, high = (float(x[i, j]) for x in (found.ratio, found.low, found.high))
        effects.append(
            Effect(
                "share_ratio",
                ratio,
                low,
                high,
                Reported(),
                len(here),
                sum(one.origins for one in here),
                0.95,
                float(found.p_any[i, j]),
                f"{groups[i]}, {acts[j]}",
            )
        )
    flagged = {effect.about for effect in effects}
    of_those = {about.split(", ")[0] for about in flagged}
    limits = [Refusal(name, "no_population")]
    if not effects:
        limits.insert(0, Refusal(name, "no_cell_stands_out", str(table.size)))
    return Finding(
        name,
        Standing.NOT_ASSESSABLE,
        tuple(effects),
        "shrunk_share_ratio",
        "groups_reported_alike",
        limits=tuple(limits),
        tested=table.size,
        incidents_for=tuple(one.id for one in entries if f"{one.group}, {one.act}" in flagged),
        incidents_against=tuple(
            one.id for one in entries if one.group in of_those and f"{one.group}, {one.act}" not in flagged
        ),
    )


def rate_by_group(draws: Draws, denominators: Sequence[Denominator], question: Question) -> Finding | Refusal:
    """How a group's rate compares with everybody else's in the same places, where both were counted.

    Effect ``rate_ratio`` of each group: affairs per person of the group against affairs per other person, stratified
    by place (Mantel & Haenszel, J. Natl. Cancer Inst. 22 (1959) 719-748, with the variance of Greenland & Robins,
    Biometrics 41 (1985) 55-68), pooled over the replicates. A denominator with ``group`` None counts everybody.
    """
    name = "rate_by_group"
    chosen = [one for one in denominators if one.name in question.denominators]
    if not chosen:
        return Refusal(name, "no_population")
    if len(draws.present) < FEWEST_INCIDENTS:
        return Refusal(name, "too_few_incidents", str(len(draws.present)), str(FEWEST_INCIDENTS))
    groups = sorted({one.group for one in chosen if one.group})
    everybody = {one.place: one.value for one in chosen if one.group is None}
    effects = []
    for group in groups:
        strata = [
            (d.place, d.value, everybody[d.place] - d.value)
            for d in chosen
            if d.group == group and d.place in everybody and everybody[d.place] > d.value
        ]
        if not strata:
            continue
        values, variances = _ratios(draws, group, strata)
        here = [one for one in draws.present if one.group == group]
        if not len(values) or not here:
            continue
        one = pool(values, variances)
        effects.append(
            Effect(
                "rate_ratio",
                float(np.exp(one.value)),
                float(np.exp(one.low)),
                float(np.exp(one.high)),
                Adjusted.to_denominators(chosen),
                len(here),
                sum(e.origins for e in here),
                0.95,
                one.p,
                group,
            )
        )
    if not effects:
        return Refusal(name, "no_population_of_both")
    adjust = holm if question.correction == "holm" else benjamini_hochberg
    corrected = adjust([effect.p or 0.0 for effect in effects])
    above = [e for e, p in zip(effects, corrected, strict=True) if p <= question.alpha and e.low > 1]
    below = [e for e, p in zip(effects, corrected, strict=True) if p <= question.alpha and e.high < 1]
    standing = Standing.SUPPORTED if above else Standing.CONTRADICTED if below else Standing.NOT_ASSESSABLE
    named = {effect.about for effect in above}
    return Finding(
        name,
        standing,
        tuple(effects),
        "stratified_rate_ratio",
        "groups_covered_alike",
        limits=(Refusal(name, "equal_coverage_unknown"), Refusal(name, "record_selects_groups")),
        tested=len(effects),
        incidents_for=tuple(e.id for e in draws.present if e.group in named),
        incidents_against=tuple(e.id for e in draws.present if e.group not in named),
    )


def _ratios(
    draws: Draws, group: str, strata: Sequence[tuple[str | None, float, float]]
) -> tuple[Array, Array]:
    first = 1 if len(draws.period) > 1 else 0
    affairs = np.array([one.affair for one in draws.entries])
    is_group = np.array([name == group for name in draws.groups])
    values, variances = [], []
    for row in range(first, len(draws.period)):
        inside = draws.period[row] >= 0
        top = bottom = spread = 0.0
        for place, people, others in strata:
            there = (
                np.array([place is None or within(name, place) for name in draws.places])[draws.place[row]]
                & inside
            )
            mine = is_group[draws.group[row]]
            a = float(len(set(affairs[there & mine])))
            b = float(len(set(affairs[there & ~mine])))
            whole = people + others
            top += a * others / whole
            bottom += b * people / whole
            spread += (a + b) * people * others / whole**2
        if top > 0 and bottom > 0:
            values.append(float(np.log(top / bottom)))
            variances.append(spread / (top * bottom))
    return np.array(values), np.array(variances)
