"""The reader treats every group, country and officer alike: only the swapped word may change in a reading."""

import itertools
from collections import Counter

import pytest

from qeyd.model import Reading
from tests.read.pages import reading_of

# ruff: noqa: E501
GROUPS = {
    "en": ["Azerbaijani", "Tajik", "Uzbek", "Kyrgyz", "Kazakh", "Turkmen", "Armenian", "Georgian", "Chechen", "Ukrainian", "Belarusian", "Moldovan", "Turkish", "Afghan", "Syrian", "Uyghur", "Kurdish", "Chinese"],
    "ru": ["азербайджанцев", "таджиков", "узбеков", "киргизов", "казахов", "туркмен", "армян", "грузин", "чеченцев", "ингушей", "украинцев", "белорусов", "молдаван", "турок", "афганцев", "сирийцев", "уйгуров", "курдов", "китайцев"],
    "az": ["azərbaycanlı", "tacik", "özbək", "qırğız", "qazax", "türkmən", "erməni", "gürcü", "çeçen", "ləzgi", "talış", "kürd", "ukraynalı", "belarus", "moldovalı", "türk", "əfqan", "uyğur", "çinli"],
    "tr": ["Azerbaycanlı", "Tacik", "Özbek", "Kırgız", "Kazak", "Türkmen", "Ermeni", "Gürcü", "Çeçen", "Kürt", "Ukraynalı", "Moldovalı", "Afgan", "Suriyeli", "Uygur", "Çinli"],
    "uk": ["азербайджанців", "таджиків", "узбеків", "киргизів", "казахів", "туркменів", "вірмен", "грузинів", "чеченців", "інгушів", "росіян", "білорусів", "молдован", "турків", "афганців", "сирійців", "уйгурів", "курдів", "китайців"],
}  # fmt: skip
TEMPLATES = {
    "en": (
        "On Friday police detained five {group} workers in Omsk.",
        "Three {group} students were beaten at a police station in Kazan, their lawyer said.",
        "A court in Omsk ordered two {group} men to be deported on 3 June.",
        "The interior ministry has stripped four {group} men of citizenship.",
        "The authorities plan to deport ten {group} migrants next week.",
        "A {group} journalist was fined for an interview, his editor said.",
        "Police raided a hostel and reportedly beat six {group} workers.",
        "Seven {group} citizens were released from custody on Monday.",
    ),
    "ru": (
        "В пятницу полиция задержала пятерых {group} в Омске.",
        "В отделе полиции в Казани избили троих {group}, сообщил их адвокат.",
        "Суд в Омске постановил выдворить двоих {group} 3 июня.",
        "МВД лишило гражданства четверых {group}.",
        "Власти намерены депортировать десятерых {group} на следующей неделе.",
        "Полицейские якобы избили шестерых {group} во время рейда.",
        "В понедельник из-под стражи отпустили семерых {group}.",
    ),
    "az": (
        "Cümə günü polis Omskda beş {group} fəhləni saxlayıb.",
        "Kazanda polis bölməsində üç {group} tələbə döyülüb, vəkilləri bildirib.",
        "Omskda məhkəmə iki {group} fəhlənin deportasiyasına qərar verib.",
        "Dörd {group} sakin vətəndaşlıqdan məhrum edilib.",
        "Gələn həftə on {group} miqrantın deportasiyası planlaşdırılır.",
        "İddia olunur ki, reyd zamanı polis altı {group} fəhləni döyüb.",
        "Bazar ertəsi yeddi {group} fəhlə azadlığa buraxılıb.",
    ),
    "tr": (
        "Cuma günü polis Omsk'ta beş {group} işçiyi gözaltına aldı.",
        "Kazan'da polis merkezinde üç {group} öğrenci dövüldü, avukatları söyledi.",
        "Dört {group} işçi vatandaşlıktan çıkarıldı.",
        "Pazartesi günü yedi {group} işçi serbest bırakıldı.",
    ),
    "uk": (
        "У п'ятницю поліція затримала п'ятьох {group} в Омську.",
        "У відділку поліції в Казані побили трьох {group}, повідомив їхній адвокат.",
        "МВС позбавило громадянства чотирьох {group}.",
        "У понеділок з-під варти відпустили сімох {group}.",
    ),
}
#: The same with another place, and with officers of another country.
COUNTRIES = {
    "en": ("On Friday police detained five migrants in {place}.", ["Omsk", "Moscow", "Kyiv", "Minsk", "Tashkent", "Baku", "Istanbul", "Warsaw", "Berlin", "Tehran", "Dushanbe", "Beijing"]),
    "ru": ("В пятницу в {place} полиция задержала пятерых мигрантов.", ["Омске", "Москве", "Киеве", "Минске", "Ташкенте", "Баку", "Стамбуле", "Варшаве", "Берлине", "Тегеране", "Душанбе", "Пекине"]),
    "az": ("Cümə günü {place} polis beş miqrantı saxlayıb.", ["Omskda", "Moskvada", "Kiyevdə", "Minskdə", "Daşkənddə", "Bakıda", "İstanbulda", "Varşavada", "Berlində", "Tehranda", "Düşənbədə", "Pekində"]),
    "tr": ("Cuma günü polis {place} beş göçmeni gözaltına aldı.", ["Omsk'ta", "Moskova'da", "Kiev'de", "Minsk'te", "Taşkent'te", "Bakü'de", "İstanbul'da", "Varşova'da", "Berlin'de", "Tahran'da", "Duşanbe'de", "Pekin'de"]),
    "uk": ("У п'ятницю в {place} поліція затримала п'ятьох мігрантів.", ["Омську", "Москві", "Києві", "Мінську", "Ташкенті", "Баку", "Стамбулі", "Варшаві", "Берліні", "Тегерані", "Душанбе", "Пекіні"]),
}  # fmt: skip
OFFICERS = {
    "en": ("On Friday {nation} police detained five migrants in Orlov Street.", ["Russian", "Ukrainian", "Belarusian", "Uzbek", "Azerbaijani", "Turkish", "Polish", "German", "Iranian", "Tajik", "Chinese", "Kazakh"]),
    "ru": ("В пятницу {nation} полиция задержала пятерых мигрантов.", ["российская", "украинская", "белорусская", "узбекская", "азербайджанская", "турецкая", "польская", "немецкая", "иранская", "таджикская", "китайская", "казахстанская"]),
    "az": ("Cümə günü {nation} polisi beş miqrantı saxlayıb.", ["Rusiya", "Ukrayna", "Belarus", "Özbəkistan", "Azərbaycan", "Türkiyə", "Polşa", "Almaniya", "İran", "Tacikistan", "Çin", "Qazaxıstan"]),
    "tr": ("Cuma günü {nation} polisi beş göçmeni gözaltına aldı.", ["Rusya", "Ukrayna", "Belarus", "Özbekistan", "Azerbaycan", "Türkiye", "Polonya", "Almanya", "İran", "Tacikistan", "Çin", "Kazakistan"]),
    "uk": ("У п'ятницю {nation} поліція затримала п'ятьох мігрантів.", ["російська", "українська", "білоруська", "узбецька", "азербайджанська", "турецька", "польська", "німецька", "іранська", "таджицька", "китайська", "казахстанська"]),
}  # fmt: skip

