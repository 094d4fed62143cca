"""FollowTheMoney entities."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha1
from typing import Any

from qeyd.publish.exports.codes import Lost, usual
from qeyd.publish.release import PublishedIncident, Release
from qeyd.publish.words import load_words


def followthemoney(release: Release) -> Mapping[str, bytes]:
    """FollowTheMoney entities, one a line: Event, Article, Documentation, PublicBody, UnknownLink with the role.

    Private persons are no entities here: an entity of its own is what a graph joins people by.
    """
    entities: dict[str, dict[str, Any]] = {}

    def add(schema: str, key: str, **properties: str | Iterable[str] | None) -> str:
        id = sha1(f"{schema}/{key}".encode(), usedforsecurity=False).hexdigest()
        told = {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in properties.items()
            if value
        }
        entities.setdefault(id, {"id": id, "schema": schema, "properties": told})
        return id

    for one in release.incidents:
        time, place = one.time, one.place
        event = add(
            "Event",
            one.id,
            name=load_words("en").of("act", one.act),
            recordId=one.id,
            startDate=time.start if time else None,
            endDate=time.end if time else None,
            location=place.name if place else None,
            country=place.country.lower() if place and place.country else None,
            summary=f"{one.act}; {one.stage.value}; {one.stance.value}; {one.grade.value}",
            description=_people_words(one),
        )
        for actor in one.actors:
            body = add("PublicBody", actor.name, name=actor.name, classification=actor.sort)
            add(
                "UnknownLink", f"{one.id}/{actor.name}", subject=body, object=event, role="actor, as reported"
            )
        for note in one.footnotes:
            article = add(
                "Article",
                note.id,
                title=note.title.text if note.title else f"{note.outlet or 'report'} {note.id}",
                fileName=note.id,
                publishedAt=note.published,
                sourceUrl=note.url,
                publisher=note.outlet,
            )
            add("Documentation", f"{one.id}/{note.id}", document=article, entity=event, role="evidence")
    lost = Lost("FollowTheMoney")
    usual(lost, release, origins=True, disagreements=True)
    lost.count(
        "persons under pseudonyms (no entity is made of them)", (one.persons for one in release.incidents)
    )
    lost.count("low, high and best number of people as numbers", (one.people for one in release.incidents))
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entities.values())
    return {"entities.ftm.json": text.encode("utf-8"), "LOST.md": lost.page()}


def _people_words(one: PublishedIncident) -> str | None:
    return f"people: {one.people.low} to {one.people.high}, best {one.people.best}" if one.people else None
