"""How a speaker is shown: what kind of speaker their words name, their name in the nominative, their role."""

import re

from qeyd.languages import Form
from qeyd.model import SpeakerSort
from qeyd.read.said_names import Found, is_mark
from qeyd.read.said_words import Line, SaidWords


def sort_of(folds: tuple[str, ...], words: SaidWords, *, outlet: str | None = None) -> SpeakerSort:
    """What kind of speaker these folded words name. A person without a role word is "other"."""
    if outlet and words.language.fold(outlet).split()[:1] == list(folds[:1]):
        return SpeakerSort.OUTLET
    order = (
        SpeakerSort.LAWYER, SpeakerSort.RELATIVE, SpeakerSort.OUTLET, SpeakerSort.OFFICIAL,
        SpeakerSort.ORGANISATION, SpeakerSort.WITNESS, SpeakerSort.OTHER,
    )  # fmt: skip
    patterns = dict(words.sorts)
    for sort in order:
        if any(patterns[sort].fullmatch(fold) for fold in folds if not is_mark(fold)):
            return sort
    return SpeakerSort.OTHER


def written_name(line: Line, found: Found, text: str, words: SaidWords) -> tuple[str, str | None]:
    """The name as it is shown, and the role: a proper name stands without its role words."""
    first, last = found.first, found.last
    while first < last and line.folds[first] in words.allowed:
        first += 1
    first, last = min(first, last - 1), last
    role = _text(line, *found.role, text) if found.role else None
    if not found.role:
        cut = last
        while cut > first and line.words[cut - 1].text[0].isupper() and last - cut < 4:
            cut -= 1
        # "the lawyer Elmira Sadiq": small words, then a proper name of two or three words to the end
        alone = last - cut == 1 and cut > first and words.roles.fullmatch(line.folds[cut - 1]) is not None
        if cut > first and (alone or 2 <= last - cut <= 3) and not _names_body(line, cut, last, words):
            before = line.folds[cut - 1]
            if before not in words.allowed and before not in words.stop:
                role, first = _text(line, first, cut, text), cut
        elif cut == first and last - first >= 3:
            # "Kremlin spokesman Dmitri Orlov", "Foreign Minister Ilya Sever"
            roles = [i for i in range(first, last - 1) if words.roles.fullmatch(line.folds[i])]
            after = (roles[-1] + 1) if roles else last
            if 1 < last - after <= 3 and all(w.text[0].isupper() for w in line.words[after:last]):
                role, first = _text(line, first, after, text), after
    return _nominative(line, first, last, text, words), role


def _names_body(line: Line, first: int, last: int, words: SaidWords) -> bool:
    return sort_of(line.folds[first:last], words) in (SpeakerSort.OFFICIAL, SpeakerSort.ORGANISATION)


def _text(line: Line, first: int, last: int, text: str) -> str:
    return text[line.words[first].start : line.words[last - 1].end]


def _nominative(line: Line, first: int, last: int, text: str, words: SaidWords) -> str:
    name = _text(line, first, last, text).strip("«»“”„\"'’‘ ,")
    if words.strip:
        fold = words.language.fold(name.split()[-1]) if name.split() else ""
        for sign in ("'", "’", "-"):
            head, found, tail = name.rpartition(sign)
            if found and head and tail and len(tail) <= 5 and tail.islower():
                return head.strip('«»“”„"')
        for ending in words.strip:
            cut = ending.search(fold)
            if cut and len(fold) == len(name.split()[-1]) and cut.start() > 2:
                return name[: len(name) - (len(fold) - cut.start())].strip('«»“”„"')
        return name
    if name.endswith(("'s", "’s")):
        return name[:-2]
    people = line.words[first:last]
    if (
        words.language.script == "Cyrillic"
        and len(people) <= 3
        and all(word.text[0].isupper() and not is_mark(word.text) for word in people)
    ):
        return _person([word.text for word in people], words)
    if words.language.script == "Cyrillic" and len(people) == 1:
        best = words.forms(name)[0]
        if best.number == "sing" and best.pos == "noun" and best.case != "nom":
            return best.lemma
    return name


_SURNAME_OF_HER = re.compile(r"([оеё]в|[иы]н)ой$")
_HER_SURNAME = frozenset({"surname", "femn"})


def _person(name: list[str], words: SaidWords) -> str:
    """A person's name in the nominative, where all its words can stand in one other case together."""
    readings: list[list[Form]] = []
    for word in name:
        forms = [form for form in words.forms(word) if form.pos == "name" and form.number != "plur"]
        ending = _SURNAME_OF_HER.search(words.language.fold(word)) if readings else None
        if ending and word[0].isupper():
            forms = [
                Form(
                    words.language.fold(word)[: ending.start()] + ending[1],
                    "name",
                    case,
                    "sing",
                    _HER_SURNAME,
                )
                for case in ("gen", "dat", "ins", "loc")
            ]
        readings.append(forms)
    if any(word.isupper() or "-" in word for word in name) or not all(readings):
        return " ".join(name)
    cases = [{form.case for form in forms} for forms in readings]
    if all("nom" in one for one in cases):
        return " ".join(name)
    case = next((one for one in ("gen", "dat", "acc", "ins", "loc") if all(one in c for c in cases)), None)
    if case is None:
        return " ".join(name)
    out = []
    for word, forms in zip(name, readings, strict=True):
        form = next(form for form in forms if form.case == case)
        lemma = form.lemma
        if form.has("surname", "femn"):
            if lemma.endswith(("ов", "ев", "ин", "ёв", "ын")):
                lemma += "а"
            elif lemma.endswith("ий"):
                lemma = lemma[:-2] + "ая"
        same = bool(lemma) and lemma[0] == words.language.fold(word)[0]
        out.append(lemma[0].upper() + lemma[1:] if same else word)
    return " ".join(out)
