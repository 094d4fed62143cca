"""The question that is asked where nobody wrote one down. It looks at the collection, never at the incidents."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from qeyd.model import Period
from qeyd.model.coverage import ControlStories, DatedRule, Denominator, Seen
from qeyd.model.question import Question

#: Months without a single story that still lie inside the window; a longer silence ends it.
MOST_SILENT = 2
LONGEST = 120  #: months
#: A look a month for a year; the level is spent over them.
LOOKS = 12


def default_question(
    collected: Sequence[Seen],
    controls: Iterable[ControlStories] = (),
    denominators: Iterable[Denominator] = (),
    rules: Iterable[DatedRule] = (),
) -> Question | None:
    """All groups, acts and places, by month, set against everything that was given; None: no story has a day.

    The window is the whole calendar months from which stories of any kind were collected, back from the last one to
    the first silence of more than two months, ten years at most. The first month is left out where collecting began
    within it after its seventh day, the last where it is not over.
    """
    days = sorted({one.day for one in collected})
    if not days:
        return None
    has = {(day.year, day.month) for day in days}
    last = _month(days[-1])
    if (days[-1] + timedelta(days=7)).month == days[-1].month and len(has) > 1:
        last = _before(last)
    first, at, silent = last, last, 0
    for _ in range(LONGEST):
        if (at.year, at.month) in has:
            first, silent = at, 0
        else:
            silent += 1
            if silent > MOST_SILENT:
                break
        at = _before(at)
    begun = next(day for day in days if day >= first)
    if begun.day > 7 and first < last:
        first = _after(first)
    names = dict.fromkeys([*(one.topic for one in controls), *(one.name for one in denominators)])
    return Question(
        "everything, by month (the default question)",
        Period.between(first, _after(last) - timedelta(days=1)),
        denominators=tuple(names),
        rules=tuple(dict.fromkeys(one.id for one in rules)),
        looks=LOOKS,
    )


def _month(day: date) -> date:
    return day.replace(day=1)


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _after(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
