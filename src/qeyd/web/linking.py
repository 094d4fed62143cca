"""Incidents follow decisions: worked out anew beside the pages, in a thread of their own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from threading import Lock
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from qeyd.errors import CasebookBusy, QeydError

if TYPE_CHECKING:
    from qeyd.flow.link import CasebookLinks
    from qeyd.store import Casebook

#: Seconds that the page after a merge waits, so that it shows what follows; more, and it is shown as it stands.
WAIT = 2.5
_TRIES = 5


class Relink(Enum):
    """Whether incidents have to be worked out anew after a decision."""

    NO = "no"
    LATER = "later"  #: beside the next page
    WAIT = "wait"  #: the next page shows what follows from it


class _Stopped(Exception):
    """The program is stopped while it reads."""


class Links:
    """Works out incidents anew whenever somebody decided, one time after the other, never two at once.

    Only what changed is worked out where the casebook holds the linker's state; else everything is the first time,
    which takes minutes in a very large casebook.
    """

    def __init__(self, casebook: "Casebook") -> None:
        self._casebook = casebook
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="qeyd-links")
        self._waiting: Future[None] | None = None
        self._mine: Casebook | None = None
        self._links: CasebookLinks | None = None
        self._is_stopping = False
        self.problem = ""  #: why the last time did not succeed

    @property
    def is_busy(self) -> bool:
        """Whether incidents are being worked out right now."""
        waiting = self._waiting
        return waiting is not None and not waiting.done()

    def nudge(self) -> "Future[None]":
        """Work out what follows from everything decided until now; done when the future is."""
        with self._lock:
            waiting = self._waiting
            if waiting is not None and not waiting.running() and not waiting.done():
                return waiting  # it has not begun, so it will see this decision too
            self._waiting = self._pool.submit(self._kept, self._catch_up)
            return self._waiting

    def _kept(self, work: Callable[[], None]) -> None:
        """Do this work; what goes wrong is kept to be shown, and everything is worked out anew the next time."""
        try:
            work()
        except Exception as wrong:  # nobody waits for this thread, so nobody else would hear of it
            self.problem = f"{type(wrong).__name__}: {wrong}"
            self._links = None
            raise

    def _catch_up(self) -> None:
        from qeyd.flow.link import CasebookLinks

        for left in reversed(range(_TRIES)):
            try:
                if self._links is None:
                    self._mine = self._mine or self._casebook.again()
                    self._links = CasebookLinks(self._mine)
                else:
                    self._links.catch_up()
            except CasebookBusy as busy:
                self.problem = str(busy) if not left else ""
                continue
            except QeydError as wrong:
                self.problem = str(wrong)
                self._links = None
                return
            self.problem = ""
            return

    def read(self) -> "Future[None]":
        """Read what waits to be read, then work out what follows from it."""
        with self._lock:
            self._waiting = self._pool.submit(self._kept, self._read)
            return self._waiting

    def _read(self) -> None:
        from qeyd.flow.read import read_new_reports

        def stop_if_asked(number: int) -> None:
            if self._is_stopping:
                raise _Stopped

        self._mine = self._mine or self._casebook.again()
        try:
            read_new_reports(self._mine, done=stop_if_asked)
        except _Stopped:
            return
        except QeydError as wrong:
            self.problem = str(wrong)
            return
        self._catch_up()

    def close(self) -> None:
        """Finish what is under way and let go of the casebook; reading stops at the next report that is safe."""
        self._is_stopping = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._mine is not None:
            self._mine.close()
            self._mine = self._links = None


async def relink(app: Starlette, *, wait: bool) -> None:
    """Have incidents follow what was just decided; wait for it a moment where the next page shows them."""
    links: Links = app.state.links
    future = links.nudge()
    if wait:
        await asyncio.wait([asyncio.wrap_future(future)], timeout=WAIT)
