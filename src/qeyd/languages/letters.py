"""Write a name in the other alphabet, as the press of the region does, and find its usual spellings.

Cyrillic to Latin follows what English-language news writes, BGN/PCGN without its apostrophes
(https://www.gov.uk/government/publications/romanization-systems). Latin to Cyrillic reads Azerbaijani and Turkish
letters as Russian newspapers write them, and otherwise turns that romanisation back. Key for names: `skeleton`.
"""

import heapq
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from qeyd.languages.skeleton import skeleton

__all__ = ["skeleton", "spellings", "to_cyrillic", "to_latin"]

_RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_UKRAINIAN = {**_RUSSIAN, "г": "h", "ґ": "g", "е": "e", "є": "ye", "и": "y", "і": "i", "ї": "yi"}
_UKRAINIAN_LETTERS = re.compile("[іїєґІЇЄҐ]")
_TURKIC_LETTERS = re.compile("[əğışçöüƏĞŞÇÖÜİ]")
_VOWELS = "аеёиоуыэюяєії"

# The longest first. "ye" is one letter after a vowel or at the beginning, and e alone is е.
_FROM_ENGLISH = {
    "shch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "gh": "г", "yo": "ё", "yu": "ю",
    "ya": "я", "ye": "е", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "дж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "г", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "в", "x": "х", "y": "ы", "z": "з",
}  # fmt: skip
_FROM_TURKIC = {
    "yo": "ё", "yu": "ю", "yü": "ю", "ya": "я", "yə": "я", "ye": "е", "yö": "ё", "a": "а", "b": "б", "c": "дж",
    "ç": "ч", "d": "д", "e": "е", "ə": "а", "f": "ф", "g": "г", "ğ": "г", "h": "г", "x": "х", "ı": "ы", "i": "и",
    "j": "ж", "k": "к", "q": "г", "l": "л", "m": "м", "n": "н", "o": "о", "ö": "о", "p": "п", "r": "р", "s": "с",
    "ş": "ш", "t": "т", "u": "у", "ü": "ю", "v": "в", "w": "в", "y": "й", "z": "з", "â": "а", "î": "и", "û": "у",
}  # fmt: skip
_HARD_SIGNS = frozenset("ъь")
_LATIN_PIECE = re.compile(r"shch|[zkcsg]h|ts|y[aeouəöü]|[a-zəğışçöüâîû]")
_TURKIC_PIECE = re.compile(r"y[aeouəöü]|[a-zəğışçöüâîû]")


def to_latin(text: str, *, language: str | None = None) -> str:
    """Romanise the Cyrillic letters of a text as the English-language press does; the rest stays.

    `language` is "ru" or "uk"; without it the text is Ukrainian when it has a letter that only Ukrainian writes.

    >>> to_latin("Эльвар Шихлинский"), to_latin("Сергій Гнатенко")
    ('Elvar Shikhlinskiy', 'Serhiy Hnatenko')
    """
    composed = unicodedata.normalize("NFC", text)
    ukrainian = language == "uk" or (language is None and _UKRAINIAN_LETTERS.search(composed) is not None)
    table = _UKRAINIAN if ukrainian else {**_UKRAINIAN, **_RUSSIAN}
    out = []
    for place, letter in enumerate(composed):
        small = letter.lower()
        latin = table.get(small)
        if latin is None:
            out.append(letter)
            continue
        before = composed[place - 1 : place].lower() if place else ""
        # Е sounds "ye" at the beginning of a word and after ъ and ь; the press writes Aliyev, too.
        if (
            not ukrainian
            and small == "е"
            and (not before.isalpha() or before in _HARD_SIGNS or before in _VOWELS)
        ):
            latin = "ye"
        out.append(_capital_like(composed, place, latin))
    return "".join(out)


def _capital_like(text: str, place: int, letters: str) -> str:
    """Give the letters the case of the letter they stand for: Шах is Shakh, ШАХ is SHAKH."""
    if not text[place].isupper():
        return letters
    beside = text[place + 1 : place + 2] or text[max(0, place - 1) : place]
    return letters.upper() if beside.isupper() else letters[:1].upper() + letters[1:]


