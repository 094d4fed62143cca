"""Of which group the people of an act are taken: of all groups that a page's words name, the act's own, or none."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qeyd.groups import is_stateless, sorts_of
from qeyd.read.accounts import Draft
from qeyd.read.choice import choose
from qeyd.read.page import Page
from qeyd.read.people import Crowd, People, PeopleWords
from qeyd.read.people_nouns import group_at


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a group."""

    group: str
    first: int
    last: int
    line: int


def named_groups(page: Page, words: PeopleWords) -> tuple[Named, ...]:
    """Every word or phrase of a page that names a group: nouns, "citizens of", adjectives."""
    found: list[Named] = []
    tokens = page.tokens
    for line in page.lines:
        at = line.words.start
        while at < line.words.stop:
            met = group_at(tokens, at, line.words.stop, words)
            if met is None:
                group = next(
                    (words.adjectives[key] for key in tokens[at].ordered if key in words.adjectives), None
                )
                met = (group, at) if group else None
            if met is None:
                at += 1
                continue
            found.append(Named(met[0], at, met[1], line.index))
            at = met[1] + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Group:
    """A group as possibly that of an act's people, with where it is named."""

    name: str
    named: tuple[Named, ...]


def candidates(
    page: Page, named: Sequence[Named], crowd: Crowd, drafts: Sequence[Draft], joiners: frozenset[str]
) -> list[Group]:
    """Every group that a page names, alone and as lists and mentions join it with others."""
    at: dict[str, list[Named]] = {}
    run: list[Named] = []
    for one in named:
        at.setdefault(one.group, []).append(one)
        between = page.tokens[run[-1].last + 1 : one.first] if run else ()
        listed = len(between) == 1 and (between[0].text == "," or between[0].fold in joiners)
        run = [*run, one] if listed else [one]
        told = list(dict.fromkeys(part.group for part in run))
        if len(told) > 1:
            both = " and ".join(told)
            at.setdefault(both, []).append(Named(both, run[0].first, one.last, one.line))
    for line, mentions in enumerate(crowd.by_line):
        for mention in mentions:
            if mention.group and mention.group not in at:
                at[mention.group] = []
            if mention.group and " and " in mention.group:
                at[mention.group].append(Named(mention.group, mention.first, mention.last, line))
    for draft in drafts:
        if draft.group:
            at.setdefault(draft.group, [])
    return [Group(name, tuple(where)) for name, where in at.items()]


