"""Who says what: own sentences with invented names, a first speaker each, and promises for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.languages import load_language
from qeyd.model import Stance
from qeyd.read.answerable import speakers_of
from qeyd.read.attribution import attributions_in

OUTLET = "Ufuq Post"

# ruff: noqa: E501
# language, text, a piece of what is told, who answers for it first
SAID = [
    # English
    ("en", "Five men were detained in Orsk, the regional police said.", "detained", "regional police"),
    ("en", "The interior ministry said that five men were detained.", "detained", "interior ministry"),
    ("en", "According to lawyer Mira Tavlin, five men were detained.", "detained", "Mira Tavlin"),
    ("en", "Five men were detained, according to lawyer Mira Tavlin.", "detained", "Mira Tavlin"),
    ("en", '"They took all five," said Mira Tavlin.', "took all five", "Mira Tavlin"),
    ("en", '"They took all five," Mira Tavlin, a lawyer, told reporters.', "took all five", "Mira Tavlin"),
    ("en", "Lawyer Mira Tavlin claims that five men were beaten.", "beaten", "Mira Tavlin"),
    ("en", "Ministry spokesman Oleg Durnev announced that two were deported.", "deported", "Oleg Durnev"),
    ("en", "Five men were held. This was reported by the Orsk prosecutor's office.", "held", "Orsk prosecutor's office"),
    ("en", "Two men were deported, Delta Wire reports citing the migration service.", "deported", "migration service"),
    ("en", "Mira Tavlin said five were held. She added that two were beaten.", "two were beaten", "Mira Tavlin"),
    ("en", "Residents told Ufuq Post that police raided the hostel.", "raided", "Residents"),
    ("en", "In the consulate's words nothing happened. A raid took place, a witness said.", "raid", "witness"),
    ("en", "Police raided the hostel in Orsk on Monday.", "raided", OUTLET),
    ("en", "The police press service: two hostels were raided in Orsk.", "raided", "police press service"),
    ("en", "The Orsk Rights Centre wrote that three students were expelled.", "expelled", "Orsk Rights Centre"),
    ("en", "His brother says he was taken away at night.", "taken away", "brother"),
    ("en", "The court fined him, the prosecutor added.", "fined", "prosecutor"),
    ("en", "Witnesses reported that soldiers fired.", "fired", "Witnesses"),
    ("en", "A nurse who spoke to the network said that he was beaten.", "beaten", "nurse"),
    ("en", "As reported by the Volga Herald, three shops were closed.", "closed", "Volga Herald"),
    ("en", "The embassy confirmed that eight citizens were held.", "held", "embassy"),
    ("en", "Five men were held in Orsk.\n\nThe regional police said two of them were armed.", "held in Orsk", "regional police"),
    # Russian
    ("ru", "В Орске задержаны пятеро. Об этом «Орскому вестнику» рассказал адвокат Олег Дурнев.", "задержаны", "Олег Дурнев"),
    ("ru", "В Орске задержаны пятеро, о рейде ведомство сообщило в понедельник.", "задержаны", "ведомство"),
    ("ru", "В Орске задержаны пять человек, сообщили в полиции.", "задержаны", "полиция"),
    ("ru", "В Орске задержаны пять человек, сообщает МВД.", "задержаны", "МВД"),
    ("ru", "МВД сообщило, что в Орске задержаны пять человек.", "задержаны", "МВД"),
    ("ru", "По словам адвоката Елены Тавровой, задержаны пять человек.", "задержаны", "Елена Таврова"),
    ("ru", "По данным прокуратуры, двое выдворены.", "выдворены", "прокуратура"),
    ("ru", "«Забрали всех пятерых», — сказала Мира Тавлина.", "Забрали", "Мира Тавлина"),
    ("ru", "«Забрали всех пятерых», — рассказала «Ладоге» адвокат Мира Тавлина.", "Забрали", "Мира Тавлина"),
    ("ru", "Пятеро задержаны. Об этом сообщила пресс-служба суда.", "задержаны", "пресс-служба суда"),
    ("ru", "Пятеро задержаны. Об этом заявили в прокуратуре области.", "задержаны", "прокуратуре области"),
    ("ru", "Как сообщает портал «Ладога», магазин закрыт.", "закрыт", "портал «Ладога»"),
    ("ru", "Магазин закрыт, передаёт «Ладога» со ссылкой на мэрию города.", "закрыт", "мэрию города"),
    ("ru", "Адвокат утверждает, что его избили.", "избили", "Адвокат"),
    ("ru", "Правозащитник Глеб Рощин отметил, что рейд шёл всю ночь.", "рейд", "Глеб Рощин"),
    ("ru", "Рейд шёл всю ночь, рассказал очевидец.", "Рейд", "очевидец"),
    ("ru", "Полиция пришла в общежитие в понедельник.", "пришла", OUTLET),
    ("ru", "Пресс-служба полиции: двоих выдворили.", "выдворили", "Пресс-служба полиции"),
    ("ru", "Его сестра рассказала, что его увезли ночью.", "увезли", "сестра"),
    ("ru", "В посольстве уточнили, что задержаны восемь граждан.", "задержаны", "посольстве"),
    ("ru", "По информации источника, дело передано в суд.", "передано", "источник"),
    ("ru", "Глеб Рощин рассказал о рейде. Он добавил, что двоих избили.", "избили", "Глеб Рощин"),
    ("ru", "Суд оштрафовал троих, уточнили в ведомстве.", "оштрафовал", "ведомство"),
    # Azerbaijani
    ("az", "Orskda beş nəfər saxlanılıb. Bu barədə Orsk vilayəti tacik diaspor şurasının rəhbəri Kərim Solmaz saytımıza açıqlamasında məlumat verib.", "saxlanılıb", "Kərim Solmaz"),
    ("az", "Beş nəfər saxlanılıb. Bu barədə Daxili İşlər Nazirliyinin yaydığı məlumatda deyilir.", "saxlanılıb", "Daxili İşlər Nazirliyi"),
    ("az", "Orskda beş nəfər saxlanılıb. Bu barədə polis məlumat verib.", "saxlanılıb", "polis"),
    ("az", "Polis bildirib ki, Orskda beş nəfər saxlanılıb.", "saxlanılıb", "Polis"),
    ("az", "Vəkil Mira Tavlının sözlərinə görə, beş nəfər saxlanılıb.", "saxlanılıb", "Mira Tavlı"),
    ("az", "Nazirlikdən bildirilib ki, iki nəfər deportasiya edilib.", "deportasiya", "Nazirlik"),
    ("az", "Daxili İşlər Nazirliyinin məlumatına görə, iki nəfər ölkədən çıxarılıb.", "çıxarılıb", "Daxili İşlər Nazirliyi"),
    ("az", '"Beş nəfəri apardılar", - deyə Mira Tavlı bildirib.', "apardılar", "Mira Tavlı"),
    ("az", "Prokurorluqdan verilən məlumata görə, cinayət işi açılıb.", "açılıb", "Prokurorluq"),
    ("az", "Şahidlərin dediyinə görə, gecə reyd keçirilib.", "reyd", "Şahidlər"),
    ("az", "Qardaşı deyib ki, onu gecə aparıblar.", "aparıblar", "Qardaşı"),
    ("az", "Hüquq müdafiəçisi Arif Sonalı jurnalistlərə deyib ki, üç nəfər döyülüb.", "döyülüb", "Arif Sonalı"),
    ("az", "Mağaza bağlanıb. Bunu icra hakimiyyətinin sözçüsü deyib.", "bağlanıb", "icra hakimiyyətinin sözçüsü"),
    ("az", "Polis bazar ertəsi yataqxanaya gəlib.", "gəlib", OUTLET),
    ("az", "Səfirlik təsdiqləyib ki, səkkiz vətəndaş saxlanılıb.", "saxlanılıb", "Səfirlik"),
    ("az", "Vəkil iddia edir ki, müvəkkili döyülüb.", "döyülüb", "Vəkil"),
    ("az", "Məhkəmənin mətbuat xidməti məlumat yayıb ki, üç nəfər cərimələnib.", "cərimələnib", "Məhkəmənin mətbuat xidməti"),
    ("az", "Diaspor rəhbəri Arif Sonalı yazır ki, məktəb bağlanıb.", "bağlanıb", "Arif Sonalı"),
    ("az", "Arif Sonalı bildirib ki, reyd olub. O əlavə edib ki, iki nəfər döyülüb.", "döyülüb", "Arif Sonalı"),
    ("az", "Konsulluqdan bildirilib ki, on nəfər buraxılıb.", "buraxılıb", "Konsulluq"),
    ("az", "Fəallar şəbəkəsi isə saxlanılanların dörd nəfər olduğunu, hamısının fəal olduğunu bildirir.", "dörd", "Fəallar şəbəkəsi"),
    ("az", "Mərhumun həyat yoldaşı Nigar isə deyir ki, onu evdə döyüblər.", "döyüblər", "Nigar"),
    ("az", "Onu da deyək ki, bazar ertəsi reyd keçirilib.", "reyd", OUTLET),
    ("az", "Qeyd edək ki, Orskda beş nəfər saxlanılıb.", "saxlanılıb", OUTLET),
    ("en", "It should be noted that five men were detained in Orsk.", "detained", OUTLET),
    ("ru", "Следует отметить, что в Орске задержали пятерых.", "задержали", OUTLET),
    # Turkish
    ("tr", "Vali Orsk'ta beş kişinin gözaltına alındığını söyledi.", "gözaltına", "Vali"),
    ("tr", "Avukat Selma Tanrıöver, müvekkilinin dövüldüğünü söyledi.", "dövüldüğünü", "Selma Tanrıöver"),
    ("tr", "Emniyetten yapılan açıklamada iki kişinin sınır dışı edildiği belirtildi.", "sınır dışı", "Emniyet"),
    ("tr", "Polis pazartesi günü yurda geldi.", "geldi", OUTLET),
    # Ukrainian
    ("uk", "В Орську затримали п'ятьох, повідомили в поліції.", "затримали", "поліції"),
    ("uk", "За словами адвокатки Міри Тавліної, затримали п'ятьох.", "затримали", "Міри Тавліної"),
    ("uk", "Прокуратура повідомила, що двох видворили.", "видворили", "Прокуратура"),
    ("uk", "«Забрали всіх», — сказала Міра Тавліна.", "Забрали", "Міра Тавліна"),
    ("uk", "За даними поліції, двох видворили.", "видворили", "поліції"),
    ("uk", "Поліція прийшла до гуртожитку в понеділок.", "прийшла", OUTLET),
    ("en", "Two brothers were released, their lawyer confirmed.", "released", "lawyer"),
    ("en", "The migration service stated that ten permits were cancelled.", "cancelled", "migration service"),
    ("en", "A source at the airport said that two men were flown out.", "flown out", "source at the airport"),
    ("en", "The union noted that its office was sealed.", "sealed", "union"),
    ("ru", "Двоих братьев освободили, подтвердил адвокат.", "освободили", "адвокат"),
    ("ru", "Миграционная служба заявила, что аннулированы десять патентов.", "аннулированы", "Миграционная служба"),
    ("ru", "Двоих вывезли, сообщил источник в аэропорту.", "вывезли", "источник в аэропорту"),
    ("ru", "Профсоюз «Вереск» пишет, что офис опечатан.", "опечатан", "Профсоюз «Вереск»"),
    ("ru", "Свидетели говорят, что стреляли.", "стреляли", "Свидетели"),
    ("ru", "Со слов соседа, его увезли ночью.", "увезли", "сосед"),
    ("ru", "Посольство подтвердило, что задержаны восемь граждан.", "задержаны", "Посольство"),
    ("az", "İki qardaş azad edilib. Bu barədə vəkil məlumat verib.", "azad", "vəkil"),
    ("az", "Miqrasiya Xidməti açıqlayıb ki, on nəfərin icazəsi ləğv edilib.", "ləğv", "Miqrasiya Xidməti"),
    ("az", "Qonşular deyir ki, evi söküblər.", "söküblər", "Qonşular"),
    ("az", "Hüquq mərkəzi yazır ki, üç tələbə xaric edilib.", "xaric", "Hüquq mərkəzi"),
    ("az", "Həyat yoldaşının sözlərinə görə, onu döyüblər.", "döyüblər", "Həyat yoldaşı"),
    ("az", "Prokuror təsdiqləyib ki, cinayət işi açılıb.", "açılıb", "Prokuror"),
    ("az", "Anası söyləyib ki, oğlu itkin düşüb.", "itkin", "Anası"),
    ("tr", "Bakanlık iki kişinin sınır dışı edildiğini duyurdu.", "sınır dışı", "Bakanlık"),
    ("tr", "Tanıkların anlattığına göre gece baskın yapıldı.", "baskın", "Tanık"),
    ("tr", "Valilik üç kişinin serbest bırakıldığını açıkladı.", "serbest", "Valilik"),
    ("tr", "Kardeşi onun gece götürüldüğünü söyledi.", "götürüldüğünü", "Kardeşi"),
    ("uk", "Міністерство заявило, що двох видворили.", "видворили", "Міністерство"),
    ("uk", "Сусіди кажуть, що його забрали вночі.", "забрали", "Сусіди"),
]  # fmt: skip

STANCE = [
    ("en", "Five men were allegedly beaten in Orsk.", "beaten", Stance.CLAIMED),
    ("en", "Five men were reportedly beaten in Orsk.", "beaten", Stance.CLAIMED),
    ("en", "The lawyer claims that five men were beaten.", "beaten", Stance.CLAIMED),
    ("en", "The police said that five men were detained.", "detained", Stance.ASSERTED),
    ("en", "The ministry denied that five men were beaten.", "beaten", Stance.DENIED),
    ("ru", "Пятерых якобы избили в Орске.", "избили", Stance.CLAIMED),
    ("ru", "Адвокат утверждает, что пятерых избили.", "избили", Stance.CLAIMED),
    ("ru", "МВД сообщило, что задержаны пятеро.", "задержаны", Stance.ASSERTED),
    ("ru", "Прокуратура опровергла, что пятерых избили.", "избили", Stance.DENIED),
    ("az", "İddia olunur ki, beş nəfər döyülüb.", "döyülüb", Stance.CLAIMED),
    ("az", "Guya beş nəfər döyülüb.", "döyülüb", Stance.CLAIMED),
    ("az", "Vəkil iddia edir ki, beş nəfər döyülüb.", "döyülüb", Stance.CLAIMED),
    ("az", "Polis bildirib ki, beş nəfər saxlanılıb.", "saxlanılıb", Stance.ASSERTED),
    ("tr", "Beş kişinin dövüldüğü iddia edildi.", "dövüldüğü", Stance.CLAIMED),
    ("uk", "П'ятьох нібито побили в Орську.", "побили", Stance.CLAIMED),
]


def _told(code: str, text: str, piece: str):
    found = attributions_in(text, load_language(code), outlet=OUTLET)
    start = text.index(piece)
    return speakers_of((start, start + len(piece)), found, outlet=OUTLET, text=text)


@pytest.mark.parametrize(
    ("code", "text", "piece", "speaker"), SAID, ids=[f"{s[0]}: {s[1][:50]}" for s in SAID]
)
def test_the_first_speaker_is_whoever_the_text_says(code: str, text: str, piece: str, speaker: str) -> None:
    fold = load_language(code).fold
    name = _told(code, text, piece).said_by[0].name
    wanted = {word[:5] for word in fold(speaker).replace("«", "").replace("»", "").split()}
    assert wanted <= {word[:5] for word in fold(name).replace("«", "").replace("»", "").split()}, name


@pytest.mark.parametrize(
    ("code", "text", "piece", "stance"), STANCE, ids=[f"{s[0]}: {s[1][:50]}" for s in STANCE]
)
def test_the_stance_follows_the_words_of_distance(code: str, text: str, piece: str, stance: Stance) -> None:
    assert _told(code, text, piece).stance is stance


def test_an_outlet_that_cites_an_office_stands_behind_it_in_the_chain() -> None:
    told = _told("en", "Two men were deported, Delta Wire reports citing the migration service.", "deported")
    assert [speaker.name for speaker in told.said_by] == ["migration service", "Delta Wire"]


def test_a_quotation_over_paragraphs_stays_with_its_speaker() -> None:
    text = 'Mira Tavlin said: "They came at night.\n\n"They took all five men away," and closed the door.'
    assert _told("en", text, "took all five").said_by[0].name == "Mira Tavlin"


def test_answers_of_an_interview_are_the_answerers() -> None:
    text = (
        "Адвокат Мира Тавлина рассказала о деле.\n\n— Кого задержали?\n\n— Пятерых рабочих забрали ночью.\n\n"
        "— Что дальше?\n\n— Суд оштрафует троих."
    )
    assert _told("ru", text, "Пятерых рабочих").said_by[0].name == "Мира Тавлина"


def test_a_text_without_speakers_and_outlet_has_no_chain() -> None:
    assert speakers_of((0, 5), (), outlet=None).said_by == ()


_PIECES = st.lists(
    st.sampled_from([s[1] for s in SAID] + ['"', "«", "\n\n", "— ", "said ", "по словам ", "görə ", ": "]),
    max_size=8,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), _PIECES), st.sampled_from(["az", "ru", "en", "tr", "uk"]))
def test_nothing_raises_and_all_words_lie_in_the_text(text: str, code: str) -> None:
    for one in attributions_in(text, load_language(code), outlet=OUTLET):
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.cue[0] < one.cue[1] <= len(text)
        if one.source is not None:
            assert 0 <= one.source[0] < one.source[1] <= len(text)
    told = speakers_of((0, len(text)), attributions_in(text, load_language(code)), outlet=OUTLET, text=text)
    assert all(s.quote is None or text[s.quote.start : s.quote.end] == s.quote.text for s in told.said_by)
