"""How many people an act befell: which of those whom a page counts or names are the act's own, if any (CODEBOOK §4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qeyd.model import Count
from qeyd.read.accounts import Draft
from qeyd.read.actors import Office
from qeyd.read.choice import choose
from qeyd.read.page import Line, Page
from qeyd.read.people import Crowd, People

_BEFORE, _AFTER = 4, 1  # sentences over which those whom an act befell may be counted away from it
_MOST_JOINED = 4  # mentions that one sum is made of


@dataclass(frozen=True, slots=True)
class Counted:
    """A mention as the possible people of an act, with how many it tells."""

    people: People
    line: int
    count: Count
    start: int  #: where its words stand in the text
    end: int
    joined: int = 1  #: of how many mentions it is the sum
    by_rule: bool = False


def candidates(
    page: Page, draft: Draft, crowd: Crowd, sums: Mapping[int, Sequence[Counted]]
) -> list[Counted]:
    """Those whom the rules chose, first, then everybody counted or named in the act's sentence or near it."""
    line = draft.trigger.line.index
    found: list[Counted] = []
    if draft.people is not None or draft.antecedent is not None:
        mention = draft.people or draft.antecedent
        if mention is not None and _tells(draft.count):
            assert draft.count is not None
            at = _line_of(page, mention, line)
            found.append(Counted(mention, at, draft.count, *_stretch(page, mention), by_rule=True))
    near = {*range(line - _BEFORE, line + _AFTER + 1), *draft.told_at}
    for at in sorted(near):
        if not 0 <= at < len(crowd.by_line):
            continue
        for one in crowd.by_line[at]:
            if one.is_pronoun or not _tells(one.count) or (found and found[0].people is one):
                continue
            assert one.count is not None
            found.append(Counted(one, at, one.count, *_stretch(page, one)))
        found += sums.get(at, ())
    return found


def sums_in(page: Page, line: Line, crowd: Crowd, joiners: frozenset[str]) -> list[Counted]:
    """Mentions told one after another as one: "three activists and a journalist", "12 citizens of X and 3 of Y"."""
    found: list[Counted] = []
    run: list[People] = []
    for one in crowd.by_line[line.index]:
        if not (_is_exact(one) and not one.is_pronoun):
            run = []
            continue
        run = [*run, one] if run and _goes_on(page, run[-1], one, joiners) else [one]
        if 1 < len(run) <= _MOST_JOINED:
            total = sum(part.count.low or 0 for part in run if part.count is not None)
            groups = list(dict.fromkeys(part.group for part in run if part.group))
            whole = replace(
                run[0],
                last=one.last,
                count=Count(total, total),
                names=tuple(name for part in run for name in part.names),
                group=" and ".join(groups) if groups else None,
                plural=True,
            )
            found.append(
                Counted(whole, line.index, Count(total, total), *_stretch(page, whole), joined=len(run))
            )
    return found


def _goes_on(page: Page, one: People, other: People, joiners: frozenset[str]) -> bool:
    between = page.tokens[one.last + 1 : other.first]
    if not between or len(between) > 3:
        return False
    return (between[0].text == "," or between[0].fold in joiners) and not any(
        t.forms[0].pos == "verb" or (t.is_mark and t.text != ",") for t in between
    )


def _stretch(page: Page, one: People) -> tuple[int, int]:
    return page.tokens[one.first].start, page.tokens[one.last].end


def _is_exact(one: People) -> bool:
    count = one.count
    return count is not None and count.unit == "persons" and count.low == count.high and bool(count.low)


def _tells(count: Count | None) -> bool:
    return count is not None and bool(count.low or count.high)


def _line_of(page: Page, one: People, line: int) -> int:
    for away in (0, -1, -2, -3, -4, 1):
        at = line + away
        if 0 <= at < len(page.lines) and page.lines[at].words.start <= one.first < page.lines[at].words.stop:
            return at
    return next((each.index for each in page.lines if one.first < each.words.stop), line)


