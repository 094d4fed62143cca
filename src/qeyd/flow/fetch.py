"""Take one article from its address: carefully, and only from the open web.

Only http and https and only what the site's robots.txt allows. A name is resolved once, every address of the answer is
checked, and the connection goes to a checked address: nothing resolves it a second time. The same at every redirect.
Size and time are bounded, no cookie is kept or sent, and of the answer's headers those that identify somebody are
dropped before they are preserved.

With a proxy the name is resolved by the proxy, and nothing of it here: what the proxy can reach is for the proxy to
say. Refused are then addresses written as numbers that are not on the open web, and names that only a local network
knows.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import urllib.robotparser
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit, urlunsplit

from qeyd import __version__
from qeyd.collect.worker import Worker
from qeyd.errors import Refused, Unreachable
from qeyd.flow.arrivals import MAX_FILE, Known, page_from, text_from
from qeyd.flow.lines import Trouble
from qeyd.store import Arrival, Capture

AGENT = f"qeyd/{__version__}"
SECONDS = 20.0  #: for a connection, and for each wait
WHOLE = 60.0  #: for one answer, from the first byte to the last
REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_LOCAL = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".corp")
#: Headers that identify a visitor or a session; the rest is kept with the page.
_PERSONAL = frozenset(
    {"set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization", "www-authenticate",
     "proxy-authenticate", "authentication-info", "x-client-ip", "x-forwarded-for", "x-real-ip", "cf-connecting-ip",
     "true-client-ip", "forwarded", "report-to", "nel"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manner:
    """How pages are asked for."""

    agent: str = AGENT  #: what the site is told; it stands in the site's log
    proxy: str | None = None  #: "http://host:port"
    seconds: float = SECONDS
    whole: float = WHOLE
    allowed: frozenset[tuple[str, int]] = frozenset()  #: addresses and ports of this machine, for tests alone
    trust: ssl.SSLContext | None = None  #: None: what this computer trusts


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    reason: str
    media: str
    headers: tuple[tuple[str, str], ...]
    data: bytes
    trail: tuple[str, ...]  #: the addresses that led here


def is_address(source: str) -> bool:
    """Whether this is an address of the web rather than a file."""
    return source.lower().startswith(("http://", "https://"))


def check_public(peer: str, url: str) -> None:
    """Raises Refused when an address is this machine's, a private network's, or hides such a one in itself."""
    address = ipaddress.ip_address(peer.partition("%")[0])
    if not all(one.is_global and not one.is_multicast for one in (address, *_inner(address))):
        raise Refused(f"{url}: this address is not on the open web. Save the page and add the file.")


def _inner(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Iterable[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            yield address.ipv4_mapped
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo
        if address in ipaddress.ip_network("64:ff9b::/96") or address in ipaddress.ip_network("::/96"):
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def resolve(host: str, port: int, url: str, manner: Manner) -> str:
    """One address of a host, all of whose addresses are on the open web. Raises Refused or Unreachable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise Unreachable(
            f"{url}: there is no such host ({problem}). Look at the address again."
        ) from problem
    peers = list(dict.fromkeys(str(one[4][0]) for one in found))
    for peer in peers:
        if (peer, port) not in manner.allowed:
            check_public(peer, url)
    return peers[0]


