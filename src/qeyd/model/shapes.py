"""The JSON shapes of CONTRACT.md: what the model looks like on a line of a file.

Every noun goes out as a plain dictionary and comes back equal: ``reading_from_json(reading_to_json(r)) == r``.
What a line lacks or has wrong raises ShapeError saying which field; nothing is guessed.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from qeyd.errors import ShapeError
from qeyd.model.account import (
    Account,
    Accusation,
    Actor,
    Count,
    Ground,
    Nexus,
    Opinion,
    PatternClaim,
    PatternSort,
    Place,
    Reading,
    Speaker,
    SpeakerSort,
    Stage,
    Stance,
    Target,
    Told,
    Unread,
)
from qeyd.model.incident import AccountRef, DisagreeingValue, Disagreement, Figure, Grade, Incident
from qeyd.model.period import Period
from qeyd.model.report import Quote, Report, ReportSort

Json = dict[str, Any]
T = TypeVar("T")
M = TypeVar("M")


# --- reports ---------------------------------------------------------------------------------------------------


def report_to_json(report: Report) -> Json:
    """The ``report`` part of a reading."""
    out: Json = {
        "id": report.id,
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published.value if report.published else None,
        "language": report.language,
        "text": report.text,
    }
    extra: Json = {
        "given_id": report.given_id,
        "content": report.content,
        "first_seen": report.first_seen.isoformat() if report.first_seen else None,
        "archived_at": report.archived_at.isoformat() if report.archived_at else None,
        "republished_from": list(report.republished_from),
        "sort": report.sort.value if report.sort is not ReportSort.ARTICLE else None,
    }
    return out | {key: value for key, value in extra.items() if value}


def report_from_json(line: Mapping[str, Any]) -> Report:
    """A report from the ``report`` part of a reading."""
    published = _text(line, "published", None)
    return Report(
        id=_required(line, "id"),
        text=_required(line, "text"),
        url=_text(line, "url", None),
        outlet=_text(line, "outlet", None),
        title=_text(line, "title", None),
        published=Period.parse(published) if published else None,
        language=_text(line, "language", None),
        given_id=_text(line, "given_id", None),
        content=_text(line, "content", None),
        first_seen=_moment(line, "first_seen"),
        archived_at=_moment(line, "archived_at"),
        republished_from=tuple(str(name) for name in _list(line, "republished_from")),
        sort=_one_of(ReportSort, line.get("sort") or "article", "sort"),
    )


# --- readings --------------------------------------------------------------------------------------------------


def quote_to_json(quote: Quote) -> Json:
    """QUOTE of the contract."""
    return {"start": quote.start, "end": quote.end, "text": quote.text}


def speaker_to_json(speaker: Speaker) -> Json:
    """One link of ``said_by`` or ``denied_by``."""
    out: Json = {
        "name": speaker.name,
        "sort": speaker.sort.value,
        "quote": quote_to_json(speaker.quote) if speaker.quote else None,
    }
    return out | ({"role": speaker.role} if speaker.role else {})


def _told_to_json(told: Told[T] | None, shape: Callable[[T], Json]) -> Json | None:
    if told is None:
        return None
    out = shape(told.value) | {"quote": quote_to_json(told.quote), "read_by": told.read_by}
    return out | ({"said_by": [speaker_to_json(one) for one in told.said_by]} if told.said_by else {})


def _count_to_json(count: Count) -> Json:
    return {"low": count.low, "high": count.high, "approximate": count.approximate, "unit": count.unit}


def _target_to_json(target: Target) -> Json:
    return {"group": target.group, "names": list(target.names)}


def _actor_to_json(actor: Actor) -> Json:
    return {"name": actor.name, "sort": actor.sort}


def place_to_json(place: Place) -> Json:
    """A place without its quote."""
    return {
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "admin1_name": place.admin1_name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
        "disputed": place.disputed,
        "geonames_id": place.geonames_id,
    }


def period_to_json(period: Period) -> Json:
    """A time without its quote."""
    return {
        "value": period.value,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "precision": period.precision,
    }


def _ground_to_json(ground: Ground) -> Json:
    return {"articles": list(ground.articles)}


def account_to_json(account: Account) -> Json:
    """ACCOUNT of the contract, with ``why`` beside it."""
    return {
        "act": account.act,
        "stage": account.stage.value,
        "stance": account.stance.value,
        "background": account.background,
        "nexus": [one.value for one in account.nexus],
        "quote": quote_to_json(account.quote),
        "people": _told_to_json(account.people, _count_to_json),
        "target": _told_to_json(account.target, _target_to_json),
        "actor": _told_to_json(account.actor, _actor_to_json),
        "place": _told_to_json(account.place, place_to_json),
        "time": _told_to_json(account.time, period_to_json),
        "ground": _told_to_json(account.ground, _ground_to_json),
        "said_by": [speaker_to_json(one) for one in account.said_by],
        "denied_by": [speaker_to_json(one) for one in account.denied_by],
        "confidence": account.confidence,
        "read_by": account.read_by,
        "why": list(account.why),
    }


def reading_to_json(reading: Reading | Unread) -> Json:
    """One line of ``qeyd read``."""
    out: Json = {"report": report_to_json(reading.report), "accounts": [], "accusations": [], "opinions": []}
    out |= {"pattern_claims": [], "unread": None, "read_by": reading.read_by}
    if isinstance(reading, Unread):
        return out | {"unread": {"why": reading.why}}
    out["accounts"] = [account_to_json(one) for one in reading.accounts]
    out["accusations"] = [
        {"by": one.by, "against": one.against, "quote": quote_to_json(one.quote)}
        for one in reading.accusations
    ]
    out["opinions"] = [
        {"speaker": one.speaker, "role": one.role, "quote": quote_to_json(one.quote)}
        for one in reading.opinions
    ]
    out["pattern_claims"] = [
        {"speaker": one.speaker, "claims": [c.value for c in one.claims], "quote": quote_to_json(one.quote)}
        for one in reading.pattern_claims
    ]
    return out | {"relevance": reading.relevance}


def quote_from_json(line: Any, report: Report, *, field: str) -> Quote:
    """A quote of this report; raises ShapeError when its words are not the report's own."""
    start, end = _whole(line, "start", field), _whole(line, "end", field)
    if not isinstance(line, Mapping) or start is None or end is None:
        raise ShapeError(f'Report {report.id}: the quote of "{field}" lacks its start or end.')
    quote = report.quote(start, end)
    if line.get("text") != quote.text:
        raise ShapeError(
            f'Report {report.id}: the quote of "{field}" says {line.get("text")!r}, '
            f"but characters {start} to {end} of the text are {quote.text!r}."
        )
    return quote


