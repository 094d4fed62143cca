"""Where a sentence hands a statement to somebody: the cue, the speaker's words, which way it points."""

from collections.abc import Iterator
from dataclasses import dataclass

from qeyd.model import SpeakerSort
from qeyd.read.said_names import (
    CLOSING,
    OPENING,
    Found,
    is_mark,
    name_before_verb_last,
    name_left,
    name_right,
)
from qeyd.read.said_shown import sort_of
from qeyd.read.said_words import DENIED, PLAIN, Line, SaidWords

# Words that set a subject off from what is said of it in Azerbaijani and Turkish, and where they may stand.
_SETS_OFF, _OPENING = ("isə", "ise"), 10
FORWARD, BACKWARD, WHOLE, EARLIER = "forward", "backward", "whole", "earlier"


@dataclass(frozen=True, slots=True)
class Cue:
    """One handing over, in word numbers of its sentence."""

    first: int
    last: int
    source: Found | None
    direction: str  #: which way the content lies; "earlier" means the sentences before
    distance: str = PLAIN
    assesses: bool = False
    carries: bool = False  #: the source passed on what somebody else knew: "citing the agency"
    document: bool = False  #: "the statement says": whoever made it was named before


def cues_in(line: Line, words: SaidWords, quoted: set[int]) -> list[Cue]:
    """Find the cues of a sentence, in order; words whose number is in `quoted` are somebody's own speech."""
    found: list[Cue] = []
    taken: set[int] = set()

    def free(first: int, last: int) -> bool:
        return not any(i in quoted or i in taken for i in range(first, last))

    def keep(cue: Cue) -> None:
        taken.update(range(cue.first, cue.last))
        found.append(cue)

    for pattern, carries, distance in (
        (words.carried_before, True, PLAIN),
        *((pattern, False, distance) for distance, pattern in words.by_before),
    ):
        for match in pattern.finditer(line.text):
            first, last = line.words_of(match)
            if free(first, last):
                source = name_right(line, last, words, skip_time=False)
                if source is not None and may_speak(line, source, words):
                    back = points_back(line, words, first)
                    keep(Cue(first, last, source, EARLIER if back else WHOLE, distance, carries=carries))
    for pattern, carries, distance in (
        (words.carried_after, True, PLAIN),
        *((pattern, False, distance) for distance, pattern in words.by_after),
    ):
        for match in pattern.finditer(line.text):
            first, last = line.words_of(match)
            if free(first, last):
                source = name_before_verb_last(line, first, words, possessor=True)
                alone = source is None
                if source is None and line.folds[first].startswith(("rəsmi", "resmi")):
                    source, alone = Found(first, first + 1), False
                keep(Cue(first, last, source, WHOLE, distance, carries=carries, document=alone))
    if words.verb_last:
        for cue in _datives(line, words):
            if free(cue.first, cue.last):
                keep(cue)
    for cue in _documents(line, words):
        if free(cue.first, cue.last):
            keep(cue)
    verbs = [
        (*line.words_of(match), distance, assesses)
        for distance, assesses, pattern in words.verbs
        for match in pattern.finditer(line.text)
    ]
    barred = [line.words_of(match) for match in words.not_before.finditer(line.text)]
    for first, last, distance, assesses in sorted(verbs, key=lambda verb: (verb[0], -verb[1])):
        if not free(first, last) or any(a < last and first < b for a, b in barred):
            continue
        told = (
            _verb_last(line, first, last, words, distance, assesses)
            if words.verb_last
            else _verb_middle(line, first, last, words, distance, assesses)
        )
        if told is not None:
            keep(told)
    found.extend(cue for cue in _passives(line, words) if free(cue.first, cue.last))
    if not found:
        found.extend(_headline(line, words))
    return sorted(found, key=lambda cue: cue.first)


# What is cited as a ruling or a law speaks for nobody: «ссылается на решение суда».
_RULINGS = (
    "решени",
    "рішенн",
    "закон",
    "постановлени",
    "постанов",
    "приговор",
    "вирок",
    "указ",
    "стать",
    "статт",
)


