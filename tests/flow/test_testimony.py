"""Testimony without an article and what it may be used for. All people and events are invented."""

from pathlib import Path

import pytest

from qeyd.errors import NotAllowed, ShapeError, StoreError
from qeyd.flow.evidence import reports_of, write_evidence
from qeyd.flow.inbox import inbox
from qeyd.flow.link import link_casebook
from qeyd.flow.permits import incidents_for, permits, readings_out
from qeyd.flow.review import allow_name, judge_same, release, undo
from qeyd.flow.testimony import (
    Testimony,
    consent_of,
    consents,
    record_testimony,
    set_consent,
)
from qeyd.flow.testimony import (
    testimony_of as recorded,
)
from qeyd.model import AccountRef, Consent, Reading, ReportSort, Verdict
from qeyd.store import Casebook
from tests.flow.desk import TOLD as TOLD_THERE
from tests.flow.desk import at, desk
from tests.link.texts import account

TOLD = Testimony(
    "Police in Tyumen detained five Tajik workers yesterday. I was there.",
    "phone call",
    Consent(count=True),
    language="en",
    received="2031-03-15",
    note="called from a friend's phone",
)


def test_a_testimony_is_a_report_with_who_recorded_it_when_and_its_limits(tmp_path: Path) -> None:
    casebook, _ = desk(tmp_path, reports=1)
    with casebook:
        when = at()
        added = record_testimony(casebook, TOLD, coder="Anna", at=when)
        again = record_testimony(casebook, TOLD, coder="Anna", at=at())
        assert added.id != again.id  # two people may tell in the same words
        report = casebook.report(added.id)
        assert report and report.sort is ReportSort.TESTIMONY and report.outlet is None
        told = recorded(casebook, added.id)
        assert told and (told.how, told.recorded_by, told.recorded_at) == ("phone call", "Anna", when)
        assert told.consent == Consent(count=True)
        assert added.id in {row.report_id for row in inbox(casebook).rows} | {added.id}
        assert casebook.reading(added.id) is not None
        assert casebook.check() == ()


def test_limits_change_on_record_and_withdrawing_all_allows_nothing(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    with casebook:
        id = record_testimony(casebook, TOLD, coder="Anna", at=at()).id
        wide = set_consent(casebook, id, Consent(True, True, True), coder="Boris", at=at())
        assert consent_of(casebook, id) == Consent(True, True, True)
        undo(casebook, wide.judgements[0], coder="Boris", at=at())
        assert consent_of(casebook, id) == Consent(count=True)
        set_consent(casebook, id, Consent(), coder="Anna", at=at(), note="asked to be left out")
        assert consents(casebook) == {id: Consent()}
        assert consent_of(casebook, refs[0].report_id) is None
        may = permits(casebook)
        assert not may.may_count(id) and not may.may_quote(id) and not may.may_publish(id)
        assert may.may_publish(refs[0].report_id)
        with pytest.raises(StoreError):
            set_consent(casebook, refs[0].report_id, Consent(), coder="Anna", at=at())


def test_a_forgotten_testimony_leaves_nothing(tmp_path: Path) -> None:
    casebook, _ = desk(tmp_path, reports=1)
    with casebook:
        id = record_testimony(casebook, TOLD, coder="Anna", at=at()).id
        casebook.forget_report(id, coder="Anna", now=at())
        assert recorded(casebook, id) is None
        assert consents(casebook) == {}
        assert casebook.check() == ()


def test_without_words_or_a_known_way_nothing_is_kept(tmp_path: Path) -> None:
    casebook, _ = desk(tmp_path, reports=1)
    with casebook:
        for wrong in (Testimony(" ", "visit", Consent()), Testimony("Something", "dream", Consent())):
            with pytest.raises(ShapeError):
                record_testimony(casebook, wrong, coder="Anna", at=at())
        assert casebook.totals().reports == 1


def test_a_person_is_named_and_an_act_released_only_as_long_as_the_yes_stands(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        link_casebook(casebook)
        id = casebook.incident_of(refs[2])
        assert id
        assert permits(casebook).named == ()
        yes = allow_name(casebook, id, "Vugar Sadigli", Verdict.YES, coder="Anna", at=at(), why="he asked")
        out = release(casebook, id, Verdict.YES, coder="Anna", at=at(), why="it is over")
        found = permits(casebook)
        incident = casebook.incident(id)
        assert incident
        named = found.may_name(incident.affair, "Vugar Sadigli")
        assert named and (named.decided_by, named.why) == ("Anna", "he asked")
        assert found.may_name("another affair", "Vugar Sadigli") is None
        assert set(found.released) == {id}
        allow_name(casebook, id, "Vugar Sadigli", Verdict.NO, coder="Boris", at=at(), why="")
        assert permits(casebook).named == ()  # coders disagree: protected
        undo(casebook, yes.judgements[0], coder="Anna", at=at())
        undo(casebook, out.judgements[0], coder="Anna", at=at())
        assert permits(casebook).named == () and permits(casebook).released == {}


def test_what_may_not_be_counted_quoted_or_published_is_in_nothing_that_leaves(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path, reports=1)
    with casebook:
        told = account_told(casebook, refs)
        link_casebook(casebook)
        assert casebook.incident_of(told) == casebook.incident_of(refs[0])
        both = casebook.incidents(limit=None)[0]
        assert both.people and both.people.high == 40
        for use in ("count", "quote", "publish"):
            set_consent(casebook, told.report_id, Consent(**{use: True}), coder="Anna", at=at())
            held = [one for one in ("count", "quote", "publish") if one != use]
            assert incidents_for(casebook, use)[0] == (both,)
            for other in held:
                without = incidents_for(casebook, other)[0][0]
                assert without.people and without.people.high == 18
                assert {ref.report_id for ref in without.accounts} == {refs[0].report_id}
            assert told.report_id not in reports_of(casebook, both.id)
            with pytest.raises(NotAllowed):
                write_evidence(casebook, [told.report_id], tmp_path / "e.wacz", coder="Anna")
            assert told.report_id not in {one.report.id for one in readings_out(casebook, mask=True)}
            assert told.report_id in {one.report.id for one in readings_out(casebook, mask=False)}
        set_consent(casebook, told.report_id, Consent(True, True, True), coder="Anna", at=at())
        assert told.report_id in reports_of(casebook, both.id)


def account_told(casebook: Casebook, refs: list[AccountRef]) -> AccountRef:
    """A testimony that tells the same, with another figure, and nothing agreed to."""
    spoken = Testimony("In Tyumen 40 Tajiks were held at a hostel.", "visit", Consent(), language="en")
    id = record_testimony(casebook, spoken, coder="Anna", at=at()).id
    report = casebook.report(id)
    assert report
    casebook.keep_readings(
        [Reading(report, (account(report, **(TOLD_THERE | {"people": 40})),), read_by="t")]
    )
    judge_same(casebook, refs[0], AccountRef(id, 0), Verdict.YES, coder="Anna", at=at())
    return AccountRef(id, 0)
