"""Who changed what when, before and after. All people and events are invented."""

from pathlib import Path

from qeyd.flow.history import diff, incident_history, recent_changes, report_history
from qeyd.flow.link import link_casebook
from qeyd.flow.review import Correction, correct_field, judge_account, judge_affair, undo
from qeyd.model import About, Verdict
from tests.flow.desk import at, desk


def test_a_reports_history_tells_who_changed_what_from_what_to_what(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        correct_field(casebook, refs[0], "people", Correction(value="20"), coder="Anna", at=at())
        no = judge_account(casebook, refs[0], Verdict.NO, coder="Boris", at=at(), note="another town")
        undo(casebook, no.judgements[0], coder="Boris", at=at())
        first, second, third = report_history(casebook, refs[0].report_id)
        assert (first.coder, first.field) == ("Anna", "people")
        changed = {one.path: (one.before, one.after) for one in diff(first.before, first.after)}
        assert changed["0.people.low"] == (18, 20)
        assert (second.coder, second.note, second.counts, second.taken_back_by) == (
            "Boris", "another town", False, third.judgement,
        )  # fmt: skip
        assert second.after["0"] is None and third.before["0"] is None
        assert third.after == second.before
        assert [one.judgement for one in recent_changes(casebook)] == [
            one.judgement for one in (third, second, first)
        ]
        assert [one.coder for one in recent_changes(casebook, coder="Anna")] == ["Anna"]


def test_an_incidents_history_holds_its_accounts_and_its_affair(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        link_casebook(casebook)
        one, other = casebook.incident_of(refs[0]), casebook.incident_of(refs[2])
        assert one and other
        judge_account(casebook, refs[1], Verdict.YES, coder="Anna", at=at())
        judge_affair(casebook, one, other, Verdict.YES, coder="Anna", at=at())
        judge_account(casebook, refs[2], Verdict.YES, coder="Anna", at=at())
        assert [change.about for change in incident_history(casebook, one)] == [About.ACCOUNT, About.AFFAIR]
