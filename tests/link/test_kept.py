"""A linker taken up again from what it kept ends where linking all at once does. All people and events are invented."""

import random
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.link import Linker, link
from qeyd.link.facets import Facets, facets
from qeyd.link.frozen import freeze, from_bytes, thaw, to_bytes
from qeyd.link.kept import KeptLinker, keep
from qeyd.link.lazily import Lazily
from qeyd.model import Affair, Incident, Period, Reading
from tests.link.texts import reading

NAMES = ("Vugar Sadigli", "Anvar Rahmonov", "Emin Guluzade", "Şəhriyar Muğanlı")
TOWNS = ("Tyumen", "Chita", "Baku")
ACTS = ("detained", "arrested_or_jailed", "released", "deported")


class Shelf:
    """A shelf in memory."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[bytes, bytes]] = {}

    def get(self, part: str, key: bytes) -> bytes | None:
        return self.parts.get(part, {}).get(key)

    def rows(self, part: str) -> Iterable[tuple[bytes, bytes]]:
        return sorted(self.parts.get(part, {}).items())

    def put(self, part: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        self.parts.setdefault(part, {}).update(rows)

    def drop(self, part: str, keys: Iterable[bytes]) -> None:
        for key in list(keys):
            self.parts.get(part, {}).pop(key, None)


def made(number: int) -> Reading:
    """A report of one or two accounts, drawn by its number; every third copies another."""
    rng = random.Random(number)
    name, town, day = rng.choice(NAMES), rng.choice(TOWNS), rng.randrange(1, 20)
    acts = rng.sample(ACTS, rng.choice((1, 1, 2)))
    source = random.Random(number // 3 * 3 if number % 3 else number)
    words = [f"word{source.randrange(60)}" for _ in range(70)]
    told = [
        {
            "act": act,
            "people": rng.choice((1, 3, 18)),
            "names": (name,),
            "place": town,
            "day": f"2031-03-{day:02d}",
        }
        for act in acts
    ]
    text = f"{name} in {town}. " + " ".join(words)
    return reading(
        f"r{number:02d}", text, *told, published=f"2031-03-{day:02d}", outlet=rng.choice(("A", "B", "C"))
    )


def told_by(incidents: Iterable[Incident], affairs: Iterable[Affair]) -> object:
    """All that follows, but for the ids, which a casebook remembers."""
    accounts = {one.id: one.accounts for one in incidents}
    return (
        {
            (
                one.accounts, one.origins, one.grade, one.people, one.place, one.time,
                frozenset(accounts[id] for id in one.possibly_same_as), one.why.partition(" Possibly")[0],
            )
            for one in incidents
        },
        {frozenset(accounts[id] for id in one.incidents) for one in affairs},
    )  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 25), max_size=14, unique=True), st.lists(st.integers(0, 25), min_size=1, max_size=8),
       st.booleans())  # fmt: skip
def test_taken_up_again_it_ends_where_all_at_once_does(
    first: list[int], later: list[int], anew: bool
) -> None:
    held = {number: made(number) for number in first}
    linker, shelf = Linker(remembered={}), Shelf()
    linker.add(held.values())
    linker.update()
    keep(linker, shelf)
    kept = KeptLinker(shelf, Lazily(lambda id: held.get(int(id[1:]))))
    for number in later:  # what is there goes, what is not comes
        if anew:
            kept = KeptLinker(shelf, Lazily(lambda id: held.get(int(id[1:]))))
        id = f"r{number:02d}"
        kept.touch([id])
        kept.linker.remove([id])
        if number in held:
            del held[number]
        else:
            kept.linker.add([made(number)])
            held[number] = made(number)
        kept.linker.update()
        kept.save()
    whole = link(held.values())
    incidents = [from_bytes(Incident, raw) for _, raw in shelf.rows("incident")]
    affairs = [from_bytes(Affair, raw) for _, raw in shelf.rows("affair")]
    assert told_by(incidents, affairs) == told_by(whole.incidents, whole.affairs)


def test_no_list_of_who_bears_a_name_is_kept() -> None:
    linker, shelf = Linker(remembered={}), Shelf()
    linker.add([made(number) for number in range(8)])
    linker.update()
    keep(linker, shelf)
    skeletons = {key for one in linker.index.accounts.values() for key in one.names}
    assert skeletons
    for part, rows in shelf.parts.items():
        for key in rows:
            assert not [one for one in skeletons if one.encode() in key], part


def test_what_was_frozen_thaws_to_the_same() -> None:
    for number in range(6):
        for one in facets(made(number)):
            assert thaw(Facets)(freeze(one)) == one
    for one in link([made(number) for number in range(6)]).incidents:
        assert from_bytes(Incident, to_bytes(one)) == one
    assert from_bytes(dict[int, frozenset[str]], to_bytes({1: frozenset("ab")})) == {1: frozenset("ab")}
    assert from_bytes(tuple[str, object], to_bytes(("a", ("b", (2031, 3))))) == ("a", ("b", (2031, 3)))
    assert from_bytes(Period | None, to_bytes(Period.day(date(2031, 3, 1)))) == Period.day(date(2031, 3, 1))


def test_nothing_but_the_known_classes_is_kept() -> None:
    with pytest.raises(TypeError):
        freeze(object())
    with pytest.raises(TypeError):
        thaw(bytes)
    with pytest.raises((TypeError, ValueError)):
        from_bytes(Facets, b'["r1", 2]')
