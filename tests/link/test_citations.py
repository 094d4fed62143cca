"""Who a name in a chain of citation is. People and unlisted outlets are invented; the listed outlets are real."""

import pytest

from qeyd.link.citations import Citation, Cited, cite, cited
from qeyd.link.publishers import Publisher, known_outlet, publisher
from qeyd.model import Report, Speaker, SpeakerSort

HERE = Report(
    "r", "Об этом пишет издание «Над Рекой».", outlet="Байкал-Вести", url="https://baikal-vesti.example/1"
)


def who(
    name: str,
    *,
    sort: SpeakerSort = SpeakerSort.OTHER,
    report: Report = HERE,
    at_hand: tuple[Publisher, ...] = (),
) -> Citation:
    return cite(Speaker(name, sort, None), report, at_hand)


@pytest.mark.parametrize(
    ("called", "outlet"),
    [
        ("информагентство «Интерфакс»", "Interfax"),
        ("Медузы", "Meduza"),
        ("the news agency TASS", "TASS"),
        ("APA-nın", "APA"),
        ('"Report"un', "Report"),
        ("Modern.az saytı", "Modern.az"),
        ("TV lent.az", "Lent.az"),
        ("газете «Коммерсантъ»", "Kommersant"),
        ("Novaya Qazeta", "Novaya Gazeta"),
        ("report.az", "Report"),
    ],
)
def test_a_listed_outlet_is_known_by_name_host_ending_and_what_it_is_called_beside(
    called: str, outlet: str
) -> None:
    assert known_outlet(called) == outlet
    assert who(called) == Citation(called, Cited.OUTLET, outlet)


@pytest.mark.parametrize(
    "called", ["Rauf Sadigli", "полиция", "издание", "агентство", "the outlet", "Лев", "a report"]
)
def test_people_offices_and_bare_words_are_no_listed_outlet(called: str) -> None:
    assert known_outlet(called) is None


@pytest.mark.parametrize(
    "called",
    ["Байкал-Вести", "«Байкал-Вести»", "Baykal-Vesti", "baikal-vesti.example", "портал «Байкал-Вести»"],
)
def test_the_outlet_itself_is_known_in_its_own_report(called: str) -> None:
    assert who(called).who is Cited.ITSELF


def test_an_outlet_whose_pages_are_at_hand_is_found_by_its_name_in_another_alphabet() -> None:
    found = who("Хазар Садасы", at_hand=(publisher("Xəzər Sədası", "xezersedasi.example"),))
    assert (found.who, found.name) == (Cited.OUTLET, "Xəzər Sədası")


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("телеграм-канал «Над Лесом»", "Над Лесом"),
        ("Göl Postası", "Göl Postası"),
        ("Над Рекой", "Над Рекой"),
        ("golpostasi.example", "golpostasi.example"),
        ("Körpü xəbər agentliyi", "Körpü"),
    ],
)
def test_an_outlet_that_no_list_knows_is_one_by_what_it_is_called(called: str, name: str) -> None:
    assert who(called) == Citation(called, Cited.OUTLET, name)


@pytest.mark.parametrize(
    "called",
    ["local media", "Russian media", "Российские СМИ", "Rusiya KİV", "medya", "издание", "müxalifət kanalı"],
)
def test_outlets_not_named_are_told_apart_from_named_ones(called: str) -> None:
    assert who(called).who is Cited.UNNAMED


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("источник РБК в диаспоре", "RBC"),
        ("RBC sources", "RBC"),
        ("корреспондент «Медузы»", "Meduza"),
        ("собеседник агентства", "Байкал-Вести"),
    ],
)
def test_an_outlets_source_is_known_by_the_outlet_alone(called: str, name: str) -> None:
    found = who(called)
    assert (found.who, found.name) == (Cited.SOURCE, name)


def test_the_agencys_source_is_of_the_agency_named_next() -> None:
    chain = cited([Speaker(name, SpeakerSort.OTHER, None) for name in ("собеседник агентства", "ТАСС")], HERE)
    assert [one.name for one in chain] == ["TASS", "TASS"]


@pytest.mark.parametrize(
    ("called", "kind"),
    [
        ("пресс-служба УМВД", "police"),
        ("XİN", "ministry"),
        ("his lawyer", "lawyer"),
        ("a source in the police", "police"),
        ("Rus Federal Güvenlik Servisi (FSB)", "security_service"),
        ("OHCHR", "international"),
        ("пресс-служба суда", "court"),
    ],
)
def test_everybody_else_is_a_speaker_of_a_kind(called: str, kind: str) -> None:
    found = who(called)
    assert found.who is Cited.SPEAKER
    assert kind in found.kinds


def test_a_union_of_states_is_no_union_of_people() -> None:
    assert who("European Union").kinds == frozenset()
    assert "union" in who("журналистский профсоюз").kinds


def test_a_masked_name_is_nobody() -> None:
    assert who("[name]").who is Cited.NOBODY
