"""Offices and their people in a text: who may have done an act, by the words of `agencies.toml`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qeyd.read.page import Line, Page, Token
from qeyd.read.patterns import Phrases, Term, phrases, term

_MOST_WORDS = 6


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


def office_words(table: dict[str, Any]) -> OfficeWords:
    """Make a language's `agencies.toml` ready."""
    return OfficeWords(
        phrases(table.get("agencies", {})),
        grow_left=bool(table.get("grow_left", True)),
        grow_right=bool(table.get("grow_right", False)),
        links=term("|".join(table.get("links") or ["--"])),
    )


def offices_in(page: Page, line: Line, words: OfficeWords) -> tuple[Office, ...]:
    """Every office a sentence names, left to right, the longest name of each."""
    tokens = page.tokens
    found: list[Office] = []
    at = line.words.start
    while at < line.words.stop:
        met = _phrase_at(page, at, line.words.stop, words)
        if not met:
            at += 1
            continue
        sort, last = met
        if page.language.code in ("az", "tr") and _is_only_first_part(tokens, at, last, line.words.stop):
            at += 1
            continue
        if page.language.code in ("az", "tr"):
            first = _grown_left_turkic(page, at, line, found, words)
        elif words.grow_left:
            first = _grown_left(page, at, line, found)
        else:
            first = _adjectives_left(page, at, line, found)
        last = _grown_right(page, last, line, words)
        if found and first - found[-1].last <= 1 and found[-1].sort != "court":
            found[-1] = Office(found[-1].first, last, last if words.grow_left else found[-1].head, sort)
        else:
            found.append(Office(first, last, last if words.grow_left else at, sort))
        at = last + 1
    return tuple(one for one in found if not tokens[one.head].is_mark)


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
        if before.is_mark or before.text[0].isdigit():
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


def _adjectives_left(page: Page, at: int, line: Line, found: list[Office]) -> int:
    floor = max(line.words.start, found[-1].last + 1 if found else 0, at - 3)
    first = at
    while first > floor:
        before = page.tokens[first - 1]
        if before.is_mark or before.forms[0].pos != "adj":
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
        if (
            words.links.meets(token)
            and at + 2 < line.words.stop
            and (tokens[at + 2].is_capital or (at + 3 < line.words.stop and tokens[at + 3].is_capital))
        ):
            at += 2
            continue
        genitive = "gen" in token.cases and token.forms[0].pos in ("noun", "adj", "name", "other")
        if page.language.code == "en":
            genitive = token.is_capital and at > last
        if token.is_mark or not (genitive or (token.is_capital and "gen" in token.cases)):
            break
        at += 1
    return at
