"""Two coders on the same report without seeing each other; how far they agree; and what a third has to decide.

What the two answer is held from the moment they are assigned until both have finished: it changes no incident, and
neither sees the other's. Then it counts like any other answer, and where they differ a third decides.
"""

import os
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qeyd.errors import NotAllowed, ShapeError, StoreError
from qeyd.flow.effective import Answer, Effective, State, effective_reading
from qeyd.flow.inbox import refresh_desk
from qeyd.model import Account, AccountRef, Judgement, Reading
from qeyd.review.agreement import FieldAgreement, Metric
from qeyd.review.agreement import agreement as agree
from qeyd.review.effective import effective
from qeyd.store import Assignment, Casebook, Show

__all__ = [
    "Assignment",
    "Dispute",
    "FieldAgreement",
    "agreement",
    "assign",
    "assignments",
    "finish",
    "to_settle",
]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question that coders answered differently and a third may decide."""

    report_id: str
    ref: AccountRef | None  #: None: whether the report holds more
    field: str | None  #: None: whether the account is right
    answers: tuple[Answer, ...]


def assign(
    casebook: Casebook, report_ids: Sequence[str], coders: tuple[str, str], *, by: str, at: datetime
) -> tuple[Assignment, ...]:
    """Give reports to two coders. Raises ShapeError for one coder twice, StoreError for a report that was not read.

    A report that is in an open pair already is not given again to the same two; its assignment comes back.
    """
    if coders[0] == coders[1] or not all(one.strip() for one in coders):
        raise ShapeError("Two different coders are needed. Name two.")
    for coder in coders:
        login = casebook.desk.login(coder)
        if casebook.desk.logins() and (login is None or login.disabled or login.role == "viewer"):
            raise NotAllowed(f'"{coder}" has no account that may judge. Look at "qeyd coders list".')
    out = []
    with casebook.in_one():
        for id in report_ids:
            if not isinstance(casebook.reading(id), Reading):
                raise StoreError(
                    f'Report {id} was not read, so nobody can be asked about it. Run "qeyd read".'
                )
            known = [
                one
                for one in casebook.desk.pairs(report_id=id, open_only=True)
                if set(one.coders) == set(coders)
            ]
            if not known:
                casebook.desk.put_pair(Assignment(os.urandom(8).hex(), id, coders, by, at, ""))
                known = [
                    one
                    for one in casebook.desk.pairs(report_id=id, open_only=True)
                    if set(one.coders) == set(coders)
                ]
            out.append(known[0])
    return tuple(out)


def assignments(
    casebook: Casebook, *, coder: str | None = None, open_only: bool = False
) -> tuple[Assignment, ...]:
    """Assignments, oldest first; of one coder, or those still open, where asked."""
    return casebook.desk.pairs(coder=coder, open_only=open_only)


def finish(casebook: Casebook, assignment_id: str, *, coder: str, at: datetime) -> Assignment:
    """Say that a coder has answered for the whole report. When both have, what they answered counts and is seen.

    Raises StoreError where an account has no answer of this coder yet, NotAllowed for anybody else.
    """
    with casebook.in_one():
        found = casebook.desk.pair(assignment_id)
        if found is None:
            raise StoreError(f"There is no assignment {assignment_id}. Look at the list of assignments.")
        if coder not in found.coders:
            raise NotAllowed("This report was given to two other coders.")
        known = effective_reading(casebook, found.report_id, seen_by=coder)
        if isinstance(known, Effective):
            left = [
                number + 1
                for number, one in enumerate(known.states)
                if one.added_by is None and coder not in {answer.coder for answer in one.standing.answers}
            ]
            if left:
                raise StoreError(
                    f"Account {', '.join(map(str, left))} of this report has no answer of yours yet. "
                    "Answer yes, no or unsure first."
                )
        done = casebook.desk.finish_pair(assignment_id, coder, at)
        assert done is not None
        return done


def to_settle(casebook: Casebook, *, coder: str) -> tuple[Dispute, ...]:
    """What this coder may decide as the third: disputes in which the coder has not answered, likeliest report first."""
    refresh_desk(casebook)
    out = []
    for row in casebook.desk.rows(Show.DISPUTED, offset=0, limit=-1):
        known = effective_reading(casebook, row.report_id)
        if not isinstance(known, Effective):
            continue
        asked: list[tuple[AccountRef | None, str | None, State, tuple[Answer, ...]]] = [
            (None, None, known.report.state, known.report.answers)
        ]
        for number, one in enumerate(known.states):
            ref = AccountRef(row.report_id, number)
            asked.append((ref, None, one.standing.state, one.standing.answers))
            asked += [(ref, field.field, field.state, field.answers) for field in one.fields.values()]
        for where, name, state, answers in asked:
            if state is State.DISPUTED and coder not in {answer.coder for answer in answers}:
                out.append(Dispute(row.report_id, where, name, answers))
    return tuple(out)


# --- agreement -------------------------------------------------------------------------------------------------------

#: What is compared for each field, and how far apart two values are.
FIELDS: Mapping[str, Metric] = {
    "account": Metric.NOMINAL,  #: is this an account?
    "act": Metric.NOMINAL,
    "stage": Metric.NOMINAL,
    "stance": Metric.NOMINAL,
    "background": Metric.NOMINAL,
    "people": Metric.INTERVAL,  #: the lower number
    "target": Metric.NOMINAL,  #: the group
    "actor": Metric.NOMINAL,  #: the words, small letters
    "place": Metric.NOMINAL,
    "place precision": Metric.ORDINAL,
    "time": Metric.INTERVAL,  #: the first possible day
    "ground": Metric.NOMINAL,  #: whether there is one, and its articles
}
_NOTHING = "nothing told"


def agreement(casebook: Casebook, *, seed: int = 0, resamples: int = 2000) -> tuple[FieldAgreement, ...]:
    """How far pairs that have both finished agree, field by field.

    Each coder's answers alone are laid over the machine's reading, since the assignment. Both start from the machine's
    values, so agreement on a field says that two people let it stand or set it alike. What one added and the other did
    not is a disagreement on ``account``.
    """
    units: dict[str, list[tuple[Hashable, ...]]] = {field: [] for field in FIELDS}
    coders: set[str] = set()
    for pair in casebook.desk.pairs():
        reading = casebook.reading(pair.report_id)
        if pair.is_open or not isinstance(reading, Reading):
            continue
        judged = casebook.desk.judgements_about([pair.report_id])
        coders.update(pair.coders)
        both = [_alone(reading, judged, pair.since, coder) for coder in pair.coders]
        for one, other in _side_by_side(*both):
            units["account"].append((one is not None, other is not None))
            if one is None or other is None:
                continue
            mine, theirs = compared(one), compared(other)
            for field in mine:
                units[field].append((mine[field], theirs[field]))
    return tuple(
        agree(field, units[field], metric, coders=sorted(coders), seed=seed, resamples=resamples)
        for field, metric in FIELDS.items()
    )


def _alone(reading: Reading, judged: Sequence[Judgement], since: str, coder: str) -> Effective:
    ids = [one.id for one in judged]
    start = ids.index(since) + 1 if since in ids else 0
    return effective(reading, [one for one in judged[start:] if one.coder == coder])


def _side_by_side(mine: Effective, theirs: Effective) -> Iterable[tuple[Account | None, Account | None]]:
    """The accounts of two coders in pairs; None: this coder has no such account."""
    machine = len(mine.machine.accounts)

    def at(one: Effective, number: int) -> Account | None:
        answered = one.states[number].standing.state in (State.YES, State.NO) or one.states[number].fields
        if number in one.out or not answered:
            return None
        return one.reading.accounts[number]

    for number in range(machine):
        if all(one.states[number].standing.state is not State.UNSURE for one in (mine, theirs)):
            yield at(mine, number), at(theirs, number)
    left = [at(theirs, number) for number in range(machine, len(theirs.states))]
    for number in range(machine, len(mine.states)):
        one = at(mine, number)
        if one is None:
            continue
        match = next((other for other in left if other is not None and _one_telling(one, other)), None)
        if match is not None:
            left.remove(match)
        yield one, match
    for other in left:
        if other is not None:
            yield None, other


def _one_telling(one: Account, other: Account) -> bool:
    return one.quote.start < other.quote.end and other.quote.start < one.quote.end


def compared(account: Account) -> dict[str, Hashable]:
    """What of an account is compared between coders, by field; for numbers None: not told, so not compared."""
    people, place, time = account.people, account.place, account.time
    where: Any = (place.value.country, place.value.admin1, place.value.name) if place else _NOTHING
    return {
        "act": account.act,
        "stage": account.stage.value,
        "stance": account.stance.value,
        "background": account.background,
        "people": (people.value.low if people.value.low is not None else people.value.high)
        if people
        else None,
        "target": (account.target.value.group or "no group") if account.target else _NOTHING,
        "actor": account.actor.value.name.casefold() if account.actor else _NOTHING,
        "place": where,
        "place precision": place.value.precision if place and place.value.precision else None,
        "time": time.value.start.toordinal() if time else None,
        "ground": account.ground.value.articles if account.ground else _NOTHING,
    }
