import re
import tomllib
from importlib import resources

import pytest

from qeyd.analyse.words import Kind, Line, Words, languages
from qeyd.errors import DataFileError, ShapeError
from qeyd.model.coverage import ControlStories
from qeyd.model.finding import Adjusted, Effect, Refusal, Reported
from tests.analyse.linting import REPORTED, made_up_report, troubles, wrong


def told(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(
        resources.files("qeyd.analyse.words").joinpath(f"{language}.toml").read_text("utf-8")
    )


@pytest.mark.parametrize("language", languages())
def test_every_noun_without_denominators_speaks_of_what_is_reported(language: str) -> None:
    words = told(language)
    for noun in words["reported"].values():
        assert REPORTED[language] in noun.lower(), noun
    assert REPORTED[language] in words["sentence"]["reported"].lower()


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_word_with_the_same_places_to_fill(language: str) -> None:
    english, other = told("en"), told(language)
    for part, keys in english.items():
        assert set(keys) == set(other[part]), part
        for key, value in keys.items():
            places = re.findall(r"\{(\w+)\}", value)
            assert sorted(set(places)) == sorted(set(re.findall(r"\{(\w+)\}", other[part][key]))), (part, key)


@pytest.mark.parametrize("seed", range(8))
def test_no_report_holds_a_verdict_or_a_number_without_its_doubt(seed: int) -> None:
    report = made_up_report(seed)
    assert [one for language in languages() for one in troubles(report, language)] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            Kind.EFFECT,
            "Ratio per year: 1.5, from 80 incidents of 60 independent origins; method: m; assuming that a.",
        ),
        (Kind.EFFECT, "Ratio per year: 1.5 (1.2 to 1.9, 95 % interval); method: m; assuming that a."),
        (Kind.STANDING, "This is a systematic campaign."),
        (Kind.STANDING, "There were 40."),
        (
            Kind.EFFECT,
            "Ratio per year of incidents: 1.5 (1.2 to 1.9, 95 % interval), from 80 incidents of 60 independent "
            "origins; method: m; assuming that a.",
        ),
    ],
)
def test_the_linter_finds_what_it_is_for(kind: Kind, text: str) -> None:
    assert wrong(Line(kind, text), "en")


def test_an_adjusted_basis_cannot_be_made_from_nothing() -> None:
    with pytest.raises(ShapeError, match="denominator"):
        Adjusted(())
    with pytest.raises(ShapeError, match="denominator"):
        Adjusted.to_controls([])


def test_the_same_effect_is_said_as_its_basis_allows() -> None:
    words = Words("en")
    numbers = ("trend", 1.5, 1.2, 1.9)
    bare = Effect(*numbers, Reported(), 80, 60)
    against = Effect(*numbers, Adjusted.to_controls([ControlStories("accidents", "made up", ())]), 80, 60)
    asked = {"method": "nb_carry_trend", "assumption": "attention_constant"}
    assert words.effect(bare, **asked).startswith("Ratio per year of reported incidents")
    assert "set against accidents (made up)" in words.effect(against, **asked)
    assert "from 80 reported incidents of 60 independent origins" in words.effect(bare, **asked)


def test_an_effect_without_words_or_an_unknown_language_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(DataFileError, match="Use one of"):
        Words("xx")
    with pytest.raises(DataFileError, match="Add it"):
        Words("en").refusal(Refusal("rising", "no_such_rule"))
    with pytest.raises(DataFileError, match="Add it"):
        Words("en").adjusted(
            Effect("regions", 1.0, 1.0, 1.0, Adjusted(("x",)), 1, 1),
            method="listed",
            assumption="nothing_changes",
        )


def test_groups_and_acts_are_named_in_the_language_of_the_page() -> None:
    ru, az = Words("ru"), Words("az")
    assert ru.named("Tajiks, deported") == "таджики, депортация"
    assert az.named("Tajiks and Uzbeks") == "taciklər və özbəklər"
    assert ru.named("Order 17, 2024-09-02") == "Order 17, 2024-09-02"
