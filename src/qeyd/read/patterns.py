"""The words for acts, as a language's `acts.toml` gives them, made ready to be found in a sentence.

A pattern is a line such as ``"strip + citizenship|nationality - medal"``:

- words beside each other stand in that order in the text, with at most one word between two of them;
- ``a|b`` means either; a word ending in ``*`` means any word that begins so;
- ``^`` marks the head, the word that carries the act (the first word, unless marked);
- ``+ a|b`` asks for one of these words in the same clause, ``- a|b`` forbids them;
- ``< a|b`` asks for one of these words closely before the head, where a verb that ends its clause has its object;
- ``~`` before all of it makes a broad pattern, which gives way to any other one;
- ``@force`` stands for all words of a kind, as the language's `kinds.toml` lists them;
- ``ev/abl`` or ``@home/abl`` after the head: only in that case, of a language whose endings are known.

A word is met when it is the folded surface or any dictionary form of a word of the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from qeyd.errors import DataFileError
from qeyd.read.page import Token

FRAMES = ("verbs", "suffered", "nouns")
# How far from its head a companion may stand, in words, inside the clause. Measured on the invented
# corpus: 95 of 100 companions stand within eleven words.
COMPANION_REACH = 12
# The same for a companion that must stand before it: az "bölməyə | aparıb", with its modifiers between.
OBJECT_REACH = 6
_MOST_KNOWN = 4096  # words that a term remembers before beginning again


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a pattern: exact forms and beginnings that will do."""

    exact: frozenset[str]
    beginnings: tuple[str, ...] = ()
    cased: frozenset[str] = frozenset()  #: words that will do only in some case
    in_case: frozenset[tuple[str, str]] = frozenset()  #: those words, each with its case
    _begun: dict[frozenset[str], bool] = field(default_factory=dict, compare=False, repr=False)

    def meets(self, token: Token) -> bool:
        """Whether a word of the text is this word."""
        keys = token.keys
        if not self.exact.isdisjoint(keys):
            return True
        if not self.cased.isdisjoint(keys) and any(
            (key, case) in self.in_case for key in self.cased & keys for case in token.cases
        ):
            return True
        if not self.beginnings:
            return False
        known = self._begun.get(keys)
        if known is None:
            if len(self._begun) >= _MOST_KNOWN:
                self._begun.clear()
            known = any(key.startswith(self.beginnings) for key in keys)
            self._begun[keys] = known
        return known


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to tell an act in one language."""

    act: str
    frame: str  #: who the act's subject is: "verbs" the actor, "suffered" the people, "nouns" none
    sequence: tuple[Term, ...]
    head: int  #: which word of the sequence carries the act
    near: tuple[Term, ...] = ()
    before: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    written: str = ""

    @property
    def weight(self) -> int:
        """How much it asks for: of two patterns on one word, the one that asks more wins."""
        return 2 * len(self.sequence) + 3 * len(self.near) + 3 * len(self.before) + len(self.without)

    @property
    def is_broad(self) -> bool:
        """Whether it gives way: where a pattern without ``~`` is met at the same word, that one wins."""
        return self.written.startswith("~")

    @property
    def rank(self) -> tuple[bool, int, str]:
        """Of several patterns on one word the one with the highest rank wins."""
        return not self.is_broad, self.weight, self.written

    def may_meet(self, around: AbstractSet[str]) -> bool:
        """Whether the words around a head, all their keys together, can hold all companions: a quick no."""
        return all(
            term.beginnings or not term.exact.isdisjoint(around) or not term.cased.isdisjoint(around)
            for terms in (self.before, self.near)
            for term in terms
        )

    def at(self, tokens: Sequence[Token], head: int, clause: range) -> tuple[int, ...] | None:
        """The words it rests on when its head is this word, or None."""
        taken = [head]
        for step, terms in ((-1, self.sequence[: self.head][::-1]), (1, self.sequence[self.head + 1 :])):
            at = head
            for term in terms:
                at = next(
                    (i for i in (at + step, at + 2 * step) if 0 <= i < len(tokens) and term.meets(tokens[i])),
                    -1,
                )
                if at < 0:
                    return None
                taken.append(at)
        reach = reach_of(head, clause)
        for term in self.before:
            closest = range(head - 1, max(clause.start, head - OBJECT_REACH) - 1, -1)
            object_at = next((i for i in closest if term.meets(tokens[i])), None)
            if object_at is None:
                return None
            taken.append(object_at)
        for term in self.near:
            found = min(
                (i for i in reach if i != head and term.meets(tokens[i])),
                key=lambda i: abs(i - head),
                default=None,
            )
            if found is None:
                return None
            taken.append(found)
        if any(term.meets(tokens[i]) for term in self.without for i in reach):
            return None
        return tuple(sorted(set(taken)))


def reach_of(head: int, clause: range) -> range:
    """The words among which the companions of a head stand."""
    return range(max(clause.start, head - COMPANION_REACH), min(clause.stop, head + COMPANION_REACH + 1))


@dataclass(frozen=True)
class ActWords:
    """All patterns of one language, found by their heads."""

    patterns: tuple[Pattern, ...]
    _exact: dict[str, list[Pattern]] = field(default_factory=dict)
    _begin: dict[str, list[tuple[str, Pattern]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pattern in self.patterns:
            head = pattern.sequence[pattern.head]
            for word in head.exact:
                self._exact.setdefault(word, []).append(pattern)
            for start in head.beginnings:
                self._begin.setdefault(start[:3], []).append((start, pattern))

    def headed_by(self, keys: Iterable[str]) -> list[Pattern]:
        """The patterns whose head a word with these keys can be."""
        found: dict[int, Pattern] = {}
        for key in keys:
            for pattern in self._exact.get(key, ()):
                found[id(pattern)] = pattern
            for start, pattern in self._begin.get(key[:3], ()):
                if key.startswith(start):
                    found[id(pattern)] = pattern
        return list(found.values())


@lru_cache(maxsize=100_000)
def term(written: str) -> Term:
    """A term from its notation: ``a|b*|c/dat``."""
    words = written.lstrip("^").split("|")
    exact = frozenset(word for word in words if word and not word.endswith("*") and "/" not in word)
    cased = [word.split("/") for word in words if "/" in word]
    return Term(
        exact,
        tuple(word[:-1] for word in words if word.endswith("*") and len(word) > 1),
        frozenset(word for word, _ in cased),
        frozenset((word, case) for word, case in cased),
    )


def with_kinds(word: str, kinds: Mapping[str, Sequence[str]], act: str, *, file: str) -> str:
    """A word of a pattern with each ``@kind`` in it replaced by the kind's words."""
    if "@" not in word:
        return word
    mark = "^" if word.startswith("^") else ""
    out: list[str] = []
    for one in word.lstrip("^").split("|"):
        kind, slash, case = one[1:].partition("/")
        if not one.startswith("@"):
            out.append(one)
        elif kind in kinds:
            out += (word + slash + case for word in kinds[kind])
        else:
            raise DataFileError(file, act, f"there is no kind {one}.", remedy="Add it to kinds.toml.")
    return mark + "|".join(out)


