"""What a casebook has learned and somebody said yes to: how it changes reading and linking."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qeyd.model import About, Reading, Speaker, SpeakerSort, Verdict
from qeyd.review.calibrate import apply
from qeyd.review.standing import counting
from qeyd.store import Casebook

if TYPE_CHECKING:
    from qeyd.link.score import Weights
    from qeyd.read.taught import Taught


def accepted(casebook: Casebook, sort: str) -> tuple[dict[str, Any], ...]:
    """The values of all lessons of a sort that somebody accepted and nobody took back, oldest first."""
    kept = casebook.desk.lessons()
    if not kept:
        return ()
    judged = counting(casebook.desk.judgements_about([id for id, _, _ in kept]))
    decided: dict[str, Verdict] = {}
    for one in judged:
        if one.about is About.LEARNED:
            decided[one.subjects[0]] = one.verdict
    lines = [json.loads(body) for id, _, body in kept if decided.get(id) is Verdict.YES]
    return tuple(line["value"] for line in lines if line["sort"] == sort)


def taught_of(casebook: Casebook) -> "Taught | None":
    """The words that a casebook's people taught it; None: none, and nothing of the reader has to be opened."""
    groups, acts, names = (accepted(casebook, sort) for sort in ("group", "word", "name"))
    if not (groups or acts or names):
        return None
    from qeyd.read.taught import Taught

    return Taught(
        tuple(sorted((one["language"], one["group"], one["word"]) for one in groups)),
        tuple(sorted((one["language"], one["act"], one["frame"], one["pattern"]) for one in acts)),
        tuple(sorted((one["language"], one["name"]) for one in names)),
    )


@dataclass(frozen=True, slots=True)
class Learned:
    """What changes a reading after it was read."""

    confidence: Mapping[str, Any] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)  #: what an outlet is called -> its name

    def __bool__(self) -> bool:
        return bool(self.confidence or self.aliases)


def learned_reading(reading: Reading, learned: Learned) -> Reading:
    """A machine reading with confidence, and names of outlets, as the casebook has learned them."""
    if not learned:
        return reading

    def called(speaker: Speaker) -> Speaker:
        name = learned.aliases.get(speaker.name) if speaker.sort is SpeakerSort.OUTLET else None
        return replace(speaker, name=name) if name else speaker

    accounts = tuple(
        replace(
            one,
            confidence=apply(dict(learned.confidence), one.confidence)
            if learned.confidence
            else one.confidence,
            said_by=tuple(called(speaker) for speaker in one.said_by),
        )
        for one in reading.accounts
    )
    return replace(reading, accounts=accounts)


def learned_of(casebook: Casebook) -> Learned:
    """What a casebook has learned that changes readings after they were read."""
    confidence = accepted(casebook, "confidence")
    aliases = {one["alias"]: one["outlet"] for one in accepted(casebook, "outlet alias")}
    return Learned(confidence[-1] if confidence else None, aliases)


def weights_of(casebook: Casebook) -> "Weights | None":
    """The linker's weights with what was learned of joining; None: those that come with qeyd."""
    learned = accepted(casebook, "linking")
    if not learned:
        return None
    from qeyd.link.score import shipped_weights

    weights = shipped_weights()
    same = dict(weights.same)
    same["base"] = same.get("base", 0.0) + float(learned[-1]["shift"])
    return replace(weights, same=same)
