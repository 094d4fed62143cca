"""What people decided about pairs of accounts, made free of contradiction: the newest decision wins."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from qeyd.model import About, AccountRef, Judgement, Verdict

T = TypeVar("T", AccountRef, str)
Pair = tuple[AccountRef, AccountRef]


@dataclass(frozen=True, slots=True)
class Decided(Generic[T]):
    """Pairs held together, pairs held apart, pairs a person was unsure of, and judgements that could not be kept."""

    together: tuple[tuple[T, T], ...] = ()
    apart: tuple[tuple[T, T], ...] = ()  #: those a person was unsure of among them
    unsure: tuple[tuple[T, T], ...] = ()
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


def _still_counting(judgements: Sequence[Judgement], about: About) -> list[Judgement]:
    """The judgements of this kind that were not taken back, newest first."""
    withdrawn = {one for j in judgements if j.about is About.TAKEN_BACK for one in j.subjects}
    mine = [j for j in judgements if j.about is about and j.id not in withdrawn]
    return sorted(mine, key=lambda j: (j.at, j.id), reverse=True)


def decide(
    judgements: Sequence[Judgement], about: About, known: Callable[[AccountRef], object]
) -> Decided[AccountRef]:
    """The pairs that judgements of this kind hold together or apart, among accounts that are known.

    Newest first: a judgement that newer ones make impossible (a is b, b is c, a is not c) is overruled, and its
    id comes back so that a person can be told. *Unsure* holds apart, as the codebook says.
    """
    pairs = []
    for judgement in _still_counting(judgements, about):
        pair = account_pair(judgement)
        if pair is not None and all(known(ref) for ref in pair):
            pairs.append((pair, judgement.verdict, judgement.id))
    return _without_contradiction(pairs)


def decide_affairs(judgements: Sequence[Judgement], living: Callable[[str], str | None]) -> Decided[str]:
    """The same for pairs of incidents of one affair; ``living`` gives the id an incident has now, None if none."""
    pairs = []
    for judgement in _still_counting(judgements, About.AFFAIR):
        ids = [living(one) for one in judgement.subjects]
        if len(ids) == 2 and ids[0] is not None and ids[1] is not None and ids[0] != ids[1]:
            pairs.append(((ids[0], ids[1]), judgement.verdict, judgement.id))
    return _without_contradiction(pairs)


def _without_contradiction(
    pairs: Iterable[tuple[tuple[T, T], Verdict, str]],
) -> Decided[T]:
    home: dict[T, T] = {}
    foes: dict[T, set[T]] = {}
    together, apart, unsure, overruled = [], [], [], []

    def root(ref: T) -> T:
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


#: Judged pairs below which nothing is learned from them.
FEWEST_JUDGED = 20
_TRUST = 4.0  # inverse variance of the shift before any judgement: half a log-odd either way is no surprise
_MOST = 1.0
_STEP = 0.25


def learned_shift(judged: Iterable[tuple[float, bool]]) -> float:
    """By how much (log-odds) people find pairs likelier one incident than the score does; given (score, same?) pairs.

    A logistic shift with a Gaussian prior around none, found by Newton's method, kept within ``_MOST`` and taken in
    steps, so that single judgements do not move what nobody looked at. 0 for fewer than FEWEST_JUDGED pairs.
    """
    pairs = [(min(max(score, -8.0), 8.0), same) for score, same in judged]
    if len(pairs) < FEWEST_JUDGED:
        return 0.0
    shift = 0.0
    for _ in range(20):
        likely = [1 / (1 + math.exp(-score - shift)) for score, _ in pairs]
        slope = sum(same - p for (_, same), p in zip(pairs, likely, strict=True)) - _TRUST * shift
        shift += slope / (sum(p * (1 - p) for p in likely) + _TRUST)
    return max(-_MOST, min(_MOST, round(shift / _STEP) * _STEP))
