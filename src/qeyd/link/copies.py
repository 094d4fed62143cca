"""Which reports carry the same text: exact and near copies, trimmed, re-ordered, re-headlined, touched up.

A text is broken into overlapping runs of SHINGLE words, each hashed; a fixed fraction of the hash values, the
same for every text, is kept as its *fingerprints* (FracMinHash: Irber et al. 2022, "Lightweight compositional
analysis of metagenomes with FracMinHash"; the fraction of one text's fingerprints found in another estimates how
much of it the other contains, also when their lengths differ, which a MinHash of the union cannot). Reports that
share fingerprints are then compared in full.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qeyd.link.words import words
from qeyd.model import Report

Hashes = npt.NDArray[np.uint64]

SHINGLE = 3  #: words in a run; see decision 21 for the measurement
KEEP_ONE_IN = 4  #: which fraction of the runs is a fingerprint
MOST_BEARERS = 256  #: a fingerprint that more reports bear is boilerplate and proposes nothing
FEWEST_SHARED = 2  #: fingerprints two reports share before they are compared in full
COPY = 0.20  #: from which share on the shorter text is called a copy; see decision 21
#: From which share of words in step on, where they stand between other words ("word substitution"), it is one too.
IN_STEP = 0.32
#: A run that more reports bear says the less the more there are: it may be an outlet's standing footer.
RARE = 5
MOSTLY = 0.55  #: from which share on a text is a copy though very many carry the same
_DRIFT = 8  #: words by which a copy may get out of step by what was put in or left out
SHORTEST = 20  #: words; shorter texts say too little

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


@lru_cache(maxsize=500_000)
def _word_hash(word: str) -> int:
    raw = word.encode()
    return zlib.crc32(raw) << 32 | zlib.adler32(raw)


def codes_of(text: str) -> Hashes:
    """The hashes of a text's words, in order; empty for a text that is too short."""
    folded = words(text)
    if len(folded) < SHORTEST:
        return np.empty(0, dtype=np.uint64)
    return np.fromiter(map(_word_hash, folded), dtype=np.uint64, count=len(folded))


def _runs(codes: Hashes) -> Hashes:
    """The hash of the run of words that begins at each word."""
    runs = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for offset in range(SHINGLE):
        runs = (runs ^ codes[offset : offset + len(runs)]) * _MIX[offset]
        runs ^= runs >> np.uint64(29)
    return runs


def shingles(codes: Hashes) -> Hashes:
    """The hashes of the runs of these words, sorted, each once."""
    return np.unique(_runs(codes)) if len(codes) else codes


def fingerprints(hashes: Hashes) -> Hashes:
    """The part of a text's hashes that goes into the index."""
    kept: Hashes = hashes[(hashes >> np.uint64(13)) % np.uint64(KEEP_ONE_IN) == 0]
    return kept


def containment(a: Hashes, b: Hashes) -> float:
    """Which share of the shorter text's runs of words the other text has too, 0 to 1."""
    if not len(a) or not len(b):
        return 0.0
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / min(len(a), len(b))


def in_step(a: Hashes, b: Hashes) -> float:
    """Which share of the shorter text's words stands in the other at the same distance from each other, 0 to 1.

    Every pair of equal words lies on a diagonal (the difference of its places); a copy with words replaced puts many
    on few neighbouring diagonals, texts of one matter in other words scatter them.
    """
    if not len(a) or not len(b):
        return 0.0
    if len(b) < len(a):
        a, b = b, a
    order = np.argsort(b, kind="stable")
    ranked = b[order]
    low, high = np.searchsorted(ranked, a, "left"), np.searchsorted(ranked, a, "right")
    counts = high - low
    counts[counts > 6] = 0  # words as common as that say nothing about order
    total = int(counts.sum())
    if not total:
        return 0.0
    places = np.repeat(np.arange(len(a)), counts)
    within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    diagonals = order[np.repeat(low, counts) + within] - places + len(a)
    hits = np.bincount(diagonals, minlength=len(a) + len(b))
    summed = np.concatenate(([0], np.cumsum(hits)))
    near = int((summed[_DRIFT:] - summed[:-_DRIFT]).max()) if len(summed) > _DRIFT else total
    return min(near / len(a), 1.0)


@dataclass(frozen=True, slots=True)
class Prints:
    """What of a text is compared."""

    codes: Hashes  #: of its words, in order
    runs: Hashes  #: of all its runs of words, sorted
    marks: Hashes  #: its fingerprints


