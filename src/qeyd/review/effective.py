"""What a reading is with people's judgements applied: the effective reading, and how each question about it stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qeyd.errors import QeydError
from qeyd.model import About, Account, Judgement, Reading, Report, Verdict
from qeyd.model.shapes import account_from_json, account_to_json
from qeyd.review.anchors import Anchor, anchors_of, find
from qeyd.review.standing import Answer, Standing, State, answer_of, counting, stand, value_of
from qeyd.review.words import with_words

#: Every field of an account that a person can set.
FIELDS = (
    "act", "stage", "stance", "background", "nexus", "quote",
    "people", "target", "actor", "place", "time", "ground", "said_by", "denied_by",
)  # fmt: skip
BY_A_PERSON = "person"  #: ``read_by`` of what a reviewer set


@dataclass(frozen=True, slots=True)
class FieldState:
    """How one field of an account stands, where anybody answered for it."""

    field: str
    state: State  #: YES: corrected
    answers: tuple[Answer, ...]
    machine: Any  #: the machine's value, as JSON


@dataclass(frozen=True, slots=True)
class AccountState:
    """How one account stands."""

    anchor: Anchor
    standing: Standing
    fields: Mapping[str, FieldState] = field(default_factory=dict)
    added_by: str | None = None  #: a person's account: who added it, or kept it when a newer reader lost it
    shown: bool = True  #: False: taken back, or hidden from this coder

    @property
    def is_disputed(self) -> bool:
        """Whether coders answer differently for it or one of its fields."""
        return self.standing.state is State.DISPUTED or any(
            one.state is State.DISPUTED for one in self.fields.values()
        )


@dataclass(frozen=True, slots=True)
class Effective:
    """A reading as people's judgements make it."""

    machine: Reading
    reading: Reading  #: the machine's accounts in their places, corrected; those that people added follow
    states: tuple[AccountState, ...]  #: one for each account of ``reading``
    out: frozenset[int] = frozenset()  #: places of accounts that do not count: rejected, taken back
    report: Standing = field(default_factory=Standing)  #: is everything it tells among its accounts?

    def find(self, anchor: Anchor) -> int | None:
        """The place of the account that an anchor means."""
        return find(anchor, [one.anchor for one in self.states])

    def place(self, judgement: Judgement, which: int = 0) -> int | None:
        """The place of the account that a judgement is about; ``which``: the first or the second of a pair."""
        return _place(judgement, which, [one.anchor for one in self.states])

    @property
    def kept(self) -> Reading:
        """The accounts that count alone; their numbers are not those of ``reading`` where some are out."""
        accounts = tuple(one for number, one in enumerate(self.reading.accounts) if number not in self.out)
        return replace(self.reading, accounts=accounts)


@dataclass(frozen=True, slots=True)
class Blind:
    """A pair of coders on this report, still open: what they answered since is held."""

    coders: tuple[str, str]
    since: str  #: id of the last judgement before it was assigned; empty: none


def seen(
    judgements: Sequence[Judgement], blind: Sequence[Blind], seen_by: str | None
) -> tuple[Judgement, ...]:
    """The judgements that one coder may see, or that count for all (None), while blind pairs are open."""
    out = tuple(judgements)
    for pair in blind:
        ids = [one.id for one in out]
        before = ids.index(pair.since) + 1 if pair.since in ids else 0
        hidden = {coder for coder in pair.coders if coder != seen_by}
        out = out[:before] + tuple(one for one in out[before:] if one.coder not in hidden)
    return out


def effective(
    reading: Reading,
    judgements: Sequence[Judgement],
    *,
    blind: Sequence[Blind] = (),
    seen_by: str | None = None,
) -> Effective:
    """Apply to a reading the judgements about its report, given in the order of the chain, takings back among them.

    A rejected account keeps its place and is ``out``. An account that people confirmed or corrected stays although a
    newer reader does not find it. What cannot be applied any more (words were forgotten) is passed over.
    """
    report = reading.report
    mine = [one for one in judgements if one.subjects[:1] == (report.id,) or one.about is About.TAKEN_BACK]
    anchors = list(anchors_of(reading.accounts))
    accounts = list(reading.accounts)
    added: dict[int, str] = {}
    for judgement in mine:  # all of them, so that places never depend on who looks
        if judgement.about in (About.ADDED, About.ACCOUNT, About.FIELD):
            found = _kept_account(judgement, report, anchors)
            if found is not None:
                anchors.append(found[0])
                accounts.append(found[1])
                added[len(accounts) - 1] = judgement.coder
    count = counting(seen(mine, blind, seen_by))
    told: dict[int, list[Answer]] = {}
    fields: dict[int, dict[str, list[Answer]]] = {}
    complete = []
    for judgement in count:
        if judgement.about is About.REPORT:
            complete.append(answer_of(judgement))
            continue
        if judgement.about is About.ADDED:
            number = find(Anchor(added=judgement.id), anchors)
        elif judgement.about in (About.ACCOUNT, About.FIELD):
            number = _place(judgement, 0, anchors)
        else:
            continue
        if number is None:
            continue
        if judgement.about is About.FIELD and len(judgement.subjects) > 2:
            value = value_of(judgement).get("told")
            fields.setdefault(number, {}).setdefault(judgement.subjects[2], []).append(
                answer_of(judgement, value)
            )
        else:
            told.setdefault(number, []).append(answer_of(judgement))
    states, out = [], set()
    for number, account in enumerate(accounts):
        account, state = _settled(
            account, anchors[number], told.get(number, []), fields.get(number, {}), report
        )
        if number in added:
            state = replace(state, added_by=added[number], shown=bool(state.standing.answers or state.fields))
        is_kept = number < len(reading.accounts) or bool(state.fields and not anchors[number].added)
        if state.standing.state is State.NO or (not is_kept and state.standing.state is not State.YES):
            out.add(number)
        accounts[number] = account
        states.append(state)
    return Effective(
        reading, replace(reading, accounts=tuple(accounts)), tuple(states), frozenset(out), stand(complete)
    )


