"""Masking the names of private people in a reading that leaves the casebook.

Replaced are the names of those whom something was done to, and of relatives, witnesses, lawyers and other private
speakers, in the text, the title, the address and every field. Officials and offices as actors, outlets and
organisations, and those who give an opinion in public, stay: whom the report shows acting or speaking in office.
"""

import bisect
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qeyd.model import Account, Reading, Report, Speaker, SpeakerSort, Unread
from qeyd.model.shapes import Json, reading_from_json, reading_to_json, report_to_json
from qeyd.store.masking import name_pattern, parts_pattern, spans, words_of

MASK = "[name]"  #: stands for any name; two of them need not be the same person
PRIVATE_SORTS = {SpeakerSort.RELATIVE, SpeakerSort.WITNESS, SpeakerSort.LAWYER, SpeakerSort.OTHER}

#: Fields that hold no name of a private person, whatever their words look like; their quotes are masked all the same.
_NO_NAMES = {
    "act",
    "stage",
    "stance",
    "nexus",
    "place",
    "time",
    "actor",
    "ground",
    "read_by",
    "sort",
    "claims",
}


def private_names(reading: Reading) -> tuple[str, ...]:
    """The names in a reading that must not leave with it, longest first."""
    public = {one.speaker for one in reading.opinions} | {one.speaker for one in reading.pattern_claims}
    found = {
        name
        for account in reading.accounts
        for name in (account.target.value.names if account.target else ())
    }
    found |= {
        one.name
        for account in reading.accounts
        for one in _speakers(account)
        if one.sort in PRIVATE_SORTS
        and one.quote is not None
        and one.name not in public
        and _is_name(one.name)
    }
    return tuple(sorted((name for name in found if _is_name(name)), key=lambda name: (-len(name), name)))


def is_public(name: str, reading: Reading | Unread) -> bool:
    """Whether a reading shows this person acting or speaking in office, or giving an opinion in public.

    Who is at the same time among those whom something was done to is not public.
    """
    if isinstance(reading, Unread):
        return False
    shown = {one.speaker for one in reading.opinions} | {one.speaker for one in reading.pattern_claims}
    for account in reading.accounts:
        if account.actor:
            shown |= {account.actor.value.name, account.actor.quote.text}
        shown |= {one.name for one in _speakers(account) if one.sort not in PRIVATE_SORTS}
    words = set(words_of(name))
    return name not in private_names(reading) and any(words <= set(words_of(one)) for one in shown)


def _speakers(account: Account) -> Iterator[Speaker]:
    yield from account.said_by
    yield from account.denied_by
    told = (account.people, account.target, account.actor, account.place, account.time, account.ground)
    for one in told:
        if one is not None:
            yield from one.said_by


def _is_name(words: str) -> bool:
    """Whether these words name a person ("his brother" and "a witness" do not)."""
    return any(word[:1].isupper() for word in words.split()) and any(len(word) > 1 for word in words.split())


def masked(reading: Reading | Unread, *, also: tuple[str, ...] = ()) -> Reading | Unread:
    """The reading with its private names masked, and ``also`` these; every quote still is its place in the text."""
    names = (*(private_names(reading) if isinstance(reading, Reading) else ()), *also)
    if not names:
        return reading
    spots = _spots(reading.report.text, names)
    text, starts, moves = _replaced(reading.report.text, spots)

    def moved(at: int, *, end: bool) -> int:
        """Where a place in the old text is in the new one; inside a name it is the name's edge."""
        number = bisect.bisect_right(starts, at - 1 if end else at) - 1
        if number < 0:
            return at
        _, stop, new_start = moves[number]
        if at >= stop:
            return at - stop + new_start + len(MASK)
        return new_start + len(MASK) if end else new_start

    def again(value: Any, *, words: bool = True) -> Any:
        if isinstance(value, str):
            return _in_words(value, names) if words else value
        if isinstance(value, list):
            return [again(one, words=words) for one in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"start", "end", "text"}:
            start, stop = moved(value["start"], end=False), moved(value["end"], end=True)
            return {"start": start, "end": stop, "text": text[start:stop]}
        return {key: again(one, words=words and key not in _NO_NAMES) for key, one in value.items()}

    line: Json = reading_to_json(reading)
    report: Report = replace(
        reading.report,
        text=text,
        title=_in_words(reading.report.title, names) if reading.report.title else None,
        url=_in_words(reading.report.url, names) if reading.report.url else None,
        outlet=_in_words(reading.report.outlet, names) if reading.report.outlet else None,
    )
    del line["report"]
    return reading_from_json(again(line) | {"report": report_to_json(report)})


def _spots(text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where names stand in the text, in order, those that touch or overlap made one."""
    found = sorted(spot for name in names for spot in spans(text, parts_pattern(name)))
    out: list[tuple[int, int]] = []
    for start, end in found:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _replaced(text: str, spots: list[tuple[int, int]]) -> tuple[str, list[int], list[tuple[int, int, int]]]:
    """The text with the mask in these spots; their old starts; old start, old end and new start of each."""
    out: list[str] = []
    moves: list[tuple[int, int, int]] = []
    last = length = 0
    for start, end in spots:
        length += start - last
        out += [text[last:start], MASK]
        moves.append((start, end, length))
        length += len(MASK)
        last = end
    return "".join(out) + text[last:], [start for start, _, _ in moves], moves


def _in_words(words: str, names: tuple[str, ...]) -> str:
    """Other words of a reading (a field, a title, a reason) with the names masked."""
    whole = any(next(spans(words, name_pattern(name)), None) for name in names)
    spots = _spots(words, names) if whole or len(words) < 200 else []
    return _replaced(words, spots)[0]
