"""Testimony without an article: writing it down, what it may be used for, and the list of what was told."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from qeyd.errors import QeydError
from qeyd.flow.coders import Task
from qeyd.flow.testimony import (
    HOW,
    Recorded,
    Testimony,
    record_testimony,
    set_consent,
    testimony_of,
)
from qeyd.model import Consent, Report
from qeyd.web.forms import Form, casebook_of, decides, go_on, name_of, now
from qeyd.web.linking import Relink
from qeyd.web.pages import Badge, Choice, Empty, Link
from qeyd.web.render import render
from qeyd.web.review import moment
from qeyd.web.rows import review_href
from qeyd.web.said import said_words
from qeyd.web.text import t
from qeyd.web.visit import coder_now
from qeyd.web.words import language_name

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One testimony in the list: how it came in and its limits, no word of it."""

    title: str
    href: str
    how: str
    recorded: str
    consents: tuple[Badge, ...]
    limits: str  #: address of its limits


@dataclass(frozen=True, slots=True)
class TestimonyPage:
    """The list of testimonies, and the form for another."""

    __test__ = False

    rows: tuple[ToldLine, ...]
    empty: Empty | None
    how: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    is_writing: bool
    problem: str = ""
    text: str = ""
    title: str = ""
    note: str = ""
    received: str = ""
    agreed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitsPage:
    """What a testimony may be used for, who recorded it and when."""

    title: str
    review: Link
    how: str
    recorded: str
    received: str
    note: str
    consent: Consent
    base: str
    history: str


def how_label(how: str) -> str:
    """How a testimony came in."""
    words = {
        "phone call": t("phone call"),
        "visit": t("visit"),
        "letter": t("letter"),
        "message": t("message"),
        "other": t("another way"),
    }
    return words.get(how, how)


def _consents(consent: Consent) -> tuple[Badge, ...]:
    said = (
        (consent.count, t("counted"), t("not counted")),
        (consent.quote, t("quoted"), t("not quoted")),
        (consent.publish, t("published"), t("not published")),
    )
    return tuple(Badge(yes if allowed else no, "yes" if allowed else "single") for allowed, yes, no in said)


def _line(report: Report, told: Recorded) -> ToldLine:
    return ToldLine(
        report.heading or t("Without a title"),
        review_href(report.id),
        how_label(told.how),
        t("recorded by {who}, {when}", who=told.recorded_by, when=moment(told.recorded_at)),
        _consents(told.consent),
        f"/testimony/{report.id}",
    )


def _page(
    request: Request, form: Form | None = None, problem: str = "", *, is_writing: bool
) -> TestimonyPage:
    from qeyd.languages import language_codes

    casebook, given = casebook_of(request), form or Form()
    rows = []
    for id in reversed(casebook.desk.testimony_ids()[-MOST_SHOWN:]):
        report, told = casebook.report(id), testimony_of(casebook, id)
        if report is not None and told is not None:
            rows.append(_line(report, told))
    languages = sorted(((code, language_name(code)) for code in language_codes()), key=lambda one: one[1])
    return TestimonyPage(
        rows=tuple(rows),
        empty=None
        if rows
        else Empty(
            t("No testimony yet"),
            t("What somebody told by phone, on a visit or in a letter is kept here with its limits."),
            link=Link(t("Write one down"), "/testimony/new"),
        ),
        how=tuple(Choice(one, how_label(one), one == given.get("how")) for one in HOW),
        languages=(
            Choice("", t("told from the words"), not given.get("language")),
            *(Choice(code, name, code == given.get("language")) for code, name in languages),
        ),
        is_writing=is_writing,
        problem=problem,
        text=given.get("text"),
        title=given.get("title"),
        note=given.get("note"),
        received=given.get("received"),
        agreed=given.all("agreed"),
    )


async def _list(request: Request) -> Response:
    page = _page(request, is_writing=False)
    return render("testimony.html", page, here="desk", name=name_of(request))


async def _new(request: Request) -> Response:
    return render("testimony.html", _page(request, is_writing=True), here="desk", name=name_of(request))


def _agreed(form: Form) -> Consent:
    agreed = set(form.all("agreed"))
    return Consent(count="count" in agreed, quote="quote" in agreed, publish="publish" in agreed)


def _record(request: Request, form: Form) -> Response:
    testimony = Testimony(
        text=form.get("text"),
        how=form.get("how"),
        consent=_agreed(form),
        title=form.get("title") or None,
        language=form.get("language") or None,
        received=form.get("received") or None,
        note=form.get("note") or None,
    )
    try:
        added = record_testimony(casebook_of(request), testimony, coder=coder_now(), at=now())
    except (QeydError, ValueError) as wrong:
        page = _page(request, form, said_words(str(wrong)), is_writing=True)
        return render("testimony.html", page, here="desk", name=name_of(request), status=400)
    return go_on(review_href(added.id))


async def _limits(request: Request) -> Response:
    casebook, id = casebook_of(request), request.path_params["id"]
    report, told = casebook.report(id), testimony_of(casebook, id)
    if report is None or told is None:
        raise HTTPException(404)
    page = LimitsPage(
        title=report.heading or t("Without a title"),
        review=Link(t("The testimony and its accounts"), review_href(id)),
        how=how_label(told.how),
        recorded=t("recorded by {who}, {when}", who=told.recorded_by, when=moment(told.recorded_at)),
        received=told.received or "",
        note=told.note or "",
        consent=told.consent,
        base=f"/testimony/{id}",
        history=f"/history/reports/{id}",
    )
    return render("limits.html", page, here="desk", name=name_of(request))


def _set_limits(request: Request, form: Form) -> Response:
    id = request.path_params["id"]
    done = set_consent(
        casebook_of(request), id, _agreed(form), coder=coder_now(), at=now(), note=form.get("note") or None
    )
    return go_on(f"/testimony/{id}", did=done.judgements[0])


ROUTES: list[BaseRoute] = [
    Route("/testimony", _list),
    Route("/testimony/new", _new),
    decides("/testimony/new", _record, Task.JUDGE, links=Relink.LATER),
    Route("/testimony/{id}", _limits),
    decides("/testimony/{id}", _set_limits, Task.JUDGE, links=Relink.LATER),
]