FLIPS = 0.01  # the most readings in a hundred that may differ in act, stage or stance
MOVE = 0.05  # how far confidence may move on average


def told(reading: Reading) -> list[tuple[str, str, str]]:
    return sorted((account.act, account.stage, account.stance) for account in reading.accounts)


def sure(reading: Reading) -> float:
    return max((account.confidence for account in reading.accounts), default=0.0)


def swapped(language: str) -> list[list[tuple[str, Reading]]]:
    """Sets of readings that differ only in the swapped word."""
    series = [[template.format(group=one) for one in GROUPS[language]] for template in TEMPLATES[language]]
    template, places = COUNTRIES[language]
    series.append([template.format(place=one) for one in places])
    template, nations = OFFICERS[language]
    series.append([template.format(nation=one) for one in nations])
    return [[(text, reading_of(text, language)) for text in texts] for texts in series]


@pytest.mark.parametrize("language", GROUPS)
def test_a_swapped_group_country_or_officer_changes_no_act_stage_or_stance(language: str) -> None:
    series = swapped(language)
    assert min(len(readings) for readings in series) >= 12
    flips, empty = [], []
    for readings in series:
        common, _ = Counter(map(str, (told(reading) for _, reading in readings))).most_common(1)[0]
        flips += [(text, told(reading)) for text, reading in readings if str(told(reading)) != common]
        empty += [readings[0][0]] if common == "[]" else []
    total = sum(len(readings) for readings in series)
    assert len(flips) <= FLIPS * total, flips
    assert len(empty) <= 1, empty  # a template in which nothing is read would prove nothing


