"""Read one report: who did what to whom, where, when, on what ground, according to whom.

A pure function of a report and the word lists; it can be run anywhere and in any process.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from qeyd import __version__
from qeyd.acts import Act, load_acts
from qeyd.groups import sorts_of
from qeyd.languages import Language, language_codes, load_language
from qeyd.model import (
    Account,
    Actor,
    Nexus,
    Quote,
    Reading,
    Report,
    Speaker,
    SpeakerSort,
    Stage,
    Stance,
    Told,
    Unread,
)
from qeyd.places import Gazetteer, load_gazetteer
from qeyd.read.accounts import READ_BY, Draft, doer, folded, people_told
from qeyd.read.actors import Office, OfficeWords, office_words, offices_in
from qeyd.read.befallen import whom
from qeyd.read.by_whom import settled_actor
from qeyd.read.confidence import RELEVANT, THRESHOLD, confidence, explained, relevance
from qeyd.read.context import around
from qeyd.read.features import Surroundings, features, tellings_near
from qeyd.read.grounds import GroundWords, ground_words
from qeyd.read.how_many import with_people
from qeyd.read.matter import MatterWords, matter_words
from qeyd.read.numbers import number_words
from qeyd.read.of_whom import Named, named_groups, with_group
from qeyd.read.page import Line, Page, open_page
from qeyd.read.patterns import ActWords, Term, act_words, term
from qeyd.read.people import Crowd, People, PeopleWords, people_in, people_words
from qeyd.read.setting import Setting, place_of, setting_of, time_of
from qeyd.read.taught import NOTHING, Taught
from qeyd.read.telling import PageTelling, telling_of
from qeyd.read.triggers import Trigger, TurningWords, triggers_in, turning_words
from qeyd.read.when import settled_time
from qeyd.read.where import settled_place

#: The reader's name and version, kept with every reading.
READER = f"rules {__version__}"


@dataclass(frozen=True)
class LanguageWords:
    """Everything the reader knows about one language."""

    language: Language
    acts: ActWords
    people: PeopleWords
    offices: OfficeWords
    grounds: GroundWords
    turning: TurningWords
    located_after: Term
    goal_after: Term
    dwelling: Term  #: words for living, working or being born somewhere
    origin: Term  #: words before the place that people come from: "native of", "родом из"
    origin_after: Term  #: words after it: az "əsilli"
    background: Term
    background_phrases: tuple[tuple[Term, ...], ...]
    off_topic: Term  #: words of film, sport, history and the like
    matter: MatterWords


@dataclass(frozen=True)
class Lexicon:
    """All that reading needs beside the report. Passes between processes as nothing: each loads its own."""

    acts: dict[str, Act]
    taught: Taught = NOTHING  #: words beside those that come with qeyd

    def __reduce__(self) -> tuple[Callable[[Taught], "Lexicon"], tuple[Taught]]:
        return load_lexicon, (self.taught,)

    def words(self, code: str) -> LanguageWords | None:
        """The words of a language; None for a language without a folder or without words for acts."""
        return _language_words(code, self.taught.of(code))

    @property
    def gazetteer(self) -> Gazetteer:
        """All places."""
        return load_gazetteer()


@lru_cache(maxsize=8)
def load_lexicon(taught: Taught = NOTHING) -> Lexicon:
    """The word lists, loaded once; languages are opened when the first report in them is read.

    ``taught`` are words that a casebook's people taught it.
    """
    return Lexicon(load_acts(), taught)


@lru_cache(maxsize=64)
def _language_words(code: str, taught: Taught) -> LanguageWords | None:
    if code not in language_codes():
        return None
    language = load_language(code)
    if not language.table("acts"):
        return None
    turning = language.table("modality")
    return LanguageWords(
        language,
        acts=act_words(
            taught.acts_table(language.table("acts")),
            load_acts(),
            file=f"languages/{code}/acts.toml",
            kinds=_kinds(language),
        ),
        people=people_words(
            taught.people_table(language.table("people")),
            taught.groups_table(language.table("groups")),
            number_words(language.table("numbers")),
        ),
        offices=office_words(language.table("agencies")),
        grounds=ground_words(language.table("grounds")),
        turning=turning_words(turning),
        located_after=term("|".join(turning.get("located_after") or ["--"])),
        origin=term("|".join(turning.get("origin") or ["--"])),
        origin_after=term("|".join(turning.get("origin_after") or ["--"])),
        goal_after=term("|".join(turning.get("goal_after") or ["--"])),
        dwelling=term("|".join(turning.get("dwelling") or ["--"])),
        background=term("|".join(turning.get("background") or ["--"])),
        background_phrases=tuple(
            tuple(term(word) for word in phrase.split()) for phrase in turning.get("background_phrases", [])
        ),
        off_topic=term("|".join(turning.get("off_topic") or ["--"])),
        matter=matter_words(language.table("matter")),
    )


def _kinds(language: Language) -> dict[str, list[str]]:
    """A language's `kinds.toml`, and `people`: every word for a group, whichever group it is."""
    kinds = {kind: list(words) for kind, words in language.table("kinds").items()}
    groups = language.table("groups")
    tables = [groups.get(name, {}) for name in ("peoples", "adjectives", "groups")]
    named = [word for table in tables for words in table.values() for word in words]
    kinds["people"] = [word for word in named if " " not in word and "@" not in word]
    kinds["person"] = [*kinds.get("person", []), *kinds["people"]]
    return kinds


