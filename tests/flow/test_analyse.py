import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from qeyd.analyse.words import Kind
from qeyd.errors import DataFileError
from qeyd.flow.analyse import (
    Beside,
    analyse_casebook,
    findings,
    look_number,
    read_controls,
    read_denominators,
    read_gaps,
    read_question,
    read_rules,
)
from qeyd.flow.findings import as_data, write_report
from qeyd.model import Account, Incident, Period, Place, Quote, Reading, Report, Stage, Stance, Target
from qeyd.model.incident import AccountRef
from qeyd.model.question import Question
from qeyd.store import Arrival, create_casebook

NOW = datetime(2024, 1, 5, tzinfo=UTC)
AS_OF = NOW.date()  #: the last story is of 12 December; without this the month counts as not over
QUESTION = Question(
    "held", Period.parse("2022-01/2023-12"), denominators=("accidents",), replicates=5, rules=("d7",)
)


@pytest.fixture
def casebook(tmp_path: Path):
    """Two years of made-up detentions, three a month in the first and six in the second."""
    folder = tmp_path / "book"
    with create_casebook(folder, passphrase=None, now=NOW) as book:
        days = []
        for month in range(24):
            first = date(2022 + month // 12, month % 12 + 1, 1)
            days += [first + timedelta(days=2 * i) for i in range(3 if month < 12 else 6)]
        arrivals = [
            Arrival(
                f"{i}".encode(),
                f"Police held people in Chita, report {i}.",
                outlet="Çay",
                published=Period.day(day + timedelta(days=1)),
            )
            for i, day in enumerate(days)
        ]
        reports = [book.report(one.id) for one in book.add(arrivals, now=NOW)]
        readings, incidents = [], []
        for number, (day, report) in enumerate(zip(days, reports, strict=True)):
            assert isinstance(report, Report)
            quote = Quote(report.id, 0, 18, report.text[:18])
            account = Account(
                report.id, "detained", Stage.DONE, Stance.ASSERTED, False, quote, "made up", 0.9
            )
            readings.append(Reading(report, (account,)))
            ref = (AccountRef(report.id, 0),)
            incidents.append(
                Incident(
                    f"i{number:03d}", f"a{number:03d}", "detained", Stage.DONE, Stance.ASSERTED, ref, (ref,),
                    target=Target("Tajiks"), place=Place("Chita", "RU", "RU-ZAB"), time=Period.day(day),
                    outlets=("Çay",),
                )
            )  # fmt: skip
        book.keep_readings(readings, now=NOW)
        book.keep_incidents(incidents, ())
        yield book, folder


def files(tmp_path: Path) -> Beside:
    controls = tmp_path / "controls.csv"
    rows = [f"accidents,Çay,{2022 + i // 12}-{i % 12 + 1:02d},{40 + i % 3},made up" for i in range(24)]
    controls.write_text("topic,outlet,day,number,source\n" + "\n".join(rows), "utf-8")
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[rule]]\nid = "d7"\nlabel = "Decree 7"\nday = 2023-01-02\nsource = "made-up gazette"\n'
        '[[gap]]\noutlet = "Çay"\nperiod = "2022-05"\nwhy = "site down"\n',
        "utf-8",
    )
    return Beside(controls=read_controls(controls), rules=read_rules(rules), gaps=read_gaps(rules))


def test_a_casebook_is_analysed_and_every_look_is_kept(casebook, tmp_path: Path) -> None:
    book, folder = casebook
    assert look_number(folder, QUESTION) == 1
    first = analyse_casebook(book, folder, QUESTION, files(tmp_path), now=NOW, as_of=AS_OF)
    second = analyse_casebook(book, folder, QUESTION, Beside(), now=NOW, as_of=AS_OF)
    assert (first.look, second.look) == (1, 2)
    assert second.level == 0
    assert first.n == 108
    assert 4 in first.series.little_coverage
    rise = first.answers[0]
    assert rise.effects[0].value > 1.2


