"""How values of the model are said on a page: numbers of people, times, places, grades. No value is rounded here."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files

from qeyd.acts import load_acts
from qeyd.groups import group_name
from qeyd.model import (
    Count,
    Figure,
    Grade,
    Nexus,
    PatternSort,
    Period,
    Place,
    SpeakerSort,
    Stage,
    Stance,
)
from qeyd.places.named import town_in
from qeyd.web.text import language_now, number, pt, t, tn

_AZERBAIJANI = " -abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
NOT_SAID = "–"
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def act_label(code: str) -> str:
    """The act's label; its code where no file tells one."""
    act = load_acts().get(code)
    return act.label_in(language_now()) if act else code.replace("_", " ").capitalize()


def act_definition(code: str) -> str:
    """What counts as this act; empty where no file tells it."""
    act = load_acts().get(code)
    return pt("act", act.definition) if act else ""


def alphabetical(text: str) -> tuple[int, ...]:
    """What texts are sorted by in the language of the page.

    >>> sorted(["Release", "fine", "Detention"], key=alphabetical)
    ['Detention', 'fine', 'Release']
    """
    if language_now() != "az":
        return tuple(map(ord, text.casefold()))
    small = text.replace("I", "ı").replace("İ", "i").lower()
    return tuple(_AZERBAIJANI.find(letter) for letter in small)


def country_name(code: str) -> str:
    """The country's name, or the code itself where the gazetteer lacks it."""
    from qeyd.places import load_gazetteer

    country = load_gazetteer().country(code)
    return pt("country", country.name) if country else code


def region_name(code: str | None, english: str) -> str:
    """A first-level region's name; the English one where the tables have no other."""
    return _region_names(language_now()).get(code or "", english)


@lru_cache(maxsize=3)
def _region_names(language: str) -> dict[str, str]:
    if language == "en":
        return {}
    tables = (one for one in (files("qeyd.places") / "tables").iterdir() if one.name.startswith("regions_"))
    return {
        code: region[language]
        for table in tables
        for code, region in tomllib.loads(table.read_text(encoding="utf-8")).items()
        if language in region
    }


def town_name(country: str | None, english: str) -> str:
    """A larger town's name; the English one where the table has no other.

    >>> town_name("RU", "Chita")
    'Chita'
    """
    return town_in(language_now(), country, english)


def language_name(code: str | None) -> str:
    """The language's name, or its code; says so when it could not be told."""
    from qeyd.languages import load_languages

    if not code:
        return t("language not known")
    language = load_languages().get(code)
    return pt("language", language.english_name) if language else code


def group_label(group: str) -> str:
    """The group that people are taken as; the parts of "Azerbaijanis and Tajiks" one by one."""
    return group_name(group, language_now())


def sort_label(sort: str) -> str:
    """What kind of body did it: police, court, migration office."""
    return pt("actor", sort)


def direction(code: str | None) -> str:
    """Which way a language is written, for ``dir``: "rtl", "ltr", or "auto" where it is not known.

    >>> direction("ug-Arab"), direction("az"), direction(None)
    ('rtl', 'ltr', 'auto')
    """
    if not code:
        return "auto"
    if "-Arab" in code or "-Hebr" in code:
        return "rtl"
    return "rtl" if code.split("-")[0] in _RIGHT_TO_LEFT and "-Latn" not in code else "ltr"


def between(low: int | None, high: int | None, *, approximate: bool = False) -> str:
    """A range of people, open ends said in words.

    >>> between(3, 3), between(40, None), between(None, 50), between(18, 40)
    ('3', 'at least 40', 'up to 50', '18–40')
    >>> between(50, 50, approximate=True)
    'about 50'
    """
    if low is not None and high is not None:
        words = number(low) if low == high else f"{number(low)}–{number(high)}"
        return t("about {n}", n=words) if approximate else words
    if low is not None:
        return t("at least {n}", n=number(low))
    if high is not None:
        return t("up to {n}", n=number(high))
    return NOT_SAID


