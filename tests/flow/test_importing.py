from datetime import date
from pathlib import Path

from qeyd.flow.importing import import_files
from qeyd.model.coverage import Seen
from qeyd.store import Outcome
from tests.collect import samples
from tests.store.samples import new_casebook


def folder_of_everything(folder: Path) -> Path:
    folder.mkdir()
    endings = {"telegram": "json", "text": "txt", "warc": "warc.gz"}
    for sort, data in samples.everything().items():
        (folder / f"{sort}.{endings.get(sort, sort)}").write_bytes(data)
    return folder


def test_a_folder_of_everything_is_taken_in_once(tmp_path: Path) -> None:
    folder = folder_of_everything(tmp_path / "in")
    with new_casebook(tmp_path / "c") as casebook:
        first = import_files(casebook, [folder], worker=None)
        kept = sorted(report.id for report in casebook.reports())
        again = import_files(casebook, [folder], worker=None)
        assert first.refused == () and first.files == 12
        assert first.outcomes[Outcome.NEW] + first.outcomes[Outcome.NEW_VERSION] == len(kept)
        assert set(again.outcomes) == {Outcome.KNOWN} and again.files_there == 12
        assert sorted(report.id for report in casebook.reports()) == kept
        assert casebook.check() == ()


def test_links_and_unknown_files_are_listed_and_the_rest_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text(samples.html())
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "link.txt").symlink_to("/etc/hostname")
    with new_casebook(tmp_path / "c") as casebook:
        done = import_files(casebook, [folder, tmp_path / "absent"], worker=None)
        assert done.outcomes == {Outcome.NEW: 1}
        assert [Path(one.where).name for one in done.refused] == [
            "broken.pdf",
            "link.txt",
            "photo.jpg",
            "absent",
        ]


def test_how_a_page_was_taken_is_kept_and_goes_with_a_forgotten_name(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    file = tmp_path / "a.html"
    file.write_text(samples.html(head='<meta name="author" content="Ilgar Nuri">'))
    with new_casebook(tmp_path / "c") as casebook:
        import_files(casebook, [file], worker=None)
        (report,) = casebook.reports()
        capture = casebook.capture(report.id)
        assert capture is not None and capture.author == "Ilgar Nuri" and capture.tool.startswith("qeyd ")
        casebook.forget_name("Ilgar Nuri", coder="c", now=datetime.now(UTC))
        assert casebook.capture(report.id) is None


def test_stories_are_counted_by_outlet_and_day_and_silences_are_gaps(tmp_path: Path) -> None:
    rows = ["url,published,text"]
    for day in ("2019-03-01", "2019-03-01", "2019-03-02", "2019-03-20"):
        rows.append(f"https://daily-a.example/{len(rows)},{day},Rain fell {len(rows)}")
    file = tmp_path / "a.csv"
    file.write_text("\n".join(rows))
    with new_casebook(tmp_path / "c") as casebook:
        import_files(casebook, [file], worker=None)
        coverage = casebook.coverage()
        assert coverage.collected[0] == Seen("daily-a.example", date(2019, 3, 1), 2)
        (gap,) = coverage.gaps
        assert (gap.period.start, gap.period.end) == (date(2019, 3, 3), date(2019, 3, 19))
        ((outlet, _, stories, new),) = casebook.looks()
        assert (outlet, stories, new) == ("daily-a.example", 4, 4)