def to_cyrillic(text: str, *, language: str | None = None) -> str:
    """Write the Latin letters of a text in Russian Cyrillic as Russian newspapers do; the rest stays.

    `language` is "az", "tr" or "en"; without it a word with a letter of the Turkic alphabets is read as
    Azerbaijani, any other as an English romanisation. An -ов, -ский or -ы that the Latin spelling does
    not show is not guessed, only "ski(y)" at the end of a word is.

    >>> to_cyrillic("Məmmədov"), to_cyrillic("Xalıqov"), to_cyrillic("Shikhlinskiy")
    ('Маммадов', 'Халыгов', 'Шихлинский')
    """
    composed = unicodedata.normalize("NFC", text).replace("İ", "I\u0307")
    return re.sub(r"(?:[^\W\d_]\u0307?)+", lambda found: _word_to_cyrillic(found[0], language), composed)


def _word_to_cyrillic(word: str, language: str | None) -> str:
    dotted = word.replace("I\u0307", "İ")
    turkic = language in ("az", "tr") or (language is None and _TURKIC_LETTERS.search(dotted) is not None)
    small = dotted.replace("İ", "i")
    small = (small.replace("I", "ı") if turkic else small).lower()
    pieces, table = (_TURKIC_PIECE, _FROM_TURKIC) if turkic else (_LATIN_PIECE, _FROM_ENGLISH)
    small = re.sub(r"(?<=[a-zı]sk)(?:i|y|iy|ij)\Z", "\0", small)
    out = ""
    place = 0
    while place < len(small):
        found = pieces.match(small, place)
        piece = found[0] if found else small[place]
        if piece == "\0":
            piece_cyrillic = "ий"
        elif piece == "y" and (out[-1:] in _VOWELS and out):
            piece_cyrillic = "й"
        elif piece == "e" and (turkic or language == "en") and not out:
            piece_cyrillic = "э"
        else:
            piece_cyrillic = table.get(piece, piece)
        out += piece_cyrillic
        place += len(piece)
    if len(word) > 1 and word.isupper():
        return out.upper()
    return out[:1].upper() + out[1:] if word[0].isupper() else out


# --- the usual spellings ------------------------------------------------------------------------------------

# A sound of Azerbaijani as it is written: Azerbaijani, English, Turkish, Russian. The usual spelling first;
# "~" parts spellings.
_SOUNDS = {
    line.split()[0]: tuple(tuple(part.split("~")) for part in line.split())
    for line in """
    a a a а
    ə a~e e~a а~е~я~э
    b b b б
    c j~dj~dzh c дж
    ç ch ç ч
    d d d~t д
    e e e е~э
    f f f ф
    g g~k g~k г~к
    ğ gh~g ğ г
    h h~g h г~х
    x kh~x~h h х
    ı i~y ı ы~и
    i i i и
    j zh~j j ж
    k k k к
    q g~q~k k~g г~к
    l l l л~ль
    m m m м
    n n n н
    o o o о
    ö o ö о~ё~е
    p p p п
    r r r р
    s s s с
    ş sh ş ш
    t t t т
    u u u у
    ü u ü у~ю
    v v v в
    y y~i y й
    z z z з
    ya ya ya я
    yə ya ye я~е
    ye ye~e ye е
    yu yu yu ю
    yü yu yü ю
    yo yo yo ё
    yı yi~i yı~i и~йы
    yi yi~i yi~i и~йи
    ski sky~skiy~ski ski ский
    """.strip().splitlines()
}
_STYLES = range(1, 4)  # English, Turkish, Russian
_AZ_PIECE = re.compile(r"ski\Z|y[aəeuüoıi]|([^\W_aəeıioöuü])\1|.")
# What an Azerbaijani ear may have heard where Russian or English writes these; the likelier first.
_HEARD_RUSSIAN = {
    "а": "a~ə", "е": "e~ə", "э": "e~ə", "г": "q~h~ğ~g", "к": "k~q", "х": "x~h", "и": "i~ı", "ы": "ı", "у": "u~ü",
    "ю": "ü~yu", "о": "o~ö", "ё": "ö~yo", "я": "ya~ə", "й": "y", "ж": "j", "дж": "c", "ч": "ç", "ш": "ş", "щ": "ş",
    "ц": "s", "б": "b", "в": "v", "д": "d", "з": "z", "л": "l", "м": "m~mm", "н": "n", "п": "p", "р": "r",
    "с": "s", "т": "t", "ф": "f", "ь": "", "ъ": "", "ский": "ski", "ие": "iye", "ае": "aye",
}  # fmt: skip
_HEARD_ENGLISH = {
    "kh": "x", "gh": "ğ", "sh": "ş", "ch": "ç", "zh": "j", "dj": "c", "dzh": "c", "j": "c", "c": "c", "q": "q",
    "g": "q~g~ğ", "h": "h", "x": "x", "a": "a~ə", "e": "e~ə", "i": "i~ı", "o": "o~ö", "u": "u~ü", "w": "v",
    "skiy": "ski", "sky": "ski",
}  # fmt: skip
_HEARD_TURKISH = {"e": "ə~e", "h": "h~x", "k": "k~q", "g": "g~q"}
_AZ_LETTER = re.compile(".")
_RUSSIAN_PIECE = re.compile(r"ский\Z|дж|[иа]е|.")
_ENGLISH_PIECE = re.compile(r"sk(?:iy|y)\Z|dzh|dj|[kgscz]h|.")
_READINGS_KEPT, _SPELLINGS_KEPT = 16, 16


