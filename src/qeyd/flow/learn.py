"""What the judgements of a casebook would teach it. A lesson is proposed, shown with what it changes, and waits.

It takes effect only by somebody's yes, a signed judgement like any other; taken back, all is as before. Lessons are
data in the casebook: the files of qeyd are never changed.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qeyd.errors import NotAllowed, StoreError
from qeyd.flow.effective import Effective, effective_readings, heeded
from qeyd.flow.learn_words import word_lessons
from qeyd.flow.review import Done, append, undo
from qeyd.model import About, AccountRef, Judgement, SpeakerSort, Verdict
from qeyd.review import calibrate
from qeyd.review.standing import State, answer_of, counting, stand
from qeyd.store import Casebook

FEWEST_ALIAS = 2  #: judged origins that have to say so


@dataclass(frozen=True, slots=True)
class Lesson:
    """What judgements would teach, and what it would change on what was judged."""

    id: str
    sort: str  #: "confidence", "linking", "outlet alias", "group", "word"
    title: str
    value: Mapping[str, Any]
    n: int  #: judged things it rests on
    before: Mapping[str, float] = field(default_factory=dict)
    after: Mapping[str, float] = field(default_factory=dict)  #: on folds that were not learned from
    can_tell: bool = True  #: False: too few were judged; it cannot be accepted
    why: str = ""
    state: str = "proposed"  #: "proposed", "accepted", "refused", "taken back"
    decided_by: str | None = None
    decided_at: datetime | None = None


def propose_learning(casebook: Casebook, *, now: datetime) -> tuple[Lesson, ...]:
    """Work out what the judgements would teach. Nothing takes effect; what was proposed before and not decided goes."""
    readings = [one for one in effective_readings(casebook, learned=False) if isinstance(one, Effective)]
    judgements = casebook.judgements()
    found = [
        _confidence(readings),
        _linking(casebook, readings, judgements),
        *_aliases(readings, judgements),
        *(_lesson(**one) for one in word_lessons(readings)),
    ]
    known = {one.id: one for one in lessons(casebook)}
    with casebook.in_one():
        new = {one.id for one in found}
        casebook.desk.remove_lessons(
            one.id for one in known.values() if one.state == "proposed" and one.id not in new
        )
        for one in found:
            if one.id not in known:
                casebook.desk.put_lesson(one.id, _body(one), at=now)
    return tuple(known.get(one.id, one) for one in found)


def accept_lesson(casebook: Casebook, lesson_id: str, *, coder: str, at: datetime) -> Done:
    """Let a lesson take effect. Raises StoreError where there is none, NotAllowed where too little was judged."""
    lesson = _found(casebook, lesson_id)
    if not lesson.can_tell:
        raise NotAllowed(f"This cannot be accepted: {lesson.why}.")
    if lesson.state == "accepted":
        raise StoreError("This lesson is in effect already. Nothing was changed.")
    return Done(append(casebook, About.LEARNED, (lesson.id,), Verdict.YES, coder, at, {}, lesson.title))


def take_back_lesson(casebook: Casebook, lesson_id: str, *, coder: str, at: datetime) -> Done:
    """Have a lesson no longer take effect; all is as it was before. Raises StoreError where it does not."""
    lesson = _found(casebook, lesson_id)
    judged = [
        one
        for one in counting(casebook.desk.judgements_about([lesson.id]))
        if one.about is About.LEARNED and one.verdict is Verdict.YES
    ]
    if not judged:
        raise StoreError("This lesson is not in effect. Nothing was changed.")
    ids: list[str] = []
    with casebook.in_one():
        for one in judged:
            ids += undo(casebook, one.id, coder=coder, at=at).judgements
    return Done(tuple(ids))


def lessons(casebook: Casebook) -> tuple[Lesson, ...]:
    """All lessons kept: proposed, accepted and taken back ones, oldest first."""
    kept = casebook.desk.lessons()
    judged = casebook.desk.judgements_about([id for id, _, _ in kept])
    asked: dict[str, list[Judgement]] = {}
    for one in judged:
        if one.about is About.LEARNED:
            asked.setdefault(one.subjects[0], []).append(one)
    count = {one.id for one in counting(judged)}
    out = []
    for id, _, body in kept:
        line = json.loads(body)
        mine = asked.get(id, [])
        holding = [one for one in mine if one.id in count]
        last = next(reversed(holding or mine), None)
        state = "proposed"
        if holding:
            state = "accepted" if holding[-1].verdict is Verdict.YES else "refused"
        elif mine:
            state = "taken back"
        out.append(
            Lesson(
                id=id,
                state=state,
                decided_by=last.coder if last else None,
                decided_at=last.at if last else None,
                **line,
            )
        )
    return tuple(out)


def _found(casebook: Casebook, wanted: str) -> Lesson:
    found = [one for one in lessons(casebook) if one.id.startswith(wanted)]
    if len(found) != 1:
        many = "more than one lesson begins so" if found else "there is no such lesson"
        raise StoreError(f'"{wanted}": {many}. Look at "qeyd learn".')
    return found[0]


def _lesson(**told: Any) -> Lesson:
    """A lesson; its id follows from what it teaches."""
    what = json.dumps([told["sort"], told["value"], told["n"]], sort_keys=True, ensure_ascii=False)
    return Lesson(id=hashlib.sha256(what.encode()).hexdigest()[:16], **told)


def _body(one: Lesson) -> str:
    return json.dumps(
        {
            "sort": one.sort,
            "title": one.title,
            "value": one.value,
            "n": one.n,
            "before": one.before,
            "after": one.after,
            "can_tell": one.can_tell,
            "why": one.why,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


# --- confidence ------------------------------------------------------------------------------------------------------


def _confidence(readings: Sequence[Effective]) -> Lesson:
    """Confidence made to say how often the reader is right in this casebook."""
    pairs = [
        (one.machine.accounts[number].confidence, state.standing.state is State.YES)
        for one in readings
        for number, state in enumerate(one.states[: len(one.machine.accounts)])
        if state.standing.state in (State.YES, State.NO)
    ]
    title = "Confidence says how often the reader is right here"
    yes = sum(right for _, right in pairs)
    fewest = min(yes, len(pairs) - yes)
    if len(pairs) < calibrate.FEWEST or fewest < calibrate.FEWEST_OF_EACH:
        why = (
            f"{len(pairs)} accounts were judged ({yes} right); {calibrate.FEWEST} are needed, "
            f"{calibrate.FEWEST_OF_EACH} of them right and {calibrate.FEWEST_OF_EACH} wrong"
        )
        return _lesson(sort="confidence", title=title, value={}, n=len(pairs), can_tell=False, why=why)
    ways = [calibrate.platt] + ([calibrate.isotonic] if len(pairs) >= calibrate.STEPS_FROM else [])
    tried = {way: calibrate.cross_validated(pairs, way) for way in ways}
    best = min(ways, key=lambda way: calibrate.brier(tried[way]))
    before = {"squared error": calibrate.brier(pairs), "off by": calibrate.off_by(pairs)}
    after = {"squared error": calibrate.brier(tried[best]), "off by": calibrate.off_by(tried[best])}
    better = after["squared error"] < before["squared error"]
    why = "" if better else "confidence as it comes is as good on what was not learned from"
    return _lesson(
        sort="confidence",
        title=title,
        value=best(pairs),
        n=len(pairs),
        before=_short(before),
        after=_short(after),
        can_tell=better,
        why=why,
    )


def _short(told: Mapping[str, float]) -> dict[str, float]:
    return {key: round(value, 4) for key, value in told.items()}


# --- linking ---------------------------------------------------------------------------------------------------------


def _linking(casebook: Casebook, readings: Sequence[Effective], judgements: Sequence[Judgement]) -> Lesson:
    """How likely two accounts are one incident, shifted to what people judged of pairs in this casebook."""
    from qeyd.link import Linker
    from qeyd.link.decide import FEWEST_JUDGED, account_pair, learned_shift

    places = {one.machine.report.id: one for one in readings}
    judged = [
        one
        for one in heeded(judgements, places, casebook.desk.pairs(open_only=True))
        if one.about is About.SAME and one.verdict is not Verdict.UNSURE
    ]
    title = "Accounts are joined as people joined them here"
    if len(judged) < FEWEST_JUDGED:
        why = f"{len(judged)} pairs were judged; {FEWEST_JUDGED} are needed"
        return _lesson(sort="linking", title=title, value={}, n=len(judged), can_tell=False, why=why)
    linker = Linker()
    for one in readings:
        without = {AccountRef(one.machine.report.id, number) for number in one.out}
        linker.add([one.reading], without=without)
    index = linker.index
    index.settle()
    pairs: list[tuple[float, bool]] = []
    for judgement in judged:
        pair = account_pair(judgement)
        if pair and pair[0] in index.number and pair[1] in index.number:
            score = index.score(index.number[pair[0]], index.number[pair[1]])
            pairs.append((score, judgement.verdict is Verdict.YES))
    of = calibrate.folds(len(pairs), seed=0)
    join = index.weights.join
    shifts = {
        fold: learned_shift(one for one, its in zip(pairs, of, strict=True) if its != fold)
        for fold in set(of)
    }
    right = sum((score >= join) == same for score, same in pairs) / len(pairs)
    learned = sum(
        (score + shifts[fold] >= join) == same for (score, same), fold in zip(pairs, of, strict=True)
    )
    shift = learned_shift(pairs)
    after = learned / len(pairs)
    better = shift != 0 and after > right
    return _lesson(
        sort="linking",
        title=title,
        value={"shift": shift},
        n=len(pairs),
        before={"pairs as judged": round(right, 4)},
        after={"pairs as judged": round(after, 4)},
        can_tell=better,
        why="" if better else "linking as it is agrees with the judged pairs as well",
    )


# --- outlets ---------------------------------------------------------------------------------------------------------


def _aliases(readings: Sequence[Effective], judgements: Sequence[Judgement]) -> list[Lesson]:
    """What reports call an outlet, where people said that who quotes it so has it from that outlet's report."""
    from qeyd.outlets import fold_name, load_outlets

    known = load_outlets()
    places = {one.machine.report.id: one for one in readings}
    says: Counter[tuple[str, str]] = Counter()
    denies: Counter[tuple[str, str]] = Counter()
    questions: dict[tuple[str, ...], list[Judgement]] = {}
    for one in counting(judgements):
        if one.about is About.ORIGIN and len(one.subjects) == 4:
            questions.setdefault(one.subjects, []).append(one)
    for subjects, given in questions.items():
        standing = stand(answer_of(one) for one in given)
        ids = subjects[0], subjects[2]
        if not standing.holds or not all(id in places for id in ids):
            continue
        for mine, theirs, which in ((ids[0], ids[1], 0), (ids[1], ids[0], 1)):
            outlet = places[theirs].machine.report.outlet
            number = places[mine].place(given[0], which)
            if (
                outlet is None
                or number is None
                or fold_name(outlet) == fold_name(places[mine].machine.report.outlet or "")
            ):
                continue
            for speaker in places[mine].reading.accounts[number].said_by:
                unknown = speaker.sort is SpeakerSort.OUTLET and speaker.quote is not None
                if (
                    unknown
                    and known.named(speaker.name) is None
                    and fold_name(speaker.name) != fold_name(outlet)
                ):
                    tally = says if standing.state is State.YES else denies
                    tally[(speaker.name, outlet)] += 1
    out = []
    for (name, outlet), n in sorted(says.items()):
        no = denies[(name, outlet)]
        enough = n >= FEWEST_ALIAS and no == 0
        out.append(
            _lesson(
                sort="outlet alias",
                title=f"“{name}” is {outlet}",
                value={"alias": name, "outlet": outlet},
                n=n + no,
                before={"origins as judged": 0.0},
                after={"origins as judged": round(n / (n + no), 4)},
                can_tell=enough,
                why=""
                if enough
                else f"{n} judged origins say so and {no} do not; {FEWEST_ALIAS} and none are needed",
            )
        )
    return out
