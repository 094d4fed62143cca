"""Finding a person's name in words, and masking it with as many signs, so that every quote stays where it is."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

MASK = "█"
_SAME = {
    "i": "iıIİ", "ı": "iıIİ", "е": "еёЕЁ", "ё": "еёЕЁ", "e": "eəEƏ", "ə": "eəEƏ",
}  # fmt: skip
#: Letters that a case ending may add to each word of a name ("Əliyevin", "Ивановым").
ENDING = 4
#: Between the words of a name.
_GAP = r"[\s\u00a0.,-]+"
_WORD = re.compile(r"\w+")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded: the same whatever the capitals, dots and spaces.

    >>> words_of("İlqar  ƏLİYEV")
    ('ilqar', 'eliyev')
    """
    return tuple(fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", name)))


def fold(word: str) -> str:
    """A word without capitals, and without the letters that are dropped in hasty writing (ı, ə, ё)."""
    plain = word.replace("İ", "i").replace("I", "i").casefold()
    return plain.replace("ı", "i").replace("ə", "e").replace("ё", "е")


def _letters(word: str) -> str:
    return "".join(
        f"[{_SAME[letter]}]" if letter in _SAME else re.escape(letter) for letter in word.casefold()
    )


def name_pattern(name: str) -> re.Pattern[str]:
    """What finds a name in running words: in any order of its words, with case endings.

    A name of a single word is found alone or with an ending behind an apostrophe, so that "Ali" leaves "Aliyev" be.
    """
    words: list[str] = _WORD.findall(unicodedata.normalize("NFC", name.replace("İ", "i")))
    if len(words) == 1:
        return re.compile(rf"\b{_letters(words[0])}\b(?:['’]\w+)?", re.IGNORECASE)
    orders = list(itertools.permutations(words)) if len(words) <= 3 else [tuple(words), tuple(words[::-1])]
    bare = {_GAP.join(_letters(word) for word in order) for order in orders}
    forms = {_GAP.join(rf"{_letters(word)}\w{{0,{ENDING}}}" for word in order) for order in orders}
    return re.compile(rf"\b(?:(?P<bare>{'|'.join(sorted(bare))})|{'|'.join(sorted(forms))})\b", re.IGNORECASE)


def parts_pattern(name: str) -> re.Pattern[str]:
    """What finds a name and its single words, for reports that hold the whole name: "A. Əliyev", "Əliyevin".

    A single word counts only where it is written with a capital (see ``spans``).
    """
    words: list[str] = _WORD.findall(unicodedata.normalize("NFC", name.replace("İ", "i")))
    forms = [rf"{_letters(word)}\w{{0,{ENDING}}}" for word in words if len(word) > 2] or [r"(?!)"]
    return re.compile(rf"{name_pattern(name).pattern}|\b(?P<part>{'|'.join(forms)})\b", re.IGNORECASE)


def spans(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a name stands in a text, as beginnings and ends.

    Its words are all written with capitals, or none is and they have no endings ("ali-mir" in an address).

    >>> list(spans("Ali mirrors Mir Ali, ali-mir", parts_pattern("Mir Ali")))
    [(0, 3), (12, 19), (21, 28)]
    """
    at = 0
    while found := pattern.search(text, at):
        words = list(_WORD.finditer(text, *found.span()))
        capitals = [word.group()[0].isupper() for word in words]
        groups = found.groupdict()
        bare = groups.get("bare") is not None or "bare" not in groups
        if groups.get("part") is None and (all(capitals) or (bare and not any(capitals))):
            yield found.span()
            at = found.end()
        elif capitals[0] and "part" in pattern.groupindex:
            yield words[0].span()
            at = words[0].end()
        else:
            at = words[0].end()


def mask(text: str, pattern: re.Pattern[str]) -> str:
    """The text with every letter, digit and sign of the name turned into the mask sign.

    >>> mask("Ilqar Əliyevin sözləri", name_pattern("İlqar Əliyev"))
    '█████ ████████ sözləri'
    """
    out, last = [], 0
    for start, end in spans(text, pattern):
        out += [text[last:start], re.sub(r"\S", MASK, text[start:end])]
        last = end
    return "".join(out) + text[last:]


def mask_json(value: Any, pattern: re.Pattern[str]) -> Any:
    """A JSON value with the name masked in every text of it; keys stay."""
    if isinstance(value, str):
        return mask(value, pattern)
    if isinstance(value, list):
        return [mask_json(one, pattern) for one in value]
    if isinstance(value, dict):
        return {key: mask_json(one, pattern) for key, one in value.items()}
    return value
