"""An invented Release for tests of what is written from one: every noun occurs, every None too."""

from dataclasses import replace
from datetime import date, timedelta

from qeyd.model import Grade, PatternSort, SpeakerSort, Stage, Stance
from qeyd.publish.release import (
    Cell,
    Change,
    ChangeSort,
    ClaimSort,
    CoverageRow,
    FindingLine,
    FindingPicture,
    Footnote,
    HeldBack,
    NameGiven,
    Protection,
    PublishedAccount,
    PublishedActor,
    PublishedAffair,
    PublishedClaim,
    PublishedDisagreement,
    PublishedFindings,
    PublishedIncident,
    PublishedPeople,
    PublishedPerson,
    PublishedPlace,
    PublishedSpeaker,
    PublishedTime,
    Release,
    Table,
    Words,
)

ACTS = ("detained", "searched_or_raided", "beaten_or_tortured", "deported", "citizenship_revoked", "fined")
PLACES = (
    PublishedPlace("Chelyabinsk", "RU", "RU-CHE", "Chelyabinsk Oblast", 55.154, 61.429, 1, False, 1508291),
    PublishedPlace("Zabaykalsky Krai", "RU", "RU-ZAB", "Zabaykalsky Krai", None, None, 4, coarsened=True),
    PublishedPlace("Russia", "RU", precision=6),
    PublishedPlace("Simferopol", "UA", "UA-43", "Crimea", 44.957, 34.108, 1, True, 693805),
    None,
)
OUTLETS = (("Xəbər24.example", "az"), ("Голос Зари", "ru"), ("The Harbour Post", "en"))


def a_footnote(number: int) -> Footnote:
    """Each third footnote is withheld."""
    outlet, language = OUTLETS[number % 3]
    withheld = "its address names a protected person" if number % 3 == 2 else None
    return Footnote(
        id=f"e-{number:010x}",
        outlet=outlet,
        published=f"2025-08-{number % 28 + 1:02d}" if number % 7 else None,
        language=language,
        title=None if withheld else Words(f"Xəbər {number}: P-7KQ2M9 saxlanıldı", language, 1),
        url=None if withheld else f"https://news.example/{language}/{number}",
        withheld=withheld,
        sha256=None if withheld else f"{number:064x}",
    )


def an_incident(number: int) -> PublishedIncident:
    """An incident; what it has and lacks goes round with the number."""
    notes = tuple(a_footnote(10 * number + one) for one in range(1 + number % 3))
    contested = number % 5 == 4
    stance = Stance.CLAIMED if number % 4 == 3 else Stance.ASSERTED
    start = date(2025, 1, 1) + timedelta(days=9 * number)
    time: PublishedTime | None = PublishedTime(start.isoformat(), start.isoformat(), start.isoformat(), 1)
    if number % 6 == 2:
        time = PublishedTime("2025-08", "2025-08-01", "2025-08-31", 4)
    if number % 6 == 5:
        time = None
    accounts = tuple(
        PublishedAccount(
            footnote=note.id,
            stage=Stage.DONE,
            stance=stance,
            quote=Words(
                ("Polis beş nəfəri saxladı; onlardan biri P-7KQ2M9.", "Силовики задержали P-7KQ2M9.",
                 'Officers "held" P-7KQ2M9 & four others; =1+1 <b>not bold</b>.')[at % 3],
                note.language,
                1,
            ),
            said_by=(
                PublishedSpeaker("a relative", SpeakerSort.RELATIVE),
                PublishedSpeaker(note.outlet or "?", SpeakerSort.OUTLET),
            ),
            denied_by=(PublishedSpeaker("Ministry of the Interior", SpeakerSort.OFFICIAL),) if contested else (),
            origin=at + 1,
        )
        for at, note in enumerate(notes)
    )  # fmt: skip
    people = (PublishedPeople(3, 3, 3), PublishedPeople(40, None, 40), PublishedPeople(None, 50, None), None)
    persons = (
        (PublishedPerson(f"P-7KQ2M{number % 10}"),),
        (
            PublishedPerson("Nərgiz Çobanqızı", True, "aynur", "She asked for it."),
            PublishedPerson("P-3XW9TT"),
        ),
        (),
    )
    return PublishedIncident(
        id=f"i-{number:012}",
        affair=f"a-{number // 3:010x}",
        act=ACTS[number % len(ACTS)],
        stage=Stage.PLANNED if number % 11 == 10 else Stage.DONE,
        stance=stance,
        grade=Grade.CONTESTED if contested else tuple(Grade)[number % 3],
        group=("Azerbaijanis", "journalists", None)[number % 3],
        people=people[number % 4],
        persons=persons[number % 3],
        actors=(PublishedActor("police", "police"),) if number % 2 == 0 else (),
        place=PLACES[number % len(PLACES)],
        time=time,
        grounds=("280.3 RU-CC",) if number % 4 == 0 else (),
        accounts=accounts,
        footnotes=notes,
        independent_origins=len(accounts),
        reports=len(accounts),
        outlets=len({note.outlet for note in notes}),
        languages=tuple(sorted({note.language for note in notes if note.language})),
        disagreements=(
            PublishedDisagreement("people", (("3", (notes[0].id,)), ("5", (notes[-1].id,)))),
        )
        if len(notes) > 1
        else (),
        possibly_same_as=(f"i-{number - 1:012}",) if number % 7 == 6 else (),
        background=number % 8 == 7,
    )  # fmt: skip


