"""Azerbaijani and Turkish word forms: suffixes peeled off from the right, down to a stem.

The grammar of each language is data: `suffixes.toml` says which suffixes there are, how they sound and what
they may follow, `stems.toml` which stems are known. In a suffix, A is the open vowel (a/ə, a/e), I the close one
(ı/i/u/ü) and D a d that may harden; the vowel before decides (vowel harmony). A word whose stem is not
known is still analysed: endings that can hardly be anything else are taken off, and the other readings kept.

The order of Turkic suffixes is described in any reference grammar; the tables and the weights are our own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from qeyd.errors import DataFileError
from qeyd.languages.forms import CASES, PARTS_OF_SPEECH, Form

if TYPE_CHECKING:
    from qeyd.languages.language import Language

_VOWELS = "aıoueəiöü"
_CLOSE = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "ə": "i", "i": "i", "ö": "ü", "ü": "ü"}
_NOUN_LIKE = ("noun", "adj", "name", "num", "pron")
_ORDINAL = ("ci", "cı", "cu", "cü", "inci", "ıncı", "uncu", "üncü", "nci", "ncı")
_MOST_READINGS = 6
_LONGEST_WORD = 60  # nothing longer is a word of these languages; keeps the search short
_SHORTEST_UNKNOWN_STEM = 3
# Their own letters as people type them without: "hebs", "gozalti".
_PLAIN = str.maketrans("əışçğöü", "eiscgou")
_SHORTEST_PLAIN_STEM = 4  # of nouns: "gol" is no lake


@dataclass(frozen=True, slots=True)
class _Surface:
    """One way a suffix may be written, and what must stand before it."""

    text: str
    group: str
    after: frozenset[str]  #: the groups, or kinds of stem, that may stand before it
    vowels: frozenset[str]  #: the last vowels before it that harmony allows
    ending: str  #: "vowel", "consonant", "possessive" or "any": how what stands before it ends
    only_after: str  #: the letters that may stand before it, empty for any
    weight: float  #: how surely an unknown word with it has this suffix
    case: str | None
    number: str | None
    features: frozenset[str]
    is_possessive: bool  #: a possessive of the third person: what follows takes its n
    soft: bool  #: written with its last consonant softened: a vowel follows
    hardens: bool  #: ends in a consonant that softens: no vowel may follow
    final: bool  #: may end a word
    keeps: str  #: a part of speech when the suffix makes a new word of that kind
    drops_vowel: bool  #: the stem's last vowel falls before it: başla, başlıyor


@dataclass(slots=True)
class _Grammar:
    language: "Language"
    surfaces: dict[str, list[_Surface]]
    longest: int
    stems: dict[str, tuple[str, ...]]  #: stem -> its parts of speech
    alternations: dict[str, str]  #: the shape before a vowel -> the stem: "ed" -> "et"
    softening: dict[str, str]  #: soft consonant -> hard one
    irregular: dict[str, tuple[Form, ...]]
    verb_softening: dict[str, str] = field(
        default_factory=dict
    )  #: the same for long verbs: "dağıd" -> "dağıt"


@dataclass(frozen=True, slots=True)
class _Plain:
    """The grammar as it looks when typed without the language's own letters."""

    grammar: _Grammar
    written: dict[str, tuple[str, ...]]  #: a stem as typed -> the stems it may be


@dataclass(slots=True)
class _Reading:
    form: Form
    score: float
    stem: str = field(default="")


def make_analyser(language: "Language") -> Callable[[str], tuple[Form, ...]]:
    """Give the function that analyses one written word. Raises DataFileError for a mistake in the tables."""
    grammar = _load_grammar(language)

    @cache
    def plain() -> _Plain:
        return _without_own_letters(grammar)

    def analyse(word: str) -> tuple[Form, ...]:
        return _analyse(grammar, word, plain)

    return analyse


