"""Publishing a casebook: what may leave is gathered, protected, written, checked for names, and put in place whole."""

import gc
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qeyd import __version__
from qeyd.errors import NotAllowed, QeydError, StoreError
from qeyd.flow.beside import Beside
from qeyd.flow.effective import as_read, effective_readings
from qeyd.flow.mask import PRIVATE_SORTS, is_public, private_names
from qeyd.flow.permits import held_back, incidents_for, permits
from qeyd.flow.spread import spread
from qeyd.groups import group_name
from qeyd.model import Incident, Reading, Report
from qeyd.model.question import Question
from qeyd.publish.changes import changes_since
from qeyd.publish.checking import Check
from qeyd.publish.leaks import Leak
from qeyd.publish.names import Finder, Name, replaced
from qeyd.publish.people import (
    Shown,
    keys_in,
    may_name_others,
    others,
    protected_names,
    without_places,
    words_that_leave,
)
from qeyd.publish.protect import protect, published_id, published_ids
from qeyd.publish.record import Given, Record, Rules
from qeyd.publish.release import CoverageRow, FindingLine, FindingPicture, PublishedFindings, Release
from qeyd.publish.said import place_said
from qeyd.publish.words import LANGUAGES, load_words
from qeyd.publish.writers import RELEASE_FILE, write_all
from qeyd.store import Casebook


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    folder: Path
    release: Release
    files: int
    names_checked: int  #: protected people whose names were looked for in every file


@dataclass(frozen=True, slots=True)
class Asked:
    """What the analysis is asked for a release; see ``flow.analyse.findings``."""

    now: datetime  #: kept with the look, and changes no number
    question: Question | None = None  #: None: the default one
    beside: Beside | None = None


class LeakFound(NotAllowed):
    """The finished files still tell protected names; nothing was published."""

    def __init__(self, leaks: tuple[Leak, ...]) -> None:
        self.leaks = leaks
        places = "; ".join(f"{one.file}: {one.label or one.around}" for one in leaks[:5])
        more = f", and {len(leaks) - 5} more" if len(leaks) > 5 else ""
        super().__init__(
            f"Nothing was published: protected names stand in the finished files ({places}{more}). "
            "Correct the readings there, or decide that the person may be named."
        )


def publish_casebook(
    casebook: Casebook,
    out: Path,
    *,
    name: str,
    key_name: str = "default",
    since: str | None = None,
    asked: Asked | None = None,
    made_up: bool = False,
    rules: Rules | None = None,
) -> Published:
    """Write the release ``name`` of a casebook into the new folder ``out``, whole or not at all.

    Raises StoreError where the folder is there already, or ``since`` names no release; LeakFound where the check finds
    a protected name in any file. ``asked``: findings are published too; that is a look, and counted as one.
    """
    if out.exists() and any(out.iterdir() if out.is_dir() else [out]):
        raise StoreError(f"{out}: there is something here already. Name a new folder for the release.")
    before = casebook.past_release(since) if since else None
    if since and before is None:
        known = ", ".join(casebook.past_releases()) or "none"
        raise StoreError(f'There is no release "{since}" in this casebook. There are: {known}.')
    key = casebook.release_key(key_name)
    with _many_that_stay() as they_stay:
        record = gather(casebook, made_up=made_up)
        they_stay()
        question = asked.question.digest if asked and asked.question else None
        release = protect(record, key=key, name=name, rules=rules, question=question)
        they_stay()
        finder = names_to_find(record, release)
        if asked is not None:
            release = with_findings(casebook, release, asked, finder, names=shown_ids(record, release, key))
        if before is not None:
            changes = changes_since(before, release, decisions_since(casebook, since, key))
            release = replace(release, changes=changes, since=since)
        with Check(finder) as check:
            files = write_all(release, done=check.add)
            leaks = check.leaks()
    if leaks:
        raise LeakFound(leaks)
    _put(files, out)
    casebook.keep_release(name, files[RELEASE_FILE], head=record.head)
    return Published(out, release, len(files), release.protection.persons)


@contextmanager
def _many_that_stay() -> Iterator[Callable[[], None]]:
    """Gives what to call after making millions of objects that stay: they are not looked through for rubbish again."""
    try:
        yield gc.freeze
    finally:
        gc.unfreeze()


