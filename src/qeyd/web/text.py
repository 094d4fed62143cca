"""The words of the page. Every one of them goes through ``t``, so that a catalogue can stand in between."""


def t(text: str, /, **values: object) -> str:
    """The page's words for an English text, with ``{name}`` filled in.

    >>> t("Page {n}", n=2)
    'Page 2'
    """
    return text.format(**values) if values else text


def tn(one: str, many: str, n: int, /, **values: object) -> str:
    """The words for a number of things.

    >>> tn("{n} report", "{n} reports", 1)
    '1 report'
    >>> tn("{n} report", "{n} reports", 1200)
    '1,200 reports'
    """
    return t(one if n == 1 else many, n=f"{n:,}", **values)
