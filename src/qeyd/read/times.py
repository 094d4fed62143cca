"""When: the words of time of a text, as days, months, years and ranges of them.

Each language's `time.toml` holds its words and its forms; what a form means is the same in all.
Relative words count from the day of publication, and words such as "two days later" from what the
text spoke of last. What is no date of an act (a jail term, an age, a hearing to come, a dateline)
is found as well and says so in its `sort`, so that nobody takes a number in it for a date.

Conventions: a part of a month ("early June") is that month, since where it ends is nobody's to say; a
week is Monday to Sunday; "two weeks ago" is a week, "a month ago" a month; a season is its three
months; "last night" is the two days it lies on, "the night to 27 June" is 27 June.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from qeyd.languages import load_language
from qeyd.model.period import Period
from qeyd.read.time_meaning import MEANINGS, From, Meaning, Row, year_is_open
from qeyd.read.time_tokens import Token, row_of
from qeyd.read.time_words import Form, TimeWords, time_words

#: What a mention of time may be. Only "point" dates an act by itself; "since" tells when something began.
SORTS = (
    "point", "since", "until", "span", "now", "future", "dateline", "duration", "age", "clock", "frequency",
    "decade", "anniversary", "law",
)  # fmt: skip
# A form is never longer than this many words and stops; it bounds the work on pages made to be slow.
_LONGEST = 24
# A dateline stands near the start of its line, a newsroom's own date near its publication.
_DATELINE_WITHIN = 70
_DATELINE_DAYS = timedelta(days=2)
_NAME = 40
_OPENING, _CLOSING = '«“"„”', '»”"“'
# How far from a weekday or a date the word that makes it a hearing to come may be.
_FUTURE_BEFORE, _FUTURE_AFTER = 6, 14
# How near to a time, in words, a verb of saying makes it the time of the saying.
_TELLING_NEAR = 3


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words of time in a text and what they say."""

    start: int
    end: int
    text: str  #: the text's own characters from start to end
    period: Period | None  #: None: relative and nothing to count from, or no date at all
    sort: str  #: one of SORTS
    anchor: str  #: "absolute", "published" (counted from publication) or "text" (from what stood before)


def times_in(
    text: str, language_code: str, *, published: Period | date | None, span: tuple[int, int] | None = None
) -> tuple[TimeMention, ...]:
    """Find the words of time in a text, in order, none overlapping another.

    `published` is the day, month or year of publication; without it relative words have no period.
    The whole text is read, since later words count from earlier ones; `span` only chooses which
    mentions are given back (those wholly inside), so call once for a text and choose among the answer.
    A language without words of time gives nothing. Never raises, linear in the length of the text.

    >>> [(m.text, m.period.value) for m in times_in("Held on Friday.", "en", published=date(2025, 6, 9))]
    [('on Friday', '2025-06-06')]
    """
    words = time_words(language_code)
    if words is None:
        return ()
    if isinstance(published, date):
        published = Period.day(published)
    mentions = _Reading(text, words, published).mentions()
    if span is not None:
        mentions = [mention for mention in mentions if span[0] <= mention.start and mention.end <= span[1]]
    return tuple(mentions)


