"""Against whom an accusation is: the people told in its sentence, or the last ones told before it (CODEBOOK §5)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qeyd.model import Accusation
from qeyd.read.page import Line, Page
from qeyd.read.people import Crowd, People

# Sentences back that "they", or an accused left unsaid, may point to.
_REACH = 4


def accused(
    page: Page,
    crowd: Crowd,
    accusations: Sequence[Accusation],
    *,
    speaks: Callable[[int, int], bool],
) -> tuple[Accusation, ...]:
    """Fill in against whom each accusation is.

    ``speaks`` says whether the characters from one position to another name a speaker.
    """
    kept = []
    for one in accusations:
        line = page.line_at(one.quote.start)
        here = _told(page, crowd, line, speaks)
        by_name = [] if here and here[0].is_pronoun else [people for people in here if not people.is_pronoun]
        whom = _likeliest(by_name) if by_name else _before(page, crowd, line, here, speaks)
        kept.append(one if whom is None else replace(one, against=_words(page, whom)))
    return tuple(kept)


def _told(page: Page, crowd: Crowd, line: Line, speaks: Callable[[int, int], bool]) -> list[People]:
    """The people of a sentence who do not speak in it."""
    return [
        one
        for one in crowd.by_line[line.index]
        if not speaks(page.tokens[one.first].start, page.tokens[one.last].end)
    ]


def _likeliest(people: Sequence[People]) -> People:
    """Of several people the one told most closely: by a name, a count or a group; the first of those alike."""
    return max(people, key=lambda one: bool(one.names) + (one.count is not None) + (one.group is not None))


def _before(
    page: Page, crowd: Crowd, line: Line, here: Sequence[People], speaks: Callable[[int, int], bool]
) -> People | None:
    """The last people told before a sentence; those that can be "he" or "they", where its pronoun says which."""
    many = here[0].plural if here else None
    nearest = None
    for index in range(line.index - 1, max(-1, line.index - 1 - _REACH), -1):
        told = [one for one in _told(page, crowd, page.lines[index], speaks) if not one.is_pronoun]
        fitting = [one for one in told if many is None or _is_many(one) == many]
        if fitting:
            return _likeliest(fitting)
        if told and nearest is None:
            nearest = _likeliest(told)
    return nearest


def _is_many(people: People) -> bool:
    counted = people.count is not None and max(people.count.low or 0, people.count.high or 0) > 1
    return people.plural or counted


def _words(page: Page, people: People) -> str:
    return page.text[page.tokens[people.first].start : page.tokens[people.last].end]
