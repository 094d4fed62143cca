"""Which accounts of one incident come from the same first knower (CODEBOOK §7)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qeyd.link.citations import Citation, Cited, cited
from qeyd.link.facets import Facets
from qeyd.link.publishers import Publisher, is_called, known_outlet, publisher_of
from qeyd.link.speakers import Knower, are_others, knower, same_name
from qeyd.link.words import fold
from qeyd.model import Account, AccountRef, Report

#: From which share of the fewer names and figures on, and from how many, a report in another language is a translation.
TRANSLATED = 0.75
FEWEST_SIGNS = 7


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two accounts have one origin."""

    first: AccountRef
    second: AccountRef
    sort: str  #: one of ``SORTS``
    words: str  #: for people: what shows it


#: The surest first; a tie that would bring two sides into one origin is left out in favour of surer ones.
SORTS = (
    "judgement", "copy", "same speaker", "quotes it", "quotes the same outlet", "translation", "same kind of speaker",
    "speaks for itself", "rests on one speaker",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chain:
    """Those answerable for one account, nearest to the event first, made comparable."""

    first: Knower | None  #: None when the report speaks for itself
    others: tuple[str, ...]  #: whom it goes through, as called
    publisher: Publisher
    inferred: bool = False  #: the first knower is told elsewhere in the report alone
    sides: frozenset[str] = frozenset()
    who: Cited | None = None  #: what the first knower is
    outlets: frozenset[str] = frozenset()  #: the outlets it goes through, the first knower's own among them
    rests_on: str | None = None  #: the outlet that alone knows who the first knower is, or is it


def chain(account: Account, report: Report) -> Chain:
    """The chain of one account of a report, the outlet that publishes it left out."""
    who = publisher_of(report)
    found = cited(account.said_by, report)
    foreign = [
        (one, by)
        for one, by in zip(found, account.said_by, strict=True)
        if one.who not in (Cited.ITSELF, Cited.NOBODY)
    ]
    first = knower(foreign[0][1], text=report.text) if foreign else None
    nearest = foreign[0][0] if foreign else None
    return Chain(
        first,
        (*(by.name for _, by in foreign[1:]), *report.republished_from),
        who,
        sides=first.sides if first and len(first.sides) == 1 else frozenset(),
        who=nearest.who if nearest else None,
        outlets=frozenset(
            [_key(one) for one, _ in foreign if one.who in (Cited.OUTLET, Cited.SOURCE)]
            + [known_outlet(name) or fold(name) for name in report.republished_from]
        ),
        rests_on=_key(nearest) if nearest and nearest.who in (Cited.OUTLET, Cited.SOURCE) else None,
    )


def _key(one: Citation) -> str:
    return known_outlet(one.name) or fold(one.name)


def chains(
    refs: Iterable[AccountRef],
    chain_of: Callable[[AccountRef], Chain],
    beside: Callable[[str], Iterable[AccountRef]],
) -> dict[AccountRef, Chain]:
    """The chains of an incident's accounts; ``beside`` gives all accounts of a report.

    An account that names no source rests on the one speaker whom its report quotes for all else that it tells;
    where the report quotes several or none, it speaks for itself.
    """
    out = {}
    for ref in refs:
        mine = chain_of(ref)
        if not mine.sides:
            around = [chain_of(one) for one in beside(ref.report_id)]
            named = [one for one in around if one.first is not None]
            if (
                mine.first is None
                and not mine.others
                and named
                and all(_one_speaker(one, named[0]) for one in named)
            ):
                mine = replace(
                    mine, first=named[0].first, who=named[0].who, inferred=True, sides=named[0].sides
                )
            else:  # whose word the rest of the report is keeps it from the other side's, and ties it to nobody
                told = {one.sides for one in around if one.sides}
                mine = replace(mine, sides=told.pop() if len(told) == 1 else mine.sides)
        out[ref] = mine
    return out


def _one_speaker(a: Chain, b: Chain) -> bool:
    x, y = a.first, b.first
    return bool(x and y and (fold(x.called) == fold(y.called) or same_name(x.name, y.name)))


def names_publisher(a: Chain, b: Chain) -> str | None:
    """The words by which ``a`` says that it has it from the outlet of ``b``."""
    for called in (*([a.first.called] if a.first and not a.inferred else []), *a.others):
        if is_called(called, b.publisher):
            return called
    return None


def _same_outlet(a: Chain, b: Chain) -> str | None:
    """An outlet that both have it from, where at least one of them names nobody nearer to the event."""
    for one, other in ((a, b), (b, a)):
        if one.rests_on is not None and not one.inferred and one.rests_on in other.outlets:
            return one.first.called if one.first else one.rests_on
    return None


def _tie(a: Chain, b: Chain) -> tuple[str, str] | None:
    x, y = a.first, b.first
    inferred = a.inferred or b.inferred
    if x and y and (fold(x.called) == fold(y.called) or same_name(x.name, y.name)):
        return "rests on one speaker" if inferred else "same speaker", f"{x.called} = {y.called}"
    for one, other in ((a, b), (b, a)):
        named = names_publisher(one, other)
        if named:
            return "quotes it", f"{named} published the other"
    named = _same_outlet(a, b)
    if named:
        return "quotes the same outlet", named
    if x and y and x.kinds & y.kinds and not are_others(x, y):
        kinds = ", ".join(sorted(x.kinds & y.kinds)).replace("_", " ")
        sort = "rests on one speaker" if inferred else "same kind of speaker"
        return sort, f"{kinds}: {x.called}; {y.called}"
    if x and y and x.sides == y.sides == {"authority"}:
        return "same kind of speaker", f"the authority's word: {x.called}; {y.called}"
    if x is None and y is None and _one_publisher(a.publisher, b.publisher):
        return "speaks for itself", f"{a.publisher.name or b.publisher.name or 'one outlet'} in both"
    return None


def _one_publisher(a: Publisher, b: Publisher) -> bool:
    if a.known or b.known:
        return a.known == b.known
    return bool(a.name or a.wholes) and (a.name == b.name if a.name and b.name else a.wholes == b.wholes)


def _translated(a: Facets, b: Facets) -> float:
    """Which share of the fewer names and figures two reports in different languages have in common, 0 if too few."""
    x, y = a.page, b.page
    if not x.language or not y.language or x.language == y.language:
        return 0.0
    if x.published and y.published and abs((x.published.start - y.published.start).days) > 7:
        return 0.0
    fewer = min(len(x.names) + len(x.numbers), len(y.names) + len(y.numbers))
    if fewer < FEWEST_SIGNS or x.numbers != y.numbers:
        return 0.0
    return (len(x.names & y.names) + len(x.numbers & y.numbers)) / fewer


def ties(
    told: Mapping[AccountRef, Account],
    facets: Mapping[AccountRef, Facets],
    of: Mapping[AccountRef, Chain],
    copied: Callable[[AccountRef, AccountRef], float],
) -> list[Tie]:
    """The ties between the accounts of one incident."""
    refs = sorted(told)
    out = []
    for n, a in enumerate(refs):
        for b in refs[n + 1 :]:
            share = copied(a, b) if a.report_id != b.report_id else 0.0
            if share:
                out.append(
                    Tie(a, b, "copy", f"{share:.0%} of the shorter text's runs of words stand in the other")
                )
                continue
            found = _tie(of[a], of[b])
            if found is None or SORTS.index(found[0]) > SORTS.index("translation"):
                signs = _translated(facets[a], facets[b])
                if signs >= TRANSLATED:
                    found = "translation", f"{signs:.0%} of the names and all figures stand in both"
            if found:
                out.append(Tie(a, b, *found))
    return sorted(out, key=lambda tie: (SORTS.index(tie.sort), tie.first, tie.second))


def group(
    of: Mapping[AccountRef, Chain],
    found: Sequence[Tie],
    parted: frozenset[tuple[AccountRef, AccountRef]] = frozenset(),
) -> tuple[tuple[tuple[AccountRef, ...], ...], tuple[Tie, ...]]:
    """The accounts grouped by their ties, and the ties that were used.

    The word of the authority and the word of those it was done to are never one origin, whatever ties them, unless a
    person says so. Accounts that a person ``parted`` are never of one origin, through no third either.
    """
    foes: dict[AccountRef, set[AccountRef]] = {}
    for one, other in parted:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    held = {ref: {ref} for ref in of}
    home = {ref: ref for ref in of}
    sides = {ref: one.sides for ref, one in of.items()}

    def root(ref: AccountRef) -> AccountRef:
        while home[ref] != ref:
            ref = home[ref]
        return ref

    used = []
    for tie in found:
        a, b = sorted((root(tie.first), root(tie.second)))
        if tie.sort != "judgement" and len(sides[a] | sides[b]) > 1:
            continue
        if a != b and any(foes[ref] & held[b] for ref in held[a] if ref in foes):
            continue
        used.append(tie)
        home[b] = a
        if a != b:
            held[a] |= held.pop(b)
        sides[a] = sides[a] | sides[b]
    groups: dict[AccountRef, list[AccountRef]] = {}
    for ref in sorted(of):
        groups.setdefault(root(ref), []).append(ref)
    return tuple(tuple(one) for one in groups.values()), tuple(used)


def without(found: Iterable[Tie], parted: frozenset[tuple[AccountRef, AccountRef]]) -> list[Tie]:
    """The ties that no person denied."""
    return [tie for tie in found if (tie.first, tie.second) not in parted]
