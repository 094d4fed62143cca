import socket
from pathlib import Path

import pytest

from qeyd.cli.door import run


def test_serving_a_folder_without_a_casebook_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", str(tmp_path / "none")]) == 2
    assert "qeyd new" in capsys.readouterr().err


def test_a_taken_port_is_said_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["example", str(tmp_path / "example")]) == 0
    assert "incidents in" in capsys.readouterr().out
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert run(["serve", str(tmp_path / "example"), "--port", str(other.getsockname()[1])]) == 1
    assert "--port" in capsys.readouterr().err
