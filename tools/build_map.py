"""Build src/qeyd/places/data/shapes.bin, the outlines of countries and first-level regions. Run at release time:

    python tools/build_map.py world_map.gpkg

``world_map.gpkg`` is Natural Earth 1:10m (public domain) in one GeoPackage: layers ``states_provinces``, ``countries``
and ``disputed_borders``; Debian ships one in the package qgis-common. Regions there bear no ISO 3166-2 code: each gets
that of the gazetteer's region in which most settlements inside its outline lie. Points are snapped to one grid, so
that neighbours keep a common border.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import struct
import zlib
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from qeyd.places import load_gazetteer

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "qeyd" / "places" / "data" / "shapes.bin"
STEP = 0.04  # degrees, about 4 km: below what the map of a country shows
DATE_LINE = -168.5  # what lies west of it belongs to the east of Russia

Point = tuple[int, int]


def lines_of(blob: bytes) -> list[list[tuple[float, float]]]:
    """All rings or lines of a GeoPackage geometry, as longitude and latitude in degrees."""
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    out: list[list[tuple[float, float]]] = []

    def read(at: int) -> int:
        order = "<" if blob[at] else ">"
        (kind,) = struct.unpack_from(f"{order}I", blob, at + 1)
        (n,) = struct.unpack_from(f"{order}I", blob, at + 5)
        at += 9
        if kind % 1000 == 2:
            values = struct.unpack_from(f"{order}{2 * n}d", blob, at)
            out.append(list(zip(values[::2], values[1::2], strict=True)))
            return at + 16 * n
        for _ in range(n):
            if kind % 1000 == 3:
                (m,) = struct.unpack_from(f"{order}I", blob, at)
                values = struct.unpack_from(f"{order}{2 * m}d", blob, at + 4)
                out.append(list(zip(values[::2], values[1::2], strict=True)))
                at += 4 + 16 * m
            else:
                at = read(at)
        return at

    read(8 + envelope)
    return out


def snapped(line: list[tuple[float, float]], *, closed: bool) -> list[Point]:
    """The line on the grid, without points that repeat or lie straight between their neighbours."""
    points: list[Point] = []
    for lon, lat in line:
        point = (round((lon + 360 if lon < DATE_LINE else lon) / STEP), round(lat / STEP))
        if not points or points[-1] != point:
            points.append(point)
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept if len(kept) > (3 if closed else 1) else []


def _straight(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def inside(lon: float, lat: float, rings: list[list[tuple[float, float]]]) -> bool:
    """Whether a point lies inside the outline (even-odd)."""
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def deltas(lines: list[list[Point]]) -> list[list[int]]:
    """Each line as its first point and the steps from there."""
    out = []
    for line in lines:
        flat, last = [], (0, 0)
        for x, y in line:
            flat += [x - last[0], y - last[1]]
            last = (x, y)
        out.append(flat)
    return out


def codes(rows: list[tuple[str, list[list[tuple[float, float]]]]]) -> list[str | None]:
    """The ISO 3166-2 code of each outline, None where no settlement of the gazetteer lies in it."""
    gazetteer = load_gazetteer()
    settlements: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for key in range(len(gazetteer)):
        entry = gazetteer.entry(key)
        if entry.admin1 and entry.latitude is not None and entry.longitude is not None:
            settlements[entry.country].append((entry.longitude, entry.latitude, entry.admin1))
    found: list[str | None] = []
    for country, rings in rows:
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        west, east, south, north = min(xs), max(xs), min(ys), max(ys)
        votes: Counter[str] = Counter()
        # Those of its own country first; disputed land may be drawn with one country and listed with another.
        for others in (False, True) if country in settlements else ():
            for name, places in settlements.items():
                if (name != country) is others and not votes:
                    votes = Counter(
                        code
                        for lon, lat, code in places
                        if west <= lon <= east and south <= lat <= north and inside(lon, lat, rings)
                    )
        found.append(votes.most_common(1)[0][0] if votes else None)
    return found


def main() -> None:
    """Write the outlines, and say what stayed without a code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("world", type=Path)
    world = sqlite3.connect(parser.parse_args().world)
    rows = [
        (country, name, lines_of(geom))
        for country, name, geom in world.execute(
            "SELECT iso_a2, name, geom FROM states_provinces ORDER BY fid"
        )
        if geom and country and len(country) == 2
    ]
    regions: dict[str, list[list[int]]] = {}
    nameless: Counter[str] = Counter()
    for (country, _, rings), code in zip(rows, codes([(c, r) for c, _, r in rows]), strict=True):
        if code is None:
            nameless[country] += 1
            continue
        shapes = deltas([one for ring in rings if (one := snapped(ring, closed=True))])
        regions.setdefault(code, []).extend(shapes)
    countries = {
        code: deltas([one for ring in lines_of(geom) if (one := snapped(ring, closed=True))])
        for code, geom in world.execute("SELECT iso_a2, geom FROM countries ORDER BY fid")
        if geom and code and len(code) == 2
    }
    disputed = [
        [name or "Disputed border", deltas(lines)]
        for name, geom in world.execute("SELECT name, geom FROM disputed_borders ORDER BY fid")
        if geom and (lines := [one for line in lines_of(geom) if (one := snapped(line, closed=False))])
    ]
    content = {"step": STEP, "regions": regions, "countries": countries, "disputed": disputed}
    OUTPUT.write_bytes(zlib.compress(json.dumps(content, separators=(",", ":"), sort_keys=True).encode(), 9))
    print(f"{len(regions)} regions, {len(countries)} countries, {OUTPUT.stat().st_size / 1e6:.2f} MB")
    print("outlines without a code:", dict(nameless.most_common(12)))


if __name__ == "__main__":
    main()