def gather(casebook: Casebook, *, made_up: bool = False) -> Record:
    """The record as it may be used for publishing: corrected readings, consent heeded, decisions of people."""
    allowed = permits(casebook)
    incidents, affairs = incidents_for(casebook, "publish")
    everything = casebook.count_incidents()
    readings = {
        one.report.id: one
        for each in effective_readings(casebook)
        if isinstance(one := as_read(each), Reading)
    }
    used = {ref.report_id for one in incidents for ref in one.accounts}
    private = {id: private_names(readings[id]) for id in used if id in readings}
    behind = {id: one for id, one in readings.items() if id in used}
    return Record(
        incidents=incidents,
        affairs=affairs,
        readings=behind,
        private=private,
        mentioned=names_besides(
            behind, private, Shown(public_words(incidents, behind.values())), Shown(place_words(incidents))
        ),
        not_published=max(0, everything - len(incidents)),
        not_quoted=held_back(casebook, "quote"),
        given=tuple(
            Given(one.affair, one.name, one.decided_by, one.at.date().isoformat(), one.why)
            for one in allowed.named
        ),
        released=frozenset(allowed.released),
        coverage=coverage_rows(casebook, readings),
        head=casebook.head(),
        made_up=made_up,
        version=__version__,
    )


def decisions_since(casebook: Casebook, since: str | None, key: bytes) -> tuple[frozenset[str], ...]:
    """For each decision of a person after an earlier release, the ids that what it is about has in a release.

    Nothing where it is not known how far the decisions went then.
    """
    judgements = casebook.judgements()
    head = casebook.head_at_release(since) if since else None
    ids = [one.id for one in judgements]
    if head is None or (head and head not in ids):
        return ()
    subjects = {one.id: one.subjects for one in judgements}
    return tuple(
        published_ids(key, (part for told in one.subjects for part in subjects.get(told, (told,))))
        for one in judgements[ids.index(head) + 1 if head else 0 :]
    )


def shown_ids(record: Record, release: Release, key: bytes) -> dict[str, str]:
    """By incident of the casebook, the id it has in a release; those that are held back are not in it."""
    out = {one.id for one in release.incidents}
    ids = {one.id: published_id(key, one.id) for one in record.incidents}
    return {own: id for own, id in ids.items() if id in out}


def with_findings(
    casebook: Casebook, release: Release, asked: Asked, finder: Finder, *, names: Mapping[str, str]
) -> Release:
    """The release with what the analysis finds, in its own words alone and with the release's ids.

    Its numbers rest on everything that may be counted; words of others, and incidents that are held back, are in no
    line. Where the record cannot be asked, or the extra for it is missing, the release says so.
    """
    from qeyd.flow.analyse import findings

    try:
        found = findings(
            casebook, casebook.folder, asked.question, asked.beside,
            now=asked.now, languages=LANGUAGES, quotes=False, name_of=names.get,
        )  # fmt: skip
    except QeydError as problem:
        return replace(release, no_findings=str(problem))

    def clean(text: str) -> str:
        return replaced(text, finder)[0]

    told = tuple(
        PublishedFindings(
            language,
            one.title,
            tuple(
                FindingLine(line.kind.value, clean(line.text), line.level, line.supports, line.against)
                for line in one.lines
            ),
            tuple(
                FindingPicture(it.name, clean(it.wide), clean(it.narrow), clean(it.alternative))
                for it in one.pictures
            ),
        )
        for language, one in found.told.items()
    )
    return replace(release, findings=told)


def public_words(incidents: Iterable[Incident], readings: Iterable[Reading]) -> Iterator[str]:
    """Everything that a release shows by name: actors, outlets, places, groups, who speaks in office or in public."""
    incidents = tuple(incidents)
    yield from place_words(incidents)
    for one in incidents:
        yield from (actor.name for actor in one.actors)
        if one.target and one.target.group:
            yield one.target.group
    for reading in readings:
        yield reading.report.outlet or ""
        yield from (opinion.speaker for opinion in reading.opinions)
        yield from (claim.speaker for claim in reading.pattern_claims)
        for account in reading.accounts:
            yield from (
                one.name for one in (*account.said_by, *account.denied_by) if one.sort not in PRIVATE_SORTS
            )


