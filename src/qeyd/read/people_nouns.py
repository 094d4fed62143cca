"""One mention of people at a word: a noun, a group, a counted phrase, a name, a pronoun."""

from collections.abc import Sequence
from dataclasses import replace

from qeyd.groups import is_stateless, sorts_of
from qeyd.model import Count
from qeyd.read.numbers import Number
from qeyd.read.page import Line, Page, Token
from qeyd.read.people_words import People, PeopleWords

# Words that may stand between a number and the noun it counts: "three recently naturalised Azerbaijanis".
_NUMBER_REACH = 5
# People who are struck for what they report, wherever they come from.
_REPORTS = ("journalists", "bloggers", "media workers", "photographers")


def group_at(tokens: Sequence[Token], at: int, stop: int, words: PeopleWords) -> tuple[str, int] | None:
    """The group a phrase at this word gives, and its last word.

    Where peoples are written small, one capitalised word inside a sentence is a person's or a place's name:
    "Zaza" in az "Zaza Kvirtiani".
    """
    met = words.groups.at(tokens, at, stop)
    if met is None or not words.small or met[1] != at or not tokens[at].is_capital:
        return met
    inside = at > 0 and not tokens[at - 1].is_mark
    return None if inside and "origin" in sorts_of(met[0]) else met


def _with_second_land(
    tokens: Sequence[Token], group: str, head: int, stop: int, words: PeopleWords
) -> tuple[str, int]:
    """Join the second land of "citizens of Azerbaijan and Tajikistan"."""
    if (
        head + 2 < stop
        and tokens[head + 1].fold in words.joiners
        and not (tokens[head].keys).isdisjoint(words.lands)
    ):
        for key in tokens[head + 2].ordered:
            if key in words.lands and words.lands[key] != group:
                return f"{group} and {words.lands[key]}", head + 2
    return group, head


def _is_single(page: Page, first: int, last: int) -> bool:
    """Whether a noun without a number means one person: by its form, in English also by the word before it."""
    tokens = page.tokens
    if not any(form.number == "sing" for form in tokens[last].forms[:2]):
        return False
    if page.language.code != "en" or first == 0:
        return True
    for token in reversed(tokens[max(0, first - 3) : first]):
        if token.fold in ("a", "an", "the", "another") or token.fold.endswith("'s"):
            return True
        if token.forms[0].pos not in ("adj", "noun") and not token.text[0].isdigit():
            return False
    return False


def _is_adjective(
    tokens: Sequence[Token], last: int, stop: int, words: PeopleWords, *, turkic: bool = False
) -> bool:
    """Whether a group's word only describes what follows: "Azerbaijani authorities", "Russian citizenship"."""
    token = tokens[last]
    first = token.forms[0]
    if first.number == "plur" or (first.case not in (None, "nom") and first.pos != "adj") or last + 1 >= stop:
        return False
    after = tokens[last + 1]
    if after.is_capital and words.not_names.meets(after):
        return True  # "the Russian Federation"
    if after.is_mark or after.is_capital or after.forms[0].pos not in ("noun", "adj"):
        return False
    if turkic and ("possessive3" in first.features or "possessive3" not in after.forms[0].features):
        return False
    if (
        words.persons.meets(after)
        or words.communities.meets(after)
        or any(unit.meets(after) for unit in words.units.values())
    ):
        return False
    return group_at(tokens, last + 1, stop, words) is None


def _described(tokens: Sequence[Token], at: int, stop: int, words: PeopleWords) -> tuple[str, int] | None:
    """The group that an adjective gives to the people after it: "таджикских рабочих", "азербайджанской диаспоры"."""
    token = tokens[at]
    code = next((words.adjectives[key] for key in token.ordered if key in words.adjectives), None)
    if code is None:
        return None
    for after in range(at + 1, min(stop, at + 4)):
        noun = tokens[after]
        if (
            words.persons.meets(noun)
            or words.communities.meets(noun)
            or any(unit.meets(noun) for unit in words.units.values())
            or group_at(tokens, after, stop, words)
        ):
            return code, after - 1
        if "adj" not in noun.parts:
            return None
    return None