def _analyse(grammar: _Grammar, word: str, plain: Callable[[], "_Plain"]) -> tuple[Form, ...]:
    written = grammar.language.fold(word).strip(".-'")
    if not written or len(written) > _LONGEST_WORD:
        return ()
    if written in grammar.irregular:
        return grammar.irregular[written]
    capital = word[:1].isupper()
    for sign in ("'", "-"):
        head, found, tail = written.rpartition(sign)
        if found and head and tail:
            if written in grammar.stems:
                break
            return _with_cut(grammar, word, head, tail, sign, capital)
    if written.isdigit() or (written[0].isdigit() and not any(letter.isalpha() for letter in written)):
        return (Form(written, "num"),)
    readings = _readings(grammar, written, capital)
    if written.isascii():
        known = max((len(one.stem) for one in readings if one.stem in grammar.stems), default=-2)
        if known < _SHORTEST_PLAIN_STEM:  # "oldurulub" is rather öldür than ol with two endings
            typed = _readings_of_plain(grammar, plain(), written, capital)
            readings.extend(one for one in typed if len(one.stem) > known + 2)
    return _ranked(readings)


def _with_cut(
    grammar: _Grammar, word: str, head: str, tail: str, sign: str, capital: bool
) -> tuple[Form, ...]:
    """Analyse a word whose suffixes are set off: Vusal'ın, DİN-in, 40-dan; or two words: hüquq-mühafizə."""
    is_number = head[0].isdigit()
    letters = [letter for letter in word.split(sign)[0] if letter.isalpha()]
    acronym = len(letters) > 1 and all(letter.isupper() for letter in letters)
    if sign == "'" or is_number or acronym or "." in head or capital:
        pos = "num" if is_number else "name" if capital else "noun"
        forms = _suffixed(grammar, head, tail, pos, harmony=not (acronym or is_number))
        if forms:
            return forms
    if sign == "'":
        return (Form(head, "name" if capital else "noun"),)
    if is_number:
        if tail.startswith(_ORDINAL):
            return (Form(head, "num", features=frozenset({"ordinal"})),)
        return (Form(head, "num"),) if len(tail) <= 3 else (Form(f"{head}-{tail}", "adj"),)
    return tuple(
        Form(f"{head}-{form.lemma}", form.pos, form.case, form.number, form.features)
        for form in _ranked(_readings(grammar, tail, capital=False))
    )


def _suffixed(grammar: _Grammar, head: str, tail: str, pos: str, *, harmony: bool) -> tuple[Form, ...]:
    readings = []
    for rest, chain in _peel(grammar, head + tail, harmony=harmony, floor=len(head)):
        if rest == head and chain and "noun" in chain[-1].after:
            if "derivation" in {surface.group for surface in chain}:
                continue
            readings.append(_Reading(_form(head, pos, chain), -len(chain) + _weight(chain) / 10, head))
    return _ranked(readings)


def _ranked(readings: list[_Reading]) -> tuple[Form, ...]:
    readings.sort(key=lambda reading: -reading.score)
    return tuple(dict.fromkeys(reading.form for reading in readings))[:_MOST_READINGS]


def _readings(grammar: _Grammar, written: str, capital: bool) -> list[_Reading]:
    readings: list[_Reading] = []
    for rest, chain in _peel(grammar, written):
        first = chain[-1] if chain else None
        derived = next((i for i, surface in enumerate(chain) if surface.keeps), None)
        for stem in _stems_before(grammar, rest, first):
            for pos in grammar.stems.get(stem, ()):
                kind = "verb" if pos == "verb" else "noun" if pos in _NOUN_LIKE else pos
                if (first is None and kind != "verb") or (first is not None and kind in first.after):
                    readings.append(_known(grammar, written, rest, stem, pos, chain, derived, capital))
                elif first is None:
                    readings.append(
                        _Reading(Form(stem, "verb", features=_IMPERATIVE), 60 + 3 * len(stem), stem)
                    )
        if derived is None:
            readings.extend(_unknown(grammar, rest, chain, capital))
    return readings


_IMPERATIVE = frozenset({"finite", "imperative", "person2"})


