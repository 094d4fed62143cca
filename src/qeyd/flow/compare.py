"""Two incidents side by side: what each rests on, and the words that their reports share."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qeyd.flow.effective import Standing
from qeyd.flow.review import pair_standing
from qeyd.flow.serve import IncidentFile, gather_incident
from qeyd.link.copies import shared_passages
from qeyd.model import About, Report

if TYPE_CHECKING:
    from qeyd.store import Casebook

MOST_REPORTS = 6  #: of each side that are compared word by word
MOST_PASSAGES = 8


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that a report of each side carries."""

    text: str
    one: Report
    other: Report


@dataclass(frozen=True, slots=True)
class Compared:
    """Two incidents, what people said of them, and the evidence."""

    one: IncidentFile
    other: IncidentFile
    standing: Standing  #: of the question whether they are the same
    shared: tuple[Shared, ...]  #: the longest first
    is_all: bool  #: False: more reports than were compared word by word


def compare_incidents(casebook: "Casebook", id: str, other_id: str) -> Compared | None:
    """Two incidents side by side; None where there is none with one of these ids, or both are one by now."""
    one, other = gather_incident(casebook, id), gather_incident(casebook, other_id)
    if one is None or other is None or one.incident.id == other.incident.id:
        return None
    a, b = sorted((one.incident.accounts[0], other.incident.accounts[0]))
    subjects = (a.report_id, str(a.index), b.report_id, str(b.index))
    mine, theirs = _reports(one), _reports(other)
    return Compared(
        one,
        other,
        pair_standing(casebook, About.SAME, subjects),
        tuple(_shared(mine[:MOST_REPORTS], theirs[:MOST_REPORTS])),
        len(mine) <= MOST_REPORTS and len(theirs) <= MOST_REPORTS,
    )


def _reports(file: IncidentFile) -> list[Report]:
    return list({one.report.id: one.report for one in file.tellings}.values())


def _shared(mine: list[Report], theirs: list[Report]) -> Iterator[Shared]:
    found = [
        Shared(passage.text, one, other)
        for one in mine
        for other in theirs
        if one.id != other.id
        for passage in shared_passages(one, other)
    ]
    found.sort(key=lambda shared: -len(shared.text))
    seen: list[str] = []
    for shared in found:
        if len(seen) < MOST_PASSAGES and not any(shared.text in longer for longer in seen):
            seen.append(shared.text)
            yield shared