def _quote(line: Any, report: Report, field: str) -> Quote:
    return quote_from_json(line.get("quote") if isinstance(line, Mapping) else None, report, field=field)


def speaker_from_json(line: Any, report: Report) -> Speaker:
    """One link of ``said_by`` or ``denied_by``."""
    if not isinstance(line, Mapping):
        raise ShapeError(f'Report {report.id}: "said_by" holds {line!r}, which is no speaker.')
    told = line.get("quote")
    return Speaker(
        name=_required(line, "name"),
        sort=_one_of(SpeakerSort, line.get("sort") or "other", "sort"),
        quote=quote_from_json(told, report, field="said_by") if told else None,
        role=_text(line, "role", None),
    )


def _told_from_json(
    line: Mapping[str, Any], field: str, report: Report, value: Callable[[Mapping[str, Any]], T]
) -> Told[T] | None:
    told = line.get(field)
    if told is None:
        return None
    if not isinstance(told, Mapping):
        raise ShapeError(f'Report {report.id}: "{field}" is {told!r}; it should be an object or null.')
    if not told.get("quote"):
        raise ShapeError(f'Report {report.id}: "{field}" has no quote; every value needs its words.')
    return Told(
        value=value(told),
        quote=quote_from_json(told["quote"], report, field=field),
        read_by=_text(told, "read_by", "") or "",
        said_by=tuple(speaker_from_json(one, report) for one in _list(told, "said_by")),
    )


def _count_from_json(line: Mapping[str, Any]) -> Count:
    return Count(
        low=_whole(line, "low", "people"),
        high=_whole(line, "high", "people"),
        unit=_text(line, "unit", "persons") or "persons",
        approximate=bool(line.get("approximate", False)),
    )


def _target_from_json(line: Mapping[str, Any]) -> Target:
    return Target(_text(line, "group", None), tuple(str(name) for name in _list(line, "names")))


def _actor_from_json(line: Mapping[str, Any]) -> Actor:
    return Actor(_required(line, "name"), _text(line, "sort", None))


def place_from_json(line: Mapping[str, Any]) -> Place:
    """A place; only its name (or country) is required."""
    return Place(
        name=_text(line, "name", None) or _text(line, "country", None) or "",
        country=_text(line, "country", None),
        admin1=_text(line, "admin1", None),
        admin1_name=_text(line, "admin1_name", None),
        latitude=_number(line, "latitude"),
        longitude=_number(line, "longitude"),
        precision=_whole(line, "precision", "place") or 0,
        disputed=bool(line.get("disputed", False)),
        geonames_id=_whole(line, "geonames_id", "place"),
    )


