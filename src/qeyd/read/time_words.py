"""The words of time of a language, and the small grammar of them: both read from its `time.toml`.

A text is turned into a row of classes, one sign a word ("on", "day", "month"), and a form such as
``on? day MONTH year?`` is a pattern over such rows. In a form, small words are classes, words in
capitals are the file's macros, ``( )`` group, ``|`` is *or*, ``?`` *may be absent*, ``*`` *any number of times*.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from qeyd.errors import DataFileError
from qeyd.languages import load_language

#: Classes the reading of numerals and stops gives, so that no file has to name them.
BUILT_IN = (
    "other",
    "day",
    "year",
    "num",
    "date",
    "clock",
    "decade",
    "s_from",
    "s_until",
    "comma",
    "dash",
    "stop",
)
_FIRST_SIGN = 0xE000  # a private-use sign for each class: no text can be mistaken for one
_FORM_TOKEN = re.compile(r"\s*([A-Za-z_0-9]+|[()|?*])")


@dataclass(frozen=True, slots=True)
class Word:
    """What a written word stands for: its class, and the number it says (a month, a count, days from today)."""

    sign: str
    value: int


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say something: what it means, and the pattern over signs."""

    means: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """All a language's `time.toml` says, ready for use."""

    code: str  #: of the language
    words: Mapping[str, Word]  #: every written form, in small, capitalised and capital letters
    signs: Mapping[str, str]  #: class to sign
    classes: Mapping[str, str]  #: sign to class
    suffixes: Mapping[
        str, str
    ]  #: ending of a numeral ("dən", "th") to what it says: ordinal, from, until, decade
    forms: Mapping[str, tuple[Form, ...]]  #: sign to the forms that may begin with it
    starts: re.Pattern[str]  #: where in a row of signs a form may begin
    future: frozenset[str]  #: folded words that put their sentence into the future
    future_endings: tuple[str, ...]
    clause_ends: frozenset[str]  #: folded words that begin another clause
    eve: frozenset[str]  #: words that mean the day before, or with a genitive the eve of something
    telling: tuple[str, ...]  #: beginnings of words that tell of a telling


@cache
def time_words(language_code: str) -> TimeWords | None:
    """Give the words of time of a language, or None where it has none (yet). Read once.

    Raises DataFileError when the file says something that cannot be used.
    """
    language = load_language(language_code)
    table = language.table("time")
    if not table:
        return None
    return _read(table, language.folder / "time.toml", turkic="ı" in language.letters.alphabet)


def _read(table: Mapping[str, Any], file: Path, *, turkic: bool) -> TimeWords:
    names = [*BUILT_IN, *table["words"]]
    signs = {name: chr(_FIRST_SIGN + number) for number, name in enumerate(names)}
    words: dict[str, Word] = {}
    for name, given in table["words"].items():
        entries = given.items() if isinstance(given, dict) else [("0", given)]
        for value, spellings in entries:
            for spelling in spellings:
                for written in _spellings(spelling, table, turkic=turkic):
                    words.setdefault(written, Word(signs[name], int(value)))
    forms: dict[str, list[Form]] = {}
    macros = table.get("macros", {})
    for means, lines in table["grammar"].items():
        for line in lines:
            pattern, first, empty = _Reader(line, signs, macros, file).whole()
            if empty:
                raise DataFileError(
                    file, f"grammar.{means}", f'"{line}" fits nothing at all.', remedy="Ask for a word."
                )
            form = Form(means, re.compile(pattern))
            for sign in first:
                forms.setdefault(sign, []).append(form)
    future = table.get("future", {})
    return TimeWords(
        file.parent.name,
        words,
        signs,
        {sign: name for name, sign in signs.items()},
        {ending: kind for kind, endings in table.get("suffixes", {}).items() for ending in endings},
        {sign: tuple(found) for sign, found in forms.items()},
        re.compile(f"[{''.join(forms)}]"),
        frozenset(future.get("words", ())),
        tuple(future.get("endings", ())),
        frozenset(future.get("clause_ends", ())),
        frozenset(table.get("eve", {}).get("words", ())),
        tuple(table.get("telling", {}).get("beginnings", ())),
    )


def _spellings(spelling: str, table: Mapping[str, Any], *, turkic: bool) -> set[str]:
    """Give all ways to write a word: its endings, its cases, without the language's own letters.

    "=May" is written so and no other way; "iyun+in" takes each ending of [endings] under "in".
    """
    if spelling.startswith("="):
        return {spelling[1:]}
    stem, plus, kind = spelling.partition("+")
    endings = _endings(tuple(table["endings"][kind]), table.get("vowels", {})) if plus else {""}
    written = {stem + ending for ending in endings}
    plain = str.maketrans(table.get("plain", {}))
    written |= {word.translate(plain) for word in written}
    capitals = {capital for word in written for capital in _capitals(word, turkic=turkic)}
    return written | capitals


def _endings(endings: tuple[str, ...], vowels: Mapping[str, str]) -> set[str]:
    expanded = set()
    for ending in endings:
        parts = [vowels.get(letter, letter) for letter in ending]
        expanded |= {"".join(choice) for choice in product(*parts)}
    return expanded


def _capitals(word: str, *, turkic: bool) -> set[str]:
    ways = {(word[:1].upper() + word[1:], word.upper())}
    if turkic:
        own = word.replace("i", "İ")
        ways.add((own[:1].upper() + word[1:], own.upper()))
    return {way for pair in ways for way in pair}


class _Reader:
    """Turns one form into a pattern, the signs it may begin with, and whether nothing at all fits it."""

    def __init__(self, line: str, signs: Mapping[str, str], macros: Mapping[str, str], file: Path) -> None:
        self.line, self.signs, self.macros, self.file = line, signs, macros, file
        self.tokens = _FORM_TOKEN.findall(line)
        self.at = 0

    def whole(self) -> tuple[str, set[str], bool]:
        answer = self._choice()
        if self.at < len(self.tokens):
            raise self._mistake(f'"{self.tokens[self.at]}" is one too many')
        return answer

    def _mistake(self, problem: str) -> DataFileError:
        return DataFileError(
            self.file, "grammar", f'in "{self.line}", {problem}.', remedy="Correct the form."
        )

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _choice(self) -> tuple[str, set[str], bool]:
        pattern, first, empty = self._row()
        patterns = [pattern]
        while self._peek() == "|":
            self.at += 1
            pattern, more, may_be_empty = self._row()
            patterns.append(pattern)
            first, empty = first | more, empty or may_be_empty
        return f"(?:{'|'.join(patterns)})", first, empty

    def _row(self) -> tuple[str, set[str], bool]:
        pattern, first, empty = "", set[str](), True
        while self._peek() not in ("", "|", ")"):
            piece, starts, may_be_empty = self._piece()
            pattern += piece
            if empty:
                first |= starts
            empty = empty and may_be_empty
        return pattern, first, empty

    def _piece(self) -> tuple[str, set[str], bool]:
        word = self._peek()
        self.at += 1
        if word == "(":
            pattern, first, empty = self._choice()
            if self._peek() != ")":
                raise self._mistake("a bracket is not closed")
            self.at += 1
        elif word in self.macros:
            pattern, first, empty = _Reader(self.macros[word], self.signs, self.macros, self.file).whole()
        elif word in self.signs:
            pattern, first, empty = self.signs[word], {self.signs[word]}, False
        else:
            raise self._mistake(f'"{word}" is neither a class nor a macro')
        if self._peek() in ("?", "*"):
            pattern, empty = pattern + self._peek(), True
            self.at += 1
        return pattern, first, empty
