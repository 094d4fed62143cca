"""Denials elsewhere on the page: own reports with invented names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.model import Account, Reading, Report, Stance
from qeyd.read.reader import load_lexicon, read

DENIED_LATER = [
    (
        "en",
        "Lawyer Mira Tavlin said that five Tajik workers were beaten in Orsk on Monday. The case goes to court in May. "
        "The police called the report of a beating a fabrication.",
        "beaten_or_tortured",
    ),
    (
        "en",
        "Lawyer Mira Tavlin said that two Tajik workers were tortured in Orsk. The ministry denied the allegations.",
        "beaten_or_tortured",
    ),
    (
        "ru",
        "По словам адвоката Миры Тавлиной, пятерых таджиков избили в Орске. Дело передано в суд. "
        "В полиции сообщения об избиении назвали вымыслом.",
        "beaten_or_tortured",
    ),
    (
        "az",
        "Vəkil Arif Sonalı bildirib ki, Orskda beş azərbaycanlı döyülüb. Məhkəmə may ayında olacaq. "
        "Polis döyülmə barədə deyilənlərin həqiqətə uyğun olmadığını bildirib.",
        "beaten_or_tortured",
    ),
    (
        "uk",
        "За словами адвокатки Міри Тавліної, п'ятьох таджиків побили в Орську. У поліції повідомлення про побиття "
        "назвали вигадкою.",
        "beaten_or_tortured",
    ),
]


def _read(code: str, text: str) -> Reading:
    reading = read(Report("r", text, language=code, outlet="Delta Wire"), load_lexicon())
    assert isinstance(reading, Reading)
    return reading


def _account(code: str, text: str, act: str) -> Account:
    return next(one for one in _read(code, text).accounts if one.act == act)


@pytest.mark.parametrize(("code", "text", "act"), DENIED_LATER)
def test_what_an_authority_denies_later_on_the_page_is_denied_by_it(code: str, text: str, act: str) -> None:
    account = _account(code, text, act)
    assert account.stance is Stance.DENIED
    assert account.denied_by
    assert account.said_by[0].name not in [speaker.name for speaker in account.denied_by]


def test_a_denial_that_names_another_act_leaves_the_account_alone() -> None:
    text = (
        "Lawyer Mira Tavlin said that five Tajik workers were beaten in Orsk on Monday. "
        "The police denied that there had been a raid."
    )
    assert _account("en", text, "beaten_or_tortured").stance is Stance.ASSERTED


def test_an_accused_who_denies_the_charges_denies_no_act() -> None:
    text = (
        "Lawyer Mira Tavlin said that a Tajik worker was beaten in Orsk. The man denied the charges in court."
    )
    assert _account("en", text, "beaten_or_tortured").stance is not Stance.DENIED


_PIECES = st.lists(
    st.sampled_from([row[1] for row in DENIED_LATER] + ["\n\n", '"', "«", "denied "]), max_size=5
)


@settings(max_examples=20, deadline=None)
@given(_PIECES.map("".join), st.sampled_from(["az", "ru", "en", "tr", "uk"]))
def test_whoever_denies_is_named_in_the_reports_own_characters(text: str, code: str) -> None:
    text = f"x {text}"
    for account in _read(code, text).accounts:
        for speaker in account.denied_by:
            assert account.stance is Stance.DENIED
            assert (
                speaker.quote is None or text[speaker.quote.start : speaker.quote.end] == speaker.quote.text
            )
