"""Which words of a text are names of persons, for masking."""

import pytest

from qeyd.model import Report
from qeyd.read import load_lexicon, names_in


def names(text: str, language: str | None, title: str | None = None) -> tuple[str, ...]:
    return names_in(Report("r", text, language=language, title=title), load_lexicon())


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "In Orsk the poet Rauf Danizade read from his book on Friday.", "Rauf Danizade"),
        ("ru", "В пятницу в Орске поэт Рауф Данизаде читал свою книгу.", "Рауф Данизаде"),
        ("az", "Cümə günü Bakıda şair Rauf Danizadə kitabını oxudu.", "Rauf Danizadə"),
        ("tr", "Cuma günü Ankara'da şair Rauf Danizade kitabını okudu.", "Rauf Danizade"),
        ("uk", "У п'ятницю в Одесі поет Рауф Данізаде читав свою книгу.", "Рауф Данізаде"),
    ],
)
def test_names_are_found_where_nothing_was_done_to_their_bearers(language: str, text: str, name: str) -> None:
    assert name in names(text, language)


def test_places_offices_and_common_words_are_no_names() -> None:
    found = names("The Interior Ministry in Saint Petersburg and the New York Times said nothing.", "en")
    assert not {"Interior Ministry", "Saint Petersburg"} & set(found)


def test_names_of_the_title_count_too() -> None:
    assert names("Rain fell in Orsk.", "en", title="Rauf Danizade reads in Orsk") == ("Rauf Danizade",)


def test_each_name_is_told_once_in_order() -> None:
    found = names("Mira Tavlin met Rauf Danizade. Rauf Danizade greeted Mira Tavlin.", "en")
    assert found[:2] == ("Mira Tavlin", "Rauf Danizade")
    assert len(found) == len(set(found))


def test_a_language_without_words_gives_every_run_of_capitals() -> None:
    text = "Vineri, poetul Rauf Danizade a citit la Bucureşti cu M. Tavlin şi cu cineva."
    assert names(text, "ro") == ("Rauf Danizade", "M. Tavlin")


def test_a_text_without_letters_has_no_names() -> None:
    assert names("12345 ... !", None) == ()
    assert names(" ", "en") == ()
