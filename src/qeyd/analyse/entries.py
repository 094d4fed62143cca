"""Incidents as the counting sees them: the few things that matter, each with its doubt kept open."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qeyd.model import Incident, Stage, Stance
from qeyd.model.account import Account
from qeyd.model.incident import AccountRef
from qeyd.model.report import Report

Weighted = tuple[tuple[str | None, float], ...]  #: values and their weights; the weights add up to one


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident, ready to be counted.

    The act happened between ``first`` and ``last``; both None where no report tells a time, and then only
    ``known_by``, the day of the earliest report, bounds it from above.
    """

    id: str
    affair: str
    act: str
    first: date | None
    last: date | None
    known_by: date | None = None
    groups: Weighted = ((None, 1.0),)
    places: Weighted = ((None, 1.0),)  #: ISO 3166 region where told, else country
    low: int | None = None  #: persons
    high: int | None = None
    outlets: tuple[str, ...] = ()
    origins: int = 1
    confidence: float = 1.0  #: that the codebook calls it an incident
    maybe_same: tuple[str, ...] = ()  #: entries that may be this very incident
    background: bool = False
    actors: tuple[str, ...] = ()

    @property
    def group(self) -> str | None:
        """The likeliest group."""
        return max(self.groups, key=lambda one: one[1])[0]

    @property
    def place(self) -> str | None:
        """The likeliest place."""
        return max(self.places, key=lambda one: one[1])[0]


def entries(
    incidents: Iterable[Incident],
    accounts: Mapping[AccountRef, Account] | None = None,
    reports: Mapping[str, Report] | None = None,
) -> tuple[Entry, ...]:
    """The incidents that count: done, and not merely denied. Planned acts and denied tellings are left out.

    With ``accounts`` the values told for group and place are weighed by how many origins tell each, and the
    incident's confidence is one minus the chance that all its accounts are misread; with ``reports`` the day of
    the earliest report is known. Order follows the incidents.
    """
    out = []
    for incident in incidents:
        if incident.stage is not Stage.DONE or incident.stance is Stance.DENIED:
            continue
        out.append(_entry(incident, accounts or {}, reports or {}))
    return tuple(out)


def _entry(
    incident: Incident, accounts: Mapping[AccountRef, Account], reports: Mapping[str, Report]
) -> Entry:
    told = [accounts[ref] for ref in incident.accounts if ref in accounts]
    group = incident.target.group if incident.target else None
    place = (incident.place.admin1 or incident.place.country) if incident.place else None
    missed = 1.0
    for account in told:
        missed *= 1.0 - account.confidence
    days = [
        report.published.end
        for ref in incident.accounts
        if (report := reports.get(ref.report_id)) is not None and report.published is not None
    ]
    return Entry(
        id=incident.id,
        affair=incident.affair or incident.id,
        act=incident.act,
        first=incident.time.start if incident.time else None,
        last=incident.time.end if incident.time else None,
        known_by=min(days) if days else None,
        groups=_weighed(incident, accounts, _group_of, group),
        places=_weighed(incident, accounts, _place_of, place),
        low=incident.people.low if incident.people else None,
        high=incident.people.high if incident.people else None,
        outlets=incident.outlets,
        origins=incident.independent_origins,
        confidence=1.0 - missed if told else 1.0,
        maybe_same=incident.possibly_same_as,
        background=incident.background,
        actors=tuple(actor.name for actor in incident.actors),
    )


def _group_of(account: Account) -> str | None:
    return account.target.value.group if account.target else None


def _place_of(account: Account) -> str | None:
    return (account.place.value.admin1 or account.place.value.country) if account.place else None


def _weighed(
    incident: Incident,
    accounts: Mapping[AccountRef, Account],
    of: Callable[[Account], str | None],
    main: str | None,
) -> Weighted:
    """Values told by the incident's origins, one vote an origin; the incident's own value where none is told."""
    votes: dict[str | None, float] = {}
    for origin in incident.origins:
        values = {of(accounts[ref]) for ref in origin if ref in accounts} - {None}
        for value in values:
            votes[value] = votes.get(value, 0.0) + 1 / len(values)
    # A country told beside a region of that country is no other place.
    for value in [
        one for one in votes if one and any(o and o != one and o.startswith(one + "-") for o in votes)
    ]:
        del votes[value]
    total = sum(votes.values())
    if not total:
        return ((main, 1.0),)
    return tuple(
        sorted(((value, n / total) for value, n in votes.items()), key=lambda one: (-one[1], one[0] or ""))
    )


def within(place: str | None, wanted: str) -> bool:
    """Whether a place code lies in a country or region.

    >>> within("RU-ZAB", "RU"), within("RU", "RU-ZAB")
    (True, False)
    """
    return place is not None and (place == wanted or place.startswith(wanted + "-"))


def usual_delays(all_entries: Iterable[Entry]) -> tuple[int, ...]:
    """Days from a told day to its first report, over entries whose day is told within a week."""
    return tuple(
        (one.known_by - one.last).days
        for one in all_entries
        if one.first is not None
        and one.last is not None
        and one.known_by is not None
        and one.last - one.first <= timedelta(days=7)
        and one.known_by >= one.last
    )
