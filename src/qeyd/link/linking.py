"""Accounts in, incidents and affairs out."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qeyd.link import affairs as matters_of
from qeyd.link import cluster, origins, resolve
from qeyd.link.decide import Decided, decide, verdicts
from qeyd.link.ids import Merge, name_incidents
from qeyd.link.index import LARGE, UNLIKE, LinkIndex
from qeyd.link.score import Weights, features, log_odds, reasons
from qeyd.model import (
    About,
    Account,
    AccountRef,
    Affair,
    Incident,
    Judgement,
    Reading,
    Stage,
    Unread,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Everything that follows from the accounts and the judgements."""

    incidents: tuple[Incident, ...]
    affairs: tuple[Affair, ...]
    merged: tuple[Merge, ...] = ()  #: remembered incidents that are one now
    overruled: tuple[str, ...] = ()  #: judgements that newer ones contradict
    ties: Mapping[str, tuple[origins.Tie, ...]] = field(
        default_factory=dict
    )  #: incident id -> why origins are one


def link(
    readings: Sequence[Reading | Unread],
    judgements: Sequence[Judgement] = (),
    *,
    remembered: Mapping[frozenset[AccountRef], str] | None = None,
    weights: Weights | None = None,
) -> Linked:
    """Join the accounts of all readings into incidents and affairs.

    Every account is in exactly one incident; any order of readings gives the same result. ``remembered`` holds
    the incidents known before (accounts -> id, oldest first) and makes their ids live on. Raises ValueError
    when two readings are of one report.
    """
    index = LinkIndex(weights=weights)
    index.add(readings)
    return from_index(index, judgements, remembered=remembered)


def from_index(
    index: LinkIndex,
    judgements: Sequence[Judgement] = (),
    *,
    remembered: Mapping[frozenset[AccountRef], str] | None = None,
) -> Linked:
    """The same from an index that is kept: only what changed since the last time is worked out anew."""
    decided = decide(judgements, About.SAME, index.number.__contains__)
    numbers = [
        [(index.number[a], index.number[b]) for a, b in pairs] for pairs in (decided.together, decided.apart)
    ]
    clusters = index.clusters(together=numbers[0], apart=numbers[1])
    by_ref = {tuple(sorted(index.accounts[n].ref for n in cluster)): cluster for cluster in clusters}
    order = sorted(by_ref)
    names, merged = name_incidents(order, remembered or {})
    members = {names[refs]: by_ref[refs] for refs in order}
    possibly = _possibly_same(index, members, decided)
    grouped = _affairs(index, members, judgements)
    origin_rules = decide(judgements, About.ORIGIN, index.number.__contains__)
    affair_of = {one: affair for affair, ones in grouped.items() for one in ones}
    incidents, ties = [], {}
    for name, numbers_ in members.items():
        incident, found = _incident(
            index, name, numbers_, affair_of[name], possibly.get(name, ()), origin_rules
        )
        incidents.append(incident)
        ties[name] = found
    incidents.sort(key=_in_time)
    by_id = {one.id: one for one in incidents}
    affairs = tuple(_affair(affair, [by_id[one] for one in ones]) for affair, ones in sorted(grouped.items()))
    return Linked(tuple(incidents), affairs, merged, decided.overruled + origin_rules.overruled, ties)


def _in_time(incident: Incident) -> tuple[date, str]:
    return (incident.time.start if incident.time else date.max, incident.id)


def _account(index: LinkIndex, ref: AccountRef) -> Account:
    reading = index.readings[ref.report_id]
    assert isinstance(reading, Reading)
    return reading.accounts[ref.index]


def _incident(
    index: LinkIndex,
    name: str,
    numbers: Sequence[int],
    affair: str,
    possibly: Sequence[str],
    origin_rules: Decided,
) -> tuple[Incident, tuple[origins.Tie, ...]]:
    faceted = {index.accounts[n].ref: index.accounts[n] for n in numbers}
    told = {ref: _account(index, ref) for ref in sorted(faceted)}

    def copied(a: AccountRef, b: AccountRef) -> float:
        return index.copied(index.number[a], index.number[b])

    candidates = [
        origins.Tie(a, b, "judgement", "a person said so")
        for a, b in origin_rules.together
        if a in told and b in told
    ] + origins.without(origins.ties(told, faceted, copied), frozenset(origin_rules.apart))
    grouped, found = origins.group(told, faceted, candidates)
    grounds, ground_words = resolve.grounds(told)
    outlets = tuple(sorted({faceted[ref].page.outlet for ref in told}))
    incident = Incident(
        id=name,
        affair=affair,
        act=resolve.act(told),
        stage=resolve.stage(told),
        stance=resolve.stance(told),
        accounts=tuple(told),
        origins=grouped,
        people=resolve.people(told, grouped),
        target=resolve.target(told),
        place=resolve.place(told),
        time=resolve.time(told),
        grounds=grounds,
        ground_words=ground_words,
        actors=resolve.actors(told),
        outlets=outlets,
        languages=tuple(sorted({one.page.language for one in faceted.values() if one.page.language})),
        disagreements=resolve.disagreements(told),
        possibly_same_as=tuple(sorted(possibly)),
        grade=resolve.grade(told, grouped),
        background=all(one.background for one in told.values()),
        why=_why(index, numbers, grouped),
    )
    return incident, found


