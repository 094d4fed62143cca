"""GeoJSON (RFC 7946)."""

import json
from collections.abc import Mapping

from qeyd.publish.exports.codes import Lost, usual
from qeyd.publish.exports.tables import incident_row
from qeyd.publish.release import Release


def geojson(release: Release) -> Mapping[str, bytes]:
    """RFC 7946: a point for a settlement, no geometry for a region or a country, whose outline nobody stood in."""
    features = []
    for one in release.incidents:
        place = one.place
        has_point = (
            place and place.latitude is not None and place.longitude is not None and place.precision < 3
        )
        features.append(
            {
                "type": "Feature",
                "id": one.id,
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]}
                if place and has_point
                else None,
                "properties": {
                    key: value
                    for key, value in incident_row(one).items()
                    if key not in ("id", "latitude", "longitude")
                },
            }
        )
    lost = Lost("GeoJSON")
    usual(lost, release, origins=False, disagreements=True)
    lost.count(
        "a point, since the place is a region or country (geometry is null)",
        (one["geometry"] is None for one in features),
    )
    return {
        "incidents.geojson": (
            json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
            + "\n"
        ).encode("utf-8"),
        "LOST.md": lost.page(),
    }
