"""How many: numbers in digits and words, with what hedges them, as open or closed ranges.

The words are each language's `numbers.toml`: [words] name = value, [vague] "dozens" = 20, and the
hedges that stand before or after a number under [hedges].
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qeyd.model import Count
from qeyd.read.page import Token

_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+|\d+")
# More people than live in any city are never the people of one incident; such figures are something else.
_MOST_PEOPLE = 2_000_000
_LONGEST_ENDING = 5


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: the words it stands in (hedges included) and what it says."""

    first: int  #: number of its first word in the page
    last: int  #: number of its last word, included
    count: Count
    core: int  #: number of the word that holds the value itself
    is_part: bool = False  #: whether its form says "of them": az "dördü", tr "ikisi"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A language's words for numbers, ready for look-up. Phrases are tuples of folded words."""

    values: dict[str, int]
    multipliers: dict[str, int]
    vague: dict[str, tuple[int | None, int | None]]
    hedges: dict[tuple[str, ...], str]  #: "at least" -> at_least, more_than, up_to, about, fewer_than
    after: dict[tuple[str, ...], str]  #: hedges that follow: az "-dan çox", "nəfərə yaxın"
    hedging: frozenset[str]  #: the words that a hedge of several words begins with
    longest: int
    orders: dict[str, int]  #: "dozen" = 12: "several dozen" are twice as many at least
    parts: dict[str, int]  #: numbers that say "of them" by their form
    part_endings: frozenset[str]
    ranges: frozenset[tuple[str, ...]]  #: words between the ends of a range: "two or three"
    ranges_after: dict[str, str]  #: the same only after an opening: "between 5 and 7"


def number_words(table: dict[str, Any]) -> NumberWords:
    """Make a language's `numbers.toml` ready."""
    hedges = {tuple(p.split()): sort for sort, ps in table.get("hedges", {}).items() for p in ps}
    after = {tuple(p.split()): sort for sort, ps in table.get("hedges_after", {}).items() for p in ps}
    vague = {
        word: (span[0] or None, (span[1] if len(span) > 1 else None))
        for word, span in table.get("vague", {}).items()
    }
    return NumberWords(
        values=dict(table.get("words", {})),
        multipliers=dict(table.get("multipliers", {})),
        vague=vague,
        hedges=hedges,
        after=after,
        hedging=frozenset(words[0] for words in hedges if len(words) > 1),
        longest=max([len(p) for p in (*hedges, *after)], default=0),
        orders=dict(table.get("orders", {})),
        parts=dict(table.get("parts", {})),
        part_endings=frozenset(table.get("part_endings", [])) | {""},
        ranges=frozenset(tuple(p.split()) for p in table.get("ranges", [])),
        ranges_after=dict(table.get("ranges_after", {})),
    )


def numbers_in(tokens: Sequence[Token], words: range, told: NumberWords) -> tuple[Number, ...]:
    """Every number between two words of a page, left to right."""
    found: list[Number] = []
    at = words.start
    while at < words.stop:
        number = _number_at(tokens, at, words, told)
        if number:
            found.append(number)
            at = number.last + 1
        else:
            at += 1
    return tuple(found)


def _value(token: Token, told: NumberWords) -> int | None:
    """The value of one word, if it is a number."""
    if token.text[0].isdigit():
        digits = _DIGITS.match(token.text)
        if not digits:
            return None
        rest = token.text[digits.end() :]
        # an ending may follow ("40-dan", "15-ти"); a longer word makes it something else ("38-year-old")
        if rest and (len(rest.strip("-'’")) > _LONGEST_ENDING or not rest.strip("-'’").isalpha()):
            return None
        return int(re.sub(r"\D", "", digits[0]))
    part = _part(token, told)
    if part is not None:
        return part
    tens, _, unit = token.fold.partition("-")
    if told.values.get(tens, 0) in range(20, 100, 10) and 0 < told.values.get(unit, 0) < 10:
        return told.values[tens] + told.values[unit]  # "twenty-three"
    # the surface or the likeliest form, so that az "üçün" (for) is not "üç" (three)
    return next((told.values[key] for key in (token.fold, token.forms[0].lemma) if key in told.values), None)


def _part(token: Token, told: NumberWords) -> int | None:
    """The value of a number that says "of them" by its form: az "dördünün" is four."""
    for length in range(len(token.fold), 1, -1):
        value = told.parts.get(token.fold[:length])
        if value is not None and token.fold[length:] in told.part_endings:
            return value
    return None


def _pair(token: Token, told: NumberWords) -> tuple[int, int] | None:
    """Both ends of a range written as one word: "beş-altı", "двух-трёх"."""
    halves = token.fold.split("-")
    if len(halves) != 2:
        return None
    ends = [
        told.values.get(half)
        or next((told.values[key] for key in token.ordered if key == half and key in told.values), None)
        for half in halves
    ]
    low, high = ends
    return (low, high) if low is not None and high is not None and low < high else None


