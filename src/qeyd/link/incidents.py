"""One incident from its accounts: its figures, its origins and the words that say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qeyd.link import origins, resolve
from qeyd.link.decide import Decided, Pair
from qeyd.link.index import LinkIndex
from qeyd.link.score import features, reasons
from qeyd.model import Account, AccountRef, Incident, Reading

#: From how many of its accounts, the first by report, the reasons of an incident are averaged.
ASKED_WHY = 12


@dataclass(frozen=True, slots=True)
class OriginRules:
    """What people decided about origins, by account."""

    together: Mapping[AccountRef, tuple[Pair, ...]]
    apart: frozenset[Pair]

    @classmethod
    def of(cls, decided: "Decided[AccountRef]") -> "OriginRules":
        """Sort decided pairs by their accounts."""
        together: dict[AccountRef, tuple[Pair, ...]] = {}
        for pair in decided.together:
            together[pair[0]] = (*together.get(pair[0], ()), pair)
        return cls(together, frozenset(decided.apart))


def incident_of(
    index: LinkIndex, numbers: Sequence[int], rules: OriginRules
) -> tuple[Incident, tuple[origins.Tie, ...]]:
    """The incident of these accounts, without id, affair and what it is possibly the same as; and its origins' ties."""
    faceted = {index.accounts[n].ref: index.accounts[n] for n in numbers}
    told = {ref: _account(index, ref) for ref in sorted(faceted)}

    def copied(a: AccountRef, b: AccountRef) -> float:
        return index.copied(index.number[a], index.number[b])

    judged = [
        origins.Tie(*pair, "judgement", "a person said so")
        for ref in told
        for pair in rules.together.get(ref, ())
        if pair[1] in told
    ]

    def chain_of(ref: AccountRef) -> origins.Chain:
        if ref not in index.chains:
            index.chains[ref] = origins.chain(_account(index, ref), index.readings[ref.report_id].report)
        return index.chains[ref]

    def beside(report_id: str) -> list[AccountRef]:
        return [index.accounts[n].ref for n in index.of_report[report_id]]

    chains = origins.chains(told, chain_of, beside)
    candidates = judged + origins.without(origins.ties(told, faceted, chains, copied), rules.apart)
    grouped, found = origins.group(chains, candidates, rules.apart)
    grounds, ground_words = resolve.grounds(told)
    acknowledged, denied = resolve.acknowledged_by(told, chains), resolve.denied_by(told)
    incident = Incident(
        id="",
        affair="",
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
        outlets=tuple(sorted({one.page.outlet for one in faceted.values()})),
        languages=tuple(sorted({one.page.language for one in faceted.values() if one.page.language})),
        disagreements=resolve.disagreements(told),
        grade=resolve.grade(grouped, acknowledged_by=acknowledged, denied_by=denied),
        acknowledged_by=acknowledged,
        denied_by=denied,
        background=all(one.background for one in told.values()),
        why=_why(index, numbers, grouped),
    )
    return incident, found


def _account(index: LinkIndex, ref: AccountRef) -> Account:
    reading = index.readings[ref.report_id]
    assert isinstance(reading, Reading)
    return reading.accounts[ref.index]


def _why(index: LinkIndex, numbers: Sequence[int], grouped: Sequence[Sequence[AccountRef]]) -> str:
    if len(numbers) == 1:
        return "One account."
    added: dict[str, float] = {}
    asked = numbers[:ASKED_WHY]
    for n, one in enumerate(asked):
        for other in asked[n + 1 :]:
            pair = features(
                index.accounts[one], index.accounts[other], index.rarity, copied=index.copied(one, other)
            )
            for reason, value in reasons(pair, index.weights.same, most=20):
                added[reason] = added.get(reason, 0.0) + value
    pairs = len(asked) * (len(asked) - 1) / 2
    means = sorted(
        ((value / pairs, reason) for reason, value in added.items()),
        key=lambda x: (-round(abs(x[0]), 6), x[1]),
    )
    speaks_for = [f"{reason} (+{value:.1f})" for value, reason in means if value > 0.1][:7]
    against = [f"{reason} (−{-value:.1f})" for value, reason in means if value < -0.1][:3]
    reports = len({index.accounts[n].ref.report_id for n in numbers})
    text = f"{len(numbers)} accounts in {reports} reports from {len(grouped)} origins. For: " + ", ".join(
        speaks_for
    )
    return text + (f". Against: {', '.join(against)}." if against else ".")
