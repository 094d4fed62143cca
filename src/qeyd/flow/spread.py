"""One function for many things, in other processes beside this one."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

MANY = 500  #: things from which other processes are started
AT_ONCE = 20  #: things that are handed over together
MOST_PROCESSES = 3  #: beside this one

Thing = TypeVar("Thing")
Made = TypeVar("Made")


def spread(
    function: Callable[[Thing], Made],
    things: Sequence[Thing],
    *,
    many: int = MANY,
    processes: int | None = None,
) -> list[Made]:
    """What the function makes of each thing, in their order; few things are done in this process alone.

    ``function``: one of a module, since other processes look it up by its name. They begin with the first things,
    this process with the last ones; what a process that ended early leaves is done here.
    """
    others = min((os.cpu_count() or 1) - 1, MOST_PROCESSES) if processes is None else processes
    parts = [things[at : at + AT_ONCE] for at in range(0, len(things), AT_ONCE)]
    if len(things) < many or others < 1:
        return _each(function, things)
    made: dict[int, list[Made]] = {}
    with ProcessPoolExecutor(others, mp_context=multiprocessing.get_context("spawn")) as pool:
        asked: list[Future[list[Made]]] = [pool.submit(_each, function, part) for part in parts]
        for at in reversed(range(len(parts))):
            if asked[at].cancel():
                made[at] = _each(function, parts[at])
        for at, part in enumerate(parts):
            if at not in made:
                try:
                    made[at] = asked[at].result()
                except BrokenProcessPool:
                    made[at] = _each(function, part)
    return [one for at in range(len(parts)) for one in made[at]]


def _each(function: Callable[[Thing], Made], things: Sequence[Thing]) -> list[Made]:
    return [function(one) for one in things]
