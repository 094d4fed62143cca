"""How long a release of 10,000 incidents takes: each writer, and the leak check over its files. Seconds, one core."""

import sys
import time

from qeyd.publish.leaks import find_leaks
from qeyd.publish.names import Finder, Name
from qeyd.publish.writers import WRITERS, load_writers
from tests.publish.releases import a_release
from tests.publish.variants import FIRST, LAST


def main(incidents: int = 10_000) -> None:
    """Print the seconds of each step."""
    release = a_release(incidents)
    files: dict[str, bytes] = {}
    whole = time.perf_counter()
    for name, writer in zip(WRITERS, load_writers(), strict=True):
        start = time.perf_counter()
        made = writer(release)
        files.update(made)
        size = sum(map(len, made.values())) / 1e6
        print(f"{name:48} {time.perf_counter() - start:7.1f} s {len(made):5} files {size:8.1f} MB")
    finder = Finder(
        Name.of(f"P-{a}-{b}-{n}", [f"{FIRST[a][0]}{n} {LAST[b][0]}"])
        for a in range(len(FIRST))
        for b in range(len(LAST))
        for n in range(30)
    )
    start = time.perf_counter()
    leaks = find_leaks(files, finder)
    print(f"{'leak check, 3,000 people':48} {time.perf_counter() - start:7.1f} s {len(leaks):5} leaks")
    print(f"{'together':48} {time.perf_counter() - whole:7.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
