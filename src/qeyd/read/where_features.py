"""What can be seen of each place that a page names, for the choice of the one that is an act's (where.py).

Nothing here belongs to a language: what a language's words say has been told before, in the spots (setting.py).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log10

from qeyd.acts import Act
from qeyd.places import Gazetteer
from qeyd.read.accounts import Draft
from qeyd.read.actors import Office
from qeyd.read.page import Page
from qeyd.read.setting import Setting, is_fine, is_region
from qeyd.read.spots import Spot

# Acts that bring people elsewhere; of the other acts of removal ("barred from Georgia") the goal is the place.
TAKES_AWAY = ("deported", "deportation_ordered_or_prepared")
_COURT = ("convicted", "fined", "arrested_or_jailed", "charged_or_prosecuted")
_BORDER = ("refused_entry_or_exit", "entry_ban")
# Offices of a country as a whole; the others have their seat where they are named.
_OF_STATE = ("security service", "ministry", "government", "regulator", "border service", "migration office")


@dataclass(frozen=True)
class _Around:
    """What the page tells of all its places together."""

    often: Counter[int]
    countries: Mapping[str, float]  #: share of the page's places and adjectives that speak of each country
    nearest: Spot | None  #: the last place before the act where something is said to be
    first_fine: Spot | None


def _family(act: Act) -> str:
    return "removal" if act.code in TAKES_AWAY else "on paper" if act.on_paper else "in the body"


def _sort_of_act(act: Act) -> str:
    if act.code in _COURT:
        return "court"
    return "border" if act.code in _BORDER else _family(act)


def _around(found: Sequence[Spot], setting: Setting, line: int, head: int) -> _Around:
    told = Counter(spot.entry.country for spot in found if not spot.is_dateline)
    told.update(code for _, _, code in setting.hinted)
    total = sum(told.values()) or 1
    before = [
        spot
        for spot in found
        if spot.line < line or (spot.line == line and spot.start < head)
        if spot.entry.kind != "country" and spot.is_located and not spot.is_source and not spot.is_home
    ]
    fine = [spot for spot in found if is_fine(spot.entry) and spot.is_located and not spot.is_dateline]
    return _Around(
        Counter(spot.entry.key for spot in found),
        {country: number / total for country, number in told.items()},
        before[-1] if before else None,
        fine[0] if fine else None,
    )


def _office_of(page: Page, spot: Spot, offices: Mapping[int, Sequence[Office]]) -> Office | None:
    """The office that a place belongs to by its words: "Tula police", "the court in Tula", «суд Тулы»."""
    words = page.words_between(spot.start, spot.end)
    for office in offices.get(spot.line, ()):
        if words.start <= office.last + 1 and office.first <= words.stop:
            return office
    return None


def options(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    found: Sequence[Spot],
    setting: Setting,
    act: Act,
    gazetteer: Gazetteer,
    *,
    offices: Mapping[int, Sequence[Office]],
    speaks: Callable[[int, int], bool],
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """The features of each candidate, and of "no place is told"."""
    trigger = draft.trigger
    line, tokens = trigger.line, page.tokens
    head = tokens[trigger.head].start
    clause = tokens[trigger.clause.start].start, tokens[trigger.clause.stop - 1].end
    told_at = {line.index, *draft.told_at}
    around = _around(found, setting, line.index, head)
    often = around.often
    by_rule = draft.place.quote.start if draft.place is not None else -1
    acts_at = {other.trigger.line.index for other in others if other is not draft}
    family, court = _family(act), _sort_of_act(act)
    doer = draft.actor.quote if draft.actor is not None else None
    elsewhere = Counter(
        other.place.value.name for other in others if other is not draft and other.place is not None
    )
    titled = {entry.key for entry in setting.titled}
    here = {spot.entry.country for spot in found if spot.line == line.index}
    rows = []
    for spot in found:
        apart = spot.line - line.index
        own = apart == 0
        entry = spot.entry
        fine, region = is_fine(entry), is_region(entry)
        sort = "town" if fine else "region" if region else entry.kind
        finer = any(
            other is not spot and other.entry.key != entry.key and gazetteer.contains(entry, other.entry)
            for other in found
        )
        finer_here = any(
            other.line == spot.line
            and other.entry.key != entry.key
            and gazetteer.contains(entry, other.entry)
            for other in found
        )
        rivals = {
            other.entry.key
            for other in found
            if other.entry.kind != "country"
            and other.entry.key != entry.key
            and not gazetteer.contains(entry, other.entry)
            and not gazetteer.contains(other.entry, entry)
        }
        office = _office_of(page, spot, offices)
        of_state = office is not None and office.sort in _OF_STATE
        words = page.words_between(spot.start, spot.end)
        by_doer = (
            doer is not None
            and office is not None
            and tokens[office.first].start < doer.end
            and doer.start < tokens[office.last].end
        )
        share = around.countries.get(entry.country, 0.0)
        row = {
            "rivals": 0.0 if entry.kind == "country" else min(len(rivals), 4) / 4,
            "rivals, not in sentence": 0.0 if own or entry.kind == "country" else min(len(rivals), 4) / 4,
            "country of several": min(len(rivals), 4) / 4 if entry.kind == "country" else 0.0,
            "chosen by the rules": float(spot.start == by_rule),
            "own sentence": float(own),
            "own clause": float(clause[0] <= spot.start <= clause[1]),
            "told again there": float(not own and spot.line in told_at),
            "one before": float(apart == -1),
            "two before": float(apart == -2),
            "sentences before": min(-apart, 12) / 12 if apart < 0 else 0.0,
            "after": float(apart > 0),
            "sentences after": min(apart, 12) / 12 if apart > 0 else 0.0,
            "same paragraph": float(page.lines[spot.line].paragraph == line.paragraph),
            "words away": min(abs(spot.start - head), 300) / 300 if own else 0.0,
            "before the act": float(own and spot.start < head),
            "lead": float(spot.line <= 1),
            "first on page": float(spot is found[0]),
            "dateline": float(spot.is_dateline),
            "adjective": float(spot.is_adjective),
            "adjective, own sentence": float(spot.is_adjective and own),
            "located": float(spot.is_located),
            "located, own sentence": float(spot.is_located and own),
            "located, lead": float(spot.is_located and spot.line <= 1),
            "goal": float(spot.is_goal),
            f"goal, {family}": float(spot.is_goal),
            f"{sort}": 1.0,
            f"{sort}, {family}": 1.0,
            f"{sort}, own sentence": float(own),
            f"case {spot.case}": 1.0,
            f"case {spot.case}, {family}": 1.0,
            "named often": min(often[entry.key], 5) / 5,
            "holds a finer one": float(finer),
            "holds a finer one in the sentence": float(finer_here),
            "another act there": float(not own and spot.line in acts_at),
            "share of its country": share,
            "not of the page's country": float(share < 0.3),
            "of a country in the sentence": float(not own and entry.country in here),
            "of no country in the sentence": float(not own and bool(here) and entry.country not in here),
            "of an office": float(office is not None),
            "of an office, own sentence": float(office is not None and own),
            f"of a court, {court}": float(office is not None and office.sort == "court"),
            f"of an office of state, {sort}": float(of_state),
            f"of the doer, {sort}": float(by_doer),
            f"{sort}, {court}": 1.0,
            f"{sort}, own sentence, {court}": float(own),
            f"located, {court}": float(spot.is_located and own),
            "out of it": float(spot.is_source),
            f"out of it, {court}": float(spot.is_source and own),
            "out of it, own sentence": float(spot.is_source and own),
            "a home": float(spot.is_home),
            "a home, own sentence": float(spot.is_home and own),
            f"a home, {family}": float(spot.is_home),
            "the capital": float(spot.is_capital),
            f"the capital, {court}": float(spot.is_capital),
            "in the title": float(entry.key in titled),
            f"in the title, {sort}": float(entry.key in titled),
            "nearest before": float(spot is around.nearest),
            "nearest before, not in sentence": float(spot is around.nearest and not own),
            "as nearest before": float(around.nearest is not None and entry.key == around.nearest.entry.key),
            "first town": float(around.first_fine is not None and entry.key == around.first_fine.entry.key),
            "of who speaks": float(bool(words) and speaks(words.start, words.stop - 1)),
            "the rules' for other acts": min(elsewhere[entry.name], 3) / 3,
            "inhabitants": log10(entry.population + 1) / 7 if is_fine(entry) else 0.0,
            "of people": float(spot.is_origin),
            "of people, own sentence": float(spot.is_origin and own),
            f"of people, {act.code}": float(spot.is_origin),
            "implied": float(spot.is_implied),
            f"implied, {act.code}": float(spot.is_implied),
            "only in the title": float(spot.is_titled),
            f"only in the title, {sort}": float(spot.is_titled),
            "unlisted": float(spot.is_unlisted),
            "unlisted, located": float(spot.is_unlisted and spot.is_located),
            "named once": float(often[entry.key] == 1),
        }
        rows.append({name: value for name, value in row.items() if value})
    none = {
        "none": 1.0,
        f"none, {family}": 1.0,
        "none by the rules": float(draft.place is None),
        "none, background": float(draft.background),
        "none, planned": float(trigger.planned),
        f"none, {court}": 1.0,
    }
    return rows, none
