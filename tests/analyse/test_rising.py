from datetime import date

import numpy as np
import pytest

from qeyd.analyse.changed_with_a_rule import before_after, changed_with_a_rule
from qeyd.analyse.replicates import draw
from qeyd.analyse.rising import rising, trend
from qeyd.analyse.robustness import band
from qeyd.model import Period
from qeyd.model.coverage import ControlStories, Coverage, DatedRule, Seen
from qeyd.model.finding import Adjusted, Finding, Refusal, Reported, Standing
from qeyd.model.question import Question
from tests.analyse.series import happened, nb, triggered

SHAPE = (400, 48)
MONTHS = np.arange(48)
QUESTION = Question("held", Period.parse("2022-01/2025-12"), replicates=10, denominators=("accidents",))


def share_found(counts: np.ndarray) -> float:
    found = trend(counts, per_year=12)
    return float((np.abs(found.value / found.error) > 1.96).mean())


def test_flat_series_are_called_rising_or_falling_about_as_often_as_the_level_says() -> None:
    rng = np.random.default_rng(11)
    assert share_found(nb(rng, 3.0, 3.0, SHAPE)) <= 0.09
    assert share_found(rng.poisson(3.0, SHAPE).astype(float)) <= 0.08
    assert share_found(triggered(rng, SHAPE)) <= 0.12


def test_a_doubling_over_four_years_is_found_in_more_than_a_third_and_a_step_in_more_than_half() -> None:
    rng = np.random.default_rng(12)
    assert share_found(nb(rng, 3 * 2 ** (MONTHS / 47), 3.0, SHAPE)) > 0.33
    assert share_found(nb(rng, np.where(MONTHS >= 24, 6.0, 3.0), 3.0, SHAPE)) > 0.6


def coverage_of(stories: np.ndarray, *, outlets: tuple[str, ...] = ("Çay", "Bulaq", "Körpü")) -> Coverage:
    starts = [date(2022 + i // 12, i % 12 + 1, 1) for i in range(len(stories))]
    seen = tuple(Seen(o, day, int(n)) for o in outlets for day, n in zip(starts, stories, strict=True))
    return Coverage(collected=seen, controls=(ControlStories("accidents", "made up", seen),))


def test_when_coverage_doubles_and_nothing_else_control_stories_take_the_rise_away() -> None:
    rng = np.random.default_rng(13)
    attention = np.where(MONTHS >= 24, 2.0, 1.0)
    counts = nb(rng, 3 * attention, 3.0, (200, 48))
    control = rng.poisson(40 * attention, (200, 48))
    naive, offset = before_after(counts, at=24), before_after(counts, at=24, offset=np.log(control))
    assert (naive.value / naive.error > 1.96).mean() > 0.7
    assert (np.abs(offset.value / offset.error) > 1.96).mean() < 0.11
    assert 0.93 < np.exp(np.median(offset.value)) < 1.1


def test_without_denominators_only_reported_incidents_are_spoken_of_and_nothing_is_assessed() -> None:
    rng = np.random.default_rng(14)
    entries = happened(nb(rng, np.where(MONTHS >= 24, 8.0, 3.0), 3.0, (1, 48))[0])
    found = rising(draw(entries, QUESTION), Coverage(), QUESTION)
    assert isinstance(found, Finding)
    assert found.standing is Standing.NOT_ASSESSABLE
    assert all(isinstance(effect.basis, Reported) for effect in found.effects)
    assert "no_control_stories" in {limit.rule for limit in found.limits}


def test_with_control_stories_a_rise_is_supported_and_the_imperfect_control_is_shown_as_a_band() -> None:
    rng = np.random.default_rng(15)
    entries = happened(nb(rng, 3 * 4 ** (MONTHS / 47), 6.0, (1, 48))[0])
    found = rising(draw(entries, QUESTION), coverage_of(rng.poisson(40, 48)), QUESTION)
    assert isinstance(found, Finding)
    main = found.effects[0]
    assert isinstance(main.basis, Adjusted)
    assert found.standing is Standing.SUPPORTED
    low, high = band(main, found.sensitivities)
    assert low <= main.low <= main.high <= high
    changes = {one.change for one in found.sensitivities}
    assert {"without outlet", "without incident", "constant panel", "control shares half"} <= changes


def test_a_rise_that_one_outlet_alone_tells_is_mixed() -> None:
    rng = np.random.default_rng(16)
    flat = happened(np.full(48, 4.0), outlets=("Çay", "Bulaq"))
    loud = happened(np.maximum(MONTHS - 20, 0) * 1.0, outlets=("Körpü",))
    loud = [
        type(one)(
            **{**{k: getattr(one, k) for k in one.__slots__}, "id": "x" + one.id, "affair": "x" + one.id}
        )
        for one in loud
    ]
    found = rising(draw([*flat, *loud], QUESTION), coverage_of(rng.poisson(40, 48)), QUESTION)
    assert isinstance(found, Finding)
    assert found.standing is Standing.MIXED
    worst = min(
        (s for s in found.sensitivities if s.change == "without outlet"), key=lambda s: s.effect.value
    )
    assert worst.about == "Körpü"


@pytest.mark.parametrize(
    ("counts", "window", "rule"),
    [
        (np.full(12, 5.0), "2022-01/2022-12", "too_few_periods"),
        (np.array([1.0, 0.0] * 12), "2022-01/2023-12", "too_few_incidents"),
    ],
)
def test_too_little_is_refused(counts: np.ndarray, window: str, rule: str) -> None:
    question = Question("held", Period.parse(window), replicates=2)
    answer = rising(draw(happened(counts), question), Coverage(), question)
    assert isinstance(answer, Refusal)
    assert answer.rule == rule


def test_a_dated_rule_is_asked_about_on_its_own_day_and_never_called_a_cause() -> None:
    rng = np.random.default_rng(17)
    entries = happened(nb(rng, np.where(MONTHS >= 24, 9.0, 3.0), 6.0, (1, 48))[0])
    rule = DatedRule("r", "Decree 7", date(2024, 1, 3), "made-up gazette")
    found = changed_with_a_rule(draw(entries, QUESTION), coverage_of(rng.poisson(40, 48)), QUESTION, rule)
    assert isinstance(found, Finding)
    assert found.effects[0].low > 1.3
    assert found.standing is Standing.SUPPORTED
    assert found.sensitivities[0].change == "net of a steady trend"
    assert float(dict(found.facts)["placebo"]) < 0.5
    assert "rule_is_not_shown_as_cause" in {limit.rule for limit in found.limits}
    late = DatedRule("r", "Decree 8", date(2025, 11, 3), "made-up gazette")
    refused = changed_with_a_rule(draw(entries, QUESTION), Coverage(), QUESTION, late)
    assert isinstance(refused, Refusal)


def test_the_same_record_question_and_seed_give_the_same_digits() -> None:
    entries = happened(nb(np.random.default_rng(18), 4.0, 3.0, (1, 48))[0])
    assert rising(draw(entries, QUESTION), Coverage(), QUESTION) == rising(
        draw(entries, QUESTION), Coverage(), QUESTION
    )
