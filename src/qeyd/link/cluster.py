"""Joining what scores alike, closest first, keeping apart what must stay apart."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def components(items: Sequence[int], neighbours: Callable[[int], Iterable[int]]) -> list[list[int]]:
    """The groups of items that hang together through neighbours, each sorted."""
    left = set(items)
    out = []
    for item in sorted(items):
        if item not in left:
            continue
        left.discard(item)
        found, todo = [item], [item]
        while todo:
            for other in neighbours(todo.pop()):
                if other in left:
                    left.discard(other)
                    found.append(other)
                    todo.append(other)
        out.append(sorted(found))
    return out


def join(
    items: Sequence[int],
    score: Callable[[int, int], float],
    *,
    threshold: float,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
    floor: float = -6.0,
    ceiling: float = 6.0,
) -> list[list[int]]:
    """Agglomerative clustering by average score; ties fall to the smaller item, so order does not matter.

    ``together`` pairs are joined whatever their score, ``apart`` pairs never; the two must not contradict each
    other. Scores are clipped to ``floor`` and ``ceiling`` so that no single pair outvotes all others.
    """
    number = {item: n for n, item in enumerate(items)}
    clusters: dict[int, list[int]] = {n: [item] for n, item in enumerate(items)}
    total: dict[int, dict[int, float]] = {n: {} for n in clusters}
    for n, item in enumerate(items):
        for m in range(n + 1, len(items)):
            value = min(max(score(item, items[m]), floor), ceiling)
            total[n][m] = total[m][n] = value
    forbidden: dict[int, set[int]] = {n: set() for n in clusters}
    for a, b in apart:
        forbidden[number[a]].add(number[b])
        forbidden[number[b]].add(number[a])

    def merge(a: int, b: int) -> None:
        clusters[a] += clusters.pop(b)
        mine, theirs = total[a], total.pop(b)
        for other, value in theirs.items():
            if other != a:
                mine[other] += value
                total[other][a] = mine[other]
                del total[other][b]
        del mine[b]
        for other in forbidden.pop(b):
            forbidden[a].add(other)
            forbidden[other].discard(b)
            forbidden[other].add(a)

    home = {n: n for n in clusters}
    for a, b in together:
        x, y = sorted((home[number[a]], home[number[b]]))
        if x != y:
            moved = clusters[y]
            merge(x, y)
            for item in moved:
                home[number[item]] = x
    while len(clusters) > 1:
        best, where = threshold, None
        for a, row in total.items():
            size, banned = len(clusters[a]), forbidden[a]
            for b, value in row.items():
                if a < b and b not in banned:
                    mean = value / (size * len(clusters[b]))
                    if mean > best + 1e-12 or (where is None and mean >= best):
                        best, where = mean, (a, b)
        if where is None:
            break
        merge(*where)
    return sorted(sorted(cluster) for cluster in clusters.values())
