"""What changed between two releases of one key, incident by incident and field by field."""

import json
import re
from collections.abc import Sequence
from typing import Any

from qeyd.publish.plain_json import plain
from qeyd.publish.release import Change, ChangeSort, Release
from qeyd.publish.words import Words, load_words

#: Fields that are told one by one; the rest of an incident follows from them and from its accounts.
FIELDS = (
    "act", "stage", "stance", "grade", "group", "people", "place", "time", "actors", "grounds",
    "independent_origins", "reports", "affair",
)  # fmt: skip


def changes_since(
    before: bytes, release: Release, decisions: Sequence[frozenset[str]] = ()
) -> tuple[Change, ...]:
    """The differences to an earlier release's JSON, in the order of ids, each with why.

    An incident that is gone and whose reports now stand behind another was merged into it. ``decisions``: of each
    decision of a person since then, the ids of what it is about: incidents, affairs, footnotes.
    """
    told = json.loads(before)
    old = {one["id"]: one for one in told["incidents"]}
    new = {one["id"]: one for one in plain(release)["incidents"]}
    home = {note["id"]: one["id"] for one in new.values() for note in one["footnotes"]}
    version = told.get("qeyd") != release.qeyd
    out = []
    for id in sorted(old.keys() | new.keys()):
        was, now = old.get(id), new.get(id)
        notes = [{note["id"] for note in one["footnotes"]} if one else set() for one in (was, now)]
        about = notes[0] | notes[1] | {id} | {one["affair"] for one in (was, now) if one}
        decided = sum(not about.isdisjoint(one) for one in decisions)
        causes = [("decisions", decided), ("version", int(version))]
        if was is None:
            out.append(Change(ChangeSort.ADDED, id, why=_why(("new", 1), *causes[:1])))
        elif now is None:
            into = next((home[note] for note in sorted(notes[0]) if note in home), None)
            if into in old:
                into = None
            sort = ChangeSort.MERGED if into else ChangeSort.WITHDRAWN
            out.append(Change(sort, id, why=_why(("merged" if into else "gone", 1), *causes), into=into))
        else:
            fields = tuple(
                (field, _said(was.get(field)), _said(now.get(field)))
                for field in FIELDS
                if was.get(field) != now.get(field)
            )
            if fields:
                reports = [("reports", len(notes[1] - notes[0])), ("fewer", len(notes[0] - notes[1]))]
                out.append(Change(ChangeSort.CHANGED, id, fields, _why(*reports, *causes)))
    return tuple(out)


def _why(*causes: tuple[str, int]) -> str:
    """The causes that hold, in English; where none is known, that the reports around it were linked anew."""
    words = load_words("en")
    told = [words("cause", key, n=n) for key, n in causes if n]
    return "; ".join(told or [words("cause", "linked")])


def why_said(why: str, words: Words) -> str:
    """The causes of a change in the words of a language."""
    return "; ".join(_cause_said(one, words) for one in why.split("; "))


def _cause_said(cause: str, words: Words) -> str:
    for key, english in load_words("en").parts["cause"].items():
        found = re.fullmatch(re.escape(english).replace(r"\{n\}", r"(\d+)"), cause)
        if found:
            return words("cause", key, n=found[1] if found.groups() else "")
    return cause


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
