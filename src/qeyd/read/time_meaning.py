"""What a form of time means: words that stand together, a day to count from, and the days they speak of."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qeyd.model.period import Period
from qeyd.read.time_tokens import Token

# Reports are dated where the newsroom is, and acts where they happen: a day may be that much "later".
AHEAD, NOT_AHEAD = timedelta(days=3), timedelta(0)
# "A few days ago": two to six, the range of precision 2 on UCDP's scale.
FEW_LOW, FEW_HIGH = 2, 6
#: "bazar" and "cümə" are a market and a prayer as well, so their classes are their own.
WEEKDAYS = ("weekday", "friday", "sunday")
_HOURS = ("u_second", "u_minute", "u_hour")


@dataclass(frozen=True, slots=True)
class From:
    """What words of time count from."""

    today: date | None  #: the day of publication (one end of it, where only the month or year is known)
    focus: Period | None  #: the day or period the text spoke of last
    focus_day: Period | None = None  #: the day, or few days, it spoke of last

    def base(self, row: "Row") -> Period | None:
        """Give what to count from: days and hours from a day, longer units from any period."""
        return self.focus if row.unit in ("u_month", "u_year") or row.has("halfyear") else self.focus_day


class Row:
    """The tokens of one form, by class."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        # A class may be split by case where a form asks for it ("season", "season_of"); the meaning is one.
        self.kinds = [token.kind.removesuffix("_of") for token in tokens]

    def all(self, *kinds: str) -> list[int]:
        """Give the values of the tokens of these classes, in order."""
        return [token.value for token, kind in zip(self.tokens, self.kinds, strict=True) if kind in kinds]

    def has(self, *kinds: str) -> bool:
        """Say whether a token of one of these classes is there."""
        return any(kind in kinds for kind in self.kinds)

    @property
    def months(self) -> list[int]:
        """Give the months named."""
        return self.all("month", "month_in", "month_from")

    @property
    def unit(self) -> str:
        """Give the unit counted in, or nothing."""
        return next((kind for kind in self.kinds if kind.startswith("u_")), "")

    @property
    def weekdays(self) -> list[int]:
        """Give the weekdays named, Monday 0. Azerbaijani names Tuesday "the eve of Wednesday"."""
        named: list[int] = []
        for kind, value in zip(self.kinds, self.all(*self.kinds), strict=True):
            if kind in WEEKDAYS:
                named.append(value)
            elif kind in ("weekday_before", "weekday_after") and named:
                named[-1] = (named[-1] + (1 if kind == "weekday_after" else -1)) % 7
        return named

    @property
    def direction(self) -> int | None:
        """Give -1 for last, 0 for this, 1 for next, None where nothing says so."""
        return next(
            (sign for kind, sign in (("last", -1), ("past", -1), ("this", 0), ("next", 1)) if self.has(kind)),
            None,
        )

    @property
    def count(self) -> float:
        """Give how many of the unit; 1 where no number is said, 0 for "a few"."""
        if self.has("half"):
            return 0.5
        if self.has("onehalf"):
            return 1.5
        numbers = self.all("cnt", "day", "num", "year")
        if len(numbers) > 1 and numbers[-2] % 10 == 0 < numbers[-1] < 10 <= numbers[-2]:
            return numbers[-2] + numbers[-1]  # "twenty five", "on iki"
        return numbers[-1] if numbers else 1


def point(row: Row, since: From) -> Period | None:
    """A day, week, month, season, year or range of them, named or counted from today."""
    written = [token.day for token in row.tokens if token.day is not None]
    if written:
        return _ordered(min(written), max(written))
    if row.months:
        return _of_months(row, since)
    if row.has("dayword", "dayword_next"):
        return _shifted(since.today, days=row.all("dayword", "dayword_next")[0])
    if row.has("nightw", "daypart") and row.direction is not None and not row.weekdays:
        return _shifted(since.today, days=row.direction)
    if row.weekdays:
        return _weekday(row, since)
    if row.has("day") and row.has("u_month", "chislo"):
        return _day_of_month(row, since)
    if row.has("season"):
        return _season(row, since)
    if row.has("weekend"):
        return _weekend(row, since)
    if row.has("year"):
        years = row.all("year")
        return _ordered(date(min(years), 1, 1), date(max(years), 12, 31))
    return _unit(row, since)


