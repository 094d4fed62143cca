"""What was announced or ordered within an affair, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qeyd.link.words import skeletons
from qeyd.model import Incident, Stage, Stance


class Outcome(StrEnum):
    """What became of an act that was announced or ordered."""

    CARRIED_OUT = "carried out"
    DROPPED = "dropped"  #: it is denied or taken back since
    LET_GO = "let go"  #: those it was to be done to are free, and no report says that the order is lifted
    UNKNOWN = "unknown"  #: no report tells it

    @property
    def is_open(self) -> bool:
        """Whether somebody should go on asking."""
        return self in (Outcome.LET_GO, Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An incident that something was to follow, and what did."""

    incident: str
    outcome: Outcome
    by: tuple[str, ...] = ()  #: the incidents that tell it, the earliest first


#: What carries an act out, besides the act itself told as done.
_OUTCOMES: Mapping[str, frozenset[str]] = {
    "deportation_ordered_or_prepared": frozenset({"deported"}),
}
#: What says that it may not come to it.
_LET_GO: Mapping[str, frozenset[str]] = {
    "deportation_ordered_or_prepared": frozenset({"released"}),
}


def follow_ups(incidents: Sequence[Incident]) -> tuple[FollowUp, ...]:
    """The follow-up list of one affair: every act that was planned or ordered, with its outcome, in the order given.

    Only what is not earlier and can concern the same people is an outcome: where both name people, one name has to be
    the same in some alphabet. Carried out goes before dropped, dropped before let go.
    """
    out = []
    for one in incidents:
        outcomes = _OUTCOMES.get(one.act, frozenset())
        if (one.stage is Stage.DONE and not outcomes) or one.stance is Stance.DENIED:
            continue
        later = [x for x in incidents if x is not one and _not_before(x, one) and _same_people(x, one)]
        told = [x for x in later if x.stage is Stage.DONE and x.stance is not Stance.DENIED]
        done = [x.id for x in told if x.act in (outcomes or {one.act})]
        ended = [x.id for x in later if x.stance is Stance.DENIED and x.act in (outcomes or {one.act})]
        free = [x.id for x in told if x.act in _LET_GO.get(one.act, ())]
        if done:
            out.append(FollowUp(one.id, Outcome.CARRIED_OUT, tuple(done)))
        elif ended:
            out.append(FollowUp(one.id, Outcome.DROPPED, tuple(ended)))
        elif free:
            out.append(FollowUp(one.id, Outcome.LET_GO, tuple(free)))
        else:
            out.append(FollowUp(one.id, Outcome.UNKNOWN))
    return tuple(out)


def _not_before(later: Incident, earlier: Incident) -> bool:
    return later.time is None or earlier.time is None or later.time.end >= earlier.time.start


def _same_people(a: Incident, b: Incident) -> bool:
    x, y = _names(a), _names(b)
    return not x or not y or not x.isdisjoint(y)


def _names(one: Incident) -> frozenset[str]:
    names = one.target.names if one.target else ()
    return frozenset(
        key for name in names for word in name.split() if len(word) > 2 for key in skeletons(word)
    )
