"""Each export opened by a reader of its standard where there is one, by a round trip where not."""

import csv
import io
import json
import zipfile

import pytest

from qeyd.acts import load_acts
from qeyd.publish.exports.codes import load_codes
from qeyd.publish.exports.standards import EXPORTS, standards
from qeyd.publish.exports.tables import uncell
from qeyd.publish.release import Release
from tests.publish.releases import a_release

MODES = {
    "COERCE": {"seize", "restrict", "censor", "curfew", "arrest", "deport", "withhold", ""},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "ASSAULT": {"kill", "torture", "abduct", "beat"},
    "THREATEN": {"deport", "arrest", ""},
}


@pytest.fixture(scope="module")
def release() -> Release:
    return a_release(40)


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    return dict(standards(release))


def rows(data: bytes) -> list[dict[str, str]]:
    """A CSV file as rows."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_codes_are_of_acts_that_there_are_and_of_the_standards_lists() -> None:
    assert set(load_codes()) <= set(load_acts())
    for codes in load_codes().values():
        event, mode = codes.plover
        assert not event or mode in MODES[event]
        assert not codes.huridocs or (len(codes.huridocs) == 6 and codes.huridocs.isdigit())


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_export_says_what_it_lost_and_is_the_same_each_time(name: str, release: Release) -> None:
    made = EXPORTS[name](release)
    assert made["LOST.md"].decode().startswith("# What")
    assert made == EXPORTS[name](release)


def test_followthemoney_takes_every_entity(files: dict[str, bytes], release: Release) -> None:
    ftm = pytest.importorskip("followthemoney")
    events = 0
    for line in files["exports/followthemoney/entities.ftm.json"].decode().splitlines():
        told = json.loads(line)
        entity = ftm.model.get_proxy(told)
        kept = entity.to_dict()["properties"]
        for name, values in told["properties"].items():
            assert kept.get(name), (told["schema"], name, values)
        entity.schema.validate(told)
        events += told["schema"] == "Event"
        assert told["schema"] != "Person"
    assert events == len(release.incidents)


def test_geojson_is_what_rfc_7946_says(files: dict[str, bytes], release: Release) -> None:
    pydantic = pytest.importorskip("geojson_pydantic")
    read = pydantic.FeatureCollection.model_validate_json(files["exports/geojson/incidents.geojson"])
    assert len(read.features) == len(release.incidents)
    for feature, one in zip(read.features, release.incidents, strict=True):
        assert feature.id == one.id
        coarse = one.place is None or one.place.precision >= 3
        assert not (coarse and feature.geometry)
        if feature.geometry:
            assert feature.geometry.coordinates[0] == one.place.longitude  # type: ignore[union-attr]


def test_plover_lines_have_what_plover_asks_for(files: dict[str, bytes], release: Release) -> None:
    lines = [json.loads(one) for one in files["exports/plover/events.jsonl"].decode().splitlines()]
    ids = {one.id: one for one in release.incidents}
    assert lines
    for line in lines:
        assert {"id", "has_event", "actor", "event"} <= set(line)
        one = ids[line["id"]]
        assert line["date"] == (one.time.start if one.time else "")
        assert [account.quote.text for account in one.accounts] == line["event_text"]
    coded = {
        one.id for one in release.incidents if load_codes().get(one.act) and load_codes()[one.act].plover[0]
    }
    assert {line["id"] for line in lines} == coded


def test_huridocs_tables_hang_together(files: dict[str, bytes], release: Release) -> None:
    table = {
        name: rows(files[f"exports/huridocs/{name}.csv"])
        for name in ("event", "act", "person", "involvement", "information", "chain_of_events")
    }
    events = {row["event_record_number"] for row in table["event"]}
    acts = {row["act_record_number"] for row in table["act"]}
    persons = {row["person_record_number"] for row in table["person"]}
    assert events == {one.id for one in release.incidents}
    assert len(acts) == len(table["act"])
    assert {row["event"] for row in table["act"]} == events
    assert {row["victim"] for row in table["act"]} <= persons
    assert {row["act"] for row in table["involvement"]} <= acts
    assert {row["perpetrator"] for row in table["involvement"]} <= persons
    assert {row["related_event"] for row in table["information"]} <= events
    assert {row["event"] for row in table["chain_of_events"]} <= events
    assert not any(row["ethnic_background"] for row in table["person"])


def test_ucdp_columns_give_counts_places_and_dates_back(files: dict[str, bytes], release: Release) -> None:
    read = rows(files["exports/ucdp-like/ged-like.csv"])
    for row, one in zip(read, release.incidents, strict=True):
        assert row["id"] == one.id
        assert row["where_prec"] == str(one.place.precision if one.place else 0)
        assert (row["date_start"], row["date_end"]) == (
            (one.time.start, one.time.end) if one.time else ("", "")
        )
        assert row["people_low"] == str(one.people.low if one.people and one.people.low is not None else "")
        assert row["number_of_sources"] == str(one.independent_origins)


def test_acled_like_rows_have_a_date_and_say_whose_they_are(
    files: dict[str, bytes], release: Release
) -> None:
    read = rows(files["exports/acled-like/acled-like.csv"])
    ids = {one.id: one for one in release.incidents}
    assert read
    for row in read:
        one = ids[row["event_id_cnty"]]
        assert one.time and row["event_date"] == one.time.start
        assert row["event_type"] in ("Strategic developments", "Violence against civilians")
        assert one.time.start == one.time.end or "date range" in row["tags"]
    assert f"{len(ids) - len(read)} incidents" in files["exports/acled-like/LOST.md"].decode()


def test_uwazi_reads_dates_places_and_lists_as_it_asks(files: dict[str, bytes], release: Release) -> None:
    with zipfile.ZipFile(io.BytesIO(files["exports/uwazi/import.zip"])) as made:
        assert made.namelist() == ["import.csv"]
        read = rows(made.read("import.csv"))
    assert next(iter(read[0])) == "Title"
    for row, one in zip(read, release.incidents, strict=True):
        assert bool(row["Date"]) == bool(one.time and one.time.start == one.time.end)
        if row["Place_geolocation"]:
            point = uncell(row["Place_geolocation"]).split("|")
            assert [float(part) for part in point] == [one.place.latitude, one.place.longitude]  # type: ignore[union-attr]
        assert [part for part in uncell(row["Actors"]).split("|") if part] == [a.name for a in one.actors]
