"""Where an act was done: which of the places that a page names is the act's own, if any (CODEBOOK §4)."""

from collections import Counter
from collections.abc import Sequence

from qeyd.acts import Act
from qeyd.model import Place, Told
from qeyd.places import Gazetteer
from qeyd.read.accounts import Draft
from qeyd.read.choice import choose
from qeyd.read.page import Page
from qeyd.read.setting import Setting, Spot, is_fine, is_region, its_city, told_place

# Acts that bring people elsewhere; of the other acts of removal ("barred from Georgia") the goal is the place.
_TAKES_AWAY = ("deported", "deportation_ordered_or_prepared")


def candidates(setting: Setting, line: int, act: Act) -> list[Spot]:
    """The places on a page that could be an act's: all that it names, once a sentence.

    Where people are taken to is not where they are removed from.
    """
    found: dict[tuple[int, int], Spot] = {}
    for spot in setting.spots:
        if not (act.code in _TAKES_AWAY and spot.line == line and spot.is_goal):
            found.setdefault((spot.line, spot.entry.key), spot)
    return list(found.values())


def options(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    found: Sequence[Spot],
    act: Act,
    gazetteer: Gazetteer,
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """The features of each candidate, and of "no place is told"."""
    trigger = draft.trigger
    line, tokens = trigger.line, page.tokens
    head = tokens[trigger.head].start
    clause = tokens[trigger.clause.start].start, tokens[trigger.clause.stop - 1].end
    told_at = {line.index, *draft.told_at}
    often = Counter(spot.entry.key for spot in found)
    by_rule = draft.place.quote.start if draft.place is not None else -1
    acts_at = {other.trigger.line.index for other in others if other is not draft}
    family = "removal" if act.code in _TAKES_AWAY else "on paper" if act.on_paper else "in the body"
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
        }
        rows.append({name: value for name, value in row.items() if value})
    none = {
        "none": 1.0,
        f"none, {family}": 1.0,
        "none by the rules": float(draft.place is None),
        "none, background": float(draft.background),
        "none, planned": float(trigger.planned),
    }
    return rows, none


def settled_place(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    setting: Setting,
    act: Act,
    gazetteer: Gazetteer,
    *,
    read_by: str,
) -> Told[Place] | None:
    """The place of an act with its words, or None where the report ties none to it.

    A country that only an adjective tells ("Russian police") is left as the rules found it.
    """
    found = candidates(setting, draft.trigger.line.index, act)
    rows, none = options(page, draft, others, found, act, gazetteer)
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
