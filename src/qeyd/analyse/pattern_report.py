"""The pattern report: twelve elements, each with what speaks for and against it; no verdict, no total.

Elements 8 (official knowledge) and 9 (policy) list what sources say and never get a statistic. What the data cannot
show about each element stands in docs/statistics.md and is printed with it.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from qeyd.analyse.bunches import NEAR_DAYS, clinging, pairs_near
from qeyd.analyse.changed_records import Alike, ask_changed
from qeyd.analyse.coverage import attention
from qeyd.analyse.delay import wilson
from qeyd.analyse.entries import Entry
from qeyd.analyse.negative_binomial import Array
from qeyd.analyse.replicates import Draws
from qeyd.model.coverage import Coverage, Denominator
from qeyd.model.finding import Adjusted, Answer, Basis, Effect, Finding, Refusal, Reported, Standing
from qeyd.model.question import Question
from qeyd.model.report import Quote

ELEMENTS = (
    "multiplicity", "regularity", "similarity", "spread", "disproportion", "duration",
    "same_actor", "official_knowledge", "policy", "isolated_incidents", "under_recording", "robustness",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Element:
    """One of the twelve, by its number in docs/statistics.md."""

    number: int
    name: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Standard:
    """What a legal or recording standard asks, with its reference, and the elements that bear on it."""

    id: str
    name: str
    reference: str
    asks: str
    elements: tuple[int, ...]


def standards() -> tuple[Standard, ...]:
    """The standards that are shown side by side. Only passages that were read are among them."""
    told = tomllib.loads(resources.files("qeyd.analyse").joinpath("standards.toml").read_text("utf-8"))
    return tuple(
        Standard(one["id"], one["name"], one["reference"], one["asks"], tuple(one["elements"]))
        for one in told["standard"]
    )


def elements(
    draws: Draws,
    coverage: Coverage,
    denominators: Sequence[Denominator],
    question: Question,
    *,
    rising: Answer,
    shares: Answer,
    rates: Answer,
    official: Sequence[tuple[str, Quote]] = (),
    policy: Sequence[tuple[str, Quote]] = (),
    step: Callable[[str, Callable[[], Answer]], Answer] = lambda _, do: do(),
) -> tuple[Element, ...]:
    """All twelve, in their order; number 10, the hypothesis of isolated incidents, is to be shown first.

    ``official`` and ``policy`` are quotes with the incident they belong to: complaints, inquiries, sanctions,
    statements; laws, orders, speeches. ``step`` does one of them and may say which.
    """
    counted = Counter(one.affair for one in draws.present)
    several = {affair for affair, number in counted.items() if number > 1}

    def changed(
        answer: Answer, ask: Callable[[Draws, Coverage], Answer], alike: Alike, most: int = 40
    ) -> Answer:
        return ask_changed(answer, draws, coverage, ask, alike=alike, most=most)

    made: dict[str, Callable[[], Answer]] = {
        "multiplicity": lambda: changed(
            multiplicity(draws),
            lambda d, _: multiplicity(d),
            lambda one, _: (one.origins > 1, one.affair in several),
        ),
        "regularity": lambda: changed(
            regularity(draws, coverage, question),
            lambda d, c: regularity(d, c, question, made=100),
            lambda _, at: at,
            15,
        ),
        "similarity": lambda: changed(
            similarity(draws, question),
            lambda d, _: similarity(d, question, shuffled=100),
            lambda one, _: (one.group, one.act),
        ),
        "spread": lambda: changed(spread(draws), lambda d, _: spread(d), lambda one, _: one.place),
        "disproportion": lambda: rates if isinstance(rates, Finding) else shares,
        "duration": lambda: changed(duration(draws), lambda d, _: duration(d), lambda _, at: at),
        "same_actor": lambda: changed(
            same_actor(draws), lambda d, _: same_actor(d), lambda one, _: one.actors
        ),
        "official_knowledge": lambda: _listed(
            "official_knowledge", official, "inquiries_are_covered", "tolerance_is_not_shown"
        ),
        "policy": lambda: _listed("policy", policy, "quotes_are_faithful", "policy_is_not_inferred"),
        "isolated_incidents": lambda: changed(
            isolated_incidents(draws, coverage, question),
            lambda d, c: isolated_incidents(d, c, question, resampled=10),
            lambda _, at: at,
            15,
        ),
        "under_recording": lambda: changed(
            under_recording(draws), lambda d, _: under_recording(d), lambda one, _: one.origins > 1
        ),
        "robustness": lambda: robustness(rising),
    }
    return tuple(Element(i, name, step(name, made[name])) for i, name in enumerate(ELEMENTS, 1))


def _over(draws: Draws, of: Callable[[list[Entry], Array], float]) -> tuple[float, float, float]:
    """A number of the record: its value in the likeliest version, and 95 % of its values over the others."""
    values = []
    for row in draws.period:
        inside = np.flatnonzero(row >= 0)
        values.append(of([draws.entries[i] for i in inside], row[inside].astype(float)))
    main = values[0]
    rest = values[1:] or values
    low, high = np.quantile(rest, [0.025, 0.975])
    return main, float(min(low, main)), float(max(high, main))


def _size(draws: Draws) -> tuple[int, int]:
    return len(draws.present), sum(one.origins for one in draws.present)


def _ids(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(one.id for one in entries)


def multiplicity(draws: Draws) -> Answer:
    """How many affairs and incidents there are, over the drawn versions. Affairs: one large event counts once."""
    n, origins = _size(draws)
    if not n:
        return Refusal("multiplicity", "no_incidents")
    incidents = _over(draws, lambda entries, _: float(len(entries)))
    affairs = _over(draws, lambda entries, _: float(len({one.affair for one in entries})))
    backed = [one for one in draws.present if one.origins > 1]
    standing = (
        Standing.SUPPORTED if affairs[1] >= 2 else Standing.CONTRADICTED if affairs[2] < 2 else Standing.MIXED
    )
    return Finding(
        "multiplicity", standing,
        (Effect("affairs", *affairs, Reported(), n, origins), Effect("incidents", *incidents, Reported(), n, origins)),
        "counted_over_replicates", "linking_is_right_within_its_doubt",
        limits=(Refusal("multiplicity", "no_legal_threshold"),),
        incidents_for=_ids(backed), incidents_against=_ids([one for one in draws.present if one.maybe_same]), tested=1,
    )  # fmt: skip


_SHARP = 7  #: days: an affair told no more exactly than that does not say whom it is near to


def regularity(draws: Draws, coverage: Coverage, question: Question, *, made: int = 1000) -> Answer:
    """Whether affairs fall nearer to each other in time than independent ones would, or keep more apart.

    Effect ``pair_ratio``: pairs of affairs within 14 days of each other, over their mean in ``made`` records with as
    many affairs at independent dates; where there are control stories, drawn in proportion to them, else evenly. Above
    1: in bunches; below: more evenly spread than chance. The interval is that of the drawn records turned round.
    Seasons, anniversaries and the press's own rhythm bunch dates as well; no cause follows.
    """
    first: dict[str, float] = {}
    told = [one for one in draws.present if one.first and one.last and (one.last - one.first).days <= _SHARP]
    for one in told:
        assert one.first is not None and one.last is not None
        day = (one.first.toordinal() + one.last.toordinal()) / 2
        first[one.affair] = min(first.get(one.affair, day), day)
    if len(first) < 20:
        return Refusal("regularity", "too_few_incidents", str(len(first)), "20")
    looked = attention(coverage, draws.calendar, question.denominators)
    edges = np.array(
        [*(one.toordinal() for one in draws.calendar.starts), draws.calendar.end.toordinal()], dtype=float
    )
    weight = np.diff(edges) * (looked[0].stories / np.diff(edges) if looked else 1.0)
    value, low, high, p = pairs_near(
        np.array(list(first.values())), edges, weight, seed=question.seed, draws=made
    )
    n, origins = len(first), sum(one.origins for one in told)
    basis = Adjusted.to_controls(looked[0].controls) if looked else None
    effect: Effect[Reported] | Effect[Adjusted] = (
        Effect("pair_ratio", value, low, high, basis, n, origins, 0.95, p)
        if basis
        else Effect("pair_ratio", value, low, high, Reported(), n, origins, 0.95, p)
    )
    standing = (
        Standing.SUPPORTED if high < 1 else Standing.CONTRADICTED if low > 1 else Standing.NOT_ASSESSABLE
    )
    limits = (Refusal("regularity", "no_cause_from_dates"),)
    alone, bunched = _near_and_not(draws)
    assumption = "control_shares_attention" if looked else "attention_constant"
    return Finding(
        "regularity", standing, (effect,), "pairs_near", assumption, limits=limits, tested=1,
        incidents_for=alone, incidents_against=bunched,
    )  # fmt: skip


def _near_and_not(draws: Draws) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Incidents with no other affair within 14 days, and those with one; only of those whose day is told."""
    told = [
        (((one.first.toordinal() + one.last.toordinal()) / 2), one)
        for one in draws.present
        if one.first and one.last and (one.last - one.first).days <= _SHARP
    ]
    told.sort(key=lambda one: (one[0], one[1].id))
    days = np.array([day for day, _ in told])
    alone: list[str] = []
    bunched: list[str] = []
    for day, one in told:
        start, end = (
            np.searchsorted(days, day - NEAR_DAYS),
            np.searchsorted(days, day + NEAR_DAYS, side="right"),
        )
        near = any(other.affair != one.affair for _, other in told[start:end])
        (bunched if near else alone).append(one.id)
    return tuple(alone), tuple(bunched)


