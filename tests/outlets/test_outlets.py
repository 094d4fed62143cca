"""The list of outlets can be used as it stands."""

import re

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
