from pathlib import Path

import pytest

from tests.store.kills import articles, kill_while_adding
from tests.store.samples import new_casebook

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("passphrase", [None, "salt and bread"], ids=["plain", "locked"])
def test_thirty_kills_lose_nothing_that_was_reported_done(tmp_path: Path, passphrase: str | None) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_bytes(articles())
    new_casebook(tmp_path / "c", passphrase).close()
    more = {"QEYD_PASSPHRASE": passphrase} if passphrase else {}
    assert kill_while_adding(tmp_path / "c", file, times=30, seed=2, **more) > 15
