"""What a person decides at the desk: each decision appended as signed judgements, seen at once, undone at will.

Every function checks first, then appends in one transaction: what it returned from survives a power cut, and what
raised changed nothing.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qeyd.errors import NotAllowed, ShapeError, StoreError
from qeyd.flow.correct import Correction, Missed, Proposal, corrected_value, propose_field, trimmed
from qeyd.flow.effective import effective_reading
from qeyd.model import About, Account, AccountRef, Incident, Judgement, Stage, Stance, Verdict
from qeyd.model.shapes import account_from_json, account_to_json
from qeyd.review.effective import BY_A_PERSON, Effective
from qeyd.review.standing import (
    Standing,
    State,
    answer_of,
    counting,
    settles_now,
    stand,
    takers,
    value_of,
)
from qeyd.review.words import without_words
from qeyd.store import Casebook

__all__ = [
    "Correction",
    "Done",
    "Missed",
    "Proposal",
    "add_account",
    "allow_name",
    "correct_field",
    "judge_account",
    "judge_affair",
    "judge_origin",
    "judge_report",
    "judge_same",
    "names_told",
    "propose",
    "redo",
    "release",
    "split_account",
    "undo",
]


@dataclass(frozen=True, slots=True)
class Done:
    """What a decision appended."""

    judgements: tuple[str, ...]  #: ids, first to last; any of them undoes the whole
    disputed: bool = False  #: another coder says otherwise, and no third has decided


# --- one account ---------------------------------------------------------------------------------------------------


def judge_account(
    casebook: Casebook,
    ref: AccountRef,
    verdict: Verdict,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Say whether an account is right as it is shown: yes, no, or unsure. Raises StoreError where there is none."""
    with casebook.in_one():
        known = _reading(casebook, ref.report_id, coder)
        state = known.states[_there(known, ref)]
        value = _about(known, ref) | {"settles": list(settles_now(state.standing, coder))}
        if verdict is Verdict.YES:
            value["account"] = _kept(known.reading.accounts[ref.index], known)
        subjects = (ref.report_id, str(ref.index))
        done = append(casebook, About.ACCOUNT, subjects, verdict, coder, at, value, note)
        after = _reading(casebook, ref.report_id, coder)
        return Done(done, after.states[ref.index].standing.state is State.DISPUTED)


