"""What comes back out of the exports that have no reader of their own: everything but what LOST.md lists."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest

from qeyd.publish.exports.standards import standards
from qeyd.publish.exports.tables import uncell
from qeyd.publish.release import PublishedIncident, Release
from qeyd.publish.words import load_words
from tests.publish.releases import a_release


@pytest.fixture(scope="module")
def release() -> Release:
    return a_release(60)


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    return dict(standards(release))


def rows(data: bytes) -> list[dict[str, str]]:
    """A CSV file as rows, apostrophes of spreadsheets taken away."""
    read = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return [{key: uncell(value) for key, value in row.items()} for row in read]


def number(text: str) -> int | None:
    return int(text) if text else None


def told(one: PublishedIncident) -> dict[str, Any]:
    """An incident as flat values, to be compared with what came back."""
    place, time, people = one.place, one.time, one.people
    return {
        "act": one.act,
        "stage": one.stage.value,
        "stance": one.stance.value,
        "grade": one.grade.value,
        "group": one.group or "",
        "low": people.low if people else None,
        "high": people.high if people else None,
        "best": people.best if people else None,
        "actors": [actor.name for actor in one.actors],
        "grounds": list(one.grounds),
        "start": time.start if time else "",
        "end": time.end if time else "",
        "place": place.name if place else "",
        "point": (place.latitude, place.longitude) if place else (None, None),
        "country": (place.country or "") if place else "",
        "region": (place.admin1_name or "") if place else "",
        "admin1": (place.admin1 or "") if place else "",
        "affair": one.affair,
        "counts": (one.independent_origins, one.reports, one.outlets),
        "persons": sorted(person.label for person in one.persons),
        "quotes": [account.quote.text for account in one.accounts],
        "notes": [account.footnote for account in one.accounts],
    }


def same(read: dict[str, Any], one: PublishedIncident) -> None:
    whole = told(one)
    assert {key: whole[key] for key in read} == read, one.id


def test_uwazi_gives_everything_back(files: dict[str, bytes], release: Release) -> None:
    acts = {label: code for code, label in load_words("en").parts["act"].items()}
    with zipfile.ZipFile(io.BytesIO(files["exports/uwazi/import.zip"])) as made:
        read = {row["Incident id"]: row for row in rows(made.read("import.csv"))}
    assert read.keys() == {one.id for one in release.incidents}
    for one in release.incidents:
        row = read[one.id]
        start, _, end = row["Date range"].partition(":")
        point = tuple(float(part) for part in row["Place_geolocation"].split("|") if part) or (None, None)
        same(
            {
                "act": acts[row["Act"]], "stage": row["Stage"], "stance": row["Stance"], "grade": row["Grade"],
                "group": row["Group"], "low": number(row["People low"]), "high": number(row["People high"]),
                "best": number(row["People best"]), "actors": [it for it in row["Actors"].split("|") if it],
                "grounds": [it for it in row["Grounds"].split("|") if it], "start": start, "end": end,
                "place": row["Place"], "point": point, "region": row["Region"], "affair": row["Affair"],
                "counts": (int(row["Independent origins"]), int(row["Reports"]), int(row["Outlets"])),
            },
            one,
        )  # fmt: skip


def test_plover_gives_everything_back_for_acts_that_it_knows(
    files: dict[str, bytes], release: Release
) -> None:
    read = [json.loads(line) for line in files["exports/plover/events.jsonl"].decode().splitlines()]
    ids = {one.id: one for one in release.incidents}
    assert len(read) == len({line["id"] for line in read}) > 30
    assert f"{len(ids) - len(read)} incident" in files["exports/plover/LOST.md"].decode()
    for line in read:
        comment = dict(zip(("act", "stage", "stance", "grade"), line["comment"].split("; "), strict=True))
        where = line["event_loc"]
        same(
            comment
            | {
                "act": comment["act"].removeprefix("qeyd:"), "start": line["date"], "end": line["enddate"],
                "actors": [it["entity_text"] for it in line["actor"]], "group": line["recipient"][0]["ethnicity"],
                "place": where["text"], "country": where["country"] or "", "admin1": where["admin1"] or "",
                "point": (where["lat"], where["lon"]), "quotes": line["event_text"],
                "low": line["size"].get("low"), "high": line["size"].get("high"),
                "notes": [it["citation"] for it in line["cite_info"]],
            },
            ids[line["id"]],
        )  # fmt: skip


def test_huridocs_gives_everything_back_over_its_tables(files: dict[str, bytes], release: Release) -> None:
    table = {
        name: rows(files[f"exports/huridocs/{name}.csv"])
        for name in ("event", "act", "person", "involvement", "information", "chain_of_events")
    }
    people = {row["person_record_number"]: row for row in table["person"]}
    for one in release.incidents:
        (event,) = [row for row in table["event"] if row["event_record_number"] == one.id]
        acts = [row for row in table["act"] if row["event"] == one.id]
        victims = [people[row["victim"]] for row in acts]
        by = [
            row["perpetrator"] for row in table["involvement"] if row["act"] == acts[0]["act_record_number"]
        ]
        (code,) = {row["type_of_act_local"] for row in acts}
        (grounds,) = {row["national_legislation"] for row in acts}
        area = event["local_geographical_area"].split(" | ")
        back = {
            "act": code, "stage": event["monitoring_status"] or "done", "group": victims[0]["group_description"],
            "start": event["initial_date"], "end": event["final_date"], "country": event["geographical_term"],
            "place": area[0], "affair": event["record_grouping"],
            "actors": [people[it]["person_name"] for it in by],
            "grounds": [it for it in grounds.split(" | ") if it],
            "persons": sorted(row["person_name"] for row in victims if row["person_name"]),
            "notes": [row["remarks"] for row in table["information"] if row["related_event"] == one.id],
        }  # fmt: skip
        if not one.persons:
            back["best"] = number(victims[0]["number_of_persons_in_group"])
        same(back, one)
    pairs = {(row["event"], row["related_event"]) for row in table["chain_of_events"]}
    assert pairs == {
        (first, after)
        for affair in release.affairs
        for first, after in zip(affair.incidents, affair.incidents[1:], strict=False)
    }
