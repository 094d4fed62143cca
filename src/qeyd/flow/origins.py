"""Show why accounts of an incident count as one origin, and what became of what was announced in an affair."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qeyd.flow.effective import effective_reading
from qeyd.model import About, Affair, Incident, Unread
from qeyd.store import Casebook

if TYPE_CHECKING:
    from qeyd.link import OriginEvidence, Outcome


@dataclass(frozen=True, slots=True)
class Announced:
    """An act of an affair that was announced or ordered, and what became of it."""

    incident: Incident
    outcome: "Outcome"
    told_by: tuple[
        Incident, ...
    ]  #: the incidents that tell the outcome, the earliest first; none where it is unknown


def announced_in(casebook: Casebook, affair: Affair) -> tuple[Announced, ...]:
    """The follow-up list of an affair of this casebook, in time order. Nothing is kept."""
    from qeyd.link import follow_ups

    found = {id: casebook.incident(id) for id in affair.incidents}
    incidents = {id: one for id, one in found.items() if one is not None}
    return tuple(
        Announced(
            incidents[one.incident], one.outcome, tuple(incidents[id] for id in one.by if id in incidents)
        )
        for one in follow_ups(list(incidents.values()))
    )


def origins_of(casebook: Casebook, incident: Incident) -> "tuple[OriginEvidence, ...]":
    """The evidence for each origin of an incident of this casebook, people's corrections and judgements heeded.

    Nothing is kept. Accounts whose report was forgotten or corrected away since the last linking are left out.
    """
    from qeyd.link import origin_evidence
    from qeyd.link.decide import decide
    from qeyd.link.origins import Tie

    readings = []
    for id in sorted({ref.report_id for ref in incident.accounts}):
        found = effective_reading(casebook, id)
        if found is not None and not isinstance(found, Unread):
            readings.append(found.reading)
    about = [one for one in casebook.judgements() if one.about in (About.ORIGIN, About.TAKEN_BACK)]
    decided = decide(about, About.ORIGIN, set(incident.accounts).__contains__)
    judged = [Tie(*pair, "judgement", "a person said so") for pair in decided.together]
    return origin_evidence(incident, readings, judged=judged)
