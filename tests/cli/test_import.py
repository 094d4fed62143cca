"""``qeyd import`` and ``qeyd coverage`` as they are typed."""

import json
from pathlib import Path

from tests.cli.runs import here
from tests.collect import samples
from tests.store.samples import new_casebook


def test_an_import_ends_with_what_was_taken_what_was_there_and_what_could_not_be_used(
    tmp_path: Path, capsys
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text(samples.html())
    (folder / "b.warc.gz").write_bytes(samples.warc(2))
    (folder / "c.jpg").write_bytes(b"\xff\xd8")
    new_casebook(tmp_path / "c").close()
    status, out, err = here(capsys, "import", tmp_path / "c", folder)
    assert status == 1
    assert (
        "3 reports taken, 0 new versions of known addresses, 0 already there, 1 not used, from 2 files" in out
    )
    assert "c.jpg: qeyd knows no file of this sort." in err
    status, out, _ = here(capsys, "import", tmp_path / "c", folder)
    assert "0 reports taken" in out and "3 already there" in out and "(2 taken in before)" in out


def test_columns_are_named_once_and_the_mapping_is_used_again(tmp_path: Path, capsys) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f"when;what;where\n2019-03-05;{' '.join(samples.STORY)};https://daily-a.example/1\n")
    saved = tmp_path / "mapping.json"
    for casebook in ("one", "two"):
        new_casebook(tmp_path / casebook).close()
    columns = ["--column", "text=what", "--column", "published=when", "--column", "url=where"]
    status, _, _ = here(capsys, "import", tmp_path / "one", table, *columns, "--save-mapping", saved)
    assert status == 0
    assert json.loads(saved.read_text()) == {"text": "what", "published": "when", "url": "where"}
    status, out, _ = here(capsys, "import", tmp_path / "two", table, "--mapping", saved)
    assert status == 0 and "1 report taken" in out


def test_a_look_without_a_story_and_a_gap_are_logged_and_shown(tmp_path: Path, capsys) -> None:
    new_casebook(tmp_path / "c").close()
    assert here(capsys, "coverage", tmp_path / "c", "ТАСС")[:2] == (
        0,
        "Logged: TASS was looked at, no story came.\n",
    )
    status, out, _ = here(
        capsys,
        "coverage",
        tmp_path / "c",
        "daily-b.example",
        "--gap",
        "2025-02",
        "--why",
        "its server was down",
    )
    assert (status, out) == (0, "Logged: daily-b.example was not looked at in 2025-02.\n")
    status, out, _ = here(capsys, "show", tmp_path / "c", "--coverage")
    assert "TASS" in out and "1 time" in out and "daily-b.example, 2025-02: its server was down" in out
    assert here(capsys, "coverage", tmp_path / "c", "TASS", "--gap", "2025-02")[0] == 2
    assert here(capsys, "coverage", tmp_path / "c", "TASS", "--gap", "soon", "--why", "x")[0] == 1
