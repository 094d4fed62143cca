"""Which reports carry the same text: exact and near copies, trimmed, re-ordered, re-headlined, touched up.

A text is broken into overlapping runs of SHINGLE words, each hashed; a fixed fraction of the hash values, the
same for every text, is kept as its *fingerprints* (FracMinHash: Irber et al. 2022, "Lightweight compositional
analysis of metagenomes with FracMinHash"; the fraction of one text's fingerprints found in another estimates how
much of it the other contains, also when their lengths differ, which a MinHash of the union cannot). Reports that
share fingerprints are then compared in full.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
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
COPY = 0.30  #: from which containment on the shorter text is called a copy; see decision 21
SHORTEST = 20  #: words; shorter texts say too little

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


@lru_cache(maxsize=500_000)
def _word_hash(word: str) -> int:
    raw = word.encode()
    return zlib.crc32(raw) << 32 | zlib.adler32(raw)


def shingles(text: str) -> Hashes:
    """The hashes of a text's runs of words, sorted, each once; empty for a text that is too short."""
    folded = words(text)
    if len(folded) < SHORTEST:
        return np.empty(0, dtype=np.uint64)
    codes = np.fromiter((_word_hash(word) for word in folded), dtype=np.uint64, count=len(folded))
    runs = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for offset in range(SHINGLE):
        runs = (runs ^ codes[offset : offset + len(runs)]) * _MIX[offset]
        runs ^= runs >> np.uint64(29)
    return np.unique(runs)


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


class CopyIndex:
    """Finds the reports that a report shares text with, one report at a time.

    What it holds does not depend on the order in which reports came, nor on reports that were taken out again: when
    a fingerprint turns out to be boilerplate, the likenesses that rested on it alone are taken back, and found
    again when it no longer is.
    """

    def __init__(self, *, least: float = COPY) -> None:
        self.least = least
        self._next = 0
        self._hashes: dict[int, Hashes] = {}
        self._bearers: dict[int, int | list[int]] = {}  # most fingerprints have one bearer: no list for those
        self._like: dict[int, dict[int, float]] = {}

    def add(self, text: str) -> tuple[int, set[int]]:
        """Take one report's text in: its number, counted from 0, and the reports that lost a likeness by it."""
        number = self._next
        self._next += 1
        hashes = shingles(text)
        self._hashes[number] = hashes
        doubtful: set[int] = set()
        for print_ in fingerprints(hashes).tolist():
            bearers = self._bearers.setdefault(print_, number)
            if isinstance(bearers, list):
                bearers.append(number)
                if len(bearers) == MOST_BEARERS + 1:
                    doubtful.update(bearers)
            elif bearers != number:
                self._bearers[print_] = [bearers, number]
        changed = self._drop_what_rests_on_boilerplate(doubtful)
        self._find(number)
        return number, changed

    def remove(self, number: int) -> set[int]:
        """Take one report's text out: the reports whose likenesses changed."""
        changed = set(self._like.pop(number, {}))
        for other in changed:
            self._like[other].pop(number)
        revived: set[int] = set()
        for print_ in fingerprints(self._hashes.pop(number)).tolist():
            bearers = self._bearers[print_]
            if not isinstance(bearers, list):
                del self._bearers[print_]
                continue
            bearers.remove(number)
            if len(bearers) == MOST_BEARERS:
                revived.update(bearers)
            elif len(bearers) == 1:
                self._bearers[print_] = bearers[0]
        for one in revived:
            changed |= self._find(one)
        return changed

    def like(self, number: int) -> dict[int, float]:
        """The reports that share at least ``least`` of the shorter text, with how much."""
        return self._like.get(number, {})

    def _find(self, number: int) -> set[int]:
        counts: Counter[int] = Counter()
        for print_ in fingerprints(self._hashes[number]).tolist():
            bearers = self._bearers[print_]
            if isinstance(bearers, list) and len(bearers) <= MOST_BEARERS:
                counts.update(bearers)
        del counts[number]
        found = set()
        known = self._like.get(number, {})
        for other, shared in counts.items():
            if shared >= FEWEST_SHARED and other not in known:
                share = containment(self._hashes[number], self._hashes[other])
                if share >= self.least:
                    self._like.setdefault(number, {})[other] = share
                    self._like.setdefault(other, {})[number] = share
                    found |= {number, other}
        return found

    def _is_boilerplate(self, print_: int) -> bool:
        bearers = self._bearers[print_]
        return isinstance(bearers, list) and len(bearers) > MOST_BEARERS

    def _drop_what_rests_on_boilerplate(self, doubtful: set[int]) -> set[int]:
        changed = set()
        for one in doubtful:
            mine = fingerprints(self._hashes[one])
            for other in list(self._like.get(one, ())):
                both = np.intersect1d(mine, fingerprints(self._hashes[other]), assume_unique=True).tolist()
                if sum(not self._is_boilerplate(print_) for print_ in both) < FEWEST_SHARED:
                    del self._like[one][other], self._like[other][one]
                    changed |= {one, other}
        return changed


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


def copies(texts: Sequence[str] | Iterable[str], *, least: float = COPY) -> list[tuple[int, int, float]]:
    """All pairs of texts that share at least this much of the shorter one: (number, number, share).

    The whole collection is joined at once by sorting its fingerprints, which is how a million reports are
    gone through; one report at a time is CopyIndex's work.
    """
    hashes = [shingles(text) for text in texts]
    prints = [fingerprints(one) for one in hashes]
    if not prints:
        return []
    keys = np.concatenate(prints)
    owners = np.repeat(np.arange(len(prints), dtype=np.uint32), [len(one) for one in prints])
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
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
        share = containment(hashes[one], hashes[other])
        if share >= least:
            out.append((one, other, share))
    return out
