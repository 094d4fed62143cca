"""A mention of people, and a language's words for people.

The words are each language's `people.toml` and `groups.toml`.
"""

from dataclasses import dataclass
from typing import Any

from qeyd.model import Count
from qeyd.read.numbers import Number, NumberWords
from qeyd.read.patterns import Phrases, Term, phrases, term


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
    sort: str = "noun"  #: noun, group, body (a diaspora, a community), name, pronoun, number
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
    each: Term  #: words that make "one" mean all: "each", "hər"
    lands: dict[str, str]  #: names of countries whose citizens are a group: "tajikistan" -> Tajiks
    adjectives: dict[str, str]  #: of peoples, where the noun differs: ru "таджикский" -> Tajiks
    small: bool  #: whether names of peoples are written with a small letter
    communities: Term  #: words after a people's name that only say whose: "diaspora", "origin"


def people_words(table: dict[str, Any], groups: dict[str, Any], numbers: NumberWords) -> PeopleWords:
    """Make a language's `people.toml` and `groups.toml` ready."""

    def words(key: str) -> Term:
        return term("|".join(table.get(key, ["--"])))

    return PeopleWords(
        numbers=numbers,
        persons=words("persons"),
        units={unit: term("|".join(lines)) for unit, lines in table.get("units", {}).items()},
        groups=phrases(_lines(groups)),
        compatriots=words("compatriots"),
        pronouns_one=words("pronouns_one"),
        pronouns_many=words("pronouns_many"),
        partitive=words("partitive"),
        joiners=frozenset(table.get("joiners", ["and"])),
        not_names=words("not_names"),
        not_people=words("not_people"),
        titles=words("titles"),
        first_names=frozenset(table.get("first_names", [])),
        each=words("each"),
        lands={land: group for group, lands in groups.get("lands", {}).items() for land in lands},
        adjectives={word: group for group, some in groups.get("adjectives", {}).items() for word in some},
        small=bool(groups.get("small_letters", False)),
        communities=term("|".join(groups.get("phrases", {}).get("communities", ["--"]))),
    )


def _lines(groups: dict[str, Any]) -> dict[str, list[str]]:
    """Every phrase that gives a group: nouns for peoples, phrases with the names of lands, all others."""
    lines: dict[str, list[str]] = {}
    for table in ("peoples", "groups"):
        for group, some in groups.get(table, {}).items():
            lines.setdefault(group, []).extend(some)
    for group, lands in groups.get("lands", {}).items():
        for phrase in groups.get("phrases", {}).get("of_land", []):
            lines.setdefault(group, []).extend(phrase.replace("{land}", land) for land in lands)
    return lines
