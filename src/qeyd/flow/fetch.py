"""Take one article from its address: carefully, and only from the open web.

Only http and https, only public addresses (checked on the very connection that is used, so that a name cannot
point elsewhere a moment later), no more than a few redirects, a few megabytes, and only what the site's robots.txt
allows.
"""

import http.client
import ipaddress
import urllib.error
import urllib.request
import urllib.robotparser
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from qeyd import __version__
from qeyd.errors import Refused, Unreachable
from qeyd.flow.arrivals import MAX_FILE, Known, page_from, text_from
from qeyd.flow.lines import Trouble
from qeyd.store import Arrival

AGENT = f"qeyd/{__version__}"
SECONDS = 20.0


def is_address(source: str) -> bool:
    """Whether this is an address of the web rather than a file."""
    return source.lower().startswith(("http://", "https://"))


def check_public(peer: str, url: str) -> None:
    """Raises Refused when a connection leads to this machine or a private network."""
    if not ipaddress.ip_address(peer.partition("%")[0]).is_global:
        raise Refused(f"{url}: this address is not on the open web. Save the page and add the file.")


class _Guarded(http.client.HTTPConnection):
    def connect(self) -> None:
        super().connect()
        check_public(self.sock.getpeername()[0], self.host)


class _GuardedTls(http.client.HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        check_public(self.sock.getpeername()[0], self.host)


class _Http(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Guarded, request)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_GuardedTls, request)


def _opener() -> Callable[..., Any]:
    director = urllib.request.OpenerDirector()
    for handler in (
        _Http(),
        _Https(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ):
        director.add_handler(handler)
    return director.open


def _get(url: str, limit: int) -> tuple[str, str, bytes]:
    """The final address, media type and bytes behind an address."""
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Accept": "text/html, text/plain"})  # noqa: S310
    try:
        with _opener()(request, timeout=SECONDS) as answer:
            data = answer.read(limit + 1)
            return str(answer.geturl()), str(answer.headers.get_content_type()), data
    except urllib.error.HTTPError as problem:
        kind = Refused if problem.code in (401, 402, 403, 451) else Unreachable
        raise kind(
            f"{url}: the site answered {problem.code} {problem.reason}. Open it in a browser, save the page, "
            "and add the file."
        ) from problem
    except (OSError, http.client.HTTPException, ValueError) as problem:
        reason = getattr(problem, "reason", None) or problem
        raise Unreachable(
            f"{url}: the site did not answer ({reason}). Try later, or save the page and add the file."
        ) from problem


def fetch(url: str, known: Known) -> Arrival | Trouble:
    """The article at an address. Raises Refused or Unreachable."""
    parts = urlsplit(url)
    if not parts.hostname or parts.username or parts.password:
        raise Refused(f"{url}: this is no plain web address. Write it as https://host/page.")
    address = urlunsplit(parts._replace(fragment=""))
    robots = urllib.robotparser.RobotFileParser()
    try:
        _, _, rules = _get(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")), 512 * 1024)
    except Refused as problem:
        if "not on the open web" in str(problem):
            raise
        rules = b""
    except Unreachable:
        rules = b""  # a site without rules; if it does not answer at all, the next call says so
    robots.parse(rules.decode("utf-8", "replace").splitlines())
    if not robots.can_fetch(AGENT, address):
        raise Refused(
            f"{url}: the site asks not to be collected (robots.txt). Save the page and add the file."
        )
    final, media, data = _get(address, MAX_FILE)
    if len(data) > MAX_FILE:
        return Trouble(url, f"the page is larger than {MAX_FILE >> 20} MiB, which is no article.")
    if media not in ("text/html", "application/xhtml+xml", "text/plain"):
        return Trouble(url, f"it is {media}, neither HTML nor text. Save its text and add the file.")
    take = text_from if media == "text/plain" else page_from
    return take(data, url, replace(known, url=known.url or final))
