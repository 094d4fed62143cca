"""Finding a name wherever and however it is written: any alphabet, ending, order, initials, slug, disguise.

Words are compared by the keys of ``qeyd.languages.skeleton``, which the spellings of a name share over Latin, Cyrillic
and Azerbaijani, made coarser by what hasty writing drops (ş is s). Two words of a name side by side are the name;
a family name alone is, where it is long enough to be told from other words; a given name alone is not.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qeyd.languages.language import APOSTROPHES
from qeyd.languages.skeleton import skeleton

#: Signs that are not seen, or only change how letters look: soft hyphen, zero-width, direction, joiners, accents.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_LETTER = rf"[^\W\d_][\u0300-\u036f{UNSEEN}]*"
_TOKEN = re.compile(rf"{_LETTER}(?:[{APOSTROPHES}]?{_LETTER})*")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f\u0259\u018f]")
#: Letters of one script that look like letters of the other.
_LIKE_CYRILLIC = dict(zip("aceopxyikmtbhnjsABCEHIKMOPTXYJS", "асеорхуікмтвнпјѕАВСЕНІКМОРТХУЈЅ", strict=True))
_LIKE_LATIN = {
    **{cyrillic: latin for latin, cyrillic in _LIKE_CYRILLIC.items()},
    **dict(zip("һӏԁԛԝαοειρυκνΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "hldqwaoeipukvABEZHIKMNOPTYX", strict=True)),
    "ә": "ə", "Ә": "Ə",
}  # fmt: skip
_LIKE_CYRILLIC["ə"], _LIKE_CYRILLIC["Ə"] = "ә", "Ә"

_TURKIC_ENDINGS = re.compile(
    r"(?:[dt][aəe]n?|[nsy]?[ıiuü]n?|[ıiuü]?n[ıiuü]n|n[ıiuü]|[yn]?[aəe]|l[aəe]r|[ıiuü]m[ıiuü]z|l[ıiuü]|gil|"
    r"[yn]?l[aəe]|ca|cə|dırr?|d[ıiuü]r|d[ıiuü]|m[ıiuü]ş|kı|ki|çün)\Z"
)
_RUSSIAN_ENDINGS = re.compile(
    r"(?:ого|ому|ым|им|ом|ой|ою|ая|ую|ый|ий|их|ых|ыми|ими|ами|ям|ям|ях|ах|ам|ов|ев|ем|ём|ей|ею|ью|ия|ию|ии|ину|ове|еві|ові|"
    r"а|я|у|ю|е|ы|и|ь|й|і|о)\Z"
)
_ENGLISH_ENDINGS = re.compile(r"(?:['’]?s|s['’])\Z")
_SURNAME = re.compile(
    r"(?:[oeöоеё][vwв][aа]?|ovs|[yi]ev[a]?|z[aə]d[eəa]|заде|l[ıi]|лы|ли|ski[iyj]?|sky|skiy|ская|ский|skaya|oğlu|oglu|ko|ко|"
    r"yan|янц?|ян|in[a]?|ин[а]?|ын[а]?|shvili|швили|ich|ович|bəyli|beyli|бейли|gil|lu|lü|tsev|цев)\Z"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guarded:
    """A person to look for: a number of one's own choosing, and every spelling known."""

    id: int
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody is named: characters of the text, and who it can be."""

    start: int
    end: int
    persons: tuple[int, ...]
    whole: bool  #: by more than one word; else by a family name or single name alone


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str  #: as seen


def tokens(text: str) -> list[_Token]:
    """The words of a text, without what is not seen, with the places where they stand."""
    return [
        _Token(found.start(), found.end(), _UNSEEN.sub("", found.group())) for found in _TOKEN.finditer(text)
    ]


def _one_script(word: str) -> tuple[str, ...]:
    """A word in which letters of two scripts are mixed, in each of them; any other word as it is."""
    if word.isascii():
        return (word,)
    greek = any("\u0370" <= letter <= "\u03ff" for letter in word)
    if not greek and not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return (word,)
    return tuple(
        dict.fromkeys(
            "".join(table.get(letter, letter) for letter in word) for table in (_LIKE_LATIN, _LIKE_CYRILLIC)
        )
    )


def _small(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).replace("İ", "i").replace("I", "i").lower()
    return unicodedata.normalize("NFC", plain.replace("\u0307", "")).replace("ı", "i")


def _hurried(key: str) -> str:
    """A key without the differences that hasty writing and the several romanisations drop."""
    return re.sub(r"(.)\1+", r"\1", key.replace("ş", "s").replace("j", "c"))


def _stems(word: str) -> tuple[str, ...]:
    """A word, and what it may be without one, two or three endings; never shorter than three letters."""
    out = {word: None}
    endings = (_RUSSIAN_ENDINGS,) if _CYRILLIC.search(word) else (_ENGLISH_ENDINGS, _TURKIC_ENDINGS)
    waiting = [(word, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth == 3:
            continue
        for pattern in endings:
            for start in range(max(3, len(one) - 6), len(one)):
                if pattern.fullmatch(one, start) or pattern.fullmatch(one[start:]):
                    shorter = one[:start].rstrip("'’ʼ")
                    if len(shorter) >= 3 and shorter not in out:
                        out[shorter] = None
                        waiting.append((shorter, depth + 1))
    return tuple(out)


@lru_cache(maxsize=300_000)
def _keys(word: str, *, endings: bool) -> frozenset[str]:
    """The keys of a word; with ``endings`` also of what it may be without its endings."""
    out: set[str] = set()
    for one in _one_script(word):
        small = _small(one)
        for stem in _stems(small) if endings else (small,):
            out.add(_hurried(skeleton(stem)))
            out.add(_hurried(skeleton(stem, inflected=True)))
    return frozenset(key for key in out if key)


def _sound(letter: str) -> str:
    """The first sound that an initial can stand for."""
    return _hurried(skeleton(letter))[:1] or letter.lower()


def is_family_name(word: str) -> bool:
    """Whether a word ends as family names of the region do."""
    return len(word) > 4 and _SURNAME.search(_small(word)) is not None


class Finder:
    """Finds these people in texts. Making one costs a little for each spelling; ``find`` costs a look-up a word."""

    def __init__(self, guarded: Iterable[Guarded], *, shown: Iterable[str] = ()) -> None:
        self._words: dict[str, set[tuple[int, int, int]]] = {}  # key -> person, spelling, word
        self._alone: dict[str, set[int]] = {}  # key -> persons whom a word alone tells
        self._joined: dict[str, set[int]] = {}
        self._initials: dict[tuple[int, int], frozenset[str]] = {}
        self._length: dict[tuple[int, int], int] = {}
        self._shown = {
            frozenset(key for word in tokens(phrase) for key in [_hurried(skeleton(_small(word.word)))])
            for phrase in shown
        }
        self._shown_words = {key for phrase in self._shown for key in phrase}
        self._known: dict[str, frozenset[tuple[int, int, int]]] = {}
        for person in guarded:
            for number, spelling in enumerate(dict.fromkeys(person.spellings)):
                self._take(person.id, number, spelling)

    def _take(self, person: int, number: int, spelling: str) -> None:
        words = [one.word for one in tokens(spelling)]
        long = [word for word in words if len(word) > 1]
        self._length[person, number] = len(words)
        self._initials[person, number] = frozenset(_sound(word[0]) for word in words)
        for at, word in enumerate(words):
            if len(word) == 1:
                continue
            for key in _keys(word, endings=False):
                self._words.setdefault(key, set()).add((person, number, at))
        family = [word for word in long if is_family_name(word)] or long[-1:]
        for word in family:
            for key in _keys(word, endings=False):
                if len(key) >= 4 and key not in self._shown_words:
                    self._alone.setdefault(key, set()).add(person)
        if len(long) == 2:
            for pair in ("".join(long), "".join(long[::-1])):
                for key in _keys(pair, endings=False):
                    if len(key) >= 7:
                        self._joined.setdefault(key, set()).add(person)

    def _of(self, word: str) -> frozenset[tuple[int, int, int]]:
        known = self._known.get(word)
        if known is None:
            found: set[tuple[int, int, int]] = set()
            if len(word) > 1:
                for key in _keys(word, endings=True):
                    found |= self._words.get(key, set())
            known = self._known[word] = frozenset(found)
        return known

    def find(self, text: str) -> tuple[Spot, ...]:
        """Where these people are named in a text, in order; what overlaps is one."""
        if not self._words or not text:
            return ()
        row = tokens(text)
        hits = [self._of(one.word) for one in row]
        out: list[Spot] = []
        for at, one in enumerate(row):
            if not hits[at]:
                found = self._joined_at(one)
                if found:
                    out.append(Spot(one.start, one.end, found, True))
                continue
            pair = self._beside(text, row, hits, at)
            if pair is not None:
                out.append(pair)
                continue
            alone = self._alone_at(text, one)
            if alone:
                out.append(Spot(one.start, one.end, alone, False))
        return _merged(out)

    def _joined_at(self, one: _Token) -> tuple[int, ...]:
        if len(one.word) < 8:
            return ()
        found: set[int] = set()
        for key in _keys(one.word, endings=True):
            found |= self._joined.get(key, set())
        return tuple(sorted(found))

    def _beside(
        self, text: str, row: Sequence[_Token], hits: Sequence[frozenset[tuple[int, int, int]]], at: int
    ) -> Spot | None:
        """The name that begins with this word: with another of its words, or an initial, on either side."""
        one = row[at]
        for step in (1, -1, 2, -2, 3, -3):
            near = at + step
            if not 0 <= near < len(row):
                continue
            first, last = sorted((at, near))
            between = text[row[first].end : row[last].start]
            if len(between) > 12 * abs(step) or re.search(r"[!?;\n]{1}\s*\n", between):
                continue
            other = row[near]
            persons: set[int] = set()
            if len(other.word) == 1:
                sound = _sound(other.word)
                if one.word[0].isupper() or not other.word.isupper():
                    persons = {
                        p
                        for p, s, _ in hits[at]
                        if sound in self._initials[p, s] and self._is_family(p, one.word)
                    }
            elif hits[near]:
                mine = {(p, s): w for p, s, w in hits[at]}
                persons = {
                    p
                    for p, s, w in hits[near]
                    if (p, s) in mine and (len({w, *_words_at(hits[at], p, s)}) > 1)
                }
            if persons and not self._is_shown(one.word, other.word):
                return Spot(row[first].start, row[last].end, tuple(sorted(persons)), True)
        return None

    def _is_family(self, person: int, word: str) -> bool:
        return any(person in self._alone.get(key, ()) for key in _keys(word, endings=True)) or is_family_name(
            word
        )

    def _is_shown(self, *words: str) -> bool:
        """Whether these words stand together in something that the release shows: an office, an outlet, a place."""
        keys = [_keys(word, endings=True) for word in words]
        return (
            any(all(not phrase.isdisjoint(key) for key in keys) for phrase in self._shown)
            if self._shown
            else False
        )

    def _alone_at(self, text: str, one: _Token) -> tuple[int, ...]:
        slug = text[one.start - 1 : one.start] in _JOINS or text[one.end : one.end + 1] in _JOINS
        if not one.word[0].isupper() and not slug:
            return ()
        keys = _keys(one.word, endings=True)
        if not keys.isdisjoint(self._shown_words):
            return ()
        found: set[int] = set()
        for key in keys:
            found |= self._alone.get(key, set())
        return tuple(sorted(found))


#: What joins words in addresses and names of files.
_JOINS = frozenset("-_/=@#+")


def _words_at(hits: Iterable[tuple[int, int, int]], person: int, spelling: int) -> set[int]:
    return {word for p, s, word in hits if (p, s) == (person, spelling)}


def _merged(spots: list[Spot]) -> tuple[Spot, ...]:
    out: list[Spot] = []
    for one in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
        if out and one.start < out[-1].end:
            before = out[-1]
            best = before if before.whole or not one.whole else one
            out[-1] = Spot(before.start, max(before.end, one.end), best.persons, best.whole)
        else:
            out.append(one)
    return tuple(out)


def replaced(text: str, spots: Iterable[Spot], labels: Mapping[int, str], *, unknown: str = "[name]") -> str:
    """A text with each spot replaced by the label of whom it names; ``unknown`` where that can be several people."""
    out, last = [], 0
    for one in spots:
        fits = {labels[person] for person in one.persons if person in labels}
        out += [text[last : one.start], next(iter(fits)) if len(fits) == 1 else unknown]
        last = one.end
    return "".join(out) + text[last:]
