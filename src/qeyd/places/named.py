"""Names of countries, first-level regions and larger towns in Russian and Azerbaijani.

English ones stand in the gazetteer.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("ru", "az")


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, Mapping[str, str]], Mapping[str, Mapping[str, str]]]:
    folder = files("qeyd.places").joinpath("tables")
    regions: dict[str, Mapping[str, str]] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.startswith("regions_"):
            regions.update(tomllib.loads(file.read_text("utf-8")))
    return tomllib.loads(folder.joinpath("countries.toml").read_text("utf-8")), regions


def country_in(language: str, code: str) -> str | None:
    """The name of a country (ISO 3166-1 alpha-2) in a language; None where none is known.

    >>> country_in("ru", "AZ"), country_in("en", "AZ")
    ('Азербайджан', None)
    """
    return _tables()[0].get(code, {}).get(language)


def region_in(language: str, code: str) -> str | None:
    """The name of a first-level region (ISO 3166-2) in a language; None where none is known.

    >>> region_in("az", "RU-CHE"), region_in("ru", "FR-IDF")
    ('Çelyabinsk vilayəti', None)
    """
    return _tables()[1].get(code, {}).get(language)


def town_in(language: str, country: str | None, english: str) -> str:
    """A larger town's name in a language; the English one where the table has no other.

    >>> town_in("ru", "RU", "Ufa"), town_in("az", "RU", "Chita"), town_in("en", "RU", "Ufa")
    ('Уфа', 'Çita', 'Ufa')
    """
    return _towns(language).get((country or "", english), english)


@lru_cache(maxsize=3)
def _towns(language: str) -> Mapping[tuple[str, str], str]:
    if language not in LANGUAGES:
        return {}
    table = tomllib.loads(files("qeyd.places").joinpath("tables", "towns.toml").read_text("utf-8"))
    at = LANGUAGES.index(language)
    return {(country, name): names[at] for country, towns in table.items() for name, names in towns.items()}
