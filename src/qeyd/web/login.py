"""Logging in and out, one's own password, and the accounts of a casebook."""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from qeyd.errors import NotAllowed, QeydError, ShapeError
from qeyd.flow import coders
from qeyd.flow.coders import CoderAccount, LockedOut, Role, Session, Task
from qeyd.web.forms import (
    SESSION_OVER,
    BadForm,
    Form,
    casebook_of,
    decides,
    go_on,
    name_of,
    now,
    read_form,
    safe_next,
    said_so,
    session_over,
)
from qeyd.web.pages import Choice
from qeyd.web.render import problem, render
from qeyd.web.text import t
from qeyd.web.visit import visit_now

_DOOR = secrets.token_bytes(32)  #: signs the token of the login form, for as long as the program runs


@dataclass(frozen=True, slots=True)
class LoginPage:
    """The form to log in with."""

    csrf: str
    after: str
    name: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One coder's account."""

    name: str
    role: str
    roles: tuple[Choice, ...]
    is_disabled: bool
    is_me: bool
    locked: str
    since: str
    added_by: str


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The accounts of a casebook, and the form for another."""

    rows: tuple[AccountRow, ...]
    roles: tuple[Choice, ...]
    is_alone: bool
    shortest: int
    may_manage: bool
    me: str


def role_label(role: Role) -> str:
    """A role in one word."""
    return {Role.VIEWER: t("viewer"), Role.CODER: t("coder"), Role.REVIEWER: t("reviewer")}[role]


def accounts_page(
    accounts: tuple[CoderAccount, ...], *, me: str, is_alone: bool, may_manage: bool
) -> AccountsPage:
    """The page of accounts; others' are listed for those who manage them alone."""

    def roles(chosen: Role | None) -> tuple[Choice, ...]:
        return tuple(Choice(one.value, role_label(one), one is chosen) for one in Role)

    moment = now()
    rows = tuple(
        AccountRow(
            one.name,
            role_label(one.role),
            roles(one.role),
            one.disabled,
            one.name == me,
            f"{one.locked_until:%H:%M} UTC" if one.locked_until and one.locked_until > moment else "",
            f"{one.since:%Y-%m-%d}",
            one.added_by,
        )
        for one in accounts
        if may_manage
    )
    only_first = not accounts
    choices = roles(Role.REVIEWER)[-1:] if only_first else roles(Role.CODER)
    return AccountsPage(rows, choices, is_alone, coders.SHORTEST_PASSWORD, may_manage, me)


# --- logging in ------------------------------------------------------------------------------------------------------


def _door_token(cookie: str) -> str:
    return hmac.new(_DOOR, cookie.encode(), hashlib.sha256).hexdigest()


def _login_form(
    request: Request, after: str, *, name: str = "", problem: str = "", status: int = 200
) -> Response:
    """The form, with a token that belongs to a cookie of its own: nobody else can log this browser in."""
    key = secrets.token_urlsafe(24)
    page = LoginPage(_door_token(key), after, name, problem)
    answer = render("login.html", page, here="", name=name_of(request), status=status)
    cookie = request.state.login_cookie + "-door"
    answer.set_cookie(
        cookie, key, httponly=True, samesite="strict", path="/login", secure=request.state.secure
    )
    return answer


async def _login(request: Request) -> Response:
    if visit_now() is not None:
        return RedirectResponse("/inbox", 303)
    return _login_form(request, safe_next(request.query_params.get("next", "")))


async def _log_in(request: Request) -> Response:
    cookie = getattr(request.state, "login_cookie", "")
    if not cookie:  # nobody has an account
        return RedirectResponse("/inbox", 303)
    try:
        form = await read_form(request)
    except BadForm as wrong:
        return problem(wrong.status, wrong.title, wrong.remedy)
    after = safe_next(form.get("next"))
    key = request.cookies.get(cookie + "-door", "")
    if not key or not hmac.compare_digest(form.get("csrf").encode(), _door_token(key).encode()):
        return _login_form(request, after, problem=t("This form was too old. Fill it in again."), status=403)
    name, password = form.get("name"), (form.fields.get("password") or [""])[-1]
    casebook, old = casebook_of(request), request.cookies.get(cookie, "")

    def work() -> Session:
        with casebook.again() as mine:
            return coders.log_in(mine, name, password, now=now())

    try:  # a hash takes a tenth of a second: beside the pages of everybody else
        session = await asyncio.to_thread(work)
    except LockedOut as locked:
        return _login_form(request, after, name=name, problem=str(locked), status=429)
    except NotAllowed as refused:
        return _login_form(request, after, name=name, problem=str(refused), status=403)
    if old:
        coders.log_out(casebook, old, now=now())
    return _with_session(request, session, after or "/inbox")