def test_the_very_same_record_gives_the_same_digits_on_another_day_and_is_no_new_look(
    casebook, tmp_path: Path
) -> None:
    book, folder = casebook
    beside = files(tmp_path)
    first = analyse_casebook(book, folder, QUESTION, beside, now=NOW, as_of=AS_OF)
    again = analyse_casebook(book, folder, QUESTION, beside, now=NOW + timedelta(days=400), as_of=AS_OF)
    assert as_data(again) == as_data(first)
    assert look_number(folder, QUESTION) == 2
    for made, out in ((first, tmp_path / "one"), (again, tmp_path / "two")):
        write_report(made, out)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(names) > 8
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_without_a_question_the_default_one_is_asked_over_the_whole_months_of_the_collection(
    casebook, tmp_path: Path
) -> None:
    book, folder = casebook
    beside = files(tmp_path)
    report = analyse_casebook(book, folder, None, beside, now=NOW, as_of=AS_OF)
    question = report.question
    assert report.is_default
    assert question.window == Period.parse("2022-01/2023-11"), "December is not over"
    assert question.denominators == ("accidents",)
    assert question.rules == ("d7",)
    other = analyse_casebook(book, folder, None, Beside(), now=NOW, as_of=AS_OF)
    assert other.question.digest != question.digest
    assert (report.look, other.look) == (1, 2), "looks at any default question count together"
    assert look_number(folder, question) == 2, (
        "somebody who writes the question down pays for the look as well"
    )


def test_findings_lead_other_rooms_from_lines_to_incidents_and_hide_what_they_ask_to_hide(
    casebook, tmp_path: Path
) -> None:
    book, folder = casebook
    secret = {"i003", "i070"}
    found = findings(
        book, folder, QUESTION, files(tmp_path), now=NOW, as_of=AS_OF, quotes=False,
        name_of=lambda id: None if id in secret else f"x-{id}",
    )  # fmt: skip
    assert set(found.told) == {"en", "ru", "az"}
    english = found.told["en"]
    assert {one.name for one in english.pictures} == {"series", "ratios"}
    linked = [line for line in english.lines if line.supports or line.against]
    assert any("x-i004" in line.supports + line.against for line in linked)
    everything = json.dumps(found.data) + "".join(line.text for line in english.lines)
    assert not any(re.search(rf"\b{id}\b", everything) for id in secret)
    assert not re.search(r'"i\d{3}"', everything)
    assert all(line.kind != Kind.QUOTE for line in english.lines)


def test_the_pages_pictures_and_json_are_written_whole_in_every_language(casebook, tmp_path: Path) -> None:
    book, folder = casebook
    report = analyse_casebook(book, folder, QUESTION, files(tmp_path), now=NOW, as_of=AS_OF)
    written = write_report(report, tmp_path / "out")
    names = {path.name for path in written}
    assert {"findings.json", "report.en.html", "report.ru.html", "report.az.html", "series.en.svg"} <= names
    told = json.loads((tmp_path / "out" / "findings.json").read_text("utf-8"))
    assert told["question_digest"] == QUESTION.digest
    assert told["answers"][0]["effects"][0]["basis"]["kind"] == "adjusted"
    page = (tmp_path / "out" / "report.en.html").read_text("utf-8")
    assert QUESTION.digest in page
    assert "<script" not in page


def test_what_the_question_names_and_nobody_gave_is_said(casebook) -> None:
    book, folder = casebook
    report = analyse_casebook(book, folder, QUESTION, Beside(), now=NOW, as_of=AS_OF)
    assert set(report.missing) == {"accidents", "d7"}


def test_denominators_are_read_from_csv_and_xlsx_alike(tmp_path: Path) -> None:
    rows = [["name", "sort", "group", "place", "value", "source", "as_of"],
            ["residents", "population", "Tajiks", "RU-ZAB", "1200", "made-up census", "2021"],
            ["residents", "population", "", "RU-ZAB", "1000000", "made-up census", "2021"]]  # fmt: skip
    plain = tmp_path / "d.csv"
    plain.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "d.xlsx")
    assert read_denominators(plain) == read_denominators(tmp_path / "d.xlsx")
    assert read_denominators(plain)[1].group is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,sort,group,place,value,source,as_of\nr,population,,RU,-1,census,2021\n", "row 2"),
        ("name,sort,group,place,value,source,as_of\nr,population,,RU,10,,2021\n", "source"),
        ("name,value\nr,1\n", "column"),
    ],
)
def test_a_denominator_that_cannot_be_used_is_named_with_its_row(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "d.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(DataFileError, match=said):
        read_denominators(path)


def test_a_question_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "q.toml"
    path.write_text(QUESTION.to_toml(), "utf-8")
    assert read_question(path) == QUESTION
