"""What judgements would teach: each lesson with what it changes, accepted by a person, taken back at will."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from qeyd.flow.coders import Task
from qeyd.flow.learn import Lesson, accept_lesson, lessons, propose_learning, take_back_lesson
from qeyd.flow.read import waiting_to_be_read
from qeyd.web.forms import Form, casebook_of, decides, go_on, name_of, now
from qeyd.web.linking import Relink
from qeyd.web.pages import Badge, Empty
from qeyd.web.render import render
from qeyd.web.review import moment
from qeyd.web.text import t, tn
from qeyd.web.visit import coder_now

READ_WAIT = 8.0  #: seconds: the reader's words are loaded in some three, a short report is read in a tenth


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LessonCard:
    """One lesson."""

    id: str
    title: str
    sort: str
    state: Badge
    rests_on: str
    measured: tuple[Measured, ...]
    why: str
    decided: str
    when: str  #: when it takes effect
    can_accept: bool
    can_take_back: bool


@dataclass(frozen=True, slots=True)
class LearningPage:
    """The page of lessons."""

    cards: tuple[LessonCard, ...]
    empty: Empty | None
    unread: int  #: reports that were not read with what is known now


def lesson_card(one: Lesson) -> LessonCard:
    """A lesson as it is shown."""
    sorts = {
        "confidence": (t("confidence"), t("Takes effect at once, when readings are looked at.")),
        "linking": (t("linking"), t("Takes effect at once: incidents are worked out anew.")),
        "outlet alias": (t("outlet"), t("Takes effect at once, when readings are looked at.")),
        "group": (t("group"), t("Takes effect when reports are read again.")),
        "word": (t("word"), t("Takes effect when reports are read again.")),
        "name": (t("name"), t("Takes effect when reports are read again.")),
    }
    states = {
        "proposed": Badge(t("proposed"), "open-question")
        if one.can_tell
        else Badge(t("cannot tell"), "single"),
        "accepted": Badge(t("in effect"), "yes"),
        "taken back": Badge(t("taken back"), "no"),
        "refused": Badge(t("refused"), "no"),
    }
    sort, when = sorts.get(one.sort, (one.sort, ""))
    decided = ""
    if one.decided_by and one.decided_at:
        decided = t("decided by {who}, {when}", who=one.decided_by, when=moment(one.decided_at))
    return LessonCard(
        id=one.id,
        title=t(one.title),
        sort=sort,
        state=states[one.state],
        rests_on=tn("from {n} judgement", "from {n} judgements", one.n),
        measured=tuple(
            Measured(t(name), f"{before:.3g}", f"{one.after.get(name, before):.3g}")
            for name, before in one.before.items()
        ),
        why=one.why,
        decided=decided,
        when=when,
        can_accept=one.can_tell and one.state != "accepted",
        can_take_back=one.state == "accepted",
    )


async def _page(request: Request) -> Response:
    casebook = casebook_of(request)
    order = {"accepted": 0, "proposed": 1, "taken back": 2, "refused": 3}
    found = sorted(lessons(casebook), key=lambda one: (not one.can_tell, order[one.state]))
    page = LearningPage(
        cards=tuple(map(lesson_card, found)),
        empty=None
        if found
        else Empty(
            t("Nothing was worked out yet"),
            t(
                "What you confirm, correct and merge can teach the program: how sure to be, what to join, which "
                "words name a group. It is worked out from the judgements, shown with what it changes, and waits "
                "for your yes."
            ),
        ),
        unread=waiting_to_be_read(casebook),
    )
    return render("learning.html", page, here="desk", name=name_of(request))


async def _propose(request: Request, form: Form) -> Response:
    """Reads the judged reports again with each word, which takes a while: in a thread of its own."""
    casebook, moment_now = casebook_of(request), now()

    def work() -> None:
        with casebook.again() as mine:
            propose_learning(mine, now=moment_now)

    await asyncio.to_thread(work)
    return go_on("/learning")


def _accept(request: Request, form: Form) -> Response:
    done = accept_lesson(casebook_of(request), form.get("lesson"), coder=coder_now(), at=now())
    return go_on("/learning", did=done.judgements[0])


def _take_back(request: Request, form: Form) -> Response:
    done = take_back_lesson(casebook_of(request), form.get("lesson"), coder=coder_now(), at=now())
    return go_on("/learning", did=done.judgements[0])


async def _read(request: Request, form: Form) -> Response:
    """Begin to read what waits; a small folder is done by the time the page comes back."""
    future = request.app.state.links.read()
    await asyncio.wait([asyncio.wrap_future(future)], timeout=READ_WAIT)
    return go_on(form.get("back") if form.get("back") in ("/inbox", "/learning") else "/inbox")


ROUTES: list[BaseRoute] = [
    Route("/learning", _page),
    decides("/learning/propose", _propose, Task.JUDGE),
    decides("/learning/accept", _accept, Task.LEARN, links=Relink.WAIT),
    decides("/learning/take-back", _take_back, Task.LEARN, links=Relink.WAIT),
    decides("/read", _read, Task.JUDGE),
]
