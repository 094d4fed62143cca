"""Every person's name in a text, whatever was or was not read of its bearer, so that names can be masked."""

import re

from qeyd.model import Report
from qeyd.read.actors import offices_in
from qeyd.read.page import open_page
from qeyd.read.people import people_in
from qeyd.read.people_names import names_of_persons
from qeyd.read.reader import LanguageWords, Lexicon
from qeyd.read.setting import setting_of

# A word or an initial, in any script.
_WORD = re.compile(r"[^\W\d_]\.|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MOST_WORDS = 4


def names_in(report: Report, lexicon: Lexicon, *, with_nouns: bool = True) -> tuple[str, ...]:
    """The names of persons in a report's text and title, as spelled there, each once, in order of appearance.

    Without ``with_nouns`` runs of capitalised words alone are looked at, not the phrases of people around them: half
    the time, and a name that only its noun tells to be one is missed.

    Officials, speakers and authors are among them. Where the language has no words yet, every run of two to four
    words written with capitals counts as a name: rather a place too many masked than a person too few. Scripts
    without capitals give nothing there.
    """
    code = report.language
    if code is None and report.text.strip():
        from qeyd.languages.detect import detect_language

        code = detect_language(report.text)
    words = lexicon.words(code) if code else None
    found: dict[str, None] = {}
    for text in (report.text, report.title or ""):
        if text.strip():
            names = (
                _plain(text)
                if words is None
                else _known(Report(report.id, text), words, lexicon, with_nouns=with_nouns)
            )
            found.update(dict.fromkeys(names))
    return tuple(found)


def _known(report: Report, words: LanguageWords, lexicon: Lexicon, *, with_nouns: bool) -> tuple[str, ...]:
    page = open_page(report, words.language)
    setting = setting_of(
        page,
        lexicon.gazetteer,
        located_after=words.located_after,
        goal_after=words.goal_after,
        dwelling=words.dwelling,
        home=None,
    )
    taken = {i for spot in setting.spots for i in page.words_between(spot.start, spot.end)}
    for line in page.lines:
        for office in offices_in(page, line, words.offices):
            taken.update(range(office.first, office.last + 1))
    if not with_nouns:
        spots = sorted(names_of_persons(page, words.people, taken.__contains__).items())
        return tuple(
            report.text[page.tokens[first].start : page.tokens[last].end] for first, (last, _) in spots
        )
    crowd = people_in(page, words.people, taken=taken.__contains__, dated=lambda _: False)
    return tuple(name for line in crowd.by_line for one in line for name in one.names)


def _plain(text: str) -> tuple[str, ...]:
    """Runs of words with capitals, with nothing but a blank between them."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        beside = runs[-1] and text[runs[-1][-1].end() : word.start()] in ("", " ", "\u00a0")
        if not word[0][0].isupper():
            runs.append([])
        elif beside and len(runs[-1]) < _MOST_WORDS:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(" ".join(word[0] for word in run) for run in runs if len(run) > 1)
