"""All questions asked of one record: what `qeyd analyse` shows, as one noun."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from qeyd.analyse.changed_records import ask_changed
from qeyd.analyse.changed_with_a_rule import changed_with_a_rule
from qeyd.analyse.claims import AnsweredClaim, answer_claims
from qeyd.analyse.coverage import active_outlets, attention, low_coverage
from qeyd.analyse.delay import late_offset, late_reports
from qeyd.analyse.entries import Entry
from qeyd.analyse.if_nothing_changes import if_nothing_changes
from qeyd.analyse.many_looks import level_for_look
from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.pattern_report import ELEMENTS, Element, Standard, elements, standards
from qeyd.analyse.persons import persons
from qeyd.analyse.replicates import Calendar, Draws, draw
from qeyd.analyse.rising import rising
from qeyd.analyse.since_when import since_when
from qeyd.analyse.whom_it_hits import cells_again, rate_by_group, share_of_reports
from qeyd.model import Period
from qeyd.model.account import Reading
from qeyd.model.coverage import Coverage, DatedRule, Denominator
from qeyd.model.finding import Answer, Finding
from qeyd.model.question import Question
from qeyd.model.report import Quote


@dataclass(frozen=True, slots=True)
class Series:
    """What the pictures show: incidents by period, over the drawn versions, and what was looked at."""

    starts: tuple[date, ...]
    counts: tuple[float, ...]
    low: tuple[float, ...]  #: 95 %: of the drawn versions, and of the chance in each count
    high: tuple[float, ...]
    control_stories: tuple[float, ...]  #: empty without control
    outlets: tuple[float, ...]
    little_coverage: tuple[int, ...]  #: periods to be hatched


@dataclass(frozen=True, slots=True)
class PatternReport:
    """Every question with its answer, what was tested and looked at, and the standards side by side."""

    question: Question
    look: int
    level: float  #: the level that this look may use
    answers: tuple[Answer, ...]
    elements: tuple[Element, ...]
    claims: tuple[AnsweredClaim, ...]
    standards: tuple[Standard, ...]
    series: Series
    undated: int  #: entries without a told time; only drawn versions place them
    left_out: int  #: entries that the question does not ask for or that lie outside its window
    n: int
    missing: tuple[str, ...] = ()  #: denominators, topics and rules that the question names and nobody gave
    counted: tuple[Entry, ...] = ()  #: what the likeliest version counts: every number leads back to these
    as_of: date | None = None  #: the day up to which reports could come in
    not_over: int = 0  #: periods of the window that were not over on that day
    is_default: bool = False  #: nobody wrote the question down

    @property
    def tested(self) -> int:
        """All cells, dates and ratios that were tested to get here."""
        return sum(one.tested for one in self.answers if isinstance(one, Finding))


def ask_all(
    all_entries: Sequence[Entry],
    coverage: Coverage,
    denominators: Sequence[Denominator],
    rules: Sequence[DatedRule],
    question: Question,
    *,
    now: date,
    look: int = 1,
    readings: Iterable[Reading] = (),
    official: Sequence[tuple[str, Quote]] = (),
    policy: Sequence[tuple[str, Quote]] = (),
    progress: Callable[[str, int, int], None] | None = None,
) -> PatternReport:
    """Ask every question of the record, at the level that this look of the question's looks may use.

    The same entries (in whatever order), question, ``now`` and ``look`` give the same digits. Looks beyond those
    planned are still answered, at level 0: nothing can then be found. ``official`` and ``policy`` are quotes with the
    incident they belong to; those of incidents that are not counted are left out. ``progress`` is told before each step
    which question is asked, how many are done, and of how many.
    """
    all_entries = sorted(all_entries, key=lambda one: one.id)
    asked = [one for one in rules if one.id in question.rules]
    steps = _Steps(progress, 8 + len(asked) + len(ELEMENTS))
    draws = steps.do("draw", lambda: draw(all_entries, question))
    level = level_for_look(look, question.looks, alpha=question.alpha)
    interval = 1 - max(level, 1e-6)
    periods = len(draws.calendar)
    known = Calendar.of(Period.between(question.window.start, max(now, question.window.end)), question.unit)
    late = late_offset(draws.entries, known, now=now, periods=periods)
    late = np.where(_is_over(draws.calendar, now), late, -np.inf)
    rise = steps.do("rising", lambda: rising(draws, coverage, question, level=interval, late=late))
    since = steps.do(
        "since_when",
        lambda: ask_changed(
            since_when(draws, coverage, question, late=late),
            draws,
            coverage,
            lambda d, c: since_when(d, c, question, late=late),
            alike=lambda _, at: at,
            most=15,
        ),
    )

    def changed(rule: DatedRule) -> Answer:
        return changed_with_a_rule(draws, coverage, question, rule, level=interval, late=late)

    with_rules = [steps.do("changed_with_a_rule", partial(changed, one)) for one in asked]
    shares = steps.do("share_of_reports", lambda: _shares(draws, coverage, question))
    rates = steps.do(
        "rate_by_group",
        lambda: ask_changed(
            rate_by_group(draws, denominators, question),
            draws,
            coverage,
            lambda d, _: rate_by_group(d, denominators, question),
            alike=lambda one, _: (one.group, one.place),
        ),
    )
    people = steps.do(
        "persons",
        lambda: ask_changed(
            persons(draws, coverage, question, late=late),
            draws,
            coverage,
            lambda d, c: persons(d, c, question, late=late, resampled=200),
            alike=lambda one, _: (one.low, one.high),
        ),
    )
    in_so_far = steps.do(
        "delay",
        lambda: ask_changed(
            late_reports(draws.entries, known, now=now, periods=periods),
            draws,
            coverage,
            lambda d, _: late_reports(d.entries, known, now=now, periods=periods),
            alike=lambda one, at: (at if at > periods - 4 else -1, _months_late(one)),
        ),
    )
    ahead = steps.do(
        "if_nothing_changes",
        lambda: ask_changed(
            if_nothing_changes(draws, coverage, question, late=late),
            draws,
            coverage,
            lambda d, c: if_nothing_changes(d, c, question, late=late, is_shown_anyway=True),
            alike=lambda _, at: at if at >= periods - 4 else -1,
            most=6,
        ),
    )
    answers: list[Answer] = [rise, since, *with_rules, shares, rates, people, in_so_far, ahead]
    counted = {one.id for one in draws.present}
    official = [one for one in official if one[0] in counted]
    policy = [one for one in policy if one[0] in counted]
    parts = elements(
        draws, coverage, denominators, question,
        rising=rise, shares=shares, rates=rates, official=official, policy=policy, step=steps.do,
    )  # fmt: skip
    by_name = {one.question: one for one in answers} | {one.name: one.answer for one in parts}
    return PatternReport(
        question=question,
        look=look,
        level=level,
        answers=tuple(answers),
        elements=parts,
        claims=answer_claims(readings, by_name),
        standards=standards(),
        series=_series(draws, coverage, question),
        undated=sum(one.first is None for one in draws.entries),
        left_out=len(all_entries) - len(draws.entries),
        n=len(draws.present),
        missing=_missing(question, coverage, denominators, rules),
        not_over=int((~_is_over(draws.calendar, now)).sum()),
        counted=draws.present,
        as_of=now,
    )


def _months_late(one: Entry) -> int:
    return (one.known_by - one.last).days // 30 if one.known_by and one.last else -1


def _shares(draws: Draws, coverage: Coverage, question: Question) -> Answer:
    """The cells that stand out, and their ratios in changed records."""
    found = share_of_reports(draws, question)
    cells = [one.about for one in found.effects] if isinstance(found, Finding) else []
    return ask_changed(
        found, draws, coverage, lambda d, _: cells_again(d, cells), alike=lambda one, _: (one.group, one.act)
    )


T = TypeVar("T")


class _Steps:
    """Does one step after another, and says which."""

    def __init__(self, progress: Callable[[str, int, int], None] | None, number: int) -> None:
        self._progress, self._number, self._done = progress, number, 0

    def do(self, name: str, step: Callable[[], T]) -> T:
        if self._progress is not None:
            self._progress(name, self._done, self._number)
        self._done += 1
        return step()


#: A period counts as over when reports came in up to so near its end: a small casebook has no story on some days.
_NEARLY = timedelta(days=8)


def _is_over(calendar: Calendar, now: date) -> NDArray[np.bool_]:
    """Which periods were over on a day: of the others a part of the days is missing, however early reports come."""
    ends = [*calendar.starts[1:], calendar.end]
    lengths = [end - start for start, end in zip(calendar.starts, ends, strict=True)]
    slack = [min(_NEARLY, length / 4) for length in lengths]
    return np.array([now >= end - some for end, some in zip(ends, slack, strict=True)])


def _missing(
    question: Question, coverage: Coverage, denominators: Sequence[Denominator], rules: Sequence[DatedRule]
) -> tuple[str, ...]:
    given = {one.topic for one in coverage.controls} | {one.name for one in denominators}
    known = {one.id for one in rules}
    return (
        *(name for name in question.denominators if name not in given),
        *(name for name in question.rules if name not in known),
    )


def count_interval(least: Array, most: Array) -> tuple[Array, Array]:
    """The 95 % interval of a Poisson mean, counts lying between the two (Garwood, Biometrika 28 (1936) 437-442)."""
    from scipy.special import gammaincinv

    low = np.where(least > 0, gammaincinv(np.maximum(least, 1e-9), 0.025), 0.0)
    return low, gammaincinv(most + 1, 0.975)


def _series(draws: Draws, coverage: Coverage, question: Question) -> Series:
    counts = draws.counts()
    rest = counts[1:] if len(counts) > 1 else counts
    least, most = np.quantile(rest, [0.025, 0.975], axis=0)
    low, high = count_interval(least, most)
    looked = attention(coverage, draws.calendar, question.denominators)

    def plain(values: Array) -> tuple[float, ...]:
        return tuple(float(one) for one in values)

    return Series(
        starts=draws.calendar.starts,
        counts=plain(counts[0]),
        low=plain(np.minimum(low, counts[0])),
        high=plain(np.maximum(high, counts[0])),
        control_stories=plain(looked[0].stories) if looked else (),
        outlets=plain(active_outlets(coverage, draws.calendar)),
        little_coverage=low_coverage(coverage, draws.calendar, question.denominators),
    )
