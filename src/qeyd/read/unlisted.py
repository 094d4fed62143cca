"""Settlements that the gazetteer does not know: the village of a report, told with a noun or after a preposition.

The report names the place; where it lies, as far as the report says so, are the region and the country that it speaks
of beside the name. No coordinates are made up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from qeyd.places import Entry, fold, settlement_words
from qeyd.read.page import Line, Page, Token

#: Keys of places that stand in no gazetteer begin here.
UNLISTED = 1 << 40
_SHORTEST = 4
_ALIKE = 4  # letters that two forms of one name share at least
_LONG_ADJECTIVE = 7  # letters
_RUN = 3  # words of a name at most

_LATIN = {
    code: dict(pair.split("=") for pair in pairs.split())
    for code, pairs in {
        "ru": (
            "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch "
            "ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya"
        ),
        "uk": (
            "а=a б=b в=v г=h ґ=g д=d е=e є=ye ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f "
            "х=kh ц=ts ч=ch ш=sh щ=shch ь= ю=iu я=ia"
        ),
        "az": "ə=a x=kh c=j ç=ch ş=sh ğ=g ı=i ö=o ü=u",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name of a settlement in the text."""

    start: int
    end: int
    name: str  #: in Latin letters
    is_located: bool
    is_source: bool


def english(name: str, language: str) -> str:
    """A name in Latin letters as English papers would write it.

    >>> english("Ворсино", "ru"), english("Ərkivan", "az")
    ('Vorsino', 'Arkivan')
    """
    table = _LATIN.get(language, {})
    out = []
    for letter in name:
        small = "i" if letter == "İ" else letter.lower()
        told = table.get(small, small)
        out.append(told.capitalize() if letter != small else told)
    return "".join(out)


def unlisted_in(page: Page, taken: Sequence[tuple[int, int]]) -> list[Unlisted]:
    """The names of settlements that stand in no gazetteer, outside what is ``taken`` for something else."""
    told: list[Unlisted] = []
    code = page.language.code
    words = settlement_words(code)
    if not words:
        return told
    nouns = PlaceNouns(
        words["before"], words["after"], frozenset(words["into"]), frozenset(words["out_of"]), words["never"]
    )
    beginnings = _beginnings(page, page.report.title or "")
    for line in page.lines:
        at = line.words.start
        while at < line.words.stop:
            run = _run(page, line, at)
            if not run or any(
                a < page.tokens[run[-1]].end and page.tokens[run[0]].start < b for a, b in taken
            ):
                at += max(1, len(run))
                continue
            found = _name(page, line, run, nouns, beginnings, code)
            if found is not None:
                told.append(found)
            at += len(run)
    if code in ("ru", "uk"):
        told += _districts(page, taken, code)
    return sorted(told, key=lambda one: one.start)


def _districts(page: Page, taken: Sequence[tuple[int, int]], code: str) -> list[Unlisted]:
    """Districts told by an adjective: «в Среднеахтубинском районе»."""
    told = []
    for token in page.tokens[:-1]:
        after = page.tokens[token.index + 1]
        if not (token.is_capital and after.fold.startswith("район") and len(token.text) > _LONG_ADJECTIVE):
            continue
        if any(a < token.end and token.start < b for a, b in taken):
            continue
        lemma = next((key for key in token.ordered if key.endswith(("ский", "цкий", "ський", "цький"))), None)
        if lemma is not None:
            name = re.sub(r"(?:iy|yi|yy)\Z", "y", english(lemma.capitalize(), code)) + " District"
            before = page.tokens[token.index - 1].fold if token.index else ""
            told.append(
                Unlisted(token.start, after.end, name, before in ("в", "у", "по"), before in ("из", "з"))
            )
    return told


@dataclass(frozen=True, slots=True)
class PlaceNouns:
    """Words that make a name a settlement's: beginnings of folded words."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    into: frozenset[str]  #: prepositions after which a name is a place
    out_of: frozenset[str]
    never: tuple[str, ...]  #: what stands there without being a place: networks, papers, holidays


def _run(page: Page, line: Line, at: int) -> list[int]:
    """The words of a name that begins here: capitals in a row, with "al-" and the like between."""
    run: list[int] = []
    for index in range(at, min(at + _RUN, line.words.stop)):
        token = page.tokens[index]
        if (
            token.is_mark
            or not token.is_capital
            or (index > at and page.tokens[index - 1].end + 1 < token.start)
        ):
            break
        if not (run and index > at and token.text.startswith("al-")) and not re.fullmatch(
            r"[\w’'-]+", token.text
        ):
            break
        run.append(index)
    return run


def _beginnings(page: Page, title: str) -> dict[str, int]:
    """How often words that begin like this are written with a capital, the title's counted, but not in lower case."""
    counts: dict[str, int] = {}
    for token in page.tokens:
        begins = token.text.casefold()[:_ALIKE]
        if len(begins) == _ALIKE:
            if token.is_capital:
                counts[begins] = counts.get(begins, 0) + 1
            elif token.text.casefold() in counts:
                counts[begins] = counts.get(begins, 0) - 2
    for word in re.findall(r"[\w’'-]+", title):
        begins = word.casefold()[:_ALIKE]
        if word[:1].isupper() and len(begins) == _ALIKE:
            counts[begins] = counts.get(begins, 0) + 1
    return counts


