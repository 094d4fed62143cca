"""The list of outlets can be used as it stands."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qeyd.errors import DataFileError
from qeyd.outlets import load_outlets

OUTLETS = load_outlets()


def test_an_outlet_is_found_by_what_other_languages_call_it() -> None:
    for called, name in (
        ("ТАСС", "TASS"),
        ("AzadlıqRadiosu", "Radio Azadliq"),
        ('"Кавказский узел"', "Caucasian Knot"),
    ):
        found = OUTLETS.named(called)
        assert found is not None
        assert found.name == name


def test_an_outlet_is_found_by_its_address_and_by_a_part_of_its_site() -> None:
    for address, name in (
        ("https://www.report.az/x", "Report"),
        ("russian.rt.com", "RT"),
        ("https://ru.oxu.az/1", "Oxu.az"),
    ):
        found = OUTLETS.at(address)
        assert found is not None
        assert found.name == name


def test_unknown_names_and_hosts_are_nobody() -> None:
    assert OUTLETS.named("Sərhəd.info") is None
    assert OUTLETS.at("https://serhedinfo.example/1") is None
    assert OUTLETS.at("") is None


def test_there_are_outlets_of_every_country_that_is_watched() -> None:
    assert len(OUTLETS.all) >= 80
    assert {"AZ", "RU", "KZ", "UZ", "TJ", "KG", "GE", "BY", "UA", "TR"} <= {
        one.country for one in OUTLETS.all
    }


def test_hosts_and_countries_are_well_formed() -> None:
    for one in OUTLETS.all:
        assert re.fullmatch(r"[A-Z]{2}", one.country), one
        assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in one.domains), one
        assert not any(domain.startswith("www.") for domain in one.domains), one


def test_an_outlet_whose_host_is_missing_is_marked_or_belongs_to_another() -> None:
    assert all(one.unverified or one.parent for one in OUTLETS.all if not one.domains)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of one's own outlets, in use until the test ends."""
    file = tmp_path / "own.toml"
    monkeypatch.setenv("QEYD_OUTLETS", str(file))
    load_outlets.cache_clear()
    yield file
    load_outlets.cache_clear()


def test_outlets_of_ones_own_are_added_and_replace_those_of_the_same_name(own: Path) -> None:
    line = '[[outlet]]\nname = "{}"\naliases = []\ndomains = ["{}"]\ncountry = "AZ"\nlanguage = "az"\n'
    line += 'sort = "private"\n'
    own.write_text(line.format("Daily A", "daily-a.example") + line.format("TASS", "other.example"))
    found = load_outlets()
    assert len(found.all) == len(OUTLETS.all) + 1
    assert [found.at(f"https://{host}/1") for host in ("daily-a.example", "tass.ru")] == [
        found.named("Daily A"),
        None,
    ]
    assert found.at("other.example") == found.named("TASS")


@pytest.mark.parametrize("text", ["no toml", '[[outlet]]\nname = "A"', '[[outlet]]\nname = "A"\nwho = "B"'])
def test_a_mistake_in_ones_own_list_is_said_with_its_file(own: Path, text: str) -> None:
    own.write_text(text)
    with pytest.raises(DataFileError, match=r"own\.toml"):
        load_outlets()
