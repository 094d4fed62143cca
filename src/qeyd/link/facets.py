"""What of an account, and of the report around it, can be compared with another's.

Everything the pair score, the blocking and the affairs look at is taken out here once, so that a pair costs
a few comparisons of small sets. Nothing is guessed: a facet that the account lacks stays empty.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from qeyd.link.peoples import parts
from qeyd.link.speakers import kinds_of, name_words
from qeyd.link.words import (
    WORD,
    capitalised,
    fold,
    is_geographic,
    is_of_a_country,
    numbers,
    skeletons,
    stems,
    unmasked,
)
from qeyd.model import Account, AccountRef, Period, Reading, Report, Stage, Unread

#: Acts that reports of one incident are seen to use for each other (CODEBOOK §2, §9).
NEAR_ACTS = (
    frozenset({"detained", "arrested_or_jailed"}),
    frozenset({"deported", "deportation_ordered_or_prepared"}),
    frozenset({"charged_or_prosecuted", "convicted"}),
    frozenset({"killed", "died_in_custody"}),
)
_FAMILY = {act: min(acts) for acts in NEAR_ACTS for act in acts}

# Reports of one incident come in over about three weeks before the incident (a decree made known late) and
# no longer than a few days ahead of a planned one; see docs/linking.md, "time".
LAG = timedelta(days=21)


def family(act: str) -> str:
    """The act, or the one name that stands for it and the acts near to it."""
    return _FAMILY.get(act, act)


@dataclass(frozen=True, slots=True)
class Page:
    """What all accounts of one report share."""

    report_id: str
    outlet: str
    outlet_words: tuple[frozenset[str], ...]  #: per word of the outlet's name its skeletons
    language: str
    published: Period | None
    names: frozenset[str]  #: skeletons of the capitalised words of the whole text
    numbers: frozenset[int]
    stems: frozenset[str]  #: of the whole text
    regions: frozenset[str]  #: of all its accounts
    all_acts: frozenset[str]
    acts: dict[str, int]  #: how many accounts of each act family that are its news


@dataclass(frozen=True, slots=True)
class Facets:
    """One account, ready to be compared."""

    ref: AccountRef
    page: Page
    act: str
    family: str
    planned: bool
    background: bool
    low: int | None
    high: int | None
    counted: bool
    group: str | None
    groups: frozenset[str]  #: of which the group is made up
    names_given: bool  #: names are told apart from the other words for the people
    persons: tuple[frozenset[str], ...]  #: of each of the people that are named, the skeletons of the name
    names: frozenset[str]  #: of all of them
    near_names: frozenset[str]  #: skeletons of all capitalised words in its quotes
    numbers: frozenset[int]
    country: str | None
    region: str | None
    settlement: str | None
    point: tuple[float, float] | None
    time: Period | None
    window: tuple[date, date] | None  #: when it can have been: its time, else what the publication allows
    stems: frozenset[str]
    speakers: frozenset[str]  #: skeletons of those answerable, the outlet left out
    speaker_kinds: frozenset[str]  #: what kind of first knower it names, in any language
    articles: frozenset[str]
    where: int  #: where in the report its quote begins


def outlet_of(report: Report) -> str:
    """Who published it: the outlet as named, else the host of its address, else the report alone."""
    if report.outlet:
        return report.outlet
    host = (urlsplit(report.url).hostname or "") if report.url else ""
    return host.removeprefix("www.") or report.id


def _persons(
    account: Account, page_names: dict[str, tuple[str, ...]], language: str
) -> tuple[frozenset[str], ...]:
    """The skeletons of each person named as the target; else of each run of capitals in its words."""
    if account.target is None:
        return ()
    if account.target.value.names:
        called = [
            frozenset(key for word in unmasked(name).split() if len(word) > 2 for key in skeletons(word))
            for name in account.target.value.names
        ]
        return tuple(dict.fromkeys(one for one in called if one))
    out: list[frozenset[str]] = []
    last = -2
    for match in WORD.finditer(account.target.quote.text):
        keys = page_names.get(match.group())
        if keys and not is_geographic(match.group(), language):
            if last == match.start() - 1 and out:
                out[-1] |= frozenset(keys)
            else:
                out.append(frozenset(keys))
            last = match.end()
    return tuple(dict.fromkeys(out))


# A district goes by its town, since reports use the one for the other.
_TOWN = re.compile(r" (?:raion|rayon|district|municipality|city|okrug|ilcesi)$")


def _place_parts(account: Account) -> tuple[str | None, str | None, str | None, tuple[float, float] | None]:
    if account.place is None:
        return None, None, None, None
    place = account.place.value
    region = fold(place.admin1_name).removesuffix(" city") if place.admin1_name else place.admin1
    name = fold(place.name)
    settlement = name if region and name and name != region and place.name != place.country else None
    if settlement:
        settlement = _TOWN.sub("", settlement)
    point = (
        (place.latitude, place.longitude)
        if settlement and place.latitude is not None and place.longitude is not None
        else None
    )
    return place.country, region, settlement, point


def _window(account: Account, published: Period | None) -> tuple[date, date] | None:
    if account.time is not None:
        return account.time.value.start, account.time.value.end
    if published is None:
        return None
    if account.background:
        return date.min, published.end
    if account.stage is Stage.PLANNED:
        return published.start - LAG, published.end + LAG
    return published.start - LAG, published.end


def facets(reading: Reading | Unread) -> tuple[Facets, ...]:
    """The facets of every account of a reading, in its order; none for a report that could not be read."""
    if isinstance(reading, Unread) or not reading.accounts:
        return ()
    report = reading.report
    text = report.text
    written = [word for word in capitalised(text) if not is_of_a_country(word)]
    page_names = {word: skeletons(word) for word in written}
    acts: dict[str, int] = {}
    for account in reading.accounts:
        if not account.background:
            acts[family(account.act)] = acts.get(family(account.act), 0) + 1
    page = Page(
        report_id=report.id,
        outlet=outlet_of(report),
        outlet_words=name_words(outlet_of(report)),
        language=(report.language or "").split("-")[0],
        published=report.published,
        names=frozenset(key for keys in page_names.values() for key in keys),
        numbers=numbers(text),
        stems=stems(text),
        regions=frozenset(
            region
            for account in reading.accounts
            for region in [_place_parts(account)[1]]
            if region is not None
        ),
        all_acts=frozenset(account.act for account in reading.accounts),
        acts=acts,
    )
    return tuple(
        _account_facets(account, index, page, page_names) for index, account in enumerate(reading.accounts)
    )


def _account_facets(
    account: Account, index: int, page: Page, page_names: dict[str, tuple[str, ...]]
) -> Facets:
    country, region, settlement, point = _place_parts(account)
    count = account.people.value if account.people and account.people.value.unit == "persons" else None
    group = account.target.value.group if account.target else None
    quotes = " ".join(_quoted(account))
    in_quotes = set(WORD.findall(quotes))
    persons = _persons(account, page_names, page.language)
    near = frozenset(
        key
        for word, keys in page_names.items()
        if word in in_quotes and not is_geographic(word, page.language)
        for key in keys
    )
    speakers = frozenset(
        key
        for speaker in account.said_by
        if speaker.name != page.outlet
        for word in unmasked(speaker.name).split()
        if len(word) > 2 and word[0].isupper()
        for key in skeletons(word.strip('«»"“”.,'))
    )
    return Facets(
        ref=AccountRef(page.report_id, index),
        page=page,
        act=account.act,
        family=family(account.act),
        planned=account.stage is Stage.PLANNED,
        background=account.background,
        low=count.low if count else None,
        high=count.high if count else None,
        counted=count is not None,
        group=group,
        groups=parts(group) if group else frozenset(),
        names_given=bool(account.target and account.target.value.names),
        persons=persons,
        names=frozenset().union(*persons),
        near_names=near,
        numbers=numbers(quotes),
        country=country,
        region=region,
        settlement=settlement,
        point=point,
        time=account.time.value if account.time else None,
        window=_window(account, page.published),
        stems=stems(account.quote.text),
        speakers=speakers,
        speaker_kinds=kinds_of(f"{account.said_by[0].name} {account.said_by[0].role or ''}")
        if account.said_by
        else frozenset(),
        articles=frozenset(account.ground.value.articles) if account.ground else frozenset(),
        where=account.quote.start,
    )


def _quoted(account: Account) -> Iterable[str]:
    yield account.quote.text
    for told in (account.target, account.place):
        if told is not None and told.quote.text not in account.quote.text:
            yield told.quote.text
