"""Series and entries that the tests share; all made up, but for the published tables, which name their source."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from qeyd.analyse.entries import Entry
from qeyd.analyse.negative_binomial import Array

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "statistics"

# Coal-mining disasters in Britain by year, 1851-1962: Jarrett, Biometrika 66 (1979) 191-193.
COAL = [
    int(one)
    for one in "4541043406334026335453144155342522342132211113001011003103220111010100"
    "021000110233112111123300014000100000100101"
]


def nb(rng: np.random.Generator, mean: Array | float, size: float, shape: tuple[int, int]) -> Array:
    """Negative binomial counts with that mean and size (variance mean + mean²/size)."""
    mu = np.broadcast_to(mean, shape)
    return rng.negative_binomial(size, size / (size + mu)).astype(float)


def triggered(
    rng: np.random.Generator, shape: tuple[int, int], *, mean: float = 3.0, carry: float = 0.4
) -> Array:
    """Stationary counts of which each brings more in the next period."""
    rows, periods = shape
    y = np.zeros((rows, periods + 50))
    for t in range(1, periods + 50):
        y[:, t] = rng.poisson(mean * (1 - carry) + carry * y[:, t - 1])
    return y[:, 50:]


def published(name: str) -> list[dict[str, str]]:
    """A reference table; the test is skipped where the shared data are absent."""
    import csv

    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs the reference table {name} in ../shared/data/statistics")
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def happened(
    counts: Array, *, start: date = date(2022, 1, 1), outlets: tuple[str, ...] = ("Çay", "Bulaq", "Körpü")
) -> list[Entry]:
    """Entries that fall on the months as counted, told by the outlets in turn."""
    out, number, day = [], 0, start
    for n in counts.astype(int):
        for i in range(n):
            number += 1
            on = day + timedelta(days=int(i * 28 / max(n, 1)))
            out.append(
                Entry(
                    id=f"i{number:04d}",
                    affair=f"a{number:04d}",
                    act="detained",
                    first=on,
                    last=on,
                    known_by=on + timedelta(days=1 + number % 3),
                    groups=((("Tajiks", "Azerbaijanis")[number % 2], 1.0),),
                    places=((("RU-ZAB", "RU-KHA", "RU-MOW")[number % 3], 1.0),),
                    outlets=(outlets[number % len(outlets)],),
                    origins=1 + number % 2,
                )
            )
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return out
