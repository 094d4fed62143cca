"""The history of every record: who changed what when, before and after."""

from qeyd.flow.effective import blind_of
from qeyd.model import About, Judgement, Reading
from qeyd.review.effective import seen
from qeyd.review.history import Change, FieldDiff, change_of, diff, history
from qeyd.review.standing import takers
from qeyd.store import Casebook

__all__ = ["Change", "FieldDiff", "diff", "incident_history", "recent_changes", "report_history"]


def report_history(casebook: Casebook, report_id: str, *, seen_by: str | None = None) -> tuple[Change, ...]:
    """All that people decided about a report and its accounts, oldest first.

    With ``seen_by`` as this coder may see it: in an open blind pair without the other's answers.
    """
    reading = casebook.reading(report_id)
    blind = blind_of(casebook.desk.pairs(report_id=report_id, open_only=True))
    judged = seen(casebook.desk.judgements_about([report_id]), blind, seen_by)
    return history(reading if isinstance(reading, Reading) else None, judged, blind=blind, seen_by=seen_by)


def incident_history(
    casebook: Casebook, incident_id: str, *, seen_by: str | None = None
) -> tuple[Change, ...]:
    """All that people decided about an incident, its affair and the accounts it rests on, oldest first."""
    incident = casebook.incident(incident_id)
    if incident is None:
        return ()
    changes: dict[str, Change] = {}
    for report in dict.fromkeys(ref.report_id for ref in incident.accounts):
        changes |= {one.judgement: one for one in report_history(casebook, report, seen_by=seen_by)}
    own = casebook.desk.judgements_about([incident.id, incident_id, incident.affair])
    gone = takers(own)
    changes |= {one.id: change_of(one, gone) for one in own}
    return tuple(sorted(changes.values(), key=lambda one: one.at))


def recent_changes(
    casebook: Casebook,
    *,
    limit: int = 100,
    offset: int = 0,
    coder: str | None = None,
    seen_by: str | None = None,
) -> tuple[Change, ...]:
    """The last decisions in the casebook, newest first, without what they changed; of one coder where named."""
    last = casebook.desk.last_judgements(limit=limit, offset=offset, coder=coder)
    gone = takers(casebook.desk.judgements_about([one.id for one in last]))
    held = _held(casebook, last, seen_by)
    return tuple(change_of(one, gone) for one in last if one.id not in held)


def _held(casebook: Casebook, found: tuple[Judgement, ...], seen_by: str | None) -> set[str]:
    """The judgements among these that open blind pairs hide from this coder."""
    held: set[str] = set()
    for pair in casebook.desk.pairs(open_only=True):
        judged = casebook.desk.judgements_about([pair.report_id])
        shown = {one.id for one in seen(judged, blind_of([pair]), seen_by)}
        hidden = {one.id for one in judged if one.id not in shown}
        held |= {one.id for one in found if one.id in hidden or _takes(one, hidden)}
    return held


def _takes(one: Judgement, hidden: set[str]) -> bool:
    return one.about is About.TAKEN_BACK and bool(hidden & set(one.subjects))
