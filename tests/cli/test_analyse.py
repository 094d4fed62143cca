from pathlib import Path

from tests.cli.runs import here


def test_a_question_is_written_once_and_answered_in_words_and_files(tmp_path: Path, capsys) -> None:
    book, question, out = tmp_path / "book", tmp_path / "q.toml", tmp_path / "out"
    assert here(capsys, "example", book)[0] == 0
    status, said, _ = here(
        capsys, "ask", question, "--name", "held", "--window", "2024-01/2025-12", "--looks", "2"
    )
    assert status == 0
    digest = said.split()[-1]
    assert here(capsys, "ask", question, "--name", "other", "--window", "2024-01/2025-12")[0] == 2
    status, said, _ = here(capsys, "analyse", book, question, "-o", out)
    assert status == 0
    assert digest in said
    assert "Look 1 of 2" in said
    assert "too few incidents" in said
    assert (out / "report.az.html").exists()
    assert "Просмотр 1 из 2" in here(capsys, "analyse", book, question, "--language", "ru")[1], (
        "the same record"
    )
    assert here(capsys, "analyse", book, question, "--as-of", "2025-12-01")[0] == 0
    assert (
        "Просмотр 3 из 2"
        in here(capsys, "analyse", book, question, "--as-of", "2025-12-02", "--language", "ru")[1]
    )


def test_without_a_question_the_default_one_is_shown_and_counted(tmp_path: Path, capsys) -> None:
    book = tmp_path / "book"
    assert here(capsys, "example", book)[0] == 0
    status, said, _ = here(capsys, "analyse", book)
    assert status == 0
    assert 'window = "' in said
    assert "Nobody wrote a question down" in said
    assert "Look 1 of 12" in said
    assert (book / "looks.jsonl").read_text("utf-8").count("\n") == 1


def test_a_window_that_is_no_time_is_told_and_nothing_is_written(tmp_path: Path, capsys) -> None:
    status, _, trouble = here(capsys, "ask", tmp_path / "q.toml", "--name", "held", "--window", "last spring")
    assert status != 0
    assert "last spring" in trouble
    assert not (tmp_path / "q.toml").exists()
