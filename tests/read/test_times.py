"""Words of time, in the languages qeyd reads. The invented report is of Wednesday, 9 July 2025."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.errors import DataFileError
from qeyd.model.period import Period
from qeyd.read.time_words import _read, time_words
from qeyd.read.times import SORTS, TimeMention, times_in

WEDNESDAY = date(2025, 7, 9)
DATES_AN_ACT = ("point", "since")

# What is written, and the period it means. Every expression is this file's own.
AZ = """
bu gün | 2025-07-09
dünən | 2025-07-08
dünən axşam | 2025-07-08
Dünən səhər saatlarında | 2025-07-08
srağagün | 2025-07-07
ötən gecə | 2025-07-08/2025-07-09
bu gecə | 2025-07-09
dünən gecə | 2025-07-08
bazar ertəsi | 2025-07-07
çərşənbə axşamı | 2025-07-08
çərşənbə günü | 2025-07-09
cümə axşamı | 2025-07-03
cümə günü | 2025-07-04
şənbə günü | 2025-07-05
bazar günü | 2025-07-06
ötən bazar ertəsi | 2025-07-07
ötən cümə axşamı | 2025-07-03
ötən cümə | 2025-07-04
ötən həftə | 2025-06-30/2025-07-06
keçən həftə | 2025-06-30/2025-07-06
bu həftə | 2025-07-07/2025-07-13
ötən ay | 2025-06
keçən ay | 2025-06
bu ay | 2025-07
ötən il | 2024
keçən ilin payızında | 2024-09-01/2024-11-30
bu il | 2025
iyunun 27-də | 2025-06-27
İyunun 27-si | 2025-06-27
27 iyun | 2025-06-27
27 iyunda | 2025-06-27
iyulun 9-da | 2025-07-09
oktyabrın 14-də | 2024-10-14
iyunun 3-ü səhər tezdən | 2025-06-03
3 iyun 2025-ci il | 2025-06-03
3 iyun 2025-ci il tarixində | 2025-06-03
2024-cü il dekabrın 6-da | 2024-12-06
2025-ci ilin iyununda | 2025-06
2023-cü ilin may ayında | 2023-05
2023-cü ildə | 2023
ötən ilin noyabrında | 2024-11
bu ilin yanvarında | 2025-01
iyul ayında | 2025-07
aprel ayında | 2025-04
martda | 2025-03
Avqustda | 2024-08
iyunun əvvəlində | 2025-06
mayın sonunda | 2025-05
iyunun ortalarında | 2025-06
ayın əvvəlində | 2025-07
ayın 2-də | 2025-07-02
bu ayın 5-də | 2025-07-05
ötən ayın 20-də | 2025-06-20
may ayının 19-da | 2025-05-19
iyunun 1-dən 5-dək | 2025-06-01/2025-06-05
1-5 iyun | 2025-06-01/2025-06-05
iyunun 14-nə keçən gecə | 2025-06-14
mayın 31-dən iyunun 1-nə keçən gecə | 2025-05-31/2025-06-01
iki gün əvvəl | 2025-07-07
3 gün öncə | 2025-07-06
bir həftə əvvəl | 2025-06-30/2025-07-06
bir ay əvvəl | 2025-06
üç ay öncə | 2025-04
iki il əvvəl | 2023
bir neçə saat əvvəl | 2025-07-09
bir neçə gün əvvəl | 2025-07-03/2025-07-07
yazda | 2025-03-01/2025-05-31
30.06.2025 | 2025-06-30
iyunun 1-dən | 2025-06-01
IYUNUN 3-DE | 2025-06-03
dunen | 2025-07-08
oten hefte | 2025-06-30/2025-07-06
cume axsami | 2025-07-03
1988-ci ilin noyabr-dekabrında | 1988-11-01/1988-12-31
"""

RU = """
сегодня | 2025-07-09
вчера | 2025-07-08
вчера вечером | 2025-07-08
позавчера | 2025-07-07
накануне | 2025-07-08
накануне вечером | 2025-07-08
сегодня утром | 2025-07-09
прошлой ночью | 2025-07-08/2025-07-09
минувшей ночью | 2025-07-08/2025-07-09
в понедельник | 2025-07-07
во вторник вечером | 2025-07-08
в среду | 2025-07-09
в четверг | 2025-07-03
утром в пятницу | 2025-07-04
в субботу | 2025-07-05
в воскресенье | 2025-07-06
в минувший понедельник | 2025-07-07
в прошлый четверг | 2025-07-03
в прошлую пятницу | 2025-07-04
в прошлую среду | 2025-07-02
в минувшие выходные | 2025-07-05/2025-07-06
на прошлой неделе | 2025-06-30/2025-07-06
на этой неделе | 2025-07-07/2025-07-13
в пятницу на прошлой неделе | 2025-07-04
в прошлом месяце | 2025-06
в этом месяце | 2025-07
в этом году | 2025
в прошлом году | 2024
в ночь на 27 июня | 2025-06-27
в ночь на понедельник | 2025-07-07
в ночь с 26 на 27 июня | 2025-06-26/2025-06-27
в ночь с субботы на воскресенье | 2025-07-05/2025-07-06
27 июня | 2025-06-27
27 июня 2025 года | 2025-06-27
27 июня 2024 г. | 2024-06-27
9 июля | 2025-07-09
14 октября | 2024-10-14
утром 3 июля | 2025-07-03
в среду, 2 июля, | 2025-07-02
в понедельник, 30 июня | 2025-06-30
30.06.2025 | 2025-06-30
2 июля около 14:30 | 2025-07-02
в конце июня | 2025-06
в начале июля | 2025-07
в середине октября | 2024-10
в первых числах июля | 2025-07
в начале месяца | 2025-07
в начале прошлого года | 2024
в феврале | 2025-02
в октябре | 2024-10
в феврале 2023 года | 2023-02
в июне прошлого года | 2024-06
в июне этого года | 2025-06
летом 2024 года | 2024-06-01/2024-08-31
весной | 2025-03-01/2025-05-31
прошлой осенью | 2024-09-01/2024-11-30
осенью прошлого года | 2024-09-01/2024-11-30
зимой | 2024-12-01/2025-02-28
в 2021 году | 2021
в 2021–2023 годах | 2021-01-01/2023-12-31
с 1 по 5 июня | 2025-06-01/2025-06-05
с 30 июня по 2 июля | 2025-06-30/2025-07-02
9–10 июня | 2025-06-09/2025-06-10
в январе-марте 2025 года | 2025-01-01/2025-03-31
два дня назад | 2025-07-07
три дня назад | 2025-07-06
несколько дней назад | 2025-07-03/2025-07-07
неделю назад | 2025-06-30/2025-07-06
две недели назад | 2025-06-23/2025-06-29
месяц назад | 2025-06
полгода назад | 2025-01
два года назад | 2023
год назад | 2024
несколько часов назад | 2025-07-09
5 июля прошлого года | 2024-07-05
2 числа | 2025-07-02
с 1 июля | 2025-07-01
на днях | 2025-07-03/2025-07-09
"""

EN = """
today | 2025-07-09
yesterday | 2025-07-08
Yesterday morning | 2025-07-08
this morning | 2025-07-09
last night | 2025-07-08/2025-07-09
overnight | 2025-07-08/2025-07-09
on Monday | 2025-07-07
on Tuesday evening | 2025-07-08
on Wednesday | 2025-07-09
on Thursday | 2025-07-03
late on Friday | 2025-07-04
early on Sunday morning | 2025-07-06
last Friday | 2025-07-04
last Wednesday | 2025-07-02
on Friday last week | 2025-07-04
last week | 2025-06-30/2025-07-06
earlier this week | 2025-07-07/2025-07-13
late last week | 2025-06-30/2025-07-06
over the weekend | 2025-07-05/2025-07-06
last weekend | 2025-07-05/2025-07-06
this past Friday | 2025-07-04
last month | 2025-06
earlier this month | 2025-07
this year | 2025
last year | 2024
June 27 | 2025-06-27
on June 27, 2025, | 2025-06-27
on 27 June | 2025-06-27
on the 27th of June | 2025-06-27
on 27 June 2024 | 2024-06-27
on July 9 | 2025-07-09
On Oct. 14 | 2024-10-14
on Monday, June 30, | 2025-06-30
on the morning of June 3 | 2025-06-03
on the night of January 11-12 | 2025-01-11/2025-01-12
overnight into Tuesday | 2025-07-08
in June | 2025-06
in October | 2024-10
in June 2023 | 2023-06
in June last year | 2024-06
in June of last year | 2024-06
last June | 2025-06
last December | 2024-12
in early July | 2025-07
in late June | 2025-06
in mid-May | 2025-05
at the end of May | 2025-05
at the beginning of the month | 2025-07
earlier this year | 2025
in the summer of 2024 | 2024-06-01/2024-08-31
last spring | 2025-03-01/2025-05-31
last autumn | 2024-09-01/2024-11-30
in 2021 | 2021
in early 2023 | 2023
from 1 to 5 June | 2025-06-01/2025-06-05
between May 6 and 9 | 2025-05-06/2025-05-09
on 9–10 June | 2025-06-09/2025-06-10
June 30-July 2 | 2025-06-30/2025-07-02
two days ago | 2025-07-07
a week ago | 2025-06-30/2025-07-06
two weeks ago | 2025-06-23/2025-06-29
a month ago | 2025-06
six months ago | 2025-01
two years ago | 2023
a few days ago | 2025-07-03/2025-07-07
several hours ago | 2025-07-09
since July 1 | 2025-07-01
since last week | 2025-06-30/2025-07-06
between March and May | 2025-03-01/2025-05-31
2025-06-30 | 2025-06-30
the other day | 2025-07-03/2025-07-09
"""

TR = """
bugün | 2025-07-09
bu gün | 2025-07-09
dün | 2025-07-08
dün akşam | 2025-07-08
pazartesi günü | 2025-07-07
salı sabahı | 2025-07-08
cuma günü | 2025-07-04
pazar günü | 2025-07-06
geçen pazartesi | 2025-07-07
geçtiğimiz perşembe | 2025-07-03
geçen hafta | 2025-06-30/2025-07-06
bu hafta | 2025-07-07/2025-07-13
geçen ay | 2025-06
geçen yıl | 2024
27 Haziran | 2025-06-27
27 Haziran'da | 2025-06-27
27 Haziran 2024'te | 2024-06-27
14 Ekim'de | 2024-10-14
Haziranda | 2025-06
Haziran ayında | 2025-06
Ekim 2023'te | 2023-10
2024 yılının Mayıs ayında | 2024-05
geçen yılın kasımında | 2024-11
bu ayın başında | 2025-07
Haziran sonunda | 2025-06
ilkbaharda | 2025-03-01/2025-05-31
2021 yılında | 2021
iki gün önce | 2025-07-07
bir hafta önce | 2025-06-30/2025-07-06
üç ay önce | 2025-04
1-5 Haziran | 2025-06-01/2025-06-05
30.06.2025 | 2025-06-30
3 HAZİRAN | 2025-06-03
"""

UK = """
сьогодні | 2025-07-09
вчора | 2025-07-08
учора ввечері | 2025-07-08
позавчора | 2025-07-07
напередодні | 2025-07-08
у понеділок | 2025-07-07
у вівторок | 2025-07-08
в середу | 2025-07-09
у п'ятницю | 2025-07-04
у п’ятницю | 2025-07-04
минулої п'ятниці | 2025-07-04
минулого тижня | 2025-06-30/2025-07-06
цього тижня | 2025-07-07/2025-07-13
минулого місяця | 2025-06
минулого року | 2024
27 червня | 2025-06-27
27 червня 2024 року | 2024-06-27
14 жовтня | 2024-10-14
у червні | 2025-06
у лютому 2023 року | 2023-02
на початку липня | 2025-07
наприкінці червня | 2025-06
навесні | 2025-03-01/2025-05-31
влітку 2024 року | 2024-06-01/2024-08-31
у 2021 році | 2021
два дні тому | 2025-07-07
тиждень тому | 2025-06-30/2025-07-06
півроку тому | 2025-01
місяць тому | 2025-06
в ніч на 27 червня | 2025-06-27
з 1 по 5 червня | 2025-06-01/2025-06-05
30.06.2025 | 2025-06-30
"""

# Not the date of an act: what is written, and the sort it has.
OTHER_SORTS = {
    "az": """
