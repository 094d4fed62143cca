"""People in a text: how many, of which group, by which names (CODEBOOK §4), with invented people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.model import Report
from qeyd.read import load_lexicon
from qeyd.read.page import Page, open_page
from qeyd.read.people import People, people_in

CODES = ("az", "en", "ru", "tr", "uk")


def _people(code: str, text: str) -> tuple[Page, list[People]]:
    words = load_lexicon().words(code)
    assert words is not None
    page = open_page(Report("r", text, language=code), words.language)
    crowd = people_in(page, words.people, taken=lambda _: False, dated=lambda _: False)
    return page, [one for line in crowd.by_line for one in line]


def _first(code: str, text: str) -> People:
    return _people(code, text)[1][0]


@pytest.mark.parametrize(
    ("code", "text", "span", "group"),
    [
        ("az", "Tacikistan vətəndaşı olan 18 nəfər saxlanılıb", (18, 18), "Tajiks"),
        ("az", "40-dan çox soydaşımız aparılıb", (40, None), "Azerbaijanis"),
        ("az", "8 jurnalistdən 6-sı buraxılıb", (6, 6), "journalists"),
        ("az", "Azərbaycanlılardan ikisi döyülüb", (2, 2), "Azerbaijanis"),
        ("ru", "задержаны 12 таджикских рабочих", (12, 12), "Tajiks"),
        ("ru", "трое рабочих из Киргизии", (3, 3), "Kyrgyz"),
        ("ru", "десять человек родом из Центральной Азии", (10, 10), "Central Asians"),
        ("ru", "несколько десятков уроженцев Узбекистана", (20, None), "Uzbeks"),
        ("ru", "двое жителей Омска ногайского происхождения", (2, 2), "Nogais"),
        ("en", "two residents of Omsk of Azerbaijani origin", (2, 2), "Azerbaijanis"),
        ("en", "dozens of Rohingya", (20, None), "Rohingya"),
        (
            "en",
            "62 residents, most of them citizens of Azerbaijan and Tajikistan",
            (62, 62),
            "Azerbaijanis and Tajiks",
        ),
        ("en", "five Vietnamese workers", (5, 5), "Vietnamese"),
        ("tr", "8 gazeteciden 6'sı serbest bırakıldı", (6, 6), "journalists"),
        ("tr", "30 Özbek göçmen", (30, 30), "Uzbeks"),
        ("uk", "затримали 12 таджицьких робітників", (12, 12), "Tajiks"),
    ],
)
def test_a_counted_phrase_says_how_many_of_which_group(
    code: str, text: str, span: tuple[int, int | None], group: str
) -> None:
    one = _first(code, text)
    assert one.count is not None
    assert ((one.count.low, one.count.high), one.group) == (span, group)


@pytest.mark.parametrize(
    ("code", "text", "group"),
    [
        ("az", "azərbaycanlı axund Rauf Mirzəli", "Azerbaijanis"),
        ("az", "belaruslu jurnalist Maksim Dubski", "journalists"),
        ("ru", "каракалпакская активистка Алия Ерова", "Karakalpaks"),
        ("ru", "таджикский блогер Рустам Назаров", "bloggers"),
        ("en", "a Uyghur teacher", "Uyghurs"),
    ],
)
def test_origin_says_more_than_work_but_those_who_report_are_taken_as_such(
    code: str, text: str, group: str
) -> None:
    assert _first(code, text).group == group


@pytest.mark.parametrize(
    ("code", "text", "name", "group"),
    [
        (
            "ru",
            "Ислам Рагимов, председатель азербайджанской автономии, задержан",
            "Ислам Рагимов",
            "Azerbaijanis",
        ),
        (
            "en",
            "Rauf Mirzali, head of the Azerbaijani diaspora in Omsk, was detained",
            "Rauf Mirzali",
            "Azerbaijanis",
        ),
    ],
)
def test_whom_a_diaspora_has_as_head_is_one_of_its_people(
    code: str, text: str, name: str, group: str
) -> None:
    one = _first(code, text)
    assert one.names == (name,)
    assert one.group == group


def test_the_activist_told_again_is_of_the_people_told_before() -> None:
    _, found = _people(
        "ru", "Каракалпакская активистка Алия Ерова задержана. Активистка находится в изоляторе."
    )
    assert [one.group for one in found] == ["Karakalpaks", "Karakalpaks"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The Russian Federation published a decree"),
        ("en", "Azerbaijani authorities published a statement"),
        ("ru", "азербайджанские власти опубликовали заявление"),
        ("az", "azərbaycan hökuməti bəyanat verib"),
    ],
)
def test_a_land_s_own_bodies_are_no_people(code: str, text: str) -> None:
    assert not [one for one in _people(code, text)[1] if one.group]


@pytest.mark.parametrize(
    ("code", "text", "span"),
    [
        ("az", "Rauf Mirzəli, Samir Qazanlı və Elçin Zaman saxlanılıb", (3, 3)),
        ("ru", "задержаны Рауф Мирзоев и Самир Казаков", (2, 2)),
        ("en", "Rauf Mirzali and Samir Kazanly were detained", (2, 2)),
    ],
)
def test_a_list_of_names_is_counted_once(code: str, text: str, span: tuple[int, int]) -> None:
    one = _first(code, text)
    assert one.count is not None
    assert (one.count.low, one.count.high) == span
    assert len(one.names) == span[0]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("az", "Rauf Məmmədov saxlanılıb"),
        ("ru", "Задержан Рустам Назаров"),
        ("en", "Aziz Karimov was detained"),
        ("tr", "Serhat Aydemir gözaltına alındı"),
        ("uk", "Затримали Рустама Назарова"),
    ],
)
def test_a_name_alone_gives_no_group(code: str, text: str) -> None:
    assert [one.group for one in _people(code, text)[1]] == [None]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("az", "5 ailə çıxarılıb"),
        ("ru", "выселены 5 семей"),
        ("en", "5 families were evicted"),
        ("tr", "5 aile tahliye edildi"),
        ("uk", "виселили 5 родин"),
    ],
)
def test_families_are_counted_as_families(code: str, text: str) -> None:
    count = _first(code, text).count
    assert count is not None
    assert (count.low, count.high, count.unit) == (5, 5, "families")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("az", "30 sutka həbs, 5 min manat cərimə"),
        ("ru", "штраф 5 тысяч рублей, статья 228, 15 суток"),
        ("en", "a fine of 5,000 roubles, article 228, 15 days"),
    ],
)
def test_money_days_and_articles_of_law_are_no_people(code: str, text: str) -> None:
    assert not [one for one in _people(code, text)[1] if one.number is not None]


@settings(max_examples=100, deadline=None)
@given(code=st.sampled_from(CODES), text=st.text(max_size=160))
def test_no_text_breaks_the_reading_of_people(code: str, text: str) -> None:
    page, found = _people(code, text)
    for one in found:
        assert 0 <= one.first <= one.head < len(page.tokens)
        assert one.first <= one.last < len(page.tokens)


_SAID = """Azerbaijani Rauf Mirzali , and two of them workers most 40 men from Tajikistan he family diaspora dozens
at least journalist - 20 the ."""
_WORDS = st.sampled_from(_SAID.split())


@settings(max_examples=150, deadline=None)
@given(words=st.lists(_WORDS, max_size=20))
def test_mentions_never_have_more_at_least_than_at_most(words: list[str]) -> None:
    for one in _people("en", " ".join(words))[1]:
        if one.count is not None and one.count.low is not None and one.count.high is not None:
            assert one.count.low <= one.count.high
