"""By whom an act was done: which of the offices that a page names did it, if any (CODEBOOK §4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qeyd.model import Actor, Told
from qeyd.read.accounts import Draft, is_where
from qeyd.read.actors import Office
from qeyd.read.choice import choose
from qeyd.read.page import Page

_BEFORE, _AFTER = 5, 2  # sentences over which a doer may stand away from the act
_BY = frozenset({"by", "tərəfindən", "tarafından"})


@dataclass(frozen=True, slots=True)
class Doer:
    """An office as a possible doer."""

    office: Office
    line: int
    text: str


def candidates(page: Page, draft: Draft, offices: Mapping[int, Sequence[Office]]) -> list[Doer]:
    """The offices named in the act's sentence, in those that tell it again, and near it."""
    line = draft.trigger.line.index
    near = {*range(line - _BEFORE, line + _AFTER + 1), *draft.told_at}
    return [
        Doer(one, at, page.text[page.tokens[one.first].start : page.tokens[one.last].end])
        for at in sorted(near)
        for one in offices.get(at, ())
    ]


def options(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    found: Sequence[Doer],
    *,
    speaks: Callable[[int, int], bool],
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """The features of each candidate, and of "nobody is told to have done it"."""
    trigger, tokens = draft.trigger, page.tokens
    line, code = trigger.line, page.language.code
    by_rule = draft.actor.quote.start if draft.actor is not None else -1
    acts_at = {other.trigger.line.index for other in others if other is not draft}
    told_at = set(draft.told_at)
    rows = []
    for one in found:
        office, apart = one.office, one.line - line.index
        own = apart == 0
        head = tokens[office.head]
        before = office.last < trigger.head
        after_word = tokens[office.last + 1].fold if office.last + 1 < len(tokens) else ""
        word_before = tokens[office.first - 1].fold if office.first else ""
        agent = after_word in _BY or word_before in _BY or ("ins" in head.cases and code in ("ru", "uk"))
        source = speaks(office.first, office.last)
        place = is_where(page, office)
        side = "before" if before else "after"
        told_there = next(
            (
                "active" if other.trigger.voice == "active" else "passive"
                for other in others
                if other is not draft and other.trigger.line.index == one.line
            ),
            "nothing",
        )
        row = {
            "chosen by the rules": float(tokens[office.first].start == by_rule),
            "own sentence": float(own),
            "own clause": float(office.first in trigger.clause),
            f"own clause, {trigger.voice}, {side}": float(office.first in trigger.clause),
            f"own sentence, {trigger.voice}, {side}": float(own),
            "words away": min(abs(office.head - trigger.head), 30) / 30 if own else 0.0,
            "by": float(agent),
            "by, own sentence": float(agent and own),
            "source": float(source),
            "source, own sentence": float(source and own),
            "place": float(place),
            "place, own sentence": float(place and own),
            "told again there": float(not own and one.line in told_at),
            "one before": float(apart == -1),
            f"one before, {trigger.voice}": float(apart == -1),
            "two before": float(apart == -2),
            "further before": float(apart < -2),
            "after": float(apart > 0),
            "same paragraph": float(page.lines[one.line].paragraph == line.paragraph),
            "opens its sentence": float(office.first - page.lines[one.line].words.start <= 1),
            f"not in sentence, told there {told_there}": float(not own),
            "another act there": float(not own and one.line in acts_at),
            f"sort {office.sort}": 1.0,
            f"sort {office.sort}, {trigger.act}": 1.0,
            f"not in sentence, {trigger.act}": float(not own),
            "not in sentence, background": float(not own and draft.background),
            "not in sentence, planned": float(not own and trigger.planned),
        }
        if code not in ("en",):
            for case in head.cases:
                row[f"case {case}"] = 1.0
                row[f"case {case}, {trigger.voice}"] = float(own)
        rows.append({name: value for name, value in row.items() if value})
    none = {
        "none": 1.0,
        "none by the rules": float(draft.actor is None),
        f"none, {trigger.act}": 1.0,
        f"none, {trigger.voice}": 1.0,
        "none, background": float(draft.background),
        "none, planned": float(trigger.planned),
    }
    return rows, none


def settled_actor(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    offices: Mapping[int, Sequence[Office]],
    *,
    speaks: Callable[[int, int], bool],
    read_by: str,
) -> Told[Actor] | None:
    """Who did an act, with the words, or None where the report ties nobody to it."""
    found = candidates(page, draft, offices)
    rows, none = options(page, draft, others, found, speaks=speaks)
    chosen = choose("actor", found, rows, none)
    if chosen is None or draft.trigger.act == "other":
        return None
    office = found[chosen].office
    quote = page.report.quote(page.tokens[office.first].start, page.tokens[office.last].end)
    return Told(Actor(quote.text, office.sort), quote, read_by)