def place_words(incidents: Iterable[Incident]) -> Iterator[str]:
    """The places of incidents and the regions around them, by name."""
    for one in incidents:
        if one.place:
            yield from (one.place.name, one.place.admin1_name or "")


def names_besides(
    readings: Mapping[str, Reading], private: Mapping[str, tuple[str, ...]], shown: Shown, places: Shown
) -> dict[str, tuple[str, ...]]:
    """By report id, the people named in words that leave whom no account tells of and who do not act in public."""
    asked = [id for id, reading in readings.items() if may_name_others(reading, private.get(id, ()), shown)]
    named = spread(_names, [readings[id].report for id in asked])
    out: dict[str, tuple[str, ...]] = {}
    for id, names in zip(asked, named, strict=True):
        reading = readings[id]
        tied = [keys_in(one) for one in private.get(id, ())]
        leaving = {key for words in words_that_leave(reading) for key in keys_in(words)}
        found = tuple(
            name
            for name in dict.fromkeys(without_places(one, places) for one in names)
            if (keys := keys_in(name)) & leaving
            and not any(keys <= one for one in tied)
            and not shown.holds(keys)
            and not is_public(name, reading)
        )
        if found:
            out[id] = found
    return out


def _names(report: Report) -> tuple[str, ...]:
    from qeyd.read import load_lexicon, names_in

    return names_in(report, load_lexicon(), with_nouns=False)


def coverage_rows(casebook: Casebook, readings: Mapping[str, Reading]) -> tuple[CoverageRow, ...]:
    """For each outlet and month: days with a story taken, stories, and those that tell an incident; gaps with why."""
    coverage = casebook.coverage()
    days: dict[tuple[str, str], set[str]] = {}
    stories: Counter[tuple[str, str]] = Counter()
    for seen in coverage.collected:
        at = (seen.outlet, seen.day.isoformat()[:7])
        days.setdefault(at, set()).add(seen.day.isoformat())
        stories[at] += seen.number
    telling: Counter[tuple[str, str]] = Counter()
    for one in readings.values():
        published = one.report.published
        if one.accounts and one.report.outlet and published and len(published.value) >= 7:
            telling[one.report.outlet, published.value[:7]] += 1
    gaps = {(gap.outlet, gap.period.start.isoformat()[:7]): gap.why for gap in coverage.gaps}
    return tuple(
        CoverageRow(outlet, month, len(days.get((outlet, month), ())), stories[outlet, month], telling[outlet, month],
                    gaps.get((outlet, month)))
        for outlet, month in sorted(days.keys() | gaps.keys())
    )  # fmt: skip


def names_to_find(record: Record, release: Release) -> Finder:
    """What the leak check looks for: every protected person, in all spellings that the record holds."""
    given = {(one.affair, one.name) for one in record.given}
    named = {name for _, name in given}
    people = [
        Name.of(f"a person of affair {number}", spellings)
        for number, (affair, those) in enumerate(
            sorted(protected_names(record.incidents, record.private).items()), 1
        )
        for spellings in those
        if not any((affair, one) in given for one in spellings) and not spellings & named
    ]
    shown = [*public_words(record.incidents, record.readings.values()), *named]
    shown += [one.speaker for one in release.claims]
    shown += named_in_languages(release)
    return Finder([*people, *others(record.mentioned)], shown=shown)


def named_in_languages(release: Release) -> set[str]:
    """What the pages of each language call the places and groups of a release."""
    groups = {one.group for one in release.incidents if one.group}
    places = {one.place for one in release.incidents}
    return {
        name
        for language in LANGUAGES
        for name in (
            *(group_name(one, language) for one in groups),
            *(place_said(one, load_words(language)) for one in places if one),
        )
    }


def _put(files: Mapping[str, bytes], out: Path) -> None:
    """Write the files beside their place, then put them there in one step."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
    try:
        for path, data in files.items():
            target = part / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        part.chmod(0o755)
        if out.exists():
            out.rmdir()
        part.replace(out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
