"""What a report tells: accounts of incidents, and, kept apart from them, accusations, opinions, pattern claims."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from qeyd.model.period import Period
from qeyd.model.report import Quote, Report

T = TypeVar("T")


class Stage(StrEnum):
    """Whether the act is told as carried out or as still to come (CODEBOOK §3)."""

    DONE = "done"
    PLANNED = "planned"


class Stance(StrEnum):
    """How the report stands to what it tells (CODEBOOK §3)."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    DENIED = "denied"


class Nexus(StrEnum):
    """What ties the act to who the people are (CODEBOOK §1)."""

    GROUP = "group"
    BELIEF = "belief"
    SPEECH = "speech"
    WORK = "work"
    STATUS = "status"
    TREATMENT = "treatment"


class PatternSort(StrEnum):
    """What a pattern claim says about many cases (CODEBOOK §6)."""

    RISE = "rise"
    SPREAD = "spread"
    SELECTIVITY = "selectivity"
    INTENT = "intent"
    SYSTEMATIC = "systematic"


class SpeakerSort(StrEnum):
    """What kind of speaker answers for a telling."""

    OUTLET = "outlet"
    OFFICIAL = "official"
    RELATIVE = "relative"
    LAWYER = "lawyer"
    ORGANISATION = "organisation"
    WITNESS = "witness"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of the chain of those who answer for a telling."""

    name: str
    sort: SpeakerSort
    quote: Quote | None = None  #: None only for the publishing outlet speaking for itself
    role: str | None = None  #: "political analyst", where the report says so


#: Ends ``read_by`` of a place that only the title names; its words are those of what the place lies in.
BY_TITLE = ", by the title"


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """A value, the words it was read from, and who says so."""

    value: T
    quote: Quote
    read_by: str  #: the rule or model, with its version, or "person" when a reviewer set it
    said_by: tuple[Speaker, ...] = ()  #: empty when the same people answer for it as for the account


@dataclass(frozen=True, slots=True)
class Count:
    """How many, no more exactly than the report says it.

    "beş kişi" is Count(5, 5). "en az on kişi" is Count(10, None). Both ends None never occurs:
    a report that does not say has no count at all.
    """

    low: int | None
    high: int | None
    unit: str = "persons"
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Who the people are said to be: the group they are taken as, and the names told."""

    group: str | None = None  #: English plural from the group list; only from the report's words
    names: tuple[str, ...] = ()  #: as spelled in the report, one a person; evidence inside one affair only


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, as named, and what sort of body that is."""

    name: str
    sort: str | None = None  #: "police", "security service", "court", "migration office", ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where, never finer than a settlement or city district.

    ``precision`` is UCDP's ``where_prec``: 1 exact settlement, 2 near it, 3 second-level region, 4
    first-level region, 5 vague region, 6 country, 7 sea or airspace; 0 unknown.
    """

    name: str  #: English, by CLDR or GeoNames
    country: str | None = None  #: ISO 3166-1 alpha-2
    admin1: str | None = None  #: ISO 3166-2, "RU-ZAB"
    admin1_name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int = 0
    disputed: bool = False
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The stated legal or official reason; its words are the quote it rests on."""

    articles: tuple[str, ...] = ()  #: "280.3 RU-CC"


@dataclass(frozen=True, slots=True)
class Account:
    """One report's telling of one incident. None means: the report does not say."""

    report_id: str
    act: str
    stage: Stage
    stance: Stance
    background: bool
    quote: Quote  #: the clause or sentence that tells the act
    read_by: str
    confidence: float  #: how likely the codebook calls this an account, 0 to 1
    nexus: tuple[Nexus, ...] = ()
    people: Told[Count] | None = None
    target: Told[Target] | None = None
    actor: Told[Actor] | None = None
    place: Told[Place] | None = None
    time: Told[Period] | None = None
    ground: Told[Ground] | None = None
    said_by: tuple[Speaker, ...] = ()
    denied_by: tuple[Speaker, ...] = ()
    why: tuple[str, ...] = ()  #: what made the reader read each thing as it did, for people


@dataclass(frozen=True, slots=True)
class Accusation:
    """What somebody says that the people did. Never a fact, never a property of a person (CODEBOOK §5)."""

    by: str
    against: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Opinion:
    """An assessment by a speaker (CODEBOOK §6)."""

    speaker: str
    role: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class PatternClaim:
    """A statement about many cases or about change, to be tested later (CODEBOOK §6)."""

    speaker: str
    claims: tuple[PatternSort, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one report: an account for each incident it tells of, and what is kept apart from facts."""

    report: Report
    accounts: tuple[Account, ...] = ()
    accusations: tuple[Accusation, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    pattern_claims: tuple[PatternClaim, ...] = ()
    read_by: str = ""  #: the reader's name and version
    relevance: float = 0.0  #: how likely the report holds any account at all, 0 to 1


@dataclass(frozen=True, slots=True)
class Unread:
    """A report we opened and could not read, and why. Kept, counted and shown."""

    report: Report
    why: str
    read_by: str = ""
