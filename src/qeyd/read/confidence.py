"""How likely a telling is an account in the codebook's sense: a small learned layer over what the rules saw.

Two logistic regressions over the features of `features.py`. The first says whether the sentences around a
telling hold any account at all (relevance): ordinary crime, sport, history and statistics tell the same acts.
The second says how likely the telling itself is one. The numbers are in `relevance.json` and
`confidence.json`, trained on the project's own invented pages by `tools/train_reader.py`; see docs/data.md.
A weight can be read: `reasons` names the strongest for and against, in words (`confidence_words.py`).
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from qeyd.read.confidence_words import meaning
from qeyd.read.features import joint_features

#: Tellings less likely than this are left out; chosen with the weights, for the best F1 by affair.
THRESHOLD = 0.52
#: Where the sentences around a telling are less likely than this to hold any account, it is left out.
RELEVANT = 0.35
_SAID = 0.1  # what weighs less is not given as a reason


@lru_cache(maxsize=2)
def _weights(file: str) -> Mapping[str, float]:
    told: dict[str, float] = json.loads((files("qeyd.read") / file).read_text(encoding="utf-8"))
    return told


def _chance(told: Mapping[str, float], file: str) -> float:
    weights = _weights(file)
    total = weights["always"] + sum(weights.get(name, 0.0) * value for name, value in told.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def confidence(told: Mapping[str, float]) -> float:
    """The probability that a telling with these features is an account, 0 to 1."""
    return _chance(told, "confidence.json")


def relevance(close: Sequence[Mapping[str, float]], around: Sequence[Mapping[str, float]]) -> float:
    """The probability that a telling stands among any account, 0 to 1, from those close to it and around it."""
    return _chance(joint_features(close, around), "relevance.json")


def reasons(told: Mapping[str, float], *, most: int = 4) -> tuple[tuple[str, float], ...]:
    """What spoke most strongly for or against a telling, in words, and how strongly; the strongest first.

    Features that mean the same are taken together. The weights are those of a logistic regression: they add up.
    """
    weights = _weights("confidence.json")
    total: dict[str, float] = {}
    for name, value in told.items():
        if words := meaning(name):
            total[words] = total.get(words, 0.0) + weights.get(name, 0.0) * value
    strong = [one for one in sorted(total.items(), key=lambda one: -abs(one[1])) if abs(one[1]) >= _SAID]
    return tuple(strong[:most])


def explained(chance: float, told: Mapping[str, float]) -> str:
    """A confidence and its reasons, as they are noted with an account.

    >>> explained(0.7, {})
    'Confidence 0.70.'
    """
    found = reasons(told)
    parts = [f"Confidence {chance:.2f}."]
    for head, sign in (("For", 1), ("Against", -1)):
        here = [
            f"{words} ({'+' if sign > 0 else '−'}{abs(one):.1f})" for words, one in found if one * sign > 0
        ]
        if here:
            parts.append(f"{head}: {', '.join(here)}.")
    return " ".join(parts)
