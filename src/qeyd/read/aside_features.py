"""The passages of a text that may be accusations, opinions or pattern claims, and what each holds, as numbers by name.

A passage is a sentence, or the words of one in quotation marks where they are most of it. What its features weigh
is learned (`aside_weights.json`); most of them belong to no language, so that each learns from the others.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qeyd.languages import Language
from qeyd.languages.words import Paragraph, split
from qeyd.read.attribution import CARRIED, TOLD, Attribution
from qeyd.read.said_quotes import SHORTEST_SPEECH, Quotation, near, quotations_in
from qeyd.read.said_words import CLAIMED, DENIED, Line, lines_of, phrases, said_words

# A quotation that takes more of its sentence than this is the passage.
_MOSTLY = 0.5
# Letters of the end of a word (of one longer than so many, no name) and how much they count beside a list.
_ENDING, _LONG, _ENDING_WEIGHS = 3, 5, 0.5
_LISTS = {
    "accusation": ("accuse", "ground", "offence", "charge", "did", "label", "found", "beside"),
    "opinion": (
        "cue",
        "value",
        "modal",
        "first_person",
        "judge",
        "this",
        "contrast",
        "verdict",
        "past",
        "present",
    ),
    "surely": ("rise", "spread", "selectivity", "intent", "systematic"),
    "pattern": ("rise", "spread", "selectivity", "intent", "systematic", "many", "compared", "alike"),
}
_SORTS = _LISTS["surely"]
# Words that mean more where they stand within so many words of each other, and inside quotation marks.
_GAP = 4
_NEIGHBOURS = (
    ("opinion.verdict", "opinion.value"),
    ("opinion.cue", "opinion.value"),
    ("opinion.judge", "opinion.value"),
    ("accusation.accuse", "accusation.offence"),
    ("accusation.charge", "accusation.offence"),
    ("accusation.ground", "accusation.offence"),
    ("accusation.label", "accusation.offence"),
    ("accusation.found", "accusation.did"),
    ("accusation.charge", "accusation.did"),
    ("pattern.many", "pattern.rise"),
    ("pattern.many", "pattern.selectivity"),
    ("pattern.many", "pattern.systematic"),
    ("pattern.many", "pattern.spread"),
    ("pattern.compared", "pattern.rise"),
)
_IN_PIECE = ("accusation.offence", "accusation.did", "opinion.value", "opinion.contrast", "pattern.intent")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that may be an aside, and what it holds."""

    start: int
    end: int
    attribution: Attribution | None
    features: Mapping[str, float]
    line: tuple[int, int]  #: the sentence it stands in


@dataclass(frozen=True, slots=True)
class Hints:
    """What else is known of a text: where it tells which acts, and which stretches give a reason for one."""

    acts: Sequence[tuple[int, str]] = ()
    grounds: Sequence[tuple[int, int]] = ()


@cache
def lists(code: str) -> dict[str, re.Pattern[str]]:
    """The words of a language's `asides.toml`, by part and key."""
    language = said_words(code).language
    table = language.table("asides")
    return {
        f"{part}.{key}": phrases(language, "asides", table.get(part, {}), key)
        for part, keys in _LISTS.items()
        for key in keys
    }


def is_ending(name: str) -> bool:
    """Whether a feature is an ending of words of one language rather than something that all languages share."""
    return name[2:4] == " -"


def passages_in(
    text: str,
    language: Language,
    attributions: Sequence[Attribution],
    *,
    paragraphs: Sequence[Paragraph] | None = None,
    hints: Hints | None = None,
) -> tuple[Passage, ...]:
    """Cut a text into the passages that may be asides, and say what each holds."""
    parts = tuple(paragraphs) if paragraphs is not None else split(text, language)
    lines = lines_of(parts, language)
    quoted: dict[int, list[Quotation]] = {}
    for quotation in quotations_in(text, parts):
        quoted.setdefault(quotation.paragraph, []).append(quotation)
    known = _by_line(lines, hints or Hints())
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
        marks = near(quoted.get(line.paragraph, []), line.start, line.end)
        found.append(_passage(line, language, touching, marks, known, len(lines)))
    return tuple(found)


