"""What is kept apart from facts: accusations, opinions and pattern claims (CODEBOOK §5 and §6), with their speakers.

A passage (a sentence, or the words of one in quotation marks) is weighed by what it holds (`aside_features.py`):
words of accusing, judging, rising and so on from `asides.toml`, who speaks, which acts and reasons are told there.
The weights are learned from the project's own invented pages by `benchmarks/learn_asides.py` and kept in
`aside_weights.json`.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qeyd.languages import Language
from qeyd.languages.words import Paragraph
from qeyd.model import Accusation, Opinion, PatternClaim, PatternSort, Quote
from qeyd.read.aside_features import Hints, Passage, passages_in
from qeyd.read.attribution import Attribution

#: What a passage may be; the sorts of pattern claims are told apart only where it is one.
KINDS = ("accusation", "opinion", "pattern")
# Words that make a pattern claim of their sort by themselves, wherever they stand.
SURELY = 4.0
# Reports seldom say such a thing twice: what is not the likeliest of the sentences so near must be so much likelier.
_NEAR, _SECOND = 10, 2.0


@dataclass(frozen=True, slots=True)
class Asides:
    """What one report says that is no fact of its own."""

    accusations: tuple[Accusation, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    pattern_claims: tuple[PatternClaim, ...] = ()


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    file = Path(__file__).parent / "aside_weights.json"
    loaded: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _together() -> Mapping[str, tuple[float, ...]]:
    """What each feature weighs for each of `KINDS`, so that a passage's features are looked up once."""
    by_kind = [_weights()[kind] for kind in KINDS]
    names = {name for weights in by_kind for name in weights}
    return {name: tuple(weights.get(name, 0.0) for weights in by_kind) for name in names}


def is_sure(passage: Passage, kind: str) -> bool:
    """Whether a passage holds words that make a pattern claim by themselves (of this sort, or of any)."""
    if kind == "pattern":
        return any(name.startswith("surely.") for name in passage.features)
    return f"surely.{kind}" in passage.features


def _likely(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def weigh(passage: Passage, kind: str) -> float:
    """How likely a passage is an aside of a kind (of `KINDS`, or a sort of pattern claim), between 0 and 1."""
    weights = _weights()[kind]
    total = sum(weights.get(name, 0.0) * value for name, value in passage.features.items())
    return _likely(total + SURELY * is_sure(passage, kind))


def weighed(passage: Passage) -> tuple[float, float, float]:
    """How likely a passage is an accusation, an opinion, a pattern claim: `weigh` for all `KINDS` at once."""
    table = _together()
    accusation = opinion = pattern = 0.0
    for name, value in passage.features.items():
        if found := table.get(name):
            accusation += found[0] * value
            opinion += found[1] * value
            pattern += found[2] * value
    return _likely(accusation), _likely(opinion), _likely(pattern + SURELY * is_sure(passage, "pattern"))


def chosen(likely: Sequence[float], limit: float) -> list[bool]:
    """Which passages, in the order of the text, are likely enough to be of a kind.

    >>> chosen([0.1, 0.6, 0.3], 0.2), chosen([0.1, 0.2, 0.3], 0.2)
    ([False, True, False], [False, False, True])
    """
    out = []
    for at, one in enumerate(likely):
        if one < limit:
            out.append(False)
            continue
        greatest = max(likely[max(0, at - _NEAR) : at + _NEAR + 1])
        out.append(one >= limit * (_SECOND if one < greatest else 1.0))
    return out


def asides(
    text: str,
    language: Language,
    attributions: Sequence[Attribution],
    *,
    paragraphs: Sequence[Paragraph] | None = None,
    hints: Hints | None = None,
    outlet: str | None = None,
    report_id: str = "",
) -> Asides:
    """Find the accusations, opinions and pattern claims of a text. Never raises; linear in the text's length."""
    if not language.table("asides"):
        return Asides()
    accusations, opinions, claims = [], [], []
    limits = _weights()["limits"]
    passages = passages_in(text, language, attributions, paragraphs=paragraphs, hints=hints)
    likely = [weighed(passage) for passage in passages]
    said = [chosen([one[kind] for one in likely], limits[name]) for kind, name in enumerate(KINDS)]
    for passage, accuses, judges, claims_many in zip(passages, *said, strict=True):
        quote = Quote(report_id, passage.start, passage.end, text[passage.start : passage.end])
        voice = passage.attribution.speaker if passage.attribution else None
        speaker = voice.name if voice else outlet or ""
        if accuses:
            # an accusation is the whole sentence: words in quotation marks alone say neither whom nor of what
            start, end = passage.line
            accusations.append(Accusation(speaker, "", Quote(report_id, start, end, text[start:end])))
        if judges:
            opinions.append(Opinion(speaker, voice.role or str(voice.sort) if voice else None, quote))
        if claims_many:
            sorts = {sort: weigh(passage, str(sort)) for sort in PatternSort}
            best = max(sorts.values())
            some = tuple(s for s, w in sorts.items() if w >= min(limits["second"], best))
            claims.append(PatternClaim(speaker, some, quote))
    return Asides(tuple(accusations), tuple(opinions), tuple(claims))


__all__ = [
    "KINDS",
    "SURELY",
    "Asides",
    "Hints",
    "Passage",
    "asides",
    "chosen",
    "is_sure",
    "passages_in",
    "weigh",
]
