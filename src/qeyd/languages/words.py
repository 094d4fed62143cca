"""Cut a text into paragraphs, sentences and words that remember where they stood.

Nothing is lost: every character that is no white space lies in exactly one word, in order.
Punctuation marks are words of their own; a full stop that belongs to an abbreviation stays with it.
"""

import re
from dataclasses import dataclass

from qeyd.languages.language import APOSTROPHES, INVISIBLE, Language


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or punctuation mark, and where it stands in the text."""

    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        """Say whether it has a letter."""
        return any(letter.isalpha() for letter in self.text)

    @property
    def is_capital(self) -> bool:
        """Say whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Say whether its part before a hyphen or apostrophe has two capitals or more, and only capitals."""
        head = _BEFORE_SUFFIX.match(self.text)
        letters = [letter for letter in (head[0] if head else self.text) if letter.isalpha()]
        return len(letters) > 1 and all(letter.isupper() for letter in letters)

    @property
    def is_number(self) -> bool:
        """Say whether it begins with a digit: "40", "1 200", "40-dan", "13.02.2025"."""
        return self.text[0].isdigit()

    @property
    def is_mark(self) -> bool:
        """Say whether it has neither letter nor digit."""
        return not any(letter.isalnum() for letter in self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words, from the first character to after the last."""

    start: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line that stands alone, such as a headline."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]


_APOSTROPHE = f"[{APOSTROPHES}]"
_HYPHEN = "[-\u2010\u2011]"
_LETTERS = rf"[\w{INVISIBLE}\u0300-\u036f]"
_SPACE = "[ \u00a0\u2009\u202f]"
# Endings of web addresses that news texts name: without them "Sərhəd.info" would be two sentences.
_DOMAINS = "info|com|org|net|az|ru|tv|ua|tr|uk|me|media|news|gov|edu|io|eu|ge|kz|de|press|life|today|example"
_TOKEN = re.compile(
    rf"""
    (?P<break>(?:\r\n?|[\n\u2028\u2029\v\f\x85])\s*+)
  | (?P<stop>[.!?…‽⁇⁈⁉]++)
  | (?:https?://|www\.)[^\s<>"«»“”„)\]]++
  | (?P<initials>(?:(?<!\w)[^\W\d_]\.){{2,}})
  | [^\W\d_]{_LETTERS}*+
      (?:(?:{_APOSTROPHE}|{_HYPHEN})(?=\w){_LETTERS}++)*
      (?:\.(?:{_DOMAINS})(?!\w)(?:(?:{_HYPHEN}|{_APOSTROPHE})\w++)?)?
  | (?:\d{{1,3}}(?>(?:{_SPACE}\d{{3}})+)(?![\d]) | \d++(?:[.,:/]\d++)*)
      (?:(?:{_HYPHEN}|{_APOSTROPHE})?[^\W\d_]{_LETTERS}*+)?
      (?:{_HYPHEN}(?=[^\W\d_]){_LETTERS}++)*
  | -{{2,}}+
  | \S
    """,
    re.VERBOSE,
)
_BEFORE_SUFFIX = re.compile(rf"[^{APOSTROPHES}\-\u2010\u2011]+")
_CLOSERS = "\"'”’»›)\\]}“‟"
_AFTER_STOP = re.compile(
    rf"(?P<closers>[{_CLOSERS}{INVISIBLE}]{{0,6}})(?P<space>\s*+)"
    rf"(?P<marks>(?:[,;:]|[-–—―]|[\"'«»“”„‘’‹›(\[{{•▪*#{INVISIBLE}]|[ \u00a0]){{0,8}})(?P<next>[^\W_]?)"
)
_NEXT_WORD = re.compile(r"[^\W\d_]+")
# A block is taken as wrapped by a machine when its lines are about as long as a terminal or a mail is wide.
_WRAPPED_MOST, _WRAPPED_LEAST, _WRAPPED_LINES = 100, 50, 3


