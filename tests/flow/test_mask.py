from hypothesis import given
from hypothesis import strategies as st

from qeyd.flow.mask import MASK, masked
from qeyd.model import (
    Account,
    Actor,
    Opinion,
    Reading,
    Report,
    Speaker,
    SpeakerSort,
    Stage,
    Stance,
    Target,
    Told,
    Unread,
)
from qeyd.model.shapes import reading_to_json

TEXT = (
    "Judge Elman Sadov jailed Orxan Tumanov and Ali Mir. Tumanov's sister Lale Vekilli told us. "
    "Analyst Rauf Danov called it a policy. Tumanovun vəkili danışdı."
)


def reading_of(report: Report) -> Reading:
    def quote(words: str, after: int = 0):
        start = report.text.index(words, after)
        return report.quote(start, start + len(words))

    told = quote("Judge Elman Sadov jailed Orxan Tumanov and Ali Mir.")
    account = Account(
        report.id,
        "arrested_or_jailed",
        Stage.DONE,
        Stance.CLAIMED,
        False,
        told,
        "test 1",
        0.9,
        target=Told(Target(None, ("Orxan Tumanov", "Ali Mir")), quote("Orxan Tumanov and Ali Mir"), "test 1"),
        actor=Told(Actor("Judge Elman Sadov", "court"), quote("Judge Elman Sadov"), "test 1"),
        said_by=(
            Speaker("Lale Vekilli", SpeakerSort.RELATIVE, quote("sister Lale Vekilli")),
            Speaker("Daily A", SpeakerSort.OUTLET),
        ),
        why=("Orxan Tumanov stands after jailed",),
    )
    return Reading(
        report,
        (account,),
        opinions=(Opinion("Rauf Danov", "analyst", quote("Rauf Danov called it a policy")),),
    )


def report_of(text: str) -> Report:
    return Report(
        "r1",
        text,
        url="https://example.org/orxan-tumanov-jailed",
        title="Orxan Tumanov jailed",
        outlet="Daily A",
    )


def test_no_private_name_is_left_in_text_title_address_or_fields() -> None:
    line = str(reading_to_json(masked(reading_of(report_of(TEXT)))))
    for name in ("Orxan", "Tumanov", "tumanov", "Ali Mir", "Vekilli", "Lale"):
        assert name not in line
    assert MASK in line


def test_officials_acting_outlets_and_public_opinions_stay() -> None:
    reading = masked(reading_of(report_of(TEXT)))
    assert isinstance(reading, Reading)
    actor = reading.accounts[0].actor
    assert actor and actor.value.name == "Judge Elman Sadov" == actor.quote.text
    assert reading.opinions[0].speaker == "Rauf Danov"
    assert reading.accounts[0].said_by[1].name == "Daily A"


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_every_quote_is_still_its_place_in_the_text(before: str, after: str) -> None:
    report = report_of(f"{before}\n{TEXT}\n{after}")
    reading = masked(reading_of(report))
    assert isinstance(reading, Reading)
    account = reading.accounts[0]
    assert account.quote.text == f"Judge Elman Sadov jailed {MASK} and {MASK}."
    quotes = [account.quote, reading.opinions[0].quote]
    quotes += [told.quote for told in (account.target, account.actor) if told]
    for quote in quotes:
        assert reading.report.text[quote.start : quote.end] == quote.text


def test_a_reading_without_private_names_is_left_as_it_is() -> None:
    report = report_of(TEXT)
    assert masked(Reading(report)) == Reading(report)
    assert masked(Unread(report, "why")) == Unread(report, "why")
