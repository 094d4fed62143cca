"""The inbox: what waits for a person, the likeliest first; and taking a decision back."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from qeyd.flow import review
from qeyd.flow.coders import Task
from qeyd.flow.inbox import DeskTotals, Inbox, InboxRow, Show, inbox
from qeyd.flow.read import waiting_to_be_read
from qeyd.model import ReportSort
from qeyd.web.forms import Form, casebook_of, decides, go_on, name_of, now, safe_next, whole
from qeyd.web.linking import Relink
from qeyd.web.pages import Badge, Empty, Link, Words
from qeyd.web.render import render
from qeyd.web.rows import report_href, review_href
from qeyd.web.text import t, tn
from qeyd.web.visit import coder_now
from qeyd.web.words import direction, language_name, likely, period_words

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One report of the inbox."""

    href: str
    title: Words
    outlet: str
    published: str
    language: str
    relevance: str
    accounts: str
    badges: tuple[Badge, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The inbox."""

    summary: str
    tabs: tuple[tuple[Link, bool], ...]
    rows: tuple[Waiting, ...]
    range: str
    previous: str
    next: str
    empty: Empty | None
    has_open: bool  #: whether any account waits
    unread: int = 0  #: reports that wait to be read


def inbox_page(found: Inbox, show: Show, page: int, *, unread: int = 0) -> InboxPage:
    """The inbox; ``page`` counts from 1, ``unread`` reports wait to be read."""
    totals = found.totals
    first = (page - 1) * PER_PAGE + 1
    last = first + len(found.rows) - 1
    return InboxPage(
        summary=_summary(totals),
        tabs=tuple((Link(words, _address(one)), one is show) for one, words in _tabs(totals).items()),
        rows=tuple(_row(one) for one in found.rows),
        range=t("{first}–{last} of {all}", first=first, last=last, all=found.found) if found.rows else "",
        previous=_address(show, page - 1) if page > 1 else "",
        next=_address(show, page + 1) if last < found.found else "",
        empty=None if found.rows else _empty(show, totals),
        has_open=totals.open_accounts > 0,
        unread=unread,
    )


def _summary(totals: DeskTotals) -> str:
    return t(
        "{accounts} in {reports}.",
        accounts=tn(
            "{n} account waits for an answer", "{n} accounts wait for an answer", totals.open_accounts
        ),
        reports=tn("{n} report", "{n} reports", totals.to_review),
    )


def _tabs(totals: DeskTotals) -> dict[Show, str]:
    return {
        Show.TO_REVIEW: t("To review ({n})", n=totals.to_review),
        Show.DISPUTED: t("Disputed ({n})", n=totals.disputed),
        Show.UNSURE: t("Unsure ({n})", n=totals.unsure),
        Show.DONE: t("Done ({n})", n=totals.done),
        Show.NOTHING_FOUND: t("Nothing found"),
        Show.UNREAD: t("Could not be read"),
        Show.ALL: t("All"),
    }


def _address(show: Show, page: int = 1) -> str:
    query = [f"show={show.value.replace(' ', '-')}"] if show is not Show.TO_REVIEW else []
    query += [f"page={page}"] if page > 1 else []
    return "/inbox" + (f"?{'&'.join(query)}" if query else "")


def _row(row: InboxRow) -> Waiting:
    badges = [Badge(t("{n} open", n=row.open), "open-question")] if row.open else []
    badges += [Badge(t("{n} disputed", n=row.disputed), "disputed")] if row.disputed else []
    badges += [Badge(t("{n} unsure", n=row.unsure), "unsure")] if row.unsure else []
    badges += [Badge(t("{n} added", n=row.added), "yes")] if row.added else []
    badges += [Badge(t("testimony"), "background")] if row.sort is ReportSort.TESTIMONY else []
    is_done = not (row.open or row.disputed or row.unsure) and (row.accounts or row.added or row.seen)
    badges += [Badge(t("done"), "yes")] if is_done else []
    unread = row.why_unread is not None
    return Waiting(
        href=report_href(row.report_id) if unread else review_href(row.report_id),
        title=Words(
            row.title or t("Without a title"),
            row.language or "",
            direction(row.language) if row.title else "",
        ),
        outlet=row.outlet or ("" if row.sort is ReportSort.TESTIMONY else t("outlet not known")),
        published=period_words(row.published) if row.published else t("no date"),
        language=language_name(row.language),
        relevance="" if unread else likely(row.relevance),
        accounts="" if unread else str(row.accounts + row.added),
        badges=tuple(badges),
        note=row.why_unread or "",
    )


def _empty(show: Show, totals: DeskTotals) -> Empty:
    if not totals.reports and show is not Show.UNREAD:
        return Empty(
            t("Nothing was read yet"),
            t("Take in a folder of saved pages or other files. Then it is read here, or with “qeyd read”."),
            "qeyd import CASEBOOK FOLDER",
        )
    words = {
        Show.TO_REVIEW: (t("Every account has an answer"), t("New reports come here once they were read.")),
        Show.DISPUTED: (
            t("Nothing is disputed"),
            t("What coders answer differently waits here for a third."),
        ),
        Show.UNSURE: (t("Nobody is unsure"), t("Accounts that nobody could tell come here.")),
        Show.DONE: (t("No report is done yet"), t("Answer for every account of a report.")),
        Show.NOTHING_FOUND: (
            t("Accounts were found in every report"),
            t("Reports in which the program found nothing come here, for you to add what it missed."),
        ),
        Show.UNREAD: (
            t("Every report that was opened could be read"),
            t("Reports that cannot be read come here with the reason."),
        ),
        Show.ALL: (t("There is no such page"), t("The list is shorter than that.")),
    }
    title, text = words[show]
    return Empty(title, text, link=Link(t("To the incidents"), "/incidents"))


async def _inbox(request: Request) -> Response:
    asked = request.query_params.get("show", "").replace("-", " ")
    show = Show(asked) if asked in set(Show) else Show.TO_REVIEW
    page = max(1, min(whole(request.query_params.get("page", "1")) or 1, 1_000_000))
    casebook = casebook_of(request)
    found = inbox(casebook, show=show, offset=(page - 1) * PER_PAGE, limit=PER_PAGE)
    shown = inbox_page(found, show, page, unread=waiting_to_be_read(casebook))
    return render("inbox.html", shown, here="desk", name=name_of(request))


def _undo(request: Request, form: Form) -> Response:
    done = review.undo(casebook_of(request), form.get("judgement"), coder=coder_now(), at=now())
    return go_on(safe_next(form.get("back"), otherwise="/inbox"), did=done.judgements[0])


def _redo(request: Request, form: Form) -> Response:
    done = review.redo(casebook_of(request), form.get("judgement"), coder=coder_now(), at=now())
    return go_on(safe_next(form.get("back"), otherwise="/inbox"), did=done.judgements[0])


ROUTES: list[BaseRoute] = [
    Route("/inbox", _inbox),
    decides("/undo", _undo, Task.JUDGE, links=Relink.WAIT),
    decides("/redo", _redo, Task.JUDGE, links=Relink.WAIT),
]
