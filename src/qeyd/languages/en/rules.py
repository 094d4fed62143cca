"""English word forms: a table of irregular words, and rules for -s, -ed, -ing, -er, -est and 's.

The rules undo the spelling (stopped -> stop, charging -> charge, carried -> carry) and prefer a stem that
`stems.toml` knows; a stem nobody knows is restored by the usual spelling rules. Own rules, own lists.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qeyd.languages.forms import Form

if TYPE_CHECKING:
    from qeyd.languages.language import Language

_VOWELS = "aeiou"
_PAST = frozenset({"finite", "past"})
_PARTICIPLE = frozenset({"participle", "passive", "past"})
_ING = frozenset({"participle", "present"})
_GERUND = frozenset({"verbal-noun"})
_PRESENT3 = frozenset({"finite", "present", "person3"})
_BASE = frozenset({"infinitive", "present"})
# After these endings a silent e has been dropped: "charg-ed" is of "charge", "deport-ed" of "deport".
_LOST_E = re.compile(
    r"(?:[cguvz]|(?:[^aeiou]|^)[aiou]s|[rn]s|(?:[^aeiou]|^|qu)[aiu][tdkpm]|(?:[^aeiou]|qu)i[rln]|[^aeiou]l|u[rn]"
    r"|[oe]d|a[rng]|er[ks]|ea[sv]|rc)\Z"
)
_KEEPS_NO_E = re.compile(
    r"(?:[aeiou]{2}[nrtdmlkp]|(?:[^aeiou]|^)(?:er|or|en|on|el|it|et|ow|ew|aw|ay|ar)|[aeiou][wxyh]|ll|rl|iv?it"
    r"|ng|g[gh]|gn)\Z"
)


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    closed: dict[str, str]
    irregular: dict[str, tuple[Form, ...]]


def make_analyser(language: "Language") -> Callable[[str], tuple[Form, ...]]:
    """Give the function that analyses one written English word."""
    words = _load(language)

    def analyse(word: str) -> tuple[Form, ...]:
        return _analyse(words, language.fold(word).rstrip("."), word[:1].isupper())

    return analyse


def _analyse(words: _Words, written: str, capital: bool) -> tuple[Form, ...]:
    if not written:
        return ()
    if written.endswith(("'s", "s'")) and len(written) > 2:
        bare = written[:-2] if written.endswith("'s") else written[:-1]
        if bare not in ("it", "he", "she", "that", "there", "here", "what", "who", "let"):
            forms = [form for form in _analyse(words, bare, capital) if form.pos in ("noun", "name", "num")]
            forms = forms or [Form(bare, "name" if capital else "noun", number="sing")]
            return tuple(dict.fromkeys(Form(f.lemma, f.pos, "gen", f.number, f.features) for f in forms))
    if written in words.closed:
        return (*words.irregular.get(written, ()), Form(written, words.closed[written]))
    if written in words.irregular:
        found = list(words.irregular[written])
        if written in words.verbs and not any(form.lemma == written for form in found):
            found.append(Form(written, "verb", features=_BASE))
        if written in words.nouns:
            found.append(Form(written, "noun", number="sing"))
        if written in words.adjectives:
            found.append(Form(written, "adj"))
        return tuple(dict.fromkeys(found))
    if written[0].isdigit():
        if re.fullmatch(r"\d[\d,.]*(?:st|nd|rd|th)", written):
            return (Form(written[:-2], "num", features=frozenset({"ordinal"})),)
        if re.fullmatch(r"\d+s", written):
            return (Form(written[:-1], "num", number="plur"),)
        return (Form(written, "adj" if "-" in written else "num"),)
    head, hyphen, tail = written.rpartition("-")
    if hyphen and head and tail and written not in words.nouns:
        return tuple(
            Form(f"{head}-{form.lemma}", "adj" if "participle" in form.features else form.pos, form.case,
                 form.number, form.features)
            for form in _analyse(words, tail, capital)
        )  # fmt: skip
    return tuple(dict.fromkeys(_open_class(words, written, capital)))


def _open_class(words: _Words, written: str, capital: bool) -> Iterator[Form]:
    known = written in words.nouns or written in words.verbs or written in words.adjectives
    if written in words.adjectives:
        yield Form(written, "adj")
    if written in words.nouns:
        yield Form(written, "noun", number="sing")
    if written in words.verbs:
        yield Form(written, "verb", features=_BASE)
    guesses = list(_inflected(words, written, capital))
    if not known and capital and not any(_is_known(words, form) for form in guesses):
        yield Form(written, "name", number="sing")
    yield from guesses
    if not known and not guesses:
        if len(written) > 4 and written.endswith("ly"):
            yield Form(written, "adv")
        elif written.endswith(("ous", "ful", "less", "ish", "ive", "able", "ible", "ical", "ian")):
            yield Form(written, "adj")
            yield Form(written, "noun", number="sing")
        elif not capital:
            yield Form(written, "noun", number="sing")


def _is_known(words: _Words, form: Form) -> bool:
    return form.lemma in {"verb": words.verbs, "noun": words.nouns, "adj": words.adjectives}.get(form.pos, ())


def _inflected(words: _Words, written: str, capital: bool) -> Iterator[Form]:
    if written.endswith("s") and not written.endswith(("ss", "us")) and len(written) > 3:
        if written.endswith("is") and written[:-1] not in words.nouns and not capital:
            return
        for singular in _without_s(written):
            if singular in words.nouns or singular in words.verbs:
                if singular in words.nouns:
                    yield Form(singular, "noun", number="plur")
                if singular in words.verbs:
                    yield Form(singular, "verb", number="sing", features=_PRESENT3)
                return
        if written not in words.nouns:
            yield Form(_without_s(written)[0], "name" if capital else "noun", number="plur")
    elif written.endswith("ed") and len(written) > 4 and written not in words.nouns:
        lemma = _verb_stem(words, written[:-2], written[:-1] if written.endswith("ied") else None)
        if lemma is not None:
            yield Form(lemma, "verb", features=_PAST)
            yield Form(lemma, "verb", features=_PARTICIPLE)
            if lemma not in words.verbs:
                yield Form(written, "adj")
    elif written.endswith("ing") and len(written) > 5:
        lemma = _verb_stem(words, written[:-3], None)
        if lemma is not None and (lemma in words.verbs or written not in words.nouns):
            yield Form(lemma, "verb", features=_ING)
            yield Form(lemma, "verb", features=_GERUND)
    elif written.endswith(("er", "est")) and len(written) > 4:
        stem = written[:-2] if written.endswith("er") else written[:-3]
        for base in (stem, stem + "e", stem[:-1], stem[:-1] + "y"):
            if base in words.adjectives and written not in words.nouns:
                features = frozenset({"superlative" if written.endswith("est") else "comparative"})
                yield Form(base, "adj", features=features)
                return
    elif written.endswith("ly") and len(written) > 4 and written not in words.adjectives:
        yield Form(written, "adv")


def _without_s(written: str) -> list[str]:
    """Give what a word may be without its -s, the likeliest first."""
    if written.endswith("ies") and len(written) > 4:
        return [written[:-3] + "y", written[:-1]]
    if written.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return [written[:-2], written[:-1]]
    if written.endswith("ves"):
        return [written[:-1], written[:-3] + "f", written[:-3] + "fe"]
    return [written[:-1], written[:-2]] if written.endswith("es") else [written[:-1]]


def _verb_stem(words: _Words, stem: str, with_y: str | None) -> str | None:
    """Restore the verb whose -ed or -ing was taken off: a known one, else by the rules of spelling."""
    if not any(letter in "aeiouy" for letter in stem):
        return None
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    options = [stem, stem + "e"]
    if stem.endswith("i"):
        options = [stem[:-1] + "y", *options]
    if doubled:
        options = (
            [stem[:-1], *options]
            if stem[:-1] in words.verbs and stem not in words.verbs
            else [stem, stem[:-1]]
        )
    for option in options:
        if option in words.verbs:
            return option
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if doubled and stem[-1] not in "lsfz":
        return stem[:-1]
    if _KEEPS_NO_E.search(stem) or doubled:
        return stem
    return stem + "e" if _LOST_E.search(stem) else stem


def _load(language: "Language") -> _Words:
    stems = language.table("stems")
    irregular: dict[str, list[Form]] = {}
    for lemma, forms in language.table("irregular").get("verb", {}).items():
        past, participle = [*forms.split(), forms.split()[-1]][:2]
        for word in past.split("/"):
            irregular.setdefault(word, []).append(Form(lemma, "verb", features=_PAST))
        for word in participle.split("/"):
            irregular.setdefault(word, []).append(Form(lemma, "verb", features=_PARTICIPLE))
    for word, says in language.table("irregular").get("word", {}).items():
        lemma, pos, *marks = says.split()
        number = next((mark for mark in marks if mark in ("sing", "plur")), None)
        features = frozenset(mark for mark in marks if mark != number)
        irregular.setdefault(word, []).append(Form(lemma, pos, None, number, features))
    verbs = {*stems.get("verb", "").split(), *language.table("irregular").get("verb", {})}
    closed = {
        word: pos
        for pos in ("pron", "prep", "conj", "part", "adv", "num")
        for word in stems.get(pos, "").split()
    }
    return _Words(
        frozenset(verbs),
        frozenset(stems.get("noun", "").split()),
        frozenset(stems.get("adj", "").split()),
        closed,
        {word: tuple(dict.fromkeys(forms)) for word, forms in irregular.items()},
    )
