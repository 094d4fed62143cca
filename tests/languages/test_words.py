import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.languages import load_language, load_languages
from qeyd.languages.words import split

LANGUAGES = list(load_languages().values())
TEXTS = st.text(max_size=300) | st.text(
    alphabet="aBəİışЖж.!?,-—’'\"«»( )\n\r\t0123\u200b\u202e\u0301", max_size=300
)


def sentences(code: str, text: str) -> list[str]:
    cut = [sentence for paragraph in split(text, load_language(code)) for sentence in paragraph.sentences]
    return [text[sentence.start : sentence.end] for sentence in cut]


def words(code: str, text: str) -> list[str]:
    cut = [sentence for paragraph in split(text, load_language(code)) for sentence in paragraph.sentences]
    return [word.text for sentence in cut for word in sentence.words]


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_every_character_that_is_no_white_space_is_in_exactly_one_word_in_order(text, language):
    covered, last = [], 0
    for paragraph in split(text, language):
        assert (
            paragraph.start == paragraph.sentences[0].start and paragraph.end == paragraph.sentences[-1].end
        )
        for sentence in paragraph.sentences:
            assert sentence.start == sentence.words[0].start and sentence.end == sentence.words[-1].end
            for word in sentence.words:
                assert last <= word.start < word.end and text[word.start : word.end] == word.text
                last = word.end
                covered.append(word.text)
    assert "".join("".join(covered).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("az", "R. Sadıqlı və E.Güləliyev gəlib. Onlar danışıb.", 2),
        ("az", "İ.A. 13.02.2025-də saxlanılıb. 1.200 nəfər 2025-ci ildə çıxıb.", 2),
        ("az", '"Bəs necə?" - deyə o soruşub.', 1),
        ("az", "Şəhərdə reyd keçirilib.Onlar saxlanılıb.", 2),
        ("ru", "Полиция пришла на ул. Садовую, д. 5, и т.д. Он ушёл.", 2),
        ("ru", "Это было в 2025 г. Полиция молчит.", 2),
        ("ru", "Суд в г. Энске решил иначе…", 1),
        ("ru", "«Да!» — сказал он. — Конечно.", 2),
        ("en", "Mr. Sadygly left the U.S. The police came at 5 p.m. on Jan. 5.", 2),
        ("en", '"Why?" he asked. Nobody knew.', 2),
        ("tr", "İstanbul 13. Ağır Ceza Mahkemesi karar verdi. Olay Van'da oldu.", 2),
        ("uk", "Поліція на вул. Садовій, м. Енськ. Він пішов.", 2),
    ],
)
def test_a_stop_ends_a_sentence_only_where_one_is_over(code, text, expected):
    assert len(sentences(code, text)) == expected, sentences(code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("az", "8-ci"), ("az", "40-dan"), ("az", "13.02.2025-də"), ("az", "DİN-in"), ("az", "İ.A."), ("ru", "1 200"),
        ("en", "12,500"), ("tr", "Vusal'ın"), ("tr", "Van’da"), ("ru", "экс-глава"), ("az", "Xeberler.info-ya"),
    ],
)  # fmt: skip
def test_what_belongs_together_is_one_word(code, text):
    assert words(code, text) == [text]


def test_a_headline_without_a_stop_is_a_paragraph_of_its_own():
    assert len(split("Tümendə reyd\n\nOnlar saxlanılıb.", load_language("az"))) == 2
    assert len(split("Raid in Ensk\nPolice came.", load_language("en"))) == 2


def test_a_stop_after_a_closing_quotation_mark_keeps_the_mark_in_the_sentence():
    assert sentences("en", "He said: “We know.” She left.") == ["He said: “We know.”", "She left."]


def test_a_very_long_paragraph_is_split():
    for piece in ("a", ".", "1", "-", "a.", "'", "1 234 ", "\u0301", "("):
        text = piece * (200_000 // len(piece))
        assert split(text, load_language("en"))[-1].end == len(text.rstrip())
