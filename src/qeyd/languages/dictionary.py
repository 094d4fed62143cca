"""Russian and Ukrainian word forms, looked up in pymorphy3's dictionaries.

pymorphy3 (MIT) with pymorphy3-dicts-ru and pymorphy3-dicts-uk, which come from the OpenCorpora and
the VESUM dictionaries. It is imported when the first word is asked for. Its tags are those of
https://opencorpora.org/dict.php?act=gram.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qeyd.languages.forms import Form

if TYPE_CHECKING:
    from qeyd.languages.language import Language

_POS = {
    "NOUN": "noun", "ADJF": "adj", "ADJS": "adj", "COMP": "adj", "VERB": "verb", "INFN": "verb",
    "PRTF": "verb", "PRTS": "verb", "GRND": "verb", "NUMR": "num", "ADVB": "adv", "NPRO": "pron",
    "PRED": "adv", "PREP": "prep", "CONJ": "conj", "PRCL": "part", "INTJ": "part",
}  # fmt: skip
_VERB_FORM = {
    "VERB": "finite", "INFN": "infinitive", "PRTF": "participle", "PRTS": "participle", "GRND": "converb",
}  # fmt: skip
# The second genitive, the second locative and the like are the same case for us.
_CASE = {
    "nomn": "nom", "gent": "gen", "datv": "dat", "accs": "acc", "ablt": "ins", "loct": "loc",
    "voct": "nom", "gen1": "gen", "gen2": "gen", "acc2": "acc", "loc1": "loc", "loc2": "loc",
}  # fmt: skip
_FEATURES = {
    "past": "past", "pres": "present", "futr": "future", "impr": "imperative", "pssv": "passive",
    "masc": "masc", "femn": "femn", "neut": "neut", "1per": "person1", "2per": "person2",
    "3per": "person3", "Supr": "superlative", "perf": "perfective", "impf": "imperfective",
    "Surn": "surname", "Name": "first-name", "Patr": "patronymic", "Geox": "toponym",
    "Orgn": "organisation", "Abbr": "abbreviation", "Anum": "ordinal", "anim": "animate",
    "PRTS": "short", "ADJS": "short", "Refl": "reflexive", "Impe": "impersonal",
    "Anph": "anaphoric", "Dmns": "demonstrative",
}  # fmt: skip
_NAMES = ("Surn", "Name", "Patr", "Geox", "Orgn", "Trad")
_REFLEXIVE = re.compile(r"(?:ся|сь)\Z")


def make_analyser(language: "Language") -> Any:
    """Give the function that looks one written word up. The dictionary is opened here, some 0.2 s."""
    from pymorphy3 import MorphAnalyzer

    morph = MorphAnalyzer(lang=language.code)
    read_tag = lru_cache(maxsize=4096)(_read_tag)

    def analyse(word: str) -> tuple[Form, ...]:
        written = language.fold(word).strip(".-'") or language.fold(word)
        if written[:1].isdigit():
            return _number(written)
        capital = word[:1].isupper()
        forms: dict[Form, float] = {}
        try:
            parses = morph.parse(written)
        except ValueError:  # pymorphy3 asks for the names of characters, and some have none
            return ()
        for parse in parses:
            pos, case, number, features, is_name = read_tag(str(parse.tag))
            if is_name and capital:
                pos = "name"
            if pos == "verb" and _REFLEXIVE.search(written):
                features |= {"reflexive"}
            if pos == "verb" and "impersonal" in features and written.endswith(("но", "то")):
                features |= {"passive", "past"}  # Ukrainian: затримано, убито
            if capital and pos == "noun" and not parse.is_known:
                pos = "name"
            lemma = _lemma(parse, pos)
            form = Form(language.fold(lemma), pos, case, number, features)
            # A capitalised word is rather a name, a small one hardly ever.
            weight = parse.score * (1.0 if is_name == capital or not is_name else 0.05)
            # "избитый" is an adjective in the dictionary too; in the news somebody has beaten him.
            if "passive" in features and "participle" in features:
                weight += 1.0
            forms.setdefault(form, weight)
        return tuple(sorted(forms, key=lambda form: -forms[form]))

    return analyse


def _lemma(parse: Any, pos: str) -> str:
    """Give the dictionary form: a surname keeps the form of its sex, a plural-only word its plural."""
    normal: str = parse.normal_form
    if pos == "name" and "Surn" in parse.tag and "femn" in parse.tag and "sing" in parse.tag:
        inflected = parse.inflect({"masc", "nomn"})
        if inflected is not None:
            normal = inflected.word
    return normal


def _read_tag(tag: str) -> tuple[str, str | None, str | None, frozenset[str], bool]:
    marks = re.split(r"[ ,]", tag)
    pos = _POS.get(marks[0], "num" if "NUMB" in marks else "other")
    case = next((_CASE[mark] for mark in marks if mark in _CASE), None)
    number = next((mark for mark in marks if mark in ("sing", "plur")), None)
    features = {_FEATURES[mark] for mark in marks if mark in _FEATURES}
    if marks[0] in _VERB_FORM:
        features.add(_VERB_FORM[marks[0]])
    if "impr" in marks:
        features.discard("finite")
        features.add("finite")
    return pos, case, number, frozenset(features), any(mark in _NAMES for mark in marks)


def _number(written: str) -> tuple[Form, ...]:
    head, hyphen, tail = written.rpartition("-")
    if not hyphen:
        return (Form(written, "num"),)
    if len(tail) <= 3:
        # "27-го" and "2-я" are ordinals, "5-ти" and "20-ю" are not.
        ordinal = tail not in ("ти", "х", "и", "ми", "ю", "мя")
        return (Form(head, "num", features=frozenset({"ordinal"} if ordinal else ())),)
    return (Form(written, "adj"),)