def _by_line(lines: Sequence[Line], hints: Hints) -> dict[int, dict[str, float]]:
    """What the hints say of each sentence and of the one before it, by the sentence's number."""
    out: dict[int, dict[str, float]] = {}
    acts = sorted(hints.acts)
    grounds = sorted(hints.grounds)
    at = reason = 0
    before: set[str] = set()
    for line in lines:
        here = set()
        while at < len(acts) and acts[at][0] < line.end:
            if acts[at][0] >= line.start:
                here.add(acts[at][1])
            at += 1
        told = {f"act {act}": 1.0 for act in here} | {f"act before {act}": 1.0 for act in before}
        told["acts"] = float(bool(here))
        while reason < len(grounds) and grounds[reason][0] < line.end:
            told["ground"] = 1.0
            reason += 1
        if told.get("ground") and here:
            told |= {f"ground&{act}": 1.0 for act in here}
        out[line.number] = told
        before = here
    return out


def _passage(
    line: Line,
    language: Language,
    told: list[Attribution],
    marks: Sequence[Quotation],
    known: Mapping[int, Mapping[str, float]],
    total: int,
) -> Passage:
    inside = [(max(q.start, line.start), min(q.end, line.end)) for q in marks]
    inside = [(a, b) for a, b in inside if a < b]
    spoken = [
        (a, b)
        for (a, b), q in zip(
            inside, [q for q in marks if q.start < line.end and q.end > line.start], strict=True
        )
        if b - a >= SHORTEST_SPEECH and q.end - q.start >= SHORTEST_SPEECH
    ]
    # A sentence is a passage; where most of it stands in quotation marks, those words are.
    start, end = max(spoken, key=lambda span: span[1] - span[0], default=(line.start, line.end))
    whole = bool(spoken) and (end - start) > _MOSTLY * (line.end - line.start)
    if spoken and not whole:
        start, end = line.start, line.end
    one = max(
        told,
        key=lambda a: (min(a.end, end) - max(a.start, start) > 0, a.reach == TOLD, -(a.end - a.start)),
        default=None,
    )
    piece = None if whole or not inside else max(inside, key=lambda span: span[1] - span[0])
    features = _features(line, language, one, bool(spoken), piece)
    features["quoted whole"] = float(whole)
    features |= _pieces(line, lists(language.code)["accusation.beside"], inside, whole)
    features |= known[line.number]
    features["goes on"] = float(any(q.start < line.start and q.end > line.start for q in marks))
    if total == 1:  # a sentence by itself opens nothing
        features["lead"] = 0.0
    features["last third"] = float(3 * line.number >= 2 * total)
    features["few sentences"] = float(total <= 6)
    features["many sentences"] = float(total > 20)
    features["last"] = float(line.number == total - 1)
    _join(features)
    return Passage(start, end, one, {k: v for k, v in features.items() if v}, (line.start, line.end))


def _pieces(
    line: Line, beside: re.Pattern[str], inside: Sequence[tuple[int, int]], whole: bool
) -> dict[str, float]:
    """What a few words in quotation marks inside a sentence are like: a label, a charge, a name."""
    if whole or not inside:
        return {}
    start, end = max(inside, key=lambda span: span[1] - span[0])
    words = [word for word in line.words if start <= word.start < end and not word.is_mark]
    if not words:
        return {}
    small = not words[0].is_capital
    return {
        "piece": 1.0,
        "piece, small letter": float(small),
        "piece, one word": float(len(words) == 1),
        "piece, words": min(len(words), 12) / 12,
        "pieces": float(len(inside) > 1),
        "piece beside a charge": float(_beside(line, beside, start, end)),
    }


def _beside(line: Line, beside: re.Pattern[str], start: int, end: int) -> bool:
    """Whether the word before or after a few quoted words is one that hands over a charge: for, за, görə."""
    words = [(word, fold) for word, fold in zip(line.words, line.folds, strict=True) if not word.is_mark]
    before = [fold for word, fold in words if word.end <= start][-1:]
    after = [fold for word, fold in words if word.start >= end][:1]
    return any(beside.fullmatch(fold) for fold in (*before, *after))


