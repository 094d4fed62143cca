"""qeyd publish from the command line: two releases, what changed, and a folder that is taken."""

from pathlib import Path

from tests.cli.runs import run


def test_a_release_is_written_and_a_later_one_says_what_changed(tmp_path: Path) -> None:
    book = tmp_path / "example"
    assert run("example", book).returncode == 0
    first = run("publish", book, "-o", tmp_path / "a", "--name", "one", "--made-up", "--no-findings")
    assert first.returncode == 0, first.stderr
    assert "nobody is named" in first.stdout
    assert (tmp_path / "a" / "site" / "index.html").is_file()
    second = run(
        "publish", book, "-o", tmp_path / "b", "--name", "two", "--since", "one", "--made-up", "--no-findings"
    )
    assert second.returncode == 0, second.stderr
    assert "Changes since one: 0" in second.stdout
    again = run("publish", book, "-o", tmp_path / "a", "--name", "three")
    assert again.returncode != 0
    assert "new folder" in again.stderr
    nothing = run("publish", book, "-o", tmp_path / "c", "--name", "three", "--since", "never")
    assert "There are: one, two" in nothing.stderr
    assert not (tmp_path / "c").exists()
