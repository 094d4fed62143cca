"""Where an act was done: which of the places that a page names is the act's own, if any (CODEBOOK §4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qeyd.acts import Act
from qeyd.model import Place, Told
from qeyd.model.account import BY_TITLE
from qeyd.places import Entry, Gazetteer
from qeyd.read.accounts import Draft
from qeyd.read.actors import Office
from qeyd.read.choice import choose
from qeyd.read.page import Page
from qeyd.read.setting import Setting, is_fine, its_city, told_place
from qeyd.read.spots import Spot
from qeyd.read.where_features import TAKES_AWAY, options

# Acts on what binds people to a state: its name beside the people's own is the state that acts.
_COUNTRY = 6  # UCDP precision
_OF_STATUS = ("citizenship_revoked", "residence_or_document_cancelled")


def candidates(page: Page, setting: Setting, draft: Draft, act: Act, gazetteer: Gazetteer) -> list[Spot]:
    """The places on a page that could be an act's: all that it names, once a sentence, and its adjectives of countries.

    Where people are taken to is not where they are removed from.
    """
    line, own = draft.trigger.line.index, _own_people(page, draft)
    found: dict[tuple[int, int], Spot] = {}
    for spot in setting.spots:
        if not (act.code in TAKES_AWAY and spot.line == line and spot.is_goal):
            known = found.get((spot.line, spot.entry.key))
            if known is None or (spot.is_located and not known.is_located):
                found[spot.line, spot.entry.key] = spot
    # "the citizens of Kuwait" tell a place only where status is taken; "the authorities of Kuwait" may act there
    for spot in setting.of_people:
        whose = any(a < spot.end and spot.start < b for a, b in own)
        if spot.entry.kind == "country" and (act.code in _OF_STATUS or not whose):
            found.setdefault((spot.line, spot.entry.key), spot)
    for start, end, code in setting.hinted:
        country = gazetteer.country(code)
        if country is None or setting.covers(start, end):
            continue
        at = page.line_at(start).index
        of_people = any(a < end and start < b for a, b in setting.origins)
        if act.code not in _OF_STATUS and any(a < end and start < b for a, b in own):
            continue
        spot = Spot(start, end, country, None, at, is_adjective=True, is_origin=of_people)
        found.setdefault((at, country.key), spot)
    found |= {(spot.line, spot.entry.key): spot for spot in _implied(list(found.values()), line, gazetteer)}
    found |= {(spot.line, spot.entry.key): spot for spot in _titled(setting, list(found.values()), gazetteer)}
    return sorted(found.values(), key=lambda spot: spot.start)


def _own_people(page: Page, draft: Draft) -> list[tuple[int, int]]:
    """Where the people whom the act befell are told: what country is named there is theirs, not the act's."""
    told = [people for people in (draft.people, draft.antecedent, draft.context) if people is not None]
    return [(page.tokens[one.first].start, page.tokens[one.last].end) for one in told]


def _implied(found: Sequence[Spot], line: int, gazetteer: Gazetteer) -> list[Spot]:
    """Countries named by their towns alone ("Moscow's ministry"), each resting on the town nearest to the act."""
    named = {spot.entry.country for spot in found if spot.entry.kind == "country"}
    nearest: dict[str, Spot] = {}
    for spot in sorted(found, key=lambda spot: abs(spot.line - line)):
        if spot.entry.country not in named:
            nearest.setdefault(spot.entry.country, spot)
    whole = {code: gazetteer.country(code) for code in nearest}
    return [
        replace(spot, entry=entry, is_implied=True)
        for code, spot in nearest.items()
        if (entry := whole[code]) is not None
    ]


def _titled(setting: Setting, found: Sequence[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """Towns and regions that the title alone names, resting on the words of the text for what they lie in.

    "Seven held in Baku" above "police burst into the outlet's office in Azerbaijan": Baku, by "Azerbaijan".
    """
    named = {spot.entry.key for spot in found}
    out = []
    for entry in setting.titled:
        if entry.kind == "country" or entry.key in named:
            continue
        holds = [spot for spot in found if not spot.is_implied and gazetteer.contains(spot.entry, entry)]
        if holds:
            words = next((spot for spot in holds if spot.entry.kind != "country"), holds[0])
            out.append(
                replace(
                    words, entry=entry, is_titled=True, is_adjective=False, is_origin=False, is_dateline=False
                )
            )
    return out


# Words that join places of a list.
_JOINS = ("и", "и", "й", "та", "and", "və", "ve", "or", "или", "ilə")


def _list_of(page: Page, chosen: Spot, setting: Setting) -> list[Spot]:
    """The places that are told in one list with a place: "the markets of Tula, Oryol and Bryansk"."""
    spots = [spot for spot in setting.spots if spot.line == chosen.line and not spot.is_capital]
    if chosen not in spots:
        return [chosen]
    at = spots.index(chosen)
    first = last = at
    while first and _joined(page, spots[first - 1], spots[first]):
        first -= 1
    while last + 1 < len(spots) and _joined(page, spots[last], spots[last + 1]):
        last += 1
    return spots[first : last + 1]


def _joined(page: Page, left: Spot, right: Spot) -> bool:
    between = [page.tokens[at] for at in page.words_between(left.end, right.start)]
    if not between or len(between) > 2 or is_fine(left.entry) != is_fine(right.entry):
        return False
    return all(token.text == "," or token.fold in _JOINS for token in between)


def _common(spots: Sequence[Spot], gazetteer: Gazetteer) -> Entry | None:
    """The region, or else the country, that several places lie in; None where there is none."""
    countries = {spot.entry.country for spot in spots}
    if len(countries) > 1:
        return None
    regions = {spot.entry.admin1_name for spot in spots}
    region = gazetteer.parent(spots[0].entry) if len(regions) == 1 and is_fine(spots[0].entry) else None
    return region or gazetteer.country(spots[0].entry.country)


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
    found = candidates(page, setting, draft, act, gazetteer)
    rows, none = options(page, draft, others, found, setting, act, gazetteer, offices=offices, speaks=speaks)
    chosen = choose("place", found, rows, none)
    if draft.trigger.act == "other":
        return draft.place
    if chosen is None:
        by_rule = draft.place
        if by_rule is None or by_rule.value.precision < _COUNTRY:
            return None
        theirs = any(a < by_rule.quote.end and by_rule.quote.start < b for a, b in _own_people(page, draft))
        return None if theirs and act.code not in _OF_STATUS else by_rule
    spot = found[chosen]
    listed = [one for one in _list_of(page, spot, setting) if one.entry.kind != "country"]
    if len({one.entry.key for one in listed}) > 1:
        whole = _common(listed, gazetteer)
        if whole is not None:
            return Told(
                told_place(whole, gazetteer), page.report.quote(listed[0].start, listed[-1].end), read_by
            )
    if spot.entry.kind == "city_district":
        spot = its_city(spot, setting, gazetteer)
        city = next((e for e in setting.titled if e.kind == "settlement" and e.name == e.admin1_name), None)
        if spot.entry.kind == "city_district" and city is not None and city.admin1 == spot.entry.admin1:
            spot = replace(spot, entry=city)  # the title names the district's city
    by = read_by + BY_TITLE if spot.is_titled else read_by
    return Told(told_place(spot.entry, gazetteer), page.report.quote(spot.start, spot.end), by)
