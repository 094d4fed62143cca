"""Two coders: what each has to answer, what a third settles, and how far they agree."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from qeyd.errors import ShapeError, StoreError
from qeyd.flow import coders, pairs, review
from qeyd.flow.coders import Role, Task
from qeyd.flow.effective import Effective, effective_reading
from qeyd.flow.inbox import Show, inbox
from qeyd.flow.pairs import Assignment, Dispute, FieldAgreement
from qeyd.flow.settle import take_answer
from qeyd.model import AccountRef
from qeyd.web.forms import Form, casebook_of, decides, go_on, name_of, now, verdict_of
from qeyd.web.linking import Relink
from qeyd.web.pages import Badge, Link
from qeyd.web.render import render
from qeyd.web.review import answer_lines, as_answered, moment
from qeyd.web.rows import review_href
from qeyd.web.text import t
from qeyd.web.visit import coder_now, visit_now
from qeyd.web.words import act_label, field_label

if TYPE_CHECKING:
    from qeyd.store import Casebook

MOST_ASSIGNED = 200
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class PairLine:
    """One report given to two coders."""

    report: Link
    coders: str
    given: str
    states: tuple[Badge, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class DisputeAnswer:
    """One coder's answer, to be taken by a third."""

    coder: str
    said: str
    when: str
    judgement: str


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A question that coders answered differently."""

    title: str
    report: Link
    where: str
    number: int  #: of the account, counted from 1; 0: the report
    report_id: str
    field: str
    answers: tuple[DisputeAnswer, ...]


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """How far coders agree on one field."""

    field: str
    alpha: str
    between: str
    units: int
    why: str


@dataclass(frozen=True, slots=True)
class PairsPage:
    """The page of two coders."""

    mine: tuple[PairLine, ...]
    disputes: tuple[DisputeLine, ...]
    agreement: tuple[AgreementLine, ...]
    finished: int  #: pairs that both have finished
    all: tuple[PairLine, ...]
    coders: tuple[str, ...]  #: who can be assigned
    waiting: int  #: reports that could be assigned
    most: int


def _title(casebook: "Casebook", report_id: str) -> str:
    report = casebook.report(report_id)
    return (report.heading if report else "") or t("Without a title")


def _pair_line(casebook: "Casebook", one: Assignment, coder: str) -> PairLine:
    return PairLine(
        Link(_title(casebook, one.report_id), review_href(one.report_id)),
        t("{one} and {other}", one=one.coders[0], other=one.coders[1]),
        t("given by {who}, {when}", who=one.assigned_by, when=moment(one.at)),
        tuple(
            Badge(t("{who} has finished", who=who), "yes")
            if who in one.finished
            else Badge(t("{who} answers", who=who), "open-question")
            for who in one.coders
        ),
        coder in one.coders,
    )


def _dispute_line(casebook: "Casebook", one: Dispute) -> DisputeLine | None:
    known = effective_reading(casebook, one.report_id)
    if not isinstance(known, Effective):
        return None
    report = known.reading.report
    account = known.reading.accounts[one.ref.index] if one.ref else None
    lines = answer_lines(one.answers)
    said = [
        as_answered(one.field, account, answer.value, report)
        if one.field and account is not None
        else line.said
        for line, answer in zip(lines, one.answers, strict=True)
    ]
    if one.ref is None or account is None:
        title = t("Is anything missing?")
    elif one.field is None:
        title = t("Is this an account? {act}", act=act_label(account.act))
    else:
        title = t("{act}: {field}", act=act_label(account.act), field=field_label(one.field))
    return DisputeLine(
        title=title,
        report=Link(report.heading or t("Without a title"), review_href(one.report_id)),
        where=review_href(one.report_id, one.ref.index if one.ref else None, edit=one.field),
        number=one.ref.index + 1 if one.ref else 0,
        report_id=one.report_id,
        field=one.field or "",
        answers=tuple(
            DisputeAnswer(line.coder, words, line.when, answer.judgement)
            for line, words, answer in zip(lines, said, one.answers, strict=True)
        ),
    )


def _agreement_line(one: FieldAgreement) -> AgreementLine:
    alpha = one.alpha
    label = t("is it an account") if one.field == "account" else field_label(one.field)
    return AgreementLine(
        field=label,
        alpha=f"{alpha.value:.2f}" if alpha else "",
        between=t("{low} to {high}", low=f"{alpha.low:.2f}", high=f"{alpha.high:.2f}") if alpha else "",
        units=one.units,
        why=one.why,
    )


async def _agreement(request: Request) -> tuple[FieldAgreement, ...]:
    """How far pairs agree, worked out in a thread, and kept until somebody decides something."""
    casebook, state = casebook_of(request), request.app.state
    key = (casebook.totals().judgements, sum(len(one.finished) for one in pairs.assignments(casebook)))
    kept: tuple[object, tuple[FieldAgreement, ...]] | None = getattr(state, "agreement", None)
    if kept is not None and kept[0] == key:
        return kept[1]

    def work() -> tuple[FieldAgreement, ...]:
        with casebook.again(writable=False) as mine:
            return pairs.agreement(mine)

    found = await asyncio.to_thread(work)
    state.agreement = key, found
    return found


async def _page(request: Request) -> Response:
    casebook, coder, visit = casebook_of(request), coder_now(), visit_now()
    assert visit is not None
    given = pairs.assignments(casebook)
    disputes = pairs.to_settle(casebook, coder=coder) if visit.may(Task.SETTLE) else ()
    known = [one for one in coders.list_coders(casebook) if not one.disabled and one.role is not Role.VIEWER]
    # Coders first: a reviewer is more use as the third.
    judging = tuple(one.name for one in sorted(known, key=lambda one: one.role is Role.REVIEWER))
    finished = sum(not one.is_open for one in given)
    page = PairsPage(
        mine=tuple(
            _pair_line(casebook, one, coder)
            for one in given
            if one.is_open and coder in one.coders and coder not in one.finished
        ),
        disputes=tuple(
            line for line in (_dispute_line(casebook, one) for one in disputes[:MOST_SHOWN]) if line
        ),
        agreement=tuple(map(_agreement_line, await _agreement(request))) if finished else (),
        finished=finished,
        all=tuple(_pair_line(casebook, one, coder) for one in reversed(given[-MOST_SHOWN:])),
        coders=judging,
        waiting=inbox(casebook, limit=1).totals.to_review,
        most=MOST_ASSIGNED,
    )
    return render("pairs.html", page, here="desk", name=name_of(request))


def _assign(request: Request, form: Form) -> Response:
    casebook = casebook_of(request)
    wanted = form.number("number") or 0
    ids: Sequence[str] = form.all("report")
    if not ids and not 1 <= wanted <= MOST_ASSIGNED:
        raise ShapeError(t("Say how many reports, from 1 to {most}.", most=MOST_ASSIGNED))
    if not ids:
        held = {one.report_id for one in pairs.assignments(casebook, open_only=True)}
        rows = inbox(casebook, show=Show.TO_REVIEW, limit=wanted + len(held)).rows
        ids = [row.report_id for row in rows if row.report_id not in held][:wanted]
    if not ids:
        raise StoreError(t("No report waits to be given to anybody."))
    pairs.assign(casebook, ids, (form.get("one"), form.get("other")), by=coder_now(), at=now())
    return go_on("/pairs", anchor="all")


def _settle(request: Request, form: Form) -> Response:
    casebook, report_id = casebook_of(request), form.get("report")
    number, field = form.number("number") or 0, form.get("field")
    ref = AccountRef(report_id, number - 1)
    if not number:
        done = review.judge_report(casebook, report_id, verdict_of(form), coder=coder_now(), at=now())
    elif field:
        done = take_answer(casebook, ref, field, form.get("judgement"), coder=coder_now(), at=now())
    else:
        done = review.judge_account(casebook, ref, verdict_of(form), coder=coder_now(), at=now())
    return go_on("/pairs", did=done.judgements[0], anchor="settle")


ROUTES: list[BaseRoute] = [
    Route("/pairs", _page),
    decides("/pairs/assign", _assign, Task.MANAGE),
    decides("/pairs/settle", _settle, Task.SETTLE, links=Relink.LATER),
]
