"""The words that a report can be found by: its ordinary words and places, never the name of a person (CODEBOOK §8).

A word written small is an ordinary word. One with a capital is let through only where something says that it is no
person's name: the language's dictionary, the gazetteer, an abbreviation, or the same word written small elsewhere in
the report; and where words with capitals stand side by side with a name among them, all of them are taken for the name.
What nothing speaks for is left out: rather a word too few than a person too many. Nothing here looks at sentences:
reports are indexed as they come in, hundreds a second.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from qeyd.languages.language import load_language, load_languages
from qeyd.languages.lookup import keys, plain, unknown_key
from qeyd.model import Report
from qeyd.places import Gazetteer, scan
from qeyd.read.reader import Lexicon

#: The rule by which words are chosen. What was indexed by another rule is indexed anew.
RULE = "words 3"

_WORD = re.compile(r"\w+(?:['’ʼ-]\w+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@\S+|(?<!\w)[@#]\w+")
_JOINT = re.compile(r"\.?[ \u00a0]|\.|[-–]")  #: between two words of one name
_LONGEST_ABBREVIATION = 6
_LONGEST_RUN = 8
_LONGEST_WORD = 60  #: letters; what is longer is no word
_NO_ORDINARY = frozenset({"surname", "first-name", "patronymic"})
_PUBLIC = frozenset({"toponym", "organisation"})
_REGIONS = frozenset({"country", "admin1", "admin2", "region"})
#: Smaller settlements are more often somebody's name than a place: half of all first names are a village somewhere.
_TOWN, _CITY = 5_000, 1_000_000
_MOST_WORDS = 20_000  #: different words of one report: no article has more

# What a word with a capital may be.
_COMMON, _FIRST, _NAME = "common", "first name", "name"


def findable_words(report: Report, lexicon: Lexicon) -> frozenset[str]:
    """The keys (``qeyd.languages.lookup``) of the words in a report's text and title that it can be found by.

    In a text written all small only words that the dictionary knows are. Without that, and in scripts without
    capitals, none is: no name could be told from a word there.
    """
    texts = [_ADDRESS.sub(" ; ", text) for text in (report.text, report.title or "")]
    unmarked = not has_capitals(report.text)
    words = lexicon.words(report.language) if report.language else None
    if words is None:
        return frozenset() if unmarked else frozenset(sorted(_of_unknown("\n".join(texts)))[:_MOST_WORDS])
    code = words.language.code
    if unmarked:
        every = {word for text in texts for word in _WORD.findall(text) if len(word) <= _LONGEST_WORD}
        known = (word for word in every if _sort(word[:1].upper() + word[1:], code) == _COMMON)
        return frozenset(sorted({key for word in known for key in keys(word, code)})[:_MOST_WORDS])
    small: set[str] = set()
    runs: list[list[str]] = []
    for text in texts:
        shouted = _is_shouted(text)
        for run in _runs(text, small):
            runs += [[_lowered(word, code)] for word in run] if shouted else [run]
    found = {key for word in small for key in keys(word, code)}
    hidden: set[str] = set()
    folds = {plain(word) for word in small}
    for run in runs:
        _of_run(run, code, lexicon.gazetteer, folds, found, hidden)
    return frozenset(sorted(found - hidden)[:_MOST_WORDS])


def has_capitals(text: str) -> bool:
    """Whether a text is written with capitals here and there, as names are. Georgian has them and does not use them."""
    return any(letter.isupper() for letter in text)


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    """The first names that any language lists, folded: names cross borders."""
    tables = (language.table("people") for language in load_languages().values())
    return frozenset(plain(name) for table in tables for name in table.get("first_names", []))


def _lowered(word: str, code: str) -> str:
    """A word in capitals with only the first left, by the letter rules of its language."""
    small = load_language(code).fold(word)
    first = "İ" if small[:1] == "i" and code in ("az", "tr") else small[:1].upper()
    return first + small[1:]


def _is_shouted(text: str) -> bool:
    """Whether most words of a text are in capitals, so that they say nothing of a word."""
    capitals = sum(letter.isupper() for letter in text)
    return capitals * 2 > sum(letter.isalpha() for letter in text)


def _runs(text: str, small: set[str]) -> Iterator[list[str]]:
    """Words with capitals that stand side by side; all others, and numbers, go to ``small``."""
    run: list[str] = []
    last = -1
    for found in _WORD.finditer(text):
        word = found[0]
        if not word[0].isupper() or len(word) > _LONGEST_WORD:
            if len(word) <= _LONGEST_WORD:
                small.add(word)
            if run:
                yield run
                run = []
            continue
        if run and (len(run) >= _LONGEST_RUN or not _JOINT.fullmatch(text, last, found.start())
                    or (text[last] == "." and len(run[-1]) > 2)):  # fmt: skip
            yield run
            run = []
        run.append(word)
        last = found.end()
    if run:
        yield run


def _of_run(
    run: list[str],
    code: str,
    gazetteer: Gazetteer,
    small: set[str],
    found: set[str],
    hidden: set[str],
) -> None:
    """Sort words with capitals that stand side by side: what the report can be found by, and what is a name in it."""
    while len(run) > 1 and _only_joins(run[0], code):  # "In Tbilisi" begins a sentence
        found.update(keys(run[0], code))
        run = run[1:]
    places = _places(tuple(run), code, gazetteer)
    sorts = [_sort(word, code) for word in run]
    firsts = {i for i, sort in enumerate(sorts) if sort == _FIRST}
    unknown = {i for i, sort in enumerate(sorts) if sort == _NAME and not _is_abbreviation(run[i])}
    person = len(run) > 1 and bool(firsts | unknown - places.keys())
    # Beside a name a town is rather the other half of it: "Marina Ostrova".
    kept = {i for i, sure in places.items() if (sure and not person if i in firsts else sure or not person)}
    named = unknown - kept
    # "Interior Ministry": what is known behind the last word that is not is no name, unless a first name stands there.
    tail = max(named) + 1 if named and not firsts else len(run)
    for i, word in enumerate(run):
        known = plain(word) in small and sorts[i] == _COMMON
        if i in kept or known or (_is_abbreviation(word) and len(run) < 4):
            found.update(keys(word, code))
        elif person and i < tail:
            hidden.update((plain(word), *keys(word, code)[:1]))
        elif sorts[i] == _COMMON or plain(word) in small:
            found.update(keys(word, code))


def _is_abbreviation(word: str) -> bool:
    head = re.split(r"['’ʼ-]", word)[0]
    return 1 < len(head) <= _LONGEST_ABBREVIATION and head.isupper()


@lru_cache(maxsize=10_000)
def _only_joins(word: str, code: str) -> bool:
    """Whether a word is a preposition, conjunction and the like, which no name begins with."""
    return load_language(code).analyse(word)[0].pos in ("prep", "conj", "part", "pron")


@lru_cache(maxsize=100_000)
def _sort(word: str, code: str) -> str:
    """What the dictionary says of a word with a capital."""
    forms = load_language(code).analyse(word)
    if _first_names().intersection(plain(form.lemma) for form in forms):
        return _FIRST
    best = forms[0]
    if best.features & _PUBLIC:
        return _NAME if any(form.features & _NO_ORDINARY for form in forms) else _COMMON
    if any(form.features & _NO_ORDINARY for form in forms):
        return _FIRST if best.features & _NO_ORDINARY else _NAME
    return _NAME if best.pos in ("name", "other") else _COMMON


@lru_cache(maxsize=100_000)
def _places(run: tuple[str, ...], code: str, gazetteer: Gazetteer) -> dict[int, bool]:
    """Which words of a run are, together or alone, the name of a town, region or country; True: surely."""
    at, words = 0, []
    for word in run:
        words.append((at, at + len(word), word))
        at += len(word) + 1
    out: dict[int, bool] = {}
    for mention in scan(words, code, gazetteer):
        region = any(one.kind in _REGIONS or one.population >= _CITY for one in mention.candidates)
        if mention.is_part_of_name or not (
            region or any(one.population >= _TOWN for one in mention.candidates)
        ):
            continue
        covered = [
            i for i, (start, end, _) in enumerate(words) if mention.start < end and start < mention.end
        ]
        out |= dict.fromkeys(covered, region or len(covered) > 1)
    return out


def _of_unknown(text: str) -> set[str]:
    """Words of a language without a folder: those that stand written small somewhere in the text."""
    return {unknown_key(word) for word in _WORD.findall(text) if word[:1].islower() or word[:1].isdigit()} - {
        ""
    }
