from pathlib import Path

from tests.store.kills import articles, kill_while_adding
from tests.store.samples import new_casebook


def test_killing_it_while_it_adds_loses_nothing_that_was_reported_done(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_bytes(articles())
    new_casebook(tmp_path / "c").close()
    assert kill_while_adding(tmp_path / "c", file, times=3, seed=1) > 0
