"""Places that no gazetteer lists, that only a title names, that are told in a list, or as "the capital"."""

import pytest

from qeyd.model import Period, Report
from qeyd.model.account import BY_TITLE
from qeyd.read import load_lexicon, read
from qeyd.read.unlisted import english


def places_of(text, code, title=None):
    report = Report("a", text, language=code, title=title, published=Period.parse("2025-06-16"))
    return {account.act: account.place for account in read(report, load_lexicon()).accounts}


@pytest.mark.parametrize(
    ("name", "code", "written"),
    [("Ворсклино", "ru", "Vorsklino"), ("Щучье", "ru", "Shchuche"), ("Ərkəvan", "az", "Arkavan")],
)
def test_an_unknown_name_is_written_in_latin_letters(name, code, written):
    assert english(name, code) == written


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Police in Kaluga Oblast detained six Tajik workers in the village of Zarvelino on Friday."),
        ("ru", "В Калужской области в селе Зарвелино в пятницу задержали шестерых таджикских рабочих."),
        ("az", "Kaluqa vilayətinin Zarvelino kəndində cümə günü altı tacik fəhlə saxlanılıb."),
    ],
)
def test_a_village_that_no_gazetteer_lists_is_told_by_its_name_in_the_region_beside_it(code, text):
    place = places_of(text, code)["detained"]
    assert (place.value.name, place.value.admin1, place.value.country) == ("Zarvelino", "RU-KLU", "RU")
    assert place.value.latitude is None
    assert place.value.geonames_id is None
    assert "Zarvelino" in place.quote.text or "Зарвелино" in place.quote.text


def test_towns_of_one_region_in_a_list_are_told_as_the_region():
    place = places_of("Police detained forty Tajik migrants at markets in Tula, Aleksin and Uzlovaya.", "en")[
        "detained"
    ]
    assert place.value.name == "Tula Oblast"
    assert place.quote.text == "Tula, Aleksin and Uzlovaya"


def test_a_town_that_the_title_alone_names_rests_on_the_words_for_what_holds_it():
    told = places_of(
        "Azerbaijani police detained five Tajik journalists on Friday. The outlet's office was searched.",
        "en",
        title="Five Tajik journalists held in Baku",
    )["detained"]
    assert told.value.name == "Baku"
    assert told.quote.text == "Azerbaijani"
    assert told.read_by.endswith(BY_TITLE)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Тунис. В столице задержаны двое правозащитников."),
        ("en", "Tunisia: two human rights defenders were detained in the capital on Friday."),
    ],
)
def test_the_capital_is_the_capital_of_the_country_that_the_text_speaks_of(code, text):
    place = places_of(text, code)["detained"]
    assert (place.value.name, place.value.country) == ("Tunis", "TN")


def test_a_court_beside_a_town_makes_its_name_a_place():
    place = places_of("A Batumi court sentenced the journalist to two years in prison.", "en")["convicted"]
    assert (place.value.name, place.value.country) == ("Batumi", "GE")