@lru_cache(maxsize=10_000)
def spellings(name: str) -> frozenset[str]:
    """Give the usual spellings of a name of the region in Azerbaijani, English, Turkish and Russian.

    In small letters, the name as given among them; at most a few hundred, the likeliest of each language. For
    looking for a name in texts. oğlu and qızı stay out. Two spellings need not belong to one person.

    >>> {"мамедов", "mammadov", "mamedov"} <= spellings("Məmmədov")
    True
    """
    given = _small(name)
    words = [word for word in re.findall(r"[^\W\d_]+", given) if skeleton(word)]
    if not words:
        return frozenset({given} if given else ())
    found = {given, " ".join(words)}
    for reading in _likeliest([_readings(word) for word in words], _READINGS_KEPT):
        azerbaijani = [[found[0] for found in _AZ_PIECE.finditer(word)] for word in reading]
        found.add(" ".join(reading))
        for style in _STYLES:
            ways = [
                tuple(_likeliest([_ways(piece, style) for piece in word], _SPELLINGS_KEPT))
                for word in azerbaijani
            ]
            written = [["".join(way) for way in word] for word in ways]
            found.update(map(" ".join, _likeliest(written, _SPELLINGS_KEPT)))
    return frozenset(found)


def _small(name: str) -> str:
    composed = unicodedata.normalize("NFC", name)
    dotless = "ı" if _TURKIC_LETTERS.search(composed) else "i"
    small = composed.replace("İ", "i").replace("I", dotless).lower()
    return " ".join(unicodedata.normalize("NFC", small).split())


def _readings(word: str) -> list[str]:
    """Say which Azerbaijani words a word in small letters may stand for, the likeliest first."""
    if re.search("[əqx]", word) and _TURKIC_LETTERS.search(word):
        return [word]
    if _TURKIC_LETTERS.search(word):
        pieces, heard = _AZ_LETTER, _HEARD_TURKISH
    elif re.search("[\u0400-\u04ff]", word):
        pieces, heard = _RUSSIAN_PIECE, _HEARD_RUSSIAN
    else:
        pieces, heard = _ENGLISH_PIECE, _HEARD_ENGLISH
    slots = [heard.get(piece, piece).split("~") for piece in pieces.findall(word)]
    return ["".join(reading) for reading in _likeliest(slots, _READINGS_KEPT)]


def _ways(piece: str, style: int) -> tuple[str, ...]:
    """Say how a sound is written in one of the styles; a doubled one may be written once."""
    if len(piece) == 2 and piece[0] == piece[1]:
        once = _ways(piece[0], style)
        return (*(way * 2 for way in once), *once)
    sound = _SOUNDS.get(piece)
    return sound[style] if sound else (piece,)


def _likeliest(slots: Sequence[Sequence[str]], limit: int) -> Iterator[tuple[str, ...]]:
    """Choose one of each slot, those that stand first in their slots first."""
    if not all(slots):
        return
    start = (0,) * len(slots)
    waiting = [(0, start)]
    seen = {start}
    while waiting and limit > 0:
        rank, choice = heapq.heappop(waiting)
        yield tuple(slot[at] for slot, at in zip(slots, choice, strict=True))
        limit -= 1
        for place, at in enumerate(choice):
            if at + 1 < len(slots[place]):
                following = (*choice[:place], at + 1, *choice[place + 1 :])
                if following not in seen:
                    seen.add(following)
                    heapq.heappush(waiting, (rank + 1, following))
