"""Mappings whose entries are fetched when they are asked for, and shelves that keep entries between two runs."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from typing import Any, Generic, NoReturn, Protocol, TypeVar

from qeyd.link.frozen import from_bytes, to_bytes

K = TypeVar("K")
V = TypeVar("V")


class Shelf(Protocol):
    """Where parts of the linker's state lie as bytes, each under the name of its part and a key."""

    def get(self, part: str, key: bytes) -> bytes | None:
        """What lies there; None: nothing."""

    def rows(self, part: str) -> Iterable[tuple[bytes, bytes]]:
        """All that lies in a part, in the order of the keys."""

    def put(self, part: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Lay rows down, in place of those with the same keys."""

    def drop(self, part: str, keys: Iterable[bytes]) -> None:
        """Take rows away."""


class Lazily(MutableMapping[K, V], Generic[K, V]):
    """A dict whose entries are fetched when first asked for. It cannot be listed."""

    def __init__(self, fetch: Callable[[K], V | None]) -> None:
        self._fetch = fetch
        self._held: dict[K, V] = {}
        self._asked: set[K] = set()

    def __getitem__(self, key: K) -> V:
        try:
            return self._held[key]
        except KeyError:
            if key in self._asked:
                raise
        self._asked.add(key)
        found = self._fetch(key)
        if found is None:
            raise KeyError(key)
        self._held[key] = found
        return found

    def __setitem__(self, key: K, value: V) -> None:
        self._asked.add(key)
        self._held[key] = value

    def __delitem__(self, key: K) -> None:
        self[key]
        del self._held[key]

    def __iter__(self) -> NoReturn:
        raise TypeError("What is fetched one by one cannot be listed.")

    def __len__(self) -> NoReturn:
        raise TypeError("What is fetched one by one cannot be counted.")

    def renew(self, key: K) -> None:
        """Fetch an entry again the next time it is asked for."""
        self._held.pop(key, None)
        self._asked.discard(key)

    def hold(self, key: K, value: V) -> None:
        """Take in what was fetched along with another entry."""
        if key not in self._asked:
            self._asked.add(key)
            self._held[key] = value

    @property
    def held(self) -> Mapping[K, V]:
        """What is held just now."""
        return self._held

    def lost(self) -> list[K]:
        """What was asked for and is not there."""
        return [key for key in self._asked if key not in self._held]

    def forget_what_was_fetched(self) -> None:
        """Hold nothing, so that all is fetched again."""
        self._held.clear()
        self._asked.clear()


def key_of(key: Any) -> bytes:
    """A key of a kept mapping: a number, a text, or an account's place."""
    return key.to_bytes(8, "big") if isinstance(key, int) else str(key).encode()


class Kept(Lazily[K, V]):
    """A dict that lies on a shelf; what was changed goes back there with ``save``."""

    def __init__(self, shelf: Shelf, part: str, kind: Any) -> None:
        super().__init__(self._from_shelf)
        self._shelf, self._part, self._kind = shelf, part, kind
        self._raw: dict[K, bytes] = {}  # as it lies on the shelf

    def _from_shelf(self, key: K) -> V | None:
        raw = self._shelf.get(self._part, key_of(key))
        if raw is None:
            return None
        self._raw[key] = raw
        found: V = from_bytes(self._kind, raw)
        return found

    def changed(self) -> list[tuple[K, V, bytes]]:
        """The entries that are new or otherwise than on the shelf, each with its bytes."""
        each = ((key, value, to_bytes(value)) for key, value in self._held.items())
        return [one for one in each if self._raw.get(one[0]) != one[2]]

    def save(self) -> None:
        """Lay down what changed, take away what is gone, and hold nothing."""
        self._shelf.drop(self._part, map(key_of, self.lost()))
        self._shelf.put(self._part, [(key_of(key), raw) for key, _, raw in self.changed()])
        self.forget_what_was_fetched()
        self._raw.clear()


def lay_down(shelf: Shelf, part: str, items: Iterable[tuple[Any, object]]) -> None:
    """Lay all entries of a dict on a shelf, for a ``Kept`` to be taken from there."""
    shelf.put(part, ((key_of(key), to_bytes(value)) for key, value in items))
