"""From the record to a ``Release``: the one place where it is decided what leaves and in which form.

Pure: the same record, key and rules give the same release. Nothing here follows a person from one affair to another:
a pseudonym is made of the release key, the affair and the name.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from qeyd.model import Account, Affair, Incident, Place, Reading, Report, Speaker, SpeakerSort, Stage
from qeyd.publish import release as r
from qeyd.publish.names import Finder, Name, keys_of, plain_words, replaced, words_in
from qeyd.publish.suppress import LEAST, count_table

SMALL_PLACE = 20_000  #: inhabitants below which a place can give a person away
FEW_PEOPLE = 5  #: people up to which it can
PLACE = "[place]"  #: stands for the words of a place that is shown coarser
OTHER = "[name]"  #: stands for a protected name that is no person of the affair
#: Acts that tell that somebody is still sought.
SOUGHT = frozenset({"listed"})
_PRIVATE = {SpeakerSort.RELATIVE, SpeakerSort.WITNESS, SpeakerSort.LAWYER, SpeakerSort.OTHER}


@dataclass(frozen=True, slots=True)
class Given:
    """A name that may be given in one affair, and who decided so."""

    affair: str
    name: str
    decided_by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a release is made from, as the casebook has it."""

    incidents: tuple[Incident, ...]
    affairs: tuple[Affair, ...]
    readings: Mapping[str, Reading]  #: by report id, as people corrected them
    private: Mapping[str, tuple[str, ...]]  #: by report id: the names in it that must not leave
    not_published: int = 0  #: incidents that consent keeps in
    not_quoted: frozenset[str] = frozenset()  #: reports whose words stay in
    given: tuple[Given, ...] = ()
    released: frozenset[str] = frozenset()  #: incidents that somebody let out
    coverage: tuple[r.CoverageRow, ...] = ()
    head: str = ""  #: of the chain of judgements
    made_up: bool = False
    version: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of the rules, printed with every release."""

    small_place: int = SMALL_PLACE
    few_people: int = FEW_PEOPLE
    least: int = LEAST


@dataclass(slots=True)
class _Tally:
    """What was protected, counted while it is done."""

    masked: int = 0
    withheld: set[str] = field(default_factory=set)
    coarsened: int = 0
    labels: set[str] = field(default_factory=set)


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


def protected_names(record: Record) -> dict[str, tuple[frozenset[str], ...]]:
    """The people of each affair, each as the set of their spellings; spellings are joined within one affair only."""
    found: dict[str, list[set[str]]] = {}
    for incident in record.incidents:
        people = found.setdefault(incident.affair, [])
        for report in dict.fromkeys(ref.report_id for ref in incident.accounts):
            for name in record.private.get(report, ()):
                _join(people, name)
    return {affair: tuple(frozenset(one) for one in people) for affair, people in found.items()}


def _join(people: list[set[str]], name: str) -> None:
    keys = _keys(name)
    if not keys:
        return
    same = [one for one in people if any(keys <= _keys(other) or _keys(other) <= keys for other in one)]
    # A surname alone joins a person only where it can be nobody else.
    if len(same) == 1 or (same and any(_keys(other) == keys for one in same for other in one)):
        exact = next((one for one in same if any(_keys(other) == keys for other in one)), same[0])
        exact.add(name)
    else:
        people.append({name})


@lru_cache(maxsize=100_000)
def _keys(name: str) -> frozenset[str]:
    return frozenset(min(keys) for word in words_in(name) if len(word) > 1 and (keys := keys_of(word)))


def protect(
    record: Record, *, key: bytes, name: str, rules: Rules | None = None, question: str | None = None
) -> r.Release:
    """Make the release ``name`` of a record under a release key.

    Held back are planned acts and people still sought that nobody released. The day of making is the last day that
    the record knows, so that the same record gives the same release.
    """
    rules = rules or Rules()
    tally = _Tally()
    people = protected_names(record)
    given = {(one.affair, one.name): one for one in record.given}
    kept = [one for one in record.incidents if one.id in record.released or not _held(one)]
    held = Counter(_held(one) or "" for one in record.incidents if one not in kept)
    persons = {
        affair: [_person(one, affair, key, given) for one in those] for affair, those in people.items()
    }
    protected = [
        Name.of(person.label, spellings)
        for affair, those in people.items()
        for person, spellings in zip(persons[affair], those, strict=True)
        if not person.named
    ]
    anybody = Finder([replace(one, label=OTHER) for one in protected])
    out = tuple(
        sorted(
            (
                _incident(one, record, key, rules, tally, people[one.affair], persons[one.affair], anybody)
                for one in kept
            ),
            key=lambda one: one.id,
        )
    )
    shown = {one.id: keyed_id for one, keyed_id in ((one, _id(key, one.id)) for one in kept)}
    claims = _claims(record, kept, key, anybody, tally)
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
        tables=_tables(out, rules),
        coverage=record.coverage,
        protection=r.Protection(
            persons=len({name.label for name in protected}),
            names_masked=tally.masked,
            addresses_withheld=len(tally.withheld),
            places_coarsened=tally.coarsened,
            cells_suppressed=sum(cell.count is None for table in _tables(out, rules) for cell in table.cells),
            held_back=tuple(
                r.HeldBack(why, n)
                for why, n in sorted({**held, "consent does not allow it": record.not_published}.items())
                if n
            ),
            exceptions=tuple(
                r.NameGiven(_id(key, one.affair, "a"), one.name, one.decided_by, one.at, one.why)
                for one in record.given
            ),
            rules=_rules(rules),
        ),
    )


def _held(incident: Incident) -> str | None:
    if incident.stage is Stage.PLANNED:
        return "planned act"
    return "person still sought" if incident.act in SOUGHT else None


def _id(key: bytes, id: str, sort: str = "i") -> str:
    return f"{sort}-{keyed(key, {'i': 'incident', 'a': 'affair', 'e': 'report'}[sort], id)}"


def _person(
    spellings: frozenset[str], affair: str, key: bytes, given: Mapping[tuple[str, str], Given]
) -> r.PublishedPerson:
    allowed = next((given[affair, one] for one in sorted(spellings) if (affair, one) in given), None)
    if allowed:
        return r.PublishedPerson(allowed.name, named=True, decided_by=allowed.decided_by, why=allowed.why)
    who = min("/".join(sorted(_keys(one))) for one in spellings)
    return r.PublishedPerson(f"P-{keyed(key, 'person', affair, who)[:6]}")


def _incident(
    one: Incident,
    record: Record,
    key: bytes,
    rules: Rules,
    tally: _Tally,
    people: Sequence[frozenset[str]],
    persons: Sequence[r.PublishedPerson],
    anybody: Finder,
) -> r.PublishedIncident:
    own = Finder(
        Name.of(person.label, spellings)
        for person, spellings in zip(persons, people, strict=True)
        if not person.named
    )
    tellings = [
        (ref, record.readings[ref.report_id].accounts[ref.index])
        for ref in one.accounts
        if ref.report_id in record.readings and ref.index < len(record.readings[ref.report_id].accounts)
    ]
    told = {name for _, account in tellings if account.target for name in account.target.value.names}
    mine = tuple(person for person, spellings in zip(persons, people, strict=True) if spellings & told)
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
            r.PublishedActor(_clean(actor.name, own, anybody, tally), actor.sort) for actor in one.actors
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
                quote=_words(account, record, ref.report_id, own, anybody, tally, finer),
                said_by=_speakers(account.said_by, own, anybody, tally),
                denied_by=_speakers(account.denied_by, own, anybody, tally),
                origin=origin.get(ref, 0),
            )
            for ref, account in tellings
        ),
        footnotes=tuple(
            _footnote(record.readings[id].report, record, key, own, anybody, tally, finer) for id in reports
        ),
        independent_origins=one.independent_origins,
        reports=len(reports),
        outlets=len(one.outlets),
        languages=one.languages,
        disagreements=tuple(
            r.PublishedDisagreement(
                differing.field,
                tuple(
                    (
                        _clean(value.value, own, anybody, tally),
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


def _clean(
    text: str, own: Finder, anybody: Finder, tally: _Tally, finer: frozenset[str] = frozenset()
) -> str:
    """Words without protected names, those of the affair as pseudonyms, and without the places in ``finer``."""
    for place in sorted(finer, key=len, reverse=True):
        text = text.replace(place, PLACE)
    text, n = replaced(text, own)
    text, more = replaced(text, anybody)
    tally.masked += n + more
    return text


def _words(
    account: Account,
    record: Record,
    report: str,
    own: Finder,
    anybody: Finder,
    tally: _Tally,
    finer: frozenset[str],
) -> r.Words:
    language = record.readings[report].report.language
    if report in record.not_quoted:
        return r.Words("[words not released]", "en")
    before = tally.masked
    text = _clean(account.quote.text, own, anybody, tally, finer)
    return r.Words(text, language, tally.masked - before)


def _speakers(
    those: Iterable[Speaker], own: Finder, anybody: Finder, tally: _Tally
) -> tuple[r.PublishedSpeaker, ...]:
    """Public speakers by name, private ones by sort."""
    return tuple(
        dict.fromkeys(
            r.PublishedSpeaker(
                f"a {one.sort.value}"
                if one.sort in _PRIVATE and one.sort is not SpeakerSort.OTHER
                else "another person"
                if one.sort is SpeakerSort.OTHER
                else _clean(one.name, own, anybody, tally),
                one.sort,
            )
            for one in those
        )
    )


def _footnote(
    report: Report,
    record: Record,
    key: bytes,
    own: Finder,
    anybody: Finder,
    tally: _Tally,
    finer: frozenset[str] = frozenset(),
) -> r.Footnote:
    names = any(
        next(finder.find(plain_words(words)), None)
        for finder in (own, anybody)
        for words in (report.url or "", report.title or "", report.text)
    )
    names = names or bool(finer)
    id = _id(key, report.id, "e")
    if names:
        tally.withheld.add(id)
    before = tally.masked
    title = (
        _clean(report.title, own, anybody, tally, finer)
        if report.title and report.id not in record.not_quoted
        else None
    )
    return r.Footnote(
        id=id,
        outlet=report.outlet,
        published=report.published.value if report.published else None,
        language=report.language,
        title=r.Words(title, report.language, tally.masked - before) if title else None,
        url=None if names else report.url,
        withheld="it or its page tells a protected name or place" if names else None,
        sha256=None if names else report.content or None,
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


def _claims(
    record: Record, kept: Sequence[Incident], key: bytes, anybody: Finder, tally: _Tally
) -> tuple[r.PublishedClaim, ...]:
    """What is said apart from facts, from the reports behind the incidents that leave."""
    reports = dict.fromkeys(ref.report_id for one in kept for ref in one.accounts)
    nobody = Finder(())
    out: list[r.PublishedClaim] = []
    for id in sorted(reports):
        reading = record.readings.get(id)
        if reading is None or id in record.not_quoted:
            continue
        note = _footnote(reading.report, record, key, nobody, anybody, tally)

        def words(text: str, language: str | None = reading.report.language) -> r.Words:
            before = tally.masked
            return r.Words(_clean(text, nobody, anybody, tally), language, tally.masked - before)

        for accusation in reading.accusations:
            speaker = _clean(accusation.by, nobody, anybody, tally)
            out.append(
                r.PublishedClaim(r.ClaimSort.ACCUSATION, speaker, None, words(accusation.quote.text), note)
            )
        for opinion in reading.opinions:
            speaker = _clean(opinion.speaker, nobody, anybody, tally)
            role = _clean(opinion.role, nobody, anybody, tally) if opinion.role else None
            out.append(r.PublishedClaim(r.ClaimSort.OPINION, speaker, role, words(opinion.quote.text), note))
        for claim in reading.pattern_claims:
            speaker = _clean(claim.speaker, nobody, anybody, tally)
            out.append(
                r.PublishedClaim(
                    r.ClaimSort.PATTERN, speaker, None, words(claim.quote.text), note, claim.claims
                )
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


def _rules(rules: Rules) -> tuple[str, ...]:
    return (
        "Private people (those whom something was done to, relatives, witnesses, lawyers and other private speakers) "
        "stand under pseudonyms made of the release key, the affair and the name; officials and bodies as actors stay.",
        f"A settlement of fewer than {rules.small_place:,} inhabitants is shown as its region where a person is told "
        f"or at most {rules.few_people} people are.",
        f"In tables, counts from 1 to {rules.least - 1} are not shown, nor others from which they could be worked out. "
        "Incidents are listed one by one all the same: the rule protects the tables when they travel alone.",
        "Planned acts and people still sought are held back until a person releases them.",
        "Accusations, opinions and pattern claims leave with their speaker, and are joined to no person.",
        "An address, and the digest of the archived page, are withheld where the address, the title or the page tells "
        "a protected name.",
        "No picture and no metadata of the archived pages leaves.",
    )
