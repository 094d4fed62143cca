"""What shows that accounts of an incident have one origin: shared passages, citations, who is likely first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qeyd.link import origins
from qeyd.link.copies import shared_passages
from qeyd.link.index import LinkIndex
from qeyd.link.origins import Chain, Tie
from qeyd.model import Account, AccountRef, Incident, Quote, Reading, Report, Unread

#: Passages of a copy that are shown, the longest first.
MOST_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class ShownTie:
    """Why two accounts have one origin, with the words of both reports that show it."""

    tie: Tie
    passages: tuple[
        tuple[Quote, Quote], ...
    ] = ()  #: of a copy: what stands in both, side by side, longest first
    citations: tuple[Quote, ...] = ()  #: the words by which the reports name whom they have it from


@dataclass(frozen=True, slots=True)
class OriginEvidence:
    """One origin of an incident: its accounts, which of them is likely the first, and what ties them."""

    accounts: tuple[AccountRef, ...]
    likely_first: AccountRef
    ties: tuple[ShownTie, ...]  #: the surest first; none for an origin of one account


def origin_evidence(
    incident: Incident, readings: Iterable[Reading | Unread], *, judged: Iterable[Tie] = ()
) -> tuple[OriginEvidence, ...]:
    """The evidence for each origin of an incident, in the incident's order.

    ``readings`` are those of the incident's reports, others are passed over; accounts without theirs are left out.
    ``judged`` are ties that people made. Worked out from these reports alone, so that a page can ask for it.
    """
    ids = {ref.report_id for ref in incident.accounts}
    index = LinkIndex()
    index.add(one for one in readings if one.report.id in ids)
    index.settle()
    told: dict[AccountRef, Account] = {}
    for ref in incident.accounts:
        reading = index.readings.get(ref.report_id)
        if isinstance(reading, Reading) and ref in index.number:
            told[ref] = reading.accounts[ref.index]
    faceted = {ref: index.accounts[index.number[ref]] for ref in told}

    def chain_of(ref: AccountRef) -> Chain:
        reading = index.readings[ref.report_id]
        assert isinstance(reading, Reading)
        return origins.chain(reading.accounts[ref.index], reading.report)

    def beside(report_id: str) -> list[AccountRef]:
        return [index.accounts[n].ref for n in index.of_report[report_id]]

    def copied(a: AccountRef, b: AccountRef) -> float:
        return index.copied(index.number[a], index.number[b])

    chains = origins.chains(told, chain_of, beside)
    found = [*judged, *origins.ties(told, faceted, chains, copied)]
    out = []
    for accounts in incident.origins:
        group = tuple(ref for ref in accounts if ref in told)
        if not group:
            continue
        mine = [tie for tie in found if tie.first in group and tie.second in group]
        out.append(
            OriginEvidence(
                group,
                _likely_first(group, chains, index, mine),
                tuple(_shown(tie, told, {id: index.readings[id].report for id in ids}) for tie in mine),
            )
        )
    return tuple(out)


def _likely_first(
    group: Iterable[AccountRef], chains: Mapping[AccountRef, Chain], index: LinkIndex, ties: Iterable[Tie]
) -> AccountRef:
    """Whom others quote, then who quotes no outlet, then who published first; of equals the first by report id."""
    quoted = set()
    for tie in ties:
        if tie.sort == "quotes it":
            one, other = (tie.first, tie.second)
            quoted.add(other if origins.names_publisher(chains[one], chains[other]) else one)

    def rank(ref: AccountRef) -> tuple[object, ...]:
        report = index.readings[ref.report_id].report
        published = report.published.start.isoformat() if report.published else "9999"
        seen = report.first_seen.isoformat() if report.first_seen else "9999"
        return ref not in quoted, bool(chains[ref].outlets), published, seen, ref

    return min(group, key=rank)


def _shown(tie: Tie, told: Mapping[AccountRef, Account], reports: Mapping[str, Report]) -> ShownTie:
    one, other = reports[tie.first.report_id], reports[tie.second.report_id]
    if tie.sort == "copy":
        passages = shared_passages(one, other)[:MOST_PASSAGES]
        return ShownTie(
            tie, tuple((one.quote(*found.first), other.quote(*found.second)) for found in passages)
        )
    citations = tuple(
        by.quote for ref in (tie.first, tie.second) for by in told[ref].said_by if by.quote is not None
    )
    return ShownTie(tie, citations=tuple(dict.fromkeys(citations)))
