"""Joining what scores alike, closest first, keeping apart what must stay apart."""

from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush


def groups_around(todo: set[int], neighbours: Callable[[int], Iterable[int]]) -> list[list[int]]:
    """The groups, each sorted, of those that hang together with any of these."""
    left, out = set(todo), []
    for start in sorted(todo):
        if start not in left:
            continue
        seen, queue = {start}, [start]
        while queue:
            for other in neighbours(queue.pop()):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        left -= seen
        out.append(sorted(seen))
    return out


def join(
    items: Sequence[int],
    pairs: Iterable[tuple[int, int, float]],
    *,
    threshold: float,
    unlike: float,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
    floor: float = -6.0,
    ceiling: float = 6.0,
) -> list[list[int]]:
    """Agglomerative clustering by average score, closest first.

    ``pairs`` are (item, item, score), smaller position in ``items`` first; a pair that is not among them counts as
    ``unlike``. Ties fall to the items that stand first in ``items``. ``together`` pairs are joined whatever their
    score, ``apart`` pairs never; the two must not contradict each other. Scores are clipped to ``floor`` and
    ``ceiling`` so that no single pair outvotes all others.
    """
    number = {item: n for n, item in enumerate(items)}
    clusters: dict[int, list[int]] = {n: [item] for n, item in enumerate(items)}
    known: dict[int, dict[int, tuple[float, int]]] = {n: {} for n in clusters}  # sum above ``unlike``, pairs
    for a, b, score in pairs:
        value = (min(max(score, floor), ceiling) - unlike, 1)
        known[number[a]][number[b]] = known[number[b]][number[a]] = value
    forbidden: dict[int, set[int]] = {n: set() for n in clusters}
    for a, b in apart:
        forbidden[number[a]].add(number[b])
        forbidden[number[b]].add(number[a])
    version = dict.fromkeys(clusters, 0)
    heap: list[tuple[float, int, int, int, int]] = []

    def offer(a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        mean = unlike + known[a][b][0] / (len(clusters[a]) * len(clusters[b]))
        if mean >= threshold and b not in forbidden[a]:
            heappush(heap, (-round(mean, 9), a, b, version[a], version[b]))

    def merge(a: int, b: int) -> None:
        clusters[a] += clusters.pop(b)
        mine, theirs = known[a], known.pop(b)
        mine.pop(b, None)
        for other, (value, count) in theirs.items():
            if other != a:
                before = mine.get(other, (0.0, 0))
                mine[other] = known[other][a] = (before[0] + value, before[1] + count)
                del known[other][b]
        for other in forbidden.pop(b):
            forbidden[a].add(other)
            forbidden[other].discard(b)
            forbidden[other].add(a)
        version[a] += 1
        del version[b]

    home = {n: n for n in clusters}
    for a, b in together:
        x, y = sorted((home[number[a]], home[number[b]]))
        if x != y:
            moved = clusters[y]
            merge(x, y)
            for item in moved:
                home[number[item]] = x
    for a in sorted(clusters):
        for b in known[a]:
            if a < b:
                offer(a, b)
    while heap:
        _, a, b, was_a, was_b = heappop(heap)
        if version.get(a) == was_a and version.get(b) == was_b and b not in forbidden[a]:
            merge(a, b)
            for other in known[a]:
                offer(a, other)
    return sorted(sorted(cluster) for cluster in clusters.values())
