"""Outlines of countries and first-level regions, for maps that are drawn without asking anybody.

Natural Earth 1:10m (public domain), snapped to a grid of 0.04 degrees by tools/build_map.py. A map shades regions and
pins nobody; where a border is disputed the outline says so by being drawn apart.
"""

import json
import zlib
from collections.abc import Mapping
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
        regions={code: _lines(one, step) for code, one in told["regions"].items()},
        countries={code: _lines(one, step) for code, one in told["countries"].items()},
        disputed=tuple((name, _lines(one, step)) for name, one in told["disputed"]),
    )


def _lines(flat: list[list[int]], step: float) -> tuple[Line, ...]:
    return tuple(
        tuple(
            (round(x * step, 2), round(y * step, 2))
            for x, y in zip(accumulate(one[::2]), accumulate(one[1::2]), strict=True)
        )
        for one in flat
    )
