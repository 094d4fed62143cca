"""Pages as HTML. Everything a template is given is escaped where it is put; no template switches that off."""

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from qeyd.web.catalogue import LANGUAGES, load_catalogue
from qeyd.web.pages import ProblemPage
from qeyd.web.speaking import choices
from qeyd.web.text import language_now, number, pt, t, tn
from qeyd.web.visit import served_at, visit_now

if TYPE_CHECKING:
    from jinja2 import Environment


@lru_cache(maxsize=1)
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("qeyd.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(t=t, tn=tn, pt=pt, number=number, language_now=language_now, languages=choices)
    return made


def prepare() -> None:
    """Make ready what every page needs, so that the first one is not slower than the others."""
    from qeyd.acts import load_acts
    from qeyd.languages import load_languages
    from qeyd.places import load_gazetteer

    for load in (load_acts, load_languages, load_gazetteer):
        load()
    for language in LANGUAGES:
        load_catalogue(language)
    for template in ("incidents.html", "explore.html", "parts.html", "base.html"):
        _templates().get_template(template)


def render(template: str, page: object, *, here: str, name: str, status: int = 200) -> HTMLResponse:
    """A page as HTML. ``here`` is the part of the program we are in, ``name`` the casebook's folder."""
    html = (
        _templates()
        .get_template(template)
        .render(page=page, here=here, casebook=name, visit=visit_now(), served_at=served_at())
    )
    return HTMLResponse(html, status_code=status)


def problem(
    status: int,
    title: str,
    remedy: str,
    *,
    text: str = "",
    can_go_back: bool = False,
    back: str = "",
    written: tuple[str, ...] = (),
) -> HTMLResponse:
    """A page that says what went wrong and what to do.

    ``back``: the address of the page that it came from. ``written``: what was written and would be lost otherwise.
    """
    page = ProblemPage(title, text, remedy, can_go_back, back, written)
    return render("problem.html", page, here="", name="", status=status)