def _known(
    grammar: _Grammar,
    written: str,
    rest: str,
    stem: str,
    pos: str,
    chain: list[_Surface],
    derived: int | None,
    capital: bool,
) -> _Reading:
    score = 100 + 3.0 * len(rest) - 2 * len(chain) + _weight(chain) / 10
    if pos == "verb" and stem != rest and "verb" in grammar.stems.get(rest[:-1], ()):
        score -= 4  # "saxladılar" is rather saxla in the past than saxlat
    lemma = stem
    if derived is not None:
        made = chain[derived]
        cut = len(written) - sum(len(surface.text) for surface in chain[:derived])
        lemma = written[:cut]
        if made.soft:
            lemma = lemma[:-1] + grammar.softening.get(lemma[-1], lemma[-1])
        pos, chain = made.keeps, chain[:derived]
        score += 2.0 * len(made.text)
    if capital and pos != "name" and len(lemma) < 4 and chain:
        score -= 90  # "Aydın" is rather a name than "ay" with two endings
    return _Reading(_form(lemma, pos, chain), score, stem)


def _unknown(grammar: _Grammar, rest: str, chain: list[_Surface], capital: bool) -> Iterator[_Reading]:
    # A short capitalised word is rather a name that happens to end so: Aydın, Murad.
    shortest = _SHORTEST_UNKNOWN_STEM + (capital and not any(one.number == "plur" for one in chain))
    if chain and (len(rest) < shortest or not any(letter in _VOWELS for letter in rest)):
        return
    first = chain[-1] if chain else None
    score = _weight(chain)
    if first is None or "noun" in first.after:
        pos = "name" if capital else "noun"
        for stem in _stems_before(grammar, rest, first, guess=True):
            yield _Reading(_form(stem, pos, chain), score + (8 if capital else 0), stem)
    if first is not None and "verb" in first.after and not first.drops_vowel:
        yield _Reading(_form(rest, "verb", chain), score - (8 if capital else 2), rest)


def _readings_of_plain(grammar: _Grammar, plain: _Plain, written: str, capital: bool) -> Iterator[_Reading]:
    """Read a word typed without its own letters: known stems only, "saxlanilib" -> saxla."""
    for rest, chain in _peel(plain.grammar, written):
        if any(surface.keeps for surface in chain):
            continue
        first = chain[-1] if chain else None
        for typed in _stems_before(plain.grammar, rest, first):
            for stem in plain.written.get(typed, ()):
                for pos in grammar.stems[stem]:
                    is_verb = pos == "verb"
                    kind = "verb" if is_verb else "noun" if pos in _NOUN_LIKE else pos
                    if (is_verb and first is None) or (first is not None and kind not in first.after):
                        continue
                    if not is_verb and len(stem) < _SHORTEST_PLAIN_STEM:
                        continue
                    # a capitalised word is first taken for a name
                    score = 60 + 3.0 * len(rest) - 2 * len(chain) + _weight(chain) / 10 - 90 * capital
                    yield _Reading(_form(stem, pos, chain), score, stem)


def _weight(chain: list[_Surface]) -> float:
    return sum(surface.weight for surface in chain)


def _form(lemma: str, pos: str, chain: list[_Surface]) -> Form:
    case = number = None
    features: set[str] = set()
    for surface in chain:
        case = case or surface.case
        number = number or surface.number
        features |= surface.features
    if (pos in _NOUN_LIKE or features & {"participle", "verbal-noun"}) and "converb" not in features:
        case = case or "nom"
        number = number or "sing"
    return Form(lemma, pos, case, number, frozenset(features))


def _stems_before(grammar: _Grammar, rest: str, first: _Surface | None, *, guess: bool = False) -> list[str]:
    """Give the stems that may be written `rest` before the suffix `first`."""
    if first is None:
        # as spoken: "uşağ"
        spoken = rest[:-1] + grammar.softening["ğ"] if rest[-1:] == "ğ" and "ğ" in grammar.softening else ""
        return [spoken, rest] if spoken in grammar.stems else [rest]
    stems = []
    if first.drops_vowel:
        return [rest] if guess else [rest, rest + "a", rest + "e"]
    if first.text[0] in _VOWELS and rest:
        if rest in grammar.alternations:
            stems.append(grammar.alternations[rest])
        hard = grammar.softening.get(rest[-1])
        if hard and len(rest) > 2:
            restored = rest[:-1] + hard
            syllables = sum(letter in _VOWELS for letter in rest)
            if not guess:
                if grammar.stems.get(restored, ("verb",)) != ("verb",):
                    stems.append(restored)
            elif rest[-1] == "ğ" or (rest[-1] == "y" and syllables > 1 and rest[-2] in "eəiü"):
                return [restored]
        hard = grammar.verb_softening.get(rest[-1]) if "verb" in first.after else None
        if hard and "verb" in grammar.stems.get(rest[:-1] + hard, ()):
            stems.append(rest[:-1] + hard)
    stems.append(rest)
    return stems