def options(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    found: Sequence[Group],
    crowd: Crowd,
    *,
    speaks: Callable[[People], bool],
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """The features of each group, and of "the report does not say"."""
    trigger = draft.trigger
    line = trigger.line
    told_at = {line.index, *draft.told_at}
    own = [one for one in (draft.people, draft.antecedent) if one is not None]
    their_names = {_key(name) for one in own for name in one.names}
    beside = [
        mention
        for mentions in crowd.by_line
        for mention in mentions
        if mention.group and any(_key(name) in their_names for name in mention.names)
    ]
    struck = Counter(
        other.own_group for other in others if other is not draft and other.own_group is not None
    )
    next_to = _nearest_struck(draft, others)
    mentions_of = Counter(
        m.group for mentions in crowd.by_line for m in mentions if m.group and not speaks(m)
    )
    most = max(mentions_of.values(), default=0)
    order = sorted((g for g in found if g.named), key=lambda g: g.named[0].first)
    first_named = order[0].name if order else None
    described = [(one.first, one.last) for one in own]
    with_names = [
        mention
        for mentions in crowd.by_line
        for mention in mentions
        if any(_key(name) in their_names for name in mention.names)
    ]
    way = "nobody" if not own else f"{own[0].sort}{', numbered' if own[0].number else ''}"
    rows = []
    for one in found:
        sorts = sorts_of(one.name)
        sort = next(iter(sorted(sorts)), "none") if len(sorts) == 1 else "mixed"
        in_own = any(a <= n.first <= b for n in one.named for a, b in described)
        away = min((abs(n.line - line.index) for n in one.named), default=99)
        here = [n for n in one.named if n.line == line.index]
        near_head = min((abs(n.first - trigger.head) for n in here), default=99)
        before = [n for n in one.named if n.first <= trigger.head]
        last_before = before[-1] if before else None
        mentions = [m for at in crowd.by_line for m in at if m.group == one.name]
        spoken = bool(mentions) and all(speaks(m) for m in mentions)
        here_mentions = [m for m in crowd.by_line[line.index] if m.group == one.name]
        touches = any(_apart(n, a, b) <= _BESIDE for n in one.named for a, b in described)
        by_name = any(_apart(n, m.first, m.last) <= _BY_NAME for n in one.named for m in with_names)
        rule = one.name == draft.group
        own_rule = one.name == draft.own_group
        row = {
            "by rule": float(rule),
            f"by rule, {sort}": float(rule),
            "by rule, own words": float(own_rule),
            f"by rule, own words, {sort}": float(own_rule),
            "by rule, around": float(rule and not own_rule),
            f"by rule, around, {sort}": float(rule and not own_rule),
            "in their words": float(in_own),
            f"in their words, {sort}": float(in_own),
            "in their words, not by rule": float(in_own and not own_rule),
            "beside their names": float(any(m.group == one.name for m in beside)),
            f"beside their names, {sort}": float(any(m.group == one.name for m in beside)),
            "beside their words": float(touches),
            f"beside their words, {sort}": float(touches),
            "beside their words, not in": float(touches and not in_own),
            "by their names": float(by_name),
            f"by their names, {sort}": float(by_name),
            f"by rule, around, {way}": float(rule and not own_rule),
            f"in their words, {sort}, {trigger.act}": float(in_own or touches),
            "own sentence": float(bool(here)),
            f"own sentence, {sort}": float(bool(here)),
            "own sentence, near": float(near_head <= 6),
            "own sentence, people": float(any(not speaks(m) for m in here_mentions)),
            "own clause": float(any(n.first in trigger.clause for n in here)),
            "told again there": float(any(n.line in told_at for n in one.named)),
            "one away": float(away == 1),
            "two away": float(away == 2),
            "further": float(2 < away < 99),
            "lines away": min(away, 12) / 12,
            "only after": float(bool(one.named) and not before),
            "named last before": float(
                last_before is not None
                and not any(
                    last_before.first < n.first <= trigger.head
                    for g in found
                    if g is not one
                    for n in g.named
                )
            ),
            "first on the page": float(one.name == first_named),
            f"first on the page, {sort}": float(one.name == first_named),
            "top": float(any(n.line == 0 for n in one.named)),
            "among the first three": float(any(n.line < 3 for n in one.named)),
            "often": min(len(one.named), 6) / 6,
            f"often, {sort}": min(len(one.named), 6) / 6,
            "told most": float(bool(most) and mentions_of[one.name] == most),
            f"told most, {sort}": float(bool(most) and mentions_of[one.name] == most),
            "share of mentions": mentions_of[one.name] / (sum(mentions_of.values()) or 1),
            "no people": float(not mentions),
            f"no people, {sort}": float(not mentions),
            "only speakers": float(spoken),
            "another act's": float(bool(struck[one.name])),
            f"another act's, {sort}": float(bool(struck[one.name])),
            "share of other acts": struck[one.name] / (sum(struck.values()) or 1),
            "nearest other act's": float(one.name == next_to),
            f"nearest other act's, {sort}": float(one.name == next_to),
            "several": float(" and " in one.name),
            "several, in their words": float(" and " in one.name and in_own),
            "part of several in their words": float(
                any(m.group and m.group != one.name and one.name in m.group.split(" and ") for m in own)
            ),
            f"sort {sort}": 1.0,
            f"sort {sort}, {trigger.act}": 1.0,
            f"sort {sort}, named": float(bool(draft.names)),
            f"sort {sort}, nobody told": float(not own),
            "stateless": float(is_stateless(one.name)),
            "counted": float(any(m.number is not None for m in mentions)),
            "with a name": float(any(m.names for m in mentions)),
            "many": float(any(m.plural for m in mentions)),
        }
        rows.append({name: value for name, value in row.items() if value})
    none = {
        "none": 1.0,
        f"none, {trigger.act}": 1.0,
        "none by rule": float(draft.group is None),
        "none by rule, own words": float(draft.own_group is None),
        f"none, {way}": 1.0,
        f"none by rule, own words, {way}": float(draft.own_group is None),
        "none, named": float(bool(draft.names)),
        "none, nobody told": float(not own),
        "none, pronoun": float(draft.people is not None and draft.people.is_pronoun),
        "none, many": float(any(one.plural for one in own)),
        "none, background": float(draft.background),
    }
    return rows, {name: value for name, value in none.items() if value}


def _nearest_struck(draft: Draft, others: Sequence[Draft]) -> str | None:
    line = draft.trigger.line.index
    near = sorted(
        (one for one in others if one is not draft and one.own_group),
        key=lambda one: (abs(one.trigger.line.index - line), one.trigger.line.index > line),
    )
    return near[0].own_group if near else None


# Words between a group's name and the words for people, or their names, that it may still describe.
_BESIDE, _BY_NAME = 3, 6


def _apart(one: Named, first: int, last: int) -> int:
    """How many words stand between a group's name and a stretch; 0 where they overlap."""
    return max(0, one.first - last - 1, first - one.last - 1)


def _key(name: str) -> str:
    return name.split()[-1].casefold()[:5]


def with_group(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    crowd: Crowd,
    named: Sequence[Named],
    joiners: frozenset[str],
    *,
    speaks: Callable[[People], bool],
) -> Draft:
    """The draft with the group that its people are taken as, or with none where the report ties none to them."""
    found = candidates(page, named, crowd, others, joiners)
    rows, none = options(page, draft, others, found, crowd, speaks=speaks)
    # Whether the report gives any group the rules know better: on the dev set .850 against .805 with "none" free.
    chosen = choose("group", found, rows, none, needed=draft.group is not None)
    if draft.trigger.act == "other":
        return draft
    if chosen is None:
        return replace(draft, taken_as=None, is_taken=True)
    one = found[chosen]
    where = min(one.named, key=lambda n: abs(n.first - draft.trigger.head), default=None)
    shown = (where.first, where.last) if where is not None else None
    return replace(draft, taken_as=one.name, is_taken=True, taken_at=shown)