def _with_session(request: Request, session: Session, after: str) -> Response:
    answer = RedirectResponse(after, 303)
    answer.set_cookie(
        request.state.login_cookie,
        session.token,
        httponly=True,
        samesite="strict",
        path="/",
        secure=request.state.secure,
    )
    answer.delete_cookie(
        request.state.login_cookie + "-door", path="/login", httponly=True, samesite="strict"
    )
    return answer


def _log_out(request: Request, form: Form) -> Response:
    cookie = getattr(request.state, "login_cookie", "")
    answer = RedirectResponse("/login", 303)
    if cookie:
        coders.log_out(casebook_of(request), request.cookies.get(cookie, ""), now=now())
        answer.delete_cookie(cookie, path="/", httponly=True, samesite="strict")
    return answer


# --- accounts --------------------------------------------------------------------------------------------------------


async def _accounts(request: Request) -> Response:
    visit = visit_now()
    assert visit is not None
    page = accounts_page(
        coders.list_coders(casebook_of(request)),
        me=visit.coder,
        is_alone=visit.is_alone,
        may_manage=visit.may(Task.MANAGE),
    )
    return render("accounts.html", page, here="desk", name=name_of(request))


def _add(request: Request, form: Form) -> Response:
    visit = visit_now()
    assert visit is not None
    password = _new_password(form)
    coders.add_coder(
        casebook_of(request),
        form.get("name"),
        password,
        _role(form),
        now=now(),
        by=visit.coder,
    )
    return go_on("/me")


def _new_password(form: Form) -> str:
    password, again = ((form.fields.get(name) or [""])[-1] for name in ("password", "again"))
    if password != again:
        raise ShapeError("The two passwords differ. Write the same one twice.")
    return password


def _role(form: Form) -> Role:
    try:
        return Role(form.get("role"))
    except ValueError as wrong:
        raise ShapeError(f"{wrong}. A role is viewer, coder or reviewer.") from wrong


def _change(request: Request, form: Form) -> Response:
    casebook, name, what = casebook_of(request), form.get("name"), form.get("what")
    if what == "role":
        coders.set_role(casebook, name, _role(form), now=now())
    elif what == "disable":
        coders.disable_coder(casebook, name, now=now())
    elif what == "enable":
        coders.enable_coder(casebook, name, now=now())
    elif what == "password":
        coders.set_password(casebook, name, _new_password(form), now=now())
    else:
        raise ShapeError(f'"{what}" cannot be done with an account.')
    return go_on("/me")


async def _own_password(request: Request) -> Response:
    """One's own password: the old one has to be known, and a new session begins."""
    visit = visit_now()
    try:
        form = await read_form(request)
    except BadForm as wrong:
        return problem(wrong.status, wrong.title, wrong.remedy)
    right = visit is not None and hmac.compare_digest(form.get("csrf").encode(), visit.csrf.encode())
    if visit is None or visit.is_alone or not right:
        return problem(403, t("This form is too old"), t("Load the page again."), can_go_back=True)
    casebook = casebook_of(request)
    try:
        password = _new_password(form)
        coders.log_in(casebook, visit.coder, (form.fields.get("old") or [""])[-1], now=now())
        coders.set_password(casebook, visit.coder, password, now=now())
        session = coders.log_in(casebook, visit.coder, password, now=now())
    except QeydError as wrong:
        return said_so(wrong, "/me")
    return _with_session(request, session, "/me")


def _keys(request: Request, form: Form) -> Response:
    """Single letters as shortcuts, on or off, in this browser."""
    answer = go_on(safe_next(form.get("back"), otherwise="/inbox"))
    cookie = request.state.keys_cookie
    if form.get("keys") == "off":
        answer.set_cookie(cookie, "off", httponly=True, samesite="strict", max_age=31_536_000, path="/")
    else:
        answer.delete_cookie(cookie, path="/", httponly=True, samesite="strict")
    return answer


ROUTES: list[BaseRoute] = [
    Route("/login", _login),
    Route("/login", _log_in, methods=["POST"]),
    Route(SESSION_OVER, session_over, methods=["POST"]),
    decides("/logout", _log_out, Task.SEE),
    Route("/me", _accounts),
    Route("/me/password", _own_password, methods=["POST"]),
    decides("/me/keys", _keys, Task.SEE),
    decides("/accounts/add", _add, Task.MANAGE),
    decides("/accounts/change", _change, Task.MANAGE),
]
