"""Which time of a page is an act's: its own, not that of the telling, of another act, or of a step that followed."""

import pytest

from qeyd.languages import load_language
from qeyd.model import Period, Report
from qeyd.read import load_lexicon, read
from qeyd.read.page import open_page
from qeyd.read.time_ties import breaks, sort_of, tie_words, verbs_between


def times_of(text, code, published):
    reading = read(Report("a", text, language=code, published=Period.parse(published)), load_lexicon())
    return {one.act: one.time.value.value if one.time else None for one in reading.accounts}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Turkmen authorities detained three Uzbek teachers, the exile group Garagum said on Friday."),
        ("ru", "В Туле задержали троих узбекских рабочих, сообщили в пятницу в полиции."),
        ("az", "Tulada üç özbək fəhlə saxlanılıb, polis bunu cümə günü bildirib."),
    ],
)
def test_the_day_of_the_saying_is_not_the_act_s(code, text):
    assert times_of(text, code, "2025-06-16")["detained"] is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "В Туле задержали троих узбекских рабочих. Об этом стало известно 12 июня."),
        ("az", "Tulada üç özbək fəhlə saxlanılıb. Bu barədə iyunun 12-də məlum olub."),
    ],
)
def test_nor_is_the_day_when_it_became_known(code, text):
    assert times_of(text, code, "2025-06-16")["detained"] is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "Russia has stripped the head of the Tula Uzbeks of his citizenship. The decision was taken on June 3.",
        ),
        ("ru", "Главу узбеков Тулы лишили российского гражданства. Решение принято 3 июня."),
        ("az", "Tula özbəklərinin rəhbəri Rusiya vətəndaşlığından məhrum edilib. Qərar iyunun 3-də verilib."),
    ],
)
def test_the_day_of_the_decision_is_that_of_an_act_on_paper(code, text):
    assert times_of(text, code, "2025-06-16")["citizenship_revoked"] == "2025-06-03"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "Police raided a market in Tula on June 3 and detained forty Uzbek traders. Six of them were deported.",
        ),
        (
            "ru",
            "3 июня полиция провела рейд на рынке в Туле и задержала сорок узбеков. Шестерых депортировали.",
        ),
    ],
)
def test_what_is_done_on_the_occasion_has_its_day_and_what_followed_has_not(code, text):
    told = times_of(text, code, "2025-06-16")
    assert told["searched_or_raided"] == told["detained"] == "2025-06-03"
    assert told["deported"] is None


@pytest.mark.parametrize(
    ("code", "text", "act"),
    [
        ("en", "A court in Tula placed an Uzbek blogger in custody until 14 August.", "arrested_or_jailed"),
        ("ru", "Суд в Туле арестовал узбекского блогера до 14 августа.", "arrested_or_jailed"),
        ("az", "Tula məhkəməsi özbək bloqeri avqustun 14-dək həbs edib.", "arrested_or_jailed"),
    ],
)
def test_the_end_of_a_term_is_never_its_day(code, text, act):
    assert times_of(text, code, "2025-06-16")[act] is None


def test_in_a_verb_final_language_a_time_belongs_to_the_verb_that_follows():
    text = "Blogger iyunun 3-də saxlanılıb, iyunun 5-də məhkəmə onun ev dustaqlığına qərar verib."
    page = open_page(Report("a", text, language="az"), load_language("az"))
    place = {token.text: token.index for token in page.tokens}
    first, second = (
        page.words_between(text.index(day), text.index(day) + len(day)) for day in ("iyunun 3", "iyunun 5")
    )
    assert verbs_between(page, place["saxlanılıb"], first) == 0
    assert verbs_between(page, place["verib"], first) >= 1
    assert verbs_between(page, place["verib"], second) == 0


def test_clauses_are_counted_between_two_words():
    text = "Police said on Friday that a man was held, and that two fled."
    page = open_page(Report("a", text, language="en"), load_language("en"))
    place = {token.text: token.index for token in page.tokens}
    words = tie_words("en")
    assert breaks(page, place["said"], place["Friday"], words) == 0
    assert breaks(page, place["Friday"], place["held"], words) == 1
    assert breaks(page, place["Friday"], place["fled"], words) == 2
    assert breaks(page, place["fled"], place["Friday"], words) == 2


@pytest.mark.parametrize("code", ["az", "ru", "en", "tr", "uk"])
def test_every_language_names_its_ties(code):
    words = tie_words(code)
    assert all(
        getattr(words, name).exact != {"--"}
        for name in ("clause", "known", "decision", "occasion", "earlier")
    )


def test_acts_are_of_few_sorts():
    assert sort_of("detained") == sort_of("searched_or_raided") == "spot"
    assert sort_of("citizenship_revoked") == "paper"
    assert sort_of("convicted") == "court"
