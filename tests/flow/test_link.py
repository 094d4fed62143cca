"""Links kept while a casebook is open end where working all out anew does. All people and events are invented."""

from pathlib import Path

from qeyd.flow.link import CasebookLinks, link_casebook
from qeyd.model import About, Reading, Report, Verdict
from qeyd.store import Arrival, Casebook
from tests.link.texts import account
from tests.store.samples import NOW, new_casebook

TEXTS = [
    "Police in Tyumen detained 18 Tajik workers at a hostel on Friday.",
    "In Tyumen 18 Tajiks were detained at a hostel, a lawyer said.",
    "A court in Baku jailed the editor Vugar Sadigli for two months.",
    "Eighteen Tajiks were held in Tyumen, their consulate confirmed.",
]
TOLD = {"people": 18, "group": "Tajiks", "place": "Tyumen", "day": "2031-03-14"}
JAILED = {"act": "arrested_or_jailed", "people": 1, "names": ("Vugar Sadigli",), "place": "Baku"}


def read(casebook: Casebook, number: int) -> Reading:
    text = TEXTS[number]
    casebook.add([Arrival(text.encode(), text, url=f"https://example.org/{number}", language="en")])
    report: Report = list(casebook.reports())[-1]
    reading = Reading(report, (account(report, **(JAILED if number == 2 else TOLD)),), read_by="test")
    casebook.keep_readings([reading])
    return reading


def told(casebook: Casebook) -> tuple[object, object]:
    incidents = {one.id: one for one in casebook.incidents()}
    return incidents, {one.id: one for one in casebook.affairs()}


def test_one_report_at_a_time_ends_where_working_all_out_anew_does(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        read(casebook, 0)
        links = CasebookLinks(casebook)
        for number in (1, 2, 3):
            changes = links.update([read(casebook, number)])
            assert len(changes.incidents) == 1
        kept = told(casebook)
        assert sorted(len(one.accounts) for one in casebook.incidents()) == [1, 3]
        link_casebook(casebook)
        assert told(casebook) == kept
        assert casebook.check() == ()


def test_a_forgotten_report_and_a_judgement_change_only_what_they_touch(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        readings = [read(casebook, number) for number in range(4)]
        links = CasebookLinks(casebook)
        casebook.forget_report(readings[0].report.id, coder="Coder A", now=NOW)
        links.update(gone=[readings[0].report.id])
        assert sorted(len(one.accounts) for one in casebook.incidents()) == [1, 2]
        subjects = (readings[1].report.id, "0", readings[3].report.id, "0")
        casebook.judge(about=About.SAME, subjects=subjects, verdict=Verdict.NO, coder="Coder A", at=NOW)
        changes = links.update()
        assert len(changes.incidents) == 2
        assert len(casebook.incidents()) == 3
        kept = told(casebook)
        link_casebook(casebook)
        assert told(casebook) == kept
        assert casebook.check() == ()