def period_from_json(line: Mapping[str, Any]) -> Period:
    """A time; its ``value`` is enough, ``start`` and ``end`` win where they stand."""
    period = Period.parse(_required(line, "value"))
    start, end = _text(line, "start", None), _text(line, "end", None)
    if not start or not end:
        return period
    precision = _whole(line, "precision", "time") or period.precision
    return Period(date.fromisoformat(start), date.fromisoformat(end), precision)


def _ground_from_json(line: Mapping[str, Any]) -> Ground:
    return Ground(tuple(str(article) for article in _list(line, "articles")))


def account_from_json(line: Any, report: Report) -> Account:
    """An account of this report."""
    if not isinstance(line, Mapping):
        raise ShapeError(f"Report {report.id}: {line!r} is no account.")
    return Account(
        report_id=report.id,
        act=_required(line, "act"),
        stage=_one_of(Stage, line.get("stage", "done"), "stage"),
        stance=_one_of(Stance, line.get("stance", "asserted"), "stance"),
        background=bool(line.get("background", False)),
        quote=quote_from_json(line.get("quote") or {}, report, field="quote"),
        read_by=_text(line, "read_by", "") or "",
        confidence=_number(line, "confidence") or 0.0,
        nexus=tuple(_one_of(Nexus, one, "nexus") for one in _list(line, "nexus")),
        people=_told_from_json(line, "people", report, _count_from_json),
        target=_told_from_json(line, "target", report, _target_from_json),
        actor=_told_from_json(line, "actor", report, _actor_from_json),
        place=_told_from_json(line, "place", report, place_from_json),
        time=_told_from_json(line, "time", report, period_from_json),
        ground=_told_from_json(line, "ground", report, _ground_from_json),
        said_by=tuple(speaker_from_json(one, report) for one in _list(line, "said_by")),
        denied_by=tuple(speaker_from_json(one, report) for one in _list(line, "denied_by")),
        why=tuple(str(reason) for reason in _list(line, "why")),
    )


def reading_from_json(line: Mapping[str, Any]) -> Reading | Unread:
    """One line of ``qeyd read``, back in the model."""
    shell = line.get("report")
    if not isinstance(shell, Mapping):
        raise ShapeError('A reading needs a "report" object; this line has none.')
    report = report_from_json(shell)
    read_by = _text(line, "read_by", "") or ""
    unread = line.get("unread")
    if unread:
        return Unread(report, _required(unread, "why"), read_by)
    return Reading(
        report=report,
        accounts=tuple(account_from_json(one, report) for one in _list(line, "accounts")),
        accusations=tuple(
            Accusation(
                one.get("by") or "",
                one.get("against") or "",
                quote_from_json(one.get("quote"), report, field="accusations"),
            )
            for one in _list(line, "accusations")
        ),
        opinions=tuple(
            Opinion(
                one.get("speaker") or "",
                one.get("role"),
                quote_from_json(one.get("quote"), report, field="opinions"),
            )
            for one in _list(line, "opinions")
        ),
        pattern_claims=tuple(
            PatternClaim(
                one.get("speaker") or "",
                tuple(_one_of(PatternSort, sort, "claims") for sort in _list(one, "claims")),
                _quote(one, report, "pattern_claims"),
            )
            for one in _list(line, "pattern_claims")
        ),
        read_by=read_by,
        relevance=_number(line, "relevance") or 0.0,
    )


# --- incidents -------------------------------------------------------------------------------------------------


def _ref_to_json(ref: AccountRef) -> Json:
    return {"report_id": ref.report_id, "index": ref.index}


def incident_to_json(incident: Incident) -> Json:
    """One line of ``qeyd link``."""
    people = incident.people
    return {
        "id": incident.id,
        "affair": incident.affair,
        "act": incident.act,
        "stage": incident.stage.value,
        "stance": incident.stance.value,
        "background": incident.background,
        "people": {"low": people.low, "high": people.high, "best": people.best} if people else None,
        "target": _target_to_json(incident.target) if incident.target else None,
        "place": place_to_json(incident.place) if incident.place else None,
        "time": period_to_json(incident.time) if incident.time else None,
        "grounds": [
            _ground_to_json(ground) | {"words": words}
            for ground, words in zip(incident.grounds, incident.ground_words, strict=True)
        ],
        "actors": [_actor_to_json(actor) for actor in incident.actors],
        "accounts": [_ref_to_json(ref) for ref in incident.accounts],
        "origins": [[_ref_to_json(ref) for ref in origin] for origin in incident.origins],
        "independent_origins": incident.independent_origins,
        "outlets": len(incident.outlets),
        "outlet_names": list(incident.outlets),
        "languages": list(incident.languages),
        "disagreements": [
            {
                "field": one.field,
                "values": [
                    {"value": told.value, "accounts": [_ref_to_json(ref) for ref in told.accounts]}
                    for told in one.values
                ],
            }
            for one in incident.disagreements
        ],
        "possibly_same_as": list(incident.possibly_same_as),
        "grade": incident.grade.value,
        "grade_inputs": {
            "acknowledged_by": [_ref_to_json(ref) for ref in incident.acknowledged_by],
            "denied_by": [_ref_to_json(ref) for ref in incident.denied_by],
            "independent_origins": incident.independent_origins,
        },
        "why": incident.why,
    }


