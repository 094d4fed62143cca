"""A language: its letters, its words, its tables, and the loader that finds it in its folder."""

import dataclasses
import importlib
import tomllib
import typing
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from qeyd.errors import DataFileError
from qeyd.languages.forms import Form

#: Signs that show nothing: soft hyphen, zero-width signs, signs of writing direction.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
#: Signs written for an apostrophe.
APOSTROPHES = "'’ʼ‘`´ʹ′＇"

_INVISIBLE_CODES = [
    0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A),
    *range(0xFE00, 0xFE10), 0xFEFF,
]  # fmt: skip
# About as many different words as a day of news in one language has; a form is some 200 bytes.
_WORDS_KEPT = 60_000


@dataclass(frozen=True, slots=True)
class Letters:
    """The letter rules of a language, as `language.toml` gives them under [letters]."""

    alphabet: str  #: the small letters
    lower: Mapping[str, str] = field(default_factory=dict)  #: capitals whose small letter Unicode cannot know
    fold: Mapping[str, str] = field(default_factory=dict)  #: letters looked up as another letter
    only_here: str = ""  #: letters that no other language of the folder writes
    common: tuple[str, ...] = ()  #: very frequent words, for telling the language of a short text
    common_plain: tuple[str, ...] = ()  #: the same as typed without the language's own letters
    endings: tuple[str, ...] = ()  #: ends of longer words that hardly another language of the folder has


@dataclass(frozen=True, slots=True)
class Splitting:
    """What a full stop may mean, as `language.toml` gives it under [splitting]. Without the stop, folded."""

    never_end: tuple[str, ...] = ()  #: abbreviations that something always follows: "ул", "mr"
    may_end: tuple[str, ...] = ()  #: abbreviations that may close a sentence: "т.д", "etc"
    starters: tuple[str, ...] = ()  #: words which, capitalised after an abbreviation, begin a sentence
    ordinal_stop: bool = False  #: "13. Ağır Ceza": a stop after a short number makes it an ordinal


@dataclass(frozen=True, slots=True)
class _Settings:
    """The whole of `language.toml`."""

    code: str
    name: str
    english_name: str
    script: str
    morphology: str
    letters: Letters
    splitting: Splitting = Splitting()


@dataclass(frozen=True, eq=False)
class Language:
    """One language that qeyd can read. Made by `load_language`; passes between processes as its code."""

    code: str  #: "az", "ru", "en", "tr", "uk"
    name: str  #: in the language itself
    english_name: str
    script: str  #: "Latin" or "Cyrillic"
    morphology: str  #: the module below `qeyd.languages` whose `make_analyser` knows its endings
    letters: Letters
    splitting: Splitting
    folder: Path  #: where its tables are

    def __reduce__(self) -> tuple[Callable[[str], "Language"], tuple[str]]:
        return load_language, (self.code,)

    def fold(self, text: str) -> str:
        """Give a copy for looking things up: small letters, no invisible signs, look-alikes made one.

        The copy may be shorter or longer than the text. Folding twice changes nothing more.

        >>> load_language("tr").fold("IŞIK"), load_language("az").fold("DİN")
        ('ışık', 'din')
        """
        if text.isascii():
            return text.translate(self._ascii_fold).lower()
        composed = unicodedata.normalize("NFC", text)
        small = unicodedata.normalize("NFC", composed.translate(self._fold).lower())
        return unicodedata.normalize("NFC", small.translate(self._fold))

    @cached_property
    def _ascii_fold(self) -> dict[int, str]:
        return {
            code: new
            for code, new in self._fold.items()
            if code < 128 and new is not None and new != chr(code)
        }

    @cached_property
    def _fold(self) -> dict[int, str | None]:
        table: dict[int, str | None] = dict.fromkeys([*_INVISIBLE_CODES, 0x307])
        table.update(dict.fromkeys(map(ord, APOSTROPHES), "'"))
        table.update({0x2010: "-", 0x2011: "-"})
        for pairs in (self.letters.lower, self.letters.fold):
            table.update({ord(old): new for old, new in pairs.items()})
        return table

    def analyse(self, word: str) -> tuple[Form, ...]:
        """Say what a written word may be, the likeliest first. Never empty, never raises."""
        return self._analyse(word)

    @cached_property
    def _analyse(self) -> Callable[[str], tuple[Form, ...]]:
        analyser: Callable[[str], tuple[Form, ...]] = importlib.import_module(
            f"qeyd.languages.{self.morphology}"
        ).make_analyser(self)

        def analyse(word: str) -> tuple[Form, ...]:
            if any(letter.isalnum() for letter in word):
                return analyser(word) or (Form(self.fold(word), "other"),)
            return (Form(self.fold(word), "other"),)

        return lru_cache(maxsize=_WORDS_KEPT)(analyse)

    def lemmas(self, word: str) -> frozenset[str]:
        """Give every dictionary form that a written word may come from."""
        return self._lemmas(word)

    @cached_property
    def _lemmas(self) -> Callable[[str], frozenset[str]]:
        def lemmas(word: str) -> frozenset[str]:
            return frozenset(form.lemma for form in self.analyse(word))

        return lru_cache(maxsize=_WORDS_KEPT)(lemmas)

    def table(self, name: str) -> dict[str, Any]:
        """Read `<code>/<name>.toml`, once. An absent table is empty; a broken one raises DataFileError."""
        if name not in self._tables:
            file = self.folder / f"{name}.toml"
            self._tables[name] = _read_toml(file) if file.is_file() else {}
        return self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, dict[str, Any]]:
        return {}


