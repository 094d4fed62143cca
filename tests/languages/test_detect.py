import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.languages.detect import detect_language

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus" / "articles.jsonl"

SENTENCES = {
    "az": """
Qarşıyaka rayonunda üç nəfər saxlanılıb.
Məhkəmə Elvar Şamxalzadəni on il müddətinə azadlıqdan məhrum edib.
Onun ailəsi bu barədə heç nə bilmirdi.
Həmyerlimiz döyülüb, xəstəxanaya yerləşdirilib
DİN: 40 miqrant ölkədən çıxarılıb
Salam, necəsən?
Bazarda polis reydi olub
Yaralı qardaşım indi evdədir
Vəkilin sözlərinə görə, müştərisi günahsızdır.
SƏRHƏDDƏ İKİ NƏFƏR SAXLANILIB
Rusiyada yasayan azerbaycanli saxlanilib
Bu gun seher saatlarinda bazarda reyd kecirilib, 12 nefer polis sobesine aparilib
Hemyerlimizi oldurublar, hec kim cavab vermir
Men bilmirem ki niye onu hebs edibler
Mehkeme onun haqqinda dord il hokm cixarib
Qardasimi iki gundur tapa bilmirik
Səfirlik: "Граждане задержаны", deyə yerli polis bildirib və araşdırma davam edir.
Rusiya DİN-in rəsmisi jurnalistlərə “никаких нарушений не было” deyib, lakin yaralıların ailələri bununla razılaşmır.
""",
    "ru": """
Полиция задержала пятерых на рынке.
Суд оставил его под стражей до марта
Он ничего не знал об этом.
Мы не знаем, где наш брат
В общежитии прошёл рейд, десять человек увезли в отдел
ЗАДЕРЖАНЫ ДВОЕ ГРАЖДАН АЗЕРБАЙДЖАНА
МВД: число выдворенных выросло на треть
Лишён гражданства из-за драки
Адвокат Гамлет Шыхзаманов обжалует решение
Рейд на рынке «Заря»: сорок мигрантов доставлены
Как сообщил источник, "bizi döydülər", — рассказал потерпевший следователю на допросе.
Дело возбуждено по статье о разжигании ненависти
Привет, как дела?
Погиб рабочий
""",
    "en": """
Police detained five men at the market.
He was held for two days and then released.
A court in the city sentenced him to four years.
We do not know where our brother is
Dozens deported after hostel raid
Lawyer says client was beaten
What happened to him?
DOZENS HELD IN RAID ON HOSTEL
Elvar Shamkhalzade, who had lived in the country for ten years, lost his citizenship
The embassy said that "saxlanılanlar azad ediliblər" and that it would give no other details.
Two migrants die in custody
Prosecutors open case against imam
""",
    "tr": """
Polis beş kişiyi gözaltına aldı.
Mahkeme sanığı dört yıl hapse mahkûm etti.
Kardeşimizin nerede olduğunu bilmiyoruz
Göçmenler sınır dışı edildi
Tebriz'de üç aktivist tutuklandı
Avukatı, müvekkilinin işkence gördüğünü söyledi.
Cezaevinde açlık grevi sürüyor
Ailesi haber alamıyor
GERİ GÖNDERME MERKEZİNDE İKİ KİŞİ ÖLDÜ
Polis dun gece uc kisiyi gozaltina aldi, biri serbest birakildi
Ben onun nerede oldugunu bilmiyorum ama iyi degil
Olay yerine gelen ekipler yaralıyı hastaneye götürdü
Başkonsolosluk "məlumat araşdırılır" dedi ve ailenin başvurusunu aldığını açıkladı.
""",
    "uk": """
Поліція затримала п'ятьох на ринку.
Суд залишив його під вартою
Ми не знаємо, де наш брат
У гуртожитку провели рейд, десятьох чоловіків вивезли
ЗАТРИМАНО ДВОХ ГРОМАДЯН
Його позбавили громадянства через бійку
Адвокат оскаржить рішення суду
Привіт, як справи?
Що сталося з ним?
За словами родини, його били
Речник сказав: «Проверка проведена законно», але родичі затриманих із цим не згодні.
Рейд на ринку: сорок мігрантів доправили до відділку
""",
    "kk": "Полиция базардан он адамды ұстап, бөлімшеге алып кетті деп хабарлады тұрғындар.",
    "de": "Die Polizei hat fünf Männer auf dem Markt festgenommen und nach zwei Tagen wieder freigelassen.",
    "fr": "La police a arrêté cinq hommes sur le marché avant de les relâcher deux jours plus tard.",
    "ka": "პოლიციამ ბაზარში ხუთი მამაკაცი დააკავა.",
    "hy": "Ոստիկանությունը շուկայում հինգ մարդ է ձերբակալել։",
    "fa": "پلیس پنج نفر را در بازار بازداشت کرد و به کلانتری برد.",
    "be": "Міліцыя затрымала на рынку пяцёх чалавек, якіх пазней адпусцілі дадому.",
    "pl": "Policja zatrzymała na targu pięciu mężczyzn, których później zwolniono do domu.",
}  # fmt: skip
CASES = [(code, line) for code, lines in SENTENCES.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("code", "sentence"), CASES)
def test_a_sentence_is_told_by_its_language(code, sentence):
    assert detect_language(sentence) == code


@pytest.mark.parametrize(
    "text", ["", "  \n", "12 345", "12.05.2031 — 14:30", "!?…", "https://beta.example/olu"]
)
def test_a_text_without_words_has_no_language(text):
    assert detect_language(text) is None


def test_an_address_does_not_decide():
    assert (
        detect_language("Полиция задержала двоих https://news.example/the-police-have-detained-two") == "ru"
    )


def test_a_quotation_longer_than_a_sentence_does_not_turn_an_article():
    story = "Hadisə axşam saatlarında baş verib. Ailəsi onu üç gündür ki, axtarır. " * 2
    quotation = "Мы ничего не знаем и ждём ответа от следователя."
    assert detect_language(f"{story}\n«{quotation}» – deyə o bildirib.") == "az"


def test_letters_with_separate_marks_are_read_as_one():
    assert (
        detect_language("Mu\u0308dafie vekili konus\u0327tu: duruma go\u0308re is\u0327lem yapılacak") == "tr"
    )


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_has_a_language_or_none(text):
    code = detect_language(text)
    assert code is None or (code.isascii() and 2 <= len(code) <= 3)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of invented pages is not here")
def test_the_pages_of_the_corpus_are_told():
    pages = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    right = sum(detect_language(page["text"]) == page["language"] for page in pages)
    assert right / len(pages) >= 0.98
