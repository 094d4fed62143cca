"""Whom it hits, as findings: a group's share among what is reported, or its rate where people were counted."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qeyd.analyse.disproportion import ic, margins, standing_out
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
    chance of any false one (disproportion.standing_out), and one whose own interval holds 1 is not named.
    Assumes that all groups' shares are reported alike.
    """
    name = "share_of_reports"
    entries = draws.present
    groups = sorted({one.group for one in entries if one.group})
    acts = sorted({one.act for one in entries})
    if len(entries) < FEWEST_INCIDENTS:
        return Refusal(name, "too_few_incidents", str(len(entries)), str(FEWEST_INCIDENTS))
    if len(groups) < 2 or len(acts) < 2:
        return Refusal(name, "too_few_groups", str(min(len(groups), len(acts))), "2")
    table = _affairs_table(draws, 0, groups, acts)
    found = standing_out(table, seed=question.seed, independent=True)
    stands_out = found.p_any <= question.alpha
    wanted = [
        (groups[i], acts[j], float(found.p_any[i, j])) for i, j in zip(*np.nonzero(stands_out), strict=True)
    ]
    effects = tuple(effect for effect in _cell_effects(draws, wanted, groups, acts) if effect.low > 1)
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


def cells_again(draws: Draws, cells: Sequence[str]) -> Finding | Refusal:
    """The ratios of these cells ("group, act") once more, whether they stand out or not."""
    entries = draws.present
    groups = sorted({one.group for one in entries if one.group})
    acts = sorted({one.act for one in entries})
    wanted = [(g, a, 1.0) for g in groups for a in acts if f"{g}, {a}" in cells]
    if not wanted:
        return Refusal("share_of_reports", "too_few_groups", str(len(groups)), "2")
    return Finding(
        "share_of_reports", Standing.NOT_ASSESSABLE, _cell_effects(draws, wanted, groups, acts),
        "shrunk_share_ratio", "groups_reported_alike",
    )  # fmt: skip


def _affairs_table(draws: Draws, row: int, groups: Sequence[str], acts: Sequence[str]) -> Array:
    """Affairs by group and act in one version of the record."""
    inside = np.flatnonzero(draws.period[row] >= 0)
    number = {name: i for i, name in enumerate(groups)}
    of_group = np.array([number.get(name or "", -1) for name in draws.groups] or [-1])[
        draws.group[row, inside]
    ]
    act_at = {act: j for j, act in enumerate(acts)}
    of_act = np.array([act_at.get(draws.entries[i].act, -1) for i in inside], dtype=np.int64)
    affair = np.unique([draws.entries[i].affair for i in inside], return_inverse=True)[1]
    known = (of_group >= 0) & (of_act >= 0)
    cells = of_group[known] * len(acts) + of_act[known]
    once = np.unique(affair[known] * (len(groups) * len(acts)) + cells) % (len(groups) * len(acts))
    counted = np.bincount(once, minlength=len(groups) * len(acts))
    return counted.reshape(len(groups), len(acts)).astype(float)


def _cell_effects(
    draws: Draws, wanted: Sequence[tuple[str, str, float]], groups: Sequence[str], acts: Sequence[str]
) -> tuple[Effect[Reported], ...]:
    """Cells with their shrunk ratios; the interval also holds 95 % of the ratios of the drawn versions."""
    if not wanted:
        return ()
    rows = range(1, len(draws.period))
    tables = [
        _affairs_table(draws, 0, groups, acts),
        *(_affairs_table(draws, row, groups, acts) for row in rows),
    ]
    logs = [ic(table, margins(table)) for table in tables]
    entries, out = draws.present, []
    for group, act, p in wanted:
        at = groups.index(group), acts.index(act)
        here = [one for one in entries if (one.group, one.act) == (group, act)]
        value, low, high = (float(2.0 ** side[at]) for side in logs[0])
        if len(logs) > 1:
            drawn = np.quantile([2.0 ** one[0][at] for one in logs[1:]], [0.025, 0.975])
            low, high = min(low, float(drawn[0])), max(high, float(drawn[1]))
        origins = sum(one.origins for one in here)
        out.append(
            Effect(
                "share_ratio", value, low, high, Reported(), len(here), origins, 0.95, p, f"{group}, {act}"
            )
        )
    return tuple(out)


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
    affairs = np.unique([one.affair for one in draws.entries], return_inverse=True)[1]
    for group in groups:
        strata = [
            (d.place, d.value, everybody[d.place] - d.value)
            for d in chosen
            if d.group == group and d.place in everybody and everybody[d.place] > d.value
        ]
        if not strata:
            continue
        values, variances = _ratios(draws, group, strata, affairs)
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
    draws: Draws, group: str, strata: Sequence[tuple[str | None, float, float]], affairs: NDArray[np.intp]
) -> tuple[Array, Array]:
    """Log ratios and their variances, one a drawn version; ``affairs`` numbers each entry's affair."""
    first = 1 if len(draws.period) > 1 else 0
    is_group = np.array([name == group for name in draws.groups])
    lies_in = np.array(
        [[place is None or within(name, place) for place, _, _ in strata] for name in draws.places]
    )
    people = np.array([one for _, one, _ in strata])
    others = np.array([one for _, _, one in strata])
    whole = people + others
    values, variances = [], []
    for row in range(first, len(draws.period)):
        inside = np.flatnonzero(draws.period[row] >= 0)
        entry, stratum = np.nonzero(lies_in[draws.place[row, inside]])
        codes = affairs[inside][entry] * len(strata) + stratum
        mine = is_group[draws.group[row, inside]][entry]
        a = np.bincount(np.unique(codes[mine]) % len(strata), minlength=len(strata)).astype(float)
        b = np.bincount(np.unique(codes[~mine]) % len(strata), minlength=len(strata)).astype(float)
        top, bottom = float((a * others / whole).sum()), float((b * people / whole).sum())
        if top > 0 and bottom > 0:
            values.append(float(np.log(top / bottom)))
            variances.append(float(((a + b) * people * others / whole**2).sum()) / (top * bottom))
    return np.array(values), np.array(variances)