def _name(
    page: Page, line: Line, run: Sequence[int], nouns: PlaceNouns, beginnings: dict[str, int], code: str
) -> Unlisted | None:
    turkic = page.language.morphology == "turkic"
    last = page.tokens[run[-1]]
    if len(last.text) < _SHORTEST or last.text.isupper() or any(letter.isdigit() for letter in last.text):
        return None
    if any(fold(page.tokens[i].text).startswith(nouns.never) for i in run):
        return None
    before = page.tokens[run[0] - 1] if run[0] > line.words.start else None
    after = page.tokens[run[-1] + 1] if run[-1] + 1 < line.words.stop else None
    noun = _noun_before(page, line, run, nouns, code)
    noun_after = _noun_after(last, after, nouns)
    if noun_after and turkic:
        if run[0] == line.words.start and len(run) == 1 and any(form.pos == "noun" for form in last.forms):
            return None  # "Fəallar şəhəri..." opens a sentence with a common word
    elif not noun and not noun_after and not _stands_alone(page, line, run, nouns, beginnings, code):
        return None
    first = page.tokens[run[0]]
    words = [page.tokens[i].text for i in run[:-1]] + [_nominative(last, code, noun_after)]
    end = after.end if noun_after and turkic and after is not None else last.end
    ending = page.text[first.start : end].casefold()
    source = before is not None and before.fold in nouns.out_of
    source = source or (turkic and ending.endswith(("dan", "dən", "den")))
    into = before is not None and before.fold in nouns.into
    locative = turkic and bool(re.search(r"d[aəe](?:k[ıi]\w*)?\Z", ending))
    located = not source and (into or locative or noun or noun_after)
    return Unlisted(first.start, end, english(" ".join(words), code), located, source)


def _noun_before(page: Page, line: Line, run: Sequence[int], nouns: PlaceNouns, code: str) -> bool:
    """Whether a noun such as "village (of)" or «село» leads on to the name."""
    at = run[0] - 1
    if code == "en" and at > line.words.start and page.tokens[at].fold == "of":
        at -= 1
    return at >= line.words.start and fold(page.tokens[at].text).startswith(nouns.before)


def _noun_after(last: Token, after: Token | None, nouns: PlaceNouns) -> bool:
    """Whether a noun such as "village", "qəsəbəsi" follows; a bare "şəhərin" is another word's."""
    if after is None or after.start > last.end + 1 or after.text.endswith(("şəhərin", "kəndin")):
        return False
    return fold(after.text).startswith(nouns.after)


def _stands_alone(
    page: Page, line: Line, run: Sequence[int], nouns: PlaceNouns, beginnings: dict[str, int], code: str
) -> bool:
    """Whether a name without a noun is a place by its preposition or ending, told more than once or unmistakably."""
    last = page.tokens[run[-1]]
    if run[0] == line.words.start or len(run) > 2:
        return False
    before = page.tokens[run[0] - 1]
    after = page.tokens[run[-1] + 1] if run[-1] + 1 < line.words.stop else None
    often = beginnings.get(last.text.casefold()[:_ALIKE], 0) > 1
    names = [form for form in last.forms if form.pos == "name"]
    if page.language.morphology == "turkic":
        away = any(form.case in ("loc", "abl") for form in names)
        return often and away and len(run) == 1 and not before.is_capital
    if before.fold not in nouns.into:
        return False
    if code in ("ru", "uk"):
        named = any(form.case in ("loc", "gen") for form in names)
        return bool({"loc", "gen"} & last.cases) and (often or named)
    return (often or len(run) == 2 or bool(names)) and not (after is not None and after.is_capital)


def _nominative(token: Token, code: str, noun_after: bool) -> str:
    """The name as it is called: what stands before the case ending."""
    if noun_after or code == "en":
        return token.text
    if code in ("az", "tr"):
        stem = re.match(r"(.+?)(?:d[aəe]n?|d[aəe]k[ıi]\w*|n[ıi]n)\Z", token.text)
        return stem.group(1) if stem else token.text
    if token.text.endswith(("ове", "еве", "ёве", "ине", "ыне")):
        return token.text[:-1] + "о"
    form = next((form for form in token.forms if form.pos == "name" and form.case in ("loc", "gen")), None)
    if form is None or form.lemma[:2] != token.text.casefold()[:2]:
        return token.text
    return "-".join(part[:1].upper() + part[1:] for part in form.lemma.split("-"))


def entry_of(name: str, beside: Entry | None) -> Entry:
    """The place as an entry: in the region and the country of the place that the report names beside it."""
    key = UNLISTED + crc32(f"{name}|{beside.country if beside else ''}".encode())
    region = beside if beside is not None and beside.kind != "country" else None
    return Entry(
        key=key,
        name=name,
        kind="settlement",
        country=beside.country if beside is not None else "",
        admin1=region.admin1 if region else None,
        admin1_name=region.admin1_name if region else None,
        latitude=None,
        longitude=None,
        population=0,
        geonames_id=None,
        disputed=bool(beside and beside.disputed),
        precision=1,
    )
