"""Offices and their people in a text: who may have done an act, by the words of `agencies.toml`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qeyd.read.page import Line, Page, Token
from qeyd.read.patterns import Phrases, Term, phrases, term

_MOST_WORDS = 6
_THOUSANDS = re.compile(r"\d{1,3}([,.\s]\d{3})+$|\d{5,}$")


@dataclass(frozen=True, slots=True)
class Office:
    """A mention of an authority or other doer: "masked officers of the security service"."""

    first: int
    last: int
    head: int
    sort: str


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """A language's words for authorities, the longest phrases first."""

    phrases: Phrases
    grow_left: bool  #: English, Azerbaijani, Turkish: what tells more stands before
    grow_right: bool  #: Russian, Ukrainian: a genitive tells more; English: "of the ..."
    links: Term  #: words that lead on to what tells more: "of", "for", "по"; az "rayon" before "məhkəməsi"
    joins: Term  #: "and": two offices that act together are one doer
    seated: Term  #: words before the place of a court: "in", «в»
    states: Phrases  #: states, which are doers only as the subject of a verb: "Russia revoked..."
    ends: Term  #: words that no office's name goes on over: «по *запросу*», az "bazar *ertəsi*"


def office_words(table: dict[str, Any]) -> OfficeWords:
    """Make a language's `agencies.toml` ready."""
    return OfficeWords(
        phrases(table.get("agencies", {})),
        grow_left=bool(table.get("grow_left", True)),
        grow_right=bool(table.get("grow_right", False)),
        links=term("|".join(table.get("links") or ["--"])),
        joins=term("|".join(table.get("joins") or ["--"])),
        seated=term("|".join(table.get("seated") or ["--"])),
        states=phrases({"government": table.get("states", [])}),
        ends=term("|".join(table.get("ends") or ["--"])),
    )


def offices_in(page: Page, line: Line, words: OfficeWords) -> tuple[Office, ...]:
    """Every office a sentence names, left to right, the longest name of each."""
    tokens = page.tokens
    found: list[Office] = []
    turkic = page.language.code in ("az", "tr")
    at = line.words.start
    while at < line.words.stop:
        met = _phrase_at(page, at, line.words.stop, words)
        if not met or _describes_next(page, at, met[1], line.words.stop):
            met = words.states.at(tokens, at, line.words.stop)
            if met and _is_subject(page, at, met[1], line):
                found.append(Office(at, met[1], met[1], met[0]))
                at = met[1]
            at += 1
            continue
        sort, last = met
        if turkic and _is_only_first_part(tokens, at, last, line.words.stop):
            at += 1
            continue
        if turkic:
            first = _grown_left_turkic(page, at, line, found, words)
        elif words.grow_left:
            first = _grown_left(page, at, line, found)
        else:
            first = _adjectives_left(page, at, line, found)
        last = _grown_right(page, last, line, words)
        if sort == "court":
            last = _with_seat(page, last, line, words)
        if found and first - found[-1].last <= 1 and found[-1].sort != "court":
            found[-1] = Office(found[-1].first, last, last if words.grow_left else found[-1].head, sort)
        else:
            head = min(last, met[1]) if words.grow_left and sort == "court" else last
            found.append(Office(first, last, head if words.grow_left else at, sort))
        at = last + 1
    return _joined(page, [one for one in found if not tokens[one.head].is_mark], words)


def _joined(page: Page, found: Sequence[Office], words: OfficeWords) -> tuple[Office, ...]:
    """Make one doer of offices that act together: "the Interior Ministry and the FSB", «ФСБ и МВД»."""
    tokens = page.tokens
    kept: list[Office] = []
    for one in found:
        before = kept[-1] if kept else None
        if before is None or "court" in (before.sort, one.sort):
            kept.append(one)
            continue
        between = [i for i in range(before.last + 1, one.first) if tokens[i].fold not in ("the", "a")]
        cases = tokens[before.head].cases & tokens[one.head].cases
        alike = bool(cases) or not tokens[one.head].cases or page.language.code in ("en", "az", "tr")
        if len(between) == 1 and words.joins.meets(tokens[between[0]]) and alike:
            kept[-1] = Office(
                before.first, one.last, one.head if words.grow_left else before.head, before.sort
            )
        else:
            kept.append(one)
    return tuple(kept)


def _describes_next(page: Page, at: int, last: int, stop: int) -> bool:
    """Whether one Russian or Ukrainian word for an office is an adjective here: uk "військовий облік"."""
    if page.language.code not in ("ru", "uk") or at != last or last + 1 >= stop:
        return False
    token, after = page.tokens[last], page.tokens[last + 1]
    if "adj" not in token.parts or token.is_capital or after.is_capital or after.forms[0].pos != "noun":
        return False
    return bool(token.cases & after.cases) and token.forms[0].number == after.forms[0].number


def _is_subject(page: Page, at: int, last: int, line: Line) -> bool:
    """Whether a state's name stands as the subject of the verb after it, or after "by"."""
    tokens = page.tokens
    if any(_THOUSANDS.match(tokens[i].text) for i in line.words):
        return False  # a year's total: "Russia deported 30,000 people last year"
    if at > line.words.start and tokens[at - 1].fold == "by":
        return True
    after = tokens[last + 1] if last + 1 < line.words.stop else None
    if after is None or after.is_mark or (at > line.words.start and tokens[at - 1].forms[0].pos == "prep"):
        return False
    form = after.forms[0]
    if page.language.code in ("ru", "uk") and "nom" not in tokens[at].cases:
        return False
    return form.pos == "verb" and "finite" in form.features


