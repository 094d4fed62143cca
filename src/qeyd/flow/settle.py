"""Taking one coder's answer for a field as one's own: how a third settles what two answered differently."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qeyd.errors import StoreError
from qeyd.flow.correct import Correction
from qeyd.flow.effective import Effective, effective_reading
from qeyd.flow.review import Done, correct_field
from qeyd.model import AccountRef
from qeyd.review.words import with_words
from qeyd.store import Casebook


def take_answer(
    casebook: Casebook,
    ref: AccountRef,
    field: str,
    judgement_id: str,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Answer for a field as another coder did. Raises StoreError where there is no such answer to be seen."""
    known = effective_reading(casebook, ref.report_id, seen_by=coder)
    state = (
        known.states[ref.index] if isinstance(known, Effective) and ref.index < len(known.states) else None
    )
    answers = state.fields[field].answers if state is not None and field in state.fields else ()
    answer = next((one for one in answers if one.judgement == judgement_id), None)
    if answer is None or not isinstance(known, Effective):
        raise StoreError("This answer does not stand any more. Load the page again.")
    told = with_words(answer.value, known.reading.report.text)
    return correct_field(casebook, ref, field, as_correction(field, told), coder=coder, at=at, note=note)


def as_correction(field: str, told: Any) -> Correction:
    """A field's JSON value, as a judgement holds it, as the correction that gives it.

    >>> as_correction("stage", "planned")
    Correction(start=None, end=None, value='planned', empty=False)
    >>> as_correction("people", {"low": 3, "high": 3, "quote": {"start": 4, "end": 5, "text": "3"}})
    Correction(start=4, end=5, value={'low': 3, 'high': 3}, empty=False)
    """
    if told is None or told == []:
        return Correction(empty=True)
    if field in ("said_by", "denied_by"):
        return Correction(value=[_speaker(one) for one in told])
    if field == "quote":
        return Correction(told["start"], told["end"])
    if not isinstance(told, Mapping):
        return Correction(value=told)
    quote = told["quote"]
    value = {key: one for key, one in told.items() if key not in ("quote", "read_by", "said_by")}
    return Correction(quote["start"], quote["end"], value)


def _speaker(one: Mapping[str, Any]) -> dict[str, Any]:
    quote = one.get("quote") or {}
    kept = {key: one[key] for key in ("name", "sort", "role") if one.get(key)}
    return kept | {key: quote[key] for key in ("start", "end") if key in quote}
