from pathlib import Path

import pytest

from tests.flow.importing_killed import compare

pytestmark = pytest.mark.soak


def test_an_import_of_five_thousand_files_survives_many_kills(tmp_path: Path) -> None:
    assert compare(tmp_path, files=5000, times=25, seed=2, longest=1.2) >= 2
