"""Mentions that belong together: lists of names, words in apposition, parts of those told before."""

from collections.abc import Sequence
from dataclasses import replace

from qeyd.model import Count
from qeyd.read.page import Line, Page, Token
from qeyd.read.people_nouns import most_telling
from qeyd.read.people_words import People, PeopleWords

# Words that may stand between a mention and the words in apposition that give its group.
_APPOSITION_REACH = 7
# A name in quotation marks with its marks.
_SHORTEST_QUOTED = 3


def joined(page: Page, found: list[People], words: PeopleWords, line: Line) -> tuple[People, ...]:
    """Join "X, Y and Z" into one mention; take the group from words in apposition."""
    tokens = page.tokens
    out: list[People] = []
    role_ends = -1
    for one in found:
        before = out[-1] if out else None
        if before and _is_list(tokens, before, one, words):
            names = before.names + one.names
            if before.names and one.names and not before.number and not one.number:
                out[-1] = replace(
                    before,
                    last=one.last,
                    head=one.head,
                    names=names,
                    count=Count(len(names), len(names)),
                    group=before.group or one.group,
                    group_at=before.group_at if before.group else one.group_at,
                    plural=True,
                )
                continue
            if before.sort == "pronoun" and one.names:
                total = 1 + len(one.names)
                out[-1] = replace(
                    before,
                    last=one.last,
                    head=one.head,
                    names=one.names,
                    count=Count(total, total),
                    group=one.group,
                    group_at=one.group_at,
                    sort="name",
                    plural=True,
                )
                continue
            if before.group and one.group and not one.number and not one.names:
                both = before.group if one.group in before.group else f"{before.group} and {one.group}"
                out[-1] = replace(before, last=one.last, group=both, plural=True)
                continue
        if before and one.sort == "number" and one.first - before.last <= 2 and _is_out_of(tokens, before):
            # "azərbaycanlılardan ikisi": two out of those told before
            out[-1] = replace(
                before, last=one.last, head=one.head, count=one.count, number=one.number, names=()
            )
            continue
        if before and one.number and not one.group and _is_who_are(tokens, before, one):
            # "Tacikistan vətəndaşı olan 18 nəfər": the group of the counted stands before them
            out[-1] = replace(one, first=before.first, group=before.group, group_at=before.group_at)
            continue
        if before and _is_role(tokens, before, one):
            out[-1] = replace(
                before, group=before.group or one.group, group_at=before.group_at or one.group_at
            )
            role_ends = one.last
            continue
        if before and before.names and 0 <= role_ends < one.first and not one.names and not one.number:
            between = tokens[role_ends + 1 : one.first]
            if len(between) <= 3 and not any(t.is_mark or t.forms[0].pos == "verb" for t in between):
                # "Rauf Mirzəli, leader of the Azerbaijanis in Omsk": whom somebody leads, he is one of
                out[-1] = replace(before, group=before.group or one.group)
                continue
        out.append(one)
    out = _roles_with_names(tokens, out)
    named = []
    for place, one in enumerate(out):
        later = (other for other in out[place + 1 : place + 4] if other.group or not _only_points(other))
        after = next(later, None)  # "62 residents, most of them citizens of ...": most and them only point
        if (
            after
            and after.group
            and not _belongs(tokens, one, after)
            and (not one.group or (not one.plural and not after.plural and one.count is not None))
            and not after.names
            and not after.number
            and one.sort != "pronoun"
        ):
            between = tokens[one.last + 1 : after.first]
            no_verb = not any(t.forms[0].pos == "verb" and "participle" not in t.features for t in between)
            beside = len(between) <= 4 and not any(t.is_mark for t in between)
            apposed = len(between) <= _APPOSITION_REACH and any(t.text in ",(—–-" for t in between[:1])
            if no_verb and (apposed or (beside and not one.group)):
                told = most_telling([group for group in (one.group, after.group) if group])
                if told != one.group:
                    one = replace(one, group=told, group_at=after.group_at)
        if one.names and not one.group and place and not out[place - 1].names and out[place - 1].group:
            between = tokens[out[place - 1].last + 1 : one.first]
            if len(between) <= 1 and (
                out[place - 1].sort == "body"
                or (not out[place - 1].plural and _agree(tokens, out[place - 1], one))
            ):
                one = replace(one, group=out[place - 1].group, group_at=out[place - 1].group_at)
        named.append(one)
    return tuple(named)