def _why(index: LinkIndex, numbers: Sequence[int], grouped: Sequence[Sequence[AccountRef]]) -> str:
    if len(numbers) == 1:
        return "One account."
    added: dict[str, float] = {}
    weights = index.weights.same
    numbers = sorted(numbers, key=lambda n: index.accounts[n].ref)
    for n, one in enumerate(numbers):
        for other in numbers[n + 1 :]:
            pair = features(
                index.accounts[one], index.accounts[other], index.rarity, copied=index.copied(one, other)
            )
            for reason, value in reasons(pair, weights, most=20):
                added[reason] = added.get(reason, 0.0) + value
    pairs = len(numbers) * (len(numbers) - 1) / 2
    means = sorted(
        ((value / pairs, reason) for reason, value in added.items()), key=lambda x: (-abs(x[0]), x[1])
    )
    speaks_for = [f"{reason} (+{value:.1f})" for value, reason in means if value > 0.1][:7]
    against = [f"{reason} (−{-value:.1f})" for value, reason in means if value < -0.1][:3]
    reports = len({index.accounts[n].ref.report_id for n in numbers})
    text = f"{len(numbers)} accounts in {reports} reports from {len(grouped)} origins. For: " + ", ".join(
        speaks_for
    )
    return text + (f". Against: {', '.join(against)}." if against else ".")


def _possibly_same(
    index: LinkIndex, members: Mapping[str, Sequence[int]], decided: Decided
) -> dict[str, tuple[str, ...]]:
    home = {n: name for name, numbers in members.items() for n in numbers}
    held_apart = {(home[index.number[a]], home[index.number[b]]) for a, b in decided.apart}
    unsure = {(home[index.number[a]], home[index.number[b]]) for a, b in decided.unsure}
    decided_apart = {frozenset(pair) for pair in held_apart} - {frozenset(pair) for pair in unsure}
    found: dict[str, set[str]] = {}
    for pair in unsure:
        found.setdefault(pair[0], set()).add(pair[1])
        found.setdefault(pair[1], set()).add(pair[0])
    for one, other in index.edges():
        a, b = home[one], home[other]
        if a == b or frozenset((a, b)) in decided_apart or b in found.get(a, ()):
            continue
        scores = [
            index.score(x, y)
            for x in members[a][:12]
            for y in members[b][:12]
            if index.accounts[x].ref.report_id != index.accounts[y].ref.report_id
        ]
        if scores and sum(scores) / len(scores) >= index.weights.possibly:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _affairs(
    index: LinkIndex, members: Mapping[str, Sequence[int]], judgements: Sequence[Judgement]
) -> dict[str, list[str]]:
    names = sorted(members, key=lambda name: min(index.accounts[n].ref for n in members[name]))
    matters = {
        n: matters_of.matter([index.accounts[x] for x in members[name]]) for n, name in enumerate(names)
    }
    weights = index.weights
    scores: dict[tuple[int, int], float] = {}

    def score(a: int, b: int) -> float:
        pair = (min(a, b), max(a, b))
        if pair not in scores:
            found = matters_of.affair_features(matters[pair[0]], matters[pair[1]], index.rarity)
            scores[pair] = log_odds(found, weights.affair)
        return scores[pair]

    neighbours: dict[int, set[int]] = {n: set() for n in matters}
    for a, b in matters_of.proposed_pairs(matters, index.rarity):
        if score(a, b) >= weights.affair_join:
            neighbours[a].add(b)
            neighbours[b].add(a)
    number = {name: n for n, name in enumerate(names)}
    together: set[tuple[int, int]] = set()
    apart: set[tuple[int, int]] = set()
    for subjects, verdict in verdicts(judgements, About.AFFAIR).items():
        if len(subjects) == 2 and all(one in number for one in subjects):
            pair = (number[subjects[0]], number[subjects[1]])
            (together if verdict is Verdict.YES else apart).add(pair)
    for a, b in together:
        neighbours[a].add(b)
        neighbours[b].add(a)
    out = {}
    for group in cluster.components(sorted(matters), neighbours.__getitem__):
        inside = set(group)
        if len(group) > LARGE:
            pairs = [(a, b, score(a, b)) for a in group for b in sorted(neighbours[a]) if a < b]
        else:
            pairs = [(a, b, score(a, b)) for n, a in enumerate(group) for b in group[n + 1 :]]
        joined = cluster.join(
            group,
            pairs,
            threshold=weights.affair_join,
            unlike=UNLIKE,
            together=sorted(p for p in together if p[0] in inside),
            apart=sorted(p for p in apart if p[0] in inside and p[1] in inside),
        )
        for one in joined:
            ids = [names[n] for n in one]
            first = hashlib.sha256(ids[0].encode()).hexdigest()[:12]
            out[f"affair-{first}"] = ids
    return out


#: What carries an announced act out, besides the act itself told as done.
_OUTCOMES: Mapping[str, frozenset[str]] = {
    "deportation_ordered_or_prepared": frozenset({"deported"}),
}


def _is_open(incident: Incident, others: Sequence[Incident]) -> bool:
    outcomes = _OUTCOMES.get(incident.act, frozenset())
    if incident.stage is Stage.DONE and not outcomes:
        return False
    done = outcomes or frozenset({incident.act})
    return not any(
        other.act in done and other.stage is Stage.DONE and _not_before(other, incident) for other in others
    )


def _not_before(later: Incident, earlier: Incident) -> bool:
    return later.time is None or earlier.time is None or later.time.end >= earlier.time.start


def _affair(name: str, incidents: Sequence[Incident]) -> Affair:
    ordered = sorted(incidents, key=_in_time)
    return Affair(
        id=name,
        incidents=tuple(one.id for one in ordered),
        open=tuple(one.id for one in ordered if _is_open(one, [o for o in ordered if o is not one])),
        why=f"{len(ordered)} incidents told in {len({r.report_id for one in ordered for r in one.accounts})} reports.",
    )
