"""Incidents in time and place, and what was looked at: numbers against a record set by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.flow.explore import (
    By,
    gather_affairs,
    gather_follow_ups,
    gather_places,
    gather_timeline,
    part_of,
    reports_with,
    watched_spans,
)
from qeyd.flow.search import index_new_reports
from qeyd.flow.serve import FACETS, facets_of
from qeyd.model import AccountRef, Actor, Affair, Incident, Period, Place, Stage, Stance, Target
from qeyd.model.coverage import Coverage, Gap, Seen
from qeyd.store import Arrival, Casebook, Filter, create_casebook

NOW = datetime(2032, 1, 1, tzinfo=UTC)
#: id, act, time, region, authority, published, outlet, language
TOLD = (
    ("a", "detained", "2031-03-04", "RU-ZAB", "police", "2031-03-05", "One", "ru"),
    ("b", "detained", "2031-03", "RU-ZAB", "court", "2031-03-08", "Two", "az"),
    ("c", "deported", "2031-03-28/2031-04-02", "AZ-BA", "police", "2031-06-20", "One", "ru"),
    ("d", "fined", None, None, None, "2031-06-21", "One", "en"),
    ("e", "detained", "2031-06-20", "RU-ZAB", "police", "2031-06-22", "One", "ru"),
)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with create_casebook(tmp_path / "c", passphrase=None, now=NOW) as made:
        arrivals = [
            Arrival(
                f"Village {id} was searched.".encode(),
                f"Village {id} was searched.",
                url=f"https://{id}.example/1",
                outlet=outlet,
                published=Period.parse(published),
                language=language,
            )
            for id, _, _, _, _, published, outlet, language in TOLD
        ]
        added = made.add(arrivals, now=NOW)
        made.keep_incidents(
            [_incident(one, AccountRef(kept.id, 0)) for one, kept in zip(TOLD, added, strict=True)],
            [Affair("m", ("a", "b", "c"), ("b",), "one matter"), Affair("n", ("d",), ("d",)), Affair("o", ("e",))],
            now=NOW,
        )  # fmt: skip
        yield made


def _incident(told: tuple[str | None, ...], ref: AccountRef) -> Incident:
    id, act, time, region, authority, _, outlet, language = told
    return Incident(
        id=str(id),
        affair={"d": "n", "e": "o"}.get(str(id), "m"),
        act=str(act),
        stage=Stage.PLANNED if id in "bd" else Stage.DONE,
        stance=Stance.ASSERTED,
        accounts=(ref,),
        origins=((ref,),),
        target=Target("Tajiks"),
        time=Period.parse(time) if time else None,
        place=Place("X", region[:2], region, "Region", precision=4) if region else None,
        actors=(Actor("an office", authority),) if authority else (),
        outlets=(str(outlet),),
        languages=(str(language),),
    )


def test_a_bar_counts_what_lies_wholly_in_it_and_opens_just_that(casebook: Casebook) -> None:
    found = gather_timeline(casebook, Filter())
    bars = {part.key: part.incidents for part in found.parts}
    assert bars == {"2031-03": 2, "2031-04": 0, "2031-05": 0, "2031-06": 1}
    assert (found.longer, found.undated, found.found) == (1, 1, 5)
    for part in found.parts:
        behind = Filter(first=part.start.isoformat(), last=part.end.isoformat())
        assert casebook.count_incidents(behind) == part.incidents
    assert [one.id for one in casebook.incidents(Filter(longer_than="month"))] == ["c"]
    assert [one.id for one in casebook.incidents(Filter(undated=True))] == ["d"]


def test_by_week_a_month_is_longer_than_a_bar(casebook: Casebook) -> None:
    found = gather_timeline(casebook, Filter(), by=By.WEEK)
    assert {part.key: part.incidents for part in found.parts if part.incidents} == {
        "2031-03-03": 1,
        "2031-06-16": 1,
    }
    assert found.longer == 2
    assert casebook.count_incidents(Filter(longer_than="week")) == 2


def test_no_reports_and_not_covered_are_two_things(casebook: Casebook) -> None:
    # Outlet One is silent from 6 March to 19 June, outlet Two has one story.
    covered = {part.key: part for part in gather_timeline(casebook, Filter()).parts}
    assert covered["2031-03"].watched == 2
    assert covered["2031-03"].is_little_covered
    assert not covered["2031-04"].is_covered
    assert covered["2031-06"].watched == 3
    assert (covered["2031-06"].outlets, covered["2031-04"].outlets) == (1, 0)


def test_the_map_shades_regions_and_tells_countries_and_the_rest_apart(casebook: Casebook) -> None:
    found = gather_places(casebook, Filter(act="detained"))
    assert found.regions == {"RU-ZAB": 3}
    assert set(found.frame) == {"RU-ZAB", "AZ-BA"}, "the frame stays, whatever is chosen"
    everything = gather_places(casebook, Filter())
    assert everything.nowhere == 1
    assert sum(everything.regions.values()) + sum(everything.countries.values()) + 1 == everything.all == 5


@pytest.mark.parametrize("name", FACETS)
def test_the_number_beside_a_value_is_the_number_behind_it(casebook: Casebook, name: str) -> None:
    for only in (Filter(), Filter(act="detained"), Filter(authority="police", country="RU")):
        if name == "admin1" and only.country is None:
            continue
        for value, n in facets_of(casebook, only)[name].items():
            from dataclasses import replace

            base = replace(only, admin1=None) if name == "country" else only
            assert casebook.count_incidents(replace(base, **{name: value})) == n > 0


def test_words_narrow_incidents_to_those_whose_reports_have_them(casebook: Casebook) -> None:
    assert reports_with(casebook, "villages").waiting == len(TOLD)
    index_new_reports(casebook)
    found = reports_with(casebook, "searching")
    assert (len(found.reports), found.waiting) == (1, 0), "the word for it is English in one report alone"
    only = Filter(reports=found.reports)
    assert [one.id for one in casebook.incidents(only)] == ["d"]
    assert facets_of(casebook, only)["act"] == {"fined": 1}
    assert casebook.count_incidents(Filter(reports=())) == 0


def test_what_is_open_stands_on_top(casebook: Casebook) -> None:
    assert [(affair, one.id) for affair, one in gather_follow_ups(casebook).open] == [("m", "b"), ("n", "d")]
    affairs = gather_affairs(casebook)
    assert [affair.id for affair, _ in affairs.affairs] == ["m"]
    assert [one.id for one in affairs.affairs[0][1]] == ["b", "a", "c"]


def test_every_order_lists_every_incident_once(casebook: Casebook) -> None:
    from qeyd.store.incidents import ORDERS

    for order in ORDERS:
        listed = [one.id for one in casebook.incidents(order=order)]
        pages = [one.id for at in range(5) for one in casebook.incidents(order=order, offset=at, limit=1)]
        assert sorted(listed) == ["a", "b", "c", "d", "e"], order
        assert pages == listed
    assert [one.id for one in casebook.incidents(order="oldest")] == ["b", "a", "c", "e", "d"]


DAYS = st.integers(min_value=0, max_value=60)


@given(st.lists(DAYS, min_size=1, max_size=8), st.lists(st.tuples(DAYS, DAYS), max_size=6))
def test_looked_at_is_from_first_to_last_less_the_gaps(days: list[int], gaps: list[tuple[int, int]]) -> None:
    start = date(2031, 1, 1).toordinal()

    def day(n: int) -> date:
        return date.fromordinal(start + n)

    told = [Gap("O", Period.parse(f"{day(min(one))}/{day(max(one))}"), "why") for one in gaps]
    coverage = Coverage(tuple(Seen("O", day(n), 1) for n in days), tuple(told))
    spans = watched_spans(coverage)["O"]
    looked = {n for begin, end in spans for n in range(begin, end + 1)}
    wanted = set(range(min(days), max(days) + 1))
    for one in gaps:
        wanted -= set(range(min(one), max(one) + 1))
    assert looked == {start + n for n in wanted}


@given(st.dates(min_value=date(1900, 1, 8), max_value=date(2100, 1, 1)), st.sampled_from(By))
def test_a_day_lies_in_its_part(day: date, by: By) -> None:
    first, last = part_of(day, by)
    assert first <= day <= last
    assert part_of(first, by) == part_of(last, by) == (first, last)
