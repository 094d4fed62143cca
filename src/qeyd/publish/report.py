"""The report of a release: one HTML page and one PDF in each language, with method, coverage, limits and footnotes.

The PDF is set by typst (an extra, self-contained); without it there is the HTML alone, made to be printed. Every
incident's evidence stands in numbered notes at the end, the same numbers in both.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from importlib.util import find_spec

from qeyd.publish.release import ClaimSort, Footnote, PublishedClaim, PublishedIncident, Release
from qeyd.publish.said import facts, region_name, rules_said
from qeyd.publish.site import by_sort, environment, incident_pages, overview
from qeyd.publish.summary import Summary, summarise
from qeyd.publish.words import LANGUAGES, Words, load_words

ON_A_PART = 400  #: incidents; a report of more comes in parts, each with its own notes
#: Incidents up to which parts are also set as PDF. Above, they are HTML made to be printed, and the report says so:
#: thousands of pages of PDF in three languages take longer than everything else.
MOST_AS_PDF = 2_000


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the incidents, in time order."""

    number: int  #: from 1; 0: the report itself
    title: str
    incidents: tuple[PublishedIncident, ...]


def report(release: Release) -> Mapping[str, bytes]:
    """The report's files, by path below the release's folder: HTML always, PDF where typst is installed.

    Up to ``ON_A_PART`` incidents stand in the report itself, more in parts beside it.
    """
    out: dict[str, bytes] = {
        "report/style.css": (files("qeyd.publish.templates") / "style.css").read_bytes(),
    }
    template = environment().get_template("report.html")
    summary = summarise(release)
    incidents = [one for page in incident_pages(release) for one in page.incidents]
    chunks = [incidents[at : at + ON_A_PART] for at in range(0, len(incidents), ON_A_PART)]
    for language in LANGUAGES:
        words = load_words(language)
        parts = [_part(number, one, words) for number, one in enumerate(chunks, 1)] if len(chunks) > 1 else []
        whole = _Part(0, "", () if parts else tuple(incidents))
        for one in (whole, *parts):
            told = _told(release, summary, words, one, parts)
            name = f"report/report-{language}" + (f"-part-{one.number}" if one.number else "")
            out[f"{name}.html"] = template.render(r=told, w=words, release=release).encode("utf-8")
            if find_spec("typst") and (not one.number or len(incidents) <= MOST_AS_PDF):
                out[f"{name}.pdf"] = _pdf(told, language, release)
    return out


def _part(number: int, incidents: Sequence[PublishedIncident], words: Words) -> _Part:
    first, last = (
        one.time.start if one.time else words("page", "not_said") for one in (incidents[0], incidents[-1])
    )
    title = words("report", "part", number=number, first=first, last=last, n=len(incidents))
    return _Part(number, title, tuple(incidents))


def _told(
    release: Release, summary: Summary, words: Words, part: _Part, parts: Sequence[_Part]
) -> dict[str, object]:
    """All that one file of the report says, in words and in order; what a template needs and nothing else."""
    notes: dict[str, int] = {}

    def number(note: Footnote) -> int:
        return notes.setdefault(note.id, len(notes) + 1)

    shown = [
        {
            "id": one.id,
            "title": words.of("act", one.act),
            "facts": [[line.name, line.text] for line in facts(one, words)],
            "notes": [number(note) for note in one.footnotes],
        }
        for one in part.incidents
    ]
    by_sorts = by_sort(() if part.number else release.claims)
    claims = {
        words("claim", sort.value): [_claim(one, words, number(one.footnote)) for one in those]
        for sort in ClaimSort
        if (those := by_sorts.get(sort.value))
    }
    by_id = {note.id: note for one in part.incidents for note in one.footnotes} | {
        one.footnote.id: one.footnote for one in release.claims
    }
    return {
        "language": words.language,
        "title": words("overview", "title"),
        "name": release.name,
        "made_up": words("page", "made_up") if release.made_up else "",
        **({} if part.number else _front(release, summary, words)),
        "incidents_title": words("page", "incidents"),
        "incidents": shown,
        "front": not part.number,
        "part": part.title,
        "parts": [[one.title, f"report-{words.language}-part-{one.number}"] for one in parts]
        if not part.number
        else [],
        "parts_note": words("report", "parts" if len(release.incidents) <= MOST_AS_PDF else "parts_html")
        if parts
        else "",
        "claims_title": words("page", "claims"),
        "claims_lead": words("claim", "lead"),
        "claims": claims,
        "notes_title": words("incident", "evidence"),
        "notes": [_note(by_id[id], at, words) for id, at in notes.items()],
        "footer": words("page", "footer", name=release.name, version=release.qeyd, key=release.key),
    }


