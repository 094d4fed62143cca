"""The same question to a changed record: without an outlet, an incident, an affair; by the constant panel; with a
control that shares less of the attention than hoped.

Every version is one more row of counts, so all of them are fitted in one go.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qeyd.analyse.coverage import Attention, attention, constant_panel
from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.replicates import Draws, pool
from qeyd.model.coverage import Coverage
from qeyd.model.finding import Adjusted, Effect, Finding, Refusal, Reported, Sensitivity, Standing
from qeyd.model.question import Question

MOST_OUTLETS, MOST_AFFAIRS = 200, 200  #: the largest are left out one by one; the rest weigh less than these
CONTROL_SHARES = (0.5, 2.0)  #: the band: the control moves with half, or with twice, the log of the attention
RELEVANT = 1.5  #: a ratio (per year, or after to before) that counts as a change; see decision 31
FEWEST_PERIODS, FEWEST_INCIDENTS = 24, 20  #: measured: below, a doubling is missed in two of three cases


@dataclass(frozen=True, slots=True)
class LogRatios:
    """Log ratios of many series, with their standard errors."""

    value: Array
    error: Array


Estimator = Callable[[Array, Array], LogRatios]  #: counts and log offsets, both (series, periods)


@dataclass(frozen=True, slots=True)
class _Version:
    change: str
    about: str
    counts: Array
    offset: Array
    n: int
    origins: int


def ratio_answer(
    name: str,
    of: str,
    draws: Draws,
    coverage: Coverage,
    question: Question,
    estimate: Estimator,
    *,
    method: str,
    about: str = "",
    level: float = 0.95,
    extra_limits: Sequence[Refusal] = (),
    tested: int = 1,
    late: Array | None = None,
    either_way: bool = False,
) -> Finding | Refusal:
    """Ask one ratio of the record and of all its changed versions.

    ``late`` is log F of each period (delay.delay_offset): it is added to every offset, and the last periods of which
    less than half is in (-inf) are left out. ``either_way``: a fall is a change as well as a rise.

    The headline pools the replicates by Rubin's rules and is set against the control stories that the question
    names; without any it stays a ratio of *reported* incidents and its standing is not assessable.
    """
    present = draws.present
    n, origins = len(present), sum(one.origins for one in present)
    late = np.zeros(len(draws.calendar)) if late is None else late
    used = periods_in(late)
    if used < FEWEST_PERIODS:
        return Refusal(name, "too_few_periods", str(used), str(FEWEST_PERIODS))
    if n < FEWEST_INCIDENTS:
        return Refusal(name, "too_few_incidents", str(n), str(FEWEST_INCIDENTS))

    length = np.log(draws.calendar.days / draws.calendar.days.mean()) + late
    if used < len(late):
        extra_limits = (*extra_limits, Refusal(name, "less_than_half_is_in", str(used), str(len(late))))

    def ask(y: Array, offset: Array) -> LogRatios:
        return estimate(y[:, :used], offset[:, :used])

    all_counts = draws.counts()
    counts = all_counts[1:] if len(all_counts) > 1 else all_counts
    reported = _pooled(
        ask(counts, np.broadcast_to(length, counts.shape)), of, Reported(), n, origins, level, about
    )
    looked = attention(coverage, draws.calendar, question.denominators)
    limits = list(extra_limits)
    effects: list[Effect[Reported] | Effect[Adjusted]] = []
    sensitivities: list[Sensitivity] = []
    main: Attention | None = looked[0] if looked else None
    if main is None:
        limits.append(Refusal(name, "no_control_stories"))
        effects.append(reported)
    else:
        for number, one in enumerate(looked):
            fitted = ask(counts, one.log(counts) + length)
            effect = _pooled(fitted, of, Adjusted.to_controls(one.controls), n, origins, level, about)
            if number == 0:
                effects += [effect, reported]
            else:
                sensitivities.append(Sensitivity("one control topic", effect, one.controls[0].topic))
        for share in CONTROL_SHARES:
            fitted = ask(counts, main.log(counts) / share + length)
            effect = _pooled(fitted, of, Adjusted.to_controls(main.controls), n, origins, level, about)
            sensitivities.append(
                Sensitivity("control shares half" if share < 1 else "control shares double", effect)
            )
    basis = Adjusted.to_controls(main.controls) if main else Reported()
    whole = effects[0].value
    versions = _versions(draws, coverage, question, length, main is not None)
    if versions:
        fitted = ask(np.array([v.counts for v in versions]), np.array([v.offset for v in versions]))
        for version, value, error in zip(versions, fitted.value, fitted.error, strict=True):
            if not version.change:
                whole = float(np.exp(value))
                continue
            effect = _effect(
                of,
                value,
                value - 1.96 * error,
                value + 1.96 * error,
                basis,
                version.n,
                version.origins,
                about,
            )
            sensitivities.append(Sensitivity(version.change, effect, version.about))
    supports, against = _for_and_against(draws, sensitivities, whole, used)
    if not any(v.change == "constant panel" for v in versions):
        limits.append(Refusal(name, "no_constant_panel"))
    return Finding(
        question=name,
        standing=_standing(effects[0], sensitivities, either_way=either_way)
        if main
        else Standing.NOT_ASSESSABLE,
        effects=tuple(effects),
        method=method,
        assumption="control_shares_attention" if main else "attention_constant",
        sensitivities=tuple(sensitivities),
        limits=tuple(limits),
        tested=tested,
        facts=(("detectable", f"{float(np.exp(2.8 * _error_of(effects[0]))):.2f}"),),
        incidents_for=supports,
        incidents_against=against,
    )


def _for_and_against(
    draws: Draws, sensitivities: Sequence[Sensitivity], whole: float, used: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Incidents without which the ratio is lower (they speak for a rise), and those without which it is higher.

    All incidents of one period weigh the same, so each is answered for by the one that was left out of its period.
    """
    values = {one.about: one.effect.value for one in sensitivities if one.change == "without incident"}
    if not values:
        return (), ()
    period = dict(zip((one.id for one in draws.entries), draws.period[0].tolist(), strict=True))
    by_period = {period[id]: value for id, value in values.items()}
    supports, against = [], []
    for id, at in period.items():
        if 0 <= at < used and at in by_period:
            if by_period[at] < whole * (1 - 1e-6):
                supports.append(id)
            elif by_period[at] > whole * (1 + 1e-6):
                against.append(id)
    return tuple(supports), tuple(against)


