"""What the README says is so."""

import re
import subprocess
from pathlib import Path

import pytest

from qeyd.cli.door import command_files, run

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = [line.partition("#")[0].strip() for line in README.splitlines() if line.startswith("    ")]
COMMANDS = sorted({name for line in SHOWN for name in re.findall(r"\bqeyd ([a-z]+)", line)})


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_in_the_readme_exists_and_has_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert name in command_files()
    assert run([name, "--help"]) == 0
    assert len(capsys.readouterr().out) > 100


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z]+)", README))))
def test_every_make_target_in_the_readme_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)]+)\)", README))))
def test_every_link_in_the_readme_leads_somewhere(link: str) -> None:
    assert link.startswith("https://") or (ROOT / link.partition("#")[0]).exists()


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "img").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size <= 200_000 for picture in pictures)


def test_the_automatic_checks_call_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8")
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