def options(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    found: Sequence[Counted],
    offices: Mapping[int, Sequence[Office]],
    *,
    speaks: Callable[[People], bool],
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """The features of each candidate, and of "the report does not say how many"."""
    trigger, tokens, code = draft.trigger, page.tokens, page.language.code
    line = trigger.line
    told_at = set(draft.told_at)
    people = draft.people
    theirs = {
        other.people.first: other for other in others if other is not draft and other.people is not None
    }
    way = (
        "nobody"
        if people is None
        else "pronoun"
        if people.is_pronoun
        else "uncounted"
        if people.count is None
        else "counted"
    )
    rows = []
    for one in found:
        mention, apart = one.people, one.line - line.index
        own = apart == 0
        before = mention.last < trigger.head
        side = "before" if before else "after"
        distance = trigger.head - mention.last if before else mention.first - trigger.head
        other = theirs.get(mention.first)
        size = one.count.low or one.count.high or 0
        row = {
            "by rule": float(one.by_rule),
            f"by rule, {way}": float(one.by_rule),
            "by rule, fit": float(one.by_rule) * min(max(draft.fit, 0.0), 4.0) / 4,
            "by rule, away": float(one.by_rule and not own),
            "same number as by rule": float(not one.by_rule and one.count == draft.count),
            "own sentence": float(own),
            "own clause": float(mention.first in trigger.clause),
            f"own, {trigger.pattern.frame}, {trigger.voice}, {side}": float(own),
            f"own, {code}, {trigger.voice}, {side}": float(own),
            "words away": min(distance, 30) / 30 if own else 0.0,
            "next to it": float(own and 0 < distance <= 3),
            "numbered": float(mention.number is not None),
            "numbered, own": float(own and mention.number is not None),
            "named": float(bool(mention.names)),
            "named, own": float(own and bool(mention.names)),
            "group": float(mention.group is not None),
            "group, own": float(own and mention.group is not None),
            "body": float(mention.sort == "body"),
            "one": float(size == 1),
            f"one, {trigger.act}": float(size == 1),
            f"many, {trigger.act}": float(size > 1),
            "bare one": float(size == 1 and not mention.names and mention.number is None),
            "open": float(one.count.low is None or one.count.high is None),
            "not persons": float(one.count.unit != "persons"),
            "part": float(mention.sort == "number"),
            "part, own": float(own and mention.sort == "number"),
            "sum": float(one.joined > 1),
            "sum, own": float(own and one.joined > 1),
            "sum that begins by rule": float(
                one.joined > 1 and people is not None and mention.first == people.first
            ),
            "sum that holds by rule": float(
                one.joined > 1 and people is not None and mention.first <= people.first <= mention.last
            ),
            "speaks": float(speaks(mention)),
            "office": float(
                any(office.first <= mention.head <= office.last for office in offices.get(one.line, ()))
            ),
            "another act's": float(other is not None),
            "another act's, own sentence": float(other is not None and own),
            "told again there": float(not own and one.line in told_at),
            "one before": float(apart == -1),
            f"one before, {way}": float(apart == -1),
            "two before": float(apart == -2),
            f"two before, {way}": float(apart == -2),
            "further before": float(apart < -2),
            f"further before, {way}": float(apart < -2),
            "after": float(apart > 0),
            f"after, {way}": float(apart > 0),
            "same paragraph": float(page.lines[one.line].paragraph == line.paragraph),
            f"away, {trigger.act}": float(not own),
            "many after they": float(
                people is not None and people.is_pronoun and people.plural and size > 1 and not own
            ),
            "one after they": float(
                people is not None and people.is_pronoun and people.plural and size == 1 and not own
            ),
            "one after he": float(
                people is not None and people.is_pronoun and not people.plural and size == 1 and not own
            ),
            "many after he": float(
                people is not None and people.is_pronoun and not people.plural and size > 1 and not own
            ),
            "other group": float(
                bool(mention.group and draft.own_group) and mention.group != draft.own_group
            ),
            "same group": float(bool(mention.group) and mention.group == draft.own_group and not one.by_rule),
        }
        if code != "en" and own:
            turn = trigger.pattern.frame if trigger.pattern.frame == "suffered" else trigger.voice
            for case in tokens[mention.head].cases:
                row[f"case {case}, {turn}"] = 1.0
        rows.append({name: value for name, value in row.items() if value})
    none = {
        "none": 1.0,
        f"none, {way}": 1.0,
        f"none, {trigger.act}": 1.0,
        "none, they": float(people is not None and people.is_pronoun and people.plural),
        "none, many uncounted": float(people is not None and people.plural and people.count is None),
        "none, body": float(people is not None and people.sort == "body"),
        "none, by rule too": float(not _tells(draft.count)),
        "none, background": float(draft.background),
    }
    return rows, {name: value for name, value in none.items() if value}


def with_people(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    crowd: Crowd,
    offices: Mapping[int, Sequence[Office]],
    joiners: frozenset[str],
    *,
    speaks: Callable[[People], bool],
) -> Draft:
    """The draft with the people that are its own of all that the page counts or names, or with none counted."""
    line = draft.trigger.line.index
    near = {*range(line - _BEFORE, line + _AFTER + 1), *draft.told_at}
    sums = {at: sums_in(page, page.lines[at], crowd, joiners) for at in near if 0 <= at < len(page.lines)}
    found = candidates(page, draft, crowd, sums)
    rows, none = options(page, draft, others, found, offices, speaks=speaks)
    chosen = choose("people", found, rows, none)
    if draft.trigger.act == "other":
        return draft
    if chosen is None:
        return replace(draft, uncounted=True)
    one = found[chosen]
    return draft if one.by_rule else replace(draft, people=one.people, antecedent=None)