def last_night(_row: Row, since: From) -> Period | None:
    """The night before publication."""
    return None if since.today is None else _between(_move(since.today, -1), since.today)


def recent(_row: Row, since: From) -> Period | None:
    """Read "the other day": the week up to publication."""
    return None if since.today is None else _between(_move(since.today, -FEW_HIGH), since.today)


def ago(row: Row, since: From) -> Period | None:
    """So many units before publication; the answer is as exact as the unit."""
    return None if since.today is None else _count(Period.day(since.today), row, -1)


def ahead(row: Row, since: From) -> Period | None:
    """So many units after publication."""
    return None if since.today is None else _count(Period.day(since.today), row, 1)


def later(row: Row, since: From) -> Period | None:
    """So many units after what the text spoke of last; after publication where it spoke of nothing."""
    base = since.base(row)
    return ahead(row, since) if base is None else _count(base, row, 1)


def next_day(_row: Row, since: From) -> Period | None:
    """The day after the one the text spoke of last."""
    day = since.focus_day
    return None if day is None else _between(_move(day.start, 1), _move(day.end, 1))


def day_before(_row: Row, since: From) -> Period | None:
    """The day before the one the text spoke of last."""
    day = since.focus_day
    return None if day is None else _between(_move(day.start, -1), _move(day.end, -1))


def earlier(row: Row, since: From) -> Period | None:
    """So many units before what the text spoke of last."""
    base = since.base(row)
    return None if base is None else _count(base, row, -1)


def same(_row: Row, since: From) -> Period | None:
    """The day the text spoke of last."""
    return since.focus_day


def of_day(row: Row, since: From) -> Period | None:
    """Read "in the evening": on the day the text spoke of last; after a night, its second day."""
    day = since.focus_day
    if day is None or (day.end - day.start).days > 1:
        return None
    return Period.day(day.end)


def past_few(row: Row, since: From) -> Period | None:
    """The last so many units up to publication."""
    if since.today is None or not row.count:
        return None
    first = _count(Period.day(since.today), row, -1, whole=False)
    return None if first is None else _between(first.start, since.today)


def today(_row: Row, since: From) -> Period | None:
    """Read "now": the day of publication."""
    return _shifted(since.today, days=0)


