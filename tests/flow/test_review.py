"""Decisions at the desk: heeded at once, undone exactly. All people and events are invented."""

from pathlib import Path
from typing import Any

import pytest

from qeyd.errors import QuoteError, ShapeError, StoreError
from qeyd.flow.effective import Effective, effective_reading
from qeyd.flow.link import CasebookLinks, link_casebook
from qeyd.flow.review import (
    Correction,
    Missed,
    add_account,
    allow_name,
    correct_field,
    judge_account,
    judge_affair,
    judge_origin,
    judge_same,
    propose,
    redo,
    split_account,
    undo,
)
from qeyd.model import AccountRef, Reading, Stage, Verdict
from qeyd.review.standing import State
from qeyd.store import Casebook
from tests.flow.desk import at, desk, words

ANNA, BORIS, CLARA = "Anna", "Boris", "Clara"


def effective(casebook: Casebook, ref: AccountRef) -> Effective:
    found = effective_reading(casebook, ref.report_id)
    assert isinstance(found, Effective)
    return found


def state_of(casebook: Casebook) -> tuple[Any, ...]:
    """All that is linked, by content."""
    return (
        {one.id: one for one in casebook.incidents()},
        {one.id: one for one in casebook.affairs()},
    )


def test_a_rejected_account_is_in_no_incident_and_comes_back_with_undo(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        links = CasebookLinks(casebook)
        before = state_of(casebook)
        done = judge_account(casebook, refs[2], Verdict.NO, coder=ANNA, at=at())
        links.catch_up()
        assert casebook.incident_of(refs[2]) is None
        assert len(casebook.incidents()) == len(before[0]) - 1
        undo(casebook, done.judgements[0], coder=ANNA, at=at())
        links.catch_up()
        assert state_of(casebook) == before
        redo(casebook, done.judgements[0], coder=ANNA, at=at())
        links.catch_up()
        assert casebook.incident_of(refs[2]) is None
        assert casebook.check() == ()


def test_a_field_is_corrected_by_selecting_other_words(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        start, end = words(casebook, refs[0].report_id, "Two of them")
        assert propose(casebook, refs[0].report_id, "people", start, end).value == {
            "low": 2, "high": 2, "approximate": False, "unit": "persons",
        }  # fmt: skip
        correct_field(casebook, refs[0], "people", Correction(start, end), coder=ANNA, at=at())
        told = effective(casebook, refs[0]).reading.accounts[0].people
        assert told is not None
        assert (told.value.low, told.quote.text, told.read_by) == (2, "Two of them", "person")
        machine = effective(casebook, refs[0]).machine.accounts[0].people
        assert machine is not None and machine.value.low == 18


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("people", "3-5", lambda a: (a.people.value.low, a.people.value.high) == (3, 5)),
        ("people", "40+", lambda a: (a.people.value.low, a.people.value.high) == (40, None)),
        ("people", "at least forty", lambda a: (a.people.value.low, a.people.value.high) == (40, None)),
        ("place", "Omsk", lambda a: (a.place.value.name, a.place.value.country) == ("Omsk", "RU")),
        ("time", "2031-03", lambda a: a.time.value.value == "2031-03"),
        ("stage", "planned", lambda a: a.stage is Stage.PLANNED),
        ("act", "deported", lambda a: a.act == "deported"),
        ("target", {"names": ["Daler Nurov"]}, lambda a: a.target.value.names == ("Daler Nurov",)),
        ("actor", {"sort": "police"}, lambda a: a.actor.value.name == "Police"),
    ],
)
def test_a_field_is_corrected_by_another_value(tmp_path: Path, field: str, value: Any, wanted: Any) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    with casebook:
        start, end = words(casebook, refs[0].report_id, "Police")
        correct_field(casebook, refs[0], field, Correction(start, end, value), coder=ANNA, at=at())
        assert wanted(effective(casebook, refs[0]).reading.accounts[0])


