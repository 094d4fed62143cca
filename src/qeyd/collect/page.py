"""What an importer gives: a page with its article, or the reason why something could not be used."""

from dataclasses import dataclass
from datetime import datetime

from qeyd.model import Period

MAX_PAGE = 16 * 1024 * 1024  #: bytes of one page
MAX_PAGES = 200_000  #: pages of one file
MAX_TEXT = 4_000_000  #: characters of one article


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its archived bytes, the article in it, and what the page says of itself."""

    where: str  #: the file and the place in it, for people
    data: bytes  #: as they came
    media: str  #: what the bytes are, as a media type
    text: str  #: the article
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published: Period | None = None
    published_from: str | None = None  #: "json-ld", "meta", "time", "text", "column", "export"; None: no date
    language: str | None = None
    given_id: str | None = None
    captured_at: datetime | None = None  #: when the bytes were taken, if the file says so
    headers: tuple[tuple[str, str], ...] = ()  #: of the answer of the site, if the file holds them
    encoding: str | None = None  #: what the bytes were decoded with


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something in a file that cannot be used, and why."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"
