"""Sending forms as a browser does: with the token of the session and our own origin."""

import re

from httpx import Response
from starlette.testclient import TestClient

from qeyd.flow.coders import Role, add_coder
from qeyd.store import Casebook
from qeyd.web.app import make_app
from tests.web.conftest import PORT, TOKEN
from tests.web.record import NOW

ORIGIN = f"http://127.0.0.1:{PORT}"
PASSWORDS = {
    "rana": "seven tall grey cranes",
    "ivan": "an old slow brown bear",
    "vera": "two quiet white doves",
    "olga": "nine small green frogs",
}


def csrf_of(client: TestClient, page: str = "/me") -> str:
    """The token of this session, as a form of a page bears it."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found, page
    return found[1]


def send(client: TestClient, address: str, *, csrf: str | None = None, **fields: object) -> Response:
    """Send a form; the fields as they are, lists as many values."""
    data = {"csrf": csrf if csrf is not None else csrf_of(client), **fields}
    return client.post(address, data=data, headers={"origin": ORIGIN})


def did_of(answer: Response) -> str:
    """The judgement that the page after a form can undo."""
    assert answer.status_code == 303, (answer.status_code, answer.text)
    found = re.search(r"[?&]did=([0-9a-f]+)", answer.headers["location"])
    assert found, answer.headers["location"]
    return found[1]


def browser(casebook: Casebook, app: object = None) -> TestClient:
    """One more browser on a casebook, cookies its own."""
    app = app or make_app(casebook, port=PORT, token=TOKEN)
    return TestClient(app, base_url=ORIGIN, follow_redirects=False)  # type: ignore[arg-type]


def with_coders(casebook: Casebook) -> None:
    """A reviewer, two coders and a viewer."""
    roles = {"rana": Role.REVIEWER, "ivan": Role.CODER, "vera": Role.CODER, "olga": Role.VIEWER}
    for name, role in roles.items():
        add_coder(casebook, name, PASSWORDS[name], role, now=NOW)


def log_in(client: TestClient, name: str, password: str | None = None, **more: object) -> Response:
    """Fill in the login form."""
    token = csrf_of(client, "/login")
    return send(
        client, "/login", csrf=token, name=name, password=password or PASSWORDS.get(name, "x"), **more
    )
