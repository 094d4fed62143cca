"""Fetching one address, against real servers on this machine: what is refused, what is bounded, what is kept."""

import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from qeyd.errors import Refused, Unreachable
from qeyd.flow import fetch as room
from qeyd.flow.arrivals import Known
from qeyd.flow.fetch import Manner, check_public, fetch, is_address
from qeyd.flow.lines import Trouble
from qeyd.store import Arrival

PAGE = (
    "<html><head><title>Invented</title></head><body><article><h1>Rain over the invented town</h1><p>"
    + "Rain fell over the invented town on Friday and the bridge was closed. " * 8
    + "</p></article></body></html>"
).encode()
Say = Callable[[http.server.BaseHTTPRequestHandler], None]


class Site:
    """A server of this machine that answers as it is told and remembers what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Say] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                site.pages.get(self.path, lambda one: answer(one, 404, b"no"))(self)

            do_CONNECT = do_GET  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def manner(self, **more: Any) -> Manner:
        return Manner(allowed=frozenset({("127.0.0.1", self.port)}), **more)


def answer(one: http.server.BaseHTTPRequestHandler, status: int, data: bytes = PAGE, **headers: str) -> None:
    one.send_response(status)
    told = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(data)), **headers}
    for name, value in told.items():
        one.send_header(name.replace("_", "-"), value)
    one.end_headers()
    one.wfile.write(data)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.mark.parametrize(
    "peer",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.9", "169.254.169.254", "100.64.1.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "fd00:ec2::254"],
)  # fmt: skip
def test_this_machine_and_private_networks_are_refused(peer: str) -> None:
    with pytest.raises(Refused, match="not on the open web"):
        check_public(peer, "https://example.org")


def test_a_public_address_is_not_refused() -> None:
    check_public("93.184.216.34", "https://example.org")
    check_public("2606:2800:220:1:248:1893:25c8:1946", "https://example.org")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]"]
)
def test_a_server_on_this_machine_is_refused_however_it_is_written(site: Site, host: str) -> None:
    with pytest.raises((Refused, Unreachable)):
        fetch(f"http://{host}:{site.port}/page", Known())
    assert site.asked == []


def test_a_page_is_taken_with_its_headers_but_none_that_identifies_somebody(site: Site) -> None:
    site.pages["/a"] = lambda one: answer(one, 200, Set_Cookie="who=me", ETag='"1"', X_Client_IP="1.2.3.4")
    made = fetch(f"{site.url}/a#part", Known(), site.manner(agent="Invented Monitor 1.0"))
    assert isinstance(made, Arrival)
    assert made.data == PAGE
    assert made.capture
    names = {name.lower() for name, _ in made.capture.headers}
    assert "etag" in names
    assert not names & {"set-cookie", "x-client-ip"}
    path, headers = site.asked[-1]
    assert path == "/a"
    assert headers["User-Agent"] == "Invented Monitor 1.0"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_redirects_are_followed_checked_each_and_kept_as_the_way_there(site: Site) -> None:
    site.pages["/a"] = lambda one: answer(one, 302, b"", Location="/b", Set_Cookie="who=me")
    site.pages["/b"] = lambda one: answer(one, 301, b"", Location=f"{site.url}/c")
    site.pages["/c"] = lambda one: answer(one, 200)
    made = fetch(f"{site.url}/a", Known(), site.manner())
    assert isinstance(made, Arrival) and made.capture
    assert made.url == f"{site.url}/c"
    way = [value for name, value in made.capture.headers if name == "qeyd-redirected-from"]
    assert way == [f"{site.url}/a", f"{site.url}/b"]
    assert all("Cookie" not in headers for _, headers in site.asked)


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd",
     "ftp://example.org/", "http://me:word@example.org/", "gopher://127.0.0.1:70/", "http://127.0.0.1:1/"],
)  # fmt: skip
def test_a_redirect_off_the_open_web_is_refused(site: Site, target: str) -> None:
    site.pages["/a"] = lambda one: answer(one, 302, b"", Location=target)
    with pytest.raises(Refused):
        fetch(f"{site.url}/a", Known(), site.manner())


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.pages["/a"] = lambda one: answer(one, 302, b"", Location="/a")
    with pytest.raises(Refused, match="leads on"):
        fetch(f"{site.url}/a", Known(), site.manner())


def test_a_name_is_resolved_once_and_every_address_of_the_answer_counts(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [["93.184.216.34", "127.0.0.1"]]
    asked: list[str] = []

    def resolver(host: str, port: int, *rest: object, **more: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in answers[0]]

    monkeypatch.setattr(room.socket, "getaddrinfo", resolver)
    with pytest.raises(Refused, match="not on the open web"):
        fetch(f"http://rebinding.example:{site.port}/", Known())
    assert site.asked == []
    # Once: the connection goes to the checked address, whatever the name leads to a moment later.
    answers[0] = ["127.0.0.1"]
    asked.clear()
    site.pages["/a"] = lambda one: answer(one, 200)
    monkeypatch.setattr(room, "_check_robots", lambda address, manner: None)
    made = fetch(f"http://rebinding.example:{site.port}/a", Known(), site.manner())
    assert isinstance(made, Arrival)
    assert [one for one in asked if one == "rebinding.example"] == ["rebinding.example"]
    assert site.asked[-1][1]["Host"] == f"rebinding.example:{site.port}"


def test_size_is_bounded_whatever_the_site_says(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_FILE", 1 << 20)

    def endless(one: http.server.BaseHTTPRequestHandler) -> None:
        one.send_response(200)
        one.send_header("Content-Type", "text/html")
        one.end_headers()
        try:
            while True:
                one.wfile.write(b"x" * 65536)
        except OSError:
            pass

    site.pages["/a"] = endless
    made = fetch(f"{site.url}/a", Known(), site.manner())
    assert isinstance(made, Trouble)
    assert "larger than 1 MiB" in str(made)


def test_time_is_bounded_for_a_site_that_drips(site: Site) -> None:
    def drip(one: http.server.BaseHTTPRequestHandler) -> None:
        one.send_response(200)
        one.send_header("Content-Type", "text/html")
        one.end_headers()
        try:
            for _ in range(100):
                one.wfile.write(b"x")
                one.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    site.pages["/a"] = drip
    start = time.monotonic()
    with pytest.raises(Unreachable, match="longer than"):
        fetch(f"{site.url}/a", Known(), site.manner(whole=0.5))
    assert time.monotonic() - start < 5


def test_a_page_cut_short_and_a_packed_one_are_refused(site: Site) -> None:
    site.pages["/short"] = lambda one: answer(one, 200, PAGE, Content_Length=str(len(PAGE) + 9))
    site.pages["/packed"] = lambda one: answer(one, 200, b"\x1f\x8b", Content_Encoding="gzip")
    with pytest.raises(Unreachable):
        fetch(f"{site.url}/short", Known(), site.manner(seconds=1))
    with pytest.raises(Refused, match="packed"):
        fetch(f"{site.url}/packed", Known(), site.manner())


def test_what_robots_txt_forbids_is_left_alone(site: Site) -> None:
    site.pages["/robots.txt"] = lambda one: answer(
        one, 200, b"User-agent: *\nDisallow: /a", Content_Type="text/plain"
    )
    site.pages["/a"] = lambda one: answer(one, 200)
    with pytest.raises(Refused, match="asks not to be collected"):
        fetch(f"{site.url}/a", Known(), site.manner())
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_a_proxy_is_asked_for_the_name_and_local_names_are_not_given_to_it(site: Site) -> None:
    site.pages["http://news.example/a"] = lambda one: answer(one, 200)
    manner = Manner(proxy=site.url)
    made = fetch("http://news.example/a", Known(), manner)
    assert isinstance(made, Arrival)
    for local in (
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://printer/",
        "http://a.internal/",
        "http://[::1]/",
    ):
        with pytest.raises(Refused):
            fetch(local, Known(), manner)
    assert all("news.example" in path for path, _ in site.asked)


def test_a_certificate_that_nobody_vouches_for_is_not_taken(site: Site) -> None:
    with pytest.raises(Unreachable):
        fetch(f"https://127.0.0.1:{site.port}/a", Known(), site.manner(seconds=1))


def test_an_address_that_does_not_answer_and_one_with_a_password_in_it_are_said() -> None:
    with pytest.raises((Unreachable, Refused)):
        fetch("http://127.0.0.1:9/", Known())
    with pytest.raises(Refused, match="no plain web address"):
        fetch("https://user:word@example.org/", Known())


def test_only_the_web_is_an_address() -> None:
    assert is_address("HTTPS://example.org/1")
    assert not is_address("file:///etc/passwd")
    assert not is_address("page.html")
