"""Link what was read: readings and judgements in, incidents and affairs back."""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from qeyd.errors import CasebookBusy
from qeyd.flow.effective import effective_reading, effective_readings, heeded
from qeyd.flow.lessons import learned_of, weights_of
from qeyd.model import About, AccountRef, Judgement, Reading, Unread
from qeyd.review.effective import Effective
from qeyd.store import Assignment, Casebook

if TYPE_CHECKING:
    from qeyd.link import Changes, Linked, Merge

Linker = Callable[..., "Linked"]

#: Readings fetched up to which none is let go of.
MOST_HELD = 2000

_ABOUT_PAIRS = (About.SAME, About.ORIGIN, About.AFFAIR)


def link_readings(readings: Sequence[Reading | Unread]) -> "Linked":
    """The incidents and affairs of these readings, without a casebook: ids follow from the accounts alone."""
    from qeyd.link import link

    return link(readings)


def link_casebook(casebook: Casebook, *, linker: Linker | None = None) -> "Linked":
    """Work out the incidents and affairs of all that was read and judged, and keep them in place of the old ones.

    Readings are linked as people corrected them; what they rejected is in no incident. Ids are remembered: an incident
    keeps its own, a merge keeps the older one. What was read or judged while this ran waits for the next time.
    """
    from qeyd.link import link

    work_out: Linker = linker or link
    judgements = casebook.judgements()
    places: dict[str, Effective] = {}
    out: set[AccountRef] = set()
    readings = _take_in(effective_readings(casebook), places, out)
    linked = work_out(
        readings,
        heeded(judgements, places, casebook.desk.pairs(open_only=True)),
        remembered=casebook.remembered_ids(),
        without=out,
        weights=weights_of(casebook),
    )
    merged = {one.gone: one.kept for one in linked.merged}
    casebook.keep_incidents(linked.incidents, linked.affairs, merged=merged)
    return linked


@dataclass(frozen=True, slots=True)
class Relinked:
    """What linking a casebook anew did."""

    merged: "tuple[Merge, ...]" = ()  #: incidents known apart before that are one now
    changed: bool = True  #: False: everything was up to date, and nothing was worked out


def link_what_changed(casebook: Casebook) -> Relinked:
    """Bring the incidents and affairs of a casebook up to date.

    Only what changed since the last time is worked out where the linker's state was kept then, else everything is.
    Incidents end as ``link_casebook`` would make them.
    """
    if is_up_to_date(casebook):
        return Relinked(changed=False)
    return Relinked(CasebookLinks(casebook).merged)


def is_up_to_date(casebook: Casebook) -> bool:
    """Whether the incidents follow from all that was read and judged, by this linker."""
    with casebook.in_one():
        follows = _kept_follows(casebook)
        return bool(
            follows
            and not casebook.links.wanted()[1]
            and follows == _follows(casebook, wanted=follows.wanted, after=follows.judgements)
        )


@dataclass(frozen=True, slots=True)
class _Follows:
    """What incidents were worked out from, besides the readings."""

    linker: str
    learned: str
    judgements: int  #: the number of the last
    pairs: tuple[tuple[str, str], ...]  #: open blind pairs: report, and all of it
    wanted: int = 0

    @property
    def rules(self) -> tuple[str, str]:
        """That by which everything has to be worked out anew when it changes."""
        return self.linker, self.learned


def _follows(casebook: Casebook, *, wanted: int, after: int = 0) -> _Follows:
    """What incidents follow from now; ``after`` is a judgement known to be there."""
    last, _ = casebook.desk.judgements_after(after)
    return _Follows(*_rules(casebook), last, _open_pairs(casebook), wanted)


def _rules(casebook: Casebook) -> tuple[str, str]:
    learned = repr((weights_of(casebook), learned_of(casebook)))
    return _linker(), hashlib.sha256(learned.encode()).hexdigest()


def _open_pairs(casebook: Casebook) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((one.report_id, repr(one)) for one in casebook.desk.pairs(open_only=True)))


def _kept_follows(casebook: Casebook) -> _Follows | None:
    """What the kept state follows from; None where it does not belong to the incidents of now."""
    links = casebook.links
    if not links.mark() or links.mark() != casebook.desk.incidents_mark():
        return None
    raw = links.get("follows", b"")
    if raw is None:
        return None
    linker, learned, judgements, pairs, wanted = json.loads(raw)
    return _Follows(linker, learned, judgements, tuple((id, one) for id, one in pairs), wanted)


