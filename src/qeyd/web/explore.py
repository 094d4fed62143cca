"""The pages that look at many incidents: the list with its facets, time, map, affairs, what is open."""

from collections.abc import Mapping

from qeyd.flow.explore import AffairList, By, FollowUps, Places, Timeline
from qeyd.flow.serve import FACETS, IncidentList, Order
from qeyd.web.charts import map_chart, timeline_chart
from qeyd.web.explore_pages import (
    AffairLine,
    AffairsPage,
    Facet,
    FacetValue,
    FollowUpsPage,
    MapPage,
    Narrowing,
    OpenLine,
    Tab,
    TimelinePage,
)
from qeyd.web.filters import ASKED, View, chosen_words, facet_words, when_key
from qeyd.web.pages import Choice, Empty, Heading, IncidentsPage, Link
from qeyd.web.rows import affair_href, incident_row
from qeyd.web.text import number, t, tn
from qeyd.web.words import NOT_SAID, country_name, day_words, month_words, period_words, region_name

PER_PAGE = 50
AFFAIRS_PER_PAGE = 25
SHOWN = 7  #: values of a facet shown at once; the others unfold
MOST = 100  #: values of a facet listed at all
OPEN_FACETS = ("act", "group", "country", "admin1")  #: unfolded from the start


def _order_words() -> dict[Order, str]:
    return {
        Order.TIME: t("latest first"),
        Order.TIME_OLDEST: t("oldest first"),
        Order.PEOPLE: t("most people first"),
        Order.REPORTS: t("most reports first"),
        Order.ORIGINS: t("most origins first"),
        Order.ACT: t("by act"),
        Order.PLACE: t("by place"),
    }


def _tabs(view: View, here: str) -> tuple[Tab, ...]:
    names = (("/incidents", t("List")), ("/timeline", t("Timeline")), ("/map", t("Map")))
    return tuple(Tab(words, view.address(path), path == here) for path, words in names)


def narrowing(
    view: View,
    path: str,
    choices: Mapping[str, Mapping[str, int]],
    *,
    more: Mapping[str, str] | None = None,
    not_indexed: int = 0,
) -> Narrowing:
    """What a view is narrowed to, and what it can be narrowed to.

    ``more``: what its address holds besides. ``not_indexed``: reports that cannot be searched for words yet.
    """
    kept = {**{name: value for name, value in view.chosen.items() if name not in {"q", "start", "end"}}}
    return Narrowing(
        path=path,
        words=view.chosen.get("q", ""),
        start=view.chosen.get("start", ""),
        end=view.chosen.get("end", ""),
        kept=tuple({**kept, **(more or {})}.items()),
        without=tuple(
            Link(chosen_words(name, view.chosen[name]), view.address(path, more=more, **_without(name)))
            for name in ASKED
            if name in view.chosen
        ),
        everything=path,
        facets=tuple(
            _facet(name, view, path, choices[name], more)
            for name in FACETS
            if choices.get(name) or view.chosen.get(name)
        ),
        tabs=_tabs(view, path),
        note=_not_indexed(not_indexed) if view.chosen.get("q") else "",
    )


def _without(name: str) -> dict[str, str]:
    return {"country": "", "admin1": ""} if name == "country" else {name: ""}


def _facet(
    name: str, view: View, path: str, counts: Mapping[str, int], more: Mapping[str, str] | None
) -> Facet:
    label, words = facet_words()[name]
    value = view.chosen.get(name, "")
    listed = dict(counts) if not value or value in counts else {value: 0, **counts}
    if name == "origins":
        listed = dict(sorted(listed.items()))
    peak = max(listed.values(), default=0) or 1
    values = [
        FacetValue(
            text=words(one),
            n=number(n),
            href=view.address(path, more=more, **(_without(name) if one == value else {name: one})),
            chosen=one == value,
            share=max(1, round(20 * n / peak)) if n else 0,
        )
        for one, n in listed.items()
    ]
    values.sort(key=lambda one: not one.chosen)
    return Facet(
        name=name,
        label=label,
        values=tuple(values[:SHOWN]),
        others=tuple(values[SHOWN:MOST]),
        left_out=len(values[MOST:]),
        open=bool(value) or name in OPEN_FACETS,
    )


