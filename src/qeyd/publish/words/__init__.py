"""The words of what is published, one file a language. A key that one language lacks is an error, not a gap.

Terms are the codebook's; acts, stages, grades and the rest have a label in each language. Names of countries
(CLDR), regions, larger towns and groups are in the language where one is known, else English; the pages say so.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from qeyd.errors import DataFileError

LANGUAGES = ("en", "ru", "az")


class Words:
    """The words of one language: ``words("part", "key", n=3)``."""

    def __init__(self, language: str) -> None:
        file = files("qeyd.publish.words") / f"{language}.toml"
        if language not in LANGUAGES or not file.is_file():
            raise DataFileError(
                f"{language}.toml", "words", "is not there.", remedy=f"Use one of {', '.join(LANGUAGES)}."
            )
        self.language = language
        self.parts: Mapping[str, Mapping[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))

    def __call__(self, part: str, key: str, /, **values: object) -> str:
        """The words under a key of a part, ``{name}`` filled in. DataFileError where there are none."""
        try:
            text = self.parts[part][key]
        except KeyError as cause:
            raise DataFileError(
                f"{self.language}.toml", f"{part}.{key}", "is missing.", remedy="Translate it."
            ) from cause
        return text.format(**values) if values else text

    def has(self, part: str, key: str) -> bool:
        """Whether there is a word for it; free values, such as sorts of actors, need not have one."""
        return key in self.parts.get(part, {})

    def of(self, part: str, key: str) -> str:
        """The word for a value, or the value itself where none is given."""
        return self.parts.get(part, {}).get(key, key.replace("_", " "))


@lru_cache(maxsize=len(LANGUAGES))
def load_words(language: str) -> Words:
    """The words of a language, read once."""
    return Words(language)
