"""Links kept up to date end where working all out anew does, whatever comes and goes. Everything is invented."""

import contextlib
import random
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.flow import link as flow_link
from qeyd.flow.forget import forget
from qeyd.flow.link import CasebookLinks, link_casebook, link_what_changed
from qeyd.link import Outcome
from qeyd.link.frozen import unpressed
from qeyd.link.words import skeletons
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
    return keep(casebook, number, text, act, day, name=name, town=town)


def keep(
    casebook: Casebook,
    number: int,
    text: str,
    act: str,
    day: int,
    *,
    name: str = "Anvar Rahmonov",
    town: str = "Tyumen",
) -> Reading:
    """One more report of one act against one person."""
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
@given(steps, st.booleans())
def test_whatever_comes_and_goes_ends_where_all_at_once_does(
    drawn: list[tuple[str, object]], again_each_time: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, new_casebook(Path(folder) / "c") as casebook:
        held: dict[int, Reading] = {}
        forgotten: set[int] = set()
        links = CasebookLinks(casebook)

        def catch_up() -> object:
            return link_what_changed(casebook) if again_each_time else links.catch_up()

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
                catch_up()
        catch_up()
        kept = told(casebook)
        accounts = [ref for one in casebook.incidents() for ref in one.accounts]
        assert sorted(ref.report_id for ref in accounts) == sorted(one.report.id for one in held.values())
        assert len(set(accounts)) == len(accounts)
        link_casebook(casebook)
        assert told(casebook) == kept


def test_linking_again_works_nothing_out_where_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_anew = only_changes = 0
    build, catch_up = CasebookLinks._build, CasebookLinks._catch_up_once

    def counted_build(self: CasebookLinks) -> object:
        nonlocal all_anew
        all_anew += 1
        return build(self)

    def counted_changes(self: CasebookLinks) -> object:
        nonlocal only_changes
        only_changes += 1
        return catch_up(self)

    monkeypatch.setattr(CasebookLinks, "_build", counted_build)
    monkeypatch.setattr(CasebookLinks, "_catch_up_once", counted_changes)
    with new_casebook(tmp_path / "c") as casebook:
        readings = [read(casebook, number) for number in range(4)]
        assert link_what_changed(casebook).changed
        assert (all_anew, only_changes) == (1, 0)
        before = told(casebook)
        assert not link_what_changed(casebook).changed
        assert (all_anew, only_changes) == (1, 0)
        assert told(casebook) == before
        readings.append(read(casebook, 7))
        link_what_changed(casebook)
        subjects = (readings[0].report.id, "0", readings[1].report.id, "0")
        casebook.judge(about=About.SAME, subjects=subjects, verdict=Verdict.YES, coder="Coder A", at=NOW)
        link_what_changed(casebook)
        assert any(len(one.accounts) > 1 for one in casebook.incidents())
        forget(casebook, readings[0].report.id, coder="Coder A", now=NOW)
        assert (all_anew, only_changes) == (1, 3)
        assert not link_what_changed(casebook).changed
        monkeypatch.setattr(flow_link, "_linker", lambda: "another linker")
        link_what_changed(casebook)
        assert (all_anew, only_changes) == (2, 3)


def test_what_is_read_while_linking_waits_for_the_next_time_and_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = flow_link._take_in
    came = 1

    def with_another(*given: object) -> object:
        nonlocal came
        taken = really(*given)  # type: ignore[arg-type]
        if came < 2:
            came += 1
            read(casebook, came)  # by another program, after this one took its readings in
        return taken

    with new_casebook(tmp_path / "c") as casebook:
        read(casebook, 1)
        monkeypatch.setattr(flow_link, "_take_in", with_another)
        link_what_changed(casebook)
        assert sum(len(one.accounts) for one in casebook.incidents()) == 1
        link_what_changed(casebook)
        assert sum(len(one.accounts) for one in casebook.incidents()) == 2


def test_a_page_can_ask_what_shows_that_reports_have_one_origin(tmp_path: Path) -> None:
    from qeyd.flow.origins import origins_of

    with new_casebook(tmp_path / "c") as casebook:
        for number in range(6):
            read(casebook, number)
        for incident in link_casebook(casebook).incidents:
            assert [one.accounts for one in origins_of(casebook, incident)] == list(incident.origins)


def plainly(value: bytes) -> str:
    with contextlib.suppress(zlib.error):
        return unpressed(value).decode("utf-8", "replace")
    return value.decode("utf-8", "replace")  # digests


def everything_kept(casebook: Casebook) -> str:
    with casebook._reading() as db:
        rows = db.execute("SELECT part, key, value FROM link_state").fetchall()
        wanted = db.execute("SELECT report FROM link_wanted").fetchall()
    return "\n".join(f"{part} {bytes(key)!r} {plainly(bytes(value))}" for part, key, value in rows) + str(
        wanted
    )


def test_nothing_of_what_was_forgotten_is_left_in_the_linkers_state(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        readings = [read(casebook, number) for number in range(12)]
        link_what_changed(casebook)
        gone = readings[3].report
        name = readings[0].accounts[0].target.value.names[0]  # type: ignore[union-attr]
        assert gone.id in everything_kept(casebook)
        assert name.split()[0] in everything_kept(casebook)
        forget(casebook, gone.id, coder="Coder A", now=NOW)
        forget(casebook, name, coder="Coder A", now=NOW)
        kept = everything_kept(casebook)
        assert gone.id not in kept
        assert not [word for word in name.split() if word in kept or skeletons(word)[0] in kept]
        after = told(casebook)
        link_casebook(casebook)
        assert told(casebook) == after


def test_a_state_goes_that_may_hold_what_was_forgotten_where_nobody_linked_since(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        readings = [read(casebook, number) for number in range(6)]
        link_what_changed(casebook)
        casebook.forget_report(readings[2].report.id, coder="Coder A", now=NOW)  # and the power fails
        assert readings[2].report.id in everything_kept(casebook)
        with casebook.again() as opened:
            assert readings[2].report.id not in everything_kept(opened)
            assert link_what_changed(opened).changed
            after = told(opened)
            link_casebook(opened)
            assert told(opened) == after


def test_two_programs_link_one_casebook_in_turn(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook, casebook.again() as other:
        read(casebook, 1)
        one, two = CasebookLinks(casebook), CasebookLinks(other)
        for number in range(2, 10):
            read(casebook, number)
            (one if number % 2 else two).catch_up()
        kept = told(casebook)
        link_casebook(casebook)
        assert told(casebook) == kept
        read(casebook, 11)
        two.catch_up()  # all was worked out by another meanwhile, and no state is kept
        kept = told(casebook)
        link_casebook(casebook)
        assert told(casebook) == kept


def test_a_page_can_ask_what_became_of_what_was_announced(tmp_path: Path) -> None:
    from qeyd.flow.origins import announced_in

    with new_casebook(tmp_path / "c") as casebook:
        keep(
            casebook, 1, "A court in Tyumen ordered Anvar Rahmonov out.", "deportation_ordered_or_prepared", 3
        )
        keep(casebook, 2, "Anvar Rahmonov was flown out of Tyumen.", "deported", 7)
        link_what_changed(casebook)
        (affair,) = casebook.affairs()
        (announced,) = announced_in(casebook, affair)
        assert (announced.incident.act, announced.outcome) == (
            "deportation_ordered_or_prepared",
            Outcome.CARRIED_OUT,
        )
        assert [one.act for one in announced.told_by] == ["deported"]
