"""Pictures of a release as SVG: incidents by month, incidents by region. Each has a text for those who cannot see it.

Shades are one hue from light to dark, told apart without colour; what is missing is drawn differently from nought.
"""

from collections.abc import Mapping, Sequence
from html import escape

from qeyd.places.drawing import draw_outlines

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
WIDE = 760.0  #: points, for wide screens and paper
NARROW = 340.0  #: for phones: words stay readable there


def timeline_picture(
    months: Sequence[tuple[str, int]],
    *,
    little: frozenset[str],
    little_words: str,
    alternative: str,
    width: float = WIDE,
) -> str:
    """Bars of incidents by month. ``months`` are "2025-08" with their number, without holes; ``little`` are hatched."""
    height, left, top, bottom = 240.0, 40.0, 12.0, 46.0
    peak = max((n for _, n in months), default=0) or 1
    step = (width - left - 8) / max(len(months), 1)
    floor = height - bottom

    def y(n: float) -> float:
        return floor - (floor - top) * n / peak

    out = [_head(width, height, alternative)]
    for tick in sorted({0, (peak + 1) // 2, peak}):
        out.append(
            f'<line x1="{left:g}" y1="{y(tick):.1f}" x2="{width - 8:g}" y2="{y(tick):.1f}" stroke="{_LINE}"/>'
            f'<text x="{left - 6:g}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick}</text>'
        )
    for at, (month, n) in enumerate(months):
        x = left + at * step
        if month in little:
            out.append(
                f'<rect x="{x:.1f}" y="{top:g}" width="{step:.1f}" height="{floor - top:.1f}" '
                f'fill="url(#little{width:g})"/>'
            )
        if n:
            out.append(
                f'<rect x="{x + step * 0.12:.1f}" y="{y(n):.1f}" width="{step * 0.76:.1f}" '
                f'height="{floor - y(n):.1f}" fill="{_BAR}"><title>{escape(month)}: {n}</title></rect>'
            )
    every = max(1, -(-len(months) // int(width / 72)))
    for at in range(0, len(months), every):
        x = left + (at + 0.5) * step
        out.append(f'<text x="{x:.1f}" y="{floor + 16:.1f}" text-anchor="middle">{months[at][0]}</text>')
    if little:
        out.append(
            f'<rect x="{left:g}" y="{height - 18:g}" width="14" height="11" '
            f'fill="url(#little{width:g})" stroke="{_SOFT}"/>'
            f'<text x="{left + 20:g}" y="{height - 9:g}">{escape(little_words)}</text>'
        )
    return "".join([*out, "</svg>"])


def map_picture(
    regions: Mapping[str, int],
    *,
    words: Mapping[str, str],
    names: Mapping[str, str],
    alternative: str,
    width: float = WIDE,
) -> str:
    """Regions shaded by their number of incidents; empty where no region of these has an outline.

    ``regions`` is ISO 3166-2 code to incidents, ``names`` their names; ``words`` has "none" and "disputed".
    """
    shown = {code: n for code, n in regions.items() if n > 0}
    outlines = draw_outlines(frozenset(shown), width=width)
    if outlines is None:
        return ""
    tall = outlines.height
    legend, end = _legend(words, tall + 14, width)
    height = end + 20
    out = [_head(width, height, alternative)]
    out.append(
        f'<clipPath id="frame{width:g}"><rect width="{width:g}" height="{tall:.0f}"/></clipPath>'
        f'<g clip-path="url(#frame{width:g})">'
    )
    out.append(f'<rect width="{width:g}" height="{tall:.0f}" fill="#e7eef0"/>')
    for _, drawn in outlines.around:
        out.append(
            f'<path d="{drawn}" fill="#f6f4ee" fill-rule="evenodd" stroke="{_LINE}" stroke-width=".8"/>'
        )
    for code, drawn in outlines.regions:
        n = shown.get(code, 0)
        title = f"<title>{escape(names.get(code, code))}: {n}</title>" if n else ""
        out.append(
            f'<path d="{drawn}" fill="{_shade(n)}" fill-rule="evenodd" stroke="{_PAPER}" '
            f'stroke-width=".6">{title}</path>'
        )
    for _, drawn in outlines.countries:
        out.append(f'<path d="{drawn}" fill="none" stroke="{_SOFT}" stroke-width=".9"/>')
    for code, (x, y) in outlines.spots:
        # A city that is a region of its own would be lost: a ring of its shade stands around it.
        out.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" '
            f'fill="{_shade(shown[code])}" stroke="{_PAPER}" stroke-width="1.5">'
            f"<title>{escape(names.get(code, code))}: {shown[code]}</title></circle>"
        )
    for name, drawn in outlines.disputed:
        out.append(
            f'<path d="{drawn}" fill="none" stroke="{_PAPER}" stroke-width="2.4"/>'
            f'<path d="{drawn}" fill="none" stroke="#8a3b12" stroke-width="1.1" stroke-dasharray="4 3">'
            f"<title>{escape(words['disputed'])}: {escape(name)}</title></path>"
        )
    out.append("</g>")
    return "".join([*out, legend, "</svg>"])


def _legend(words: Mapping[str, str], top: float, width: float) -> tuple[str, float]:
    """What the shades mean, in as many rows as the width asks for; and the top of the last row."""
    keys = [(words["none"], _NONE), *((_class_words(at), shade) for at, (_, shade) in enumerate(CLASSES))]
    out, x, y = [], 2.0, top
    for text, shade in (*keys, (words["disputed"], "")):
        room = (34 if shade else 50) + 7.2 * len(text)
        if x > 2 and x + room - 12 > width:
            x, y = 2.0, y + 20
        if shade:
            out.append(
                f'<rect x="{x:g}" y="{y:.0f}" width="14" height="12" fill="{shade}" stroke="{_SOFT}" '
                f'stroke-width=".5"/><text x="{x + 20:g}" y="{y + 10:.0f}">{escape(text)}</text>'
            )
        else:
            out.append(
                f'<path d="M{x + 4:g} {y + 6:.0f}h26" stroke="#8a3b12" stroke-width="1.4" stroke-dasharray="4 3"/>'
                f'<text x="{x + 36:g}" y="{y + 10:.0f}">{escape(text)}</text>'
            )
        x += room
    return "".join(out), y


def _class_words(at: int) -> str:
    low = CLASSES[at][0]
    high = CLASSES[at + 1][0] - 1 if at + 1 < len(CLASSES) else None
    return f"{low}+" if high is None else f"{low}–{high}"


def _shade(n: int) -> str:
    return next((shade for least, shade in reversed(CLASSES) if n >= least), _NONE)


def _head(width: float, height: float, alternative: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:.0f}" role="img" '
        f'aria-label="{escape(alternative, quote=True)}" font-family="sans-serif" font-size="12" fill="{_INK}">'
        f"<title>{escape(alternative)}</title>"
        f'<defs><pattern id="little{width:g}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#9a9487" stroke-width="1.6"/></pattern></defs>'
    )
