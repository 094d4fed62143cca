"""Search the reports of a casebook by their words, in all languages, whatever their endings and hasty letters.

Words of reports, never persons (CODEBOOK §8): names of persons are not in the index, so asking for one finds nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from qeyd.languages.language import language_codes
from qeyd.languages.lookup import keys, plain, wanted_keys
from qeyd.model import Report
from qeyd.store import Casebook, ReportFilter, Wanted

BATCH_REPORTS = 250  #: indexed in one transaction
LONGEST_WORD = 60  #: letters; nothing longer is indexed
MOST_WORDS = 30  #: of a question; more are not looked at
_QUESTION = re.compile(r"-?[\w]+(?:['’ʼ-][\w]+)*\*?")
_WORD = re.compile(r"\w+(?:['’ʼ-]\w+)*")
_AROUND = 90  #: characters shown on each side of the first word found


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found, and a stretch of it."""

    report: Report
    pieces: tuple[tuple[str, bool], ...]  #: of its text, around the first word found; True: a word found


@dataclass(frozen=True, slots=True)
class Search:
    """What was found."""

    hits: tuple[Hit, ...]
    total: int  #: all that there are, of which ``hits`` is a page
    waiting: int  #: reports that are not indexed yet, and can only be found by filters


def index_new_reports(
    casebook: Casebook, *, done: Callable[[int], None] = lambda number: None, limit: int | None = None
) -> int:
    """Index the words of all reports that came in, or whose words changed, since the last time; how many comes back.

    ``limit``: of no more than so many. ``done`` is told of each batch once it is kept.
    """
    from qeyd.read import load_lexicon
    from qeyd.read.findable import RULE, findable_words

    lexicon = load_lexicon()
    total = 0
    while limit is None or total < limit:
        size = BATCH_REPORTS if limit is None else min(BATCH_REPORTS, limit - total)
        taken = casebook.words.take(RULE, lambda report: findable_words(report, lexicon), limit=size)
        if taken:
            done(taken)
        total += taken
        if taken < size:
            break
    return total


def search_reports(
    casebook: Casebook,
    words: str,
    *,
    offset: int = 0,
    limit: int = 50,
    language: str | None = None,
    outlet: str | None = None,
    sort: str | None = None,
    start: str | None = None,
    end: str | None = None,
) -> Search:
    """The reports that have all these words in any of their forms, the latest published first.

    ``-word`` leaves out reports with the word; ``word*`` takes any word that begins so. No words: all reports.
    ``start`` and ``end`` are days ("2025-08-01"): reports of which only the month or year is known count when they can
    lie between.
    """
    wanted = wanted_of(words, language=language)
    only = ReportFilter(language, outlet, sort, start, end)
    waiting = casebook.words.count_wanting()
    if wanted is None:
        return Search((), 0, waiting)
    ids, total = casebook.words.find(wanted, only, offset=offset, limit=limit)
    found = [report for id in ids if (report := casebook.report(id))]
    return Search(tuple(Hit(report, pieces_of(report, wanted)) for report in found), total, waiting)


def count_reports(
    casebook: Casebook,
    by: str,
    words: str = "",
    *,
    language: str | None = None,
    outlet: str | None = None,
    sort: str | None = None,
    start: str | None = None,
    end: str | None = None,
) -> dict[str | None, int]:
    """How many reports ``search_reports`` would find, by "language", "outlet", "sort" or "year"."""
    wanted = wanted_of(words, language=language)
    if wanted is None:
        return {}
    return casebook.words.counts(by, wanted, ReportFilter(language, outlet, sort, start, end))


def wanted_of(words: str, *, language: str | None = None) -> tuple[Wanted, ...] | None:
    """What typed words ask for; None where nothing that is asked for can be looked up (signs alone, or only ``-word``).

    >>> [one.keys[0] for one in wanted_of("saxlanılıb -polis", language="az")]
    ['saxla', 'polis']
    """
    found = []
    for typed in _QUESTION.findall(words)[:MOST_WORDS]:
        absent, word = typed.startswith("-"), typed.lstrip("-")
        if len(word) > LONGEST_WORD:
            continue
        if word.endswith("*"):
            bare = plain(word)
            if len(bare) > 1:
                found.append(Wanted((), (bare, f"0{bare}"), absent))
            continue
        exact, beginning = wanted_keys(word, language)
        if exact:
            found.append(Wanted(exact, (beginning,) if beginning else (), absent))
    if words.strip() and not any(not one.absent for one in found):
        return None
    return tuple(found)


def pieces_of(report: Report, wanted: tuple[Wanted, ...]) -> tuple[tuple[str, bool], ...]:
    """The stretch of a report's text around the first word found, words found marked; its beginning if none."""
    text = report.text
    asked = [one for one in wanted if not one.absent]
    exact = {key for one in asked for key in one.keys}
    beginnings = tuple(key for one in asked for key in one.beginnings)
    code = report.language if report.language in language_codes() else None
    marks: list[tuple[int, int]] = []
    for found in _WORD.finditer(text) if asked else ():
        if marks and found.start() > marks[0][0] + 2 * _AROUND:
            break
        written = found[0]
        if len(written) > LONGEST_WORD:
            continue
        mine = keys(written, code) if code else (f"0{plain(written)}", plain(written))
        if exact & set(mine) or (beginnings and any(key.startswith(beginnings) for key in mine)):
            marks.append(found.span())
    first = marks[0][0] if marks else 0
    start = max(0, text.rfind(" ", 0, max(0, first - _AROUND)) + 1 if first > _AROUND else 0)
    end = min(len(text), first + 2 * _AROUND)
    end = text.find(" ", end) if text.find(" ", end) >= 0 else len(text)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    for a, b in marks:
        if b <= end:
            pieces += [(text[start:a], False), (text[a:b], True)]
            start = b
    pieces.append((text[start:end] + (" …" if end < len(text) else ""), False))
    return tuple(piece for piece in pieces if piece[0])