def may_speak(line: Line, source: Found, words: SaidWords) -> bool:
    """Whether these words can name a speaker: a name, or a word of role; "according to the law" cannot."""
    folds = line.folds[source.first : source.last]
    if words.language.script == "Cyrillic" and folds[0].startswith(_RULINGS):
        return False
    if not words.impersonal.isdisjoint(folds) or (folds[-1] in words.stop and folds[-1] not in words.allowed):
        return False  # "It should be noted", "the investigation for"
    if any(line.words[i].text[0].isupper() for i in range(source.first, source.last)):
        return True
    return any(pattern.fullmatch(fold) for _, pattern in words.sorts for fold in folds) or bool(
        {*folds} & (words.persons | words.bodies)
        or any(words.roles.fullmatch(f) for f in folds)
        or folds[0] in ("him", "her", "them", "него", "нее", "неё", "них", "его", "её", "ее", "их")
    )


def points_back(line: Line, words: SaidWords, before: int) -> bool:
    """Whether "about this", «об этом», "bu barədə" stands among the words before word `before`, or opens the line."""
    match = words.back.search(line.text)
    if match is None:
        return False
    at = line.words_of(match)[0]
    return at <= 1 or (before - 16 < at < before)


def _direction(line: Line, first: int, last: int, words: SaidWords) -> str:
    """Which way the content of a verb lies."""
    after = line.words[last].text if last < len(line.words) else ""
    rest = list(line.folds[last : last + 12])
    if words.that in rest[:8] or (after in (":", ",") and len(line.words) - last > 6):
        return FORWARD
    return FORWARD if len(line.words) - last > 3 and first < 0.6 * len(line.words) else BACKWARD


def _verb_middle(
    line: Line, first: int, last: int, words: SaidWords, distance: str, assesses: bool
) -> Cue | None:
    """A verb with its subject before or after it (English, Russian, Ukrainian)."""
    before = line.words[first - 1].text if first else ""
    left = name_left(line, first, words)
    if left is not None and not _is_subject(line, left, words):
        left = None
    back = points_back(line, words, first)
    inverted = None
    if left is None and line.folds[first - 1 : first] in (("and",), ("и",), ("та",), ("і",)):
        left = _clause_subject(line, first - 1, words)
    elif left is None and first and before not in CLOSING and not is_mark(before) and not back and first > 3:
        return None
    if left is None or before in CLOSING or before in ",—–-" or back:
        right = name_right(line, last, words)
        if right is not None and _is_subject(line, right, words) and may_speak(line, right, words):
            inverted = right
    if inverted is not None and (left is None or (left.role is not None and _ends_after(line, inverted))):
        opening = first <= 3 or (before and first <= 5 and line.folds[0] in ("как", "as", "як"))
        direction = EARLIER if back else FORWARD if opening and not _ends_after(line, inverted) else BACKWARD
        if direction == BACKWARD and first <= 2 and not before:
            direction = EARLIER if _ends_after(line, inverted) else FORWARD
        return Cue(first, last, inverted, direction, distance, assesses)
    if left is not None and may_speak(line, left, words):
        direction = EARLIER if back and left.first > 0 else _direction(line, first, last, words)
        if distance == DENIED or assesses:
            direction = WHOLE
        return Cue(first, last, left, direction, distance, assesses)
    return None


def _clause_subject(line: Line, end: int, words: SaidWords) -> Found | None:
    """The subject that opens the clause before word `end`: "The owner voiced concern and said ..."."""
    start = next((i + 1 for i in range(end - 1, -1, -1) if line.words[i].text in ",;:—–"), 0)
    found = name_right(line, start, words)
    return found if found is not None and found.last < end and _is_subject(line, found, words) else None


def _ends_after(line: Line, found: Found) -> bool:
    rest = [line.words[i] for i in range(found.last, len(line.words))]
    return not rest or is_mark(rest[0].text) or len(rest) <= 4


