"""Who is looking at a page: the guard finds out, views and templates ask here."""

from contextvars import ContextVar
from dataclasses import dataclass

from qeyd.flow.coders import Role, Task, may


@dataclass(frozen=True, slots=True)
class Notice:
    """What was just done, and the way to take it back."""

    text: str
    judgement: str  #: what ``undo`` or ``redo`` is to be asked for
    verb: str  #: "undo" or "redo"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who was let in."""

    coder: str
    role: Role
    csrf: str  #: comes back with every form
    is_alone: bool  #: single-user mode: nobody logs in
    can_write: bool = True  #: False: the casebook was opened for looking alone
    has_keys: bool = True  #: single letters work as shortcuts
    notice: Notice | None = None
    is_linking: bool = False  #: incidents are being worked out anew right now
    problem: str = ""  #: why incidents could not be worked out the last time
    here: str = ""  #: the address of this page, with its query: where a form leads back to

    def may(self, what: str) -> bool:
        """Whether whoever looks may do this; ``what`` is a value of ``Task``.

        >>> Visit("a", Role.VIEWER, "", False).may("judge")
        False
        """
        return (self.can_write or what == Task.SEE) and may(self.role, Task(what))


_NOW: ContextVar[Visit | None] = ContextVar("visit", default=None)
_SERVED_AT: ContextVar[str] = ContextVar("served_at", default="")


def set_visit(visit: Visit | None) -> None:
    """Note who makes this request. Each request runs in a context of its own."""
    _NOW.set(visit)


def visit_now() -> Visit | None:
    """Who makes this request; None: nobody was let in (yet)."""
    return _NOW.get()


def set_served_at(address: str) -> None:
    """Note the network address that pages are served at; empty: this computer alone."""
    _SERVED_AT.set(address)


def served_at() -> str:
    """The network address that pages are served at; empty: this computer alone."""
    return _SERVED_AT.get()


def coder_now() -> str:
    """The name under which a decision made now stands in the record."""
    visit = visit_now()
    assert visit is not None, "the guard lets nobody decide who was not let in"
    return visit.coder
