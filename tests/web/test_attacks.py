"""Attacks on the desk: hostile words everywhere, forged forms, other roles, odd ids, planted cookies, foreign names."""

import re
from typing import Any

import apsw
from starlette.routing import Route
from starlette.testclient import TestClient

from qeyd.flow.coders import Role, Task, may
from qeyd.flow.review import Missed, add_account, judge_account
from qeyd.flow.testimony import Testimony, record_testimony
from qeyd.model import AccountRef, Consent, Verdict
from qeyd.store import Casebook
from qeyd.store.connect import FILE
from qeyd.web.desk_routes import ROUTES
from qeyd.web.forms import SESSION_OVER
from tests.web.conftest import PORT, TOKEN
from tests.web.desk import ORIGIN, browser, csrf_of, log_in, send, with_coders
from tests.web.record import HOSTILE, NOW
from tests.web.test_pages import Seen, every_address, report_id

FORMS = [
    one.path
    for one in ROUTES
    if isinstance(one, Route) and "POST" in (one.methods or ()) and one.path not in {"/login", SESSION_OVER}
]
IDS = {"id": "first", "one": "first", "other": "second", "number": "1", "field": "people"}


def filled(path: str, **ids: str) -> str:
    """The address of a route with ids in it."""
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: {**IDS, **ids}[found[1]], path)


def test_every_form_of_the_desk_is_known() -> None:
    assert len(FORMS) > 20
    assert {"/undo", "/same/{one}/{other}", "/learning/accept", "/me/password"} <= set(FORMS)


def test_no_form_is_taken_without_the_token_of_its_session(client: TestClient, casebook: Casebook) -> None:
    token = csrf_of(client)
    for path in FORMS:
        for forged in ("", token[:-1], token + "x", "ə"):
            answer = send(client, filled(path), csrf=forged, verdict="yes", judgement="x")
            assert answer.status_code == 403, path
    assert casebook.judgements() == ()


