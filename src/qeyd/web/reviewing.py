"""Reviewing a report: its page, and what is decided there."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from qeyd.errors import QeydError
from qeyd.flow import pairs, review, serve
from qeyd.flow.coders import Task
from qeyd.flow.correct import Correction, Missed, Proposal, propose_field
from qeyd.flow.effective import Effective, effective_reading
from qeyd.flow.inbox import next_account, next_report
from qeyd.flow.testimony import consent_of
from qeyd.model import AccountRef, Report
from qeyd.review.effective import FIELDS
from qeyd.store import Assignment, Casebook
from qeyd.web.editing import correction_of, locate
from qeyd.web.forms import Form, casebook_of, decides, go_on, name_of, now, verdict_of, whole
from qeyd.web.linking import Relink
from qeyd.web.render import render
from qeyd.web.review import Asked, review_page
from qeyd.web.rows import review_href
from qeyd.web.said import said_words
from qeyd.web.text import t
from qeyd.web.visit import coder_now

_READ_IN_WORDS = ("people", "target", "place", "time", "ground")  #: what a missed account's words may tell


def _known(casebook: Casebook, report_id: str, coder: str) -> tuple[serve.ReportFile, Effective]:
    file = serve.gather_report(casebook, report_id)
    known = effective_reading(casebook, report_id, seen_by=coder) if file else None
    if file is None or not isinstance(known, Effective):
        raise HTTPException(404)
    return file, known


def _pair_of(casebook: Casebook, report_id: str, coder: str) -> Assignment | None:
    """The open blind pair of this report; this coder's own where there is one."""
    found = casebook.desk.pairs(report_id=report_id, open_only=True)
    return next((one for one in found if coder in one.coders), found[0] if found else None)


async def _next(request: Request) -> Response:
    """To the account that waits: the likeliest, or the one in the report behind that one."""
    casebook, after = casebook_of(request), request.query_params.get("after", "")
    ref = next_report(casebook, after=after) if after else next_account(casebook)
    address = review_href(ref.report_id, ref.index) if ref else "/inbox"
    return RedirectResponse(address, 303)


async def _page(request: Request) -> Response:
    asked = request.query_params
    number = whole(asked.get("account", ""))
    return show(
        request,
        request.path_params["id"],
        Asked(
            index=number - 1 if number else None,
            edit=asked.get("edit", ""),
            is_adding="add" in asked,
            start=whole(asked.get("start", "")),
            end=whole(asked.get("end", "")),
        ),
    )


def show(request: Request, report_id: str, asked: Asked, *, status: int = 200) -> Response:
    """The review page of a report, with the form open that was asked for."""
    casebook, coder = casebook_of(request), coder_now()
    file, known = _known(casebook, report_id, coder)
    proposal: Proposal | None = None
    proposed: tuple[Proposal, ...] = ()
    if asked.start is not None and asked.end is not None:
        report = known.reading.report
        if asked.is_adding:
            proposed = _proposed(report, asked.start, asked.end)
        elif asked.edit in FIELDS:
            proposal = _proposal(report, asked.edit, asked.start, asked.end)
    page = review_page(
        file,
        known,
        asked,
        coder=coder,
        pair=_pair_of(casebook, report_id, coder),
        proposal=proposal,
        proposed=proposed,
        is_testimony=consent_of(casebook, report_id) is not None,
    )
    return render("review.html", page, here="desk", name=name_of(request), status=status)


def _proposal(report: Report, field: str, start: int, end: int) -> Proposal | None:
    try:
        return propose_field(report, field, start, end)
    except QeydError:
        return None  # the page shows no selection then


def _proposed(report: Report, start: int, end: int) -> tuple[Proposal, ...]:
    found = (_proposal(report, field, start, end) for field in _READ_IN_WORDS)
    return tuple(one for one in found if one and one.value and (one.field != "ground" or _articles(one)))


def _articles(proposal: Proposal) -> bool:
    return bool(proposal.value and proposal.value.get("articles"))


# --- what is decided -------------------------------------------------------------------------------------------------


def _ref(request: Request) -> AccountRef:
    return AccountRef(request.path_params["id"], request.path_params["number"] - 1)


def _judge(request: Request, form: Form) -> Response:
    casebook, coder, ref = casebook_of(request), coder_now(), _ref(request)
    done = review.judge_account(
        casebook, ref, verdict_of(form), coder=coder, at=now(), note=form.get("note") or None
    )
    return go_on(_after(casebook, ref, coder), did=done.judgements[0])


