from datetime import UTC, datetime
from pathlib import Path

import pytest

from qeyd.errors import StoreError
from qeyd.flow.example import bundled_articles, make_example
from qeyd.store import Arrival, create_casebook, open_casebook

NOW = datetime(2025, 12, 1, tzinfo=UTC)


def test_the_bundled_articles_tell_one_story_in_several_languages_and_outlets() -> None:
    articles = [one for one in bundled_articles() if isinstance(one, Arrival)]
    assert 12 <= len(articles) <= 20
    assert {one.language for one in articles} >= {"az", "ru", "en"}
    assert len({one.outlet for one in articles}) > 10
    assert all((one.url or "").split("/")[2].endswith((".example", ".test", ".invalid")) for one in articles)


def test_the_example_keeps_every_article_and_finds_incidents_that_several_outlets_tell(
    tmp_path: Path,
) -> None:
    made = make_example(tmp_path / "example", now=NOW)
    assert made.totals.reports == made.totals.read == len(list(bundled_articles()))
    assert made.totals.unread == 0
    revoked = [one for one in made.incidents if one.act == "citizenship_revoked" and one.place]
    regions = {one.place.admin1 for one in revoked if one.place}
    assert {"RU-ZAB", "RU-KHA"} <= regions, (
        "the look-alike in Khabarovsk is another incident than the one in Chita"
    )
    assert any(len(one.outlets) > 1 and len(one.languages) > 1 for one in made.incidents)


def test_making_the_example_again_adds_nothing_twice(tmp_path: Path) -> None:
    first = make_example(tmp_path / "example", now=NOW)
    again = make_example(tmp_path / "example", now=NOW)
    assert again.totals == first.totals
    assert [one.id for one in again.incidents] == [one.id for one in first.incidents]


def test_nobodys_own_casebook_is_turned_into_the_example(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "own", passphrase=None, now=NOW) as casebook:
        casebook.add([Arrival(b"mine", "mine")], now=NOW)
    with pytest.raises(StoreError, match="reports of its own"):
        make_example(tmp_path / "own", now=NOW)
    with open_casebook(tmp_path / "own") as casebook:
        assert casebook.totals().reports == 1


def test_a_locked_casebook_is_left_alone(tmp_path: Path) -> None:
    create_casebook(tmp_path / "locked", passphrase="a long passphrase", now=NOW).close()
    with pytest.raises(StoreError, match="locked casebook"):
        make_example(tmp_path / "locked", now=NOW)