def split(text: str, language: Language) -> tuple[Paragraph, ...]:
    """Cut a text into its paragraphs, their sentences and their words. Time grows with its length alone."""
    never_end, may_end = _abbreviations(language)
    starters = frozenset(language.splitting.starters)
    ordinal_stop = language.splitting.ordinal_stop
    wrapped = _wrapped_blocks(text)
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    words: list[Word] = []

    def end_sentence() -> None:
        if words:
            sentences.append(Sentence(words[0].start, words[-1].end, tuple(words)))
            words.clear()

    def end_paragraph() -> None:
        end_sentence()
        if sentences:
            paragraphs.append(Paragraph(sentences[0].start, sentences[-1].end, tuple(sentences)))
            sentences.clear()

    sentence_ends_at = -1  # where the closing marks of an ended sentence are over
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        kind = found.lastgroup
        if 0 <= sentence_ends_at <= start:
            end_sentence()
            sentence_ends_at = -1
        if kind is None:
            words.append(Word(start, end, found[0]))
        elif kind == "break":
            if _is_paragraph_break(text, found[0], start, end, wrapped):
                end_paragraph()
                sentence_ends_at = -1
        elif kind == "initials":
            words.append(Word(start, end, found[0]))
            if _begins_sentence(
                text, end, starters, only_starters=language.fold(found[0][:-1]) not in may_end
            ):
                sentence_ends_at = end
        else:
            before = words[-1] if words and words[-1].end == start else None
            if end - start == 1 and before is not None and text[start] == ".":
                folded = language.fold(before.text)
                is_initial = len(before.text) == 1 and before.text.isupper()
                after_number = len(words) > 1 and words[-2].is_number
                is_ordinal = (
                    before.text.isdigit()
                    and ((ordinal_stop and len(before.text) < 4) or len(words) == 1)
                    and text[end : end + 1].isspace()
                )
                if is_initial or is_ordinal or folded in never_end or folded in may_end:
                    words[-1] = Word(before.start, end, text[before.start : end])
                    closes = folded in may_end and (folded not in never_end or after_number)
                    if not is_ordinal and _begins_sentence(text, end, starters, only_starters=not closes):
                        sentence_ends_at = end
                    continue
            words.append(Word(start, end, found[0]))
            closing = _closing_marks(text, end, before)
            if closing is not None:
                sentence_ends_at = closing
    end_paragraph()
    return tuple(paragraphs)


def _abbreviations(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(language.splitting.never_end), frozenset(language.splitting.may_end)


def _closing_marks(text: str, end: int, before: Word | None) -> int | None:
    """Say where a sentence is over that a stop ends at `end`, or None when it goes on."""
    after = _AFTER_STOP.match(text, end)
    if after is None or after.end() == len(text):
        return after.end("closers") if after else end
    following = after["next"]
    if not after["space"]:
        # "bildirib.Onun": a space forgotten; "v2.Beta" and "E.Məmmədov" are something else.
        forgotten = (
            following.isupper()
            and before is not None
            and len(before.text) > 3
            and before.text[-1].islower()
            and not set(after["marks"]) & set(",;:-")
        )
        return after.end("closers") if forgotten else None
    if following.islower() or after["marks"][:1] in {",", ";", ":"}:
        return None
    return after.end("closers")


def _begins_sentence(text: str, end: int, starters: frozenset[str], *, only_starters: bool) -> bool:
    """Say whether a new sentence begins after the stop of an abbreviation that ends at `end`."""
    after = _AFTER_STOP.match(text, end)
    if after is None or not after["space"] or not after["next"].isupper():
        return False
    if not only_starters:
        return True
    word = _NEXT_WORD.match(text, after.start("next"))
    return word is not None and word[0] in starters


def _is_paragraph_break(text: str, gap: str, start: int, end: int, wrapped: set[int]) -> bool:
    """Say whether the line break at `start` ends a paragraph, or only a line of one."""
    lines = gap.count("\n") + gap.count("\u2028") + gap.count("\u2029") * 2
    if lines > 1 or (not lines and gap.count("\r") > 1):
        return True
    if start in wrapped:
        return False
    return not text[end : end + 1].islower()


def _wrapped_blocks(text: str) -> set[int]:
    """Find the line breaks inside blocks that were wrapped at a fixed width, by where they stand."""
    breaks: set[int] = set()
    position = 0
    block: list[tuple[int, int]] = []
    for line in [*text.split("\n"), ""]:
        end = position + len(line)
        if line.strip():
            block.append((position, end))
        else:
            if len(block) >= _WRAPPED_LINES and _is_wrapped(text, block):
                breaks.update(stop for _, stop in block[:-1])
            block = []
        position = end + 1
    return breaks


def _is_wrapped(text: str, block: list[tuple[int, int]]) -> bool:
    if any(stop - start > _WRAPPED_MOST for start, stop in block):
        return False
    if any(stop - start < _WRAPPED_LEAST for start, stop in block[:-1]):
        return False
    small = sum(text[start].islower() for start, _ in block[1:])
    return small * 2 >= len(block) - 1
