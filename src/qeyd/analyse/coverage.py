"""How much was looked at: attention by control stories, the outlets that were there throughout, the gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.replicates import Calendar
from qeyd.model.coverage import ControlStories, Coverage, Seen

_NOTHING = -15.0  #: log attention of a period in which nothing at all was collected: it then weighs nothing
LOW_COVERAGE = 0.5  #: a period with less than half of the usual collection is marked in pictures


@dataclass(frozen=True, slots=True)
class Attention:
    """Control stories of one or more topics, by period."""

    controls: tuple[ControlStories, ...]
    stories: Array  #: (periods,)

    def log(self, counts: Array) -> Array:
        """The offset: log control stories. A period without any weighs nothing where nothing was counted either."""
        empty = self.stories <= 0
        steady = np.log(np.maximum(self.stories, 0.5))
        out: Array = np.where(empty & (np.atleast_2d(counts) <= 0), _NOTHING, steady)
        return out


def attention(
    coverage: Coverage, calendar: Calendar, topics: Sequence[str], *, outlets: frozenset[str] | None = None
) -> tuple[Attention, ...]:
    """Control stories by period: all asked topics together first, then (if there are several) each by itself.

    ``outlets`` restricts to some outlets. Empty where no asked topic is among the coverage's controls.
    """
    chosen = [one for one in coverage.controls if one.topic in topics and one.seen]
    each = [Attention((one,), _by_period(one.seen, calendar, outlets)) for one in chosen]
    each = [one for one in each if one.stories.sum() > 0]
    if len(each) < 2:
        return tuple(each)
    total = np.sum([one.stories for one in each], axis=0)
    return (Attention(tuple(c for one in each for c in one.controls), total), *each)


def constant_panel(coverage: Coverage, calendar: Calendar) -> frozenset[str] | None:
    """The outlets of which something was collected in every period. None: the collection is not known."""
    seen = (*coverage.collected, *(one for control in coverage.controls for one in control.seen))
    if not seen:
        return None
    outlets = sorted({one.outlet for one in seen})
    steady = (o for o in outlets if (_by_period(seen, calendar, frozenset({o})) > 0).all())
    return frozenset(steady)


def active_outlets(coverage: Coverage, calendar: Calendar) -> Array:
    """How many outlets had anything collected, by period."""
    outlets = sorted({one.outlet for one in coverage.collected})
    active = [_by_period(coverage.collected, calendar, frozenset({o})) > 0 for o in outlets]
    return np.sum(active, axis=0).astype(float) if active else np.zeros(len(calendar))


def low_coverage(coverage: Coverage, calendar: Calendar, topics: Sequence[str] = ()) -> tuple[int, ...]:
    """Periods to be hatched: much less collected than in the periods around, or a gap named in them.

    Judged by the control stories of ``topics`` where there are any, since the number of all stories rises and falls
    with what is asked about; by all stories else. Around: half a year on either side.
    """
    low = np.zeros(len(calendar), dtype=bool)
    looked = attention(coverage, calendar, topics)
    number = looked[0].stories if looked else _by_period(coverage.collected, calendar, None)
    if number.sum() > 0:
        reach = max(round(calendar.per_year / 2), 3)
        around = [np.median(number[max(i - reach, 0) : i + reach + 1]) for i in range(len(number))]
        low |= number < LOW_COVERAGE * np.array(around)
    edges = [*calendar.starts, calendar.end]
    for gap in coverage.gaps:
        for i in range(len(calendar)):
            low[i] |= gap.period.start < edges[i + 1] and gap.period.end >= edges[i]
    return tuple(int(i) for i in np.flatnonzero(low))


def _by_period(seen: Sequence[Seen], calendar: Calendar, outlets: frozenset[str] | None) -> Array:
    kept = [one for one in seen if outlets is None or one.outlet in outlets]
    at = calendar.index(np.array([one.day.toordinal() for one in kept], dtype=np.int64))
    inside = at >= 0
    number = np.array([one.number for one in kept], dtype=float)
    return np.bincount(at[inside], weights=number[inside], minlength=len(calendar)).astype(float)
