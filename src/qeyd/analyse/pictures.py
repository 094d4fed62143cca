"""Pictures of findings, as SVG: intervals drawn, months of little coverage hatched, a text for those who cannot see.

Colours are from Okabe & Ito's palette for colour vision of every kind; every difference is one of shape as well.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, log, log10
from textwrap import wrap

from qeyd.analyse.report import Series
from qeyd.model.finding import Adjusted, Effect, Reported

_INK, _BLUE, _ORANGE, _GREY = "#222222", "#0072B2", "#B34700", "#6e6e6e"
_WIDE, _NARROW = 920, 360
_FONT, _LETTER = 13, 7.8  #: size, and the mean width of a Cyrillic letter at it, the widest of our scripts
_LEFT, _RIGHT = 44, 10
#: So that lines do not cross words.
_HALO = 'paint-order="stroke" stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio of a picture: its name, and how far it would reach were the control to share half or double."""

    name: str
    effect: Effect[Reported] | Effect[Adjusted]
    band: tuple[float, float] | None = None


def series_picture(
    series: Series, words: Mapping[str, str], *, alternative: str, narrow: bool = False
) -> str:
    """Incidents by period with their intervals; beside it, where there is a control, incidents per 100 control stories.

    ``words`` has the headings ``reported`` and ``adjusted``, and for the legend ``little`` (the hatching) and
    ``interval``; ``alternative`` is the text for those who cannot see it. ``narrow`` sets the panels below each other.
    """
    panels = [_Panel(words["reported"], series.counts, series.low, series.high, _BLUE)]
    if series.control_stories:
        # Where hardly any control story was seen the quotient says nothing: the period stays empty.
        per = [100 / one if one >= 1 else None for one in series.control_stories]
        rows = [
            tuple(None if b is None else a * b for a, b in zip(row, per, strict=True))
            for row in (series.counts, series.low, series.high)
        ]
        panels.append(_Panel(words["adjusted"], rows[0], rows[1], rows[2], _ORANGE))
    width = _NARROW if narrow else _WIDE
    beside = 1 if narrow else len(panels)
    each = (width - 12) / beside
    height, out = 0.0, []
    for i, panel in enumerate(panels):
        x, y = 6 + (i % beside) * each, (i // beside) * 262.0
        out += panel.drawn(series, x, y, each - (6 if beside > 1 else 0))
        height = max(height, y + 262)
    y = height + 6
    legend = [(f'<line x1="{_LEFT}" y1="{y - 11}" x2="{_LEFT}" y2="{y + 1}" stroke="{_INK}" stroke-width="2"/>',
               words["interval"])]  # fmt: skip
    if series.little_coverage:
        legend.append((
            f'<rect x="{_LEFT - 7}" y="YY" width="14" height="11" fill="url(#HATCH)" stroke="{_INK}"/>',
            words["little"],
        ))  # fmt: skip
    for mark, said in legend:
        for j, line in enumerate(_lines(said, (width - _LEFT - 20) / _LETTER)):
            if j == 0:
                out.append(mark.replace("YY", f"{y - 10}"))
            out.append(_text(_LEFT + 14, y, line))
            y += 18
    return _svg(width, y, alternative, out)


def effects_picture(
    rows: Sequence[Row], words: Mapping[str, str], *, alternative: str, narrow: bool = False
) -> str:
    """Ratios with their intervals on a log scale, one a row.

    A square is set against something, a circle against nothing; the thin dashed line is the band of the control. In the
    legend: ``against``, ``nothing``, ``band``. Empty where no ratio is above 0.
    """
    rows = [one for one in rows if one.effect.low > 0]
    if not rows:
        return ""
    ends = [x for one in rows for x in (one.effect.low, one.effect.high, *(one.band or ()))]
    low, high = max(min(*ends, 0.8), 0.002), min(max(*ends, 1.25), 500.0)
    width = _NARROW if narrow else _WIDE
    left = 12 if narrow else 400
    span = width - left - 24

    def x(value: float) -> float:
        return left + 8 + span * (log(min(max(value, low), high)) - log(low)) / (log(high) - log(low))

    y, marks = 10.0, []
    for one in rows:
        lines = _lines(one.name, (width - 20 if narrow else left - 20) / _LETTER)
        if narrow:
            for line in lines:
                y += 17
                marks.append(_text(8, y, line))
            middle = y + 14
            y = middle + 12
        else:
            middle = y + 4 + 8.5 * len(lines)
            for line in lines:
                y += 17
                marks.append(_text(left - 12, y, line, end="end"))
            y += 8
        marks += _ratio(one, x, middle)
    bottom = y + 4
    out = [
        f'<line x1="{x(1):.1f}" y1="6" x2="{x(1):.1f}" y2="{bottom}" stroke="{_INK}" stroke-dasharray="2 3"/>'
    ]
    out += marks
    steps = (0.01, 0.1, 1, 10, 100) if high / low > 200 else (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
    for tick in steps:
        if low <= tick <= high:
            out.append(
                f'<line x1="{x(tick):.1f}" y1="{bottom}" x2="{x(tick):.1f}" y2="{bottom + 5}" stroke="{_INK}"/>'
            )
            out.append(_text(x(tick), bottom + 18, f"{tick:g}", end="middle"))
    y = bottom + 42
    legend = []
    if any(isinstance(one.effect.basis, Reported) for one in rows):
        legend.append((f'<circle cx="18" cy="YY" r="5" fill="{_BLUE}"/>', words["nothing"]))
    if any(isinstance(one.effect.basis, Adjusted) for one in rows):
        legend.append((f'<rect x="13" y="SS" width="10" height="10" fill="{_ORANGE}"/>', words["against"]))
    if any(one.band for one in rows):
        legend.append((
            f'<line x1="8" y1="YY" x2="28" y2="YY" stroke="{_GREY}" stroke-width="2" stroke-dasharray="4 3"/>',
            words["band"],
        ))  # fmt: skip
    for mark, said in legend:
        out.append(mark.replace("YY", f"{y - 4}").replace("SS", f"{y - 9}"))
        for line in _lines(said, (width - 50) / _LETTER):
            out.append(_text(36, y, line))
            y += 18
    return _svg(width, y - 4, alternative, out)


def _ratio(one: Row, x: Callable[[float], float], y: float) -> list[str]:
    effect = one.effect
    adjusted = isinstance(effect.basis, Adjusted)
    colour = _ORANGE if adjusted else _BLUE
    out = []
    if one.band:
        out.append(
            f'<line x1="{x(one.band[0]):.1f}" y1="{y}" x2="{x(one.band[1]):.1f}" y2="{y}" stroke="{_GREY}" '
            'stroke-width="2" stroke-dasharray="4 3"/>'
        )
    out.append(
        f'<line x1="{x(effect.low):.1f}" y1="{y}" x2="{x(effect.high):.1f}" y2="{y}" stroke="{colour}" '
        'stroke-width="3"/>'
    )
    at = x(effect.value)
    out.append(
        f'<rect x="{at - 5:.1f}" y="{y - 5}" width="10" height="10" fill="{colour}"/>'
        if adjusted
        else f'<circle cx="{at:.1f}" cy="{y}" r="5" fill="{colour}"/>'
    )
    return out


@dataclass(frozen=True, slots=True)
class _Panel:
    title: str
    values: Sequence[float | None]
    low: Sequence[float | None]
    high: Sequence[float | None]
    colour: str

    def drawn(self, series: Series, left: float, top: float, width: float) -> list[str]:
        """The panel, 256 high, its title on top and the months below."""
        n = len(self.values)
        tick = _tick(max([one for one in self.high if one is not None], default=1.0))
        peak = tick * max(ceil(max([one for one in self.high if one is not None], default=1.0) / tick), 1)
        x0, y0, high = left + _LEFT - 6, top + 40, 176.0
        step = (width - _LEFT - _RIGHT) / max(n, 1)

        def y(value: float) -> float:
            return y0 + high * (1 - value / peak)

        out = [
            _text(left, top + 15 + 16 * i, line, bold=True)
            for i, line in enumerate(_lines(self.title, width / (_LETTER * 1.08))[:2])
        ]
        for i in series.little_coverage:
            out.append(
                f'<rect x="{x0 + i * step:.1f}" y="{y0}" width="{step:.1f}" height="{high}" fill="url(#HATCH)" '
                'opacity=".55"/>'
            )
        for i in range(round(peak / tick) + 1):
            at = y(i * tick)
            out.append(
                f'<line x1="{x0}" y1="{at:.1f}" x2="{x0 + n * step:.1f}" y2="{at:.1f}" stroke="#d8d8d8"/>'
            )
            out.append(_text(x0 - 6, at + 4, f"{i * tick:g}", end="end"))
        run: list[str] = []
        runs = [run]
        for i in range(n):
            value, low_, high_ = self.values[i], self.low[i], self.high[i]
            if value is None or low_ is None or high_ is None:
                run = []
                runs.append(run)
                continue
            at = x0 + (i + 0.5) * step
            out.append(
                f'<line x1="{at:.1f}" y1="{y(low_):.1f}" x2="{at:.1f}" y2="{y(high_):.1f}" stroke="{self.colour}" '
                f'stroke-width="{min(max(step * 0.35, 1), 5):.1f}" opacity="0.45"/>'
            )
            out.append(
                f'<circle cx="{at:.1f}" cy="{y(value):.1f}" r="{min(max(step * 0.3, 1.2), 3):.1f}" '
                f'fill="{self.colour}"/>'
            )
            run.append(f"{at:.1f},{y(value):.1f}")
        for run in runs:
            if len(run) > 1:
                out.append(
                    f'<polyline points="{" ".join(run)}" fill="none" stroke="{self.colour}" stroke-width="1.3"/>'
                )
        every = max(ceil(70 / step), 1)
        for i in range(0, n, every):
            label = series.starts[i].isoformat()[:7]
            at = x0 + (i + 0.5) * step
            out.append(
                f'<line x1="{at:.1f}" y1="{y0 + high}" x2="{at:.1f}" y2="{y0 + high + 4}" stroke="{_INK}"/>'
            )
            out.append(_text(max(at, x0 + 14), y0 + high + 18, label, end="middle"))
        return out


def _tick(peak: float) -> float:
    """A round step that goes three to six times into the peak.

    >>> _tick(17), _tick(0.8), _tick(42)
    (5.0, 0.2, 10.0)
    """
    rough = max(peak, 1e-9) / 4
    power = 10.0 ** int(log10(rough) // 1)
    return float(min((power * m for m in (1, 2, 5, 10)), key=lambda step: abs(peak / step - 4)))


def _lines(text: str, letters: float) -> list[str]:
    return wrap(text, max(int(letters), 12)) or [""]


def _text(x: float, y: float, said: str, *, end: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{end}"{weight} {_HALO}>{escape(said)}</text>'


def _svg(width: float, height: float, alternative: str, parts: Sequence[str]) -> str:
    # Two drawings of one picture may stand on one page: each has a hatching of its own.
    hatch = f"hatch-{width:.0f}"
    body = "\n".join(parts).replace("#HATCH", f"#{hatch}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'aria-label="{escape(alternative, quote=True)}" font-family="system-ui, sans-serif" '
        f'font-size="{_FONT}" fill="{_INK}">\n'
        f"<title>{escape(alternative)}</title>\n"
        f'<defs><pattern id="{hatch}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#777777" stroke-width="2"/></pattern></defs>\n'
        f'<rect width="{width}" height="{height:.0f}" fill="#ffffff"/>\n' + body + "\n</svg>"
    )