def count_words(count: Count) -> str:
    """A count with its unit, persons unsaid.

    >>> count_words(Count(5, 5, unit="families"))
    '5 families'
    """
    words = between(count.low, count.high, approximate=count.approximate)
    if count.unit == "persons":
        return words
    return f"{words} {unit_label(count.unit, next((n for n in (count.high, count.low) if n is not None), 2))}"


def unit_label(unit: str, n: int = 2) -> str:
    """What is counted where it is not persons, in the form for so many.

    >>> unit_label("families", 5), unit_label("households")
    ('families', 'households')
    """
    return {"families": tn("family", "families", n), "households": tn("household", "households", n)}.get(
        unit, unit
    )


def figure_words(figure: Figure | None) -> tuple[str, str]:
    """The people of an incident: the range of all accounts, and the best figure where that says more.

    >>> figure_words(Figure(18, 40, 18)), figure_words(Figure(3, 3, 3)), figure_words(None)
    (('18–40', '18'), ('3', ''), ('–', ''))
    """
    if figure is None:
        return NOT_SAID, ""
    exact = figure.low is not None and figure.low == figure.high == figure.best
    open_end = figure.best is not None and (figure.low, figure.high) in {
        (figure.best, None),
        (None, figure.best),
    }
    return between(figure.low, figure.high), "" if exact or open_end or figure.best is None else number(
        figure.best
    )


def day_words(day: date, *, year: bool = True) -> str:
    """A day, "20 Aug 2025"."""
    words = f"{day.day} {_month_after_a_day(day.month)}"
    return f"{words} {day.year}" if year else words


def month_words(day: date) -> str:
    """The month of a day, "Aug 2025"."""
    return f"{month_label(day.month)} {day.year}"


def month_label(month: int) -> str:
    """The short name of a month where it stands without a day, counted from 1.

    >>> month_label(5)
    'May'
    """
    return (
        pt("alone", "Jan"), pt("alone", "Feb"), pt("alone", "Mar"), pt("alone", "Apr"), pt("alone", "May"),
        pt("alone", "Jun"), pt("alone", "Jul"), pt("alone", "Aug"), pt("alone", "Sep"), pt("alone", "Oct"),
        pt("alone", "Nov"), pt("alone", "Dec"),
    )[month - 1]  # fmt: skip


def _month_after_a_day(month: int) -> str:
    return (
        t("Jan"), t("Feb"), t("Mar"), t("Apr"), t("May"), t("Jun"),
        t("Jul"), t("Aug"), t("Sep"), t("Oct"), t("Nov"), t("Dec"),
    )[month - 1]  # fmt: skip


def period_words(period: Period | None) -> str:
    """A time as a person would write it, no more exactly than it is known.

    >>> period_words(Period.parse("2025-08-20")), period_words(Period.parse("2025-08"))
    ('20 Aug 2025', 'Aug 2025')
    >>> period_words(Period.parse("2025-06-01/2025-06-15")), period_words(Period.parse("2025"))
    ('1–15 Jun 2025', '2025')
    """
    if period is None:
        return NOT_SAID
    start, end = period.start, period.end
    if start == end:
        return day_words(start)
    if len(period.value) == 4:
        return period.value
    if len(period.value) == 7:
        return month_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_words(end)}"
    return f"{day_words(start, year=start.year != end.year)} – {day_words(end)}"


def place_words(place: Place | None) -> tuple[str, str]:
    """A place: its name, and the region and country around it.

    >>> place_words(Place("Chita", "RU", "RU-ZAB", "Zabaykalsky Krai", precision=1))
    ('Chita', 'Zabaykalsky Krai, Russia')
    """
    if place is None:
        return NOT_SAID, ""
    around = [region_name(place.admin1, place.admin1_name)] if place.admin1_name else []
    if place.country:
        around.append(country_name(place.country))
    name = place.name
    if name == place.admin1_name:
        name = region_name(place.admin1, name)
    elif place.precision == 6 and place.country:
        name = country_name(place.country)
    else:
        name = town_name(place.country, name)
    return name, ", ".join(part for part in around if part != name)


