"""The gazetteer and the tables it is built from."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from qeyd.errors import DataFileError
from qeyd.places import Gazetteer, load_gazetteer
from qeyd.places.fold import fold

TABLES = Path(__file__).resolve().parents[2] / "src" / "qeyd" / "places" / "tables"
REGIONS = {
    code: row
    for file in sorted(TABLES.glob("regions_*.toml"))
    for code, row in tomllib.loads(file.read_text("utf-8")).items()
}
HOW_MANY = {"RU": 83, "UA": 27, "BY": 7, "KZ": 20, "UZ": 14, "TJ": 5, "KG": 9, "TM": 6, "GE": 12, "AM": 11}


def test_every_first_level_region_of_the_focus_countries_is_listed() -> None:
    counted = Counter(code[:2] for code in REGIONS)
    assert {country: counted[country] for country in HOW_MANY} == HOW_MANY
    assert counted["AZ"] >= 66


@pytest.mark.parametrize("code", REGIONS)
def test_a_region_has_its_country_its_code_a_centre_and_its_names(code: str) -> None:
    entry = load_gazetteer().admin1(code)
    assert entry is not None
    assert (entry.kind, entry.country, entry.admin1) == ("admin1", code[:2], code)
    assert entry.latitude is not None and entry.longitude is not None
    assert entry.disputed == REGIONS[code].get("disputed", False)
    for language in ("en", "ru", "az"):
        found = load_gazetteer().find(REGIONS[code][language])
        assert found, f"{REGIONS[code][language]} is not found"
        assert any((e.country, e.admin1) == (code[:2], code) for e in found)


def test_names_of_regions_are_unique_in_each_language() -> None:
    for language in ("en", "ru", "az"):
        counted = Counter((code[:2], fold(row[language])) for code, row in REGIONS.items())
        assert not [name for name, times in counted.items() if times > 1]


def test_all_provinces_of_turkey_and_iran_are_there() -> None:
    gazetteer = load_gazetteer()
    places = [gazetteer.entry(key) for key in range(len(gazetteer))]
    counted = Counter(e.country for e in places if e.kind == "admin1")
    assert (counted["TR"], counted["IR"]) == (81, 31)


def test_every_place_has_a_known_country_and_a_name() -> None:
    gazetteer = load_gazetteer()
    for key in range(0, len(gazetteer), 17):
        entry = gazetteer.entry(key)
        assert entry.name.strip()
        assert gazetteer.country(entry.country) is not None
        assert entry.precision in (1, 3, 4, 5, 6)


def test_parents_contain_and_distances_are_kilometres() -> None:
    gazetteer = load_gazetteer()
    city = gazetteer.find("Yekaterinburg")[0]
    region = gazetteer.parent(city)
    assert region is not None and region.admin1 == "RU-SVE"
    country = gazetteer.parent(region)
    assert country is not None and country.country == "RU" and gazetteer.parent(country) is None
    assert gazetteer.contains(region, city) and gazetteer.contains(country, city)
    assert not gazetteer.contains(city, region)
    moscow = gazetteer.find("Москва", language="ru")[0]
    # 1,417 km by the coordinates of the two cities, to one percent.
    assert gazetteer.distance_km(city, moscow) == pytest.approx(1417, rel=0.01)
    assert gazetteer.distance_km(city, city) == 0


def test_the_likeliest_place_is_the_one_its_document_is_about() -> None:
    gazetteer = load_gazetteer()
    kirov = gazetteer.find("Киров", language="ru")
    kaluga = gazetteer.admin1("RU-KLU")
    assert kaluga is not None
    alone = gazetteer.choose(kirov)
    there = gazetteer.choose(kirov, context=[kaluga], countries={"RU": 1})
    assert alone is not None and alone.admin1 == "RU-KIR"
    assert there is not None and there.country == "RU"
    assert gazetteer.choose(()) is None


def test_a_file_of_another_kind_is_refused_with_a_remedy() -> None:
    with pytest.raises(DataFileError, match="build_gazetteer"):
        Gazetteer(b"something else entirely")
