"""Finding what leads to a door or a file in any words: addresses, phones, document, account and case numbers.

General detectors for Azerbaijani, Russian and English; each wants either a shape that nothing else has or a word that
says what the number is. A street without a house number stays (the codebook lets a quote tell it), so do articles of
law, counts, sums and days. What has no such shape and no such word before it is not found: see docs/publishing.md.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Particular:
    """A number or address in a text."""

    start: int
    end: int
    sort: str  #: "phone", "e-mail", "document number", "account number", "case number", "address", ...

    @property
    def label(self) -> str:
        """What stands in its place."""
        return f"[{self.sort}]"


_NO = r"(?:№|#|[Nn][oº°r]?\.?|nömrə\w*|number|номер\w*|saylı)"  #: "number", as a word or sign
_BEFORE, _AFTER = r"(?<![\w./+-])", r"(?![\w-])"
#: A number that letters, strokes and brackets may belong to, with four digits or more.
_INNER = r"(?:[A-ZА-ЯƏİÖÜ/()-]|[ .№]{1,3}(?=\d)){0,12}"
_TOKEN = rf"(?:[A-ZА-ЯƏİÖÜ]{{0,4}}[ -]?)(?=(?:{_INNER}\d){{4}})(?:{_INNER}\d)+[A-ZА-ЯƏİÖÜ]*"

_PHONE = [
    r"(?<![\w+])\+\d(?:[\s\u00a0().\-–]*\d){7,14}(?!\d)",
    rf"{_BEFORE}\(?0\d{{2}}\)?[\s\u00a0-]*\d{{3}}[\s\u00a0-]+\d{{2}}[\s\u00a0-]*\d{{2}}{_AFTER}",
    rf"{_BEFORE}8[\s\u00a0-]*\(?\d{{3}}\)?[\s\u00a0-]*\d{{3}}[\s\u00a0-]+\d{{2}}[\s\u00a0-]*\d{{2}}{_AFTER}",
    rf"{_BEFORE}\(\d{{3,4}}\)\s?\d{{2,3}}[\s-]\d{{2}}[\s-]?\d{{2}}{_AFTER}",
    rf"{_BEFORE}\d{{3}}-\d{{3}}-\d{{4}}{_AFTER}",
    r"(?i:\b(?:tel(?:efon\w*|ephone)?|phone|mobile|mob(?:il)?|whats\s?app|hotline|тел(?:ефон\w*)?|моб\w*|"
    r"ватсап\w*|qaynar xətt\w*|горяч\w+ лини\w+)\b[\s.:]{0,3}"
    rf"(?:{_NO}|is|was|:|—|-|\s){{0,6}}[\s:]*)(?:\(?\d[\s\u00a0().-]*){{5,14}}(?<=\d)(?!\d)",
]
_MAIL = [r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"]
_ACCOUNT = [
    rf"{_BEFORE}[A-Z]{{2}}\d{{2}}(?:\s?[A-Z0-9]{{4}}){{3,7}}(?:\s?[A-Z0-9]{{1,3}})?{_AFTER}",
    rf"{_BEFORE}(?:\d{{4}}[\s-]){{3}}\d{{4}}{_AFTER}",
    r"(?i:\b(?:iban|(?:bank )?account|card|hesab\w*|kart\w*|счет\w*|счёт\w*|карт[аыуе]\w*)\s+)"
    rf"(?i:{_NO}\W{{0,3}})(?=(?:[\s-]?\d){{8}})\d[\d\s-]*\d",
]
_DOCUMENT_WORD = (
    r"(?i:\b(?:passport\w*|identity card|id card|id|residence permit|driving licen[cs]e|birth certificate|visa|"
    r"pasport\w*|(?:şəxsiyyət|sürücülük|vəsiqə)\w*(?: vəsiqə\w*)?|f[iİ]n(?:[- ]kod\w*)?|vöen|"
    r"doğum haqqında şəhadətnamə\w*|"
    r"(?:загран)?паспорт\w*|удостоверени\w+(?: личности)?|снилс|инн|пинфл|вид\w* на жительство|"
    r"водительск\w+ прав\w*|свидетельств\w+ о рождении|виз[аыуе]))"
)
_DOCUMENT = [
    rf"{_DOCUMENT_WORD}(?:[\s,:(—-]|{_NO}|seriya\w*|seri[ae]s?|сери[яию]|kod\w*|code|with|is|was|с|и|və|and){{0,8}}{_TOKEN}",
    rf"{_BEFORE}(?:AZE|AA|MYI|MYİ|DYI|DYİ)\s?№?\s?\d{{7,8}}{_AFTER}",
    rf"{_BEFORE}\d{{2}}\s?\d{{2}}\s(?:№\s?)?\d{{6}}{_AFTER}",
    rf"{_BEFORE}\d{{3}}-\d{{3}}-\d{{3}}[\s-]\d{{2}}{_AFTER}",
    rf"{_BEFORE}\d{{3}}-\d{{2}}-\d{{4}}{_AFTER}",
    rf"{_BEFORE}(?:\d{{2}}-[A-Z]{{2}}-\d{{3}}|[АВЕКМНОРСТУХ]\s?\d{{3}}\s?[АВЕКМНОРСТУХ]{{2}}\s?\d{{2,3}}){_AFTER}",
]
_CASE_WORD = (
    r"(?i:\b(?:(?:court |criminal |civil |administrative )?case|docket|case file|application|complaint|protocol|"
    r"дел[оауе]м?|материал\w*|протокол\w*|производств\w+|жалоб\w+|заявлени\w+|кусп|уид|"
    r"(?:cinayət |mülki |inzibati )?iş(?:i|in|ə|də|dən|inin)?|protokol\w*|şikayət\w*|ərizə\w*))"
)
_CASE = [
    rf"{_CASE_WORD}[\s,:(]{{1,2}}{_NO}\s?[:.]?\s?[\w/()-]{{0,20}}\d[\w/()-]{{0,20}}(?:\.\d[\w/()-]{{0,20}}){{0,4}}",
    r"(?i:\b(?:№\s?)?[\w/()-]{0,20}\d[\w/()-]{0,20}\s?(?:-?\w{0,2}\s)?(?:nömrəli|saylı|№-?l[iıuü])\s"
    r"(?:cinayət |mülki |inzibati )?(?:iş|protokol|şikayət|ərizə)\w*)",
    rf"{_BEFORE}\d{{1,2}}[аaуиkк]?(?:/\d{{1,2}})?-\d{{1,5}}/(?:20)?\d{{2}}{_AFTER}(?!/)",
    rf"{_BEFORE}\d{{1,2}}[a-zа-я]{{0,3}}[-\s]?\(\d{{2,4}}\)-\d{{1,5}}/(?:20)?\d{{2}}{_AFTER}(?!/)",
    rf"{_BEFORE}\d{{2}}[A-ZА-Я]{{2}}\d{{4}}-\d{{2}}-\d{{4}}-\d{{6}}-\d{{2}}{_AFTER}",
    r"(?i:уголовн\w+ дел\w+\s)№?\s?\d{6,}",
    rf"{_BEFORE}1\d{{16}}{_AFTER}",
]

#: Words that turn a number behind a street into a count.
_COUNTED = (
    r"(?!\s*(?:[–-]\s*\d+\s*)?(?:people|persons?|men|women|migrants?|residents?|officers?|police|activists?|detainees|were|of|"
    r"years?|days?|hours?|others?|homes?|houses|flats|shops|human|человек|люд\w+|мужчин\w*|женщин\w*|мигрант\w*|жител\w+|"
    r"сотрудник\w*|полицейск\w*|задержан\w*|лет|дн\w+|час\w*|граждан\w*|тысяч\w*|дом(?:а|ов)|квартир\b|магазин\w*|"
    r"nəfər\w*|adam\w*|kişi\w*|qadın\w*|şəxs\w*|sakin\w*|polis\w*|miqrant\w*|gün\w*|saat\w*|il\w*|min|evdə|mağaza\w*|"
    r"(?:of )?(?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    r"yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr)\b)"
)
_NAME = r"(?:(?:\d{1,2}(?:-\w{1,3})?|[A-ZÀ-ÞĞİŞƏА-ЯЁ][\w'’.-]*|of|the|имени|им\.)[\s\u00a0]){1,5}"
_RU_STREET = (
    r"(?i:\b(?:ул\.|улиц\w+|пр-к?т\w*|просп\.|проспект\w*|пер\.|переул\w+|шоссе|наб\.|набережн\w+|"
    r"бульвар\w*|б-р|площад\w+|пл\.|микрорайон\w*|мкр\.?|проезд\w*|тупик\w*))"
)
_RU_REST = r"(?:[\s,]{1,3}(?i:корп\w*|стр\w*|к\.|кв\.|квартир\w+|подъезд\w*|этаж\w*|офис\w*)[\s.№]{0,3}\d+[а-яА-Я]?)*"
_HOUSE = r"\d{1,4}(?:\s?[а-гА-ГA-Da-d]\b)?(?:/\d{1,3}\w?)?(?!\d|[:%.]\d|-[йяе]\b)"
_AZ_STREET = r"(?:küçə|prospekt|şosse|döngə|bulvar|massiv|mikrorayon|qəsəbə|meydan)\w*|küç\.|pr\.|m/r|mkr\.?"
_AZ_HOUSE = r"(?i:ev|bina|blok|mənzil|mən\.|m\.|korpus)"
_EN_STREET = (
    r"(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Lane|Boulevard|Blvd\.?|Prospekt|Highway|Drive|Alley|Embankment)"
)
_EN_FLAT = r"(?:,?\s(?:apartment|apt\.?|flat|room|unit|suite)\s(?:no\.?\s)?\d+\w?)"
_ADDRESS = [
    # улица Названия, дом 5, кв. 12
    rf"{_RU_STREET}[\s\u00a0]{{0,2}}(?:(?:\d{{1,2}}(?:-\w{{1,3}})?|им(?:ени|\.)|[А-ЯЁ][\w.-]*)[\s\u00a0]){{0,4}}"
    rf"(?:\d{{1,2}}(?:-\w{{1,3}})?\s)?[А-ЯЁа-яё][\w.-]*(?:,?\s?(?i:д\.|дом\w*|стр\.)\s?№?|,\s?|\s){_HOUSE}{_COUNTED}{_RU_REST}",
    rf"{_RU_STREET}\s[^.;\n]{{3,40}}?,?\s(?i:д\.|дом\w*)\s?№?{_HOUSE}{_RU_REST}",
    rf"(?:[А-ЯЁ][\w-]+\s){{1,3}}{_RU_STREET}(?:,?\s?(?i:д\.|дом\w*|стр\.)\s?№?|,\s?|\s){_HOUSE}{_COUNTED}{_RU_REST}",
    r"(?i:\bдом\w{0,2}\s(?:№\s?)?\d+\w?,?\s(?:по|на)\s(?:улице|ул\.|проспекту|проспекте)\s)[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+){0,2}"
    + _RU_REST,
    r"(?i:\b(?:дом|д\.)\s?№?\s?\d{1,4}\w?,\s?(?:кв\.|квартир\w+)\s?№?\s?\d{1,4})",
    r"(?<!\w)кв\.\s?№?\d{1,4}(?!\w)",
    # Ad küçəsi, ev 5, mənzil 12
    rf"(?:{_NAME})(?:{_AZ_STREET})(?:[\s,]{{1,2}}(?:{_AZ_HOUSE}[\s:№-]{{0,3}})|,\s?|\s){_HOUSE}(?:-?c[iıuü]\b)?{_COUNTED}"
    rf"(?:[\s,]{{1,3}}{_AZ_HOUSE}[\s:№-]{{0,3}}\d+\w?)*",
    r"(?i:(?<!\w)\d{1,4}\w?\s(?:saylı|nömrəli)\s(?:ev|bina|mənzil)\w*)",
    r"(?i:\b(?:ev|bina)\s?№?\s?\d{1,4}\w?,\s?(?:mənzil|m\.|mən\.)\s?№?\s?\d{1,4})",
    r"\bAZ[\s-]?\d{4}\b",
    # 5 Name Street, apartment 12; Name Street, 5
    rf"(?<![\w.,-])\d{{1,5}}[A-Da-d]?,?\s(?:[A-ZÀ-ÞĞİŞƏ][\w'’.-]*\s){{1,4}}{_EN_STREET}(?!\w){_EN_FLAT}?",
    rf"(?:[A-ZÀ-ÞĞİŞƏ][\w'’.-]*\s|\d{{1,2}}(?:st|nd|rd|th)?\s){{1,4}}{_EN_STREET}(?:,?\s(?:house|building|no\.?|№)\s?|,\s|\s)"
    rf"{_HOUSE}{_COUNTED}{_EN_FLAT}?",
    r"(?i:\b(?:house|building)\s(?:no\.?\s|№\s?)?\d{1,4}\w?,\s?(?:apartment|apt\.?|flat)\s(?:no\.?\s)?\d{1,4})",
]
_POINT = [rf"{_BEFORE}\d{{1,2}}\.\d{{4,}}°?\s?[NСS]?[,;\s]\s?\d{{1,3}}\.\d{{4,}}°?\s?[EВW]?{_AFTER}"]
_PROFILE = [
    r"(?i:(?:https?://)?(?:www\.|m\.)?(?:t\.me|vk\.com|facebook\.com|fb\.com|instagram\.com|tiktok\.com|ok\.ru)"
    r"/[\w.@/=?-]+)",
    r"(?<![\w.@/])@[A-Za-z_]\w{3,}\b(?!\.\w)",
]

#: Each sort: its patterns, and small letters without one of which none of those can fit; none: a shape is enough.
SORTS: Final[tuple[tuple[str, list[str], tuple[str, ...]], ...]] = (
    ("e-mail", _MAIL, ("@",)),
    ("account number", _ACCOUNT[:2], ()),
    ("account number", _ACCOUNT[2:], ("iban", "account", "card", "hesab", "kart", "счет", "счёт", "карт")),
    (
        "case number",
        _CASE[:2],
        ("case", "docket", "appl", "compl", "prot", "дел", "матер", "прот", "произв", "жалоб", "заявл", "кусп",
         "уид", "iş", "şika", "əriz"),
    ),
    ("case number", _CASE[2:], ()),
    (
        "document number",
        _DOCUMENT[:1],
        ("pasp", "passp", "card", "id ", "permit", "licen", "birth", "visa", "vəsiq", "fin", "fi\u0307n", "vöen",
         "doğum", "паспорт", "удостов", "снилс", "инн", "пинфл", "вид", "прав", "свидет", "виз"),
    ),
    ("document number", _DOCUMENT[1:], ()),
    ("phone", _PHONE[:-1], ()),
    ("phone", _PHONE[-1:], ("tel", "phone", "mob", "whats", "hotline", "тел", "моб", "ватсап", "qaynar", "горяч")),
    (
        "address",
        _ADDRESS,
        ("ул", "пр", "шосс", "наб", "бульв", "б-р", "площ", "пл.", "микрор", "мкр", "туп", "пер", "дом", "д.", "кв.",
         "küç", "pr", "şoss", "döng", "bulvar", "massiv", "mikro", "qəs", "meyd", "m/r", "mkr", "saylı", "nömrə", "ev",
         "bina", "az", "stre", "st.", "ave", "road", "rd", "lane", "boul", "blvd", "highw", "drive", "alley", "embank",
         "house", "build"),
    ),
    ("point", _POINT, ()),
    ("profile", _PROFILE, ("@", "t.me", "vk.com", "facebook", "fb.com", "instagram", "tiktok", "ok.ru")),
)  # fmt: skip
#: Sorts that a release holds itself, outside words of reports: points of settlements, addresses of public channels.
IN_WORDS_ONLY: Final = frozenset({"point", "profile"})
_WITHOUT_DIGITS: Final = frozenset({"e-mail", "profile"})
_PATTERNS: Final = tuple(
    (sort, re.compile("|".join(f"(?:{one})" for one in those)), needs) for sort, those, needs in SORTS
)
_MAY = re.compile(r"[\d@/]")
_MAY_IN_RELEASES = re.compile(r"[\d@]")
_DIGIT = re.compile(r"\d")
LEAST_DIGITS = 4  #: of what its shape alone gives away: "2-1/25" is the number of a case
_NUMBER = re.compile(r"\d[\d\s\u00a0().+/–-]*")
#: Signs before and after a number that a shape can take in: letters of a series, a bracket, the end of a word.
_AHEAD, _AFTERWARDS = 10, 14
_WORDS_AROUND = 90  #: signs before and after a number within which the word for it stands


def _near_numbers(text: str, ahead: int, afterwards: int) -> list[tuple[int, int]]:
    """The stretches of a text in which something made of digits can stand."""
    out: list[tuple[int, int]] = []
    for one in _NUMBER.finditer(text):
        start, end = max(0, one.start() - ahead), min(len(text), one.end() + afterwards)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _told(small: str, needs: tuple[str, ...]) -> bool:
    for one in needs:  # noqa: SIM110 (a third of the time of any(); asked of every line of a release)
        if one in small:
            return True
    return False


def particulars(text: str, *, everywhere: bool = True) -> tuple[Particular, ...]:
    """What of this a text tells, in order, no two overlapping; without ``everywhere`` only what no release holds.

    >>> [one.sort for one in particulars("Zəng edin: +994 50 123 45 67; Nizami küçəsi, ev 5, mənzil 12.")]
    ['phone', 'address']
    >>> particulars("Article 228.1, 12 people, 2025-06-01/2025-06-15, on Nizami Street 12 men were held")
    ()
    """
    if not (_MAY if everywhere else _MAY_IN_RELEASES).search(text):
        return ()
    small = text.lower()
    around = _near_numbers(text, _WORDS_AROUND, _WORDS_AROUND)
    near = [
        (start, end)
        for start, end in (_near_numbers(text, _AHEAD, _AFTERWARDS) if around else ())
        if len(_DIGIT.findall(text, start, end)) >= LEAST_DIGITS
    ]
    found = []
    for sort, pattern, needs in _PATTERNS:
        if (sort in IN_WORDS_ONLY and not everywhere) or (needs and not _told(small, needs)):
            continue
        stretches = near if not needs else [(0, len(text))] if sort in _WITHOUT_DIGITS else around
        for start, end in stretches:
            found += [Particular(*hit.span(), sort) for hit in pattern.finditer(text, start, end)]
    out: list[Particular] = []
    for one in sorted(found, key=lambda it: (it.start, -it.end)):
        if not out or one.start >= out[-1].end:
            out.append(one)
    return tuple(out)


def without_particulars(text: str) -> tuple[str, int]:
    """The text with each of them replaced by what it was, and how many were.

    >>> without_particulars("Passport AZE 1234567 was taken.")
    ('[document number] was taken.', 1)
    """
    found = particulars(text)
    out, last = [], 0
    for one in found:
        out += [text[last : one.start], one.label]
        last = one.end
    return "".join(out) + text[last:], len(found)
