import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click import Context

from qeyd.cli.door import command_files, door
from qeyd.model import Reading
from qeyd.store import open_casebook
from tests.cli.runs import STORY, environment, here, lines, plain_casebook, qeyd


@pytest.mark.parametrize("name", sorted(command_files()))
def test_every_command_has_help(name: str, capsys) -> None:
    status, out, _ = here(capsys, name, "--help")
    assert status == 0
    command = door.get_command(Context(door), name)
    assert command and command.help
    assert command.help.split(".")[0].split()[0] in out


def test_the_version_is_told(capsys) -> None:
    status, out, _ = here(capsys, "--version")
    assert (status, out.split()[0]) == (0, "qeyd")


def test_wrong_use_ends_with_two_and_says_what_is_right(capsys, tmp_path: Path) -> None:
    for arguments in (
        ["nwe"],
        ["add"],
        ["read", "--colour"],
        ["read", tmp_path / "nowhere"],
        ["check", tmp_path],
    ):
        status, _, err = here(capsys, *arguments)
        assert status == 2, arguments
        assert err
    assert 'Did you mean "new"?' in here(capsys, "nwe")[2]


def test_no_passphrase_is_ever_taken_from_the_command_line() -> None:
    for name in command_files():
        command = door.get_command(Context(door), name)
        assert command
        options = {option for parameter in command.params for option in parameter.opts}
        assert not {one for one in options if "pass" in one} - {"--passphrase-file"}, name


def test_a_casebook_from_an_article_to_an_incident_and_back_to_nothing(tmp_path: Path, capsys) -> None:
    folder = plain_casebook(tmp_path / "c")
    page = f"<html><head><title>Five held</title></head><body><article><p>{STORY}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "more.jsonl").write_bytes(lines({"text": STORY, "outlet": "Daily B", "language": "en"}))
    capsys.readouterr()
    status, out, err = here(
        capsys,
        "add",
        folder,
        tmp_path / "page.html",
        "--url",
        "https://example.org/1",
        "--published",
        "2025-05-05",
    )
    assert (status, out, err) == (0, "1 report added.\n", "")
    assert here(capsys, "add", folder, tmp_path / "more.jsonl")[0] == 0
    assert "1 known already" in here(capsys, "add", folder, tmp_path / "more.jsonl")[1]
    status, out, _ = here(capsys, "read", folder)
    assert (status, out.startswith("2 reports read;")) == (0, True)
    assert here(capsys, "read", folder)[1].startswith("0 reports read")
    assert here(capsys, "link", folder)[0] == 0
    with open_casebook(folder) as casebook:
        incident = casebook.incidents()[0]
        reading = casebook.reading(incident.accounts[0].report_id)
        report = next(casebook.reports())
    assert report.outlet == "example.org"
    table = here(capsys, "show", folder)[1]
    assert incident.id[:12] in table
    one = here(capsys, "show", folder, incident.id[:12])[1]
    assert isinstance(reading, Reading)
    assert reading.accounts[incident.accounts[0].index].quote.text in one
    assert reading.report.id in one
    status, out, _ = here(capsys, "check", folder)
    assert (status, "nothing is wrong" in out) == (0, True)
    status, out, _ = here(capsys, "forget", folder, report.id[:12], "--yes")
    assert (status, "forgotten: 1 report" in out) == (0, True)
    assert here(capsys, "check", folder)[0] == 0
    with open_casebook(folder) as casebook:
        assert [left.outlet for left in casebook.reports()] == ["Daily B"]
        assert all(ref.report_id != report.id for one in casebook.incidents() for ref in one.accounts)
        assert casebook.incidents(), "what the other report tells is still there"


