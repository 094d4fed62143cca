"""Who may see the page: asked for at its own address, not by another site, and by somebody who was let in.

Other programs and other web pages can reach 127.0.0.1 as well, so a request has to show three things: it was meant
for this address (Host; otherwise a foreign name could be pointed at us, "DNS rebinding"), it does not come from a
foreign page (Origin), and it carries a cookie. Where nobody has an account, the cookie is what the one-time token of
the printed address was traded for. Where coders have accounts, it is their session's token (see decision 41).
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qeyd.flow.coders import Role, has_coders, session
from qeyd.web.forms import SESSION_OVER
from qeyd.web.linking import Links
from qeyd.web.notices import notice_for
from qeyd.web.text import t
from qeyd.web.visit import Visit, set_served_at, set_visit

if TYPE_CHECKING:
    from qeyd.store import Casebook

SCRIPT = "/static/desk.js"  #: the one script there is
KEEPER = "keeper"  #: who decides where nobody has an account

#: Sent with every answer, with what may run beside it: one script of ours, by its whole address.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers send "Origin: null" with our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: Renders a refusal: status, title, what to do.
Refusal = Callable[[int, str, str], Response]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the pages are served."""

    port: int
    hosts: tuple[str, ...] = ("127.0.0.1",)  #: names that browsers may ask for
    scheme: str = "http"

    @property
    def is_network(self) -> bool:
        """Whether other computers reach it."""
        return self.hosts != ("127.0.0.1",)

    @property
    def netlocs(self) -> tuple[str, ...]:
        """What the Host header may be."""
        usual = {"http": 80, "https": 443}[self.scheme]
        bare = self.hosts if self.port == usual else ()
        return (*(f"{host}:{self.port}" for host in self.hosts), *bare)

    @property
    def url(self) -> str:
        """The first address, without a slash at its end."""
        return f"{self.scheme}://{self.netlocs[0]}"


def moment() -> datetime:
    """When a request comes in."""
    return datetime.now(UTC)


class Guard:
    """Lets through what comes from somebody who was let in, and nothing else."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        casebook: "Casebook",
        links: Links,
        address: Address,
        token: str,
        refuse: Refusal,
    ) -> None:
        self.app = app
        self._links = links
        self._casebook = casebook
        self._address = address
        self._cookie = f"qeyd-{address.port}"  # cookies are not kept apart by port, their names have to be
        self._token: str | None = token
        self._session = secrets.token_urlsafe(32)
        self._csrf = secrets.token_urlsafe(32)
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand the request on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web sockets here
        request = Request(scope)
        set_visit(None)
        set_served_at(self._address.url if self._address.is_network else "")
        answer = self._answer(request)
        script = ""
        if request.headers.get("host") in self._address.netlocs:
            script = f"{self._address.scheme}://{request.headers['host']}{SCRIPT}"
        await (answer or self.app)(scope, receive, _with_headers(send, script))

    def _answer(self, request: Request) -> Response | None:
        """A refusal or the trade of the token; None lets the request through."""
        if len(request.headers.getlist("host")) != 1 or request.headers["host"] not in self._address.netlocs:
            return self._refuse(
                421,
                t("Not this address"),
                t(
                    "This page answers to {address} alone. Use the printed address.",
                    address=self._address.url,
                ),
            )
        if request.method not in {"GET", "HEAD", "POST"}:
            return self._refuse(
                405, t("Nothing to send here"), t("This page can be looked at, or a form sent.")
            )
        if not self._is_ours(request):
            return self._refuse(
                403, t("Asked for by another site"), t("Open the address that qeyd printed yourself.")
            )
        if request.url.path.startswith("/static/"):
            return None
        request.state.keys_cookie = f"{self._cookie}-keys"
        return self._by_login(request) if self._has_accounts() else self._by_token(request)

    def _has_accounts(self) -> bool:
        return self._address.is_network or has_coders(self._casebook)

    def _is_ours(self, request: Request) -> bool:
        """Whether the request was not made by a page of another site."""
        headers: Headers = request.headers
        origins = headers.getlist("origin")
        ours = f"{self._address.scheme}://{headers['host']}"
        if any(origin != ours for origin in origins) or (request.method == "POST" and not origins):
            return False
        # A link on another page may lead here (without the cookie, which is SameSite=Strict); nothing there may
        # load, embed or fetch from here, nor send a form.
        foreign = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
        return not foreign or (headers.get("sec-fetch-mode") == "navigate" and request.method != "POST")

    # --- where nobody has an account ------------------------------------------------------------------------------

    def _by_token(self, request: Request) -> Response | None:
        known = hmac.compare_digest(request.cookies.get(self._cookie, "").encode(), self._session.encode())
        if request.url.path == "/" and "token" in request.query_params:
            return self._trade(request, known=known)
        if known:
            self._let_in(request, KEEPER, Role.REVIEWER, self._csrf, is_alone=True)
            return None
        return self._refuse(
            403,
            t("This page is locked"),
            t(
                "Open the address that “qeyd serve” printed. It works once; to open the page in another browser, "
                "stop the program with Ctrl-C and start it again."
            ),
        )

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

    # --- where coders have accounts -------------------------------------------------------------------------------

    def _by_login(self, request: Request) -> Response | None:
        request.state.login_cookie = f"{self._cookie}-login"
        request.state.secure = self._address.scheme == "https"
        token = request.cookies.get(f"{self._cookie}-login", "")
        found = session(self._casebook, token, now=moment())
        if found is not None:
            self._let_in(request, found.coder, found.role, found.csrf, is_alone=False)
            return None
        if request.url.path == "/login":
            return None
        if (
            request.method == "POST"
        ):  # wherever it was sent to: nothing is taken, and what was written is shown
            request.scope["path"], request.scope["raw_path"] = SESSION_OVER, SESSION_OVER.encode()
            return None
        after = request.url.path if request.url.path != "/" else ""
        after += f"?{request.url.query}" if after and request.url.query else ""
        return RedirectResponse("/login" + (f"?next={quote(after, safe='')}" if after else ""), 303)

    def _let_in(self, request: Request, coder: str, role: Role, csrf: str, *, is_alone: bool) -> None:
        query = f"?{request.url.query}" if request.url.query else ""
        set_visit(
            Visit(
                coder=coder,
                role=role,
                csrf=csrf,
                is_alone=is_alone,
                can_write=self._casebook.desk.writable,
                has_keys=request.cookies.get(f"{self._cookie}-keys") != "off",
                is_linking=self._links.is_busy,
                problem=self._links.problem,
                notice=notice_for(self._casebook, request.query_params.get("did", ""), coder),
                here=request.url.path + query,
            )
        )


def _with_headers(send: Send, script: str) -> Callable[[Message], Awaitable[None]]:
    runs = script or "'none'"
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        f"script-src {runs}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = policy
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return send_with_headers
