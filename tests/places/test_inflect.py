"""Inflected place names lead back to their places, in five languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.places import load_gazetteer
from qeyd.places.fold import azerbaijani_spellings, fold
from qeyd.places.inflect import nominatives

# language: "form = English name" pairs; what is written, and the place that has to be among the answers
FORMS = {
    "ru": """
        Екатеринбурге = Yekaterinburg; Екатеринбурга = Yekaterinburg; Екатеринбургу = Yekaterinburg
        Екатеринбургом = Yekaterinburg; Москве = Moscow; Москвы = Moscow; Москву = Moscow; Москвой = Moscow
        Казани = Kazan; Казанью = Kazan; Тюмени = Tyumen; Перми = Perm; Чите = Chita; Читы = Chita
        Уфе = Ufa; Уфы = Ufa; Самаре = Samara; Самарой = Samara; Твери = Tver; Рязани = Ryazan
        Туле = Tula; Пензы = Penza; Воронеже = Voronezh; Воронежа = Voronezh; Ярославле = Yaroslavl
        Ярославля = Yaroslavl; Орла = Oryol; Орле = Oryol; Нижнем Новгороде = Nizhny Novgorod
        Нижнего Новгорода = Nizhny Novgorod; Великом Новгороде = Veliky Novgorod
        Ростове-на-Дону = Rostov-on-Don; Ростова-на-Дону = Rostov-on-Don; Санкт-Петербурге = Saint Petersburg
        Петербурга = Saint Petersburg; Ханты-Мансийске = Khanty-Mansiysk; Сургуте = Surgut
        Сургута = Surgut; Набережных Челнах = Naberezhnyye Chelny; Свердловской области = Sverdlovsk Oblast
        Свердловскую область = Sverdlovsk Oblast; Забайкальского края = Zabaykalsky Krai
        Забайкальском крае = Zabaykalsky Krai; Забайкалья = Zabaykalsky Krai; Подмосковья = Moscow Oblast
        Московской области = Moscow Oblast; Кубани = Krasnodar Krai; Приморья = Primorsky Krai
        ХМАО = Khanty-Mansi Autonomous Okrug; Югре = Khanty-Mansi Autonomous Okrug
        Татарстане = Tatarstan; Башкирии = Bashkortostan; Чечни = Chechnya; Чечне = Chechnya
        Дагестана = Dagestan; Дагестаном = Dagestan; Карелии = Karelia; Якутии = Yakutia; ДНР = Donetsk Oblast
        Крыму = Autonomous Republic of Crimea; Крыма = Autonomous Republic of Crimea; Гродно = Hrodna
        Минске = Minsk; Киева = Kyiv; Харькове = Kharkiv; Львове = Lviv; Одессе = Odesa; Тбилиси = Tbilisi
        Гори = Gori; Батуми = Batumi; Баку = Baku; Гянджи = Ganja; Нахичевани = Nakhchivan
        Нахичеванской Автономной Республике = Nakhchivan Autonomous Republic; Ереване = Yerevan
        Ташкенте = Tashkent; Самарканде = Samarkand|Samarqand; Бухаре = Bukhara; Душанбе = Dushanbe
        Бишкеке = Bishkek; Ошской области = Osh Region; Алма-Ате = Almaty; Мангистауской области = Mangystau Region
        России = Russia; Россию = Russia; Азербайджане = Azerbaijan; Турции = Turkey; Казахстана = Kazakhstan
        Грузией = Georgia; США = United States; РФ = Russia
    """,
    "az": """
        Yekaterinburqda = Yekaterinburg; Yekaterinburqdan = Yekaterinburg; Yekaterinburqun = Yekaterinburg
        Çelyabinskdə = Chelyabinsk; Çelyabinskin = Chelyabinsk; Voronejdə = Voronezh; Voronejin = Voronezh
        Xantı-Mansiyskdə = Khanty-Mansiysk; Tümendə = Tyumen; Tümenin = Tyumen; Moskvada = Moscow
        Moskvanın = Moscow; Moskvadan = Moscow; Moskvaya = Moscow; Bakıda = Baku; Bakının = Baku
        Bakıdan = Baku; Bakıya = Baku; Gəncədə = Ganja; Gəncəyə = Ganja; Sumqayıtda = Sumqayit
        Naxçıvanda = Nakhchivan; Lənkəranda = Lankaran; Qazaxda = Qazax; Tiflisdə = Tbilisi
        Batumidə = Batumi; Qoridə = Gori; Marneulidə = Marneuli; Təbrizdə = Tabriz; Təbrizin = Tabriz
        Rusiyada = Russia; Rusiyanın = Russia; Rusiyaya = Russia; Rusiyadan = Russia; Gürcüstanda = Georgia
        Türkiyədə = Turkey; Türkiyənin = Turkey; Qazaxıstanda = Kazakhstan; Almaniyada = Germany
        ABŞ-da = United States; Zabaykalyedə = Zabaykalsky Krai; Tatarıstanda = Tatarstan
        Dağıstanda = Dagestan; Çeçenistanda = Chechnya; Krımda = Autonomous Republic of Crimea
        Həştərxanda = Astrakhan; Dərbənddə = Derbent; Krasnodarda = Krasnodar; Səmərqənddə = Samarkand
        Daşkənddə = Tashkent; Aşqabadda = Ashgabat; Düşənbədə = Dushanbe; Xocənddə = Khujand
        Bişkekdə = Bishkek; Xarkovda = Kharkiv; Kiyevdə = Kyiv; Minskdə = Minsk; Qrodnoda = Hrodna
        Novosibirskdə = Novosibirsk; Orenburqda = Orenburg; Permdə = Perm; Surqutda = Surgut
    """,
    "tr": """
        İstanbul'da = Istanbul; İstanbul'dan = Istanbul; Ankara'da = Ankara; İzmir'de = İzmir; Van'da = Van
        Moskova'da = Moscow; Moskova'nın = Moscow; Bakü'de = Baku; Bakü'den = Baku; Yekaterinburg'da = Yekaterinburg
        Rusya'da = Russia; Rusya'nın = Russia; Türkiye'de = Turkey; Azerbaycan'ın = Azerbaijan
        Gürcistan'da = Georgia; Tiflis'te = Tbilisi; Berlin'de = Berlin; Almanya'dan = Germany
        Kırım'da = Autonomous Republic of Crimea; Tataristan'da = Tatarstan; Taşkent'te = Tashkent
        Bişkek'te = Bishkek; Diyarbakır'da = Diyarbakır; Urallardan = Urals
    """,
    "uk": """
        Єкатеринбурзі = Yekaterinburg; Москві = Moscow; Москви = Moscow; Києві = Kyiv; Києва = Kyiv
        Харкові = Kharkiv; Львові = Lviv; Одесі = Odesa; Одеси = Odesa; Сімферополі = Simferopol
        Криму = Autonomous Republic of Crimea; Свердловській області = Sverdlovsk Oblast
        Іркутській області = Irkutsk Oblast; Росії = Russia; Україні = Ukraine; Азербайджані = Azerbaijan
        Донеччини = Donetsk Oblast; Горі = Gori; Тбілісі = Tbilisi; Казані = Kazan
    """,
    "en": """
        Yekaterinburg's = Yekaterinburg; Moscow's = Moscow; Chelyabinsk's = Chelyabinsk; Baku's = Baku
        Zabaykalsky Krai = Zabaykalsky Krai; Zabaikalsky Krai = Zabaykalsky Krai; Perm region = Perm Krai
        Sverdlovsk Oblast = Sverdlovsk Oblast; Moscow region = Moscow Oblast; Rostov-on-Don = Rostov-on-Don
        Nizhny Novgorod = Nizhny Novgorod; Crimea = Autonomous Republic of Crimea; Kiev = Kyiv; Kuban = Krasnodar Krai
    """,
}
CASES = [
    pytest.param(language, *pair.split(" = "), id=f"{language} {pair}")
    for language, block in FORMS.items()
    for pair in (p.strip() for line in block.strip().splitlines() for p in line.split(";"))
]


def words_of(text: str) -> list[tuple[int, int, str]]:
    """A text's words with their offsets."""
    import re

    return [(m.start(), m.end(), m.group()) for m in re.finditer(r"\w+(?:[-–'’]\w+)*|[^\w\s]", text)]