def _peel(
    grammar: _Grammar, written: str, *, harmony: bool = True, floor: int = 1
) -> Iterator[tuple[str, list[_Surface]]]:
    """Give every way to take suffixes off the word: what is left, and the suffixes from the last to the first."""
    pending: list[tuple[str, list[_Surface]]] = [(written, [])]
    while pending:
        rest, chain = pending.pop()
        if not chain or chain[-1].ending != "possessive":
            yield rest, chain
        if len(chain) >= 7:
            continue
        right = chain[-1] if chain else None
        for length in range(1, min(grammar.longest, len(rest) - floor) + 1):
            for surface in grammar.surfaces.get(rest[-length:], ()):
                if _fits(surface, right, rest[:-length], harmony):
                    pending.append((rest[:-length], [*chain, surface]))


def _fits(surface: _Surface, right: _Surface | None, before: str, harmony: bool) -> bool:
    if right is None:
        if surface.soft or not surface.final:
            return False
    else:
        if surface.group not in right.after:
            return False
        if (right.ending == "possessive") != surface.is_possessive and right.ending != "any":
            return False
        if right.ending == "any" and surface.is_possessive and right.group == "case":
            return False
        vowel_follows = right.text[0] in _VOWELS
        if (surface.soft and not vowel_follows) or (surface.hardens and not surface.soft and vowel_follows):
            return False
        if right.only_after and surface.text[-1] not in right.only_after:
            return False
    last = before[-1]
    if surface.only_after and last not in surface.only_after:
        return False
    if surface.ending == "vowel" and last not in _VOWELS:
        return not harmony
    if surface.ending == "consonant" and last in _VOWELS:
        return False
    if not harmony:
        return True
    vowel = next((letter for letter in reversed(before) if letter in _VOWELS), None)
    return vowel is None or vowel in surface.vowels


# --- the tables ---------------------------------------------------------------------------------------------


def _load_grammar(language: "Language") -> _Grammar:
    file = language.folder / "suffixes.toml"
    tables = language.table("suffixes")
    for key in ("sounds", "group"):
        if key not in tables:
            raise DataFileError(file, key, "this table is missing.", remedy="See the other language's file.")
    sounds = tables["sounds"]
    surfaces: dict[str, list[_Surface]] = {}
    names = {*tables["group"], "noun", "verb", "adv"}
    for name, group in tables["group"].items():
        for unknown in set(group["after"]) - names:
            raise DataFileError(
                file, f"group.{name}.after", f'there is no group "{unknown}".', remedy="Correct its name."
            )
        for suffix in group["suffixes"]:
            for surface in _surfaces(name, group, suffix, sounds):
                surfaces.setdefault(surface.text, []).append(surface)
    return _Grammar(
        language,
        surfaces,
        max(map(len, surfaces)),
        _load_stems(language),
        sounds.get("alternations", {}),
        {soft: hard for hard, soft in sounds["softening"].items()},
        _load_irregular(language),
        {soft: hard for hard, soft in sounds.get("verb_softening", {}).items()},
    )


def _without_own_letters(grammar: _Grammar) -> _Plain:
    """The same suffixes and stems in plain letters; harmony is kept as far as plain vowels show it."""
    surfaces: dict[str, list[_Surface]] = {}
    for same in grammar.surfaces.values():
        for surface in same:
            typed = replace(
                surface,
                text=surface.text.translate(_PLAIN),
                vowels=frozenset(vowel.translate(_PLAIN) for vowel in surface.vowels),
                only_after=surface.only_after.translate(_PLAIN),
            )
            surfaces.setdefault(typed.text, []).append(typed)
    written: dict[str, tuple[str, ...]] = {}
    for stem in grammar.stems:
        typed_stem = stem.translate(_PLAIN)
        written[typed_stem] = (*written.get(typed_stem, ()), stem)
    stems: dict[str, tuple[str, ...]] = dict.fromkeys(written, ("noun",))
    alternations = {a.translate(_PLAIN): b.translate(_PLAIN) for a, b in grammar.alternations.items()}
    softening = {soft.translate(_PLAIN): hard for soft, hard in grammar.softening.items()}
    return _Plain(
        _Grammar(grammar.language, surfaces, grammar.longest, stems, alternations, softening, {}), written
    )


