"""Write a name the way the gazetteer looks it up: one case, plain Latin letters, spaces for hyphens."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_APOSTROPHES = "'’ʼ‘`´ʹ′"


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    table.update({ord("ı"): "i", ord("İ"): "i", ord("ə"): "e", ord("Ə"): "e", ord("ǝ"): "e", ord("Ǝ"): "e"})
    table.update({ord("ё"): "е", ord("Ё"): "е", ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l"})
    table.update({ord("đ"): "d", ord("Đ"): "d", ord("ß"): "ss", ord("æ"): "ae", ord("Æ"): "ae"})
    table.update({ord(mark): " " for mark in "-‐‑‒–—/.,()"})
    table.update(dict.fromkeys(map(ord, _APOSTROPHES), ""))
    table.update(dict.fromkeys(range(0x0300, 0x0370), ""))
    return table


_TABLE = _table()


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Fold a written name for look-up; Latin marks go, Cyrillic й and ї stay themselves.

    >>> fold("Xantı-Mansiysk"), fold("Şəki"), fold("Орёл")
    ('xanti mansiysk', 'seki', 'орел')
    """
    plain = unicodedata.normalize("NFC", text).translate(_TABLE).casefold()
    return " ".join(plain.split())


_LETTERS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        "a b v q d e j z i y k l m n o p r s t u f x ts c s sc _ i _ e yu ya".replace("_", "-").split(),
        strict=True,
    )
)
_LETTERS.update({"ъ": "", "ь": ""})


def azerbaijani_spellings(russian: str) -> tuple[str, ...]:
    """Folded Azerbaijani spellings that the letter rule gives for a Russian name; empty for other letters.

    >>> azerbaijani_spellings("Воронеж"), azerbaijani_spellings("Тюмень")
    (('voronej',), ('tyumen', 'tumen'))
    """
    out = []
    before = " "
    for letter in fold(russian):
        if letter == " ":
            out.append(" ")
        elif letter not in _LETTERS:
            return ()
        elif letter == "е" and before in " аеиоуыэюяьъ":
            out.append("ye")
        else:
            out.append(_LETTERS[letter])
        before = letter
    first = "".join(out)
    spellings = [first]
    for old, new in (("iy ", "i "), ("yu", "u")):
        for spelling in list(spellings):
            changed = (spelling + " ").replace(old, new).strip()
            if old == "yu":
                changed = spelling[:1] + spelling[1:].replace("yu", "u")
            if changed not in spellings:
                spellings.append(changed)
    return tuple(spellings)