def test_standard_input_is_added(tmp_path: Path) -> None:
    folder = plain_casebook(tmp_path / "c")
    added = qeyd("add", folder, "-", stdin=lines({"text": STORY, "language": "en"}))
    assert (added.returncode, added.stdout) == (0, b"1 report added.\n")
    added = qeyd("add", folder, "-", "--format", "text", stdin=b"Other words entirely.")
    assert (added.returncode, added.stdout) == (0, b"1 report added.\n")


def test_explain_prints_each_account_with_its_words(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    status, out, _ = here(capsys, "explain", tmp_path / "a.txt", "--language", "en")
    assert status == 0
    reading = json.loads(qeyd("read", "-", stdin=lines({"text": STORY, "language": "en"})).stdout)
    assert reading["accounts"]
    for account in reading["accounts"]:
        assert f"{account['act']}, {account['stage']}" in out
        assert account["quote"]["text"] in out


def test_explain_says_what_read_each_field_why_it_is_so_sure_and_what_is_kept_apart(
    tmp_path: Path, capsys
) -> None:
    story = (
        "Police detained 14 Tajik migrants at a hostel in Omsk on Monday. "
        "The security service accuses the men of inciting hatred against the army.\n\n"
        '"This is a shameful pretext, they simply want us to live in fear," said lawyer Mira Tavlin. '
        "Pressure on Tajiks has clearly increased since the spring.\n"
    )
    (tmp_path / "a.txt").write_text(story)
    _, out, _ = here(capsys, "explain", tmp_path / "a.txt", "--language", "en")
    words = " ".join(out.split())
    assert "people: 14 to 14 persons, from “14 Tajik migrants” (by rules)" in words
    assert "because: Confidence 0." in words
    assert "For: " in words
    assert "accusation by security service" in words
    assert "opinion of Mira Tavlin: “This is a shameful pretext" in words
    assert "pattern claim (rise)" in words


def test_nothing_in_an_article_can_steer_the_terminal(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"id": "\x1b[2Jx", "title": "\x1b]0;owned\x07", "text": STORY}))
    _, out, err = here(capsys, "explain", tmp_path / "a.jsonl")
    assert "\x1b" not in out + err
    assert "\x07" not in out + err


def test_names_are_masked_in_a_casebooks_readings_too(tmp_path: Path, capsys) -> None:
    folder = plain_casebook(tmp_path / "c")
    story = "Police in Moscow detained the blogger Orxan Tumanov on 4 May 2025. Tumanov is held in a cell."
    (tmp_path / "a.jsonl").write_bytes(
        lines({"text": story, "language": "en", "title": "Orxan Tumanov held"})
    )
    here(capsys, "add", folder, tmp_path / "a.jsonl")
    status, _, _ = here(capsys, "read", folder, "--names", "mask", "-o", tmp_path / "out.jsonl")
    assert status == 0
    written = (tmp_path / "out.jsonl").read_text()
    assert json.loads(written)["accounts"], "it was read"
    assert "Tumanov" not in written


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_cleanly_and_keeps_what_was_done(tmp_path: Path) -> None:
    folder = plain_casebook(tmp_path / "c")
    run = subprocess.Popen(
        [sys.executable, "-c", "from qeyd.cli import main; main()", "add", str(folder), "-", "--ids"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    assert run.stdin and run.stdout and run.stderr
    for n in range(251):  # a whole batch, and one more
        run.stdin.write(lines({"text": f"Rain fell for {n} days.", "language": "en"}))
    run.stdin.flush()
    first = run.stdout.readline().decode().split("\t")[0]
    time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    err = run.stderr.read().decode()
    assert run.wait(30) == 130
    assert "Stopped" in err and "Traceback" not in err
    with open_casebook(folder) as casebook:
        assert casebook.report(first)
        assert casebook.check() == ()


def test_the_program_starts_without_opening_what_it_does_not_need() -> None:
    code = (
        "import sys; from qeyd.cli.door import run; run(['--help']);"
        "print([m for m in ('numpy','apsw','trafilatura','qeyd.read','qeyd.link','starlette') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "[]"
