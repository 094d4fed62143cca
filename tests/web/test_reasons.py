"""What the program noted in English is said in the language of the page, and nothing of it is lost."""

import json
from collections.abc import Iterator
from importlib.resources import files

import pytest

from qeyd.web.reasons import told_value, unread_words, why_words
from qeyd.web.text import speak

WHY = (
    "6 accounts in 5 reports from 2 origins. For: same act (+1.7), each names its one person, another (+1.6), "
    "same day (+1.0). Against: numbers differ (−0.4). Possibly the same (how likely): 0a1b (0.42)."
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def test_why_accounts_are_joined_is_said_in_russian_with_every_weight() -> None:
    speak("ru")
    assert why_words(WHY) == (
        "6 рассказов, 5 сообщений, 2 источника. За: одно и то же действие (+1.7), каждый называет своего одного "
        "человека, разных (+1.6), один и тот же день (+1.0). Против: числа расходятся (−0.4). "
        "Возможно, то же самое, и насколько вероятно: 0a1b (0.42)."
    )


@pytest.mark.parametrize("language", ["ru", "az"])
def test_every_reason_of_the_linker_has_words(language: str) -> None:
    speak(language)
    weights = json.loads((files("qeyd.link") / "weights.json").read_text(encoding="utf-8"))["same"]
    for reason in set(weights) - {"base"}:
        said = why_words(f"2 accounts in 2 reports from 2 origins. For: {reason} (+1.0).")
        assert reason not in said, reason
        assert "(+1.0)" in said


def test_a_note_of_another_form_stays_as_it_is() -> None:
    speak("az")
    assert why_words("invented") == "invented"
    assert unread_words("The reader failed (E: x).") == "The reader failed (E: x)."
    assert unread_words("The report has no text.") == "Xəbərdə mətn yoxdur."


def test_values_in_disagreement_are_said_as_elsewhere() -> None:
    speak("ru")
    assert told_value("people", "open–50") == "до 50"
    assert told_value("people", "5 families") == "5 семей"
    assert told_value("group", "Azerbaijanis and Tajiks") == "азербайджанцы и таджики"
    assert told_value("time", "not a time") == "not a time"
