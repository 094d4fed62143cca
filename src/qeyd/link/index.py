"""The accounts of a casebook, held so that one more report touches only what it can change.

Whatever the order in which reports are added, and whether one by one or all at once, the index ends in the same
state: keys that too many accounts bear stop proposing pairs for all of them alike, and the weight of what is
shared falls for all pairs alike.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence

from qeyd.link import blocks, cluster
from qeyd.link.copies import CopyIndex
from qeyd.link.facets import Facets, facets
from qeyd.link.rarity import LEAST, Rarity
from qeyd.link.score import Weights, features, log_odds, shipped_weights
from qeyd.model import AccountRef, Reading, Unread

#: A group of accounts larger than this is joined by its strongest pairs alone (see decision 20).
LARGE = 150
#: What a pair counts for that shares no blocking key, or that was not looked at in a large group.
UNLIKE = -3.0


class LinkIndex:
    """Accounts, which of them are worth comparing, and how alike those are."""

    def __init__(self, *, weights: Weights | None = None) -> None:
        self.weights = weights or shipped_weights()
        self.accounts: list[Facets] = []
        self.readings: dict[str, Reading | Unread] = {}
        self.number: dict[AccountRef, int] = {}
        self.rarity = Rarity(self.weights.common_names)
        self.copies = CopyIndex()
        self.of_report: dict[str, list[int]] = {}
        self._copy_number: dict[str, int] = {}
        self._report_of_copy: list[str] = []
        self._bearers: dict[Hashable, list[int]] = {}
        self._dead: set[Hashable] = set()
        self._keys: list[frozenset[Hashable]] = []
        self._named: dict[Hashable, list[int] | None] = {}  # None: as common as can be, weighs LEAST for good
        self._scores: list[dict[int, float]] = []  # every pair scored so far
        self._edges: list[set[int]] = []  # pairs that a key proposes and that score at least `possibly`
        self._changed: set[int] = set()  # accounts whose cluster has to be worked out anew
        self._clusters: dict[int, tuple[int, ...]] = {}
        self._together: set[tuple[int, int]] = set()
        self._apart: set[tuple[int, int]] = set()

    # --- taking reports in ----------------------------------------------------------------------------------

    def add(self, readings: Iterable[Reading | Unread]) -> None:
        """Take readings in, one or many; a report that is already held is refused with ValueError."""
        new: list[int] = []
        weaker: set[Hashable] = set()
        recopied: set[str] = set()
        died: set[Hashable] = set()
        for reading in readings:
            report = reading.report
            if report.id in self.readings:
                raise ValueError(
                    f"Report {report.id} is already in the index; take it out before adding it again."
                )
            self.readings[report.id] = reading
            found = facets(reading)
            if not found:
                continue
            copy, changed = self.copies.add(report.text)
            self._copy_number[report.id] = copy
            self._report_of_copy.append(report.id)
            recopied.update(self._report_of_copy[number] for number in changed if number != copy)
            for one in found:
                new.append(self._enter(one, weaker, died))
        self._settle(new, weaker, recopied, died)

    def without(self, report_ids: Iterable[str]) -> "LinkIndex":
        """A new index as if these reports had never been added: how a report is forgotten."""
        gone = set(report_ids)
        left = LinkIndex(weights=self.weights)
        left.add(reading for report_id, reading in self.readings.items() if report_id not in gone)
        return left

    def _enter(self, one: Facets, weaker: set[Hashable], died: set[Hashable]) -> int:
        number = len(self.accounts)
        self.accounts.append(one)
        self.number[one.ref] = number
        self.of_report.setdefault(one.ref.report_id, []).append(number)
        self._scores.append({})
        self._edges.append(set())
        self._changed.add(number)
        mine = blocks.keys(one)
        self._keys.append(mine)
        for key in mine:
            if key in self._dead:
                continue
            bearers = self._bearers.setdefault(key, [])
            bearers.append(number)
            if len(bearers) > blocks.MOST_BEARERS:
                self._dead.add(key)
                died.add(key)
        named = one.page.names | one.names | one.near_names | one.page.numbers
        month = one.page.published.start.replace(day=1) if one.page.published else None
        weaker |= self.rarity.add(named, (one.region or one.country, month))
        for key in named:
            bearers_or_none = self._named.setdefault(key, [])
            if bearers_or_none is not None:
                bearers_or_none.append(number)
        return number

    def _settle(
        self, new: Sequence[int], weaker: set[Hashable], recopied: set[str], died: set[Hashable]
    ) -> None:
        fresh = set(new)
        for key in died:
            bearers = self._bearers.pop(key)
            for one in bearers:
                for other in [
                    o for o in self._edges[one] if key in self._keys[o] and not self._proposed(one, o)
                ]:
                    self._edges[one].discard(other)
                    self._edges[other].discard(one)
                    self._changed |= {one, other}
        stale: set[int] = set()
        for key in weaker:
            named = self._named[key]
            if named is None:
                continue
            bearers_set = set(named)
            for one in named:
                for other in bearers_set.intersection(self._scores[one]):
                    self._forget_score(one, other)
                    stale.add(one)
            if self.rarity.weight(key) == LEAST:
                self._named[key] = None
        for report in recopied:
            for one in self.of_report[report]:
                for other in list(self._scores[one]):
                    self._forget_score(one, other)
                stale.add(one)
        for one in sorted(fresh | stale):
            self._propose(one)

    def _forget_score(self, one: int, other: int) -> None:
        del self._scores[one][other], self._scores[other][one]
        self._changed |= {one, other}

    def _proposed(self, one: int, other: int) -> bool:
        if any(key not in self._dead for key in self._keys[one] & self._keys[other]):
            return True
        return self.accounts[one].family == self.accounts[other].family and self.copied(one, other) > 0

    def copied(self, one: int, other: int) -> float:
        """Which share of the shorter of two accounts' reports stands in the other, 0 unless they are copies."""
        a, b = (self._copy_number[self.accounts[n].ref.report_id] for n in (one, other))
        return self.copies.like(a).get(b, 0.0)

    def _candidates(self, one: int) -> set[int]:
        found: set[int] = set()
        for key in self._keys[one]:
            found.update(self._bearers.get(key, ()))
        mine = self.accounts[one]
        for copy in self.copies.like(self._copy_number[mine.ref.report_id]):
            for other in self.of_report[self._report_of_copy[copy]]:
                if self.accounts[other].family == mine.family:
                    found.add(other)
        found.discard(one)
        return found

    def candidate_pairs(self) -> Iterable[tuple[int, int]]:
        """The pairs of accounts in different reports that a key or a copied text proposes, smaller number first."""
        for one in range(len(self.accounts)):
            for other in sorted(self._candidates(one)):
                if one < other and self.accounts[one].ref.report_id != self.accounts[other].ref.report_id:
                    yield one, other

    def _propose(self, one: int) -> None:
        candidates = self._candidates(one)
        for other in candidates:
            if self.accounts[other].ref.report_id == self.accounts[one].ref.report_id:
                continue
            alike = self.score(one, other) >= self.weights.possibly
            if alike != (other in self._edges[one]):
                (self._edges[one].add if alike else self._edges[one].discard)(other)
                (self._edges[other].add if alike else self._edges[other].discard)(one)
                self._changed |= {one, other}
        for other in self._edges[one] - candidates:
            self._edges[one].discard(other)
            self._edges[other].discard(one)
            self._changed |= {one, other}

    def score(self, one: int, other: int) -> float:
        """The log-odds that two accounts, by their numbers, are of one incident."""
        known = self._scores[one].get(other)
        if known is None:
            a, b = self.accounts[one], self.accounts[other]
            if a.family != b.family:
                known = -10.0
            else:
                found = features(a, b, self.rarity, copied=self.copied(one, other))
                known = log_odds(found, self.weights.same)
            self._scores[one][other] = self._scores[other][one] = known
        return known

    def edges(self) -> Iterable[tuple[int, int]]:
        """The pairs of accounts that may be of one incident, smaller number first."""
        return ((one, other) for one, found in enumerate(self._edges) for other in found if one < other)

    # --- clusters -------------------------------------------------------------------------------------------

    def clusters(
        self, *, together: Iterable[tuple[int, int]] = (), apart: Iterable[tuple[int, int]] = ()
    ) -> list[tuple[int, ...]]:
        """Accounts joined into incidents, given the pairs that people joined or held apart."""
        joined = {(min(pair), max(pair)) for pair in together}
        parted = {(min(pair), max(pair)) for pair in apart}
        for pair in (joined ^ self._together) | (parted ^ self._apart):
            self._changed |= set(pair)
        self._together, self._apart = joined, parted
        held: dict[int, set[int]] = {}
        for one, other in joined:
            held.setdefault(one, set()).add(other)
            held.setdefault(other, set()).add(one)
        todo = set(self._changed)
        for one in self._changed:  # those it hung together with last time
            todo.update(self._clusters.get(one, ()))

        def neighbours(one: int) -> Iterable[int]:
            # A join needs one pair at least as alike as the threshold, so weaker pairs connect nothing.
            yield from (other for other in self._edges[one] if self.score(one, other) >= self.weights.join)
            yield from held.get(one, ())

        groups = self._groups_around(todo, neighbours)
        for group in groups:
            members = set(group)
            pairs = [pair for pair in joined if pair[0] in members]
            kept_apart = [pair for pair in parted if pair[0] in members and pair[1] in members]
            kept_apart += self._told_apart(group, pairs)
            for found in self._join(group, pairs, kept_apart):
                for one in found:
                    self._clusters[one] = tuple(found)
        self._changed.clear()
        return sorted(set(self._clusters.values()))

    def _told_apart(self, group: list[int], together: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Accounts that one report tells as different acts, unless a person says that they are one."""
        by_report: dict[str, list[int]] = {}
        for one in group:
            by_report.setdefault(self.accounts[one].ref.report_id, []).append(one)
        if together:  # what people decided goes first
            return []
        return [
            (one, other)
            for ones in by_report.values()
            for n, one in enumerate(ones)
            for other in ones[n + 1 :]
            if self.accounts[one].act != self.accounts[other].act
        ]

    @staticmethod
    def _groups_around(todo: set[int], neighbours: Callable[[int], Iterable[int]]) -> list[list[int]]:
        left, out = set(todo), []
        while left:
            start = min(left)
            seen, queue = {start}, [start]
            while queue:
                for other in neighbours(queue.pop()):
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
            left -= seen
            out.append(sorted(seen))
        return out

    def _join(
        self, group: list[int], together: list[tuple[int, int]], apart: list[tuple[int, int]]
    ) -> list[list[int]]:
        if len(group) == 1:
            return [group]
        group = sorted(group, key=lambda one: self.accounts[one].ref)
        place = {one: n for n, one in enumerate(group)}
        if len(group) > LARGE:
            pairs = [
                (one, other, self.score(one, other))
                for one in group
                for other in self._edges[one]
                if other in place and place[one] < place[other]
            ]
        else:
            pairs = [
                (one, other, self.score(one, other))
                for n, one in enumerate(group)
                for other in group[n + 1 :]
            ]
        return cluster.join(
            group,
            pairs,
            threshold=self.weights.join,
            unlike=UNLIKE,
            together=together,
            apart=apart,
        )