class _Plain(http.client.HTTPConnection):
    """A connection to an address that was checked; the host's name is only said, never looked up."""

    def __init__(self, host: str, port: int, *, peer: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._peer = peer

    def connect(self) -> None:
        self.sock = socket.create_connection((self._peer, self.port), self.timeout)


class _Tls(http.client.HTTPSConnection):
    """The same under TLS, whose certificate has to be that of the host."""

    def __init__(self, host: str, port: int, *, peer: str, seconds: float, trust: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=seconds, context=trust)
        self._peer, self._trust = peer, trust

    def connect(self) -> None:
        raw = socket.create_connection((self._peer, self.port), self.timeout)
        try:
            self.sock = self._trust.wrap_socket(raw, server_hostname=self.host)
        except BaseException:
            raw.close()
            raise


def _connection(scheme: str, host: str, port: int, url: str, manner: Manner) -> http.client.HTTPConnection:
    trust = manner.trust or ssl.create_default_context()
    if manner.proxy is None:
        peer = resolve(host, port, url, manner)
        if scheme == "https":
            return _Tls(host, port, peer=peer, seconds=manner.seconds, trust=trust)
        return _Plain(host, port, peer=peer, seconds=manner.seconds)
    _check_named(host, port, url, manner)
    proxy = urlsplit(manner.proxy)
    if proxy.scheme != "http" or not proxy.hostname or proxy.username:
        raise Refused(f"{manner.proxy}: this is no proxy. Write it as http://host:port.")
    if scheme == "http":
        return http.client.HTTPConnection(proxy.hostname, proxy.port or 8080, timeout=manner.seconds)
    made = http.client.HTTPSConnection(
        proxy.hostname, proxy.port or 8080, timeout=manner.seconds, context=trust
    )
    made.set_tunnel(host, port)
    return made


def _check_named(host: str, port: int, url: str, manner: Manner) -> None:
    """For a proxy, which resolves names itself: no address in numbers off the open web, no local name."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        peer = str(ipaddress.ip_address(bare))
    except ValueError:
        try:
            peer = socket.inet_ntoa(socket.inet_aton(bare)) if bare[:1].isdigit() else ""
        except OSError:
            peer = ""
        if not peer and ("." not in bare or bare.endswith(_LOCAL)):
            raise Refused(
                f"{url}: this name is of a local network. Save the page and add the file."
            ) from None
    if peer and (peer, port) not in manner.allowed:
        check_public(peer, url)


def _ask(url: str, limit: int, manner: Manner) -> _Answer:
    """One answer, its redirects not followed. Raises Refused or Unreachable."""
    parts = urlsplit(url)
    try:
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password or not port:
        raise Refused(f"{url}: this is no plain web address. Write it as https://host/page.")
    connection = _connection(parts.scheme, parts.hostname, port, url, manner)
    late = threading.Event()
    held: list[socket.socket] = []  # the connection forgets its socket while the answer is read

    def stop() -> None:
        late.set()
        for one in (connection.sock, *held):
            if one is not None:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(manner.whole, stop)
    watch.daemon = True
    watch.start()
    try:
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request(
            "GET",
            url if manner.proxy and parts.scheme == "http" else path,
            headers={"User-Agent": manner.agent, "Accept": "text/html, text/plain", "Accept-Encoding": "identity",
                     "Connection": "close"},
        )  # fmt: skip
        if connection.sock is not None:
            held.append(connection.sock)
        answer = connection.getresponse()
        data = b"" if answer.status in (301, 302, 303, 307, 308) else answer.read(limit + 1)
        if late.is_set():
            raise TimeoutError("it took too long")
        if len(data) <= limit and answer.length:
            raise http.client.IncompleteRead(data, answer.length)
        headers = tuple((name, value) for name, value in answer.getheaders() if name.lower() not in _PERSONAL)
        told = _Answer(
            url, answer.status, answer.reason, answer.headers.get_content_type(), headers, data, ()
        )
        if answer.getheader("Content-Encoding", "identity").strip().lower() not in ("identity", ""):
            raise Refused(
                f"{url}: the site sent a packed page though asked not to. Save it and add the file."
            )
        return told
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as problem:
        reason = f"it took longer than {manner.whole:g} seconds" if late.is_set() else problem
        raise Unreachable(
            f"{url}: the site did not answer ({reason}). Try later, or save the page and add the file."
        ) from problem
    finally:
        watch.cancel()
        connection.close()


def _get(url: str, limit: int, manner: Manner) -> _Answer:
    """The answer behind an address, redirects followed, each checked anew. Raises Refused or Unreachable."""
    trail: list[str] = []
    while True:
        answer = _ask(url, limit, manner)
        target = {name.lower(): value for name, value in answer.headers}.get("location")
        if answer.status not in (301, 302, 303, 307, 308) or not target:
            break
        trail.append(url)
        if len(trail) > REDIRECTS:
            raise Refused(
                f"{trail[0]}: it leads on more than {REDIRECTS} times. Save the page and add the file."
            )
        url = urlunsplit(urlsplit(urljoin(url, target))._replace(fragment=""))
    if answer.status != 200:
        kind = Refused if answer.status in (401, 402, 403, 451) else Unreachable
        raise kind(
            f"{url}: the site answered {answer.status} {answer.reason}. Open it in a browser, save the page, "
            "and add the file."
        )
    return replace(answer, trail=tuple(trail))


def fetch(
    url: str, known: Known, manner: Manner | None = None, *, worker: Worker | None = None
) -> Arrival | Trouble:
    """The article at an address, with the answer's headers and the way there; taken apart by ``worker`` where given.

    Raises Refused or Unreachable.
    """
    manner = manner or Manner()
    if not manner.agent.isprintable() or not manner.agent.strip():
        raise Refused("A User-Agent is one line of words. Write it again.")
    parts = urlsplit(url)
    if not parts.hostname or parts.username or parts.password:
        raise Refused(f"{url}: this is no plain web address. Write it as https://host/page.")
    address = urlunsplit(parts._replace(fragment=""))
    _check_robots(address, manner)
    answer = _get(address, MAX_FILE, manner)
    if urlsplit(answer.url).netloc != parts.netloc:
        _check_robots(answer.url, manner)
    if len(answer.data) > MAX_FILE:
        return Trouble(url, f"the page is larger than {MAX_FILE >> 20} MiB, which is no article.")
    if answer.media not in ("text/html", "application/xhtml+xml", "text/plain"):
        return Trouble(url, f"it is {answer.media}, neither HTML nor text. Save its text and add the file.")
    told = replace(known, url=known.url or answer.url)
    if answer.media == "text/plain":
        made = text_from(answer.data, url, told)
    else:
        made = page_from(answer.data, url, told, worker)
    if isinstance(made, Trouble):
        return made
    way = tuple(("qeyd-redirected-from", one) for one in answer.trail)
    capture = made.capture or Capture(AGENT)
    return replace(made, capture=replace(capture, tool=AGENT, headers=(*answer.headers, *way)))


def _check_robots(address: str, manner: Manner) -> None:
    """Raises Refused where the site asks not to be collected. A site without rules allows it."""
    parts = urlsplit(address)
    robots = urllib.robotparser.RobotFileParser()
    try:
        rules = _get(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")), 512 * 1024, manner).data
    except Refused as problem:
        if "site answered" not in str(problem):
            raise
        rules = b""
    except Unreachable:
        rules = b""  # a site without rules; if it does not answer at all, the next call says so
    robots.parse(rules.decode("utf-8", "replace").splitlines())
    if not robots.can_fetch(manner.agent, address):
        raise Refused(
            f"{address}: the site asks not to be collected (robots.txt). Save the page and add the file."
        )
