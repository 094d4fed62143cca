"""Remembers who has spoken on a page, so that "he", "the department" and a surname alone find their name."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from qeyd.model import SpeakerSort
from qeyd.read.said_cues import Cue
from qeyd.read.said_names import Found, is_mark, name_right
from qeyd.read.said_shown import sort_of, written_name
from qeyd.read.said_words import Line, SaidWords

# How many speakers back "he" or "the department" may reach, and how many people of a page are kept.
_REMEMBERED = 40
_SAME = 5  # letters that two forms of one word share


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: the name as it is shown, what they are, and their words in the text."""

    name: str
    sort: SpeakerSort
    role: str | None = None
    words: tuple[int, int] | None = None  #: None where the text does not name who speaks


UNNAMED = "unnamed"


class Voices:
    """The speakers heard so far and the full names read on the page."""

    def __init__(self, text: str, lines: tuple[Line, ...], words: SaidWords, outlet: str | None) -> None:
        self.text, self.words, self.outlet = text, words, outlet
        self.lines = lines
        self.past: deque[Voice] = deque(maxlen=_REMEMBERED)
        self.people = _people(text, lines, words)

    def heard(self, voice: Voice) -> None:
        """Remember that somebody spoke."""
        if voice.name != UNNAMED:
            self.past.append(voice)

    def of(self, line: Line, cue: Cue) -> Voice:
        """Say who a cue's speaker is."""
        found = cue.source
        if found is None or (cue.document and found is None):
            return self._last(lambda voice: voice.sort != SpeakerSort.OUTLET) or Voice(
                UNNAMED, SpeakerSort.OTHER
            )
        folds = tuple(fold for fold in line.folds[found.first : found.last] if not is_mark(fold))
        span = (line.words[found.first].start, line.words[found.last - 1].end)
        name, role = written_name(line, found, self.text, self.words)
        sort = sort_of(folds, self.words, outlet=self.outlet)
        if role and sort == SpeakerSort.OTHER:
            sort = sort_of(tuple(self.words.language.fold(role).split()), self.words)
        voice = Voice(name or self.text[span[0] : span[1]], sort, role, span)
        if len(folds) <= 2 and folds and folds[-1] in self.words.persons | _OBJECT_PRONOUNS:
            same = self._last(self._is_person) or self._last(lambda voice: True) or self._person_before(line)
            return replace(same, words=span) if same else voice
        if len(folds) <= 2 and folds and folds[-1] in self.words.bodies:
            same = self._last(lambda one: not self._is_person(one)) or self._last(lambda one: True)
            return replace(same, words=span) if same else voice
        return self._known(voice, folds, span)

    def _is_general(self, folds: tuple[str, ...]) -> bool:
        """Whether it is one word for a sort of speaker: "the department", «ведомство», "idarə"."""
        own = [fold for fold in folds if fold not in self.words.allowed]
        return len(own) == 1 and len(own[0]) > 3

    def _same_sort(self, voice: Voice) -> Voice | None:
        if voice.name.isupper() or voice.sort in (SpeakerSort.OTHER, SpeakerSort.WITNESS):
            return None
        start = voice.words[0] if voice.words else 0
        before = self.text[max(0, start - 3) : start].rstrip(' \u00a0«“„"')
        opens = start == 0 or not before.strip(" ") or before[-1] in ".!?:\n"
        if "." in voice.name or (voice.name[:1].isupper() and not opens):
            return None
        fold = self.words.language.fold(voice.name)[:_SAME]
        if voice.sort == SpeakerSort.OUTLET:
            # "the agency" is also an office: take whoever of the two spoke last
            return self._last(
                lambda one: (
                    one.sort in (SpeakerSort.OFFICIAL, SpeakerSort.OUTLET) and len(one.name.split()) > 1
                )
            )
        for one in reversed(self.past):
            known = self.words.language.fold(f"{one.name} {one.role or ''}").split()
            if one.sort == voice.sort and fold in {word[:_SAME] for word in known}:
                return one
        return (
            self._earlier_body(voice, fold)
            or self._last(lambda one: one.sort == voice.sort and len(one.name.split()) > 1)
            or self._first_office(voice)
        )

    def _earlier_body(self, voice: Voice, fold: str) -> Voice | None:
        """The full name of a body told before: "Mountain Law" təşkilatı, Azerbaijani Writers' Network."""
        for line, first, last in self._bodies.get(fold, ())[:3]:
            if voice.words is not None and line.end <= voice.words[0]:
                name, _ = written_name(line, Found(first, last), self.text, self.words)
                return Voice(name, voice.sort, None, voice.words)
        return None

    @cached_property
    def _bodies(self) -> dict[str, list[tuple[Line, int, int]]]:
        """Where a name of two words or more ends, by the beginning of its last word."""
        found: dict[str, list[tuple[Line, int, int]]] = {}
        for line in self.lines:
            for at in range(2, len(line.words)):
                first = at
                while (
                    first > 0
                    and at - first < 7
                    and (
                        line.words[first - 1].text[0].isupper()
                        or line.folds[first - 1] in self.words.allowed
                        or line.words[first - 1].text in '«»"“”'
                    )
                ):
                    first -= 1
                if at - first >= 2:
                    found.setdefault(line.folds[at][:_SAME], []).append((line, first, at + 1))
        return found

    def _first_office(self, voice: Voice) -> Voice | None:
        """The office that the page opens with, when it is only called "the department" later."""
        if voice.sort not in (SpeakerSort.OFFICIAL, SpeakerSort.OUTLET) or self.words.verb_last:
            return None
        for line in self.lines[:5]:
            marks = [at for at in range(min(14, len(line.words) - 1)) if line.words[at].text in "—–-/."]
            for start in (0, *(at + 1 for at in marks)):
                found = name_right(line, start, self.words, skip_time=False)
                if found is None or found.last - found.first < 2 or voice.words is None:
                    continue
                folds = line.folds[found.first : found.last]
                if line.end <= voice.words[0] and sort_of(folds, self.words) == SpeakerSort.OFFICIAL:
                    name, _ = written_name(line, found, self.text, self.words)
                    return Voice(name, SpeakerSort.OFFICIAL, None, voice.words)
        return None

    def interviewed(self, line: Line) -> Voice | None:
        """Say who answers in an interview that begins at this sentence: the last speaker, or person, before it."""
        before = [voice for voice in self.past if voice.words and voice.words[0] < line.start]
        persons = [voice for voice in before if self._is_person(voice)]
        if persons:
            return persons[-1]
        return self._person_before(line) or self._role_before(line) or (before[-1] if before else None)

    def _role_before(self, line: Line) -> Voice | None:
        """The first word for a person who may be interviewed: "the imam", "a nurse"."""
        sorts = [(sort, pattern) for sort, pattern in self.words.sorts if sort in _INTERVIEWED]
        for earlier in self.lines[: line.number]:
            for word, fold in zip(earlier.words, earlier.folds, strict=True):
                for sort, pattern in sorts:
                    if pattern.fullmatch(fold):
                        return Voice(word.text, sort, None, (word.start, word.end))
        return None

    def _person_before(self, line: Line) -> Voice | None:
        named = [voice for voice in self.people.values() if voice.words and voice.words[0] < line.start]
        return max(named, key=lambda voice: voice.words or (0, 0)) if named else None

    def _last(self, accept: Callable[[Voice], bool]) -> Voice | None:
        return next((voice for voice in reversed(self.past) if accept(voice)), None)

    def _is_person(self, voice: Voice) -> bool:
        parts = voice.name.split()
        capital = len(parts) in (2, 3) and all(part[:1].isupper() for part in parts)
        if voice.sort in (SpeakerSort.OUTLET, SpeakerSort.ORGANISATION):
            return False
        if voice.sort == SpeakerSort.OFFICIAL:
            return capital and voice.role is not None
        return capital or voice.sort in (SpeakerSort.RELATIVE, SpeakerSort.LAWYER, SpeakerSort.WITNESS)

    def _known(self, voice: Voice, folds: tuple[str, ...], span: tuple[int, int]) -> Voice:
        """Give a short mention the full name that the page told before."""
        parts = voice.name.split()
        surname = self.words.language.fold(parts[-1])[:_SAME] if parts else ""
        if parts and len(parts) == 1 and parts[0][:1].isupper() and not parts[0].isupper():
            initial = parts[0].split(".")
            if len(initial) > 1 and len(initial[0]) == 1:
                surname = self.words.language.fold(initial[-1])[:_SAME]
            known = self.people.get(surname)
            if known is not None and known.words and known.words[0] <= span[0]:
                sort = known.sort if known.sort != SpeakerSort.OTHER else voice.sort
                return Voice(known.name, sort, known.role or voice.role, span)
        head = {fold[:_SAME] for fold in folds[-1:] if fold not in self.words.allowed and len(fold) > 2}
        small = all(not part[:1].isupper() for part in parts) or len(head) == 1
        if self._is_general(folds):
            same = self._same_sort(voice)
            if same is not None:
                return replace(same, words=span)
        if small and head and len(folds) <= 3:
            for one in reversed(self.past):
                known_words = self.words.language.fold(f"{one.name} {one.role or ''}").split()
                if len(known_words) > len(folds) and head & {word[:_SAME] for word in known_words}:
                    return replace(one, words=span)
            for person in sorted(self.people.values(), key=lambda p: -(p.words or (0, 0))[0]):
                role = self.words.language.fold(person.role or "").split()
                if person.words and person.words[0] < span[0] and head & {word[:_SAME] for word in role}:
                    return replace(person, words=span)
        return voice


