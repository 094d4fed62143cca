"""The claims that reports make about a pattern, each answered by what the record shows to it (CODEBOOK §6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qeyd.model.account import PatternClaim, PatternSort, Reading
from qeyd.model.finding import Answer, Refusal
from qeyd.model.report import Report


@dataclass(frozen=True, slots=True)
class AnsweredClaim:
    """Who claimed what, when and where, and what the record says to it."""

    claim: PatternClaim
    sort: PatternSort
    report: Report
    answers: tuple[Answer, ...]


def answer_claims(readings: Iterable[Reading], answers: Mapping[str, Answer]) -> tuple[AnsweredClaim, ...]:
    """Set each claim beside the findings that bear on it; ``answers`` by question or element name.

    *Rise* is answered by the trend and the change of level, *spread* by the regions, *selectivity* by rates (or, in
    words of reporting, shares). *Intent* is refused whatever the numbers. *Systematic* has no answer of its own: the
    elements are its answer. A rise is claimed of a time of its own; that the answer is of the whole window is said.
    In the order of publication.
    """
    out = []

    def published(reading: Reading) -> tuple[str, str]:
        return (reading.report.published.value if reading.report.published else "", reading.report.id)

    for reading in sorted((one for one in readings if one.pattern_claims), key=published):
        for claim in reading.pattern_claims:
            for sort in claim.claims:
                out.append(AnsweredClaim(claim, sort, reading.report, _answers(sort, answers)))
    return tuple(out)


_BEARING = {
    PatternSort.RISE: ("rising", "since_when"),
    PatternSort.SPREAD: ("spread",),
    PatternSort.SELECTIVITY: ("rate_by_group", "share_of_reports"),
}


def _answers(sort: PatternSort, answers: Mapping[str, Answer]) -> tuple[Answer, ...]:
    if sort is PatternSort.INTENT:
        return (Refusal("intent", "intent_is_not_assessed"),)
    if sort is PatternSort.SYSTEMATIC:
        return (Refusal("elements", "no_verdict_on_elements"),)
    found = tuple(answers.get(name, Refusal(name, "not_asked")) for name in _BEARING[sort])
    return (*found, Refusal("rising", "claims_own_time")) if sort is PatternSort.RISE else found
