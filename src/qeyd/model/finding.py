"""What an analysis gives back: a finding with its doubt, or a refusal with its reason.

What may be said follows from the type of the basis. An effect on the basis ``Reported`` is worded with "reported
incidents" and "share of reports"; an ``Adjusted`` basis cannot be made without control stories or denominators.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar, final

from qeyd.errors import ShapeError
from qeyd.model.coverage import ControlStories, Denominator


@final
@dataclass(frozen=True, slots=True)
class Reported:
    """Counts as they stand in the record, set against nothing. They speak of reporting alone."""


@final
@dataclass(frozen=True, slots=True)
class Adjusted:
    """Counts set against something that was counted independently; ``against`` names it, with its source."""

    against: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.against or not all(one.strip() for one in self.against):
            raise ShapeError(
                "An adjusted basis needs a denominator with its source; without one, use Reported."
            )

    @classmethod
    def to_controls(cls, controls: Sequence[ControlStories]) -> "Adjusted":
        """Set against control stories."""
        return cls(tuple(f"{one.topic} ({one.source})" for one in controls))

    @classmethod
    def to_denominators(cls, denominators: Sequence[Denominator]) -> "Adjusted":
        """Set against populations or exposures."""
        said = dict.fromkeys(f"{one.name} ({one.source}, {one.as_of.value})" for one in denominators)
        return cls(tuple(said))


Basis = Reported | Adjusted
B = TypeVar("B", Reported, Adjusted, covariant=True)


@dataclass(frozen=True, slots=True)
class Effect(Generic[B]):
    """A number with its interval and basis. ``of`` names what it is and fixes its unit (see docs/statistics.md)."""

    of: str
    value: float
    low: float
    high: float
    basis: B
    n: int  #: incidents it rests on
    origins: int  #: independent origins behind them
    level: float = 0.95  #: of the interval
    p: float | None = None  #: two-sided, before correction for looks and cells
    about: str = ""  #: which cell: a group, an act, a place, a date

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ShapeError(f"{self.of}: {self.value} does not lie between {self.low} and {self.high}.")


class Standing(StrEnum):
    """What the record says to an element. No two add up; there is no total."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "mixed"
    NOT_ASSESSABLE = "not assessable"


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The same question asked of a changed record: what was changed, and what came out."""

    change: str  #: "without outlet", "without incident", "constant panel", "control shares half", ...
    effect: Effect[Reported] | Effect[Adjusted]
    about: str = ""  #: which outlet, incident, ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question that the record cannot answer, the rule it fails, and by how much."""

    question: str
    rule: str  #: a key of the refusals in docs/statistics.md
    have: str = ""
    need: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the record shows to one question."""

    question: str
    standing: Standing
    effects: tuple[Effect[Reported] | Effect[Adjusted], ...]
    method: str  #: a key of the methods in docs/statistics.md
    assumption: str  #: the one it hangs on; a key of the assumptions in docs/statistics.md
    sensitivities: tuple[Sensitivity, ...] = ()
    limits: tuple[Refusal, ...] = ()  #: what was asked beside it and refused
    incidents_for: tuple[str, ...] = ()
    incidents_against: tuple[str, ...] = ()
    tested: int = 0  #: cells or dates that were tested to get here
    facts: tuple[
        tuple[str, str], ...
    ] = ()  #: plain facts shown beside it: first and last day, active share, quotes
    series: tuple[str, ...] = ()  #: names of the pictures that belong to it

    @property
    def worst(self) -> Sensitivity | None:
        """The changed record whose effect lies furthest from the finding's own, on the scale of ratios."""
        if not self.sensitivities or not self.effects:
            return None
        return max(self.sensitivities, key=self.moves)

    def moves(self, one: Sensitivity) -> float:
        """How far a changed record moves the effect it belongs to: the distance of their logarithms."""
        same = (
            effect
            for effect in self.effects
            if (effect.of, effect.about) == (one.effect.of, one.effect.about)
        )
        return abs(_log(one.effect.value) - _log(next(same, self.effects[0]).value))


Answer = Finding | Refusal


def _log(value: float) -> float:
    from math import log

    return log(value) if value > 0 else -1e9