def test_there_are_enough_forms_to_mean_something() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("language", "written", "expected"), CASES)
def test_an_inflected_name_leads_to_its_place(language: str, written: str, expected: str) -> None:
    from qeyd.places import scan

    mentions = scan(words_of("x " + written), language, load_gazetteer())
    assert mentions, f"nothing found in {written}"
    assert {e.name for m in mentions for e in m.candidates} & set(expected.split("|"))


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyzабвгдежзиклмн", min_size=2, max_size=15),
       st.sampled_from(["az", "tr", "ru", "uk", "en"]))  # fmt: skip
def test_the_word_itself_is_always_its_first_nominative(word: str, language: str) -> None:
    folded = fold(word)
    assert nominatives(folded, language)[0] == (folded, None)


@pytest.mark.parametrize(
    ("russian", "azerbaijani"),
    [("Екатеринбург", "Yekaterinburq"), ("Челябинск", "Çelyabinsk"), ("Воронеж", "Voronej"),
     ("Ханты-Мансийск", "Xantı-Mansiysk"), ("Тюмень", "Tümen"), ("Липецк", "Lipetsk"), ("Нижний Тагил", "Nijni Taqil")],
)  # fmt: skip
def test_the_letter_rule_writes_russian_names_the_azerbaijani_way(russian: str, azerbaijani: str) -> None:
    assert fold(azerbaijani) in azerbaijani_spellings(russian)
