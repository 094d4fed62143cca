"""What changed between two releases of one key, incident by incident and field by field."""

import json
from typing import Any

from qeyd.publish.plain_json import plain
from qeyd.publish.release import Change, ChangeSort, Release

#: Fields that are told one by one; the rest of an incident follows from them and from its accounts.
FIELDS = (
    "act", "stage", "stance", "grade", "group", "people", "place", "time", "actors", "grounds",
    "independent_origins", "reports", "affair",
)  # fmt: skip


def changes_since(before: bytes, release: Release) -> tuple[Change, ...]:
    """The differences to an earlier release's JSON, in the order of ids.

    An incident that is gone and whose reports now stand behind another was merged into it.
    """
    old = {one["id"]: one for one in json.loads(before)["incidents"]}
    new = {one["id"]: one for one in plain(release)["incidents"]}
    home = {note["id"]: one["id"] for one in new.values() for note in one["footnotes"]}
    out = []
    for id in sorted(old.keys() | new.keys()):
        if id not in old:
            out.append(Change(ChangeSort.ADDED, id, why="it was not in the release before"))
        elif id not in new:
            into = next((home[note["id"]] for note in old[id]["footnotes"] if note["id"] in home), None)
            if into and into not in old:
                into = None
            sort = ChangeSort.MERGED if into else ChangeSort.WITHDRAWN
            why = (
                "its reports stand behind another incident now"
                if into
                else "no published report tells it any more, or it is held back"
            )
            out.append(Change(sort, id, why=why, into=into))
        else:
            fields = tuple(
                (field, _said(old[id].get(field)), _said(new[id].get(field)))
                for field in FIELDS
                if old[id].get(field) != new[id].get(field)
            )
            if fields:
                notes = {one["id"] for one in new[id]["footnotes"]} - {
                    one["id"] for one in old[id]["footnotes"]
                }
                why = (
                    f"{len(notes)} new reports"
                    if notes
                    else "people reviewed it, or it was read or linked anew"
                )
                out.append(Change(ChangeSort.CHANGED, id, fields, why))
    return tuple(out)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        shown = (value.get("value") or value.get("name")) if "value" in value or "name" in value else None
        return (
            str(shown)
            if shown
            else ", ".join(f"{key} {one}" for key, one in value.items() if one is not None)
        )
    if isinstance(value, list):
        return "; ".join(_said(one) for one in value)
    return "" if value is None else str(value)
