"""The acceptance checks of the statistics, full size: measured figures beside their targets, seeds printed.

    python benchmarks/statistics/acceptance.py [CHECK ...] [--series 2000] [--seed 20000]

Checks: trend, stress, attention, since_when, cells, delay, forecast, bunches, reports. Some minutes on one core.
"""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from qeyd.analyse.bunches import pairs_near
from qeyd.analyse.changed_with_a_rule import before_after
from qeyd.analyse.delay import delay_offset
from qeyd.analyse.disproportion import ic, margins, proportional_ratios, standing_out
from qeyd.analyse.if_nothing_changes import ahead
from qeyd.analyse.negative_binomial import chi2_p, fit, ratio_test
from qeyd.analyse.rising import trend
from qeyd.analyse.since_when import changes
from tests.analyse.series import nb, triggered

T = 48
MONTHS = np.arange(T)
STEP = np.where(MONTHS >= 24, 6.0, 3.0)
RAMP = 3 * 2 ** (MONTHS / 47)


def show(what, value, target=""):
    """One measured figure beside its target."""
    print(f"  {what:<66} {value:>8.3f}   {target}", flush=True)


def found(ratios):
    """Which series are called rising or falling at .05."""
    return np.abs(ratios.value / ratios.error) > 1.96


def scenarios(n, seed):
    """The design of statistics.md §3."""
    r = [np.random.default_rng(seed + i) for i in range(5)]
    return {
        "null NB": nb(r[0], 3.0, 3.0, (n, T)),
        "null Poisson": r[1].poisson(3.0, (n, T)).astype(float),
        "null trigger": triggered(r[2], (n, T)),
        "step x2": nb(r[3], STEP, 3.0, (n, T)),
        "ramp x2": nb(r[4], RAMP, 3.0, (n, T)),
    }


def check_trend(n, seed):
    """Check 1: the default trend test (NB with carry, Wald), and the likelihood ratio beside it."""
    targets = [".035 to .065", "<= .06", "<= .085", ">= .68", ">= .41"]
    design = np.column_stack([np.ones(T), (MONTHS - MONTHS.mean()) / 12])
    for (name, y), target in zip(scenarios(n, seed).items(), targets, strict=True):
        show(f"{name}: NB carry, Wald (qeyd)", found(trend(y, per_year=12)).mean(), target)
        lr = chi2_p(ratio_test(fit(y, design), fit(y, design[:, :1])))
        show(f"{name}: NB carry, likelihood ratio", (lr < 0.05).mean())


def check_stress(n, seed):
    """Nulls that the model does not share: lag 2, bursts from outside, seasons."""
    rng = np.random.default_rng(seed)
    lag2 = np.zeros((n, T + 50))
    for t in range(2, T + 50):
        lag2[:, t] = rng.poisson(1.8 + 0.2 * lag2[:, t - 1] + 0.2 * lag2[:, t - 2])
    show("null, carry over two lags (.2 + .2)", found(trend(lag2[:, 50:], per_year=12)).mean(), "no target")
    mean = np.full((n, T), 2.0)
    for row in mean:
        for at in rng.integers(0, T - 2, 4):
            row[at : at + 3] += 4.0
    show(
        "null, four bursts of three months from outside",
        found(trend(rng.poisson(mean), per_year=12)).mean(),
        "no target",
    )
    season = 3 * np.exp(0.6 * np.sin(2 * np.pi * (MONTHS[None] / 12 + rng.random((n, 1)))))
    show(
        "null, season of amplitude .6",
        found(trend(nb(rng, season, 3.0, (n, T)), per_year=12)).mean(),
        "no target",
    )


def check_attention(n, seed):
    """Check 2: coverage doubles half-way; control stories 40 a month, Poisson."""
    rng = np.random.default_rng(seed)
    attention = np.where(MONTHS >= 24, 2.0, 1.0)

    def ask(counts, control, share=1.0):
        return before_after(counts, at=24, offset=np.log(np.maximum(control, 0.5)) / share)

    flat, true2 = nb(rng, 3 * attention, 3.0, (n, T)), nb(rng, STEP * attention, 3.0, (n, T))
    control = rng.poisson(40 * attention, (n, T))
    naive = before_after(flat, at=24)
    show(
        "rate flat, no denominators: rising", (naive.value / naive.error > 1.96).mean(), "(refused in words)"
    )
    r = ask(flat, control)
    show("rate flat, control stories: rising or falling", found(r).mean(), "<= .08")
    show("rate flat, control stories: rising", (r.value / r.error > 1.96).mean(), "<= .08")
    show("rate flat, control stories: median ratio", np.exp(np.median(r.value)), ".95 to 1.08")
    r = ask(true2, control)
    show("true x2, control stories: power", (r.value / r.error > 1.96).mean(), ">= .85")
    show("true x2, control stories: median ratio", np.exp(np.median(r.value)), "1.9 to 2.1")
    for label, half in (("square root", attention**0.5), ("half the growth", 1 + (attention - 1) / 2)):
        weak = rng.poisson(40 * half, (n, T))
        lows, highs = [], []
        for share in (1.0, 0.5, 2.0):
            r = ask(flat, weak, share)
            lows.append(r.value - 1.96 * r.error)
            highs.append(r.value + 1.96 * r.error)
        holds = (np.min(lows, axis=0) <= 0) & (np.max(highs, axis=0) >= 0)
        show(f"control shares half ({label}): band holds ratio 1", holds.mean(), ">= .90")
        show(f"control shares half ({label}): rising without the band", (lows[0] > 0).mean())
    # Syndication: each incident brings 1 + Poisson(1) articles; the question is asked of incidents.
    incidents = nb(rng, 3.0, 3.0, (n, T))
    articles = incidents + rng.poisson(incidents)
    show("syndication null, asked of incidents", found(before_after(incidents, at=24)).mean(), "<= .07")
    show("syndication null, asked of articles", found(before_after(articles, at=24)).mean())


