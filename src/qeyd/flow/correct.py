"""What a person gives for a field: other words of the report, another value, or both; checked before it is signed.

The selected words are read by the grammars that read the report: places by the gazetteer, times and numbers by the
language's words. Where they say more than one thing, all of it is offered; where they say nothing, a value is
asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qeyd.errors import ShapeError
from qeyd.model import Account, Count, Nexus, Quote, Report, SpeakerSort, Stage, Stance, Target
from qeyd.model.shapes import (
    account_from_json,
    account_to_json,
    period_from_json,
    period_to_json,
    place_to_json,
    quote_to_json,
)
from qeyd.review.effective import BY_A_PERSON, FIELDS

Json = dict[str, Any]
_TOLD = ("people", "target", "actor", "place", "time", "ground")
_PLAIN = ("act", "stage", "stance", "background", "nexus", "quote")
_SPEAKERS = ("said_by", "denied_by")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a field should be. With ``start`` and ``end`` alone the value is worked out from the words."""

    start: int | None = None  #: of the words it rests on, characters of the report's text
    end: int | None = None
    value: Any = None  #: None: worked out from the words
    empty: bool = False  #: the report does not say


@dataclass(frozen=True, slots=True)
class Missed:
    """An account that the machine missed."""

    act: str
    start: int  #: of the words that tell the act
    end: int
    stage: str = "done"
    stance: str = "asserted"
    background: bool = False
    fields: Mapping[str, Correction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What selected words would be read as."""

    field: str
    quote: Quote
    value: Json | None  #: None: nothing could be read in them
    choices: tuple[Json, ...] = ()  #: everything they could mean, the likeliest first
    problem: str | None = None


def propose_field(report: Report, name: str, start: int, end: int) -> Proposal:
    """What these words of a report would be read as for a field.

    Raises ShapeError for a field there is not, QuoteError for words outside the text.
    """
    if name not in FIELDS:
        raise ShapeError(f'There is no field "{name}". The fields are {", ".join(FIELDS)}.')
    start, end = trimmed(report, start, end)
    quote = report.quote(start, end)
    read = {"people": _counts, "place": _places, "time": _times, "ground": _grounds, "target": _targets}
    if name in read:
        choices = read[name](report, quote)
    elif name == "actor":
        choices = [{"name": quote.text, "sort": None}]
    elif name in _SPEAKERS:
        choices = [{"name": quote.text, "sort": SpeakerSort.OTHER.value}]
    else:
        choices = []
    unique = tuple({repr(one): one for one in choices}.values())
    problem = None if unique or name in _PLAIN else _nothing_in(name, quote)
    return Proposal(name, quote, unique[0] if unique else None, unique, problem)


def _nothing_in(name: str, quote: Quote) -> str:
    what = {
        "people": "no number is read in them. Give low and high",
        "place": "no place of the gazetteer is found in them. Name the town, region or country in English",
        "time": "no time is read in them. Give it as 2025-08-20, 2025-08, 2025 or 2025-08-01/2025-08-15",
        "target": "no group and no name is read in them. Give the group or the names",
    }.get(name, "nothing is read in them. Give the value")
    return f"“{quote.text}”: {what}."


def trimmed(report: Report, start: int, end: int) -> tuple[int, int]:
    """The selection without blanks at its ends. Raises QuoteError outside the text, or where nothing is left."""
    words = report.quote(start, end).text
    left, right = len(words) - len(words.lstrip()), len(words.rstrip())
    report.quote(start + left, start + right)
    return start + left, start + right


def corrected_value(report: Report, account: Account, name: str, wanted: Correction) -> Any:
    """A field's new JSON value, as it stands in an account of the contract; None or [] where it becomes empty.

    Raises ShapeError for a value that does not fit, QuoteError for words outside the text.
    """
    if name not in FIELDS:
        raise ShapeError(f'There is no field "{name}". The fields are {", ".join(FIELDS)}.')
    line = account_to_json(account)
    if wanted.empty:
        if name in _PLAIN and name != "nexus":
            raise ShapeError(f'The field "{name}" cannot be empty. Reject the account if it is none.')
        line[name] = [] if name in (*_SPEAKERS, "nexus") else None
    elif name in _PLAIN:
        line[name] = _plain_value(report, name, wanted)
    elif name in _SPEAKERS:
        line[name] = _speakers(report, wanted)
    else:
        line[name] = _told(report, account, name, wanted)
    account_from_json(line, report)  # raises what does not fit
    return line[name]


def _plain_value(report: Report, name: str, wanted: Correction) -> Any:
    from qeyd.acts import load_acts

    if name == "quote":
        if wanted.start is None or wanted.end is None:
            raise ShapeError("Select the words that tell the act.")
        return quote_to_json(report.quote(*trimmed(report, wanted.start, wanted.end)))
    value = wanted.value
    allowed: dict[str, list[str]] = {
        "act": sorted(load_acts()),
        "stage": [one.value for one in Stage],
        "stance": [one.value for one in Stance],
        "nexus": [one.value for one in Nexus],
    }
    if name == "background":
        if not isinstance(value, bool):
            raise ShapeError(f'"background" is {value!r}; it should be true or false.')
        return value
    given = value if isinstance(value, list) else [value]
    wrong = [one for one in given if one not in allowed[name]]
    if wrong or (name != "nexus" and isinstance(value, list)):
        raise ShapeError(f'"{name}" is {value!r}. It can be {", ".join(allowed[name])}.')
    return sorted(set(given)) if name == "nexus" else value


def _speakers(report: Report, wanted: Correction) -> list[Json]:
    given = wanted.value
    if given is None and wanted.start is not None and wanted.end is not None:
        given = [{"start": wanted.start, "end": wanted.end}]
    out = []
    for one in given if isinstance(given, list) else [given]:
        if not isinstance(one, Mapping):
            raise ShapeError(f"{one!r} is no speaker. Give name, sort, and the words that name them.")
        quote = None
        if one.get("start") is not None and one.get("end") is not None:
            quote = report.quote(*trimmed(report, int(one["start"]), int(one["end"])))
        name = one.get("name") or (quote.text if quote else None)
        sort = one.get("sort") or SpeakerSort.OTHER.value
        if quote is None and sort != SpeakerSort.OUTLET.value:
            raise ShapeError(
                f"Select the words that name {name or 'the speaker'}; only the outlet needs none."
            )
        line: Json = {"name": name, "sort": sort, "quote": quote_to_json(quote) if quote else None}
        out.append(line | ({"role": one["role"]} if one.get("role") else {}))
    return out


def _told(report: Report, account: Account, name: str, wanted: Correction) -> Json:
    before = getattr(account, name)
    if wanted.start is not None and wanted.end is not None:
        quote = report.quote(*trimmed(report, wanted.start, wanted.end))
    elif before is not None:
        quote = before.quote
    else:
        raise ShapeError(f'Select the words that "{name}" rests on; every value needs its words.')
    value = _value(report, name, wanted.value, quote)
    out: Json = value | {"quote": quote_to_json(quote), "read_by": BY_A_PERSON}
    if before is not None and before.said_by:
        out["said_by"] = account_to_json(account)[name]["said_by"]
    return out


def _value(report: Report, name: str, given: Any, quote: Quote) -> Json:
    if given is None:
        proposal = propose_field(report, name, quote.start, quote.end)
        if proposal.value is None:
            raise ShapeError(proposal.problem or _nothing_in(name, quote))
        return proposal.value
    if name == "people":
        return _given_count(given, report)
    if name == "time":
        value = given if isinstance(given, Mapping) else {"value": str(given)}
        try:
            return period_to_json(period_from_json(value))
        except ValueError as problem:
            raise ShapeError(
                f"{given!r} is no time. Give it as 2025-08-20, 2025-08, 2025 or 2025-08-01/2025-08-15."
            ) from problem
    if name == "place":
        return _given_place(given, report)
    if name == "target":
        return _given_target(given, report)
    if name == "actor":
        value = given if isinstance(given, Mapping) else {"name": str(given)}
        return {"name": value.get("name") or quote.text, "sort": value.get("sort")}
    articles = given.get("articles", []) if isinstance(given, Mapping) else given
    if isinstance(articles, str):
        articles = [one.strip() for one in articles.split(",") if one.strip()]
    return {"articles": list(articles)}


# --- how many ------------------------------------------------------------------------------------------------------


def _counts(report: Report, quote: Quote) -> list[Json]:
    from qeyd.read.numbers import number_words, numbers_in

    page = _page(report, quote)
    if page is None:
        return []
    words = number_words(page.language.table("numbers"))
    found = numbers_in(page.tokens, range(len(page.tokens)), words)
    out = [_count_line(one.count) for one in found]
    if not out and _looks_like_a_name(quote.text):
        out = [_count_line(Count(1, 1))]  # one named person is 1 to 1 (CODEBOOK §4)
    return out


def _looks_like_a_name(words: str) -> bool:
    parts = words.split()
    return 1 < len(parts) <= 4 and all(part[:1].isupper() for part in parts)


def _count_line(count: Count) -> Json:
    return {"low": count.low, "high": count.high, "approximate": count.approximate, "unit": count.unit}


def _given_count(given: Any, report: Report) -> Json:
    if isinstance(given, int) and not isinstance(given, bool):
        given = {"low": given, "high": given}
    if isinstance(given, str):
        bare = re.fullmatch(r"\s*(\d+)?\s*(?:(-|–|\+)\s*(\d+)?)?\s*", given)
        if bare and (bare[1] or bare[3]):
            low = int(bare[1]) if bare[1] else None
            high = (int(bare[3]) if bare[3] else None) if bare[2] else low
            given = {"low": low, "high": high}
        else:
            read = _counts(
                Report("words", given, language=report.language), Quote("words", 0, len(given), given)
            )
            if not read:
                raise ShapeError(
                    f'No number is read in "{given}". Give low and high, as "3", "3-5" or "40+".'
                )
            given = read[0]
    if not isinstance(given, Mapping):
        raise ShapeError(f'{given!r} is no number of people. Give low and high, as "3", "3-5" or "40+".')
    low, high = given.get("low"), given.get("high")
    for one in (low, high):
        if one is not None and (isinstance(one, bool) or not isinstance(one, int) or one < 0):
            raise ShapeError(f"{one!r} is no number of people. Give a whole number, or leave it open.")
    if low is None and high is None:
        raise ShapeError("Give low or high; where the report does not say how many, make the field empty.")
    if low is not None and high is not None and low > high:
        raise ShapeError(f"{low} is more than {high}. Give the lower number first.")
    unit = given.get("unit") or "persons"
    return {"low": low, "high": high, "approximate": bool(given.get("approximate")), "unit": str(unit)}


# --- where and when -------------------------------------------------------------------------------------------------


def _places(report: Report, quote: Quote) -> list[Json]:
    from qeyd.places import load_gazetteer, resolve, scan

    gazetteer = load_gazetteer()
    page = _page(report, quote)
    words = [(token.start, token.end, token.text) for token in page.tokens] if page else []
    mentions = scan(words, report.language or "en", gazetteer)
    chosen = [entry for _, entry in resolve(mentions, gazetteer=gazetteer)]
    others = [entry for one in mentions for entry in one.candidates]
    others += gazetteer.find(quote.text, language=report.language)
    return [_place_line(entry) for entry in dict.fromkeys([*chosen, *others])][:12]


def _place_line(entry: Any) -> Json:
    from qeyd.places import load_gazetteer
    from qeyd.read.setting import told_place

    return place_to_json(told_place(entry, load_gazetteer()))


def _given_place(given: Any, report: Report) -> Json:
    from qeyd.places import load_gazetteer

    gazetteer = load_gazetteer()
    if isinstance(given, Mapping) and given.get("name") and given.get("country"):
        return place_to_json(_checked_place(given))
    if isinstance(given, Mapping) and given.get("geonames_id") is not None:
        raise ShapeError("Give the place as it was proposed: with its name and country.")
    name = given.get("name") if isinstance(given, Mapping) else given
    found = gazetteer.find(str(name), language="en") or gazetteer.find(str(name), language=report.language)
    if not found:
        raise ShapeError(
            f'"{name}" is not in the gazetteer. Name the settlement, city district, region or country, in English.'
        )
    return _place_line(gazetteer.choose(found) or found[0])


def _checked_place(given: Mapping[str, Any]) -> Any:
    from qeyd.model.shapes import place_from_json
    from qeyd.places import load_gazetteer
    from qeyd.read.setting import told_place

    wanted = place_from_json(given)
    gazetteer = load_gazetteer()
    for entry in gazetteer.find(wanted.name, language="en"):
        place = told_place(entry, gazetteer)
        if place.country == wanted.country and wanted.admin1 in (None, place.admin1):
            return place
    raise ShapeError(
        f'"{wanted.name}" in {wanted.country} is not in the gazetteer. Name the settlement, city district, region or '
        "country; nothing finer is kept (CODEBOOK §8)."
    )


def _times(report: Report, quote: Quote) -> list[Json]:
    from qeyd.read.times import times_in

    found = times_in(report.text, report.language or "", published=report.published)
    near = [one for one in found if one.start < quote.end and quote.start < one.end and one.period]
    return [period_to_json(one.period) for one in near if one.period]


# --- who, and why ---------------------------------------------------------------------------------------------------


def _targets(report: Report, quote: Quote) -> list[Json]:
    from qeyd.read.numbers import number_words
    from qeyd.read.people import people_in, people_words

    page = _page(report, quote)
    if page is None:
        return []
    language = page.language
    words = people_words(
        language.table("people"), language.table("groups"), number_words(language.table("numbers"))
    )
    crowd = people_in(page, words, taken=lambda _: False, dated=lambda _: False)
    found = [one for line in crowd.by_line for one in line]
    group = next((one.group for one in found if one.group), None)
    names = [name for one in found for name in one.names]
    if not group and not names and _looks_like_a_name(quote.text):
        names = [quote.text]
    return [{"group": group, "names": names}] if group or names else []


def _given_target(given: Any, report: Report) -> Json:
    from qeyd.groups import sorts_of

    if isinstance(given, str):
        given = {"group": given}
    if not isinstance(given, Mapping):
        raise ShapeError(f"{given!r} is no target. Give the group, the names, or both.")
    group, names = given.get("group") or None, [str(one) for one in given.get("names") or []]
    if group is not None and not sorts_of(str(group)):
        raise ShapeError(f'"{group}" is not in the list of groups. Choose one of the list, in English.')
    missing = [name for name in names if name not in report.text]
    if missing:
        raise ShapeError(
            f"{missing[0]!r} does not stand in the report. Names are given as the report spells them."
        )
    if not group and not names:
        raise ShapeError("Give the group, the names, or both; or make the field empty.")
    target = Target(group, tuple(names))
    return {"group": target.group, "names": list(target.names)}


def _grounds(report: Report, quote: Quote) -> list[Json]:
    return [{"articles": re.findall(r"\b\d{1,3}(?:\.\d{1,3})*(?:-\d{1,2})?\b", quote.text)}]


def _page(report: Report, quote: Quote) -> Any:
    """The selected words alone, opened as a page; None in a language without words."""
    from qeyd.languages import language_codes, load_language
    from qeyd.read.page import open_page

    code = report.language or ""
    if code not in language_codes():
        code = "en"
    return open_page(
        Report(report.id, quote.text, published=report.published, language=code), load_language(code)
    )
