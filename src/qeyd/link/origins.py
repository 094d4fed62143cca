"""Which accounts of one incident come from the same first knower (CODEBOOK §7)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qeyd.link.facets import Facets
from qeyd.link.words import fold, is_turkic, skeletons
from qeyd.model import Account, AccountRef, Speaker, SpeakerSort


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two accounts have one origin."""

    first: AccountRef
    second: AccountRef
    sort: str  #: "copy", "same speaker", "quotes it", "same release", "judgement"
    words: str  #: for people: what shows it


def speaker_keys(name: str, *, turkic: bool) -> frozenset[str]:
    """What a speaker's name is compared by: the skeletons of its words of three letters or more."""
    found = [word.strip("«»\"“”„.,'’()") for word in name.split()]
    return frozenset(key for word in found if len(word) > 2 for key in skeletons(word, turkic=turkic)[-1:])


def _first_knower(account: Account, facets: Facets) -> Speaker | None:
    """The one nearest to the event, or None when the report speaks for itself."""
    if not account.said_by:
        return None
    first = account.said_by[0]
    if fold(first.name) == fold(facets.page.outlet):
        return None
    return first


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    if not a or not b:
        return False
    shared = len(a & b)
    return shared == min(len(a), len(b)) or (shared >= 2 and 2 * shared / (len(a) + len(b)) >= 0.5)


def ties(
    told: Mapping[AccountRef, Account],
    facets: Mapping[AccountRef, Facets],
    copied: Callable[[AccountRef, AccountRef], float],
) -> list[Tie]:
    """The ties between the accounts of one incident."""
    refs = sorted(told)
    knowers = {ref: _first_knower(told[ref], facets[ref]) for ref in refs}
    keys = {
        ref: speaker_keys(knower.name, turkic=is_turkic(facets[ref].page.language)) if knower else frozenset()
        for ref, knower in knowers.items()
    }
    own = {
        ref: speaker_keys(facets[ref].page.outlet, turkic=is_turkic(facets[ref].page.language))
        for ref in refs
    }
    out = []
    for n, a in enumerate(refs):
        for b in refs[n + 1 :]:
            share = copied(a, b)
            x, y = knowers[a], knowers[b]
            if a.report_id != b.report_id and share:
                out.append(Tie(a, b, "copy", f"{share:.0%} of the shorter text stands in the other"))
            elif x and y and _alike(keys[a], keys[b]):
                out.append(Tie(a, b, "same speaker", f"{x.name} = {y.name}"))
            elif x and x.sort is SpeakerSort.OFFICIAL and y and y.sort is SpeakerSort.OFFICIAL:
                out.append(Tie(a, b, "same release", f"{x.name}; {y.name}"))
            elif x and _alike(keys[a], own[b]) and a.report_id != b.report_id:
                out.append(Tie(a, b, "quotes it", f"{x.name} is the outlet of {b.report_id}"))
            elif y and _alike(keys[b], own[a]) and a.report_id != b.report_id:
                out.append(Tie(a, b, "quotes it", f"{y.name} is the outlet of {a.report_id}"))
            elif x is None and y is None and facets[a].page.outlet == facets[b].page.outlet:
                out.append(Tie(a, b, "same speaker", f"{facets[a].page.outlet} speaks for itself in both"))
    return out


def group(refs: Sequence[AccountRef], found: Sequence[Tie]) -> tuple[tuple[AccountRef, ...], ...]:
    """The accounts grouped by their ties, each group sorted."""
    home = {ref: ref for ref in refs}

    def root(ref: AccountRef) -> AccountRef:
        while home[ref] != ref:
            ref = home[ref]
        return ref

    for tie in found:
        a, b = sorted((root(tie.first), root(tie.second)))
        home[b] = a
    groups: dict[AccountRef, list[AccountRef]] = {}
    for ref in sorted(refs):
        groups.setdefault(root(ref), []).append(ref)
    return tuple(tuple(one) for one in groups.values())
