"""Link what was read: readings and judgements in, incidents and affairs back."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from qeyd.model import Reading, Unread
from qeyd.store import Casebook

if TYPE_CHECKING:
    from qeyd.link import Changes, Linked

Linker = Callable[..., "Linked"]


def link_readings(readings: Sequence[Reading | Unread]) -> "Linked":
    """The incidents and affairs of these readings, without a casebook: ids follow from the accounts alone."""
    from qeyd.link import link

    return link(readings)


def link_casebook(casebook: Casebook, *, linker: Linker | None = None) -> "Linked":
    """Work out the incidents and affairs of all that was read and judged, and keep them in place of the old ones.

    Ids are remembered: an incident keeps its own, a merge keeps the older one. What was read or judged while this
    ran waits for the next time.
    """
    from qeyd.link import link

    work_out: Linker = linker or link
    linked = work_out(casebook.readings(), casebook.judgements(), remembered=casebook.remembered_ids())
    merged = {one.gone: one.kept for one in linked.merged}
    casebook.keep_incidents(linked.incidents, linked.affairs, merged=merged)
    return linked


class CasebookLinks:
    """A casebook's links held in memory, so that one more report, judgement or forgotten report costs little.

    For a program that keeps a casebook open. Making one works out everything once, as ``link_casebook`` does; from
    then on ``update`` works out and writes only what changed, and ends where ``link_casebook`` would.
    """

    def __init__(self, casebook: Casebook) -> None:
        from qeyd.link import Linker

        self._casebook = casebook
        self._linker = Linker(remembered=casebook.remembered_ids())
        self._linker.add(casebook.readings())
        self._linker.update(casebook.judgements())
        linked = self._linker.linked()
        casebook.keep_incidents(
            linked.incidents, linked.affairs, merged={one.gone: one.kept for one in linked.merged}
        )

    def update(self, new: Iterable[Reading | Unread] = (), *, gone: Iterable[str] = ()) -> "Changes":
        """Take in what was read since, let go of reports that were forgotten, and heed all judgements.

        A report that was read again stands in both: its id among ``gone``, its reading among ``new``.
        """
        self._linker.remove(gone)
        self._linker.add(new)
        changes = self._linker.update(self._casebook.judgements())
        self._casebook.change_incidents(
            changes.incidents,
            changes.affairs,
            gone=changes.gone,
            gone_affairs=changes.gone_affairs,
            merged={one.gone: one.kept for one in changes.merged},
        )
        return changes
