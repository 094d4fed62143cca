"""Deciding about an incident: what is in it, its affair, who may be named, and whether it may be published."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from qeyd.errors import ShapeError
from qeyd.flow import review
from qeyd.flow.coders import Task
from qeyd.flow.permits import Decision, NamedPerson, Permits, permits
from qeyd.flow.serve import AffairFile, IncidentFile, gather_affair, gather_incident
from qeyd.model import AccountRef, Stage, Verdict
from qeyd.web.forms import Form, casebook_of, decides, go_on, name_of, now, verdict_of
from qeyd.web.linking import Relink
from qeyd.web.pages import Badge, IncidentRow, Link, Words
from qeyd.web.render import render
from qeyd.web.review import moment
from qeyd.web.rows import decide_href, incident_href, incident_row, outlet_of, review_href, words_of
from qeyd.web.same import compare_href
from qeyd.web.text import t
from qeyd.web.visit import coder_now
from qeyd.web.words import period_words


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account of the incident."""

    ref: str  #: "report id:index", as the form sends it
    outlet: str
    published: str
    words: Words
    review: str
    origin: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another incident that this one may be one with, or of one affair with."""

    row: IncidentRow
    id: str
    compare: str
    is_possible: bool  #: possibly the same, as the linker says


@dataclass(frozen=True, slots=True)
class NameLine:
    """A person told in the affair, and whether they may be named."""

    name: str
    state: Badge
    decided: str  #: who decided it, when; empty: nobody, so protected
    why: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class DecidePage:
    """All that can be decided about an incident."""

    title: str
    subtitle: str
    incident: Link
    id: str
    base: str
    accounts: tuple[AccountChoice, ...]
    others: tuple[Other, ...]
    names: tuple[NameLine, ...]
    needs_release: bool
    released: str  #: who released it, when
    released_why: str
    history: str


def decide_page(
    file: IncidentFile, affair: AffairFile | None, names: tuple[str, ...], allowed: Permits
) -> DecidePage:
    """The page. ``names`` are those told in the affair, ``allowed`` what may leave."""
    incident, row = file.incident, incident_row(file.incident)
    letters = {ref: chr(ord("A") + n % 26) for n, origin in enumerate(incident.origins) for ref in origin}
    near = {one.id: Other(incident_row(one), one.id, compare_href(incident.id, one.id), True)
            for one in file.possibly_same_as}  # fmt: skip
    for one in affair.incidents if affair else ():
        if one.id != incident.id and one.id not in near:
            near[one.id] = Other(incident_row(one), one.id, compare_href(incident.id, one.id), False)
    is_open = affair is not None and incident.id in affair.affair.open
    released = allowed.released.get(incident.id)
    return DecidePage(
        title=row.act,
        subtitle=", ".join(part for part in (row.when, row.place, row.around) if part and part != "–"),
        incident=Link(t("The incident, with all its accounts"), incident_href(incident.id)),
        id=incident.id,
        base=decide_href(incident.id),
        accounts=tuple(
            AccountChoice(
                f"{one.ref.report_id}:{one.ref.index}",
                outlet_of(one.report),
                period_words(one.report.published) if one.report.published else t("no date"),
                words_of(one.account.quote.text, one.report),
                review_href(one.ref.report_id, one.ref.index),
                letters.get(one.ref, ""),
            )
            for one in file.tellings
        ),
        others=tuple(near.values()),
        names=tuple(_name(name, allowed.may_name(incident.affair, name)) for name in names),
        needs_release=incident.stage is Stage.PLANNED or is_open or released is not None,
        released=_who(released) if released else "",
        released_why=released.why if released else "",
        history=f"/history{incident_href(incident.id)}",
    )


def _name(name: str, named: NamedPerson | None) -> NameLine:
    if named is None:
        return NameLine(name, Badge(t("protected"), "yes"), "", "", False)
    return NameLine(name, Badge(t("may be named"), "disputed"), _who(named), named.why, True)


def _who(one: NamedPerson | Decision) -> str:
    return t("decided by {who}, {when}", who=one.decided_by, when=moment(one.at))


async def _page(request: Request) -> Response:
    casebook = casebook_of(request)
    file = gather_incident(casebook, request.path_params["id"])
    if file is None:
        raise HTTPException(404)
    page = decide_page(
        file,
        gather_affair(casebook, file.incident.affair),
        review.names_told(casebook, file.incident),
        permits(casebook),
    )
    return render("decide.html", page, here="desk", name=name_of(request))


def _back(request: Request) -> str:
    return decide_href(request.path_params["id"])


def _ref(words: str) -> AccountRef:
    report_id, _, number = words.rpartition(":")
    if not report_id or not number.isascii() or not number.isdigit():
        raise ShapeError(t("Choose an account."))
    return AccountRef(report_id, int(number[:9]))


def _split(request: Request, form: Form) -> Response:
    done = review.split_account(
        casebook_of(request),
        _ref(form.get("account")),
        coder=coder_now(),
        at=now(),
        note=form.get("note") or None,
    )
    return go_on(_back(request), did=done.judgements[0])


def _origin(request: Request, form: Form) -> Response:
    done = review.judge_origin(
        casebook_of(request),
        _ref(form.get("one")),
        _ref(form.get("other")),
        verdict_of(form),
        coder=coder_now(),
        at=now(),
        note=form.get("note") or None,
    )
    return go_on(_back(request), did=done.judgements[0])


def _other_id(form: Form) -> str:
    """The other incident: its id, or the address of its page."""
    return form.get("other").split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


def _affair(request: Request, form: Form) -> Response:
    done = review.judge_affair(
        casebook_of(request),
        request.path_params["id"],
        _other_id(form),
        verdict_of(form),
        coder=coder_now(),
        at=now(),
        note=form.get("note") or None,
    )
    return go_on(_back(request), did=done.judgements[0])


def _find_other(request: Request, form: Form) -> Response:
    """To the comparison with an incident that was named by its id or address."""
    casebook, other = casebook_of(request), _other_id(form)
    found = casebook.incident(other) if other else None
    if found is None:
        ids = casebook.find_incidents(other) if len(other) >= 8 else ()
        found = casebook.incident(ids[0]) if len(ids) == 1 else None
    if found is None:
        raise ShapeError(
            t("There is no such incident. Copy the id from the foot of its page, or the page's address.")
        )
    if form.get("what") == "affair":
        done = review.judge_affair(
            casebook, request.path_params["id"], found.id, Verdict.YES, coder=coder_now(), at=now()
        )
        return go_on(_back(request), did=done.judgements[0])
    return go_on(compare_href(request.path_params["id"], found.id))


def _allow_name(request: Request, form: Form) -> Response:
    done = review.allow_name(
        casebook_of(request),
        request.path_params["id"],
        form.get("name"),
        verdict_of(form),
        coder=coder_now(),
        at=now(),
        why=form.get("why"),
    )
    return go_on(_back(request), did=done.judgements[0], anchor="names")


def _release(request: Request, form: Form) -> Response:
    done = review.release(
        casebook_of(request),
        request.path_params["id"],
        verdict_of(form),
        coder=coder_now(),
        at=now(),
        why=form.get("why"),
    )
    return go_on(_back(request), did=done.judgements[0], anchor="release")


_BASE = "/incidents/{id}/decide"
ROUTES: list[BaseRoute] = [
    Route(_BASE, _page),
    decides(_BASE + "/split", _split, Task.JUDGE, links=Relink.WAIT),
    decides(_BASE + "/origin", _origin, Task.JUDGE, links=Relink.WAIT),
    decides(_BASE + "/affair", _affair, Task.JUDGE, links=Relink.WAIT),
    decides(_BASE + "/other", _find_other, Task.JUDGE, links=Relink.LATER),
    decides(_BASE + "/name", _allow_name, Task.RELEASE),
    decides(_BASE + "/release", _release, Task.RELEASE),
]
