"""The accounts of a casebook, held so that one more report touches only what it can change.

Whatever the order in which reports are added or taken out, and whether one by one or all at once, the index ends in
the same state: what a shared key or name is worth follows from how many bear it in the end, for all pairs alike.
"""

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from hashlib import blake2b

from qeyd.errors import ShapeError
from qeyd.link import blocks, cluster
from qeyd.link.copies import CopyIndex
from qeyd.link.decide import learned_shift
from qeyd.link.facets import Facets, facets
from qeyd.link.origins import Chain
from qeyd.link.rarity import Rarity
from qeyd.link.score import Weights, features, log_odds, shipped_weights
from qeyd.model import AccountRef, Reading, Unread

#: A group of accounts larger than this is joined by its strongest pairs alone (see decision 20).
LARGE = 150
#: What a pair counts for that shares no blocking key, or that was not looked at in a large group.
UNLIKE = -3.0

Cluster = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What an update changed: clusters that are no more, and those in their place (some with the same accounts)."""

    gone: tuple[Cluster, ...]
    made: tuple[Cluster, ...]


class LinkIndex:
    """Accounts, which of them are worth comparing, how alike those are, and the clusters they make."""

    def __init__(self, *, weights: Weights | None = None) -> None:
        self.weights = weights or shipped_weights()
        self.accounts: MutableMapping[int, Facets] = {}
        self.readings: MutableMapping[str, Reading | Unread] = {}
        self.number: MutableMapping[AccountRef, int] = {}
        self.rarity = Rarity(self.weights.common_names)
        self.copies = CopyIndex()
        self.of_report: dict[str, list[int]] = {}
        self.chains: dict[AccountRef, Chain] = {}  # who answers for each account, as far as asked for
        self.join_at = (
            self.weights.join
        )  #: log-odds from which accounts are joined, as learned from judgements
        self._next = 0
        self._copy_number: dict[str, int] = {}
        self._report_of_copy: dict[int, str] = {}
        self._key_number: MutableMapping[blocks.Key, int] = {}
        self._next_key = 0
        self._limits: dict[int, tuple[int, int]] = {}  # per key
        self._bearers: MutableMapping[int, list[int]] = {}  # per key
        self._keys: MutableMapping[int, tuple[int, ...]] = {}
        self._named: MutableMapping[Hashable, list[int]] = {}
        self._edges: MutableMapping[
            int, dict[int, float]
        ] = {}  # proposed pairs that score at least `possibly`
        self._new: set[int] = set()  # accounts to be compared at the next update
        self._crossed: dict[int, int] = {}  # keys whose worth may have changed, and what they were worth
        self._weaker: set[Hashable] = set()  # names that became commoner
        self._stronger: set[Hashable] = set()  # names that became rarer, reports having been taken out
        self._recopied: set[str] = set()  # reports whose copies changed
        self._changed: set[int] = set()  # accounts whose cluster has to be worked out anew
        self._renamed: set[int] = set()  # accounts that bear a name whose weight changed
        self._gone: set[Cluster] = set()
        self._clusters: MutableMapping[int, Cluster] = {}
        self._group_of: MutableMapping[int, int] = {}
        self._together: set[tuple[int, int]] = set()
        self._apart: set[tuple[int, int]] = set()

    # --- reports come and go --------------------------------------------------------------------------------

    def add(
        self, readings: Iterable[Reading | Unread], *, without: Container[AccountRef] = frozenset()
    ) -> None:
        """Take readings in, one or many; a report that is already held is refused with ShapeError.

        Accounts ``without`` which it should go (people rejected them) are in no incident.
        """
        for reading in readings:
            report = reading.report
            if report.id in self.readings:
                raise ShapeError(
                    f"Report {report.id} has been linked already; leave the second reading of it out, "
                    "or take the first one out before."
                )
            self.readings[report.id] = reading
            found = [one for one in facets(reading) if one.ref not in without]
            if not found:
                continue
            copy = self.copies.add(report.text)
            self._copy_number[report.id] = copy
            self._report_of_copy[copy] = report.id
            for one in found:
                self._enter(one)

    def remove(self, report_ids: Iterable[str]) -> None:
        """Take reports out, as if they had never been added; unknown ones are passed over."""
        for report_id in report_ids:
            self.readings.pop(report_id, None)
            if report_id in self._copy_number:
                copy = self._copy_number.pop(report_id)
                changed = self.copies.remove(copy)
                del self._report_of_copy[copy]
                self._recopied.discard(report_id)
                self._recopied.update(self._report_of_copy[number] for number in changed)
            for number in self.of_report.pop(report_id, ()):
                self._leave(number)

    def _enter(self, one: Facets) -> None:
        number = self._next
        self._next += 1
        self.accounts[number] = one
        self.number[one.ref] = number
        self.of_report.setdefault(one.ref.report_id, []).append(number)
        self._edges[number] = {}
        self._new.add(number)
        self._changed.add(number)
        mine = []
        for key in blocks.keys(one):
            key_number = self.number_of_key(key)
            self._bearers[key_number].append(number)
            self._watch(key_number, len(self._bearers[key_number]) - 1)
            mine.append(key_number)
        self._keys[number] = tuple(mine)
        named, context = named_of(one)
        self._weaker |= self.rarity.add(named, context)
        for name in named:
            self._named.setdefault(name, []).append(number)

    def number_of_key(self, key: blocks.Key) -> int:
        """The number that a key goes by here; a new one where it was never met."""
        number = self._key_number.get(key)
        if number is None:
            number = self._key_number[key] = self._next_key
            self._next_key += 1
            self._bearers[number] = []
        if number not in self._limits:
            self._limits[number] = blocks.limits(key)
        return number

    def _leave(self, number: int) -> None:
        one = self.accounts.pop(number)
        del self.number[one.ref]
        self.chains.pop(one.ref, None)
        for other in self._edges.pop(number):
            del self._edges[other][number]
            self._changed.add(other)
        self._keys.pop(number, None)
        for key_number in map(self.number_of_key, blocks.keys(one)):
            self._bearers[key_number].remove(number)
            self._watch(key_number, len(self._bearers[key_number]) + 1)
        named, context = named_of(one)
        self._stronger |= self.rarity.remove(named, context)
        for name in named:
            self._named[name].remove(number)
        cluster_ = self._clusters.pop(number, None)
        if cluster_ is not None:
            self._gone.add(cluster_)
            self._changed.update(cluster_)
        self._group_of.pop(number, None)
        for left in (self._new, self._changed, self._renamed):
            left.discard(number)

    def _watch(self, key_number: int, before: int) -> None:
        most = self._limits[key_number]
        worth = blocks.worth(before, most)
        if worth != blocks.worth(len(self._bearers[key_number]), most):
            self._crossed.setdefault(key_number, worth)

    # --- pairs ----------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Compare what is new, and anew what the new changed."""
        anew: set[int] = set()  # accounts that may meet others than before
        for key_number, before in self._crossed.items():
            bearers = self._bearers[key_number]
            now = blocks.worth(len(bearers), self._limits[key_number])
            if now > before:
                anew.update(bearers)
            elif now < before:
                self._part_unproposed(set(bearers))
        for name in self._weaker | self._stronger:
            bearers = self._named.get(name, [])
            self._renamed.update(bearers)
            met = Counter(self._group_of.get(one, -1) for one in bearers)
            self._changed.update(one for one in bearers if met[self._group_of.get(one, -1)] > 1)
            if name in self._stronger:
                anew.update(bearers)
            else:
                self._score_again(set(bearers))
        self._recopied.update(self._report_of_copy[number] for number in self.copies.settle())
        for report in self._recopied:
            anew.update(self.of_report[report])
            self._changed.update(self.of_report[report])
        compared: set[int] = set()
        for one in sorted(self._new | anew):
            self._propose(one, compared)
        for done in (self._new, self._weaker, self._stronger, self._recopied):
            done.clear()
        self._crossed.clear()

    def _part_unproposed(self, bearers: set[int]) -> None:
        """Take back the pairs that only a key proposed that no longer does."""
        for one in bearers:
            for other in [o for o in self._edges[one] if o in bearers and o > one]:
                if not self._proposed(one, other):
                    self._part(one, other)

    def _score_again(self, bearers: set[int]) -> None:
        """Score anew the pairs among accounts that share a name which became commoner; no score can rise."""
        for one in bearers:
            for other in [o for o in self._edges[one] if o in bearers and o > one]:
                self._set_edge(one, other, self.score(one, other))

    def _part(self, one: int, other: int) -> None:
        if self._edges[one].pop(other, None) is not None:
            del self._edges[other][one]
            self._changed |= {one, other}

    def _set_edge(self, one: int, other: int, score: float) -> None:
        if score < self.weights.possibly:
            self._part(one, other)
        elif self._edges[one].get(other) != score:
            self._edges[one][other] = self._edges[other][one] = score
            self._changed |= {one, other}

    def copied(self, one: int, other: int) -> float:
        """Which share of the shorter of two accounts' reports stands in the other, 0 unless they are copies."""
        like = self.copies.like(self._copy_number[self.accounts[one].ref.report_id])
        return like.get(self._copy_number[self.accounts[other].ref.report_id], 0.0) if like else 0.0

    def _candidates(self, one: int) -> set[int]:
        worth: Counter[int] = Counter()
        for key_number in self._keys[one]:
            bearers = self._bearers[key_number]
            for _ in range(blocks.worth(len(bearers), self._limits[key_number])):
                worth.update(bearers)
        found = {other for other, sum_ in worth.items() if sum_ >= blocks.ENOUGH}
        mine = self.accounts[one]
        for copy in self.copies.like(self._copy_number[mine.ref.report_id]):
            for other in self.of_report[self._report_of_copy[copy]]:
                if self.accounts[other].family == mine.family:
                    found.add(other)
        found.difference_update(self.of_report[mine.ref.report_id])
        return found

    def candidate_pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs of accounts in different reports that keys or a copied text propose, smaller number first."""
        for one in sorted(self.accounts):
            for other in sorted(self._candidates(one)):
                if one < other:
                    yield one, other

    def _proposed(self, one: int, other: int) -> bool:
        shared = set(self._keys[one]).intersection(self._keys[other])
        worth = sum(blocks.worth(len(self._bearers[key]), self._limits[key]) for key in shared)
        if worth >= blocks.ENOUGH:
            return True
        return self.accounts[one].family == self.accounts[other].family and self.copied(one, other) > 0

    def _propose(self, one: int, compared: set[int]) -> None:
        candidates = self._candidates(one)
        for other in [o for o in self._edges[one] if o not in candidates]:
            self._part(one, other)
        for other in candidates:
            if other not in compared:
                self._set_edge(one, other, self.score(one, other))
        compared.add(one)

    def score(self, one: int, other: int) -> float:
        """The log-odds that two accounts, by their numbers, are of one incident."""
        a, b = self.accounts[one], self.accounts[other]
        if a.family != b.family:
            return -10.0
        return log_odds(features(a, b, self.rarity, copied=self.copied(one, other)), self.weights.same)

    def edges_of(self, one: int) -> Iterable[int]:
        """The accounts that may be of the same incident as this one."""
        return self._edges[one]

    def take_renamed(self) -> set[int]:
        """The accounts that bear a name whose weight changed since this was last asked."""
        renamed, self._renamed = self._renamed, set()
        return renamed

    # --- clusters -------------------------------------------------------------------------------------------

    def clusters(self) -> list[Cluster]:
        """All clusters as last updated, the accounts of each in order of their reports' ids."""
        return sorted(set(self._clusters.values()))

    def update(
        self,
        *,
        together: Iterable[tuple[int, int]] = (),
        apart: Iterable[tuple[int, int]] = (),
        unsure: Iterable[tuple[int, int]] = (),
        touched: Iterable[int] = (),
    ) -> Moved:
        """Join accounts into incidents, given the pairs that people joined or held apart; what changed comes back.

        ``unsure`` are those held apart that nobody decided. ``touched`` accounts have their clusters given back as
        changed in any case. From many decisions the threshold for all pairs is learned (``learned_shift``).
        """
        self.settle()
        joined = {(min(pair), max(pair)) for pair in together}
        parted = {(min(pair), max(pair)) for pair in apart}
        for pair in (joined ^ self._together) | (parted ^ self._apart):
            self._changed.update(one for one in pair if one in self.accounts)
        self._together, self._apart = joined, parted
        doubted = {(min(pair), max(pair)) for pair in unsure}
        judged = [(pair, pair in joined) for pair in sorted(joined | (parted - doubted))]
        join_at = self.weights.join - learned_shift((self.score(*pair), same) for pair, same in judged)
        if join_at != self.join_at:
            self.join_at = join_at
            self._changed.update(one for ones in self.of_report.values() for one in ones)
        self._changed = {one for one in self._changed if one in self.accounts}
        held: dict[int, set[int]] = {}
        for one, other in joined:
            held.setdefault(one, set()).add(other)
            held.setdefault(other, set()).add(one)
        todo = set(self._changed)
        for one in self._changed.union(touched):  # those it hung together with last time
            todo.update(other for other in self._clusters.get(one, (one,)) if other in self.accounts)

        def neighbours(one: int) -> Iterable[int]:
            # A join needs one pair at least as alike as the threshold, so weaker pairs connect nothing.
            yield from (other for other, score in self._edges[one].items() if score >= self.join_at)
            yield from held.get(one, ())

        made: set[Cluster] = set()
        gone = self._gone
        for group in cluster.groups_around(todo, neighbours):
            members = set(group)
            pairs = [pair for pair in joined if pair[0] in members]
            kept_apart = [pair for pair in parted if pair[0] in members and pair[1] in members]
            kept_apart += self._told_apart(group, pairs)
            before = {self._clusters[one] for one in group if one in self._clusters}
            after = {tuple(found) for found in self._join(group, pairs, kept_apart)}
            same = {found for found in before & after if not todo.isdisjoint(found)}
            gone |= (before - after) | same
            made |= (after - before) | same
            for found in after - before:
                for one in found:
                    self._clusters[one] = found
            for one in group:
                self._group_of[one] = group[0]
        self._changed, self._gone = set(), set()
        return Moved(tuple(gone), tuple(sorted(made)))

    def _told_apart(self, group: list[int], together: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Accounts that one report tells as different acts, unless people's decisions make them one."""
        by_report: dict[str, list[int]] = {}
        for one in group:
            by_report.setdefault(self.accounts[one].ref.report_id, []).append(one)
        pairs = [
            (one, other)
            for ones in by_report.values()
            for n, one in enumerate(ones)
            for other in ones[n + 1 :]
            if self.accounts[one].act != self.accounts[other].act
        ]
        if not together or not pairs:
            return pairs
        held: dict[int, set[int]] = {}
        for one, other in together:
            held.setdefault(one, set()).add(other)
            held.setdefault(other, set()).add(one)
        home = {
            one: n
            for n, ones in enumerate(cluster.groups_around(set(held), lambda one: held[one]))
            for one in ones
        }
        return [(a, b) for a, b in pairs if home.get(a, -1) != home.get(b, -2)]

    def _join(
        self, group: list[int], together: list[tuple[int, int]], apart: list[tuple[int, int]]
    ) -> list[list[int]]:
        if len(group) == 1:
            return [group]
        group = sorted(group, key=lambda one: self.accounts[one].ref)
        place = {one: n for n, one in enumerate(group)}
        pairs = [
            (one, other, score)
            for one in group
            for other, score in self._edges[one].items()
            if other in place and place[one] < place[other]
        ]
        if len(group) <= LARGE:
            pairs += [
                (one, other, self.score(one, other))
                for n, one in enumerate(group)
                for other in group[n + 1 :]
                if other not in self._edges[one]
            ]
        found = cluster.join(
            group, pairs, threshold=self.join_at, unlike=UNLIKE, together=together, apart=apart
        )
        return [[group[n] for n in sorted(place[one] for one in ones)] for ones in found]


def named_of(one: Facets) -> tuple[frozenset[Hashable], int]:
    """What of an account can be rare or common, and the context it stands in, as a digest."""
    named: frozenset[Hashable] = one.page.names | one.names | one.near_names | one.page.numbers
    month = one.page.published.start.replace(day=1) if one.page.published else None
    context = repr((one.region or one.country, month)).encode()
    return named, int.from_bytes(blake2b(context, digest_size=8).digest(), "little")