_FIRST_PERSON = frozenset(
    ["i", "we", "you", "i'm", "i've", "we've", "я", "мы", "вы", "mən", "ben", "biz", "siz"]
)


def _is_subject(line: Line, found: Found, words: SaidWords) -> bool:
    """Whether the words can be a subject: in Russian and Ukrainian the nominative, or «в ведомстве»."""
    folds = line.folds[found.first : found.last]
    if not folds or all(is_mark(fold) for fold in folds):
        return False
    if words.language.script != "Cyrillic":
        return (
            not (len(folds) == 1 and folds[0] in ("that", "there", "what", "who"))
            and folds[0] not in _FIRST_PERSON
        )
    if found.first and found.role is None and line.folds[found.first - 1] in ("в", "во", "у"):
        return not any(_is_verb(line.words[i].text, words) for i in range(found.first, found.last))
    for i in range(found.first, found.last):
        word = line.words[i].text
        if is_mark(word):
            if word in OPENING:
                return not _is_recipient(line, i + 1, words)
            continue
        forms = words.forms(word)
        if forms[0].pos in ("noun", "name", "pron", "adj", "num", "verb", "other"):
            if all(form.case is None for form in forms) or any(form.case == "nom" for form in forms):
                return True
            return not words.language.fold(word).isalpha()
    return False


def _is_recipient(line: Line, at: int, words: SaidWords) -> bool:
    """Whether a title in quotation marks stands in the dative: «„Орскому вестнику“ рассказали»."""
    if at >= len(line.words) or is_mark(line.words[at].text):
        return False
    cases = {form.case for form in words.forms(line.words[at].text)}
    return "dat" in cases and "nom" not in cases


def _is_verb(word: str, words: SaidWords) -> bool:
    return not is_mark(word) and words.forms(word)[0].pos == "verb"


def _speaks(line: Line, source: Found, words: SaidWords) -> bool:
    """Whether the words before a closing verb are its subject: a speaker in the nominative."""
    forms = words.forms(line.words[source.last - 1].text)
    oblique = forms[0].case in ("acc", "dat", "loc", "gen", "ins")
    if (
        oblique
        and line.folds[source.last - 1] not in words.persons
        and not any(f.case == "nom" for f in forms[:3])
    ):
        return False
    return may_speak(line, source, words)


def _set_off(line: Line, end: int, words: SaidWords) -> Found | None:
    """A subject set off by a comma at the opening: "Avukat Selma Tan, ... söyledi"."""
    comma = next((at for at in range(1, min(9, end)) if line.words[at].text == ","), None)
    if comma is None or any(is_mark(line.words[at].text) for at in range(comma)):
        return None
    source = Found(0, comma)
    return source if _speaks(line, source, words) else None


def _is_no_speaker(line: Line, source: Found, words: SaidWords) -> bool:
    """Whether words found before a closing verb rather belong to what is said: neither a role nor a person's name."""
    folds = line.folds[source.first : source.last]
    if sort_of(folds, words) != SpeakerSort.OTHER or any(words.roles.fullmatch(fold) for fold in folds):
        return False
    if not {*folds}.isdisjoint(words.persons | words.bodies):
        return False
    return not all(word.text[0].isupper() for word in line.words[source.first : source.last])


def _opening_subject(line: Line, end: int, words: SaidWords) -> Found | None:
    """A subject that "isə" sets off at the sentence's opening: "The network | isə ... that ..., said"."""
    at = next((i for i in range(1, min(_OPENING, end)) if line.folds[i] in _SETS_OFF), None)
    if at is None or any(
        is_mark(line.words[i].text) and line.words[i].text not in OPENING | CLOSING for i in range(at)
    ):
        return None
    source = Found(0, at)
    known = sort_of(line.folds[:at], words) != SpeakerSort.OTHER
    return source if known and _speaks(line, source, words) else None


