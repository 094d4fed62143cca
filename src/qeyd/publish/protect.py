"""From the record to a ``Release``: the one place where it is decided what leaves and in which form.

Pure: the same record, key and rules give the same release. Nothing here follows a person from one affair to another:
a pseudonym is made of the release key, the affair and the name.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from qeyd.model import Account, Affair, Incident, Place, Report, ReportSort, Speaker, SpeakerSort, Stage
from qeyd.publish import release as r
from qeyd.publish.people import keys_in, protected_names
from qeyd.publish.record import Given, Record, Rules
from qeyd.publish.said import rules_said
from qeyd.publish.suppress import count_table
from qeyd.publish.veil import Tally, Veil
from qeyd.publish.words import load_words

#: Acts that tell that somebody is still sought.
SOUGHT = frozenset({"listed"})
_PRIVATE = {SpeakerSort.RELATIVE, SpeakerSort.WITNESS, SpeakerSort.LAWYER, SpeakerSort.OTHER}


def keyed(key: bytes, sort: str, *parts: str) -> str:
    """A stable id that says nothing without the key: twelve digits, so that no letters of it can look like a name.

    >>> keyed(b"k" * 32, "incident", "abc") == keyed(b"k" * 32, "incident", "abc")
    True
    """
    told = "\x00".join((sort, *parts)).encode("utf-8")
    return f"{int.from_bytes(hmac.digest(key, told, 'sha256')[:8], 'big') % 10**12:012}"


def fingerprint(key: bytes) -> str:
    """What tells two release keys apart without giving either away."""
    return hashlib.sha256(b"qeyd release key" + key).hexdigest()[:12]


def protect(
    record: Record, *, key: bytes, name: str, rules: Rules | None = None, question: str | None = None
) -> r.Release:
    """Make the release ``name`` of a record under a release key.

    Held back are planned acts and people still sought that nobody released. The day of making is the last day that
    the record knows, so that the same record gives the same release.
    """
    rules = rules or Rules()
    people = protected_names(record.incidents, record.private)
    given = {(one.affair, one.name): one for one in record.given}
    kept = [one for one in record.incidents if one.id in record.released or not _held(one)]
    released = {one.id for one in kept}
    held = Counter(_held(one) or "" for one in record.incidents if one.id not in released)
    persons = {
        affair: tuple(_person(one, affair, key, given) for one in those) for affair, those in people.items()
    }
    tally = Tally()
    veil = Veil(record, key, rules, tally, people, persons)
    out = tuple(sorted((_incident(one, veil) for one in kept), key=lambda one: one.id))
    shown = {one.id: _id(key, one.id) for one in kept}
    claims = _claims(kept, veil)
    tables = _tables(out, rules)
    last = max((x.report.published.end for x in record.readings.values() if x.report.published), default=None)
    return r.Release(
        name=name,
        made_on=last.isoformat() if last else "1970-01-01",
        qeyd=record.version,
        key=fingerprint(key),
        record=keyed(key, "record", record.head, *sorted(shown)),
        question=question,
        made_up=record.made_up,
        incidents=out,
        affairs=_affairs(record.affairs, shown, key),
        claims=claims,
        tables=tables,
        coverage=tuple(
            replace(row, gap=veil.clean(row.gap, None)) if row.gap else row for row in record.coverage
        ),
        protection=r.Protection(
            persons=len({name.label for name in veil.protected}),
            names_masked=tally.masked,
            particulars_masked=tally.particulars,
            addresses_withheld=len(tally.withheld),
            places_coarsened=tally.coarsened,
            cells_suppressed=sum(cell.count is None for table in tables for cell in table.cells),
            held_back=tuple(
                r.HeldBack(why, n)
                for why, n in sorted({**held, "consent does not allow it": record.not_published}.items())
                if n
            ),
            exceptions=tuple(
                r.NameGiven(
                    _id(key, one.affair, "a"), one.name, one.decided_by, one.at, veil.clean(one.why, None)
                )
                for one in record.given
            ),
            rules=rules_said(rules.small_place, rules.few_people, rules.least, load_words("en")),
            small_place=rules.small_place,
            few_people=rules.few_people,
            least=rules.least,
        ),
    )


def _held(incident: Incident) -> str | None:
    if incident.stage is Stage.PLANNED:
        return "planned act"
    return "person still sought" if incident.act in SOUGHT else None


def published_id(key: bytes, incident: str) -> str:
    """The id that an incident of the casebook has in every release of this key."""
    return _id(key, incident)


def published_ids(key: bytes, ids: Iterable[str]) -> frozenset[str]:
    """The ids that incidents, affairs and reports of the casebook have in every release of this key."""
    return frozenset(_id(key, one, sort) for one in ids for sort in ("i", "a", "e"))


def _id(key: bytes, id: str, sort: str = "i") -> str:
    return f"{sort}-{keyed(key, {'i': 'incident', 'a': 'affair', 'e': 'report'}[sort], id)}"


def _person(
    spellings: frozenset[str], affair: str, key: bytes, given: Mapping[tuple[str, str], Given]
) -> r.PublishedPerson:
    allowed = next((given[affair, one] for one in sorted(spellings) if (affair, one) in given), None)
    if allowed:
        return r.PublishedPerson(allowed.name, named=True, decided_by=allowed.decided_by, why=allowed.why)
    who = min("/".join(sorted(keys_in(one))) for one in spellings)
    return r.PublishedPerson(f"P-{keyed(key, 'person', affair, who)[:6]}")


def _incident(one: Incident, veil: Veil) -> r.PublishedIncident:
    record, key, rules, tally = veil.record, veil.key, veil.rules, veil.tally
    tellings = [
        (ref, record.readings[ref.report_id].accounts[ref.index])
        for ref in one.accounts
        if ref.report_id in record.readings and ref.index < len(record.readings[ref.report_id].accounts)
    ]
    told = {name for _, account in tellings if account.target for name in account.target.value.names}
    mine = tuple(
        replace(person, why=veil.clean(person.why, None)) if person.why else person
        for person, spellings in zip(veil.persons[one.affair], veil.people[one.affair], strict=True)
        if spellings & told
    )
    tally.labels |= {person.label for person in mine if not person.named}
    origin = {ref: number for number, refs in enumerate(one.origins, 1) for ref in refs}
    reports = list(dict.fromkeys(ref.report_id for ref, _ in tellings))
    place = _place(one, rules, few=bool(mine) or _few(one, rules))
    tally.coarsened += bool(place and place.coarsened)
    # The words that name a place made coarser would give it back.
    finer = frozenset(
        account.place.quote.text for _, account in tellings if account.place and place and place.coarsened
    )
    return r.PublishedIncident(
        id=_id(key, one.id),
        affair=_id(key, one.affair, "a"),
        act=one.act,
        stage=one.stage,
        stance=one.stance,
        grade=one.grade,
        group=one.target.group if one.target else None,
        people=r.PublishedPeople(one.people.low, one.people.high, one.people.best) if one.people else None,
        persons=mine,
        actors=tuple(
            r.PublishedActor(veil.clean(actor.name, one.affair), actor.sort) for actor in one.actors
        ),
        place=place,
        time=r.PublishedTime(
            one.time.value, one.time.start.isoformat(), one.time.end.isoformat(), one.time.precision
        )
        if one.time
        else None,
        grounds=tuple(dict.fromkeys(article for ground in one.grounds for article in ground.articles)),
        accounts=tuple(
            r.PublishedAccount(
                footnote=_id(key, ref.report_id, "e"),
                stage=account.stage,
                stance=account.stance,
                quote=_words(account, veil, ref.report_id, one.affair, finer),
                said_by=_speakers(account.said_by, veil, ref.report_id, one.affair),
                denied_by=_speakers(account.denied_by, veil, ref.report_id, one.affair),
                origin=origin.get(ref, 0),
            )
            for ref, account in tellings
        ),
        footnotes=tuple(_footnote(record.readings[id].report, veil, one.affair, finer) for id in reports),
        independent_origins=one.independent_origins,
        reports=len(reports),
        outlets=len(one.outlets),
        languages=one.languages,
        disagreements=tuple(
            r.PublishedDisagreement(
                differing.field,
                tuple(
                    (
                        veil.clean(value.value, one.affair),
                        tuple(dict.fromkeys(_id(key, ref.report_id, "e") for ref in value.accounts)),
                    )
                    for value in differing.values
                ),
            )
            for differing in one.disagreements
            if differing.field not in ("names", "target")
        ),
        possibly_same_as=tuple(_id(key, other) for other in one.possibly_same_as),
        background=one.background,
    )


def _few(one: Incident, rules: Rules) -> bool:
    most = (
        max((n for n in (one.people.best, one.people.low, one.people.high) if n), default=0)
        if one.people
        else 0
    )
    return 0 < most <= rules.few_people


def _words(account: Account, veil: Veil, report: str, affair: str, finer: frozenset[str]) -> r.Words:
    if report in veil.record.not_quoted:
        return r.Words("[words not released]", "en")
    language = veil.record.readings[report].report.language
    return veil.words(account.quote.text, language, affair, report=report, finer=finer)


def _speakers(
    those: Iterable[Speaker], veil: Veil, report: str, affair: str
) -> tuple[r.PublishedSpeaker, ...]:
    """Public speakers by name, private ones by sort."""
    return tuple(
        dict.fromkeys(
            r.PublishedSpeaker(
                f"a {one.sort.value}"
                if one.sort in _PRIVATE and one.sort is not SpeakerSort.OTHER
                else "another person"
                if one.sort is SpeakerSort.OTHER
                else veil.clean(one.name, affair, report=report),
                one.sort,
            )
            for one in those
        )
    )


def _footnote(
    report: Report, veil: Veil, affair: str | None, finer: frozenset[str] = frozenset()
) -> r.Footnote:
    told_us = report.sort is ReportSort.TESTIMONY
    withheld = told_us or veil.tells(report) or bool(finer)
    id = _id(veil.key, report.id, "e")
    if withheld:
        veil.tally.withheld.add(id)
    title = (
        veil.words(report.title, report.language, affair, report=report.id, finer=finer)
        if report.title and report.id not in veil.record.not_quoted
        else None
    )
    return r.Footnote(
        id=id,
        outlet=report.outlet,
        published=report.published.value if report.published else None,
        language=report.language,
        title=title,
        url=None if withheld else report.url,
        withheld="it is testimony"
        if told_us
        else "it or its page tells a protected name or place"
        if withheld
        else None,
        sha256=None if withheld else report.content or None,
    )


def _place(one: Incident, rules: Rules, *, few: bool) -> r.PublishedPlace | None:
    place = one.place
    if place is None:
        return None
    if few and place.precision in (1, 2) and place.admin1 and _inhabitants(place) < rules.small_place:
        return r.PublishedPlace(
            name=place.admin1_name or place.admin1,
            country=place.country,
            admin1=place.admin1,
            admin1_name=place.admin1_name,
            precision=4,
            disputed=place.disputed,
            coarsened=True,
        )
    exact = place.precision in (1, 2)
    return r.PublishedPlace(
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        admin1_name=place.admin1_name,
        latitude=place.latitude if exact else None,
        longitude=place.longitude if exact else None,
        precision=place.precision,
        disputed=place.disputed,
        geonames_id=place.geonames_id,
    )


@lru_cache(maxsize=10_000)
def _inhabitants(place: Place) -> int:
    """Inhabitants by the gazetteer; 0 where it does not know the place."""
    from qeyd.places import load_gazetteer

    known = [
        one.population
        for one in load_gazetteer().find(place.name)
        if one.country == place.country
        and one.admin1 == place.admin1
        and one.kind in ("settlement", "city_district")
    ]
    return max(known, default=0)


def _affairs(
    affairs: Iterable[Affair], shown: Mapping[str, str], key: bytes
) -> tuple[r.PublishedAffair, ...]:
    out = []
    for one in affairs:
        incidents = tuple(shown[id] for id in one.incidents if id in shown)
        if incidents:
            out.append(
                r.PublishedAffair(
                    _id(key, one.id, "a"), incidents, tuple(shown[id] for id in one.open if id in shown)
                )
            )
    return tuple(sorted(out, key=lambda one: one.id))


def _claims(kept: Sequence[Incident], veil: Veil) -> tuple[r.PublishedClaim, ...]:
    """What is said apart from facts, from the reports behind the incidents that leave."""
    reports = dict.fromkeys(ref.report_id for one in kept for ref in one.accounts)
    out: list[r.PublishedClaim] = []
    for id in sorted(reports):
        reading = veil.record.readings.get(id)
        if reading is None or id in veil.record.not_quoted:
            continue
        note = _footnote(reading.report, veil, None)

        def words(text: str, id: str = id, language: str | None = reading.report.language) -> r.Words:
            return veil.words(text, language, None, report=id)

        def name(text: str, id: str = id) -> str:
            return veil.clean(text, None, report=id)

        for accusation in reading.accusations:
            said = words(accusation.quote.text)
            out.append(r.PublishedClaim(r.ClaimSort.ACCUSATION, name(accusation.by), None, said, note))
        for opinion in reading.opinions:
            role = name(opinion.role) if opinion.role else None
            said = words(opinion.quote.text)
            out.append(r.PublishedClaim(r.ClaimSort.OPINION, name(opinion.speaker), role, said, note))
        for claim in reading.pattern_claims:
            said = words(claim.quote.text)
            out.append(
                r.PublishedClaim(r.ClaimSort.PATTERN, name(claim.speaker), None, said, note, claim.claims)
            )
    return tuple(sorted(out, key=lambda one: (one.sort, one.footnote.id, one.words.text)))


def _tables(incidents: Sequence[r.PublishedIncident], rules: Rules) -> tuple[r.Table, ...]:
    unknown = "not told"
    by_country = [
        (one.act, one.place.country if one.place and one.place.country else unknown) for one in incidents
    ]
    by_year = [(one.act, one.time.start[:4] if one.time else unknown) for one in incidents]
    return tuple(
        count_table(name, "act", column, pairs, least=rules.least)
        for name, column, pairs in (
            ("Incidents by act and country", "where", by_country),
            ("Incidents by act and year", "when", by_year),
        )
        if pairs
    )