def place_precision(precision: int) -> str:
    """UCDP's where_prec in words."""
    words = {
        1: t("the settlement or district itself"),
        2: t("near this settlement"),
        3: t("a second-level region"),
        4: t("a first-level region"),
        5: t("a vaguely told region"),
        6: t("only the country is known"),
        7: t("at sea or in the air"),
    }
    return words.get(precision, "")


def time_precision(precision: int) -> str:
    """UCDP's date_prec in words."""
    words = {
        1: t("the day is known"),
        2: t("within two to six days"),
        3: t("the week is known"),
        4: t("the month is known, or a range up to that long"),
        5: t("the year is known, or a range longer than a month"),
    }
    return words.get(precision, "")


def stage_label(stage: Stage) -> str:
    """Done or planned."""
    return {Stage.DONE: pt("stage", "done"), Stage.PLANNED: t("planned")}[stage]


def stance_label(stance: Stance) -> str:
    """Asserted, claimed or denied."""
    words = {Stance.ASSERTED: t("asserted"), Stance.CLAIMED: t("claimed"), Stance.DENIED: t("denied")}
    return words[stance]


def grade_label(grade: Grade) -> str:
    """The grade in one word."""
    words = {
        Grade.ACKNOWLEDGED: t("acknowledged"),
        Grade.CORROBORATED: t("corroborated"),
        Grade.SINGLE: t("single origin"),
        Grade.CONTESTED: t("contested"),
    }
    return words[grade]


def grade_meaning(grade: Grade) -> str:
    """What the grade promises."""
    words = {
        Grade.ACKNOWLEDGED: t("The acting office says so itself."),
        Grade.CORROBORATED: t("Two or more independent origins tell it."),
        Grade.SINGLE: t("One origin tells it, however many reports carry it."),
        Grade.CONTESTED: t("A denial stands beside an assertion."),
    }
    return words[grade]


def speaker_label(sort: SpeakerSort) -> str:
    """What kind of speaker."""
    words = {
        SpeakerSort.OUTLET: t("outlet"),
        SpeakerSort.OFFICIAL: t("official"),
        SpeakerSort.RELATIVE: t("relative"),
        SpeakerSort.LAWYER: t("lawyer"),
        SpeakerSort.ORGANISATION: t("organisation"),
        SpeakerSort.WITNESS: t("witness"),
        SpeakerSort.OTHER: t("other"),
    }
    return words[sort]


def nexus_label(nexus: Nexus) -> str:
    """What ties the act to who the people are."""
    words = {
        Nexus.GROUP: t("their group"),
        Nexus.BELIEF: t("their belief"),
        Nexus.SPEECH: t("what they said"),
        Nexus.WORK: t("their work"),
        Nexus.STATUS: t("their status"),
        Nexus.TREATMENT: t("how they were treated"),
    }
    return words[nexus]


def pattern_label(sort: PatternSort) -> str:
    """What a pattern claim says."""
    words = {
        PatternSort.RISE: t("a rise"),
        PatternSort.SPREAD: t("a spread"),
        PatternSort.SELECTIVITY: t("selectivity"),
        PatternSort.INTENT: t("intent"),
        PatternSort.SYSTEMATIC: t("a system"),
    }
    return words[sort]


def likely(share: float) -> str:
    """A likelihood that never claims to be certain.

    >>> likely(0.999), likely(0.5), likely(0.001)
    ('over 99%', '50%', 'under 1%')
    """
    if share > 0.99:
        return t("over 99%")
    return t("under 1%") if share < 0.01 else f"{share:.0%}"


def field_label(field: str) -> str:
    """What a field of an account is called; an unknown one by its own name."""
    words = {
        "act": t("act"),
        "stage": t("stage"),
        "stance": t("stance"),
        "people": pt("field", "people"),
        "target": t("who they are"),
        "group": t("who they are"),
        "actor": t("done by"),
        "place": t("place"),
        "time": t("time"),
        "ground": t("stated ground"),
        "said_by": t("said by"),
        "denied_by": t("denied by"),
        "background": t("news or background"),
        "nexus": t("tied to who they are by"),
        "quote": t("words that tell it"),
    }
    return words.get(field, field.replace("_", " "))
