"""What an incident's accounts together say: figures, place, time, stance, disagreements, grade.

The rules are on one page of docs/linking.md; each function here is one of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from qeyd.link.origins import Chain
from qeyd.link.speakers import kinds_of, name_words, same_name
from qeyd.link.words import fold
from qeyd.model import (
    Account,
    AccountRef,
    Actor,
    DisagreeingValue,
    Disagreement,
    Figure,
    Grade,
    Ground,
    Period,
    Place,
    Stage,
    Stance,
    Target,
)
from qeyd.outlets.names import is_source

T = TypeVar("T")
Told = Mapping[AccountRef, Account]


def act(told: Told) -> str:
    """The act that most accounts tell; of equals the more specific told later in the codebook's order of names."""
    counts = Counter(account.act for account in told.values())
    return min(counts, key=lambda name: (-counts[name], name))


def stage(told: Told) -> Stage:
    """Done as soon as one account tells it as done."""
    return Stage.DONE if any(one.stage is Stage.DONE for one in told.values()) else Stage.PLANNED


def stance(told: Told) -> Stance:
    """Asserted when any account asserts it; denied only when nobody tells it otherwise."""
    found = {one.stance for one in told.values()}
    for least_doubt in (Stance.ASSERTED, Stance.CLAIMED):
        if least_doubt in found:
            return least_doubt
    return Stance.DENIED


def denied_by(told: Told) -> tuple[AccountRef, ...]:
    """The accounts that deny it, or tell who denies it, where another account, or the same, tells it; else none."""
    denials = tuple(ref for ref, one in told.items() if one.stance is Stance.DENIED or one.denied_by)
    return denials if any(one.stance is not Stance.DENIED for one in told.values()) else ()


def people(told: Told, origins: Sequence[Sequence[AccountRef]]) -> Figure | None:
    """Lowest and highest number of persons told, and the best.

    The best is the number that most origins give (copies count once); of equals the one given last, then the
    lower. An open end counts with the end that is told. Families and other units are never turned into persons.
    """
    counts = {
        ref: one.people.value
        for ref, one in told.items()
        if one.people is not None and one.people.value.unit == "persons" and one.stance is not Stance.DENIED
    }
    if not counts:
        return None
    lows = [count.low for count in counts.values() if count.low is not None]
    highs = [count.high for count in counts.values() if count.high is not None]
    is_open = any(count.high is None for count in counts.values())
    given: Counter[int] = Counter()
    for origin in origins:
        values = {counts[ref] for ref in origin if ref in counts}
        exact: set[int | None] = {count.low for count in values if count.low and count.low == count.high}
        for value in exact or {count.low if count.low is not None else count.high for count in values}:
            if value is not None:
                given[value] += 1
    exact_everywhere = {c.low for c in counts.values() if c.low == c.high and c.low is not None}
    preferred = {value: n for value, n in given.items() if value in exact_everywhere} or dict(given)
    best = min(preferred, key=lambda value: (-preferred[value], value)) if preferred else None
    low = min(lows) if lows else None
    high = None if is_open and not highs else max([*highs, *lows]) if highs else None
    if is_open and high is not None and lows and max(lows) >= high:
        high = None
    return Figure(low, high, best)


def _most_told(values: Sequence[T], rank: Callable[[T], tuple[object, ...]]) -> T:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], *rank(value)))


def place(told: Told) -> Place | None:
    """The place most told among those at the finest precision told."""
    places = [one.place.value for one in told.values() if one.place is not None]
    if not places:
        return None

    def coarseness(one: Place) -> int:
        if one.admin1_name is None and one.admin1 is None:
            return 2
        return 0 if fold(one.name) != fold(one.admin1_name or "") else 1

    finest = min(coarseness(one) for one in places)
    return _most_told(
        [one for one in places if coarseness(one) == finest],
        lambda one: (one.name, one.admin1 or "", one.precision, one.geonames_id or 0),
    )


def time(told: Told) -> Period | None:
    """The time most told among those at the finest precision told."""
    times = [one.time.value for one in told.values() if one.time is not None]
    if not times:
        return None
    finest = min(one.precision for one in times)
    return _most_told([one for one in times if one.precision == finest], lambda one: (one.start, one.end))


def target(told: Told) -> Target | None:
    """The group most told (an origin before a general word), and every name as spelled, each once."""
    targets = [one.target.value for one in told.values() if one.target is not None]
    if not targets:
        return None
    groups = [one.group for one in targets if one.group]
    named = [group for group in groups if group[:1].isupper()] or groups
    group = _most_told(named, lambda one: (one,)) if named else None
    names = tuple(dict.fromkeys(name for one in targets for name in one.names))
    return Target(group, names) if group or names else None


def actors(told: Told) -> tuple[Actor, ...]:
    """Every acting body told, most told first."""
    found = Counter(one.actor.value for one in told.values() if one.actor is not None)
    return tuple(sorted(found, key=lambda one: (-found[one], one.name, one.sort or "")))


def grounds(told: Told) -> tuple[tuple[Ground, ...], tuple[str, ...]]:
    """Every stated ground with its words; the same words once."""
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for _, one in sorted(told.items()):
        if one.ground is not None:
            found.setdefault((one.ground.quote.text, one.ground.value.articles))
    return tuple(Ground(articles) for _, articles in found), tuple(words for words, _ in found)