def parse_pattern(
    written: str, act: str, frame: str, *, file: str, kinds: Mapping[str, Sequence[str]] | None = None
) -> Pattern:
    """A pattern from its notation. Raises DataFileError when it cannot be read."""
    parts: dict[str, list[str]] = {"": [], "<": [], "+": [], "-": []}
    sign = ""
    for word in written.removeprefix("~").split():
        if word in ("<", "+", "-"):
            sign = word
        else:
            parts[sign].append(with_kinds(word, kinds or {}, act, file=file))
    if not parts[""]:
        raise DataFileError(file, act, f'"{written}" has no head.', remedy="Begin with the word for the act.")
    if any(len(word.split("|")[0].rstrip("*").lstrip("^")) < 2 for words in parts.values() for word in words):
        raise DataFileError(file, act, f'"{written}" has a word of one letter.', remedy="Write longer words.")
    head = next((i for i, word in enumerate(parts[""]) if word.startswith("^")), 0)
    if "/" in parts[""][head]:
        raise DataFileError(file, act, f'"{written}" has a head in a case.', remedy="Leave its case out.")
    return Pattern(
        act=act,
        frame=frame,
        sequence=tuple(term(word) for word in parts[""]),
        head=head,
        # the rarest companion is asked for first
        near=tuple(
            sorted((term(word) for word in parts["+"]), key=lambda one: (len(one.beginnings), len(one.exact)))
        ),
        before=tuple(term(word) for word in parts["<"]),
        without=tuple(term(word) for word in parts["-"]),
        written=written,
    )