def _number_at(tokens: Sequence[Token], at: int, words: range, told: NumberWords) -> Number | None:
    token = tokens[at]
    if token.fold in told.hedging and any(
        tuple(t.fold for t in tokens[at : at + length]) in told.hedges
        for length in range(2, told.longest + 1)
    ):
        return None  # "fewer than": a hedge, not "few"
    vague = next((told.vague[key] for key in token.ordered if key in told.vague), None)
    pair = _pair(token, told) if vague is None else None
    value = None if vague or pair else _value(token, told)
    last = at
    low: int | None
    high: int | None
    first = at
    if value == 1 and at + 1 < words.stop and vague is None:
        several = _number_at(tokens, at + 1, range(at + 1, words.stop), told)
        if several is not None and any(key in told.vague for key in tokens[at + 1].ordered):
            return replace(several, first=at)  # az "bir neçə": several, not one
    if vague is not None:
        low, high = vague
        order = _order(tokens, at, words, told)
        if order is not None and low is not None:
            low, high, last = low * order[0], (None if high is None else high * order[0]), order[1]
    elif pair is not None:
        low, high = pair
    elif value is not None:
        value, last = _compound(tokens, at, words, told, value)
        low = high = value or None
        joined = _second_end(tokens, last, words, told) or _spelled_end(tokens, at, last, words, told)
        if joined and joined[0] > value:
            high, last = joined
            opening = tokens[at - 1].fold if at > words.start else ""
            first = at - 1 if opening in told.ranges_after else at
    else:
        return None
    if (high or low or 0) > _MOST_PEOPLE:
        return None
    hedge: str | None = None
    if first == at:
        first, hedge = _hedge_before(tokens, at, words, told)
    if hedge is None:
        last, hedge = _hedge_after(tokens, last, words, told)
    return Number(first, last, _hedged(low, high, hedge), at, is_part=_part(token, told) is not None)


def _order(tokens: Sequence[Token], at: int, words: range, told: NumberWords) -> tuple[int, int] | None:
    """The order of magnitude after a vague word, and where it stands: "several dozen", "несколько десятков"."""
    following = at + 1
    if following >= words.stop:
        return None
    found = next((told.orders[key] for key in tokens[following].ordered if key in told.orders), None)
    return None if found is None else (found, following)


def _spelled_end(
    tokens: Sequence[Token], at: int, last: int, words: range, told: NumberWords
) -> tuple[int, int] | None:
    """The upper end of a range told in words: "two or three", "between 20 and 30", "от 20 до 30"."""
    opening = tokens[at - 1].fold if at > words.start else ""
    for length in (1, 2):
        between = tuple(t.fold for t in tokens[last + 1 : last + 1 + length])
        end = last + 1 + length
        if end >= words.stop or len(between) < length:
            continue
        if between in told.ranges or (length == 1 and told.ranges_after.get(opening) == between[0]):
            value = _value(tokens[end], told)
            if value is not None:
                return _compound(tokens, end, words, told, value)
    return None


def _compound(
    tokens: Sequence[Token], at: int, words: range, told: NumberWords, value: int
) -> tuple[int, int]:
    """Join "iyirmi beş", "two hundred", "5 thousand" into one value."""
    last = at
    while last + 1 < words.stop:
        following = tokens[last + 1]
        if following.text == "-" and last + 2 < words.stop and value in range(20, 100, 10):
            unit = _value(tokens[last + 2], told)
            if unit is not None and 0 < unit < 10 and not tokens[last + 2].text[0].isdigit():
                value, last = value + unit, last + 2
                continue
        factor = next((told.multipliers[key] for key in following.ordered if key in told.multipliers), None)
        if factor and (factor > value or value % factor):
            value, last = value * factor, last + 1
            continue
        more = None if following.text[0].isdigit() else _value(following, told)
        joins = value >= 20 or (
            value == 10 and not tokens[at].text[0].isdigit()
        )  # az, tr: "on iki" is twelve
        if more is not None and 0 < more < 100 and value % (100 if more >= 10 else 10) == 0 and joins:
            value, last = value + more, last + 1
            continue
        break
    return value, last


def _second_end(
    tokens: Sequence[Token], last: int, words: range, told: NumberWords
) -> tuple[int, int] | None:
    """The upper end of "15–20" or "5-6"."""
    if (
        last + 2 < words.stop
        and tokens[last + 1].text in "-–—"
        and tokens[last + 2].start - tokens[last].end <= 3
    ):
        value = _value(tokens[last + 2], told)
        if value is not None:
            return value, last + 2
    return None


def _hedge_before(
    tokens: Sequence[Token], at: int, words: range, told: NumberWords
) -> tuple[int, str | None]:
    for length in range(told.longest, 0, -1):
        first = at - length
        if first >= words.start and tuple(t.fold for t in tokens[first:at]) in told.hedges:
            return first, told.hedges[tuple(t.fold for t in tokens[first:at])]
    return at, None


def _hedge_after(
    tokens: Sequence[Token], last: int, words: range, told: NumberWords
) -> tuple[int, str | None]:
    for gap in (0, 1):  # "40-dan çox", "40 nəfərdən çox", "60-a yaxın"
        for length in range(told.longest, 0, -1):
            first = last + 1 + gap
            stop = first + length
            if stop <= words.stop and tuple(t.fold for t in tokens[first:stop]) in told.after:
                return (stop - 1 if gap == 0 else last), told.after[tuple(t.fold for t in tokens[first:stop])]
    return last, None


def _hedged(low: int | None, high: int | None, hedge: str | None) -> Count:
    """What a hedge makes of a number (CODEBOOK §4)."""
    if hedge == "at_least":
        return Count(low, None)
    if hedge == "more_than":
        return Count(low, None)
    if hedge in ("up_to", "fewer_than"):
        return Count(None, high or low)
    if hedge == "about":
        return Count(low, high, approximate=True)
    return Count(low, high)