def most_telling(groups: Sequence[str]) -> str:
    """Of several groups told of the same people, the one they are taken as.

    A people without a state says most. Else those who report are taken as such whatever their origin, and origin
    says more than belief, status or work.
    """
    for fits in (is_stateless, _REPORTS.__contains__, lambda group: "origin" in sorts_of(group)):
        found = next((group for group in groups if fits(group)), None)
        if found:
            return found
    return groups[0]


def _noun_at(
    page: Page, at: int, stop: int, words: PeopleWords, home: str | None, *, counted: bool = False
) -> People | None:
    """A noun for people at this word: a person noun, a group, compatriots, a unit of people."""
    tokens = page.tokens
    token = tokens[at]
    group = group_at(tokens, at, stop, words) or _described(tokens, at, stop, words)
    plural = token.forms[0].number == "plur"
    turkic = page.language.code in ("az", "tr")
    # Turkic words for origin only describe the owned noun after them ("azərbaycanlı icması"), unless counted.
    may_describe = not turkic or (not counted and group is not None and "origin" in sorts_of(group[0]))
    if group and may_describe and _is_adjective(tokens, group[1], stop, words, turkic=turkic):
        return None
    if group:
        code, last = group
        head = last
        codes, sort = [code], "group"
        while head + 1 < stop and head - last < 3:
            more = group_at(tokens, head + 1, stop, words)
            if more is None and words.communities.meets(tokens[head + 1]):
                plural, sort = True, "body"  # "the Azerbaijani diaspora": many, told as a body
            elif more is None and not words.persons.meets(tokens[head + 1]):
                break
            codes += [more[0]] if more else []
            head = more[1] if more else head + 1
        code = most_telling(codes)
        codes[0] = code
        code, end = _with_second_land(tokens, code, head, stop, words)
        if page.language.code in ("ru", "uk"):  # the noun that is declined stands first
            head = next((i for i in range(at, end + 1) if "noun" in tokens[i].parts), end)
        else:
            head = end
        plural = plural or tokens[head].forms[0].number == "plur"
        single = None if plural or code != codes[0] or not _is_single(page, at, head) else Count(1, 1)
        return People(at, end, head, single, group=code, group_at=at, sort=sort, plural=plural)
    single = None if plural or not _is_single(page, at, at) else Count(1, 1)
    if words.compatriots.meets(token):
        return People(at, at, at, single, group=home, group_at=at, sort="group", plural=plural)
    if words.persons.meets(token):
        if page.language.code == "en" and _is_adjective(tokens, at, stop, words):
            return None
        return People(at, at, at, single, plural=plural)
    for unit, noun in words.units.items():
        if noun.meets(token):
            return People(at, at, at, Count(None, None, unit=unit), plural=plural)
    return None


def mention_at(
    page: Page,
    at: int,
    line: Line,
    words: PeopleWords,
    names: dict[int, tuple[int, bool]],
    numbers: dict[int, Number],
    home: str | None,
) -> People | None:
    """The mention of people that begins at a word; None where none does.

    ``names`` and ``numbers`` are those of the page and the sentence, by their first word; ``home`` who compatriots are.
    """
    tokens = page.tokens
    stop = line.words.stop
    number = numbers.get(at)
    if number:
        return _counted(page, number, stop, words, home, names)
    if at in names:
        last, _ = names[at]
        name = " ".join(token.text for token in tokens[at : last + 1])
        return People(at, last, last, Count(1, 1), names=(name,), sort="name")
    noun = _noun_at(page, at, stop, words, home)
    if noun:
        if not noun.plural and noun.last + 1 in names:
            last, _ = names[noun.last + 1]
            name = " ".join(token.text for token in tokens[noun.last + 1 : last + 1])
            return replace(noun, last=last, head=last, names=(name,), count=Count(1, 1), sort="name")
        return noun
    token = tokens[at]
    if _is_possessive(tokens, at, stop, words):
        return None
    if words.pronouns_many.meets(token) or (
        words.pronouns_one.meets(token) and token.forms[0].number == "plur"
    ):
        return People(at, at, at, None, sort="pronoun", plural=True)
    if words.pronouns_one.meets(token):
        return People(at, at, at, Count(1, 1), sort="pronoun")
    return None