def _affairs_by_period(draws: Draws) -> Array:
    first: dict[str, int] = {}
    for one, at in zip(draws.entries, draws.period[0], strict=True):
        if at >= 0:
            first[one.affair] = min(first.get(one.affair, int(at)), int(at))
    return np.bincount(list(first.values()), minlength=len(draws.calendar)).astype(float)


def similarity(draws: Draws, question: Question, *, shuffled: int = 1000) -> Answer:
    """Whether incidents of one group resemble each other in act more than labels shuffled at random do.

    One incident an affair (its first). Effect: share of same-group pairs with the same act, over its mean under
    ``shuffled`` permutations; the interval is that of the permutations turned round.
    """
    firsts = list({one.affair: one for one in reversed(draws.present) if one.group}.values())
    if len(firsts) < 20 or len({one.group for one in firsts}) < 2:
        return Refusal("similarity", "too_few_groups", str(len({one.group for one in firsts})), "2")
    if len({one.act for one in firsts}) < 2:
        return Refusal("similarity", "one_act_only")
    groups = np.unique([one.group or "" for one in firsts], return_inverse=True)[1]
    acts = np.unique([one.act for one in firsts], return_inverse=True)[1]

    table = np.zeros((groups.max() + 1, acts.max() + 1), dtype=np.int64)
    np.add.at(table, (groups, acts), 1)
    rng = np.random.default_rng(question.seed)
    seen = float(_same_act(table[None])[0])
    made = _shuffled(groups, acts, shuffled, rng)
    if seen <= 0 or made.mean() <= 0:
        return Refusal("similarity", "no_two_alike")
    low, high = np.quantile(made, [0.025, 0.975])
    value, p = seen / made.mean(), float((1 + (made >= seen - 1e-12).sum()) / (shuffled + 1))
    n, origins = len(firsts), sum(one.origins for one in firsts)
    effect = Effect(
        "likeness_ratio", float(value), float(min(seen / max(high, 1e-9), value)),
        float(max(seen / max(low, 1e-9), value)), Reported(), n, origins, 0.95, p,
    )  # fmt: skip
    standing = (
        Standing.SUPPORTED
        if effect.low > 1
        else Standing.CONTRADICTED
        if effect.high < 1
        else Standing.NOT_ASSESSABLE
    )
    limits = (Refusal("similarity", "no_shared_plan"),)
    alike = Counter((one.group, one.act) for one in firsts)
    return Finding(
        "similarity",
        standing,
        (effect,),
        "permuted_labels",
        "acts_coded_alike",
        limits=limits,
        tested=1,
        incidents_for=_ids([one for one in firsts if alike[one.group, one.act] > 1]),
        incidents_against=_ids([one for one in firsts if alike[one.group, one.act] == 1]),
    )


