"""Who a name in a chain of citation is: the outlet itself, another outlet, outlets not named, or a speaker.

"Имя, агентство" in one report and "Ad agentliyi" in the next are one outlet; so are a name in another alphabet, with a
case ending, with the word for what it is beside it, and the host it publishes at. Whoever the reader calls an outlet
and no list knows stays one, by its own name; everybody else is a speaker.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qeyd.link.publishers import Publisher, is_called, known_outlet, publisher_of
from qeyd.link.speakers import knower
from qeyd.link.words import fold, is_of_a_country, unmasked
from qeyd.model import Report, Speaker, SpeakerSort
from qeyd.outlets.names import (
    bare,
    domain_in,
    is_called_outlet,
    is_kind_only_in_small,
    is_only_kind,
    is_unnamed,
    source_of,
)


class Cited(StrEnum):
    """What a name in a chain can be."""

    ITSELF = "itself"  #: the outlet that published the report
    OUTLET = "outlet"
    UNNAMED = "unnamed outlets"  #: "local media"
    SOURCE = "source of an outlet"  #: "sources of the agency": who it is only the outlet knows
    SPEAKER = "speaker"
    NOBODY = "nobody"  #: a masked name


@dataclass(frozen=True, slots=True)
class Citation:
    """A name in a chain, and who that is."""

    called: str
    who: Cited
    name: str  #: an outlet's name in the list or among the publishers at hand, else as called
    kinds: frozenset[str] = frozenset()  #: of a speaker: police, lawyer, relative...


def cite(speaker: Speaker, report: Report, publishers: Iterable[Publisher] = ()) -> Citation:
    """Who a speaker of an account of this report is; ``publishers`` are those whose reports are at hand."""
    called = unmasked(speaker.name)
    if not called:
        return Citation(speaker.name, Cited.NOBODY, speaker.name)
    own = publisher_of(report)
    if is_called(called, own):
        return Citation(called, Cited.ITSELF, own.known or own.name or called)
    outlet = _outlet(called, publishers)
    if outlet:
        return Citation(called, Cited.OUTLET, outlet)
    part = source_of(called)
    if part is not None:
        if not part or is_called(part, own):
            return Citation(called, Cited.SOURCE, own.known or own.name or part)
        outlet = _outlet(part, publishers)
        if outlet:
            return Citation(called, Cited.SOURCE, outlet)
    if is_only_kind(called) or is_unnamed(called, is_country=is_of_a_country):
        return Citation(called, Cited.UNNAMED, called)
    kinds = knower(speaker, text=report.text).kinds
    if not kinds:
        if domain_in(called):
            return Citation(called, Cited.OUTLET, bare(called))
        if is_kind_only_in_small(called):
            return Citation(called, Cited.UNNAMED, called)
        if speaker.sort is SpeakerSort.OUTLET or is_called_outlet(called, report.text):
            return Citation(called, Cited.OUTLET, bare(called))
    return Citation(called, Cited.SPEAKER, called, kinds)


def _outlet(called: str, publishers: Iterable[Publisher]) -> str | None:
    listed = known_outlet(called)
    if listed:
        return listed
    found = [one for one in publishers if one.name and is_called(called, one)]
    same = [one for one in found if fold(one.name) == fold(bare(called))]
    return next((one.known or one.name for one in same + found), None)


def cited(
    said_by: Sequence[Speaker], report: Report, publishers: Iterable[Publisher] = ()
) -> tuple[Citation, ...]:
    """A whole chain, nearest to the event first. "The agency's source" is of the outlet named next."""
    found = [cite(one, report, publishers) for one in said_by]
    for n, one in enumerate(found[:-1]):
        if one.who is Cited.SOURCE and source_of(one.called) == "" and found[n + 1].who is Cited.OUTLET:
            found[n] = replace(one, name=found[n + 1].name)
    return tuple(found)
