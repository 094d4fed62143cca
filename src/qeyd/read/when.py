"""When an act was: which of the times that a page tells is the act's own, if any (CODEBOOK §4)."""

import math
from collections.abc import Callable, Sequence

from qeyd.model import Period, Told
from qeyd.read.accounts import Draft
from qeyd.read.choice import choose
from qeyd.read.page import Page
from qeyd.read.setting import Setting
from qeyd.read.times import TimeMention

# Sorts of mention that may date an act; the others (a jail term, an age, a clock) never do.
_DATING = ("point", "since", "until", "span")
_FURTHEST = 14  # sentences over which a time may still hold


def candidates(setting: Setting, line: int, page: Page) -> list[TimeMention]:
    """The times on a page that could be an act's, told in a sentence not too far from it."""
    return [
        one
        for one in setting.times
        if one.sort in _DATING
        and one.period is not None
        and abs(page.line_at(one.start).index - line) <= _FURTHEST
    ]


def options(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    found: Sequence[TimeMention],
    *,
    is_saying: Callable[[int, int], bool],
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """The features of each candidate, and of "no time is told"."""
    trigger = draft.trigger
    line, tokens = trigger.line, page.tokens
    clause = tokens[trigger.clause.start].start, tokens[trigger.clause.stop - 1].end
    told_at = {line.index, *draft.told_at}
    published = page.report.published
    lines = [page.line_at(one.start).index for one in found]
    acts_at = {other.trigger.line.index for other in others if other is not draft}
    rows = []
    for one, at in zip(found, lines, strict=True):
        assert one.period is not None
        apart = at - line.index
        first, last = sorted((one.start, line.start))
        between = sum(other is not one and first < other.start < last for other in found)
        row = {
            "own sentence": float(apart == 0),
            "own clause": float(clause[0] <= one.start <= clause[1]),
            "told again there": float(apart != 0 and at in told_at),
            "one before": float(apart == -1),
            "two before": float(apart == -2),
            "three before": float(apart == -3),
            "further before": float(apart < -3),
            "sentences before": min(-apart, 8) / 8 if apart < 0 else 0.0,
            "after": float(apart > 0),
            "sentences after": min(apart, 8) / 8 if apart > 0 else 0.0,
            "same paragraph": float(page.lines[at].paragraph == line.paragraph),
            "words away": min(abs(one.start - tokens[trigger.head].start), 300) / 300 if apart == 0 else 0.0,
            "lead": float(at <= 1),
            "first on page": float(one is found[0]),
            "of the saying": float(is_saying(one.start, one.end)),
            "others between": min(between, 4) / 4,
            "another act there": float(apart != 0 and at in acts_at),
            "no act there": float(apart != 0 and at not in acts_at and at not in told_at),
            f"precision {one.period.precision}": 1.0,
            f"counted from {one.anchor}": 1.0,
            f"sort {one.sort}": 1.0,
            "nearest in sentence": float(
                apart == 0
                and all(
                    abs(one.start - tokens[trigger.head].start)
                    <= abs(other.start - tokens[trigger.head].start)
                    for other, where in zip(found, lines, strict=True)
                    if where == at
                )
            ),
        }
        if published is not None:
            days = (published.start - one.period.end).days
            row["long ago"] = math.log1p(max(0, days)) / 6
            row["day of publication"] = float(days == 0 and one.period.precision == 1)
            row["to come"] = float(one.period.start > published.end)
            row["to come, planned"] = float(one.period.start > published.end and trigger.planned)
            row["over a month ago"] = float(days > 31)
            row["over a month ago, not in sentence"] = float(days > 31 and apart != 0)
            row["over a month ago, background"] = float(days > 31 and draft.background)
        if apart:
            row[f"not in sentence, {trigger.act}"] = 1.0
            row["not in sentence, planned"] = float(trigger.planned)
            row["not in sentence, background"] = float(draft.background)
            row[f"not in sentence, {trigger.voice}"] = 1.0
            row["not in sentence, saying"] = row["of the saying"]
        rows.append(row)
    none = {
        "none": 1.0,
        "none, planned": float(trigger.planned),
        "none, background": float(draft.background),
        "none, in sentence": float(any(at == line.index for at in lines)),
        "none, early": float(line.index <= 1),
        f"none, {trigger.voice}": 1.0,
        f"none, {trigger.act}": 1.0,
    }
    return rows, none


def settled_time(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    setting: Setting,
    *,
    is_saying: Callable[[int, int], bool],
    read_by: str,
) -> Told[Period] | None:
    """The time of an act with its words, or None where the report ties none to it."""
    found = candidates(setting, draft.trigger.line.index, page)
    rows, none = options(page, draft, others, found, is_saying=is_saying)
    chosen = choose("time", found, rows, none)
    if chosen is None or draft.trigger.act == "other":
        return None
    one = found[chosen]
    assert one.period is not None
    return Told(one.period, page.report.quote(one.start, one.end), read_by)
