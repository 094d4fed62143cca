"""Whether groups that two reports name can be the same people: Tajiks are Central Asians, and no Uzbeks."""

from functools import lru_cache

from qeyd.groups import group_sorts

# Groups that hold others, as reports use them (a report's "Central Asians" may be another's "Tajiks").
_WIDER = {
    "Central Asians": frozenset({"Tajiks", "Uzbeks", "Kyrgyz", "Kazakhs", "Turkmens", "Karakalpaks", "Pamiris",
                                 "Dungans", "Uyghurs"}),
    "Caucasians": frozenset({"Azerbaijanis", "Armenians", "Georgians", "Chechens", "Ingush", "Dagestanis", "Lezgins",
                             "Talysh", "Balkars", "Abkhazians", "Ossetians", "Meskhetian Turks"}),
    "Dagestanis": frozenset({"Lezgins", "Azerbaijanis"}),
    "Tatars": frozenset({"Crimean Tatars"}),
    "Turks": frozenset({"Meskhetian Turks"}),
    "Tajiks": frozenset({"Pamiris"}),
    "Uzbeks": frozenset({"Karakalpaks"}),
    "Azerbaijanis": frozenset({"Talysh", "Lezgins"}),
    "Iranians": frozenset({"Azerbaijanis", "Kurds"}),
}  # fmt: skip


@lru_cache(maxsize=10_000)
def parts(group: str) -> frozenset[str]:
    """The groups that a name of several holds: "Azerbaijanis and Tajiks", "Azerbaijanis; Tajiks"."""
    if group in group_sorts():
        return frozenset({group})
    pieces = group.replace(";", ",").replace(" and ", ",").split(",")
    return frozenset(piece.strip() for piece in pieces if piece.strip())


@lru_cache(maxsize=10_000)
def overlap(a: str, b: str) -> bool:
    """Whether two groups have a part in common, by name."""
    return not parts(a).isdisjoint(parts(b))


@lru_cache(maxsize=10_000)
def exclude(a: str, b: str) -> bool:
    """Whether nobody is likely to be taken as both: two origins, none of which holds the other.

    >>> exclude("Tajiks", "Uzbeks"), exclude("Tajiks", "Central Asians"), exclude("Tajiks", "journalists")
    (True, False, False)
    """
    x, y = (_origins(one) for one in (a, b))
    return bool(x and y) and not any(
        p == q or q in _WIDER.get(p, ()) or p in _WIDER.get(q, ()) for p in x for q in y
    )


def _origins(group: str) -> frozenset[str]:
    sorts = group_sorts()
    return frozenset(
        one for one in parts(group) if sorts.get(one, "origin") == "origin" and one[:1].isupper()
    )
