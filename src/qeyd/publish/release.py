"""What may leave: the nouns that every page, table and export is written from.

A ``Release`` is made by ``protect`` and by nothing else. It holds no name of a protected person, no address or title
that tells one, no id that can be worked back to a report, no place finer than the rule allows, no incident that is
held back. Words of reports stand in it only as ``Words``: masked already, and said to be.
"""

from dataclasses import dataclass
from enum import StrEnum

from qeyd.model import Grade, PatternSort, SpeakerSort, Stage, Stance


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report, with every protected name in them replaced by the person's pseudonym."""

    text: str
    language: str | None = None
    masked: int = 0  #: how many names were replaced


@dataclass(frozen=True, slots=True)
class PublishedPerson:
    """A person whom something was done to: a pseudonym, or a name that somebody decided may be given."""

    label: str  #: "P-482913": the same within one affair and release key; the name, where ``named``
    named: bool = False
    decided_by: str | None = None  #: for a name: which coder
    why: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedActor:
    """Who did it: a body, or an official in office."""

    name: str
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """Where, as coarse as the rule of the release makes it. Without a point where a region is meant."""

    name: str
    country: str | None = None  #: ISO 3166-1 alpha-2
    admin1: str | None = None  #: ISO 3166-2
    admin1_name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int = 0  #: UCDP where_prec
    disputed: bool = False
    geonames_id: int | None = None
    coarsened: bool = False  #: made coarser than the record has it


@dataclass(frozen=True, slots=True)
class PublishedTime:
    """When: first and last possible day, and UCDP's date precision."""

    value: str  #: "2025-08", "2025-06-01/2025-06-15"
    start: str  #: ISO day
    end: str
    precision: int


@dataclass(frozen=True, slots=True)
class PublishedPeople:
    """How many, over all accounts; None: open."""

    low: int | None
    high: int | None
    best: int | None


@dataclass(frozen=True, slots=True)
class PublishedSpeaker:
    """Who answers for a telling: an outlet, office or organisation by name, a private person by sort alone."""

    name: str
    sort: SpeakerSort


@dataclass(frozen=True, slots=True)
class Footnote:
    """The evidence behind one account. What would tell a protected name is withheld, and it is said that it is."""

    id: str  #: "e-…": keyed by the release key, stable over releases
    outlet: str | None
    published: str | None
    language: str | None
    title: Words | None
    url: str | None  #: None where the address, the title or the page behind it tells a protected name
    withheld: str | None  #: why the address is not given
    sha256: (
        str | None
    )  #: of the archived bytes; None where ``withheld`` (the digest finds the page for who has it)


@dataclass(frozen=True, slots=True)
class PublishedAccount:
    """One report's telling of the incident."""

    footnote: str  #: id of the footnote
    stage: Stage
    stance: Stance
    quote: Words  #: the clause that tells the act
    said_by: tuple[PublishedSpeaker, ...]
    denied_by: tuple[PublishedSpeaker, ...]
    origin: int  #: number of the origin it belongs to, from 1 within the incident


