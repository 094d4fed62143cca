"""One key for all spellings of a personal name: Şıxlinski, Shikhlinskiy and Шихлинский are `siklinski` with a ş.

The alphabets of the region write a name as they hear it, so the key keeps only what they all hear. Consonants fall
into classes (к г ғ х q ğ h are one, since Quliyev is Кулиев and Hüseynov is Гусейнов), vowels into three (a e ə,
i ı ы, o u ö ü), neighbouring vowels and doubled consonants become one. A key is evidence, never proof: two
people may share one. The correspondences are those of press usage in Azerbaijani, Russian, Ukrainian, Turkish
and English, gathered on invented names; see tests/languages/test_skeleton.py for how often they hold.
"""

import re
import unicodedata
from functools import lru_cache

from qeyd.languages.language import APOSTROPHES, INVISIBLE

_WORD = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
_HIDDEN = re.compile(f"[{INVISIBLE}\u0300-\u0306\u0308-\u0326\u0328-\u036f]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_FATHERS = (
    "oğlu oglu ogly ogli oqlu qızı qizi gizi gyzy kizi kızı kyzy gızı оглы оглу огли кызы гызы кизи кизы угли"
)
_PATRONYMIC = re.compile(
    r"(?<=..)(?:[оеё]вич|евна|овна|івна|ьевич|[oe]vi[cç]h?|[yi]evi[cç]h?|y?evna|ovna)\w{0,2}\Z"
)

# What a letter sounds like, in the classes of the key: k c s ş z t d p b f v l m n r a i o; y for a glide, _ for
# nothing.
_CYRILLIC = dict(
    zip(
        "абвгґғҝдежзийклмнопрстуфхцчҹшщъыьэюяёєіїәөүһўқҳҷңјў",
        "abvkkkkdacziyklmnoprstofksccşş_i_aoaoaiiaookokkcnyo",
        strict=True,
    )
)
_LATIN = dict(
    zip(
        "abcçdefgğhxıijkqlmnoöprsştuüvyzəäwčšžñ",
        "abccdafkkkkiickklmnooprsştoovyzaavcşcn",
        strict=True,
    )
)
# Letters joined in the romanisations of Cyrillic; ş in a Turkic alphabet is not "sh", which there is s and h.
_JOINED = (("shch", "ş"), ("sch", "ş"), ("tch", "c"), ("dzh", "c"), ("dj", "c"), ("zh", "c"), ("sh", "ş"),
           ("ch", "c"), ("ph", "f"), ("ee", "i"), ("oo", "u"))  # fmt: skip
_TURKIC_LETTERS = re.compile("[əğışçöüı]|İ")
# x is ks in the few Greek names that the English spelling has, and kh in all others.
_GREEK_X = re.compile(r"(?<=^ale)x|(?<=^ma)x(?=i)|(?<=^feli)x")

# Names whose Russian or Turkish spelling is older than the rules: Магомед, Muhammed, Касум, Мирзо, Yusuf.
_TRADITIONAL = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"^m[ao]k[ao]ma[td]", "makamad"),
        (r"^kas[io]m|^kosom", "kasim"),
        (r"^mirzo", "mirza"),
        (r"^osof", "osif"),
    )
)

# Case endings, longest first. A Cyrillic adjective is declined otherwise than a noun, and only after these.
_ADJECTIVE = re.compile(
    r"(?:(?<=[сц]ьк)|(?<=[сц]к))(?:ого|ому|ої|ого|ій|им|ым|ий|ый|ой|ом|ою|ая|ую|их|ых|ими|ыми|ие|ые|і|у|а)\Z"
)
_SURNAME = re.compile(
    r"(?:(?<=[оеёєиі]в)|(?<=..[иіы]н))(?:а|у|ым|им|ом|е|і|ой|ою|ої|ій|ы|и|ых|их|ыми|ими|ові)\Z"
)
_NOUN = re.compile(r"(?<=...)(?:(?<=[йжшчцщьея])ем|ом|ой|ою|ей|ею|ью|ові|еві|єві)\Z")
_TURKIC = re.compile(
    r"(?:(?<=....)(?:d[aəe]n|t[aəe]n|l[aəe]r)|(?<=...[bcçdfgğhxjkqlmnprsştvz])(?:d[aəe]|l[aəe]))\Z"
)
# "-ın" and "-nı" are case endings, -in and -an ends of names (Elçin, Ровшан); the key has them either way not.
_LAST_VOWELS = re.compile(r"(?<=....)n[io]n?\Z|(?<=...)[aio]n\Z|(?<=..)[aio]\Z")


