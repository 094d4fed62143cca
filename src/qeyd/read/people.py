"""People in a text: how many, of which group, by which names, and the words that say so.

A mention is a noun phrase such as "three naturalised Azerbaijanis", "40-dan çox soydaşımızı",
"блогер Эльмир Салимоглу", "two of them" or "they". No group is inferred from a name (CODEBOOK §8): a
name has the group only of words that stand beside it somewhere in the same report.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qeyd.groups import sorts_of
from qeyd.model import Count
from qeyd.read.numbers import Number, NumberWords, numbers_in
from qeyd.read.page import Line, Page, Token
from qeyd.read.patterns import Phrases, Term, phrases, term

# Words that may stand between a number and the noun it counts: "three recently naturalised Azerbaijanis".
_NUMBER_REACH = 5
# Words that may stand between a mention and the words in apposition that give its group.
_APPOSITION_REACH = 7


@dataclass(frozen=True, slots=True)
class People:
    """One mention of people."""

    first: int  #: number of its first word in the page
    last: int
    head: int  #: the word that carries its case
    count: Count | None
    number: Number | None = None
    group: str | None = None
    group_at: int | None = None
    names: tuple[str, ...] = ()
    sort: str = "noun"  #: noun, group, name, pronoun, number
    plural: bool = False

    @property
    def is_pronoun(self) -> bool:
        """Whether it only points to people told before."""
        return self.sort == "pronoun"


@dataclass(frozen=True)
class PeopleWords:
    """A language's words for people, ready for look-up."""

    numbers: NumberWords
    persons: Term
    units: dict[str, Term]
    groups: Phrases
    compatriots: Term
    pronouns_one: Term
    pronouns_many: Term
    partitive: Term
    joiners: frozenset[str]
    not_names: Term
    not_people: Term  #: words which make a number no people: years, roubles, days, articles
    titles: Term
    first_names: frozenset[str]
    lands: dict[str, str]  #: names of countries whose citizens are a group: "tajikistan" -> Tajiks


def people_words(table: dict[str, Any], groups: dict[str, Any], numbers: NumberWords) -> PeopleWords:
    """Make a language's `people.toml` and `groups.toml` ready."""

    def words(key: str) -> Term:
        return term("|".join(table.get(key, ["--"])))

    return PeopleWords(
        numbers=numbers,
        persons=words("persons"),
        units={unit: term("|".join(lines)) for unit, lines in table.get("units", {}).items()},
        groups=phrases(groups.get("groups", {})),
        compatriots=words("compatriots"),
        pronouns_one=words("pronouns_one"),
        pronouns_many=words("pronouns_many"),
        partitive=words("partitive"),
        joiners=frozenset(table.get("joiners", ["and"])),
        not_names=words("not_names"),
        not_people=words("not_people"),
        titles=words("titles"),
        first_names=frozenset(table.get("first_names", [])),
        lands=dict(groups.get("lands", {})),
    )


@dataclass(frozen=True)
class Crowd:
    """Everybody a page mentions, sentence by sentence, and what the page as a whole says of them."""

    by_line: tuple[tuple[People, ...], ...]

    def group_near(self, line: int) -> str | None:
        """The group that the page speaks of around a sentence: named in it, else most often up to it and after.

        Only words of the page count (CODEBOOK §4: the report's own context counts); a tie gives the first named.
        """
        here = [one.group for one in self.by_line[line] if one.group and _is_about_people(one.group)]
        if here:
            return here[0]
        for fits in (_is_about_people, _may_be_struck):
            counts: Counter[str] = Counter()
            for found in self.by_line:
                for one in found:
                    if one.group and fits(one.group):
                        counts[one.group] += 2 if "origin" in sorts_of(one.group) else 1
            if counts:
                return max(counts, key=lambda group: counts[group])
        return None


def _is_about_people(group: str) -> bool:
    """Whether a group may be taken from the context: origin, belief or status, never somebody's work."""
    return bool(sorts_of(group) & {"origin", "belief", "status"})


def _may_be_struck(group: str) -> bool:
    """Whether people of this work may be the ones a page is about; lawyers and defenders mostly speak for them."""
    return bool(sorts_of(group) & {"work", "voice"}) and group not in ("lawyers", "human rights defenders")


