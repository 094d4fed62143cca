from datetime import date
from xml.etree import ElementTree

import numpy as np

from qeyd.analyse.pattern_report import ELEMENTS, standards
from qeyd.analyse.report import ask_all
from qeyd.analyse.words import Kind, Words
from qeyd.model import Period
from qeyd.model.coverage import Coverage
from qeyd.model.finding import Finding, Refusal, Reported, Standing
from qeyd.model.question import Question
from tests.analyse.linting import made_up_report
from tests.analyse.series import happened, nb

QUESTION = Question("held", Period.parse("2022-01/2025-12"), replicates=2)


def test_there_are_twelve_elements_and_the_isolated_ones_come_first_in_words() -> None:
    report = made_up_report(3)
    assert tuple(one.name for one in report.elements) == ELEMENTS
    headings = [line.text for line in Words("en").report(report) if line.kind == Kind.HEADING]
    numbered = [text for text in headings if text[0].isdigit()]
    assert numbered[0].startswith("10.")
    assert len(numbered) == 12


def test_official_knowledge_and_policy_never_get_a_statistic() -> None:
    for seed in range(4):
        for one in made_up_report(seed).elements:
            if one.name in ("official_knowledge", "policy"):
                assert isinstance(one.answer, Finding)
                assert one.answer.effects == ()
                assert one.answer.standing is Standing.NOT_ASSESSABLE


def test_a_claim_of_intent_is_refused_and_one_of_a_rise_is_answered_by_the_trend() -> None:
    report = made_up_report(2)
    by_sort = {one.sort.value: one.answers for one in report.claims}
    assert set(by_sort) == {"rise", "spread", "selectivity", "intent", "systematic"}
    assert isinstance(by_sort["intent"][0], Refusal)
    assert by_sort["intent"][0].rule == "intent_is_not_assessed"
    assert by_sort["rise"][0] == report.answers[0]
    assert by_sort["rise"][-1] == Refusal("rising", "claims_own_time")


def test_without_denominators_the_standing_of_a_rise_is_never_more_than_not_assessable() -> None:
    entries = happened(
        nb(np.random.default_rng(1), np.where(np.arange(48) >= 24, 12.0, 3.0), 5.0, (1, 48))[0]
    )
    report = ask_all(entries, Coverage(), (), (), QUESTION, now=date(2025, 12, 31))
    for answer in report.answers:
        if isinstance(answer, Finding):
            assert answer.standing is Standing.NOT_ASSESSABLE
            assert all(isinstance(effect.basis, Reported) for effect in answer.effects)


def test_a_later_look_has_less_level_left_and_one_too_many_has_none() -> None:
    entries = happened(np.full(48, 3.0))
    question = Question("held", Period.parse("2022-01/2025-12"), replicates=2, looks=2)
    levels = [
        ask_all(entries, Coverage(), (), (), question, now=date(2025, 12, 31), look=i).level
        for i in (1, 2, 3)
    ]
    assert levels[0] + levels[1] == 0.05 or abs(sum(levels) - 0.05) < 1e-12
    assert levels[2] == 0


def test_a_month_that_is_not_over_is_no_fall() -> None:
    counts = np.full(48, 6.0)
    counts[-1] = 1.0
    entries = happened(counts)
    report = ask_all(entries, Coverage(), (), (), QUESTION, now=date(2025, 12, 4))
    assert report.not_over == 1
    rise = report.answers[0]
    assert isinstance(rise, Finding)
    assert abs(rise.effects[0].value - 1) < 0.03
    assert any("not over" in line.text for line in Words("en").how(report))


def test_the_order_in_which_incidents_come_changes_no_digit() -> None:
    entries = happened(nb(np.random.default_rng(3), 3.0, 3.0, (1, 48))[0])
    asked = {"now": date(2025, 12, 31)}
    assert ask_all(entries, Coverage(), (), (), QUESTION, **asked) == ask_all(
        entries[::-1], Coverage(), (), (), QUESTION, **asked
    )


def test_the_steps_are_told_one_by_one_up_to_the_last() -> None:
    told: list[tuple[str, int, int]] = []
    report = ask_all(
        happened(np.full(48, 2.0)), Coverage(), (), (), QUESTION, now=date(2025, 12, 31),
        progress=lambda name, done, of: told.append((name, done, of)),
    )  # fmt: skip
    assert [done for _, done, _ in told] == list(range(told[0][2]))
    words = Words("ru")
    assert all(words.step(name) for name, _, _ in told)
    assert report.n == 96


def test_the_same_record_question_and_look_give_the_same_report() -> None:
    assert made_up_report.__wrapped__(7) == made_up_report(7)


def test_only_standards_with_a_reference_are_shown_and_each_names_its_elements() -> None:
    for one in standards():
        assert one.reference and one.asks
        assert set(one.elements) <= set(range(1, 13))


def test_pictures_are_whole_svg_with_a_text_for_those_who_cannot_see_them() -> None:
    report = made_up_report(7)
    for svg in Words("en").pictures(report).values():
        root = ElementTree.fromstring(svg)
        assert root.attrib["role"] == "img"
        assert len(root.attrib["aria-label"]) > 20
    assert "hatch" in Words("en").pictures(report)["series"]