def nothing(_row: Row, _since: From) -> Period | None:
    """A length of time, an age, a clock: no date."""
    return None


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a heading of [grammar] is understood."""

    sort: str
    anchor: str
    read: Callable[[Row, From], Period | None]


MEANINGS = {
    "point": Meaning("point", "", point),  # its anchor follows from its words
    "list": Meaning("point", "", point),
    # "The night to 27 June" is told of as 27 June: what happens in it mostly happens after midnight.
    "night": Meaning("point", "", point),
    "last_night": Meaning("point", "published", last_night),
    "recent": Meaning("point", "published", recent),
    "ago": Meaning("point", "published", ago),
    "past_few": Meaning("span", "published", past_few),
    "later": Meaning("point", "text", later),
    "earlier": Meaning("point", "text", earlier),
    "next_day": Meaning("point", "text", next_day),
    "day_before": Meaning("point", "text", day_before),
    "same": Meaning("point", "text", same),
    "of_day": Meaning("point", "text", of_day),
    "after_that": Meaning("point", "text", later),
    "ahead": Meaning("future", "published", ahead),
    "future": Meaning("future", "", point),
    "since": Meaning("since", "", point),
    "until": Meaning("until", "", point),
    "now": Meaning("now", "published", today),
    "law": Meaning("law", "", point),
    "span": Meaning("span", "", nothing),
    "duration": Meaning("duration", "absolute", nothing),
    "age": Meaning("age", "absolute", nothing),
    "clock": Meaning("clock", "absolute", nothing),
    "frequency": Meaning("frequency", "absolute", nothing),
    "decade": Meaning("decade", "absolute", nothing),
    "anniversary": Meaning("anniversary", "absolute", nothing),
}


def year_is_open(row: Row) -> bool:
    """Say whether the year, or the week, is left to the reader: "on 5 June", "in June", "on Friday"."""
    named = bool(row.months or row.weekdays)
    return named and not row.has("year", "date", "last", "past", "this", "next")


def _of_months(row: Row, since: From) -> Period | None:
    months, days, years = row.months, row.all("day"), row.all("year")
    direction = row.direction
    year: int | None = years[-1] if years else None
    latest = since.today
    if year is None and direction is not None and row.has("u_year"):
        if since.today is None:
            return None
        year = since.today.year + direction
    elif year is None and direction == 0:
        year = None if since.today is None else since.today.year
    elif year is None and direction == -1 and latest is not None and not days:
        latest = _months_on(latest.replace(day=28), -1)
    elif year is None and direction == 1 and latest is not None:
        latest = _months_on(latest, 12)
    if year is None:
        year = _year_of(months[-1], days[-1] if days else None, latest, since.focus)
    if year is None:
        return None
    first_year = years[0] if len(years) > 1 else year
    if len(years) < 2 and len(months) > 1 and months[0] > months[-1]:
        first_year -= 1
    if not days:
        return _between(Period.month(first_year, months[0]).start, Period.month(year, months[-1]).end)
    start, end = _day(first_year, months[0], days[0]), _day(year, months[-1], days[-1])
    return None if start is None or end is None else _ordered(start, end)


def _year_of(month: int, day: int | None, today: date | None, focus: Period | None) -> int | None:
    """Give the latest year in which this day or month is not after publication."""
    if today is None:
        return None if focus is None else focus.start.year
    for year in range(today.year + 1, today.year - 8, -1):
        at = _day(year, month, day or 1)
        if at is not None and at - today <= (AHEAD if day else NOT_AHEAD):
            return year
    return None


def _day_of_month(row: Row, since: From) -> Period | None:
    if since.today is None:
        return None
    days, direction = row.all("day"), row.direction
    first = _months_on(since.today.replace(day=1), direction or 0)
    if direction is None and days[-1] > since.today.day + AHEAD.days:
        first = _months_on(first, -1)
    start, end = (_day(first.year, first.month, day) for day in (days[0], days[-1]))
    return None if start is None or end is None else _ordered(start, end)


def _weekday(row: Row, since: From) -> Period | None:
    if since.today is None:
        return None
    weekdays = row.weekdays
    weekday, direction = weekdays[-1], row.direction
    back = (since.today.weekday() - weekday) % 7
    if direction is not None and (row.has("u_week") or direction == 0):
        end = _move(since.today, 7 * direction + weekday - since.today.weekday())
    elif direction == 1:
        end = _move(since.today, 7 - back)
    else:
        end = _move(since.today, -(back or 7) if direction == -1 else -back)
    start = end
    if len(weekdays) > 1 and end is not None:
        start = _move(end, -((weekday - weekdays[0]) % 7))
    return _between(start, end)


def _season(row: Row, since: From) -> Period | None:
    """Give the three months of a season. Winter goes by the year it ends in: "winter 2024" begins in 2023."""
    month, years, direction, today = row.all("season")[-1], row.all("year"), row.direction, since.today
    if years or today is None:
        year = years[-1] if years else 0
        begins = year - 1 if month == 12 else year
    elif direction is not None and row.has("u_year"):
        begins = today.year + direction - (1 if month == 12 else 0)
    else:
        # "Last summer" said in July is that of the year before; said in October, the one just over.
        reach = _months_on(today, -2) if direction == -1 else today
        begins = reach.year if month <= reach.month else reach.year - 1
        begins += 1 if direction == 1 else 0
    if not 1 <= begins <= 9998:
        return None
    last = _months_on(date(begins, month, 1), 2)
    return _between(date(begins, month, 1), Period.month(last.year, last.month).end)


def _weekend(row: Row, since: From) -> Period | None:
    if since.today is None:
        return None
    saturday = _move(since.today, -((since.today.weekday() - 5) % 7))
    if row.direction == 1:
        saturday = None if saturday is None else _move(saturday, 7)
    elif row.direction == -1 and since.today.weekday() >= 5 and saturday is not None:
        saturday = _move(saturday, -7)
    return None if saturday is None else _between(saturday, _move(saturday, 1))


def _unit(row: Row, since: From) -> Period | None:
    unit, today = row.unit, since.today
    if today is None or not unit:
        return None
    direction = row.direction or 0
    if unit == "u_day":
        return _shifted(today, days=direction)
    if unit == "u_week":
        return _week(today, direction)
    if unit == "u_month":
        at = _months_on(today.replace(day=1), direction)
        return Period.month(at.year, at.month)
    if unit == "u_year":
        return _year(today.year + direction)
    return Period.day(today)


def _count(base: Period, row: Row, sign: int, *, whole: bool = True) -> Period | None:
    """Count units from a period. With `whole`, weeks, months and years are whole ones of the calendar."""
    unit, count = row.unit, row.count
    if row.has("halfyear"):
        unit, count = "u_month", row.all("halfyear")[0]
    if unit == "u_year" and count != int(count):
        unit, count = "u_month", count * 12
    if unit in _HOURS:
        hours = count / {"u_hour": 1, "u_minute": 60, "u_second": 3600}[unit]
        most, least = (0, 0) if hours < 12 else (-int(-hours // 24), int(hours // 24))
        far, near = (most, least) if sign < 0 else (least, most)
        return _between(_move(base.start, sign * far), _move(base.end, sign * near))
    if not count:
        if unit != "u_day":
            return None
        low, high = (FEW_HIGH, FEW_LOW) if sign < 0 else (FEW_LOW, FEW_HIGH)
        return _between(_move(base.start, sign * low), _move(base.end, sign * high))
    if unit == "u_day":
        return _between(_move(base.start, sign * int(count)), _move(base.end, sign * int(count)))
    if unit == "u_week":
        at = _move(base.start, sign * int(count * 7))
        return None if at is None else _week(at, 0) if whole else Period.day(at)
    months = int(count * 12) if unit == "u_year" else int(count)
    if months > 12 * 2000:
        return None
    at = _months_on(base.start, sign * months)
    if not whole:
        return Period.day(at)
    return _year(at.year) if unit == "u_year" else Period.month(at.year, at.month)


def _week(day: date, weeks: int) -> Period | None:
    monday = _move(day, 7 * weeks - day.weekday())
    return None if monday is None else _between(monday, _move(monday, 6))


def _year(year: int) -> Period | None:
    return Period.year(year) if 1 <= year <= 9999 else None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= year <= 9999 or day > calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _move(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _shifted(day: date | None, *, days: int) -> Period | None:
    moved = None if day is None else _move(day, days)
    return None if moved is None else Period.day(moved)


def _months_on(day: date, months: int) -> date:
    """Give the same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _ordered(start: date, end: date) -> Period | None:
    return _between(min(start, end), max(start, end))


def _between(start: date | None, end: date | None) -> Period | None:
    if start is None or end is None or end < start:
        return None
    for whole in (Period.month(start.year, start.month), Period.year(start.year)):
        if (whole.start, whole.end) == (start, end):
            return whole
    return Period.between(start, end)
