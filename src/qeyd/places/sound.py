"""One key for what a place is called in several alphabets: Lakhipur and Лакхипур, Dhubri and Dubri, Jahra and Cəhra.

Coarser than `fold`, and so believed only of places in a country that the page speaks of (resolve.py).
"""

import re
from functools import lru_cache

from qeyd.places.fold import fold

BY_SOUND = "~"  #: before a key in the gazetteer's index of names
SOUND = 4  #: sounds; of shorter names none is kept
_LONG = 5  # sounds; of longer names the last vowel is not heard: Platte, Платт

_HEARD = (
    "а=a б=b в=v г=g ґ=g д=d е=e ж=zh з=z и=i й=i і=i ї=i є=e к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts "
    "ч=ch ш=sh щ=sh ъ= ы=i ь= э=e ю=u я=a"
)
_CYRILLIC = dict(pair.split("=") for pair in _HEARD.split())
# Letters that stand for one sound together, the longest first; digits are sounds without a letter of their own.
_SPELT = (
    "kkh=h shch=1 tsch=2 sch=1 tch=2 dzh=3 zh=3 sh=1 ch=2 dj=3 kh=h gh=g dh=d bh=b th=t ph=f ts=s ck=k "
    "oo=u ou=u ee=i ii=i"
)
_JOINED = tuple(tuple(pair.split("=")) for pair in _SPELT.split())
_LETTERS = str.maketrans({"q": "g", "w": "v", "j": "3", "y": "i", "e": "a", "u": "o", "x": "h", "c": "k"})
_TURKIC = str.maketrans(
    {"ç": "2", "c": "3", "ş": "1", "ğ": "g", "x": "h", "q": "g", "ə": "a", "ı": "i", "j": "3"}
)


@lru_cache(maxsize=1 << 14)
def sound(name: str, language: str = "") -> str:
    """The key of a name; ``language`` says whose spelling it is ("az" and "tr" write c for j).

    >>> sound("Lakhipur") == sound("Лакхипур"), sound("Dhubri") == sound("Dubri", "az"), sound("Jahra", "en")
    (True, True, '3ahra')
    """
    written = name.casefold().replace("i̇", "i")
    if language in ("az", "tr"):
        written = written.translate(_TURKIC)
    plain = fold(written)
    if any("а" <= letter <= "ӿ" for letter in plain):
        plain = "".join(_CYRILLIC.get(letter, letter) for letter in plain)
    for letters, one in _JOINED:
        plain = plain.replace(letters, one)
    plain = plain.translate(_LETTERS)
    plain = re.sub(r"[aio]*([aio])", r"\1", plain)  # of vowels in a row the last is heard
    plain = re.sub(r"(.)\1+", r"\1", plain)
    plain = plain.replace(" ", "")
    return plain[:-1] if len(plain) > _LONG and plain[-1] in "aio" else plain