def periods_in(late: Array) -> int:
    """How many periods from the first on are in by half or more."""
    missing = np.flatnonzero(~np.isfinite(late))
    return int(missing[0]) if len(missing) else len(late)


def band(effect: Effect[Adjusted], sensitivities: Sequence[Sensitivity]) -> tuple[float, float]:
    """The lowest and highest end of all intervals that a control sharing half to twice the attention gives."""
    of_control = [one.effect for one in sensitivities if one.change.startswith("control shares")]
    return min([effect.low, *(e.low for e in of_control)]), max([effect.high, *(e.high for e in of_control)])


def _error_of(effect: Effect[Reported] | Effect[Adjusted]) -> float:
    return float(np.log(effect.high / effect.low)) / (2 * 1.96)


def _pooled(
    fitted: LogRatios, of: str, basis: Reported | Adjusted, n: int, origins: int, level: float, about: str
) -> Effect[Reported] | Effect[Adjusted]:
    one = pool(fitted.value, fitted.error**2, level=level)
    return _effect(of, one.value, one.low, one.high, basis, n, origins, about, level=level, p=one.p)


def _effect(
    of: str,
    value: float,
    low: float,
    high: float,
    basis: Reported | Adjusted,
    n: int,
    origins: int,
    about: str,
    *,
    level: float = 0.95,
    p: float | None = None,
) -> Effect[Reported] | Effect[Adjusted]:
    numbers = [float(np.exp(np.clip(one, -20, 20))) for one in (value, low, high)]
    if isinstance(basis, Adjusted):
        return Effect(of, numbers[0], numbers[1], numbers[2], basis, n, origins, level, p, about)
    return Effect(of, numbers[0], numbers[1], numbers[2], basis, n, origins, level, p, about)


