"""All exports of a release, each in a folder of its own with LOST.md: what the shape cannot carry, and how often.

Field lists are those of the standards' documents (docs/exports.md). No export holds data of those organisations.
"""

from collections.abc import Callable, Mapping

from qeyd.publish.exports.acled import acled
from qeyd.publish.exports.followthemoney import followthemoney
from qeyd.publish.exports.geojson import geojson
from qeyd.publish.exports.huridocs import huridocs
from qeyd.publish.exports.plover import plover
from qeyd.publish.exports.ucdp import ucdp
from qeyd.publish.exports.uwazi import uwazi
from qeyd.publish.release import Release

#: Every export, by its folder.
EXPORTS: Mapping[str, Callable[[Release], Mapping[str, bytes]]] = {
    "acled-like": acled,
    "followthemoney": followthemoney,
    "geojson": geojson,
    "huridocs": huridocs,
    "plover": plover,
    "ucdp-like": ucdp,
    "uwazi": uwazi,
}


def standards(release: Release) -> Mapping[str, bytes]:
    """All exports, by path below the release's folder."""
    return {
        f"exports/{name}/{path}": data
        for name, export in EXPORTS.items()
        for path, data in export(release).items()
    }
