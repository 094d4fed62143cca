"""A casebook with invented reports, for the tests of the desk."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from qeyd.model import AccountRef, Period, Reading
from qeyd.store import Arrival, Casebook
from tests.link.texts import account
from tests.store.samples import new_casebook

NOW = datetime(2031, 3, 20, 9, 0, tzinfo=UTC)
TEXTS = [
    "Police in Tyumen detained 18 Tajik workers at a hostel on Friday. "
    "Two of them, Daler Nurov among them, were beaten.",
    "In Tyumen 18 Tajiks were detained at a hostel, a lawyer said.",
    "A court in Baku jailed the editor Vugar Sadigli for two months.",
    "Eighteen Tajiks were held in Tyumen, their consulate confirmed.",
]
TOLD = {"people": 18, "group": "Tajiks", "place": "Tyumen", "day": "2031-03-14"}
JAILED = {"act": "arrested_or_jailed", "people": 1, "names": ("Vugar Sadigli",), "place": "Baku"}
_ticks = count()


def at() -> datetime:
    """A moment later than the one before."""
    return NOW + timedelta(seconds=next(_ticks))


def put(casebook: Casebook, number: int) -> AccountRef:
    text = TEXTS[number]
    added = casebook.add(
        [
            Arrival(
                text.encode(),
                text,
                url=f"https://example.org/{number}",
                language="en",
                published=Period.parse("2031-03-16"),
            )
        ]
    )
    report = casebook.report(added[0].id)
    assert report
    told = account(report, **(JAILED if number == 2 else TOLD))
    casebook.keep_readings([Reading(report, (told,), read_by="test", relevance=0.9 - number / 10)])
    return AccountRef(report.id, 0)


def desk(folder: Path, *, reports: int = 4) -> tuple[Casebook, list[AccountRef]]:
    casebook = new_casebook(folder / "c")
    return casebook, [put(casebook, number) for number in range(reports)]


def words(casebook: Casebook, report_id: str, said: str) -> tuple[int, int]:
    report = casebook.report(report_id)
    assert report
    start = report.text.index(said)
    return start, start + len(said)
