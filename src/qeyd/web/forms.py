"""Forms: each that decides something carries its session's token, comes from somebody who may, and is small."""

import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from qeyd.errors import CasebookBusy, NotAllowed, QeydError, ShapeError, StoreError
from qeyd.flow.coders import Task
from qeyd.model import Verdict
from qeyd.web.linking import Relink, relink
from qeyd.web.render import problem
from qeyd.web.said import said_words
from qeyd.web.text import t
from qeyd.web.visit import visit_now

if TYPE_CHECKING:
    from qeyd.store import Casebook

LARGEST = 2_000_000  #: bytes of one form: a long testimony in any script
MOST_FIELDS = 500
SESSION_OVER = "/session-over"  #: where forms of those go that are not logged in any more
LONG = 20  #: signs from which what was written is worth copying


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent with a form: each field as often as it was sent."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """The last value of a field, without blanks around it."""
        values = self.fields.get(name)
        return values[-1].strip() if values else default

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that has words."""
        return tuple(one.strip() for one in self.fields.get(name, ()) if one.strip())

    def number(self, name: str) -> int | None:
        """A whole number from 0; None where none was given."""
        return whole(self.get(name))


def whole(words: str) -> int | None:
    """A whole number from 0 of up to nine digits; None for anything else.

    >>> whole("12"), whole("-1"), whole("٣"), whole("")
    (12, None, None, None)
    """
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None


class BadForm(Exception):
    """A form that is no form of ours; ``status`` and words for the answer."""

    def __init__(self, status: int, title: str, remedy: str) -> None:
        super().__init__(title)
        self.status, self.title, self.remedy = status, title, remedy


async def read_form(request: Request) -> Form:
    """The form that was sent. Raises BadForm where it is too long or no form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadForm(415, t("This is no form of these pages"), t("Go back and send the form again."))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise BadForm(413, t("This is too long"), t("A form may hold two million bytes. Split it."))
    fields: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except (ValueError, UnicodeDecodeError) as wrong:
        raise BadForm(400, t("This form cannot be read"), t("Go back and send it again.")) from wrong
    for name, value in pairs:
        fields.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\x00", ""))
    return Form(fields)


def verdict_of(form: Form) -> Verdict:
    """Yes, no or unsure, as the pressed button says. Raises ShapeError for anything else."""
    try:
        return Verdict(form.get("verdict"))
    except ValueError as wrong:
        raise ShapeError("Say yes, no or unsure.") from wrong


def casebook_of(request: Request) -> "Casebook":
    """The casebook that is served."""
    casebook: Casebook = request.app.state.casebook
    return casebook


def name_of(request: Request) -> str:
    """What the casebook is called at the top of a page."""
    return str(request.app.state.name)


def now() -> datetime:
    """The moment of a decision."""
    return datetime.now(UTC)


Decide = Callable[[Request, Form], Response | Awaitable[Response]]


def decides(path: str, view: Decide, task: Task, *, links: Relink = Relink.NO) -> Route:
    """A route that a form is sent to: only with this session's token, and by somebody who may do this.

    ``links`` says whether incidents have to be worked out anew afterwards, and whether the answer waits for it.
    """

    async def answer(request: Request) -> Response:
        visit = visit_now()
        try:
            form = await read_form(request)
        except BadForm as wrong:
            return problem(wrong.status, wrong.title, wrong.remedy, can_go_back=True)
        if visit is None or not hmac.compare_digest(form.get("csrf").encode(), visit.csrf.encode()):
            return problem(
                403,
                t("This form is too old"),
                t("It was made for another session. Go back, load the page again, and send it once more."),
                back=safe_next(form.get("back"), otherwise="/inbox"),
                written=written(form),
            )
        if not visit.may(task):
            return _may_not(can_write=visit.can_write)
        try:
            answered = view(request, form)
            done = answered if isinstance(answered, Response) else await answered
        except QeydError as wrong:
            return said_so(wrong, form.get("back"))
        if links is not Relink.NO and done.status_code < 400:
            await relink(request.app, wait=links is Relink.WAIT)
        return done

    return Route(path, answer, methods=["POST"])


def written(form: Form) -> tuple[str, ...]:
    """The longer texts that somebody wrote in a form, so that they are not lost with it."""
    hidden = (
        "csrf",
        "back",
        "next",
        "password",
        "again",
        "old",
        "judgement",
        "report",
        "lesson",
        "assignment",
    )
    texts = (value for name, values in form.fields.items() if name not in hidden for value in values)
    return tuple(one for one in texts if len(one) >= LONG)


async def session_over(request: Request) -> Response:
    """What answers a form whose sender is not logged in any more: nothing is taken, nothing written is lost."""
    try:
        form = await read_form(request)
    except BadForm as wrong:
        return problem(wrong.status, wrong.title, wrong.remedy)
    back = safe_next(form.get("back"))
    return problem(
        403,
        t("You are not logged in"),
        t("Your session has ended. Log in and send it again."),
        back="/login" + (f"?{urlencode({'next': back})}" if back else ""),
        written=written(form),
    )


def _may_not(*, can_write: bool) -> Response:
    if not can_write:
        return problem(
            403,
            t("This casebook is open for looking alone"),
            t("Start “qeyd serve” without --look-only to decide anything."),
            can_go_back=True,
        )
    return problem(
        403, t("Your role does not allow this"), t("Ask a reviewer for another role."), can_go_back=True
    )


def said_so(wrong: QeydError, back: str = "") -> Response:
    """A page that says what kept a form from taking effect; nothing was changed."""
    status = 400
    if isinstance(wrong, NotAllowed):
        status = 403
    elif isinstance(wrong, CasebookBusy):
        status = 503
    elif isinstance(wrong, StoreError) and not isinstance(wrong, ShapeError):
        status = 409
    return problem(
        status,
        t("Nothing was changed"),
        t("Go back and try again."),
        text=said_words(str(wrong)),
        can_go_back=True,
        back=safe_next(back),
    )


def safe_next(address: str, *, otherwise: str = "") -> str:
    """An address of these pages to go on to; anything that could lead elsewhere becomes ``otherwise``.

    >>> safe_next("/inbox?page=2"), safe_next("//evil.example"), safe_next("https://evil.example"), safe_next("/\\\\e")
    ('/inbox?page=2', '', '', '')
    """
    parts = urlsplit(address) if address.isprintable() and "\\" not in address else None
    is_ours = parts is not None and not parts.scheme and not parts.netloc
    return address if is_ours and address.startswith("/") and not address.startswith("//") else otherwise


def go_on(address: str, *, did: str = "", anchor: str = "") -> RedirectResponse:
    """To another page after a form; ``did`` is the judgement that can be undone there."""
    parts = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != "did"]
    query = urlencode([*kept, ("did", did)] if did else kept)
    return RedirectResponse(urlunsplit(("", "", parts.path, query, anchor or parts.fragment)), 303)