def a_table() -> Table:
    """A table with one cell suppressed for itself and three for it."""
    cells = (
        Cell("detained", "RU-CHE", None, "primary"), Cell("detained", "RU-ZAB", None, "secondary"),
        Cell("fined", "RU-CHE", None, "secondary"), Cell("fined", "RU-ZAB", None, "secondary"),
        Cell("deported", "RU-CHE", 0), Cell("deported", "RU-ZAB", 12),
    )  # fmt: skip
    return Table(
        name="incidents by act and region",
        row="act",
        column="region",
        rows=("detained", "fined", "deported"),
        columns=("RU-CHE", "RU-ZAB"),
        cells=cells,
        row_totals=(9, 11, 12),
        column_totals=(10, 22),
        total=32,
        rule="Cells of 1 to 2 incidents are not shown, nor others by which they could be worked out.",
    )


def some_findings(language: str, title: str) -> PublishedFindings:
    """Findings with a line of every sort."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20" role="img" aria-label="{}"><text>1</text></svg>'
    return PublishedFindings(
        language,
        title,
        (
            FindingLine("heading", title, 1),
            FindingLine("heading", "Questions", 2),
            FindingLine("heading", "Is it rising?", 3),
            FindingLine("standing", "Not assessable <here>."),
            FindingLine("effect", "Ratio per year: 1.01 (0.55 to 1.87)."),
            FindingLine("changed", "Without one incident (i-000000000002): 0.90."),
            FindingLine("refusal", "Not said here: why."),
            FindingLine("fact", "Smallest ratio: 2.41"),
            FindingLine(
                "ids", "Incidents for: 2", 0, ("i-000000000001", "i-000000000002"), ("i-000000000003",)
            ),
            FindingLine("how", "Look 1 of 12."),
        ),
        (FindingPicture("series", svg.format("months"), svg.format("months"), "By month"),),
    )


def a_release(incidents: int = 24) -> Release:
    """An invented release of so many incidents; two with the same number are equal."""
    all_of_them = tuple(an_incident(number) for number in range(incidents))
    affairs: dict[str, list[str]] = {}
    for one in all_of_them:
        affairs.setdefault(one.affair, []).append(one.id)
    note = a_footnote(9001)
    claims = (
        PublishedClaim(
            ClaimSort.ACCUSATION, "Ministry of the Interior", None, Words("They incited hatred.", "en"), note
        ),
        PublishedClaim(
            ClaimSort.OPINION, "Rauf Dənizli", "political analyst", Words("Bu, siyasətdir.", "az"), note
        ),
        PublishedClaim(
            ClaimSort.PATTERN,
            "a lawyer",
            "lawyer",
            Words("Дел стало больше.", "ru"),
            note,
            (PatternSort.RISE,),
        ),
    )
    return Release(
        name="2025-11",
        made_on="2025-11-30",
        qeyd="0.1.0",
        key="k-4f2a9c",
        record="3b" * 32,
        question=None,
        made_up=True,
        incidents=all_of_them,
        affairs=tuple(
            PublishedAffair(id, tuple(held), (held[-1],) if at % 2 else ())
            for at, (id, held) in enumerate(affairs.items())
        ),
        claims=claims,
        tables=(a_table(),),
        coverage=(
            CoverageRow("Xəbər24.example", "2025-08", 31, 120, 9),
            CoverageRow("Голос Зари", "2025-08", 12, 40, 2, "not collected 2025-08-13/2025-08-31"),
        ),
        protection=Protection(
            persons=12,
            names_masked=140,
            particulars_masked=6,
            addresses_withheld=8,
            places_coarsened=5,
            cells_suppressed=4,
            held_back=(HeldBack("planned act", 2), HeldBack("person still sought", 1)),
            exceptions=(
                NameGiven("a-0000000000", "Nərgiz Çobanqızı", "aynur", "2025-10-01", "She asked for it."),
            ),
            rules=("Private people stand under a pseudonym.", "Cells of 1 to 2 incidents are not shown."),
        ),
        findings=(
            some_findings("en", "Findings"),
            some_findings("ru", "Выводы"),
            some_findings("az", "Nəticələr"),
        ),
    )


def a_later_release(incidents: int = 24) -> Release:
    """The next release of the same record: one incident added, one changed, one withdrawn, one merged."""
    return replace(
        a_release(incidents),
        name="2025-12",
        since="2025-11",
        changes=(
            Change(ChangeSort.ADDED, "i-000000000001", why="new reports"),
            Change(ChangeSort.CHANGED, "i-000000000002", (("people", "3", "5"),), "a second report"),
            Change(ChangeSort.WITHDRAWN, "i-00000000aa", why="it is held back now"),
            Change(ChangeSort.MERGED, "i-00000000bb", why="one incident", into="i-000000000003"),
        ),
    )
