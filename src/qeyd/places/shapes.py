"""Outlines of countries and first-level regions, for maps that are drawn without asking anybody.

Natural Earth 1:10m (public domain), snapped to a grid of 0.04 degrees by tools/build_map.py. A map shades regions and
pins nobody; where a border is disputed the outline says so by being drawn apart.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

from qeyd.errors import DataFileError

Line = tuple[tuple[float, float], ...]  #: longitude and latitude in degrees; east of 180 where Russia goes on


@dataclass(frozen=True, slots=True)
class Shapes:
    """All outlines. Rings of one area are filled by the even-odd rule."""

    regions: Mapping[str, tuple[Line, ...]]  #: by ISO 3166-2 code
    countries: Mapping[str, tuple[Line, ...]]  #: by ISO 3166-1 alpha-2 code
    disputed: tuple[tuple[str, tuple[Line, ...]], ...]  #: what the line is called, and where it runs


@lru_cache(maxsize=1)
def load_shapes() -> Shapes:
    """The packaged outlines, read once. Raises DataFileError where the file cannot be used."""
    file = files("qeyd.places.data") / "shapes.bin"
    try:
        told = json.loads(zlib.decompress(file.read_bytes()))
    except (OSError, zlib.error, ValueError) as cause:
        raise DataFileError(
            str(file), "file", f"cannot be read ({cause}).", remedy="Install qeyd again."
        ) from cause
    step = told["step"]
    return Shapes(
        regions=_Lines(told["regions"], step),
        countries=_Lines(told["countries"], step),
        disputed=tuple((name, _lines(one, step)) for name, one in told["disputed"]),
    )


class _Lines(Mapping[str, tuple[Line, ...]]):
    """Outlines by code, each made from its steps when it is first asked for: most maps need few."""

    def __init__(self, told: Mapping[str, list[list[int]]], step: float) -> None:
        self._told, self._step = told, step
        self._made: dict[str, tuple[Line, ...]] = {}

    def __getitem__(self, code: str) -> tuple[Line, ...]:
        if code not in self._made:
            self._made[code] = _lines(self._told[code], self._step)
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)

    def __contains__(self, code: object) -> bool:
        return code in self._told


def _lines(flat: list[list[int]], step: float) -> tuple[Line, ...]:
    return tuple(
        tuple(
            (round(x * step, 2), round(y * step, 2))
            for x, y in zip(accumulate(one[::2]), accumulate(one[1::2]), strict=True)
        )
        for one in flat
    )
