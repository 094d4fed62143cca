"""Every bad input of the world, and the line that says what is wrong with it and what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from qeyd.store import open_casebook
from tests.cli.runs import SECRET, STORY, here, lines, plain_casebook, qeyd


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plain_casebook(tmp_path / "c")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "it is empty."),
        ("empty.jsonl", b"", "it is empty."),
        ("blank.html", b"  \n ", "it is empty."),
        (
            "latin.txt",
            "polis: üç nəfər".encode("cp1254", "replace"),
            "byte 8 is not UTF-8. Save the file as UTF-8.",
        ),
        ("latin.jsonl", b'{"text": "\xfc"}\n', "line 1: byte 11 is not UTF-8. Save the file as UTF-8."),
        ("binary.html", b"\x7fELF\x00\x01" + bytes(range(256)) * 40, "called HTML but is a binary file"),
        ("notes.html", b"just words", "holds no HTML. Call a plain text .txt."),
        (
            "hollow.html",
            b"<html><head><title>x</title></head><body><script>1</script></body></html>",
            "no article was found on this page",
        ),
        ("binary.txt", b"PK\x03\x04\x00\x00", "it is a binary file, no text."),
        ("list.jsonl", b"[1, 2]\n", "line 1: it is no JSON object, but a list."),
        ("broken.jsonl", b'{"text": "a"\n', "line 1: it is no JSON ("),
        ("textless.jsonl", b'{"title": "a"}\n', 'line 1: "text" is missing.'),
        ("number.jsonl", b'{"text": 5}\n', 'line 1: "text" is no text.'),
        (
            "outlet.jsonl",
            b'{"text": "a", "outlet": ["x"]}\n',
            'line 1: "outlet" is a list; it should be a text',
        ),
        (
            "date.jsonl",
            b'{"text": "Rain fell.", "published": "soon"}\n',
            "\"published\" is 'soon', which is no date",
        ),
        ("half.jsonl", b'{"text": "\\ud800"}\n', "line 1: it holds half a character"),
        ("deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"\n", "line 1: it is nested too deep"),
    ],
)
def test_a_bad_file_is_named_with_its_fault_and_the_rest_is_added(
    tmp_path: Path, folder: Path, capsys, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(STORY)
    capsys.readouterr()
    status, _, err = here(capsys, "add", folder, tmp_path / name, tmp_path / "good.txt")
    assert status == 1
    assert said in err
    assert str(tmp_path / name) in err
    assert len(err.splitlines()) == 1, "one line, no traceback"
    with open_casebook(folder) as casebook:
        assert STORY in {report.text for report in casebook.reports()}
        assert casebook.check() == ()


def test_a_line_of_fifty_megabytes_is_refused_in_little_memory_and_the_next_line_is_read(
    tmp_path: Path, folder: Path, capsys
) -> None:
    file = tmp_path / "long.jsonl"
    with file.open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(50):
            stream.write(b"a" * 1_000_000)
        stream.write(b'"}\n' + lines({"text": STORY, "url": "https://example.org/1"}))
    capsys.readouterr()
    status, out, err = here(capsys, "add", folder, file)
    assert status == 1
    assert "long.jsonl, line 1: the line is longer than 16 MiB. One article a line." in err
    assert "1 report added" in out
    file.rename(tmp_path / "long.txt")
    status, _, err = here(capsys, "add", folder, tmp_path / "long.txt")
    assert (status, "larger than 16 MiB" in err) == (1, True)


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path, folder: Path, capsys) -> None:
    capsys.readouterr()
    status, _, err = here(capsys, "add", folder, tmp_path, tmp_path / "nowhere.txt")
    assert status == 1
    assert "it is a folder. Name the files in it." in err
    assert "nowhere.txt: it cannot be opened (No such file or directory)" in err


def test_a_wrong_passphrase_and_none_at_all_are_wrong_use(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    assert qeyd("new", folder, QEYD_PASSPHRASE=SECRET).returncode == 0
    wrong = qeyd("check", folder, QEYD_PASSPHRASE="bread and salt")
    assert wrong.returncode == 2
    assert b"this passphrase does not open the casebook" in wrong.stderr
    none = qeyd("check", folder)
    assert none.returncode == 2
    assert b"Set QEYD_PASSPHRASE or give --passphrase-file" in none.stderr
    key = tmp_path / "key.txt"
    key.write_text(SECRET + "\n")
    assert qeyd("check", folder, "--passphrase-file", key).returncode == 0
    assert b"Traceback" not in wrong.stderr + none.stderr


def test_an_unknown_casebook_version_is_said(folder: Path, capsys) -> None:
    db = apsw.Connection(str(folder / "casebook.sqlite"))
    db.execute("PRAGMA user_version = 99")
    db.close()
    capsys.readouterr()
    status, _, err = here(capsys, "check", folder)
    assert status == 1
    assert "has version 99" in err and "Open it with the newer qeyd" in err


def test_a_casebook_that_another_program_writes_to_is_said(
    folder: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    from qeyd.store import casebook as module

    monkeypatch.setattr(
        module.open_casebook, "__kwdefaults__", {"passphrase": None, "wait": 0.05, "writable": True}
    )
    (tmp_path / "good.txt").write_text(STORY)
    capsys.readouterr()
    with open_casebook(folder) as other, other.in_one():
        status, _, err = here(capsys, "add", folder, tmp_path / "good.txt")
    assert status == 1
    assert "another program is writing to this casebook. Wait for it to finish" in err


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, folder: Path) -> None:
    story = tmp_path / "good.txt"
    story.write_text(STORY)
    command = [sys.executable, "-c", "from qeyd.cli import main; main()"]
    if os.geteuid() == 0:
        # Permissions do not bind root, so the command runs without the capability that overrides them.
        tool = shutil.which("setpriv")
        if tool is None:
            pytest.skip("root needs setpriv (util-linux) to be bound by permissions")
        dropped = "-dac_override,-dac_read_search"
        command = [tool, "--bounding-set", dropped, "--inh-caps", dropped, *command]
        if subprocess.run([*command, "--version"], capture_output=True).returncode:
            pytest.skip("capabilities cannot be dropped here")
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    try:
        added = subprocess.run([*command, "add", str(folder), str(story)], capture_output=True)
        made = subprocess.run([*command, "new", str(folder / "x"), "--plain"], capture_output=True)
        shown = [
            subprocess.run([*command, verb, str(folder)], capture_output=True) for verb in ("show", "check")
        ]
    finally:
        folder.chmod(0o755)
    for run in (added, made):
        assert run.returncode == 1
        assert b"cannot be written" in run.stderr or b"Permission denied" in run.stderr
        assert b"Traceback" not in run.stderr
    assert [run.returncode for run in shown] == [0, 0], shown


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small tmpfs")
def test_a_full_disk_is_said_and_what_was_kept_stays(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small tmpfs can be mounted only as root")
    try:
        folder = plain_casebook(disk / "c")
        with open_casebook(folder) as casebook:
            before = casebook.totals().reports
        story = b"".join(
            lines({"text": os.urandom(2000).hex(), "url": f"https://example.org/{n}", "language": "en"})
            for n in range(300)
        )
        full = qeyd("add", folder, "-", "--ids", stdin=story)
        assert full.returncode == 1
        assert (
            b"there is no room left on the disk" in full.stderr or b"refused a read or write" in full.stderr
        )
        assert b"Traceback" not in full.stderr
        kept = {line.split("\t")[0] for line in full.stdout.decode().splitlines()}
        with open_casebook(folder, writable=False) as casebook:
            assert {report.id for report in casebook.reports()} == kept
            assert casebook.check() == ()
            assert before == 0
        out = qeyd("read", "-", "-o", disk / "out.jsonl", stdin=story)
        assert out.returncode == 1
        assert [file.name for file in disk.iterdir()] == ["c"], "no half of a file"
    finally:
        subprocess.run(["umount", str(disk)], check=True)
