from pathlib import Path

from qeyd.flow.read import masked_reading, read_all, read_new_reports, read_one
from qeyd.model import Reading, Report, Unread
from qeyd.store import Arrival
from tests.store.samples import new_casebook


def length_of(report: Report) -> Reading | Unread:
    """A reader that tells nothing, and cannot read what is too short."""
    return (
        Reading(report, read_by="test 1") if len(report.text) > 3 else Unread(report, "too short", "test 1")
    )


def test_new_reports_are_read_once_and_progress_counts_what_is_kept(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        casebook.add(
            [Arrival(text.encode(), text) for text in ("long enough", "no", *map(str, range(1000, 1250)))]
        )
        kept: list[int] = []

        def done(number: int) -> None:
            kept.append(number)
            assert casebook.totals().read == sum(kept)

        assert read_new_reports(casebook, reader=length_of, name="test 1", done=done) == (
            252,
            {"too short": 1},
        )
        assert read_new_reports(casebook, reader=length_of, name="test 1") == (0, {})
        assert read_new_reports(casebook, reader=length_of, name="test 1", again=True)[0] == 252
        assert casebook.totals().unread == 1


def test_a_report_that_breaks_the_reader_is_kept_unread_with_the_reason(monkeypatch) -> None:
    import qeyd.read

    def broken(report: Report, lexicon: object) -> Reading:
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr(qeyd.read, "read", broken)
    reading = read_one(Report("r1", "Rain fell in Dolin."))
    assert isinstance(reading, Unread)
    assert "nothing to divide by" in reading.why


def test_reading_takes_reports_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def endless():
        for n in range(10**9):
            taken.append(n)
            yield Report(str(n), "Rain fell.")

    reading = read_all(endless(), jobs=2, reader=length_of)
    assert [next(reading).report.id for _ in range(5)] == ["0", "1", "2", "3", "4"]
    reading.close()
    assert len(taken) < 100


def test_a_masked_reading_holds_no_private_name_even_of_people_in_no_account() -> None:
    text = (
        "Police detained Orxan Tumanov in Orsk on Monday. The poet Rauf Danizade read from his book nearby."
    )
    line = masked_reading(read_one(Report("r1", text, language="en")))
    assert isinstance(line, Reading)
    assert not any(word in line.report.text for word in ("Tumanov", "Orxan", "Rauf", "Danizade"))
    assert "Orsk" in line.report.text
    for account in line.accounts:
        assert line.report.text[account.quote.start : account.quote.end] == account.quote.text


def test_whom_a_reading_shows_speaking_in_office_stays_named() -> None:
    text = "Police chief Elman Sadov said on Monday that Orxan Tumanov was detained in Orsk."
    line = masked_reading(read_one(Report("r1", text, language="en")))
    assert "Elman Sadov" in line.report.text
    assert "Tumanov" not in line.report.text


def test_names_in_an_unread_report_are_masked_too() -> None:
    text = "Vineri, poetul Rauf Danizade a citit din cartea sa."
    unread = read_one(Report("r1", text, language="ro"))
    assert isinstance(unread, Unread)
    line = masked_reading(unread)
    assert isinstance(line, Unread)
    assert "Danizade" not in line.report.text
    assert "poetul" in line.report.text
