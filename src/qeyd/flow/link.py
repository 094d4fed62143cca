"""Link what was read: readings and judgements in, incidents and affairs back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qeyd.model import Reading, Unread
from qeyd.store import Casebook

if TYPE_CHECKING:
    from qeyd.link import Linked

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
    linked = work_out(list(casebook.readings()), casebook.judgements(), remembered=casebook.remembered_ids())
    merged = {one.gone: one.kept for one in linked.merged}
    casebook.keep_incidents(linked.incidents, linked.affairs, merged=merged)
    return linked
