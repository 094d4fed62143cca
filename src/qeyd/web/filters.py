"""What an address asks of the incidents: facets, words, times. An address keeps a view whole, so it can be sent on."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from qeyd.flow.explore import By, part_of
from qeyd.flow.serve import FACETS
from qeyd.model import Grade, Stage, Stance
from qeyd.store import Filter
from qeyd.web.text import t
from qeyd.web.words import (
    act_label,
    country_name,
    day_words,
    grade_label,
    group_label,
    language_name,
    month_words,
    region_name,
    sort_label,
    stage_label,
    stance_label,
)

#: All that a view of incidents can be asked for, in the order it stands in addresses.
ASKED = ("q", *FACETS, "when", "start", "end", "affair")
LONGEST = 300  #: characters of one value; what is longer is not looked at


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for: in the words of the address, and as the store takes it."""

    chosen: Mapping[str, str]
    only: Filter

    def address(self, path: str, *, more: Mapping[str, str] | None = None, **changes: str) -> str:
        """The address of this view at a path, with some of it changed; an empty value takes it away."""
        asked = {**self.chosen, **changes}
        query = [(name, asked[name]) for name in ASKED if asked.get(name)]
        query += [(name, value) for name, value in (more or {}).items() if value]
        return path + (f"?{urlencode(query)}" if query else "")

    def told_by(self, reports: Iterable[str]) -> "View":
        """The same, of incidents that one of these reports tells."""
        return View(self.chosen, replace(self.only, reports=tuple(reports)))


def view_of(query: Mapping[str, str]) -> View:
    """What an address asks for. What cannot be understood is left out, so that no address is wrong."""
    asked = {name: query.get(name, "").strip()[:LONGEST] for name in ASKED}
    for name in ("start", "end"):
        if not _day(asked[name]):
            asked[name] = ""
    if asked["when"] and not _when(asked["when"]):
        asked["when"] = ""
    if not asked["country"]:
        asked["admin1"] = ""
    facets = {name: asked[name] or None for name in (*FACETS, "start", "end", "affair")}
    only = replace(Filter(**facets), **_when(asked["when"]))  # type: ignore[arg-type]
    return View({name: value for name, value in asked.items() if value}, only)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        return None


def when_key(start: date, by: By) -> str:
    """How an address calls a month or week: "2025-08", "2025-W32"."""
    if by is By.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    return start.isoformat()[:7]


def _span(when: str) -> tuple[date, date, By] | None:
    """The first and last day of a month or week.

    >>> _span("2031-W07")[0], _span("2031-02")[1], _span("2031-13")
    (datetime.date(2031, 2, 10), datetime.date(2031, 2, 28), None)
    """
    told = re.fullmatch(r"(\d{4})-(W?)(\d\d)", when, re.ASCII)
    if not told:
        return None
    try:
        if told[2]:
            monday = date.fromisocalendar(int(told[1]), int(told[3]), 1)
            return monday, monday + timedelta(days=6), By.WEEK
        first = date(int(told[1]), int(told[3]), 1)
        return first, part_of(first, By.MONTH)[1], By.MONTH
    except (ValueError, OverflowError):
        return None


def _when(when: str) -> dict[str, object]:
    if when == "none":
        return {"undated": True}
    if when in {"longer-month", "longer-week"}:
        return {"longer_than": when.removeprefix("longer-")}
    span = _span(when)
    return {"first": span[0].isoformat(), "last": span[1].isoformat()} if span else {}


def _when_words(when: str) -> str:
    if when == "none":
        return t("no time told")
    if when == "longer-month":
        return t("longer than a month")
    if when == "longer-week":
        return t("longer than a week")
    span = _span(when)
    if span is None:
        return when
    start, end, by = span
    return month_words(start) if by is By.MONTH else f"{day_words(start)} – {day_words(end)}"


def _of(known: Iterable[str], words: Callable[[str], str]) -> Callable[[str], str]:
    values = frozenset(known)
    return lambda value: words(value) if value in values else value


def _region(code: str) -> str:
    from qeyd.places import load_gazetteer

    entry = load_gazetteer().admin1(code)
    return region_name(code, entry.name) if entry else code


def facet_words() -> dict[str, tuple[str, Callable[[str], str]]]:
    """For each facet its label, and the words for a value."""
    return {
        "act": (t("Act"), act_label),
        "group": (t("Group"), group_label),
        "authority": (t("Done by"), sort_label),
        "country": (t("Country"), country_name),
        "admin1": (t("Region"), _region),
        "grade": (t("Grade"), _of(Grade, lambda value: grade_label(Grade(value)))),
        "origins": (t("Origins"), lambda value: t("3 or more") if value == "3+" else value),
        "stage": (t("Stage"), _of(Stage, lambda value: stage_label(Stage(value)))),
        "stance": (t("Stance"), _of(Stance, lambda value: stance_label(Stance(value)))),
        "outlet": (t("Outlet"), str),
        "language": (t("Language"), language_name),
    }


def chosen_words(name: str, value: str) -> str:
    """A thing that a view is narrowed to, in words: "Grade: contested"."""
    facets = facet_words()
    if name in facets:
        label, words = facets[name]
        return t("{label}: {value}", label=label, value=words(value))
    if name == "q":
        return t("words: {words}", words=value)
    if name == "when":
        return t("Time: {value}", value=_when_words(value))
    if name == "affair":
        return t("one affair")
    day = _day(value)
    words_of_day = day_words(day) if day else value
    return t("from {day}", day=words_of_day) if name == "start" else t("to {day}", day=words_of_day)
