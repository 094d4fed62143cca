"""A report: one version of one article, as it was archived, and the quotes cut from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qeyd.errors import QuoteError
from qeyd.model.period import Period


class ReportSort(StrEnum):
    """What a report is."""

    ARTICLE = "article"  #: published: a page, a post, a bulletin
    TESTIMONY = "testimony"  #: told to the keeper of the casebook: a call, a visit, a letter


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of a report that something rests on."""

    report_id: str
    start: int  #: characters from the beginning of the report's text
    end: int
    text: str


#: So many letters of its text name a report without a title.
BEGINNING = 80


def heading_of(title: str | None, text: str) -> str:
    """A report's title, or the first words of its text where it has none; "" where it has no words.

    >>> heading_of("", "  Two sentences.  "), heading_of(None, "word " * 30)[-10:]
    ('Two sentences.', 'word word…')
    """
    if title and title.strip():
        return title
    first = text.strip().split("\n")[0].rstrip()
    return (
        first if len(first) <= BEGINNING else f"{first[:BEGINNING].rpartition(' ')[0] or first[:BEGINNING]}…"
    )


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one article, as it was archived.

    A report never changes. When an outlet edits its page, the new text is a new
    report with the same address.
    """

    id: str  #: digest of its address (or outlet) and its archived bytes; in a filter the id that was given
    text: str
    url: str | None = None
    outlet: str | None = None  #: who published it, as named, else the host of its address
    title: str | None = None
    published: Period | None = None  #: a day, month or year; None: not told, and never guessed
    language: str | None = None  #: a tag such as "az", "tr" or "sr-Latn"; None: could not be told
    given_id: str | None = None  #: the id it came with
    content: str | None = None  #: SHA-256 of the archived bytes alone
    first_seen: datetime | None = None  #: when qeyd first met it (UTC); reporting delay is measured from this
    archived_at: datetime | None = None  #: when these bytes were taken (UTC)
    republished_from: tuple[str, ...] = ()  #: whose text the page itself says it is, nearest first
    sort: ReportSort = ReportSort.ARTICLE

    @property
    def heading(self) -> str:
        """What a list calls it: its title, or the words it begins with.

        >>> Report("r1", "Polis Van'da beş kişiyi gözaltına aldı. Üçü öğrenci.").heading
        "Polis Van'da beş kişiyi gözaltına aldı. Üçü öğrenci."
        """
        return heading_of(self.title, self.text)

    def quote(self, start: int, end: int) -> Quote:
        """Cut out a stretch of this report, remembering where it came from.

        >>> report = Report("r1", "Polis Van'da beş kişiyi gözaltına aldı.", language="tr")
        >>> report.quote(13, 23).text
        'beş kişiyi'
        """
        if not 0 <= start < end <= len(self.text):
            raise QuoteError(self.id, start, end, length=len(self.text))
        return Quote(self.id, start, end, self.text[start:end])
