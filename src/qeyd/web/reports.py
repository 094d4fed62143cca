"""The pages of reports: the list, one with all that was read in it, one account with its words highlighted."""

from collections.abc import Iterator, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from qeyd.flow.serve import ReportFile, ReportList, Sort
from qeyd.flow.sources import Earlier, Source
from qeyd.flow.versions import Edit
from qeyd.flow.versions import Sort as Changes
from qeyd.model import Account, AccountRef, Quote, Reading, Report, Speaker, Told, Unread
from qeyd.model.account import BY_TITLE
from qeyd.web.highlight import Mark, highlight
from qeyd.web.incidents import speakers, target_words
from qeyd.web.pages import (
    AccountLine,
    AccountPage,
    Article,
    Badge,
    Changed,
    ChangeLine,
    Empty,
    Fact,
    FieldEntry,
    Link,
    Remark,
    ReportPage,
    ReportRow,
    ReportsPage,
    SourceLine,
)
from qeyd.web.reasons import note_words, unread_words
from qeyd.web.rows import (
    account_href,
    badges_of,
    incident_href,
    outlet_of,
    report_href,
    review_href,
    words_of,
)
from qeyd.web.text import t, tn
from qeyd.web.words import (
    act_label,
    count_words,
    direction,
    field_label,
    group_label,
    language_name,
    nexus_label,
    pattern_label,
    period_words,
    place_precision,
    place_words,
    sort_label,
    stage_label,
    stance_label,
    time_precision,
)

PER_PAGE = 50
MOST_CHANGES = 60  #: changes listed one by one; the text shows all

T = TypeVar("T")


def article_of(file: ReportFile, marks: list[Mark]) -> Article:
    """The archived article with these marks over its words."""
    report = file.report
    facts = [
        Fact(
            t("Address"),
            report.url,
            t("Shown, not linked: opening it tells the site who is reading."),
            code=True,
        )
        if report.url
        else Fact(t("Address"), t("none was given")),
        Fact(t("First seen"), f"{report.first_seen:%Y-%m-%d %H:%M} UTC") if report.first_seen else None,
        Fact(t("Archived"), f"{report.archived_at:%Y-%m-%d %H:%M} UTC") if report.archived_at else None,
        Fact(t("Taken over from"), " → ".join(report.republished_from)) if report.republished_from else None,
        Fact(t("Digest of the bytes"), report.content, t("SHA-256"), code=True) if report.content else None,
        Fact(t("Report"), report.id, code=True),
    ]
    return Article(
        title=report.heading or t("Without a title"),
        outlet=outlet_of(report),
        published=period_words(report.published) if report.published else t("no date"),
        language=language_name(report.language),
        lang=report.language or "",
        dir=direction(report.language),
        paragraphs=highlight(report.text, marks),
        facts=tuple(one for one in facts if one),
        versions=tuple(
            Link(t("version {n}", n=n), report_href(id))
            for n, id in enumerate(file.versions, 1)
            if id != report.id
        ),
        changed=_changed(file.earlier) if file.earlier else None,
    )


def _changed(earlier: Earlier) -> Changed:
    """What changed since the version before, in words and as one text."""
    sorts = {
        Changes.NUMBER: Badge(t("number"), "number", t("A figure differs between the versions.")),
        Changes.NAME: Badge(t("name"), "name", t("A name differs between the versions.")),
        Changes.WORDS: Badge(t("words"), "words"),
    }
    edits = {Edit.KEPT: "kept", Edit.TAKEN_OUT: "taken", Edit.PUT_IN: "put"}
    numbers = sum(one.sort is Changes.NUMBER for one in earlier.changes)
    names = sum(one.sort is Changes.NAME for one in earlier.changes)
    parts = [tn("{n} change", "{n} changes", len(earlier.changes))]
    parts += [tn("{n} of a number", "{n} of numbers", numbers)] if numbers else []
    parts += [tn("{n} of a name", "{n} of names", names)] if names else []
    seen = earlier.before.archived_at or earlier.before.first_seen
    before = t("the version of {day}", day=f"{seen:%Y-%m-%d %H:%M} UTC") if seen else t("the version before")
    return Changed(
        before=Link(before, report_href(earlier.before.id)),
        summary=", ".join(parts) + "."
        if earlier.changes
        else t("The words are the same; the page around them changed."),
        lines=tuple(
            ChangeLine(sorts[one.sort], one.around, one.before, one.after)
            for one in earlier.changes[:MOST_CHANGES]
        ),
        pieces=tuple((one.text, edits[one.edit]) for one in earlier.pieces),
    )


