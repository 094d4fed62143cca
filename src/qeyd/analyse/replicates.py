"""The record's own doubts, drawn: many versions of the record, each as good as the next, and how to pool them.

Each replicate decides anew which entries are real (their confidence), which flagged pairs are one incident, on
which day within the told range each fell, which of the told groups and places holds, and how many people it hit.
Estimates from all replicates are pooled by Rubin's rules.

References: Rubin, *Multiple Imputation for Nonresponse in Surveys* (1987), §3.1; Barnard & Rubin, Biometrika 86
(1999) 948-955 (degrees of freedom). That records of violence should be analysed so: Human Rights Data Analysis
Group, core concepts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qeyd.analyse.entries import Entry, Weighted, usual_delays, within
from qeyd.analyse.negative_binomial import Array
from qeyd.model import Period
from qeyd.model.question import Question

MERGE_PROBABILITY = (
    0.5  #: a pair that the linker leaves open is as likely one incident as two; see decision 33
)
_OUT = -1


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods of a window: their first days, and the day after the last."""

    starts: tuple[date, ...]
    end: date

    @classmethod
    def of(cls, window: Period, unit: str) -> "Calendar":
        """Months of the calendar, or weeks of seven days from the first day on; the window's days alone."""
        starts, day, end = [], window.start, window.end + timedelta(days=1)
        while day < end:
            starts.append(day)
            if unit == "week":
                day += timedelta(days=7)
            else:
                day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return cls(tuple(starts), end)

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def days(self) -> Array:
        """The length of each period in days."""
        edges = [*self.starts, self.end]
        return np.array([(b - a).days for a, b in pairwise(edges)], dtype=float)

    @property
    def per_year(self) -> float:
        """How many periods make a year."""
        return 365.25 / float(self.days.mean())

    def index(self, ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which period each day (as proleptic ordinal) lies in; -1 outside."""
        edges = np.array([one.toordinal() for one in (*self.starts, self.end)])
        found = np.searchsorted(edges, ordinals, side="right") - 1
        out: NDArray[np.int64] = np.where((found < 0) | (found >= len(self.starts)), _OUT, found)
        return out


@dataclass(frozen=True, slots=True)
class Draws:
    """Versions of the record. Row 0 is the record at its likeliest; the other rows are drawn."""

    entries: tuple[Entry, ...]  #: those that can lie in the window
    calendar: Calendar
    period: NDArray[np.int64]  #: (rows, entries); -1: not in this version, or outside the window
    group: NDArray[np.int64]  #: (rows, entries), index into groups
    place: NDArray[np.int64]
    groups: tuple[str | None, ...]
    places: tuple[str | None, ...]

    def counts(self, keep: NDArray[np.bool_] | None = None) -> Array:
        """Incidents per version and period, (rows, periods); of the entries kept."""
        rows, n = len(self.period), len(self.calendar)
        inside = self.period >= 0
        if keep is not None:
            inside = inside & keep
        flat = (np.arange(rows)[:, None] * n + self.period)[inside]
        return np.bincount(flat, minlength=rows * n).reshape(rows, n).astype(float)

    @property
    def present(self) -> tuple[Entry, ...]:
        """The entries that the likeliest version counts."""
        return tuple(one for one, at in zip(self.entries, self.period[0], strict=True) if at >= 0)


def draw(all_entries: Sequence[Entry], question: Question) -> Draws:
    """Draw ``question.replicates`` versions of the record with ``question.seed``, besides the likeliest one.

    The question's groups, acts and places choose the entries. In the likeliest version an entry falls on the
    middle of its told range; entries without any time are left out there and, in the drawn versions, placed by a
    delay drawn from those of dated entries before the day of their first report.
    """
    calendar = Calendar.of(question.window, question.unit)
    chosen = tuple(
        one for one in all_entries if _asked_for(one, question) and _may_lie_in(one, question.window)
    )
    rng = np.random.default_rng(question.seed)
    rows = 1 + question.replicates
    days = _days(chosen, usual_delays(all_entries), rows, rng)
    period = calendar.index(days)
    group, groups = _choices([one.groups for one in chosen], rows, rng)
    place, places = _choices([one.places for one in chosen], rows, rng)
    confidence = np.array([one.confidence for one in chosen])
    if len(chosen):
        real = rng.random((rows, len(chosen))) < confidence
        real[0] = confidence >= 0.5
        undated = np.array([one.first is None for one in chosen])
        real[0] &= ~undated
        period = np.where(real, period, _OUT)
        _merge(period, chosen, rng)
        if question.groups:
            wanted = np.array([name in question.groups for name in groups])
            period = np.where(wanted[group], period, _OUT)
        if question.places:
            wanted = np.array([any(within(name, code) for code in question.places) for name in places])
            period = np.where(wanted[place], period, _OUT)
    return Draws(chosen, calendar, period, group, place, groups, places)


def _asked_for(one: Entry, question: Question) -> bool:
    if question.acts and one.act not in question.acts:
        return False
    if question.groups and not any(name in question.groups for name, _ in one.groups):
        return False
    return not question.places or any(
        within(name, code) for name, _ in one.places for code in question.places
    )


def _may_lie_in(one: Entry, window: Period) -> bool:
    if one.first is None or one.last is None:
        return one.known_by is not None and one.known_by >= window.start
    return one.first <= window.end and one.last >= window.start


def _days(
    chosen: Sequence[Entry], delays: Sequence[int], rows: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    out = np.zeros((rows, len(chosen)), dtype=np.int64)
    if not chosen:
        return out
    low = np.array([(one.first or one.known_by or date.min).toordinal() for one in chosen])
    high = np.array([(one.last or one.known_by or date.min).toordinal() for one in chosen])
    out[:] = low + np.floor(rng.random((rows, len(chosen))) * (high - low + 1)).astype(np.int64)
    out[0] = (low + high) // 2
    undated = np.array([one.first is None for one in chosen])
    if undated.any() and delays:
        late = rng.choice(np.asarray(delays), size=(rows, int(undated.sum())))
        out[:, undated] = high[undated] - late
    return out


def _choices(
    weighted: Sequence[Weighted], rows: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], tuple[str | None, ...]]:
    names = tuple(
        sorted({name for one in weighted for name, _ in one}, key=lambda name: (name is None, name or ""))
    )
    number = {name: i for i, name in enumerate(names)}
    out = np.zeros((rows, len(weighted)), dtype=np.int64)
    for column, values in enumerate(weighted):
        best = max(values, key=lambda one: one[1])[0]
        out[:, column] = number[best]
        if len(values) > 1:
            weights = np.array([weight for _, weight in values])
            picked = rng.choice(len(values), size=rows - 1, p=weights / weights.sum())
            out[1:, column] = [number[values[i][0]] for i in picked]
    return out, names


def _merge(period: NDArray[np.int64], chosen: Sequence[Entry], rng: np.random.Generator) -> None:
    """In each drawn version take some flagged pairs for one incident: only its first entry is kept."""
    at = {one.id: i for i, one in enumerate(chosen)}
    pairs = sorted(
        {
            (min(i, j), max(i, j))
            for i, one in enumerate(chosen)
            for o in one.maybe_same
            if (j := at.get(o, i)) != i
        }
    )
    if not pairs:
        return
    merged = rng.random((len(period), len(pairs))) < MERGE_PROBABILITY
    for row in range(1, len(period)):
        root: dict[int, int] = {}

        def find(i: int, root: dict[int, int] = root) -> int:
            while root.get(i, i) != i:
                i = root[i]
            return i

        for (i, j), together in zip(pairs, merged[row], strict=True):
            a, b = sorted((find(i), find(j)))
            if together and a != b and period[row, a] >= 0 and period[row, b] >= 0:
                root[b] = a
                period[row, b] = _OUT


@dataclass(frozen=True, slots=True)
class Pooled:
    """Estimates of many replicates as one, on the scale they were given in (log ratios, usually)."""

    value: float
    low: float
    high: float
    p: float
    between: float  #: share of the variance that comes from the record's own doubts


def pool(values: Array, variances: Array, *, level: float = 0.95) -> Pooled:
    """Rubin's rules: the mean, with the variance within plus (1 + 1/K) times the variance between.

    With one replicate it is the ordinary normal interval. The t distribution has Rubin's degrees of freedom.

    >>> one = pool(np.array([0.5]), np.array([0.04]))
    >>> round(one.low, 3), round(one.high, 3)
    (0.108, 0.892)
    """
    from scipy.special import stdtr, stdtrit

    k = len(values)
    mean, within_ = float(values.mean()), float(variances.mean())
    between = float(values.var(ddof=1)) if k > 1 else 0.0
    extra = (1 + 1 / k) * between
    total = within_ + extra
    df = (k - 1) * (total / extra) ** 2 if extra > 1e-12 * total else 1e9
    df = min(df, 1e9)
    half = float(stdtrit(df, 0.5 + level / 2)) * total**0.5
    p = float(2 * stdtr(df, -abs(mean) / total**0.5)) if total > 0 else 1.0
    return Pooled(mean, mean - half, mean + half, p, extra / total if total else 0.0)