def _same_act(tables: NDArray[np.int64]) -> Array:
    """The share of pairs of one group (row) that have the same act (column), for each table."""
    rows = tables.sum(axis=2)
    out: Array = (tables * (tables - 1)).sum(axis=(1, 2)) / np.maximum((rows * (rows - 1)).sum(axis=1), 1)
    return out


def _shuffled(
    groups: NDArray[np.intp], acts: NDArray[np.intp], number: int, rng: np.random.Generator
) -> Array:
    """The share of pairs of one group with the same act, for so many shufflings of the acts."""
    size = (int(groups.max()) + 1, int(acts.max()) + 1)
    cells, out = size[0] * size[1], []
    for start in range(0, number, 200):
        rows = min(200, number - start)
        shuffled = rng.permuted(np.broadcast_to(acts, (rows, len(acts))), axis=1)
        flat = np.arange(rows)[:, None] * cells + groups * size[1] + shuffled
        out.append(_same_act(np.bincount(flat.ravel(), minlength=rows * cells).reshape(rows, *size)))
    return np.concatenate(out)


def spread(draws: Draws) -> Answer:
    """In how many regions incidents are reported. Which regions are covered at all is not known to it."""
    n, origins = _size(draws)
    placed = [one for one in draws.present if one.place and "-" in one.place]
    if not placed:
        return Refusal("spread", "no_places")

    def places(entries: list[Entry], _: Array) -> float:
        return float(len({one.place for one in entries if one.place and "-" in one.place}))

    found = _over(draws, places)
    standing = (
        Standing.SUPPORTED if found[1] >= 2 else Standing.CONTRADICTED if found[2] < 2 else Standing.MIXED
    )
    most = Counter(one.place for one in placed).most_common(1)[0][0]
    return Finding(
        "spread", standing, (Effect("regions", *found, Reported(), n, origins),), "counted_over_replicates",
        "places_read_right", limits=(Refusal("spread", "places_covered_unknown"), Refusal("spread", "no_coordination")),
        incidents_for=_ids([one for one in placed if one.place != most]),
        incidents_against=_ids([one for one in placed if one.place == most]), tested=1,
    )  # fmt: skip


