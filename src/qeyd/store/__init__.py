"""Keeps things: the casebook, a folder with one encrypted database file in it.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from datetime import UTC, datetime
>>> with TemporaryDirectory() as folder:
...     with create_casebook(Path(folder), passphrase=None, now=datetime.now(UTC)) as casebook:
...         added = casebook.add([Arrival(b"Five people were detained.", "Five people were detained.")])
...         casebook.report(added[0].id).text
'Five people were detained.'
"""

from qeyd.store.casebook import Casebook, Totals, create_casebook, is_locked, open_casebook
from qeyd.store.check import Problem
from qeyd.store.coders import KeptSession, Login
from qeyd.store.desk import DeskTotals, InboxRow, Show
from qeyd.store.facets import Filter, Times
from qeyd.store.forget import Forgotten
from qeyd.store.pairs import Assignment
from qeyd.store.reports import Added, Arrival, Capture, Outcome, content_digest, report_id
from qeyd.store.testimonies import TestimonyNote
from qeyd.store.wordbook import ReportFilter, Wanted

__all__ = [
    "Added",
    "Arrival",
    "Assignment",
    "Capture",
    "Casebook",
    "DeskTotals",
    "Filter",
    "Forgotten",
    "InboxRow",
    "KeptSession",
    "Login",
    "Outcome",
    "Problem",
    "ReportFilter",
    "Show",
    "TestimonyNote",
    "Times",
    "Totals",
    "Wanted",
    "content_digest",
    "create_casebook",
    "is_locked",
    "open_casebook",
    "report_id",
]
