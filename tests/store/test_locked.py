"""A locked casebook, looked at as one who has the disk: while qeyd works on it, and after."""

import subprocess
import sys
import time
from pathlib import Path

from tests.cli.runs import SECRET, STORY, environment, lines

WORDS = (b"detained", b"Azerbaijanis", b"lawyer", b"example.org", b"Daily A")


def clear_words_in(folder: Path) -> list[str]:
    found = []
    for file in folder.rglob("*"):
        try:
            data = file.read_bytes() if file.is_file() else b""
        except FileNotFoundError:  # the log of the database comes and goes
            continue
        found += [f"{word!r} in {file}" for word in WORDS if word in data]
    return found


def test_neither_its_folder_nor_the_temporary_folder_holds_a_word_of_its_articles(tmp_path: Path) -> None:
    folder, temporary = tmp_path / "c", tmp_path / "tmp"
    temporary.mkdir()
    articles = lines(
        *(
            {"text": f"{STORY} {n}", "url": f"https://example.org/{n}", "outlet": "Daily A", "language": "en"}
            for n in range(300)
        )
    )
    places = {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary), "TEMP": str(temporary)}
    command = [sys.executable, "-c", "from qeyd.cli import main; main()"]
    env = environment(QEYD_PASSPHRASE=SECRET, **places)
    for arguments, data in (
        (["new", str(folder)], b""),
        (["add", str(folder), "-"], articles),
        (["read", str(folder)], b""),
        (["link", str(folder)], b""),
        (["forget", str(folder), "https://example.org/7", "--yes"], b""),
    ):
        with subprocess.Popen(
            [*command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=env,
        ) as run:
            assert run.stdin
            run.stdin.write(data)
            run.stdin.close()
            while run.poll() is None:
                assert clear_words_in(folder) == []
                assert clear_words_in(temporary) == []
                time.sleep(0.01)
        assert run.returncode == 0, arguments
        assert clear_words_in(folder) == []
        assert clear_words_in(temporary) == []
    assert [file.name for file in folder.iterdir()] == ["casebook.sqlite"]
