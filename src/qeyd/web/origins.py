"""How the origins of an incident are shown: their accounts, which is likely first, and the words that tie them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qeyd.model import AccountRef, Incident, Report
from qeyd.web.pages import Link, Origin, TieLine
from qeyd.web.rows import words_of
from qeyd.web.text import t

if TYPE_CHECKING:
    from qeyd.link import OriginEvidence, ShownTie

MOST_TIES = 12  #: shown of an origin; the others are counted


def letter(number: int) -> str:
    """A letter for an origin: A, B, … Z, AA, AB, …

    >>> [letter(n) for n in (0, 1, 25, 26, 701, 702)]
    ['A', 'B', 'Z', 'AA', 'ZZ', 'AAA']
    """
    head, rest = divmod(number, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + rest)


def tie_words(sort: str) -> str:
    """Why two accounts count as one origin, by the linker's sort of tie; the sort itself where it is a new one."""
    return {
        "judgement": t("A person said so."),
        "copy": t("One text is a copy of the other, or both are of a third."),
        "same speaker": t("Both have it from the same speaker."),
        "quotes it": t("One quotes the other's outlet."),
        "quotes the same outlet": t("Both quote the same outlet."),
        "translation": t("One tells in another language what the other tells."),
        "same kind of speaker": t("Both have it from the same side, without two names."),
        "speaks for itself": t("One outlet tells it in its own voice in both."),
        "rests on one speaker": t("All that both tell rests on one speaker."),
    }.get(sort, sort)


def origins_shown(
    incident: Incident,
    links: Mapping[AccountRef, Link],
    reports: Mapping[str, Report],
    evidence: Sequence["OriginEvidence"],
) -> tuple[Origin, ...]:
    """The origins in the incident's order; ``links`` lead to the accounts, ``reports`` are theirs by id."""
    by_account = {ref: one for one in evidence for ref in one.accounts}
    out = []
    for n, group in enumerate(incident.origins):
        found = next((by_account[ref] for ref in group if ref in by_account), None)
        ties = [one for one in found.ties if {one.tie.first, one.tie.second} <= links.keys()] if found else []
        out.append(
            Origin(
                letter(n),
                tuple(links[ref] for ref in group if ref in links),
                links.get(found.likely_first) if found and len(group) > 1 else None,
                tuple(_tie(one, links, reports) for one in ties[:MOST_TIES]),
                max(0, len(ties) - MOST_TIES),
            )
        )
    return tuple(out)


def _tie(one: "ShownTie", links: Mapping[AccountRef, Link], reports: Mapping[str, Report]) -> TieLine:
    return TieLine(
        (links[one.tie.first], links[one.tie.second]),
        tie_words(one.tie.sort),
        tuple(
            (words_of(a.text, reports[a.report_id]), words_of(b.text, reports[b.report_id]))
            for a, b in one.passages
            if a.report_id in reports and b.report_id in reports
        ),
        tuple(words_of(q.text, reports[q.report_id]) for q in one.citations if q.report_id in reports),
    )
