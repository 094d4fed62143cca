"""What people decided about pairs of accounts, made free of contradiction: the newest decision wins."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qeyd.model import About, AccountRef, Judgement, Verdict

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs held together, pairs held apart, pairs a person was unsure of, and judgements that could not be kept."""

    together: tuple[tuple[AccountRef, AccountRef], ...] = ()
    apart: tuple[tuple[AccountRef, AccountRef], ...] = ()  #: those a person was unsure of among them
    unsure: tuple[tuple[AccountRef, AccountRef], ...] = ()
    overruled: tuple[str, ...] = ()  #: ids of judgements that newer ones contradict


def account_pair(judgement: Judgement) -> tuple[AccountRef, AccountRef] | None:
    """The two accounts that a judgement is about, or None when its subjects are no such pair."""
    if len(judgement.subjects) != 4:
        return None
    one, first, other, second = judgement.subjects
    if not (first.isdecimal() and second.isdecimal()):
        return None
    a, b = sorted((AccountRef(one, int(first)), AccountRef(other, int(second))))
    return None if a == b else (a, b)


def decide(judgements: Sequence[Judgement], about: About, known: Callable[[AccountRef], object]) -> Decided:
    """The pairs that judgements of this kind hold together or apart, among accounts that are known.

    Newest first: a judgement that newer ones make impossible (a is b, b is c, a is not c) is overruled, and its
    id comes back so that a person can be told. *Unsure* holds apart, as the codebook says.
    """
    withdrawn = {one for j in judgements if j.about is About.TAKEN_BACK for one in j.subjects}
    mine = [j for j in judgements if j.about is about and j.id not in withdrawn]
    pairs = []
    for judgement in sorted(mine, key=lambda j: (j.at, j.id), reverse=True):
        pair = account_pair(judgement)
        if pair is not None and all(known(ref) for ref in pair):
            pairs.append((pair, judgement.verdict, judgement.id))
    return _without_contradiction(pairs)


def _without_contradiction(
    pairs: Iterable[tuple[tuple[AccountRef, AccountRef], Verdict, str]],
) -> Decided:
    home: dict[AccountRef, AccountRef] = {}
    foes: dict[AccountRef, set[AccountRef]] = {}
    together, apart, unsure, overruled = [], [], [], []

    def root(ref: AccountRef) -> AccountRef:
        while home.setdefault(ref, ref) != ref:
            ref = home[ref]
        return ref

    for (a, b), verdict, name in pairs:
        x, y = sorted((root(a), root(b)))
        if verdict is Verdict.YES:
            if y in foes.get(x, set()):
                overruled.append(name)
                continue
            together.append((a, b))
            if x != y:
                home[y] = x
                for foe in foes.pop(y, set()):
                    foes.setdefault(x, set()).add(foe)
                    foes[foe].discard(y)
                    foes[foe].add(x)
        elif x == y:
            overruled.append(name)
        else:
            apart.append((a, b))
            foes.setdefault(x, set()).add(y)
            foes.setdefault(y, set()).add(x)
            if verdict is Verdict.UNSURE:
                unsure.append((a, b))
    return Decided(tuple(together), tuple(apart), tuple(unsure), tuple(overruled))


def verdicts(judgements: Sequence[Judgement], about: About) -> Mapping[tuple[str, ...], Verdict]:
    """The newest verdict on each tuple of subjects, smaller first, for judgements of this kind."""
    withdrawn = {one for j in judgements if j.about is About.TAKEN_BACK for one in j.subjects}
    mine = [j for j in judgements if j.about is about and j.id not in withdrawn]
    return {tuple(sorted(j.subjects)): j.verdict for j in sorted(mine, key=lambda j: (j.at, j.id))}
