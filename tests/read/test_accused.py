"""Against whom accusations are: own reports with invented names."""

import pytest

from qeyd.model import Reading, Report
from qeyd.read.reader import load_lexicon, read

AGAINST = [
    (
        "en",
        "On Monday police detained five Tajik workers in Orsk. They are accused of inciting hatred.",
        "five Tajik",
    ),
    (
        "en",
        "Police detained Mira Tavlin in Orsk. She is accused of fraud and links to a gang.",
        "Mira Tavlin",
    ),
    (
        "ru",
        "В Орске задержаны пятеро таджиков. Следствие обвиняет их в мошенничестве и даче взятки.",
        "пятеро таджиков",
    ),
    (
        "az",
        "Orskda beş tacik saxlanılıb. Prokurorluq onları separatçılıqda və dələduzluqda ittiham edir.",
        "beş tacik",
    ),
    (
        "ru",
        "Полиция задержала в Орске троих таджиков, их обвиняют в мошенничестве и взятках.",
        "троих таджиков",
    ),
]


def _read(code: str, text: str) -> Reading:
    reading = read(Report("r", text, language=code, outlet="Delta Wire"), load_lexicon())
    assert isinstance(reading, Reading)
    return reading


@pytest.mark.parametrize(("code", "text", "whom"), AGAINST)
def test_an_accusation_is_against_the_people_told_with_or_before_it(code: str, text: str, whom: str) -> None:
    accusations = _read(code, text).accusations
    assert accusations
    assert whom in accusations[-1].against


def test_an_accusation_is_against_nobody_who_only_speaks() -> None:
    text = (
        "Lawyer Mira Tavlin said that five Tajik workers detained in Orsk are accused of fraud and extremism."
    )
    assert all("Tavlin" not in one.against for one in _read("en", text).accusations)


def test_every_accusation_is_a_whole_sentence_of_the_report() -> None:
    text = 'Police detained a Tajik in Orsk. The prosecutor said he is accused of "extremist propaganda against all".'
    (one,) = _read("en", text).accusations
    assert one.quote.text.startswith("The prosecutor said")
