import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.errors import DataFileError
from qeyd.languages import language_codes, load_language, load_languages
from qeyd.languages.language import read_language_folder

LANGUAGES = list(load_languages().values())


def test_languages_are_found_by_their_folders():
    assert {"az", "en", "ru", "tr", "uk"} <= set(language_codes())


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_folding_twice_changes_nothing_more(text, language):
    assert language.fold(language.fold(text)) == language.fold(text)


@pytest.mark.parametrize(
    ("code", "text", "folded"),
    [
        ("az", "DİN", "din"), ("az", "IŞIQ", "ışıq"), ("tr", "I\u0307l", "il"), ("en", "IRAN", "iran"),
        ("ru", "Лишён", "лишен"), ("ru", "за\u0301мок", "замок"), ("az", "Sa\u200bdıq’ın", "sadıq'ın"),
    ],
)  # fmt: skip
def test_letters_are_folded_as_the_language_does(code, text, folded):
    assert load_language(code).fold(text) == folded


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_any_word_can_be_analysed(word, language):
    forms = language.analyse(word)
    assert forms and all(isinstance(form.lemma, str) for form in forms)


def test_a_language_passes_between_processes_as_its_code():
    language = load_language("az")
    assert pickle.loads(pickle.dumps(language)) is language


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("code = ", "file"),
        ('code = "xx"', "name"),
        ('code = "yy"\nname = "X"\nenglish_name = "X"\nscript = "Latin"\nmorphology = "turkic"\n'
         '[letters]\nalphabet = "a"', "code"),
        ('colour = "red"', "colour"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_language_file_is_named(tmp_path, text, key):
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "language.toml").write_text(text)
    with pytest.raises(DataFileError) as error:
        read_language_folder(folder)
    assert error.value.key == key


def test_an_unknown_language_is_told_with_the_known_ones():
    with pytest.raises(DataFileError, match="az, en"):
        load_language("xx")