def _verb_last(
    line: Line, first: int, last: int, words: SaidWords, distance: str, assesses: bool
) -> Cue | None:
    """A verb with its subject before it at the sentence's opening or just before the verb (Azerbaijani, Turkish)."""
    source = name_before_verb_last(line, first, words)
    if source is None or not _speaks(line, source, words):
        source = _set_off(line, first, words)
    if source is None or _is_no_speaker(line, source, words):
        source = _opening_subject(line, first, words) or source
    if source is None:
        return None
    back = points_back(line, words, first)
    following = line.folds[last] if last < len(line.folds) else ""
    if back:
        direction = EARLIER if following != words.that else FORWARD
    elif following in (words.that, ":", "-", "–", "—") or words.that in line.folds[last : last + 2]:
        direction = FORWARD
    elif distance == DENIED or assesses:
        direction = WHOLE
    else:
        direction = BACKWARD
    return Cue(first, last, source, direction, distance, assesses)


def _datives(line: Line, words: SaidWords) -> Iterator[Cue]:
    """According to, after a dative: "Şəbəkəyə görə"."""
    for at, fold in enumerate(line.folds):
        if fold in ("görə", "göre") and at:
            before = line.words[at - 1].text
            if words.forms(before)[0].case != "dat":
                continue
            source = Found(at - 1, at)
            grown = name_before_verb_last(line, at, words, possessor=True)
            if grown is not None and grown.last == at and grown.last - grown.first <= 3:
                source = grown
            folds = line.folds[source.first : source.last]
            if (before[0].isupper() and at > 1) or sort_of(folds, words) != SpeakerSort.OTHER:
                yield Cue(at, at + 1, source, WHOLE)


def _passives(line: Line, words: SaidWords) -> Iterator[Cue]:
    """Said from a body: "Nazirlikdən bildirilib ki"."""
    for match in words.passive.finditer(line.text):
        first, last = line.words_of(match)
        source = None
        for at in range(first - 1, max(-1, first - 12), -1):
            word = line.words[at].text
            if is_mark(word) and word not in '-–"«»“”':
                break
            if words.forms(word)[0].case == "abl":
                left = name_before_verb_last(line, at + 1, words, possessor=True)
                source = left or Found(at, at + 1)
                break
        following = line.folds[last] if last < len(line.folds) else ""
        direction = FORWARD if following == words.that else BACKWARD
        if source is not None and may_speak(line, source, words):
            yield Cue(first, last, source, EARLIER if points_back(line, words, first) else direction)


def _documents(line: Line, words: SaidWords) -> Iterator[Cue]:
    """A document speaks for whoever made it: "the statement said", «говорится в сообщении», "Məlumatda deyilir"."""
    said = [line.words_of(m) for _, _, pattern in words.verbs[:2] for m in pattern.finditer(line.text)]
    said += [line.words_of(m) for m in words.passive.finditer(line.text)]
    for match in words.documents.finditer(line.text):
        first, last = line.words_of(match)
        for verb_first, verb_last in said:
            if 0 <= verb_first - last <= 3 or 0 <= first - verb_last <= 1:
                at_end = max(last, verb_last) >= len(line.words) - 3
                yield Cue(
                    min(first, verb_first),
                    max(last, verb_last),
                    None,
                    BACKWARD if at_end else FORWARD,
                    document=True,
                )
                break


_HEADLINE_SORTS = (SpeakerSort.OFFICIAL, SpeakerSort.LAWYER, SpeakerSort.ORGANISATION)


def _headline(line: Line, words: SaidWords) -> Iterator[Cue]:
    """A speaker, a colon, what they say: "Press service: ..."."""
    for at in range(1, min(9, len(line.words) - 2)):
        if line.words[at].text == ":":
            folds = line.folds[:at]
            plain = not any(is_mark(fold) and fold not in '«»"“”-' for fold in folds)
            if plain and sort_of(folds, words) in _HEADLINE_SORTS:
                yield Cue(0, at, Found(0, at), FORWARD)
            return
        if is_mark(line.words[at].text) and line.words[at].text not in '«»"“”-':
            return
