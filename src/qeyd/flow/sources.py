"""Where the words of a report stand in its archived page, and what changed between the versions of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qeyd.collect.trace import ByteRange, Trace
from qeyd.flow.versions import Change, Piece, changes, compared, number_words
from qeyd.model import Report

if TYPE_CHECKING:
    from qeyd.store import Casebook

#: Archived bytes beyond which no map is worked out while a page waits for it.
MAX_TRACED = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Where a stretch of a report's text stands in the archived bytes."""

    ranges: tuple[ByteRange, ...]
    pieces: tuple[tuple[str, bool], ...]  #: the page's source around it; True: this spells the text


@dataclass(frozen=True, slots=True)
class Earlier:
    """A report's version before, and what changed since."""

    before: Report
    pieces: tuple[Piece, ...]  #: the whole text with what was taken out and put in
    changes: tuple[Change, ...]  #: numbers and names first


def sources_of(
    casebook: "Casebook", report: Report, spans: Mapping[str, tuple[int, int]]
) -> dict[str, Source]:
    """For each named stretch of a report's text (characters from, to) where it stands in the archived bytes.

    A stretch that cannot be led back exactly is left out; all are where the bytes are gone, are too many, or hold
    their text in another form (PDF, mail, spreadsheets).
    """
    archived = casebook.archived(report.id)
    if archived is None or len(archived[1]) > MAX_TRACED:
        return {}
    capture = casebook.capture(report.id)
    trace = Trace(archived[1], report.text, media=archived[0], encoding=capture.encoding if capture else None)
    out = {}
    for name, (start, end) in spans.items():
        if ranges := trace.ranges(start, end):
            out[name] = Source(ranges, trace.around(ranges))
    return out


def earlier_of(casebook: "Casebook", report: Report) -> Earlier | None:
    """The version before this one at its address, and what changed since; None: this is the first."""
    ids = casebook.versions(report.url) if report.url else ()
    at = ids.index(report.id) if report.id in ids else 0
    before = casebook.report(ids[at - 1]) if at else None
    if before is None:
        return None
    pieces = compared(_told(before), _told(report), number_words(report.language))
    return Earlier(before, pieces, changes(pieces))


def _told(report: Report) -> str:
    """Headline and text: a headline corrected in silence is a change as well."""
    return f"{report.title}\n{report.text}" if report.title else report.text