def act_words(
    table: Mapping[str, Any],
    acts: Iterable[str],
    *,
    file: str,
    kinds: Mapping[str, Sequence[str]] | None = None,
) -> ActWords:
    """All patterns of a language's `acts.toml`; an act or frame it does not know raises DataFileError.

    ``kinds`` are the words that ``@kind`` in a pattern stands for.
    """
    known = set(acts)
    patterns = []
    for act, words in table.items():
        if act not in known:
            raise DataFileError(file, act, "there is no such act.", remedy="Use a code from the acts folder.")
        for frame, lines in words.items():
            if frame == "label":
                continue
            if frame not in FRAMES:
                raise DataFileError(file, f"{act}.{frame}", "unknown frame.", remedy=f"Use one of {FRAMES}.")
            patterns += [parse_pattern(line, act, frame, file=file, kinds=kinds) for line in lines]
    return ActWords(tuple(patterns))


class Phrases:
    """Phrases with what they stand for, found by their first word; the longest wins."""

    def __init__(self, phrases: Iterable[tuple[str, tuple[Term, ...]]]) -> None:
        self._exact: dict[str, list[tuple[str, tuple[Term, ...]]]] = {}
        self._begin: dict[str, list[tuple[str, str, tuple[Term, ...]]]] = {}
        for value, terms in sorted(phrases, key=lambda pair: -len(pair[1])):
            for word in terms[0].exact:
                self._exact.setdefault(word, []).append((value, terms))
            for start in terms[0].beginnings:
                self._begin.setdefault(start[:3], []).append((start, value, terms))
        self._known: dict[tuple[str, ...], tuple[tuple[str, tuple[Term, ...]], ...]] = {}

    def at(self, tokens: Sequence[Token], at: int, stop: int) -> tuple[str, int] | None:
        """What the longest phrase that begins at a word stands for, and the number of its last word."""
        keys = tokens[at].ordered
        begun = self._known.get(keys)
        if begun is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            begun = self._known[keys] = tuple(self._begun_by(keys))
        best: tuple[str, int] | None = None
        for value, terms in begun:
            best = _longer(best, value, terms, tokens, at, stop)
        return best

    def _begun_by(self, keys: Iterable[str]) -> Iterator[tuple[str, tuple[Term, ...]]]:
        """The phrases that a word can begin, in the order in which they are tried."""
        for key in keys:
            yield from self._exact.get(key, ())
            for start, value, terms in self._begin.get(key[:3], ()):
                if key.startswith(start):
                    yield value, terms


def _longer(
    best: tuple[str, int] | None,
    value: str,
    terms: tuple[Term, ...],
    tokens: Sequence[Token],
    at: int,
    stop: int,
) -> tuple[str, int] | None:
    last = at + len(terms) - 1
    if last >= stop or (best is not None and best[1] >= last):
        return best
    if all(terms[i].meets(tokens[at + i]) for i in range(1, len(terms))):
        return value, last
    return best


def phrases(lines: Mapping[str, Iterable[str]]) -> Phrases:
    """Phrases from a table of value -> lines in the notation of terms."""
    return Phrases(
        (value, tuple(term(word) for word in line.split())) for value, some in lines.items() for line in some
    )
