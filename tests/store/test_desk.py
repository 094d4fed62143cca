"""What the desk keeps in a casebook. All people and events are invented."""

from pathlib import Path

import pytest

from qeyd.model import About, Verdict
from qeyd.store import open_casebook, schema
from qeyd.store.desk import Show
from tests.store.samples import NOW, arrival, new_casebook, reading_of


def test_an_older_casebook_knows_what_its_judgements_are_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import apsw

    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:2])
        older.setattr(schema, "VERSION", 2)
        new_casebook(tmp_path / "c").close()
    db = apsw.Connection(str(tmp_path / "c" / "casebook.sqlite"))
    rows = [
        (1, "j1", "account", '["r1", "0"]'),
        (2, "j2", "same", '["r1", "0", "r2", "3"]'),
        (3, "j3", "name", '["a1", "Orxan Tumanov"]'),
        (4, "j4", "affair", '["i1", "i2"]'),
        (5, "j5", "taken back", '["j1"]'),
        (6, "j6", "forgotten", '["digest"]'),
    ]
    for number, id, about, subjects in rows:
        db.execute(
            "INSERT INTO judgements VALUES (?, ?, ?, 'yes', 'Anna', ?, '', x'00', ?, x'00', '', NULL, x'00', '', "
            "NULL, x'00', '')",
            (number, id, about, NOW.isoformat(), subjects),
        )
    db.close()
    with open_casebook(tmp_path / "c") as casebook:
        found = {
            thing: {one.id for one in casebook.desk.judgements_about([thing])}
            for thing in ("r1", "r2", "a1", "i1", "i2", "j1", "Orxan Tumanov", "digest", "0")
        }
    assert found["r1"] == {"j1", "j2", "j5"}
    assert found["r2"] == {"j2"}
    assert found["i1"] == found["i2"] == {"j4"}
    assert found["a1"] == {"j3"} and found["j1"] == {"j5"}
    assert found["Orxan Tumanov"] == found["digest"] == found["0"] == set()


def test_judging_and_reading_again_make_a_row_stale_and_forgetting_takes_it_away(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        id = casebook.add([arrival()])[0].id
        report = casebook.report(id)
        assert report
        casebook.keep_readings([reading_of(report)])
        assert casebook.desk.stale() == ()
        assert casebook.desk.rows(Show.TO_REVIEW, offset=0, limit=9)[0].open == 1
        casebook.judge(about=About.ACCOUNT, subjects=(id, "0"), verdict=Verdict.YES, coder="Anna", at=NOW)
        assert casebook.desk.stale() == (id,)
        casebook.desk.refresh({id: {"open": 0, "disputed": 0, "unsure": 0, "added": 0, "seen": False}})
        assert casebook.desk.stale() == ()
        assert casebook.desk.count(Show.DONE) == 1
        before, _ = casebook.links.wanted()
        casebook.keep_readings([reading_of(report)])
        assert casebook.desk.stale() == (id,)
        again, wanted = casebook.links.wanted()
        assert (again > before, wanted) == (True, (id,))
        casebook.forget_report(id, coder="Anna", now=NOW)
        assert casebook.desk.totals().reports == 0
        assert casebook.links.wanted()[1] == ()
        assert casebook.desk.judgements_about([id]) == ()
        assert casebook.check() == ()
