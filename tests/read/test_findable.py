"""Which words a report can be found by."""

import pytest

from qeyd.model import Report
from qeyd.read import load_lexicon
from qeyd.read.findable import findable_words

LEXICON = load_lexicon()


def words(text: str, language: str | None, title: str = "") -> frozenset[str]:
    return findable_words(Report("r", text, language=language, title=title), LEXICON)


@pytest.mark.parametrize(
    ("language", "text", "there", "gone"),
    [
        ("en", "Interior Ministry officers came. The ministry said so.", "ministry officer come", ""),
        ("en", "Police told Rose Tumanov nothing. Rose said so, and prices rose.", "police price", "rose tumanov"),
        ("en", "Police told Rose Tumanov nothing. Rose said so.", "police", "rose rise tumanov"),
        ("en", "In Tbilisi the OSCE met Orkhan.", "tbilisi osce meet", "orkhan"),
        ("az", "Bakıda Marina Ostrova saxlanılıb. Marina vəkildir.", "baki saxla", "marina ostrova ostrov"),
        ("az", "XƏBƏRLƏR: POLİS ORXAN TUMANLINI SAXLAYIB", "polis", "orxan tumanli tumanlini"),
        ("ru", "Владимир Туманов задержан. Туманова избили. Владимир молчит.", "задержать избить", "туманов владимир"),
        ("ru", "Жителя Казани задержал ОМОН. Во Владимире тихо.", "казань омон задержать", ""),
        ("uk", "Львів'янина затримали у Києві. Гульнара Ішмуратова проти.", "киів затримати", "ишмуратова гульнара"),
        ("tr", "Avukat Cemşit Alagöz konuştu. Alagöz, \"hayır\" dedi.", "konus", "alagoz cemsit"),
        ("kk", "Адвокат Арман Тұманов айтты, полиция ұстады.", "0аитты 0ұстады", "0тұманов 0арман"),
        ("ka", "პოლიციამ დააკავა", "", "0პოლიციამ"),
        (None, "polis orxan tumanlını saxlayıb", "", "0orxan"),
        ("en", "see https://example.org/orkhan-tumanov and @orkhan or a@orkhan.example", "see", "orkhan"),
    ],
)  # fmt: skip
def test_ordinary_words_and_places_are_found_names_are_not(
    language: str | None, text: str, there: str, gone: str
) -> None:
    found = words(text, language)
    assert not set(gone.split()) & found, found
    assert set(there.split()) <= found, found


def test_words_of_the_title_count_and_names_of_the_text_are_names_there() -> None:
    found = words("Orkhan Tumanov was detained.", "en", title="Tumanov beaten, says lawyer")
    assert {"beat", "lawyer", "detain"} <= found and not {"tumanov", "orkhan"} & found


@pytest.mark.parametrize("language", ["az", "ru", None])
@pytest.mark.parametrize("letter", ["a", "Я", "a-", "A B "])
def test_a_text_without_an_end_gives_few_words(language: str | None, letter: str) -> None:
    assert len(words(letter * (100_000 // len(letter)), language)) < 5