_INTERVIEWED = (SpeakerSort.LAWYER, SpeakerSort.RELATIVE, SpeakerSort.WITNESS, SpeakerSort.OTHER)
_OBJECT_PRONOUNS = frozenset(
    ["him", "her", "them", "него", "нее", "неё", "них", "его", "её", "ее", "их", "нього", "неї", "його", "її"]
)


def _people(text: str, lines: tuple[Line, ...], words: SaidWords) -> dict[str, Voice]:
    """Find the full names on a page: two capitalised words in a row, by the beginning of the surname."""
    people: dict[str, Voice] = {}
    for line in lines:
        at = 0
        while at + 1 < len(line.words) and len(people) < _REMEMBERED * 3:
            one, two = line.words[at].text, line.words[at + 1].text
            if not (_is_name(one) and _is_name(two)) or words.time.fullmatch(line.folds[at]):
                at += 1
                continue
            if any(p.fullmatch(f) for _, p in words.sorts[:] for f in line.folds[at : at + 2]):
                at += 1
                continue
            role_at = at
            while (
                role_at > 0
                and at - role_at < 3
                and not is_mark(line.words[role_at - 1].text)
                and (words.roles.fullmatch(line.folds[role_at - 1]))
            ):
                role_at -= 1
            role = text[line.words[role_at].start : line.words[at - 1].end] if role_at < at else None
            sort = sort_of(tuple(line.folds[role_at:at]), words) if role else SpeakerSort.OTHER
            key = words.language.fold(two)[:_SAME]
            known = people.get(key)
            span = (line.words[at].start, line.words[at + 1].end)
            if known is None:
                people[key] = Voice(text[span[0] : span[1]], sort, role, span)
            elif known.role is None and role is not None:
                people[key] = replace(known, role=role, sort=sort)
            at += 2
    return people


def _is_name(word: str) -> bool:
    return (
        word[:1].isupper()
        and len(word) > 2
        and not word.isupper()
        and re.match(r"[^\W\d_]+", word) is not None
    )