def check_since_when(n, seed):
    """Check 3: how often a change is established, and whether its interval holds the month."""
    n = min(n, 1000)
    for name, y in scenarios(n, seed).items():
        r = changes(y)
        sure = [one for one in r if one.established]
        target = {"null NB": "<= .05", "null trigger": "<= .12"}.get(name, "")
        show(f"{name}: Bayes factor above 10", np.mean([one.bayes_factor > 10 for one in r]))
        show(f"{name}: change established", len(sure) / n, target)
        if name == "step x2":
            show(
                "step x2: 90 % interval holds month 24-25",
                np.mean([o.low <= 24 and o.high >= 23 for o in sure]),
                ">= .85",
            )
    big = changes(nb(np.random.default_rng(seed + 9), 2 * STEP - 3, 3.0, (n, T)))
    sure = [one for one in big if one.established]
    show("step x3: change established", len(sure) / n)
    show("step x3: 90 % interval holds month 24-25", np.mean([o.low <= 24 and o.high >= 23 for o in sure]))


def tables(rng, *, signal, clustered):
    """20 groups by 8 acts, about 400 records; five cells tripled among those that would hold 2.5 or more."""
    chance = np.outer(rng.dirichlet(np.full(20, 3.0)), rng.dirichlet(np.full(8, 3.0))).ravel()
    cells = np.zeros(0, dtype=int)
    if signal:
        cells = rng.choice(np.flatnonzero(400 * chance >= 2.5), 5, replace=False)
        chance[cells] *= 3
        chance /= chance.sum()
    if not clustered:
        table = rng.multinomial(400, chance).astype(float)
        return table.reshape(20, 8), table.reshape(20, 8), cells
    affairs = rng.multinomial(160, chance)
    records = np.array([(1 + rng.poisson(1.5, k)).sum() for k in affairs], dtype=float)
    # one record in ten of a cluster is not recognised as belonging to it
    seen = affairs + rng.binomial(np.maximum(records - affairs, 0).astype(int), 0.1)
    return records.reshape(20, 8), seen.reshape(20, 8).astype(float), cells


def check_cells(n, seed):
    """Check 5, simulated part."""
    n = min(n, 600)
    for signal in (False, True):
        for clustered in (False, True):
            kinds = {
                "PRR>=2, chi2>=4, n>=3": [],
                "IC025>0": [],
                "qeyd, affairs counted": [],
                "qeyd, affairs unknown": [],
            }
            hit = {name: [] for name in kinds}
            for i in range(n):
                records, affairs, cells = tables(
                    np.random.default_rng(seed + i), signal=signal, clustered=clustered
                )
                e = margins(records)
                chi = np.where(e > 0, (np.abs(records - e) - 0.5) ** 2 / np.maximum(e, 1e-9), 0)
                with np.errstate(all="ignore"):
                    prr = proportional_ratios(records)[0]
                flags = {
                    "PRR>=2, chi2>=4, n>=3": (prr >= 2) & (chi >= 4) & (records >= 3),
                    "IC025>0": ic(records, e)[1] > 0,
                    "qeyd, affairs counted": standing_out(
                        affairs, seed=i, simulations=200, independent=True
                    ).p_any
                    <= 0.05,
                    "qeyd, affairs unknown": standing_out(records, seed=i, simulations=200).p_any <= 0.05,
                }
                for name, flag in flags.items():
                    kinds[name].append(flag.any())
                    hit[name].append(flag.ravel()[cells].mean() if signal else 0)
            label = f"{'five tripled' if signal else 'null'}{', clustered' if clustered else ''}"
            for name in kinds:
                if signal:
                    show(
                        f"{label}: {name}: sensitivity",
                        np.mean(hit[name]),
                        ">= .20" if "qeyd" in name and not clustered else "",
                    )
                else:
                    target = ("<= .10" if clustered else "<= .05") if "qeyd" in name else ""
                    show(f"{label}: {name}: any flag", np.mean(kinds[name]), target)


