"""People in a text: how many, of which group, by which names, and the words that say so.

A mention is a noun phrase such as "three naturalised Azerbaijanis", "40-dan çox soydaşımızı",
"блогер Эльмир Салимоглу", "two of them" or "they". No group is inferred from a name (CODEBOOK §8): a
name has the group only of words that stand beside it somewhere in the same report.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qeyd.read.numbers import numbers_in
from qeyd.read.page import Line, Page
from qeyd.read.people_joined import joined
from qeyd.read.people_names import names_of_persons
from qeyd.read.people_nouns import mention_at
from qeyd.read.people_words import People, PeopleWords, people_words

__all__ = ["Crowd", "People", "PeopleWords", "people_in", "people_words"]


@dataclass(frozen=True)
class Crowd:
    """Everybody a page mentions, sentence by sentence, and what the page as a whole says of them."""

    by_line: tuple[tuple[People, ...], ...]


def people_in(
    page: Page, words: PeopleWords, *, taken: Callable[[int], bool], dated: Callable[[int], bool]
) -> Crowd:
    """Every mention of people in a page.

    ``taken`` says of a word's number whether it belongs to a place or an organisation, so that it can be no name;
    ``dated`` whether it belongs to words of time, so that it counts no people.
    """
    names = names_of_persons(page, words, taken)
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
        one = mention_at(page, at, line, words, names, numbers, home)
        if one:
            found.append(one)
            at = one.last + 1
        else:
            at += 1
    return joined(page, found, words, line)