def read(report: Report, lexicon: Lexicon) -> Reading | Unread:
    """Read a report. A report in a language without words, or one that breaks the reader, comes back Unread."""
    code = report.language
    if not report.text.strip():
        return Unread(report, "The report has no text.", READER)
    if code is None:
        from qeyd.languages.detect import detect_language

        code = detect_language(report.text)
        report = replace(report, language=code)
    if code is None:
        return Unread(report, "No language could be told from its text.", READER)
    words = lexicon.words(code)
    if words is None:
        return Unread(report, f'There are no words yet for the language "{code}".', READER)
    try:
        return _read(report, words, lexicon)
    except RecursionError:
        return Unread(report, "Its sentences are nested too deeply to be read.", READER)


def _read(report: Report, words: LanguageWords, lexicon: Lexicon) -> Reading:
    page = open_page(report, words.language)
    triggers = triggers_in(page, words.acts, words.turning)
    telling = telling_of(page, triggers, words.grounds, read_by=READ_BY)
    if not triggers:
        return telling.reading(report, (), READER, relevance=0.0)
    gazetteer = lexicon.gazetteer
    setting = setting_of(
        page,
        gazetteer,
        located_after=words.located_after,
        goal_after=words.goal_after,
        dwelling=words.dwelling,
        home=None,
    )
    offices = {line.index: offices_in(page, line, words.offices) for line in page.lines}
    in_time = {i for time in setting.times for i in page.words_between(time.start, time.end)}
    crowd = people_in(
        page, words.people, taken=_taken(page, setting, offices), dated=lambda index: index in in_time
    )
    where = setting.without(_origins(page, crowd, words))
    drafts = _drafts(page, triggers, crowd, offices, where, words, lexicon, telling)
    whole = Surroundings.of(page, crowd, setting, triggers, words.off_topic, words.matter)
    kept = folded(page, drafts)
    told = [features(page, draft, kept, whole) for draft in kept]
    likely = [
        relevance([told[i] for i in close], [told[i] for i in around])
        for close, around in tellings_near(kept, whole)
    ]
    sure = [replace(draft, confidence=confidence(one)) for draft, one in zip(kept, told, strict=True)]
    sure_enough = _kept(sure, likely)
    named = named_groups(page, words.people) if sure_enough else ()
    known = {draft.trigger.head: one for draft, one in zip(kept, told, strict=True)}
    accounts = [
        _account(
            page,
            _befallen(
                page,
                _settled(page, draft, sure, where, offices, telling, lexicon),
                sure,
                crowd,
                offices,
                named,
                words,
                telling,
            ),
            words,
            telling,
            explained(draft.confidence, known[draft.trigger.head]),
        )
        for draft in sure_enough
    ]
    return telling.reading(report, tuple(accounts), READER, relevance=max(likely, default=0.0), crowd=crowd)


def _origins(page: Page, crowd: Crowd, words: LanguageWords) -> list[tuple[int, int]]:
    """Stretches that say where people come from: "citizens of Azerbaijan", "a native of Ganja"."""
    tokens = page.tokens
    spans = []
    for found in crowd.by_line:
        for one in found:
            if one.group is not None and one.group_at is not None:
                spans.append((tokens[one.first].start, tokens[one.last].end))
    for token in tokens:
        if words.origin.meets(token):
            last = min(token.index + 3, len(tokens) - 1)
            spans.append((token.start, tokens[last].end))
    for token in tokens:
        if words.origin_after.meets(token):
            first = max(token.index - 2, 0)
            spans.append((tokens[first].start, token.end))
    return spans


