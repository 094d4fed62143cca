"""What is kept apart from facts: accusations, opinions and pattern claims (CODEBOOK §5 and §6), with their speakers.

A passage (a sentence, or the words of one in quotation marks) is weighed by what it holds: words of accusing,
judging, rising and so on from `asides.toml`, who speaks, and how the statement is handed over. The weights are
learned from the project's own invented pages by `benchmarks/learn_asides.py` and kept in `aside_weights.json`.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from qeyd.languages import Language
from qeyd.languages.words import Paragraph, split
from qeyd.model import Accusation, Opinion, PatternClaim, PatternSort, Quote
from qeyd.read.attribution import CARRIED, TOLD, Attribution
from qeyd.read.said_quotes import SHORTEST_SPEECH, Quotation, near, quotations_in
from qeyd.read.said_words import CLAIMED, DENIED, Line, lines_of, phrases, said_words

KINDS = ("accusation", "opinion", "pattern", *(str(sort) for sort in PatternSort))
# Words that make a pattern claim of their sort by themselves, wherever they stand.
SURELY = 4.0
# A quotation that takes more of its sentence than this is the passage.
_MOSTLY = 0.5
_LISTS = {
    "accusation": ("accuse", "ground", "offence", "charge", "did"),
    "opinion": ("cue", "value", "modal", "first_person", "judge", "this", "contrast"),
    "surely": ("rise", "spread", "selectivity", "intent", "systematic"),
    "pattern": ("rise", "spread", "selectivity", "intent", "systematic", "many"),
}


@dataclass(frozen=True, slots=True)
class Asides:
    """What one report says that is no fact of its own."""

    accusations: tuple[Accusation, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    pattern_claims: tuple[PatternClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that may be an aside, and what it holds."""

    start: int
    end: int
    attribution: Attribution | None
    features: Mapping[str, float]
    line: tuple[int, int]  #: the sentence it stands in


@cache
def _lists(code: str) -> dict[str, re.Pattern[str]]:
    language = said_words(code).language
    table = language.table("asides")
    return {
        f"{part}.{key}": phrases(language, "asides", table.get(part, {}), key)
        for part, keys in _LISTS.items()
        for key in keys
    }


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    file = Path(__file__).parent / "aside_weights.json"
    loaded: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def passages_in(
    text: str,
    language: Language,
    attributions: Sequence[Attribution],
    *,
    paragraphs: Sequence[Paragraph] | None = None,
) -> tuple[Passage, ...]:
    """Cut a text into the passages that may be asides, and say what each holds."""
    parts = tuple(paragraphs) if paragraphs is not None else split(text, language)
    lines = lines_of(parts, language)
    quoted: dict[int, list[Quotation]] = {}
    for quotation in quotations_in(text, parts):
        if quotation.end - quotation.start >= SHORTEST_SPEECH:
            quoted.setdefault(quotation.paragraph, []).append(quotation)
    found: list[Passage] = []
    ordered = sorted(attributions, key=lambda one: one.start)
    begin = 0
    for line in lines:
        while begin < len(ordered) and ordered[begin].end <= line.start and ordered[begin].start < line.start:
            begin += 1
        touching = []
        for one in ordered[begin:]:
            if one.start >= line.end:
                break
            if one.end > line.start:
                touching.append(one)
        found.extend(
            _passages(
                line,
                language,
                touching,
                [(q.start, q.end) for q in near(quoted.get(line.paragraph, []), line.start, line.end)],
                len(lines),
            )
        )
    return tuple(found)


def _passages(
    line: Line, language: Language, told: list[Attribution], quoted: list[tuple[int, int]], total: int
) -> list[Passage]:
    inside = [(max(a, line.start), min(b, line.end)) for a, b in quoted if a < line.end and b > line.start]
    inside = [(a, b) for a, b in inside if b - a >= SHORTEST_SPEECH]
    # A sentence is a passage; where most of it stands in quotation marks, those words are.
    start, end = max(inside, key=lambda span: span[1] - span[0], default=(line.start, line.end))
    whole = (end - start) > _MOSTLY * (line.end - line.start)
    if inside and not whole:
        start, end = line.start, line.end
    one = max(
        told,
        key=lambda a: (min(a.end, end) - max(a.start, start) > 0, a.reach == TOLD, -(a.end - a.start)),
        default=None,
    )
    features = _features(line, language, start, end, one, bool(inside), total)
    features["quoted whole"] = float(bool(inside) and whole)
    return [Passage(start, end, one, {k: v for k, v in features.items() if v}, (line.start, line.end))]


