"""From a report's text back to the archived bytes: where in the page the words of a quote stand.

Nothing is stored: the map is worked out from the archived bytes, the encoding kept with them and the text, in the
same way each time. Through it a stretch of text leads to the bytes that spell it, past tags, character references
and folded white space. What cannot be led back exactly is not led back at all.
"""

import codecs
import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from qeyd.collect.charset import decode

#: Parts of a page's source that show nothing: comments, scripts and styles with all they hold, tags.
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|title|textarea)\b.*?(?:</\1\s*>|\Z)|<!\[CDATA\[|\]\]>|"
    r"<[a-zA-Z/!?](?:[^<>\"']++|\"[^\"]{0,5000}+\"|'[^']{0,5000}+'){0,100}+>|<[a-zA-Z/!?][^<>]*+>",
    re.DOTALL | re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
#: Signs that show nothing and that extraction folds: white space, soft hyphens, zero-width signs, control signs.
_FOLDED = re.compile("[\\s\x00-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff]")
_SHORTEST = 6  #: signs; a shorter piece is looked for only right where it has to stand
_LEAP = 400  #: signs between two pieces of a line that was cut apart: a box may stand in between


@dataclass(frozen=True, slots=True)
class ByteRange:
    """A stretch of an archived file."""

    start: int  #: bytes from its beginning
    end: int


class Trace:
    """The map from a report's text to its archived bytes."""

    def __init__(self, data: bytes, text: str, *, media: str, encoding: str | None = None) -> None:
        """``data`` as archived, ``text`` as taken from it, ``media`` what the bytes are, ``encoding`` if known."""
        self.data, self.text = data, text
        self.source, self.codec = _decoded(data, encoding)
        self._offsets = _offsets(data, self.source, self.codec)
        self._places = _places(text, self.source, media) if self._offsets else {}

    def ranges(self, start: int, end: int) -> tuple[ByteRange, ...] | None:
        """The bytes that spell the characters from ``start`` to ``end``; None: they cannot be led back exactly.

        Neighbouring bytes are one range; tags between words part ranges. All ranges, decoded and with their character
        references resolved, are the text's own characters, white space and invisible signs aside.
        """
        spans: list[tuple[int, int]] = []
        for at in range(max(0, start), min(end, len(self.text))):
            if _FOLDED.match(self.text[at]):
                continue
            place = self._places.get(at)
            if place is None:
                return None
            if spans and (
                spans[-1] == place or place[0] == spans[-1][1] or self._only_space(spans[-1][1], place[0])
            ):
                spans[-1] = (spans[-1][0], place[1])
            else:
                spans.append(place)
        return tuple(ByteRange(self._offsets[a], self._offsets[b]) for a, b in spans) or None

    def _only_space(self, start: int, end: int) -> bool:
        return start < end and not _FOLDED.sub("", html.unescape(self.source[start:end]))

    def read(self, ranges: tuple[ByteRange, ...]) -> str:
        """What the bytes of these ranges say, white space as it stands there."""
        return "".join(
            html.unescape(self.data[one.start : one.end].decode(_plain(self.codec), "replace"))
            for one in ranges
        )

    def around(self, ranges: tuple[ByteRange, ...], *, signs: int = 160) -> tuple[tuple[str, bool], ...]:
        """The page's source around these ranges as pieces, each with whether it spells the text."""
        if not ranges:
            return ()
        marks = [
            (bisect_left(self._offsets, one.start), bisect_left(self._offsets, one.end)) for one in ranges
        ]
        out = [(self.source[max(0, marks[0][0] - signs) : marks[0][0]], False)]
        for n, (a, b) in enumerate(marks):
            out.append((self.source[a:b], True))
            after = marks[n + 1][0] if n + 1 < len(marks) else min(len(self.source), b + signs)
            between = self.source[b:after]
            out.append(
                (between if len(between) <= 2 * signs else f"{between[:signs]} […] {between[-signs:]}", False)
            )
        return tuple((piece, marked) for piece, marked in out if piece)


def squeezed(text: str) -> str:
    """A text without its white space and invisible signs."""
    return _FOLDED.sub("", text)


def _decoded(data: bytes, encoding: str | None) -> tuple[str, str]:
    if encoding:
        try:
            return data.decode(encoding, "replace"), encoding
        except LookupError:
            pass
    return decode(data)


def _plain(codec: str) -> str:
    """The codec without its byte-order mark, for stretches from the middle of a file."""
    name = codecs.lookup(codec).name
    return {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)