def _after(casebook: Casebook, ref: AccountRef, coder: str) -> str:
    """Where to go on: the next account of the report that this coder has not answered; else stay here."""
    known = effective_reading(casebook, ref.report_id, seen_by=coder)
    if isinstance(known, Effective):
        numbers = [*range(ref.index + 1, len(known.states)), *range(ref.index)]
        for number in numbers:
            state = known.states[number]
            if state.shown and state.added_by is None and not state.standing.answers:
                return review_href(ref.report_id, number)
    return review_href(ref.report_id, ref.index)


def _set_field(request: Request, form: Form) -> Response:
    casebook, coder, ref = casebook_of(request), coder_now(), _ref(request)
    field = request.path_params["field"]
    _, known = _known(casebook, ref.report_id, coder)
    if field not in FIELDS or not 0 <= ref.index < len(known.states):
        raise HTTPException(404)
    start, end = form.number("start"), form.number("end")
    account, report = known.reading.accounts[ref.index], known.reading.report
    proposal = None
    if start is not None and end is not None and not form.get("value"):
        proposal = _proposal(report, field, start, end)
    correction: Correction = correction_of(account, field, form, proposal)
    try:
        done = review.correct_field(
            casebook, ref, field, correction, coder=coder, at=now(), note=form.get("note") or None
        )
    except QeydError as wrong:
        asked = Asked(ref.index, field, False, start, end, said_words(str(wrong)), form.get("value"))
        return show(request, ref.report_id, asked, status=400)
    return go_on(review_href(ref.report_id, ref.index), did=done.judgements[0])


def _find(request: Request, form: Form) -> Response:
    """Words that were written instead of selected: to the same form with their place."""
    casebook, report_id = casebook_of(request), request.path_params["id"]
    _, known = _known(casebook, report_id, coder_now())
    number, field = form.number("account"), form.get("edit")
    index = number - 1 if number else None
    span = locate(known.reading.report, form.get("words"), near=form.number("near") or 0)
    if span is None:
        asked = Asked(
            index, field, form.get("add") != "", problem=t("These words do not stand in the article so.")
        )
        return show(request, report_id, asked, status=400)
    more = {"add": 1} if form.get("add") else {"edit": field or None}
    return go_on(review_href(report_id, index, **more, start=span[0], end=span[1]), anchor="panel")


def _add(request: Request, form: Form) -> Response:
    casebook, coder, report_id = casebook_of(request), coder_now(), request.path_params["id"]
    _, known = _known(casebook, report_id, coder)
    start, end = form.number("start"), form.number("end")
    asked = Asked(None, "", True, start, end)
    if start is None or end is None:
        problem = t("Select the words that tell the act first.")
        return show(
            request,
            report_id,
            Asked(None, "", is_adding=True, start=None, end=None, problem=problem),
            status=400,
        )
    wanted = set(form.all("field"))
    fields = {
        one.field: Correction(start, end, one.value)
        for one in _proposed(known.reading.report, start, end)
        if one.field in wanted
    }
    missed = Missed(
        form.get("act"),
        start,
        end,
        stage=form.get("stage", "done"),
        stance=form.get("stance", "asserted"),
        background=bool(form.get("background")),
        fields=fields,
    )
    try:
        done = review.add_account(casebook, report_id, missed, coder=coder, at=now())
    except QeydError as wrong:
        asked = Asked(None, "", True, start, end, said_words(str(wrong)))
        return show(request, report_id, asked, status=400)
    _, known = _known(casebook, report_id, coder)
    return go_on(review_href(report_id, len(known.states) - 1), did=done.judgements[0])


def _complete(request: Request, form: Form) -> Response:
    report_id = request.path_params["id"]
    done = review.judge_report(
        casebook_of(request), report_id, verdict_of(form), coder=coder_now(), at=now(), note=None
    )
    number = form.number("account")
    return go_on(review_href(report_id, number - 1 if number else None), did=done.judgements[0])


def _finish(request: Request, form: Form) -> Response:
    done = pairs.finish(casebook_of(request), form.get("assignment"), coder=coder_now(), at=now())
    return go_on(review_href(done.report_id))


_ACCOUNT = "/review/{id}/accounts/{number:int}"
ROUTES: list[BaseRoute] = [
    Route("/review", _next),
    Route("/review/{id}", _page),
    decides(_ACCOUNT, _judge, Task.JUDGE, links=Relink.LATER),
    decides(_ACCOUNT + "/fields/{field}", _set_field, Task.JUDGE, links=Relink.LATER),
    decides("/review/{id}/find", _find, Task.JUDGE),
    decides("/review/{id}/add", _add, Task.JUDGE, links=Relink.LATER),
    decides("/review/{id}/complete", _complete, Task.JUDGE),
    decides("/review/{id}/finish", _finish, Task.JUDGE, links=Relink.LATER),
]