def _load_stems(language: "Language") -> dict[str, tuple[str, ...]]:
    stems: dict[str, tuple[str, ...]] = {}
    for pos, words in language.table("stems").items():
        if pos not in PARTS_OF_SPEECH or not isinstance(words, str):
            raise DataFileError(
                language.folder / "stems.toml",
                pos,
                "this is no list of stems.",
                remedy=f"Write words between quotation marks under one of {', '.join(PARTS_OF_SPEECH)}.",
            )
        for word in map(language.fold, words.split()):
            if pos not in stems.get(word, ()):
                stems[word] = (*stems.get(word, ()), pos)
    return stems


def _load_irregular(language: "Language") -> dict[str, tuple[Form, ...]]:
    irregular: dict[str, tuple[Form, ...]] = {}
    for word, says in language.table("suffixes").get("irregular", {}).items():
        lemma, pos, *marks = says.split()
        case, number, features = _marks(marks)
        irregular[language.fold(word)] = (Form(lemma, pos, case, number, features),)
    return irregular


def _marks(marks: list[str]) -> tuple[str | None, str | None, frozenset[str]]:
    case = next((mark for mark in marks if mark in CASES), None)
    number = next((mark for mark in marks if mark in ("sing", "plur")), None)
    return case, number, frozenset(mark for mark in marks if mark not in (case, number))


def _surfaces(
    name: str, group: dict[str, Any], suffix: dict[str, Any], sounds: dict[str, Any]
) -> Iterator[_Surface]:
    case, number, features = _marks([*group.get("gives", "").split(), *suffix.get("gives", "").split()])
    for key, ending in (
        ("form", "any"),
        ("consonant", "consonant"),
        ("vowel", "vowel"),
        ("possessive", "possessive"),
    ):
        if key not in suffix:
            continue
        template = suffix[key]
        hardens = template[-1] in "kqK"
        written: dict[str, set[str]] = {}
        for vowel in _VOWELS:
            for text in _realise(template, vowel, sounds):
                written.setdefault(text, set()).add(vowel)
        for text, vowels in written.items():
            shapes = [(text, False)]
            if hardens:
                soft = sounds["softening"].get(text[-1], text[-1])
                shapes.append((text[:-1] + soft, True))
            for shape, is_soft in shapes:
                yield _Surface(
                    shape,
                    name,
                    frozenset(suffix.get("after", group["after"])),
                    frozenset(vowels),
                    ending,
                    suffix.get("only_after", ""),
                    suffix.get("weight", group.get("weight", 1.0)) + 0.3 * (len(shape) - 1),
                    case,
                    number,
                    features,
                    bool(suffix.get("takes_n", False)),
                    is_soft,
                    hardens,
                    bool(suffix.get("final", True)),
                    suffix.get("makes", ""),
                    bool(suffix.get("drops_vowel", False)),
                )


def _realise(template: str, vowel: str, sounds: dict[str, Any]) -> Iterator[str]:
    """Write a suffix out as it sounds after a vowel; K is a q after back vowels, a k after front ones."""
    letters = []
    for sign in template:
        back = vowel in "aıou"
        if sign == "A":
            vowel = "a" if back else sounds["open_front"]
            letters.append(vowel)
        elif sign == "I":
            vowel = _CLOSE[vowel]
            letters.append(vowel)
        elif sign == "K":
            letters.append(sounds["hard_back"] if back else "k")
        else:
            if sign in _VOWELS:
                vowel = sign
            letters.append(sign)
    text = "".join(letters)
    if text[0] == "D":
        yield "d" + text[1:]
        if sounds.get("hardens_d", False):
            yield "t" + text[1:]
    else:
        yield text
