"""Two incidents, or one? The pairs that wait for a person, and two incidents side by side with their evidence."""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from qeyd.flow import review
from qeyd.flow.coders import Task
from qeyd.flow.compare import Compared, compare_incidents
from qeyd.flow.inbox import PairToJudge, same_pairs
from qeyd.flow.serve import IncidentFile, Telling
from qeyd.model import Verdict
from qeyd.web.forms import Form, casebook_of, decides, go_on, name_of, now, verdict_of, whole
from qeyd.web.incidents import value_words
from qeyd.web.linking import Relink
from qeyd.web.pages import Badge, Empty, IncidentRow, Link, Words
from qeyd.web.render import render
from qeyd.web.review import AnswerLine, answer_lines, state_badge
from qeyd.web.rows import account_href, incident_href, incident_row, outlet_of, words_of
from qeyd.web.text import t
from qeyd.web.visit import coder_now
from qeyd.web.words import NOT_SAID, field_label, group_label, period_words

PER_PAGE = 25
_COMPARED = ("act", "stage", "time", "place", "people", "target", "actor", "ground")


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two incidents that are possibly the same."""

    one: IncidentRow
    other: IncidentRow
    compare: str
    state: Badge


@dataclass(frozen=True, slots=True)
class SamePage:
    """The pairs that wait."""

    rows: tuple[PairRow, ...]
    range: str
    previous: str
    next: str
    empty: Empty | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One field of both incidents."""

    label: str
    one: str
    other: str
    differs: bool


@dataclass(frozen=True, slots=True)
class TellingLine:
    """An account of one side, with the words that tell it."""

    outlet: Link
    published: str
    words: Words
    people: str


@dataclass(frozen=True, slots=True)
class SharedLine:
    """Words that a report of each side carries."""

    words: Words
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two incidents side by side."""

    one: IncidentRow
    other: IncidentRow
    ids: tuple[str, str]
    facts: tuple[FactRow, ...]
    accounts: tuple[tuple[TellingLine, ...], tuple[TellingLine, ...]]
    shared: tuple[SharedLine, ...]
    is_all: bool
    is_one_affair: bool
    state: Badge
    answers: tuple[AnswerLine, ...]
    why: tuple[str, str]


def compare_href(id: str, other_id: str) -> str:
    """The address where two incidents stand side by side."""
    return f"/same/{quote(id, safe='')}/{quote(other_id, safe='')}"


def same_page(pairs: tuple[PairToJudge, ...], page: int, *, more: bool) -> SamePage:
    """The page of pairs; ``page`` counts from 1."""
    first = (page - 1) * PER_PAGE + 1
    return SamePage(
        rows=tuple(
            PairRow(
                incident_row(one.one),
                incident_row(one.other),
                compare_href(one.one.id, one.other.id),
                state_badge(one.standing.state),
            )
            for one in pairs
        ),
        range=t("{first}–{last}", first=first, last=first + len(pairs) - 1) if pairs else "",
        previous=f"/same?page={page - 1}" if page > 1 else "",
        next=f"/same?page={page + 1}" if more else "",
        empty=None
        if pairs
        else Empty(
            t("No incidents wait to be told apart"),
            t(
                "Incidents that look alike and may be two come here. To merge others, open one of them "
                "and decide about it."
            ),
            link=Link(t("To the incidents"), "/incidents"),
        ),
    )


def compare_page(found: Compared) -> ComparePage:
    """Two incidents with the evidence for and against their being one."""
    sides = (found.one, found.other)
    return ComparePage(
        one=incident_row(found.one.incident),
        other=incident_row(found.other.incident),
        ids=(found.one.incident.id, found.other.incident.id),
        facts=tuple(_facts(*sides)),
        accounts=(_lines(found.one), _lines(found.other)),
        shared=tuple(
            SharedLine(words_of(one.text, one.one), outlet_of(one.one), outlet_of(one.other))
            for one in found.shared
        ),
        is_all=found.is_all,
        is_one_affair=found.one.incident.affair == found.other.incident.affair,
        state=state_badge(found.standing.state),
        answers=answer_lines(found.standing.answers),
        why=(found.one.incident.why, found.other.incident.why),
    )


def _lines(file: IncidentFile) -> tuple[TellingLine, ...]:
    return tuple(
        TellingLine(
            Link(outlet_of(one.report), account_href(one.ref)),
            period_words(one.report.published) if one.report.published else t("no date"),
            words_of(one.account.quote.text, one.report),
            value_words("people", one.account),
        )
        for one in file.tellings
    )


def _facts(one: IncidentFile, other: IncidentFile) -> list[FactRow]:
    # Names are evidence inside one affair. Of two incidents that nothing holds together only the groups are shown.
    together = one.incident.affair == other.incident.affair or other.incident in one.possibly_same_as
    rows = []
    for field in _COMPARED:
        asked = "group" if field == "target" and not together else field
        mine, theirs = (_told(asked, file.tellings) for file in (one, other))
        if mine or theirs:
            differs = bool(mine and theirs and not set(mine) & set(theirs))
            one_side, other_side = ("; ".join(side) or NOT_SAID for side in (mine, theirs))
            rows.append(FactRow(field_label(field), one_side, other_side, differs))
    return rows


def _told(field: str, tellings: tuple[Telling, ...]) -> list[str]:
    """What the accounts of an incident say for a field, each value once."""
    said = (_group(one) if field == "group" else value_words(field, one.account) for one in tellings)
    return [words for words in dict.fromkeys(said) if words]


def _group(telling: Telling) -> str:
    target = telling.account.target
    return group_label(target.value.group) if target and target.value.group else ""


async def _pairs(request: Request) -> Response:
    page = max(1, min(whole(request.query_params.get("page", "1")) or 1, 10_000))
    found = same_pairs(casebook_of(request), offset=(page - 1) * PER_PAGE, limit=PER_PAGE + 1)
    shown = same_page(found[:PER_PAGE], page, more=len(found) > PER_PAGE)
    return render("same.html", shown, here="desk", name=name_of(request))


async def _compare(request: Request) -> Response:
    casebook, (one, other) = casebook_of(request), _ids(request)
    found = compare_incidents(casebook, one, other)
    if found is None:
        incident = casebook.incident(one)
        if incident is not None and casebook.incident(other) == incident:  # merged since
            return RedirectResponse(incident_href(incident.id), 303)
        raise HTTPException(404)
    return render("compare.html", compare_page(found), here="desk", name=name_of(request))


def _ids(request: Request) -> tuple[str, str]:
    return request.path_params["one"], request.path_params["other"]


def _judge(request: Request, form: Form) -> Response:
    casebook, (one, other), verdict = casebook_of(request), _ids(request), verdict_of(form)
    done = review.judge_same(
        casebook, one, other, verdict, coder=coder_now(), at=now(), note=form.get("note") or None
    )
    after = incident_href(one) if verdict is Verdict.YES else "/same"
    return go_on(after, did=done.judgements[0])


ROUTES: list[BaseRoute] = [
    Route("/same", _pairs),
    Route("/same/{one}/{other}", _compare),
    decides("/same/{one}/{other}", _judge, Task.JUDGE, links=Relink.WAIT),
]
