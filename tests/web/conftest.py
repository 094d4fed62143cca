from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qeyd.store import Casebook
from qeyd.web.app import make_app
from tests.web.record import make_casebook

PORT = 8099
TOKEN = "one-time-token"


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Passwords hashed with little work: these tests are about pages, those of ``flow.coders`` about hashes."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qeyd.flow.coders._hasher", lambda: quick)
        yield


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with make_casebook(tmp_path / "record") as made:
        yield made


@pytest.fixture
def stranger(casebook: Casebook) -> TestClient:
    """Somebody who has reached the address and has not traded the token."""
    app = make_app(casebook, port=PORT, token=TOKEN)
    return TestClient(app, base_url=f"http://127.0.0.1:{PORT}", follow_redirects=False)


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """The browser that traded the token."""
    assert stranger.get(f"/?token={TOKEN}").status_code == 303
    return stranger
