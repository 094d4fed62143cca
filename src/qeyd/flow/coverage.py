"""Log what was looked at: which outlet, when, how much came; and when it was not, and why."""

from collections.abc import Iterable
from datetime import datetime

from qeyd.errors import ShapeError
from qeyd.model import Period
from qeyd.model.coverage import Gap
from qeyd.outlets import load_outlets
from qeyd.store import Added, Arrival, Casebook, Outcome


def log_arrivals(
    casebook: Casebook,
    arrivals: Iterable[tuple[Arrival, bool]],
    added: Iterable[Added],
    *,
    now: datetime | None = None,
) -> None:
    """Log for each outlet how many stories came in, and how many of them were new.

    With each arrival goes whether it is to be counted as having come; one that is new always is.
    """
    came: dict[str, tuple[int, int]] = {}
    for one, (arrival, counted) in zip(added, arrivals, strict=True):
        new = one.outcome in (Outcome.NEW, Outcome.NEW_VERSION)
        if arrival.outlet and (counted or new):
            stories, news = came.get(arrival.outlet, (0, 0))
            came[arrival.outlet] = (stories + 1, news + new)
    casebook.log_looked(came, now=now)


def log_nothing_came(casebook: Casebook, outlet: str, *, now: datetime | None = None) -> str:
    """Log that an outlet was looked at and no story came; the name it was logged under comes back."""
    name = _named(outlet)
    casebook.log_looked({name: (0, 0)}, now=now)
    return name


def log_gap(casebook: Casebook, outlet: str, period: str, why: str, *, now: datetime | None = None) -> Gap:
    """Log that an outlet was not looked at in a period, and why. Raises ShapeError for no period or no reason."""
    if not why.strip():
        raise ShapeError("A gap has its reason. Say why the outlet was not looked at.")
    gap = Gap(_named(outlet), Period.parse(period), why.strip())
    casebook.log_gap(gap, now=now)
    return gap


def _named(outlet: str) -> str:
    """An outlet as the list of outlets names it, by any of its names or its host; else as given."""
    known = load_outlets().named(outlet) or load_outlets().at(outlet)
    if not outlet.strip():
        raise ShapeError("An outlet has a name or a host. Write it.")
    return known.name if known else outlet.strip()