# --- the list -----------------------------------------------------------------------------------------------------


def incidents_page(
    found: IncidentList, view: View, order: Order, page: int, *, not_indexed: int = 0
) -> IncidentsPage:
    """The list of incidents. ``page`` counts from 1; ``not_indexed`` reports cannot be searched for words yet."""
    first = (page - 1) * PER_PAGE + 1
    last = first + len(found.incidents) - 1
    more = {"order": order.value if order is not Order.TIME else ""}

    def paged(number: int) -> str:
        return view.address("/incidents", more={**more, "page": str(number) if number > 1 else ""})

    return IncidentsPage(
        summary=_summary(found, view),
        narrowing=narrowing(view, "/incidents", found.choices, more=more, not_indexed=not_indexed),
        orders=tuple(Choice(one.value, words, one is order) for one, words in _order_words().items()),
        headings=_headings(view, order),
        rows=tuple(incident_row(one) for one in found.incidents),
        range=t("{first}–{last} of {all}", first=number(first), last=number(last), all=number(found.found))
        if found.incidents
        else "",
        previous=paged(page - 1) if page > 1 else "",
        next=paged(page + 1) if last < found.found else "",
        empty=_nothing(found, view) if not found.incidents else None,
    )


def _summary(found: IncidentList, view: View) -> str:
    if view.chosen:
        return t(
            "{found} of {incidents}.",
            found=number(found.found),
            incidents=tn("{n} incident", "{n} incidents", found.all),
        )
    return t(
        "{incidents} in {affairs}, from {reports}.",
        incidents=tn("{n} incident", "{n} incidents", found.all),
        affairs=tn("{n} affair", "{n} affairs", found.affairs),
        reports=tn("{n} report", "{n} reports", found.reports),
    )


def _not_indexed(n: int) -> str:
    if not n:
        return ""
    return tn(
        "The words of {n} report cannot be searched yet.",
        "The words of {n} reports cannot be searched yet.",
        n,
    )


def _headings(view: View, order: Order) -> tuple[Heading, ...]:
    def by(text: str, wanted: Order, way: str, *, title: str = "", is_number: bool = False) -> Heading:
        more = {"order": wanted.value if wanted is not Order.TIME else ""}
        href = view.address("/incidents", more=more)
        return Heading(text, href, way if order is wanted else "", title, is_number)

    if order is Order.TIME:
        other = view.address("/incidents", more={"order": Order.TIME_OLDEST.value})
        when = Heading(t("When"), other, "descending")
    else:
        when = by(t("When"), Order.TIME, "descending")
        if order is Order.TIME_OLDEST:
            when = Heading(when.text, when.href, "ascending")
    tallies = " ".join(
        (
            t("How many articles tell it."),
            t("How many different outlets published them."),
            t("How many first knowers stand behind them. Ten outlets quoting one release are one origin."),
        )
    )
    return (
        when,
        by(t("Act"), Order.ACT, "ascending"),
        by(t("Where"), Order.PLACE, "ascending"),
        by(t("People"), Order.PEOPLE, "descending", is_number=True),
        Heading(t("Group"), title=t("Who the reports say they are; never inferred from a name.")),
        Heading(t("Grade"), title=tallies),
    )


def _nothing(found: IncidentList, view: View) -> Empty:
    if found.all:
        everything = Link(t("Show all incidents"), "/incidents")
        if not view.chosen or found.found:
            return Empty(t("There is no such page"), t("The list is shorter than that."), link=everything)
        return Empty(
            t("No incident fits all of this"),
            t("That says what this casebook holds, not what happened. Take one of the filters away."),
            link=everything,
        )
    return nothing_yet(reports=found.reports, read=found.read)


