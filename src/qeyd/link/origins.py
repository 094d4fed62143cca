"""Which accounts of one incident come from the same first knower (CODEBOOK §7)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qeyd.link.facets import Facets
from qeyd.link.speakers import Knower, knower, name_words, same_name
from qeyd.link.words import fold, is_turkic
from qeyd.model import Account, AccountRef


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two accounts have one origin."""

    first: AccountRef
    second: AccountRef
    sort: (
        str  #: "judgement", "copy", "same speaker", "quotes it", "same kind of speaker", "speaks for itself"
    )
    words: str  #: for people: what shows it


#: The surest first; a tie that would bring two sides into one origin is left out in favour of surer ones.
_ORDER = ("judgement", "copy", "same speaker", "quotes it", "same kind of speaker", "speaks for itself")


@dataclass(frozen=True, slots=True)
class _Chain:
    """Those answerable for one account, nearest to the event first, made comparable."""

    first: Knower | None  #: None when the report speaks for itself
    others: tuple[Knower, ...]
    outlet: tuple[frozenset[str], ...]
    outlet_name: str
    sides: frozenset[str]


def _chain(account: Account, facets: Facets) -> _Chain:
    turkic = is_turkic(facets.page.language)
    outlet = facets.page.outlet
    found = [
        knower(one, turkic=turkic) for one in account.said_by if fold(one.name).strip('«»"“”') != fold(outlet)
    ]
    quoted = facets.page.report.republished_from
    first = found[0] if found else None
    others = [
        *found[1:],
        *(Knower(n, frozenset(), frozenset(), name_words(n, turkic=turkic)) for n in quoted),
    ]
    sides = first.sides if first and len(first.sides) == 1 else frozenset()
    return _Chain(first, tuple(others), name_words(outlet, turkic=turkic), outlet, sides)


def _quotes(a: _Chain, b: _Chain) -> str | None:
    """The words by which ``a`` says that it has it from the outlet of ``b``."""
    if fold(a.outlet_name) == fold(b.outlet_name):
        return None
    for one in (*([a.first] if a.first else []), *a.others):
        if len(one.name) == len(b.outlet) and same_name(one.name, b.outlet):
            return one.called
    return None


def _tie(a: _Chain, b: _Chain) -> tuple[str, str] | None:
    x, y = a.first, b.first
    if x and y and (fold(x.called) == fold(y.called) or same_name(x.name, y.name)):
        return "same speaker", f"{x.called} = {y.called}"
    for one, other in ((a, b), (b, a)):
        named = _quotes(one, other)
        if named:
            return "quotes it", f"{named} is the outlet {other.outlet_name}"
    if x and y and x.kinds & y.kinds:
        kinds = ", ".join(sorted(x.kinds & y.kinds)).replace("_", " ")
        return "same kind of speaker", f"{kinds}: {x.called}; {y.called}"
    if x and y and x.sides == y.sides == {"authority"}:
        return "same kind of speaker", f"the authority's word: {x.called}; {y.called}"
    if x is None and y is None and fold(a.outlet_name) == fold(b.outlet_name):
        return "speaks for itself", f"{a.outlet_name} in both"
    return None


def ties(
    told: Mapping[AccountRef, Account],
    facets: Mapping[AccountRef, Facets],
    copied: Callable[[AccountRef, AccountRef], float],
) -> list[Tie]:
    """The ties between the accounts of one incident."""
    refs = sorted(told)
    chains = {ref: _chain(told[ref], facets[ref]) for ref in refs}
    out = []
    for n, a in enumerate(refs):
        for b in refs[n + 1 :]:
            share = copied(a, b) if a.report_id != b.report_id else 0.0
            if share:
                out.append(
                    Tie(a, b, "copy", f"{share:.0%} of the shorter text's runs of words stand in the other")
                )
                continue
            found = _tie(chains[a], chains[b])
            if found:
                out.append(Tie(a, b, *found))
    return sorted(out, key=lambda tie: (_ORDER.index(tie.sort), tie.first, tie.second))


def group(
    told: Mapping[AccountRef, Account], facets: Mapping[AccountRef, Facets], found: Sequence[Tie]
) -> tuple[tuple[tuple[AccountRef, ...], ...], tuple[Tie, ...]]:
    """The accounts grouped by their ties, and the ties that were used.

    The word of the authority and the word of those it was done to are never one origin, whatever ties them, unless a
    person says so.
    """
    home = {ref: ref for ref in told}
    sides = {ref: _chain(told[ref], facets[ref]).sides for ref in told}

    def root(ref: AccountRef) -> AccountRef:
        while home[ref] != ref:
            ref = home[ref]
        return ref

    used = []
    for tie in found:
        a, b = sorted((root(tie.first), root(tie.second)))
        if tie.sort != "judgement" and len(sides[a] | sides[b]) > 1:
            continue
        used.append(tie)
        home[b] = a
        sides[a] = sides[a] | sides[b]
    groups: dict[AccountRef, list[AccountRef]] = {}
    for ref in sorted(told):
        groups.setdefault(root(ref), []).append(ref)
    return tuple(tuple(one) for one in groups.values()), tuple(used)


def without(found: Iterable[Tie], parted: frozenset[tuple[AccountRef, AccountRef]]) -> list[Tie]:
    """The ties that no person denied."""
    return [tie for tie in found if (tie.first, tie.second) not in parted]
