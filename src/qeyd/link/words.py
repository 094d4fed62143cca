"""Words of a report made comparable: names whatever the alphabet, stems, numbers.

A name becomes its *skeleton* (qeyd.languages.skeleton), one key for its spellings in all alphabets. A skeleton is
evidence for matching inside one affair; two people can share one, so it is never proof by itself.
"""

import re
import sys
import unicodedata
from functools import lru_cache

from qeyd.languages.skeleton import skeleton

WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*")
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:[ .,\u00a0]\d{3})+(?![\w])|(?<![\w.,])\d+(?![\w]*\d)")
_SENTENCE_ENDS = '.!?…"«»“”„:;\n(—–-•*'

_LETTERS = str.maketrans({"ı": "i", "İ": "i", "ə": "a", "Ə": "a"})
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u20d0-\u20ff]+")


def fold(text: str) -> str:
    """Small letters without marks, the dotted and dotless i made one; for comparing, never for showing."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return _MARKS.sub("", plain).casefold()


def _lower(word: str) -> str:
    return word.replace("İ", "i").replace("I", "ı" if "ə" in word or "ı" in word else "i").lower()


@lru_cache(maxsize=200_000)
def skeletons(word: str) -> tuple[str, ...]:
    """The key of one word of a name, without its case ending; none for a word too short to tell names apart.

    >>> set(skeletons("Şıxlinskinin")) & set(skeletons("Шихлинского")) & set(skeletons("Shikhlinskiy"))
    {'şiklinsk'}
    """
    key = skeleton(word.strip("-’'ʼ"), inflected=True)
    return (key,) if len(key) >= 2 else ()


_MASK = re.compile(r"\[[^\]]*\]|█+")


def unmasked(name: str) -> str:
    """A name without its masked parts: "[name]" names nobody, and two of them need not be one person."""
    return " ".join(_MASK.sub(" ", name).split())


# Parts of the world, which no gazetteer of towns and regions holds, as written in reports, in small letters.
_GEOGRAPHY_WORDS = """
    asia asian central middle east eastern western caucasus caucasian europe european africa siberia soviet
    asiya asiyadan asiyanın asiyalı mərkəzi orta qafqaz qafqazdan qafqazın avropa sibir sovet kafkas kafkasya orta asya
    азия азии азию азиатов центральной центральная центральную средней средняя среднюю кавказ кавказа кавказе европа
    европы сибирь сибири закавказье закавказья азії центральної середньої кавказу європи європа сибіру
"""
_GEOGRAPHY = frozenset(_GEOGRAPHY_WORDS.split())


_SURNAME = re.compile(r"(?:[oeё]v|[оеё]в|zad[eə]|ski|ский)(?:a|а|у|ым|ом)?$")


@lru_cache(maxsize=50_000)
def is_of_a_country(word: str) -> bool:
    """Whether a capitalised word names a country or its people ("Azerbaijani", "Россия"), and no person."""
    from qeyd.places import countries_hinted

    low = _lower(word)
    return low in _GEOGRAPHY or (bool(countries_hinted([low])) and not _SURNAME.search(low))


@lru_cache(maxsize=50_000)
def is_geographic(word: str, language: str) -> bool:
    """Whether a capitalised word is rather a country, people, region or large town than a person."""
    from qeyd.places import load_gazetteer

    if is_of_a_country(word):
        return True
    places = load_gazetteer().find(word, language=language)
    return any(one.kind in ("country", "admin1") or one.population >= 100_000 for one in places)


def capitalised(text: str) -> dict[str, int]:
    """Words that stand for names in a text, and how often: capitalised where no sentence begins.

    A capitalised first word counts when it also stands capitalised inside a sentence, or when the next word
    is capitalised too; a word that the text also writes small does not count. Abbreviations do not count.
    """
    small: set[str] = set()
    inside: dict[str, int] = {}
    first: dict[str, int] = {}
    words = list(WORD.finditer(text))
    for number, match in enumerate(words):
        word = match.group()
        if not word[0].isupper():
            small.add(word)
            continue
        if len(word) < 3 or word[1:].isupper() or (word.isupper() and len(word) < 6):
            continue
        before = text[max(0, match.start() - 3) : match.start()].rstrip(" \t\u00a0")
        starts = not before or before[-1] in _SENTENCE_ENDS
        if before.endswith(".") and len(before) >= 2 and before[-2].isupper():
            starts = False  # an initial: "R.Talibzade"
        after = words[number + 1].group() if number + 1 < len(words) else ""
        joined = bool(after) and after[0].isupper() and text[match.end() : match.end() + 1] == " "
        if starts and not (joined and not after.isupper()):
            first[word] = first.get(word, 0) + 1
        else:
            inside[word] = inside.get(word, 0) + 1
    for word, count in first.items():
        if word in inside:
            inside[word] += count
    return {word: count for word, count in inside.items() if _lower(word) not in small}


def numbers(text: str) -> frozenset[int]:
    """The numbers written in digits, thousands joined; larger than 2, and no years."""
    out = set()
    for match in _NUMBER.finditer(text):
        value = int(re.sub(r"\D", "", match.group()))
        if 2 < value < 10_000_000 and not 1900 <= value <= 2100:
            out.add(value)
    return frozenset(out)


def stems(text: str) -> frozenset[str]:
    """The first five letters of each word of four letters or more, folded."""
    return frozenset(sys.intern(word[:5]) for word in WORD.findall(fold(text)) if len(word) >= 4)


def words(text: str) -> list[str]:
    """The words of a text in order, folded; numbers count as words."""
    return re.findall(r"\w+", fold(text))
