"""qeyd publish from the command line: two releases, what changed, and a folder that is taken."""

from pathlib import Path

import pytest

from tests.cli.runs import here


def test_a_release_is_written_and_a_later_one_says_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, plain = tmp_path / "example", ("--made-up", "--no-findings")
    assert here(capsys, "example", book)[0] == 0
    status, out, err = here(capsys, "publish", book, "-o", tmp_path / "a", "--name", "one", *plain)
    assert status == 0, err
    assert "nobody is named" in out
    assert (tmp_path / "a" / "site" / "index.html").is_file()
    later = ("-o", tmp_path / "b", "--name", "two", "--since", "one")
    status, out, err = here(capsys, "publish", book, *later, *plain)
    assert status == 0, err
    assert "Changes since one: 0" in out
    status, _, err = here(capsys, "publish", book, "-o", tmp_path / "a", "--name", "three", *plain)
    assert status != 0
    assert "new folder" in err
    never = ("-o", tmp_path / "c", "--name", "three", "--since", "never")
    _, _, err = here(capsys, "publish", book, *never, *plain)
    assert "There are: one, two" in err
    assert not (tmp_path / "c").exists()
