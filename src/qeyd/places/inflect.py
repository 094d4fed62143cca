"""From an inflected toponym back to the forms it may come from, without any dictionary.

Every rule answers "which nominatives could end like this"; the gazetteer decides which of them exist.
"""

from __future__ import annotations

from functools import lru_cache

# Russian and Ukrainian endings, longest first within one look-up; "" as a replacement cuts the ending.
_RU: dict[str, tuple[str, ...]] = {
    "а": ("", "о"), "е": ("", "а", "о", "я", "ь", "й"), "и": ("ь", "я", "а", "ы"), "ы": ("а", ""), "у": ("а", "", "о"),
    "ю": ("я", "ь", "й", "е"), "я": ("ь", "й", "е"), "ой": ("а", "ая"), "ей": ("я", "ь", "яя", "ая"),
    "ом": ("", "о", "ый", "ой", "ий", "ое"), "ем": ("й", "ь", "е", "ий", "ее", "о", ""), "ым": ("", "ый", "о", "ое"),
    "им": ("ий", "ое"), "ью": ("ь",), "ии": ("ия",), "ию": ("ия",), "ией": ("ия",), "ого": ("ый", "ий", "ое", "ой"),
    "его": ("ий", "ее"), "ому": ("ый", "ий", "ое", "ой"), "ему": ("ий", "ее"), "ую": ("ая",), "юю": ("яя",),
    "ых": ("ые",), "их": ("ие",), "ах": ("и", "ы", "а"), "ях": ("и",), "ам": ("и", "ы"), "ями": ("и",),
    "ами": ("и", "ы"), "ле": ("ел",), "ла": ("ел",), "ьца": ("ец",), "ьце": ("ец",), "ков": ("ки",), "ок": ("ки",),
    "ек": ("ки",), "ым районом": ("ый район",), "ому району": ("ый район",),
}  # fmt: skip
_UK: dict[str, tuple[str, ...]] = {
    "а": ("", "о"), "і": ("", "а", "о", "ь", "я"), "у": ("а", "", "о"), "и": ("а", "ь"), "ю": ("я", "ь", "й"),
    "я": ("ь", "й"), "ї": ("я", "й"), "єю": ("я",), "ою": ("а",), "ом": ("", "о"), "ем": ("ь",), "ої": ("а",),
    "ій": ("а",), "ого": ("ий", "е"), "ому": ("ий", "е"), "им": ("ий",), "ові": ("",), "еві": ("ь",),
    "ова": ("ів",), "ову": ("ів",), "ово": ("ів",), "єва": ("їв", "єв"), "єві": ("їв", "єв"), "зі": ("га", "г"),
    "ці": ("ка", "к"), "сі": ("ха",), "ах": ("и",), "ами": ("и",), "ям": ("я",), "ську": ("ська",),
}  # fmt: skip
_UK["ові"] = ("", "ів")

# Azerbaijani and Turkish, folded letters (ı=i, ə=e, ş=s ...): case, possessive and copula endings.
_TURKIC = (
    "ndaki", "ndeki", "daki", "deki", "taki", "teki", "lardan", "lerden", "larda", "lerde", "larin",
    "lerin", "lari", "leri", "lar", "ler", "ndan", "nden", "dan", "den", "tan", "ten", "nda", "nde",
    "da", "de", "ta", "te", "nin", "nun", "in", "un", "ya", "ye", "na", "ne", "a", "e", "yi", "yu",
    "ni", "nu", "i", "u", "dir", "dur", "tir", "tur", "la", "le", "yla", "yle", "ca", "ce",
    "dandir", "dendir", "dadir", "dedir", "ndadir", "ndedir",
)  # fmt: skip
_CASES = {"nda": "loc", "nde": "loc", "da": "loc", "de": "loc", "ta": "loc", "te": "loc", "ndaki": "loc"}
_CASES |= {"ndeki": "loc", "daki": "loc", "deki": "loc", "taki": "loc", "teki": "loc"}
_CASES |= dict.fromkeys(["dadir", "dedir", "ndadir", "ndedir"], "loc")
_CASES |= dict.fromkeys(["ndan", "nden", "dan", "den", "tan", "ten"], "abl")
_CASES |= dict.fromkeys(["nin", "nun", "in", "un"], "gen")
_CASES |= dict.fromkeys(["ya", "ye", "na", "ne", "a", "e"], "dat")
_CASES |= dict.fromkeys(["yi", "yu", "ni", "nu", "i", "u"], "acc")
_RU_CASES = {
    "е": "loc",
    "ом": "loc",
    "ах": "loc",
    "ях": "loc",
    "ой": "gen",
    "а": "gen",
    "ы": "gen",
    "ого": "gen",
}
_RU_CASES |= {
    "і": "loc",
    "ї": "loc",
    "ії": "loc",
    "зі": "loc",
    "ці": "loc",
    "сі": "loc",
    "еві": "loc",
    "ові": "loc",
    "єві": "loc",
    "ии": "loc",
    "ей": "gen",
    "я": "gen",
    "у": "acc",
    "ю": "acc",
    "ую": "acc",
    "и": "loc",
    "их": "gen",
}


def _cyrillic(word: str, table: dict[str, tuple[str, ...]]) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for size in (1, 2, 3):
        ending = word[-size:]
        if len(word) - size >= 2 and ending in table:
            case = _RU_CASES.get(ending)
            found += [(word[:-size] + new, case) for new in table[ending]]
    return found


@lru_cache(maxsize=1 << 15)
def nominatives(word: str, language: str) -> tuple[tuple[str, str | None], ...]:
    """Folded words that ``word`` (folded) may be an inflected form of, each with the case it shows.

    The word itself comes first, with no case. Case is "loc", "abl", "gen", "dat", "acc" or None.

    >>> [form for form, case in nominatives("yekaterinburqda", "az")][:2]
    ['yekaterinburqda', 'yekaterinburq']
    """
    found: list[tuple[str, str | None]] = [(word, None)]
    if "а" <= word[:1] <= "ӿ":
        found += _cyrillic(word, _UK if language == "uk" else _RU)
    elif language in ("az", "tr"):
        for suffix in _TURKIC:
            if word.endswith(suffix) and len(word) - len(suffix) >= 2:
                stem = word[: -len(suffix)]
                found.append((stem, _CASES.get(suffix)))
                if stem.endswith("g"):
                    found.append((stem[:-1] + "q", _CASES.get(suffix)))
    seen: dict[str, str | None] = {}
    for form, case in found:
        seen.setdefault(form, case)
    return tuple(seen.items())
