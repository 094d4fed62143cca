"""HURIDOCS events standard formats, as tables."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from qeyd.model import Grade, Stage, Stance
from qeyd.publish.exports.codes import Codes, Lost, load_codes, usual
from qeyd.publish.exports.tables import Row, footnotes, joined, to_csv
from qeyd.publish.release import Release
from qeyd.publish.words import load_words

_ATTRIBUTION = {
    Grade.ACKNOWLEDGED: "officials acknowledge or state",
    Grade.CONTESTED: "officials deny or others deny",
}
_STATUS = {
    Grade.ACKNOWLEDGED: "confirmed",
    Grade.CORROBORATED: "likely",
    Grade.SINGLE: "possible",
    Grade.CONTESTED: "possible",
}


def huridocs(release: Release) -> Mapping[str, bytes]:
    """HURIDOCS events standard formats: Event, Act, Person, Involvement, Information, ChainOfEvents as CSV tables."""
    events, acts, persons, involvements, information, chain = [], [], {}, [], [], []
    notes = footnotes(release)
    for one in release.incidents:
        time, place = one.time, one.place
        events.append(
            {
                "event_record_number": one.id,
                "event_title": load_words("en").of("act", one.act),
                "initial_date": time.start if time else None,
                "initial_date_type": _date_type(time.start, time.end) if time else None,
                "final_date": time.end if time else None,
                "final_date_type": _date_type(time.start, time.end) if time else None,
                "geographical_term": place.country if place else None,
                "local_geographical_area": joined(filter(None, (place.name, place.admin1)) if place else ()),
                "violation_status": _STATUS[one.grade],
                "record_grouping": one.affair,
                "monitoring_status": "planned" if one.stage is Stage.PLANNED else None,
                "remarks": f"UCDP place precision {place.precision if place else 0}",
            }
        )
        for label in [person.label for person in one.persons] or [f"{one.id}-people"]:
            victim = f"{one.affair}/{label}" if one.persons else label
            persons[victim] = {
                "person_record_number": victim,
                "counting_unit": "individual" if one.persons else "group",
                "person_name": label if one.persons else None,
                "ethnic_background": None,
                "group_description": one.group,
                "number_of_persons_in_group": None
                if one.persons
                else (one.people.best if one.people else None),
            }
            act = f"{one.id}/{label}"
            acts.append(
                {
                    "act_record_number": act,
                    "event": one.id,
                    "victim": victim,
                    "type_of_act": load_codes().get(one.act, Codes()).huridocs or None,
                    "type_of_act_local": one.act,
                    "initial_date": time.start if time else None,
                    "exact_location": place.name if place else None,
                    "stated_reason": None,
                    "national_legislation": joined(one.grounds),
                    "attribution": _ATTRIBUTION.get(one.grade, "unknown"),
                }
            )
            for actor in one.actors:
                persons[f"actor/{actor.name}"] = {
                    "person_record_number": f"actor/{actor.name}",
                    "counting_unit": "group/organisation/institution",
                    "person_name": actor.name,
                    "ethnic_background": None,
                    "group_description": actor.sort,
                    "number_of_persons_in_group": None,
                }
                involvements.append(
                    {"act": act, "perpetrator": f"actor/{actor.name}", "degree_of_involvement": "unknown"}
                )
        for account in one.accounts:
            note = notes[account.footnote]
            information.append(
                {
                    "source": note.outlet,
                    "related_event": one.id,
                    "source_connection_to_information": joined(by.sort.value for by in account.said_by),
                    "date_of_source_material": note.published,
                    "language_of_source_material": note.language,
                    "reliability_of_information": "unsure"
                    if account.stance is not Stance.ASSERTED
                    else "unknown",
                    "remarks": account.footnote,
                }
            )
    known = {one.id for one in release.incidents}
    for affair in release.affairs:
        ids = [id for id in affair.incidents if id in known]
        chain += [
            {"event": a, "related_event": b, "type_of_chain_of_events": "precedes"} for a, b in pairwise(ids)
        ]
    lost = Lost("the HURIDOCS tables")
    usual(lost, release, origins=True, disagreements=True)
    lost.count(
        "a code of act (type_of_act is empty; type_of_act_local has ours)",
        (not load_codes().get(one.act, Codes()).huridocs for one in release.incidents),
    )
    lost.count(
        "lowest and highest number of people (one number is asked for)",
        (one.people and one.people.low != one.people.high for one in release.incidents),
    )
    lost.count(
        "the number of people, where persons are listed one by one",
        (one.persons and one.people for one in release.incidents),
    )
    lost.count("stance and grade (violation_status and attribution are coarser)", release.incidents)
    lost.count(
        "points and names of regions (the code of the region is given)",
        (one.place for one in release.incidents),
    )
    tables: Mapping[str, Sequence[Row]] = {
        "event": events,
        "act": acts,
        "person": list(persons.values()),
        "involvement": involvements,
        "information": information,
        "chain_of_events": chain,
    }
    return {
        **{f"{name}.csv": to_csv(_HURIDOCS[name], rows) for name, rows in tables.items()},
        "LOST.md": lost.page(),
    }


_HURIDOCS: Mapping[str, tuple[str, ...]] = {
    "event": (
        "event_record_number", "event_title", "initial_date", "initial_date_type", "final_date", "final_date_type",
        "geographical_term", "local_geographical_area", "violation_status", "record_grouping", "monitoring_status",
        "remarks",
    ),
    "act": (
        "act_record_number", "event", "victim", "type_of_act", "type_of_act_local", "initial_date", "exact_location",
        "stated_reason", "national_legislation", "attribution",
    ),
    "person": (
        "person_record_number", "counting_unit", "person_name", "ethnic_background", "group_description",
        "number_of_persons_in_group",
    ),
    "involvement": ("act", "perpetrator", "degree_of_involvement"),
    "information": (
        "source", "related_event", "source_connection_to_information", "date_of_source_material",
        "language_of_source_material", "reliability_of_information", "remarks",
    ),
    "chain_of_events": ("event", "related_event", "type_of_chain_of_events"),
}  # fmt: skip


def _date_type(start: str, end: str) -> str | None:
    if start == end:
        return None
    return (
        "unknown day"
        if start[:7] == end[:7]
        else "unknown month and day"
        if start[:4] == end[:4]
        else "estimate"
    )
