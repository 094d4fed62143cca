"""The history of every record: who decided what when, what it changed, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from qeyd.flow.coders import Task
from qeyd.flow.history import Change, diff, incident_history, recent_changes, report_history
from qeyd.model import About
from qeyd.web.forms import casebook_of, name_of, whole
from qeyd.web.notices import decided_words
from qeyd.web.pages import Badge, Empty, Link
from qeyd.web.render import render
from qeyd.web.review import moment
from qeyd.web.rows import incident_href, review_href
from qeyd.web.text import t
from qeyd.web.visit import Visit, visit_now
from qeyd.web.words import field_label

if TYPE_CHECKING:
    from qeyd.store import Casebook

PER_PAGE = 50
_SHOWN = 160  #: characters of a value that are shown
_QUIET = ("read_by", "confidence", "why")  #: follows from a decision; not what was decided


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One value that a decision changed."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One decision."""

    id: str
    text: str
    coder: str
    when: str
    note: str
    href: Link | None  #: what it is about
    state: Badge | None
    diffs: tuple[DiffLine, ...]
    verb: str  #: "undo", "redo", or empty where it cannot be taken back from here


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Decisions, the newest first."""

    title: str
    about: Link | None
    rows: tuple[ChangeRow, ...]
    range: str
    previous: str
    next: str
    empty: Empty | None


def change_row(change: Change, visit: Visit, headings: Mapping[str, str]) -> ChangeRow:
    """One decision as a line of history, for whoever looks; ``headings`` has what reports go by, by id."""
    mine = change.coder == visit.coder or visit.may(Task.UNDO_OTHERS)
    verb = ""
    if visit.may(Task.JUDGE) and mine and change.about not in (About.FORGOTTEN, About.TAKEN_BACK):
        verb = "undo" if change.counts else "redo"
    return ChangeRow(
        id=change.judgement,
        text=decided_words(change.about, change.subjects, change.verdict),
        coder=change.coder,
        when=moment(change.at),
        note=change.note or "",
        href=_about(change, headings),
        state=None if change.counts else Badge(t("taken back"), "no"),
        diffs=tuple(_diffs(change)),
        verb=verb,
    )


def _about(change: Change, headings: Mapping[str, str]) -> Link | None:
    subjects = change.subjects
    name = headings.get(subjects[0]) if subjects else None
    if change.about in (About.ACCOUNT, About.FIELD, About.SAME, About.ORIGIN) and len(subjects) > 1:
        index = int(subjects[1]) if subjects[1].isdecimal() else None
        return Link(name or t("the report"), review_href(subjects[0], index))
    if change.about in (About.ADDED, About.REPORT, About.CONSENT) and subjects:
        return Link(name or t("the report"), review_href(subjects[0]))
    if change.about in (About.AFFAIR, About.RELEASE) and subjects:
        return Link(t("the incident"), incident_href(subjects[0]))
    return None


def _diffs(change: Change) -> Sequence[DiffLine]:
    lines = []
    for one in diff(change.before, change.after):
        number, _, path = one.path.partition(".")
        parts = path.split(".") if path else []
        if set(parts) & set(_QUIET) or parts[-2:] in (["quote", "start"], ["quote", "end"]):
            continue
        what = t("account {n}", n=int(number) + 1) if number.isdecimal() else number
        if parts:
            rest = [int(part) + 1 if part.isdecimal() else part.replace("_", " ") for part in parts[1:]]
            what = " ".join(map(str, [what + ",", field_label(parts[0]), *rest]))
        lines.append(DiffLine(what, _value(one.before), _value(one.after)))
    return lines


def _value(value: Any) -> str:
    """A JSON value in words, shortened."""
    if value is None or value == [] or value == "":
        return t("nothing")
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, dict):
        quote = value.get("quote")
        told = quote.get("text") if isinstance(quote, dict) else None
        head = value.get("act") or value.get("name") or value.get("value") or value.get("group")
        words = ": ".join(str(one) for one in (head, told) if one) or ", ".join(
            f"{key} {_value(one)}" for key, one in value.items() if one is not None
        )
    elif isinstance(value, list):
        words = ", ".join(map(_value, value))
    else:
        words = str(value)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _page(
    changes: Sequence[Change],
    *,
    title: str,
    about: Link | None,
    base: str,
    page: int,
    more: bool,
    headings: Mapping[str, str] = MappingProxyType({}),
) -> HistoryPage:
    visit = visit_now()
    assert visit is not None
    first = (page - 1) * PER_PAGE + 1
    empty = Empty(
        t("Nobody has decided anything here yet"),
        t("What people confirm, correct, add, merge or take back stands here, with who and when."),
        link=Link(t("To the inbox"), "/inbox"),
    )
    return HistoryPage(
        title=title,
        about=about,
        rows=tuple(change_row(one, visit, headings) for one in changes),
        range=t("{first}–{last}", first=first, last=first + len(changes) - 1) if changes else "",
        previous=f"{base}?page={page - 1}" if page > 1 else "",
        next=f"{base}?page={page + 1}" if more else "",
        empty=None if changes else empty,
    )


def _asked_page(request: Request) -> int:
    return max(1, min(whole(request.query_params.get("page", "1")) or 1, 1_000_000))


def _coder() -> str:
    visit = visit_now()
    assert visit is not None
    return visit.coder


async def _recent(request: Request) -> Response:
    page = _asked_page(request)
    casebook = casebook_of(request)
    found = recent_changes(casebook, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE, seen_by=_coder())
    shown = _page(
        found[:PER_PAGE],
        title=t("History"),
        about=None,
        base="/history",
        page=page,
        more=len(found) > PER_PAGE,
        headings=_headings(casebook, found[:PER_PAGE]),
    )
    return render("history.html", shown, here="desk", name=name_of(request))


def _headings(casebook: "Casebook", changes: Sequence[Change]) -> dict[str, str]:
    """What the reports that were decided on go by; those that are gone have none."""
    ids = {
        one.subjects[0] for one in changes if one.subjects and one.about not in (About.AFFAIR, About.RELEASE)
    }
    reports = (casebook.report(id) for id in sorted(ids))
    return {one.id: one.heading for one in reports if one and one.heading}


async def _report(request: Request) -> Response:
    casebook, id = casebook_of(request), request.path_params["id"]
    report = casebook.report(id)
    if report is None:
        raise HTTPException(404)
    found = report_history(casebook, id, seen_by=_coder())
    about = Link(report.heading or t("Without a title"), review_href(id))
    return _of_one(request, found, t("History of a report"), about)


async def _incident(request: Request) -> Response:
    casebook, id = casebook_of(request), request.path_params["id"]
    incident = casebook.incident(id)
    if incident is None:
        raise HTTPException(404)
    found = incident_history(casebook, id, seen_by=_coder())
    return _of_one(
        request, found, t("History of an incident"), Link(t("The incident"), incident_href(incident.id))
    )


def _of_one(request: Request, found: Sequence[Change], title: str, about: Link) -> Response:
    page = _asked_page(request)
    newest = tuple(reversed(found))
    shown = newest[(page - 1) * PER_PAGE : page * PER_PAGE]
    more = len(newest) > page * PER_PAGE
    view = _page(shown, title=title, about=about, base=request.url.path, page=page, more=more)
    return render("history.html", view, here="desk", name=name_of(request))


ROUTES: list[BaseRoute] = [
    Route("/history", _recent),
    Route("/history/reports/{id}", _report),
    Route("/history/incidents/{id}", _incident),
]
