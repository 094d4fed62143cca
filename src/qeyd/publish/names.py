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
from urllib.parse import unquote

from qeyd.languages.skeleton import skeleton

_HIDDEN = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u0300-\u0306\u0308-\u0326\u0328-\u036f"
_WORD = re.compile(rf"[^\W\d_](?:[{_HIDDEN}]*[’'ʼ]?[{_HIDDEN}]*[^\W\d_])*[{_HIDDEN}]*")
#: What may stand between two words of one name.
_GAP = re.compile(rf"[\s\u00a0.,_+/\\{_HIDDEN}\-–—]{{1,4}}")
_PATRONYMIC = re.compile(
    r"(?:^o[gğ]lu|^q[ıi]z[ıi]|^оглы|^оглу|^кызы|^гызы|[оеё]вич\w{0,3}|[оеи]вн\w{1,3}|ovi?ch|ovna|yevi?ch|yevna)$",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"o[gğ]lu|q[ıi]z[ıi]|оглы|оглу|кызы|гызы", re.IGNORECASE)  #: after the father's name
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
    return _WORD.findall(text)


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
    """Finds the names of many people at once; ``shown`` are words that may stand alone (officials, outlets, places)."""

    def __init__(self, names: Iterable[Name], *, shown: Iterable[str] = ()) -> None:
        self._by_key: dict[str, list[Name]] = {}
        self._seen: dict[str, dict[str, list[Name]]] = {}  #: what each written word gave before
        for name in names:
            for key in name.keys:
                self._by_key.setdefault(key, []).append(name)
        self._shown = {key for words in shown for word in words_in(words) for key in keys_of(word)}

    def find(self, text: str, *, alone: bool = True) -> Iterator[Found]:
        """Every name in a text, in order. With ``alone`` also single words that tell a person."""
        if not self._by_key:
            return
        words = [(*found.span(), found.group()) for found in _WORD.finditer(text)]
        hits = [self._people(word) for _, _, word in words]
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

    def meets(self, line: str) -> bool:
        """Whether any word of a line may be of a name; where none is, ``find`` finds nothing in it."""
        return any(self._people(word) for word in _WORD.findall(line))

    def _people(self, word: str) -> dict[str, list[Name]]:
        """Whose names a word may be of, by key; an ending that the keys still have, as -la, is looked past."""
        known_word = self._seen.get(word)
        if known_word is not None:
            return known_word
        out: dict[str, list[Name]] = {}
        for key in keys_of(word):
            for known in (key, *(key[:-cut] for cut in (1, 2) if len(key) - cut > LONG)):
                if known in self._by_key:
                    out[known] = self._by_key[known]
                    break
        if len(self._seen) < 500_000:
            self._seen[word] = out
        return out

    def _stretch(
        self, text: str, words: list[tuple[int, int, str]], hits: list[dict[str, list[Name]]], at: int
    ) -> tuple[int, Name] | None:
        """How far a whole name goes that begins here: two different words of it, or one and an initial."""
        best: tuple[int, Name] | None = None
        first = words[at][2]
        for name in {id(one): one for those in hits[at].values() for one in those}.values():
            seen = {key for key in hits[at] if key in name.keys}
            last = reached = at
            for to in range(at + 1, min(at + 6, len(words))):
                gap = text[words[to - 1][1] : words[to][0]]
                if not _GAP.fullmatch(gap):
                    break
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

    def _after_initial(
        self, text: str, words: list[tuple[int, int, str]], hits: list[dict[str, list[Name]]], at: int
    ) -> tuple[int, Name] | None:
        for to in range(at + 1, min(at + 3, len(words))):
            gap = text[words[to - 1][1] : words[to][0]]
            if not _GAP.fullmatch(gap) or (to == at + 1 and not _may_be_initial(words[at][2], gap)):
                return None
            for those in hits[to].values():
                for name in those:
                    if _is_initial(words[at][2], name):
                        return to, name
            if len(words[to][2]) > 1:
                return None
        return None

    def _alone(self, word: str, people: dict[str, list[Name]]) -> Name | None:
        for key, those in people.items():
            if key in self._shown:
                continue
            those = [name for name in those if name.alone]
            if not those:
                continue
            single = next((name for name in those if not name.whole), None)
            if single or (len(key) >= LONG and (word[:1].isupper() or len(key) > LONG)):
                return single or those[0]
        return None


def _may_be_initial(word: str, gap: str) -> bool:
    """One letter: a capital, or joined to its neighbour as in an address ("e-surname")."""
    return len(word) == 1 and (word.isupper() or not any(one.isspace() for one in gap))


def _is_initial(letter: str, name: Name) -> bool:
    sounds = {key[:1] for key in keys_of(letter + "a")}
    return any(key[:1] in sounds for key in name.keys)


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
