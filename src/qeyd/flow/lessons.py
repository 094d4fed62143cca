"""What a casebook has learned and somebody said yes to: how it changes reading and linking."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qeyd.model import About, Verdict
from qeyd.review.standing import counting
from qeyd.store import Casebook

if TYPE_CHECKING:
    from qeyd.link.score import Weights


def accepted(casebook: Casebook, sort: str) -> tuple[dict[str, Any], ...]:
    """The values of all lessons of a sort that somebody accepted and nobody took back, oldest first."""
    kept = casebook.desk.lessons()
    if not kept:
        return ()
    judged = counting(casebook.desk.judgements_about([id for id, _, _ in kept]))
    decided: dict[str, Verdict] = {}
    for one in judged:
        if one.about is About.LEARNED:
            decided[one.subjects[0]] = one.verdict
    lines = [json.loads(body) for id, _, body in kept if decided.get(id) is Verdict.YES]
    return tuple(line["value"] for line in lines if line["sort"] == sort)


def weights_of(casebook: Casebook) -> "Weights | None":
    """The linker's weights with what was learned of joining; None: those that come with qeyd."""
    learned = accepted(casebook, "linking")
    if not learned:
        return None
    from qeyd.link.score import shipped_weights

    weights = shipped_weights()
    same = dict(weights.same)
    same["base"] = same.get("base", 0.0) + float(learned[-1]["shift"])
    return replace(weights, same=same)