def _front(release: Release, summary: Summary, words: Words) -> dict[str, object]:
    """What the report says once, before its incidents."""
    front = overview(release, summary, words)
    protection = release.protection
    found = next((one for one in release.findings if one.language == words.language), None)
    return {
        "lead": words(
            "overview",
            "lead",
            incidents=summary.incidents,
            reports=summary.reports,
            outlets=summary.outlets,
            start=summary.start or "–",
            end=summary.end or "–",
            origins=summary.origins,
        ),
        "people": f"{words('overview', 'people')}: {summary.people}. "
        + words("overview", "people_note", n=summary.counted, without=summary.incidents - summary.counted),
        "pictures": [
            {"title": words("overview", key), "svg": front[key], "note": words("overview", f"{key}_note")}
            for key in ("timeline", "map")
            if front[key]
        ],
        "tables": [
            {"head": [words("overview", "month"), words("overview", "number")], "rows": list(summary.months)},
            {
                "head": [words("overview", "region"), words("overview", "number")],
                "rows": [[region_name(code, name, words), n] for code, name, n in summary.regions],
            },
        ],
        "findings_title": words("page", "findings"),
        "findings_lead": words("finding", "lead" if found else "none"),
        "findings": [
            {"kind": it.kind, "text": it.text, "level": it.level} for it in found.lines if it.level != 1
        ]
        if found
        else [],
        "findings_pictures": [{"svg": it.wide, "alt": it.alternative} for it in found.pictures]
        if found
        else [],
        "limits_title": words("overview", "limits"),
        "limits": [
            words("overview", key) for key in ("limit_reporting", "limit_rise", "limit_names", "limit_held")
        ],
        "how_title": words("method", "how"),
        "how": words("method", "how_text"),
        "grades_title": words("method", "grades"),
        "grades": [[words("grade", key), meaning] for key, meaning in words.parts["grade_meaning"].items()],
        "coverage_title": words("method", "coverage"),
        "coverage_note": words("method", "coverage_note" if release.coverage else "no_coverage"),
        "coverage_head": [
            words("method", "outlet"),
            words("overview", "month"),
            words("method", "looked"),
            words("incident", "reports"),
            words("method", "telling"),
            words("method", "gap"),
        ],
        "coverage": [
            [
                row.outlet,
                row.month,
                str(row.looked),
                str(row.reports),
                str(row.telling),
                words.of("why", row.gap) if row.gap else "",
            ]
            for row in release.coverage
        ],
        "protection_title": words("method", "protection"),
        "protection": [
            [words("method", "persons"), protection.persons],
            [words("method", "masked"), protection.names_masked],
            [words("method", "particulars"), protection.particulars_masked],
            [words("method", "withheld"), protection.addresses_withheld],
            [words("method", "coarsened"), protection.places_coarsened],
            [words("method", "suppressed"), protection.cells_suppressed],
            *(
                [f"{words('method', 'held_back')}: {words.of('why', one.why)}", one.incidents]
                for one in protection.held_back
            ),
        ],
        "rules": list(rules_said(protection.small_place, protection.few_people, protection.least, words)),
        "exceptions_title": words("method", "exceptions"),
        "exceptions": [
            words("method", "exception", label=one.label, who=one.decided_by, at=one.at, why=one.why)
            for one in protection.exceptions
        ]
        or [words("method", "no_exceptions")],
    }


def _claim(claim: PublishedClaim, words: Words, note: int) -> dict[str, object]:
    return {
        "speaker": words("claim", "says", speaker=words.of("speaker", claim.speaker)),
        "words": claim.words.text,
        "about": ", ".join(words("pattern", one.value) for one in claim.claims),
        "note": note,
    }


def _note(note: Footnote, number: int, words: Words) -> dict[str, object]:
    told = [note.outlet or words("page", "not_said"), note.published or ""]
    if note.title:
        told.append(note.title.text)
    if note.withheld:
        told.append(words("incident", "withheld", why=words.of("why", note.withheld)))
    if note.sha256:
        told.append(f"SHA-256 {note.sha256}")
    return {"number": number, "text": ", ".join(one for one in told if one), "url": note.url or ""}


def _pdf(told: Mapping[str, object], language: str, release: Release) -> bytes:
    """The PDF, its date that of the record: the same release gives the same bytes."""
    import typst

    made: bytes = typst.compile(
        (files("qeyd.publish.templates") / "report.typ").read_bytes(),
        format="pdf",
        sys_inputs={"report": json.dumps(told, ensure_ascii=False), "language": language},
        ignore_system_fonts=True,
        timestamp=datetime.fromisoformat(release.made_on).replace(tzinfo=UTC),
    )
    return made
