"""People in a text: how many, of which group, by which names, and the words that say so.

A mention is a noun phrase such as "three naturalised Azerbaijanis", "40-dan çox soydaşımızı",
"блогер Эльмир Салимоглу", "two of them" or "they". No group is inferred from a name (CODEBOOK §8): a
name has the group only of words that stand beside it somewhere in the same report.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qeyd.groups import sorts_of
from qeyd.read.numbers import numbers_in
from qeyd.read.page import Line, Page
from qeyd.read.people_joined import joined
from qeyd.read.people_names import names_of_persons
from qeyd.read.people_nouns import mention_at, most_telling
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
    return Crowd(_with_shared_groups(page, found))


def _with_shared_groups(page: Page, found: list[tuple[People, ...]]) -> tuple[tuple[People, ...], ...]:
    """The mentions of a page with the groups that other mentions of the same people give them.

    The same name is the same person; "the activist" after "the Karakalpak activist" is she.
    """
    by_name: dict[str, list[str]] = {}
    by_noun: dict[str, str] = {}
    for line in found:
        for one in line:
            for name in one.names if one.group else ():
                by_name.setdefault(_last_part(name), []).append(one.group or "")
            if one.group and "origin" in sorts_of(one.group) and one.group_at is not None:
                for token in page.tokens[one.group_at + 1 : one.last + 1]:
                    by_noun.setdefault(token.forms[0].lemma, one.group)

    def better(one: People) -> str | None:
        own = [one.group] if one.group else []
        if (one.names and len(one.names) == 1) or (one.names and not own):
            own += by_name.get(_last_part(one.names[0]), [])
        elif one.group and not one.names:
            own += [by_noun[lemma] for lemma in (page.tokens[one.head].forms[0].lemma,) if lemma in by_noun]
        return most_telling(own) if own else None

    return tuple(
        tuple(
            one if better(one) == one.group else replace(one, group=better(one), group_at=one.head)
            for one in line
        )
        for line in found
    )


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
