from datetime import date
from pathlib import Path

from qeyd.model import Period
from qeyd.model.coverage import Gap
from qeyd.store import Arrival
from tests.cli.runs import here
from tests.store.samples import new_casebook

URL = "https://daily-a.example/1"


def story(text: str, day: date, url: str = URL) -> Arrival:
    return Arrival(
        data=text.encode(), text=text, url=url, outlet="Daily A", published=Period.parse(day.isoformat()),
        language="en", title="Held in Dolin",
    )  # fmt: skip


def test_a_report_is_shown_with_what_changed_since_its_version_before(tmp_path: Path, capsys) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        casebook.add([story("Police held 3 people in Dolin, Ada Brook said.", date(2025, 1, 1))])
        casebook.add([story("Police held 30 people in Dolin, Ada Stone said.", date(2025, 1, 1))])
        first, second = (one.id for one in casebook.reports())
    status, out, _ = here(capsys, "show", tmp_path / "c", second)
    assert status == 0 and "2 versions" in out and "2 changes" in out
    assert "NUMBER: “3” became “30”" in out and "NAME: “Brook” became “Stone”" in out
    status, out, _ = here(capsys, "show", tmp_path / "c", first)
    assert status == 0 and "Since version" not in out


def test_coverage_tells_what_was_looked_at_what_came_and_the_gaps(tmp_path: Path, capsys) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        casebook.add([story("Rain.", date(2025, 1, 1), URL), story("Snow.", date(2025, 3, 1), URL + "/b")])
        casebook.log_looked({"Daily A": (2, 2)})
        casebook.log_gap(Gap("Daily B", Period.parse("2025-02"), "its server was down"))
    status, out, _ = here(capsys, "show", tmp_path / "c", "--coverage")
    row = next(line for line in out.splitlines() if line.startswith("Daily A"))
    assert (
        status == 0
        and row.split()[2:] != []
        and "1 time" in row
        and "2025-01-01" in row
        and "2025-03-01" in row
    )
    assert "Control stories, relevant or not: 2 of 1 outlet" in out
    assert "its server was down" in out and "no story came" in out
