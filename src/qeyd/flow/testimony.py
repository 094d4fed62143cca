"""Testimony without an article: a call, a visit, a letter, with what the person agreed to.

It is a report of its own sort, read and reviewed as any other. Its limits are a signed judgement (consent): they can be
narrowed, widened or withdrawn, and it stays on record who noted what when.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qeyd.errors import ShapeError, StoreError
from qeyd.flow.review import Done, append
from qeyd.flow.search import index_new_reports
from qeyd.model import About, Consent, Judgement, Period, ReportSort, Verdict
from qeyd.review.standing import counting, value_of
from qeyd.store import Added, Arrival, Casebook, TestimonyNote

HOW = ("phone call", "visit", "letter", "message", "other")


@dataclass(frozen=True, slots=True)
class Testimony:
    """What somebody told."""

    __test__ = False

    text: str
    how: str  #: one of ``HOW``
    consent: Consent
    title: str | None = None
    language: str | None = None  #: None: told from the text
    received: str | None = None  #: the day it was told: relative words of time count from it
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """How a testimony came in and what it may be used for."""

    how: str
    recorded_by: str
    recorded_at: datetime
    received: str | None
    note: str | None
    consent: Consent


def record_testimony(casebook: Casebook, testimony: Testimony, *, coder: str, at: datetime) -> Added:
    """Keep a testimony, its limits and who recorded it, and read it. Raises ShapeError for one without words."""
    from qeyd.flow.read import read_one

    if not testimony.text.strip():
        raise ShapeError("The testimony has no words. Write down what was told.")
    if testimony.how not in HOW:
        raise ShapeError(f'"{testimony.how}" is no way to tell. Choose one of {", ".join(HOW)}.')
    day = Period.parse(testimony.received) if testimony.received else None
    text = testimony.text.replace("\r\n", "\n").strip()
    with casebook.in_one():
        added = casebook.add(
            [
                Arrival(
                    text.encode(),
                    text,
                    # Two people may tell in the same words: each telling is a report of its own.
                    url=f"testimony:{os.urandom(8).hex()}",
                    title=testimony.title or None,
                    published=day,
                    language=testimony.language or None,
                    sort=ReportSort.TESTIMONY,
                )
            ],
            now=at,
        )[0]
        casebook.desk.put_testimony(
            added.id, TestimonyNote(testimony.how, coder, at, testimony.received, testimony.note)
        )
        _consent(casebook, added.id, testimony.consent, coder, at, None)
        report = casebook.report(added.id)
        assert report is not None
        reading = read_one(report)
        casebook.keep_readings([reading], now=at)
        index_new_reports(casebook)
    return added


def set_consent(
    casebook: Casebook,
    report_id: str,
    consent: Consent,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Note what a testimony may be used for from now on. Raises StoreError where the report is no testimony."""
    if casebook.desk.testimony(report_id) is None:
        raise StoreError(f"Report {report_id} is no testimony; an article needs no consent.")
    return Done(_consent(casebook, report_id, consent, coder, at, note))


def _consent(
    casebook: Casebook, report_id: str, consent: Consent, coder: str, at: datetime, note: str | None
) -> tuple[str, ...]:
    value = {"count": consent.count, "quote": consent.quote, "publish": consent.publish}
    return append(casebook, About.CONSENT, (report_id,), Verdict.YES, coder, at, {"consent": value}, note)


def consent_of(casebook: Casebook, report_id: str) -> Consent | None:
    """What a testimony may be used for now; None: it is an article. Nothing is allowed where all was taken back."""
    if casebook.desk.testimony(report_id) is None:
        return None
    return _last(casebook.desk.judgements_about([report_id]))


def _last(judged: tuple[Judgement, ...]) -> Consent:
    latest: Mapping[str, Any] = {}
    for one in counting(judged):
        if one.about is About.CONSENT:
            latest = value_of(one).get("consent") or {}
    return Consent(**{use: latest.get(use) is True for use in ("count", "quote", "publish")})


def consents(casebook: Casebook) -> Mapping[str, Consent]:
    """What each testimony may be used for; articles are not in it."""
    return {id: _last(casebook.desk.judgements_about([id])) for id in casebook.desk.testimony_ids()}


def testimony_of(casebook: Casebook, report_id: str) -> Recorded | None:
    """How a testimony came in; None: an article."""
    told = casebook.desk.testimony(report_id)
    if told is None:
        return None
    consent = _last(casebook.desk.judgements_about([report_id]))
    return Recorded(told.how, told.recorded_by, told.recorded_at, told.received, told.note, consent)


def consent_words(consent: Consent) -> str:
    """The limits in words, for a terminal.

    >>> consent_words(Consent(count=True))
    'may be counted; not quoted, not published'
    """
    words = {"counted": consent.count, "quoted": consent.quote, "published": consent.publish}
    yes = ", ".join(word for word, allowed in words.items() if allowed)
    no = ", ".join(f"not {word}" for word, allowed in words.items() if not allowed)
    return "; ".join(filter(None, (f"may be {yes}" if yes else "", no)))
