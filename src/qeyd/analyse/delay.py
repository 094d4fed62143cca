"""Is the fall at the end real? Late reports, by reverse hazards.

How many of the reports of a period are in after so many periods is learned from older periods; the most recent
ones are divided by it, and the latest, where less than half is in, are refused.

References: Brookmeyer & Damiano, Stat. Med. 8 (1989) 23-34; Kalbfleisch & Lawless, JASA 84 (1989) 360-372 (reverse
hazards); Mack, ASTIN Bulletin 23 (1993) 213-225 (the same factors as chain ladder, with standard errors).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from qeyd.analyse.entries import Entry
from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.replicates import Calendar
from qeyd.model.finding import Effect, Finding, Refusal, Reported, Standing

FEWEST_DELAYS = 20  #: dated first reports, or nothing is said about delay
LEAST_IN = 0.5  #: periods of which less is in are not spoken of


def reported_share(triangle: Array) -> Array:
    """F(d): the share of a period's reports that are in after d more periods.

    ``triangle[t, d]`` counts reports of period t that came d periods later; nan where d lies in the future. The
    reverse hazard g(d) is the share of those that came by d which came at d, over periods where d is past.
    """
    n = np.asarray(triangle, dtype=float)
    known = ~np.isnan(n)
    by = np.cumsum(np.where(known, n, 0.0), axis=1)
    delays = n.shape[1]
    share = np.ones(delays)
    for d in range(delays - 1, 0, -1):
        rows = known[:, d]
        total = by[rows, d].sum()
        hazard = np.where(known[:, d], n[:, d], 0.0)[rows].sum() / total if total > 0 else 0.0
        share[d - 1] = share[d] * (1.0 - hazard)
    return share


@dataclass(frozen=True, slots=True)
class ChainLadder:
    """What is still to come, with Mack's standard error; in the units of the triangle."""

    factors: Array
    reserve: float
    error: float
    by_period: Array


def chain_ladder(triangle: Array) -> ChainLadder:
    """Mack's distribution-free chain ladder on a triangle of amounts per delay (nan in the future).

    >>> flat = np.array([[10.0, 10.0], [10.0, np.nan]])
    >>> chain_ladder(flat).reserve
    10.0
    """
    n = np.asarray(triangle, dtype=float)
    c = np.cumsum(n, axis=1)
    rows, cols = c.shape
    f, s2 = np.ones(cols - 1), np.zeros(cols - 1)
    for k in range(cols - 1):
        both = ~np.isnan(c[:, k + 1])
        a, b = c[both, k], c[both, k + 1]
        f[k] = b.sum() / a.sum()
        if both.sum() > 1:
            s2[k] = (a * (b / a - f[k]) ** 2).sum() / (both.sum() - 1)
    if cols >= 4 and s2[-1] == 0:
        s2[-1] = min(s2[-2] ** 2 / s2[-3], s2[-3], s2[-2]) if s2[-3] > 0 else 0.0
    full = c.copy()
    for i in range(rows):
        for k in range(cols - 1):
            if np.isnan(full[i, k + 1]):
                full[i, k + 1] = full[i, k] * f[k]
    last = np.array([int(np.flatnonzero(~np.isnan(c[i])).max()) for i in range(rows)])
    reserve = np.array([full[i, -1] - c[i, last[i]] for i in range(rows)])
    variance = np.zeros(rows)
    sums = np.array([c[~np.isnan(c[:, k + 1]), k].sum() for k in range(cols - 1)])
    for i in range(rows):
        ks = np.arange(last[i], cols - 1)
        variance[i] = full[i, -1] ** 2 * (s2[ks] / f[ks] ** 2 * (1 / full[i, ks] + 1 / sums[ks])).sum()
    total = variance.sum()
    for i in range(rows):
        ks = np.arange(last[i], cols - 1)
        later = full[i + 1 :, -1][last[i + 1 :] <= last[i]].sum() if i + 1 < rows else 0.0
        total += full[i, -1] * later * (2 * s2[ks] / f[ks] ** 2 / sums[ks]).sum()
    return ChainLadder(f, float(reserve.sum()), float(total**0.5), reserve)