def check_delay(n, seed):
    """Check 8: reports come a mean of one month late; is a fall seen in the last three months?"""
    n = min(n, 1000)
    rng = np.random.default_rng(seed)
    for mean in (3.0, 10.0):
        raw, mended = [], []
        for _ in range(n):
            y = nb(rng, mean, 3.0, (1, 24))[0].astype(int)
            triangle = np.zeros((24, 13))
            for t in range(24):
                late = np.minimum(rng.geometric(0.5, y[t]) - 1, 12)
                triangle[t] = np.bincount(late, minlength=13)
                triangle[t, 24 - t :] = np.nan
            counts, offset = np.nansum(triangle, axis=1), delay_offset(triangle)
            r = before_after(counts, at=21)
            raw.append(r.value[0] / r.error[0] < -1.96)
            last = int(np.flatnonzero(np.isfinite(offset)).max()) + 1
            fallen = False
            if last > 21:
                r = before_after(counts[:last], at=21, offset=offset[:last])
                fallen = bool(r.value[0] / r.error[0] < -1.96)
            mended.append(fallen)
        show(f"mean {mean:g} a month, raw: false decline", np.mean(raw))
        show(f"mean {mean:g} a month, with log F offset: false decline", np.mean(mended), "<= .07")


def check_forecast(n, seed):
    """Check 8: 48 months, 12 ahead, nominal 90 %."""
    n = min(n, 1000)
    rng = np.random.default_rng(seed)
    for name, y in {
        "stationary NB": nb(rng, 3.0, 3.0, (n, 60)),
        "stationary Poisson": rng.poisson(3.0, (n, 60)).astype(float),
        "stationary with triggering": triggered(rng, (n, 60)),
        "level doubles at the origin": nb(rng, np.where(np.arange(60) >= 48, 6.0, 3.0), 3.0, (n, 60)),
    }.items():
        total, each = [], []
        for i, row in enumerate(y):
            drawn = ahead(row[:48], periods=12, seed=seed + i, draws=1000)
            _, low, high = drawn.total()
            total.append(low <= row[48:].sum() <= high)
            _, lows, highs = drawn.each()
            each.append(((lows <= row[48:]) & (row[48:] <= highs)).mean())
        show(f"{name}: 12-month total", np.mean(total), ".87 to .95" if name == "stationary NB" else "")
        show(f"{name}: each month", np.mean(each))


def bunches(rng, kind):
    """About 110 days in three years: independent, self-exciting, in six campaigns from outside, or by season."""
    end = 1095
    if kind == "Poisson":
        return rng.uniform(0, end, rng.poisson(110))
    if kind == "Hawkes .40":
        days, queue = [], list(rng.uniform(-100, end, rng.poisson(0.6 * 0.1 * (end + 100))))
        while queue:
            day = queue.pop()
            if day < end:
                days.append(day)
                queue += list(day + rng.exponential(7, rng.poisson(0.4)))
        return np.array([day for day in days if day >= 0])
    if kind == "six campaigns":
        starts = rng.uniform(0, end - 21, 6)
        return np.concatenate(
            [rng.uniform(0, end, rng.poisson(66)), *(s + rng.uniform(0, 21, rng.poisson(8)) for s in starts)]
        )
    days = rng.uniform(0, end, rng.poisson(220))
    return days[rng.random(len(days)) < 0.5 * (1 + 0.9 * np.sin(2 * np.pi * days / 365.25))]


def check_bunches(n, seed):
    """Check 8: is clustering in time reported, without a word of its cause?"""
    n = min(n, 500)
    edges = np.array([0.0, 1095.0])
    for kind, target in (
        ("Poisson", "<= .07"),
        ("Hawkes .40", ">= .90"),
        ("six campaigns", ">= .90"),
        ("season", ">= .90"),
    ):
        low = []
        for i in range(n):
            days = bunches(np.random.default_rng(seed + i), kind)
            low.append(pairs_near(np.floor(days), edges, np.ones(1), seed=i, draws=400)[1] > 1)
        show(f"{kind}: bunching reported", np.mean(low), target)


def check_reports(n, seed):
    """Check 8: a linter over 500 generated reports."""
    from tests.analyse.linting import made_up_report, troubles

    number = 500 if n >= 2000 else max(n // 4, 10)
    bad = 0
    for i in range(number):
        for language in ("en", "ru", "az"):
            for trouble in troubles(made_up_report(seed + i), language):
                bad += 1
                print("   ", i, language, trouble)
    show(f"troubles in {number} reports, in three languages", bad, "0")


CHECKS = {
    "trend": check_trend,
    "stress": check_stress,
    "attention": check_attention,
    "since_when": check_since_when,
    "cells": check_cells,
    "delay": check_delay,
    "forecast": check_forecast,
    "bunches": check_bunches,
    "reports": check_reports,
}


def main():
    """Run the checks asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checks", nargs="*", default=list(CHECKS))
    parser.add_argument("--series", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20000)
    asked = parser.parse_args()
    print(f"{date.today()}, numpy {np.__version__}, {asked.series} series, seed {asked.seed}")
    for name in asked.checks or list(CHECKS):
        start = time.perf_counter()
        print(f"{name}: {CHECKS[name].__doc__.splitlines()[0]}")
        CHECKS[name](asked.series, asked.seed)
        print(f"  ({time.perf_counter() - start:.0f} s)")


if __name__ == "__main__":
    main()
