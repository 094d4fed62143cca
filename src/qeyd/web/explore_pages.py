"""What the pages that look at many incidents show, in words ready to be shown. Nothing here is HTML."""

from dataclasses import dataclass

from qeyd.web.pages import Empty, IncidentRow, Link


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several ways to look at the same thing."""

    text: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that a view can be narrowed to, or freed of when it is chosen."""

    text: str
    n: str  #: incidents with it, all else kept
    href: str
    chosen: bool
    share: int  #: 0 to 20: how long its bar is


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a view can be narrowed by."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    others: tuple[FacetValue, ...]  #: unfold on demand
    left_out: int  #: values that are not listed
    open: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a view is narrowed to, and what it can be narrowed to."""

    path: str  #: where the form leads
    words: str
    start: str
    end: str
    kept: tuple[tuple[str, str], ...]  #: what the form carries along
    without: tuple[Link, ...]  #: each thing that is set, with the address of the view without it
    everything: str
    facets: tuple[Facet, ...]
    tabs: tuple[Tab, ...]
    note: str  #: what a search could not look at


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or week of the chart, in points."""

    x: float
    y: float
    width: float
    height: float
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring parts in which nothing, or little, was looked at."""

    x: float
    width: float
    label: str
    sort: str  #: "none" or "little"


@dataclass(frozen=True, slots=True)
class Mark:
    """A word beside an axis."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Bars over time, in points."""

    width: int
    height: int
    left: float
    top: float
    floor: float
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    zeros: tuple[float, ...]  #: where something was looked at and no incident is told
    lines: tuple[Mark, ...]  #: numbers beside the bars
    labels: tuple[Mark, ...]  #: times below them
    alternative: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Incidents in time, and what was looked at."""

    summary: str
    narrowing: Narrowing
    cuts: tuple[Tab, ...]
    chart: TimelineChart | None
    rows: tuple[
        tuple[str, str, str, str], ...
    ]  #: when, how many, the incidents behind it, what was looked at
    beside: tuple[Link, ...]  #: incidents that stand in no bar
    earlier: str
    empty: Empty | None


@dataclass(frozen=True, slots=True)
class Area:
    """A region on the map."""

    path: str
    shade: int  #: 0: no incident; 1 to 5
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Land:
    """A country's outline; ``known``: some report or outlet here is of it."""

    path: str
    known: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A ring in place of a region too small to be seen."""

    x: float
    y: float
    shade: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class MapChart:
    """Regions shaded by their number of incidents, in points."""

    width: float
    height: float
    around: tuple[Land, ...]
    regions: tuple[Area, ...]
    countries: tuple[str, ...]
    disputed: tuple[tuple[str, str], ...]  #: path and name
    spots: tuple[Spot, ...]
    classes: tuple[tuple[int, str], ...]  #: shade and what it means
    alternative: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """Incidents by region."""

    summary: str
    narrowing: Narrowing
    chart: MapChart | None
    rows: tuple[tuple[str, str, str, str], ...]  #: region, country, how many, the incidents behind it
    beside: tuple[Link, ...]  #: countries whose region is not told
    nowhere: str
    empty: Empty | None


@dataclass(frozen=True, slots=True)
class AffairLine:
    """One affair in the list."""

    href: str
    title: str
    span: str
    size: str
    acts: tuple[str, ...]
    open: str  #: how many of its incidents are open; empty: none


@dataclass(frozen=True, slots=True)
class AffairsPage:
    """Affairs, those with something open first."""

    summary: str
    lines: tuple[AffairLine, ...]
    range: str
    previous: str
    next: str
    empty: Empty | None


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Something that is still open, and its affair."""

    row: IncidentRow
    affair: str


@dataclass(frozen=True, slots=True)
class FollowUpsPage:
    """What was announced or prepared, and whose outcome no report tells."""

    summary: str
    lines: tuple[OpenLine, ...]
    range: str
    previous: str
    next: str
    empty: Empty | None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the codebook and what it means here."""

    word: str
    meaning: str
    other: str = ""  #: what it is not, or an example


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The words of the codebook, in one language."""

    parts: tuple[tuple[str, str, tuple[Term, ...]], ...]  #: anchor, title, terms
