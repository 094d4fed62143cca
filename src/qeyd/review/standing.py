"""Which judgements count, and how a question stands that one coder or several answered."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from qeyd.model import About, Judgement, Verdict


class State(StrEnum):
    """How a question stands."""

    OPEN = "open"  #: nobody answered
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"  #: whoever looked could not tell
    DISPUTED = "disputed"  #: coders answered differently, and no third has decided


@dataclass(frozen=True, slots=True)
class Answer:
    """One coder's latest answer to a question."""

    coder: str
    verdict: Verdict
    at: datetime
    judgement: str  #: id
    value: Any = None  #: where the answer is a value: as JSON
    note: str | None = None
    settles: tuple[str, ...] = ()  #: ids of the judgements between which it decides, being a third


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands, and who answered what."""

    state: State = State.OPEN
    answers: tuple[Answer, ...] = ()  #: the latest of each coder, in the order given
    deciding: Answer | None = None  #: the answer that holds; None: none does

    @property
    def holds(self) -> bool:
        """Whether an answer holds that says yes or no."""
        return self.deciding is not None and self.deciding.verdict is not Verdict.UNSURE


def value_of(judgement: Judgement) -> dict[str, Any]:
    """What a judgement carries beside its verdict; empty when it carries nothing, or no JSON object."""
    try:
        value = json.loads(judgement.value) if judgement.value else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def counting(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that were not taken back, in the order given, which must be that of the chain.

    Taking back can be taken back too: then what it took back counts again.
    """
    gone: set[str] = set()
    for judgement in reversed(judgements):  # who takes back stands behind what it takes back
        if judgement.about is About.TAKEN_BACK and judgement.id not in gone:
            gone.update(judgement.subjects)
    return tuple(one for one in judgements if one.id not in gone)


def takers(judgements: Sequence[Judgement]) -> dict[str, str]:
    """For each judgement that does not count: the id of the one that took it back."""
    out: dict[str, str] = {}
    gone: set[str] = set()
    for judgement in reversed(judgements):
        if judgement.about is About.TAKEN_BACK and judgement.id not in gone:
            gone.update(judgement.subjects)
            for one in judgement.subjects:
                out.setdefault(one, judgement.id)
    return out


def answer_of(judgement: Judgement, value: Any = None) -> Answer:
    """A judgement as an answer."""
    settles = value_of(judgement).get("settles") or ()
    return Answer(
        judgement.coder,
        judgement.verdict,
        judgement.at,
        judgement.id,
        value,
        judgement.note,
        tuple(str(one) for one in settles),
    )


def stand(answers: Iterable[Answer], *, same: Callable[[Any], Any] = lambda value: value) -> Standing:
    """How a question stands. ``same`` gives of a value what two answers have to share to be one answer.

    The latest answer of each coder is looked at, *unsure* decides nothing. All alike: that holds. Unlike: disputed,
    unless one answer was given by a third who decided between all others, or more than half of three or more agree.
    """
    latest: dict[str, Answer] = {}
    for one in answers:
        latest.pop(one.coder, None)
        latest[one.coder] = one
    given = tuple(latest.values())
    if not given:
        return Standing()
    decisive = [one for one in given if one.verdict is not Verdict.UNSURE]
    if not decisive:
        return Standing(State.UNSURE, given, given[-1])

    def key(one: Answer) -> str:
        told = same(one.value) if one.verdict is Verdict.YES else None
        return json.dumps([one.verdict.value, told], sort_keys=True, ensure_ascii=False)

    camps: dict[str, list[Answer]] = {}
    for one in decisive:
        camps.setdefault(key(one), []).append(one)
    if len(camps) == 1:
        return _decided(given, decisive[-1])
    for one in reversed(decisive):
        others = {other.judgement for other in decisive if key(other) != key(one)}
        if one.settles and others <= set(one.settles):
            return _decided(given, one)
    largest = max(camps.values(), key=len)
    if 2 * len(largest) > len(decisive) >= 3:
        return _decided(given, largest[-1])
    return Standing(State.DISPUTED, given)


def _decided(given: tuple[Answer, ...], one: Answer) -> Standing:
    return Standing(State(one.verdict.value), given, one)


def settles_now(standing: Standing, coder: str) -> tuple[str, ...]:
    """Between which judgements this coder decides by answering now: those of a dispute of others, else none."""
    if standing.state is not State.DISPUTED or any(one.coder == coder for one in standing.answers):
        return ()
    return tuple(one.judgement for one in standing.answers if one.verdict is not Verdict.UNSURE)
