"""The desk from the command line. All people and events are invented."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.runs import here, lines

TEXT = "Police in Tyumen detained 18 Tajik workers at a hostel on Friday, 14 March 2031."
WORDS = "grey heron over slow water"


@dataclass
class Ran:
    returncode: int
    stdout: str
    stderr: str


def test_review_testimony_learn_and_coders_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> Ran:
        return Ran(*here(capsys, *arguments))

    book, file = str(tmp_path / "c"), tmp_path / "a.jsonl"
    file.write_bytes(lines({"id": "one", "url": "https://example.org/1", "language": "en", "text": TEXT}))
    told = tmp_path / "told.txt"
    told.write_text("Police in Chita detained five Tajik workers on 15 March 2031. I saw it.", "utf-8")
    password = tmp_path / "password"
    password.write_text(WORDS + "\n", "utf-8")
    assert run("new", book, "--plain").returncode == 0
    for command in (("add", book, str(file)), ("read", book), ("link", book)):
        assert run(*command).returncode == 0
    waits = run("review", book).stdout
    assert "1 account in 1 report to review" in waits
    id = waits.split()[0]
    judged = run("review", book, f"{id}:0", "no", "--coder", "Anna")
    assert judged.returncode == 0, judged.stderr
    assert run("link", book).stdout.startswith("0 incidents")
    assert "Anna  account no" in run("review", book, "--history").stdout
    assert run("review", book, "--undo", judged.stdout.strip(), "--coder", "Anna").returncode == 0
    assert run("link", book).stdout.startswith("1 incident")
    recorded = run("testimony", book, str(told), "--how", "phone call", "--may-count")
    assert "may be counted; not quoted, not published" in recorded.stdout
    other = recorded.stdout.split()[0]
    run("link", book)
    assert "2 incidents" in run("show", book).stdout
    assert "Chita" in run("show", book).stdout and "Chita" not in run("show", book, "--names", "mask").stdout
    assert run("evidence", book, other, "-o", str(tmp_path / "e.wacz")).returncode == 2
    wider = run("testimony", book, other, "--consent-only", "--may-count", "--may-quote", "--may-publish")
    assert wider.returncode == 0, wider.stderr
    assert "Chita" in run("show", book, "--names", "mask").stdout
    assert "cannot tell" in run("learn", book).stdout
    assert run("learn", book, "--accept", "nothing").returncode == 1
    added = run("coders", "add", book, "Vera", "--role", "reviewer", "--password-file", str(password))
    assert added.returncode == 0, added.stderr
    assert "Vera\treviewer" in run("coders", "list", book).stdout
    assert run("coders", "disable", book, "Vera").returncode == 2  # the last reviewer stays
    assert run("check", book).returncode == 0