# --- one account -----------------------------------------------------------------------------------------------


def account_spans(file: ReportFile, index: int) -> dict[str, tuple[int, int]]:
    """The stretches of the text that an account's fields rest on, by the name of their place on the page."""
    if not isinstance(file.reading, Reading) or not 0 <= index < len(file.reading.accounts):
        return {}
    entries = entries_of(file.reading.accounts[index], file.report)
    return {entry.anchor: (quote.start, quote.end) for entry, quote in entries if quote}


def _source_lines(fields: tuple[FieldEntry, ...], sources: Mapping[str, Source]) -> Iterator[SourceLine]:
    for entry in fields:
        if source := sources.get(entry.anchor):
            where = ", ".join(f"{one.start}–{one.end - 1}" for one in source.ranges)
            yield SourceLine(entry.label, f"#{entry.anchor}", t("bytes {where}", where=where), source.pieces)


def account_page(
    file: ReportFile, index: int, sources: Mapping[str, Source] | None = None
) -> AccountPage | None:
    """One account beside its article; None when the report has no account of this number.

    ``sources`` tells where the words of its fields stand in the archived page.
    """
    if not isinstance(file.reading, Reading) or not 0 <= index < len(file.reading.accounts):
        return None
    account, report = file.reading.accounts[index], file.report
    entries = list(entries_of(account, report))
    marks = [
        Mark(quote.start, quote.end, entry.field, entry.anchor, entry.label)
        for entry, quote in entries
        if quote
    ]
    fields = tuple(entry for entry, _ in entries)
    said = {entry.field for entry in fields}
    number = len(file.reading.accounts)
    incident = file.incidents[index] if index < len(file.incidents) else None
    return AccountPage(
        title=act_label(account.act),
        number=index + 1,
        of=number,
        badges=badges_of(stage=account.stage, stance=account.stance, background=account.background),
        fields=fields,
        not_said=tuple(
            field_label(one)
            for one in ("people", "target", "actor", "place", "time", "ground")
            if one not in said
        ),
        why=tuple(note_words(note) for note in account.why),
        confidence=f"{account.confidence:.0%}",
        read_by=account.read_by,
        article=article_of(file, marks),
        incident=Link(t("The incident, with all its accounts"), incident_href(incident))
        if incident
        else None,
        report=Link(t("All that was read in this report"), report_href(report.id)),
        previous=account_href(AccountRef(report.id, index - 1)) if index else "",
        next=account_href(AccountRef(report.id, index + 1)) if index + 1 < number else "",
        sources=tuple(_source_lines(fields, sources or {})),
        review=review_href(report.id, index),
    )


def entries_of(account: Account, report: Report) -> Iterator[tuple[FieldEntry, Quote | None]]:
    """Every field that the account fills, with the words it rests on."""
    nexus = ", ".join(nexus_label(one) for one in account.nexus)
    how = ", ".join((stage_label(account.stage), stance_label(account.stance)))
    yield _entry("act", "act", act_label(account.act), account.quote, report, note=how, said_by=_tied(nexus))
    if account.people:
        yield _told("people", account.people, count_words(account.people.value), report)
    if account.target:
        yield _told("target", account.target, target_words(account), report)
    if account.actor:
        yield _told(
            "actor",
            account.actor,
            account.actor.value.name,
            report,
            sort_label(account.actor.value.sort or ""),
        )
    if account.place:
        place = account.place.value
        words = ", ".join(part for part in place_words(place) if part)
        note = place_precision(place.precision)
        if place.disputed:
            note = ", ".join(part for part in (note, t("disputed territory")) if part)
        if account.place.read_by.endswith(BY_TITLE):
            note = ", ".join((note, t("named by the title alone; these words name what it lies in")))
        yield _told("place", account.place, words, report, note)
    if account.time:
        time = account.time.value
        yield _told("time", account.time, period_words(time), report, time_precision(time.precision))
    if account.ground:
        articles = ", ".join(account.ground.value.articles) or t("told in words")
        yield _told("ground", account.ground, articles, report)
    yield from _speakers("said_by", account.said_by, report)
    yield from _speakers("denied_by", account.denied_by, report)


