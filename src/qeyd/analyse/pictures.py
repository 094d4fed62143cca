"""Pictures of findings, as SVG: intervals drawn, months of little coverage hatched, a text for those who cannot see.

Colours are from Okabe & Ito's palette for colour vision of every kind; every difference is one of shape as well.
"""

from collections.abc import Sequence
from html import escape

from qeyd.analyse.report import Series
from qeyd.model.finding import Adjusted, Effect, Reported

_INK, _BLUE, _ORANGE, _PALE = "#222222", "#0072B2", "#D55E00", "#9ecae1"
_WIDTH, _PANEL, _LEFT, _TOP, _GAP = 760, 180, 56, 34, 46


def series_picture(series: Series, *, reported: str, adjusted: str, little: str, alternative: str) -> str:
    """Incidents by period with the interval of the drawn versions; below it, where there is a control, the ratio.

    ``reported``, ``adjusted`` and ``little`` are the words for the two panels and the hatching, ``alternative`` the
    text for those who cannot see it. The second panel is incidents per 100 control stories.
    """
    panels = [(reported, series.counts, series.low, series.high, _BLUE)]
    if series.control_stories:
        per = [100 / max(one, 0.5) for one in series.control_stories]
        values = [
            [a * b for a, b in zip(row, per, strict=True)] for row in (series.counts, series.low, series.high)
        ]
        panels.append((adjusted, tuple(values[0]), tuple(values[1]), tuple(values[2]), _ORANGE))
    height = _TOP + len(panels) * (_PANEL + _GAP) + 16
    out = [_head(height, alternative)]
    for i, (title, values_, low, high, colour) in enumerate(panels):
        out += _panel(series, title, values_, low, high, colour, top=_TOP + i * (_PANEL + _GAP))
    if series.little_coverage:
        y = height - 10
        out.append(
            f'<rect x="{_LEFT}" y="{y - 9}" width="12" height="10" fill="url(#hatch)" stroke="{_INK}"/>'
        )
        out.append(f'<text x="{_LEFT + 18}" y="{y}">{escape(little)}</text>')
    out.append("</svg>")
    return "\n".join(out)


def effects_picture(
    effects: Sequence[tuple[str, Effect[Reported] | Effect[Adjusted]]], *, alternative: str
) -> str:
    """Ratios with their intervals on a log scale, one a row; a square is set against something, a circle is not."""
    from math import log

    rows = [(name, one) for name, one in effects if one.low > 0]
    if not rows:
        return ""
    low = min(min(one.low for _, one in rows), 0.8)
    high = max(max(one.high for _, one in rows), 1.25)
    left, width = 330, _WIDTH - 330 - 20

    def x(value: float) -> float:
        return left + width * (log(value) - log(low)) / (log(high) - log(low))

    height = 40 + 24 * len(rows)
    out = [_head(height, alternative)]
    out.append(
        f'<line x1="{x(1):.1f}" y1="10" x2="{x(1):.1f}" y2="{height - 24}" stroke="{_INK}" stroke-dasharray="3 3"/>'
    )
    for i, (name, one) in enumerate(rows):
        y = 24 + 24 * i
        adjusted = isinstance(one.basis, Adjusted)
        colour = _ORANGE if adjusted else _BLUE
        out.append(f'<text x="{left - 10}" y="{y + 4}" text-anchor="end">{escape(name[:54])}</text>')
        out.append(
            f'<line x1="{x(one.low):.1f}" y1="{y}" x2="{x(one.high):.1f}" y2="{y}" stroke="{colour}" stroke-width="2"/>'
        )
        at = x(one.value)
        mark = (
            f'<rect x="{at - 4:.1f}" y="{y - 4}" width="8" height="8" fill="{colour}"/>'
            if adjusted
            else f'<circle cx="{at:.1f}" cy="{y}" r="4" fill="{colour}"/>'
        )
        out.append(mark)
    for tick in (0.1, 0.25, 0.5, 1, 2, 4, 10):
        if low <= tick <= high:
            out.append(f'<text x="{x(tick):.1f}" y="{height - 8}" text-anchor="middle">{tick:g}</text>')
    out.append("</svg>")
    return "\n".join(out)


def _head(height: int, alternative: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(alternative, quote=True)}" font-family="sans-serif" font-size="12" fill="{_INK}">\n'
        f"<title>{escape(alternative)}</title>\n"
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#777777" stroke-width="2"/></pattern></defs>\n'
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>'
    )


def _panel(
    series: Series,
    title: str,
    values: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    colour: str,
    *,
    top: int,
) -> list[str]:
    n, peak = len(values), max(max(high), 1e-9)
    step = (_WIDTH - _LEFT - 16) / max(n, 1)

    def y(value: float) -> float:
        return top + _PANEL * (1 - value / (peak * 1.05))

    out = [f'<text x="{_LEFT}" y="{top - 10}" font-weight="bold">{escape(title)}</text>']
    for i in series.little_coverage:
        x = _LEFT + i * step
        out.append(
            f'<rect x="{x:.1f}" y="{top}" width="{step:.1f}" height="{_PANEL}" fill="url(#hatch)" opacity=".45"/>'
        )
    for share in (0.0, 0.5, 1.0):
        at = y(peak * share)
        out.append(f'<line x1="{_LEFT}" y1="{at:.1f}" x2="{_WIDTH - 16}" y2="{at:.1f}" stroke="#dddddd"/>')
        out.append(f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{peak * share:.3g}</text>')
    points = []
    for i in range(n):
        at = _LEFT + (i + 0.5) * step
        if high[i] > low[i]:
            out.append(
                f'<line x1="{at:.1f}" y1="{y(low[i]):.1f}" x2="{at:.1f}" y2="{y(high[i]):.1f}" stroke="{colour}" '
                f'stroke-width="{min(step * 0.5, 6):.1f}" opacity="0.35"/>'
            )
        points.append(f"{at:.1f},{y(values[i]):.1f}")
    out.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
    every = max(n // 8, 1)
    for i in range(0, n, every):
        label = series.starts[i].isoformat()[:7]
        out.append(
            f'<text x="{_LEFT + (i + 0.5) * step:.1f}" y="{top + _PANEL + 16}" text-anchor="middle">{label}</text>'
        )
    return out
