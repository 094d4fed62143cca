"""The keys that words are looked up by when reports are searched: dictionary forms, without the marks on letters."""

import re
import unicodedata
from functools import lru_cache

from qeyd.languages.language import Language, load_language, load_languages

#: Begins the keys of words in languages that have no folder: only their beginnings can be compared.
UNKNOWN = "0"
_LIKE = str.maketrans("əıøłđðþæœґ", "eioldðþaог")
_LONGEST = 40  # letters of a key
_MOST_FORMS = 3  # ways to understand a word that are kept, the likeliest
_NO_SIGN = re.compile(r"[^\w]|_")
_HALVES = re.compile(r"[-\u2010\u2011]")


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A word in small letters without marks, apostrophes and hyphens, as hasty writing has it.

    >>> plain("Şəki"), plain("Ёлка"), plain("l’État")
    ('seki', 'елка', 'letat')
    """
    small = unicodedata.normalize("NFKD", word.replace("İ", "i").replace("I", "i").casefold())
    bare = "".join(letter for letter in small if not unicodedata.combining(letter)).translate(_LIKE)
    return _NO_SIGN.sub("", bare)[:_LONGEST]


@lru_cache(maxsize=100_000)
def keys(word: str, code: str) -> tuple[str, ...]:
    """The keys of a written word in a language with a folder, the likeliest first; of a joined word its halves as well.

    >>> keys("задержали", "ru"), keys("detained", "en")
    (('задержать',), ('detain',))
    """
    found = dict.fromkeys(plain(form.lemma) for form in load_language(code).analyse(word))
    out = [key for key in found if key][:_MOST_FORMS]
    halves = [half for half in _HALVES.split(word) if len(half) > 3]
    if len(halves) > 1:
        out += [key for half in halves for key in keys(half, code)[:1]]
    return tuple(dict.fromkeys(out))


def unknown_key(word: str) -> str:
    """The key of a word in a language without a folder; numbers have none of their own."""
    bare = plain(word)
    return UNKNOWN + bare if bare[:1].isalpha() else bare


@lru_cache(maxsize=1)
def _by_script() -> dict[str, tuple[Language, ...]]:
    by: dict[str, tuple[Language, ...]] = {}
    for language in load_languages().values():
        by[language.script] = (*by.get(language.script, ()), language)
    return by


def wanted_keys(word: str, code: str | None = None) -> tuple[tuple[str, ...], str]:
    """What to look for when somebody types a word: its keys in all languages of its script, and a beginning.

    ``code`` narrows it to one language. The beginning is that of words in languages without a folder; "" for none.

    >>> wanted_keys("saxlanılıb", "az")[0][0], wanted_keys("journaliste")[1]
    ('saxla', '0journaliste')
    """
    script = "Cyrillic" if re.search("[\u0400-\u052f]", word) else "Latin"
    languages = [one.code for one in _by_script().get(script, ()) if code in (None, one.code)]
    # Small letters may be typed for a place, capitals for any word.
    written = dict.fromkeys((word, word.lower(), word[:1].upper() + word[1:].lower()))
    found = [key for one in languages for form in written for key in keys(form, one)]
    bare = plain(word)
    # Typed without the letters of the language, and unknown so: "hebs".
    found.append(bare)
    outside = code is None or code not in load_languages()
    beginning = unknown_key(word) if outside and bare[:1].isalpha() else ""
    return tuple(dict.fromkeys(key for key in found if key)), beginning
