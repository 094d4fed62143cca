"""Names of persons on a page: runs of capitalised words that are no place, office or common word."""

from collections import Counter
from collections.abc import Callable, Sequence

from qeyd.read.page import Page, Token
from qeyd.read.people_words import PeopleWords


def names_of_persons(
    page: Page, words: PeopleWords, taken: Callable[[int], bool]
) -> dict[int, tuple[int, bool]]:
    """Where names of persons begin: first word -> (last word, whether it is a full name)."""
    tokens = page.tokens
    full: dict[int, tuple[int, bool]] = {}
    known: Counter[str] = Counter()
    for line in page.lines:
        at = line.words.start
        while at < line.words.stop:
            last = at
            while last < line.words.stop and _may_be_name(
                tokens[last], words, taken, first=last == line.words.start
            ):
                last += 1
            length = last - at
            if 2 <= length <= 4 and _looks_like_name(tokens[at:last], words):
                full[at] = (last - 1, True)
                for token in tokens[at:last]:
                    for key in token.keys:
                        known[key] += 1
            at = max(last, at + 1)
    for line in page.lines:
        for at in line.words:
            token = tokens[at]
            if (
                at in full
                or not token.is_capital
                or taken(at)
                or any(a <= at <= b for a, (b, _) in full.items())
            ):
                continue
            initial = "." in token.text and len(token.text) > 3 and token.text[1] == "."
            if initial or (
                _may_be_name(token, words, taken, first=False) and any(known[key] for key in token.keys)
            ):
                full[at] = (at, False)
    return full


def _may_be_name(token: Token, words: PeopleWords, taken: Callable[[int], bool], *, first: bool) -> bool:
    if not token.is_capital or taken(token.index) or len(token.text) < 2:
        return False
    if words.not_names.meets(token) or words.persons.meets(token) or words.titles.meets(token):
        return False
    if first and token.keys.isdisjoint(words.first_names) and words.groups.at((token,), 0, 1):
        return False  # "Журналиста Эмина Бабаева": only the place in the sentence gives the capital
    letters = token.text.rstrip(".")
    if len(letters) > 2 and letters.isupper():
        return False
    common = token.forms[0].pos not in ("name", "other", "noun", "adj")
    return not (first and common)


def _looks_like_name(tokens: Sequence[Token], words: PeopleWords) -> bool:
    """Two capitalised words are a name unless the language knows both as common words."""
    if any(form.pos == "name" for token in tokens for form in token.forms):
        return True
    if any(token.keys & words.first_names for token in tokens):
        return True
    return all(len(token.text) > 2 or token.text.endswith(".") for token in tokens)
