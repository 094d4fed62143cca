"""Every text of the page is in every catalogue: none missing, none empty, with the same places to be filled in."""

import re
import string
import tomllib
from functools import lru_cache
from importlib.resources import files

import pytest
from babel.messages.catalog import Catalog

from qeyd.places import load_gazetteer
from qeyd.web.catalogue import LANGUAGES, load_catalogue
from tools.messages import LANGUAGES as WRITTEN
from tools.messages import extracted, lacking

OTHERS = [one for one in LANGUAGES if one != "en"]


@lru_cache(maxsize=1)
def texts() -> Catalog:
    return extracted()


def places(text: str) -> list[str]:
    """What is filled in, in alphabetical order."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_the_tool_writes_a_catalogue_for_every_language_of_the_page() -> None:
    assert list(WRITTEN) == OTHERS


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_code_templates_and_data_has_words(language: str) -> None:
    assert len(texts()) > 1000
    assert lacking(language, texts()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_words_are_filled_in_as_the_english_ones_are(language: str) -> None:
    catalogue = load_catalogue(language)
    assert catalogue is not None
    wrong = []
    for message in texts():
        if not message.id:
            continue
        one, many = (message.id, message.id) if isinstance(message.id, str) else message.id
        forms = catalogue.messages[message.context or "", one]
        wrong += [(many, form) for form in forms if places(form) != places(many)]
        if not isinstance(message.id, str):
            assert len(forms) == {"ru": 3, "az": 2}[language], one
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_words_are_written_in_the_letters_of_the_language(language: str) -> None:
    # A letter of another script that looks alike is invisible to a reader and breaks every search.
    mixed = {"ru": r"[а-яё][a-z]|[a-z][а-яё]", "az": r"[а-яё]"}[language]
    catalogue = load_catalogue(language)
    assert catalogue is not None
    wrong = [form for forms in catalogue.messages.values() for form in forms
             if re.search(mixed, re.sub(r"\{\w+\}", "", form), re.IGNORECASE)]  # fmt: skip
    assert wrong == []


def test_a_town_s_name_in_another_language_means_the_same_town() -> None:
    table = tomllib.loads((files("qeyd.places") / "tables" / "towns.toml").read_text(encoding="utf-8"))
    wrong = []
    for country, towns in table.items():
        for english, names in towns.items():
            for language, name in zip(OTHERS, names, strict=True):
                meant = load_gazetteer().find(name, language=language)
                # A spelling that the gazetteer does not know is no mistake; the town itself has to be there.
                meant = meant or load_gazetteer().find(english)
                if (english, country) not in {(one.name, one.country) for one in meant}:
                    wrong.append((english, language, name))
    assert wrong == []