def _taken(page: Page, setting: Setting, offices: dict[int, tuple[Office, ...]]) -> Callable[[int], bool]:
    in_office = {i for found in offices.values() for one in found for i in range(one.first, one.last + 1)}
    in_place = {i for spot in setting.spots for i in page.words_between(spot.start, spot.end)}
    return lambda index: index in in_office or index in in_place


_ACTOR_HOLDS = 1  # sentences over which the doer told last is still meant


def _drafts(
    page: Page,
    triggers: tuple[Trigger, ...],
    crowd: Crowd,
    offices: dict[int, tuple[Office, ...]],
    setting: Setting,
    words: LanguageWords,
    lexicon: Lexicon,
    telling: PageTelling,
) -> list[Draft]:
    drafts: list[Draft] = []
    focus: People | None = None  # whom the last act befell
    last_office: tuple[int, Office] | None = None
    for trigger in triggers:
        if trigger.negated or trigger.hypothetical:
            continue
        act = lexicon.acts[trigger.act]
        here = offices[trigger.line.index]

        def speaks(one: People, line: Line = trigger.line) -> bool:
            return telling.is_source(page.tokens[one.first].start, page.tokens[one.last].end)

        def office_speaks(first: int, last: int) -> bool:
            return telling.is_source(page.tokens[first].start, page.tokens[last].end)

        struck = whom(page, trigger, crowd, here, speaks=speaks, focus=focus)
        people, antecedent, fit = struck.people, struck.antecedent, struck.fit
        office = doer(page, trigger, here, speaks=office_speaks)
        holds = 2 if trigger.voice == "active" else _ACTOR_HOLDS
        if office is None and last_office and 0 < trigger.line.index - last_office[0] <= holds:
            office = last_office[1]
        actor = None
        if office is not None:
            last_office = (trigger.line.index, office)
            quote = page.report.quote(page.tokens[office.first].start, page.tokens[office.last].end)
            actor = Told(Actor(quote.text, office.sort), quote, READ_BY)
        draft = Draft(
            trigger,
            people,
            antecedent,
            actor=actor,
            place=place_of(page, trigger, setting, lexicon.gazetteer, act, read_by=READ_BY),
            time=time_of(page, trigger, setting, is_saying=telling.is_saying, read_by=READ_BY),
            fit=fit,
            ground=telling.ground(trigger),
        )
        if trigger.act == "other":  # named without details: none are lent to it
            draft = replace(draft, people=None, antecedent=None, actor=None, time=None, ground=None)
        draft = replace(draft, background=_is_background(page, draft, words))
        if not _tells_an_incident(draft, trigger, telling):
            continue
        focus = draft.who or focus
        drafts.append(draft)

    def is_source(one: People) -> bool:
        return telling.is_source(page.tokens[one.first].start, page.tokens[one.last].end)

    return [
        draft
        if draft.trigger.act == "other"
        else replace(draft, context=around(draft, drafts, crowd, speaks=is_source))
        for draft in drafts
    ]


def _is_background(page: Page, draft: Draft, words: LanguageWords) -> bool:
    """Whether the telling is recalled as context: said so, or told of a time well before the news."""
    line = draft.trigger.line
    tokens = page.tokens
    if draft.trigger.act == "other":
        return True
    opening = range(line.words.start, min(line.words.stop, line.words.start + 8))
    if any(words.background.meets(tokens[i]) for i in opening):
        return True
    for phrase in words.background_phrases:
        if any(
            phrase[0].meets(tokens[i])
            and all(i + k < line.words.stop and one.meets(tokens[i + k]) for k, one in enumerate(phrase))
            for i in line.words
        ):
            return True
    published = page.report.published
    if draft.time is not None and published is not None and line.index > 1:
        return (published.start - draft.time.value.end).days > 21
    return False


def _tells_an_incident(draft: Draft, trigger: Trigger, telling: PageTelling) -> bool:
    """Whether a telling is of concrete people or a concrete occasion (CODEBOOK §1)."""
    if trigger.act == "other":  # "the recent incident in Omsk": only a place makes it one
        return (
            draft.place is not None and draft.place.value.precision <= 1 and _stands_in(draft.place, trigger)
        )
    if (trigger.general or telling.is_pattern(trigger.line.start, trigger.line.end)) and not _is_concrete(
        draft
    ):
        return False
    return draft.who is not None or draft.actor is not None or trigger.pattern.frame != "nouns"


def _is_concrete(draft: Draft) -> bool:
    """Whether the act's own sentence counts or names people, or says the day or the town."""
    people, line = draft.people, draft.trigger
    if people is not None and (people.number is not None or people.names):
        return True
    if draft.time is not None and draft.time.value.precision <= 2 and _stands_in(draft.time, line):
        return True
    return draft.place is not None and draft.place.value.precision <= 1 and _stands_in(draft.place, line)


