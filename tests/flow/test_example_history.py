"""The example's history through the whole of qeyd: what was put into it is found, and what cannot be said is not."""

import filecmp
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qeyd.flow.example import Analysed, analyse_example, make_example
from qeyd.model.finding import Answer, Finding, Refusal, Standing

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.xdist_group("history")


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Analysed]:
    folder = tmp_path_factory.mktemp("history") / "example"
    made = make_example(folder, now=NOW, history=True)
    assert made.totals.unread == 0
    return {one.name: one for one in analyse_example(folder, now=NOW)}


def answer(analysed: dict[str, Analysed], name: str, question: str) -> Answer:
    report = analysed[name].report
    by_name = {one.question: one for one in report.answers} | {
        one.name: one.answer for one in report.elements
    }
    return by_name[question]


def finding(analysed: dict[str, Analysed], name: str, question: str) -> Finding:
    found = answer(analysed, name, question)
    assert isinstance(found, Finding), found
    return found


def test_the_shipped_files_are_those_that_the_tool_makes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, ROOT / "tools" / "make_history.py", tmp_path], check=True, capture_output=True
    )
    shipped = ROOT / "src" / "qeyd" / "example" / "history"
    names = sorted(one.name for one in shipped.iterdir() if one.is_file())
    assert "reports.jsonl" in names
    assert filecmp.cmpfiles(tmp_path, shipped, names, shallow=False)[0] == names


def test_what_is_attention_alone_rises_without_coverage_and_not_with_it(analysed) -> None:
    alone = finding(analysed, "raids-alone", "rising")
    assert alone.effects[0].low > 1
    assert alone.standing is Standing.NOT_ASSESSABLE
    against = finding(analysed, "raids-with-coverage", "rising").effects[0]
    assert against.low < 1 < against.high


def test_the_rise_that_was_put_in_is_found_with_its_date_and_its_rule(analysed) -> None:
    name = "detentions-with-coverage"
    assert finding(analysed, name, "rising").standing is Standing.SUPPORTED
    since = dict(finding(analysed, name, "since_when").facts)["change_between"]
    first, last = (date.fromisoformat(one.strip()) for one in since.split("/"))
    assert first <= date(2024, 9, 1) <= last
    rule = finding(analysed, name, "changed_with_a_rule")
    assert rule.effects[0].low < 3.0 < rule.effects[0].high
    assert rule.standing is Standing.SUPPORTED


def test_the_group_that_is_hit_more_is_named_only_where_people_were_counted(analysed) -> None:
    rates = {one.about: one for one in finding(analysed, "with-coverage", "rate_by_group").effects}
    assert rates["Tajiks"].low > 1.5
    assert all(one.low < 1.3 for group, one in rates.items() if group != "Tajiks")
    refused = answer(analysed, "reports-alone", "rate_by_group")
    assert isinstance(refused, Refusal)
    assert refused.rule == "no_population"
    cells = finding(analysed, "reports-alone", "share_of_reports").effects
    assert [one.about for one in cells] == ["Kyrgyz, deported"]


def test_late_reports_bunches_and_claims_are_there_and_so_is_every_refusal(analysed) -> None:
    assert finding(analysed, "with-coverage", "delay").effects
    assert finding(analysed, "with-coverage", "if_nothing_changes").effects[0].of == "total_ahead"
    assert finding(analysed, "with-coverage", "regularity").standing is Standing.CONTRADICTED
    claims = analysed["with-coverage"].report.claims
    assert {"rise", "intent", "systematic", "selectivity"} <= {one.sort.value for one in claims}
    assert all(one.answers for one in claims)
    rules = {
        one.rule
        for each in analysed.values()
        for found in (*each.report.answers, *(element.answer for element in each.report.elements))
        for one in ([found] if isinstance(found, Refusal) else found.limits)
    }
    assert rules >= {
        "no_control_stories", "no_population", "rule_too_near_the_edge", "rule_is_not_shown_as_cause",
        "too_few_periods", "change_not_decisive", "equal_coverage_unknown", "no_cause_from_dates",
        "no_total_of_unreported", "silence_is_not_absence", "no_interval_covers_a_change", "tolerance_is_not_shown",
        "policy_is_not_inferred", "no_attribution", "no_legal_threshold",
    }  # fmt: skip


def test_every_page_is_marked_as_made_up_and_links_each_incident_it_names(analysed) -> None:
    for one in analysed.values():
        for page in one.page.parent.glob("*.html"):
            assert 'class="made-up"' in page.read_text("utf-8"), page.name
    folder = analysed["with-coverage"].page.parent
    rows = (folder / "incidents.en.html").read_text("utf-8")
    page = (folder / "report.en.html").read_text("utf-8")
    linked = {part.split('"')[0] for part in page.split("incidents.en.html#")[1:]}
    assert len(linked) > 100
    assert all(f'id="{id}"' in rows for id in linked)
