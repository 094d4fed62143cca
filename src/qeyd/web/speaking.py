"""Which language a request is answered in: the one asked for in the address, else remembered, else the browser's.

``?lang=ru`` on any page answers in Russian and remembers the choice in a cookie; other addresses stay free of it.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qeyd.web.catalogue import LANGUAGES
from qeyd.web.text import speak

COOKIE = "qeyd-language"
_YEAR = 365 * 24 * 3600

_address: ContextVar[str] = ContextVar("address", default="/")


@dataclass(frozen=True, slots=True)
class Choice:
    """A language of the page."""

    code: str
    name: str  #: what it calls itself
    href: str  #: this page in it


def choices() -> tuple[Choice, ...]:
    """The languages of the page, each with the address of the page that is being answered."""
    path, _, query = _address.get().partition("?")
    return tuple(
        Choice(code, name, f"{path}?{query}{'&' if query else ''}lang={code}")
        for code, name in LANGUAGES.items()
    )


def preferred(accepted: str) -> str:
    """The first of our languages by an Accept-Language header; English where it names none of them.

    >>> preferred("tr;q=0.4, az-AZ, ru;q=0.9"), preferred("de"), preferred("en;q=0.1, ru;q=x, az;q=0")
    ('az', 'en', 'en')
    """
    wanted = []
    for at, part in enumerate(accepted[:500].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        code = tag.strip().lower().split("-")[0]
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        if code in LANGUAGES and quality > 0:
            wanted.append((-quality, at, code))
    return min(wanted)[2] if wanted else "en"


class Speaking:
    """Sets the language for everything that answers the request, and remembers one that was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, to be answered in its language."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        asked = dict(query).get("lang", "")
        remembered = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        known = [code for code in (asked, remembered) if code in LANGUAGES]
        speak(known[0] if known else preferred(headers.get("accept-language", "")))
        rest = urlencode([(name, value) for name, value in query if name not in {"lang", "token"}])
        # One slash alone at the front: "//elsewhere" would lead to another host.
        _address.set("/" + quote(scope["path"].lstrip("/")) + (f"?{rest}" if rest else ""))
        await self.app(scope, receive, _remembering(send, asked) if asked in LANGUAGES else send)


def _remembering(send: Send, language: str) -> Send:
    """Send, with a cookie that remembers the language when the page was found."""
    cookie = Response()
    cookie.set_cookie(COOKIE, language, max_age=_YEAR, httponly=True, samesite="strict", path="/")

    async def send_remembering(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] < 400:
            MutableHeaders(scope=message).append("set-cookie", cookie.headers["set-cookie"])
        await send(message)

    return send_remembering
