from datetime import date

import numpy as np

from qeyd.analyse.entries import Entry
from qeyd.analyse.persons import persons
from qeyd.analyse.replicates import draw
from qeyd.model import Period
from qeyd.model.coverage import ControlStories, Coverage, Seen
from qeyd.model.finding import Adjusted, Finding, Refusal, Reported, Standing
from qeyd.model.question import Question
from tests.analyse.series import happened

QUESTION = Question("people", Period.parse("2022-01/2023-12"), replicates=0)


def told(numbers: list[tuple[int | None, int | None]]) -> list[Entry]:
    per_month = -(-len(numbers) // 24)
    entries = happened(np.full(24, float(per_month)))[: len(numbers)]
    out = []
    for one, (low, high) in zip(entries, numbers, strict=True):
        out.append(Entry(**{key: getattr(one, key) for key in one.__slots__} | {"low": low, "high": high}))
    return out


def ask(entries: list[Entry], coverage: Coverage | None = None, question: Question = QUESTION) -> Finding:
    found = persons(draw(entries, question), coverage or Coverage(), question)
    assert isinstance(found, Finding)
    return found


def test_people_are_added_up_between_the_lowest_and_the_highest_number_told() -> None:
    found = ask(told([(4, 6)] * 48))
    total, mean, largest, ratio = found.effects
    assert total.value == 240
    assert total.low < 240 < total.high
    assert mean.value == 5
    assert 4.5 < mean.low < mean.high < 5.5
    assert largest.low <= 5 / 240 <= largest.high
    assert ratio.low < 1 < ratio.high
    assert found.standing is Standing.NOT_ASSESSABLE
    assert all(isinstance(one.basis, Reported) for one in found.effects)


def test_an_open_number_counts_as_its_lowest_and_an_untold_one_not_at_all() -> None:
    found = ask(told([(10, None)] * 24 + [(None, 5)] * 24))
    assert found.effects[0].value == 240
    assert found.effects[0].n == 24
    assert any(one.rule == "numbers_not_told" and one.have == "24" for one in found.limits)


def test_one_large_incident_widens_everything() -> None:
    calm, wild = ask(told([(5, 5)] * 48)), ask(told([(5, 5)] * 47 + [(400, 400)]))
    assert calm.effects[0].high / calm.effects[0].low < 1.2
    assert wild.effects[0].high / wild.effects[0].low > 3
    assert wild.effects[2].value > 0.6


def test_an_affair_of_many_incidents_is_drawn_whole() -> None:
    entries = told([(5, 5)] * 48)
    one_affair = [
        Entry(**{k: getattr(e, k) for k in e.__slots__} | ({"affair": "same"} if i < 24 else {}))
        for i, e in enumerate(entries)
    ]
    single, joined = ask(entries).effects[0], ask(one_affair).effects[0]
    assert joined.high - joined.low > 1.5 * (single.high - single.low)


def test_the_halves_are_set_against_control_stories_where_there_are_any() -> None:
    months = [date(2022 + i // 12, i % 12 + 1, 1) for i in range(24)]
    seen = tuple(Seen("Çay", day, 20 if i < 12 else 40) for i, day in enumerate(months))
    coverage = Coverage(seen, (), (ControlStories("accidents", "made up", seen),))
    question = Question("people", QUESTION.window, denominators=("accidents",), replicates=0)
    ratio = ask(told([(5, 5)] * 48), coverage, question).effects[3]
    assert isinstance(ratio.basis, Adjusted)
    assert 0.4 < ratio.value < 0.6


def test_too_few_numbers_are_refused() -> None:
    found = persons(draw(told([(5, 5)] * 12 + [(None, None)] * 36), QUESTION), Coverage(), QUESTION)
    assert isinstance(found, Refusal)
    assert (found.rule, found.have, found.need) == ("too_few_numbers", "12", "20")
