"""How the values of a release are said in each language. No value is rounded here."""

from dataclasses import dataclass

from qeyd.groups import group_name
from qeyd.places.named import country_in, region_in, town_in
from qeyd.publish.release import PublishedIncident, PublishedPeople, PublishedPlace
from qeyd.publish.words import Words


def people_said(people: PublishedPeople | None, words: Words) -> str:
    """The range of all accounts, and the best figure where that says more."""
    if people is None or (people.low is None and people.high is None):
        return words("page", "not_said")
    if people.low is not None and people.high is not None:
        told = f"{people.low}" if people.low == people.high else f"{people.low}–{people.high}"
    elif people.low is not None:
        told = words("incident", "at_least", n=people.low)
    else:
        told = words("incident", "up_to", n=people.high)
    ends = {one for one in (people.low, people.high) if one is not None}
    if people.best is None or ends == {people.best}:
        return told
    return f"{told} ({words('incident', 'best', n=people.best)})"


def place_said(place: PublishedPlace | None, words: Words) -> str:
    """Name, region and country in the language where it has one, each once; disputed and coarsened places say so."""
    if place is None:
        return words("page", "not_said")
    region = region_name(place.admin1, place.admin1_name, words)
    country = country_name(place.country, words)
    name = place.name
    if place.precision >= 4 and place.admin1_name == name:
        name = region or name
    elif place.precision == 6:
        name = country or name
    else:
        name = town_in(words.language, place.country, name)
    parts = [name]
    for one in (region, country):
        if one and one not in parts:
            parts.append(one)
    marks = [
        words("incident", key)
        for key, holds in (("disputed", place.disputed), ("coarse", place.coarsened))
        if holds
    ]
    return ", ".join(parts) + (f" ({'; '.join(marks)})" if marks else "")


def country_name(code: str | None, words: Words) -> str | None:
    """The country's name in the language, else in English, else its code."""
    from qeyd.places import load_gazetteer

    if code is None:
        return None
    country = load_gazetteer().country(code)
    return country_in(words.language, code) or (country.name if country else code)


def region_name(code: str | None, english: str | None, words: Words) -> str | None:
    """The region's name in the language, else the English one that the record has."""
    return (region_in(words.language, code) if code else None) or english


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of an incident: what it is, and what is told."""

    name: str
    text: str


def facts(incident: PublishedIncident, words: Words) -> tuple[Line, ...]:
    """An incident's facts in the order of the codebook; what is not told says so."""
    not_said = words("page", "not_said")
    persons = ", ".join(
        one.label
        if not one.named
        else f"{one.label} ({words('incident', 'named', who=one.decided_by or '', why=one.why or '')})"
        for one in incident.persons
    )
    actors = ", ".join(
        one.name if not one.sort else f"{one.name} ({words.of('sort', one.sort)})" for one in incident.actors
    )
    told = [
        ("when", incident.time.value if incident.time else not_said),
        ("where", place_said(incident.place, words)),
        ("people", people_said(incident.people, words)),
        ("group", group_name(incident.group, words.language) if incident.group else not_said),
        ("persons", persons),
        ("actor", actors or not_said),
        ("ground", ", ".join(incident.grounds)),
        ("stage", words("stage", incident.stage.value)),
        ("stance", words("stance", incident.stance.value)),
        ("grade", f"{words('grade', incident.grade.value)}. {words('grade_meaning', incident.grade.value)}"),
        ("origins", str(incident.independent_origins)),
        ("reports", str(incident.reports)),
        ("outlets", str(incident.outlets)),
    ]
    return tuple(Line(words("incident", key), text) for key, text in told if text)


def rules_said(small_place: int, few_people: int, least: int, words: Words) -> tuple[str, ...]:
    """The rules of a release, each in one sentence, with their numbers."""
    places = f"{small_place:,}".replace(",", "\u00a0" if words.language != "en" else ",")
    return tuple(
        one.format(small_place=places, few_people=few_people, most=least - 1)
        for one in words.parts["rule"].values()
    )


def differing_said(field: str, value: str, words: Words) -> str:
    """One of the values that accounts differ in; what is a code has a word, what is a report's word stays."""
    if field == "people":
        low, dash, high = value.partition("–")
        if dash and high == "open":
            return words("incident", "at_least", n=low)
        if dash and low == "open":
            return words("incident", "up_to", n=high)
        return value
    if field == "group":
        return group_name(value, words.language) if value else ""
    part = {"act": "act", "stage": "stage", "stance": "stance", "actor": "sort", "grade": "grade"}.get(field)
    return words.of(part, value) if part else value


def column_said(column: str, value: str, words: Words) -> str:
    """The head of a column of counts: a country by name, a year as it is."""
    if value == "not told":
        return words("table", "not_told")
    return (country_name(value, words) or value) if column == "where" else value
