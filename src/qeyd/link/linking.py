"""Accounts in, incidents and affairs out: all at once, or kept up to date as reports and judgements come and go."""

import hashlib
import math
from collections.abc import Container, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qeyd.link.affairs import AffairIndex, matter
from qeyd.link.decide import decide, decide_affairs
from qeyd.link.followups import follow_ups
from qeyd.link.ids import Merge, incident_id, name_incidents
from qeyd.link.incidents import OriginRules, incident_of
from qeyd.link.index import Cluster, LinkIndex
from qeyd.link.origins import Tie
from qeyd.link.score import Weights
from qeyd.model import About, AccountRef, Affair, Incident, Judgement, Reading, Unread

#: From how many accounts of each, the first by report, the likeness of two incidents is averaged.
COMPARED = 5


@dataclass(frozen=True, slots=True)
class Linked:
    """Everything that follows from the accounts and the judgements."""

    incidents: tuple[Incident, ...]  #: the earliest first, those without a time last
    affairs: tuple[Affair, ...]
    merged: tuple[Merge, ...] = ()  #: remembered incidents that are one now
    overruled: tuple[str, ...] = ()  #: judgements that newer ones contradict
    ties: Mapping[str, tuple[Tie, ...]] = field(default_factory=dict)  #: incident id -> why origins are one
    #: incident id -> id of an incident that is possibly the same -> how likely it is, 0 to 1
    possibly: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update changed."""

    incidents: tuple[Incident, ...]  #: new ones, and those that are told otherwise than before
    gone: tuple[str, ...]  #: ids that are no more
    affairs: tuple[Affair, ...]
    gone_affairs: tuple[str, ...]
    merged: tuple[Merge, ...] = ()
    overruled: tuple[str, ...] = ()  #: all judgements that newer ones contradict


def link(
    readings: Iterable[Reading | Unread],
    judgements: Sequence[Judgement] = (),
    *,
    remembered: Mapping[frozenset[AccountRef], str] | None = None,
    weights: Weights | None = None,
    without: Container[AccountRef] = frozenset(),
) -> Linked:
    """Join the accounts of all readings into incidents and affairs.

    Every account is in exactly one incident; any order of readings gives the same result. ``remembered`` holds
    the incidents known before (accounts -> id, oldest first) and makes their ids live on. Raises ShapeError
    when two readings are of one report.
    """
    linker = Linker(remembered=remembered, weights=weights)
    linker.add(readings, without=without)
    linker.update(judgements)
    return linker.linked()


class Linker:
    """Accounts with the incidents and affairs that follow from them, kept up to date.

    After any reports added and removed it holds what ``link`` gives for the reports that are left; only the ids may
    differ where ``remembered`` is given (as in a casebook), since they then live on from update to update.
    """

    def __init__(
        self,
        *,
        remembered: Mapping[frozenset[AccountRef], str] | None = None,
        weights: Weights | None = None,
    ) -> None:
        self.index = LinkIndex(weights=weights)
        weights = self.index.weights
        self.affairs = AffairIndex(weights.affair, join=weights.affair_join, rarity=self.index.rarity)
        self._remembers = remembered is not None
        self._before: dict[frozenset[AccountRef], str] = dict(remembered or {})  # oldest first
        self._next = 0
        self._cluster: MutableMapping[int, Cluster] = {}  # an incident's number -> its accounts
        self._home: MutableMapping[int, int] = {}  # an account -> the number of its incident
        self._plain: MutableMapping[int, Incident] = {}  # without id, affair, possibly_same_as
        self._ties: dict[int, tuple[Tie, ...]] = {}
        self._id: MutableMapping[int, str] = {}
        self._by_id: MutableMapping[str, int] = {}
        self._became: MutableMapping[str, str] = {}
        self._near: MutableMapping[int, dict[int, float]] = {}
        self._judged: dict[int, dict[int, float | None]] = {}  # None: held apart for good
        self._affair_of: MutableMapping[int, str] = {}
        self._affair: MutableMapping[str, Affair] = {}
        self._incident: MutableMapping[int, Incident] = {}
        self._origin_pairs: set[tuple[AccountRef, AccountRef, bool]] = set()
        self._merged: list[Merge] = []
        self._overruled: tuple[str, ...] = ()

    def add(
        self, readings: Iterable[Reading | Unread], *, without: Container[AccountRef] = frozenset()
    ) -> None:
        """Take readings in; raises ShapeError for a second reading of a report.

        Accounts ``without`` which it should go (people rejected them) are in no incident.
        """
        self.index.add(readings, without=without)

    def remove(self, report_ids: Iterable[str]) -> None:
        """Take reports out; nothing that they caused is left after the next update."""
        self.index.remove(report_ids)

    def update(self, judgements: Sequence[Judgement] = ()) -> Changes:
        """Work out what follows from all reports held and these judgements (all of them, not only new ones)."""
        index = self.index
        same = decide(judgements, About.SAME, index.number.__contains__)
        origin = decide(judgements, About.ORIGIN, index.number.__contains__)
        pairs = {(*p, True) for p in origin.together} | {(*p, False) for p in origin.apart}
        touched = {index.number[ref] for *two, _ in pairs ^ self._origin_pairs for ref in two
                   if ref in index.number}  # fmt: skip
        self._origin_pairs = pairs
        together, apart, unsure = (
            [(index.number[a], index.number[b]) for a, b in found]
            for found in (same.together, same.apart, same.unsure)
        )
        moved = index.update(together=together, apart=apart, unsure=unsure, touched=touched)
        gone, old_ids = self._let_go(moved.gone)
        made = self._take(moved.made, OriginRules.of(origin))
        merged = self._name(made, old_ids)
        renamed = {self._home[n] for n in index.take_renamed() if n in self._home}
        dirty = set(made) | self._compare(made, renamed) | self._judge(apart, unsure)
        for number in renamed.union(made):
            accounts = [index.accounts[n] for n in self._cluster[number]]
            self.affairs.put(number, matter(accounts), accounts[0].ref)
        affair_rules = decide_affairs(judgements, self._living)
        gone_affairs, made_affairs = self.affairs.update(
            together=[(self._by_id[a], self._by_id[b]) for a, b in affair_rules.together],
            apart=[(self._by_id[a], self._by_id[b]) for a, b in affair_rules.apart],
        )
        old = {self._affair_of[n]: None for group in gone_affairs for n in group if n in self._affair_of}
        old |= dict.fromkeys(affair for n, affair in gone.items())
        affairs = {}
        for group in made_affairs:
            affair = self._affair_from(group)
            affairs[affair.id] = affair
            for number in group:
                if self._affair_of.get(number) != affair.id:
                    self._affair_of[number] = affair.id
                    dirty.add(number)
        for name in old:
            self._affair.pop(name, None)
        changed_affairs = [one for name, one in affairs.items() if self._affair.get(name) != one]
        self._affair.update(affairs)
        incidents = self._finish(dirty)
        self._merged += merged
        self._overruled = same.overruled + origin.overruled + affair_rules.overruled
        return Changes(
            incidents=tuple(sorted(incidents, key=_in_time)),
            gone=tuple(sorted(id for id in set(old_ids.values()) if id not in self._by_id)),
            affairs=tuple(sorted(changed_affairs, key=lambda one: one.id)),
            gone_affairs=tuple(sorted(name for name in old if name not in self._affair)),
            merged=tuple(merged),
            overruled=self._overruled,
        )

    def incident(self, id: str) -> Incident | None:
        """The incident with this id, as of the last update."""
        number = self._by_id.get(id)
        return None if number is None else self._incident[number]

    def affair(self, id: str) -> Affair | None:
        """The affair with this id, as of the last update."""
        return self._affair.get(id)

    def linked(self) -> Linked:
        """Everything, as of the last update; ``merged`` since the beginning."""
        return Linked(
            incidents=tuple(sorted(self._incident.values(), key=_in_time)),
            affairs=tuple(one for _, one in sorted(self._affair.items())),
            merged=tuple(self._merged),
            overruled=self._overruled,
            ties={self._id[number]: ties for number, ties in self._ties.items()},
            possibly={
                self._id[number]: {self._id[other]: p for other, p in self._possibly(number).items()}
                for number in self._cluster
                if self._possibly(number)
            },
        )

    # --- the steps of an update -------------------------------------------------------------------------------

    def _let_go(self, clusters: Iterable[Cluster]) -> tuple[dict[int, str], dict[frozenset[AccountRef], str]]:
        """Let clusters go: their numbers with the affairs they were in, and their ids by their accounts."""
        gone: dict[int, str] = {}
        ids = self._before  # those remembered from before the first update
        self._before = {}
        for cluster in clusters:
            number = self._home[cluster[0]]
            ids[frozenset(self._plain[number].accounts)] = self._id[number]
            for account in cluster:
                self._home.pop(account, None)
            for other in self._near.pop(number):
                self._near[other].pop(number, None)
            self.affairs.drop(number)
            gone[number] = self._affair_of.pop(number)
            del self._by_id[self._id.pop(number)], self._cluster[number], self._plain[number]
            del self._incident[number]
            self._ties.pop(number, None)
        return gone, ids

    def _take(self, clusters: Iterable[Cluster], rules: OriginRules) -> list[int]:
        made = []
        for cluster in clusters:
            number = self._next
            self._next += 1
            made.append(number)
            self._cluster[number] = cluster
            self._plain[number], self._ties[number] = incident_of(self.index, cluster, rules)
            self._near[number] = {}
            self._home.update(dict.fromkeys(cluster, number))
        return made

    def _name(self, made: Sequence[int], before: Mapping[frozenset[AccountRef], str]) -> list[Merge]:
        by_accounts = {self._plain[number].accounts: number for number in made}
        merged: tuple[Merge, ...] = ()
        if self._remembers:
            names, merged = name_incidents(sorted(by_accounts), before, taken=self._by_id)
        else:
            names = {accounts: incident_id(accounts) for accounts in by_accounts}
        for accounts, number in by_accounts.items():
            self._id[number] = names[accounts]
            self._by_id[names[accounts]] = number
        for one in merged:
            self._became[one.gone] = one.kept
        return list(merged)

    def _living(self, id: str) -> str | None:
        """The id that an incident lives under now, None if it is no more."""
        seen: set[str] = set()
        while id not in self._by_id and id in self._became and id not in seen:
            seen.add(id)
            id = self._became[id]
        return id if id in self._by_id else None

    def _compare(self, made: Sequence[int], renamed: set[int]) -> set[int]:
        """Find what new incidents are possibly the same as; those that have another neighbour now come back."""
        changed: set[int] = set()
        for number in made:
            others = {
                self._home[other] for one in self._cluster[number] for other in self.index.edges_of(one)
            }
            for other in others - {number}:
                changed |= self._set_near(number, other)
        for number in renamed:
            for other in renamed.intersection(self._near.get(number, ())):
                if number < other:
                    changed |= self._set_near(number, other)
        return changed

    def _set_near(self, one: int, other: int) -> set[int]:
        index = self.index
        scores = [
            index.score(x, y)
            for x in self._cluster[one][:COMPARED]
            for y in self._cluster[other][:COMPARED]
            if index.accounts[x].ref.report_id != index.accounts[y].ref.report_id
        ]
        mean = round(sum(scores) / len(scores), 6) if scores else -math.inf
        self._near[one][other] = self._near[other][one] = mean
        return {one, other}

    def _judge(self, apart: Sequence[tuple[int, int]], unsure: Sequence[tuple[int, int]]) -> set[int]:
        """Put what people held apart over the likenesses; those whose neighbours it changes come back."""
        judged: dict[int, dict[int, float | None]] = {}
        doubted = {frozenset(pair) for pair in unsure}
        for pair in sorted(apart, key=lambda pair: frozenset(pair) in doubted):  # doubts speak last
            one, other = (self._home[n] for n in pair)
            likely = None
            if frozenset(pair) in doubted:
                likely = self._near[one].get(other)
                likely = self.index.score(*pair) if likely is None or likely == -math.inf else likely
            judged.setdefault(one, {})[other] = likely
            judged.setdefault(other, {})[one] = likely
        before, self._judged = self._judged, judged
        return {
            n for n in before.keys() | judged.keys() if before.get(n) != judged.get(n) and n in self._cluster
        }

    def _possibly(self, number: int) -> dict[int, float]:
        """The incidents that this one is possibly the same as, with how likely that is."""
        found: dict[int, float | None] = {
            other: score
            for other, score in self._near[number].items()
            if score >= self.index.weights.possibly
        }
        found |= {
            other: score for other, score in self._judged.get(number, {}).items() if other in self._cluster
        }
        return {other: 1 / (1 + math.exp(-score)) for other, score in found.items() if score is not None}

    def _affair_from(self, group: Sequence[int]) -> Affair:
        first = hashlib.sha256(self._id[group[0]].encode()).hexdigest()[:12]
        incidents = [replace(self._plain[number], id=self._id[number]) for number in group]
        return affair_of(f"affair-{first}", incidents)

    def _finish(self, dirty: set[int]) -> list[Incident]:
        changed = []
        for number in dirty:
            possibly = {self._id[other]: p for other, p in self._possibly(number).items()}
            why = self._plain[number].why
            if possibly:
                words = ", ".join(f"{name} ({p:.2f})" for name, p in sorted(possibly.items()))
                why += f" Possibly the same (how likely): {words}."
            incident = replace(
                self._plain[number],
                id=self._id[number],
                affair=self._affair_of[number],
                possibly_same_as=tuple(sorted(possibly)),
                why=why,
            )
            if self._incident.get(number) != incident:
                self._incident[number] = incident
                changed.append(incident)
        return changed


def _in_time(incident: Incident) -> tuple[date, str]:
    return (incident.time.start if incident.time else date.max, incident.id)


def affair_of(name: str, incidents: Sequence[Incident]) -> Affair:
    """The affair of these incidents, in time order, with what was announced and whose outcome nobody tells."""
    ordered = sorted(incidents, key=_in_time)
    reports = {ref.report_id for one in ordered for ref in one.accounts}
    return Affair(
        id=name,
        incidents=tuple(one.id for one in ordered),
        open=tuple(one.incident for one in follow_ups(ordered) if one.outcome.is_open),
        why=f"{len(ordered)} incidents told in {len(reports)} reports.",
    )
