"""The groups that people are taken as: each language's words name only groups of the list."""

import pytest

from qeyd.acts import load_acts
from qeyd.groups import SORTS, group_name, group_sorts, is_stateless, sorts_of
from qeyd.languages import load_language

CODES = ("az", "en", "ru", "tr", "uk")
TABLES = ("peoples", "adjectives", "lands", "groups")


@pytest.mark.parametrize("code", CODES)
def test_every_group_that_a_language_names_stands_in_the_list(code: str) -> None:
    table = load_language(code).table("groups")
    named = {group for part in TABLES for group in table.get(part, {})}
    assert named
    assert named <= set(group_sorts())


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_words_for_the_peoples_most_often_struck(code: str) -> None:
    table = load_language(code).table("groups")
    often = (
        "Azerbaijanis",
        "Tajiks",
        "Uzbeks",
        "Kyrgyz",
        "Armenians",
        "Georgians",
        "Kurds",
        "Uyghurs",
        "Crimean Tatars",
    )
    rare = (
        "Yazidis",
        "Nogais",
        "Assyrians",
        "Vietnamese",
        "Talysh",
        "Lezgins",
        "Hazaras",
        "Greeks",
        "Afghans",
        "Chinese",
    )
    assert {group for group in (*often, *rare) if not table["peoples"].get(group)} == set()


@pytest.mark.parametrize("code", CODES)
def test_no_word_stands_for_two_peoples(code: str) -> None:
    table = load_language(code).table("groups")
    for part in ("peoples", "adjectives", "lands"):
        words = [
            word
            for lines in table.get(part, {}).values()
            for line in lines
            for word in line.split("|")
            if " " not in line
        ]
        assert len(words) == len(set(words)), sorted({word for word in words if words.count(word) > 1})


def test_a_joined_group_is_about_what_its_parts_are_about() -> None:
    assert sorts_of("Azerbaijanis and journalists") == {"origin", "work"}
    assert sorts_of("people of no known group") == frozenset()


def test_every_group_has_one_known_sort() -> None:
    assert set(group_sorts().values()) <= set(SORTS)


def test_peoples_without_a_state_stand_in_the_list_as_peoples() -> None:
    stateless = [group for group in group_sorts() if is_stateless(group)]
    assert len(stateless) > 60
    assert all(sorts_of(group) == {"origin"} for group in stateless)
    assert not is_stateless("Georgians")


@pytest.mark.parametrize("language", ["az", "ru"])
def test_every_group_and_act_has_a_name_on_pages_of_each_language(language: str) -> None:
    assert [group for group in group_sorts() if group_name(group, language) == group] == []
    assert [code for code, act in load_acts().items() if act.label_in(language) == act.label] == []
    assert group_name("Tajiks and nobody's list", language).endswith(" nobody's list")
    assert group_name("Tajiks", "en") == "Tajiks"
