"""Coders with accounts: logging in, sessions, roles, lock-out; and single-user mode without any of it."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from qeyd.flow import coders
from qeyd.store import Casebook
from qeyd.web import login as login_page
from tests.web.conftest import PORT, TOKEN
from tests.web.desk import ORIGIN, PASSWORDS, browser, csrf_of, log_in, send, with_coders
from tests.web.test_pages import Seen, report_id


@pytest.fixture
def team(casebook: Casebook) -> TestClient:
    """A browser before the login of a casebook with accounts."""
    with_coders(casebook)
    return browser(casebook)


def test_without_accounts_nobody_logs_in(client: TestClient) -> None:
    assert client.get("/login").headers["location"] == "/inbox"
    assert "You work alone here" in client.get("/me").text


@pytest.mark.parametrize(
    "address", ["/inbox", "/incidents", "/incidents/first", "/history", "/me", f"/?token={TOKEN}"]
)
def test_with_accounts_every_page_asks_to_log_in(team: TestClient, address: str) -> None:
    answer = team.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")
    assert "Orlovka" not in answer.text


def test_a_login_leads_on_and_its_cookie_is_kept_from_scripts_and_other_sites(team: TestClient) -> None:
    answer = log_in(team, "ivan", next="/incidents?grade=single")
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents?grade=single")
    cookie = next(
        one for one in answer.headers.get_list("set-cookie") if f"qeyd-{PORT}-login=" in one
    ).lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    page = team.get("/inbox").text
    assert "ivan" in page and "Log out" in page


@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_login_leads_nowhere_else(team: TestClient, after: str) -> None:
    assert log_in(team, "ivan", next=after).headers["location"] == "/inbox"


def test_wrong_name_and_wrong_password_are_refused_in_the_same_words(team: TestClient) -> None:
    wrong = [
        log_in(team, "ivan", "not the password at all"),
        log_in(team, "nobody", "not the password at all"),
    ]
    assert [one.status_code for one in wrong] == [403, 403]
    said = {re.search(r'role="alert">([^<]+)', one.text)[1] for one in wrong}
    assert len(said) == 1


def test_too_many_wrong_passwords_lock_the_account_and_say_until_when(team: TestClient) -> None:
    for _ in range(coders.FAILURES):
        log_in(team, "ivan", "not the password at all")
    answer = log_in(team, "ivan")
    assert answer.status_code == 429
    assert re.search(r"Try again after \d\d:\d\d UTC", answer.text)
    assert log_in(team, "vera").status_code == 303


def test_a_session_is_new_at_every_login_and_a_planted_one_is_worth_nothing(
    team: TestClient, casebook: Casebook
) -> None:
    name = f"qeyd-{PORT}-login"
    team.cookies.set(name, "planted-by-somebody-else", domain="127.0.0.1")
    assert team.get("/inbox").status_code == 303
    log_in(team, "ivan")
    first = team.cookies.get(name, domain="127.0.0.1", path="/")
    assert first != "planted-by-somebody-else"
    other = browser(casebook)
    other.cookies.set(name, str(first), domain="127.0.0.1")
    assert other.get("/inbox").status_code == 200
    send(team, "/logout")
    assert other.get("/inbox").status_code == 303, "logging out ends the session, not the cookie alone"
    log_in(team, "ivan")
    assert team.cookies.get(name, domain="127.0.0.1", path="/") != first


def test_nobody_else_can_log_this_browser_in(team: TestClient, casebook: Casebook) -> None:
    """Login forms of others: without the cookie of this browser's own form, or with another's token."""
    token = csrf_of(browser(casebook), "/login")
    team.get("/login")
    for forged in ("", token):
        answer = send(team, "/login", csrf=forged, name="ivan", password=PASSWORDS["ivan"])
        assert answer.status_code == 403
    assert team.get("/inbox").status_code == 303


def test_a_session_ends_after_idleness(team: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(team, "ivan")
    later = coders.IDLE + timedelta(minutes=1)
    monkeypatch.setattr("qeyd.web.guard.moment", lambda: login_page.now() + later)
    assert team.get("/inbox").status_code == 303


def test_what_was_written_is_not_lost_with_the_session(team: TestClient, casebook: Casebook) -> None:
    """A testimony of an hour's work, sent when the session has ended, or from before a second login."""
    log_in(team, "ivan")
    old = csrf_of(team)
    told = {
        "text": "They came at night, she said.\nThree <b>men</b>.",
        "how": "visit",
        "back": "/testimony/new",
    }
    send(team, "/logout")
    answer = send(team, "/testimony/new", csrf=old, password="never shown again, this one", **told)
    assert answer.status_code == 403
    assert "Three &lt;b&gt;men&lt;/b&gt;." in answer.text and "never shown" not in answer.text
    assert 'href="/login?next=%2Ftestimony%2Fnew"' in answer.text
    log_in(team, "ivan")
    answer = send(team, "/testimony/new", csrf=old, **told)
    assert answer.status_code == 403 and "They came at night" in answer.text
    assert casebook.desk.testimony_ids() == ()


ONLY_REVIEWERS = [
    (
        "/accounts/add",
        {"name": "new", "role": "coder", "password": "a b c d e f g h i", "again": "a b c d e f g h i"},
    ),
    ("/accounts/change", {"name": "ivan", "what": "role", "role": "reviewer"}),
    ("/accounts/change", {"name": "rana", "what": "disable"}),
    ("/accounts/change", {"name": "rana", "what": "password", "password": "x" * 20, "again": "x" * 20}),
]


