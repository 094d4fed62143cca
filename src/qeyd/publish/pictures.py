"""Pictures of a release as SVG: incidents by month, incidents by region. Each has a text for those who cannot see it.

Shades are one hue from light to dark, told apart without colour; what is missing is drawn differently from nought.
"""

from collections.abc import Mapping, Sequence
from html import escape
from math import cos, radians, sin

from qeyd.places.shapes import Line, load_shapes

_INK, _SOFT, _LINE, _BAR, _PAPER = "#1b1e22", "#585e67", "#c9c5bb", "#0d5563", "#faf9f6"
_NONE = "#efece4"
#: From this many incidents on, this shade; the classes are the same on every map, so that maps can be compared.
CLASSES: tuple[tuple[int, str], ...] = (
    (1, "#c3dde0"),
    (3, "#86b8be"),
    (10, "#43868f"),
    (30, "#0d5563"),
    (100, "#052f38"),
)
_WIDTH = 760.0
SMALL = 14.0  #: a region that is drawn smaller than this, in points, gets a ring


def timeline_picture(
    months: Sequence[tuple[str, int]], *, little: frozenset[str], little_words: str, alternative: str
) -> str:
    """Bars of incidents by month. ``months`` are "2025-08" with their number, without holes; ``little`` are hatched."""
    height, left, top, bottom = 240.0, 40.0, 12.0, 46.0
    peak = max((n for _, n in months), default=0) or 1
    step = (_WIDTH - left - 8) / max(len(months), 1)
    floor = height - bottom

    def y(n: float) -> float:
        return floor - (floor - top) * n / peak

    out = [_head(height, alternative)]
    for tick in sorted({0, (peak + 1) // 2, peak}):
        out.append(
            f'<line x1="{left:g}" y1="{y(tick):.1f}" x2="{_WIDTH - 8:g}" y2="{y(tick):.1f}" stroke="{_LINE}"/>'
            f'<text x="{left - 6:g}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick}</text>'
        )
    for at, (month, n) in enumerate(months):
        x = left + at * step
        if month in little:
            out.append(
                f'<rect x="{x:.1f}" y="{top:g}" width="{step:.1f}" height="{floor - top:.1f}" fill="url(#little)"/>'
            )
        if n:
            out.append(
                f'<rect x="{x + step * 0.12:.1f}" y="{y(n):.1f}" width="{step * 0.76:.1f}" '
                f'height="{floor - y(n):.1f}" fill="{_BAR}"><title>{escape(month)}: {n}</title></rect>'
            )
    every = max(1, -(-len(months) // 10))
    for at in range(0, len(months), every):
        x = left + (at + 0.5) * step
        out.append(f'<text x="{x:.1f}" y="{floor + 16:.1f}" text-anchor="middle">{months[at][0]}</text>')
    if little:
        out.append(
            f'<rect x="{left:g}" y="{height - 18:g}" width="14" height="11" fill="url(#little)" stroke="{_SOFT}"/>'
            f'<text x="{left + 20:g}" y="{height - 9:g}">{escape(little_words)}</text>'
        )
    return "".join([*out, "</svg>"])


def map_picture(
    regions: Mapping[str, int], *, words: Mapping[str, str], names: Mapping[str, str], alternative: str
) -> str:
    """Regions shaded by their number of incidents; empty where no region of these has an outline.

    ``regions`` is ISO 3166-2 code to incidents, ``names`` their names; ``words`` has "none" and "disputed".
    The projection is a conic one of equal distances along the meridians, fitted to the countries that are shown.
    """
    shapes = load_shapes()
    shown = {code: n for code, n in regions.items() if code in shapes.regions and n > 0}
    if not shown:
        return ""
    countries = sorted({code[:2] for code in shown} & set(shapes.countries))
    frame = _frame([ring for code in shown for ring in shapes.regions[code]])
    project = Projection(*frame)
    corners = [project(x, y) for x in _steps(frame[0], frame[1]) for y in _steps(frame[2], frame[3])]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    north, south = min(y for _, y in corners), max(y for _, y in corners)
    scale = min(_WIDTH / (east - west), 560 / (south - north))
    width, tall = (east - west) * scale, (south - north) * scale
    dx, height = (_WIDTH - width) / 2, tall + 34

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

    out = [_head(height, alternative)]
    out.append(
        f'<clipPath id="frame"><rect width="{_WIDTH:g}" height="{tall:.0f}"/></clipPath><g clip-path="url(#frame)">'
    )
    out.append(f'<rect width="{_WIDTH:g}" height="{tall:.0f}" fill="#e7eef0"/>')
    for code, lines in sorted(shapes.countries.items()):
        if code not in countries and (drawn := path(lines, close=True)):
            out.append(
                f'<path d="{drawn}" fill="#f6f4ee" fill-rule="evenodd" stroke="{_LINE}" stroke-width=".8"/>'
            )
    for code, lines in sorted(shapes.regions.items()):
        if code[:2] not in countries or not (drawn := path(lines, close=True)):
            continue
        n = shown.get(code, 0)
        title = f"<title>{escape(names.get(code, code))}: {n}</title>" if n else ""
        out.append(
            f'<path d="{drawn}" fill="{_shade(n)}" fill-rule="evenodd" stroke="{_PAPER}" '
            f'stroke-width=".6">{title}</path>'
        )
    for code in countries:
        if drawn := path(shapes.countries[code], close=True):
            out.append(f'<path d="{drawn}" fill="none" stroke="{_SOFT}" stroke-width=".9"/>')
    for code, n in sorted(shown.items()):
        # A city that is a region of its own would be lost: a ring of its shade stands around it.
        points = [project(lon, lat) for ring in shapes.regions[code] for lon, lat in ring]
        xs = [(x - west) * scale + dx for x, _ in points]
        ys = [(y - north) * scale for _, y in points]
        if max(xs) - min(xs) < SMALL and max(ys) - min(ys) < SMALL:
            out.append(
                f'<circle cx="{(min(xs) + max(xs)) / 2:.1f}" cy="{(min(ys) + max(ys)) / 2:.1f}" r="6" '
                f'fill="{_shade(n)}" stroke="{_PAPER}" stroke-width="1.5">'
                f"<title>{escape(names.get(code, code))}: {n}</title></circle>"
            )
    for name, lines in shapes.disputed:
        if drawn := path(lines, close=False):
            out.append(
                f'<path d="{drawn}" fill="none" stroke="{_PAPER}" stroke-width="2.4"/>'
                f'<path d="{drawn}" fill="none" stroke="#8a3b12" stroke-width="1.1" stroke-dasharray="4 3">'
                f"<title>{escape(words['disputed'])}: {escape(name)}</title></path>"
            )
    out.append("</g>")
    x = 2.0
    keys = [(words["none"], _NONE), *((_class_words(at), shade) for at, (_, shade) in enumerate(CLASSES))]
    for text, shade in keys:
        out.append(
            f'<rect x="{x:g}" y="{tall + 14:.0f}" width="14" height="12" fill="{shade}" stroke="{_SOFT}" '
            f'stroke-width=".5"/>'
            f'<text x="{x + 20:g}" y="{tall + 24:.0f}">{escape(text)}</text>'
        )
        x += 34 + 7.2 * len(text)
    out.append(
        f'<path d="M{x + 4:g} {tall + 20:.0f}h26" stroke="#8a3b12" stroke-width="1.4" stroke-dasharray="4 3"/>'
        f'<text x="{x + 36:g}" y="{tall + 24:.0f}">{escape(words["disputed"])}</text>'
    )
    return "".join([*out, "</svg>"])


def _class_words(at: int) -> str:
    low = CLASSES[at][0]
    high = CLASSES[at + 1][0] - 1 if at + 1 < len(CLASSES) else None
    return f"{low}+" if high is None else f"{low}–{high}"


def _shade(n: int) -> str:
    return next((shade for least, shade in reversed(CLASSES) if n >= least), _NONE)


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


def _head(height: float, alternative: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {height:.0f}" role="img" '
        f'aria-label="{escape(alternative, quote=True)}" font-family="sans-serif" font-size="12" fill="{_INK}">'
        f"<title>{escape(alternative)}</title>"
        '<defs><pattern id="little" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#9a9487" stroke-width="1.6"/></pattern></defs>'
    )
