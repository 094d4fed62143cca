"""Which of several things that a page names belongs to an act, or none: a small learned layer over what the rules see.

A conditional logit: every option (a day, a town, an office) and the option "none of them" gets a weight from its
features, and the heaviest is chosen. No language owns a feature. The numbers are in `choices.json`, a table
for each field, trained by `tools/train_choices.py` on the project's own invented pages (docs/data.md).
"""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

Features = Mapping[str, float]
#: Where training listens to what is offered: called with the field, the options, their features and none's.
listener: Callable[[str, list[Any], list[dict[str, float]], dict[str, float]], None] | None = None


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, float]]:
    told: dict[str, dict[str, float]] = json.loads(
        (files("qeyd.read") / "choices.json").read_text(encoding="utf-8")
    )
    return told


def weight(field: str, option: Features) -> float:
    """The weight of an option for a field ("time", "place", "actor")."""
    table = _tables().get(field, {})
    return sum(table.get(name, 0.0) * value for name, value in option.items())


def choose(
    field: str,
    options: list[Any],
    rows: list[dict[str, float]],
    none: dict[str, float],
    *,
    needed: bool = False,
) -> int | None:
    """The number of the heaviest option; None where "none of them" is heavier than each.

    ``rows`` are the features of the options, ``none`` those of the case that none of them is meant; ``needed``
    says that one must be taken if there is any.
    """
    if listener is not None:
        listener(field, options, rows, none)
    best, best_weight = None, (float("-inf") if needed else weight(field, none))
    for number, row in enumerate(rows):
        heavy = weight(field, row)
        if heavy > best_weight:
            best, best_weight = number, heavy
    return best