class _Reading:
    """One text being read from its first word to its last."""

    def __init__(self, text: str, words: TimeWords, published: Period | None) -> None:
        self.text, self.words, self.published = text, words, published
        self.signs, self.tokens = row_of(text, words)
        self.focus: Period | None = None
        self.focus_day: Period | None = None
        self.focus_at = 0  # the token behind the words that gave it

    def mentions(self) -> list[TimeMention]:
        found: list[TimeMention] = []
        at = 0
        while begin := self.words.starts.search(self.signs, at):
            at = begin.start()
            form, end = self._longest(at)
            if form is None:
                at += 1
                continue
            for first, last in self._parts(form, at, end):
                if self._in_a_name(first, last):
                    continue
                mention = self._mention(form, at, end, first, last)
                if form.means != "of_day" or mention.period is not None:
                    found.append(mention)
            at = end
        return found

    def _longest(self, at: int) -> tuple[Form | None, int]:
        best, reached = None, at
        for form in self.words.forms[self.signs[at]]:
            fits = form.pattern.match(self.signs, at, at + _LONGEST)
            # Of two that reach as far, the later heading of the file is the more special one.
            if fits and fits.end() >= max(reached, at + 1):
                best, reached = form, fits.end()
        return best, reached

    def _parts(self, form: Form, start: int, end: int) -> list[tuple[int, int]]:
        """Give where the mentions of a form begin and end: "3 and 5 July" is two."""
        if form.means != "list":
            return [(start, end)]
        days = [at for at in range(start, end) if self.tokens[at].kind == "day"]
        cuts = [start, *(day for day in days[1:]), end]
        parts = []
        for first, last in pairwise(cuts):
            while last > first + 1 and self.tokens[last - 1].kind in ("comma", "and", "on", "stop", "in"):
                last -= 1
            parts.append((first, last))
        return parts

    def _mention(self, form: Form, start: int, end: int, first: int, last: int) -> TimeMention:
        tokens = self.tokens[start:end]
        if form.means == "list":
            tokens = [t for t in tokens if t.kind != "day"] + [
                t for t in self.tokens[first:last] if t.kind == "day"
            ]
        row, meaning = Row(tokens), MEANINGS[form.means]
        if form.means == "after_that" and self._stands_in_sentence(start):
            # "arrested on Wednesday, two days after police raided his home": the raid was the earlier one
            meaning = MEANINGS["earlier"]
        period = self._period(row, meaning)
        sort, anchor = meaning.sort, meaning.anchor or self._anchor(row)
        if form.means == "later" and From(None, self.focus, self.focus_day).base(row) is None:
            sort, anchor = "future", "published"
        if row.has("next") and sort == "point" and form.means == "point":
            sort = "future"
        if sort in ("point", "since") and year_is_open(row) and self.published is not None:
            coming = self._still_to_come(row, meaning, start, end)
            if coming is not None:
                period, sort = coming, "future"
        if sort == "point" and self._is_the_eve_of_something(first, last, end):
            period, sort = None, "span"
        first, last = self._without_stops(first, last)
        begin, stop = self.tokens[first].start, self.tokens[last - 1].end
        if sort == "point" and self._is_dateline(row, period, begin, end):
            sort = "dateline"
        if sort in ("point", "since") and period is not None and not self._is_of_a_telling(first, last):
            self.focus = period
            self.focus_at = last
            self.focus_day = period if period.precision <= 2 else self.focus_day
        return TimeMention(begin, stop, self.text[begin:stop], period, sort, anchor)

    def _stands_in_sentence(self, at: int) -> bool:
        """Whether the time that later words count from was told in the same sentence."""
        return self.focus is not None and not any(
            token.kind == "stop" or self.text[token.start] in "!?\n"
            for token in self.tokens[self.focus_at : at]
        )

    def _is_of_a_telling(self, first: int, last: int) -> bool:
        """Whether a verb of saying stands beside: "said on Thursday"."""
        beside = [*self.tokens[last : last + _TELLING_NEAR]]
        before = self.tokens[max(0, first - _TELLING_NEAR) : first][::-1]
        for row in (beside, before):
            for token in row:
                if token.kind in ("comma", "stop"):
                    break
                if self.text[token.start : token.end].lower().startswith(self.words.telling or ("\0",)):
                    return True
        return False

    def _is_the_eve_of_something(self, first: int, last: int, end: int) -> bool:
        """Tell "накануне выборов", the eve of the elections, from "накануне", the day before."""
        said = self.text[self.tokens[first].start : self.tokens[last - 1].end].lower()
        if said not in self.words.eve or end >= len(self.tokens):
            return False
        following = self.text[self.tokens[end].start : self.tokens[end].end]
        if not following.isalpha() or not following.islower():
            return False
        analyse = load_language(self.words.code).analyse
        forms = [form for form in analyse(following) if form.pos in ("noun", "adj")]
        if not any(form.case == "gen" for form in forms):
            return False
        if not any(form.case == "nom" for form in forms):
            return True
        # "накануне власти объявили": a subject, before its verb
        rest = self.tokens[end + 1 : end + 2]
        after = self.text[rest[0].start : rest[0].end] if rest else ""
        return not (after.isalpha() and any("finite" in form.features for form in analyse(after)))

    def _without_stops(self, first: int, last: int) -> tuple[int, int]:
        stops = ("comma", "stop", "dash")
        while last > first + 1 and self.tokens[last - 1].kind in stops:
            last -= 1
        while last > first + 1 and self.tokens[first].kind in stops:
            first += 1
        return first, last

    def _in_a_name(self, first: int, last: int) -> bool:
        """Say whether this is part of an outlet's name: Xazar Today, «Русский Курьер сегодня»."""
        if not all(token.kind == "dayword" for token in self.tokens[first:last]):
            return False
        begin, end = self.tokens[first].start, self.tokens[last - 1].end
        before = self.text[max(0, begin - _NAME) : begin]
        word_before = before.split()[-1] if before.split() else ""
        if self.text[begin : begin + 2].istitle() and word_before.isalpha() and word_before[:1].isupper():
            return before.endswith(" ")
        opening = max(before.rfind(sign) for sign in _OPENING)
        if opening < 0 or self.text[end : end + 1] not in _CLOSING or not self.text[end : end + 1]:
            return False
        inside = before[opening + 1 :].split()
        return bool(inside) and all(word[0].isupper() for word in inside)

    def _period(self, row: Row, meaning: Meaning) -> Period | None:
        """Count from both ends of a publication that is only known to the month or year."""
        if self.published is None:
            return meaning.read(row, From(None, self.focus, self.focus_day))
        high = meaning.read(row, From(self.published.end, self.focus, self.focus_day))
        # "On 6 May" in a report of May is the latest 6 May that it can mean.
        if self.published.start == self.published.end or (row.months and year_is_open(row)):
            return high
        low = meaning.read(row, From(self.published.start, self.focus, self.focus_day))
        if low is None or high is None or low == high:
            return high if low == high else None
        start, end = min(low.start, high.start), max(low.end, high.end)
        whole = Period.parse(f"{start.isoformat()}/{end.isoformat()}")
        return Period.parse(whole.value)

    @staticmethod
    def _anchor(row: Row) -> str:
        return (
            "absolute" if row.has("year", "date") or (row.months and not row.has("u_year")) else "published"
        )

    def _still_to_come(self, row: Row, meaning: Meaning, start: int, end: int) -> Period | None:
        """Read "on Monday", "on 18 December" as coming, where the sentence speaks of what will be."""
        assert self.published is not None
        today = self.published.end
        if not self._speaks_of_the_future(start, end):
            return None
        if row.weekdays and not row.months:
            ahead = meaning.read(row, From(_on(today, 7), None))
        else:
            ahead = meaning.read(row, From(_on(today, 330), None))
        return ahead if ahead is not None and ahead.start > today else None

    def _speaks_of_the_future(self, start: int, end: int) -> bool:
        """Look for a word of the future in the clause that the mention stands in."""
        if end < len(self.tokens) and self.tokens[end].kind == "comma":
            end += 1
        after = self.tokens[end : end + _FUTURE_AFTER]
        before = self.tokens[max(0, start - _FUTURE_BEFORE) : start]
        return self._future_in(after) or self._future_in(before[::-1])

    def _future_in(self, tokens: Sequence[Token]) -> bool:
        for token in tokens:
            word = self.text[token.start : token.end].lower()
            if not word:  # what the ending of a numeral says
                continue
            if token.kind in ("stop", "comma") or not word[0].isalnum() or word in self.words.clause_ends:
                return False
            if word in self.words.future or (len(word) > 5 and word.endswith(self.words.future_endings)):
                return True
        return False

    def _is_dateline(self, row: Row, period: Period | None, begin: int, end: int) -> bool:
        """Say whether this is the date of writing: "BAKU, June 3 (Agency) -", "Naxçıvan, 13 fevral, Outlet"."""
        if period is None or period.precision != 1 or not (row.months or row.has("date")):
            return False
        reach = max(0, begin - _DATELINE_WITHIN)
        line = self.text.rfind("\n", reach, begin) + 1
        if line == 0 < reach:
            return False
        if self.published is not None and (
            self.published.start - period.start > _DATELINE_DAYS
            or period.start - self.published.end > _DATELINE_DAYS
        ):
            return False
        before = self.text[line:begin]
        if any(word[0].islower() for word in before.replace("/", " ").split() if word[0].isalpha()):
            return False
        after = self.text[self.tokens[end - 1].end :][:3].lstrip(" ")
        if before.strip():
            return before.rstrip()[-1:] in ",./:(—–-|)" and (not after or after[0] in ",./(—–-:\n|)")
        return bool(after) and after[0] in "—–\n|/"


def _on(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
