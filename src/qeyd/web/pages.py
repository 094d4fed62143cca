"""One dataclass for each page, with everything its template may use, in words ready to be shown.

A template can be written by looking here alone. Nothing here is HTML; what comes from a report is text and is
escaped by the template.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qeyd.web.highlight import Paragraph

if TYPE_CHECKING:
    from qeyd.web.explore_pages import Narrowing


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page of this program."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report, in its language."""

    text: str
    lang: str  #: for the ``lang`` attribute; empty when not known
    dir: str
    href: str = ""  #: where they stand highlighted in the article


@dataclass(frozen=True, slots=True)
class Badge:
    """One word on a coloured ground; ``sort`` names the colour, ``title`` says what it means."""

    text: str
    sort: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a filter can be set to."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; with ``href`` the list can be sorted by it."""

    text: str
    href: str = ""
    sorted: str = ""  #: "ascending" or "descending" when the list is sorted by it, for ``aria-sort``
    title: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident in a list. It tells the group that people are taken as, and no name of a person."""

    href: str
    act: str
    badges: tuple[Badge, ...]  #: planned, claimed, denied, background: only what is out of the ordinary
    when: str
    date: str  #: for the ``datetime`` attribute; empty when the time is not told
    place: str
    around: str
    people: str
    best: str
    group: str
    grade: Badge
    reports: int
    outlets: int
    origins: int
    open: bool = False  #: announced, and no report tells what became of it


@dataclass(frozen=True, slots=True)
class Empty:
    """What a page says when there is nothing to show, and what to do about it."""

    title: str
    text: str
    command: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class IncidentsPage:
    """The list of incidents."""

    summary: str
    narrowing: "Narrowing"
    orders: tuple[Choice, ...]
    headings: tuple[Heading, ...]
    rows: tuple[IncidentRow, ...]
    range: str  #: "1–50 of 230"
    previous: str
    next: str
    empty: Empty | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account says for one field."""

    value: str  #: empty: the report does not say
    words: tuple[Words, ...] = ()
    differs: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field across all accounts of an incident."""

    field: str
    label: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class AccountColumn:
    """The head of an account's column."""

    href: str
    outlet: str
    published: str
    language: str
    origin: str  #: the letter of its origin
    background: bool
    report_href: str


@dataclass(frozen=True, slots=True)
class TieLine:
    """Why two accounts are of one origin, with the words that show it."""

    accounts: tuple[Link, Link]
    text: str
    passages: tuple[tuple[Words, Words], ...]  #: of a copy: what stands in both, side by side
    citations: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """One first knower and the accounts that come from it."""

    letter: str
    accounts: tuple[Link, ...]
    first: Link | None  #: likely the first, where there are several
    ties: tuple[TieLine, ...]
    more: int  #: ties that are not shown


@dataclass(frozen=True, slots=True)
class DisagreementLine:
    """A field that the accounts fill differently, and who tells which value."""

    label: str
    values: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known."""

    label: str
    value: str
    note: str = ""
    href: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident and the accounts that it is worked out from, side by side."""

    title: str
    definition: str
    subtitle: str
    badges: tuple[Badge, ...]
    grade: Badge
    people: str
    best: str
    unit_note: str
    facts: tuple[Fact, ...]
    reports: int
    outlets: int
    origin_count: int
    columns: tuple[AccountColumn, ...]
    rows: tuple[FieldRow, ...]
    origins: tuple[Origin, ...]
    disagreements: tuple[DisagreementLine, ...]
    why: str
    possibly_same_as: tuple[IncidentRow, ...]
    affair: Link | None
    id: str
    decide: str = ""  #: where it is decided about


@dataclass(frozen=True, slots=True)
class Settled:
    """Something that was announced or ordered, what became of it, and the incidents that tell it."""

    incident: IncidentRow
    outcome: str
    told_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AffairPage:
    """The incidents of one matter, in time order."""

    title: str
    subtitle: str
    open: tuple[IncidentRow, ...]
    incidents: tuple[IncidentRow, ...]
    settled: tuple[Settled, ...]  #: what was announced and is no longer open
    why: str
    id: str


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """One field of an account: its value, the words it rests on, who says so."""

    field: str
    anchor: str
    label: str
    value: str
    note: str = ""
    words: Words | None = None
    said_by: str = ""
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where the words of a field stand in the archived page."""

    label: str
    href: str
    where: str  #: "bytes 120–140, 152–160"
    pieces: tuple[tuple[str, bool], ...]  #: the page's source; True: this spells the words


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One place where a version differs from the one before."""

    sort: Badge
    around: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since the version before."""

    before: Link
    summary: str
    lines: tuple[ChangeLine, ...]
    pieces: tuple[tuple[str, str], ...]  #: the text, and "kept", "taken" or "put"


@dataclass(frozen=True, slots=True)
class Article:
    """The archived article, with its marks."""

    title: str
    outlet: str
    published: str
    language: str
    lang: str
    dir: str
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[Fact, ...]  #: address, digest, when it was archived
    versions: tuple[Link, ...]
    changed: Changed | None = None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One report's telling of one incident, beside the article with its words highlighted."""

    title: str
    number: int  #: counted from 1
    of: int
    badges: tuple[Badge, ...]
    fields: tuple[FieldEntry, ...]
    not_said: tuple[str, ...]
    why: tuple[str, ...]
    confidence: str
    read_by: str
    article: Article
    incident: Link | None
    report: Link
    previous: str
    next: str
    sources: tuple[SourceLine, ...] = ()
    review: str = ""  #: where it is decided about


@dataclass(frozen=True, slots=True)
class Remark:
    """An accusation, an opinion or a pattern claim: whose it is, what sort, its words."""

    anchor: str
    speaker: str
    note: str
    words: Words


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account in the list under its report."""

    anchor: str
    href: str
    act: str
    badges: tuple[Badge, ...]
    line: str
    words: Words
    incident: Link | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report: the article, its accounts, and, kept apart from them, what people say."""

    article: Article
    state: str  #: "read", "unread" or "waiting"
    why_unread: str
    accounts: tuple[AccountLine, ...]
    accusations: tuple[Remark, ...]
    opinions: tuple[Remark, ...]
    pattern_claims: tuple[Remark, ...]
    review: str = ""  #: where it is decided about; empty where nothing was read


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in the list."""

    href: str
    title: Words
    outlet: str
    published: str
    language: str
    accounts: int
    state: str
    note: str
    pieces: tuple[tuple[str, bool], ...] = ()  #: of its text; True: a word searched for


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The list of reports, unread ones and why among them."""

    summary: str
    words: str  #: what was searched for
    found: str  #: how many have them
    note: str  #: what could not be searched
    tabs: tuple[tuple[Link, bool], ...]  #: a link, and whether it is where we are
    rows: tuple[ReportRow, ...]
    range: str
    previous: str
    next: str
    empty: Empty | None


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What this is, how its numbers come about, and what it does not do."""

    grades: tuple[tuple[Badge, str], ...]
    acts: tuple[tuple[str, str], ...]
    version: str


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Something did not go as asked: what, and what to do."""

    title: str
    text: str
    remedy: str
    can_go_back: bool
    back: str = ""  #: the page it came from; empty: the incidents
    written: tuple[str, ...] = ()  #: what was written in a form that was not taken, to be copied