def _place(judgement: Judgement, which: int, anchors: Sequence[Anchor]) -> int | None:
    about = value_of(judgement).get("about")
    anchor = Anchor.from_json(about[which]) if isinstance(about, list) and which < len(about) else None
    told = judgement.subjects[2 * which + 1 : 2 * which + 2]
    number = int(told[0]) if told and told[0].isdecimal() else None
    if anchor is None:  # judged without an anchor: the number is all there is
        return number if number is not None and number < len(anchors) else None
    if number is not None and number < len(anchors) and anchors[number] == anchor:
        return number
    return find(anchor, anchors)


def _kept_account(
    judgement: Judgement, report: Report, anchors: Sequence[Anchor]
) -> tuple[Anchor, Account] | None:
    """The account that a judgement adds, or keeps though the reader does not find it any more."""
    value = value_of(judgement)
    if judgement.about is About.ADDED:
        anchor: Anchor | None = Anchor(added=judgement.id)
    elif judgement.verdict is Verdict.YES:
        about = value.get("about")
        anchor = Anchor.from_json(about[0]) if isinstance(about, list) and about else None
        if anchor is None or anchor.added or find(anchor, anchors) is not None:
            return None
    else:
        return None
    line = value.get("account")
    if anchor is None or not isinstance(line, dict):
        return None
    try:
        return anchor, account_from_json(with_words(line, report.text), report)
    except QeydError:
        return None


def _settled(
    account: Account,
    anchor: Anchor,
    told: Sequence[Answer],
    fields: Mapping[str, Sequence[Answer]],
    report: Report,
) -> tuple[Account, AccountState]:
    """An account with its corrections that hold, and how it stands."""
    states: dict[str, FieldState] = {}
    line = account_to_json(account)
    corrected = dict(line)
    for name, answers in fields.items():
        if name not in FIELDS:
            continue
        standing = stand(answers, same=told_alike)
        states[name] = FieldState(name, standing.state, standing.answers, line.get(name))
        if standing.deciding is None or standing.state is not State.YES:
            continue
        before = dict(corrected)
        try:
            corrected[name] = with_words(standing.deciding.value, report.text)
            account_from_json(corrected, report)
        except QeydError:
            corrected = before
    if corrected != line:
        account = account_from_json(corrected, report)
    standing = stand(told)
    if standing.state is State.YES:  # somebody looked: no longer the reader's guess
        account = replace(account, confidence=1.0)
    return account, AccountState(anchor, standing, states)


def told_alike(value: Any) -> Any:
    """What two answers for a field must share to be one answer: all but the words it rests on and who set it."""
    if isinstance(value, dict):
        return {k: told_alike(v) for k, v in value.items() if k not in ("quote", "read_by", "said_by")}
    if isinstance(value, list):
        return [told_alike(one) for one in value]
    return value


def judged_pair(judgement: Judgement, places: Mapping[str, Effective]) -> tuple[Any, ...] | None:
    """The two accounts of a judgement about a pair, as (report id, place) twice; None where one is gone."""
    if len(judgement.subjects) != 4:
        return None
    out = []
    for which, id in ((0, judgement.subjects[0]), (1, judgement.subjects[2])):
        known = places.get(id)
        number = known.place(judgement, which) if known else None
        if known is None or number is None or number in known.out:
            return None
        out.append((id, number))
    return tuple(sorted(out))


def for_linking(
    judgements: Sequence[Judgement], places: Mapping[str, Effective], *, held: Collection[str] = ()
) -> tuple[Judgement, ...]:
    """What the linker has to heed: for each pair that people judged, the answer that holds.

    Subjects are the places that accounts have now. A disputed pair is left out: the machine decides as long as no third
    has. ``held`` are ids of judgements of open blind pairs.
    """
    questions: dict[tuple[Any, ...], list[Judgement]] = {}
    for judgement in counting(judgements):
        if judgement.id in held:
            continue
        if judgement.about in (About.SAME, About.ORIGIN):
            pair = judged_pair(judgement, places)
            if pair is None or pair[0] == pair[1]:
                continue
        elif judgement.about is About.AFFAIR:
            pair = tuple(sorted(judgement.subjects))
        else:
            continue
        questions.setdefault((judgement.about, *pair), []).append(judgement)
    out = []
    for question, given in questions.items():
        standing = stand(answer_of(one) for one in given)
        if standing.deciding is None:
            continue
        one = next(each for each in given if each.id == standing.deciding.judgement)
        if one.about is not About.AFFAIR:
            subjects = tuple(str(part) for ref in question[1:] for part in ref)
            one = replace(one, subjects=subjects)
        out.append(one)
    return tuple(out)