@pytest.mark.parametrize(
    ("field", "correction"),
    [
        ("people", Correction(0, 6)),
        ("people", Correction(value={"low": 5, "high": 3})),
        ("place", Correction(value="Nosuchtownatall")),
        ("time", Correction(0, 6, "last summer")),
        ("stage", Correction(value="perhaps")),
        ("act", Correction(empty=True)),
        ("act", Correction(value="stolen")),
        ("target", Correction(value={"names": ["Somebody Else"]})),
        ("target", Correction(value="Martians")),
        ("colour", Correction(value="red")),
        ("said_by", Correction(value=[{"name": "a lawyer", "sort": "lawyer"}])),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    tmp_path: Path, field: str, correction: Correction
) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    with casebook:
        with pytest.raises(ShapeError):
            correct_field(casebook, refs[0], field, correction, coder=ANNA, at=at())
        with pytest.raises(QuoteError):
            correct_field(casebook, refs[0], "people", Correction(5, 9999, 3), coder=ANNA, at=at())
        assert casebook.judgements() == ()


def test_a_field_is_made_empty_and_is_back_after_undo(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    with casebook:
        before = effective(casebook, refs[0]).reading
        done = correct_field(casebook, refs[0], "place", Correction(empty=True), coder=ANNA, at=at())
        assert effective(casebook, refs[0]).reading.accounts[0].place is None
        undo(casebook, done.judgements[0], coder=ANNA, at=at())
        assert effective(casebook, refs[0]).reading == before


def test_what_the_machine_missed_is_added_by_selecting_words(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        links = CasebookLinks(casebook)
        report = refs[0].report_id
        start, end = words(casebook, report, "Two of them, Daler Nurov among them, were beaten")
        two = words(casebook, report, "Two of them")
        missed = Missed("beaten_or_tortured", start, end, fields={"people": Correction(*two)})
        done = add_account(casebook, report, missed, coder=ANNA, at=at())
        links.catch_up()
        found = effective(casebook, refs[0])
        assert [one.act for one in found.reading.accounts] == ["detained", "beaten_or_tortured"]
        assert found.states[1].added_by == ANNA
        assert casebook.incident_of(AccountRef(report, 1)) is not None
        correct_field(
            casebook, AccountRef(report, 1), "stance", Correction(value="claimed"), coder=ANNA, at=at()
        )
        assert effective(casebook, refs[0]).reading.accounts[1].stance == "claimed"
        undo(casebook, done.judgements[0], coder=ANNA, at=at())
        links.catch_up()
        assert effective(casebook, refs[0]).kept.accounts == effective(casebook, refs[0]).machine.accounts
        assert casebook.incident_of(AccountRef(report, 1)) is None


def test_coders_who_disagree_leave_the_machines_value_until_a_third_decides(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    with casebook:

        def says(coder: str, low: int) -> bool:
            return correct_field(
                casebook, refs[0], "people", Correction(value=low), coder=coder, at=at()
            ).disputed

        def people() -> int | None:
            told = effective(casebook, refs[0]).reading.accounts[0].people
            return told.value.low if told else None

        assert not says(ANNA, 20)
        assert people() == 20
        assert says(BORIS, 30)
        assert people() == 18
        assert effective(casebook, refs[0]).states[0].fields["people"].state is State.DISPUTED
        assert not says(CLARA, 25)
        assert people() == 25
        assert not judge_account(casebook, refs[0], Verdict.YES, coder=ANNA, at=at()).disputed
        assert judge_account(casebook, refs[0], Verdict.NO, coder=BORIS, at=at()).disputed
        assert effective(casebook, refs[0]).out == frozenset()
        assert not judge_account(casebook, refs[0], Verdict.NO, coder=CLARA, at=at()).disputed
        assert effective(casebook, refs[0]).out == {0}


def test_incidents_are_merged_and_kept_apart_and_undo_restores_exactly(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        links = CasebookLinks(casebook)
        before = state_of(casebook)
        big, small = casebook.incident_of(refs[0]), casebook.incident_of(refs[2])
        assert big and small and big != small
        done = judge_same(casebook, big, small, Verdict.YES, coder=ANNA, at=at())
        links.catch_up()
        assert len(casebook.incidents()) == 1
        undo(casebook, done.judgements[0], coder=ANNA, at=at())
        links.catch_up()
        assert {one.accounts for one in casebook.incidents()} == {one.accounts for one in before[0].values()}
        split = split_account(casebook, refs[1], coder=ANNA, at=at())
        links.catch_up()
        assert len(split.judgements) == 2
        alone = casebook.incident(casebook.incident_of(refs[1]) or "")
        assert alone is not None and alone.accounts == (refs[1],)
        undo(casebook, split.judgements[1], coder=ANNA, at=at())
        links.catch_up()
        assert {one.accounts for one in casebook.incidents()} == {one.accounts for one in before[0].values()}
        kept = state_of(casebook)
        link_casebook(casebook)
        assert state_of(casebook) == kept
        assert casebook.check() == ()


def test_origins_and_affairs_are_joined_and_parted(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        links = CasebookLinks(casebook)
        incident = casebook.incident(casebook.incident_of(refs[0]) or "")
        other = casebook.incident_of(refs[2])
        assert incident and other
        assert any({refs[0], refs[3]} <= set(origin) for origin in incident.origins)
        judge_origin(casebook, refs[0], refs[3], Verdict.NO, coder=ANNA, at=at())
        judge_affair(casebook, incident.id, other, Verdict.YES, coder=ANNA, at=at())
        links.catch_up()
        after = casebook.incident(incident.id)
        assert after and not any({refs[0], refs[3]} <= set(origin) for origin in after.origins)
        assert len(casebook.affairs()) == 1


def test_a_confirmed_account_outlives_a_reader_that_loses_it_and_keeps_its_pairs(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        judge_account(casebook, refs[0], Verdict.YES, coder=ANNA, at=at())
        judge_same(casebook, refs[0], refs[2], Verdict.YES, coder=ANNA, at=at())
        reading = casebook.reading(refs[0].report_id)
        assert isinstance(reading, Reading)
        links = CasebookLinks(casebook)
        casebook.keep_readings([Reading(reading.report, (), read_by="newer")])
        links.catch_up()
        found = effective(casebook, refs[0])
        assert [one.act for one in found.kept.accounts] == ["detained"]
        assert found.kept.accounts[0].people == reading.accounts[0].people
        assert casebook.incident_of(refs[0]) == casebook.incident_of(refs[2])


def test_what_is_decided_of_a_name_or_is_not_there_is_said(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        link_casebook(casebook)
        jailed = casebook.incident_of(refs[2])
        assert jailed
        with pytest.raises(ShapeError):
            allow_name(casebook, jailed, "Vugar Sadigli", Verdict.YES, coder=ANNA, at=at(), why=" ")
        with pytest.raises(ShapeError):
            allow_name(casebook, jailed, "Daler Nurov", Verdict.YES, coder=ANNA, at=at(), why="asked")
        allow_name(
            casebook, jailed, "Vugar Sadigli", Verdict.YES, coder=ANNA, at=at(), why="his lawyer asked"
        )
        with pytest.raises(StoreError):
            judge_account(casebook, AccountRef(refs[0].report_id, 7), Verdict.NO, coder=ANNA, at=at())
        with pytest.raises(StoreError):
            undo(casebook, "nothing", coder=ANNA, at=at())


def test_a_forgotten_name_leaves_the_verdict_and_not_the_name(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        judge_account(casebook, refs[2], Verdict.NO, coder=ANNA, at=at())
        judge_account(casebook, refs[2], Verdict.YES, coder=BORIS, at=at())
        assert not any("Sadigli" in (one.value or "") for one in casebook.judgements())
        casebook.forget_name("Vugar Sadigli", coder="keeper", now=at())
        assert len(effective(casebook, refs[2]).states[0].standing.answers) == 2
        assert casebook.check() == ()
