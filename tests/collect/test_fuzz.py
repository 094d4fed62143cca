"""The short version of the soak's fuzzing: some damaged files of every sort, in this process."""

import pytest

from qeyd.collect import SORTS
from tests.collect.fuzz import fuzz


@pytest.mark.parametrize("sort", SORTS)
def test_files_damaged_at_random_break_nothing(sort: str, capfd: pytest.CaptureFixture[str]) -> None:
    found = fuzz(sort, seed=7, inputs=40)
    assert found.faults == []
    assert found.inputs == 40 and found.pages and found.refused
