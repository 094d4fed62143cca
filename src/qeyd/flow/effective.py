"""Readings as people's judgements make them: taken from the casebook, judgements applied."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qeyd.flow.lessons import Learned, learned_of, learned_reading
from qeyd.model import About, Judgement, Reading, Unread
from qeyd.review.effective import (
    AccountState,
    Blind,
    Effective,
    FieldState,
    effective,
    for_linking,
    seen,
)
from qeyd.review.standing import Answer, Standing, State
from qeyd.store import Assignment, Casebook

__all__ = [
    "AccountState",
    "Answer",
    "Effective",
    "FieldState",
    "Standing",
    "State",
    "blind_of",
    "effective_reading",
    "effective_readings",
    "heeded",
    "held_ids",
]

_OF_A_READING = (About.ACCOUNT, About.FIELD, About.ADDED, About.REPORT, About.TAKEN_BACK)


def blind_of(pairs: Iterable[Assignment]) -> tuple[Blind, ...]:
    """The open ones among these assignments, as what is held by them."""
    return tuple(Blind(one.coders, one.since) for one in pairs if one.is_open)


def effective_reading(
    casebook: Casebook, report_id: str, *, seen_by: str | None = None
) -> Effective | Unread | None:
    """What was read in a report, with people's judgements applied; None: not read yet.

    With ``seen_by`` as this coder may see it: in an open blind pair without the other's answers. Without: as it is
    linked and counted, without the answers of either.
    """
    reading = casebook.reading(report_id)
    if reading is None or isinstance(reading, Unread):
        return reading
    reading = learned_reading(reading, learned_of(casebook))
    blind = blind_of(casebook.desk.pairs(report_id=report_id, open_only=True))
    judged = casebook.desk.judgements_about([report_id])
    return effective(reading, judged, blind=blind, seen_by=seen_by)


def effective_readings(casebook: Casebook, *, learned: bool = True) -> Iterator[Effective | Unread]:
    """Every reading with people's judgements applied, in the order their reports came in.

    With ``learned`` also with what the casebook has learned, without as the machine read.
    """
    lessons = learned_of(casebook) if learned else Learned()
    by_report = _by_report(casebook.judgements())
    blind: dict[str, list[Assignment]] = {}
    for one in casebook.desk.pairs(open_only=True):
        blind.setdefault(one.report_id, []).append(one)
    for reading in casebook.readings():
        if isinstance(reading, Unread):
            yield reading
        else:
            id = reading.report.id
            reading = learned_reading(reading, lessons)
            yield effective(reading, by_report.get(id, ()), blind=blind_of(blind.get(id, ())))


def _by_report(judgements: Sequence[Judgement]) -> Mapping[str, Sequence[Judgement]]:
    """Judgements by the report they are about, each taking back beside what it takes back."""
    home: dict[str, str] = {}
    out: dict[str, list[Judgement]] = {}
    for one in judgements:
        if one.about is About.TAKEN_BACK:
            reports = dict.fromkeys(home[id] for id in one.subjects if id in home)
            if reports:
                home[one.id] = next(iter(reports))
            for report in reports:
                out[report].append(one)
        elif one.about in _OF_A_READING and one.subjects:
            home[one.id] = one.subjects[0]
            out.setdefault(one.subjects[0], []).append(one)
    return out


def held_ids(judgements: Sequence[Judgement], pairs: Iterable[Assignment]) -> frozenset[str]:
    """The ids of judgements that open blind pairs hold."""
    held: set[str] = set()
    for pair in pairs:
        if not pair.is_open:
            continue
        about = [one for one in judgements if pair.report_id in one.subjects[:3:2] or one.id == pair.since]
        shown = {one.id for one in seen(about, blind_of([pair]), None)}
        held.update(one.id for one in about if one.id not in shown)
    return frozenset(held)


def heeded(
    judgements: Sequence[Judgement], places: Mapping[str, Effective], pairs: Sequence[Assignment]
) -> tuple[Judgement, ...]:
    """The judgements about pairs that the linker has to heed."""
    return for_linking(judgements, places, held=held_ids(judgements, pairs))


def as_read(one: Effective | Unread) -> Reading | Unread:
    """The reading in it, positions kept."""
    return one if isinstance(one, Unread) else one.reading
