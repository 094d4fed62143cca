"""Where an act was done: which of the places that a page names is the act's own, if any (CODEBOOK §4)."""

from collections.abc import Callable, Mapping, Sequence

from qeyd.acts import Act
from qeyd.model import Place, Told
from qeyd.places import Gazetteer
from qeyd.read.accounts import Draft
from qeyd.read.actors import Office
from qeyd.read.choice import choose
from qeyd.read.page import Page
from qeyd.read.setting import Setting, Spot, its_city, told_place
from qeyd.read.where_features import TAKES_AWAY, options


def candidates(page: Page, setting: Setting, line: int, act: Act, gazetteer: Gazetteer) -> list[Spot]:
    """The places on a page that could be an act's: all that it names, once a sentence, and countries told by an adjective.

    Where people are taken to is not where they are removed from.
    """
    found: dict[tuple[int, int], Spot] = {}
    for spot in setting.spots:
        if not (act.code in TAKES_AWAY and spot.line == line and spot.is_goal):
            known = found.get((spot.line, spot.entry.key))
            if known is None or (spot.is_located and not known.is_located):
                found[spot.line, spot.entry.key] = spot
    for start, end, code in setting.hinted:
        country = gazetteer.country(code)
        if (
            country is None
            or setting.covers(start, end)
            or any(a < end and start < b for a, b in setting.origins)
        ):
            continue
        at = page.line_at(start).index
        found.setdefault((at, country.key), Spot(start, end, country, None, at, is_adjective=True))
    return sorted(found.values(), key=lambda spot: spot.start)


def settled_place(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    setting: Setting,
    act: Act,
    gazetteer: Gazetteer,
    *,
    offices: Mapping[int, Sequence[Office]],
    speaks: Callable[[int, int], bool],
    read_by: str,
) -> Told[Place] | None:
    """The place of an act with its words, or None where the report ties none to it.

    ``speaks`` tells of a stretch of words whether it is somebody who speaks.
    """
    found = candidates(page, setting, draft.trigger.line.index, act, gazetteer)
    rows, none = options(page, draft, others, found, setting, act, gazetteer, offices=offices, speaks=speaks)
    chosen = choose("place", found, rows, none)
    if draft.trigger.act == "other":
        return draft.place
    if chosen is None:
        by_rule = draft.place
        return by_rule if by_rule is not None and by_rule.value.precision >= 6 else None
    spot = found[chosen]
    if spot.entry.kind == "city_district":
        spot = its_city(spot, setting, gazetteer)
    return Told(told_place(spot.entry, gazetteer), page.report.quote(spot.start, spot.end), read_by)
