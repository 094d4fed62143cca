"""The page that says what the numbers are, and what they are not."""

from qeyd import __version__
from qeyd.acts import load_acts
from qeyd.model import Grade
from qeyd.web.pages import AboutPage, Badge
from qeyd.web.text import pt
from qeyd.web.words import act_label, alphabetical, grade_label, grade_meaning


def about_page() -> AboutPage:
    """The grades and acts as this version knows them."""
    acts = sorted(
        load_acts().values(), key=lambda act: (act.code == "other", alphabetical(act_label(act.code)))
    )
    return AboutPage(
        grades=tuple((Badge(grade_label(one), one.value), grade_meaning(one)) for one in Grade),
        acts=tuple((act_label(act.code), pt("act", act.definition)) for act in acts),
        version=__version__,
    )