def _offsets(data: bytes, source: str, codec: str) -> list[int]:
    """For each character of the source, and for its end, the byte that it begins at; empty: that is not known."""
    name, mark = codecs.lookup(codec).name, 0
    if name == "utf-8-sig":
        mark = 3 if data.startswith(codecs.BOM_UTF8) else 0
    elif name == "utf-16" and data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        mark = 2
    if name.startswith("utf-8"):
        if "\ufffd" not in source:
            widths = [
                1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in source
            ]
        else:
            widths = _slow_widths(data[mark:])
    elif name.startswith("utf-16"):
        widths = [2 if c < "\U00010000" else 4 for c in source]
    else:
        widths = [1] * len(source)
    offsets = list(accumulate(widths, initial=mark))
    return offsets if len(offsets) == len(source) + 1 and offsets[-1] == len(data) else []


def _slow_widths(data: bytes) -> list[int]:
    """How many bytes each character of damaged UTF-8 came from."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    widths: list[int] = []
    waiting = 0
    for n in range(len(data)):
        came = decoder.decode(data[n : n + 1])
        waiting += 1
        if came:
            # Of several at once the last is this byte's own, those before are what began and nothing ended.
            pending = len(decoder.getstate()[0])
            widths += [waiting - pending] if len(came) == 1 else [*_shared(waiting - 1, len(came) - 1), 1]
            waiting = pending
    rest = decoder.decode(b"", final=True)
    return widths + _shared(waiting, len(rest))


def _shared(size: int, signs: int) -> list[int]:
    """Bytes that ended as so many signs of damage: one each, what is left over with the last."""
    return [1] * (signs - 1) + [size - signs + 1] if signs else []


def _seen(source: str, media: str) -> Iterator[tuple[str, int, int]]:
    """Each sign that a page shows, and the stretch of its source that spells it."""
    if media.partition(";")[0] not in ("text/html", "application/xhtml+xml"):
        for at, sign in enumerate(source):
            yield sign, at, at + 1
        return
    at = 0
    for unseen in _UNSEEN.finditer(source):
        yield from _shown(source, at, unseen.start())
        at = unseen.end()
    yield from _shown(source, at, len(source))


def _shown(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    at = start
    while at < end:
        reference = _REFERENCE.match(source, at, end) if source[at] == "&" else None
        said = html.unescape(reference.group()) if reference else ""
        if reference and said != reference.group():
            for sign in said:
                yield sign, at, reference.end()
            at = reference.end()
        else:
            yield source[at], at, at + 1
            at += 1


def _places(text: str, source: str, media: str) -> dict[int, tuple[int, int]]:
    """For each visible character of the text the stretch of the source that spells it, where it was found."""
    shown = [one for one in _seen(source, media) if not _FOLDED.match(one[0])]
    stream = "".join(one[0] for one in shown)
    lines = []
    start = 0
    for line in text.split("\n"):
        numbers = [n for n in range(start, start + len(line)) if not _FOLDED.match(text[n])]
        if numbers:
            lines.append(numbers)
        start += len(line) + 1
    found: dict[int, int] = {}  # character of the text -> sign of the stream
    # Long lines first: they stand once. Short ones then have to stand between their neighbours.
    at = 0
    anchors: dict[int, tuple[int, int]] = {}
    for n, numbers in enumerate(lines):
        if len(numbers) < 40:
            continue
        words = "".join(text[one] for one in numbers)
        there = stream.find(words, at)
        there = stream.find(words) if there < 0 else there
        if there >= 0:
            anchors[n] = (there, there + len(words))
            at = anchors[n][1]
    low = 0
    for n, numbers in enumerate(lines):
        if n in anchors:
            low = anchors[n][1]
            found.update((one, anchors[n][0] + k) for k, one in enumerate(numbers))
            continue
        high = next((anchors[m][0] for m in range(n + 1, len(lines)) if m in anchors), len(stream))
        low = _pieces(text, numbers, stream, low, high if high > low else len(stream), found)
    return {one: (shown[sign][1], shown[sign][2]) for one, sign in found.items()}


def _pieces(text: str, numbers: list[int], stream: str, low: int, high: int, found: dict[int, int]) -> int:
    """Find a line, or its halves, or theirs, in order; where the stream was left comes back."""
    words = "".join(text[one] for one in numbers)
    there = stream.find(words, low, high)
    if there >= 0 and (len(words) >= _SHORTEST or there == low or there - low < _LEAP):
        found.update((one, there + k) for k, one in enumerate(numbers))
        return there + len(words)
    if len(words) < 2 * _SHORTEST:
        return low
    half = len(numbers) // 2
    middle = _pieces(text, numbers[:half], stream, low, high, found)
    return _pieces(text, numbers[half:], stream, middle, min(high, middle + _LEAP + 2 * len(words)), found)


__all__ = ["ByteRange", "Trace", "squeezed"]
