"""Words and what they should be understood as: the lemma of the first reading, and what it must say."""

import pytest

from qeyd.languages import load_language

CASES = {
    "az": """
saxlanılıb saxla finite passive | edilib et finite passive
döyülüb döy finite passive | olunub ol finite passive
çıxarılmasına çıxar passive verbal-noun possessive3 dat
aparıblar apar finite plur | götürülmüş götür passive participle
bildirib bildir finite | deyib de finite | gedirdi get finite past | keçiriləcək keçir future passive
vətəndaşlığından vətəndaşlıq abl possessive3
Nazirliyinin nazirlik gen possessive3 | azərbaycanlıların azərbaycanlı gen plur
40-dan 40 abl | DİN-in din gen | BMT-yə bmt dat
8-ci 8 ordinal | Sadıq'ın sadıq gen | Yekaterinburqdakı yekaterinburq loc
şəhərində şəhər loc possessive3 | Voronejdə voronej loc
Güləlizadənin güləlizadə gen | məhkəmənin məhkəmə gen
oğlu oğul possessive3 | edən et participle | Aydın aydın nom
polislər polis plur | evə ev dat | kitabxanasında kitabxana loc
saxlanılması saxla passive verbal-noun | gedib get finite
öldürülən öldür passive participle | onlardan o abl
""",
    "tr": """
alındı al finite passive past | tutuklandı tutukla finite passive
başlıyor başla finite present | Van'da van loc
bırakıldı bırak finite passive | edilmiş et passive
vatandaşlığından vatandaşlık abl possessive3 | gidecek git future
öldürülen öldür participle passive | yapılması yap passive verbal-noun
kişiyi kişi acc | çocuklarını çocuk acc plur
söyledi söyle finite past | diyor de finite present | polisler polis plur | İstanbul'un istanbul gen
""",
    "en": """
detained detain finite past | stopped stop past
charging charge participle | carried carry past | children child plur
Ensk's ensk gen | deportations deportation plur
beaten beat passive | Azerbaijanis azerbaijani plur | stripped strip past
sentenced sentence past | cities city plur | men man plur
was be finite past | deporting deport participle | fled flee past
""",
    "ru": """
задержаны задержать passive plur | полицией полиция ins
27-го 27 ordinal | лишён лишить passive | судом суд ins
задерживаются задерживаться reflexive finite
избитых избить participle passive | Садовского садовский gen
""",
    "uk": "затримано затримати passive | поліцією поліція ins | людей людина gen plur",
}
WORDS = [
    pytest.param(code, *case.split(), id=f"{code}: {case.strip()}")
    for code, cases in CASES.items()
    for line in cases.strip().splitlines()
    for case in line.split("|")
]


@pytest.mark.parametrize("case", [param.values for param in WORDS], ids=[param.id for param in WORDS])
def test_a_word_is_understood(case):
    code, word, lemma, *says = case
    form = load_language(code).analyse(word)[0]
    assert form.lemma == lemma, load_language(code).analyse(word)
    assert set(says) <= {form.case, form.number, *form.features}, form


def test_an_english_form_that_may_be_past_or_passive_stays_both():
    forms = load_language("en").analyse("detained")
    assert any(form.has("finite", "past") for form in forms)
    assert any(form.has("participle", "passive") for form in forms)


def test_the_apostrophe_before_a_suffix_keeps_the_name_whole():
    assert load_language("tr").lemmas("Sadık'ın") == {"sadık"}
