"""Links kept up to date end where working all out anew does, whatever comes and goes. Everything is invented."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.flow import link as flow_link
from qeyd.flow.link import CasebookLinks, link_casebook, link_what_changed
from qeyd.model import About, Reading, Report, Verdict
from qeyd.store import Arrival, Casebook
from tests.link.texts import account
from tests.store.samples import NOW, new_casebook

_TOWNS = ("Tyumen", "Chita", "Baku")
_NAMES = ("Vugar Sadigli", "Anvar Rahmonov", "Emin Guluzade")
_ACTS = ("detained", "arrested_or_jailed", "released")


def read(casebook: Casebook, number: int) -> Reading:
    """One more report, what it tells being drawn by its number."""
    rng = random.Random(number)
    town, name, act, day = rng.choice(_TOWNS), rng.choice(_NAMES), rng.choice(_ACTS), rng.randrange(1, 9)
    text = f"{name} and {number} others, {act.replace('_', ' ')} in {town}, {rng.choice(['police', 'a lawyer'])} said."
    casebook.add([Arrival(text.encode(), text, url=f"https://example.org/{number}", language="en")])
    report: Report = next(one for one in casebook.reports() if one.url == f"https://example.org/{number}")
    told = {"act": act, "people": 1, "names": (name,), "place": town, "day": f"2031-03-{day:02d}"}
    reading = Reading(report, (account(report, **told),), read_by="test")
    casebook.keep_readings([reading])
    return reading


def told(casebook: Casebook) -> object:
    """What is known, but for the ids, which live on from one linking to the next."""
    incidents = {one.id: one.accounts for one in casebook.incidents()}
    affairs = {frozenset(incidents[id] for id in one.incidents) for one in casebook.affairs()}
    shown = {
        (
            one.accounts,
            one.origins,
            one.grade,
            one.people,
            frozenset(incidents[id] for id in one.possibly_same_as),
        )
        for one in casebook.incidents()
    }
    return affairs, shown


steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 40)),
        st.tuples(st.just("forget"), st.integers(0, 40)),
        st.tuples(
            st.just("judge"),
            st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(list(Verdict))),
        ),
        st.just(("catch up", None)),
    ),
    min_size=3,
    max_size=12,
)


@settings(max_examples=8, deadline=None)
@given(steps)
def test_whatever_comes_and_goes_ends_where_all_at_once_does(drawn: list[tuple[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_casebook(Path(folder) / "c") as casebook:
        held: dict[int, Reading] = {}
        forgotten: set[int] = set()
        links = CasebookLinks(casebook)
        for what, with_ in drawn:
            if what == "add" and isinstance(with_, int) and with_ not in held and with_ not in forgotten:
                held[with_] = read(casebook, with_)
            elif what == "forget" and isinstance(with_, int) and with_ in held:
                casebook.forget_report(held.pop(with_).report.id, coder="Coder A", now=NOW)
                forgotten.add(with_)
            elif what == "judge" and isinstance(with_, tuple):
                one, other, verdict = with_
                if one != other and one in held and other in held:
                    subjects = (held[one].report.id, "0", held[other].report.id, "0")
                    casebook.judge(
                        about=About.SAME, subjects=subjects, verdict=verdict, coder="Coder A", at=NOW
                    )
            elif what == "catch up":
                links.catch_up()
        links.catch_up()
        kept = told(casebook)
        accounts = [ref for one in casebook.incidents() for ref in one.accounts]
        assert sorted(ref.report_id for ref in accounts) == sorted(one.report.id for one in held.values())
        assert len(set(accounts)) == len(accounts)
        link_casebook(casebook)
        assert told(casebook) == kept


def test_linking_again_works_nothing_out_where_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out = 0
    really = flow_link.link_casebook

    def counted(casebook: Casebook) -> object:
        nonlocal worked_out
        worked_out += 1
        return really(casebook)

    monkeypatch.setattr(flow_link, "link_casebook", counted)
    with new_casebook(tmp_path / "c") as casebook:
        readings = [read(casebook, number) for number in range(4)]
        first = link_what_changed(casebook)
        again = link_what_changed(casebook)
        assert worked_out == 1
        assert (again.incidents, again.affairs) == (first.incidents, first.affairs)
        readings.append(read(casebook, 7))
        link_what_changed(casebook)
        assert worked_out == 2
        subjects = (readings[0].report.id, "0", readings[1].report.id, "0")
        casebook.judge(about=About.SAME, subjects=subjects, verdict=Verdict.YES, coder="Coder A", at=NOW)
        joined = link_what_changed(casebook)
        assert worked_out == 3
        assert any(len(one.accounts) > 1 for one in joined.incidents)
        casebook.forget_report(readings[0].report.id, coder="Coder A", now=NOW)
        link_what_changed(casebook)
        link_what_changed(casebook)
        assert worked_out == 4


def test_what_is_read_while_linking_waits_for_the_next_time_and_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = flow_link.link_casebook
    with new_casebook(tmp_path / "c") as casebook:
        read(casebook, 1)

        def with_another(book: Casebook) -> object:
            linked = really(book)
            read(book, 2)  # by another program, after this one took its readings in
            return linked

        monkeypatch.setattr(flow_link, "link_casebook", with_another)
        assert sum(len(one.accounts) for one in link_what_changed(casebook).incidents) == 1
        monkeypatch.setattr(flow_link, "link_casebook", really)
        assert sum(len(one.accounts) for one in link_what_changed(casebook).incidents) == 2


def test_a_page_can_ask_what_shows_that_reports_have_one_origin(tmp_path: Path) -> None:
    from qeyd.flow.origins import origins_of

    with new_casebook(tmp_path / "c") as casebook:
        for number in range(6):
            read(casebook, number)
        for incident in link_casebook(casebook).incidents:
            assert [one.accounts for one in origins_of(casebook, incident)] == list(incident.origins)