def duration(draws: Draws) -> Answer:
    """From the first to the last reported incident in the window, in days, and the share of periods with any."""
    n, origins = _size(draws)
    if n < 2:
        return Refusal("duration", "no_incidents")
    edges = np.array([one.toordinal() for one in draws.calendar.starts], dtype=float)
    days = _over(draws, lambda _, at: float(np.ptp(edges[at.astype(int)])) if len(at) else 0.0)
    active = _over(draws, lambda _, at: len(set(at.tolist())) / len(draws.calendar))
    standing = (
        Standing.SUPPORTED
        if active[1] > 0.5
        else Standing.CONTRADICTED
        if active[2] < 0.1
        else Standing.MIXED
    )
    return Finding(
        "duration", standing,
        (
            Effect("days_first_to_last", *days, Reported(), n, origins),
            Effect("active_share", *active, Reported(), n, origins),
        ),
        "counted_over_replicates", "archive_reaches_back",
        limits=(Refusal("duration", "no_end_is_foretold"),), tested=1, incidents_for=_ids(draws.present),
    )  # fmt: skip


def same_actor(draws: Draws) -> Answer:
    """The share of the actor named most among incidents whose reports name any. Reported attribution, no more."""
    named = [one for one in draws.present if one.actors]
    if len(named) < 5:
        return Refusal("same_actor", "too_few_actors_named", str(len(named)), "5")
    actor, _ = Counter(name for one in named for name in set(one.actors)).most_common(1)[0]
    mine = [one for one in named if actor in one.actors]
    share = len(mine) / len(named)
    low, high = wilson(share, len(named))
    standing = Standing.SUPPORTED if low > 0.5 else Standing.CONTRADICTED if high < 0.5 else Standing.MIXED
    effect = Effect(
        "actor_share",
        share,
        low,
        high,
        Reported(),
        len(named),
        sum(o.origins for o in named),
        0.95,
        None,
        actor,
    )
    return Finding(
        "same_actor", standing, (effect,), "wilson_share", "actors_named_right",
        limits=(Refusal("same_actor", "no_attribution"),), incidents_for=_ids(mine),
        incidents_against=_ids([one for one in named if actor not in one.actors]), tested=1,
    )  # fmt: skip


MOST_QUOTES = 50  #: that an element lists; all of the incidents they stand in are among its incidents


def _listed(name: str, quotes: Sequence[tuple[str, Quote]], assumption: str, limit: str) -> Answer:
    facts = tuple(("quote", f"{where}: {quote.text}") for where, quote in quotes[:MOST_QUOTES])
    return Finding(
        name,
        Standing.NOT_ASSESSABLE,
        (),
        "listed",
        assumption,
        limits=(Refusal(name, limit),),
        facts=facts,
        incidents_for=tuple(dict.fromkeys(where for where, _ in quotes)),
    )


MOST_ODDS = 99999.0  #: a Bayes factor beyond it, either way, is said to be that


