"""What CONTRACT.md promises of `qeyd read` and `qeyd link` as filters."""

import json
import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.runs import STORY, environment, here, lines, qeyd


def read_here(capsys, tmp_path: Path, data: bytes, *more: str) -> tuple[int, list[dict], str]:
    file = tmp_path / "in.jsonl"
    file.write_bytes(data)
    status, out, err = here(capsys, "read", file, *more)
    return status, [json.loads(line) for line in out.splitlines()], err


def test_a_line_for_each_report_in_the_order_given_with_its_id(tmp_path: Path, capsys) -> None:
    data = lines(*({"id": f"n{n}", "text": f"{STORY} {n}", "language": "en"} for n in (3, 1, 2)))
    status, out, err = read_here(capsys, tmp_path, data)
    assert (status, err) == (0, "")
    assert [line["report"]["id"] for line in out] == ["n3", "n1", "n2"]
    for line in out:
        assert set(line) >= {"report", "accounts", "accusations", "opinions", "pattern_claims", "unread"}
        text = line["report"]["text"]
        for account in line["accounts"]:
            quote = account["quote"]
            assert text[quote["start"] : quote["end"]] == quote["text"]


def test_an_unreadable_report_is_a_line_too_and_is_said(tmp_path: Path, capsys) -> None:
    data = lines({"id": "a", "text": "12345", "language": "xx"}, {"id": "b", "text": STORY, "language": "en"})
    status, out, err = read_here(capsys, tmp_path, data)
    assert status == 1
    assert [(line["report"]["id"], line["unread"] is None) for line in out] == [("a", False), ("b", True)]
    assert out[0]["unread"]["why"] in err


def test_a_line_without_an_id_gets_one_and_a_missing_outlet_is_taken_from_the_address(
    tmp_path: Path, capsys
) -> None:
    data = lines({"text": STORY, "url": "https://www.example.org/1", "language": "en"})
    _, first, _ = read_here(capsys, tmp_path, data)
    _, second, _ = read_here(capsys, tmp_path, data)
    assert first[0]["report"]["id"] == second[0]["report"]["id"] != ""
    assert first[0]["report"]["outlet"] == "example.org"


def test_a_bad_line_and_a_second_of_the_same_id_are_said_with_their_numbers_and_the_rest_is_read(
    tmp_path: Path, capsys
) -> None:
    data = lines({"id": "a", "text": STORY, "language": "en"})
    data += b"no json\n\n" + data + lines({"id": "b", "text": STORY, "language": "en"})
    status, out, err = read_here(capsys, tmp_path, data)
    assert status == 1
    assert [line["report"]["id"] for line in out] == ["a", "b"]
    assert "in.jsonl, line 2: it is no JSON" in err
    assert 'in.jsonl, line 4: the id "a" stands on an earlier line' in err


def test_a_date_that_is_no_date_is_said_and_never_guessed(tmp_path: Path, capsys) -> None:
    data = lines(
        {"id": "a", "text": STORY, "published": "last week", "language": "en"},
        {"id": "b", "text": STORY, "published": "2025-05", "language": "en"},
        {"id": "c", "text": STORY, "published": "2025-05-06T10:00:00Z", "language": "en"},
        {"id": "d", "text": STORY, "language": "en"},
    )
    status, out, err = read_here(capsys, tmp_path, data)
    assert status == 1
    assert [line["report"]["published"] for line in out] == [None, "2025-05", "2025-05-06", None]
    assert "line 1" in err and "line 2" not in err


def test_an_output_file_appears_whole_or_not_at_all(tmp_path: Path, capsys) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(lines({"id": "a", "text": STORY, "language": "en"}))
    status, out, _ = here(capsys, "read", file, "-o", tmp_path / "out.jsonl")
    assert (status, out) == (0, "")
    assert json.loads((tmp_path / "out.jsonl").read_text())["report"]["id"] == "a"
    status, _, err = here(capsys, "read", file, "-o", tmp_path / "nowhere" / "out.jsonl")
    assert status == 1
    assert "out.jsonl" in err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_several_processes_give_the_same_lines(tmp_path: Path, capsys) -> None:
    data = lines(*({"id": f"n{n}", "text": f"{STORY} Case {n}.", "language": "en"} for n in range(20)))
    _, one, _ = read_here(capsys, tmp_path, data)
    _, two, _ = read_here(capsys, tmp_path, data, "--jobs", "2")
    assert one == two


def test_the_two_filters_join_and_every_account_is_in_exactly_one_incident(tmp_path: Path) -> None:
    articles = lines(
        {"id": "a", "outlet": "Daily A", "text": STORY, "published": "2025-05-05", "language": "en"},
        {"id": "b", "outlet": "Daily B", "text": STORY, "published": "2025-05-05", "language": "en"},
    )
    readings = qeyd("read", "-", stdin=articles)
    assert readings.returncode == 0, readings.stderr
    incidents = qeyd("link", "-", stdin=readings.stdout)
    assert incidents.returncode == 0, incidents.stderr
    told = [
        (line["report"]["id"], index)
        for line in map(json.loads, readings.stdout.splitlines())
        for index in range(len(line["accounts"]))
    ]
    found = [
        (ref["report_id"], ref["index"])
        for line in map(json.loads, incidents.stdout.splitlines())
        for ref in line["accounts"]
    ]
    assert told
    assert sorted(found) == sorted(told)


def test_link_says_which_lines_are_no_readings(tmp_path: Path, capsys) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(b'{"report": {"id": "a"}}\n{}\n[]\n')
    status, out, err = here(capsys, "link", file)
    assert (status, out) == (1, "")
    assert [
        'line 1: "text"' in err,
        "line 2: A reading needs" in err,
        "line 3: it is no JSON object" in err,
    ] == [True] * 3


def test_a_quote_that_is_not_in_the_text_is_refused(tmp_path: Path, capsys) -> None:
    reading = json.loads(qeyd("read", "-", stdin=lines({"id": "a", "text": STORY, "language": "en"})).stdout)
    reading["accounts"][0]["quote"]["text"] = "something else"
    file = tmp_path / "in.jsonl"
    file.write_bytes(lines(reading))
    status, _, err = here(capsys, "link", file)
    assert status == 1
    assert "something else" in err


def test_a_reader_that_hangs_up_ends_the_command_quietly(tmp_path: Path) -> None:
    articles = lines(*({"id": f"n{n}", "text": STORY * 50, "language": "en"} for n in range(40)))
    (tmp_path / "in.jsonl").write_bytes(articles)
    run = subprocess.Popen(
        [sys.executable, "-c", "from qeyd.cli import main; main()", "read", str(tmp_path / "in.jsonl")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert run.stdout and run.stderr
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b""
    assert run.wait(60) in (0, 1)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_no_input_whatever_ends_in_a_traceback(tmp_path: Path, capsys, data: bytes) -> None:
    status, _, err = read_here(capsys, tmp_path, data)
    assert status in (0, 1)
    assert "Traceback" not in err
