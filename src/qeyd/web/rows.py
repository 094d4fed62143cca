"""Incidents as lines of a list, and the addresses of pages."""

from typing import Any
from urllib.parse import quote, urlencode

from qeyd.model import AccountRef, Incident, Report, Stage, Stance
from qeyd.web.pages import Badge, IncidentRow, Words
from qeyd.web.text import t
from qeyd.web.words import (
    NOT_SAID,
    act_label,
    direction,
    figure_words,
    grade_label,
    grade_meaning,
    group_label,
    period_words,
    place_words,
    stage_label,
    stance_label,
)


def incident_href(id: str) -> str:
    """The address of an incident's page."""
    return f"/incidents/{quote(id, safe='')}"


def decide_href(id: str) -> str:
    """The address where an incident is decided about."""
    return f"{incident_href(id)}/decide"


def affair_href(id: str) -> str:
    """The address of an affair's page."""
    return f"/affairs/{quote(id, safe='')}"


def report_href(id: str) -> str:
    """The address of a report's page."""
    return f"/reports/{quote(id, safe='')}"


def account_href(ref: AccountRef) -> str:
    """The address of an account's page."""
    return f"{report_href(ref.report_id)}/accounts/{ref.index}"


def review_href(report_id: str, index: int | None = None, **more: Any) -> str:
    """The address of a report's review page, at one of its accounts, with a form open where asked."""
    query = {"account": index + 1} if index is not None else {}
    query |= {key: one for key, one in more.items() if one is not None}
    base = report_href(report_id).replace("/reports/", "/review/", 1)
    return base + (f"?{urlencode(query)}" if query else "")


def outlet_of(report: Report) -> str:
    """Who published it, or that nobody says."""
    return report.outlet or t("outlet not known")


def words_of(text: str, report: Report, href: str = "") -> Words:
    """A report's words, with the language to read them in."""
    return Words(text, report.language or "", direction(report.language), href)


def badges_of(*, stage: Stage, stance: Stance, background: bool) -> tuple[Badge, ...]:
    """What is out of the ordinary in how an act is told; nothing for a done, asserted piece of news."""
    badges = []
    if stage is Stage.PLANNED:
        title = t("Prepared, ordered for later, announced or threatened; no report tells that it was done.")
        badges.append(Badge(stage_label(stage), "planned", title))
    if stance is Stance.CLAIMED:
        title = t("Told with distance, or only as the word of one side against another's.")
        badges.append(Badge(stance_label(stance), "claimed", title))
    if stance is Stance.DENIED:
        badges.append(Badge(stance_label(stance), "denied", t("Somebody with standing denies it.")))
    if background:
        badges.append(
            Badge(t("background"), "background", t("Recalled as context; no report tells it as its news."))
        )
    return tuple(badges)


def grade_badge(incident: Incident) -> Badge:
    """How well an incident stands."""
    return Badge(grade_label(incident.grade), incident.grade.value, grade_meaning(incident.grade))


def incident_row(incident: Incident, *, open: bool = False) -> IncidentRow:
    """An incident as one line of a list."""
    place, around = place_words(incident.place)
    people, best = figure_words(incident.people)
    group = incident.target.group if incident.target else None
    return IncidentRow(
        href=incident_href(incident.id),
        act=act_label(incident.act),
        badges=badges_of(stage=incident.stage, stance=incident.stance, background=incident.background),
        when=period_words(incident.time),
        date=incident.time.start.isoformat() if incident.time else "",
        place=place,
        around=around,
        people=people,
        best=best,
        group=group_label(group) if group else NOT_SAID,
        grade=grade_badge(incident),
        reports=len({ref.report_id for ref in incident.accounts}),
        outlets=len(incident.outlets),
        origins=incident.independent_origins,
        open=open,
    )
