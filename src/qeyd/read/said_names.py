"""Who speaks: the words for a speaker beside a verb of saying, their name as it is shown, and what they are."""

import re
from dataclasses import dataclass

from qeyd.model import SpeakerSort
from qeyd.read.said_words import Line, SaidWords

OPENING, CLOSING = frozenset('«“„"‘'), frozenset('»”"“’')
_SOURCE = ("source", "источник", "собеседник", "джерел", "співрозмовник")
_AT = ("at", "in", "в", "во", "у")
_AND = ("and", "и", "və", "та", "і", "ve")
_LONGEST = 16  # no speaker is named in more words than this


@dataclass(frozen=True, slots=True)
class Found:
    """The words for a speaker: their numbers in the sentence, first and one after the last."""

    first: int
    last: int
    role: tuple[int, int] | None = None  #: words set off by commas that say what they are


def is_mark(text: str) -> bool:
    """Say whether a word is a punctuation mark."""
    return not any(letter.isalnum() for letter in text)


def name_right(line: Line, start: int, words: SaidWords, *, skip_time: bool = True) -> Found | None:
    """The speaker named from word `start` on: "the police in Ufa | on Friday", «в ведомстве»."""
    at = _without_time(line, start, words) if skip_time else start
    if skip_time and words.language.script == "Cyrillic":
        at = _without_time(line, recipient_right(line, at, words), words)
    inside = at < len(line.words) and line.folds[at] in ("в", "во", "у", "в")
    if inside:
        at += 1
    first, last = at, at
    while last < len(line.words) and last - first < _LONGEST:
        word, fold = line.words[last].text, line.folds[last]
        if word in OPENING and word != "‘":
            close = _closing(line, last)
            if close is None or close - last > 7 or (last > first and close - last > 5):
                break
            last = close + 1
            continue
        if is_mark(word):
            break
        if fold in words.stop and fold not in words.allowed:
            if last - first == 1 and line.folds[first].startswith(_SOURCE) and fold in _AT:
                last += 1
                continue  # "a source at the airport"
            break
        if fold in words.allowed and last + 1 >= len(line.words):
            break
        if last > first and words.time.fullmatch(fold) and not word.isupper():
            break
        if last > first and not word[0].isupper() and _is_finite(word, words):
            break
        if last > first and fold in _AND and fold in words.allowed and not _joins(line, last, words):
            break
        last += 1
    while last > first and (line.folds[last - 1] in words.allowed or line.folds[last - 1] in words.skip):
        last -= 1
    return Found(first, last) if last > first else None


def _without_time(line: Line, start: int, words: SaidWords) -> int:
    """Leave out when and where it was said: «в среду», "on Friday"."""
    at = start
    while at < len(line.words) and at - start < 5:
        fold = line.folds[at]
        following = line.folds[at + 1] if at + 1 < len(line.folds) else ""
        if words.time.fullmatch(fold) or fold in words.skip or fold.isdigit():
            at += 1
        elif (
            fold in words.stop and len(fold) < 4 and (words.time.fullmatch(following) or following.isdigit())
        ):
            at += 2
        else:
            break
    return at


def _joins(line: Line, at: int, words: SaidWords) -> bool:
    """Whether "and" at this word joins two names or two bodies rather than two clauses."""
    following = line.words[at + 1].text if at + 1 < len(line.words) else ""
    before = line.words[at - 1].text
    rest = line.words[at + 1 : at + 4]
    return before[0].isupper() == following[:1].isupper() and not any(
        _is_finite(word.text, words) for word in rest if not word.text[0].isupper()
    )


