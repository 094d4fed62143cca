"""The few things that the store asks of its database."""

import types
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
    """A connection to the database; as a context manager, a transaction that is kept whole or not at all."""

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

    def __enter__(self) -> Any: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: types.TracebackType | None,
        /,
    ) -> bool | None: ...