def _is_possessive(tokens: Sequence[Token], at: int, stop: int, words: PeopleWords) -> bool:
    """Whether a Slavic pronoun only says whose somebody is: "его адвокат", "их родные"."""
    if at + 1 >= stop or "pron" not in tokens[at].parts or not {"nom", "acc"} <= tokens[at].cases:
        return False
    after = at + 2 if tokens[at + 1].forms[0].pos == "adj" and at + 2 < stop else at + 1
    return words.persons.meets(tokens[after]) or bool(group_at(tokens, after, stop, words))


def _can_stand_alone(tokens: Sequence[Token], number: Number, stop: int, words: PeopleWords) -> bool:
    """Whether "some", "most", "большинство" stand for people: not before a noun for something else."""
    if number.count.high is not None or number.last + 1 >= stop:
        return True
    after = tokens[number.last + 1]
    return (
        after.is_mark
        or words.partitive.meets(after)
        or words.persons.meets(after)
        or after.forms[0].pos in ("verb", "prep", "adv")
    )


def _counted(
    page: Page,
    number: Number,
    stop: int,
    words: PeopleWords,
    home: str | None,
    names: dict[int, tuple[int, bool]],
) -> People | None:
    """A number with the noun it counts, or a number that stands for people by itself."""
    tokens = page.tokens
    last = number.last
    if number.count.high == 1 and number.first and words.each.meets(tokens[number.first - 1]):
        return None  # "hər biri", "each one": all of them
    if number.is_part and not _can_stand_alone(tokens, number, stop, words):
        return None
    if number.is_part:
        return People(number.first, last, last, number.count, number, sort="number", plural=True)
    for at in range(last + 1, min(stop, last + 1 + _NUMBER_REACH)):
        token = tokens[at]
        if words.not_people.meets(token):
            return None
        noun = _noun_at(page, at, stop, words, home, counted=True)
        if noun:
            end = noun.last
            group, group_at = noun.group, noun.group_at
            follow = end + 1
            while follow < stop and follow <= end + 3 and not tokens[follow].is_mark:
                more = _noun_at(page, follow, stop, words, home)
                if more and more.group and not group:
                    group, group_at, end = more.group, more.group_at, more.last
                    break
                if more:
                    end = more.last
                    group, group_at = group or more.group, group_at if group else more.group_at
                    follow = end + 1
                    continue
                break
            count = replace(number.count, unit=noun.count.unit) if noun.count else number.count
            return People(number.first, end, end, count, number, group, group_at, sort=noun.sort, plural=True)
        if token.is_mark or (token.forms[0].pos in ("verb",) and "participle" not in token.features):
            break
        if token.forms[0].pos in ("prep", "conj") and not words.partitive.meets(token):
            break
        if at in names:
            return None
    following = tokens[last + 1] if last + 1 < stop else None
    core = tokens[number.core]
    if core.text[0].isdigit() and core.text.isdigit() and 1900 <= int(core.text) <= 2100:
        return None
    spelled = not core.text[0].isdigit()
    before = tokens[number.first - 1] if number.first > 0 else None
    is_partitive = (following is not None and words.partitive.meets(following)) or (
        before is not None and words.partitive.meets(before)
    )
    noun_next = following is not None and following.forms[0].pos in ("noun", "adj", "name", "num")
    verb_next = following is not None and (following.forms[0].pos == "verb" or following.is_mark)
    turkic = page.language.code in ("az", "tr")
    is_own = "possessive3" in core.features or (
        not turkic
        and spelled
        and "noun" not in core.parts
        and (core.fold not in words.numbers.values)
        and not noun_next
    )
    if is_partitive or is_own or (spelled and verb_next and not turkic):
        return People(number.first, last, last, number.count, number, sort="number", plural=True)
    return None