def prints_of(text: str) -> Prints:
    """A text ready to be compared."""
    return prints_from(codes_of(text))


def prints_from(codes: Hashes) -> Prints:
    """The same from the codes of the text's words."""
    runs = shingles(codes)
    return Prints(codes, runs, fingerprints(runs))


def level(bearers: int) -> int:
    """How common a fingerprint is: 0 up to RARE bearers, one more for each doubling."""
    return 0 if bearers <= RARE else ((bearers - 1) // RARE).bit_length()


def likeness(a: Prints, b: Prints, common: Mapping[int, int]) -> float:
    """Which share of the shorter text the other carries: in runs of words, or word by word in step; 0 if it is no copy.

    ``common`` holds the levels of the fingerprints that are not rare. Where texts share such, each fingerprint counts
    by its rarity, so that a standing footer makes no copies and a release that sixty outlets carry still does.
    """
    shared = np.intersect1d(a.marks, b.marks, assume_unique=True).tolist()
    rare = sum(one not in common for one in shared)
    share = containment(a.runs, b.runs)
    if rare == len(shared):
        if share >= COPY:
            return share
        steps = in_step(a.codes, b.codes)
    else:
        fewer = min(a.marks, b.marks, key=len).tolist()
        weight = sum(4.0 ** -common.get(one, 0) for one in fewer)
        if share >= MOSTLY or sum(4.0 ** -common.get(one, 0) for one in shared) >= COPY * weight:
            return share
        steps = in_step(_plain(a, common), _plain(b, common)) if rare >= FEWEST_SHARED else 0.0
    return steps if steps >= IN_STEP else 0.0


def _plain(one: Prints, common: Mapping[int, int]) -> Hashes:
    """The words of a text without the passages that many texts bear."""
    where = [n for n, run in enumerate(_runs(one.codes).tolist()) if run in common]
    keep = np.ones(len(one.codes), dtype=bool)
    for n, start in enumerate(where):
        end = where[n + 1] if n + 1 < len(where) and where[n + 1] - start <= _SAME_PASSAGE else start
        keep[start : end + SHINGLE] = False
    plain: Hashes = one.codes[keep]
    return plain


#: Words between two common fingerprints up to which they belong to one standing passage.
_SAME_PASSAGE = 3 * KEEP_ONE_IN


class CopyIndex:
    """Finds the reports that a report shares text with, one report at a time.

    What it holds after ``settle`` does not depend on the order in which reports came, nor on reports that were taken
    out again: where a fingerprint becomes commoner or rarer, its bearers are compared anew.
    """

    def __init__(self) -> None:
        self._next = 0
        self._prints: MutableMapping[int, Prints] = {}
        self._bearers: MutableMapping[int, int | list[int]] = {}  # most have one bearer: no list for those
        self._common: MutableMapping[int, int] = {}  # fingerprint -> level
        self._like: MutableMapping[int, dict[int, float]] = {}
        self._waiting: set[int] = set()

    def add(self, text: str) -> int:
        """Take one report's text in: its number, counted from 0."""
        number = self._next
        self._next += 1
        self._prints[number] = prints_of(text)
        self._waiting.add(number)
        for mark in self._prints[number].marks.tolist():
            bearers = self._bearers.setdefault(mark, number)
            if isinstance(bearers, list):
                bearers.append(number)
                self._weigh(mark, len(bearers), len(bearers) - 1)
            elif bearers != number:
                self._bearers[mark] = [bearers, number]
        return number

    def remove(self, number: int) -> set[int]:
        """Take one report's text out: the reports that were like it."""
        others = set(self._like.pop(number, ()))
        for other in others:
            del self._like[other][number]
        for mark in self._prints.pop(number).marks.tolist():
            bearers = self._bearers[mark]
            if not isinstance(bearers, list):
                del self._bearers[mark]
                continue
            bearers.remove(number)
            self._weigh(mark, len(bearers), len(bearers) + 1)
            if len(bearers) == 1:
                self._bearers[mark] = bearers[0]
        self._waiting.discard(number)
        return others

    def _weigh(self, mark: int, now: int, before: int) -> None:
        bearers = self._bearers[mark]
        assert isinstance(bearers, list)
        if level(now) != level(before) or (now > MOST_BEARERS) != (before > MOST_BEARERS):
            self._waiting.update(bearers)
            if level(now):
                self._common[mark] = level(now)
            else:
                self._common.pop(mark, None)

    def settle(self) -> set[int]:
        """Compare what is new, and anew what became commoner or rarer: the reports whose likenesses changed."""
        changed = set()
        for number in sorted(self._waiting):
            if number not in self._prints:
                continue
            new, old = self._found(number), self._like.get(number, {})
            for other in old.keys() - new.keys():
                del self._like[other][number]
                changed |= {number, other}
            for other, share in new.items():
                if old.get(other) != share:
                    self._like.setdefault(other, {})[number] = share
                    changed |= {number, other}
            if new or old:
                self._like[number] = new
        self._waiting.clear()
        return changed

    def like(self, number: int) -> dict[int, float]:
        """The reports that it copies or that copy it, with how much of the shorter text they share."""
        return self._like.get(number, {})

    def _found(self, number: int) -> dict[int, float]:
        counts: Counter[int] = Counter()
        mine = self._prints[number]
        for mark in mine.marks.tolist():
            bearers = self._bearers[mark]
            if isinstance(bearers, list) and len(bearers) <= MOST_BEARERS:
                counts.update(bearers)
        del counts[number]
        found = {}
        for other, shared in counts.items():
            if shared >= FEWEST_SHARED:
                share = likeness(mine, self._prints[other], self._common)
                if share:
                    found[other] = share
        return found


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A run of words that two reports share, with where it stands in each (characters of the texts)."""

    text: str
    first: tuple[int, int]
    second: tuple[int, int]


def shared_passages(one: Report, other: Report, *, fewest_words: int = 5) -> tuple[SharedPassage, ...]:
    """The runs of words that both reports carry, longest first: the evidence for a copy."""
    import re
    from difflib import SequenceMatcher

    from qeyd.link.words import fold

    spans = [[match.span() for match in re.finditer(r"\w+", report.text)] for report in (one, other)]
    tokens = [
        [fold(report.text[s:e]) for s, e in found] for report, found in zip((one, other), spans, strict=True)
    ]
    blocks = SequenceMatcher(None, tokens[0], tokens[1], autojunk=False).get_matching_blocks()
    out = [
        SharedPassage(
            one.text[spans[0][block.a][0] : spans[0][block.a + block.size - 1][1]],
            (spans[0][block.a][0], spans[0][block.a + block.size - 1][1]),
            (spans[1][block.b][0], spans[1][block.b + block.size - 1][1]),
        )
        for block in blocks
        if block.size >= fewest_words
    ]
    return tuple(sorted(out, key=lambda passage: (-len(passage.text), passage.first)))


def copies(texts: Iterable[str]) -> list[tuple[int, int, float]]:
    """All pairs of texts of which one copies the other: (number, number, share of the shorter one).

    The whole collection is joined at once by sorting its fingerprints, which is how a million reports are
    gone through; one report at a time is CopyIndex's work.
    """
    known = [prints_of(text) for text in texts]
    if not known:
        return []
    marks = np.concatenate([one.marks for one in known])
    owners = np.repeat(np.arange(len(known), dtype=np.uint32), [len(one.marks) for one in known])
    order = np.argsort(marks, kind="stable")
    marks, owners = marks[order], owners[order]
    starts = np.flatnonzero(np.r_[True, marks[1:] != marks[:-1]])
    sizes = np.diff(np.r_[starts, len(marks)])
    often = np.flatnonzero(sizes > RARE)
    common = {
        mark: level(size)
        for mark, size in zip(marks[starts[often]].tolist(), sizes[often].tolist(), strict=True)
    }
    pairs: list[Hashes] = []
    for size in np.unique(sizes).tolist():
        if not 2 <= size <= MOST_BEARERS:
            continue
        block = owners[starts[sizes == size][:, None] + np.arange(size)].astype(np.uint64)
        left, right = np.triu_indices(size, 1)
        pairs.append((block[:, left] << np.uint64(32) | block[:, right]).ravel())
    if not pairs:
        return []
    codes, counts = np.unique(np.concatenate(pairs), return_counts=True)
    out = []
    for code in codes[counts >= FEWEST_SHARED].tolist():
        one, other = code >> 32, code & 0xFFFFFFFF
        share = likeness(known[one], known[other], common)
        if share:
            out.append((one, other, share))
    return out
