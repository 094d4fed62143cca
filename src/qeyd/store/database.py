"""The few things that the store asks of its database, and a transaction."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol


class Rows(Protocol):
    """What a question gives: rows, each a tuple of the columns asked for."""

    def __iter__(self) -> Iterator[Any]: ...
    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""


class Database(Protocol):
    """A connection to the database."""

    def execute(self, statements: str, bindings: Sequence[Any] | Mapping[str, Any] | None = None, /) -> Rows:
        """Ask or tell the database something."""

    def executemany(self, statements: str, bindings: Iterable[Sequence[Any]], /) -> Rows:
        """Tell the database something once for each of the rows."""

    def last_insert_rowid(self) -> int:
        """The number of the row inserted last."""

    def pragma(self, name: str, /) -> Any:
        """A setting of the database."""

    def close(self) -> None:
        """Close the connection."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""


@contextlib.contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """A block whose writes are kept whole, or not at all when it ends with an error.

    Inside another such block it is part of that one.
    """
    if db.in_transaction:
        yield db
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    except BaseException:
        # A full disk makes SQLite roll back by itself.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