def _value_of(field: str, one: Account) -> str | None:
    if field == "act":
        return one.act
    if field == "stage":
        return one.stage.value
    if field == "stance":
        return one.stance.value
    if field == "people" and one.people is not None:
        count = one.people.value
        ends = tuple("open" if end is None else str(end) for end in (count.low, count.high))
        text = ends[0] if ends[0] == ends[1] else "–".join(ends)
        return text if count.unit == "persons" else f"{text} {count.unit}"
    if field == "group" and one.target is not None:
        return one.target.value.group
    if field == "place" and one.place is not None:
        where = one.place.value
        return where.name if where.admin1_name in (None, where.name) else f"{where.name}, {where.admin1_name}"
    if field == "time" and one.time is not None:
        return one.time.value.value
    if field == "ground" and one.ground is not None:
        return ", ".join(one.ground.value.articles) or None
    if field == "actor" and one.actor is not None:
        return one.actor.value.sort
    return None


def _can_be_one(field: str, told: Told) -> bool:
    """Whether the different values fill each other in rather than contradict."""
    accounts = list(told.values())
    if field == "time":
        times = [one.time.value for one in accounts if one.time is not None]
        return all(a.overlaps(b) for a in times for b in times)
    if field == "place":
        places = [one.place.value for one in accounts if one.place is not None]
        regions = {fold(one.admin1_name) for one in places if one.admin1_name}
        finer = {
            fold(one.name) for one in places if one.admin1_name and fold(one.name) != fold(one.admin1_name)
        }
        return len({one.country for one in places}) == 1 and len(regions) <= 1 and len(finer) <= 1
    if field == "people":
        counts = [one.people.value for one in accounts if one.people is not None]
        if len({count.unit for count in counts}) > 1:
            return True
        return max(count.low or 0 for count in counts) <= min(
            count.high if count.high is not None else 10**9 for count in counts
        )
    return False


def disagreements(told: Told) -> tuple[Disagreement, ...]:
    """The fields that accounts fill so differently that they cannot all be right, with who says what."""
    out = []
    for field in ("act", "stage", "stance", "people", "group", "place", "time", "ground", "actor"):
        values: dict[str, list[AccountRef]] = {}
        for ref, one in sorted(told.items()):
            value = _value_of(field, one)
            if value is not None:
                values.setdefault(value, []).append(ref)
        if len(values) > 1 and not _can_be_one(field, told):
            ordered = sorted(values.items(), key=lambda item: (-len(item[1]), item[0]))
            out.append(Disagreement(field, tuple(DisagreeingValue(v, tuple(refs)) for v, refs in ordered)))
    return tuple(out)


#: Which offices do an act, where no report names the one that did. An act missing here: any authority.
_DOES: Mapping[str, frozenset[str]] = {
    act_: frozenset(kinds.split())
    for acts, kinds in (
        ("detained abducted_or_disappeared mass_document_check beaten_or_tortured killed threat_or_intimidation",
         "police security_service migration border army bailiffs investigators prosecutor prison"),
        ("searched_or_raided", "police security_service migration investigators prosecutor"),
        ("arrested_or_jailed convicted", "court investigators prosecutor police security_service"),
        ("released", "court investigators prosecutor police security_service prison migration"),
        ("charged_or_prosecuted", "investigators prosecutor police security_service court"),
        ("fined", "court police migration bailiffs"),
        ("died_in_custody", "prison police security_service investigators"),
        ("deported deportation_ordered_or_prepared", "migration police bailiffs border court security_service"),
        ("entry_ban refused_entry_or_exit", "migration border security_service police ministry"),
        ("conscription_pressure", "army police investigators"),
    )
    for act_ in acts.split()
}  # fmt: skip


def acknowledged_by(told: Told, chains: Mapping[AccountRef, Chain]) -> tuple[AccountRef, ...]:
    """The asserting accounts whose first speaker speaks for the office that acted."""
    return tuple(ref for ref, one in told.items() if _acknowledged(one, chains[ref]))


def grade(
    origins: Sequence[Sequence[AccountRef]],
    *,
    acknowledged_by: Sequence[AccountRef],
    denied_by: Sequence[AccountRef],
) -> Grade:
    """contested before acknowledged before corroborated before single; see docs/linking.md, "grade".

    >>> ref = AccountRef("r", 0)
    >>> grade([[ref]], acknowledged_by=[], denied_by=[]), grade([[ref]], acknowledged_by=[ref], denied_by=[])
    (<Grade.SINGLE: 'single'>, <Grade.ACKNOWLEDGED: 'acknowledged'>)
    """
    if denied_by:
        return Grade.CONTESTED
    if acknowledged_by:
        return Grade.ACKNOWLEDGED
    return Grade.CORROBORATED if len(origins) > 1 else Grade.SINGLE


def _acknowledged(one: Account, chain: Chain) -> bool:
    """The first speaker speaks for the office that acted; where no actor is named, for one that does such acts."""
    first = chain.first
    if first is None or chain.inferred or one.stance is not Stance.ASSERTED or first.sides != {"authority"}:
        return False
    if is_source(first.called):  # who gives no name speaks for no office
        return False
    if one.actor is None:
        return one.act not in _DOES or not first.kinds.isdisjoint(_DOES[one.act])
    actor = one.actor.value
    kinds = kinds_of(actor.name) | kinds_of(actor.sort or "")
    if kinds:
        return not kinds.isdisjoint(first.kinds)
    return same_name(name_words(actor.name), first.name)
