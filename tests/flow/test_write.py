import os
import sys
import threading
from pathlib import Path

import pytest

from qeyd.errors import NoRoom
from qeyd.flow.write import whole_file


def test_a_file_is_there_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text("old")
    with pytest.raises(KeyError), whole_file(file) as stream:
        stream.write("half")
        raise KeyError
    assert file.read_text() == "old"
    with whole_file(file) as stream:
        stream.write("new")
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    link = tmp_path / "link"
    try:
        link.symlink_to(tmp_path / "real")
    except OSError:
        pytest.skip("no links here")
    with whole_file(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert (tmp_path / "real").read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()), daemon=True)
    reader.start()
    with whole_file(pipe) as stream:
        stream.write("through")
    reader.join(10)
    assert got == ["through"]
    assert pipe.is_fifo()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(NoRoom, match=r"out\.jsonl.*name another place"),
        whole_file(tmp_path / "no" / "out.jsonl"),
    ):
        pass
    with pytest.raises(NoRoom), whole_file(tmp_path) as stream:
        stream.write("a folder is no file")
