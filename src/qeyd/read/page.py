"""A report's text made ready for reading: paragraphs, sentences, and words with what they may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from qeyd.languages import Form, Language
from qeyd.languages.words import Paragraph, split
from qeyd.model import Report

_CLAUSE_MARKS = frozenset(";:—–")
# Halves of a hyphenated word shorter than this are no words: "из-за", "кто-то".
_SHORTEST_HALF = 3
_QUOTES = frozenset('"«»“”„‟')
# A "sentence" of more words is a list or a table without stops; it is cut, so that reading takes bounded time.
_MOST_WORDS = 300


@dataclass(frozen=True)
class Token:
    """A word of the text, where it stands and what it may be."""

    start: int
    end: int
    text: str
    index: int  #: its number in the page
    fold: str
    forms: tuple[Form, ...]
    keys: frozenset[str]  #: its folded surface and every dictionary form it may have
    ordered: tuple[
        str, ...
    ]  #: the same, the surface first, then the likeliest form: look-ups never depend on chance

    @property
    def is_mark(self) -> bool:
        """Whether it has neither letter nor digit."""
        return not any(letter.isalnum() for letter in self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @cached_property
    def features(self) -> frozenset[str]:
        """Everything that any of its forms says."""
        return frozenset(feature for form in self.forms for feature in form.features)

    @cached_property
    def cases(self) -> frozenset[str]:
        """The cases it may be in."""
        return frozenset(form.case for form in self.forms if form.case)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of speech it may be."""
        return frozenset(form.pos for form in self.forms)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: where it stands and which words it holds."""

    start: int
    end: int
    words: range  #: numbers of its words in the page
    paragraph: int
    index: int


@dataclass(frozen=True)
class Page:
    """A report opened for reading."""

    report: Report
    language: Language
    tokens: tuple[Token, ...]
    lines: tuple[Line, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def line_at(self, position: int) -> Line:
        """The sentence that a character lies in, or the last one before it."""
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.lines[middle].start <= position:
                low = middle
            else:
                high = middle - 1
        return self.lines[low]

    def clause(self, index: int) -> range:
        """The words of the clause around a word: up to a colon, semicolon, dash or quotation mark.

        Commas do not end it: names in apposition stand between them.
        """
        line = self.line_at(self.tokens[index].start)
        return self.clause_in(line, index)

    def clause_in(self, line: Line, index: int) -> range:
        """The same, when the sentence is known."""
        start, stop = line.words.start, line.words.stop
        for at in range(index - 1, start - 1, -1):
            if self.tokens[at].text in _CLAUSE_MARKS and index - at > 1:
                start = at + 1
                break
        for at in range(index + 1, stop):
            if self.tokens[at].text in _CLAUSE_MARKS:
                stop = at
                break
        return range(start, stop)

    def words_between(self, start: int, end: int) -> range:
        """The numbers of the words that begin between two characters."""
        return range(self._first_from(start), self._first_from(end))

    def _first_from(self, position: int) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < position:
                low = middle + 1
            else:
                high = middle
        return low


def open_page(report: Report, language: Language) -> Page:
    """Cut a report's text into sentences and words, each with its forms."""
    tokens: list[Token] = []
    lines: list[Line] = []
    paragraphs = split(report.text, language)
    for number, paragraph in enumerate(paragraphs):
        for sentence in paragraph.sentences:
            first = len(tokens)
            for word in sentence.words:
                tokens.append(_token(word.start, word.end, word.text, len(tokens), language))
            for part in _parts(range(first, len(tokens))):
                start = tokens[part.start].start if part.start > first else sentence.start
                end = tokens[part.stop - 1].end if part.stop < len(tokens) else sentence.end
                lines.append(Line(start, end, part, number, len(lines)))
    return Page(report, language, tuple(tokens), tuple(lines), paragraphs)


def _parts(words: range) -> list[range]:
    """A sentence's words in stretches of bearable length, mostly one."""
    return [words[at : at + _MOST_WORDS] for at in range(0, len(words), _MOST_WORDS)] or [words]


def _token(start: int, end: int, text: str, index: int, language: Language) -> Token:
    fold = language.fold(text)
    forms = language.analyse(text)
    lemmas = [form.lemma for form in forms]
    if language.morphology == "dictionary" and "-" in text:
        # "братьев-азербайджанцев", "рабочих-узбеков": each half says who they are
        lemmas += [part for lemma in lemmas for part in lemma.split("-") if len(part) > _SHORTEST_HALF]
    ordered = tuple(dict.fromkeys((fold, *lemmas)))
    return Token(start, end, text, index, fold, forms, frozenset(ordered), ordered)


def inside_quotes(page: Page) -> Iterator[bool]:
    """For each word, whether it stands between quotation marks."""
    open_now = False
    for token in page.tokens:
        if token.text in _QUOTES:
            open_now = token.text in "«“„" or (token.text in '"‟' and not open_now)
            yield True
        else:
            yield open_now
