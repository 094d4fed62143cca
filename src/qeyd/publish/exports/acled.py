"""A table with columns as ACLED has them; it is not ACLED's data and holds none."""

from collections.abc import Mapping

from qeyd.model import Stage
from qeyd.publish.exports.codes import Codes, Lost, load_codes, usual
from qeyd.publish.exports.tables import joined, to_csv
from qeyd.publish.release import Release
from qeyd.publish.said import country_name
from qeyd.publish.words import load_words

_ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "civilian_targeting", "region",
    "country", "admin1", "admin2", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "tags",
)  # fmt: skip


def acled(release: Release) -> Mapping[str, bytes]:
    """A column layout known from ACLED, filled from this record. It is not ACLED data and holds none."""
    rows, kept = [], []
    for one in release.incidents:
        kinds, place, time = load_codes().get(one.act, Codes()).acled, one.place, one.time
        if not time or not kinds[0] or one.stage is Stage.PLANNED:
            continue
        kept.append(one)
        people = f"people {one.people.low}-{one.people.high}, best {one.people.best}" if one.people else ""
        rows.append(
            {
                "event_id_cnty": one.id,
                "event_date": time.start,
                "year": time.start[:4],
                "time_precision": 1 if time.precision == 1 else 2 if time.precision <= 3 else 3,
                "disorder_type": "Political violence"
                if kinds[0] == "Violence against civilians"
                else "Strategic developments",
                "event_type": kinds[0],
                "sub_event_type": kinds[1],
                "actor1": one.actors[0].name if one.actors else None,
                "assoc_actor_1": joined(actor.name for actor in one.actors[1:]),
                "actor2": "Civilians",
                "assoc_actor_2": one.group,
                "inter2": 7,
                "country": country_name(place.country, load_words("en")) if place else None,
                "admin1": place.admin1_name if place else None,
                "location": place.name if place else None,
                "latitude": place.latitude if place else None,
                "longitude": place.longitude if place else None,
                "geo_precision": _geo_precision(place.precision) if place else None,
                "source": joined(sorted({note.outlet for note in one.footnotes if note.outlet})),
                "notes": f"{load_words('en').of('act', one.act)}; {one.stance.value}; {one.grade.value}; {people}",
                "tags": f"date range {time.start} to {time.end}" if time.start != time.end else None,
            }
        )
    lost = Lost("the ACLED-like table")
    usual(lost, release, origins=True, disagreements=True)
    ids = {one.id for one in kept}
    lost.count(
        "the incident itself (no date, a plan, or an act without an event type)",
        (one.id not in ids for one in release.incidents),
    )
    lost.count(
        "a date wider than its first day (the range stands in tags)",
        (one.time and one.time.start != one.time.end for one in kept),
    )
    return {"acled-like.csv": to_csv(_ACLED, rows), "LOST.md": lost.page()}


def _geo_precision(ucdp_precision: int) -> int:
    return 1 if ucdp_precision == 1 else 2 if ucdp_precision in (2, 3) else 3
