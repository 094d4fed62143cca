import json
from pathlib import Path

import pytest

from qeyd.errors import QuoteError, ShapeError
from qeyd.model import (
    Account,
    AccountRef,
    Actor,
    Count,
    DisagreeingValue,
    Disagreement,
    Figure,
    Grade,
    Ground,
    Incident,
    Nexus,
    Opinion,
    PatternClaim,
    PatternSort,
    Period,
    Place,
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
from qeyd.model.shapes import incident_from_json, incident_to_json, reading_from_json, reading_to_json

REPORT = Report("r1", "Police held 12 Tajiks in Omsk on Friday, relatives say.", outlet="Omsk Herald")


def told(value, words):
    start = REPORT.text.index(words)
    return Told(value, REPORT.quote(start, start + len(words)), "rules")


def full_reading():
    speaker = Speaker("relatives", SpeakerSort.RELATIVE, told(None, "relatives").quote, role="family")
    account = Account(
        report_id="r1",
        act="detained",
        stage=Stage.DONE,
        stance=Stance.CLAIMED,
        background=False,
        quote=REPORT.quote(0, 39),
        read_by="rules 0.1",
        confidence=0.75,
        nexus=(Nexus.GROUP,),
        people=told(Count(12, None, approximate=True), "12"),
        target=told(Target("Tajiks", ("Umed",)), "12 Tajiks"),
        actor=told(Actor("Police", "police"), "Police"),
        place=told(Place("Omsk", "RU", "RU-OMS", "Omsk Oblast", 54.9, 73.3, 1), "Omsk"),
        time=told(Period.parse("2025-06-06"), "on Friday"),
        ground=told(Ground(("228 RU-CC",)), "say"),
        said_by=(speaker,),
        denied_by=(speaker,),
        why=("act: police held",),
    )
    claim = PatternClaim("relatives", (PatternSort.RISE,), REPORT.quote(0, 6))
    return Reading(
        REPORT, (account,), (), (Opinion("x", None, REPORT.quote(0, 6)),), (claim,), "rules 0.1", 0.5
    )


def test_a_reading_comes_back_from_its_line_as_it_went_out():
    for reading in (full_reading(), Unread(REPORT, "too deep", "rules 0.1")):
        assert reading_from_json(json.loads(json.dumps(reading_to_json(reading)))) == reading


def test_an_incident_comes_back_from_its_line_as_it_went_out():
    ref = AccountRef("r1", 0)
    incident = Incident(
        id="i1",
        affair="f1",
        act="detained",
        stage=Stage.DONE,
        stance=Stance.ASSERTED,
        accounts=(ref,),
        origins=((ref,),),
        people=Figure(12, None, 12),
        target=Target("Tajiks"),
        place=Place("Omsk", "RU"),
        time=Period.parse("2025-06"),
        grounds=(Ground(("228 RU-CC",)),),
        ground_words=("drugs",),
        actors=(Actor("Police"),),
        outlets=("Omsk Herald",),
        languages=("en",),
        disagreements=(Disagreement("people", (DisagreeingValue("12", (ref,)),)),),
        possibly_same_as=("i2",),
        grade=Grade.CORROBORATED,
        why="alone",
    )
    assert incident_from_json(json.loads(json.dumps(incident_to_json(incident)))) == incident


def test_a_quote_that_is_not_the_reports_own_words_is_refused():
    line = reading_to_json(full_reading())
    line["accounts"][0]["people"]["quote"]["text"] = "13"
    with pytest.raises(ShapeError, match="people"):
        reading_from_json(line)


def test_a_value_without_its_words_is_refused():
    line = reading_to_json(full_reading())
    line["accounts"][0]["place"]["quote"] = None
    with pytest.raises(ShapeError, match="place"):
        reading_from_json(line)


def test_a_quote_outside_its_report_cannot_be_cut():
    with pytest.raises(QuoteError):
        REPORT.quote(10, 9999)


def test_the_projects_own_gold_readings_have_the_contracts_shape():
    corpus = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "articles.jsonl"
    if not corpus.exists():
        pytest.skip("../shared is not here; this test needs its corpus")
    for line in corpus.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        shell = {"report": article, "accounts": []}
        assert reading_from_json(shell).report.text == article["text"]
