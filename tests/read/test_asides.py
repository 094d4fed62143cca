"""Accusations, opinions and pattern claims: own passages with invented names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.languages import load_language
from qeyd.model import PatternSort
from qeyd.read.asides import Asides, asides
from qeyd.read.attribution import attributions_in

OUTLET = "Ufuq Post"


def _read(code: str, text: str) -> Asides:
    language = load_language(code)
    found = attributions_in(text, language, outlet=OUTLET)
    return asides(text, language, found, outlet=OUTLET)


ACCUSES = [
    ("en", "The security service accuses the five men of inciting hatred against the army."),
    ("en", "Prosecutors suspect him of fraud and links to an extremist gang."),
    ("en", "He was arrested on suspicion of spreading separatist propaganda, the prosecutor said."),
    ("en", "The interior ministry says they belonged to two criminal groups moving narcotics."),
    ("ru", "По версии ведомства, двое организовали сбыт наркотиков и нападали на прохожих."),
    ("ru", "Следствие обвиняет торговца в мошенничестве и даче взятки."),
    ("ru", "По версии следствия, он разжигал вражду и участвовал в экстремистском сообществе."),
    ("ru", "Его подозревают в нарушении миграционных правил, сообщили в полиции."),
    ("az", "Prokurorluq onu separatçılıqda və dələduzluqda ittiham edir."),
    ("az", "Polis bildirib ki, onlar miqrasiya qaydalarını pozduqlarına görə ittiham olunur."),
    ("az", "İstintaq iş adamını rüşvət verməkdə günahlandırır."),
    ("tr", "Savcılık onu terör örgütü propagandası yapmakla suçladı."),
    ("uk", "Слідство звинувачує його у шахрайстві та розпалюванні ворожнечі."),
]
JUDGES = [
    ("en", "Lawyer Mira Tavlin called the verdict an absurd act of political revenge."),
    ("en", '"This is a shameful pretext, they simply want us to live in fear," said lawyer Mira Tavlin.'),
    ("en", "Rights groups call the charges political."),
    ("en", "Mira Tavlin called it outrageous."),
    ("ru", "Депутат Рощин считает решение надуманным."),
    ("ru", "Адвокат Глеб Рощин считает решение политическим и называет его произволом."),
    ("ru", "«Это не борьба с преступностью, а просто позор и месть», — сказал правозащитник Глеб Рощин."),
    ("az", "Vəkil Arif Sonalı hesab edir ki, bu, siyasi qərardır və əsassızdır."),
    ("az", '"Bu, biabırçılıqdır, sadəcə bizi qorxutmaq istəyirlər", - deyə hüquqşünas Arif Sonalı bildirib.'),
]
PATTERNS = [
    ("en", "Pressure on Tajiks has clearly increased since the spring.", PatternSort.RISE),
    ("en", "The number of such raids has doubled since January.", PatternSort.RISE),
    ("en", "It is a deliberate policy against migrants, the analyst said.", PatternSort.INTENT),
    ("en", "The raids have begun to take on a systematic character.", PatternSort.SYSTEMATIC),
    ("en", "Such decisions are taken in various regions of the country.", PatternSort.SPREAD),
    ("ru", "С весны такие рейды участились.", PatternSort.RISE),
    ("ru", "Давление на мигрантов приобретает системный характер.", PatternSort.SYSTEMATIC),
    ("ru", "Проверяют выборочно и только против таджиков.", PatternSort.SELECTIVITY),
    ("ru", "Это сознательная политика, её цель запугать людей.", PatternSort.INTENT),
    ("az", "Yazdan bəri belə reydlərin sayı ikiqat artıb.", PatternSort.RISE),
    ("az", "Bu, düşünülmüş siyasətdir.", PatternSort.INTENT),
    ("az", "Təzyiqlər sistemli xarakter alıb.", PatternSort.SYSTEMATIC),
    ("az", "Yoxlamalar seçmə üsulla, yalnız taciklərə qarşı aparılır.", PatternSort.SELECTIVITY),
    ("tr", "Bahardan bu yana göçmenlere baskı gözle görülür biçimde arttı.", PatternSort.RISE),
    ("uk", "З весни такі рейди почастішали.", PatternSort.RISE),
]
PLAIN = [
    ("en", "Police held five men in Orsk on Monday."),
    ("en", "The weather in Orsk will be dry until Friday."),
    ("ru", "В понедельник в Орске открылась выставка."),
    ("ru", "Суд рассмотрит жалобу в пятницу."),
    ("az", "Orskda bazar ertəsi sərgi açılıb."),
    ("az", "Məhkəmə şikayətə cümə günü baxacaq."),
    ("tr", "Sergi pazartesi günü açıldı."),
    ("uk", "У понеділок в Орську відкрилася виставка."),
]


@pytest.mark.parametrize(("code", "text"), ACCUSES)
def test_what_people_are_said_to_have_done_is_an_accusation(code: str, text: str) -> None:
    assert _read(code, text).accusations


@pytest.mark.parametrize(("code", "text"), JUDGES)
def test_an_assessment_by_a_speaker_is_an_opinion_of_theirs(code: str, text: str) -> None:
    opinions = _read(code, text).opinions
    assert opinions
    assert opinions[0].speaker.split()[0] in text


@pytest.mark.parametrize(("code", "text", "sort"), PATTERNS)
def test_a_statement_about_many_cases_is_a_pattern_claim_of_its_sort(
    code: str, text: str, sort: PatternSort
) -> None:
    claims = _read(code, text).pattern_claims
    assert claims
    assert sort in claims[0].claims


@pytest.mark.parametrize(("code", "text"), PLAIN)
def test_plain_news_holds_no_aside(code: str, text: str) -> None:
    assert _read(code, text) == Asides()


def test_the_outlet_answers_for_its_own_pattern_claim() -> None:
    (claim,) = _read("en", "Pressure on Tajiks has clearly increased since the spring.").pattern_claims
    assert claim.speaker == OUTLET


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["az", "ru", "en", "tr", "uk"]))
def test_every_quote_is_the_texts_own_words(text: str, code: str) -> None:
    found = _read(code, text)
    for one in (*found.accusations, *found.opinions, *found.pattern_claims):
        assert text[one.quote.start : one.quote.end] == one.quote.text
