"""Which annotated pages may be looked at, and which are kept aside until the end: one split, here only.

A page belongs to the affair most of its accounts belong to (a page without accounts to itself). Affairs whose
name's SHA-1 begins with a digit of `KEPT_ASIDE` are kept aside: never trained on, their errors never read.
Pages with two equally large affairs that fall on different sides are left out of both.
"""

import hashlib
from collections import Counter
from typing import Any

KEPT_ASIDE = {"corpus": "01234", "devset": "012"}


def affairs(gold: dict[str, Any]) -> list[str]:
    """The affairs with most accounts on the page; the page's own id where it has none."""
    keys = Counter(one["story_key"] for one in gold["incidents"]) or Counter([gold["id"]])
    return sorted(key for key, count in keys.items() if count == max(keys.values()))


def side(gold: dict[str, Any], collection: str) -> str:
    """`seen`, `unseen`, or `neither` for a page whose affairs are tied across the split."""
    digits = KEPT_ASIDE[collection]
    sides = {
        hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[0] in digits for key in affairs(gold)
    }
    if len(sides) > 1:
        return "neither"
    return "unseen" if sides.pop() else "seen"
