"""What was looked at, and what counts are set against: coverage, control stories, denominators, dated rules."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qeyd.errors import ShapeError
from qeyd.model.period import Period


@dataclass(frozen=True, slots=True)
class Seen:
    """How many stories of one outlet fell on one day, or within the period beginning that day."""

    outlet: str
    day: date
    number: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which an outlet was not collected, and why."""

    outlet: str
    period: Period
    why: str


@dataclass(frozen=True, slots=True)
class ControlStories:
    """Stories on a topic that should not change with the acts in question: a measure of attention.

    "Traffic accidents in the same outlets" is one. A control never shares the attention exactly; findings
    show what happens when it shares less.
    """

    topic: str
    source: str  #: where the numbers come from
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was collected: stories per outlet over time (wanted or not), the gaps, and the control stories."""

    collected: tuple[Seen, ...] = ()
    gaps: tuple[Gap, ...] = ()
    controls: tuple[ControlStories, ...] = ()


class DenominatorSort(StrEnum):
    """What a denominator counts."""

    POPULATION = "population"  #: people living there
    EXPOSURE = "exposure"  #: people exposed to the act: permit holders, workers on a site, stops made


@dataclass(frozen=True, slots=True)
class Denominator:
    """How many people of a group there were in a place, who says so, and when it was so.

    ``group`` None: everybody. ``place`` None: everywhere; else an ISO 3166 country or region ("RU", "RU-ZAB").
    """

    name: str  #: the set it belongs to, as questions name it
    sort: DenominatorSort
    group: str | None
    place: str | None
    value: float
    source: str
    as_of: Period

    def __post_init__(self) -> None:
        if not self.value > 0:
            raise ShapeError(
                f"Denominator {self.name!r} of {self.group} in {self.place} is {self.value}; write more than 0."
            )
        if not self.source.strip():
            raise ShapeError(
                f"Denominator {self.name!r} of {self.group} in {self.place} names no source. Give one."
            )


@dataclass(frozen=True, slots=True)
class DatedRule:
    """A law, decree or order and the day it came into force. The day is fixed before looking at the counts."""

    id: str
    label: str
    day: date
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ShapeError(f"The rule {self.id!r} names no source. Give one.")