def _meet(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether two of these stretches of words stand no more than a few words apart."""
    return any(a[0] - b[1] <= _GAP and b[0] - a[1] <= _GAP and a != b for a in some for b in others)


def _features(
    line: Line, language: Language, one: Attribution | None, quoted: bool, piece: tuple[int, int] | None
) -> dict[str, float]:
    features: dict[str, float] = {"bias": 1.0, language.code: 1.0}
    at: dict[str, list[tuple[int, int]]] = {}
    for name, pattern in lists(language.code).items():
        if name == "accusation.beside":
            continue
        hits = [line.words_of(match) for match in pattern.finditer(line.text)]
        if hits:
            features[name] = 1.0
            at[name] = hits
            if len(hits) > 1:
                features[f"{name}+"] = 1.0
    for first, second in _NEIGHBOURS:
        if _meet(at.get(first, ()), at.get(second, ())):
            features[f"{first} by {second}"] = 1.0
    if piece is not None:
        for name in _IN_PIECE:
            if any(piece[0] <= line.words[one].start < piece[1] for one, _ in at.get(name, ())):
                features[f"{name} in piece"] = 1.0
    code = language.code
    for word, fold in zip(line.words, line.folds, strict=True):
        if len(fold) > _LONG and fold[0].isalpha() and not word.is_capital:
            features[f"{code} -{fold[-_ENDING:]}"] = _ENDING_WEIGHS
    features["quoted"] = float(quoted)
    features["question"] = float(line.text.rstrip(' "»”').endswith("?"))
    features["lead"] = float(line.start == 0)
    figures = sum(word.is_number for word in line.words)
    features["figures"] = float(figures > 0)
    features["figures+"] = float(figures > 1)
    features["year"] = float(any(_YEAR.match(word.text) for word in line.words))
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
    return features


def _join(features: dict[str, float]) -> None:
    """Add what two features mean together."""

    def both(first: str, *others: str) -> None:
        if features.get(first):
            for other in others:
                if features.get(other):
                    features[f"{first}&{other}"] = 1.0

    both("accusation.offence", "accusation.accuse", "accusation.ground", "sort.official", "ground", "piece")
    both("accusation.charge", "piece", "accusation.did", "ground", "sort.official")
    both("accusation.label", "piece", "sort.official", "accusation.offence", "piece, small letter")
    both("accusation.did", "sort.official", "accusation.ground")
    both("accusation.found", "sort.official", "accusation.offence", "accusation.did", "opinion.past")
    both(
        "piece beside a charge",
        "acts",
        "ground",
        "piece, small letter",
        "accusation.offence",
        "act convicted",
    )
    both("sort.official", "told", "opinion.past", "quoted whole")
    both("piece", "ground", "sort.official", "acts", "assesses", "opinion.judge", "opinion.cue", "told")
    both(
        "opinion.value",
        "quoted",
        "assesses",
        "opinion.cue",
        "sort.lawyer",
        "sort.other",
        "sort.organisation",
        "quoted whole",
    )
    both(
        "opinion.verdict",
        "piece",
        "sort.official",
        "sort.lawyer",
        "sort.other",
        "sort.organisation",
        "opinion.value",
        "acts",
        "piece, small letter",
    )
    both("opinion.past", "quoted whole", "told")
    both("opinion.present", "quoted whole", "told", "own")
    both("opinion.this", "quoted whole", "told", "opinion.contrast", "own")
    both("opinion.contrast", "quoted whole", "own")
    both(
        "quoted whole",
        "sort.lawyer",
        "sort.other",
        "sort.organisation",
        "sort.official",
        "sort.relative",
        "sort.witness",
        "acts",
        "figures",
        "opinion.first_person",
    )
    for sort in _SORTS:
        if features.get(f"pattern.{sort}"):
            features["pattern.any"] = features.get("pattern.any", 0.0) + 1.0
            for other in (
                "pattern.many",
                "own",
                "quoted",
                "told",
                "acts",
                "figures+",
                "pattern.compared",
                "pattern.alike",
            ):
                if features.get(other):
                    features[f"{sort}&{other}"] = 1.0
    both("pattern.compared", "figures", "figures+", "own", "told", "acts")
    both("pattern.alike", "own", "quoted", "told")


__all__ = ["Hints", "Passage", "is_ending", "lists", "passages_in"]
