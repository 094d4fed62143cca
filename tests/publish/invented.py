"""An invented release of any size, for tests of the pages and of the report. Nobody in it is real."""

from random import Random

from qeyd.model import Grade, PatternSort, SpeakerSort, Stage, Stance
from qeyd.publish import release as r

REGIONS = [
    ("RU", "RU-SVE", "Sverdlovsk Oblast", "Yekaterinburg"),
    ("RU", "RU-IRK", "Irkutsk Oblast", "Irkutsk"),
    ("RU", "RU-MOW", "Moscow", "Moscow"),
    ("AZ", "AZ-GA", "Ganja", "Ganja"),
    ("AZ", "AZ-BA", "Baku", "Baku"),
    ("KZ", "KZ-75", "Almaty", "Almaty"),
]
ACTS = ["detained", "deported", "searched_or_raided", "citizenship_revoked", "fined"]


def made(n: int = 40, *, seed: int = 1, masked: str = "P-AB12CD") -> r.Release:
    """A release of ``n`` incidents, the same for the same seed."""
    random = Random(seed)
    incidents = tuple(_incident(at, random, masked) for at in range(n))
    affairs: dict[str, list[str]] = {}
    for one in incidents:
        affairs.setdefault(one.affair, []).append(one.id)
    return r.Release(
        name="2026-11",
        made_on="2026-11-20",
        qeyd="0.1.0",
        key="5f3a-91c2",
        record="r-77aa01",
        question=None,
        made_up=True,
        incidents=incidents,
        affairs=tuple(
            r.PublishedAffair(id, tuple(ids), tuple(ids[-1:]) if at % 7 == 0 else ())
            for at, (id, ids) in enumerate(affairs.items())
        ),
        claims=(
            r.PublishedClaim(
                r.ClaimSort.PATTERN,
                "Invented Monitor",
                "organisation",
                r.Words("Təzyiq sistemli şəkildə artır.", "az"),
                _note(900001, random),
                (PatternSort.RISE, PatternSort.SYSTEMATIC),
            ),
            r.PublishedClaim(
                r.ClaimSort.ACCUSATION,
                "official",
                None,
                r.Words(f"{masked} организовал незаконный вывоз.", "ru", 1),
                _note(900002, random),
            ),
        ),
        tables=(
            r.Table(
                "Incidents by act and country",
                "act",
                "where",
                ("detained", "deported"),
                ("RU", "AZ"),
                (
                    r.Cell("detained", "RU", 12),
                    r.Cell("detained", "AZ", None, "secondary"),
                    r.Cell("deported", "RU", None, "secondary"),
                    r.Cell("deported", "AZ", None, "primary"),
                ),
                (None, None),
                (None, None),
                40,
                "Counts below 3 are not shown.",
            ),
        ),
        coverage=tuple(
            r.CoverageRow(
                "Invented News",
                f"2025-{month:02}",
                0 if month == 5 else 20,
                60,
                9,
                "no access" if month == 5 else None,
            )
            for month in range(1, 13)
        ),
        protection=r.Protection(
            persons=7,
            names_masked=31,
            addresses_withheld=4,
            places_coarsened=3,
            cells_suppressed=3,
            held_back=(r.HeldBack("planned act", 2),),
            exceptions=(
                r.NameGiven("a-000001", "An Invented Name", "NB", "2026-11-02", "agreed in writing"),
            ),
            rules=("Private people stand under pseudonyms.", "Counts below 3 are not shown."),
        ),
        changes=(r.Change(r.ChangeSort.CHANGED, "i-000001", (("people", "3", "4"),), "a new report"),),
        since="2026-10",
    )


def _note(at: int, random: Random) -> r.Footnote:
    withheld = at % 5 == 0
    return r.Footnote(
        id=f"e-{at:06}",
        outlet=random.choice(["Invented News", "Uydurma Xəbər", "Выдуманные вести"]),
        published=f"2025-{at % 12 + 1:02}-{at % 27 + 1:02}",
        language="az",
        title=r.Words("Polis <b>reyd</b> keçirdi & qayıtdı", "az"),
        url=None if withheld else f"https://news.example/{at}",
        withheld="the address tells a protected name" if withheld else None,
        sha256=None if withheld else f"{at:064x}",
    )


def _incident(at: int, random: Random, masked: str) -> r.PublishedIncident:
    country, code, region, town = random.choice(REGIONS)
    month, day = random.randint(1, 12), random.randint(1, 27)
    low = random.randint(1, 20)
    notes = tuple(_note(at * 3 + k, random) for k in range(random.randint(1, 3)))
    return r.PublishedIncident(
        id=f"i-{at:06}",
        affair=f"a-{at // 2:06}",
        act=random.choice(ACTS),
        stage=Stage.DONE,
        stance=random.choice([Stance.ASSERTED, Stance.CLAIMED]),
        grade=random.choice(list(Grade)),
        group="Tajiks" if at % 2 else None,
        people=None if at % 9 == 0 else r.PublishedPeople(low, low + at % 3, low),
        persons=(r.PublishedPerson(masked),) if at % 4 == 0 else (),
        actors=(r.PublishedActor("police of the region", "police"),),
        place=None
        if at % 11 == 0
        else r.PublishedPlace(town, country, code, region, None, None, 1, at % 13 == 0, None, at % 10 == 0),
        time=None
        if at % 17 == 0
        else r.PublishedTime(
            f"2025-{month:02}-{day:02}", f"2025-{month:02}-{day:02}", f"2025-{month:02}-{day:02}", 1
        ),
        grounds=("18.8 RU-AOC",) if at % 3 == 0 else (),
        accounts=tuple(
            r.PublishedAccount(
                note.id,
                Stage.DONE,
                Stance.ASSERTED,
                r.Words(f"Polis {masked} adlı şəxsi saxladı.", "az", 1),
                (r.PublishedSpeaker("Invented News", SpeakerSort.OUTLET),),
                (),
                k + 1,
            )
            for k, note in enumerate(notes)
        ),
        footnotes=notes,
        independent_origins=len(notes),
        reports=len(notes),
        outlets=len({one.outlet for one in notes}),
        languages=("az",),
        disagreements=(r.PublishedDisagreement("people", (("3", (notes[0].id,)), ("4", (notes[-1].id,)))),)
        if at % 6 == 0
        else (),
        possibly_same_as=(f"i-{at - 1:06}",) if at % 12 == 5 else (),
    )