def nothing_yet(*, reports: int, read: int) -> Empty:
    """What to do in a casebook without incidents."""
    if not reports:
        return Empty(
            t("This casebook is empty"),
            t("Add articles first: saved pages, text files, or JSON Lines with one article a line."),
            "qeyd add CASEBOOK articles.jsonl",
        )
    if not read:
        return Empty(
            t("The reports are waiting to be read"),
            tn("{n} report is in the casebook.", "{n} reports are in the casebook.", reports),
            "qeyd read CASEBOOK",
        )
    return Empty(
        t("No incidents yet"),
        t("The reports were read. If some of them hold accounts, link them into incidents:"),
        "qeyd link CASEBOOK",
        Link(t("See the reports"), "/reports"),
    )


# --- in time and on the map ---------------------------------------------------------------------------------------


def timeline_page(
    found: Timeline,
    view: View,
    choices: Mapping[str, Mapping[str, int]],
    empty: Empty | None,
    *,
    not_indexed: int = 0,
) -> TimelinePage:
    """Incidents in time."""
    more = {"by": found.by.value if found.by is not By.MONTH else ""}
    # Another cut of time replaces the one that is set.
    anew = View({name: value for name, value in view.chosen.items() if name != "when"}, view.only)
    rows = tuple(
        (
            month_words(part.start)
            if found.by is By.MONTH
            else f"{day_words(part.start)} – {day_words(part.end)}",
            number(part.incidents),
            anew.address("/incidents", when=when_key(part.start, found.by)) if part.incidents else "",
            _covered(part.watched, part.days, part.outlets),
        )
        for part in found.parts
    )
    longer = t("longer than a month") if found.by is By.MONTH else t("longer than a week")
    return TimelinePage(
        summary=t(
            "{found} of {incidents}.",
            found=number(found.found),
            incidents=tn("{n} incident", "{n} incidents", found.all),
        ),
        narrowing=narrowing(view, "/timeline", choices, more=more, not_indexed=not_indexed),
        cuts=(
            Tab(t("by month"), view.address("/timeline"), found.by is By.MONTH),
            Tab(t("by week"), view.address("/timeline", more={"by": "week"}), found.by is By.WEEK),
        ),
        chart=timeline_chart(
            found, lambda part: anew.address("/incidents", when=when_key(part.start, found.by))
        )
        if found.parts
        else None,
        rows=rows,
        beside=tuple(
            Link(f"{words}: {number(n)}", anew.address("/incidents", when=when))
            for words, n, when in (
                (longer, found.longer, f"longer-{found.by.value}"),
                (t("no time told"), found.undated, "none"),
            )
            if n
        ),
        earlier=tn(
            "{n} incident lies before the first bar.",
            "{n} incidents lie before the first bar.",
            found.earlier,
        )
        if found.earlier
        else "",
        empty=empty,
    )


def _covered(watched: int, days: int, outlets: int) -> str:
    if not watched:
        return t("not covered")
    said = tn("{n} outlet", "{n} outlets", outlets)
    if watched == days:
        return said
    return t("{outlets}, on {watched} of {days} days", outlets=said, watched=watched, days=days)


