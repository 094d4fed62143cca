"""The static site of a release: English, Russian, Azerbaijani; no script, no request, readable from a memory stick."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from qeyd.publish.changes import why_said
from qeyd.publish.facets import facets, value_said
from qeyd.publish.pictures import NARROW, WIDE, map_picture, timeline_picture
from qeyd.publish.release import ClaimSort, PublishedClaim, PublishedIncident, Release, Table
from qeyd.publish.said import (
    column_said,
    differing_said,
    facts,
    people_said,
    place_said,
    region_name,
    rules_said,
)
from qeyd.publish.summary import Summary, summarise
from qeyd.publish.words import LANGUAGES, Words, load_words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

ON_A_PAGE = 100  #: incidents; a page of them stays below a megabyte
MOST_BEHIND = 200  #: incidents behind a finding that its line links to; the others are counted
_PAGES = ("overview", "incidents", "affairs", "findings", "claims", "tables", "method")
_ID = re.compile(r"(\bi-\d{12}\b)")
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur"})


@dataclass(frozen=True, slots=True)
class IncidentsPage:
    """One page of the incidents, in time order."""

    file: str
    number: int  #: from 1
    first: str  #: the time of its first and last incident, as told; empty where none is
    last: str
    incidents: tuple[PublishedIncident, ...]


@lru_cache(maxsize=1)
def environment() -> "Environment":
    """The templates. Everything they are given is escaped where it is put."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=PackageLoader("qeyd.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["picture"] = Markup  # own drawings, whose texts were escaped while drawing
    made.filters["linked"] = _linked
    made.filters["last_two"] = lambda row: row[1:]
    made.globals.update(facts=facts, people_said=people_said, place_said=place_said)
    made.globals.update(value_said=value_said, direction=direction)
    made.globals.update(rules_said=rules_said, differing_said=differing_said, column_said=column_said)
    made.globals.update(why_said=why_said)
    return made


def _linked(text: str, where: Mapping[str, str]) -> "Markup":
    """A line, escaped, in which the ids of incidents lead to them."""
    from markupsafe import Markup, escape

    out = Markup("")
    for at, part in enumerate(_ID.split(text)):
        known = where.get(part) if at % 2 else None
        out += Markup('<a href="{}">{}</a>').format(known, part) if known else escape(part)
    return out


def direction(language: str | None) -> str:
    """Which way words of a language run, for ``dir``."""
    return "auto" if not language else "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def site(release: Release) -> Mapping[str, bytes]:
    """All files of the site, by path below the release's folder."""
    summary = summarise(release)
    pages = incident_pages(release)
    out: dict[str, bytes] = {
        "site/style.css": (files("qeyd.publish.templates") / "style.css").read_bytes(),
        "site/index.html": _render("languages.html", release, load_words("en"), here="", languages=LANGUAGES),
    }
    for language in LANGUAGES:
        words = load_words(language)
        for file, content in _in_one_language(release, summary, pages, words).items():
            out[f"site/{language}/{file}"] = content
    return out


def _in_one_language(
    release: Release, summary: Summary, pages: Sequence[IncidentsPage], words: Words
) -> dict[str, bytes]:
    where = {one.id: f"{page.file}#{one.id}" for page in pages for one in page.incidents}
    line = vars(environment().get_template("line.html").module)["line"]  # its macro, made once for all lists
    lines = {one.id: line(one, words, where) for page in pages for one in page.incidents}
    out = {
        "index.html": _render(
            "overview.html", release, words, here="overview", **overview(release, summary, words)
        ),
        "affairs.html": _render(
            "affairs.html",
            release,
            words,
            here="affairs",
            where=where,
            lines=lines,
            known={one.id: one for one in release.incidents},
        ),
        "claims.html": _render(
            "claims.html",
            release,
            words,
            here="claims",
            claims=by_sort(release.claims),
            sorts=tuple(ClaimSort),
        ),
        "findings.html": _render(
            "findings.html",
            release,
            words,
            here="findings",
            where=where,
            found=next((one for one in release.findings if one.language == words.language), None),
            most=MOST_BEHIND,
        ),
        "tables.html": _render(
            "tables.html", release, words, here="tables", tables=tuple(map(rows_of, release.tables))
        ),
        "method.html": _render("method.html", release, words, here="method", where=where),
    }
    lists = facets([one for page in pages for one in page.incidents])
    out["browse.html"] = _render("browse.html", release, words, here="incidents", facets=lists)
    for facet in (one for those in lists.values() for one in those):
        for listed in facet.pages:
            out[listed.file] = _render(
                "list.html", release, words, here="incidents", lines=lines, facet=facet, page=listed
            )
    for page in pages:
        out[page.file] = _render(
            "incidents.html", release, words, here="incidents", where=where, page=page, pages=pages
        )
    return out


