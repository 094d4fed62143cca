"""Two coders blind, and a third. All people and events are invented."""

from pathlib import Path

import pytest

from qeyd.errors import NotAllowed, ShapeError, StoreError
from qeyd.flow.effective import Effective, effective_reading
from qeyd.flow.history import recent_changes, report_history
from qeyd.flow.link import CasebookLinks
from qeyd.flow.pairs import agreement, assign, assignments, finish, to_settle
from qeyd.flow.review import Correction, Missed, add_account, correct_field, judge_account
from qeyd.model import AccountRef, Verdict
from qeyd.review.standing import State
from qeyd.store import Casebook
from tests.flow.desk import at, desk

ANNA, BORIS, CLARA = "Anna", "Boris", "Clara"


def seen(casebook: Casebook, ref: AccountRef, coder: str | None) -> Effective:
    found = effective_reading(casebook, ref.report_id, seen_by=coder)
    assert isinstance(found, Effective)
    return found


def test_neither_sees_the_others_answer_until_both_have_finished_and_nothing_moves(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    ref = refs[0]
    with casebook:
        links = CasebookLinks(casebook)
        incident = casebook.incident_of(ref)
        pair = assign(casebook, [ref.report_id], (ANNA, BORIS), by=CLARA, at=at())[0]
        judge_account(casebook, ref, Verdict.NO, coder=ANNA, at=at())
        correct_field(casebook, ref, "people", Correction(value=20), coder=ANNA, at=at())
        links.catch_up()
        assert casebook.incident_of(ref) == incident
        assert seen(casebook, ref, BORIS).states[0].standing.answers == ()
        assert seen(casebook, ref, CLARA).states[0].standing.answers == ()
        assert seen(casebook, ref, None).out == frozenset()
        assert seen(casebook, ref, ANNA).out == {0}
        assert report_history(casebook, ref.report_id, seen_by=BORIS) == ()
        assert recent_changes(casebook, seen_by=BORIS) == ()
        assert len(report_history(casebook, ref.report_id, seen_by=ANNA)) == 2
        with pytest.raises(StoreError):
            finish(casebook, pair.id, coder=BORIS, at=at())  # has answered nothing yet
        assert not judge_account(casebook, ref, Verdict.YES, coder=BORIS, at=at()).disputed
        assert finish(casebook, pair.id, coder=ANNA, at=at()).is_open
        assert seen(casebook, ref, BORIS).states[0].standing.state is State.YES
        assert not finish(casebook, pair.id, coder=BORIS, at=at()).is_open
        assert seen(casebook, ref, BORIS).states[0].standing.state is State.DISPUTED
        dispute = to_settle(casebook, coder=CLARA)[0]
        assert (dispute.ref, dispute.field) == (ref, None)
        assert to_settle(casebook, coder=ANNA) == ()
        judge_account(casebook, ref, Verdict.NO, coder=CLARA, at=at())
        links.catch_up()
        assert casebook.incident_of(ref) is None
        assert to_settle(casebook, coder="Dina") == ()


def test_a_pair_is_two_and_only_they_finish(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    with casebook:
        with pytest.raises(ShapeError):
            assign(casebook, [refs[0].report_id], (ANNA, ANNA), by=CLARA, at=at())
        with pytest.raises(StoreError):
            assign(casebook, ["nothing"], (ANNA, BORIS), by=CLARA, at=at())
        pair = assign(casebook, [refs[0].report_id], (ANNA, BORIS), by=CLARA, at=at())[0]
        assert assign(casebook, [refs[0].report_id], (BORIS, ANNA), by=CLARA, at=at()) == (pair,)
        with pytest.raises(NotAllowed):
            finish(casebook, pair.id, coder=CLARA, at=at())
        assert assignments(casebook, coder=BORIS, open_only=True) == (pair,)
        assert assignments(casebook, coder=CLARA) == ()


def test_agreement_counts_what_one_added_and_the_other_did_not(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        pairs = assign(casebook, [ref.report_id for ref in refs], (ANNA, BORIS), by=CLARA, at=at())
        for ref in refs:
            for coder in (ANNA, BORIS):
                judge_account(casebook, ref, Verdict.YES, coder=coder, at=at())
        add_account(casebook, refs[0].report_id, Missed("searched_or_raided", 0, 20), coder=ANNA, at=at())
        add_account(casebook, refs[1].report_id, Missed("deported", 0, 20), coder=ANNA, at=at())
        add_account(casebook, refs[1].report_id, Missed("detained", 5, 25), coder=BORIS, at=at())
        correct_field(casebook, refs[2], "people", Correction(value=2), coder=BORIS, at=at())
        assert {one.units for one in agreement(casebook)} == {0}
        for pair in pairs:
            for coder in (ANNA, BORIS):
                finish(casebook, pair.id, coder=coder, at=at())
        found = {one.field: one for one in agreement(casebook, resamples=50)}
        assert found["account"].units == 6  # four the machine read, one added by both, one by Anna alone
        assert found["act"].units == 5
        assert found["people"].units == 4
        assert found["act"].alpha is None and "5" in found["act"].why
