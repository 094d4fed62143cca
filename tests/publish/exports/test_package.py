"""The data package, opened by readers that are not ours: Frictionless, openpyxl, pyarrow, csv."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.publish.exports.package import package
from qeyd.publish.exports.tables import cell, sheets, to_csv, uncell
from qeyd.publish.release import Release, Words
from tests.publish.releases import a_release


def written(release: Release, folder: Path) -> Path:
    """The package on the disk."""
    for path, data in package(release).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "data"


def test_frictionless_finds_the_package_valid(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    folder = written(a_release(40), tmp_path)
    checked = frictionless.validate(str(folder / "datapackage.json"))
    assert checked.valid, checked.flatten(["rowNumber", "fieldName", "note"])[:5]
    assert len(checked.tasks) == len(sheets(a_release(1)))


def test_frictionless_would_notice_a_wrong_row(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    folder = written(a_release(4), tmp_path)
    accounts = (folder / "accounts.csv").read_bytes().replace(b"e-", b"no-such-")
    (folder / "accounts.csv").write_bytes(accounts)
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_every_form_holds_the_same_rows(tmp_path: Path) -> None:
    openpyxl, pyarrow = pytest.importorskip("openpyxl"), pytest.importorskip("pyarrow.parquet")
    release = a_release(20)
    files = package(release)
    book = openpyxl.load_workbook(io.BytesIO(files["data/release.xlsx"]))
    whole = json.loads(files["data/release.json"])
    for sheet in sheets(release):
        names = [one.name for one in sheet.fields]
        wanted = [dict(row) for row in sheet.rows]
        assert whole[sheet.name] == wanted
        read = list(csv.DictReader(io.StringIO(files[f"data/{sheet.name}.csv"].decode())))
        assert read == [{name: cell(row.get(name)) for name in names} for row in wanted]
        head, *lines = book[sheet.name].iter_rows(values_only=True)
        assert list(head) == names
        assert [
            {
                name: uncell(value) if isinstance(value, str) else value
                for name, value in zip(names, line, strict=True)
            }
            for line in lines
        ] == [{name: row.get(name) for name in names} for row in wanted]
        table = pyarrow.read_table(io.BytesIO(files[f"data/parquet/{sheet.name}.parquet"]))
        assert table.to_pylist() == [{name: row.get(name) for name in names} for row in wanted]


def test_the_same_release_gives_the_same_bytes_and_no_clock_or_author() -> None:
    one, other = package(a_release(8)), package(a_release(8))
    assert one == other
    core = zipfile.ZipFile(io.BytesIO(one["data/release.xlsx"])).read("docProps/core.xml").decode()
    assert a_release(8).made_on in core
    assert "openpyxl" not in core


@given(st.text(max_size=40))
def test_no_cell_is_a_formula_and_each_can_be_read_back(text: str) -> None:
    told = cell(text)
    assert not told.startswith(("=", "+", "-", "@", "\t", "\r"))
    printable = "".join(one for one in text if one in "\t\n\r" or ord(one) >= 32)
    assert uncell(told) == printable


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=1, max_size=5))
def test_csv_is_read_back_as_written(values: list[str]) -> None:
    read = list(
        csv.DictReader(io.StringIO(to_csv(["v"], [{"v": one} for one in values]).decode(), newline=""))
    )
    assert [uncell(row["v"]) for row in read if row["v"]] == [one for one in values if one]


def test_hostile_words_stay_words_in_a_spreadsheet() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    whole = a_release(2)
    claim = replace(whole.claims[0], words=Words('=HYPERLINK("http://x.example","y")', "en"))
    files = package(replace(whole, claims=(claim,)))
    page = openpyxl.load_workbook(io.BytesIO(files["data/release.xlsx"]))["claims"]
    assert all(one.data_type != "f" for row in page.iter_rows() for one in row)


def test_no_table_but_that_of_persons_has_a_person_and_claims_have_none() -> None:
    for sheet in sheets(a_release(3)):
        names = {one.name for one in sheet.fields}
        assert ("person" in names) is (sheet.name == "persons")
        if sheet.name == "claims":
            assert "speaker" in names
            assert not names & {"incident_id", "person", "against"}


def test_without_the_extra_the_readme_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qeyd.publish.exports.package.find_spec", lambda name: None)
    files = package(a_release(2))
    assert not [path for path in files if path.endswith((".xlsx", ".parquet"))]
    assert "pyarrow is not installed" in files["data/README.md"].decode()
