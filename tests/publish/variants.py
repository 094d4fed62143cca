"""Invented names and the ways they are written: other alphabets, endings, initials, slugs, look-alike letters."""

from collections.abc import Iterator
from random import Random

#: First name and surname as Azerbaijani, Russian and English pages write them; nobody is called so on purpose.
FIRST = [
    ("Elvar", "Эльвар", "Elvar"), ("Nurtac", "Нуртадж", "Nurtaj"), ("Şahmar", "Шахмар", "Shahmar"),
    ("Günel", "Гюнель", "Gunel"), ("Xəyal", "Хаял", "Khayal"), ("Vüqar", "Вугар", "Vugar"),
    ("Cavanşir", "Джаваншир", "Javanshir"), ("Sevinc", "Севиндж", "Sevinj"), ("Oqtay", "Октай", "Oktay"),
    ("Zülfü", "Зульфу", "Zulfu"),
]  # fmt: skip
LAST = [
    ("Dənizsoylu", "Денизсойлу", "Danizsoylu"), ("Qaratəpəli", "Гаратепели", "Garatapali"),
    ("Şıxbəndli", "Шихбендли", "Shikhbandli"), ("Xanlıqov", "Ханлыгов", "Khanlygov"),
    ("Ağbulaqlı", "Агбулаглы", "Aghbulagly"), ("Cürətov", "Джуратов", "Juratov"),
    ("Zirvəliyev", "Зирвелиев", "Zirvaliyev"), ("Bozqurdlu", "Бозгурдлу", "Bozgurdlu"),
    ("Mirzətov", "Мирзатов", "Mirzatov"), ("Yelkənov", "Елкенов", "Yelkanov"),
]  # fmt: skip
_DROP = str.maketrans("əşçğıöüƏŞÇĞİÖÜ", "escgiouESCGIOU")
_LOOKS = str.maketrans("aeopcxAEOPCX", "аеорсхАЕОРСХ")


def variants(first: int, last: int, random: Random) -> Iterator[tuple[str, str]]:
    """Spellings of one person: the language of the sentence, and the name as it may stand there."""
    (fa, fr, fe), (la, lr, le) = FIRST[first], LAST[last]
    for ending in ("", "ın", "a", "dan", "la", "nın", "ə", "dən", "lə", "u", "i"):
        yield "az", f"{fa} {la}{ending}"
    yield "az", f"{la} {fa}"
    yield "az", f"{fa[0]}. {la}"
    yield "az", f"{la} {fa[0]}."
    yield "az", f"{fa} Murad oğlu {la}"
    yield "az", f"{fa} {la}".translate(_DROP)
    yield "az", f"{fa} {la}".upper().replace("ı".upper(), "I")
    russian = lr[:-1] if lr.endswith("у") else lr
    ends = ("а", "у", "ым", "е") if lr.endswith("в") else ("",)
    for ending in ("", *ends):
        yield "ru", f"{fr} {russian if ending else lr}{ending}"
    yield "ru", f"{lr} {fr}"
    yield "ru", f"{fr}а {lr}{'а' if lr.endswith('в') else ''}"
    yield "ru", f"{fr[0]}. {lr}"
    yield "ru", f"{lr} {fr} Мурадович"
    yield "ru", f"{fr} Мурадович {lr}"
    yield "en", f"{fe} {le}"
    yield "en", f"{fe} {le}'s"
    yield "en", f"{fe[0]}. {le}"
    yield "en", f"{le}, {fe}"
    yield "en", f"{fe}-{le}".lower()
    yield "en", f"{fe}_{le}".lower()
    yield "en", f"{le}-{fe}".lower()
    yield "en", f"{fe}\u00a0{le}"
    yield "en", f"{fe[:2]}\u00ad{fe[2:]} {le[:3]}\u200b{le[3:]}"
    yield "en", f"{fe} {le}".translate(_LOOKS)
    at = random.randrange(len(le))
    yield "en", f"{fe} {le[:at]}{le[at].translate(_LOOKS)}{le[at + 1 :]}"


SENTENCES = {
    "az": "Dünən polis {} adlı sakini saxladı.",
    "ru": "Вчера полиция задержала жителя по имени {}.",
    "en": "Yesterday the police detained {} in the city.",
}
