"""Which words of a sentence tell an act, where several could."""

import pytest

from qeyd.model import Period, Reading, Report
from qeyd.read import load_lexicon, read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "26 Azerbaijanis were deported from Dolin on 21 January under a court ruling, bailiffs said."),
        ("az", "Yekaterinburqda məhkəmənin qərarı ilə 19 qırğız Rusiyadan deportasiya edilib, icraçılar bildirib."),
    ],
)  # fmt: skip
def test_the_ruling_behind_a_deportation_is_no_second_act(language: str, text: str) -> None:
    reading = read(Report("r", text, language=language, published=Period.parse("2025-02-01")), load_lexicon())
    assert isinstance(reading, Reading)
    assert [account.act for account in reading.accounts] == ["deported"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Police raid a mosque of Tajik worshippers in Kazan.", "searched_or_raided"),
        ("Some 310 Uzbek workers had to line up in Kaluga with passports in hand.", "mass_document_check"),
        ("A second sheet bars the reporter Tamuna Jikidze from Azerbaijan for a year.", "entry_ban"),
    ],
)
def test_an_english_noun_with_a_subject_and_an_object_is_a_verb(text: str, act: str) -> None:
    reading = read(Report("r", text, language="en", published=Period.parse("2025-02-01")), load_lexicon())
    assert isinstance(reading, Reading)
    assert [account.act for account in reading.accounts] == [act]


@pytest.mark.parametrize(
    "text",
    [
        "The Tajik workers came to fine weather in Tyumen on Friday.",
        "The Uzbek worshippers walked to search parties in Perm on Friday.",
    ],
)
def test_an_english_noun_that_nothing_makes_a_verb_stays_a_noun(text: str) -> None:
    reading = read(Report("r", text, language="en", published=Period.parse("2025-02-01")), load_lexicon())
    assert isinstance(reading, Reading)
    assert not reading.accounts