def name_left(line: Line, end: int, words: SaidWords) -> Found | None:
    """The speaker named just before word `end`, in a language whose verb follows its subject."""
    last = end
    while last > 0 and (line.folds[last - 1] in words.skip or words.time.fullmatch(line.folds[last - 1])):
        last -= 1
    if last > 0 and line.folds[last - 1] in words.relative:
        last -= 1
        while last > 0 and line.words[last - 1].text == ",":
            last -= 1
    role = None
    if last > 1 and line.words[last - 1].text in ",—–)":
        # "Irina Volkova, spokeswoman for the ministry, said": the words between the commas are her role.
        opening = next(
            (i for i in range(last - 2, max(-1, last - 16), -1) if line.words[i].text in ",—–("), None
        )
        if opening is None or opening == 0:
            return None
        clause = line.folds[opening + 1] not in words.relative
        if clause and any(_is_finite(line.words[i].text, words) for i in range(opening + 1, last - 1)):
            return None
        role, last = (opening + 1, last - 1), opening
    first = last
    while first > 0 and last - first < _LONGEST:
        word, fold = line.words[first - 1].text, line.folds[first - 1]
        if word in CLOSING:
            open_at = _opening(line, first - 1)
            if open_at is None or first - open_at > 7 or is_mark(line.words[first - 2].text):
                break
            first = open_at
            continue
        if fold in _AT and 1 < first < last and _is_sort(line.folds[first - 2], words):
            first -= 2
            continue  # "officials in two regions"
        if is_mark(word) or (fold in words.stop and fold not in words.allowed):
            break
        if not word[0].isupper() and fold not in words.allowed and _is_finite(word, words):
            break
        if fold in _AND and not _joins(line, first - 1, words):
            break
        first -= 1
    while first < last and line.folds[first] in words.allowed and line.folds[first] not in ("the", "a", "an"):
        first += 1
    while first < last and (
        line.folds[first] in words.skip
        or words.time.fullmatch(line.folds[first])
        or line.folds[first].isdigit()
    ):
        first += 1
    if role is None and first > 0 and line.folds[first - 1] in words.stop:
        # "a nurse who spoke to the network | said": the nurse says it
        for at in range(first - 1, max(0, first - 7), -1):
            if is_mark(line.words[at].text):
                break
            if line.folds[at] in words.relative:
                return name_left(line, at, words)
    for at in range(last - 2, first - 1, -1):
        if words.time.fullmatch(line.folds[at]) and not line.words[at].text.isupper():
            first = at + 1  # "four hours later | the family said"
            break
    if words.language.script == "Cyrillic":
        nominative = next((at for at in range(first, last) if _may_be_nominative(line, at, words)), first)
        first = nominative if line.words[first].text not in OPENING else first
        if first > 0 and line.folds[first - 1] in _ABOUT:  # "о его итогах | ведомство сообщило"
            told = (at for at in range(first + 1, last) if _is_plain_nominative(line, at, words))
            first = next(told, last)
    return Found(first, last, role) if last > first else None


_ABOUT = frozenset(["о", "об", "обо", "про"])


def _is_plain_nominative(line: Line, at: int, words: SaidWords) -> bool:
    cases = {form.case for form in words.forms(line.words[at].text)}
    return "nom" in cases and "loc" not in cases


def _may_be_nominative(line: Line, at: int, words: SaidWords) -> bool:
    forms = words.forms(line.words[at].text)
    return all(form.case is None for form in forms) or any(form.case == "nom" for form in forms)


def _is_sort(fold: str, words: SaidWords) -> bool:
    return any(pattern.fullmatch(fold) for _, pattern in words.sorts)


def name_before_verb_last(line: Line, end: int, words: SaidWords, *, possessor: bool = False) -> Found | None:
    """The speaker before word `end` in a language whose verb closes the sentence.

    A possessor ("nazirliyin | sözlərinə görə") stands right before; a subject may open the clause.
    """
    last = end
    while last > 0 and (
        line.folds[last - 1] in words.skip
        or line.words[last - 1].text == ","
        or words.time.fullmatch(line.folds[last - 1].split("-")[0])
        or line.folds[last - 1][0].isdigit()
    ):
        last -= 1
    if not possessor:
        last = _without_recipient(line, last, words)
    first = last
    while first > 0:
        word, fold = line.words[first - 1].text, line.folds[first - 1]
        if word in CLOSING:
            open_at = _opening(line, first - 1)
            if open_at is None or first - open_at > 7:
                break
            first = open_at
            continue
        if is_mark(word) or (fold in words.stop and fold not in words.allowed):
            break
        first -= 1
    while first < last and (line.folds[first] in words.skip or line.folds[first] in words.allowed):
        first += 1
    if last <= first:
        return None
    if possessor:
        for at in range(last - 2, first - 1, -1):
            if words.forms(line.words[at].text)[0].case in ("acc", "dat", "loc", "abl"):
                first = at + 1
                break
    elif last - first > 3:
        last = _leading_name(line, first, last, words)
    while first < last and words.time.fullmatch(line.folds[first].split("-")[0]):
        first += 1
    first = _without_writer(line, first, last, words)
    return Found(first, last) if last > first else None


def _without_writer(line: Line, first: int, last: int, words: SaidWords) -> int:
    """Leave out the outlet before whom it cites: "Agentlik | prokurora" əsaslanaraq yazır."""
    ending = words.forms(line.words[last - 1].text)[0].case
    if last - first < 3 or ending not in ("dat", "gen", "abl") or is_mark(line.words[last - 1].text):
        return first
    for at in range(first, min(first + 3, last - 2)):
        told = words.forms(line.words[at].text)[0].case == "dat"
        if told and line.words[first].text[0].isupper() and line.words[at + 1].text[0].isupper():
            return at + 1  # "Ölkə Xəbərə | Daxili İşlər Nazirliyindən verilən məlumata görə"
    if line.words[first].text in OPENING:
        close = _closing(line, first)
        if close is not None and close < last - 2 and line.words[close + 1].text[0].isupper():
            return close + 1
    outlet = dict(words.sorts)[SpeakerSort.OUTLET]
    if outlet.fullmatch(line.folds[first]) and words.forms(line.words[first].text)[0].case in ("nom", None):
        return first + 1
    return first


