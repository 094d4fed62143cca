"""What may leave, as people decided: names, planned acts, testimony. What nobody decided stays in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qeyd.flow.effective import effective_readings
from qeyd.flow.link import link_without
from qeyd.flow.testimony import consents
from qeyd.model import About, Affair, Consent, Incident, Judgement, Reading, Unread, Verdict
from qeyd.review.standing import Answer, answer_of, counting, stand, value_of
from qeyd.store import Casebook

USES = ("count", "quote", "publish")


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person who may be named when this affair is published, and who decided so."""

    affair: str  #: the affair as it is now
    incident: str  #: where the decision was made
    name: str
    decided_by: str
    at: datetime
    why: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Who let something out, and why."""

    decided_by: str
    at: datetime
    why: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Permits:
    """Everything that people allowed to leave."""

    named: tuple[NamedPerson, ...] = ()
    released: Mapping[str, Decision] = field(default_factory=dict)  #: by incident id
    consents: Mapping[str, Consent] = field(default_factory=dict)  #: of every testimony, by report id

    def may_count(self, report_id: str) -> bool:
        """Whether a report may stand behind numbers: any article, a testimony where agreed."""
        one = self.consents.get(report_id)
        return one is None or one.count

    def may_quote(self, report_id: str) -> bool:
        """Whether a report's words may be shown outside, names masked."""
        one = self.consents.get(report_id)
        return one is None or one.quote

    def may_publish(self, report_id: str) -> bool:
        """Whether what a report tells may be published as a record."""
        one = self.consents.get(report_id)
        return one is None or one.publish

    def incident_may(self, incident: Incident, use: str) -> bool:
        """Whether any report of an incident may be used so ("count", "quote", "publish").

        Where only some may, the others have to be left out of what is shown of it.
        """
        allowed = {"count": self.may_count, "quote": self.may_quote, "publish": self.may_publish}[use]
        return any(allowed(ref.report_id) for ref in incident.accounts)

    def may_name(self, affair: str, name: str) -> NamedPerson | None:
        """The decision that lets a person be named in an affair; None: protected."""
        return next((one for one in self.named if one.affair == affair and one.name == name), None)


def permits(casebook: Casebook) -> Permits:
    """What people allowed to leave, as it stands now."""
    names: dict[tuple[str, str], list[tuple[Judgement, str]]] = {}
    releases: dict[str, list[Judgement]] = {}
    for one in counting(casebook.judgements()):
        if one.about is About.NAME and len(one.subjects) == 2:
            incident = casebook.incident(str(value_of(one).get("incident") or ""))
            if incident is not None:  # the affair is where the incident is now
                names.setdefault((incident.affair, one.subjects[1]), []).append((one, incident.id))
        elif one.about is About.RELEASE:
            incident = casebook.incident(one.subjects[0])
            if incident is not None:
                releases.setdefault(incident.id, []).append(one)
    named = []
    for (affair, name), judged in names.items():
        answer = _allowed([one for one, _ in judged])
        if answer is not None:
            where = next(id for one, id in judged if one.id == answer.judgement)
            named.append(
                NamedPerson(affair, where, name, answer.coder, answer.at, answer.note or "", answer.judgement)
            )
    released = {}
    for id, given in releases.items():
        answer = _allowed(given)
        if answer is not None:
            released[id] = Decision(answer.coder, answer.at, answer.note or "", answer.judgement)
    return Permits(tuple(named), released, consents(casebook))


def held_back(casebook: Casebook, *uses: str) -> frozenset[str]:
    """The ids of testimonies that may not be used in one of these ways ("count", "quote", "publish")."""
    return frozenset(
        id for id, one in consents(casebook).items() if not all(getattr(one, use) for use in uses)
    )


def readings_out(casebook: Casebook, *, mask: bool) -> Iterator[Reading | Unread]:
    """Readings as people corrected them, without the accounts they rejected, to be written out.

    With ``mask``, for what leaves the casebook: without testimony that may not be both quoted and published.
    """
    held = held_back(casebook, "quote", "publish") if mask else frozenset()
    for one in effective_readings(casebook):
        reading = one if isinstance(one, Unread) else one.kept
        if reading.report.id not in held:
            yield reading


def incidents_for(casebook: Casebook, *uses: str) -> tuple[tuple[Incident, ...], tuple[Affair, ...]]:
    """The incidents and affairs that rest on reports which may be used in these ways.

    Where a testimony is held back they are worked out anew without it, so that no figure, place or origin of theirs
    comes from it; their ids stay.
    """
    held = held_back(casebook, *uses)
    if not held:
        return casebook.incidents(limit=None), casebook.affairs(limit=None)
    linked = link_without(casebook, held)
    return linked.incidents, linked.affairs


def _allowed(judged: list[Judgement]) -> Answer | None:
    """The answer that allows; None where none does, or coders disagree: then it stays in."""
    standing = stand(answer_of(one) for one in judged)
    holds = standing.deciding
    return holds if holds is not None and holds.verdict is Verdict.YES else None