@lru_cache(maxsize=1)
def _linker() -> str:
    """A digest of the linker's own code and data: another linker may find other incidents."""
    digest = hashlib.sha256()
    for room in ("qeyd.link", "qeyd.outlets", "qeyd.groups"):
        for file in sorted(files(room).iterdir(), key=lambda one: one.name):
            if file.is_file():
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def link_without(casebook: Casebook, report_ids: Container[str]) -> "Linked":
    """The incidents and affairs of a casebook without some of its reports, ids remembered; nothing is kept."""
    from qeyd.link import link

    places: dict[str, Effective] = {}
    out: set[AccountRef] = set()
    found = (one for one in effective_readings(casebook) if _report_id(one) not in report_ids)
    readings = _take_in(found, places, out)
    judged = heeded(casebook.judgements(), places, casebook.desk.pairs(open_only=True))
    return link(
        readings, judged, remembered=casebook.remembered_ids(), without=out, weights=weights_of(casebook)
    )


def _report_id(one: Effective | Unread) -> str:
    return one.report.id if isinstance(one, Unread) else one.machine.report.id


def _take_in(
    found: Iterable[Effective | Unread], places: dict[str, Effective], out: set[AccountRef]
) -> list[Reading | Unread]:
    """The readings to link; noted on the way: where each account stands now, and which are out."""
    readings: list[Reading | Unread] = []
    for one in found:
        if isinstance(one, Unread):
            readings.append(one)
            continue
        id = one.machine.report.id
        places[id] = one
        out.update(AccountRef(id, number) for number in one.out)
        readings.append(one.reading)
    return readings


