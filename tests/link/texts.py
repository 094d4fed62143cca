"""Reports and accounts for the linker's tests; every name and event in them is invented."""

from dataclasses import replace
from typing import Any

from qeyd.model import (
    Account,
    Actor,
    Count,
    Period,
    Place,
    Quote,
    Reading,
    Report,
    Speaker,
    SpeakerSort,
    Stage,
    Stance,
    Target,
    Told,
)

PLACES = {
    "Chita": Place("Chita", "RU", "RU-ZAB", "Zabaykalsky Krai", 52.03, 113.5, 1),
    "Zabaykalsky Krai": Place("Zabaykalsky Krai", "RU", "RU-ZAB", "Zabaykalsky Krai", precision=4),
    "Khabarovsk": Place("Khabarovsk", "RU", "RU-KHA", "Khabarovsk Krai", 48.48, 135.07, 1),
    "Tyumen": Place("Tyumen", "RU", "RU-TYU", "Tyumen Oblast", 57.15, 65.53, 1),
    "Russia": Place("Russia", "RU", precision=6),
    "Baku": Place("Baku", "AZ", "AZ-BA", "Baku", 40.41, 49.87, 1),
}


def account(
    report: Report,
    act: str = "detained",
    *,
    words: str | None = None,
    who: str | None = None,
    people: int | tuple[int | None, int | None] | None = None,
    group: str | None = None,
    names: tuple[str, ...] = (),
    place: str | None = None,
    day: str | None = None,
    said_by: str | None = None,
    sort: SpeakerSort = SpeakerSort.OTHER,
    stage: Stage = Stage.DONE,
    stance: Stance = Stance.ASSERTED,
    background: bool = False,
    actor: str | None = None,
    **more: Any,
) -> Account:
    """An account whose words are a piece of the report (its whole text when none are given)."""
    start = report.text.index(words) if words else 0
    quote = Quote(report.id, start, start + len(words or report.text), words or report.text)

    def told(value: Any) -> Told[Any]:
        return Told(value, quote, "test")

    at = report.text.index(who) if who else start
    whom = Quote(
        report.id, at, at + len(who or report.text[start:].split()[0]), who or report.text[start:].split()[0]
    )
    low, high = people if isinstance(people, tuple) else (people, people)
    return Account(
        report_id=report.id,
        act=act,
        stage=stage,
        stance=stance,
        background=background,
        quote=quote,
        read_by="test",
        confidence=1.0,
        people=told(Count(low, high)) if people is not None else None,
        target=Told(Target(group, names), whom, "test") if group or names else None,
        place=told(PLACES[place]) if place else None,
        time=told(Period.parse(day)) if day else None,
        actor=told(Actor(actor)) if actor else None,
        said_by=(Speaker(said_by, sort, quote),) if said_by else (),
        **more,
    )


def reading(report_id: str, text: str, *accounts: dict[str, Any], **about: Any) -> Reading:
    """A reading of a report with these accounts; ``about`` are fields of the report."""
    published = about.pop("published", None)
    report = Report(
        report_id,
        text,
        outlet=about.pop("outlet", f"Outlet {report_id}"),
        language=about.pop("language", "en"),
        published=Period.parse(published) if published else None,
        **about,
    )
    return Reading(report, tuple(account(report, **one) for one in accounts))


def renamed(one: Reading, report_id: str, **about: Any) -> Reading:
    """The same reading as another report."""
    report = replace(one.report, id=report_id, **about)
    moved = tuple(
        replace(account_, report_id=report_id, quote=replace(account_.quote, report_id=report_id))
        for account_ in one.accounts
    )
    return replace(one, report=report, accounts=moved)
