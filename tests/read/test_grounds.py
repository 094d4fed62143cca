"""The stated reasons of acts: own reports with invented names."""

import pytest

from qeyd.model import Account, Reading, Report
from qeyd.read.reader import load_lexicon, read

# language, report, the act whose reason is asked for, the reason
TOLD = [
    ("en", "A court in Orsk jailed Mira Tavlin, a Tajik blogger, on charges of fraud.", "fraud"),
    (
        "en",
        "A court in Orsk on Monday jailed Mira Tavlin, a Tajik blogger, for two months. She is charged with "
        "fraud, laundering and illegal enterprise.",
        "fraud, laundering and illegal enterprise",
    ),
    (
        "en",
        "Five naturalised Tajiks in Orsk were stripped of Russian citizenship as a security threat.",
        "security threat",
    ),
    (
        "ru",
        "В Орске пятерых таджиков лишили гражданства России. Причиной стало уклонение от воинского учёта.",
        "уклонение от воинского учёта",
    ),
    (
        "ru",
        "Суд в Орске арестовал таджикского блогера Миру Тавлин на два месяца. Ей вменяют дачу взятки.",
        "дачу взятки",
    ),
    (
        "ru",
        "В Орске гражданства России лишены пятеро таджиков, не вставших на воинский учёт.",
        "не вставших на воинский учёт",
    ),
    (
        "az",
        "Orskda beş tacikin Rusiya vətəndaşlığına xitam verilib. Qərara səbəb kimi onların hərbi qeydiyyata "
        "durmaması göstərilib.",
        "hərbi qeydiyyata durmaması",
    ),
    (
        "az",
        "Orskda məhkəmə tacik bloger Mira Tavlini iki ay müddətinə həbs edib. O, dələduzluq maddəsi ilə "
        "ittiham olunur.",
        "dələduzluq",
    ),
    (
        "tr",
        'Orsk\'ta üç Tacik gazeteci "örgüt propagandası" suçlamasıyla tutuklandı.',
        "örgüt propagandası",
    ),
    (
        "uk",
        "В Орську п'ятьох таджиків позбавили громадянства через те, що вони не стали на військовий облік.",
        "не стали на військовий облік",
    ),
]
# Reports that give no reason: an aim, somebody else's charge, an act that has none.
UNTOLD = [
    ("az", "Orskda polis beş tacik fəhləni izahat alınması üçün bölməyə aparıb."),
    ("tr", "Orsk'ta polis beş Tacik işçiyi ifadelerinin alınması için gözaltına aldı."),
    ("en", "Police in Orsk released five Tajik workers who had been accused of blasphemy."),
    ("en", "Police detained five Tajik workers in Orsk for two days."),
]


def _accounts(code: str, text: str) -> tuple[Account, ...]:
    reading = read(Report("r", text, language=code, outlet="Delta Wire"), load_lexicon())
    assert isinstance(reading, Reading)
    return reading.accounts


@pytest.mark.parametrize(("code", "text", "reason"), TOLD)
def test_a_reason_is_found_in_the_act_s_sentence_or_beside_it(code: str, text: str, reason: str) -> None:
    grounds = [one.ground for one in _accounts(code, text) if one.ground is not None]
    assert grounds, "no account has a ground"
    assert any(reason in one.quote.text for one in grounds)
    assert all(text[one.quote.start : one.quote.end] == one.quote.text for one in grounds)


@pytest.mark.parametrize(("code", "text"), UNTOLD)
def test_an_aim_a_time_and_another_s_charge_are_no_reason(code: str, text: str) -> None:
    accounts = _accounts(code, text)
    assert accounts
    assert all(one.ground is None for one in accounts)


def test_articles_of_law_are_kept_with_the_reason() -> None:
    text = "A court in Orsk jailed five Tajik workers under Article 228 of the Criminal Code."
    accounts = _accounts("en", text)
    assert any(one.ground is not None and "228" in one.ground.value.articles for one in accounts)


def test_every_word_list_names_offences_and_charges() -> None:
    words = load_lexicon()
    for code in ("az", "en", "ru", "tr", "uk"):
        found = words.words(code)
        assert found is not None
        assert found.grounds.offences
        assert all(len(one) > 0 for one in found.grounds.offences)


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        (
            "en",
            'A court in Osh fined the Baptist pastor Timur Asanov on Friday for "unregistered religious activity".',
            "unregistered religious activity",
        ),
        (
            "ru",
            "Суд в Оше приговорил двух баптистов к трём годам за «подрыв единства нации».",
            "подрыв единства нации",
        ),
        (
            "az",
            "Oşda məhkəmə iki jurnalisti “icazəsiz çəkiliş” adı ilə cərimələyib.",
            "icazəsiz çəkiliş",
        ),
    ],
)
def test_a_reason_in_quotation_marks_is_taken_whole(code: str, text: str, reason: str) -> None:
    grounds = [one.ground for one in _accounts(code, text) if one.ground is not None]
    assert grounds
    assert {one.quote.text for one in grounds} == {reason}


def test_a_title_in_quotation_marks_is_no_reason() -> None:
    text = "Суд в Оше оштрафовал двух журналистов по «Первому каналу» в пятницу."
    assert all(one.ground is None for one in _accounts("ru", text))
