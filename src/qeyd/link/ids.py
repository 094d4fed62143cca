"""Names of incidents: they follow from the accounts alone, or are remembered in a casebook."""

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qeyd.model import AccountRef


@dataclass(frozen=True, slots=True)
class Merge:
    """Incidents that a casebook knew apart and that are one now: which id stays, which goes."""

    kept: str
    gone: str


def incident_id(accounts: Iterable[AccountRef]) -> str:
    """The id of an incident of these accounts: 16 hexadecimal digits of their SHA-256, in any order."""
    digest = hashlib.sha256()
    for ref in sorted(accounts):
        digest.update(f"{ref.report_id}\x1f{ref.index}\x1e".encode())
    return digest.hexdigest()[:16]


def name_incidents(
    clusters: Sequence[tuple[AccountRef, ...]],
    remembered: Mapping[frozenset[AccountRef], str],
    *,
    taken: Container[str] = (),
) -> tuple[dict[tuple[AccountRef, ...], str], tuple[Merge, ...]]:
    """An id for each cluster, and which remembered ids were merged away.

    ``remembered`` holds the accounts and id of each incident known before, oldest first. A remembered id goes
    where most of its accounts went (of equals to the cluster with the smallest account); a cluster that more than
    one id claims keeps the oldest. Everything else is new and named by its accounts, but by
    none of the ``taken`` names.
    """
    home = {ref: number for number, cluster in enumerate(clusters) for ref in cluster}
    claims: dict[int, list[str]] = {}
    for accounts, known in remembered.items():
        went: dict[int, int] = {}
        for ref in accounts:
            if ref in home:
                went[home[ref]] = went.get(home[ref], 0) + 1
        if went:
            goal = min(went, key=lambda number: (-went[number], min(clusters[number])))
            claims.setdefault(goal, []).append(known)
    merges = []
    names = {}
    old = set(remembered.values())
    for number, cluster in enumerate(clusters):
        if number in claims:
            kept, *gone = dict.fromkeys(claims[number])
            names[cluster] = kept
            merges += [Merge(kept, one) for one in gone]
        else:
            name = incident_id(cluster)
            while name in old or name in taken:  # its accounts' own id lives on elsewhere, after a split
                name = hashlib.sha256(name.encode()).hexdigest()[:16]
            names[cluster] = name
    return names, tuple(merges)
