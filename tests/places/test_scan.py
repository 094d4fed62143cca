"""Place names in sentences, and what a whole document means by them."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.places import Entry, countries_hinted, load_gazetteer, resolve, scan
from qeyd.places.scan import Mention

WORD = re.compile(r"\w+(?:[-–'’]\w+)*|[^\w\s]")


def words_of(text: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]


def found(text: str, language: str, hints: Counter[str] | None = None) -> list[tuple[Mention, Entry]]:
    words = words_of(text)
    told = countries_hinted(w for _, _, w in words) + (hints or Counter())
    return resolve(scan(words, language, load_gazetteer()), hints=told)


def names(text: str, language: str) -> list[tuple[str, str, str]]:
    return [(m.text, e.name, e.country) for m, e in found(text, language)]


SENTENCES = [
    ("az", "Rusiyanın Zabaykalye bölgəsində üç nəfər saxlanılıb.",
     [("Rusiyanın", "Russia", "RU"), ("Zabaykalye bölgəsində", "Zabaykalsky Krai", "RU")]),
    ("az", "Moskva vilayətinin Odintsovo şəhərində reyd keçirilib.",
     [("Moskva vilayətinin", "Moscow Oblast", "RU"), ("Odintsovo şəhərində", "Odintsovo", "RU")]),
    ("az", "Bakının Nəsimi rayonunda saxlanılıb.", [("Bakının", "Baku", "AZ"), ("Nəsimi rayonunda", "Nasimi", "AZ")]),
    ("az", "O, Sabirabad rayonunda saxlanılıb.", [("Sabirabad rayonunda", "Sabirabad District", "AZ")]),
    ("ru", "В Свердловской области задержаны 48 человек.",
     [("Свердловской области", "Sverdlovsk Oblast", "RU")]),
    ("ru", "Суд в Нижнем Новгороде лишил его гражданства.", [("Нижнем Новгороде", "Nizhny Novgorod", "RU")]),
    ("ru", "Его задержали в Екатеринбурге и увезли в Тюмень.",
     [("Екатеринбурге", "Yekaterinburg", "RU"), ("Тюмень", "Tyumen", "RU")]),
    ("ru", "Облава прошла в Гродно, сообщили белорусские правозащитники.", [("Гродно", "Hrodna", "BY")]),
    ("en", "Police raided a market in Tyumen Oblast, Russia.",
     [("Tyumen Oblast", "Tyumen Oblast", "RU"), ("Russia", "Russia", "RU")]),
    ("en", "He was held in the Perm region of Russia.",
     [("Perm region", "Perm Krai", "RU"), ("Russia", "Russia", "RU")]),
    ("ru", "Тамбовский областной суд оставил приговор в силе.", [("Тамбовский", "Tambov Oblast", "RU")]),
    ("ru", "Решение вынес Сургутский городской суд.", [("Сургутский", "Surgut", "RU")]),
    ("tr", "Azerbaycan vatandaşı Yekaterinburg'da gözaltına alındı.",
     [("Azerbaycan", "Azerbaijan", "AZ"), ("Yekaterinburg'da", "Yekaterinburg", "RU")]),
    ("uk", "У Свердловській області затримали трьох.", [("Свердловській області", "Sverdlovsk Oblast", "RU")]),
    ("ru", "Облава прошла в штате Небраска.", [("Небраска", "Nebraska", "US")]),
    ("ru", "Их держат в провинции Сычуань.", [("Сычуань", "Sichuan", "CN")]),
    ("az", "Basqın ABŞ-ın Nebraska ştatında olub.",
     [("ABŞ", "United States", "US"), ("Nebraska ştatında", "Nebraska", "US")]),
    ("az", "Hindistanın Assam ştatında evlər sökülüb.",
     [("Hindistanın", "India", "IN"), ("Assam ştatında", "Assam", "IN")]),
    ("az", "Dominikan Respublikasının Punta-Kana kurortunda tutulublar.",
     [("Dominikan Respublikasının", "Dominican Republic", "DO"), ("Punta-Kana", "Punta Cana", "DO")]),
    ("ru", "В индийском городке Дхубри снесли дома.", [("Дхубри", "Dhubri", "IN")]),
    ("az", "Hindistan polisi Dubri şəhərində evləri söküb.",
     [("Hindistan", "India", "IN"), ("Dubri", "Dhubri", "IN")]),
    ("ru", "Офис стоит на улице Кирова, возле проспекта Руставели.", []),
    ("az", "Nizami küçəsində yerləşən ofis bağlanıb.", []),
    ("ru", "Задержан фотограф Карим Абу-Сбейх.", []),
    ("ru", "Об этом пишет Gulf Docket.", []),
    ("az", "Sofiya Qurbanlı Dövlət Dili Mərkəzində işləyib.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_a_sentence_gives_its_places(language: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    # An apostrophe's ending may or may not be quoted; the name itself has to be.
    got = [(name, country) for _, name, country in names(text, language)]
    assert got == [(name, country) for _, name, country in expected]
    for (written, _, _), (wanted, _, _) in zip(names(text, language), expected, strict=True):
        assert wanted.startswith(written) or written.startswith(wanted)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("az", "Bu gün Samir Qurbanzadə və Vüsal Talıbov saxlanılıb."),
        ("az", "Onun sözlərinə görə, heç kim döyülməyib."),
        ("ru", "Его адвокат Али Ибрагимов сообщил об этом вчера."),
        ("ru", "Полиция задержала троих мужчин, они отпущены."),
        ("en", "The police said that Samir Talibov was released on Friday."),
        ("tr", "Bu olayda kimse yaralanmadı."),
        ("uk", "Поліція затримала трьох чоловіків."),
    ],
)
def test_people_and_common_words_are_no_places(language: str, text: str) -> None:
    assert names(text, language) == []


def test_georgia_is_the_state_or_the_country_by_what_stands_around_it() -> None:
    country = found("He was expelled from Georgia. Georgian police in Batumi and Tbilisi said nothing.", "en")
    state = found("He was arrested in Atlanta, Georgia. Police in Savannah and the United States.", "en")
    assert ("GE", "country") in {(e.country, e.kind) for _, e in country}
    assert ("US", "admin1") in {(e.country, e.kind) for m, e in state if m.text == "Georgia"}


def test_occupied_territory_keeps_the_country_of_un_practice_and_says_so() -> None:
    for text in ("Обыски прошли в Крыму.", "Его вывезли из ДНР.", "Задержаны жители Симферополя."):
        (_, entry), *_ = found(text, "ru")
        assert (entry.country, entry.disputed) == ("UA", True)


def test_a_name_nobody_knows_becomes_a_mention_through_its_noun() -> None:
    mentions = scan(words_of("Hadisə Qırxbulaqlı qəsəbəsində baş verib."), "az", load_gazetteer())
    assert [m.noun for m in mentions] == ["city"]
    assert mentions[0].candidates == ()


def test_one_spelling_means_one_place_in_a_document() -> None:
    text = "Russian police in Moscow held six people. The Moscow court freed two. Moscow is silent."
    assert len({e.key for m, e in found(text, "en") if m.text == "Moscow"}) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["az", "tr", "ru", "uk", "en", "xx"]))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str, language: str) -> None:
    reached = 0
    for mention in scan(words_of(text), language, load_gazetteer()):
        assert reached <= mention.start < mention.end <= len(text)
        reached = mention.end


LOWER = st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyz абвгдежз", max_size=80)


@settings(max_examples=80, deadline=None)
@given(LOWER, st.sampled_from(["az", "tr", "ru", "uk", "en"]))
def test_lower_case_words_are_never_places(text: str, language: str) -> None:
    assert scan(words_of(text), language, load_gazetteer()) == ()