class CasebookLinks:
    """A casebook's links, so that one more report, judgement or forgotten report costs little.

    Making one brings the incidents up to date: by what changed where the casebook holds the linker's state, else all
    anew. From then on ``catch_up`` works out and writes only what changed. All ends where ``link_casebook`` would.
    To be used from one thread at a time.
    """

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self.merged: tuple[Merge, ...] = ()  #: what became one when it was made
        if self._take_up():
            self.merged = self.catch_up().merged
        else:
            self._build()

    def _take_up(self) -> bool:
        """Take the kept state up; False: there is none that fits."""
        from qeyd.link.kept import KeptLinker
        from qeyd.link.lazily import Lazily

        casebook = self._casebook
        with casebook.in_one():
            follows = _kept_follows(casebook)
            if follows is None or follows.rules != _rules(casebook):
                return False
            self._mark = casebook.links.mark()
            self._follows = follows
            self._places: Lazily[str, Effective] = Lazily(self._place)
            self._readings: Lazily[str, Reading | Unread] = Lazily(self._reading)
            self._kept = KeptLinker(casebook.links, self._readings, weights=weights_of(casebook))
            _, every = casebook.desk.judgements_after(0)
            _, new = casebook.desk.judgements_after(follows.judgements)
        later = {one.id for one in new}
        self._about_pairs = [one for one in every if one.id not in later and _is_about_pairs(one)]
        return True

    def _place(self, report_id: str) -> Effective | None:
        found = effective_reading(self._casebook, report_id)
        return None if isinstance(found, Unread) else found

    def _reading(self, report_id: str) -> Reading | Unread | None:
        found = self._places.get(report_id)
        return found.reading if found else None

    def _build(self, *, tries: int = 3) -> "Linked":
        """Work all out; others may write meanwhile, and where one of them linked, it is done once more."""
        from qeyd.link import Linker
        from qeyd.link.kept import keep

        casebook = self._casebook
        with casebook.in_one():
            links = casebook.desk.incidents_mark()
            wanted, _ = casebook.links.wanted()
            follows = _follows(casebook, wanted=wanted)
            _, judgements = casebook.desk.judgements_after(0)
        places: dict[str, Effective] = {}
        out: set[AccountRef] = set()
        linker = Linker(remembered=casebook.remembered_ids(), weights=weights_of(casebook))
        linker.add(_take_in(effective_readings(casebook), places, out), without=out)
        about_pairs = [one for one in judgements if _is_about_pairs(one)]
        linker.update(heeded(about_pairs, places, casebook.desk.pairs(open_only=True)))
        linked = linker.linked()
        with casebook.in_one():
            is_alone = casebook.desk.incidents_mark() == links
            if is_alone or tries <= 1:
                merged = {one.gone: one.kept for one in linked.merged}
                casebook.keep_incidents(linked.incidents, linked.affairs, merged=merged)
                keep(linker, casebook.links)
                self._note(follows)
        if not is_alone and tries > 1:
            return self._build(tries=tries - 1)
        self.merged = linked.merged
        if not self._take_up():
            raise CasebookBusy(
                f"{casebook.folder}: another program keeps linking this casebook. Try again when it is done."
            )
        return linked

    def _note(self, follows: _Follows) -> None:
        links = self._casebook.links
        links.put("follows", [(b"", json.dumps(dataclasses.astuple(follows)).encode())])
        links.linked(follows.wanted)
        links.belongs()

    def catch_up(self) -> "Changes":
        """Heed every judgement, reading and forgetting since the last time, by whoever and in whatever program.

        Where the reader's or the linker's rules changed, everything is worked out anew. Raises CasebookBusy.
        """
        for _ in range(3):
            if self._casebook.links.mark() != self._mark and not self._take_up():
                break
            if _rules(self._casebook) != self._follows.rules:
                break
            changes = self._catch_up_once()
            if changes is not None:
                return changes
            self._mark = b""  # another program linked meanwhile: its state is taken up
        from qeyd.link import Changes

        linked = self._build()
        return Changes(linked.incidents, (), linked.affairs, (), linked.merged, linked.overruled)

    def _catch_up_once(self) -> "Changes | None":
        """What changed, written; None where another program linked meanwhile, and nothing was written."""
        from qeyd.link import Changes

        casebook = self._casebook
        with casebook.in_one():
            wanted, ids = casebook.links.wanted()
            last, new = casebook.desk.judgements_after(self._follows.judgements)
            pairs = casebook.desk.pairs(open_only=True)
            now = dataclasses.replace(
                self._follows, judgements=last, pairs=_open_pairs(casebook), wanted=wanted
            )
        if not ids and not new and now.pairs == self._follows.pairs:
            return Changes((), (), (), ())
        touched = {*ids, *self._touched(new)} | {id for id, _ in {*now.pairs} ^ {*self._follows.pairs}}
        has_forgotten = any(one.about is About.FORGOTTEN for one in new)
        if has_forgotten:  # what was said of it is gone as well
            _, new = casebook.desk.judgements_after(0)
            self._about_pairs = []
            self._places.forget_what_was_fetched()
        self._about_pairs += [one for one in new if _is_about_pairs(one)]
        changes = self._again(touched, pairs)
        with casebook.in_one():  # the lock is held for the writing alone: nobody waits for the linking
            if casebook.links.mark() != self._mark or casebook.desk.incidents_mark() != self._mark:
                return None
            if has_forgotten:
                changes = self._with_lost(changes)
            casebook.change_incidents(
                changes.incidents,
                changes.affairs,
                gone=changes.gone,
                gone_affairs=changes.gone_affairs,
                merged={one.gone: one.kept for one in changes.merged},
            )
            self._kept.save()
            self._note(now)
        self._mark, self._follows = casebook.links.mark(), now
        self._readings.forget_what_was_fetched()
        if len(self._places.held) > MOST_HELD:
            self._places.forget_what_was_fetched()
        return changes

    def _with_lost(self, changes: "Changes") -> "Changes":
        """The changes with what went away with something forgotten, and is as it was for the linker."""
        linker = self._kept.linker
        lost, affairs = self._casebook.links.lost()
        known = {one.id for one in changes.incidents}
        found = [linker.incident(id) for id in lost if id not in known]
        incidents = (*changes.incidents, *(one for one in found if one))
        known = {one.id for one in changes.affairs}
        wanted = {*affairs, *(one.affair for one in incidents)} - known
        more = [linker.affair(id) for id in sorted(wanted)]
        return dataclasses.replace(
            changes, incidents=incidents, affairs=(*changes.affairs, *(one for one in more if one))
        )

    def _touched(self, new: Sequence[Judgement]) -> Iterable[str]:
        for one in new:
            if one.about in (About.ACCOUNT, About.FIELD, About.ADDED):
                yield one.subjects[0]
            elif one.about is About.TAKEN_BACK:
                yield from self._behind(one)

    def _behind(self, taken: Judgement) -> Iterable[str]:
        for id in taken.subjects:
            one = self._casebook.desk.judgement(id)
            if one is not None and one.about is About.TAKEN_BACK:
                yield from self._behind(one)
            elif one is not None and one.about in (About.ACCOUNT, About.FIELD, About.ADDED):
                yield one.subjects[0]

    def _again(self, touched: Iterable[str], pairs: Sequence[Assignment]) -> "Changes":
        """Link these reports anew, as they are now; those that are gone go."""
        linker = self._kept.linker
        ids = sorted(set(touched))
        self._kept.touch(ids)
        linker.remove(ids)
        found: list[Reading | Unread] = []
        out: set[AccountRef] = set()
        for id in ids:
            self._places.renew(id)
            one = self._places.get(id)
            if one is not None:
                found.append(one.reading)
                out.update(AccountRef(id, number) for number in one.out)
        linker.add(found, without=out)
        return linker.update(heeded(self._about_pairs, self._places, pairs))

    def update(self, new: Iterable[Reading | Unread] = (), *, gone: Iterable[str] = ()) -> "Changes":
        """Take in what was read since, let go of reports that were forgotten, and heed all judgements.

        ``new`` and ``gone`` are as kept in the casebook; both are found without being told as well.
        """
        del new, gone
        return self.catch_up()


def _is_about_pairs(judgement: Judgement) -> bool:
    return judgement.about in _ABOUT_PAIRS or judgement.about is About.TAKEN_BACK
