"""What judgements teach: proposed, accepted by a person, taken back. All people, outlets and events are invented."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qeyd.errors import NotAllowed, StoreError
from qeyd.flow.effective import Effective, effective_readings
from qeyd.flow.learn import Lesson, accept_lesson, lessons, propose_learning, take_back_lesson
from qeyd.flow.lessons import taught_of
from qeyd.flow.link import CasebookLinks, link_casebook
from qeyd.flow.read import read_new_reports, reader_name
from qeyd.flow.review import (
    Correction,
    Missed,
    add_account,
    correct_field,
    judge_account,
    judge_origin,
    judge_report,
    judge_same,
)
from qeyd.model import AccountRef, Reading, SpeakerSort, Verdict
from qeyd.store import Arrival, Casebook
from tests.flow.desk import at
from tests.link.texts import account
from tests.store.samples import NOW, new_casebook

TOWNS = ("Tyumen", "Chita", "Khabarovsk", "Baku")


def put(casebook: Casebook, number: int, text: str, *, confidence: float, **told: object) -> str:
    added = casebook.add(
        [Arrival(text.encode(), text, url=f"https://outlet{number}.example/{number}", language="en")]
    )
    report = casebook.report(added[0].id)
    assert report
    one = replace(account(report, **told), confidence=confidence)
    casebook.keep_readings([Reading(report, (one,), read_by="test", relevance=0.9)])
    return report.id


def confidences(casebook: Casebook) -> list[float]:
    return [
        one.confidence
        for found in effective_readings(casebook)
        if isinstance(found, Effective)
        for number, one in enumerate(found.reading.accounts)
        if not found.states[number].standing.answers
    ]


def of(found: tuple[Lesson, ...], sort: str) -> Lesson:
    return next(one for one in found if one.sort == sort)


@pytest.fixture
def casebook(tmp_path: Path) -> Casebook:
    """A reader that says .9 and is right every other time; forty accounts judged, two not."""
    book = new_casebook(tmp_path / "c")
    for number in range(42):
        town = TOWNS[number % len(TOWNS)]
        text = f"Police in {town} detained {number + 2} Tajiks on day {number}."
        id = put(
            book, number, text, confidence=0.9, people=number + 2, group="Tajiks", place=town,
            day=f"2031-{1 + number % 12:02d}-{1 + number % 28:02d}",
        )  # fmt: skip
        if number < 40:
            verdict = Verdict.YES if number % 2 else Verdict.NO
            judge_account(book, AccountRef(id, 0), verdict, coder="Anna", at=at())
    return book


def test_confidence_is_learned_shown_accepted_and_taken_back(casebook: Casebook) -> None:
    with casebook:
        lesson = of(propose_learning(casebook, now=NOW), "confidence")
        assert lesson.can_tell and lesson.n == 40
        assert lesson.after["off by"] < lesson.before["off by"]
        assert confidences(casebook) == [0.9, 0.9]  # nothing takes effect by itself
        accept_lesson(casebook, lesson.id[:8], coder="Anna", at=at())
        assert all(abs(one - 0.5) < 0.1 for one in confidences(casebook))
        assert [one.state for one in lessons(casebook) if one.id == lesson.id] == ["accepted"]
        again = of(propose_learning(casebook, now=NOW), "confidence")
        assert (again.id, again.state, again.decided_by) == (lesson.id, "accepted", "Anna")
        with pytest.raises(StoreError):
            accept_lesson(casebook, lesson.id, coder="Anna", at=at())
        take_back_lesson(casebook, lesson.id, coder="Anna", at=at())
        assert confidences(casebook) == [0.9, 0.9]
        with pytest.raises(StoreError):
            take_back_lesson(casebook, lesson.id, coder="Anna", at=at())
        accept_lesson(casebook, lesson.id, coder="Boris", at=at())
        assert confidences(casebook) != [0.9, 0.9]
        assert casebook.check() == ()


def test_where_too_little_was_judged_it_is_said_and_cannot_be_accepted(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        put(casebook, 1, "Police in Chita detained 5 Tajiks.", confidence=0.9, people=5, place="Chita")
        for lesson in propose_learning(casebook, now=NOW):
            assert not lesson.can_tell and lesson.why and lesson.value == {}
            with pytest.raises(NotAllowed):
                accept_lesson(casebook, lesson.id, coder="Anna", at=at())


def test_linking_follows_what_was_learned_of_it_as_long_as_it_is_in_effect(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        refs = alike(casebook)
        links = CasebookLinks(casebook)
        joined = [
            casebook.incident_of(one) == casebook.incident_of(other)
            for one, other in zip(refs[::2], refs[1::2], strict=True)
        ]
        assert sum(joined) > 20  # the machine joins what people say are two
        before = {one.accounts for one in casebook.incidents()}
        lesson = {"sort": "linking", "title": "joined less", "value": {"shift": -9.0}, "n": 30}
        casebook.desk.put_lesson("taught", json.dumps(lesson), at=at())
        links.catch_up()
        assert {one.accounts for one in casebook.incidents()} == before  # nobody said yes
        accept_lesson(casebook, "taught", coder="Anna", at=at())
        links.catch_up()
        assert len(casebook.incidents()) > len(before)
        apart = {one.id: one for one in casebook.incidents()}
        link_casebook(casebook)
        assert {one.id: one for one in casebook.incidents()} == apart
        take_back_lesson(casebook, "taught", coder="Anna", at=at())
        links.catch_up()
        assert {one.accounts for one in casebook.incidents()} == before


def test_pairs_that_no_shift_explains_teach_nothing(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        refs = alike(casebook)
        CasebookLinks(casebook)
        for one, other in zip(refs[::2], refs[1::2], strict=True):
            judge_same(casebook, one, other, Verdict.NO, coder="Anna", at=at())
        lesson = of(propose_learning(casebook, now=NOW), "linking")
        assert (lesson.n, lesson.can_tell) == (24, False)
        assert lesson.value["shift"] < 0 and lesson.after == lesson.before
        with pytest.raises(NotAllowed):
            accept_lesson(casebook, lesson.id, coder="Anna", at=at())


def alike(casebook: Casebook) -> list[AccountRef]:
    """Pairs of reports that tell nearly the same, two days apart."""
    refs = []
    for number in range(48):
        town = TOWNS[(number // 2) % len(TOWNS)]
        month, day = 1 + (number // 2) % 12, 10 + (number % 2) * 2
        text = f"In {town} people were held, outlet {number} says in words of its own."
        id = put(
            casebook, number, text, confidence=0.9, group="Tajiks", place=town,
            day=f"20{31 + number // 24}-{month:02d}-{day:02d}", people=30 + number % 2,
        )  # fmt: skip
        refs.append(AccountRef(id, 0))
    return refs


def test_a_word_that_people_add_accounts_by_is_learned_and_read_with(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        texts = [
            f"In {town} the police zorbled {number + 3} Tajik workers on Friday. The market stayed open."
            for number, town in enumerate(TOWNS * 2)
        ]
        for number, text in enumerate(texts):
            casebook.add([Arrival(text.encode(), text, url=f"https://example.org/{number}", language="en")])
        read_new_reports(casebook)
        for report in list(casebook.reports())[:6]:
            end = report.text.index(".") + 1
            reading = casebook.reading(report.id)
            assert isinstance(reading, Reading) and reading.accounts == ()
            add_account(casebook, report.id, Missed("detained", 0, end), coder="Anna", at=at())
            judge_report(casebook, report.id, Verdict.YES, coder="Anna", at=at())
        found = propose_learning(casebook, now=NOW)
        lesson = next(one for one in found if one.sort == "word" and one.value["pattern"].startswith("zorbl"))
        assert lesson.can_tell
        assert lesson.after["accounts (F1)"] > lesson.before["accounts (F1)"]
        before = casebook.count_not_read_by(reader_name(taught_of(casebook)))
        accept_lesson(casebook, lesson.id, coder="Anna", at=at())
        assert before == 0
        assert read_new_reports(casebook)[0] == 2 * len(TOWNS)
        last = casebook.reading(list(casebook.reports())[-1].id)
        assert isinstance(last, Reading) and [one.act for one in last.accounts] == ["detained"]
        take_back_lesson(casebook, lesson.id, coder="Anna", at=at())
        assert read_new_reports(casebook)[0] == 2 * len(TOWNS)
        last = casebook.reading(list(casebook.reports())[-1].id)
        assert isinstance(last, Reading) and last.accounts == ()


def test_what_an_outlet_is_called_is_learned_from_judged_origins(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        refs = []
        for number in range(6):
            text = (
                f"Police in Chita detained {number // 2 + 5} Tajiks, the Lantern Wire wrote. Copy {number}."
            )
            outlet = "Daily Lantern" if number % 2 else f"Paper {number}"
            url = f"https://outlet{number}.example/{number}"
            added = casebook.add([Arrival(text.encode(), text, url=url, outlet=outlet, language="en")])
            report = casebook.report(added[0].id)
            assert report
            one = account(
                report, people=number // 2 + 5, group="Tajiks", place="Chita",
                said_by=None if number % 2 else "Lantern Wire", sort=SpeakerSort.OUTLET,
            )  # fmt: skip
            casebook.keep_readings([Reading(report, (one,), read_by="test")])
            refs.append(AccountRef(report.id, 0))
        judge_origin(casebook, refs[0], refs[1], Verdict.YES, coder="Anna", at=at())
        assert not of(propose_learning(casebook, now=NOW), "outlet alias").can_tell
        judge_origin(casebook, refs[2], refs[3], Verdict.YES, coder="Anna", at=at())
        lesson = of(propose_learning(casebook, now=NOW), "outlet alias")
        assert lesson.can_tell and lesson.value == {"alias": "Lantern Wire", "outlet": "Daily Lantern"}

        def called() -> set[str]:
            return {
                speaker.name
                for found in effective_readings(casebook)
                if isinstance(found, Effective)
                for one in found.reading.accounts
                for speaker in one.said_by
            }

        assert called() == {"Lantern Wire"}
        accept_lesson(casebook, lesson.id, coder="Anna", at=at())
        assert called() == {"Daily Lantern"}
        take_back_lesson(casebook, lesson.id, coder="Anna", at=at())
        assert called() == {"Lantern Wire"}
        judge_origin(casebook, refs[4], refs[5], Verdict.NO, coder="Anna", at=at())
        assert not of(propose_learning(casebook, now=NOW), "outlet alias").can_tell


def test_a_word_for_a_group_is_learned_from_corrected_targets(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        for number, town in enumerate(TOWNS):
            text = f"In {town} the police detained {number + 3} zorbanites at a hostel on Friday."
            casebook.add([Arrival(text.encode(), text, url=f"https://example.org/{number}", language="en")])
        read_new_reports(casebook)
        reports = list(casebook.reports())
        for report in reports:
            end = report.text.index(" at a hostel")
            start = report.text.index("zorbanites")
            reading = casebook.reading(report.id)
            assert isinstance(reading, Reading)
            target = Correction(start, start + len("zorbanites"), {"group": "Tajiks"})
            if reading.accounts:
                correct_field(casebook, AccountRef(report.id, 0), "target", target, coder="Anna", at=at())
                judge_account(casebook, AccountRef(report.id, 0), Verdict.YES, coder="Anna", at=at())
            else:
                missed = Missed("detained", 0, end, fields={"target": target})
                add_account(casebook, report.id, missed, coder="Anna", at=at())
            judge_report(casebook, report.id, Verdict.YES, coder="Anna", at=at())
        found = propose_learning(casebook, now=NOW)
        lesson = next(one for one in found if one.sort == "group")
        assert lesson.value["group"] == "Tajiks" and lesson.n == len(TOWNS)
        assert lesson.can_tell
        accept_lesson(casebook, lesson.id, coder="Anna", at=at())
        read_new_reports(casebook)
        again = casebook.reading(reports[0].id)
        assert isinstance(again, Reading) and again.accounts[0].target
        assert again.accounts[0].target.value.group == "Tajiks"
