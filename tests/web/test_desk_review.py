"""Reviewing in the browser: each decision is a signed judgement, seen at once, and can be taken back."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from qeyd.flow.effective import Effective, State, effective_reading
from qeyd.model import About, AccountRef, Verdict
from qeyd.store import Casebook
from tests.web.desk import csrf_of, did_of, send
from tests.web.record import TEXTS
from tests.web.test_pages import Seen, report_id


def known(casebook: Casebook, id: str) -> Effective:
    found = effective_reading(casebook, id)
    assert isinstance(found, Effective)
    return found


@pytest.fixture
def en(casebook: Casebook) -> str:
    return report_id(casebook, "en")


def test_the_inbox_has_what_waits_and_leads_to_the_likeliest(client: TestClient, casebook: Casebook) -> None:
    seen = Seen(client.get("/inbox").text)
    assert "3 accounts wait for an answer in 3 reports" in seen.text
    assert "Title en" in seen.text and "Title ka" not in seen.text
    assert "Title ka" in client.get("/inbox?show=unread").text
    assert re.fullmatch(r"/review/\w+\?account=1", client.get("/review").headers["location"])


@pytest.mark.parametrize(
    ("verdict", "state"), [("yes", State.YES), ("no", State.NO), ("unsure", State.UNSURE)]
)
def test_an_answer_is_kept_signed_and_can_be_undone_and_redone(
    client: TestClient, casebook: Casebook, en: str, verdict: str, state: State
) -> None:
    answer = send(client, f"/review/{en}/accounts/1", verdict=verdict, note="as the office said")
    did = did_of(answer)
    (kept,) = casebook.judgements()
    assert (kept.id, kept.about, kept.coder, kept.note) == (
        did,
        About.ACCOUNT,
        "keeper",
        "as the office said",
    )
    assert kept.verdict is Verdict(verdict)
    assert known(casebook, en).states[0].standing.state is state
    after = client.get(answer.headers["location"]).text
    assert f'value="{did}"' in after and "Undo" in after
    undone = send(client, "/undo", judgement=did, back=f"/review/{en}?account=1&did={did}")
    assert undone.headers["location"].startswith(f"/review/{en}?account=1&did=")
    assert known(casebook, en).states[0].standing.state is State.OPEN
    assert "Redo" in client.get(undone.headers["location"]).text
    send(client, "/redo", judgement=did, back="/inbox")
    assert known(casebook, en).states[0].standing.state is state


def test_the_first_judgement_reaches_the_incidents(client: TestClient, casebook: Casebook, en: str) -> None:
    send(client, f"/review/{en}/accounts/1", verdict="no")
    client.app.state.links.nudge().result(20)
    assert en not in {ref.report_id for one in casebook.incidents() for ref in one.accounts}


def test_selected_words_are_shown_with_what_they_would_be_read_as(client: TestClient, en: str) -> None:
    start = TEXTS["en"].index("14 March")
    page = client.get(f"/review/{en}?account=1&edit=time&start={start}&end={start + 8}").text
    assert re.search(r'f-chosen[^>]*id="chosen"[^>]*>14 March<', page)
    assert "14 Mar 2025" in Seen(page).text, "read with the year of publication"


def test_a_field_follows_the_words_that_were_selected(
    client: TestClient, casebook: Casebook, en: str
) -> None:
    start = TEXTS["en"].index("14 March")
    answer = send(client, f"/review/{en}/accounts/1/fields/time", start=start, end=start + 8, choice="0")
    did_of(answer)
    time = known(casebook, en).reading.accounts[0].time
    assert time is not None
    assert (time.value.value, time.quote.text, time.read_by) == ("2025-03-14", "14 March", "person")
    page = Seen(client.get(f"/review/{en}?account=1").text).text
    assert "The program read: not said" in page and "set by a person" in page


def test_a_value_can_be_written_and_the_machines_stands_beside_it(
    client: TestClient, casebook: Casebook, en: str
) -> None:
    start = TEXTS["en"].index("18 Tajiks")
    send(client, f"/review/{en}/accounts/1/fields/people", start=start, end=start + 2, value="17-19")
    people = known(casebook, en).reading.accounts[0].people
    assert people is not None
    assert (people.value.low, people.value.high, people.quote.text) == (17, 19, "18")
    assert "The program read: 18" in Seen(client.get(f"/review/{en}?account=1").text).text


def test_a_value_that_does_not_fit_changes_nothing_and_stays_in_the_form(
    client: TestClient, casebook: Casebook, en: str
) -> None:
    answer = send(client, f"/review/{en}/accounts/1/fields/place", start=0, end=6, value="Nowhere-by-the-Sea")
    assert answer.status_code == 400
    assert "is not in the gazetteer" in answer.text and 'value="Nowhere-by-the-Sea"' in answer.text
    assert casebook.judgements() == ()


def test_a_field_can_be_made_empty(client: TestClient, casebook: Casebook, en: str) -> None:
    send(client, f"/review/{en}/accounts/1/fields/people", empty="1")
    assert known(casebook, en).reading.accounts[0].people is None
    assert "people" in Seen(client.get(f"/review/{en}?account=1").text).text


@pytest.mark.parametrize(
    ("field", "fields", "value"),
    [
        ("act", {"choice": "deported"}, "deported"),
        ("stage", {"choice": "planned"}, "planned"),
        ("stance", {"choice": "claimed"}, "claimed"),
        ("background", {"choice": "yes"}, True),
        ("nexus", {"choice": ["belief", "work"]}, ("belief", "work")),
    ],
)
def test_choices_are_kept(
    client: TestClient, casebook: Casebook, en: str, field: str, fields: dict[str, object], value: object
) -> None:
    did_of(send(client, f"/review/{en}/accounts/1/fields/{field}", **fields))
    assert getattr(known(casebook, en).reading.accounts[0], field) == value


def test_a_speaker_is_added_by_selecting_and_the_others_kept(
    client: TestClient, casebook: Casebook, en: str
) -> None:
    start = TEXTS["en"].index("The press office")
    place = {"start": start + 4, "end": start + 16}
    page = client.get(f"/review/{en}?account=1&edit=said_by&start={place['start']}&end={place['end']}").text
    assert 'name="new" value="1"' in page
    send(client, f"/review/{en}/accounts/1/fields/said_by", keep="0", new="1", sort="official", **place)
    chain = known(casebook, en).reading.accounts[0].said_by
    assert [(one.name, one.sort.value) for one in chain] == [
        ("Outlet en", "outlet"),
        ("press office", "official"),
    ]


def test_what_was_missed_is_added_from_its_words_with_what_they_say(
    client: TestClient, casebook: Casebook
) -> None:
    az = report_id(casebook, "az")
    words = "40 nəfər saxlanılıb"
    found = send(client, f"/review/{az}/find", add="1", words=words)
    start = TEXTS["az"].index(words)
    assert f"start={start}&end={start + len(words)}" in found.headers["location"]
    page = client.get(found.headers["location"].partition("#")[0]).text
    assert re.search(r'name="field" value="people" checked> people: 40', page)
    answer = send(
        client,
        f"/review/{az}/add",
        start=start,
        end=start + len(words),
        act="detained",
        stage="done",
        stance="claimed",
        field=["people"],
    )
    did_of(answer)
    added = known(casebook, az).reading.accounts[1]
    assert (added.act, added.stance.value, added.quote.text) == ("detained", "claimed", words)
    assert added.people is not None and added.people.value.low == 40
    page = Seen(client.get(answer.headers["location"]).text).text
    assert "Added by keeper" in page


def test_words_that_do_not_stand_there_are_said_so(client: TestClient, en: str) -> None:
    answer = send(client, f"/review/{en}/find", account="1", edit="place", words="Never written")
    assert answer.status_code == 400
    assert "do not stand in the article" in answer.text


def test_words_are_found_across_line_ends_and_nearest_first(client: TestClient, en: str) -> None:
    text = TEXTS["en"]
    answer = send(client, f"/review/{en}/find", account="1", edit="quote", words="14 March. The press")
    start = text.index("14 March")
    end = text.index("press") + 5
    assert f"start={start}&end={end}" in unescape(answer.headers["location"])


def test_nothing_is_missing_is_an_answer_too(client: TestClient, casebook: Casebook, en: str) -> None:
    did_of(send(client, f"/review/{en}/complete", verdict="yes", account="1"))
    assert known(casebook, en).report.state is State.YES
    assert "nothing is missing" in Seen(client.get(f"/review/{en}").text).text


def test_history_tells_who_changed_what_before_and_after(
    client: TestClient, casebook: Casebook, en: str
) -> None:
    start = TEXTS["en"].index("18 Tajiks")
    place = {"start": start, "end": start + 2}
    did = did_of(send(client, f"/review/{en}/accounts/1/fields/people", value="17", **place))
    client.app.state.links.nudge().result(20)
    incident = casebook.incident_of(AccountRef(en, 0))
    for address in ("/history", f"/history/reports/{en}", f"/history/incidents/{incident}"):
        text = Seen(client.get(address).text).text
        assert "Account 1: people set" in text and "keeper" in text, address
    report = casebook.report(en)
    assert report and report.heading in Seen(client.get("/history").text).text, "says which report"
    page = client.get(f"/history/reports/{en}").text
    assert re.search(r"<dt>account 1, people high</dt><dd><del>18</del>.*<ins>17</ins>", page)
    send(client, "/undo", judgement=did, back=f"/history/reports/{en}")
    text = Seen(client.get(f"/history/reports/{en}").text).text
    assert "taken back" in text and "Redo" in text


def test_single_keys_can_be_switched_off(client: TestClient, en: str) -> None:
    assert 'data-keys="on"' in client.get(f"/review/{en}").text
    send(client, "/me/keys", keys="off", back=f"/review/{en}")
    assert 'data-keys="off"' in client.get(f"/review/{en}").text


@pytest.mark.parametrize("number", ["0", "2", "99"])
def test_an_account_there_is_not_is_said_so(
    client: TestClient, casebook: Casebook, en: str, number: str
) -> None:
    answer = send(client, f"/review/{en}/accounts/{number}", verdict="yes")
    assert answer.status_code in {404, 409}
    assert casebook.judgements() == ()


def test_in_a_casebook_open_for_looking_nothing_can_be_decided(casebook: Casebook, en: str) -> None:
    from tests.web.conftest import TOKEN
    from tests.web.desk import browser

    with casebook.again(writable=False) as looking:
        client = browser(looking)
        client.get(f"/?token={TOKEN}")
        page = client.get(f"/review/{en}").text
        assert 'name="verdict"' not in page
        answer = send(
            client, f"/review/{en}/accounts/1", csrf=csrf_of(client, f"/review/{en}"), verdict="yes"
        )
        assert answer.status_code == 403 and "looking alone" in answer.text
    assert casebook.judgements() == ()
