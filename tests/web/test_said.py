"""Messages of the rooms in the language of the page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qeyd
from qeyd.web.said import FORMS, said_words
from qeyd.web.text import speak

SOURCE = Path(qeyd.__file__).parent


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_one_that_the_program_still_uses(form: str) -> None:
    files = [*(SOURCE / "flow").glob("*.py"), *(SOURCE / "web").glob("*.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files if file.name != "said.py")
    joined = re.sub(r"\"\s*\n\s*f?\"", "", text)
    for piece in re.split(r"\{\w+\}", form):
        sentence = piece.strip(" .“”:")
        assert sentence in joined, sentence


def test_what_is_filled_in_stays() -> None:
    speak("ru")
    assert said_words("The password has 4 signs; it needs 12 or more. Take a few words.") == (
        "В пароле знаков: 4; нужно 12 или больше. Возьмите несколько слов."
    )
    assert "{x}" in said_words('"{x}" is not in the list of groups. Choose one of the list, in English.')
    assert said_words("Another message.") == "Another message."
