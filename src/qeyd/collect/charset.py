"""From bytes to text whatever the page or its server claims: the bytes decide, a claim only breaks ties."""

import codecs
import re

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{2,40})""")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: What pages of these languages come in when it is not UTF-8, likelier first.
_OLD = ("cp1251", "koi8-r", "koi8-u", "cp1254", "cp866", "cp1252")
_SAMPLE = 200_000
_FREQUENT = frozenset("оеаинтрслвкмдуəeainrlktsdmuıüşğöç")
_TAG = re.compile(
    r"<[^<>]*>"
)  # a sign that opens no tag ends the search at the next one: time grows with length


def declared(data: bytes, header: str | None = None) -> tuple[str, ...]:
    """The encodings that a header and the page itself claim, those that Python knows."""
    claims = [header or ""]
    claims += [
        found.group(1).decode("ascii") for rule in (_XML, _META) if (found := rule.search(data[:8192]))
    ]
    names = []
    for claim in claims:
        try:
            names.append(codecs.lookup(claim.strip()).name)
        except (LookupError, ValueError):
            continue
    return tuple(dict.fromkeys(names))


def decode(data: bytes, header: str | None = None) -> tuple[str, str]:
    """The text of a page and the name of the encoding it was decoded with. Never fails.

    ``header`` is the charset of the Content-Type, if any. A byte-order mark wins; then UTF-8 wherever the bytes
    are UTF-8; else the encoding under which the letters look most like words, a claimed one given some credit.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    if (wide := _utf16(data)) is not None:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    broken = data.decode("utf-8", "replace")
    beyond = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if broken[:_SAMPLE].count("\ufffd") * 20 < beyond:
        return broken, "utf-8"  # a few damaged bytes in what is UTF-8
    claims = [name for name in declared(data, header) if not name.startswith("utf")]
    best, top = "cp1252", float("-inf")
    for name in dict.fromkeys((*claims, *_OLD)):
        try:
            sample = data[:_SAMPLE].decode(name, "replace")
        except (LookupError, UnicodeError):
            continue
        score = _plausible(_TAG.sub(" ", sample)) * (1.05 if name in claims else 1.0)
        if score > top:
            best, top = name, score
    return data.decode(best, "replace"), best


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the ASCII of its tags is null."""
    head = data[:2048]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and even * 10 < odd:
        return "utf-16-le"
    if even > len(head) // 5 and odd * 10 < even:
        return "utf-16-be"
    return None


def _plausible(text: str) -> float:
    """How much the letters beyond ASCII look like words: frequent small letters count for, capitals inside a word,
    mixed scripts, boxes and control signs count against.
    """
    score = 0.0
    before = ""
    for sign in text:
        if sign > "\x7f":
            if sign.isalpha():
                score += 1.0 if sign in _FREQUENT else 0.2
                if sign.isupper() and before.isalpha() and before.islower():
                    score -= 3
                if before.isascii() and before.isalpha() and "\u0400" <= sign <= "\u04ff":
                    score -= 1
                if "à" <= sign <= "ý" and sign not in _FREQUENT:
                    score -= 0.6
            elif sign in "«»“”„—–№…’‘\xa0":
                score += 0.2
            else:
                score -= 2
        before = sign
    return score if score > 0 else score / 1.05
