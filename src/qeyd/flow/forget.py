"""Forget a report or a name for good."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qeyd.errors import StoreError
from qeyd.flow.link import link_what_changed
from qeyd.flow.search import index_new_reports
from qeyd.store import Casebook, Forgotten

_NO_NAME = re.compile(r"[/\d_]")


@dataclass(frozen=True, slots=True)
class ForgetDone:
    """What forgetting did."""

    forgotten: tuple[Forgotten, ...]
    is_name: bool
    relinked: bool


def forget(
    casebook: Casebook,
    what: str,
    *,
    coder: str,
    now: datetime,
    as_name: bool = False,
    relink: Callable[[Casebook], object] = link_what_changed,
) -> ForgetDone:
    """Forget the reports with this id, beginning of an id or address (all its versions); else the name.

    Incidents that rested on what was forgotten are worked out again without it. Raises StoreError for what looks like
    an id or address and is none here: a mistyped one must not be forgotten as a name.
    """
    ids = () if as_name else casebook.find_reports(what)
    if not ids and not as_name and _NO_NAME.search(what):
        raise StoreError(
            f'"{what}" looks like a report but is none of this casebook. Look its id up with "qeyd show"; if it is '
            "a name, add --name."
        )
    if ids:
        done = tuple(casebook.forget_report(id, coder=coder, now=now) for id in ids)
    else:
        done = (casebook.forget_name(what, coder=coder, now=now),)
    index_new_reports(casebook)
    again = any(one.incidents for one in done) or bool(casebook.links.mark())
    if again:
        relink(casebook)
    return ForgetDone(done, is_name=not ids, relinked=again)