@pytest.mark.parametrize("who", ["ivan", "olga"])
@pytest.mark.parametrize(("address", "fields"), ONLY_REVIEWERS)
def test_only_a_reviewer_manages_accounts(
    team: TestClient, casebook: Casebook, who: str, address: str, fields: dict[str, str]
) -> None:
    before = coders.list_coders(casebook)
    log_in(team, who)
    assert send(team, address, **fields).status_code == 403
    assert coders.list_coders(casebook) == before
    assert "Another account" not in team.get("/me").text


def test_a_viewer_sees_and_decides_nothing(team: TestClient, casebook: Casebook) -> None:
    en = report_id(casebook, "en")
    log_in(team, "olga")
    page = team.get(f"/review/{en}").text
    assert "Title en" in page and 'name="verdict"' not in page
    assert send(team, f"/review/{en}/accounts/1", verdict="yes").status_code == 403
    assert casebook.judgements() == ()


def test_a_coder_cannot_take_back_anothers_decision_a_reviewer_can(
    team: TestClient, casebook: Casebook
) -> None:
    en = report_id(casebook, "en")
    log_in(team, "ivan")
    send(team, f"/review/{en}/accounts/1", verdict="yes")
    (kept,) = casebook.judgements()
    vera, rana = browser(casebook), browser(casebook)
    log_in(vera, "vera")
    assert f'value="{kept.id}"' not in vera.get("/history").text
    assert send(vera, "/undo", judgement=kept.id, back="/history").status_code == 403
    log_in(rana, "rana")
    assert send(rana, "/undo", judgement=kept.id, back="/history").status_code == 303


def test_a_decision_stands_under_the_name_that_logged_in_whatever_the_form_says(
    team: TestClient, casebook: Casebook
) -> None:
    en = report_id(casebook, "en")
    log_in(team, "ivan")
    send(team, f"/review/{en}/accounts/1", verdict="no", coder="rana", name="rana")
    assert [one.coder for one in casebook.judgements()] == ["ivan"]


def test_ones_own_password_needs_the_old_one_and_ends_other_sessions(
    team: TestClient, casebook: Casebook
) -> None:
    other = browser(casebook)
    log_in(team, "ivan")
    log_in(other, "ivan")
    new = "quite another long phrase"
    assert send(team, "/me/password", old="wrong", password=new, again=new).status_code == 403
    assert send(team, "/me/password", old=PASSWORDS["ivan"], password=new, again="differs").status_code == 400
    assert send(team, "/me/password", old=PASSWORDS["ivan"], password=new, again=new).status_code == 303
    assert team.get("/inbox").status_code == 200
    assert other.get("/inbox").status_code == 303
    assert log_in(other, "ivan", new).status_code == 303


def test_the_first_account_ends_working_alone(client: TestClient, casebook: Casebook) -> None:
    assert "The first account" in client.get("/me").text
    new = {"name": "rana", "role": "reviewer", "password": PASSWORDS["rana"], "again": PASSWORDS["rana"]}
    assert send(client, "/accounts/add", **new).status_code == 303
    assert client.get("/inbox").headers["location"].startswith("/login")
    assert log_in(client, "rana").status_code == 303
    text = Seen(client.get("/me").text).text
    assert "You are logged in as rana" in text
    shut = {"name": "rana", "what": "disable"}
    assert send(client, "/accounts/change", **shut).status_code == 403, "one reviewer stays"


def test_shutting_an_account_ends_its_sessions(team: TestClient, casebook: Casebook) -> None:
    ivan = browser(casebook)
    log_in(ivan, "ivan")
    log_in(team, "rana")
    assert send(team, "/accounts/change", name="ivan", what="disable").status_code == 303
    assert ivan.get("/inbox").status_code == 303
    assert log_in(ivan, "ivan").status_code == 403


def test_over_a_network_nobody_gets_in_without_an_account(casebook: Casebook) -> None:
    from qeyd.errors import NotAllowed, QeydError
    from qeyd.web.app import make_app
    from qeyd.web.guard import Address
    from qeyd.web.server import Network, serve_page

    with pytest.raises(NotAllowed, match="has an account"):
        serve_page(casebook, ready=print, network=Network("192.0.2.1"))
    with pytest.raises(QeydError, match="Name one address"):
        serve_page(casebook, ready=print, network=Network("0.0.0.0"))
    app = make_app(casebook, port=PORT, token=TOKEN, address=Address(PORT, ("192.0.2.1",)))
    far = TestClient(app, base_url=f"http://192.0.2.1:{PORT}", follow_redirects=False)
    assert far.get(f"/?token={TOKEN}").headers["location"] == "/login"
    assert far.get("/inbox", headers={"host": f"127.0.0.1:{PORT}"}).status_code == 421
    assert far.get("/inbox", headers={"host": f"evil.example:{PORT}"}).status_code == 421
    with_coders(casebook)
    token = csrf_of(far, "/login")
    fields = {"csrf": token, "name": "ivan", "password": PASSWORDS["ivan"]}
    assert far.post("/login", data=fields, headers={"origin": ORIGIN}).status_code == 403
    assert far.post("/login", data=fields, headers={"origin": f"http://192.0.2.1:{PORT}"}).status_code == 303
    assert "Served in the local network" in far.get("/inbox").text
