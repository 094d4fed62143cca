"""``qeyd search`` as it is typed."""

from pathlib import Path

from qeyd.model import Period
from qeyd.store import Arrival
from tests.cli.runs import here
from tests.store.samples import new_casebook


def filled(folder: Path) -> Path:
    with new_casebook(folder) as casebook:
        for day, text in (
            ("2025-01-03", "Police detained Orkhan Tumanov.\x1b[2J"),
            ("2025-02", "The police\nwere detaining nobody."),
        ):
            casebook.add(
                [Arrival(text.encode(), text, published=Period.parse(day), language="en", title="Rain")]
            )
    return folder


def test_reports_are_listed_with_the_words_that_were_found_marked(tmp_path: Path, capsys) -> None:
    folder = filled(tmp_path / "c")
    status, out, _ = here(capsys, "search", folder, "detains", "police")
    assert status == 0 and out.endswith("2 reports.\n")
    assert "2025-02  en  –  Rain" in out and "[police] were [detaining] nobody" in out
    assert "\x1b" not in out
    assert out.index("2025-02") < out.index("2025-01-03")


def test_limits_narrow_and_names_find_nothing(tmp_path: Path, capsys) -> None:
    folder = filled(tmp_path / "c")
    assert here(capsys, "search", folder, "police", "--to", "2025-01")[1].endswith("1 report.\n")
    assert here(capsys, "search", folder, "police", "--from", "2025-02-10")[1].endswith("1 report.\n")
    assert here(capsys, "search", folder, "--limit", "1")[1].endswith("2 reports, 1 to 1 shown.\n")
    assert here(capsys, "search", folder, "--", "police", "-nobody")[1].endswith("1 report.\n")
    for name in ("Tumanov", "orkhan", "tuman*"):
        assert here(capsys, "search", folder, name)[1] == "0 reports.\n"
    assert here(capsys, "search", folder, "police", "--from", "soon")[0] == 1
