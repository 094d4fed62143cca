"""The queue: what waits, the likeliest first. All people and events are invented."""

from pathlib import Path

from qeyd.flow.inbox import Show, inbox, next_account, next_report, same_pairs
from qeyd.flow.link import link_casebook
from qeyd.flow.review import Missed, add_account, judge_account, judge_report, judge_same, undo
from qeyd.model import Reading, Unread, Verdict
from qeyd.review.standing import State
from qeyd.store import Arrival
from tests.flow.desk import at, desk


def test_reports_wait_by_relevance_until_their_accounts_are_answered(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        page = inbox(casebook)
        assert [row.report_id for row in page.rows] == [ref.report_id for ref in refs]
        assert (page.found, page.totals.to_review, page.totals.open_accounts) == (4, 4, 4)
        assert next_account(casebook) == refs[0]
        done = judge_account(casebook, refs[0], Verdict.YES, coder="Anna", at=at())
        assert next_account(casebook, after=refs[0]) == refs[1]
        page = inbox(casebook)
        assert (page.found, page.totals.done) == (3, 1)
        assert [row.report_id for row in inbox(casebook, show=Show.DONE).rows] == [refs[0].report_id]
        undo(casebook, done.judgements[0], coder="Anna", at=at())
        assert inbox(casebook).found == 4


def test_the_next_report_is_the_one_behind_and_behind_the_last_comes_the_first(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        assert next_report(casebook, after=refs[0].report_id) == refs[1]
        judge_account(casebook, refs[1], Verdict.YES, coder="Anna", at=at())
        assert next_report(casebook, after=refs[0].report_id) == refs[2]
        assert next_report(casebook, after=refs[1].report_id) == refs[2], "also behind one that is done"
        assert next_report(casebook, after=refs[3].report_id) == refs[0]
        for ref in refs[1:]:
            judge_account(casebook, ref, Verdict.YES, coder="Anna", at=at())
        assert next_report(casebook, after=refs[0].report_id) is None
        assert next_report(casebook, after="nothing") == refs[0]


def test_what_is_disputed_unsure_added_and_unread_is_found(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        judge_account(casebook, refs[0], Verdict.UNSURE, coder="Anna", at=at())
        judge_account(casebook, refs[1], Verdict.YES, coder="Anna", at=at())
        judge_account(casebook, refs[1], Verdict.NO, coder="Boris", at=at())
        add_account(casebook, refs[2].report_id, Missed("deported", 0, 7), coder="Anna", at=at())
        text = "Rain fell in Dolin."
        added = casebook.add([Arrival(text.encode(), text, url="https://example.org/rain", language="en")])
        report = casebook.report(added[0].id)
        assert report
        casebook.keep_readings([Reading(report, (), read_by="test", relevance=0.1)])

        def found(show: Show) -> list[str]:
            return [row.report_id for row in inbox(casebook, show=show).rows]

        assert found(Show.UNSURE) == [refs[0].report_id]
        assert found(Show.DISPUTED) == [refs[1].report_id]
        assert found(Show.NOTHING_FOUND) == [report.id]
        assert {row.report_id: row.added for row in inbox(casebook).rows} == {
            refs[2].report_id: 1,
            refs[3].report_id: 0,
        }
        judge_report(casebook, report.id, Verdict.YES, coder="Anna", at=at())
        assert found(Show.NOTHING_FOUND) == []
        assert report.id in found(Show.DONE)
        casebook.keep_readings([Unread(report, "No words.", "newer")])
        assert found(Show.UNREAD) == [report.id]
        assert report.id not in found(Show.ALL)


def test_possibly_the_same_are_offered_until_judged(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        judge_same(casebook, refs[0], refs[1], Verdict.UNSURE, coder="Anna", at=at())
        link_casebook(casebook)
        pairs = same_pairs(casebook)
        assert len(pairs) == 1
        assert {refs[0] in pairs[0].one.accounts, refs[0] in pairs[0].other.accounts} == {True, False}
        assert pairs[0].standing.state in (State.UNSURE, State.OPEN)
