"""A table with the columns of UCDP GED that fit this record."""

from collections.abc import Mapping

from qeyd.publish.exports.codes import Lost, usual
from qeyd.publish.exports.tables import joined, to_csv
from qeyd.publish.release import Release
from qeyd.publish.said import country_name
from qeyd.publish.words import load_words

_UCDP = (
    "id", "relid", "year", "code_status", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end", "qeyd_act",
    "people_best", "people_high", "people_low",
)  # fmt: skip


def ucdp(release: Release) -> Mapping[str, bytes]:
    """The columns of UCDP GED that fit; its death counts stay out, people affected have columns of their own."""
    rows = []
    for one in release.incidents:
        place, time, people = one.place, one.time, one.people
        first = one.footnotes[0] if one.footnotes else None
        rows.append(
            {
                "id": one.id,
                "relid": one.affair,
                "year": time.start[:4] if time and time.start[:4] == time.end[:4] else None,
                "code_status": "Clear",
                "number_of_sources": one.independent_origins,
                "source_article": joined(note.id for note in one.footnotes),
                "source_office": joined(note.outlet or "" for note in one.footnotes),
                "source_date": first.published if first else None,
                "source_headline": first.title.text if first and first.title else None,
                "source_original": joined(
                    sorted({by.name for account in one.accounts for by in account.said_by})
                ),
                "where_prec": place.precision if place else 0,
                "where_coordinates": place.name if place else None,
                "where_description": "disputed territory" if place and place.disputed else None,
                "adm_1": place.admin1_name if place else None,
                "latitude": place.latitude if place else None,
                "longitude": place.longitude if place else None,
                "country": country_name(place.country, load_words("en")) if place else None,
                "event_clarity": 1 if time and time.precision <= 2 else 2,
                "date_prec": time.precision if time else 0,
                "date_start": time.start if time else None,
                "date_end": time.end if time else None,
                "qeyd_act": one.act,
                "people_best": people.best if people else None,
                "people_high": people.high if people else None,
                "people_low": people.low if people else None,
            }
        )
    lost = Lost("the UCDP-like table")
    usual(lost, release, origins=False, disagreements=True)
    lost.count("stance and stage (UCDP has no word for a denial or a plan)", release.incidents)
    return {"ged-like.csv": to_csv(_UCDP, rows), "LOST.md": lost.page()}
