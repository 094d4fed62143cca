"""What a page is about: where words of each sort stand."""

import pytest

from qeyd.languages import load_language
from qeyd.model import Period, Report
from qeyd.read import load_lexicon
from qeyd.read.matter import OTHERWISE, SORTS, TIES, Matter, matter_words
from qeyd.read.page import open_page
from qeyd.read.people import people_in

CODES = ("az", "ru", "en", "tr", "uk")


def matter_of(text, code):
    words = load_lexicon().words(code)
    page = open_page(Report("a", text, language=code, published=Period.parse("2025-06-16")), words.language)
    crowd = people_in(page, words.people, taken=lambda index: False, dated=lambda index: False)
    return Matter.of(page, words.matter, crowd)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_words_of_every_sort(code):
    table = load_language(code).table("matter")
    assert set(table) == set(SORTS) == {*TIES, *OTHERWISE}
    assert all(len(set(words)) == len(words) >= 5 for words in table.values())


@pytest.mark.parametrize("code", CODES)
def test_no_people_are_named_among_the_words_so_that_none_weigh_more_than_others(code):
    peoples = {"en": "uzbek", "ru": "узбек", "uk": "узбек", "az": "özbək", "tr": "özbek"}[code]
    words = load_language(code).table("matter")["origin"]
    assert not [word for word in words if word.startswith(peoples)]


@pytest.mark.parametrize(
    ("code", "text", "sort"),
    [
        ("en", "The imam was led away. It rained.", "belief"),
        ("ru", "Журналиста увезли. Шёл дождь.", "work"),
        ("az", "Narkotik ələ keçirilib. Yağış yağırdı.", "drugs"),
        ("tr", "Gazeteci götürüldü. Yağmur yağıyordu.", "work"),
        ("uk", "Імама забрали. Йшов дощ.", "belief"),
    ],
)
def test_words_are_found_in_the_sentence_where_they_stand(code, text, sort):
    matter = matter_of(text, code)
    assert matter.at[sort] == {0}
    assert matter.share(range(2), sort) == 0.5
    assert matter.near(1, sort, reach=1) and not matter.near(1, sort, reach=0)


def test_a_group_of_origin_ties_whichever_group_it_is():
    for people in ("Two Tajiks", "Two Uyghurs", "Two Georgians"):
        assert matter_of(f"{people} were held in Tula.", "en").at["origin"] == {0}


def test_a_language_without_words_meets_none():
    empty = matter_words({})
    assert all(not term.exact & {"imam"} for term in empty.by_sort.values())
