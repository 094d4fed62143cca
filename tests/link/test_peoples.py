from itertools import product

from qeyd.groups import group_sorts
from qeyd.link.peoples import exclude, overlap, parts


def test_a_name_of_several_groups_overlaps_each_of_them() -> None:
    assert parts("Azerbaijanis and Tajiks") == parts("Azerbaijanis; Tajiks") == {"Azerbaijanis", "Tajiks"}
    assert overlap("Azerbaijanis and Tajiks", "Tajiks")
    assert not exclude("Azerbaijanis and Tajiks", "Tajiks")


def test_two_origins_exclude_each_other_unless_one_holds_the_other() -> None:
    assert exclude("Tajiks", "Uzbeks")
    assert not exclude("Tajiks", "Central Asians")
    assert not exclude("Tajiks", "migrants")


def test_excluding_is_mutual_and_never_of_oneself() -> None:
    for a, b in product(list(group_sorts())[:40], repeat=2):
        assert exclude(a, b) == exclude(b, a)
        assert not exclude(a, a)
        assert not (overlap(a, b) and exclude(a, b))
