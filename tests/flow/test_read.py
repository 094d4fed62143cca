from pathlib import Path

from qeyd.flow.read import read_all, read_new_reports, read_one
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
