"""The offices that a report names: own sentences with invented names."""

import pytest

from qeyd.model import Report
from qeyd.read.actors import offices_in
from qeyd.read.page import open_page
from qeyd.read.reader import load_lexicon

# language, sentence, what must be among its offices
NAMED = [
    ("en", "A court in Orsk jailed five men.", "court in Orsk"),
    ("en", "The Interior Ministry and the FSB cancelled the passports.", "Interior Ministry and the FSB"),
    ("en", "The migration department of the regional police said nothing.", "migration department"),
    ("en", "People in masks broke into the hostel.", "People in masks"),
    ("en", "Men in plain clothes took him away.", "Men in plain clothes"),
    ("en", "Russia has stripped five Tajiks of citizenship.", "Russia"),
    ("en", "Five Tajiks were deported by Kazakhstan.", "Kazakhstan"),
    ("ru", "Суд в Орске арестовал пятерых.", "Суд в Орске"),
    ("ru", "Решение приняли ФСБ и МВД.", "ФСБ и МВД"),
    ("ru", "Женщину увезли трое в штатском.", "трое в штатском"),
    ("ru", "УМВД по запросу администрации аннулировало паспорт.", "УМВД"),
    ("uk", "Суд в Орську заарештував п'ятьох.", "Суд в Орську"),
    ("az", "Polis və hərbi komissarlıq əməkdaşları bazara gəlib.", "Polis və hərbi komissarlıq əməkdaşları"),
    ("az", "Orsk Rayon Məhkəməsi beş nəfəri həbs edib.", "Orsk Rayon Məhkəməsi"),
    ("tr", "Sivil giyimli istihbarat görevlileri eve geldi.", "Sivil giyimli istihbarat görevlileri"),
]
# language, sentence, what is no office of it
UNNAMED = [
    ("en", "Five Tajiks live in Russia.", "Russia"),
    ("ru", "Пятеро, которых ФСБ назвала угрозой, лишены гражданства.", "которых ФСБ"),
    ("uk", "Вони не стали на військовий облік.", "військовий"),
    ("ru", "Их держали до утра, судьба неизвестна.", "утра"),
]


def _offices(code: str, text: str) -> list[str]:
    words = load_lexicon().words(code)
    assert words is not None
    page = open_page(Report("r", text, language=code), words.language)
    return [
        text[page.tokens[one.first].start : page.tokens[one.last].end]
        for line in page.lines
        for one in offices_in(page, line, words.offices)
    ]


@pytest.mark.parametrize(("code", "text", "office"), NAMED)
def test_an_office_is_found_with_its_whole_name(code: str, text: str, office: str) -> None:
    assert office in _offices(code, text)


@pytest.mark.parametrize(("code", "text", "other"), UNNAMED)
def test_states_adjectives_and_hours_are_no_offices(code: str, text: str, other: str) -> None:
    assert other not in _offices(code, text)