def _stands_in(told: Told[Any], trigger: Trigger) -> bool:
    return trigger.line.start <= told.quote.start < trigger.line.end


def _settled(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    setting: Setting,
    offices: Mapping[int, Sequence[Office]],
    telling: PageTelling,
    lexicon: Lexicon,
) -> Draft:
    """A draft with the time, the place and the doer that are its own of all that the page tells."""

    def speaks(first: int, last: int) -> bool:
        return telling.is_source(page.tokens[first].start, page.tokens[last].end)

    time = settled_time(page, draft, others, setting, is_saying=telling.is_saying, read_by=READ_BY)
    act, gazetteer = lexicon.acts[draft.trigger.act], lexicon.gazetteer
    place = settled_place(
        page, draft, others, setting, act, gazetteer, offices=offices, speaks=speaks, read_by=READ_BY
    )
    actor = settled_actor(page, draft, others, offices, speaks=speaks, read_by=READ_BY)
    return replace(draft, time=time, place=place, actor=actor)


def _befallen(
    page: Page,
    draft: Draft,
    others: Sequence[Draft],
    crowd: Crowd,
    offices: Mapping[int, Sequence[Office]],
    named: Sequence[Named],
    words: LanguageWords,
    telling: PageTelling,
) -> Draft:
    """A draft with the people and the group that are its own of all that the page tells."""

    def speaks(one: People) -> bool:
        return telling.is_source(page.tokens[one.first].start, page.tokens[one.last].end)

    draft = with_people(page, draft, others, crowd, offices, words.people.joiners, speaks=speaks)
    return with_group(page, draft, others, crowd, named, words.people.joiners, speaks=speaks)


def _kept(drafts: Sequence[Draft], likely: Sequence[float]) -> list[Draft]:
    """The tellings that are likely enough. What is only named ("the recent incident in Omsk") stays as
    background, where anything else is told at all.
    """
    sure = [
        chance >= RELEVANT and draft.confidence >= THRESHOLD and draft.trigger.act != "other"
        for draft, chance in zip(drafts, likely, strict=True)
    ]
    named = any(sure)
    return [
        draft
        for draft, is_sure in zip(drafts, sure, strict=True)
        if is_sure or (named and draft.trigger.act == "other")
    ]


def _account(
    page: Page, draft: Draft, words: LanguageWords, telling: PageTelling, likelihood: str
) -> Account:
    trigger = draft.trigger
    line = trigger.line
    quote: Quote = page.report.quote(line.start, line.end)
    people, target = people_told(page, draft, words.people)
    head = page.tokens[trigger.head]
    chain, stance, denied_by = telling.of(head.start, head.end)
    why = (
        f"act {trigger.act}: “{trigger.pattern.written}” met at “{head.text}”, {trigger.voice}",
        f"people: “{target.quote.text}”" if target else "people: none told",
        likelihood,
    )
    return Account(
        report_id=page.report.id,
        act=trigger.act,
        stage=Stage.PLANNED if trigger.planned else Stage.DONE,
        stance=stance,
        background=draft.background,
        quote=quote,
        read_by=READER,
        confidence=round(draft.confidence, 3),
        nexus=_nexus(draft),
        people=people,
        target=target,
        actor=draft.actor,
        place=draft.place,
        time=draft.time,
        ground=draft.ground,
        said_by=chain,
        denied_by=denied_by,
        why=why,
    )


_NEXUS = {
    "origin": Nexus.GROUP,
    "belief": Nexus.BELIEF,
    "status": Nexus.STATUS,
    "work": Nexus.WORK,
    "voice": Nexus.SPEECH,
    "body": Nexus.WORK,
}
_TREATMENT = ("beaten_or_tortured", "killed", "died_in_custody", "mass_document_check", "searched_or_raided")


def _nexus(draft: Draft) -> tuple[Nexus, ...]:
    found = sorted(_NEXUS[sort] for sort in sorts_of(draft.group or "") if sort in _NEXUS)
    if draft.trigger.act in _TREATMENT:
        found.append(Nexus.TREATMENT)
    return tuple(found)


def default_speaker(report: Report) -> tuple[Speaker, ...]:
    """The publishing outlet, when it speaks for itself."""
    return (Speaker(report.outlet, SpeakerSort.OUTLET),) if report.outlet else ()


__all__ = ["READER", "Lexicon", "Stance", "default_speaker", "load_lexicon", "read"]
