"""How many: numbers in digits and words, ranges, hedges, parts of those told before (CODEBOOK §4)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.languages import load_language
from qeyd.model import Count, Report
from qeyd.read.numbers import number_words, numbers_in
from qeyd.read.page import open_page

CASES = [
    ("az", "18 nəfər saxlanılıb", (18, 18)),
    ("az", "iyirmi beş nəfər saxlanılıb", (25, 25)),
    ("az", "40-dan çox fəhlə aparılıb", (40, None)),
    ("az", "ən azı 12 nəfər", (12, None)),
    ("az", "60-a yaxın adam", (None, 60)),
    ("az", "üç minə yaxın adam", (None, 3000)),
    ("az", "15-20 nəfər", (15, 20)),
    ("az", "beş-altı nəfər", (5, 6)),
    ("az", "iki və ya üç nəfər", (2, 3)),
    ("az", "onlarla fəhlə", (20, None)),
    ("az", "bir neçə onlarla fəhlə", (20, None)),
    ("az", "bir neçə nəfər", (2, None)),
    ("az", "yüzlərlə adam", (200, None)),
    ("az", "dördünün sənədləri", (4, 4)),
    ("az", "ikisini buraxıblar", (2, 2)),
    ("ru", "задержаны двадцать один человек", (21, 21)),
    ("ru", "не менее шести семей", (6, None)),
    ("ru", "более сорока человек", (40, None)),
    ("ru", "до 50 рабочих", (None, 50)),
    ("ru", "от 20 до 30 человек", (20, 30)),
    ("ru", "двое или трое мужчин", (2, 3)),
    ("ru", "десятки рабочих", (20, None)),
    ("ru", "несколько десятков человек", (20, None)),
    ("ru", "несколько сотен мигрантов", (200, None)),
    ("ru", "три десятка человек", (30, 30)),
    ("ru", "полсотни рабочих", (50, 50)),
    ("ru", "обоих отпустили", (2, 2)),
    ("ru", "15–20 человек", (15, 20)),
    ("en", "twenty-three workers", (23, 23)),
    ("en", "at least 40 people", (40, None)),
    ("en", "up to 50 people", (None, 50)),
    ("en", "fewer than ten men", (None, 10)),
    ("en", "two dozen migrants", (24, 24)),
    ("en", "several dozen migrants", (24, None)),
    ("en", "dozens of workers", (20, None)),
    ("en", "between 20 and 30 people", (20, 30)),
    ("en", "five or six men", (5, 6)),
    ("en", "both men", (2, 2)),
    ("en", "1,200 workers", (1200, 1200)),
    ("tr", "on iki kişi gözaltına alındı", (12, 12)),
    ("tr", "en az 30 göçmen", (30, None)),
    ("tr", "onlarca göçmen", (20, None)),
    ("tr", "50'ye yakın işçi", (None, 50)),
    ("tr", "üçünün serbest bırakıldığı", (3, 3)),
    ("uk", "щонайменше п'ятеро людей", (5, None)),
    ("uk", "кілька десятків робітників", (20, None)),
    ("uk", "близько двадцяти людей", (20, 20)),
    ("uk", "понад 40 осіб", (40, None)),
]


def _numbers(code: str, text: str) -> list[tuple[Count, str, bool]]:
    language = load_language(code)
    page = open_page(Report("r", text, language=code), language)
    told = number_words(language.table("numbers"))
    return [
        (number.count, text[page.tokens[number.first].start : page.tokens[number.last].end], number.is_part)
        for line in page.lines
        for number in numbers_in(page.tokens, line.words, told)
    ]


@pytest.mark.parametrize(("code", "text", "span"), CASES)
def test_a_number_means_the_range_that_its_words_say(code: str, text: str, span: tuple[int, int]) -> None:
    count = _numbers(code, text)[0][0]
    assert (count.low, count.high) == span


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "about 50 people"),
        ("ru", "около 50 человек"),
        ("az", "təxminən 50 nəfər"),
        ("tr", "yaklaşık 50 kişi"),
    ],
)
def test_about_a_number_is_the_number_and_approximate(code: str, text: str) -> None:
    count = _numbers(code, text)[0][0]
    assert (count.low, count.high, count.approximate) == (50, 50, True)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "a 38-year-old man"),
        ("ru", "38-летний мужчина"),
        ("az", "onun üçün gəliblər"),
        ("tr", "onu götürdüler"),
        ("en", "no one"),
    ],
)
def test_ages_and_words_that_only_look_like_numbers_count_nobody(code: str, text: str) -> None:
    assert not [span for count, span, _ in _numbers(code, text) if span != "one"]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("az", "Onlardan ikisi döyülüb", "ikisi"),
        ("tr", "Onlardan dördü sınır dışı edildi", "dördü"),
        ("ru", "Большинство отпустили", "Большинство"),
        ("en", "most were released", "most"),
    ],
)
def test_a_part_of_those_told_before_is_known_as_a_part(code: str, text: str, words: str) -> None:
    assert [(span, part) for _, span, part in _numbers(code, text)] == [(words, True)]


_SAID = """on iki üç yüz min bir neçə onlarla çox yaxın ən azı 5 40 40-dan 7-8 - – , . двадцать пять десятков тысяч
около не менее до или от несколько сотен twenty dozen several to or between and at least up to hundred both most
onlarca kadar"""
_PIECES = st.sampled_from(_SAID.split())


@settings(max_examples=150, deadline=None)
@given(code=st.sampled_from(["az", "en", "ru", "tr", "uk"]), words=st.lists(_PIECES, max_size=12))
def test_whatever_the_words_low_is_never_above_high_and_numbers_stand_in_order(
    code: str, words: list[str]
) -> None:
    language = load_language(code)
    page = open_page(Report("r", " ".join(words), language=code), language)
    told = number_words(language.table("numbers"))
    for line in page.lines:
        for number in numbers_in(page.tokens, line.words, told):
            assert line.words.start <= number.first <= number.core <= number.last < line.words.stop
            low, high = number.count.low, number.count.high
            assert low is None or high is None or low <= high


@settings(max_examples=100, deadline=None)
@given(code=st.sampled_from(["az", "en", "ru", "tr", "uk"]), text=st.text(max_size=120))
def test_no_text_breaks_the_reading_of_numbers(code: str, text: str) -> None:
    for count, span, _ in _numbers(code, text):
        assert span
        assert count.low is None or count.low >= 0