def people_in(
    page: Page, words: PeopleWords, *, taken: Callable[[int], bool], dated: Callable[[int], bool]
) -> Crowd:
    """Every mention of people in a page.

    ``taken`` says of a word's number whether it belongs to a place or an organisation, so that it can be no name;
    ``dated`` whether it belongs to words of time, so that it counts no people.
    """
    names = _names(page, words, taken)
    found = [_in_line(page, line, words, names, home=_home_group(page), dated=dated) for line in page.lines]
    groups: dict[str, str] = {}
    for line_people in found:
        for one in line_people:
            if one.group and one.names:
                for name in one.names:
                    groups.setdefault(_last_part(name), one.group)
    shared = tuple(
        tuple(
            replace(one, group=groups[_last_part(one.names[0])], group_at=one.head)
            if one.names and not one.group and _last_part(one.names[0]) in groups
            else one
            for one in line_people
        )
        for line_people in found
    )
    return Crowd(shared)


def _home_group(page: Page) -> str | None:
    """Who "our compatriots" are in an outlet that writes in this language, where only one people says so of itself."""
    return page.language.table("people").get("compatriots_are")


def _last_part(name: str) -> str:
    return name.split()[-1].casefold()[:5]


def _is_lower(token: Token) -> bool:
    return token.text[:1].islower()


def _names(page: Page, words: PeopleWords, taken: Callable[[int], bool]) -> dict[int, tuple[int, bool]]:
    """Where names of persons begin: first word -> (last word, whether it is a full name)."""
    tokens = page.tokens
    full: dict[int, tuple[int, bool]] = {}
    known: Counter[str] = Counter()
    for line in page.lines:
        at = line.words.start
        while at < line.words.stop:
            last = at
            while last < line.words.stop and _may_be_name(
                tokens[last], words, taken, first=last == line.words.start
            ):
                last += 1
            length = last - at
            if 2 <= length <= 4 and _looks_like_name(tokens[at:last], words):
                full[at] = (last - 1, True)
                for token in tokens[at:last]:
                    for key in token.keys:
                        known[key] += 1
            at = max(last, at + 1)
    for line in page.lines:
        for at in line.words:
            token = tokens[at]
            if (
                at in full
                or not token.is_capital
                or taken(at)
                or any(a <= at <= b for a, (b, _) in full.items())
            ):
                continue
            initial = "." in token.text and len(token.text) > 3 and token.text[1] == "."
            if initial or (
                _may_be_name(token, words, taken, first=False) and any(known[key] for key in token.keys)
            ):
                full[at] = (at, False)
    return full


def _may_be_name(token: Token, words: PeopleWords, taken: Callable[[int], bool], *, first: bool) -> bool:
    if not token.is_capital or taken(token.index) or len(token.text) < 2:
        return False
    if words.not_names.meets(token) or words.persons.meets(token) or words.titles.meets(token):
        return False
    if first and token.keys.isdisjoint(words.first_names) and words.groups.at((token,), 0, 1):
        return False  # "Журналиста Эмина Бабаева": only the place in the sentence gives the capital
    letters = token.text.rstrip(".")
    if len(letters) > 2 and letters.isupper():
        return False
    common = token.forms[0].pos not in ("name", "other", "noun", "adj")
    return not (first and common)


def _looks_like_name(tokens: Sequence[Token], words: PeopleWords) -> bool:
    """Two capitalised words are a name unless the language knows both as common words."""
    if any(form.pos == "name" for token in tokens for form in token.forms):
        return True
    if any(token.keys & words.first_names for token in tokens):
        return True
    return all(len(token.text) > 2 or token.text.endswith(".") for token in tokens)


def _in_line(
    page: Page,
    line: Line,
    words: PeopleWords,
    names: dict[int, tuple[int, bool]],
    *,
    home: str | None,
    dated: Callable[[int], bool],
) -> tuple[People, ...]:
    tokens = page.tokens
    numbers = {
        number.first: number
        for number in numbers_in(tokens, line.words, words.numbers)
        if not dated(number.core)
    }
    found: list[People] = []
    at = line.words.start
    while at < line.words.stop:
        one = _mention_at(page, at, line, words, names, numbers, home)
        if one:
            found.append(one)
            at = one.last + 1
        else:
            at += 1
    return _joined(page, found, words, line)


