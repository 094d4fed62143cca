"""What a release is made from: the record as the casebook has it, what people decided, and the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qeyd.model import Affair, Incident, Reading
from qeyd.publish.release import CoverageRow
from qeyd.publish.suppress import LEAST

SMALL_PLACE = 20_000  #: inhabitants below which a place can give a person away
FEW_PEOPLE = 5  #: people up to which it can


@dataclass(frozen=True, slots=True)
class Given:
    """A name that may be given in one affair, and who decided so."""

    affair: str
    name: str
    decided_by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a release is made from, as the casebook has it."""

    incidents: tuple[Incident, ...]
    affairs: tuple[Affair, ...]
    readings: Mapping[str, Reading]  #: by report id, as people corrected them
    private: Mapping[str, tuple[str, ...]]  #: by report id: the names in it that must not leave
    #: By report id: names in words that leave of people whom no account tells of, and who do not act in public.
    mentioned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_published: int = 0  #: incidents that consent keeps in
    not_quoted: frozenset[str] = frozenset()  #: reports whose words stay in
    given: tuple[Given, ...] = ()
    released: frozenset[str] = frozenset()  #: incidents that somebody let out
    coverage: tuple[CoverageRow, ...] = ()
    head: str = ""  #: of the chain of judgements
    made_up: bool = False
    version: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of the rules, printed with every release."""

    small_place: int = SMALL_PLACE
    few_people: int = FEW_PEOPLE
    least: int = LEAST
