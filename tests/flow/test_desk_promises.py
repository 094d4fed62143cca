"""What the desk promises whatever people do. All people and events are invented."""

import random
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.errors import QeydError
from qeyd.flow.effective import Effective, effective_reading, effective_readings
from qeyd.flow.link import CasebookLinks, link_casebook
from qeyd.flow.review import (
    Correction,
    Missed,
    add_account,
    correct_field,
    judge_account,
    judge_origin,
    judge_same,
    redo,
    split_account,
    undo,
)
from qeyd.model import About, AccountRef, Verdict
from qeyd.store import Casebook, open_casebook
from tests.cli.runs import environment
from tests.flow.desk import at, desk

CODERS = ("Anna", "Boris", "Clara")
STEPS = ("account", "field", "added", "same", "split", "origin", "undo", "redo")


def linked(casebook: Casebook) -> tuple[object, ...]:
    """Accounts as they are seen, and how they are joined; not the names of incidents."""
    return (
        [one.kept for one in effective_readings(casebook) if isinstance(one, Effective)],
        {(one.accounts, one.people, one.grade, one.stance) for one in casebook.incidents()},
    )


def step(casebook: Casebook, refs: list[AccountRef], what: str, chance: random.Random) -> str | None:
    """One decision by chance; its id, or None where it was refused."""
    coder, ref, other = chance.choice(CODERS), chance.choice(refs), chance.choice(refs)
    verdict = chance.choice(list(Verdict))
    sure = {"coder": coder, "at": at()}
    try:
        if what == "account":
            return judge_account(casebook, ref, verdict, **sure).judgements[0]
        if what == "field":
            people = Correction(value=chance.randint(1, 40))
            return correct_field(casebook, ref, "people", people, **sure).judgements[0]
        if what == "added":
            return add_account(casebook, ref.report_id, Missed("fined", 0, 9), **sure).judgements[0]
        if what == "same":
            return judge_same(casebook, ref, other, verdict, **sure).judgements[0]
        if what == "split":
            return split_account(casebook, ref, **sure).judgements[0]
        if what == "origin":
            return judge_origin(casebook, ref, other, verdict, **sure).judgements[0]
        judged = [one for one in casebook.judgements() if one.about is not About.TAKEN_BACK]
        if not judged:
            return None
        turn = undo if what == "undo" else redo
        return turn(casebook, chance.choice(judged).id, **sure).judgements[0]
    except QeydError:
        return None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(STEPS), max_size=16), st.integers(0, 999))
def test_undoing_all_restores_exactly_and_catching_up_ends_where_linking_anew_does(
    steps: list[str], seed: int
) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as folder:
        casebook, refs = desk(Path(folder), reports=3)
        with casebook:
            links = CasebookLinks(casebook)
            before = linked(casebook)
            for what in steps:
                step(casebook, refs, what, chance)
                if chance.random() < 0.5:
                    links.catch_up()
            links.catch_up()
            caught_up = linked(casebook)
            link_casebook(casebook)
            assert linked(casebook) == caught_up
            links.catch_up()
            for one in reversed(casebook.judgements()):
                if one.about is not About.TAKEN_BACK:
                    try:
                        undo(casebook, one.id, coder="Anna", at=at())
                    except QeydError:
                        continue
            links.catch_up()
            assert linked(casebook) == before
            assert casebook.check() == ()


