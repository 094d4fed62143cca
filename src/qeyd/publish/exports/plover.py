"""PLOVER events as JSON Lines."""

import json
from collections.abc import Mapping

from qeyd.publish.exports.codes import Codes, Lost, load_codes, usual
from qeyd.publish.exports.tables import footnotes
from qeyd.publish.release import Release


def plover(release: Release) -> Mapping[str, bytes]:
    """PLOVER events, one JSON object a line. Actors carry their words, since their codes need a country's roster."""
    lines, coded = [], []
    notes = footnotes(release)
    for one in release.incidents:
        event, mode = load_codes().get(one.act, Codes()).plover
        if not event:
            continue
        coded.append(one)
        place, time = one.place, one.time
        lines.append(
            {
                "id": one.id,
                "has_event": True,
                "date": time.start if time else "",
                "enddate": time.end if time else "",
                "actor": [{"code": "", "sector": _sector(a.sort), "entity_text": a.name} for a in one.actors],
                "recipient": [{"code": "", "sector": "CVL", "ethnicity": one.group or "", "entity_text": ""}],
                "event": [event],
                "mode": [mode] if mode else [],
                "context": ["human_rights", *(["migration"] if "deport" in one.act else [])],
                "event_loc": {
                    "text": place.name if place else "",
                    "country": place.country if place else "",
                    "admin1": place.admin1 if place else "",
                    "lat": place.latitude if place else None,
                    "lon": place.longitude if place else None,
                },
                "event_text": [account.quote.text for account in one.accounts],
                "size": {"low": one.people.low, "high": one.people.high} if one.people else {},
                "cite_info": [
                    {
                        "citation": account.footnote,
                        "url": notes[account.footnote].url or "",
                        "title": notes[account.footnote].title.text  # type: ignore[union-attr]
                        if notes[account.footnote].title
                        else "",
                        "publication": notes[account.footnote].outlet or "",
                        "language": account.quote.language or "",
                    }
                    for account in one.accounts
                ],
                "coder": f"qeyd {release.qeyd}",
                "coded_date": release.made_on,
                "comment": f"qeyd:{one.act}; {one.stage.value}; {one.stance.value}; {one.grade.value}",
            }
        )
    lost = Lost("PLOVER")
    usual(lost, release, origins=True, disagreements=True)
    known = {one.id for one in coded}
    lost.count("the incident itself (no PLOVER event)", (one.id not in known for one in release.incidents))
    lost.count("country codes of actors (their words are given)", (one.actors for one in coded))
    lost.count("the best number of people (lowest and highest are given)", (one.people for one in coded))
    lost.count("persons and stated grounds", (one.persons or one.grounds for one in coded))
    lost.count("names of regions (their codes are given), precision of places", (one.place for one in coded))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return {"events.jsonl": text.encode("utf-8"), "LOST.md": lost.page()}


def _sector(sort: str | None) -> str:
    return {
        "police": "COP",
        "security service": "SPY",
        "court": "JUD",
        "prosecutor": "JUD",
        "military": "MIL",
        "parliament": "LEG",
    }.get(sort or "", "GOV")