def map_page(
    found: Places,
    view: View,
    choices: Mapping[str, Mapping[str, int]],
    empty: Empty | None,
    *,
    not_indexed: int = 0,
) -> MapPage:
    """Incidents by region."""

    def region(code: str) -> str:
        return view.address("/incidents", country=code[:2], admin1=code)

    def country(code: str) -> str:
        return view.address("/incidents", country=code, admin1="")

    names = {code: _region_words(code) for code in {*found.regions, *found.frame}}
    rows = sorted(found.regions.items(), key=lambda one: (-one[1], names[one[0]]))
    return MapPage(
        summary=t(
            "{found} of {incidents}.",
            found=number(found.found),
            incidents=tn("{n} incident", "{n} incidents", found.all),
        ),
        narrowing=narrowing(view, "/map", choices, not_indexed=not_indexed),
        chart=map_chart(found, names, region),
        rows=tuple((names[code], country_name(code[:2]), number(n), region(code)) for code, n in rows),
        beside=tuple(
            Link(t("{country}, region not told: {n}", country=country_name(code), n=number(n)), country(code))
            for code, n in sorted(found.countries.items(), key=lambda one: -one[1])
        ),
        nowhere=tn("{n} incident has no place told.", "{n} incidents have no place told.", found.nowhere)
        if found.nowhere
        else "",
        empty=empty,
    )


def _region_words(code: str) -> str:
    from qeyd.places import load_gazetteer

    entry = load_gazetteer().admin1(code)
    return region_name(code, entry.name) if entry else code


# --- affairs ------------------------------------------------------------------------------------------------------


def affairs_page(found: AffairList, page: int, *, empty: Empty | None) -> AffairsPage:
    """Affairs of several incidents, those with something open first."""
    first = (page - 1) * AFFAIRS_PER_PAGE + 1
    last = first + len(found.affairs) - 1
    lines = []
    for affair, incidents in found.affairs:
        rows = tuple(incident_row(one, open=one.id in affair.open) for one in incidents)
        places = list(dict.fromkeys(row.place for row in rows if row.place != NOT_SAID))
        times = [one.time for one in incidents if one.time]
        span = ""
        if times:
            begin, end = min(times, key=lambda one: one.start), max(times, key=lambda one: one.end)
            span = period_words(begin) if begin == end else f"{period_words(begin)} – {period_words(end)}"
        lines.append(
            AffairLine(
                href=affair_href(affair.id),
                title=", ".join(places[:3]) or t("Place not told"),
                span=span,
                size=tn("{n} incident", "{n} incidents", len(rows)),
                acts=tuple(dict.fromkeys(row.act for row in rows)),
                open=tn("{n} still open", "{n} still open", sum(row.open for row in rows))
                if any(row.open for row in rows)
                else "",
            )
        )
    return AffairsPage(
        summary=tn("{n} affair of several incidents.", "{n} affairs of several incidents.", found.found),
        lines=tuple(lines),
        range=t("{first}–{last} of {all}", first=number(first), last=number(last), all=number(found.found))
        if lines
        else "",
        previous=f"/affairs?page={page - 1}" if page > 2 else "/affairs" if page == 2 else "",
        next=f"/affairs?page={page + 1}" if last < found.found else "",
        empty=empty
        or (
            None
            if lines
            else Empty(
                t("No affair of several incidents"),
                t("Incidents of one matter stand here in time order once the linker finds them."),
                link=Link(t("To the incidents"), "/incidents"),
            )
        ),
    )


def follow_ups_page(found: FollowUps, page: int, *, empty: Empty | None) -> FollowUpsPage:
    """What is still open, in all affairs; ``page`` counts from 1."""
    first = (page - 1) * PER_PAGE + 1
    last = first + len(found.open) - 1
    return FollowUpsPage(
        summary=tn("{n} open follow-up.", "{n} open follow-ups.", found.found),
        range=t("{first}–{last} of {all}", first=number(first), last=number(last), all=number(found.found))
        if found.open
        else "",
        previous=f"/follow-ups?page={page - 1}" if page > 2 else "/follow-ups" if page == 2 else "",
        next=f"/follow-ups?page={page + 1}" if last < found.found else "",
        lines=tuple(
            OpenLine(incident_row(one, open=True), affair_href(affair)) for affair, one in found.open
        ),
        empty=empty
        or (
            None
            if found.open
            else Empty(
                t("Nothing is open"),
                t("What a report announces or prepares stands here until another tells what became of it."),
                link=Link(t("To the affairs"), "/affairs"),
            )
        ),
    )