@pytest.mark.parametrize("language", GROUPS)
def test_a_swapped_group_country_or_officer_hardly_moves_confidence(language: str) -> None:
    moves = [
        abs(sure(one) - sure(other))
        for readings in swapped(language)
        for (_, one), (_, other) in itertools.combinations(readings, 2)
    ]
    assert sum(moves) / len(moves) <= MOVE


NAMES = (
    "Rauf Mirzəli", "Farrukh Nazarov", "Aibek Toktorov", "Aslan Magomadov", "Ararat Petrosyan", "Giorgi Lomidze",
    "Oksana Shevchenko", "Abdul Rahimi", "Mehmet Yılmaz", "Li Wei", "John Miller", "Alim Kurtseitov",
)  # fmt: skip
RUSSIAN_NAMES = (
    "Рауф Мирзоев", "Фаррух Назаров", "Айбек Токторов", "Аслан Магомадов", "Арарат Петросян", "Георгий Ломидзе",
    "Оксана Шевченко", "Абдул Рахими", "Мехмет Йылмаз", "Джон Миллер", "Алим Куртсеитов", "Тагир Велиев",
)  # fmt: skip
WITH_A_NAME = {
    "en": ("On Friday police detained {name} in Omsk.", "{name} was beaten at a police station in Kazan."),
    "az": ("Cümə günü Omskda {name} saxlanılıb.", "{name} polis bölməsində döyülüb."),
    "tr": ("Cuma günü Omsk'ta {name} gözaltına alındı.", "{name} polis merkezinde dövüldü."),
    "ru": ("В пятницу в Омске задержан {name}.", "{name} избит в отделе полиции."),
    "uk": (
        "У п'ятницю в Омську поліція затримала п'ятьох працівників, серед них {name}.",
        "{name} побитий у відділку поліції.",
    ),
}


@pytest.mark.parametrize("language", WITH_A_NAME)
def test_a_group_is_never_inferred_from_a_name(language: str) -> None:
    names = RUSSIAN_NAMES if language in ("ru", "uk") else NAMES
    found = 0
    for template, name in itertools.product(WITH_A_NAME[language], names):
        reading = reading_of(template.format(name=name), language)
        for account in reading.accounts:
            found += 1
            assert account.target is None or account.target.value.group is None, (name, account.target)
    assert found, "nothing was read, so nothing was shown"


@pytest.mark.parametrize("language", WITH_A_NAME)
def test_what_is_read_does_not_depend_on_where_a_name_comes_from(language: str) -> None:
    names = RUSSIAN_NAMES if language in ("ru", "uk") else NAMES
    for template in WITH_A_NAME[language]:
        readings = [reading_of(template.format(name=name), language) for name in names]
        assert max(Counter(str(told(one)) for one in readings).values()) >= len(names) - 1
