"""Who may see the page: this computer, this port, and whoever held the printed address first.

Other programs and other web pages can reach 127.0.0.1 as well, so a request has to show three things: it was meant
for this address (Host; otherwise a foreign name could be pointed at us, "DNS rebinding"), it does not come from a
foreign page (Origin), and it carries the cookie that the one-time token of the printed address was traded for.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qeyd.web.text import t

#: Sent with every answer. Nothing is loaded from anywhere but here, no script runs, nothing is kept by the browser.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: Renders a refusal: status, title, what to do.
Refusal = Callable[[int, str, str], Response]


class Guard:
    """Lets through what comes from the browser that traded the token, and nothing else."""

    def __init__(self, app: ASGIApp, *, port: int, token: str, refuse: Refusal) -> None:
        self.app = app
        self._host = f"127.0.0.1:{port}"
        self._cookie = f"qeyd-{port}"  # cookies are not kept apart by port, their names have to be
        self._token: str | None = token
        self._session = secrets.token_urlsafe(32)
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand the request on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web sockets here
        answer = self._answer(Request(scope))
        await (answer or self.app)(scope, receive, _with_headers(send))

    def _answer(self, request: Request) -> Response | None:
        """A refusal or the trade of the token; None lets the request through."""
        if request.headers.getlist("host") != [self._host]:
            return self._refuse(
                421,
                t("Not this address"),
                t(
                    "This page answers to {address} alone. Use the printed address.",
                    address=f"http://{self._host}",
                ),
            )
        if request.method not in {"GET", "HEAD"}:
            return self._refuse(405, t("Nothing to send here"), t("These pages can only be looked at."))
        if not self._is_ours(request.headers):
            return self._refuse(
                403, t("Asked for by another site"), t("Open the address that qeyd printed yourself.")
            )
        known = self._knows(request)
        if request.url.path == "/" and "token" in request.query_params:
            return self._trade(request, known=known)
        if known or request.url.path.startswith("/static/"):
            return None
        return self._refuse(
            403,
            t("This page is locked"),
            t(
                "Open the address that “qeyd serve” printed. It works once; to open the page in another browser, "
                "stop the program with Ctrl-C and start it again."
            ),
        )

    def _is_ours(self, headers: Headers) -> bool:
        """Whether the request was not made by a page of another site."""
        if any(origin != f"http://{self._host}" for origin in headers.getlist("origin")):
            return False
        # A link on another page may lead here (without the cookie, which is SameSite=Strict); nothing there may
        # load, embed or fetch from here.
        foreign = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
        return not foreign or headers.get("sec-fetch-mode") == "navigate"

    def _knows(self, request: Request) -> bool:
        return hmac.compare_digest(request.cookies.get(self._cookie, "").encode(), self._session.encode())

    def _trade(self, request: Request, *, known: bool) -> Response:
        """The token for the cookie, once. A browser that looks ahead on its own does not use it up."""
        looks_ahead = "prefetch" in request.headers.get("sec-purpose", request.headers.get("purpose", ""))
        if request.method != "GET" or looks_ahead:
            return self._refuse(425, t("Not yet"), t("Open the address itself."))
        given = parse_qs(request.url.query).get("token", [""])[-1]
        right = self._token is not None and hmac.compare_digest(given.encode(), self._token.encode())
        if not right and not known:
            return self._refuse(
                403,
                t("This address is used up"),
                t(
                    "It opens the page once. Stop qeyd with Ctrl-C, run “qeyd serve” again, and open the new address."
                ),
            )
        answer = RedirectResponse("/incidents", status_code=303)
        if right:
            self._token = None
            answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict", path="/")
        return answer


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return send_with_headers
