"""A name is found however it is written, and what is no name of these people is left alone."""

import pytest

from qeyd.publish.spot import Finder, Guarded, replaced

PEOPLE = (
    Guarded(1, ("Elvar Şıxlinski",)),
    Guarded(2, ("Nərgiz Çobanzadə",)),
    Guarded(3, ("Elçin Hüseynov",)),
)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Суд арестовал Шихлинского Эльвара.", 1),
        ("E. Şıxlinskinin vəkili", 1),
        ("/xeber/elvar-sixlinski-saxlanildi.html", 1),
        ("@ElvarShikhlinsky", 1),
        ("Sh\u00adikh\u200blinskiy's lawyer", 1),
        ("Elvaг Şıxlinski", 1),  # a Cyrillic letter in it
        ("Адвокат Н. Чобанзаде", 2),
        ("Nargiz Chobanzade", 2),
        ("Elchin Guseinov", 3),
        ("письмо Эльчину Гусейнову", 3),
        ("Huseynov, Elchin", 3),
    ],
)
def test_a_name_is_found_in_every_spelling_and_disguise(text: str, person: int) -> None:
    assert [one.persons for one in Finder(PEOPLE).find(text)] == [(person,)]


@pytest.mark.parametrize(
    "text", ["Polis Bakıda beş kişini saxladı.", "Силовики задержали пятерых.", "Elvar said no more.", ""]
)
def test_other_words_and_a_given_name_alone_are_left_alone(text: str) -> None:
    assert Finder(PEOPLE).find(text) == ()


def test_what_the_release_shows_as_an_office_or_place_is_no_name() -> None:
    people = (Guarded(1, ("Elvar Şıxlinski",)),)
    text = "General Rauf Şıxlinski said it."
    assert Finder(people).find(text)
    assert not Finder(people, shown=("Rauf Şıxlinski",)).find(text)
    assert Finder(people, shown=("Rauf Şıxlinski",)).find("Elvar Şıxlinski was held.")


def test_a_found_name_gives_way_to_its_label() -> None:
    text = "Nərgiz Çobanzadə və Elçin Hüseynovun qardaşı"
    assert replaced(text, Finder(PEOPLE).find(text), {2: "P-2", 3: "P-3"}) == "P-2 və P-3 qardaşı"