def incident_from_json(line: Mapping[str, Any]) -> Incident:
    """One line of ``qeyd link``, back in the model."""
    people, target, place, time = (line.get(key) for key in ("people", "target", "place", "time"))
    grounds: Sequence[Mapping[str, Any]] = _list(line, "grounds")
    inputs: Mapping[str, Any] = line.get("grade_inputs") or {}
    return Incident(
        id=_required(line, "id"),
        affair=_text(line, "affair", "") or "",
        act=_required(line, "act"),
        stage=_one_of(Stage, line.get("stage", "done"), "stage"),
        stance=_one_of(Stance, line.get("stance", "asserted"), "stance"),
        accounts=_refs(_list(line, "accounts")),
        origins=tuple(_refs(origin) for origin in _list(line, "origins")),
        people=Figure(people.get("low"), people.get("high"), people.get("best")) if people else None,
        target=_target_from_json(target) if target else None,
        place=place_from_json(place) if place else None,
        time=period_from_json(time) if time else None,
        grounds=tuple(_ground_from_json(ground) for ground in grounds),
        ground_words=tuple(str(ground.get("words", "")) for ground in grounds),
        actors=tuple(_actor_from_json(actor) for actor in _list(line, "actors")),
        outlets=tuple(str(name) for name in _list(line, "outlet_names")),
        languages=tuple(str(code) for code in _list(line, "languages")),
        disagreements=tuple(
            Disagreement(
                _required(one, "field"),
                tuple(
                    DisagreeingValue(_required(told, "value"), _refs(_list(told, "accounts")))
                    for told in _list(one, "values")
                ),
            )
            for one in _list(line, "disagreements")
        ),
        possibly_same_as=tuple(str(other) for other in _list(line, "possibly_same_as")),
        grade=_one_of(Grade, line.get("grade", "single"), "grade"),
        acknowledged_by=_refs(_list(inputs, "acknowledged_by")),
        denied_by=_refs(_list(inputs, "denied_by")),
        background=bool(line.get("background", False)),
        why=_text(line, "why", "") or "",
    )


def _refs(lines: Any) -> tuple[AccountRef, ...]:
    if not isinstance(lines, list) or not all(isinstance(one, Mapping) for one in lines):
        raise ShapeError(f'"accounts" should be a list of {{"report_id", "index"}}, not {lines!r}.')
    return tuple(
        AccountRef(_required(one, "report_id"), _whole(one, "index", "accounts") or 0) for one in lines
    )


# --- checked look-ups ------------------------------------------------------------------------------------------


def _required(line: Any, key: str) -> str:
    value = line.get(key) if isinstance(line, Mapping) else None
    if not isinstance(value, str) or not value:
        raise ShapeError(f'"{key}" is {value!r}; it should be a text that is not empty.')
    return value


def _text(line: Mapping[str, Any], key: str, default: str | None) -> str | None:
    value = line.get(key)
    if value is None:
        return default
    if not isinstance(value, str):
        raise ShapeError(f'"{key}" is {value!r}; it should be a text or null.')
    return value


def _whole(line: Any, key: str, field: str) -> int | None:
    value = line.get(key) if isinstance(line, Mapping) else None
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise ShapeError(f'"{key}" of "{field}" is {value!r}; it should be a whole number or null.')
    return value


def _number(line: Mapping[str, Any], key: str) -> float | None:
    value = line.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ShapeError(f'"{key}" is {value!r}; it should be a number or null.')
    return float(value)


def _list(line: Mapping[str, Any], key: str) -> list[Any]:
    value = line.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ShapeError(f'"{key}" is {value!r}; it should be a list.')
    return value


def _moment(line: Mapping[str, Any], key: str) -> datetime | None:
    value = _text(line, key, None)
    return datetime.fromisoformat(value) if value else None


def _one_of(sort: Callable[[Any], M], value: Any, field: str) -> M:
    try:
        return sort(value)
    except ValueError as problem:
        raise ShapeError(f'"{field}" is {value!r}, which the contract does not know.') from problem