def _features(
    line: Line, language: Language, start: int, end: int, one: Attribution | None, quoted: bool, total: int
) -> dict[str, float]:
    features: dict[str, float] = {"bias": 1.0}
    for name, pattern in _lists(language.code).items():
        hits = sum(1 for _ in pattern.finditer(line.text))
        if hits:
            features[name] = 1.0
            if hits > 1:
                features[f"{name}+"] = 1.0
    features["quoted"] = float(quoted)
    features["question"] = float(line.text.rstrip(' "»”').endswith("?"))
    features["lead"] = float(line.start == 0)
    features["figures"] = float(any(word.text[:1].isdigit() for word in line.words))
    length = len(line.words)
    features["short"] = float(length < 7)
    features["long"] = float(length > 28)
    if one is not None:
        features[f"sort.{one.speaker.sort}"] = 1.0
        features["assesses"] = float(one.assesses)
        features["denies"] = float(one.distance == DENIED)
        features["claims"] = float(one.distance == CLAIMED)
        features["carried"] = float(one.reach == CARRIED)
        features["told"] = float(one.reach == TOLD)
    else:
        features["own"] = 1.0
    if "accusation.offence" in features:
        for other in ("accusation.accuse", "accusation.ground", "sort.official"):
            if features.get(other):
                features[f"offence&{other}"] = 1.0
    if features.get("opinion.value"):
        for other in ("quoted", "assesses", "opinion.cue", "sort.lawyer", "sort.other", "sort.organisation"):
            if features.get(other):
                features[f"value&{other}"] = 1.0
    for sort in _LISTS["pattern"][:-1]:
        if features.get(f"pattern.{sort}"):
            features["pattern.any"] = features.get("pattern.any", 0.0) + 1.0
            for other in ("pattern.many", "own", "quoted", "told"):
                if features.get(other):
                    features[f"{sort}&{other}"] = 1.0
    return {name: value for name, value in features.items() if value}


def accuses(code: str, folded: str) -> bool:
    """Whether a sentence of folded words holds a word of accusing, in the language of this code."""
    return _lists(code)["accusation.accuse"].search(folded) is not None


def is_sure(passage: Passage, kind: str) -> bool:
    """Whether a passage holds words that make a pattern claim by themselves (of this sort, or of any)."""
    if kind == "pattern":
        return any(name.startswith("surely.") for name in passage.features)
    return f"surely.{kind}" in passage.features


def weigh(passage: Passage, kind: str) -> float:
    """How likely a passage is an aside of a kind (of `KINDS`), between 0 and 1."""
    weights = _weights()[kind]
    total = sum(weights.get(name, 0.0) * value for name, value in passage.features.items())
    if is_sure(passage, kind):
        total += SURELY
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def asides(
    text: str,
    language: Language,
    attributions: Sequence[Attribution],
    *,
    paragraphs: Sequence[Paragraph] | None = None,
    outlet: str | None = None,
    report_id: str = "",
) -> Asides:
    """Find the accusations, opinions and pattern claims of a text. Never raises; linear in the text's length."""
    if not language.table("asides"):
        return Asides()
    accusations, opinions, claims = [], [], []
    limits = _weights()["limits"]
    accused_at: tuple[int, int] | None = None
    for passage in passages_in(text, language, attributions, paragraphs=paragraphs):
        quote = Quote(report_id, passage.start, passage.end, text[passage.start : passage.end])
        voice = passage.attribution.speaker if passage.attribution else None
        speaker = voice.name if voice else outlet or ""
        if passage.line != accused_at and weigh(passage, "accusation") >= limits["accusation"]:
            # an accusation is the whole sentence: words in quotation marks alone say neither whom nor of what
            accused_at = passage.line
            start, end = passage.line
            accusations.append(Accusation(speaker, "", Quote(report_id, start, end, text[start:end])))
        if weigh(passage, "opinion") >= limits["opinion"]:
            opinions.append(Opinion(speaker, voice.role or str(voice.sort) if voice else None, quote))
        if weigh(passage, "pattern") >= limits["pattern"]:
            sorts = {sort: weigh(passage, str(sort)) for sort in PatternSort}
            best = max(sorts.values())
            chosen = tuple(s for s, w in sorts.items() if w >= min(limits["second"], best))
            claims.append(PatternClaim(speaker, chosen, quote))
    return Asides(tuple(accusations), tuple(opinions), tuple(claims))


__all__ = ["Asides", "Passage", "accuses", "asides", "passages_in", "weigh"]