def _with_seat(page: Page, last: int, line: Line, words: OfficeWords) -> int:
    """The last word of a court with the town it sits in: "a court in Orsk", "суд в Орске"."""
    tokens, stop = page.tokens, line.words.stop
    if last + 2 >= stop or not words.seated.meets(tokens[last + 1]):
        return last
    at = last + 2
    if tokens[at].fold == "the" and at + 2 < stop:  # "in the Azerbaijani capital"
        return at + 2 if tokens[at + 1].is_capital and not tokens[at + 2].is_mark else last
    return at if tokens[at].is_capital else last


def _is_only_first_part(tokens: Sequence[Token], at: int, last: int, stop: int) -> bool:
    """Whether one Turkic word for an office only opens a compound: az "polis bölməsi", "məhkəmə qərarı"."""
    if at != last or last + 1 >= stop:
        return False
    form, after = tokens[last].forms[0], tokens[last + 1].forms[0]
    plain = form.case == "nom" and form.number != "plur" and "possessive3" not in form.features
    return plain and after.pos == "noun" and "possessive3" in after.features


def _phrase_at(page: Page, at: int, stop: int, words: OfficeWords) -> tuple[str, int] | None:
    return words.phrases.at(page.tokens, at, stop)


def _may_grow(token: Token) -> bool:
    if token.is_mark or token.text[0].isdigit():
        return False
    part = token.forms[0].pos
    if token.is_capital:
        return part not in ("prep", "conj", "pron", "part")
    return part in ("adj", "noun") or "participle" in token.features


def _grown_left(page: Page, at: int, line: Line, found: list[Office]) -> int:
    floor = max(line.words.start, found[-1].last + 1 if found else 0, at - _MOST_WORDS)
    first = at
    while first > floor and _may_grow(page.tokens[first - 1]):
        before = page.tokens[first - 1]
        if (
            page.language.code == "en"
            and not before.is_capital
            and before.forms[0].pos == "noun"
            and first < at
        ):
            break
        first -= 1
    return first


def _grown_left_turkic(page: Page, at: int, line: Line, found: list[Office], words: OfficeWords) -> int:
    """Genitives, adjectives and the first nouns of compounds belong to what follows them; names do not.

    "Rusiya İstintaq Komitəsinin hərbi müstəntiqləri", "Xətai rayon məhkəməsi", but not the blogger before "polis".
    """
    tokens = page.tokens
    floor = max(line.words.start, found[-1].last + 1 if found else 0, at - _MOST_WORDS)
    first = at
    while first > floor:
        before, after = tokens[first - 1], tokens[first]
        if before.is_mark or before.text[0].isdigit() or words.ends.meets(before) or _is_surname(before):
            break
        form = before.forms[0]
        owned = form.case == "gen" and form.pos in ("noun", "name", "adj", "other")
        describes = form.pos == "adj" and not before.is_capital
        holds = after.forms[0].features & {"possessive3"} or words.links.meets(after)
        holds = holds or (before.is_capital and after.is_capital and first < at)
        part = form.case in ("nom", None) and form.pos in ("noun", "name", "adj", "other") and holds
        if not (owned or describes or part):
            break
        first -= 1
    return first


_SURNAMES = ("ov", "ova", "ev", "eva", "yev", "yeva", "zadə", "lı", "li", "lu", "lü", "oğlu", "qızı")


def _is_surname(token: Token) -> bool:
    """Whether a word ends as Azerbaijani surnames do: nobody's name begins an office's."""
    return token.is_capital and token.forms[0].case == "nom" and token.text.endswith(_SURNAMES)


def _adjectives_left(page: Page, at: int, line: Line, found: list[Office]) -> int:
    floor = max(line.words.start, found[-1].last + 1 if found else 0, at - 3)
    first = at
    while first > floor:
        before = page.tokens[first - 1]
        if before.is_mark or before.forms[0].pos != "adj" or "pron" in before.parts:
            break
        if before.fold.startswith(("котор", "як")):
            break
        first -= 1
    return first


def _grown_right(page: Page, last: int, line: Line, words: OfficeWords) -> int:
    if not words.grow_right:
        return last
    tokens = page.tokens
    at = last
    while at + 1 < line.words.stop and at - last < _MOST_WORDS:
        token = tokens[at + 1]
        if words.links.meets(token):
            near = range(at + 2, min(line.words.stop, at + 5))
            led = next((i for i in near if page.tokens[i].is_capital), None)
            between = page.tokens[at + 2 : led] if led is not None else ()
            if led is not None and not any(one.is_mark or words.ends.meets(one) for one in between):
                at = led
                continue
        genitive = "gen" in token.cases and token.forms[0].pos in ("noun", "adj", "name", "other")
        if page.language.code == "en":
            genitive = token.is_capital and at > last and not words.joins.meets(token)
        if token.is_mark or not (genitive or (token.is_capital and "gen" in token.cases)):
            break
        at += 1
    return at