def overview(release: Release, summary: Summary, words: Words) -> dict[str, object]:
    """What the overview shows beside the release itself; the report begins with the same."""
    most = max(summary.months, key=lambda one: one[1], default=("", 0))
    regions = tuple((code, region_name(code, name, words) or name, n) for code, name, n in summary.regions)
    region = regions[0] if regions else ("", "", 0)
    named = {code: name for code, name, _ in regions}

    def draw_months(width: float) -> str:
        return timeline_picture(
            summary.months,
            little=summary.little,
            little_words=words("overview", "little"),
            alternative=words(
                "overview",
                "timeline_alt",
                start=summary.start,
                end=summary.end,
                most=most[1],
                month=most[0],
            ),
            width=width,
        )

    def draw_map(width: float) -> str:
        return map_picture(
            {code: n for code, _, n in summary.regions},
            names=named,
            words={key: words("overview", key) for key in ("none", "disputed")},
            alternative=words("overview", "map_alt", region=region[1], n=region[2]),
            width=width,
        )

    return {
        "summary": summary,
        "regions": regions,
        "timeline": draw_months(WIDE) if summary.months else "",
        "timeline_narrow": draw_months(NARROW) if summary.months else "",
        "map": draw_map(WIDE),
        "map_narrow": draw_map(NARROW),
    }


def incident_pages(release: Release) -> tuple[IncidentsPage, ...]:
    """The incidents in time order, those without a time last, so many to a page; one page at least."""
    ordered = sorted(
        release.incidents, key=lambda one: (one.time is None, one.time.start if one.time else "", one.id)
    )
    chunks = [ordered[at : at + ON_A_PAGE] for at in range(0, len(ordered), ON_A_PAGE)] or [[]]
    return tuple(
        IncidentsPage(
            file="incidents.html" if number == 0 else f"incidents-{number + 1}.html",
            number=number + 1,
            first=_told(chunk[0]) if chunk else "",
            last=_told(chunk[-1]) if chunk else "",
            incidents=tuple(chunk),
        )
        for number, chunk in enumerate(chunks)
    )


def _told(incident: PublishedIncident) -> str:
    return incident.time.start if incident.time else ""


def by_sort(claims: Sequence[PublishedClaim]) -> dict[str, tuple[PublishedClaim, ...]]:
    """Accusations, opinions and pattern claims apart, each in the order of the release."""
    out: dict[str, list[PublishedClaim]] = defaultdict(list)
    for one in claims:
        out[one.sort.value].append(one)
    return {sort: tuple(those) for sort, those in out.items()}


def rows_of(table: Table) -> tuple[Table, tuple[tuple[str, tuple[int | None, ...], int | None], ...]]:
    """A table with its rows: name, cells in the order of the columns (None: not shown), total."""
    cells = {(one.row, one.column): one.count for one in table.cells}
    return table, tuple(
        (row, tuple(cells.get((row, column)) for column in table.columns), table.row_totals[at])
        for at, row in enumerate(table.rows)
    )


def _render(template: str, release: Release, words: Words, *, here: str, **more: object) -> bytes:
    html = (
        environment()
        .get_template(template)
        .render(
            release=release,
            w=words,
            here=here,
            page_names=_PAGES,
            **{"languages": LANGUAGES, "load": load_words, **more},
        )
    )
    return html.encode("utf-8")
