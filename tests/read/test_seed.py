"""The article that started qeyd, and five articles of our own of the same make: no special case."""

from pathlib import Path

import pytest

from qeyd.model import Period, Reading, Report
from qeyd.read import load_lexicon, read

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed.txt"


def reading_of(text, *, outlet, published="2025-08"):
    report = Report("r", text, outlet=outlet, published=Period.parse(published), language="en")
    reading = read(report, load_lexicon())
    assert isinstance(reading, Reading)
    return reading


def only(reading, act):
    found = [account for account in reading.accounts if account.act == act]
    assert len(found) == 1, [(one.act, one.quote.text[:60]) for one in reading.accounts]
    return found[0]


@pytest.fixture(scope="module")
def seed():
    if not SEED.exists():
        pytest.skip("../shared is not here; this test needs its seed article")
    return reading_of(SEED.read_text(encoding="utf-8"), outlet="medianews.az")


def test_the_seed_tells_a_revocation_with_its_people_place_and_first_teller(seed):
    revoked = only(seed, "citizenship_revoked")
    assert (revoked.stage, revoked.background) == ("done", False)
    assert (revoked.people.value.low, revoked.people.value.high) == (3, 3)
    assert revoked.people.quote.text.startswith("3 ")
    assert revoked.target.value.group == "Azerbaijanis"
    assert revoked.place.value.admin1 == "RU-ZAB"
    assert "Zabaykalsky Krai" in revoked.place.quote.text
    assert revoked.said_by[0].name == "Modern.az"
    assert revoked.time is None or revoked.time.quote.text in SEED.read_text(encoding="utf-8")


def test_the_seed_tells_a_deportation_still_in_preparation(seed):
    planned = only(seed, "deportation_ordered_or_prepared")
    assert planned.stage == "planned"
    assert planned.actor.quote.text == "Security agencies"
    assert planned.people.value.low == 3
    assert planned.place.value.admin1 == "RU-ZAB"


def test_the_seed_only_names_yekaterinburg_and_nothing_is_invented_about_it(seed):
    named = [one for one in seed.accounts if one.place and one.place.value.name == "Yekaterinburg"]
    assert named
    assert all(one.background and one.people is None and one.time is None for one in named)


def test_no_publication_date_is_written_as_the_date_of_an_act(seed):
    assert all(account.time is None for account in seed.accounts)


def test_the_seeds_accusation_has_its_speaker(seed):
    assert any("migration authorities" in one.by for one in seed.accusations)


def test_the_seeds_pattern_claims_are_kept_with_their_speakers(seed):
    claims = {claim for one in seed.pattern_claims for claim in one.claims}
    assert {"rise", "systematic", "selectivity", "intent", "spread"} <= {str(claim) for claim in claims}
    assert any("Shahinoglu" in one.speaker for one in seed.pattern_claims)


def test_the_seeds_opinions_have_speaker_role_and_words(seed):
    analyst = [one for one in seed.opinions if one.speaker == "Elkhan Shahinoglu"]
    assert len(analyst) >= 3
    assert any(one.role == "political analyst" for one in analyst)


OWN = [
    pytest.param(
        "In Omsk Oblast, the residence permits of 5 Tajiks were revoked last week. Steppe-Info reports that they had "
        "refused to sign contracts with the army. The migration service is preparing to deport the men.",
        {
            "residence_or_document_cancelled": ("done", 5, "RU-OMS"),
            "deportation_ordered_or_prepared": ("planned", 5, "RU-OMS"),
        },
        id="permits in Omsk",
    ),
    pytest.param(
        "The pressure is growing, residents say. Police detained 14 Uzbek workers in Perm on Tuesday. Two of them were "
        "beaten during the raid, their lawyer Anvar Saliyev said.",
        {"detained": ("done", 14, "RU-PER"), "beaten_or_tortured": ("done", 2, "RU-PER")},
        id="detention and beating in Perm",
    ),
    pytest.param(
        "A court in Ganja jailed the journalist Lamiyə Qaradağlı for three years on Friday. Her newspaper was closed "
        "in May. Observers call it a deliberate policy against the press.",
        {"convicted": ("done", 1, "AZ-GA")},
        id="a journalist in Ganja",
    ),
    pytest.param(
        "Masked officers raided a hostel in Kazan and took at least 30 Kyrgyz migrants to a police station. "
        "According to the diaspora council, seven of them have been deported to Kyrgyzstan.",
        {"detained": ("done", 30, "RU-TA"), "deported": ("done", 7, "RU-TA")},
        id="a raid in Kazan",
    ),
    pytest.param(
        "The interior ministry has stripped nine naturalised Armenians of their citizenship in Krasnodar Krai, "
        "Kuban Herald wrote. They will be deported in September. Such cases have doubled since spring.",
        {"citizenship_revoked": ("done", 9, "RU-KDA")},
        id="citizenship in Krasnodar Krai",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_own_articles_of_the_same_make_are_read_as_well(text, expected):
    reading = reading_of(text, outlet="Own News", published="2025-06-16")
    for act, (stage, low, admin1) in expected.items():
        account = only(reading, act)
        assert account.stage == stage
        assert account.people.value.low == low
        assert account.place.value.admin1 == admin1
        for told in (account.people, account.target, account.place, account.time, account.actor):
            if told is not None:
                assert text[told.quote.start : told.quote.end] == told.quote.text
