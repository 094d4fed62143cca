"""What several processes make is what one makes, in the same order."""

import os
from functools import partial

from qeyd.flow.spread import spread


def doubled(number: int) -> int:
    return 2 * number


def ending(own: int, number: int) -> int:
    """Ends every process but this one."""
    if os.getpid() != own:
        os._exit(1)
    return -number


def test_the_order_stays_whoever_does_the_work() -> None:
    things = list(range(205))
    expected = [2 * one for one in things]
    assert spread(doubled, things, many=1, processes=1) == expected
    assert spread(doubled, things, many=1000) == expected
    assert spread(doubled, [], many=0, processes=1) == []


def test_what_a_process_that_ended_leaves_is_done_here() -> None:
    assert spread(partial(ending, os.getpid()), list(range(60)), many=1, processes=1) == [
        -n for n in range(60)
    ]