@lru_cache(maxsize=1)
def language_codes() -> tuple[str, ...]:
    """Give the codes of all languages that have a folder, in order of the alphabet."""
    return tuple(sorted(file.parent.name for file in _languages_folder().glob("*/language.toml")))


@cache
def load_language(code: str) -> Language:
    """Load one language from its folder. Raises DataFileError when it has none, or a mistake in it."""
    return read_language_folder(_languages_folder() / code)


def load_languages() -> dict[str, Language]:
    """Load every language that has a folder, by code."""
    return {code: load_language(code) for code in language_codes()}


def read_language_folder(folder: Path) -> Language:
    """Read `language.toml` in a folder that is named by the language's code, and check it."""
    file = folder / "language.toml"
    if not file.is_file():
        raise DataFileError(
            file,
            "language",
            "there is no such file.",
            remedy=f"Known languages: {', '.join(language_codes())}.",
        )
    settings = _checked(file, "", _read_toml(file), _Settings)
    if settings.code != folder.name:
        raise DataFileError(
            file,
            "code",
            f'"{settings.code}" is not the name of its folder.',
            remedy=f'Write "{folder.name}".',
        )
    for key in ("lower", "fold"):
        for old in getattr(settings.letters, key):
            if len(old) != 1:
                raise DataFileError(
                    file, f"letters.{key}", f'"{old}" is not one letter.', remedy="Give single letters."
                )
    values = {f.name: getattr(settings, f.name) for f in dataclasses.fields(settings)}
    return Language(**values, folder=folder)


def _languages_folder() -> Path:
    return Path(__file__).parent


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(file, "file", f"{error}.", remedy="Correct the file at this place.") from error


def _checked(file: Path, prefix: str, data: Mapping[str, Any], kind: type[Any]) -> Any:
    """Make a dataclass from what a data file says, or say which key is wrong and how."""
    hints = typing.get_type_hints(kind)
    known = {f.name: f for f in dataclasses.fields(kind)}
    for key in data:
        if key not in known:
            raise DataFileError(
                file, prefix + key, "this key means nothing here.", remedy=f"Known keys: {', '.join(known)}."
            )
    values: dict[str, Any] = {}
    for name, place in known.items():
        if name in data:
            values[name] = _checked_value(file, prefix + name, data[name], hints[name])
        elif place.default is dataclasses.MISSING and place.default_factory is dataclasses.MISSING:
            raise DataFileError(file, prefix + name, "this key is missing.", remedy="Add it.")
    return kind(**values)


def _checked_value(file: Path, key: str, value: Any, kind: Any) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and isinstance(value, dict):
        return _checked(file, key + ".", value, kind)
    origin = typing.get_origin(kind)
    if origin is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if origin is tuple and isinstance(value, str):
        return tuple(value.split())
    if origin is Mapping and isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return value
    if isinstance(kind, type) and type(value) is kind:
        return value
    raise DataFileError(file, key, f"{value!r} is not of the right kind.", remedy=f"Write a {kind}.")
