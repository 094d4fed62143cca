"""What a person decided. Appended, signed, chained; never edited."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a person can say of an account, a pair, a figure, a name. Unsure is an answer."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class About(StrEnum):
    """What a judgement is about; it fixes the meaning of ``subjects`` and ``value``."""

    ACCOUNT = "account"  #: subjects (report id, index): is this account right as read?
    FIELD = (
        "field"  #: subjects (report id, index, field): value holds the corrected field, its quote included
    )
    ADDED = "added"  #: subjects (report id,): value holds an account that the machine missed
    SAME = "same"  #: subjects (report id, index, report id, index): the same incident?
    AFFAIR = "affair"  #: subjects (incident id, incident id): of one matter?
    ORIGIN = "origin"  #: subjects (report id, index, report id, index): one first knower?
    NAME = "name"  #: subjects (affair id, name): may this person be named when publishing?
    RELEASE = "release"  #: subjects (incident id,): may a planned act or a person still sought be published?
    REPORT = "report"  #: subjects (report id,): is everything that it tells among its accounts?
    CONSENT = "consent"  #: subjects (report id,): value holds what the person who testified agreed to
    LEARNED = "learned"  #: subjects (lesson id,): may what was learned from judgements take effect?
    TAKEN_BACK = "taken back"  #: subjects (judgement id, ...): those judgements no longer count
    FORGOTTEN = "forgotten"  #: subjects (salted digest,): something was forgotten for good


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one coder, signed with the coder's key and chained to the one before it."""

    id: str  #: digest over everything below but the signature
    about: About
    subjects: tuple[str, ...]
    verdict: Verdict
    coder: str
    at: datetime
    value: str | None = None  #: JSON, where the kind of judgement carries a value
    note: str | None = None
    previous: str = ""  #: id of the judgement before it in the chain; empty for the first
    signature: bytes = b""
