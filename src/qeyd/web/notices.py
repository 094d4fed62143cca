"""Decisions in words: in history, and on the page that follows one, with the way to take it back."""

from typing import TYPE_CHECKING

from qeyd.model import About, Verdict
from qeyd.review.standing import takers
from qeyd.web.text import t
from qeyd.web.visit import Notice
from qeyd.web.words import field_label

if TYPE_CHECKING:
    from qeyd.store import Casebook


def decided_words(about: About, subjects: tuple[str, ...], verdict: Verdict) -> str:
    """What somebody decided, as a line of history.

    >>> decided_words(About.ACCOUNT, ("r", "0"), Verdict.NO)
    'Account 1 rejected'
    """
    number = int(subjects[1]) + 1 if len(subjects) > 1 and subjects[1].isdecimal() else 0
    if about is About.FIELD:
        field = subjects[2] if len(subjects) > 2 else ""
        return t("Account {n}: {field} set", n=number, field=field_label(field))
    if about is About.TAKEN_BACK:
        return t("Taken back")
    if about is About.CONSENT:
        return t("Consent noted")
    if about is About.FORGOTTEN:
        return t("Something was forgotten for good")
    words = {
        About.ACCOUNT: (t("Account {n} confirmed"), t("Account {n} rejected"), t("Account {n}: unsure")),
        About.ADDED: (t("Account added"),) * 3,
        About.REPORT: (
            t("Nothing is missing in this report"),
            t("Something is missing in this report"),
            t("Unsure whether something is missing"),
        ),
        About.SAME: (
            t("Judged the same incident"),
            t("Kept apart"),
            t("Unsure whether it is the same incident"),
        ),
        About.ORIGIN: (t("Judged one origin"), t("Judged two origins"), t("Unsure whether it is one origin")),
        About.AFFAIR: (t("Judged one affair"), t("Judged two affairs"), t("Unsure whether it is one affair")),
        About.NAME: (
            t("A person may be named"),
            t("A person is protected"),
            t("Unsure whether a person may be named"),
        ),
        About.RELEASE: (t("Released for publishing"), t("Held back"), t("Unsure whether to release it")),
        About.LEARNED: (t("Lesson accepted"), t("Lesson refused"), t("Unsure about a lesson")),
    }
    yes, no, unsure = words[about]
    said = {Verdict.YES: yes, Verdict.NO: no, Verdict.UNSURE: unsure}[verdict]
    return said.format(n=number)


def notice_for(casebook: "Casebook", judgement_id: str, coder: str) -> Notice | None:
    """What this coder just did, and how to take it back; None where it is another's, or nothing."""
    if not 8 <= len(judgement_id) <= 128:
        return None
    one = casebook.desk.judgement(judgement_id)
    if one is None or one.coder != coder or one.about is About.FORGOTTEN:
        return None
    if one.id in takers(casebook.desk.judgements_about([one.id])):
        return None
    words = decided_words(one.about, one.subjects, one.verdict)
    if one.about is About.TAKEN_BACK:
        before = casebook.desk.judgement(one.subjects[0])
        again = before is not None and before.about is About.TAKEN_BACK
        if again:
            return Notice(t("It counts again"), one.id, "undo")
        what = decided_words(before.about, before.subjects, before.verdict) if before else ""
        return Notice(t("Taken back: {what}", what=what) if what else words, one.subjects[0], "redo")
    return Notice(words, one.id, "undo")
