from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.analyse.entries import Entry, entries
from qeyd.analyse.replicates import Calendar, draw, pool
from qeyd.model import Incident, Period, Stage, Stance
from qeyd.model.incident import AccountRef
from qeyd.model.question import Question

QUESTION = Question("held", Period.parse("2024-01/2024-12"), replicates=400, seed=3)


def entry(id: str, **told: object) -> Entry:
    day = date(2024, 5, 10)
    return Entry(**({"id": id, "affair": id, "act": "detained", "first": day, "last": day} | told))  # type: ignore[arg-type]


def test_an_incident_told_only_by_its_year_is_spread_over_the_year_in_drawn_versions() -> None:
    drawn = draw([entry("a", first=date(2024, 1, 1), last=date(2024, 12, 31))], QUESTION)
    months = set(drawn.period[1:, 0].tolist())
    assert months == set(range(12))


def test_a_doubtful_incident_is_in_as_many_versions_as_it_is_likely() -> None:
    drawn = draw([entry("a", confidence=0.7)], QUESTION)
    assert drawn.counts()[1:].sum() / 400 == pytest.approx(0.7, abs=0.08)


def test_a_pair_that_may_be_one_incident_is_one_in_about_half_of_the_versions_and_never_none() -> None:
    drawn = draw([entry("a", maybe_same=("b",)), entry("b", maybe_same=("a",))], QUESTION)
    totals = drawn.counts()[1:].sum(axis=1)
    assert set(totals.tolist()) == {1.0, 2.0}
    assert (totals == 1).mean() == pytest.approx(0.5, abs=0.1)


def test_a_disputed_group_is_drawn_by_its_weights_and_a_question_about_one_group_counts_it_so() -> None:
    question = Question("held", QUESTION.window, groups=("Tajiks",), replicates=400)
    drawn = draw([entry("a", groups=(("Tajiks", 0.75), ("Uzbeks", 0.25)))], question)
    assert drawn.counts()[1:].sum() / 400 == pytest.approx(0.75, abs=0.08)


def test_an_incident_without_a_time_is_left_out_of_the_likeliest_version_and_placed_before_its_first_report() -> (
    None
):
    dated = [entry(f"d{i}", known_by=date(2024, 5, 10 + i)) for i in range(5)]
    drawn = draw([*dated, entry("a", first=None, last=None, known_by=date(2024, 8, 2))], QUESTION)
    assert drawn.period[0, -1] == -1
    assert set(drawn.period[1:, -1].tolist()) <= {6, 7}


def test_planned_and_denied_incidents_are_not_counted() -> None:
    ref = (AccountRef("r", 0),)
    made = [
        Incident("1", "a", "detained", Stage.DONE, Stance.ASSERTED, ref, (ref,)),
        Incident("2", "a", "deported", Stage.PLANNED, Stance.ASSERTED, ref, (ref,)),
        Incident("3", "a", "detained", Stage.DONE, Stance.DENIED, ref, (ref,)),
    ]
    assert [one.id for one in entries(made)] == ["1"]


def test_pooling_adds_the_doubt_between_versions_to_that_within() -> None:
    same = pool(np.full(10, 0.3), np.full(10, 0.01))
    apart = pool(0.3 + np.linspace(-0.2, 0.2, 10), np.full(10, 0.01))
    assert same.value == pytest.approx(apart.value)
    assert apart.high - apart.low > same.high - same.low
    # Rubin (1987): T = W + (1 + 1/K) B
    values = 0.3 + np.linspace(-0.2, 0.2, 10)
    extra = 1.1 * values.var(ddof=1)
    assert apart.between == pytest.approx(extra / (0.01 + extra))


@given(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.sampled_from(["month", "week"]))
def test_every_day_of_a_window_lies_in_one_period(day: date, unit: str) -> None:
    calendar = Calendar.of(Period.parse("2022-03/2024-08"), unit)
    at = int(calendar.index(np.array([day.toordinal()]))[0])
    inside = date(2022, 3, 1) <= day <= date(2024, 8, 31)
    assert (at >= 0) == inside
    if inside:
        assert calendar.starts[at] <= day
        assert calendar.days.sum() == 915
