import pytest
from starlette.testclient import TestClient

from tests.web.conftest import PORT, TOKEN

PAGES = ["/", "/incidents", "/incidents/first", "/affairs/matter", "/reports", "/about", "/nothing"]


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_sees_no_page(stranger: TestClient, address: str) -> None:
    answer = stranger.get(address)
    assert answer.status_code == 403
    assert "Orlovka" not in answer.text


def test_the_token_is_traded_for_a_cookie_and_gone_from_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert stranger.get("/incidents").status_code == 200


def test_the_token_works_once(stranger: TestClient) -> None:
    assert stranger.get(f"/?token={TOKEN}").status_code == 303
    stranger.cookies.clear()
    assert stranger.get(f"/?token={TOKEN}").status_code == 403
    assert stranger.get("/incidents").status_code == 403


def test_a_wrong_token_opens_nothing_and_uses_nothing_up(stranger: TestClient) -> None:
    for wrong in ("", "x", TOKEN[:-1], f"{TOKEN}x", "ə"):
        assert stranger.get("/", params={"token": wrong}).status_code == 403
    assert stranger.get(f"/?token={TOKEN}").status_code == 303


def test_a_browser_that_looks_ahead_does_not_use_the_token_up(stranger: TestClient) -> None:
    assert stranger.get(f"/?token={TOKEN}", headers={"sec-purpose": "prefetch;prerender"}).status_code == 425
    assert stranger.head(f"/?token={TOKEN}").status_code == 425
    assert stranger.get(f"/?token={TOKEN}").status_code == 303


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"localhost:{PORT}", ""],
)
def test_another_host_is_refused_even_with_the_cookie(client: TestClient, host: str) -> None:
    answer = client.get("/incidents", headers={"host": host})
    assert answer.status_code == 421
    assert "Orlovka" not in answer.text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"http://localhost:{PORT}", f"https://127.0.0.1:{PORT}"]
)
def test_another_origin_is_refused_even_with_the_cookie(client: TestClient, origin: str) -> None:
    assert client.get("/incidents", headers={"origin": origin}).status_code == 403


def test_our_own_origin_is_let_through(client: TestClient) -> None:
    assert client.get("/incidents", headers={"origin": f"http://127.0.0.1:{PORT}"}).status_code == 200


def test_another_site_may_link_here_and_not_load_from_here(client: TestClient) -> None:
    image = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/incidents", headers=image).status_code == 403
    assert client.get("/static/style.css", headers=image).status_code == 403
    assert client.get("/incidents", headers=link).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_pages_are_asked_for_and_forms_sent(client: TestClient, method: str) -> None:
    assert client.request(method, "/incidents").status_code == 405


def test_a_form_without_our_own_origin_is_refused(client: TestClient) -> None:
    assert client.post("/incidents").status_code == 403
    assert client.post("/incidents", headers={"origin": f"http://127.0.0.1:{PORT}"}).status_code == 405
    frame = {
        "origin": f"http://127.0.0.1:{PORT}",
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
    }
    assert client.post("/incidents", headers=frame).status_code == 403


@pytest.mark.parametrize("address", [*PAGES, "/static/style.css", f"/?token={TOKEN}"])
def test_every_answer_forbids_keeping_framing_and_foreign_content(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "script-src": f"http://127.0.0.1:{PORT}/static/desk.js",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"]
)
def test_static_files_lead_nowhere_else(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