_RUSSIAN_SURNAME = re.compile(r"(?:[oeё]v|in|sk[ia]y)a$")
_DATIVE_AFTER_QUOTE = frozenset(["ə", "a", "yə", "ya", "nə", "na", "e", "ye", "ne"])


def _without_recipient(line: Line, last: int, words: SaidWords) -> int:
    """Leave out to whom it was told, just before the verb: "jurnalistlərə", "Şimal" qəzetinə."""
    for _ in range(2):
        if last < 2:
            return last
        fold, word = line.folds[last - 1], line.words[last - 1].text
        if fold in _DATIVE_AFTER_QUOTE and line.words[last - 2].text in CLOSING:
            open_at = _opening(line, last - 2)
            if open_at is None:
                return last
            last = open_at
            continue
        forms = words.forms(word)
        if _RUSSIAN_SURNAME.search(fold) and word[0].isupper():
            return last
        if word in CLOSING or is_mark(word) or forms[0].case != "dat" or forms[0].pos == "pron":
            return last
        if any(form.case == "nom" for form in forms[:2]) and not word[0].isupper():
            return last
        last -= 1
        while last > 1 and line.words[last - 1].text in CLOSING:
            open_at = _opening(line, last - 1)
            if open_at is None:
                break
            last = open_at
    return last


def recipient_right(line: Line, start: int, words: SaidWords) -> int:
    """Where the words end that say to whom it was told: «рассказал „Голосу“ | его брат»; else `start`."""
    at = start
    if at < len(line.words) and line.words[at].text in OPENING:
        close = _closing(line, at)
        near = close is not None and close - at <= 6 and close + 1 < len(line.words)
        if close is not None and near:
            after = line.words[close + 1].text
            return close + 1 if not is_mark(after) or after in OPENING else start
        return start
    while at < len(line.words) and at - start < 4 and not is_mark(line.words[at].text):
        forms = words.forms(line.words[at].text)
        latin = line.words[at].text.isascii()
        if not (latin and at == start) and (forms[0].case != "dat" or forms[0].pos == "pron"):
            break
        at += 1
    if at < len(line.words) and at > start and line.words[at].text in OPENING:
        close = _closing(line, at)
        if close is not None:
            at = close + 1
    return at


def _leading_name(line: Line, first: int, last: int, words: SaidWords) -> int:
    """Where the name ends that opens a clause "speaker [..., what they say] said"."""
    at = first
    while at < last and at - first < _LONGEST:
        word = line.words[at].text
        if word in OPENING:
            close = _closing(line, at)
            if close is not None and close - at < 7:
                at = close + 1
                continue
        further = _office_further(line, at, last, words) if at > first else None
        if further is not None:
            at = further
            word = line.words[at].text
        forms = words.forms(word)
        best = forms[0]
        following = line.words[at + 1].text if at + 1 < last else ""
        if best.pos == "num" or word[0].isdigit() or words.time.fullmatch(line.folds[at].split("-")[0]):
            return at if at > first else last
        nominative = any(form.case == "nom" for form in forms[:2]) or best.case is None
        if best.case in ("acc", "dat", "loc") and not nominative:
            return at if at > first else last
        if best.case == "nom" and best.has("possessive3") and not following[:1].isupper():
            return at + 1
        if at > first and best.case == "nom" and word[0].isupper() and not following[:1].isupper():
            return at + 1
        at += 1
    return last


def _office_further(line: Line, at: int, last: int, words: SaidWords) -> int | None:
    """The head of an office whose name goes on after a word: "Orsk vilayəti | tacik diaspor şurasının rəhbəri"."""
    owned = False
    for i in range(at + 1, min(last, at + 7)):
        word, fold = line.words[i].text, line.folds[i]
        if is_mark(word):
            return None
        best = words.forms(word)[0]
        if fold in words.allowed:
            continue
        if best.pos in ("verb", "pron", "num", "conj") or best.case not in ("nom", "gen", None):
            return None
        if owned and best.case == "nom" and best.has("possessive3"):
            return i if _is_sort(fold, words) or words.roles.fullmatch(fold) else None
        owned = owned or best.case == "gen"
    return None


def _is_finite(word: str, words: SaidWords) -> bool:
    best = words.forms(word)[0]
    return best.pos == "verb" and ("finite" in best.features or "converb" in best.features)


def _closing(line: Line, at: int) -> int | None:
    for i in range(at + 1, min(len(line.words), at + 12)):
        if line.words[i].text in CLOSING:
            return i
    return None


def _opening(line: Line, at: int) -> int | None:
    for i in range(at - 1, max(-1, at - 12), -1):
        if line.words[i].text in OPENING:
            return i
    return None
