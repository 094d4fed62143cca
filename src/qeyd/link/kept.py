"""A linker kept between two runs: laid down once it has linked everything, and taken up again to link what changed.

What lies on the shelf goes by report, account or incident. No list of who bears a name is kept (CODEBOOK §8): of names,
keys and fingerprints only digests lie there, under the account that bears them, and who shares one is worked out in
memory. Everything else is fetched as it is asked for.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b
from typing import Any, get_type_hints

import numpy as np

from qeyd.link import blocks
from qeyd.link.affairs import Matter
from qeyd.link.copies import Prints, level, prints_from
from qeyd.link.facets import Facets, Page
from qeyd.link.frozen import freeze, from_bytes, thaw, to_bytes
from qeyd.link.index import LinkIndex, named_of
from qeyd.link.lazily import Kept, Lazily, Shelf, key_of, lay_down
from qeyd.link.linking import Linker
from qeyd.link.score import Weights
from qeyd.model import AccountRef, Affair, Incident, Reading, Unread

Digests = np.ndarray[Any, np.dtype[np.uint64]]

#: The parts of the state that are dicts as they are: part, whose attribute, its name, what its values are.
_EDGES, _NUMBERS = dict[int, float], tuple[int, ...]
_PARTS: tuple[tuple[str, str, str, Any], ...] = (
    ("edges", "index", "_edges", _EDGES),
    ("clusters", "index", "_clusters", _NUMBERS),
    ("groups", "index", "_group_of", int),
    ("like", "copies", "_like", _EDGES),
    ("cluster", "linker", "_cluster", _NUMBERS),
    ("home", "linker", "_home", int),
    ("plain", "linker", "_plain", Incident),
    ("id", "linker", "_id", str),
    ("number", "linker", "_by_id", int),
    ("became", "linker", "_became", str),
    ("near", "linker", "_near", _EDGES),
    ("affair of", "linker", "_affair_of", str),
    ("affair", "linker", "_affair", Affair),
    ("incident", "linker", "_incident", Incident),
    ("matter", "affairs", "matters", Matter),
    ("first", "affairs", "_first", AccountRef),
    ("affair keys", "affairs", "_keys", dict[tuple[str, object], int]),
    ("affair edges", "affairs", "_edges", _EDGES),
    ("affair groups", "affairs", "_groups", _NUMBERS),
)
#: What is one value and not a dict: whose attribute, its name, what it is.
_SINGLE: tuple[tuple[str, str, Any], ...] = (
    ("index", "_next", int),
    ("index", "join_at", float),
    ("index", "_together", set[tuple[int, int]]),
    ("index", "_apart", set[tuple[int, int]]),
    ("copies", "_next", int),
    ("linker", "_next", int),
    ("linker", "_judged", dict[int, dict[int, float | None]]),
    ("linker", "_origin_pairs", set[tuple[AccountRef, AccountRef, bool]]),
    ("affairs", "_together", set[tuple[int, int]]),
    ("affairs", "_apart", set[tuple[int, int]]),
)
_OWN = [one.name for one in fields(Facets) if one.name != "page"]
#: Accounts fetched up to which none is let go of.
MOST_HELD = 50_000
#: Digests remembered, so that none is made twice while everything is laid down.
MOST_DIGESTS = 1_000_000


def _parts_of(linker: Linker) -> dict[str, Any]:
    return {"linker": linker, "index": linker.index, "copies": linker.index.copies, "affairs": linker.affairs}


class Digest:
    """Digests of names and keys, of 8 bytes, with a salt of their own for each state."""

    def __init__(self, salt: bytes) -> None:
        self.salt = salt
        self._known: dict[Hashable, int] = {}

    def of(self, thing: Hashable) -> int:
        """The digest of a name, number or key."""
        known = self._known.get(thing)
        if known is None:
            if len(self._known) >= MOST_DIGESTS:
                self._known.clear()
            known = int.from_bytes(
                blake2b(repr(thing).encode(), digest_size=8, key=self.salt).digest(), "little"
            )
            self._known[thing] = known
        return known

    def all(self, things: Iterable[Hashable], *before: int) -> bytes:
        """The digests of several, as bytes, behind some numbers."""
        return np.array([*before, *map(self.of, things)], dtype=np.uint64).tobytes()


class Inverted:
    """Who bears what, from what each bears: worked out in memory and never kept."""

    def __init__(self, rows: Iterable[tuple[bytes, bytes]], *, before: int = 0) -> None:
        """Takes (number of the bearer, numbers ``before`` the digests, then its digests)."""
        owners, counts, values = [], [], []
        self.before: dict[int, tuple[int, ...]] = {}
        for key, raw in rows:
            owner = int.from_bytes(key, "big")
            owners.append(owner)
            counts.append(len(raw) // 8 - before)
            if before:
                self.before[owner] = tuple(np.frombuffer(raw[: 8 * before], dtype=np.uint64).tolist())
            values.append(raw[8 * before :])
        digests: Digests = np.frombuffer(b"".join(values), dtype=np.uint64)
        order = np.argsort(digests, kind="stable")
        self._owners = np.repeat(np.array(owners, dtype=np.int64), counts)[order]
        self.digests, self._starts = np.unique(digests[order], return_index=True)
        self._starts = np.append(self._starts, len(digests))

    def place(self, digest: int) -> int | None:
        """The number of a digest among all, None for one that nobody bears."""
        at = int(np.searchsorted(self.digests, np.uint64(digest)))
        return at if at < len(self.digests) and int(self.digests[at]) == digest else None

    def at(self, place: int) -> list[int]:
        """Who bears the digest with this number."""
        found: list[int] = self._owners[self._starts[place] : self._starts[place + 1]].tolist()
        return found

    def bearers(self, digest: int) -> list[int] | None:
        """Who bears a digest; None: nobody."""
        place = self.place(digest)
        return None if place is None else self.at(place)


class KeptLinker:
    """A linker whose state lies on a shelf. Between two ``save`` it is used like any linker, but not listed."""

    def __init__(
        self,
        shelf: Shelf,
        readings: MutableMapping[str, Reading | Unread],
        *,
        weights: Weights | None = None,
    ) -> None:
        """Take a state up. ``readings`` gives the reading of a report that is linked."""
        self._shelf = shelf
        whole = shelf.get("state", b"")
        if whole is None:
            raise KeyError("no state is kept")
        salt, single = from_bytes(tuple[str, Any], whole)
        self._digest = Digest(bytes.fromhex(salt))
        self.linker = Linker(remembered={}, weights=weights)
        self._take_up(single)
        self.linker.index.readings = readings
        self._rows: dict[
            str, tuple[int, list[int]]
        ] = {}  # of reports touched since, as they lie on the shelf

    # --- taking up ---------------------------------------------------------------------------------------------

    def _take_up(self, single: tuple[Any, ...]) -> None:
        shelf, parts = self._shelf, _parts_of(self.linker)
        for (owner, name, kind), value in zip(_SINGLE, single, strict=True):
            setattr(parts[owner], name, thaw(kind)(value))
        self._kept: list[Kept[Any, Any]] = []
        for part, owner, name, kind in _PARTS:
            kept: Kept[Any, Any] = Kept(shelf, part, kind)
            setattr(parts[owner], name, kept)
            self._kept.append(kept)
        index = self.linker.index
        for key, raw in shelf.rows("report"):
            id = key.decode()
            copy, places = from_bytes(tuple[int, tuple[tuple[int, int], ...]], raw)
            index.of_report[id] = [number for number, _ in places]
            index._copy_number[id], index._report_of_copy[copy] = copy, id
            index.number.update({AccountRef(id, at): number for number, at in places})
        self._report_of = {number: id for id, numbers in index.of_report.items() for number in numbers}
        index.accounts = Lazily(self._facets)
        self._take_up_keys(index)
        self._take_up_names(index)
        self._take_up_copies(index)
        self._take_up_affairs()

    def _facets(self, number: int) -> Facets | None:
        id = self._report_of.get(number)
        raw = self._shelf.get("facets", id.encode()) if id is not None else None
        if raw is None:
            return None
        accounts = self.linker.index.accounts
        found = None
        for each, one in unpacked(raw):
            if each == number:
                found = one
            elif isinstance(accounts, Lazily):
                accounts.hold(each, one)
        return found

    def _take_up_keys(self, index: LinkIndex) -> None:
        keys = Inverted(self._shelf.rows("keys"))
        index._next_key = len(keys.digests)

        def bearers(place: int) -> list[int] | None:
            return keys.at(place) if place < len(keys.digests) else None

        index._key_number = Lazily(lambda key: keys.place(self._digest.of(key)))
        index._bearers = Lazily(bearers)
        index._keys = Lazily(
            lambda number: tuple(map(index.number_of_key, blocks.keys(index.accounts[number])))
        )

    def _take_up_names(self, index: LinkIndex) -> None:
        names = Inverted(self._shelf.rows("names"), before=1)
        rarity = index.rarity

        def contexts(name: Hashable) -> dict[Hashable, int] | None:
            found = names.bearers(self._digest.of(name))
            return None if found is None else dict(Counter(names.before[one][0] for one in found))

        def weight(name: Hashable) -> float | None:
            borne = contexts(name)  # as laid down: whatever changes them weighs the name at once
            return None if borne is None else rarity.weight_in(name, len(borne))

        index._named = Lazily(lambda name: names.bearers(self._digest.of(name)) or [])
        rarity._contexts = Lazily(contexts)
        rarity._weights = Lazily(weight)

    def _take_up_copies(self, index: LinkIndex) -> None:
        marks = Inverted(self._shelf.rows("marks"))
        copies = index.copies

        def bearers(mark: int) -> int | list[int] | None:
            found = marks.bearers(mark)
            return found[0] if found and len(found) == 1 else found

        def common(mark: int) -> int | None:
            found = copies._bearers.get(mark)
            return level(len(found)) or None if isinstance(found, list) else None

        def prints(number: int) -> Prints | None:
            raw = self._shelf.get("codes", key_of(number))
            return None if raw is None else prints_from(np.frombuffer(raw, dtype=np.uint64))

        copies._bearers, copies._common, copies._prints = Lazily(bearers), Lazily(common), Lazily(prints)

    def _take_up_affairs(self) -> None:
        keys = Inverted(self._shelf.rows("affair digests"))

        def bearers(key: tuple[str, object]) -> set[int] | None:
            found = keys.bearers(self._digest.of(key))
            return None if found is None else set(found)

        self.linker.affairs._bearers = Lazily(bearers)

    # --- what changes ------------------------------------------------------------------------------------------

    def touch(self, report_ids: Iterable[str]) -> None:
        """Note how reports lie on the shelf, before they are taken out or added."""
        index = self.linker.index
        for id in report_ids:
            if id not in self._rows:
                copy = index._copy_number.get(id, -1)
                self._rows[id] = copy, list(index.of_report.get(id, ()))

    def save(self) -> None:
        """Lay down what changed since it was taken up; to be called in one transaction with keeping the incidents."""
        shelf, index = self._shelf, self.linker.index
        for copy, numbers in self._rows.values():
            keys = [key_of(number) for number in numbers]
            for part in ("keys", "names"):
                shelf.drop(part, keys)
            for part in ("marks", "codes"):
                shelf.drop(part, [key_of(copy)] if copy >= 0 else [])
        ids = [id.encode() for id in self._rows]
        for part in ("report", "facets"):
            shelf.drop(part, ids)
        _put_reports(shelf, index, self._digest, [id for id in self._rows if id in index.of_report])
        affairs = self.linker.affairs
        assert isinstance(affairs._keys, Kept)
        shelf.drop("affair digests", map(key_of, affairs._keys.lost()))
        changed = [(number, keys) for number, keys, _ in affairs._keys.changed()]
        shelf.put("affair digests", _affair_digests(self._digest, changed))
        for kept in self._kept:
            kept.save()
        _put_state(shelf, self.linker, self._digest)
        for id, (_, numbers) in self._rows.items():
            for number in numbers:
                del self._report_of[number]
            self._report_of.update(dict.fromkeys(index.of_report.get(id, ()), id))
        self._rows.clear()
        assert isinstance(index.accounts, Lazily)
        if len(index.accounts.held) > MOST_HELD:
            index.accounts.forget_what_was_fetched()


# --- laying down -------------------------------------------------------------------------------------------------


def keep(linker: Linker, shelf: Shelf) -> None:
    """Lay the state of a linker that has linked everything on an empty shelf."""
    digest = Digest(os.urandom(16))
    index, parts = linker.index, _parts_of(linker)
    _put_reports(shelf, index, digest, index.of_report)
    shelf.put("affair digests", _affair_digests(digest, linker.affairs._keys.items()))
    for part, owner, name, _ in _PARTS:
        lay_down(shelf, part, getattr(parts[owner], name).items())
    _put_state(shelf, linker, digest)


def _put_state(shelf: Shelf, linker: Linker, digest: Digest) -> None:
    parts = _parts_of(linker)
    single = [freeze(getattr(parts[owner], name)) for owner, name, _ in _SINGLE]
    shelf.put("state", [(b"", to_bytes([digest.salt.hex(), single]))])


def _put_reports(shelf: Shelf, index: LinkIndex, digest: Digest, ids: Collection[str]) -> None:
    copy = index._copy_number
    shelf.put(
        "report",
        (
            (
                id.encode(),
                to_bytes([copy[id], [[n, index.accounts[n].ref.index] for n in index.of_report[id]]]),
            )
            for id in ids
        ),
    )
    shelf.put("facets", ((id.encode(), packed(index, id)) for id in ids))
    numbers = [number for id in ids for number in index.of_report[id]]
    shelf.put("keys", ((key_of(n), digest.all(blocks.keys(index.accounts[n]))) for n in numbers))
    shelf.put("names", ((key_of(n), _names(digest, index.accounts[n])) for n in numbers))
    prints = index.copies._prints
    shelf.put("marks", ((key_of(copy[id]), prints[copy[id]].marks.tobytes()) for id in ids))
    shelf.put("codes", ((key_of(copy[id]), prints[copy[id]].codes.tobytes()) for id in ids))


def _names(digest: Digest, one: Facets) -> bytes:
    named, context = named_of(one)
    return digest.all(named, context)


def _affair_digests(
    digest: Digest, items: Iterable[tuple[int, Mapping[tuple[str, object], int]]]
) -> Iterator[tuple[bytes, bytes]]:
    return ((key_of(number), digest.all(keys)) for number, keys in items)


def packed(index: LinkIndex, report_id: str) -> bytes:
    """The facets of a report's accounts, what they share only once."""
    numbers = index.of_report[report_id]
    page = index.accounts[numbers[0]].page
    own = [[number, *(freeze(getattr(index.accounts[number], name)) for name in _OWN)] for number in numbers]
    return to_bytes([freeze(page), own])


def unpacked(raw: bytes) -> Iterator[tuple[int, Facets]]:
    """The facets of a report's accounts, each with its number."""
    ways = _ways()
    page_line, own = from_bytes(tuple[Any, Any], raw)
    page = thaw(Page)(page_line)
    for number, *values in own:
        given = {name: way(value) for (name, way), value in zip(ways, values, strict=True)}
        yield number, Facets(page=page, **given)


@lru_cache(maxsize=1)
def _ways() -> list[tuple[str, Callable[[Any], Any]]]:
    hints = get_type_hints(Facets)
    return [(name, thaw(hints[name])) for name in _OWN]
