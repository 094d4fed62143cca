"""Link what was read: readings and judgements in, incidents and affairs back."""

import hashlib
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from qeyd.flow.effective import effective_reading, effective_readings, heeded
from qeyd.flow.lessons import learned_of, weights_of
from qeyd.model import About, AccountRef, Judgement, Reading, Unread
from qeyd.review.effective import Effective
from qeyd.store import Casebook

if TYPE_CHECKING:
    from qeyd.link import Changes, Linked

Linker = Callable[..., "Linked"]

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


def link_what_changed(casebook: Casebook) -> "Linked":
    """``link_casebook``, unless all that incidents follow from is as it was after the last time; then they are read.

    Incidents follow from the readings, the judgements, the pairs handed out, what was learned of joining, the incidents
    known before, and the linker. What comes back then names no merges: there were none.
    """
    from qeyd.link import Linked

    goes_in = _goes_in(casebook)
    if casebook.desk.basis() != goes_in + _incidents_are(casebook):
        linked = link_casebook(casebook)
        casebook.desk.note_basis(
            goes_in + _incidents_are(casebook)
        )  # what came in meanwhile changes the digest
        return linked
    incidents = sorted(
        casebook.incidents(limit=None), key=lambda one: (one.time.start if one.time else date.max, one.id)
    )
    return Linked(tuple(incidents), casebook.affairs(limit=None))


def _goes_in(casebook: Casebook) -> str:
    """A digest of all that a casebook's incidents are worked out from, the incidents known before left out."""
    with casebook.in_one():
        readings, _ = casebook.desk.marks()
        last, _ = casebook.desk.judgements_after(0)
        pairs = sorted(repr(one) for one in casebook.desk.pairs(open_only=True))
        learned = repr(weights_of(casebook)), repr(learned_of(casebook))
    parts = [readings.hex(), str(last), *pairs, *learned, _linker()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _incidents_are(casebook: Casebook) -> str:
    return casebook.desk.marks()[1].hex()


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
    """A casebook's links held in memory, so that one more report, judgement or forgotten report costs little.

    For a program that keeps a casebook open. Making one works out everything once, as ``link_casebook`` does; from
    then on ``catch_up`` works out and writes only what changed, and ends where ``link_casebook`` would. To be used from
    one thread at a time.
    """

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._build()

    def _build(self, *, tries: int = 3) -> None:
        """Work all out; others may write meanwhile, and where one of them linked, it is done once more."""
        from qeyd.link import Linker

        casebook = self._casebook
        readings, links = casebook.desk.marks()
        self._read_at = casebook.desk.read_at()
        self._last, judgements = casebook.desk.judgements_after(0)
        self._pairs = casebook.desk.pairs(open_only=True)
        self._places: dict[str, Effective] = {}
        self._about_pairs = [one for one in judgements if _is_about_pairs(one)]
        self._learned = weights_of(casebook), learned_of(casebook)
        self._linker = Linker(remembered=casebook.remembered_ids(), weights=self._learned[0])
        out: set[AccountRef] = set()
        self._linker.add(_take_in(effective_readings(casebook), self._places, out), without=out)
        self._linker.update(self._heeded())
        linked = self._linker.linked()
        with casebook.in_one():
            is_alone = casebook.desk.marks()[1] == links
            if is_alone or tries <= 1:
                casebook.keep_incidents(
                    linked.incidents, linked.affairs, merged={one.gone: one.kept for one in linked.merged}
                )
                self._marks = readings, casebook.desk.marks()[1]
                return
        self._build(tries=tries - 1)

    def _heeded(self) -> tuple[Judgement, ...]:
        return heeded(self._about_pairs, self._places, self._pairs)

    def catch_up(self) -> "Changes":
        """Heed every judgement, reading and forgetting since the last time, by whoever and in whatever program.

        Where another program linked the casebook meanwhile, everything is worked out anew. Raises CasebookBusy.
        """
        casebook = self._casebook
        readings, links = casebook.desk.marks()
        last, new = casebook.desk.judgements_after(self._last)
        pairs = casebook.desk.pairs(open_only=True)
        learns = any(one.about in (About.LEARNED, About.TAKEN_BACK) for one in new)
        if (
            links != self._marks[1]
            or any(one.about is About.FORGOTTEN for one in new)
            or (learns and (weights_of(casebook), learned_of(casebook)) != self._learned)
        ):
            return self._all_anew()
        touched = set(self._touched(new))
        if readings != self._marks[0]:
            now = casebook.desk.read_at()
            touched |= {id for id, _ in now.items() ^ self._read_at.items()}
            self._read_at = now
        if pairs != self._pairs:
            touched |= {one.report_id for one in {*pairs, *self._pairs}}
        self._last, self._pairs = last, pairs
        self._about_pairs += [one for one in new if _is_about_pairs(one)]
        changes = self._again(touched)
        with casebook.in_one():  # the lock is held for the writing alone: nobody waits for the linking
            if casebook.desk.marks()[1] == links:
                casebook.change_incidents(
                    changes.incidents,
                    changes.affairs,
                    gone=changes.gone,
                    gone_affairs=changes.gone_affairs,
                    merged={one.gone: one.kept for one in changes.merged},
                )
                self._marks = readings, casebook.desk.marks()[1]
                return changes
        return self._all_anew()

    def _all_anew(self) -> "Changes":
        from qeyd.link import Changes

        self._build()
        casebook = self._casebook
        return Changes(casebook.incidents(limit=None), (), casebook.affairs(limit=None), ())

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

    def _again(self, touched: Iterable[str]) -> "Changes":
        """Link these reports anew, as they are now; those that are gone go."""
        gone = sorted(set(touched))
        self._linker.remove(gone)
        found = []
        for id in gone:
            self._places.pop(id, None)
            one = effective_reading(self._casebook, id)
            if one is not None:
                found.append(one)
        out: set[AccountRef] = set()
        self._linker.add(_take_in(found, self._places, out), without=out)
        return self._linker.update(self._heeded())

    def update(self, new: Iterable[Reading | Unread] = (), *, gone: Iterable[str] = ()) -> "Changes":
        """Take in what was read since, let go of reports that were forgotten, and heed all judgements.

        ``new`` and ``gone`` are as kept in the casebook; both are found without being told as well.
        """
        del new, gone
        return self.catch_up()


def _is_about_pairs(judgement: Judgement) -> bool:
    return judgement.about in _ABOUT_PAIRS or judgement.about is About.TAKEN_BACK
