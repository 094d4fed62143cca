"""Merging, splitting, naming, releasing, testimony, two coders and learning, through the forms of the pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qeyd.flow import pairs, review, testimony
from qeyd.flow.effective import Effective, State, effective_reading
from qeyd.flow.learn import lessons
from qeyd.flow.link import link_casebook
from qeyd.flow.permits import permits
from qeyd.model import About, AccountRef, Stage, Verdict
from qeyd.store import Casebook
from tests.flow.desk import at, desk
from tests.flow.test_learn import put as put_learned
from tests.store.samples import new_casebook
from tests.web.conftest import TOKEN
from tests.web.desk import browser, did_of, log_in, send, with_coders
from tests.web.test_pages import Seen


@dataclass
class Desk:
    casebook: Casebook
    refs: list[AccountRef]
    client: TestClient

    def incident(self, number: int) -> str:
        found = self.casebook.incident_of(self.refs[number])
        assert found
        return found

    def together(self) -> set[frozenset[int]]:
        """The accounts by number, as they are in incidents now."""
        number = {ref: n for n, ref in enumerate(self.refs)}
        return {frozenset(number[ref] for ref in one.accounts) for one in self.casebook.incidents()}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Desk]:
    casebook, refs = desk(tmp_path)
    link_casebook(casebook)
    client = browser(casebook)
    client.get(f"/?token={TOKEN}")
    yield Desk(casebook, refs, client)
    client.app.state.links.close()
    casebook.close()


def test_two_incidents_stand_side_by_side_with_what_differs_and_what_they_share(made: Desk) -> None:
    text = Seen(made.client.get(f"/same/{made.incident(0)}/{made.incident(2)}").text).text
    assert re.search(r"people differs 18 1 ", text)
    assert "Tyumen" in text and "Baku" in text
    assert "Vugar Sadigli for two months" in text, "the words of both sides"


def test_names_of_two_incidents_that_nothing_holds_together_are_not_compared(made: Desk) -> None:
    one, other = (made.casebook.incident(made.incident(n)) for n in (0, 2))
    assert one.affair != other.affair
    page = made.client.get(f"/same/{one.id}/{other.id}").text
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert "Tajiks" in cells and not any("Sadigli" in cell for cell in cells)


def test_a_merge_is_seen_at_once_and_its_undo_brings_back_what_was(made: Desk) -> None:
    before = {one.id: one.accounts for one in made.casebook.incidents()}
    one, other = made.incident(0), made.incident(2)
    answer = send(made.client, f"/same/{one}/{other}", verdict="yes", note="one raid")
    did = did_of(answer)
    assert made.incident(0) == made.incident(2)
    page = made.client.get(answer.headers["location"], follow_redirects=True).text
    assert "Judged the same incident" in page
    send(made.client, "/undo", judgement=did, back=f"/incidents/{one}")
    assert {one.id: one.accounts for one in made.casebook.incidents()} == before
    assert made.client.get(f"/incidents/{other}").status_code == 200


@pytest.mark.parametrize("verdict", ["no", "unsure"])
def test_incidents_are_kept_apart(made: Desk, verdict: str) -> None:
    before = made.together()
    did_of(send(made.client, f"/same/{made.incident(0)}/{made.incident(2)}", verdict=verdict))
    assert made.together() == before
    page = Seen(made.client.get(f"/same/{made.incident(0)}/{made.incident(2)}").text).text
    assert ("rejected" if verdict == "no" else "unsure") in page


def test_an_account_is_taken_out_of_its_incident_and_put_back(made: Desk) -> None:
    together = next(group for group in made.together() if len(group) > 1)
    out = max(together)
    ref, before = made.refs[out], made.together()
    address = f"/incidents/{made.incident(out)}/decide"
    assert "Another incident: take it out" in made.client.get(address).text
    did = did_of(send(made.client, f"{address}/split", account=f"{ref.report_id}:{ref.index}"))
    assert frozenset({out}) in made.together()
    send(made.client, "/undo", judgement=did, back=address)
    assert made.together() == before


def test_another_incident_is_named_by_its_address_or_its_id(made: Desk) -> None:
    one, other = made.incident(0), made.incident(2)
    for given in (other, f"http://127.0.0.1:1/incidents/{other}#people"):
        answer = send(made.client, f"/incidents/{one}/decide/other", other=given, what="compare")
        assert answer.headers["location"] == f"/same/{one}/{other}"
    assert send(made.client, f"/incidents/{one}/decide/other", other="../../etc").status_code == 400
    did_of(send(made.client, f"/incidents/{one}/decide/other", other=other, what="affair"))
    made.client.app.state.links.nudge().result(20)
    affairs = {one.id: one.affair for one in made.casebook.incidents()}
    assert affairs[one] == affairs[other]


def test_origins_are_judged_of_two_accounts(made: Desk) -> None:
    together = sorted(next(group for group in made.together() if len(group) > 1))
    a, b = (f"{made.refs[n].report_id}:{made.refs[n].index}" for n in together[:2])
    address = f"/incidents/{made.incident(together[0])}/decide/origin"
    did_of(send(made.client, address, one=a, other=b, verdict="yes"))
    assert [one.about for one in made.casebook.judgements()] == [About.ORIGIN]
    assert send(made.client, address, one="x", other=b, verdict="yes").status_code == 400


def test_a_person_is_protected_until_a_reviewer_says_why_not(made: Desk) -> None:
    address = f"/incidents/{made.incident(2)}/decide"
    assert "Vugar Sadigli protected" in Seen(made.client.get(address).text).text
    assert (
        send(made.client, f"{address}/name", name="Vugar Sadigli", verdict="yes", why=" ").status_code == 400
    )
    assert (
        send(made.client, f"{address}/name", name="Somebody Else", verdict="yes", why="x").status_code == 400
    )
    did = did_of(
        send(made.client, f"{address}/name", name="Vugar Sadigli", verdict="yes", why="he wishes to be named")
    )
    text = Seen(made.client.get(address).text).text
    assert re.search(r"may be named decided by keeper, [-0-9: ]+ UTC: “he wishes to be named”", text)
    assert [one.name for one in permits(made.casebook).named] == ["Vugar Sadigli"]
    send(made.client, "/undo", judgement=did, back=address)
    assert permits(made.casebook).named == ()


def test_a_planned_act_is_held_back_until_it_is_released_with_a_reason(made: Desk) -> None:
    review.correct_field(
        made.casebook,
        made.refs[2],
        "stage",
        review.Correction(value=Stage.PLANNED.value),
        coder="keeper",
        at=at(),
    )
    link_casebook(made.casebook)
    address = f"/incidents/{made.incident(2)}/decide"
    assert "held back" in made.client.get(address).text
    assert send(made.client, f"{address}/release", verdict="yes", why="").status_code == 400
    did_of(send(made.client, f"{address}/release", verdict="yes", why="announced in public"))
    assert "announced in public" in made.client.get(address).text
    assert set(permits(made.casebook).released) == {made.incident(2)}


def test_coders_neither_name_nor_release(made: Desk) -> None:
    with_coders(made.casebook)
    ivan = browser(made.casebook)
    log_in(ivan, "ivan")
    address = f"/incidents/{made.incident(2)}/decide"
    page = ivan.get(address).text
    assert "May be named" not in page
    for part, fields in (("name", {"name": "Vugar Sadigli"}), ("release", {})):
        assert send(ivan, f"{address}/{part}", verdict="yes", why="x", **fields).status_code == 403
    assert made.casebook.judgements() == ()


def test_where_linking_breaks_the_decision_is_kept_and_it_is_said(
    made: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(casebook: Casebook) -> None:
        raise RuntimeError("no room for this")

    with monkeypatch.context() as patch:
        patch.setattr("qeyd.flow.link.CasebookLinks", broken)
        did_of(send(made.client, f"/same/{made.incident(0)}/{made.incident(2)}", verdict="no"))
    assert made.casebook.judgements()
    page = made.client.get("/inbox").text
    assert "Your decisions are kept" in page and "no room for this" in page
    send(made.client, "/undo", judgement=made.casebook.judgements()[0].id, back="/inbox")
    assert "Your decisions are kept" not in made.client.get("/inbox").text


# --- testimony -----------------------------------------------------------------------------------------------------


def test_a_testimony_is_kept_with_its_limits_and_read_at_once(made: Desk) -> None:
    told = "Police in Tyumen detained 7 Tajik workers on 20 March 2031, she said."
    answer = send(
        made.client,
        "/testimony/new",
        text=told,
        how="visit",
        received="2031-03-21",
        title="A visit in Tyumen",
        language="en",
        agreed=["count"],
        note="calls back on Sunday",
    )
    id = re.search(r"/review/(\w+)", answer.headers["location"])[1]
    kept = testimony.testimony_of(made.casebook, id)
    assert (kept.how, kept.recorded_by, kept.received) == ("visit", "keeper", "2031-03-21")
    assert (kept.consent.count, kept.consent.quote, kept.consent.publish) == (True, False, False)
    assert told in Seen(made.client.get(f"/review/{id}").text).text
    known = effective_reading(made.casebook, id)
    assert isinstance(known, Effective) and known.reading.accounts, "the reader found the account"
    text = Seen(made.client.get("/testimony").text).text
    assert "visit · recorded by keeper" in text and "counted not quoted not published" in text
    limits = f"/testimony/{id}"
    assert re.search(r'value="count" checked', made.client.get(limits).text)
    did = did_of(send(made.client, limits, note="she called: nothing at all"))
    assert not testimony.testimony_of(made.casebook, id).consent.count
    send(made.client, "/undo", judgement=did, back=limits)
    assert testimony.testimony_of(made.casebook, id).consent.count


@pytest.mark.parametrize(
    "fields",
    [
        {"text": " ", "how": "visit"},
        {"text": "x", "how": "dream"},
        {"text": "x", "how": "visit", "received": "soon"},
    ],
)
def test_a_testimony_that_does_not_fit_is_not_kept_and_the_form_keeps_what_was_written(
    made: Desk, fields: dict[str, str]
) -> None:
    answer = send(made.client, "/testimony/new", title="Kept title", **fields)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text and "Kept title" in answer.text
    assert made.casebook.desk.testimony_ids() == ()


# --- two coders ----------------------------------------------------------------------------------------------------


@dataclass
class Team:
    rana: TestClient
    ivan: TestClient
    vera: TestClient


@pytest.fixture
def team(made: Desk) -> Team:
    with_coders(made.casebook)
    app = made.client.app
    people = {name: browser(made.casebook, app) for name in ("rana", "ivan", "vera")}
    for name, client in people.items():
        assert log_in(client, name).status_code == 303
    return Team(**people)


def test_two_coders_answer_blind_a_third_settles_and_agreement_is_told(made: Desk, team: Team) -> None:
    assert send(team.ivan, "/pairs/assign", one="ivan", other="vera", number="1").status_code == 403
    assert send(team.rana, "/pairs/assign", one="ivan", other="vera", number="1").status_code == 303
    (given,) = pairs.assignments(made.casebook)
    id = given.report_id
    page = Seen(team.ivan.get(f"/review/{id}").text).text
    assert "You and vera answer for this report without seeing each other" in page
    assert "Yours to answer" in team.ivan.get("/pairs").text
    assert send(team.ivan, f"/review/{id}/finish", assignment=given.id).status_code == 409, "not answered yet"
    send(team.ivan, f"/review/{id}/accounts/1", verdict="yes")
    start = made.casebook.report(id).text.index("18")
    words = {"start": start, "end": start + 2}
    send(team.ivan, f"/review/{id}/accounts/1/fields/people", value="17", **words)
    for address in (f"/review/{id}", "/history", f"/history/reports/{id}", "/pairs"):
        for client in (team.vera, team.rana):
            seen = client.get(address).text
            assert "people set" not in seen and "<b>ivan</b>" not in seen, address
    did = made.casebook.judgements()[-1].id
    assert "people set" not in team.vera.get(f"/inbox?did={did}").text
    send(team.vera, f"/review/{id}/accounts/1", verdict="yes")
    send(team.vera, f"/review/{id}/accounts/1/fields/people", value="19", **words)
    assert send(team.ivan, f"/review/{id}/finish", assignment=given.id).status_code == 303
    assert send(team.ivan, f"/review/{id}/finish", assignment="0" * 16).status_code == 409
    assert send(team.vera, f"/review/{id}/finish", assignment=given.id).status_code == 303
    known = effective_reading(made.casebook, id)
    assert known.states[0].fields["people"].state is State.DISPUTED
    assert "Nothing waits for you" in team.ivan.get("/pairs").text
    page = team.rana.get("/pairs").text
    assert re.search(r"<b>ivan</b>: 17 .*<b>vera</b>: 19", page, re.DOTALL)
    assert "Krippendorff" in page and "two coders" in page
    judgement = next(one.judgement for one in known.states[0].fields["people"].answers if one.coder == "vera")
    fields = {"report": id, "number": "1", "field": "people", "judgement": judgement}
    did_of(send(team.rana, "/pairs/settle", **fields))
    known = effective_reading(made.casebook, id)
    assert known.reading.accounts[0].people.value.low == 19
    assert known.states[0].fields["people"].state is State.YES
    assert made.casebook.check() == ()


def test_one_coder_twice_or_a_viewer_is_no_pair(made: Desk, team: Team) -> None:
    assert send(team.rana, "/pairs/assign", one="ivan", other="ivan", number="1").status_code == 400
    assert send(team.rana, "/pairs/assign", one="ivan", other="olga", number="1").status_code == 403
    assert send(team.rana, "/pairs/assign", one="ivan", other="vera", number="0").status_code == 400
    assert pairs.assignments(made.casebook) == ()


# --- learning ------------------------------------------------------------------------------------------------------


def test_a_lesson_is_proposed_with_what_it_changes_accepted_and_taken_back(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as book:
        for number in range(32):
            text = f"Police in Tyumen detained {number + 2} Tajiks on day {number}."
            id = put_learned(
                book, number, text, confidence=0.9, people=number + 2, group="Tajiks", place="Tyumen"
            )
            verdict = Verdict.YES if number % 2 else Verdict.NO
            review.judge_account(book, AccountRef(id, 0), verdict, coder="keeper", at=at())
        client = browser(book)
        client.get(f"/?token={TOKEN}")
        assert "Nothing was worked out yet" in client.get("/learning").text
        assert send(client, "/learning/propose").status_code == 303
        text = Seen(client.get("/learning").text).text
        assert re.search(r"proposed confidence · from 32 judgements On what was judged before after", text)
        lesson = next(one for one in lessons(book) if one.sort == "confidence")
        did_of(send(client, "/learning/accept", lesson=lesson.id))
        assert next(one.state for one in lessons(book) if one.id == lesson.id) == "accepted"
        assert "in effect" in client.get("/learning").text
        hopeless = next(one for one in lessons(book) if not one.can_tell)
        assert send(client, "/learning/accept", lesson=hopeless.id).status_code == 403
        did_of(send(client, "/learning/take-back", lesson=lesson.id))
        assert next(one.state for one in lessons(book) if one.id == lesson.id) == "taken back"
        client.app.state.links.close()


def test_reports_that_wait_are_read_from_the_inbox(tmp_path: Path) -> None:
    from qeyd.store import Arrival

    with new_casebook(tmp_path / "c") as book:
        book.add(
            [Arrival(b"1", "Police in Tyumen detained 7 Tajik workers on 20 March 2031.", language="en")]
        )
        client = browser(book)
        client.get(f"/?token={TOKEN}")
        assert "1 report was not read" in Seen(client.get("/inbox").text).text
        send(client, "/read", back="/inbox")
        client.app.state.links.nudge().result(60)
        text = Seen(client.get("/inbox").text).text
        assert "1 account waits for an answer" in text and "not read" not in text
        assert len(book.incidents()) == 1
        client.app.state.links.close()
