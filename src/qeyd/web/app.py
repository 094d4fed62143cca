"""The browser's door: addresses to pages. These here look at the casebook; what writes to it is in ``desk_routes``."""

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from qeyd.errors import QeydError
from qeyd.flow import serve
from qeyd.flow.origins import origins_of
from qeyd.flow.serve import Sort
from qeyd.flow.sources import sources_of
from qeyd.web import about, incidents, reports
from qeyd.web.desk_routes import ROUTES as DESK_ROUTES
from qeyd.web.explore_routes import ROUTES as EXPLORE_ROUTES
from qeyd.web.explore_routes import casebook_of, page_number
from qeyd.web.filters import LONGEST
from qeyd.web.guard import Address, Guard
from qeyd.web.linking import Links
from qeyd.web.render import problem, render
from qeyd.web.rows import incident_href
from qeyd.web.said import said_words
from qeyd.web.speaking import Speaking
from qeyd.web.text import t

if TYPE_CHECKING:
    from qeyd.store import Casebook

_NO_PAGE = HTTPException(404)


def make_app(
    casebook: "Casebook",
    *,
    port: int,
    token: str,
    name: str | None = None,
    address: Address | None = None,
) -> Starlette:
    """The page for a casebook, to be served at 127.0.0.1 and this port, or at ``address``.

    ``token`` opens it once, at ``/?token=…``, where nobody has an account. ``name`` is shown at the top; without it the
    folder's name is. ``app.state.links.close()`` ends what it does beside the pages.
    """
    address = address or Address(port)
    links = Links(casebook)
    app = Starlette(
        routes=[
            Route("/", _start),
            Route("/incidents/{id}", _incident),
            Route("/reports", _reports),
            Route("/reports/{id}", _report),
            Route("/reports/{id}/accounts/{index:int}", _account),
            Route("/about", _about),
            *EXPLORE_ROUTES,
            *DESK_ROUTES,
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ],
        middleware=[
            Middleware(Speaking),
            Middleware(Guard, casebook=casebook, links=links, address=address, token=token, refuse=problem),
        ],
        exception_handlers={HTTPException: _no_such_page, QeydError: _said_so, Exception: _broken},
    )
    app.state.casebook = casebook
    app.state.links = links
    app.state.name = name or casebook.folder.resolve().name
    return app


async def _start(request: Request) -> Response:
    return RedirectResponse("/incidents", status_code=303)


async def _incident(request: Request) -> Response:
    file = serve.gather_incident(casebook_of(request), request.path_params["id"])
    if file is None:
        raise _NO_PAGE
    if file.incident.id != request.path_params["id"]:  # it was merged into this one since
        return RedirectResponse(incident_href(file.incident.id), status_code=303)
    several = any(len(origin) > 1 for origin in file.incident.origins)
    evidence = origins_of(casebook_of(request), file.incident) if several else ()
    page = incidents.incident_page(file, evidence)
    return render("incident.html", page, here="incidents", name=request.app.state.name)


async def _reports(request: Request) -> Response:
    asked = request.query_params.get("sort")
    sort = Sort(asked) if asked in set(Sort) else Sort.ALL
    page = page_number(request)
    casebook = casebook_of(request)
    totals = casebook.totals()
    words = request.query_params.get("q", "").strip()[:LONGEST]
    found = serve.gather_reports(
        casebook, sort, words=words, offset=(page - 1) * reports.PER_PAGE, limit=reports.PER_PAGE
    )
    shown = reports.reports_page(
        found,
        sort,
        page,
        words=words,
        reports=totals.reports,
        unread=totals.unread,
        waiting=totals.reports - totals.read,
    )
    return render("reports.html", shown, here="reports", name=request.app.state.name)


async def _report(request: Request) -> Response:
    file = serve.gather_report(casebook_of(request), request.path_params["id"])
    if file is None:
        raise _NO_PAGE
    return render("report.html", reports.report_page(file), here="reports", name=request.app.state.name)


async def _account(request: Request) -> Response:
    file = serve.gather_report(casebook_of(request), request.path_params["id"])
    page = None
    if file:
        index = request.path_params["index"]
        spans = reports.account_spans(file, index)
        page = reports.account_page(file, index, sources_of(casebook_of(request), file.report, spans))
    if page is None:
        raise _NO_PAGE
    return render("account.html", page, here="reports", name=request.app.state.name)


async def _about(request: Request) -> Response:
    return render("about.html", about.about_page(), here="about", name=request.app.state.name)


async def _no_such_page(request: Request, problem_met: Exception) -> Response:
    status = problem_met.status_code if isinstance(problem_met, HTTPException) else 404
    return problem(
        status,
        t("There is nothing at this address"),
        t("It may have been forgotten, or linked anew since. Go back to the incidents and look from there."),
        can_go_back=True,
    )


async def _said_so(request: Request, problem_met: Exception) -> Response:
    return problem(
        503,
        t("The casebook cannot answer"),
        t("Then load this page again."),
        text=said_words(str(problem_met)),
        can_go_back=True,
    )


async def _broken(request: Request, problem_met: Exception) -> Response:
    return problem(
        500,
        t("Something broke in qeyd"),
        t(
            "Nothing in the casebook was changed. What went wrong stands in the window where qeyd was started."
        ),
        can_go_back=True,
    )
