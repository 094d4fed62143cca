"""Searching words of reports: any form of a word, hasty letters, all languages, and never a person."""

from dataclasses import replace
from pathlib import Path

import pytest

from qeyd.flow.add import add_reports
from qeyd.flow.forget import forget
from qeyd.flow.search import count_reports, index_new_reports, search_reports
from qeyd.model import Period
from qeyd.store import Arrival, Casebook, open_casebook
from tests.store.samples import NOW, new_casebook

TEXTS = {
    "az": "Gəncədə polis iki jurnalisti saxlayıb. Vəkil Orxan Tumanlı deyib ki, onlar həbsxanaya aparılıb.",
    "ru": "В Казани полицейские задержали активистов. Адвокат Лейла Туманова сообщила, что их избили. ОМОН молчит.",
    "uk": "У Києві поліція затримала двох журналістів. Адвокат Олесь Туманенко повідомив про побиття.",
    "tr": "Ankara'da polis beş öğrenciyi gözaltına aldı. Avukat Selin Dumanlı öğrencilerin dövüldüğünü söyledi.",
    "en": "Police in Tbilisi detained two journalists on Monday. Lawyer Rose Tumanov said they were beaten.",
    "fr": "La police a arrêté deux journalistes à Lyon. L'avocat Odran Toumanel a dénoncé des violences policières.",
}
NAMES = (
    *("Tumanlı", "Orxan", "Туманова", "Лейла", "Туманенко", "Олесь"),
    *("Dumanlı", "Selin", "Tumanov", "Rose", "Toumanel", "Odran"),
)


@pytest.fixture
def casebook(tmp_path: Path) -> Casebook:
    book = new_casebook(tmp_path / "c")
    coming = [
        Arrival(
            text.encode(), text, url=f"https://example.org/{code}", outlet="example.org", language=code,
            published=Period.parse("2025-08-20"),
        )
        for code, text in TEXTS.items()
    ]  # fmt: skip
    add_reports(book, coming, kept=lambda added: None, trouble=lambda one: None)
    return book


def languages(casebook: Casebook, words: str, **only: str) -> set[str]:
    return {hit.report.language or "" for hit in search_reports(casebook, words, **only).hits}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jurnalistlər", {"az"}),
        ("saxlanılıb", {"az"}),
        ("gence", {"az"}),
        ("Gəncənin", {"az"}),
        ("həbsxanada", {"az"}),
        ("задержать", {"ru"}),
        ("активист", {"ru"}),
        ("Казань", {"ru"}),
        ("казань", {"ru"}),
        ("омон", {"ru"}),
        ("журналіст", {"uk"}),
        ("затриманий", set()),
        ("затримають", {"uk"}),
        ("Київ", {"uk"}),
        ("öğrenciler", {"tr"}),
        ("ogrenci", {"tr"}),
        ("Ankara", {"tr"}),
        ("detain", {"en"}),
        ("journalist", {"en", "fr"}),
        ("TBILISI", {"en"}),
        ("policier*", {"fr"}),
        ("arrete", {"fr"}),
        ("journalist -lyon", {"en", "fr"}),
        ("journalists police beat", {"en"}),
        ("polis", {"az", "tr"}),
        ("polis -polis", set()),
        ("-polis", set()),
        ("?!", set()),
    ],
)
def test_a_word_finds_reports_with_any_of_its_forms(casebook: Casebook, words: str, found: set[str]) -> None:
    assert languages(casebook, words) == found


def test_no_name_of_a_person_finds_anything(casebook: Casebook) -> None:
    for name in NAMES:
        assert languages(casebook, name) == set(), name
        assert languages(casebook, name.lower()) == set(), name
        assert languages(casebook, name[:5] + "*") == set(), name
    assert "rise" not in {key for key in ("rise",) if languages(casebook, key)}


def test_filters_counts_and_pages(casebook: Casebook) -> None:
    assert languages(casebook, "polis", language="tr") == {"tr"}
    assert languages(casebook, "", language="az") == {"az"}
    assert languages(casebook, "", start="2025-08-21") == set()
    assert count_reports(casebook, "language", "polis") == {"az": 1, "tr": 1}
    assert search_reports(casebook, "", offset=4, limit=1).total == 6
    assert len(search_reports(casebook, "", offset=4, limit=1).hits) == 1
    assert count_reports(casebook, "language", "-x") == {}


def test_the_word_found_is_marked_in_its_place(casebook: Casebook) -> None:
    hit = search_reports(casebook, "избить").hits[0]
    assert "".join(piece for piece, _ in hit.pieces).strip("… ") == hit.report.text
    assert [piece for piece, marked in hit.pieces if marked] == ["избили"]


def test_what_was_forgotten_is_not_found_and_what_is_left_still_is(casebook: Casebook) -> None:
    forget(casebook, "https://example.org/az", coder="Coder A", now=NOW)
    assert languages(casebook, "polis") == {"tr"}
    forget(casebook, "Selin Dumanlı", coder="Coder A", now=NOW)
    assert languages(casebook, "polis") == {"tr"}
    assert search_reports(casebook, "polis").waiting == 0


def test_a_casebook_from_before_the_index_gets_one(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = casebook.folder
    monkeypatch.setattr("qeyd.store.schema.VERSION", 4)  # the step that brought the index, and no later one
    with casebook, casebook._writing() as db:
        for table in ("words", "listed", "words_wanted"):
            db.execute(f"DROP TABLE {table}")
        db.execute("UPDATE reports SET published = '2025-08' WHERE language = 'az'")
        db.execute("DELETE FROM meta WHERE key = 'words by'")
        db.execute("PRAGMA user_version = 3")
    with open_casebook(folder) as again:
        assert search_reports(again, "polis").waiting == 6
        assert index_new_reports(again) == 6
        assert [h.report.language for h in search_reports(again, "polis", end="2025-08-03").hits] == ["az"]
        assert again.check() == ()


def test_a_report_without_a_known_language_and_in_a_script_without_capitals(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as book:
        georgian = Arrival("პოლიციამ დააკავა".encode(), "პოლიციამ დააკავა", language="ka")
        kazakh = replace(
            georgian, data=b"kk", text="Полиция журналистерді ұстады. Арман Тұманов айтты.", language="kk"
        )
        add_reports(book, [georgian, kazakh], kept=lambda added: None, trouble=lambda one: None)
        assert languages(book, "журналистер") == {"kk"}
        assert languages(book, "Тұманов") == languages(book, "პოლიციამ") == set()
        assert languages(book, "") == {"ka", "kk"}


def test_a_text_without_capitals_hides_what_the_dictionary_does_not_know(tmp_path: Path) -> None:
    text = TEXTS["ru"].lower().replace("омон молчит", "омон пришёл")
    with new_casebook(tmp_path / "c") as book:
        add_reports(
            book,
            [Arrival(text.encode(), text, language="ru")],
            kept=lambda added: None,
            trouble=lambda one: None,
        )
        assert languages(book, "задержать активист") == {"ru"}
        assert languages(book, "туманова") == languages(book, "лейла") == set()
