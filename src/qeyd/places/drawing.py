"""Outlines fitted to a picture: from degrees to points, ready for SVG paths. Whoever draws them chooses the colours.

The projection is a conic one of equal distances along the meridians, fitted to the regions that are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

from qeyd.places.shapes import Line, load_shapes

SMALL = 14.0  #: a region that is drawn smaller than this, in points, gets a ring
TALLEST = 560.0  #: points; what is higher is drawn smaller

Path = tuple[str, str]  #: a code or name, and what SVG draws ("M1 2L3 4Z")


@dataclass(frozen=True, slots=True)
class Outlines:
    """Paths within a picture of this size, in points."""

    width: float
    height: float
    around: tuple[Path, ...]  #: countries of which no region is shown, by code
    regions: tuple[Path, ...]  #: all regions of the countries that are shown, by code
    countries: tuple[Path, ...]  #: the countries that are shown, by code
    disputed: tuple[Path, ...]  #: disputed borders, by name
    spots: tuple[
        tuple[str, tuple[float, float]], ...
    ]  #: shown regions too small to be seen, and their middle


@lru_cache(maxsize=8)
def draw_outlines(
    shown: frozenset[str], *, width: float = 760.0, also: frozenset[str] = frozenset()
) -> Outlines | None:
    """The outlines around these first-level regions (ISO 3166-2) and ``also`` these countries, fitted to the width.

    None when there is no outline of any of them.
    """
    shapes = load_shapes()
    regions = sorted(code for code in shown if code in shapes.regions)
    also = frozenset(code for code in also if code in shapes.countries)
    countries = sorted({code[:2] for code in regions} & set(shapes.countries) | also)
    rings = [ring for code in regions for ring in shapes.regions[code]]
    rings += [ring for code in also for ring in shapes.countries[code]]
    if not rings:
        return None
    frame = _frame(rings)
    project = Projection(*frame)
    corners = [project(x, y) for x in _steps(frame[0], frame[1]) for y in _steps(frame[2], frame[3])]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    north, south = min(y for _, y in corners), max(y for _, y in corners)
    scale = min(width / (east - west), TALLEST / (south - north))
    dx = (width - (east - west) * scale) / 2

    def path(lines: Sequence[Line], *, close: bool) -> str:
        out = []
        for line in lines:
            if not _meets(line, frame):
                continue
            points, last = [], (-9999, -9999)
            for lon, lat in line:
                x, y = project(lon, lat)
                point = (round(((x - west) * scale + dx) * 2), round((y - north) * scale * 2))
                if point != last:
                    points.append(f"{point[0] / 2:g} {point[1] / 2:g}")
                    last = point
            if len(points) > 2 or (not close and len(points) > 1):
                out.append("M" + "L".join(points) + ("Z" if close else ""))
        return "".join(out)

    def drawn(found: Sequence[tuple[str, Sequence[Line]]], *, close: bool = True) -> tuple[Path, ...]:
        return tuple((name, one) for name, lines in found if (one := path(lines, close=close)))

    spots = []
    for code in regions:
        points = [project(lon, lat) for ring in shapes.regions[code] for lon, lat in ring]
        xs = [(x - west) * scale + dx for x, _ in points]
        ys = [(y - north) * scale for _, y in points]
        if max(xs) - min(xs) < SMALL and max(ys) - min(ys) < SMALL:
            spots.append((code, ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)))
    others = [code for code in sorted(shapes.countries) if code not in countries]
    inside = [code for code in sorted(shapes.regions) if code[:2] in countries]
    return Outlines(
        width=width,
        height=(south - north) * scale,
        around=drawn([(code, shapes.countries[code]) for code in others]),
        regions=drawn([(code, shapes.regions[code]) for code in inside]),
        countries=drawn([(code, shapes.countries[code]) for code in countries]),
        disputed=drawn(shapes.disputed, close=False),
        spots=tuple(spots),
    )


def _steps(low: float, high: float) -> list[float]:
    return [low + (high - low) * at / 12 for at in range(13)]


def _frame(rings: Sequence[Line]) -> tuple[float, float, float, float]:
    """West, east, south, north in degrees of what is shown, with a margin, and never smaller than a small country."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    wide, tall = max(max(xs) - min(xs), 6.0) * 1.12, max(max(ys) - min(ys), 4.0) * 1.12
    return (
        middle[0] - wide / 2,
        middle[0] + wide / 2,
        max(middle[1] - tall / 2, -80),
        min(middle[1] + tall / 2, 83),
    )


def _meets(line: Line, frame: tuple[float, float, float, float]) -> bool:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs) <= frame[1] and max(xs) >= frame[0] and min(ys) <= frame[3] and max(ys) >= frame[2]


class Projection:
    """Equidistant conic, standard parallels a sixth in from south and north (Snyder 1987, p. 111)."""

    def __init__(self, west: float, east: float, south: float, north: float) -> None:
        self.middle = (west + east) / 2
        one, two = radians(south + (north - south) / 6), radians(north - (north - south) / 6)
        self.n = (cos(one) - cos(two)) / (two - one) if abs(two - one) > 1e-6 else sin(one)
        if abs(self.n) < 1e-6:
            self.n = 1e-6
        self.g = cos(one) / self.n + one

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point lies: to the right and down, in radii of the earth."""
        rho, theta = self.g - radians(lat), self.n * radians(lon - self.middle)
        return rho * sin(theta), rho * cos(theta)