def _tied(nexus: str) -> str:
    return t("tied to the people by {what}", what=nexus) if nexus else ""


def _told(field: str, told: Told[T], value: str, report: Report, note: str = "") -> tuple[FieldEntry, Quote]:
    said_by = t("according to {who}", who=speakers(told.said_by)) if told.said_by else ""
    return _entry(field, field, value, told.quote, report, note=note, said_by=said_by, read_by=told.read_by)


def _entry(
    field: str,
    anchor: str,
    value: str,
    quote: Quote,
    report: Report,
    *,
    note: str,
    said_by: str,
    read_by: str = "",
) -> tuple[FieldEntry, Quote]:
    words = words_of(quote.text, report, f"#{anchor}")
    return FieldEntry(field, anchor, field_label(field), value, note, words, said_by, read_by), quote


def _speakers(
    field: str, chain: tuple[Speaker, ...], report: Report
) -> Iterator[tuple[FieldEntry, Quote | None]]:
    for n, one in enumerate(chain, 1):
        anchor = field if n == 1 else f"{field}-{n}"
        words = words_of(one.quote.text, report, f"#{anchor}") if one.quote else None
        note = t("the outlet itself") if words is None else ""
        yield FieldEntry(field, anchor, field_label(field), speakers((one,)), note, words), one.quote


# --- one report ------------------------------------------------------------------------------------------------


def report_page(file: ReportFile) -> ReportPage:
    """A report with its accounts and, apart from them, accusations, opinions and pattern claims."""
    report, reading = file.report, file.reading
    if not isinstance(reading, Reading):
        return ReportPage(
            article=article_of(file, []),
            state="unread" if isinstance(reading, Unread) else "waiting",
            why_unread=unread_words(reading.why) if isinstance(reading, Unread) else "",
            accounts=(),
            accusations=(),
            opinions=(),
            pattern_claims=(),
        )
    marks = [
        *_marks("act", t("account"), [one.quote for one in reading.accounts]),
        *_marks("accusation", t("accusation"), [one.quote for one in reading.accusations]),
        *_marks("opinion", t("opinion"), [one.quote for one in reading.opinions]),
        *_marks("claim", t("pattern claim"), [one.quote for one in reading.pattern_claims]),
    ]
    return ReportPage(
        article=article_of(file, marks),
        state="read",
        why_unread="",
        accounts=tuple(_line(file, account, index) for index, account in enumerate(reading.accounts)),
        accusations=tuple(
            _remark(
                "accusation",
                n,
                one.by,
                t("against {whom}", whom=one.against) if one.against else "",
                one.quote,
                report,
            )
            for n, one in enumerate(reading.accusations, 1)
        ),
        opinions=tuple(
            _remark("opinion", n, one.speaker, one.role or "", one.quote, report)
            for n, one in enumerate(reading.opinions, 1)
        ),
        pattern_claims=tuple(
            _remark(
                "claim",
                n,
                one.speaker,
                ", ".join(pattern_label(sort) for sort in one.claims),
                one.quote,
                report,
            )
            for n, one in enumerate(reading.pattern_claims, 1)
        ),
        review=review_href(report.id),
    )


def _marks(field: str, label: str, quotes: list[Quote]) -> list[Mark]:
    return [
        Mark(one.start, one.end, field, f"{field}-{n}", f"{label} {n}") for n, one in enumerate(quotes, 1)
    ]


def _remark(sort: str, n: int, speaker: str, note: str, quote: Quote, report: Report) -> Remark:
    anchor = f"{sort}-{n}"
    return Remark(anchor, speaker or t("speaker not said"), note, words_of(quote.text, report, f"#{anchor}"))


