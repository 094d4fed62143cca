"""Who changed what when, before and after: the history of a record, from its judgements alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qeyd.model import About, Judgement, Reading, Verdict
from qeyd.model.shapes import account_to_json
from qeyd.review.effective import Blind, Effective, effective
from qeyd.review.standing import takers


@dataclass(frozen=True, slots=True)
class Change:
    """One judgement and what it changed in the record as it stood then."""

    judgement: str  #: id
    about: About
    subjects: tuple[str, ...]
    coder: str
    at: datetime
    verdict: Verdict
    field: str | None  #: for a correction: which field
    before: Any  #: the record's part before, as JSON; None: nothing was there, or it changes no reading
    after: Any
    note: str | None
    counts: bool  #: False: it was taken back
    taken_back_by: str | None


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """One place where two values differ."""

    path: str  #: "people.low", "said_by.0.name"
    before: Any  #: None: nothing stood there
    after: Any


def diff(before: Any, after: Any, *, at: str = "") -> tuple[FieldDiff, ...]:
    """Where two JSON values differ, in the order of their keys.

    >>> diff({"people": {"low": 3}}, {"people": {"low": 5}, "stage": "done"})
    (FieldDiff(path='people.low', before=3, after=5), FieldDiff(path='stage', before=None, after='done'))
    """
    if isinstance(before, dict) and isinstance(after, dict):
        keys = dict.fromkeys([*before, *after])
        parts = [diff(before.get(key), after.get(key), at=f"{at}.{key}" if at else str(key)) for key in keys]
    elif isinstance(before, list) and isinstance(after, list):
        longest = range(max(len(before), len(after)))
        parts = [
            diff(
                before[n] if n < len(before) else None,
                after[n] if n < len(after) else None,
                at=f"{at}.{n}" if at else str(n),
            )
            for n in longest
        ]
    else:
        return () if before == after else (FieldDiff(at, before, after),)
    return tuple(one for part in parts for one in part)


def history(
    reading: Reading | None,
    judgements: Sequence[Judgement],
    *,
    blind: Sequence[Blind] = (),
    seen_by: str | None = None,
) -> tuple[Change, ...]:
    """Every judgement given, first to last, with the account it is about as it was before and after.

    ``judgements`` are those about one report in the order of the chain; without a ``reading`` nothing is compared.
    """
    gone = takers(judgements)
    before = effective(reading, (), blind=blind, seen_by=seen_by) if reading else None
    out = []
    for number, one in enumerate(judgements):
        after = (
            effective(reading, judgements[: number + 1], blind=blind, seen_by=seen_by) if reading else None
        )
        was, now = _changed(before, after)
        out.append(change_of(one, gone, before=was, after=now))
        before = after
    return tuple(out)


def change_of(one: Judgement, gone: dict[str, str], *, before: Any = None, after: Any = None) -> Change:
    """A judgement as a change."""
    return Change(
        judgement=one.id,
        about=one.about,
        subjects=one.subjects,
        coder=one.coder,
        at=one.at,
        verdict=one.verdict,
        field=one.subjects[2] if one.about is About.FIELD and len(one.subjects) > 2 else None,
        before=before,
        after=after,
        note=one.note,
        counts=one.id not in gone,
        taken_back_by=gone.get(one.id),
    )


def _changed(before: Effective | None, after: Effective | None) -> tuple[Any, Any]:
    """The accounts that a judgement changed, by their places; None where it changed none."""
    if before is None or after is None:
        return None, None
    was, now = _counting(before), _counting(after)
    changed = [key for key in dict.fromkeys([*was, *now]) if was.get(key) != now.get(key)]
    if not changed:
        return None, None
    return {key: was.get(key) for key in changed}, {key: now.get(key) for key in changed}


def _counting(one: Effective) -> dict[str, Any]:
    return {
        str(number): account_to_json(account)
        for number, account in enumerate(one.reading.accounts)
        if number not in one.out
    }
