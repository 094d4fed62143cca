"""Invented reports and what a reader would make of them, for the tests of the casebook."""

from datetime import UTC, datetime
from pathlib import Path

from qeyd.model import (
    Account,
    AccountRef,
    Incident,
    Reading,
    Report,
    Speaker,
    SpeakerSort,
    Stage,
    Stance,
    Target,
    Told,
)
from qeyd.store import Arrival, Casebook, create_casebook

NOW = datetime(2025, 8, 21, 9, 0, tzinfo=UTC)
TEXT = (
    "Police in Novograd detained the baker Orxan Tumanov on Tuesday.\n"
    "His sister Lale Tumanova said that nobody told the family why."
)


def arrival(
    text: str = TEXT,
    *,
    url: str | None = "https://example.org/1",
    outlet: str | None = None,
    title: str = "Baker Orxan Tumanov detained",
) -> Arrival:
    return Arrival(text.encode(), text, url=url, outlet=outlet, language="en", title=title)


def reading_of(report: Report) -> Reading:
    """What a reader would make of TEXT."""

    def quote(words: str):
        start = report.text.index(words)
        return report.quote(start, start + len(words))

    name = quote("the baker Orxan Tumanov")
    account = Account(
        report.id,
        "detained",
        Stage.DONE,
        Stance.CLAIMED,
        False,
        report.quote(0, report.text.index("\n")),
        "test 1",
        0.9,
        target=Told(Target(None, ("Orxan Tumanov",)), name, "test 1"),
        said_by=(Speaker("Lale Tumanova", SpeakerSort.RELATIVE, quote("His sister Lale Tumanova")),),
        why=("Orxan Tumanov is the object of detained",),
    )
    return Reading(report, (account,), read_by="test 1", relevance=0.9)


def incident_of(report_id: str, *, id: str = "i1", names: tuple[str, ...] = ("Orxan Tumanov",)) -> Incident:
    ref = AccountRef(report_id, 0)
    return Incident(
        id,
        "a1",
        "detained",
        Stage.DONE,
        Stance.CLAIMED,
        (ref,),
        ((ref,),),
        target=Target(None, names),
        why="alone",
    )


def new_casebook(folder: Path, passphrase: str | None = None) -> Casebook:
    return create_casebook(folder, passphrase=passphrase, now=NOW)
