"""Without a network: what is refused before or as soon as a connection stands."""

import http.server
import threading

import pytest

from qeyd.errors import Refused, Unreachable
from qeyd.flow.arrivals import Known
from qeyd.flow.fetch import check_public, fetch, is_address


@pytest.mark.parametrize(
    "peer", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1%eth0"]
)
def test_this_machine_and_private_networks_are_refused(peer: str) -> None:
    with pytest.raises(Refused, match="not on the open web"):
        check_public(peer, "https://example.org")


def test_a_public_address_is_not_refused() -> None:
    check_public("93.184.216.34", "https://example.org")


def test_a_server_on_this_machine_is_refused_before_anything_is_asked_of_it() -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with pytest.raises(Refused, match="Save the page and add the file"):
            fetch(f"http://127.0.0.1:{server.server_port}/page", Known())
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_an_address_that_does_not_answer_and_one_with_a_password_in_it_are_said() -> None:
    with pytest.raises((Unreachable, Refused)):
        fetch("http://127.0.0.1:9/", Known())
    with pytest.raises(Refused, match="no plain web address"):
        fetch("https://user:word@example.org/", Known())


def test_only_the_web_is_an_address() -> None:
    assert is_address("HTTPS://example.org/1")
    assert not is_address("file:///etc/passwd")
    assert not is_address("page.html")