def _line(file: ReportFile, account: Account, index: int) -> AccountLine:
    incident = file.incidents[index] if index < len(file.incidents) else None
    parts = [
        count_words(account.people.value) if account.people else "",
        group_label(account.target.value.group) if account.target and account.target.value.group else "",
        place_words(account.place.value)[0] if account.place else "",
        period_words(account.time.value) if account.time else "",
    ]
    anchor = f"act-{index + 1}"
    return AccountLine(
        anchor=anchor,
        href=account_href(AccountRef(file.report.id, index)),
        act=act_label(account.act),
        badges=badges_of(stage=account.stage, stance=account.stance, background=account.background),
        line=" · ".join(part for part in parts if part),
        words=words_of(account.quote.text, file.report, f"#{anchor}"),
        incident=Link(t("incident"), incident_href(incident)) if incident else None,
    )


# --- the list --------------------------------------------------------------------------------------------------


def reports_page(
    found: ReportList, sort: Sort, page: int, *, words: str, reports: int, unread: int, waiting: int
) -> ReportsPage:
    """The list of reports; ``page`` counts from 1, ``words`` were searched for."""
    names = {
        Sort.ALL: t("All"),
        Sort.TELLING: t("With accounts"),
        Sort.NOTHING: t("Without"),
        Sort.UNREAD: t("Could not be read"),
    }
    parts = [tn("{n} report", "{n} reports", reports)]
    if unread:
        parts.append(tn("{n} could not be read", "{n} could not be read", unread))
    if waiting:
        parts.append(tn("{n} waits to be read", "{n} wait to be read", waiting))
    first = (page - 1) * PER_PAGE + 1
    note = ""
    if found.not_indexed:
        note = tn(
            "The words of {n} report cannot be searched yet.",
            "The words of {n} reports cannot be searched yet.",
            found.not_indexed,
        )
    return ReportsPage(
        summary=", ".join(parts) + ".",
        words=words,
        found="" if found.found is None else tn("{n} report found.", "{n} reports found.", found.found),
        note=note,
        tabs=tuple((Link(said, _reports_address(one, 1)), one is sort) for one, said in names.items()),
        rows=tuple(_report_row(one.file, one.pieces) for one in found.lines),
        range=t("{first}–{last}", first=first, last=first + len(found.lines) - 1) if found.lines else "",
        previous=_reports_address(sort, page - 1, words) if page > 1 else "",
        next=_reports_address(sort, page + 1, words) if found.more else "",
        empty=None if found.lines else _no_reports(sort, reports, words),
    )


def _reports_address(sort: Sort, page: int, words: str = "") -> str:
    query = {
        "q": words,
        "sort": sort.value if sort is not Sort.ALL else "",
        "page": str(page) if page > 1 else "",
    }
    asked = {name: value for name, value in query.items() if value}
    return "/reports" + (f"?{urlencode(asked)}" if asked else "")


def _report_row(file: ReportFile, pieces: tuple[tuple[str, bool], ...] = ()) -> ReportRow:
    report, reading = file.report, file.reading
    accounts = len(reading.accounts) if isinstance(reading, Reading) else 0
    if isinstance(reading, Unread):
        state, note = "unread", unread_words(reading.why)
    elif reading is None:
        state, note = "waiting", t("waits to be read")
    else:
        state, note = ("telling", "") if accounts else ("nothing", t("no incident told"))
    title = report.heading
    return ReportRow(
        href=report_href(report.id),
        title=words_of(title, report),
        outlet=outlet_of(report),
        published=period_words(report.published) if report.published else t("no date"),
        language=language_name(report.language),
        accounts=accounts,
        state=state,
        note=note,
        pieces=pieces,
    )


def _no_reports(sort: Sort, reports: int, words: str) -> Empty:
    if not reports:
        return Empty(
            t("This casebook is empty"),
            t("Add articles first: saved pages, text files, or JSON Lines with one article a line."),
            "qeyd add CASEBOOK articles.jsonl",
        )
    if words:
        return Empty(
            t("No report has all these words"),
            t("Try fewer words, or another language. Names of persons are not searched for."),
            link=Link(t("See all reports"), "/reports"),
        )
    if sort is Sort.UNREAD:
        return Empty(
            t("Every report that was opened could be read"),
            t("Reports that cannot be read are kept, counted and shown here with the reason."),
            link=Link(t("See all reports"), "/reports"),
        )
    return Empty(t("No report here"), t("None of this sort, or the list is shorter than that."),
                 link=Link(t("See all reports"), "/reports"))  # fmt: skip
