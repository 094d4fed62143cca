"""Killing qeyd in the middle of its work, and looking at what is left."""

import random
import subprocess
import sys
import time
from pathlib import Path

from qeyd.store import open_casebook
from tests.cli.runs import environment, lines

ARTICLES = 2000


def articles() -> bytes:
    """So many small reports, each other words at another address."""
    return lines(
        *(
            {
                "url": f"https://example.org/{n}",
                "language": "en",
                "text": f"Report {n}: rain fell in Dolin for {n} days and nights. " * 5,
            }
            for n in range(ARTICLES)
        )
    )


def kill_while_adding(folder: Path, file: Path, *, times: int, seed: int, **environ: str) -> int:
    """Kill ``qeyd add`` at random moments, then let it end; what was reported done is there each time.

    How many of the kills fell while reports were being added comes back.
    """
    chance = random.Random(seed)
    passphrase = environ.get("QEYD_PASSPHRASE")
    reported: set[str] = set()
    amid = 0
    command = [
        sys.executable,
        "-u",
        "-c",
        "from qeyd.cli import main; main()",
        "add",
        str(folder),
        str(file),
        "--ids",
    ]
    for _ in range(times):
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(**environ)) as run:
            assert run.stdout
            # Half of the kills anywhere from the start on, half once the first reports are known to be kept.
            first = run.stdout.readline() if chance.random() < 0.5 else b""
            time.sleep(chance.uniform(0, 0.4 if first else 1.2))
            run.kill()
            written = (first + run.stdout.read()).decode()
            amid += run.wait() != 0
        done = {line.split("\t")[0] for line in written.splitlines(keepends=True) if line.endswith("\n")}
        reported |= done
        with open_casebook(folder, passphrase=passphrase) as casebook:
            kept = [report.id for report in casebook.reports()]
            assert reported <= set(kept), "lost what was reported as done"
            assert len(kept) == len(set(kept)), "kept twice"
            assert casebook.check() == ()
        if len(kept) == ARTICLES:
            # All are in; a fresh start gives the next kill something to interrupt.
            for left in folder.iterdir():
                left.unlink()
            from tests.store.samples import new_casebook

            folder.rmdir()
            new_casebook(folder, passphrase).close()
            reported.clear()
    end = subprocess.run(command, capture_output=True, env=environment(**environ))
    assert end.returncode == 0, end.stderr
    with open_casebook(folder, passphrase=passphrase) as casebook:
        assert len([report.url for report in casebook.reports()]) == ARTICLES
        assert len({report.url for report in casebook.reports()}) == ARTICLES
        assert casebook.check() == ()
    return amid
