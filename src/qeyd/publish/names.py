"""Finding a protected person's name in any words: other alphabets, endings, initials, slugs, look-alike letters.

Every word becomes the key of `languages.skeleton`, which the Latin, Cyrillic and Azerbaijani spellings of a name share
and from which case endings are gone; the key is made coarser still, since hasty writing drops the tail of ş. A name is
found where two of its words, or one and an initial, stand side by side in any order; a single word of it where it is
long enough to tell and no word that the release shows anyway (``shown``).
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from qeyd.languages.skeleton import skeleton

_HIDDEN = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u0300-\u0306\u0308-\u0326\u0328-\u036f"
_WORD = re.compile(rf"[^\W\d_](?:[{_HIDDEN}]*[’'ʼ]?[{_HIDDEN}]*[^\W\d_])*[{_HIDDEN}]*")
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")  #: the same where there is no hidden sign
_ANY_HIDDEN = re.compile(f"[{_HIDDEN}]")
#: What may stand between two words of one name.
_BETWEEN = rf"[\s\u00a0.,_+/\\{_HIDDEN}\-–—]"
WIDEST = 4  #: signs between two words of one name
_GAP = re.compile(rf"{_BETWEEN}{{1,{WIDEST}}}")
_PATRONYMIC = re.compile(
    r"(?:^o[gğ]lu|^q[ıi]z[ıi]|^оглы|^оглу|^кызы|^гызы|[оеё]вич\w{0,3}|[оеи]вн\w{1,3}|ovi?ch|ovna|yevi?ch|yevna)$",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"o[gğ]lu|q[ıi]z[ıi]|оглы|оглу|кызы|гызы", re.IGNORECASE)  #: after the father's name
NEAR = 5  #: words that a whole name may be long after its first
LONG = 5  #: letters of a key from which a single word can give a person away

_LATIN_LIKE = str.maketrans("аеорсухкмтвнієіѕјАЕОРСУХКМТВНІЅЈ", "aeopcyxkmtbhieisjAEOPCYXKMTBHISJ")
_CYRILLIC_LIKE = str.maketrans("aeopcyxkmtbhijsAEOPCYXKMTBHIJS", "аеорсухкмтвнијѕАЕОРСУХКМТВНІЈЅ")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's names as keys, all spellings together, and the label that stands for them."""

    label: str
    keys: frozenset[str]  #: of all words of all spellings
    whole: bool  #: whether a spelling has two words or more
    alone: bool = True  #: whether a single word of it may be taken for the person

    @classmethod
    def of(cls, label: str, spellings: Iterable[str], *, alone: bool = True) -> "Name":
        """The keys of a person's spellings."""
        keys: set[str] = set()
        whole = False
        for spelling in spellings:
            words = [key for word in words_in(spelling) if (key := _key(word)) and len(key) > 1]
            keys.update(words)
            whole |= len(words) > 1
        return cls(label, frozenset(keys), whole, alone)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a name stands, whose it is."""

    start: int
    end: int
    label: str
    text: str


def words_in(text: str) -> list[str]:
    """The words of a text as they stand, hidden signs and apostrophes within them."""
    return _pattern(text).findall(text)


def may_part(sign: str) -> bool:
    """Whether this sign may stand between two words of one name."""
    return re.fullmatch(_BETWEEN, sign) is not None


def is_hidden(sign: str) -> bool:
    """Whether this sign is not seen, and may be part of a word."""
    return _ANY_HIDDEN.fullmatch(sign) is not None


def _pattern(text: str) -> re.Pattern[str]:
    return _PLAIN_WORD if text.isascii() or not _ANY_HIDDEN.search(text) else _WORD


@lru_cache(maxsize=200_000)
def keys_of(word: str) -> frozenset[str]:
    """The keys that a written word may have: as it stands, and with look-alike letters of the other alphabet undone."""
    plain = re.sub(rf"[{_HIDDEN}]", "", unicodedata.normalize("NFKC", word))
    forms = {plain}
    if re.search("[a-zA-Z]", plain) and re.search("[\u0400-\u052f]", plain):
        forms |= {plain.translate(_LATIN_LIKE), plain.translate(_CYRILLIC_LIKE)}
    return frozenset(key for form in forms if (key := _key(form)))


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    return skeleton(word, inflected=True).replace("ş", "s").replace("z", "s").replace(" ", "")


class Finder:
    """Finds the names of many people at once; ``shown`` are words that may stand alone (officials, outlets, places).

    A text is read once for all names: a word leads to the keys it may be of, a key to the numbers of its people, and
    who is named by two words side by side is who stands behind both.
    """

    def __init__(self, names: Iterable[Name], *, shown: Iterable[str] = ()) -> None:
        self._names = tuple(names)
        by_key: dict[str, dict[int, None]] = {}
        by_sound: dict[str, set[int]] = {}
        for number, name in enumerate(self._names):
            for key in name.keys:
                by_key.setdefault(key, {})[number] = None
                by_sound.setdefault(key[:1], set()).add(number)
        #: By key the numbers of its people, in order, and as a set.
        self._by_key = {key: tuple(those) for key, those in by_key.items()}
        self._sets = {key: frozenset(those) for key, those in by_key.items()}
        self._by_sound = by_sound  #: who has a word that begins with this sound
        self._seen: dict[str, tuple[str, ...]] = {}  #: what each written word gave before
        self._shown = {key for words in shown for word in words_in(words) for key in keys_of(word)}

    def find(self, text: str, *, alone: bool = True) -> Iterator[Found]:
        """Every name in a text, in order. With ``alone`` also single words that tell a person."""
        if not self._by_key:
            return
        hits = [self._keys(word) for word in words_in(text)]
        if not self._may_hold(text, hits, alone):
            return
        words = [(*found.span(), found.group()) for found in _pattern(text).finditer(text)]
        at = 0
        while at < len(words):
            if not hits[at] and len(words[at][2]) > 1:
                at += 1
                continue
            stop = self._stretch(text, words, hits, at)
            if stop is not None:
                last, name = stop
                yield Found(words[at][0], words[last][1], name.label, text[words[at][0] : words[last][1]])
                at = last + 1
                continue
            if alone and (single := self._alone(words[at][2], hits[at])):
                yield Found(words[at][0], words[at][1], single.label, words[at][2])
            at += 1

    def _may_hold(self, text: str, hits: list[tuple[str, ...]], alone: bool) -> bool:
        """Whether two words of names, or one and a letter, stand near each other, or one that may tell alone.

        A cheap look that is never wrong in saying no.
        """
        places = [at for at, keys in enumerate(hits) if keys]
        if not places:
            return False
        if any(after - at <= NEAR for at, after in pairwise(places)):
            return True
        words = words_in(text)
        return any(
            (alone and self._alone(words[at], hits[at]) is not None)
            or any(len(word) == 1 for word in words[max(0, at - 2) : at + NEAR + 1])
            for at in places
        )

    def meets(self, line: str) -> bool:
        """Whether any word of a line may be of a name; where none is, ``find`` finds nothing in it."""
        seen = self._seen
        for word in words_in(line):
            known = seen.get(word)
            if self._keys(word) if known is None else known:
                return True
        return False

    def _keys(self, word: str) -> tuple[str, ...]:
        """The keys of names that a word may be of; an ending that the keys still have, as -la, is looked past."""
        known_word = self._seen.get(word)
        if known_word is not None:
            return known_word
        found: dict[str, None] = {}
        for key in keys_of(word):
            for known in (key, *(key[:-cut] for cut in (1, 2) if len(key) - cut > LONG)):
                if known in self._by_key:
                    found[known] = None
                    break
        out = tuple(found)
        if len(self._seen) < 500_000:
            self._seen[word] = out
        return out

    def _stretch(
        self, text: str, words: list[tuple[int, int, str]], hits: list[tuple[str, ...]], at: int
    ) -> tuple[int, Name] | None:
        """How far a whole name goes that begins here: two different words of it, or one and an initial."""
        best: tuple[int, Name] | None = None
        first = words[at][2]
        gaps: list[str] = []  #: to each next word that a name may reach
        for to in range(at + 1, min(at + NEAR + 1, len(words))):
            gap = text[words[to - 1][1] : words[to][0]]
            if gap != " " and not _GAP.fullmatch(gap):
                break
            gaps.append(gap)
        for name in self._candidates(words, hits, at, gaps):
            seen = {key for key in hits[at] if key in name.keys}
            last = reached = at
            for to, gap in enumerate(gaps, at + 1):
                word = words[to][2]
                own = {key for key in hits[to] if key in name.keys} - seen
                if own or (_may_be_initial(word, gap) and _is_initial(word, name)):
                    seen |= own
                    last = reached = to
                elif _PATRONYMIC.search(word):
                    reached = to
                elif to + 1 >= len(words) or not _PARTICLE.fullmatch(words[to + 1][2]):
                    break
            if last > at and (best is None or reached > best[0]):
                best = (reached, name)
        if best is None and len(first) == 1:
            return self._after_initial(text, words, hits, at)
        return best

    def _candidates(
        self, words: list[tuple[int, int, str]], hits: list[tuple[str, ...]], at: int, gaps: list[str]
    ) -> Iterator[Name]:
        """Of the people whose word stands here those of whom another word or an initial may follow, in their order."""
        for number, key in enumerate(hits[at]):
            here = self._sets[key]
            told: set[int] = set()
            for to, gap in enumerate(gaps, at + 1):
                for other in hits[to]:
                    told |= here & self._sets[other]
                if _may_be_initial(words[to][2], gap):
                    for sound in _sounds(words[to][2]):
                        told |= here & self._by_sound.get(sound, frozenset())
            for before in hits[at][:number]:
                told -= self._sets[before]
            for one in sorted(told):
                yield self._names[one]

    def _after_initial(
        self, text: str, words: list[tuple[int, int, str]], hits: list[tuple[str, ...]], at: int
    ) -> tuple[int, Name] | None:
        for to in range(at + 1, min(at + 3, len(words))):
            gap = text[words[to - 1][1] : words[to][0]]
            if not _GAP.fullmatch(gap) or (to == at + 1 and not _may_be_initial(words[at][2], gap)):
                return None
            for key in hits[to]:
                for number in self._by_key[key]:
                    if _is_initial(words[at][2], self._names[number]):
                        return to, self._names[number]
            if len(words[to][2]) > 1:
                return None
        return None

    def _alone(self, word: str, keys: tuple[str, ...]) -> Name | None:
        for key in keys:
            if key in self._shown:
                continue
            those = [name for one in self._by_key[key] if (name := self._names[one]).alone]
            if not those:
                continue
            single = next((name for name in those if not name.whole), None)
            if single or (len(key) >= LONG and (word[:1].isupper() or len(key) > LONG)):
                return single or those[0]
        return None


def _may_be_initial(word: str, gap: str) -> bool:
    """One letter: a capital, or joined to its neighbour as in an address ("e-surname")."""
    return len(word) == 1 and (word.isupper() or not any(one.isspace() for one in gap))


@lru_cache(maxsize=1_000)
def _sounds(letter: str) -> frozenset[str]:
    """What the keys of names begin with that an initial may stand for."""
    return frozenset(key[:1] for key in keys_of(letter + "a"))


def _is_initial(letter: str, name: Name) -> bool:
    return any(key[:1] in _sounds(letter) for key in name.keys)


def replaced(text: str, finder: Finder) -> tuple[str, int]:
    """The text with each name replaced by its label, and how many were."""
    out, last, n = [], 0, 0
    for found in finder.find(text):
        out += [text[last : found.start], found.label]
        last, n = found.end, n + 1
    return "".join(out) + text[last:], n


def plain_words(text: str) -> str:
    """Words out of an address or markup: references and percent signs undone."""
    if "&" in text:
        text = html.unescape(text)
    return unquote(text) if "%" in text else text
