"""A small casebook of invented reports, with accounts set by hand: pages are tested against what is known."""

from datetime import UTC, datetime
from pathlib import Path

from qeyd.model import (
    Account,
    AccountRef,
    Accusation,
    Affair,
    Count,
    DisagreeingValue,
    Disagreement,
    Figure,
    Grade,
    Incident,
    Opinion,
    PatternClaim,
    PatternSort,
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
    Unread,
)
from qeyd.store import Arrival, Casebook, create_casebook

NOW = datetime(2025, 8, 25, 12, 0, tzinfo=UTC)
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
TEXTS = {
    "en": "Police in Orlovka held 18 Tajiks on 14 March.\n\nThe press office said so. "
    "“They all broke the rules,” an officer said. Samir Durov, a lawyer, calls it a deliberate policy.",
    "az": "Orlovkada 40 nəfər saxlanılıb.\nOnların arasında Rauf Talıbzadə də var.",
    "xss": f"Police held 5 Tajiks in Orlovka {HOSTILE} on Friday.",
    "ka": "გამარჯობა",
}
NAME = "Rauf Talıbzadə"


def quote(report: Report, words: str) -> Quote:
    """The first place where these words stand."""
    start = report.text.index(words)
    return report.quote(start, start + len(words))


def make_casebook(folder: Path) -> Casebook:
    """Four reports: two of one incident, a hostile one, one that could not be read."""
    casebook = create_casebook(folder, passphrase=None, now=NOW)
    casebook.add([_arrival(key, text) for key, text in TEXTS.items()], now=NOW)
    reports = {str(one.given_id): one for one in casebook.reports()}
    readings = _readings(reports)
    casebook.keep_readings(readings.values(), now=NOW)
    casebook.keep_incidents(*_incidents(reports), now=NOW)
    return casebook


def _arrival(key: str, text: str) -> Arrival:
    hostile = key == "xss"
    return Arrival(
        data=text.encode(),
        text=text,
        url="javascript:alert(1)" if hostile else f"https://{key}.example/1",
        outlet=f"Outlet {HOSTILE}" if hostile else f"Outlet {key}",
        title=f"Title {HOSTILE}" if hostile else f"Title {key}",
        published=Period.parse("2025-03-15"),
        language="en" if hostile else key,
        given_id=key,
    )


def _account(report: Report, words: str, count: tuple[str, Count], *, names: tuple[str, ...] = ()) -> Account:
    def told(value, words):
        return Told(value, quote(report, words), "by hand")

    place = Place("Orlovka", "RU", "RU-ZAB", "Zabaykalsky Krai", precision=1)
    return Account(
        report_id=report.id,
        act="detained",
        stage=Stage.DONE,
        stance=Stance.ASSERTED,
        background=False,
        quote=quote(report, words),
        read_by="by hand",
        confidence=0.9,
        people=told(count[1], count[0]),
        target=told(Target("Tajiks", names), names[0] if names else count[0]),
        place=told(place, "Orlovka"),
        said_by=(Speaker(report.outlet or "", SpeakerSort.OUTLET),),
        why=("a word for detention",),
    )


def _readings(reports: dict[str, Report]) -> dict[str, Reading | Unread]:
    en, az, xss = reports["en"], reports["az"], reports["xss"]
    first = _account(en, "Police in Orlovka held 18 Tajiks on 14 March.", ("18 Tajiks", Count(18, 18)))
    return {
        "en": Reading(
            en,
            (first,),
            (Accusation("an officer", "18 Tajiks", quote(en, "They all broke the rules")),),
            (Opinion("Samir Durov", "lawyer", quote(en, "a deliberate policy")),),
            (PatternClaim("Samir Durov", (PatternSort.INTENT,), quote(en, "a deliberate policy")),),
            "by hand",
            0.9,
        ),
        "az": Reading(
            az,
            (
                _account(
                    az,
                    "Orlovkada 40 nəfər saxlanılıb.\nOnların",
                    ("40 nəfər", Count(40, None)),
                    names=(NAME,),
                ),
            ),
        ),
        "xss": Reading(
            xss,
            (_account(xss, xss.text, ("5 Tajiks", Count(5, 5)), names=(HOSTILE,)),),
        ),
        "ka": Unread(reports["ka"], "No reader for Georgian yet."),
    }


def _incidents(reports: dict[str, Report]) -> tuple[list[Incident], list[Affair]]:
    en, az, xss = (AccountRef(reports[key].id, 0) for key in ("en", "az", "xss"))
    place = Place("Orlovka", "RU", "RU-ZAB", "Zabaykalsky Krai", precision=1)
    shared = {"act": "detained", "stage": Stage.DONE, "stance": Stance.ASSERTED, "place": place}
    first = Incident(
        id="first",
        affair="matter",
        accounts=(en, az),
        origins=((en,), (az,)),
        people=Figure(18, 40, 18),
        target=Target("Tajiks", (NAME,)),
        time=Period.parse("2025-03-14"),
        outlets=("Outlet en", "Outlet az"),
        languages=("az", "en"),
        disagreements=(
            Disagreement("people", (DisagreeingValue("18", (en,)), DisagreeingValue("at least 40", (az,)))),
        ),
        possibly_same_as=("second",),
        grade=Grade.CORROBORATED,
        why="same act and place",
        **shared,
    )
    second = Incident(
        id="second",
        affair="matter",
        accounts=(xss,),
        origins=((xss,),),
        people=Figure(5, 5, 5),
        target=Target("Tajiks", (HOSTILE,)),
        outlets=(f"Outlet {HOSTILE}",),
        languages=("en",),
        why=HOSTILE,
        **shared,
    )
    return [first, second], [Affair("matter", ("first", "second"), ("second",), "one place")]
