"""Every importer, fuzzed for ten minutes in a process of its own: no crash, no hang, no growth.

``QEYD_FUZZ_SECONDS`` changes how long; as many sorts at a time as there are processors.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qeyd.collect import SORTS
from tests.collect.fuzz import GROWTH, SLOW

pytestmark = pytest.mark.soak
SECONDS = float(os.environ.get("QEYD_FUZZ_SECONDS", "600"))


def test_no_importer_breaks_hangs_or_grows(tmp_path: Path) -> None:
    def one(sort: str) -> tuple[str, subprocess.CompletedProcess[str]]:
        command = [sys.executable, "-m", "tests.collect.fuzz", sort, str(SECONDS), "1", str(tmp_path)]
        return sort, subprocess.run(command, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for sort, done in pool.map(one, SORTS):
            assert done.returncode == 0, f"{sort}: {done.stderr[-3000:]}"
            found = json.loads(done.stdout)
            print(f"{sort}: {found}")
            assert found["faults"] == [], sort
            assert found["slowest"] <= SLOW and found["growth"] <= GROWTH, sort
            assert found["seconds"] >= SECONDS, sort
