"""Values of judgements without words of the report: places in its text stand for them.

A judgement cannot be changed once it is signed, and a name may have to be forgotten. So what it keeps of a report is
where the words stand, and the words come back from the report's text as it is now.
"""

from typing import Any

from qeyd.errors import ShapeError

_NAMED = ("name", "role")
_SPAN = {"start", "end"}


def without_words(value: Any, text: str, *, within: tuple[int, int] | None = None) -> Any:
    """A JSON value in which quotes and names are their places in the text.

    A name that does not stand in the text is kept as it is only where it is no person's (a place, a body named in
    English); a person's becomes null and is left out when the value comes back.
    """
    if isinstance(value, list):
        return [without_words(one, text, within=within) for one in value]
    if not isinstance(value, dict):
        return value
    quote = value.get("quote")
    near = within
    if isinstance(quote, dict) and isinstance(quote.get("start"), int) and isinstance(quote.get("end"), int):
        near = (quote["start"], quote["end"])
    out: dict[str, Any] = {}
    is_place = "country" in value
    for key, one in value.items():
        if key == "quote" and isinstance(one, dict):
            out[key] = {"start": one.get("start"), "end": one.get("end")}
        elif key == "names" and isinstance(one, list):
            out[key] = [_place(str(name), text, near) for name in one]
        elif key in _NAMED and isinstance(one, str) and not is_place:
            found = _place(one, text, near)
            is_body = value.get("sort") in _BODIES or "read_by" in value
            out[key] = found if found is not None or not is_body else one
        elif key == "why":
            continue
        else:
            out[key] = without_words(one, text, within=near)
    return out


_BODIES = {"outlet", "organisation"}


def _place(name: str, text: str, near: tuple[int, int] | None) -> dict[str, int] | None:
    at = text.find(name, *near) if near else -1
    at = text.find(name) if at < 0 else at
    return {"start": at, "end": at + len(name)} if at >= 0 and name else None


def with_words(value: Any, text: str) -> Any:
    """The value with the words that stand in these places now. Raises ShapeError for a place outside the text."""
    if isinstance(value, list):
        return [with_words(one, text) for one in value]
    if not isinstance(value, dict):
        return value
    out: dict[str, Any] = {}
    for key, one in value.items():
        if key == "quote" and isinstance(one, dict):
            start, end = _span(one, text)
            out[key] = {"start": start, "end": end, "text": text[start:end]}
        elif key == "names" and isinstance(one, list):
            out[key] = [_said(each, text) for each in one if each is not None]
        elif key in _NAMED and (one is None or isinstance(one, dict)):
            said = _said(one, text) if one is not None else None
            out[key] = said if said is not None or key == "role" else str(value.get("sort") or "somebody")
        else:
            out[key] = with_words(one, text)
    return out


def _said(one: Any, text: str) -> Any:
    if isinstance(one, dict) and one.keys() == _SPAN:
        start, end = _span(one, text)
        return text[start:end]
    return one


def _span(one: dict[str, Any], text: str) -> tuple[int, int]:
    start, end = one.get("start"), one.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise ShapeError(
            f"A judgement points at characters {start} to {end}, but the text of its report has {len(text)}. "
            'Run "qeyd check".'
        )
    return start, end