def judge_report(
    casebook: Casebook,
    report_id: str,
    verdict: Verdict,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Say whether all that a report tells is among its accounts: nothing is missing."""
    with casebook.in_one():
        known = _reading(casebook, report_id, coder)
        value = {"settles": list(settles_now(known.report, coder))}
        done = append(casebook, About.REPORT, (report_id,), verdict, coder, at, value, note)
        return Done(done, _reading(casebook, report_id, coder).report.state is State.DISPUTED)


def correct_field(
    casebook: Casebook,
    ref: AccountRef,
    field: str,
    correction: Correction,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Set one field of an account: by other words of the report, by another value, by both, or to empty.

    Raises ShapeError for a value that does not fit and QuoteError for words outside the text; then nothing is kept.
    """
    with casebook.in_one():
        known = _reading(casebook, ref.report_id, coder)
        state = known.states[_there(known, ref)]
        account = known.reading.accounts[ref.index]
        told = corrected_value(known.reading.report, account, field, correction)
        standing = Standing()
        if field in state.fields:
            standing = Standing(state.fields[field].state, state.fields[field].answers)
        value = _about(known, ref) | {
            "told": without_words(told, known.reading.report.text),
            "account": _kept(account, known),
            "settles": list(settles_now(standing, coder)),
        }
        subjects = (ref.report_id, str(ref.index), field)
        done = append(casebook, About.FIELD, subjects, Verdict.YES, coder, at, value, note)
        after = _reading(casebook, ref.report_id, coder).states[ref.index].fields.get(field)
        return Done(done, after is not None and after.state is State.DISPUTED)


def propose(casebook: Casebook, report_id: str, field: str, start: int, end: int) -> Proposal:
    """What selected words would be read as for a field, before anything is decided."""
    report = casebook.report(report_id)
    if report is None:
        raise StoreError(f'There is no report {report_id} in this casebook. Look the id up with "qeyd show".')
    return propose_field(report, field, start, end)


def add_account(
    casebook: Casebook,
    report_id: str,
    missed: Missed,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Add an account that the machine missed, from the words that tell it."""
    from qeyd.acts import load_acts

    with casebook.in_one():
        known = _reading(casebook, report_id, coder)
        report = known.reading.report
        if missed.act not in load_acts():
            raise ShapeError(
                f'There is no act "{missed.act}". The acts are {", ".join(sorted(load_acts()))}.'
            )
        try:
            stage, stance = Stage(missed.stage), Stance(missed.stance)
        except ValueError as problem:
            raise ShapeError(
                f"{problem}. Stage is done or planned; stance asserted, claimed or denied."
            ) from problem
        quote = report.quote(*trimmed(report, missed.start, missed.end))
        account = Account(report.id, missed.act, stage, stance, missed.background, quote, BY_A_PERSON, 1.0)
        for name, correction in missed.fields.items():
            line = account_to_json(account) | {name: corrected_value(report, account, name, correction)}
            account = account_from_json(line, report)
        return Done(
            append(
                casebook,
                About.ADDED,
                (report_id,),
                Verdict.YES,
                coder,
                at,
                {"account": _kept(account, known)},
                note,
            )
        )


# --- pairs ---------------------------------------------------------------------------------------------------------


def judge_same(
    casebook: Casebook,
    one: AccountRef | str,
    other: AccountRef | str,
    verdict: Verdict,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Say whether two accounts, or two incidents, are one incident. Yes merges; no and unsure keep apart.

    For incidents a yes holds all accounts of both together, a no every account of one from every account of the
    other (of the first twenty of each). Raises ShapeError for one and the same, StoreError for what is not there.
    """
    mine, theirs = _accounts_of(casebook, one), _accounts_of(casebook, other)
    if set(mine) & set(theirs):
        raise ShapeError("These are one already. To take an account out of its incident, split it off.")
    if verdict is Verdict.YES:
        pairs = [(mine[0], each) for each in (*mine[1:], *theirs)]
    else:
        pairs = [(a, b) for a in mine[:_MOST_APART] for b in theirs[:_MOST_APART]]
    return _judge_pairs(casebook, About.SAME, pairs, verdict, coder, at, note)


_MOST_APART = 20


def split_account(
    casebook: Casebook, ref: AccountRef, *, coder: str, at: datetime, note: str | None = None
) -> Done:
    """Take an account out of its incident: it is held apart from every other account there."""
    id = casebook.incident_of(ref)
    incident = casebook.incident(id) if id else None
    others = [one for one in incident.accounts if one != ref] if incident else []
    if not others:
        raise ShapeError("This account is alone in its incident; there is nothing to split it from.")
    return _judge_pairs(casebook, About.SAME, [(ref, one) for one in others], Verdict.NO, coder, at, note)


def judge_origin(
    casebook: Casebook,
    ref: AccountRef,
    other: AccountRef,
    verdict: Verdict,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Say whether two accounts come from one first knower."""
    if ref == other:
        raise ShapeError("An account has one origin with itself. Name two accounts.")
    return _judge_pairs(casebook, About.ORIGIN, [(ref, other)], verdict, coder, at, note)


def judge_affair(
    casebook: Casebook,
    incident_id: str,
    other_id: str,
    verdict: Verdict,
    *,
    coder: str,
    at: datetime,
    note: str | None = None,
) -> Done:
    """Say whether two incidents are of one affair."""
    one, other = _incident(casebook, incident_id), _incident(casebook, other_id)
    if one.id == other.id:
        raise ShapeError("These are one incident. Name two incidents.")
    with casebook.in_one():
        a, b = sorted((one.id, other.id))
        standing = _standing(casebook, About.AFFAIR, lambda j: tuple(sorted(j.subjects)) == (a, b), (a, b))
        value = {"settles": list(settles_now(standing, coder))}
        done = append(casebook, About.AFFAIR, (a, b), verdict, coder, at, value, note)
        standing = _standing(casebook, About.AFFAIR, lambda j: tuple(sorted(j.subjects)) == (a, b), (a, b))
        return Done(done, standing.state is State.DISPUTED)


def _judge_pairs(
    casebook: Casebook,
    about: About,
    pairs: Sequence[tuple[AccountRef, AccountRef]],
    verdict: Verdict,
    coder: str,
    at: datetime,
    note: str | None,
) -> Done:
    action = os.urandom(8).hex()
    ids: list[str] = []
    disputed = False
    with casebook.in_one():
        known: dict[str, Effective] = {}
        for a, b in pairs:
            a, b = sorted((a, b))
            for ref in (a, b):
                if ref.report_id not in known:
                    known[ref.report_id] = _reading(casebook, ref.report_id, coder)
                _there(known[ref.report_id], ref)
            subjects = (a.report_id, str(a.index), b.report_id, str(b.index))
            standing = pair_standing(casebook, about, subjects)
            value = {
                "about": [known[ref.report_id].states[ref.index].anchor.to_json() for ref in (a, b)],
                "settles": list(settles_now(standing, coder)),
            } | ({"action": action} if len(pairs) > 1 else {})
            ids += append(casebook, about, subjects, verdict, coder, at, value, note)
            disputed |= pair_standing(casebook, about, subjects).state is State.DISPUTED
    return Done(tuple(ids), disputed)


def pair_standing(casebook: Casebook, about: About, subjects: tuple[str, ...]) -> Standing:
    """How it stands whether two accounts are one incident (or of one origin); subjects as in the judgement."""
    return _standing(casebook, about, lambda one: one.subjects == subjects, subjects[:1])


def _standing(
    casebook: Casebook, about: About, asks: Callable[[Judgement], bool], things: Sequence[str]
) -> Standing:
    judged = counting(casebook.desk.judgements_about(things))
    return stand(answer_of(one) for one in judged if one.about is about and asks(one))


# --- what may leave --------------------------------------------------------------------------------------------------


def allow_name(
    casebook: Casebook,
    incident_id: str,
    name: str,
    verdict: Verdict,
    *,
    coder: str,
    at: datetime,
    why: str,
) -> Done:
    """Say whether a person may be named when the affair of this incident is published; by default nobody may.

    Raises ShapeError without a reason for a yes, or for a name that no account of the affair tells.
    """
    incident = _incident(casebook, incident_id)
    if verdict is Verdict.YES and not why.strip():
        raise ShapeError("Say why this person may be named; the reason stands in the record.")
    told = names_told(casebook, incident)
    if name not in told:
        raise ShapeError(
            "No account of this affair tells this name so. Choose a name as the reports spell it."
        )
    value = {"incident": incident.id, "settles": []}
    return Done(append(casebook, About.NAME, (incident.affair, name), verdict, coder, at, value, why or None))


def names_told(casebook: Casebook, incident: Incident) -> tuple[str, ...]:
    """The names of people that accounts of this incident's affair tell, as the reports spell them, in order."""
    affair = casebook.affair(incident.affair)
    told: dict[str, None] = {}
    for id in affair.incidents if affair else (incident.id,):
        found = casebook.incident(id)
        told |= dict.fromkeys(found.target.names if found and found.target else ())
        for ref in found.accounts if found else ():
            known = effective_reading(casebook, ref.report_id)
            if isinstance(known, Effective) and ref.index < len(known.reading.accounts):
                target = known.reading.accounts[ref.index].target
                told |= dict.fromkeys(target.value.names if target else ())
    return tuple(told)


def release(
    casebook: Casebook, incident_id: str, verdict: Verdict, *, coder: str, at: datetime, why: str
) -> Done:
    """Say whether a planned act, or one against a person still sought, may be published."""
    incident = _incident(casebook, incident_id)
    if verdict is Verdict.YES and not why.strip():
        raise ShapeError("Say why it may be published; the reason stands in the record.")
    return Done(append(casebook, About.RELEASE, (incident.id,), verdict, coder, at, {}, why or None))


# --- undo ------------------------------------------------------------------------------------------------------------


def undo(casebook: Casebook, judgement_id: str, *, coder: str, at: datetime, note: str | None = None) -> Done:
    """Take back a decision, with all judgements that were one action with it; what was before comes back exactly.

    Raises StoreError where there is none or it is taken back already, NotAllowed for another's without being reviewer.
    """
    with casebook.in_one():
        one = _judgement(casebook, judgement_id)
        group = _action(casebook, one)
        judged = casebook.desk.judgements_about([each.id for each in group])
        gone = takers([*group, *(each for each in judged if each.about is About.TAKEN_BACK)])
        group = [each for each in group if each.id not in gone]
        if not group:
            raise StoreError("This was taken back already; nothing was changed. It can be redone.")
        if one.about is About.FORGOTTEN:
            raise NotAllowed("What was forgotten is gone for good; it cannot be undone.")
        _may_undo(casebook, group, coder)
        ids = tuple(each.id for each in group)
        return Done(append(casebook, About.TAKEN_BACK, ids, Verdict.YES, coder, at, {}, note))


def redo(casebook: Casebook, judgement_id: str, *, coder: str, at: datetime, note: str | None = None) -> Done:
    """Have a decision count again that was taken back: the taking back is taken back."""
    with casebook.in_one():
        _judgement(casebook, judgement_id)
        taken = takers(casebook.desk.judgements_about([judgement_id])).get(judgement_id)
        if taken is None:
            raise StoreError("This was not taken back; it counts. Nothing was changed.")
        _may_undo(casebook, [_judgement(casebook, taken)], coder)
        return Done(append(casebook, About.TAKEN_BACK, (taken,), Verdict.YES, coder, at, {}, note))


def _may_undo(casebook: Casebook, group: Sequence[Judgement], coder: str) -> None:
    login = casebook.desk.login(coder)
    others = any(one.coder != coder for one in group)
    if others and login is not None and login.role != "reviewer":
        raise NotAllowed(
            "Only a reviewer takes back what another coder decided. Answer it yourself, or ask one."
        )


def _action(casebook: Casebook, judgement: Judgement) -> list[Judgement]:
    action = value_of(judgement).get("action")
    if not action:
        return [judgement]
    near = casebook.desk.judgements_about(judgement.subjects[:1] + judgement.subjects[2:3])
    return [one for one in near if value_of(one).get("action") == action]


def _judgement(casebook: Casebook, id: str) -> Judgement:
    found = casebook.desk.judgement(id)
    if found is None:
        raise StoreError(f"There is no judgement {id} in this casebook. Look it up in the history.")
    return found


# --- what they share -------------------------------------------------------------------------------------------------


#: What only a reviewer decides, where there are accounts.
_REVIEWERS = (About.NAME, About.RELEASE, About.LEARNED)


def append(
    casebook: Casebook,
    about: About,
    subjects: tuple[str, ...],
    verdict: Verdict,
    coder: str,
    at: datetime,
    value: Mapping[str, Any],
    note: str | None,
) -> tuple[str, ...]:
    """Sign and append one judgement; its id comes back, alone. Raises NotAllowed for a coder who may only look."""
    login = casebook.desk.login(coder)
    if login is not None and (login.disabled or login.role == "viewer"):
        raise NotAllowed(f"{coder} may look and not decide. Ask a reviewer for another role.")
    if login is not None and login.role != "reviewer" and about in _REVIEWERS:
        raise NotAllowed(
            "Only a reviewer names people, releases acts, and lets lessons take effect. Ask one."
        )
    told = {key: one for key, one in value.items() if one not in ([], None)}
    kept = casebook.judge(
        about=about,
        subjects=subjects,
        verdict=verdict,
        coder=coder,
        at=at,
        value=json.dumps(told, ensure_ascii=False) if told else None,
        note=note,
    )
    return (kept.id,)


def _reading(casebook: Casebook, report_id: str, coder: str | None) -> Effective:
    known = effective_reading(casebook, report_id, seen_by=coder)
    if not isinstance(known, Effective):
        problem = "was not read yet" if known is None else f"could not be read ({known.why})"
        raise StoreError(
            f'Report {report_id} {problem}, so nothing can be judged in it. Run "qeyd read" first.'
        )
    return known


def _there(known: Effective, ref: AccountRef) -> int:
    if not 0 <= ref.index < len(known.states):
        raise StoreError(
            f"Report {ref.report_id} has {len(known.states)} accounts; there is no number {ref.index}. "
            "Reload the page: it may have been read again."
        )
    return ref.index


def _about(known: Effective, ref: AccountRef) -> dict[str, Any]:
    return {"about": [known.states[ref.index].anchor.to_json()]}


def _kept(account: Account, known: Effective) -> Any:
    return without_words(account_to_json(account), known.reading.report.text)


def _incident(casebook: Casebook, id: str) -> Incident:
    found = casebook.incident(id)
    if found is None:
        raise StoreError(f'There is no incident {id} in this casebook. Look the id up with "qeyd show".')
    return found


def _accounts_of(casebook: Casebook, one: AccountRef | str) -> tuple[AccountRef, ...]:
    return (one,) if isinstance(one, AccountRef) else _incident(casebook, one).accounts
