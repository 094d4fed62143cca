"""Who answers for a stretch of text, in a chain, and how the report stands to what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from qeyd.model import Quote, Speaker, SpeakerSort, Stance
from qeyd.read.attribution import CARRIED, TOLD, TOLD_BACK, Attribution
from qeyd.read.said_voices import Voice
from qeyd.read.said_words import CLAIMED, DENIED, UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Telling:
    """Who answers for a stretch of text, and how the report stands to it."""

    said_by: tuple[Speaker, ...]  #: nearest to the event first; empty where not even the outlet is known
    stance: Stance
    denied_by: tuple[Speaker, ...] = ()


def speakers_of(
    span: tuple[int, int],
    attributions: Sequence[Attribution],
    *,
    outlet: str | None,
    text: str = "",
    report_id: str = "",
) -> Telling:
    """Say who answers for a stretch of text, how the report stands to it, and who denies it.

    `text` makes the speakers carry their own words as quotes. The publishing outlet stands alone where nobody
    else is found; without an outlet the chain is then empty.
    """
    best: tuple[float, int] | None = None
    chosen: Attribution | None = None
    order = {TOLD: 2, TOLD_BACK: 1, CARRIED: 0}
    for one in attributions:
        shared = min(one.end, span[1]) - max(one.start, span[0])
        if shared <= 0 or one.distance == DENIED:
            continue
        rank = (order[one.reach] + min(1.0, shared / max(1, span[1] - span[0])), -(one.end - one.start))
        if best is None or rank > best:
            best, chosen = rank, one
    denials = tuple(one for one in attributions if one.distance == DENIED and _answers(one, span, text))
    if chosen is None:
        chain: tuple[Speaker, ...] = (Speaker(outlet, SpeakerSort.OUTLET),) if outlet else ()
    else:
        chain = tuple(speaker_of(voice, text, report_id) for voice in (chosen.speaker, *chosen.carried_by))
    stance = Stance.ASSERTED
    if denials:
        stance = Stance.DENIED
    elif chosen is not None and chosen.distance in (CLAIMED, UNCONFIRMED):
        stance = Stance.CLAIMED
    denied_by = tuple(speaker_of(one.speaker, text, report_id) for one in denials)
    return Telling(chain, stance, denied_by)


def _answers(denial: Attribution, span: tuple[int, int], text: str) -> bool:
    """Whether a denial is of what the span tells: it stands in it, or soon after it."""
    return denial.start < span[1] and span[0] < denial.end


def speaker_of(voice: Voice, text: str, report_id: str) -> Speaker:
    """A voice as the account's speaker, with its words as a quote where the text names it."""
    quote = None
    if text and voice.words is not None:
        start, end = voice.words
        quote = Quote(report_id, start, end, text[start:end])
    return Speaker(voice.name, voice.sort, quote, voice.role)