def triangle_of(entries: Sequence[Entry], calendar: Calendar, *, now: date, longest: int = 12) -> Array:
    """Entries by the period of the act and the delay, in periods, of the first report; nan where not yet known."""
    dated = [one for one in entries if one.first and one.last and one.known_by]
    acts = calendar.index(
        np.array([((one.first or now).toordinal() + (one.last or now).toordinal()) // 2 for one in dated])
    )
    known = calendar.index(np.array([(one.known_by or now).toordinal() for one in dated]))
    n = len(calendar)
    today = int(calendar.index(np.array([min(now.toordinal(), calendar.end.toordinal() - 1)]))[0])
    out = np.zeros((n, longest + 1))
    for act, came in zip(acts, known, strict=True):
        if act >= 0 and came >= act and came - act <= longest:
            out[act, came - act] += 1
    for t in range(n):
        out[t, max(today - t, -1) + 1 :] = np.nan
    return out


def delay_offset(triangle: Array) -> Array:
    """log F by period: what to add to a log mean so that late reports do not look like a fall. -inf: too few in."""
    share = reported_share(triangle)
    in_by = (~np.isnan(triangle)).sum(axis=1) - 1
    f = np.where(in_by >= 0, share[np.clip(in_by, 0, len(share) - 1)], 0.0)
    with np.errstate(divide="ignore"):
        out: Array = np.where(f >= LEAST_IN, np.log(f), -np.inf)
    return out


def late_reports(
    entries: Sequence[Entry], calendar: Calendar, *, now: date, periods: int | None = None
) -> Finding | Refusal:
    """How much of the last periods is in. The calendar reaches to ``now``; of it ``periods`` are spoken of.

    Effects ``in_so_far`` (a share, with a Wilson interval), one for each recent period of which at least half is
    in. Refusals stand for the periods of which less is. Refuses wholly with fewer than 20 dated first reports.
    """
    triangle = triangle_of(entries, calendar, now=now)
    n = int(np.nansum(triangle))
    if n < FEWEST_DELAYS:
        return Refusal("delay", "too_few_incidents", str(n), str(FEWEST_DELAYS))
    share = reported_share(triangle)
    in_by = (~np.isnan(triangle)).sum(axis=1) - 1
    effects, limits = [], []
    origins = sum(one.origins for one in entries)
    for t in range(len(calendar) if periods is None else periods):
        if not 0 <= in_by[t] < len(share) - 1 or share[in_by[t]] > 0.98:
            continue
        label = calendar.starts[t].isoformat()[:7]
        f = float(share[in_by[t]])
        if f < LEAST_IN:
            limits.append(Refusal("delay", "less_than_half_is_in", f"{label}: {f:.2f}", "0.50"))
            continue
        low, high = wilson(f, n)
        effects.append(Effect("in_so_far", f, low, high, Reported(), n, origins, 0.95, None, label))
    return Finding(
        "delay",
        Standing.NOT_ASSESSABLE,
        tuple(effects),
        "reverse_hazard",
        "delays_as_before",
        limits=tuple(limits),
        incidents_for=tuple(one.id for one in entries if _is_late(one)),
        incidents_against=tuple(one.id for one in entries if one.known_by and one.last and not _is_late(one)),
    )


def _is_late(one: Entry) -> bool:
    """Whether the first report came in a later month than the act: those the answer is about."""
    if not one.known_by or not one.last:
        return False
    return (one.known_by.year, one.known_by.month) > (one.last.year, one.last.month)


def late_offset(entries: Sequence[Entry], calendar: Calendar, *, now: date, periods: int) -> Array:
    """log F of the first ``periods`` of a calendar that reaches to ``now``; zeros where too few tell their delay."""
    triangle = triangle_of(entries, calendar, now=now)
    if np.nansum(triangle) < FEWEST_DELAYS:
        return np.zeros(periods)
    return delay_offset(triangle)[:periods]


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, JASA 22 (1927) 209-212)."""
    z2 = 1.96**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = 1.96 * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return float(min(middle - half, share)), float(max(middle + half, share))
