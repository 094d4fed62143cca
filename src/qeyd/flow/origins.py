"""Show why accounts of an incident count as one origin."""

from typing import TYPE_CHECKING

from qeyd.flow.effective import effective_reading
from qeyd.model import About, Incident, Unread
from qeyd.store import Casebook

if TYPE_CHECKING:
    from qeyd.link import OriginEvidence


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