@lru_cache(maxsize=100_000)
def skeleton(name: str, *, inflected: bool = False) -> str:
    """Give the key that the spellings of a personal name share over az, ru, en, tr and uk.

    The words come in order of the alphabet, so that the surname may stand first or last; oğlu and qızı are
    dropped, and a Russian patronymic becomes the father's name. With `inflected`, case endings and last vowels
    are taken off too, which makes a coarser key: compare it with keys made with `inflected` only. Empty where the
    name has no letters. Never raises; a key is its own key.

    >>> skeleton("Şıxlinski") == skeleton("Shikhlinskiy") == skeleton("Шихлинский") == skeleton("Shixlinski")
    True
    >>> skeleton("Elvar Şıxlinskinin", inflected=True) == skeleton("Шихлинского Эльвара", inflected=True)
    True
    """
    words = _words(name)
    keys = [_settled(word, inflected, patronymic=len(words) > 2) for word in words]
    return " ".join(sorted(key for key in keys if key))


def _words(name: str) -> list[str]:
    composed = _HIDDEN.sub("", unicodedata.normalize("NFC", name))
    turkic = bool(_TURKIC_LETTERS.search(composed.replace("I", "")))
    small = composed.replace("İ", "i").replace("I", "ı" if turkic and "i" not in composed else "i").lower()
    words = [word for word in _WORD.findall(small.replace("\u0307", "")) if word not in _FATHERS.split()]
    return [unicodedata.normalize("NFC", word) for word in words]


def _settled(word: str, inflected: bool, patronymic: bool) -> str:
    if patronymic:
        word = _PATRONYMIC.sub("", word)
    while True:
        key = _key(word, inflected)
        if key == word:
            return key
        word = key


def _key(word: str, inflected: bool) -> str:
    if inflected:
        word = _without_ending(word)
    word = _APOSTROPHE.sub("", word)
    sounds = _cyrillic_sounds(word) if re.search("[\u0400-\u052f]", word) else _latin_sounds(word)
    sounds = re.sub(r"ts", "s", sounds)
    # A glide beside a vowel is not always written, a vowel beside a vowel neither.
    sounds = re.sub(r"(?<![aio])y(?![aio])", "i", sounds).replace("y", "")
    sounds = re.sub(r"([aio])[aio]+", r"\1", sounds)
    sounds = re.sub(r"(.)\1+", r"\1", sounds)
    # Ələkbər is Алекпер, Mehdi is Мехти, and Turkish hardens the last consonant: Ahmet.
    sounds = re.sub(r"(?<=k)b", "p", re.sub(r"(?<=k)d", "t", sounds))
    sounds = re.sub(r"b\Z", "p", re.sub(r"d\Z", "t", sounds))
    for pattern, key in _TRADITIONAL:
        sounds = pattern.sub(key, sounds)
    sounds = re.sub(r"d\Z", "t", sounds)
    return _LAST_VOWELS.sub("", sounds) if inflected else sounds


def _cyrillic_sounds(word: str) -> str:
    joined = re.sub(r"д[жҗ]", "ч", word)
    joined = re.sub(r"(?<=ск)[иіы]й\Z|(?<=ськ)ий\Z", "и", joined)
    return "".join(_CYRILLIC.get(letter, "").replace("_", "") for letter in joined)


def _latin_sounds(word: str) -> str:
    joined = _GREEK_X.sub("ks", word)
    joined = joined.replace("kh", "x").replace("gh", "ğ")
    if not re.search("[əğışçöü]", word):
        for letters, sound in _JOINED:
            joined = joined.replace(letters, sound)
    joined = re.sub(r"(?<=sk)[iy]y\Z", "i", joined)
    joined = re.sub(r"(?<=...[ae])h\Z", "", joined)
    plain = "".join(
        letter if letter in _LATIN else unicodedata.normalize("NFKD", letter)[0] for letter in joined
    )
    return "".join(_LATIN.get(letter, "") for letter in plain)


def _without_ending(word: str) -> str:
    """Take case endings off a word in small letters, as far as they go."""
    head, apostrophe, tail = word.replace("’", "'").partition("'")
    if apostrophe and len(head) > 2 and len(tail) <= 4:
        word = head
    if re.search("[\u0400-\u052f]", word):
        for endings in (_ADJECTIVE, _SURNAME, _NOUN):
            shorter = endings.sub("", word)
            if shorter != word:
                return shorter
        return word
    for _ in range(3):
        word = _TURKIC.sub("", word)
    return word
