"""The same question asked of changed records: without an outlet, without an incident, by the constant panel of outlets,
by incidents of two origins or more. Every finding is asked so; ``robustness`` does it for ratios, many at once.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qeyd.analyse.coverage import constant_panel
from qeyd.analyse.entries import Entry
from qeyd.analyse.replicates import Draws
from qeyd.model.coverage import ControlStories, Coverage
from qeyd.model.finding import Answer, Refusal, Sensitivity, Standing

#: From so many incidents on one more or less hardly moves anything: then only ten sorts are left out one by one.
MANY = 1000

Alike = Callable[[Entry, int], Hashable]  #: entry and its period -> what decides how much the answer needs it


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """The likeliest version of a record with something left out, and the coverage that belongs to it."""

    change: str
    about: str
    draws: Draws
    coverage: Coverage


def ask_changed(
    answer: Answer,
    draws: Draws,
    coverage: Coverage,
    ask: Callable[[Draws, Coverage], Answer],
    *,
    alike: Alike,
    most: int = 40,
) -> Answer:
    """The answer with its question asked again of every changed record; refusals come back as they are.

    ``alike`` tells which incidents weigh the same, so that one of them stands for all; ``most`` bounds how many outlets
    and how many sorts of incidents are left out. A changed record in which the question is refused shows nothing.
    If one turns *supported* into *contradicted* or the other way, the standing is *mixed*.
    """
    if isinstance(answer, Refusal) or not answer.effects:
        return answer
    wanted = {(one.of, one.about) for one in answer.effects}
    found, turned, panel = [], False, False
    for record in changed_records(draws, coverage, alike=alike, most=most):
        panel |= record.change == "constant panel"
        again = ask(record.draws, record.coverage)
        if isinstance(again, Refusal):
            continue
        turned |= {again.standing, answer.standing} == {Standing.SUPPORTED, Standing.CONTRADICTED}
        found += [
            Sensitivity(record.change, one, record.about)
            for one in again.effects
            if (one.of, one.about) in wanted
        ]
    limits = answer.limits if panel else (*answer.limits, Refusal(answer.question, "no_constant_panel"))
    return replace(
        answer,
        sensitivities=(*answer.sensitivities, *found),
        standing=Standing.MIXED if turned else answer.standing,
        limits=limits,
    )


def changed_records(
    draws: Draws, coverage: Coverage, *, alike: Alike, most: int = 40
) -> Iterator[ChangedRecord]:
    """The changed records, one by one; the largest outlets and the rarest sorts of incidents first."""
    inside = draws.period[0] >= 0
    n = int(inside.sum())
    present = np.flatnonzero(inside)
    tells = Counter(outlet for i in present for outlet in draws.entries[i].outlets)
    names = {one.outlet for one in coverage.collected}
    names |= {one.outlet for control in coverage.controls for one in control.seen} | set(tells)
    for outlet, _ in sorted(tells.items(), key=lambda one: (-one[1], one[0]))[:most]:
        keep = np.array([not one.outlets or set(one.outlets) != {outlet} for one in draws.entries]) & inside
        if keep.sum() > 0:
            rest = frozenset(names - {outlet})
            yield ChangedRecord("without outlet", outlet, _only(draws, keep), _seen_by(coverage, rest))
    sorts: dict[Hashable, list[int]] = {}
    for i in present:
        sorts.setdefault(alike(draws.entries[i], int(draws.period[0, i])), []).append(int(i))
    few = most if n < MANY else min(most, 10)
    for those in sorted(sorts.values(), key=lambda one: (len(one), draws.entries[one[0]].id))[:few]:
        keep = inside.copy()
        keep[those[0]] = False
        if n > 1:
            yield ChangedRecord("without incident", draws.entries[those[0]].id, _only(draws, keep), coverage)
    panel = constant_panel(coverage, draws.calendar)
    if panel:
        keep = np.array([bool(panel & set(one.outlets)) for one in draws.entries]) & inside
        if keep.any():
            about = ", ".join(sorted(panel))
            yield ChangedRecord("constant panel", about, _only(draws, keep), _seen_by(coverage, panel))
    sure = np.array([one.origins > 1 for one in draws.entries], dtype=bool) & inside
    if 1 < sure.sum() < n:
        yield ChangedRecord("two origins or more", "", _only(draws, sure), coverage)


def _only(draws: Draws, keep: NDArray[np.bool_]) -> Draws:
    """The likeliest version, of the entries kept alone."""
    at = np.flatnonzero(keep)
    return Draws(
        tuple(draws.entries[i] for i in at),
        draws.calendar,
        draws.period[:1, at],
        draws.group[:1, at],
        draws.place[:1, at],
        draws.groups,
        draws.places,
    )


def _seen_by(coverage: Coverage, outlets: frozenset[str]) -> Coverage:
    return Coverage(
        tuple(one for one in coverage.collected if one.outlet in outlets),
        coverage.gaps,
        tuple(
            ControlStories(one.topic, one.source, tuple(s for s in one.seen if s.outlet in outlets))
            for one in coverage.controls
        ),
    )