@dataclass(frozen=True, slots=True)
class PublishedDisagreement:
    """A field that accounts fill differently, each value with the footnotes that tell it."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PublishedIncident:
    """One incident as it may be shown."""

    id: str  #: "i-…": keyed by the release key, stable over releases
    affair: str  #: "a-…"
    act: str
    stage: Stage
    stance: Stance
    grade: Grade
    group: str | None  #: English plural, as taken by the reports
    people: PublishedPeople | None
    persons: tuple[PublishedPerson, ...]
    actors: tuple[PublishedActor, ...]
    place: PublishedPlace | None
    time: PublishedTime | None
    grounds: tuple[str, ...]  #: articles of law, "280.3 RU-CC"
    accounts: tuple[PublishedAccount, ...]
    footnotes: tuple[Footnote, ...]
    independent_origins: int
    reports: int
    outlets: int
    languages: tuple[str, ...]
    disagreements: tuple[PublishedDisagreement, ...]
    possibly_same_as: tuple[str, ...]
    background: bool = False


@dataclass(frozen=True, slots=True)
class PublishedAffair:
    """Incidents of one matter in time order, and what of it is still open."""

    id: str
    incidents: tuple[str, ...]
    open: tuple[str, ...]


class ClaimSort(StrEnum):
    """What is said and stands apart from facts."""

    ACCUSATION = "accusation"  #: what somebody says people did; never joined to a person
    OPINION = "opinion"
    PATTERN = "pattern claim"


@dataclass(frozen=True, slots=True)
class PublishedClaim:
    """An accusation, opinion or pattern claim: only ever with its speaker, never in a person's row."""

    sort: ClaimSort
    speaker: str  #: public speakers by name, private ones by sort ("a relative")
    role: str | None
    words: Words
    footnote: Footnote
    claims: tuple[PatternSort, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One count of a table. Suppressed: too few to show, or shown it would give away one that is."""

    row: str
    column: str
    count: int | None  #: None where suppressed
    suppressed: str | None = None  #: "primary" or "secondary"


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of incidents by two fields, small cells suppressed so that no sum gives them back."""

    name: str  #: "incidents by act and region"
    row: str  #: the field of its rows
    column: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None
    rule: str  #: the rule in one sentence


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How many incidents a rule kept in, without saying which."""

    why: str  #: "planned act", "person still sought", "consent does not allow it", "a person's no", ...
    incidents: int


@dataclass(frozen=True, slots=True)
class NameGiven:
    """A name that is given, because somebody decided so."""

    affair: str
    label: str
    decided_by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Protection:
    """What was protected and how: printed at the end of every release."""

    persons: int  #: under a pseudonym
    names_masked: int  #: places in words and titles
    particulars_masked: int  #: addresses, phones, document, account and case numbers in words and titles
    addresses_withheld: int
    places_coarsened: int
    cells_suppressed: int
    held_back: tuple[HeldBack, ...]
    exceptions: tuple[NameGiven, ...]
    rules: tuple[str, ...]  #: each rule in English, with its numbers
    small_place: int = 20_000  #: inhabitants below which a settlement is shown as its region
    few_people: int = 5  #: people up to which it is
    least: int = 3  #: the least count that a table shows


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """An outlet in one month: how much was looked at, and whether there are gaps."""

    outlet: str
    month: str  #: "2025-08"
    looked: int  #: days on which it was looked at
    reports: int
    telling: int  #: reports that tell at least one account
    gap: str | None = None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One line of what the analysis found, in one language, with the incidents it leads back to."""

    kind: str  #: "heading", "standing", "effect", "changed", "refusal", "fact", "standard", "how", "ids"
    text: str
    level: int = 0  #: of a heading: 1 the whole, 2 a part, 3 a question or element; else 0
    supports: tuple[str, ...] = ()  #: incidents of this release that speak for what stands above
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingPicture:
    """A figure as SVG, for wide pages and for narrow ones, and what it shows in words."""

    name: str
    wide: str
    narrow: str
    alternative: str


@dataclass(frozen=True, slots=True)
class PublishedFindings:
    """What the analysis found, how sure it is and what it cannot say, in the words of one language."""

    language: str
    title: str
    lines: tuple[FindingLine, ...]
    pictures: tuple[FindingPicture, ...]


class ChangeSort(StrEnum):
    """What happened to an incident between two releases."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference to the release before."""

    sort: ChangeSort
    incident: str
    fields: tuple[tuple[str, str, str], ...] = ()  #: field, before, after
    why: str = ""
    into: str | None = None  #: for a merge


@dataclass(frozen=True, slots=True)
class Release:
    """All that leaves, and nothing else."""

    name: str  #: "2026-11"
    made_on: str  #: ISO day: the last day of the record, not of the clock, so that the same gives the same
    qeyd: str  #: the program's version
    key: str  #: fingerprint of the release key; the key itself never leaves
    record: str  #: keyed digest of the record this was made from
    question: str | None  #: digest of the question file, where there was one
    made_up: bool  #: the record is an invented example: every page says so
    incidents: tuple[PublishedIncident, ...]
    affairs: tuple[PublishedAffair, ...]
    claims: tuple[PublishedClaim, ...]
    tables: tuple[Table, ...]
    coverage: tuple[CoverageRow, ...]
    protection: Protection
    changes: tuple[Change, ...] = ()
    since: str | None = None  #: the release it is compared to
    findings: tuple[PublishedFindings, ...] = ()  #: one a language; empty where nothing was asked
    no_findings: str = ""  #: why there are none, where something was asked
