from pathlib import Path

from tests.flow.importing_killed import compare


def test_an_import_that_was_killed_ends_in_the_same_casebook(tmp_path: Path) -> None:
    assert compare(tmp_path, files=60, times=4, seed=1, longest=2.2) > 0
