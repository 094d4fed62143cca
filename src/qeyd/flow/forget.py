"""Forget a report or a name for good."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qeyd.flow.link import link_casebook
from qeyd.store import Casebook, Forgotten


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
    relink: Callable[[Casebook], object] = link_casebook,
) -> ForgetDone:
    """Forget the reports with this id, beginning of an id or address (all its versions); else the name.

    Incidents that rested on what was forgotten are worked out again without it.
    """
    ids = () if as_name else casebook.find_reports(what)
    if ids:
        done = tuple(casebook.forget_report(id, coder=coder, now=now) for id in ids)
    else:
        done = (casebook.forget_name(what, coder=coder, now=now),)
    again = any(one.incidents for one in done)
    if again:
        relink(casebook)
    return ForgetDone(done, is_name=not ids, relinked=again)
