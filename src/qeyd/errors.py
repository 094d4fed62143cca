"""
Everything qeyd raises on purpose.

    QeydError
    ├── DataFileError       a language, act, place, group or outlet file cannot be used
    ├── QuoteError          a quote does not fit its report
    ├── ShapeError          a value or a line of JSON does not have the shape it should have
    ├── StoreError          the casebook cannot do what was asked
    │   ├── NoCasebook      there is no casebook in that folder
    │   ├── WrongPassphrase the passphrase does not open the casebook
    │   ├── UnknownVersion  the casebook was written by another version of qeyd
    │   ├── CasebookBusy    another program has the casebook open
    │   └── NoRoom          the disk is full, or the folder cannot be written
    ├── CollectError        a page could not be collected
    │   ├── Refused         the site asks not to be collected, or the address is not allowed
    │   └── Unreachable     the site did not answer
    └── NotAllowed          the codebook forbids what was asked (CODEBOOK §8)
"""

from pathlib import Path

__all__ = [
    "CasebookBusy",
    "CollectError",
    "DataFileError",
    "NoCasebook",
    "NoRoom",
    "NotAllowed",
    "QeydError",
    "QuoteError",
    "Refused",
    "ShapeError",
    "StoreError",
    "UnknownVersion",
    "Unreachable",
    "WrongPassphrase",
]


class QeydError(Exception):
    """Catch this to catch everything qeyd raises on purpose."""


class DataFileError(QeydError):
    """A language, act, place, group or outlet file cannot be used."""

    def __init__(self, file: Path | str, key: str, problem: str, *, remedy: str) -> None:
        super().__init__(f"{file}, [{key}]: {problem} {remedy}")
        self.file = file
        self.key = key


class QuoteError(QeydError):
    """A quote does not fit its report."""

    def __init__(self, report_id: str, start: int, end: int, *, length: int) -> None:
        super().__init__(
            f"Characters {start} to {end} of report {report_id} cannot be quoted: "
            f"its text has {length} characters."
        )


class ShapeError(QeydError):
    """A value or a line of JSON does not have the shape it should have."""


class StoreError(QeydError):
    """The casebook cannot do what was asked."""


class NoCasebook(StoreError):
    """There is no casebook in that folder."""


class WrongPassphrase(StoreError):
    """The passphrase does not open the casebook."""


class UnknownVersion(StoreError):
    """The casebook was written by another version of qeyd."""


class CasebookBusy(StoreError):
    """Another program has the casebook open."""


class NoRoom(StoreError):
    """The disk is full, or the folder cannot be written."""


class CollectError(QeydError):
    """A page could not be collected."""


class Refused(CollectError):
    """The site asks not to be collected, or the address is not allowed."""


class Unreachable(CollectError):
    """The site did not answer."""


class NotAllowed(QeydError):
    """The codebook forbids what was asked (CODEBOOK §8)."""
