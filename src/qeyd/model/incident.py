"""Incidents and affairs: worked out from accounts and judgements, never edited by hand."""

from dataclasses import dataclass
from enum import StrEnum

from qeyd.model.account import Actor, Ground, Place, Stage, Stance, Target
from qeyd.model.period import Period


class Grade(StrEnum):
    """How well an incident stands; the rule is in docs/linking.md."""

    ACKNOWLEDGED = "acknowledged"  #: the acting office says so itself
    CORROBORATED = "corroborated"  #: two or more independent origins
    SINGLE = "single"  #: one origin
    CONTESTED = "contested"  #: a denial stands beside an assertion


@dataclass(frozen=True, slots=True, order=True)
class AccountRef:
    """Where an account is found: which report's reading, and its number there."""

    report_id: str
    index: int


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people, from all accounts: the lowest and highest told, and the best by the stated rule."""

    low: int | None
    high: int | None
    best: int | None


@dataclass(frozen=True, slots=True)
class DisagreeingValue:
    """One of several values told for a field, and the accounts that tell it."""

    value: str
    accounts: tuple[AccountRef, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that the accounts of one incident fill differently."""

    field: str
    values: tuple[DisagreeingValue, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One act against one set of people, in one place, on one occasion, as all its accounts together tell it."""

    id: str
    affair: str
    act: str
    stage: Stage
    stance: Stance
    accounts: tuple[AccountRef, ...]
    origins: tuple[tuple[AccountRef, ...], ...]  #: accounts grouped by the first knower they come from
    people: Figure | None = None
    target: Target | None = None
    place: Place | None = None
    time: Period | None = None
    grounds: tuple[Ground, ...] = ()
    ground_words: tuple[str, ...] = ()  #: the grounds as told
    actors: tuple[Actor, ...] = ()
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    possibly_same_as: tuple[str, ...] = ()
    grade: Grade = Grade.SINGLE
    acknowledged_by: tuple[
        AccountRef, ...
    ] = ()  #: accounts whose first speaker speaks for the office that acted
    denied_by: tuple[AccountRef, ...] = ()  #: accounts that deny it, or tell who does, where others tell it
    background: bool = False  #: no report tells it as its news
    why: str = ""  #: what joined these accounts, in words

    @property
    def independent_origins(self) -> int:
        """How many first knowers stand behind it; reports and outlets are other numbers."""
        return len(self.origins)


@dataclass(frozen=True, slots=True)
class Affair:
    """The incidents of one matter, in time order."""

    id: str
    incidents: tuple[str, ...]
    open: tuple[str, ...] = ()  #: incidents announced whose outcome no report tells
    why: str = ""
