"""Catalogues of the page's words: gettext's .po files, read as they are when a language is first asked for."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py
from importlib.resources import files

from qeyd.errors import DataFileError

#: The languages of the page and what each calls itself. English is the language of the source.
LANGUAGES: Mapping[str, str] = {"en": "English", "ru": "Русский", "az": "Azərbaycanca"}

#: Context (empty: none) and English text of a message.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language for the English texts of the page."""

    language: str
    messages: Mapping[Key, tuple[str, ...]]  #: one form, or as many as the language has plural forms
    plural: Callable[[int], int]  #: which form a number takes

    def one(self, text: str, context: str = "") -> str | None:
        """The words for a text; None where the catalogue has none."""
        forms = self.messages.get((context, text))
        return forms[0] if forms else None

    def number(self, one: str, n: int, context: str = "") -> str | None:
        """The words for so many, found by the English text for one; None where the catalogue has none."""
        forms = self.messages.get((context, one))
        if not forms:
            return None
        at = self.plural(n)
        return forms[at] if at < len(forms) else forms[-1]


@lru_cache(maxsize=len(LANGUAGES))
def load_catalogue(language: str) -> Catalogue | None:
    """The catalogue of a language, read once; None for English. Raises DataFileError where it cannot be used."""
    if language == "en":
        return None
    file = files("qeyd.web") / "catalogues" / f"{language}.po"
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as problem:
        raise DataFileError(
            str(file), "file", f"cannot be read ({problem}).", remedy="Install qeyd again."
        ) from problem
    return parse_catalogue(language, text)


def parse_catalogue(language: str, text: str) -> Catalogue:
    r"""A .po file's text as a catalogue. Fuzzy and empty entries are left out, so that English stands in for them.

    >>> made = parse_catalogue("ru", 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
    ...     'msgid "page"\nmsgid_plural "pages"\nmsgstr[0] "страница"\nmsgstr[1] "страниц"\n')
    >>> made.number("page", 1), made.number("page", 5)
    ('страница', 'страниц')
    """
    messages: dict[Key, tuple[str, ...]] = {}
    head = ""
    for entry in _entries(text):
        id = entry.get("msgid", "")
        forms = tuple(value for name, value in entry.items() if name.startswith("msgstr"))
        if not id:
            head = forms[0] if forms else ""
        elif all(forms) and "fuzzy" not in entry.get("#,", ""):
            messages[entry.get("msgctxt", ""), id] = forms
    told = re.search(r"plural=([^;\n]+);", head)
    if not told:
        raise DataFileError(
            f"{language}.po", "Plural-Forms", "is missing.", remedy="Say how many forms a number takes."
        )
    return Catalogue(language, messages, c2py(told[1]))


def _entries(text: str) -> Iterator[dict[str, str]]:
    """Each entry as keyword to words; its flags under "#,"."""
    entry: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("#,"):
            if "msgid" in entry:
                yield entry
                entry, name = {}, ""
            entry["#,"] = line[2:]
        elif line.startswith('"'):
            entry[name] += ast.literal_eval(line)
        elif line.startswith("msg"):
            found, _, words = line.partition(" ")
            starts = found == "msgctxt" or (found == "msgid" and "msgctxt" not in entry) or found in entry
            if starts and "msgid" in entry:
                yield entry
                entry = {}
            name = found
            entry[name] = ast.literal_eval(words)
    if entry:
        yield entry
