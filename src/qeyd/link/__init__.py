"""accounts -> incidents: which accounts are of the same incident, of the same origin, of the same affair."""

from qeyd.link.evidence import OriginEvidence, ShownTie, origin_evidence
from qeyd.link.followups import FollowUp, Outcome, follow_ups
from qeyd.link.ids import Merge
from qeyd.link.index import LinkIndex
from qeyd.link.linking import Changes, Linked, Linker, link
from qeyd.link.score import Weights, shipped_weights

__all__ = [
    "Changes",
    "FollowUp",
    "LinkIndex",
    "Linked",
    "Linker",
    "Merge",
    "OriginEvidence",
    "Outcome",
    "ShownTie",
    "Weights",
    "follow_ups",
    "link",
    "origin_evidence",
    "shipped_weights",
]
