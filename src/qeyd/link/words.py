"""Words of a report made comparable: names whatever the alphabet, stems, numbers.

A name becomes a *skeleton*: its consonants in classes that the alphabets of the region spell differently
(Şıxlinski, Shikhlinskiy and Шихлинский all give ``jklnsk``), its first vowel as a bare mark. A skeleton is
evidence for matching inside one affair; two people can share one, so it is never proof by itself.
"""

import re
import sys
import unicodedata
from functools import lru_cache
from itertools import pairwise

WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*")
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:[ .,\u00a0]\d{3})+(?![\w])|(?<![\w.,])\d+(?![\w]*\d)")
_SENTENCE_ENDS = '.!?…"«»“”„:;\n(—–-•*'

_CYRILLIC = {
    "б": "b", "в": "v", "г": "k", "ґ": "k", "ғ": "k", "д": "d", "ж": "j", "з": "z", "к": "k", "қ": "k",
    "л": "l", "м": "m", "н": "n", "ң": "n", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "k",
    "һ": "k", "ҳ": "k", "ц": "s", "ч": "j", "ҷ": "j", "ҹ": "j", "ш": "j", "щ": "j", "ў": "u",
    "а": "a", "ә": "a", "о": "o", "ө": "o", "у": "u", "ү": "u", "ұ": "u", "э": "e", "е": "e", "ё": "o",
    "є": "e", "и": "i", "і": "i", "ї": "i", "ы": "i", "ю": "u", "я": "a", "й": "y", "ь": "", "ъ": "",
}  # fmt: skip
_LATIN = {
    "g": "k", "ğ": "k", "q": "k", "k": "k", "x": "k", "h": "k", "ş": "j", "ç": "j", "j": "j", "w": "v",
    "ı": "i", "ə": "a", "ä": "a", "â": "a", "ö": "o", "ü": "u", "ñ": "n", "š": "j", "č": "j", "ž": "j",
}  # fmt: skip
_DIGRAPHS = (("shch", "j"), ("sch", "j"), ("dzh", "j"), ("zh", "j"), ("sh", "j"), ("ch", "j"), ("kh", "k"),
             ("gh", "k"), ("ts", "s"), ("ph", "f"), ("ck", "k"), ("tch", "j"), ("x", "ks"))  # fmt: skip
_VOWELS = frozenset("aeiouy")
_COARSE = {"a": "a", "e": "a", "i": "i", "y": "i", "o": "o", "u": "o"}

# Case endings that carry consonants, so that dropping the vowels would not drop them.
_CYRILLIC_ENDING = re.compile(
    r"(?:(?<=ов)|(?<=ев)|(?<=ин)|(?<=ск)|(?<=ик)|(?<=.{4}))(?:ого|ому|ому|ыми|ими|ами|ями|ым|ом|ах|ях|ам)$"
    r"|(?:(?<=ов)|(?<=ев)|(?<=ин)|(?<=ск))(?:им|ем|ой|ей|их|ых)$"
)
_TURKIC_ENDINGS = tuple(
    re.compile(ending + "$")
    for ending in (
        r"[ıiuü]n",
        r"n[ıiuü]n",
        r"n[ıiuüaəe]",
        r"n?d[aəe]n?",
        r"t[aəe]n?",
        r"y?l[aəe]",
        r"s?[ıiuü]n[aəeıiuü]",
        r"(?:d[ıiuü]r|l[ae]r)",
    )
)


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


def _skeleton(word: str, turkic: bool) -> str:
    if any("\u0400" <= c <= "\u052f" for c in word):
        sounds = word.replace("дж", "ж").replace("тс", "ц")
        sounds = "".join(_CYRILLIC.get(c, "") for c in sounds)
    else:
        sounds = unicodedata.normalize("NFC", word)
        if not turkic:
            for letters, sound in _DIGRAPHS:
                sounds = sounds.replace(letters, sound)
            sounds = sounds.replace("c", "k")
        sounds = "".join(_LATIN.get(c, "j" if c == "c" else c) for c in sounds)
        sounds = "".join(c for c in unicodedata.normalize("NFKD", sounds) if c.isascii() and c.isalpha())
    if not sounds:
        return ""
    bones = [("a" if sounds[0] in _VOWELS else sounds[0])]
    for before, sound in pairwise(sounds):
        if sound not in _VOWELS and sound != before:
            bones.append(sound)
    if len(bones) < 3:  # Ali, Emin: too short without their vowels
        return "".join(bones) + "." + "".join(dict.fromkeys(_COARSE[c] for c in sounds if c in _VOWELS))[:2]
    return "".join(bones)


@lru_cache(maxsize=200_000)
def skeletons(word: str, *, turkic: bool = False) -> tuple[str, ...]:
    """The skeleton of a name and, where it may carry a case ending, the one without it.

    >>> set(skeletons("Şıxlinskinin", turkic=True)) & set(skeletons("Шихлинского")) & set(skeletons("Shikhlinskiy"))
    {'jklnsk'}
    """
    low = _lower(word).strip("-’'ʼ")
    out = [_skeleton(low, turkic)]
    if any("\u0400" <= c <= "\u052f" for c in low):
        bares = [_CYRILLIC_ENDING.sub("", low)]
    elif turkic:
        whole = re.split("['’ʼ]", low)[0]
        bares = [whole, *(ending.sub("", whole) for ending in _TURKIC_ENDINGS)]
    else:
        bares = [re.sub(r"['’]s$", "", low)]
    out += [_skeleton(bare, turkic) for bare in bares if bare != low and len(bare) >= 3]
    return tuple(dict.fromkeys(one for one in out if len(one) >= 2))


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


def is_turkic(language: str | None) -> bool:
    """Whether words of this language take Turkic case endings and its Latin letters."""
    return (language or "").split("-")[0] in {"az", "tr", "tk", "kk", "ky", "uz", "crh"}


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