def isolated_incidents(
    draws: Draws, coverage: Coverage, question: Question, *, resampled: int = 100
) -> Answer:
    """How affairs that have nothing to do with each other would look, and how far the record is from it.

    Effect: the Bayes factor of counts that cling together or vary in rate (negative binomial with carry) against
    independent affairs at a constant rate (Poisson), per control story where there are any; below 1 speaks for the
    isolated ones. The interval is a bootstrap over blocks of three periods. Supported means that *isolated incidents*
    fit; clinging names no cause.
    """
    n, origins = _size(draws)
    counts = _affairs_by_period(draws)
    if len(counts) < 24 or n < 20:
        return Refusal("isolated_incidents", "too_few_incidents", str(n), "20")
    looked = attention(coverage, draws.calendar, question.denominators)
    weight = draws.calendar.days * (np.maximum(looked[0].stories, 0.5) if looked else 1.0)
    rng = np.random.default_rng(question.seed)
    main = clinging(counts, weight)
    blocks = rng.integers(0, len(counts) - 2, (resampled, -(-len(counts) // 3)))
    picked = (blocks[:, :, None] + np.arange(3)).reshape(resampled, -1)[:, : len(counts)]
    low, high = np.quantile([clinging(counts[at], weight[at]) for at in picked], [0.025, 0.975])
    most = np.log(MOST_ODDS)
    bf, bf_low, bf_high = (
        float(np.exp(np.clip(x, -most, most))) for x in (main, min(low, main), max(high, main))
    )
    standing = Standing.NOT_ASSESSABLE
    if main < -np.log(10) and high < 0:
        standing = Standing.SUPPORTED
    elif main > np.log(10) and low > 0:
        standing = Standing.CONTRADICTED
    name, numbers = "bayes_factor_clinging", (bf, bf_low, bf_high)
    effect: Effect[Reported] | Effect[Adjusted] = (
        Effect(name, *numbers, Adjusted.to_controls(looked[0].controls), n, origins)
        if looked
        else Effect(name, *numbers, Reported(), n, origins)
    )
    alone, bunched = _near_and_not(draws)
    return Finding(
        "isolated_incidents", standing, (effect,), "bayes_factor_poisson",
        "control_shares_attention" if looked else "attention_constant",
        limits=(Refusal("isolated_incidents", "no_cause_from_dates"),), tested=1,
        incidents_for=alone, incidents_against=bunched,
    )  # fmt: skip


def under_recording(draws: Draws) -> Answer:
    """The share of incidents that two or more independent origins tell. No total is worked out from it."""
    n, origins = _size(draws)
    if not n:
        return Refusal("under_recording", "no_incidents")
    backed = [one for one in draws.present if one.origins > 1]
    share = len(backed) / n
    effect = Effect("share_of_two_origins", share, *wilson(share, n), Reported(), n, origins)
    limits = (
        Refusal("under_recording", "no_total_of_unreported"),
        Refusal("under_recording", "silence_is_not_absence"),
    )
    return Finding(
        "under_recording", Standing.NOT_ASSESSABLE, (effect,), "wilson_share", "origins_independent", limits=limits,
        incidents_for=_ids([one for one in draws.present if one.origins < 2]), incidents_against=_ids(backed), tested=1,
    )  # fmt: skip


def robustness(rising: Answer) -> Answer:
    """Whether the answer to "is it rising" points the same way in every changed record."""
    if isinstance(rising, Refusal):
        return Refusal("robustness", rising.rule, rising.have, rising.need)
    main, worst = rising.effects[0], rising.worst
    if worst is None:
        return Refusal("robustness", "no_changed_record")
    flips = any((one.effect.value - 1) * (main.value - 1) < 0 for one in rising.sensitivities)
    effects = (main, worst.effect)
    return Finding(
        "robustness", Standing.MIXED if flips else Standing.SUPPORTED, effects, rising.method, rising.assumption,
        facts=((f"worst: {worst.change}", worst.about),), sensitivities=(worst,), tested=len(rising.sensitivities),
        incidents_for=rising.incidents_for, incidents_against=rising.incidents_against,
    )  # fmt: skip


def basis_of(answer: Answer) -> Basis:
    """Adjusted only where the first effect is."""
    if isinstance(answer, Finding) and answer.effects and isinstance(answer.effects[0].basis, Adjusted):
        return answer.effects[0].basis
    return Reported()
