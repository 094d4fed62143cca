"""The stated reason of an act, by the words that bring one in (`grounds.toml`)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qeyd.model import Ground, Told
from qeyd.read.page import Page, Token
from qeyd.read.patterns import Phrases, Term, phrases, term
from qeyd.read.triggers import Trigger

_MOST_WORDS = 22
_ARTICLE = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class GroundWords:
    """Cues before a reason ("on charges of"), cues after one (az "üçün"), words for an article of law."""

    before: Phrases
    kept: Phrases  #: cues before a reason whose last word belongs to it: "за участие", "по статье"
    after: Phrases
    stops: Term  #: words that end a reason: conjunctions, verbs of saying
    article: Term
    gerund: Term  #: cues that bring in a reason only before a gerund: "for taking part"
    codes: dict[str, str]  #: beginnings of a code's name -> short name


def ground_words(table: dict[str, Any]) -> GroundWords:
    """Make a language's `grounds.toml` ready."""
    return GroundWords(
        before=phrases({"before": table.get("before", [])}),
        kept=phrases({"kept": table.get("before_kept", [])}),
        after=phrases({"after": table.get("after", [])}),
        stops=term("|".join(table.get("stops") or ["--"])),
        article=term("|".join(table.get("article") or ["--"])),
        gerund=term("|".join(table.get("before_gerund") or ["--"])),
        codes=dict(table.get("codes", {})),
    )


def ground_of(
    page: Page, trigger: Trigger, words: GroundWords, *, is_cue: Callable[[int, int], bool], read_by: str
) -> Told[Ground] | None:
    """The reason told in the act's own sentence, nearest to the act; None when it gives none.

    ``is_cue`` tells of a stretch whether it names a speaker, which is no reason.
    """
    found: list[tuple[int, int, int]] = []
    tokens = page.tokens
    for at in trigger.line.words:
        cue = words.before.at(tokens, at, trigger.line.words.stop)
        if cue:
            span = _following(page, cue[1] + 1, trigger, words)
            if span and (not words.gerund.meets(tokens[at]) or _may_follow_for(tokens[span[0]], trigger)):
                found.append((abs(at - trigger.head), *span))
        cue = words.kept.at(tokens, at, trigger.line.words.stop)
        if cue:
            span = _following(page, cue[1], trigger, words)
            if span:
                found.append((abs(at - trigger.head), *span))
        cue = words.after.at(tokens, at, trigger.line.words.stop)
        if cue:
            span = _preceding(page, at, trigger, words)
            if span:
                found.append((abs(at - trigger.head), *span))
    found = [one for one in found if not is_cue(tokens[one[1]].start, tokens[one[2]].end)]
    if not found:
        return None
    _, first, last = min(found)
    quote = page.report.quote(tokens[first].start, tokens[last].end)
    return Told(Ground(_articles(page, first, last, words)), quote, read_by)


# Acts that are done "for" something, so that a bare noun after the cue is the reason.
_DONE_FOR = (
    "arrested_or_jailed",
    "charged_or_prosecuted",
    "convicted",
    "fined",
    "listed",
    "dismissed_or_excluded",
)


def _may_follow_for(token: Token, trigger: Trigger) -> bool:
    """Whether the word after "for" can begin a reason: a gerund, or a noun that is no length of time."""
    if "participle" in token.features and "present" in token.features:
        return True
    return trigger.act in _DONE_FOR and token.forms[0].pos in ("noun", "adj") and not token.is_capital


def _following(page: Page, first: int, trigger: Trigger, words: GroundWords) -> tuple[int, int] | None:
    tokens = page.tokens
    last = first - 1
    for at in range(first, min(trigger.line.words.stop, first + _MOST_WORDS)):
        token = tokens[at]
        if (
            token.text in ".;:!?"
            or words.stops.meets(token)
            or (token.text == "," and _new_clause(tokens, at))
        ):
            break
        if at == trigger.head:
            break
        last = at
    last = _without_marks(tokens, first, last)
    return (first, last) if last >= first else None


def _preceding(page: Page, stop: int, trigger: Trigger, words: GroundWords) -> tuple[int, int] | None:
    tokens = page.tokens
    first = stop
    for at in range(stop - 1, max(trigger.line.words.start, stop - _MOST_WORDS) - 1, -1):
        token = tokens[at]
        if token.text in ".;:!?,—–" or words.stops.meets(token) or at == trigger.head:
            break
        if token.is_capital and at > trigger.line.words.start and first < stop and token.cases & {"nom"}:
            break
        first = at
    return (first, stop - 1) if first < stop else None


def _new_clause(tokens: tuple[Token, ...], comma: int) -> bool:
    following = tokens[comma + 1 : comma + 4]
    return not any(
        token.forms[0].pos in ("noun", "adj") and not token.is_capital for token in following[:1]
    ) or any(token.forms[0].pos in ("pron", "conj") for token in following[:1])


def _without_marks(tokens: tuple[Token, ...], first: int, last: int) -> int:
    while last >= first and tokens[last].is_mark and tokens[last].text not in '»”")':
        last -= 1
    return last


def _articles(page: Page, first: int, last: int, words: GroundWords) -> tuple[str, ...]:
    found = []
    for at in range(first, last + 1):
        if words.article.meets(page.tokens[at]):
            for near in page.tokens[max(first, at - 3) : min(last, at + 3) + 1]:
                number = _ARTICLE.match(near.text)
                if number:
                    found.append(number[0])
    return tuple(dict.fromkeys(found))
