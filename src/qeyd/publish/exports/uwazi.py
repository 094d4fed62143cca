"""A ZIP for Uwazi's CSV import."""

from collections.abc import Mapping

from qeyd.publish.exports.codes import Lost, usual
from qeyd.publish.exports.tables import incident_row, to_csv
from qeyd.publish.exports.workbook import make_zip
from qeyd.publish.release import Release
from qeyd.publish.said import country_name
from qeyd.publish.words import load_words


def uwazi(release: Release) -> Mapping[str, bytes]:
    """A ZIP for Uwazi's CSV import: import.csv, and thesauri as CSV of their own beside it."""
    header = (
        "Title", "Act", "Stage", "Stance", "Grade", "Group", "People low", "People high", "People best", "Actors",
        "Grounds", "Date", "Date range", "Place", "Place_geolocation", "Country", "Region", "Affair",
        "Independent origins", "Reports", "Outlets", "Incident id", "Act__ru", "Act__az",
    )  # fmt: skip
    rows = []
    for one in release.incidents:
        row, place, time = incident_row(one), one.place, one.time
        point = place and place.latitude is not None and place.longitude is not None
        rows.append(
            {
                "Title": f"{load_words('en').of('act', one.act)}, {one.id}",
                "Act": load_words("en").of("act", one.act),
                "Act__ru": load_words("ru").of("act", one.act),
                "Act__az": load_words("az").of("act", one.act),
                "Stage": one.stage.value,
                "Stance": one.stance.value,
                "Grade": one.grade.value,
                "Group": one.group,
                "People low": row["people_low"],
                "People high": row["people_high"],
                "People best": row["people_best"],
                "Actors": "|".join(actor.name.replace("|", "/") for actor in one.actors) or None,
                "Grounds": "|".join(one.grounds) or None,
                "Date": time.start if time and time.start == time.end else None,
                "Date range": f"{time.start}:{time.end}" if time else None,
                "Place": place.name if place else None,
                "Place_geolocation": f"{place.latitude}|{place.longitude}" if place and point else None,
                "Country": country_name(place.country, load_words("en")) if place else None,
                "Region": place.admin1_name if place else None,
                "Affair": one.affair,
                "Independent origins": one.independent_origins,
                "Reports": one.reports,
                "Outlets": one.outlets,
                "Incident id": one.id,
            }
        )
    lost = Lost("the Uwazi import")
    usual(lost, release, origins=False, disagreements=True)
    lost.count(
        "a date that is no single day (Uwazi has no partial dates; Date range has first and last day)",
        (one.time and one.time.start != one.time.end for one in release.incidents),
    )
    lost.count("precision and dispute of the place", (one.place for one in release.incidents))
    lost.count("persons", (one.persons for one in release.incidents))
    lost.count("quotes and footnotes", (one.accounts for one in release.incidents))
    return {"import.zip": make_zip({"import.csv": to_csv(header, rows)}), "LOST.md": lost.page()}