FOREIGN: list[dict[str, str]] = [
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": f"http://localhost:{PORT}"},
    {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
    {"origin": ORIGIN, "sec-fetch-site": "same-site"},
    {"origin": ORIGIN, "host": "evil.example"},
    {},
]


def test_no_form_is_taken_from_another_site_even_with_the_token(
    client: TestClient, casebook: Casebook
) -> None:
    data = {"csrf": csrf_of(client), "verdict": "yes"}
    for path in FORMS:
        for headers in FOREIGN:
            assert client.post(filled(path), data=data, headers=headers).status_code in {403, 421}, (
                path,
                headers,
            )
    assert casebook.judgements() == ()


def test_a_token_of_another_session_is_worth_nothing(casebook: Casebook) -> None:
    with_coders(casebook)
    ivan, rana = browser(casebook), browser(casebook)
    log_in(ivan, "ivan")
    log_in(rana, "rana")
    answer = send(rana, "/accounts/change", csrf=csrf_of(ivan), name="ivan", what="role", role="reviewer")
    assert answer.status_code == 403


def test_who_may_only_look_changes_nothing(casebook: Casebook) -> None:
    with_coders(casebook)
    olga = browser(casebook)
    log_in(olga, "olga")
    before = casebook.totals(), casebook.desk.logins(), casebook.desk.pairs()
    token = csrf_of(olga)
    for path in FORMS:
        if path not in {"/logout", "/me/keys", "/me/password"}:  # one's own
            address = filled(path, id=report_id(casebook, "en"))
            answer = send(olga, address, csrf=token, verdict="yes", account="x", number="1")
            assert answer.status_code == 403, path
    assert (casebook.totals(), casebook.desk.logins(), casebook.desk.pairs()) == before


REVIEWERS = ["/incidents/{id}/decide/name", "/incidents/{id}/decide/release", "/learning/accept"]
REVIEWERS += ["/learning/take-back", "/pairs/assign", "/accounts/add", "/accounts/change"]


def test_what_is_a_reviewers_is_no_coders(casebook: Casebook) -> None:
    with_coders(casebook)
    ivan = browser(casebook)
    log_in(ivan, "ivan")
    token = csrf_of(ivan)
    for path in REVIEWERS:
        answer = send(
            ivan, filled(path), csrf=token, verdict="yes", why="x", name="ivan", what="role", role="reviewer"
        )
        assert answer.status_code == 403, path
    assert casebook.judgements() == ()


def test_roles_hold_one_another() -> None:
    for task in Task:
        assert may(Role.REVIEWER, task) >= may(Role.CODER, task) >= may(Role.VIEWER, task)


# --- hostile words ----------------------------------------------------------------------------------------


def hostile(casebook: Casebook) -> None:
    """Markup wherever somebody from outside, or a coder, can put words."""
    xss = report_id(casebook, "xss")
    record_testimony(
        casebook,
        Testimony(f"Police held 5 Tajiks {HOSTILE}.", "visit", Consent(), HOSTILE, "en", None, HOSTILE),
        coder=HOSTILE,
        at=NOW,
    )
    judge_account(casebook, AccountRef(xss, 0), Verdict.YES, coder=HOSTILE, at=NOW, note=HOSTILE)
    add_account(casebook, xss, Missed("detained", 0, 20), coder=HOSTILE, at=NOW, note=HOSTILE)
    casebook.desk.put_lesson("evil", '{"sort": "word", "title": "%s", "value": {}, "n": 1, "before": {}, "after": {}, '
        '"can_tell": true, "why": "%s"}' % ((HOSTILE.replace('"', "'"),) * 2), at=NOW)  # fmt: skip


def test_hostile_words_show_as_text_on_every_page_of_the_desk(client: TestClient, casebook: Casebook) -> None:
    hostile(casebook)
    xss = report_id(casebook, "xss")
    pages = every_address(client)
    more = [
        f"/review/{xss}?account=1&edit={field}" for field in ("people", "target", "said_by", "place", "actor")
    ]
    more += [f"/review/{xss}?add=1&start=0&end=60", f"/review/{xss}?account=1&edit=actor&start=0&end=90"]
    pages |= {one: Seen(client.get(one).text) for one in more}
    told = {address for address, page in pages.items() if "onerror" in page.text}
    for part in (
        "/review/",
        "/history",
        "/testimony",
        "/inbox",
        "/learning",
        "/incidents/second/decide",
        "/same/",
    ):
        assert any(address.startswith(part) for address in told), part
    for address, page in pages.items():
        for tag, attrs in page.elements:
            assert tag not in {"img", "iframe", "object", "style"}, address
            assert tag != "script" or attrs == {"src": "/static/desk.js", "defer": None}, address
            assert not any(name.startswith("on") or name == "style" for name in attrs), (address, attrs)


def test_hostile_words_of_a_form_come_back_as_text(client: TestClient, casebook: Casebook) -> None:
    xss = report_id(casebook, "xss")
    for path, fields in (
        (f"/review/{xss}/accounts/1/fields/place", {"start": "0", "end": "6", "value": HOSTILE}),
        (f"/review/{xss}/find", {"account": "1", "edit": "place", "words": "nowhere " + HOSTILE}),
        ("/testimony/new", {"text": " ", "how": "visit", "title": HOSTILE, "note": HOSTILE}),
        ("/undo", {"judgement": HOSTILE, "back": "/inbox?x=" + HOSTILE}),
        ("/accounts/change", {"name": HOSTILE, "what": HOSTILE}),
    ):
        answer = send(client, path, **fields)
        assert answer.status_code >= 400
        for tag, attrs in Seen(answer.text).elements:
            assert tag != "img" and (tag != "script" or attrs.get("src") == "/static/desk.js"), path
            assert not any(name.startswith("on") for name in attrs), (path, attrs)


def test_an_article_is_run_by_nothing_that_the_policy_allows(client: TestClient, casebook: Casebook) -> None:
    """Whatever is served beside the one script is neither script nor style, and is not taken for either."""
    xss = report_id(casebook, "xss")
    for address in (f"/reports/{xss}", f"/review/{xss}", "/inbox", "/static/style.css", "/static/icon.svg"):
        answer = client.get(address)
        assert "javascript" not in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert f"script-src {ORIGIN}/static/desk.js;" in answer.headers["content-security-policy"]


# --- odd ids and addresses ----------------------------------------------------------------------------------------

ODD = [
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "%00",
    "first%00",
    "' OR 1=1--",
    "*",
    "a" * 5000,
    "%F0%9F%92%A9",
    "..\\..\\x",
]
PAGES = ["/review/{}", "/reports/{}", "/incidents/{}/decide", "/history/reports/{}", "/history/incidents/{}",
         "/testimony/{}", "/same/{}/first", "/same/first/{}", "/reports/{}/accounts/0"]  # fmt: skip


def test_odd_ids_lead_nowhere(client: TestClient) -> None:
    for page in PAGES:
        for odd in ODD:
            answer = client.get(page.format(odd))
            assert answer.status_code == 404, (page, odd, answer.status_code)
            assert "root:" not in answer.text


QUERIES = ["account=-1", "account=999999999999", "account=1&edit=__class__", "start=5&end=2&edit=people"]
QUERIES += ["account=1&edit=people&start=0&end=999999999", "edit=place&start=a&end=b", "add=1&start=0&end=0"]
QUERIES += ["account=%00", "did=%00", "did=" + "f" * 64, "did=" + "a" * 9999]


def test_odd_questions_show_the_page(client: TestClient, casebook: Casebook) -> None:
    en = report_id(casebook, "en")
    for query in QUERIES:
        assert client.get(f"/review/{en}?{query}").status_code == 200, query


BODIES = [
    ("application/json", b'{"csrf": "x"}', 415),
    ("text/plain", b"csrf=x", 415),
    ("multipart/form-data; boundary=x", b"--x--", 415),
    ("application/x-www-form-urlencoded", b"a=1&" * 600, 400),
    ("application/x-www-form-urlencoded", b"a=%FF", 400),
    ("application/x-www-form-urlencoded", "a=ə".encode(), 400),
    ("application/x-www-form-urlencoded", b"a=" + b"x" * 2_100_000, 413),
]


def test_what_is_no_form_of_ours_is_refused(client: TestClient) -> None:
    for kind, body, status in BODIES:
        headers = {"origin": ORIGIN, "content-type": kind}
        assert client.post("/undo", content=body, headers=headers).status_code == status, (kind, body[:20])


def test_what_follows_a_form_leads_nowhere_else(client: TestClient, casebook: Casebook) -> None:
    en = report_id(casebook, "en")
    send(client, f"/review/{en}/accounts/1", verdict="yes")
    for back in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
    ):
        (one,) = [one for one in casebook.judgements() if one.about == "account"]
        done = send(client, "/undo", judgement=one.id, back=back)
        assert done.headers["location"].startswith("/inbox?did=")
        send(client, "/redo", judgement=one.id, back=back)


