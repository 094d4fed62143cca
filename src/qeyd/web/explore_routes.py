"""The addresses that look at many incidents at once. They read the casebook and never write to it."""

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from qeyd.flow import explore as look
from qeyd.flow import serve
from qeyd.flow.origins import announced_in
from qeyd.flow.serve import Order
from qeyd.web import explore, incidents
from qeyd.web.filters import View, view_of
from qeyd.web.glossary import glossary_page
from qeyd.web.pages import Empty
from qeyd.web.render import render

if TYPE_CHECKING:
    from qeyd.store import Casebook


def page_number(request: Request) -> int:
    """The page that is asked for, counted from 1; anything else is the first."""
    asked = request.query_params.get("page", "1")
    # A million pages are more than any casebook has, and keep the arithmetic within what SQLite can count.
    return max(1, min(int(asked), 1_000_000)) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1


def casebook_of(request: Request) -> "Casebook":
    """The casebook that is served."""
    casebook: Casebook = request.app.state.casebook
    return casebook


def _view(request: Request) -> tuple[View, int]:
    """What is asked for, and how many reports cannot be searched for words yet."""
    view = view_of(request.query_params)
    if not view.chosen.get("q"):
        return view, 0
    found = look.reports_with(casebook_of(request), view.chosen["q"])
    return view.told_by(found.reports), found.waiting


def _nothing_yet(casebook: "Casebook") -> Empty | None:
    totals = casebook.totals()
    if totals.incidents:
        return None
    return explore.nothing_yet(reports=totals.reports, read=totals.read)


async def _incidents(request: Request) -> Response:
    casebook, page = casebook_of(request), page_number(request)
    view, waiting = _view(request)
    asked = request.query_params.get("order")
    order = Order(asked) if asked in set(Order) else Order.TIME
    found = serve.gather_incidents(
        casebook, view.only, order=order, offset=(page - 1) * explore.PER_PAGE, limit=explore.PER_PAGE
    )
    shown = explore.incidents_page(found, view, order, page, not_indexed=waiting)
    return render("incidents.html", shown, here="incidents", name=request.app.state.name)


async def _timeline(request: Request) -> Response:
    casebook, (view, waiting) = casebook_of(request), _view(request)
    by = look.By.WEEK if request.query_params.get("by") == "week" else look.By.MONTH
    shown = explore.timeline_page(
        look.gather_timeline(casebook, view.only, by=by),
        view,
        serve.facets_of(casebook, view.only),
        _nothing_yet(casebook),
        not_indexed=waiting,
    )
    return render("timeline.html", shown, here="incidents", name=request.app.state.name)


async def _map(request: Request) -> Response:
    casebook, (view, waiting) = casebook_of(request), _view(request)
    shown = explore.map_page(
        look.gather_places(casebook, view.only),
        view,
        serve.facets_of(casebook, view.only),
        _nothing_yet(casebook),
        not_indexed=waiting,
    )
    return render("map.html", shown, here="incidents", name=request.app.state.name)


async def _affairs(request: Request) -> Response:
    casebook, page = casebook_of(request), page_number(request)
    found = look.gather_affairs(
        casebook, offset=(page - 1) * explore.AFFAIRS_PER_PAGE, limit=explore.AFFAIRS_PER_PAGE
    )
    shown = explore.affairs_page(found, page, empty=_nothing_yet(casebook))
    return render("affairs.html", shown, here="affairs", name=request.app.state.name)


async def _affair(request: Request) -> Response:
    file = serve.gather_affair(casebook_of(request), request.path_params["id"])
    if file is None:
        raise HTTPException(404)
    page = incidents.affair_page(file, announced_in(casebook_of(request), file.affair))
    return render("affair.html", page, here="affairs", name=request.app.state.name)


async def _follow_ups(request: Request) -> Response:
    casebook, page = casebook_of(request), page_number(request)
    found = look.gather_follow_ups(casebook, offset=(page - 1) * explore.PER_PAGE, limit=explore.PER_PAGE)
    shown = explore.follow_ups_page(found, page, empty=_nothing_yet(casebook))
    return render("follow_ups.html", shown, here="affairs", name=request.app.state.name)


async def _glossary(request: Request) -> Response:
    return render("glossary.html", glossary_page(), here="about", name=request.app.state.name)


ROUTES = [
    Route("/incidents", _incidents),
    Route("/timeline", _timeline),
    Route("/map", _map),
    Route("/affairs", _affairs),
    Route("/affairs/{id}", _affair),
    Route("/follow-ups", _follow_ups),
    Route("/glossary", _glossary),
]
