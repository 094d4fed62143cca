"""Azerbaijani and Turkish as they are typed on keyboards without their own letters."""

import pytest

from qeyd.languages import load_language

PLAIN = str.maketrans("əışçğöü", "eiscgou")
TYPED = {
    "az": "saxlanılıb döyülüb öldürülüb çıxarılıb götürülüb vətəndaşlığından məhkəməsi fəhlələr şöbəyə həbsxanada",
    "tr": "gözaltına öğrenciler tutuklandı gazeteciyi vatandaşlığından göçmenlerin sınır",
}


@pytest.mark.parametrize(
    ("code", "word"), [(code, word) for code, some in TYPED.items() for word in some.split()]
)
def test_a_word_typed_without_its_own_letters_is_understood_as_if_with_them(code, word):
    language = load_language(code)
    assert language.analyse(word)[0].lemma in language.lemmas(word.translate(PLAIN))


@pytest.mark.parametrize("word", ["oldu", "qol", "gol", "bas", "sel", "kurs"])
def test_a_word_that_is_written_so_anyway_stays_itself(word):
    lemmas = load_language("az").lemmas(word)
    assert all(lemma.isascii() for lemma in lemmas), lemmas


def test_a_capitalised_word_is_first_taken_for_a_name():
    assert load_language("az").analyse("Emin")[0].pos == "name"


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("ailəsi", "ailə"),
        ("səfirliyi", "səfirlik"),
        ("həmyerlimiz", "həmyerli"),
        ("uşağ", "uşaq"),
        ("yoldaşıynan", "yoldaş"),
        ("gözünən", "göz"),
        ("anasın", "ana"),
        ("Tüklərin", "tük"),
    ],
)
def test_a_noun_is_brought_to_its_dictionary_form(word, lemma):
    assert load_language("az").analyse(word)[0].lemma == lemma
