"""When an act was: which of the times that a page tells is the act's own, if any (CODEBOOK §4)."""

import math
from collections.abc import Callable, Sequence

from qeyd.model import Period, Told
from qeyd.read.accounts import Draft
from qeyd.read.choice import choose
from qeyd.read.page import Line, Page
from qeyd.read.setting import Setting
from qeyd.read.time_ties import TieWords, breaks, has, owner, sort_of, tie_words, verbs_between
from qeyd.read.times import TimeMention

# Sorts of mention that may date an act; the others (a jail term, an age, a clock) never do.
_DATING = ("point", "now")
_FURTHEST = 14  # sentences over which a time may still hold
_NEAR = 2  # sentences within which one without an act mostly speaks of the act beside it
_SHORT = 8  # a page of so few sentences sets fact beside fact; a longer one goes on telling


def candidates(setting: Setting, line: int, page: Page) -> list[TimeMention]:
    """The times on a page that could be an act's, told in a sentence not too far from it."""
    return [
        one
        for one in setting.times
        if one.sort in _DATING
        and one.period is not None
        and abs(page.line_at(one.start).index - line) <= (0 if one.sort == "now" else _FURTHEST)
    ]


def options(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    found: Sequence[TimeMention],
    *,
    is_saying: Callable[[int, int], bool],
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """The features of each candidate, and of "no time is told"."""
    trigger = draft.trigger
    words = tie_words(page.language.code)
    lines = [page.line_at(one.start) for one in found]
    owners = [_owner(page, one, line, others, words) for one, line in zip(found, lines, strict=True)]
    own = sort_of(trigger.act)
    rows = []
    for number, (one, line, told) in enumerate(zip(found, lines, owners, strict=True)):
        assert one.period is not None
        row = _of_the_words(
            page, one, words, saying=is_saying(one.start, one.end), noun=trigger.voice == "noun"
        )
        apart = line.index - trigger.line.index
        if apart == 0:
            row |= _in_sentence(page, draft, one, told, others, words)
            beside_saying = max(row["of the saying"], row["saying near"])
            row["saying near, the act in another clause"] = beside_saying * (1 - row["own clause"])
        else:
            row |= _in_another(page, draft, line, apart, told, others, words)
            first, last = sorted((one.start, trigger.line.start))
            row["others between"] = min(sum(first < x.start < last for x in found if x is not one), 4) / 4
            row["not in sentence, saying"] = max(row["of the saying"], row["saying near"])
            if told is None and row["not in sentence, saying"]:
                row["no act there, saying"] = 1.0
            row["not in sentence, precision"] = (one.period.precision - 1) / 4
        row["first on page"] = float(number == 0)
        row |= _against_others(draft, one, found, lines, own_line=trigger.line.index)
        row |= _against_publication(page, draft, one, apart)
        rows.append({name: value for name, value in row.items() if value})
    none = {
        "none": 1.0,
        "none, planned": float(trigger.planned),
        "none, background": float(draft.background),
        "none, in sentence": float(any(line.index == trigger.line.index for line in lines)),
        "none, early": float(trigger.line.index <= 1),
        "none, short page": float(len(page.lines) <= _SHORT),
        "none, noun": float(trigger.voice == "noun"),
        f"none, {own}": 1.0,
    }
    return rows, none


def _owner(
    page: Page, one: TimeMention, line: Line, others: Sequence[Draft], words: TieWords
) -> Draft | None:
    here = [other for other in others if other.trigger.line.index == line.index]
    at = page.words_between(one.start, one.end)
    return owner(page, at.start, max(at.start, at.stop - 1), here, words)


def _of_the_words(
    page: Page, one: TimeMention, words: TieWords, *, saying: bool, noun: bool
) -> dict[str, float]:
    assert one.period is not None
    at = page.words_between(one.start, one.end)
    near = [
        token
        for token in page.tokens[max(0, at.start - 4) : at.stop + 4]
        if token.index not in at and words.known.meets(token)
    ]
    said_near = any(
        breaks(page, token.index, at.start if token.index < at.start else at.stop - 1, words) == 0
        for token in near
    )
    return {
        "of the saying": float(saying),
        "saying near": float(said_near),
        "saying near, a noun tells the act": float(said_near and noun),
        f"precision {one.period.precision}": 1.0,
        f"counted from {one.anchor}": 1.0,
        "now": float(one.sort == "now"),
    }


def _in_sentence(
    page: Page,
    draft: Draft,
    one: TimeMention,
    told: Draft | None,
    others: Sequence[Draft],
    words: TieWords,
) -> dict[str, float]:
    head = draft.trigger.head
    at = page.words_between(one.start, one.end)
    apart = breaks(page, head, at.start, words)
    verbs = verbs_between(page, head, at)
    # In a verb-final language words of time belong to the verb that follows them.
    own = at.start < head and not verbs if page.language.morphology == "turkic" else apart == 0
    row = {
        "own sentence": 1.0,
        "own clause": float(own),
        "clauses between": apart / 3,
        "words away": min(abs(one.start - page.tokens[head].start), 300) / 300,
        "after the act": float(at.start > head),
    }
    if told is not None and told is not draft:
        row["of another act"] = 1.0
        row[f"of another act: {_relation(draft, told)}"] = 1.0
    first, last = min(head, at.start), max(head, at.stop - 1)
    row["an act between"] = float(any(first < x.trigger.head < last for x in others if x is not draft))
    row["verbs between"] = min(verbs, 3) / 3
    row["of a verb before it"] = float(
        at.start < head and page.language.morphology != "turkic" and _follows_a_verb(page, at.start, words)
    )
    row["an act between, none of its own clause"] = float(row["an act between"] and not own)
    return row


def _follows_a_verb(page: Page, at: int, words: TieWords) -> bool:
    """Whether a verb stands before words of time in their clause: "those who were seized on Monday have been freed"."""
    line = page.line_at(page.tokens[at].start)
    for index in range(at - 1, line.words.start - 1, -1):
        token = page.tokens[index]
        if breaks(page, index - 1, index + 1, words):
            return False
        if token.forms[0].pos == "verb":
            return True
    return False


def _against_others(
    draft: Draft, one: TimeMention, found: Sequence[TimeMention], lines: Sequence[Line], *, own_line: int
) -> dict[str, float]:
    """Whether another time tells this one more exactly: "last week", and later on the page "on 8 May"."""
    here = [x for x, line in zip(found, lines, strict=True) if line.index == own_line]
    return {
        "finer than its sentence's": float(one not in here and any(_holds(x, one) for x in here)),
        "told finer elsewhere": float(one in here and any(_holds(one, x) for x in found)),
    }


def _holds(coarse: TimeMention, fine: TimeMention) -> bool:
    assert coarse.period is not None and fine.period is not None
    return (
        coarse.period.precision > fine.period.precision
        and coarse.period.start <= fine.period.start
        and fine.period.end <= coarse.period.end
    )


def _in_another(
    page: Page,
    draft: Draft,
    line: Line,
    apart: int,
    told: Draft | None,
    others: Sequence[Draft],
    words: TieWords,
) -> dict[str, float]:
    trigger = draft.trigger
    own = sort_of(trigger.act)
    far = math.log1p(abs(apart) - 1) / 2
    row = {
        "after": float(apart > 0),
        "far before": far if apart < 0 else 0.0,
        "far after": far if apart > 0 else 0.0,
        "same paragraph": float(page.lines[line.index].paragraph == trigger.line.paragraph),
        "lead": float(line.index <= 1 and apart < 0),
        f"not in sentence, {own}": 1.0,
        "before, short page": float(len(page.lines) <= _SHORT and apart < 0),
        "after, short page": float(len(page.lines) <= _SHORT and apart > 0),
        "not in sentence, planned": float(trigger.planned),
        "not in sentence, background": float(draft.background),
        "not in sentence, noun": float(trigger.voice == "noun"),
        "earlier, in its sentence": float(has(page, trigger.line, words.earlier)),
        "later, in its sentence": float(has(page, trigger.line, words.later)),
        "besides, in its sentence": float(has(page, trigger.line, words.besides)),
        "occasion, in its sentence": float(has(page, trigger.line, words.occasion)),
        "earlier, where it stands": float(has(page, line, words.earlier)),
        "besides, where it stands": float(has(page, line, words.besides)),
        "besides, where it stands after": float(apart > 0 and has(page, line, words.besides)),
        "people told anew": float(_are_new(draft)),
    }
    if line.index in draft.told_at:
        row["told again there"] = 1.0
    elif told is None:
        row["no act there"] = 1.0
        row[f"no act there, {own}"] = 1.0
        row["no act there, after"] = float(apart > 0)
        row["no act there, after the lead"] = float(0 < apart <= _NEAR and trigger.line.index == 0)
        close = "beside" if abs(apart) <= _NEAR else "further"
        row[f"no act there, a decision {close}, {own}"] = float(has(page, line, words.decision))
        row[f"no act there, an occasion {close}, {own}"] = float(has(page, line, words.occasion))
    else:
        row[f"relation: {_relation(draft, told)}"] = 1.0
        if len(page.lines) <= _SHORT:
            row[f"relation: {_relation(draft, told)}, short page"] = 1.0
        spot = own == sort_of(told.trigger.act) == "spot"
        row["another act there, after"] = float(apart > 0 and told.trigger.act != trigger.act and not spot)
        row["background there"] = float(told.background and not draft.background)
    return row


def _are_new(draft: Draft) -> bool:
    """Whether the act's own words name or count people, rather than point back to some."""
    people = draft.people
    return people is not None and not people.is_pronoun and bool(people.names or people.number is not None)


def _relation(draft: Draft, told: Draft) -> str:
    """How the act that a time belongs to stands to the one that is to be dated."""
    if told.trigger.act == draft.trigger.act:
        same = not (_are_new(draft) and _are_new(told)) or bool(set(draft.names) & set(told.names))
        return f"same act, {sort_of(draft.trigger.act)}" if same else "same act, others"
    return f"{sort_of(draft.trigger.act)} by {sort_of(told.trigger.act)}"


def _against_publication(page: Page, draft: Draft, one: TimeMention, apart: int) -> dict[str, float]:
    published, period = page.report.published, one.period
    if published is None or period is None:
        return {}
    days = (published.start - period.end).days
    return {
        "long ago": math.log1p(max(0, days)) / 6,
        f"day of publication, {'elsewhere' if apart else 'here'}": float(
            days == 0 and period.precision == 1 and one.anchor == "published"
        ),
        "to come": float(period.start > published.end),
        "to come, planned": float(period.start > published.end and draft.trigger.planned),
        "over a month ago": float(days > 31),
        "over a month ago, not in sentence": float(days > 31 and apart != 0),
        "over a month ago, background": float(days > 31 and draft.background),
    }


def settled_time(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    setting: Setting,
    *,
    is_saying: Callable[[int, int], bool],
    read_by: str,
) -> Told[Period] | None:
    """The time of an act with its words, or None where the report ties none to it."""
    found = candidates(setting, draft.trigger.line.index, page)
    rows, none = options(page, draft, others, found, is_saying=is_saying)
    chosen = choose("time", found, rows, none)
    if chosen is None or draft.trigger.act == "other":
        return None
    one = found[chosen]
    assert one.period is not None
    return Told(one.period, page.report.quote(one.start, one.end), read_by)
