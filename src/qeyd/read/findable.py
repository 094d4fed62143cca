"""The words that a report can be found by: its ordinary words and places, never the name of a person (CODEBOOK §8).

A word written small is an ordinary word. One with a capital is let through only where something says that it is no
person's name: the language's dictionary, the gazetteer, the name of an office, an abbreviation, or the same word
written small elsewhere in the report. Where nothing does, the word is left out: rather a word too few than a person
too many.
"""

import re

from qeyd.languages.lookup import keys, plain, unknown_key
from qeyd.model import Report
from qeyd.read.actors import offices_in
from qeyd.read.page import Page, Token, open_page
from qeyd.read.people_names import names_of_persons
from qeyd.read.reader import LanguageWords, Lexicon
from qeyd.read.setting import setting_of

#: The rule by which words are chosen. What was indexed by another rule is indexed anew.
RULE = "words 1"

_WORD = re.compile(r"\w+(?:['’ʼ-]\w+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|(?<!\w)[@#]\w+")
_LONGEST_ABBREVIATION = 6
_NO_ORDINARY = frozenset({"surname", "first-name", "patronymic"})
_PUBLIC = frozenset({"toponym", "organisation"})
_MOST_WORDS = 20_000  # different words of one report: no article has more


def findable_words(report: Report, lexicon: Lexicon) -> frozenset[str]:
    """The keys (``qeyd.languages.lookup``) of the words in a report's text and title that it can be found by.

    In a text written all small only words that the dictionary knows are. Without that, and in scripts without
    capitals, none is: no name could be told from a word there.
    """
    words = lexicon.words(report.language) if report.language else None
    found: set[str] = set()
    hidden: set[str] = set()
    small: set[str] = set()
    unmarked = not has_capitals(report.text)
    pages = [open_page(Report(report.id, text), words.language) for text in _texts(report)] if words else []
    if words is not None:
        for page in pages if not unmarked else ():
            small.update(token.fold for token in page.tokens if token.text[:1].islower())
        for page in pages:
            _of_page(page, words, lexicon, small, found, hidden)
    elif not unmarked:
        for text in _texts(report):
            found |= _of_unknown(text)
    return frozenset(sorted(found - hidden)[:_MOST_WORDS])


def has_capitals(text: str) -> bool:
    """Whether a text is written with capitals here and there, as names are. Georgian has them and does not use them."""
    return any(letter.isupper() for letter in text)


def _texts(report: Report) -> list[str]:
    texts = (report.text, report.title or "")
    return [_ADDRESS.sub(lambda found: " " * len(found[0]), text) for text in texts if text.strip()]


def _of_page(
    page: Page, words: LanguageWords, lexicon: Lexicon, small: set[str], found: set[str], hidden: set[str]
) -> None:
    code = page.language.code
    setting = setting_of(
        page, lexicon.gazetteer, located_after=words.located_after, goal_after=words.goal_after, home=None
    )
    places = {i for spot in setting.spots for i in page.words_between(spot.start, spot.end)}
    offices = {
        i
        for line in page.lines
        for office in offices_in(page, line, words.offices)
        for i in range(office.first, office.last + 1)
    }
    taken = places | offices
    names = names_of_persons(page, words.people, taken.__contains__)
    persons = {i for first, (last, _) in names.items() for i in range(first, last + 1)} - taken
    shouted = {i for line in page.lines if _is_shouted(page, line.words) for i in line.words}
    for token in page.tokens:
        if token.is_mark:
            continue
        if token.index in persons:
            if token.fold not in small or not _is_ordinary(token, words):
                hidden.update((plain(token.text), *keys(token.text, code)[:1]))
        elif (
            token.text[:1].isdigit()
            or (small and not token.is_capital)
            or token.index in places
            or token.fold in small
            or (token.text.isupper() and token.index not in shouted and _is_abbreviation(token))
            or _is_ordinary(token, words)
        ):
            found.update(keys(token.text, code))


def _is_shouted(page: Page, line: range) -> bool:
    """Whether a line is written in capitals, so that they say nothing of its words."""
    letters = [page.tokens[i].text for i in line if page.tokens[i].text[:1].isalpha()]
    return sum(word.isupper() for word in letters) * 2 > len(letters)


def _is_abbreviation(token: Token) -> bool:
    head = re.split(r"['’ʼ-]", token.text)[0]
    return 1 < len(head) <= _LONGEST_ABBREVIATION


def _is_ordinary(token: Token, words: LanguageWords) -> bool:
    """Whether the dictionary says that a word with a capital is none that only names have."""
    forms = (
        token.forms if token.is_capital else words.language.analyse(token.text[:1].upper() + token.text[1:])
    )
    if words.people.first_names.intersection(form.lemma for form in forms):
        return False
    best = forms[0]
    if best.features & _PUBLIC:
        return not any(form.features & _NO_ORDINARY for form in forms)
    return best.pos not in ("name", "other") and not best.features & _NO_ORDINARY


def _of_unknown(text: str) -> set[str]:
    """Words of a language without a folder: those that stand written small somewhere in the text."""
    return {unknown_key(word) for word in _WORD.findall(text) if word[:1].islower() or word[:1].isdigit()} - {
        ""
    }