15 sutka | duration
30 sutka müddətinə | duration
8 il 6 ay | duration
iki ay müddətinə | duration
34 yaşlı | age
hər həftə | frequency
sabah | future
gələn həftə | future
saat 14:30 | clock
90-cı illərdə | decade
37-ci ildönümü | anniversary
oktyabrın 12-dək | until
""",
    "ru": """
15 суток | duration
на 15 суток | duration
восемь лет | duration
в течение двух недель | duration
27-летний | age
каждую неделю | frequency
завтра | future
на следующей неделе | future
в 14:30 | clock
в 90-е годы | decade
до 10 сентября | until
в последние годы | span
за последние три дня | span
""",
    "en": """
for 15 days | duration
for two years | duration
an eight-year | duration
27 years old | age
27-year-old | age
every week | frequency
tomorrow | future
next week | future
at 14:30 | clock
in the 1990s | decade
until September 10 | until
10th anniversary | anniversary
in the past year | span
in the past three days | span
""",
    "tr": """
15 gün | duration
iki ay boyunca | duration
34 yaşındaki | age
her hafta | frequency
yarın | future
gelecek hafta | future
""",
    "uk": """
15 діб | duration
на два роки | duration
27-річний | age
завтра | future
наступного тижня | future
""",
}


def _rows(tables: dict[str, str]) -> list[object]:
    rows = []
    for code, table in tables.items():
        for line in table.strip().splitlines():
            written, _, answer = line.rpartition(" | ")
            rows.append(pytest.param(code, written, answer, id=f"{code}: {written}"))
    return rows


def _only(text: str, code: str, *, published: date | Period | None = WEDNESDAY) -> list[TimeMention]:
    return [mention for mention in times_in(text, code, published=published) if mention.sort in DATES_AN_ACT]


def _values(text: str, code: str, *, published: date | Period | None = WEDNESDAY) -> list[str | None]:
    return [m.period.value if m.period else None for m in _only(text, code, published=published)]


@pytest.mark.parametrize(
    ("code", "written", "value"), _rows({"az": AZ, "ru": RU, "en": EN, "tr": TR, "uk": UK})
)
def test_an_expression_of_time_means_its_days(code: str, written: str, value: str) -> None:
    assert _values(written, code) == [value]


@pytest.mark.parametrize(("code", "written", "sort"), _rows(OTHER_SORTS))
def test_what_dates_no_act_says_what_it_is_instead(code: str, written: str, sort: str) -> None:
    assert [mention.sort for mention in times_in(written, code, published=WEDNESDAY)] == [sort]


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("en", "He was held on 3 and 5 July.", ["2025-07-03", "2025-07-05"]),
        ("en", "He was held on June 3, 5 and 7.", ["2025-06-03", "2025-06-05", "2025-06-07"]),
        ("ru", "Обыски прошли 3 и 5 июля.", ["2025-07-03", "2025-07-05"]),
        ("az", "Axtarış iyulun 3-də və 5-də aparılıb.", ["2025-07-03", "2025-07-05"]),
        ("az", "3 və 5 iyul tarixlərində aparılıb.", ["2025-07-03", "2025-07-05"]),
        ("uk", "Обшуки були 3 і 5 липня.", ["2025-07-03", "2025-07-05"]),
        ("tr", "Aramalar 3 ve 5 Temmuz'da yapıldı.", ["2025-07-03", "2025-07-05"]),
    ],
)
def test_days_in_a_list_are_mentions_of_their_own(code: str, text: str, values: list[str]) -> None:
    assert _values(text, code) == values


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("en", "On June 3 he was held; two days later he was freed.", ["2025-06-03", "2025-06-05"]),
        ("en", "Held on June 3, he was freed the next day.", ["2025-06-03", "2025-06-04"]),
        ("en", "Held on June 3. The home was searched on the same day.", ["2025-06-03", "2025-06-03"]),
        ("en", "On June 3 he was held. Two days earlier they came.", ["2025-06-03", "2025-06-01"]),
        ("ru", "3 июня его задержали, через два дня отпустили.", ["2025-06-03", "2025-06-05"]),
        ("ru", "3 июня его задержали, на следующий день отпустили.", ["2025-06-03", "2025-06-04"]),
        ("ru", "3 июня его задержали, в тот же день отпустили.", ["2025-06-03", "2025-06-03"]),
        ("ru", "В 2021 году сайт закрыли, спустя год заблокировали.", ["2021", "2022"]),
        ("az", "İyunun 3-də saxlanılıb, iki gün sonra buraxılıb.", ["2025-06-03", "2025-06-05"]),
        ("az", "İyunun 3-də saxlanılıb, ertəsi gün buraxılıb.", ["2025-06-03", "2025-06-04"]),
        ("az", "İyunun 3-də saxlanılıb, həmin gün buraxılıb.", ["2025-06-03", "2025-06-03"]),
        ("az", "2023-cü ilin noyabrında bağlanıb, bir ay sonra bloklanıb.", ["2023-11", "2023-12"]),
        ("tr", "3 Haziran'da gözaltına alındı, ertesi gün bırakıldı.", ["2025-06-03", "2025-06-04"]),
        ("uk", "3 червня його затримали, через два дні відпустили.", ["2025-06-03", "2025-06-05"]),
    ],
)
def test_later_words_count_from_what_the_text_spoke_of(code: str, text: str, values: list[str]) -> None:
    assert _values(text, code) == values


def test_a_year_is_no_day_to_count_days_from() -> None:
    assert _values("Naturalised in 1994, he was held the next day.", "en") == ["1994", None]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("az", "Bazar ertəsi məhkəmə olacaq."),
        ("az", "İşə iyulun 18-də baxılacaq."),
        ("ru", "Заседание состоится в понедельник."),
        ("ru", "Рассмотрение назначено на 18 июля."),
        ("en", "The hearing is scheduled for July 18."),
        ("en", "On Monday, the court will hear the case."),
        ("uk", "Засідання відбудеться 18 липня."),
        ("tr", "Dava 18 Temmuz'da görülecek."),
    ],
)
def test_a_hearing_to_come_lies_after_publication(code: str, text: str) -> None:
    (mention,) = times_in(text, code, published=WEDNESDAY)
    assert mention.sort == "future"
    assert mention.period is not None and mention.period.start > WEDNESDAY


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("az", "Naxçıvan, 9 iyul, Uydurma Tayms\n\nBloger saxlanılıb."),
        ("az", "Bakı. 9 iyul. Uydurma - Bloger saxlanılıb."),
        ("ru", "КАЗАНЬ, 9 июля — Выдуманное агентство. Задержаны двое."),
        ("en", "BAKU, July 9 (Invented Wire) - Two people were held."),
        ("en", "Rights Network / Tabriz, 9 July 2025 /\n\nFour were taken."),
        ("uk", "ГОРІ, 9 липня. Поліція затримала активіста."),
    ],
)
def test_a_dateline_is_no_date_of_an_act(code: str, text: str) -> None:
    assert [mention.sort for mention in times_in(text, code, published=WEDNESDAY)] == ["dateline"]


def test_a_report_that_begins_with_a_date_has_no_dateline() -> None:
    assert _values("İyulun 8-də Təbrizdə dörd nəfər saxlanılıb.", "az") == ["2025-07-08"]
    assert _values("8 июля в Казани задержали двоих.", "ru") == ["2025-07-08"]


def test_a_count_after_a_month_is_no_day() -> None:
    assert _values("In May 20 people were detained.", "en") == ["2025-05"]
    assert _values("Mayda 20 nəfər saxlanılıb.", "az") == ["2025-05"]
    assert _values("В мае 20 человек задержали.", "ru") == ["2025-05"]


def test_words_that_only_look_like_time_are_none() -> None:
    assert _values("They may march on the market.", "en") == []
    assert _values("Bazar bağlanıb, azı 12 nəfər saxlanılıb, 228-ci maddə.", "az") == []
    assert _values("Задержали 12 человек в этой среде по статье 228.", "ru") == []
    assert _values("Xazar Today wrote it.", "en") == []
    assert _values("Пишет «Русский Вестник сегодня» об этом.", "ru") == []


def test_the_eve_of_something_is_not_the_day_before() -> None:
    assert _values("Накануне выборов его задержали.", "ru") == []
    assert _values("Накануне полиция его задержала.", "ru") == ["2025-07-08"]
    assert _values("Напередодні виборів його затримали.", "uk") == []


@pytest.mark.parametrize(
    ("published", "value"),
    [
        (date(2025, 12, 20), "2025-12-01/2026-02-28"),
        (date(2026, 1, 20), "2025-12-01/2026-02-28"),
        (date(2026, 7, 9), "2025-12-01/2026-02-28"),
    ],
)
def test_in_winter_is_the_winter_begun_last(published: date, value: str) -> None:
    assert _values("зимой", "ru", published=published) == [value]


@pytest.mark.parametrize(
    ("code", "text"), [("ru", "завтра"), ("en", "tomorrow"), ("az", "sabah"), ("uk", "завтра")]
)
def test_tomorrow_is_the_day_after_publication(code: str, text: str) -> None:
    (mention,) = times_in(text, code, published=WEDNESDAY)
    assert mention.sort == "future" and mention.period == Period.day(date(2025, 7, 10))


def test_without_publication_only_written_dates_have_days() -> None:
    for code, text in (
        ("en", "yesterday"),
        ("ru", "в понедельник"),
        ("az", "ötən həftə"),
        ("en", "on June 3"),
    ):
        (mention,) = times_in(text, code, published=None)
        assert mention.period is None
    assert _values("on June 3, 2025", "en", published=None) == ["2025-06-03"]
    assert _values("On June 3, 2025 he was held, on June 5 freed.", "en", published=None) == [
        "2025-06-03",
        "2025-06-05",
    ]


def test_a_publication_known_to_the_month_leaves_what_it_leaves_open() -> None:
    july = Period.parse("2025-07")
    assert _values("today", "en", published=july) == ["2025-07"]
    assert _values("last month", "en", published=july) == ["2025-06"]
    assert _values("in June", "en", published=july) == ["2025-06"]
    assert _values("on July 6", "en", published=july) == ["2025-07-06"]
    assert _values("last year", "en", published=Period.parse("2025")) == ["2024"]


def test_a_day_just_after_publication_is_the_coming_one() -> None:
    assert _values("on July 10", "en") == ["2025-07-10"]
    assert _values("on July 20", "en") == ["2024-07-20"]
    assert _values("on 29 February", "en") == ["2024-02-29"]


def test_a_span_chooses_among_the_mentions_and_changes_none() -> None:
    text = "On June 3 he was held. Two days later he was freed."
    everything = times_in(text, "en", published=WEDNESDAY)
    assert times_in(text, "en", published=WEDNESDAY, span=(23, len(text))) == everything[1:]


def test_each_mention_says_what_it_counts_from() -> None:
    text = "On June 3 he was held. The next day he was freed. He spoke yesterday."
    assert [m.anchor for m in times_in(text, "en", published=WEDNESDAY)] == ["absolute", "text", "published"]


def test_an_unknown_class_in_a_form_is_said_with_its_file() -> None:
    from pathlib import Path

    table = {"words": {"month": {"1": ["mensis"]}}, "grammar": {"point": ["day mouth"]}}
    with pytest.raises(DataFileError, match=r'time\.toml.*"mouth"'):
        _read(table, Path("time.toml"), turkic=False)


_CODES = st.sampled_from(["az", "ru", "en", "tr", "uk"])
_DAYS = st.one_of(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.dates(date(1, 1, 1), date(3, 1, 1)),
    st.dates(date(9998, 1, 1)),
)


@st.composite
def _texts_of_time(draw: st.DrawFn) -> tuple[str, str]:
    """A language, and a heap of its words of time, numbers, stops and letters of any script."""
    code = draw(_CODES)
    words = time_words(code)
    assert words is not None
    piece = st.one_of(
        st.sampled_from(sorted(words.words)),
        st.integers(0, 3000).map(str),
        st.sampled_from([",", ".", "-", "\n", "27-də", "1-dən", "27th", "1990s", "«", "14:30", "30.02.2025"]),
        st.text(max_size=4),
    )
    return code, draw(st.sampled_from([" ", ""])).join(draw(st.lists(piece, max_size=25)))


@settings(max_examples=300, deadline=None)
@given(_texts_of_time(), st.one_of(st.none(), _DAYS, _DAYS.map(lambda day: Period.year(day.year))))
def test_mentions_lie_in_the_text_in_order_whatever_it_says(
    written: tuple[str, str], published: date | Period | None
) -> None:
    code, text = written
    end = 0
    for mention in times_in(text, code, published=published):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.sort in SORTS
        assert mention.anchor in ("absolute", "published", "text")
        end = mention.end


_WEEKLY = [
    ("az", "dünən"), ("az", "ötən həftə"), ("az", "çərşənbə axşamı"), ("az", "üç gün əvvəl"), ("az", "ötən gecə"),
    ("ru", "накануне"), ("ru", "в прошлую пятницу"), ("ru", "на прошлой неделе"), ("ru", "две недели назад"),
    ("en", "yesterday"), ("en", "last Friday"), ("en", "over the weekend"), ("en", "a few days ago"),
    ("tr", "geçen hafta"), ("tr", "salı günü"), ("uk", "минулого тижня"), ("uk", "у вівторок"),
]  # fmt: skip


@given(st.sampled_from(_WEEKLY), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_week_later_relative_days_are_a_week_later(written: tuple[str, str], published: date) -> None:
    code, text = written
    week = timedelta(days=7)
    (now,) = times_in(text, code, published=published)
    (then,) = times_in(text, code, published=published + week)
    assert now.period is not None and then.period is not None
    assert (then.period.start, then.period.end) == (now.period.start + week, now.period.end + week)


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)), _DAYS)
def test_a_date_in_full_does_not_depend_on_publication(day: date, published: date) -> None:
    assert _values(f"on {day.day} {day:%B} {day.year}", "en", published=published) == [day.isoformat()]


def test_a_page_without_end_is_read_to_its_end() -> None:
    # No form reaches further than a fixed number of words, so that a page made to be slow is not.
    text = "on on on June 3 , " * 20_000
    mentions = times_in(text, "en", published=WEDNESDAY)
    assert len(mentions) == 20_000
    assert max(len(mention.text) for mention in mentions) < 200


def test_languages_without_words_of_time_give_nothing_and_those_with_them_are_whole() -> None:
    for code in ("az", "ru", "en", "tr", "uk"):
        words = time_words(code)
        assert words is not None
        months = {value.value for value in words.words.values() if words.classes[value.sign] == "month"}
        assert months == set(range(1, 13)), code
        assert all(re.fullmatch(r"\S+", written) for written in words.words)