def _belongs(tokens: Sequence[Token], one: People, other: People) -> bool:
    """Whether the second is somebody of the first's: az "Rauf Mirzəlinin vəkili", en "Rauf Mirzali's lawyer"."""
    return ("possessive3" in tokens[other.head].forms[0].features and "gen" in tokens[one.head].cases) or (
        tokens[one.last].fold.endswith(("'s", "’s"))
    )


def _agree(tokens: Sequence[Token], role: People, name: People) -> bool:
    """Whether a role and the name after it may be one person: not "адвокат Рауфа Мирзоева"."""
    role_cases, name_cases = tokens[role.head].cases, tokens[name.head].cases
    return not role_cases or not name_cases or not role_cases.isdisjoint(name_cases)


def _only_points(one: People) -> bool:
    """Whether a mention says nothing of its own: "them", "most"."""
    return one.is_pronoun or (one.number is not None and one.number.is_part and one.number.count.high is None)


def _roles_with_names(tokens: Sequence[Token], found: list[People]) -> list[People]:
    """Join a role with the name told after the outlet or body it is of: "главный редактор «Вестника» Рауф Мирзоев"."""
    out: list[People] = []
    for one in found:
        role = out[-1] if out else None
        if role is not None and one.names and not role.names and not role.plural and not role.number:
            between = tokens[role.last + 1 : one.first]
            quoted = (
                len(between) >= _SHORTEST_QUOTED and between[0].text in '«"“„' and between[-1].text in '»"”“'
            )
            if quoted and len(between) <= _APPOSITION_REACH and role.sort in ("noun", "group"):
                out[-1] = replace(
                    one,
                    first=role.first,
                    group=one.group or role.group,
                    group_at=one.group_at or role.group_at,
                )
                continue
        out.append(one)
    return out


def _is_who_are(tokens: Sequence[Token], one: People, other: People) -> bool:
    """Whether a group without a number is tied to the next mention by az, tr "olan"."""
    between = tokens[one.last + 1 : other.first]
    return (
        bool(one.group and not one.number and not one.names)
        and len(between) == 1
        and "ol" in between[0].keys
        and "participle" in between[0].features
    )


def _is_out_of(tokens: Sequence[Token], one: People) -> bool:
    """Whether a plural stands in the case that a part is taken from."""
    return (
        (one.number is None or one.number.last < one.head)
        and "abl" in tokens[one.head].cases
        and (one.plural or one.is_pronoun)
    )


def _is_role(tokens: Sequence[Token], name: People, role: People) -> bool:
    """Whether a noun in apposition only says what a named person is: "Rauf Mirzəli, head of the union"."""
    if not name.names or len(name.names) > 1 or role.names or role.number or role.plural or role.is_pronoun:
        return False
    between = tokens[name.last + 1 : role.first]
    return (
        1 <= len(between) <= 3
        and between[0].text in ",—–("
        and not any(t.forms[0].pos == "verb" for t in between)
    )


def _is_list(tokens: Sequence[Token], one: People, other: People, words: PeopleWords) -> bool:
    between = tokens[one.last + 1 : other.first]
    if not between:
        return False
    if len(between) <= 2 and all(t.text in ",;" or t.fold in words.joiners for t in between):
        return True
    # "Rauf and editor Samir", "X, the head of Y, and Z": a role may stand before the next name
    return (
        bool(one.names and other.names)
        and len(between) <= 3
        and between[0].fold in words.joiners
        and all(not t.is_mark and t.forms[0].pos != "verb" for t in between)
    )
