from pathlib import Path

import pytest

from qeyd.errors import StoreError
from qeyd.flow.forget import forget
from qeyd.model import Reading
from qeyd.store import Casebook
from tests.store.samples import NOW, TEXT, arrival, incident_of, new_casebook, reading_of


def linked_again(casebook: Casebook) -> None:
    """A linker that makes an incident of each account that is left."""
    left = [one for one in casebook.readings() if isinstance(one, Reading)]
    casebook.keep_incidents([incident_of(one.report.id, id=one.report.id[:8]) for one in left], [])


def full(folder: Path) -> Casebook:
    casebook = new_casebook(folder)
    casebook.add(
        [arrival(), arrival(TEXT + "\nMore.", url="https://example.org/1"), arrival(url="https://b.example/")]
    )
    casebook.keep_readings([reading_of(report) for report in list(casebook.reports())])
    linked_again(casebook)
    return casebook


def test_an_address_goes_with_all_its_versions_and_incidents_are_worked_out_without_them(
    tmp_path: Path,
) -> None:
    with full(tmp_path / "c") as casebook:
        done = forget(casebook, "https://example.org/1", coder="Coder A", now=NOW, relink=linked_again)
        assert (len(done.forgotten), done.is_name, done.relinked) == (2, False, True)
        assert [report.url for report in casebook.reports()] == ["https://b.example/"]
        assert len(casebook.incidents()) == 1
        assert casebook.check() == ()


def test_what_is_no_report_is_a_name(tmp_path: Path) -> None:
    with full(tmp_path / "c") as casebook:
        done = forget(casebook, "Lale Tumanova", coder="Coder A", now=NOW, relink=linked_again)
        assert done.is_name
        assert done.forgotten[0].reports == 3
        assert "Lale" not in "".join(report.text for report in casebook.reports())
        assert casebook.check() == ()


@pytest.mark.parametrize("what", ["deadbeef01", "https://example.org/none", "report_7"])
def test_a_mistyped_report_is_not_taken_for_a_name(tmp_path: Path, what: str) -> None:
    with full(tmp_path / "c") as casebook:
        with pytest.raises(StoreError, match="looks like a report"):
            forget(casebook, what, coder="Coder A", now=NOW, relink=linked_again)
        assert casebook.head() == ""
