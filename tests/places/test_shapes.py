"""The outlines: regions have the codes that the gazetteer gives, and lie where they should."""

import pytest

from qeyd.places import load_gazetteer
from qeyd.places.shapes import Line, load_shapes


def inside(lon: float, lat: float, rings: tuple[Line, ...]) -> bool:
    """Even-odd."""
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


@pytest.mark.parametrize(
    ("name", "country"),
    [("Yekaterinburg", "RU"), ("Ganja", "AZ"), ("Diyarbakır", "TR"), ("Samarkand", "UZ"), ("Kharkiv", "UA")],
)
def test_a_town_lies_in_the_outline_of_its_region(name: str, country: str) -> None:
    town = max(
        (one for one in load_gazetteer().find(name) if one.country == country and one.admin1),
        key=lambda one: one.population,
    )
    assert town.admin1 and town.longitude is not None and town.latitude is not None
    assert inside(town.longitude, town.latitude, load_shapes().regions[town.admin1])


def test_every_region_of_the_focus_countries_but_few_has_an_outline() -> None:
    shapes, gazetteer = load_shapes(), load_gazetteer()
    for country, least in {"AZ": 60, "RU": 80, "TR": 81, "UA": 25, "KZ": 14, "BY": 6, "UZ": 13}.items():
        have = {code for code in shapes.regions if code.startswith(f"{country}-")}
        assert len(have) >= least
        assert all(gazetteer.admin1(code) for code in have)


def test_chukotka_is_in_one_piece_east_of_russia() -> None:
    longitudes = [x for ring in load_shapes().regions["RU-CHU"] for x, _ in ring]
    assert min(longitudes) > 150 and max(longitudes) > 185


def test_disputed_lines_are_named() -> None:
    assert all(name.strip() and lines for name, lines in load_shapes().disputed)
