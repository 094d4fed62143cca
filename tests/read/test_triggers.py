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
