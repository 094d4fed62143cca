"""Running qeyd as its users do, in a process of its own, or here when only its words and status matter."""

import json
import os
import subprocess
import sys
from pathlib import Path

from qeyd.cli.door import run as run_here

SECRET = "salt and bread"
STORY = "On 4 May 2025 police in Moscow detained five Azerbaijanis. Their lawyer said they were beaten."


def environment(**more: str) -> dict[str, str]:
    keep = {key: value for key, value in os.environ.items() if key != "QEYD_PASSPHRASE"}
    return keep | more


def qeyd(*arguments: object, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """A whole run: what it wrote and how it ended."""
    return subprocess.run(
        [sys.executable, "-c", "from qeyd.cli import main; main()", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=environment(**more),
        timeout=120,
    )


def here(capsys, *arguments: object) -> tuple[int, str, str]:
    """The same without a new process: status, standard output, standard error."""
    status = run_here([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def lines(*articles: dict) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in articles)


def plain_casebook(folder: Path) -> Path:
    assert run_here(["new", str(folder), "--plain"]) == 0
    return folder


__all__ = ["SECRET", "STORY", "here", "lines", "plain_casebook", "qeyd"]