def _versions(
    draws: Draws, coverage: Coverage, question: Question, length: Array, adjusted: bool
) -> list[_Version]:
    topics = question.denominators if adjusted else ()
    everyone = frozenset(o for one in draws.entries for o in one.outlets)
    inside = draws.period[0] >= 0
    told = np.array([one.origins for one in draws.entries])
    out: list[_Version] = []

    def add(change: str, about: str, keep: np.ndarray, outlets: frozenset[str] | None) -> None:
        kept = keep & inside
        at = draws.period[0][kept]
        counts = np.bincount(at, minlength=len(draws.calendar)).astype(float)
        looked = attention(coverage, draws.calendar, topics, outlets=outlets) if topics else ()
        if counts.sum() == 0 or (topics and not looked):
            return
        offset = length + (looked[0].log(counts)[0] if looked else 0.0)
        out.append(_Version(change, about, counts, offset, int(counts.sum()), int(told[kept].sum())))

    add(
        "", "", np.ones(len(draws.entries), dtype=bool), None
    )  # nothing left out: what the others are compared with
    tells = Counter(o for one, here in zip(draws.entries, inside, strict=True) if here for o in one.outlets)
    names = {one.outlet for control in coverage.controls for one in control.seen} | everyone
    for outlet, _ in sorted(tells.items(), key=lambda one: (-one[1], one[0]))[:MOST_OUTLETS]:
        keep = np.array([not one.outlets or set(one.outlets) != {outlet} for one in draws.entries])
        add("without outlet", outlet, keep, frozenset(names - {outlet}))
    first_in: dict[int, int] = {}
    for found in np.flatnonzero(inside):
        first_in.setdefault(
            int(draws.period[0, found]), int(found)
        )  # any incident of a period gives the same counts
    for i in first_in.values():
        keep = np.ones(len(draws.entries), dtype=bool)
        keep[i] = False
        add("without incident", draws.entries[i].id, keep, None)
    affairs = Counter(one.affair for one, here in zip(draws.entries, inside, strict=True) if here)
    of_affair = np.array([one.affair for one in draws.entries])
    for affair, size in sorted(affairs.items(), key=lambda one: (-one[1], one[0]))[:MOST_AFFAIRS]:
        if size > 1:
            add("without affair", affair, of_affair != affair, None)
    panel = constant_panel(coverage, draws.calendar)
    if panel:
        keep = np.array([bool(panel & set(one.outlets)) for one in draws.entries])
        add("constant panel", ", ".join(sorted(panel)), keep, panel)
    sure = np.array([one.origins > 1 for one in draws.entries])
    if (sure & inside).sum() >= FEWEST_INCIDENTS:
        add("two origins or more", "", sure, None)
    return out


def _standing(
    main: Effect[Reported] | Effect[Adjusted], sensitivities: Sequence[Sensitivity], *, either_way: bool
) -> Standing:
    """Of a claimed increase, or (either way) of a change. Supported only while no changed version turns it."""
    up, down = main.low > 1, main.high < 1
    if up or (either_way and down):
        asked = (one for one in sensitivities if not one.change.startswith("control shares"))
        flips = any((one.effect.value <= 1) if up else (one.effect.value >= 1) for one in asked)
        return Standing.MIXED if flips else Standing.SUPPORTED
    if main.high < RELEVANT and (not either_way or main.low > 1 / RELEVANT):
        return Standing.CONTRADICTED
    return Standing.NOT_ASSESSABLE
