"""The time, the place and the doer of an act, of all that a page tells."""

import pytest

from qeyd.model import Period, Report
from qeyd.read import load_lexicon, read


def accounts_of(text, code, published="2025-06-16"):
    reading = read(Report("a", text, language=code, published=Period.parse(published)), load_lexicon())
    return {account.act: account for account in reading.accounts}


@pytest.mark.parametrize(
    ("code", "text", "act", "day"),
    [
        ("en", "Police detained two Tajik workers in Tula on Friday.", "detained", "2025-06-13"),
        ("ru", "В Туле 12 июня задержали двух таджикских рабочих.", "detained", "2025-06-12"),
        ("az", "İyunun 12-də Tulada iki tacik fəhlə saxlanılıb.", "detained", "2025-06-12"),
    ],
)
def test_the_day_in_the_act_s_own_sentence_is_its_day(code, text, act, day):
    assert accounts_of(text, code)[act].time.value.value == day


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Police detained two Tajik workers in Tula."),
        ("ru", "В Туле задержали двух таджикских рабочих."),
        ("az", "Tulada iki tacik fəhlə saxlanılıb."),
    ],
)
def test_without_words_of_time_there_is_no_time(code, text):
    assert accounts_of(text, code)["detained"].time is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "A court in Tula sentenced the Tajik activist to six years on Friday; a hearing is set for 20 July.",
        ),
        (
            "ru",
            "В пятницу суд в Туле приговорил таджикского активиста к шести годам; заседание назначено на 20 июля.",
        ),
    ],
)
def test_a_jail_term_or_a_hearing_to_come_is_never_the_time(code, text):
    told = accounts_of(text, code)["convicted"].time
    assert told is None or told.value.value == "2025-06-13"


@pytest.mark.parametrize(
    ("code", "text", "town"),
    [
        ("en", "Two Tajik workers, natives of Khujand, were detained in Tula on Friday.", "Tula"),
        ("ru", "Двоих таджиков, уроженцев Худжанда, задержали в Туле.", "Tula"),
        ("az", "Xocənddən olan iki tacik Tulada saxlanılıb.", "Tula"),
    ],
)
def test_where_people_come_from_is_not_where_they_are_held(code, text, town):
    assert accounts_of(text, code)["detained"].place.value.name == town


def test_where_people_are_flown_to_is_not_where_they_are_deported_from():
    told = accounts_of("Троих узбеков депортировали из Казани, их отправили рейсом в Ташкент.", "ru")[
        "deported"
    ]
    assert told.place is None or told.place.value.country == "RU"


def test_a_region_told_by_its_adjective_alone_is_a_place():
    told = accounts_of("Тамбовская полиция лишила гражданства двоих уроженцев Армении.", "ru")[
        "citizenship_revoked"
    ]
    assert told.place.value.admin1_name == "Tambov Oblast"
    assert told.place.quote.text == "Тамбовская"


@pytest.mark.parametrize(
    ("code", "text", "doer"),
    [
        (
            "en",
            "Two Tajik workers were detained in Tula by the migration service.",
            "migration service",
        ),
        ("ru", "В Туле сотрудники ОМОНа задержали двух таджикских рабочих.", "ОМОН"),
        ("az", "Tulada iki tacik fəhlə polis tərəfindən saxlanılıb.", "polis"),
    ],
)
def test_who_did_it_is_the_office_told_to_have_done_it(code, text, doer):
    assert doer in accounts_of(text, code)["detained"].actor.quote.text


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_every_value_rests_on_the_report_s_own_characters(code):
    text = {
        "en": "Police detained two Tajik workers in Tula on Friday.",
        "ru": "В пятницу полиция задержала в Туле двух таджикских рабочих.",
        "az": "Cümə günü polis Tulada iki tacik fəhləni saxlayıb.",
    }[code]
    account = accounts_of(text, code)["detained"]
    for told in (account.time, account.place, account.actor, account.people, account.target):
        assert told is not None
        assert text[told.quote.start : told.quote.end] == told.quote.text
