"""The nouns of qeyd: frozen, small, each value with its evidence."""

from qeyd.model.account import (
    Account,
    Accusation,
    Actor,
    Count,
    Ground,
    Nexus,
    Opinion,
    PatternClaim,
    PatternSort,
    Place,
    Reading,
    Speaker,
    SpeakerSort,
    Stage,
    Stance,
    Target,
    Told,
    Unread,
)
from qeyd.model.consent import Consent
from qeyd.model.estimate import Estimate
from qeyd.model.incident import AccountRef, Affair, DisagreeingValue, Disagreement, Figure, Grade, Incident
from qeyd.model.judgement import About, Judgement, Verdict
from qeyd.model.period import Period
from qeyd.model.report import Quote, Report, ReportSort

__all__ = [
    "About",
    "Account",
    "AccountRef",
    "Accusation",
    "Actor",
    "Affair",
    "Consent",
    "Count",
    "DisagreeingValue",
    "Disagreement",
    "Estimate",
    "Figure",
    "Grade",
    "Ground",
    "Incident",
    "Judgement",
    "Nexus",
    "Opinion",
    "PatternClaim",
    "PatternSort",
    "Period",
    "Place",
    "Quote",
    "Reading",
    "Report",
    "ReportSort",
    "Speaker",
    "SpeakerSort",
    "Stage",
    "Stance",
    "Target",
    "Told",
    "Unread",
    "Verdict",
]
