"""Charts as places and sizes: the templates draw them, the style sheet colours them, in both schemes and in print."""

from collections.abc import Callable, Mapping
from itertools import groupby

from qeyd.flow.explore import By, Part, Places, Timeline
from qeyd.places.drawing import draw_outlines
from qeyd.web.explore_pages import Area, Band, Bar, Land, MapChart, Mark, Spot, TimelineChart
from qeyd.web.text import number, t, tn
from qeyd.web.words import day_words, month_words

_LEFT, _TOP, _FLOOR, _HEIGHT = 40.0, 14.0, 200.0, 236
_NARROW, _WIDE, _USUAL = 12.0, 64.0, 770.0  #: a bar's least and most width; what the bars are fitted to
#: Where shades begin, of which five are used: the same on maps of about the same size, so that they can be compared.
STEPS = (1, 3, 10, 30, 100, 300, 1000, 3000, 10_000)


def timeline_chart(found: Timeline, href: Callable[[Part], str]) -> TimelineChart:
    """Bars of incidents by month or week; what was not looked at is drawn, too."""
    step = min(_WIDE, max(_NARROW, _USUAL / len(found.parts)))
    peak = max((one.incidents for one in found.parts), default=0) or 1
    rise = (_FLOOR - _TOP) / peak

    def x(at: int) -> float:
        return round(_LEFT + at * step, 1)

    def words(part: Part) -> str:
        if found.by is By.MONTH:
            return month_words(part.start)
        return f"{day_words(part.start)} – {day_words(part.end)}"

    bars = tuple(
        Bar(
            x=round(x(at) + step * 0.12, 1),
            y=round(_FLOOR - part.incidents * rise, 1),
            width=round(step * 0.76, 1),
            height=round(part.incidents * rise, 1),
            label=t(
                "{when}: {incidents}",
                when=words(part),
                incidents=tn("{n} incident", "{n} incidents", part.incidents),
            ),
            href=href(part),
        )
        for at, part in enumerate(found.parts)
        if part.incidents
    )
    most = max(found.parts, key=lambda one: one.incidents)
    return TimelineChart(
        width=round(x(len(found.parts)) + 8),
        height=_HEIGHT,
        left=_LEFT,
        top=_TOP,
        floor=_FLOOR,
        bars=bars,
        bands=tuple(_bands(found, step, words)),
        zeros=tuple(
            round(x(at) + step * 0.12, 1)
            for at, part in enumerate(found.parts)
            if not part.incidents and part.is_covered
        ),
        lines=tuple(
            Mark(_LEFT - 6, round(_FLOOR - n * rise, 1), number(n))
            for n in sorted({0, (peak + 1) // 2, peak})
        ),
        labels=tuple(_labels(found, step)),
        alternative=t(
            "Bars of incidents by time, {first} to {last}. The most: {n}, {when}. All numbers are in the table below.",
            first=words(found.parts[0]),
            last=words(found.parts[-1]),
            n=number(most.incidents),
            when=words(most),
        ),
    )


def _bands(found: Timeline, step: float, words: Callable[[Part], str]) -> list[Band]:
    def sort(part: Part) -> str:
        return "none" if not part.is_covered else "little" if part.is_little_covered else ""

    out, at = [], 0
    for kind, group in groupby(found.parts, key=sort):
        parts = list(group)
        if kind:
            span = words(parts[0]) if len(parts) == 1 else f"{words(parts[0])} – {words(parts[-1])}"
            said = (
                t("{when}: not covered", when=span)
                if kind == "none"
                else t("{when}: hardly covered", when=span)
            )
            out.append(Band(round(_LEFT + at * step, 1), round(step * len(parts), 1), said, kind))
        at += len(parts)
    return out


def _labels(found: Timeline, step: float) -> list[Mark]:
    """The year where one begins, and months between where there is room for them."""
    out: list[Mark] = []
    free = -100.0
    for at, part in enumerate(found.parts):
        is_new_year = at == 0 or part.start.year != found.parts[at - 1].start.year
        x = round(_LEFT + at * step, 1)
        if is_new_year and x > free - 40:
            if out and x < free:
                out.pop()
            out.append(Mark(x, _FLOOR + 17, str(part.start.year) if at else month_words(part.start)))
            free = x + (44 if at else 72)
        elif x >= free and (found.by is By.MONTH or part.start.day <= 7):
            out.append(Mark(x, _FLOOR + 17, month_words(part.start).partition(" ")[0]))
            free = x + 44
    return out


def map_chart(found: Places, names: Mapping[str, str], href: Callable[[str], str]) -> MapChart | None:
    """Regions shaded by their number of incidents; None where no region or country has an outline."""
    countries = frozenset(code for code in found.countries if not any(one[:2] == code for one in found.frame))
    outlines = draw_outlines(frozenset(found.frame), width=900.0, also=countries)
    if outlines is None:
        return None

    def label(code: str) -> str:
        n = found.regions.get(code, 0)
        return t(
            "{where}: {incidents}",
            where=names.get(code, code),
            incidents=tn("{n} incident", "{n} incidents", n),
        )

    most = max(found.regions, key=lambda code: found.regions[code], default="")
    spots = {code for code, _ in outlines.spots}
    # By the whole record, so that filters do not change what a shade means.
    classes = classes_for(max(found.most, max(found.regions.values(), default=0)))
    return MapChart(
        width=round(outlines.width),
        height=round(outlines.height),
        around=tuple(Land(path, code in found.known) for code, path in outlines.around),
        regions=tuple(
            Area(
                path,
                shade_of(found.regions.get(code, 0), classes),
                label(code) if found.regions.get(code) else "",
                href(code) if found.regions.get(code) and code not in spots else "",
            )
            for code, path in outlines.regions
        ),
        countries=tuple(path for _, path in outlines.countries),
        disputed=tuple((path, name) for name, path in outlines.disputed),
        spots=tuple(
            Spot(round(x, 1), round(y, 1), shade_of(found.regions[code], classes), label(code), href(code))
            for code, (x, y) in outlines.spots
            if found.regions.get(code)
        ),
        classes=tuple((at + 1, _class_words(at, classes)) for at in range(len(classes))),
        alternative=t(
            "Map of incidents by region. The most: {where}, {n}. All numbers are in the table below.",
            where=names.get(most, most),
            n=number(found.regions[most]),
        )
        if most
        else t("Map without a shaded region."),
    )


def classes_for(most: int) -> tuple[int, ...]:
    """From how many incidents on each of the five shades is used, where the fullest region has ``most``.

    >>> classes_for(7), classes_for(50), classes_for(3800)
    ((1, 3, 10, 30, 100), (1, 3, 10, 30, 100), (1, 100, 300, 1000, 3000))
    """
    last = max(5, sum(step <= most for step in STEPS))
    return (1, *STEPS[last - 4 : last])


def shade_of(n: int, classes: tuple[int, ...] = STEPS[:5]) -> int:
    """The class of a number of incidents, 0 for none.

    >>> [shade_of(n) for n in (0, 1, 2, 3, 9, 10, 99, 100, 5000)]
    [0, 1, 1, 2, 2, 3, 4, 5, 5]
    """
    return sum(n >= least for least in classes)


def _class_words(at: int, classes: tuple[int, ...]) -> str:
    low = classes[at]
    if at + 1 == len(classes):
        return t("{n} or more", n=number(low))
    return f"{number(low)}–{number(classes[at + 1] - 1)}"
