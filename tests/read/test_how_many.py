"""How many people an act befell, and of which group: of all that a page tells, the act's own."""

import pytest

from qeyd.model import Period, Report
from qeyd.read import choice, load_lexicon, read
from qeyd.read.of_whom import named_groups
from qeyd.read.page import open_page


def accounts_of(text, code):
    reading = read(Report("a", text, language=code, published=Period.parse("2025-06-16")), load_lexicon())
    return {account.act: account for account in reading.accounts}


def offered(monkeypatch, text, code):
    """What is offered for the people and the group of the page's accounts."""
    found = {}
    monkeypatch.setattr(
        choice, "listener", lambda field, options, rows, none: found.setdefault(field, []).extend(options)
    )
    assert accounts_of(text, code)
    return found


@pytest.mark.parametrize(
    ("code", "text", "total"),
    [
        ("en", "Police in Tula detained three Tajik workers and one Uzbek worker on Friday.", 4),
        ("ru", "В Туле полиция задержала трёх таджиков и одного узбека.", 4),
        ("az", "Tulada polis üç tacik fəhləni və bir özbək fəhləni saxlayıb.", 4),
    ],
)
def test_people_told_one_after_another_are_offered_as_one_sum(monkeypatch, code, text, total):
    options = offered(monkeypatch, text, code)["people"]
    sums = [one for one in options if one.joined > 1]
    assert [(one.count.low, one.count.high) for one in sums] == [(total, total)]
    assert sums[0].people.group == "Tajiks and Uzbeks"


def test_a_sum_is_not_made_over_a_verb(monkeypatch):
    text = "Police in Tula detained three Tajik workers and beat one Uzbek worker on Friday."
    assert all(one.joined == 1 for one in offered(monkeypatch, text, "en")["people"])


def test_what_the_report_names_as_a_group_beside_others_is_offered_alone_and_joined(monkeypatch):
    text = "Police in Tula detained twelve Tajik, Uzbek and Kyrgyz workers on Friday."
    names = {one.name for one in offered(monkeypatch, text, "en")["group"]}
    assert {"Tajiks", "Uzbeks", "Kyrgyz", "Tajiks and Uzbeks"} <= names


def test_a_page_that_names_no_group_offers_and_gives_none(monkeypatch):
    text = "A court in Tula jailed Anvar Solimov for ten days on Friday for taking part in a rally."
    account = accounts_of(text, "en")
    assert all(one.target is None or one.target.value.group is None for one in account.values())


@pytest.mark.parametrize(
    ("code", "text", "group"),
    [
        ("en", "Police in Tula detained two Baptists at a prayer house.", "Baptists"),
        ("en", "Five protesters were beaten by riot police in Tula.", "protesters"),
        ("ru", "В Туле полицейские избили пятерых демонстрантов.", "protesters"),
        ("ru", "В Туле задержали двух баптистов.", "Baptists"),
        ("az", "Tulada polis beş nümayişçini saxlayıb.", "protesters"),
    ],
)
def test_the_finer_group_that_the_words_give_is_taken(code, text, group):
    told = next(iter(accounts_of(text, code).values()))
    assert told.target.value.group == group


@pytest.mark.parametrize(
    ("code", "text", "groups"),
    [
        ("az", "Müxbir Zaza Kvirtadze Tbilisidə döyülüb, iki zaza saxlanılıb.", ["journalists", "Zazas"]),
        ("ru", "Вчера Лаз Мирзоев встретил двух лазов.", ["Laz"]),
    ],
)
def test_where_peoples_are_written_small_a_capital_makes_a_name(code, text, groups):
    words = load_lexicon().words(code)
    page = open_page(Report("a", text, language=code), words.language)
    assert [one.group for one in named_groups(page, words.people)] == groups


def test_the_words_shown_for_people_are_the_report_s_own():
    text = "Police in Tula detained three Tajik workers and one Uzbek worker on Friday."
    told = accounts_of(text, "en")["detained"]
    for part in (told.people, told.target):
        assert text[part.quote.start : part.quote.end] == part.quote.text
