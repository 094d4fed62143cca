"""The words that hand a statement to somebody, as `attribution.toml` gives them, ready to be found in a sentence.

A pattern is written over folded words with single spaces between them: ``*`` is any ending, ``(a|b)`` either,
``x?`` an optional letter or group, ``.{0,40}`` up to so many characters. Everything else stands for itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from qeyd.errors import DataFileError
from qeyd.languages import Form, Language, load_language
from qeyd.languages.words import Paragraph, Word
from qeyd.model import SpeakerSort

#: How a report may stand to what it passes on.
PLAIN, CLAIMED, DENIED, UNCONFIRMED = "plain", "claimed", "denied", "unconfirmed"
_NEVER = re.compile(r"(?!)")
_SORTS = tuple(SpeakerSort)


@dataclass(frozen=True)
class Line:
    """A sentence with its folded words in one string, so that patterns of several words can be found."""

    start: int
    end: int
    paragraph: int
    number: int
    words: tuple[Word, ...]
    folds: tuple[str, ...]
    text: str  #: the folded words with single spaces between them
    starts: tuple[int, ...]  #: where each word begins in `text`

    def words_of(self, match: re.Match[str]) -> tuple[int, int]:
        """Give the words a match in `text` covers: the first, and the one after the last."""
        return self._word_at(match.start()), self._word_at(match.end() - 1) + 1

    def _word_at(self, position: int) -> int:
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= position else (low, middle)
        return low


def lines_of(paragraphs: Iterable[Paragraph], language: Language) -> tuple[Line, ...]:
    """Give all sentences in order, each with its folded words."""
    lines: list[Line] = []
    for paragraph_number, paragraph in enumerate(paragraphs):
        for sentence in paragraph.sentences:
            folds = tuple(language.fold(word.text) or word.text for word in sentence.words)
            starts, at = [], 0
            for fold in folds:
                starts.append(at)
                at += len(fold) + 1
            lines.append(
                Line(
                    sentence.start, sentence.end, paragraph_number, len(lines),
                    sentence.words, folds, " ".join(folds), tuple(starts),
                )
            )  # fmt: skip
    return tuple(lines)


@dataclass(frozen=True)
class SaidWords:
    """Everything `attribution.toml` says about one language."""

    language: Language
    verb_last: bool
    that: str
    allowed: frozenset[str]  #: small words that a speaker's name may hold
    stop: frozenset[str]  #: words at which a name ends
    skip: frozenset[str]  #: words that may stand between a speaker and the verb
    relative: frozenset[str]
    impersonal: frozenset[
        str
    ]  #: words of openings that nobody says: "it should be noted", «следует отметить»
    time: re.Pattern[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    strip: tuple[re.Pattern[str], ...]
    verbs: tuple[tuple[str, bool, re.Pattern[str]], ...]  #: distance, whether it assesses, and the pattern
    passive: re.Pattern[str]
    not_before: re.Pattern[str]
    by_before: tuple[tuple[str, re.Pattern[str]], ...]
    by_after: tuple[tuple[str, re.Pattern[str]], ...]
    carried_before: re.Pattern[str]
    carried_after: re.Pattern[str]
    back: re.Pattern[str]
    documents: re.Pattern[str]
    hedges: re.Pattern[str]
    background: re.Pattern[str]
    refused: re.Pattern[str]
    sorts: tuple[tuple[SpeakerSort, re.Pattern[str]], ...]
    roles: re.Pattern[str]

    def forms(self, word: str) -> tuple[Form, ...]:
        """Say what a written word may be."""
        return self.language.analyse(word)


@cache
def said_words(code: str) -> SaidWords:
    """Make the words of a language ready. A language without the table finds no speakers but the outlet.

    Raises DataFileError when an entry is no pattern.
    """
    language = load_language(code)
    table = language.table("attribution")
    style, said, by = table.get("style", {}), table.get("said", {}), table.get("by", {})
    back, hedges = table.get("back", {}), table.get("hedges", {})

    def pattern(part: dict[str, Any], key: str, *, opening: bool = False) -> re.Pattern[str]:
        return phrases(language, "attribution", part, key, opening=opening)

    def some(part: dict[str, Any], key: str) -> frozenset[str]:
        return frozenset(map(language.fold, str(part.get(key, "")).split()))

    roles = table.get("roles", {})
    return SaidWords(
        language=language,
        verb_last=style.get("order") == "verb-last",
        that=style.get("that", "that"),
        allowed=some(style, "allowed"),
        stop=some(style, "stop"),
        skip=some(style, "skip"),
        relative=some(style, "relative"),
        impersonal=some(style, "impersonal"),
        time=_word_list(style.get("time", "")),
        persons=some(roles, "persons"),
        bodies=some(roles, "bodies"),
        strip=tuple(re.compile(f"(?:{ending})$") for ending in style.get("strip", [])),
        verbs=(
            (PLAIN, False, pattern(said, "stems")),
            (CLAIMED, False, pattern(said, "claimed")),
            (DENIED, False, pattern(said, "denied")),
            (PLAIN, True, pattern(said, "assess")),
        ),
        passive=pattern(said, "passive"),
        not_before=phrases(language, "attribution", {"x": said.get("not_before", "").split("|")}, "x"),
        by_before=((PLAIN, pattern(by, "before")), (CLAIMED, pattern(by, "before_claimed"))),
        by_after=((PLAIN, pattern(by, "after")), (CLAIMED, pattern(by, "after_claimed"))),
        carried_before=pattern(by, "carried_before"),
        carried_after=pattern(by, "carried_after"),
        back=pattern(back, "starts"),
        documents=pattern(back, "documents"),
        hedges=pattern(hedges, "claimed"),
        background=pattern(hedges, "background", opening=True),
        refused=pattern(hedges, "refused"),
        sorts=tuple((sort, _word_list(table.get("sorts", {}).get(str(sort), ""))) for sort in _SORTS),
        roles=_word_list(roles.get("words", "")),
    )


def phrases(
    language: Language, table: str, part: dict[str, Any], key: str, *, opening: bool = False
) -> re.Pattern[str]:
    """Compile a list of patterns to one that finds any of them between words (at the opening of a line if asked)."""
    entries = [entry for entry in part.get(key, []) if entry]
    if not entries:
        return _NEVER
    written = "|".join(_expression(entry) for entry in entries)
    try:
        return re.compile(
            rf"\A(?:[^\w ]+ )*(?:{written})(?!\S)" if opening else rf"(?<!\S)(?:{written})(?!\S)"
        )
    except re.error as error:
        raise DataFileError(
            language.folder / f"{table}.toml", key, f"an entry is no pattern ({error}).", remedy="Correct it."
        ) from error


def _expression(entry: str) -> str:
    return re.sub(r"\.(?!\{)", r"\.", entry).replace("*", r"[^\s]*")


def _word_list(words: str) -> re.Pattern[str]:
    """Compile words with `*` to a pattern for one folded word; a word that begins with a stop is an ending."""
    entries = words.split()
    if not entries:
        return _NEVER
    return re.compile(
        "|".join(rf"\S*{re.escape(e)}\S*" if e.startswith(".") else _expression(e) for e in entries)
    )