def _group_at(tokens: Sequence[Token], at: int, stop: int, words: PeopleWords) -> tuple[str, int] | None:
    """The group a phrase at this word gives, and its last word."""
    return words.groups.at(tokens, at, stop)


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
    if after.is_mark or after.is_capital or after.forms[0].pos not in ("noun", "adj"):
        return False
    if turkic and ("possessive3" in first.features or "possessive3" not in after.forms[0].features):
        return False
    if words.persons.meets(after) or any(unit.meets(after) for unit in words.units.values()):
        return False
    return _group_at(tokens, last + 1, stop, words) is None


def _noun_at(
    page: Page, at: int, stop: int, words: PeopleWords, home: str | None, *, counted: bool = False
) -> People | None:
    """A noun for people at this word: a person noun, a group, compatriots, a unit of people."""
    tokens = page.tokens
    token = tokens[at]
    group = _group_at(tokens, at, stop, words)
    plural = token.forms[0].number == "plur"
    turkic = page.language.code in ("az", "tr")
    # Turkic words for origin only describe the owned noun after them ("azərbaycanlı icması"), unless counted.
    may_describe = not turkic or (not counted and group is not None and "origin" in sorts_of(group[0]))
    if group and may_describe and _is_adjective(tokens, group[1], stop, words, turkic=turkic):
        return None
    if group:
        code, last = group
        head = last
        while (
            head + 1 < stop
            and head - last < 3
            and (words.persons.meets(tokens[head + 1]) or _group_at(tokens, head + 1, stop, words))
        ):
            more = _group_at(tokens, head + 1, stop, words)
            head = more[1] if more else head + 1
        code, end = _with_second_land(tokens, code, head, stop, words)
        if page.language.code in ("ru", "uk"):  # the noun that is declined stands first
            head = next((i for i in range(at, end + 1) if "noun" in tokens[i].parts), end)
        else:
            head = end
        plural = plural or tokens[head].forms[0].number == "plur"
        single = None if plural or code != group[0] or not _is_single(page, at, head) else Count(1, 1)
        return People(at, end, head, single, group=code, group_at=at, sort="group", plural=plural)
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


def _mention_at(
    page: Page,
    at: int,
    line: Line,
    words: PeopleWords,
    names: dict[int, tuple[int, bool]],
    numbers: dict[int, Number],
    home: str | None,
) -> People | None:
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
    return words.persons.meets(tokens[after]) or bool(words.groups.at(tokens, after, stop))


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
    is_own = "possessive3" in core.features or (
        spelled and "noun" not in core.parts and (core.fold not in words.numbers.values) and not noun_next
    )
    if is_partitive or is_own or (spelled and verb_next):
        return People(number.first, last, last, number.count, number, sort="number", plural=True)
    return None


def _joined(page: Page, found: list[People], words: PeopleWords, line: Line) -> tuple[People, ...]:
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
    named = []
    for place, one in enumerate(out):
        after = out[place + 1] if place + 1 < len(out) else None
        if (
            after
            and not one.group
            and after.group
            and not after.names
            and not after.number
            and one.sort != "pronoun"
        ):
            between = tokens[one.last + 1 : after.first]
            no_verb = not any(t.forms[0].pos == "verb" and "participle" not in t.features for t in between)
            beside = len(between) <= 4 and not any(t.is_mark for t in between)
            apposed = len(between) <= _APPOSITION_REACH and any(t.text in ",(—–-" for t in between[:1])
            if no_verb and (beside or apposed):
                one = replace(one, group=after.group, group_at=after.group_at)
        if one.names and not one.group and place and not out[place - 1].names and out[place - 1].group:
            between = tokens[out[place - 1].last + 1 : one.first]
            if len(between) <= 1 and not out[place - 1].plural:
                one = replace(one, group=out[place - 1].group, group_at=out[place - 1].group_at)
        named.append(one)
    return tuple(named)


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
    return one.number is None and "abl" in tokens[one.head].cases and (one.plural or one.is_pronoun)


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