# --- forging ----------------------------------------------------------------------------------------


def test_a_judgement_forged_in_the_file_is_found_by_the_check(client: TestClient, casebook: Casebook) -> None:
    en = report_id(casebook, "en")
    send(client, f"/review/{en}/accounts/1", verdict="no")
    assert casebook.check() == ()
    client.app.state.links.close()
    db = apsw.Connection(str(casebook.folder / FILE))
    db.execute("UPDATE judgements SET coder = 'somebody else'")
    db.close()
    problems: Any = casebook.check()
    assert problems, "signed by another than it says"


def test_the_notice_of_anothers_decision_is_shown_to_nobody_else(casebook: Casebook) -> None:
    with_coders(casebook)
    en = report_id(casebook, "en")
    ivan, vera = browser(casebook), browser(casebook)
    log_in(ivan, "ivan")
    log_in(vera, "vera")
    send(ivan, f"/review/{en}/accounts/1", verdict="no")
    did = casebook.judgements()[0].id
    assert "Account 1 rejected" in ivan.get(f"/inbox?did={did}").text
    assert "Account 1 rejected" not in vera.get(f"/inbox?did={did}").text


def test_the_printed_address_opens_nothing_once_there_are_accounts(casebook: Casebook) -> None:
    old = browser(casebook)
    old.get(f"/?token={TOKEN}")
    assert old.get("/inbox").status_code == 200
    with_coders(casebook)
    assert old.get("/inbox").status_code == 303, "the cookie of single-user mode is worth nothing now"
    assert browser(casebook).get(f"/?token={TOKEN}").headers["location"] == "/login"
