from datetime import date

import numpy as np
import pytest

from qeyd.analyse.changed_records import changed_records
from qeyd.analyse.replicates import draw
from qeyd.analyse.report import ask_all
from qeyd.model import Period
from qeyd.model.coverage import ControlStories, Coverage, Denominator, DenominatorSort, Seen
from qeyd.model.finding import Finding
from qeyd.model.question import Question
from tests.analyse.series import happened, nb

QUESTION = Question(
    "held", Period.parse("2022-01/2023-12"), denominators=("accidents", "people"), replicates=3
)
MONTHS = [date(2022 + i // 12, i % 12 + 1, 1) for i in range(24)]
SEEN = tuple(
    Seen(o, day, 30) for o in ("Çay", "Bulaq", "Körpü") for day in MONTHS if o != "Körpü" or day.month != 5
)
COVERAGE = Coverage(SEEN, (), (ControlStories("accidents", "made up", SEEN),))
PEOPLE = tuple(
    Denominator("people", DenominatorSort.POPULATION, group, "RU", value, "made up", Period.year(2021))
    for group, value in (("Tajiks", 2e4), ("Azerbaijanis", 2e4), (None, 1e6))
)


@pytest.fixture(scope="module")
def entries():
    return happened(nb(np.random.default_rng(5), 5.0, 4.0, (1, 24))[0])


def test_a_changed_record_lacks_exactly_what_its_name_says(entries) -> None:
    draws = draw(entries, QUESTION)
    whole = len(draws.present)
    by_change: dict[str, list] = {}
    for one in changed_records(draws, COVERAGE, alike=lambda entry, _: entry.group):
        by_change.setdefault(one.change, []).append(one)
    assert {one.about for one in by_change["without outlet"]} == {"Çay", "Bulaq", "Körpü"}
    for one in by_change["without outlet"]:
        assert all(set(entry.outlets) != {one.about} for entry in one.draws.present)
        assert one.about not in {seen.outlet for seen in one.coverage.collected}
    assert len(by_change["without incident"]) == 2, "one for each of the two groups"
    for one in by_change["without incident"]:
        assert len(one.draws.present) == whole - 1
        assert one.about not in {entry.id for entry in one.draws.present}
    (panel,) = by_change["constant panel"]
    assert panel.about == "Bulaq, Çay"
    (sure,) = by_change["two origins or more"]
    assert {entry.origins for entry in sure.draws.present} == {2}


def test_every_finding_with_a_number_is_asked_of_changed_records(entries) -> None:
    numbered = [
        type(one)(
            **{key: getattr(one, key) for key in one.__slots__} | {"low": 3, "high": 4, "actors": ("police",)}
        )
        for one in entries
    ]
    report = ask_all(numbered, COVERAGE, PEOPLE, (), QUESTION, now=date(2024, 1, 31))
    asked = [*report.answers, *(one.answer for one in report.elements)]
    found = [one for one in asked if isinstance(one, Finding) and one.effects]
    assert {one.question for one in found} >= {
        "rising", "since_when", "rate_by_group", "persons", "multiplicity", "regularity", "spread",
        "duration", "same_actor", "isolated_incidents", "under_recording", "robustness",
    }  # fmt: skip
    for one in found:
        changes = {s.change for s in one.sensitivities}
        if one.question != "robustness":
            assert changes >= {"without outlet", "without incident", "constant panel"}, one.question
        assert one.worst is not None
        assert one.moves(one.worst) == max(one.moves(s) for s in one.sensitivities)


def test_every_finding_names_the_incidents_for_and_against_it(entries) -> None:
    report = ask_all(entries, COVERAGE, PEOPLE, (), QUESTION, now=date(2024, 1, 31))
    counted = {one.id for one in report.counted}
    for one in [*report.answers, *(element.answer for element in report.elements)]:
        if isinstance(one, Finding) and one.effects and one.question != "if_nothing_changes":
            assert one.incidents_for or one.incidents_against, one.question
            assert set(one.incidents_for) <= counted
            assert not set(one.incidents_for) & set(one.incidents_against), one.question


def test_incidents_that_speak_for_a_rise_lie_late_and_those_against_it_early(entries) -> None:
    report = ask_all(entries, COVERAGE, (), (), QUESTION, now=date(2024, 1, 31))
    rise = report.answers[0]
    assert isinstance(rise, Finding)
    day = {one.id: one.first for one in report.counted}
    mean_for = np.mean([day[id].toordinal() for id in rise.incidents_for])
    mean_against = np.mean([day[id].toordinal() for id in rise.incidents_against])
    assert mean_for > mean_against + 200
