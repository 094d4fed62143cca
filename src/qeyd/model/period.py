"""When something was, no more exactly than it is told: a day, a month, a year or a range."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from qeyd.errors import ShapeError

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days within which something happened, both ends included.

    ``precision`` is on UCDP's ``date_prec`` scale: 1 the day is known, 2 a range of two to six
    days, 3 the week, 4 the month (or a range up to that long), 5 the year or longer.

    >>> Period.parse("2025-08").end
    datetime.date(2025, 8, 31)
    >>> Period.parse("2025-06-01/2025-06-15").precision
    4
    """

    start: date
    end: date
    precision: int

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ShapeError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    @classmethod
    def day(cls, day: date) -> "Period":
        """One day."""
        return cls(day, day, 1)

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """One calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), 4)

    @classmethod
    def year(cls, year: int) -> "Period":
        """One calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), 5)

    @classmethod
    def between(cls, start: date, end: date) -> "Period":
        """A range of days; its precision follows from its length."""
        days = (end - start).days + 1
        precision = 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5
        return cls(start, end, precision)

    @classmethod
    def parse(cls, value: str) -> "Period":
        """Read the notation of CONTRACT.md: ``2025``, ``2025-08``, ``2025-08-20`` or ``START/END``.

        Raises ShapeError when the text is no such date.
        """
        first, slash, last = value.strip().partition("/")
        start = cls._one(first, value)
        if not slash:
            return start
        return cls.between(start.start, cls._one(last, value).end)

    @classmethod
    def _one(cls, text: str, whole: str) -> "Period":
        found = _DATE.fullmatch(text.strip())
        if not found:
            raise ShapeError(
                f'"{whole}" is no date. Write 2025-08-20, 2025-08, 2025, or two of them joined by "/".'
            )
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            if year and month and day:
                return cls.day(date(year, month, day))
            if year and month:
                return cls.month(year, month)
            return cls.year(year or 0)
        except ValueError as problem:
            raise ShapeError(f'"{whole}" is no date: {problem}.') from problem

    @property
    def value(self) -> str:
        """The notation of CONTRACT.md, the shortest that says exactly this."""
        if self.start == self.end:
            return self.start.isoformat()
        if self == Period.year(self.start.year):
            return f"{self.start.year:04d}"
        if (self.start, self.end) == Period.month_bounds(self.start):
            return f"{self.start.year:04d}-{self.start.month:02d}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @staticmethod
    def month_bounds(day: date) -> tuple[date, date]:
        """The first and last day of the month that a day lies in."""
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])

    def overlaps(self, other: "Period", *, slack_days: int = 0) -> bool:
        """Whether the two can be the same time, allowing so many days of error."""
        slack = timedelta(days=slack_days)
        return self.start - slack <= other.end and other.start - slack <= self.end

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end
