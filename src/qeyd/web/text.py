"""The words of the page. Every one of them goes through ``t``, ``tn`` or ``pt``, which look them up in the catalogue
of the language that the request is answered in (``speak``). Where a catalogue lacks a text, English stands.
"""

from contextvars import ContextVar

from qeyd.web.catalogue import load_catalogue

_language: ContextVar[str] = ContextVar("language", default="en")


def speak(language: str) -> None:
    """Answer in this language from here on, in this request."""
    _language.set(language)


def language_now() -> str:
    """The language that is being answered in: "en", "ru" or "az"."""
    return _language.get()


def t(text: str, /, **values: object) -> str:
    """The page's words for an English text, with ``{name}`` filled in.

    >>> t("Page {n}", n=2)
    'Page 2'
    """
    return pt("", text, **values)


def pt(context: str, text: str, /, **values: object) -> str:
    """As ``t``, for a text that means several things: ``context`` says which. English is the same in all of them.

    >>> pt("group", "Turks")
    'Turks'
    """
    catalogue = load_catalogue(_language.get())
    words = (catalogue.one(text, context) if catalogue else None) or text
    return words.format(**values) if values else words


def tn(one: str, many: str, n: int, /, **values: object) -> str:
    """The words for a number of things, ``{n}`` filled in as the language writes numbers.

    >>> tn("{n} report", "{n} reports", 1)
    '1 report'
    >>> tn("{n} report", "{n} reports", 1200)
    '1,200 reports'
    """
    catalogue = load_catalogue(_language.get())
    words = (catalogue.number(one, n) if catalogue else None) or (one if n == 1 else many)
    return words.format(n=number(n), **values)


def number(n: int) -> str:
    """A number as the language writes it.

    >>> number(12000)
    '12,000'
    """
    apart = {"ru": "\u202f", "az": "."}.get(_language.get(), ",")
    # Russian leaves four digits together.
    return str(n) if apart == "\u202f" and n < 10_000 else f"{n:,}".replace(",", apart)


def later(text: str, /) -> str:
    """Mark a text for the catalogues here that is looked up with ``t`` elsewhere. The text itself."""
    return text