def test_a_single_answer_is_always_obeyed(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        links = CasebookLinks(casebook)
        for one, other in ((0, 2), (1, 3), (0, 1)):
            for verdict in (Verdict.NO, Verdict.YES, Verdict.UNSURE, Verdict.NO):
                judge_same(casebook, refs[one], refs[other], verdict, coder="Anna", at=at())
                links.catch_up()
                together = casebook.incident_of(refs[one]) == casebook.incident_of(refs[other])
                assert together == (verdict is Verdict.YES)
            judged = [j for j in casebook.judgements() if j.about is About.SAME]
            undo(casebook, judged[-1].id, coder="Anna", at=at())


def forge(casebook: Casebook, statement: str) -> None:
    import apsw

    db = apsw.Connection(str(casebook.folder / "casebook.sqlite"))
    db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE judgements SET verdict = 'yes' WHERE number = 1",
        "UPDATE judgements SET coder = 'Boris' WHERE number = 1",
        "UPDATE judgements SET value = replace(value, '30', '3') WHERE number = 2",
        "UPDATE judgements SET note = 'never said' WHERE number = 1",
        "DELETE FROM judgements WHERE number = 1",
        "INSERT INTO judgements SELECT 9, 'forged', about, 'yes', coder, at, id, signature, subjects, subjects_salt, "
        "subjects_digest, value, value_salt, value_digest, note, note_salt, note_digest FROM judgements "
        "WHERE number = 2",
        "DELETE FROM judged WHERE judgement = 1",
    ],
)
def test_a_forged_changed_hidden_or_removed_judgement_is_found(tmp_path: Path, statement: str) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        judge_account(casebook, refs[0], Verdict.NO, coder="Anna", at=at())
        correct_field(casebook, refs[0], "people", Correction(value=30), coder="Boris", at=at())
        assert casebook.check() == ()
    forge(casebook, "PRAGMA foreign_keys = OFF; " + statement)
    with open_casebook(casebook.folder) as again:
        assert again.check() != ()


COMMON = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from qeyd.flow.review import judge_account, correct_field, Correction
from qeyd.model import AccountRef, Verdict
from qeyd.store import open_casebook
casebook = open_casebook(Path(sys.argv[1]), wait=60)
ids, coder, times = sys.argv[2].split(","), sys.argv[3], int(sys.argv[4])
for number in range(times):
    ref = AccountRef(ids[number % len(ids)], 0)
    if number % 2:
        done = correct_field(casebook, ref, "people", Correction(value=number + 1), coder=coder, at=datetime.now(UTC))
    else:
        done = judge_account(casebook, ref, Verdict.YES, coder=coder, at=datetime.now(UTC))
    print(*done.judgements, flush=True)
"""


def start(casebook: Casebook, refs: list[AccountRef], coder: str, times: int) -> "subprocess.Popen[str]":
    ids = ",".join(ref.report_id for ref in refs)
    return subprocess.Popen(
        [sys.executable, "-c", COMMON, str(casebook.folder), ids, coder, str(times)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def test_coders_at_once_in_threads_and_processes_lose_nothing(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    with casebook:
        links = CasebookLinks(casebook)
        runs = [start(casebook, refs, f"process {n}", 6) for n in range(2)]
        said: list[str] = []
        problems: list[BaseException] = []

        def work(coder: str) -> None:
            try:
                with casebook.again() as mine:
                    mine._db.set_busy_timeout(60_000)  # type: ignore[attr-defined]
                    for ref in refs:
                        said.extend(
                            judge_account(
                                mine, ref, Verdict.YES, coder=coder, at=datetime.now(UTC)
                            ).judgements
                        )
            except BaseException as problem:
                problems.append(problem)

        threads = [threading.Thread(target=work, args=(f"thread {n}",)) for n in range(6)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            links.catch_up()
        for thread in threads:
            thread.join()
        for run in runs:
            out, problem = run.communicate(timeout=120)
            assert run.returncode == 0, problem
            said += out.split()
        assert problems == []
        assert len(said) == 6 * 4 + 2 * 6
        assert set(said) == {one.id for one in casebook.judgements()}
        links.catch_up()
        kept = linked(casebook)
        link_casebook(casebook)
        assert linked(casebook) == kept
        assert casebook.check() == ()


def test_killed_in_the_middle_of_review_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    casebook, refs = desk(tmp_path)
    said: set[str] = set()
    with casebook:
        for number in range(3):
            run = start(casebook, refs, f"Coder {number}", 10_000)
            assert run.stdout
            said.update(run.stdout.readline().split())
            time.sleep(0.05 * (number + 1))
            run.kill()
            rest = run.stdout.read().splitlines(keepends=True)
            said.update(word for line in rest if line.endswith("\n") for word in line.split())
            run.communicate()
        assert len(said) > 3
        assert said <= {one.id for one in casebook.judgements()}
        assert casebook.check() == ()
        known = effective_reading(casebook, refs[0].report_id)
        assert isinstance(known, Effective) and known.states[0].standing.answers
