"""What the linker promises for any accounts and judgements. All people and events are invented."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.errors import QeydError
from qeyd.link import Linker, link
from qeyd.link.decide import FEWEST_JUDGED, learned_shift
from qeyd.model import About, AccountRef, Judgement, Reading, Verdict
from tests.link.texts import PLACES, reading

NAMES = [
    "Vugar Sadigli",
    "Вугар Садыглы",
    "Anvar Rahmonov",
    "Анвар Рахмонов",
    "Gleb Tarasiuk",
    "Emin Guluzade",
]
ACTS = [
    "detained",
    "arrested_or_jailed",
    "citizenship_revoked",
    "deported",
    "deportation_ordered_or_prepared",
]

told = st.fixed_dictionaries(
    {"act": st.sampled_from(ACTS)},
    optional={
        "people": st.sampled_from([1, 2, 3, 18, (20, None), (None, 50)]),
        "group": st.sampled_from(["Azerbaijanis", "Tajiks", "migrants"]),
        "names": st.sampled_from([(name,) for name in NAMES]),
        "place": st.sampled_from(sorted(PLACES)),
        "day": st.dates(datetime(2031, 3, 1).date(), datetime(2031, 4, 20).date()).map(str),
        "background": st.booleans(),
        "said_by": st.sampled_from(["police", "lawyer", "Rauf Talıblı"]),
    },
)
reports = st.lists(
    st.tuples(st.lists(told, max_size=3), st.sampled_from([None, "2031-03-20", "2031-04-02"]), st.integers(0, 3)),
    min_size=1,
    max_size=9,
)  # fmt: skip


def readings_of(drawn: list[tuple[list[dict[str, object]], str | None, int]]) -> list[Reading]:
    out = []
    for number, (accounts, published, text) in enumerate(drawn):
        words = " ".join(name for account in accounts for name in account.get("names", ()))  # type: ignore[attr-defined]
        body = f"{words} was named in the news of that day in Tyumen. " + f"Sentence {text} of the page. " * (
            2 + text
        )
        out.append(reading(f"r{number}", body, *accounts, published=published))
    return out


def refs_of(readings: list[Reading]) -> list[AccountRef]:
    return [AccountRef(one.report.id, index) for one in readings for index in range(len(one.accounts))]


def judge(number: int, a: AccountRef, b: AccountRef, verdict: Verdict) -> Judgement:
    return Judgement(
        id=f"j{number}",
        about=About.SAME,
        subjects=(a.report_id, str(a.index), b.report_id, str(b.index)),
        verdict=verdict,
        coder="test",
        at=datetime(2031, 5, 1, tzinfo=UTC) + timedelta(minutes=number),
    )


@settings(deadline=None, max_examples=60)
@given(reports, st.randoms(use_true_random=False))
def test_any_order_of_reports_gives_the_same_incidents(drawn: list, shuffle: random.Random) -> None:  # type: ignore[type-arg]
    readings = readings_of(drawn)
    first = link(readings)
    shuffle.shuffle(readings)
    again = link(readings)
    assert again.incidents == first.incidents
    assert again.affairs == first.affairs


@settings(deadline=None, max_examples=60)
@given(reports)
def test_one_by_one_ends_where_all_at_once_does(drawn: list) -> None:  # type: ignore[type-arg]
    readings = readings_of(drawn)
    linker = Linker()
    told: dict[str, object] = {}
    for one in readings:
        linker.add([one])
        changes = linker.update()
        for id in changes.gone:
            told.pop(id)
        told |= {incident.id: incident for incident in changes.incidents}
    assert linker.linked() == link(readings)
    assert told == {incident.id: incident for incident in linker.linked().incidents}


@settings(deadline=None, max_examples=60)
@given(reports)
def test_every_account_is_in_exactly_one_incident_and_one_origin_of_it(drawn: list) -> None:  # type: ignore[type-arg]
    readings = readings_of(drawn)
    linked = link(readings)
    assert sorted(ref for one in linked.incidents for ref in one.accounts) == sorted(refs_of(readings))
    for one in linked.incidents:
        assert sorted(ref for origin in one.origins for ref in origin) == sorted(one.accounts)
    assert sorted(one for affair in linked.affairs for one in affair.incidents) == sorted(
        i.id for i in linked.incidents
    )


@settings(deadline=None, max_examples=80)
@given(reports, st.data())
def test_a_judgement_is_always_obeyed_unless_a_newer_one_overrules_it(
    drawn: list, data: st.DataObject
) -> None:  # type: ignore[type-arg]
    readings = readings_of(drawn)
    refs = refs_of(readings)
    if len(refs) < 2:
        return
    pairs = st.tuples(st.sampled_from(refs), st.sampled_from(refs), st.sampled_from(list(Verdict)))
    drawn_pairs = data.draw(st.lists(pairs, min_size=1, max_size=5))
    judgements = [judge(n, a, b, verdict) for n, (a, b, verdict) in enumerate(drawn_pairs) if a != b]
    linked = link(readings, judgements)
    where = {ref: one for one in linked.incidents for ref in one.accounts}
    for judgement, (a, b, verdict) in zip(judgements, [p for p in drawn_pairs if p[0] != p[1]], strict=True):
        if judgement.id in linked.overruled:
            continue
        assert (where[a] == where[b]) == (verdict is Verdict.YES)
        if verdict is Verdict.UNSURE:
            assert where[b].id in where[a].possibly_same_as
            assert where[a].id in where[b].possibly_same_as
    if judgements:
        assert judgements[-1].id not in linked.overruled
    ids = {one.id for one in linked.incidents}
    assert all(set(one.possibly_same_as) <= ids - {one.id} for one in linked.incidents)


@settings(deadline=None, max_examples=40)
@given(reports)
def test_a_forgotten_report_leaves_no_trace(drawn: list) -> None:  # type: ignore[type-arg]
    readings = readings_of(drawn)
    linker = Linker()
    linker.add(readings)
    linker.update()
    linker.remove([readings[0].report.id])
    linker.update()
    assert linker.linked() == link(readings[1:])


@settings(deadline=None, max_examples=40)
@given(reports, st.data())
def test_reports_and_judgements_that_come_and_go_leave_what_linking_at_once_gives(
    drawn: list, data: st.DataObject
) -> None:  # type: ignore[type-arg]
    readings = {one.report.id: one for one in readings_of(drawn)}
    refs = refs_of(list(readings.values()))
    linker = Linker()
    held: dict[str, Reading] = {}
    judgements: list[Judgement] = []
    told: dict[str, object] = {}
    affairs: dict[str, object] = {}
    for step in range(data.draw(st.integers(1, 8))):
        for one in data.draw(st.sets(st.sampled_from(sorted(readings)), max_size=4)):
            if one in held:
                linker.remove([one])
                del held[one]
            else:
                linker.add([readings[one]])
                held[one] = readings[one]
        if len(refs) > 1 and data.draw(st.booleans()):
            a, b = data.draw(st.lists(st.sampled_from(refs), min_size=2, max_size=2, unique=True))
            about = data.draw(st.sampled_from([About.SAME, About.ORIGIN]))
            one_judged = judge(step, a, b, data.draw(st.sampled_from(list(Verdict))))
            judgements.append(replace(one_judged, about=about))
        changes = linker.update(judgements)
        told = {id: one for id, one in told.items() if id not in changes.gone}
        told |= {incident.id: incident for incident in changes.incidents}
        affairs = {id: one for id, one in affairs.items() if id not in changes.gone_affairs}
        affairs |= {affair.id: affair for affair in changes.affairs}
    at_once = link(list(held.values()), judgements)
    assert linker.linked() == at_once
    assert told == {incident.id: incident for incident in at_once.incidents}
    assert affairs == {affair.id: affair for affair in at_once.affairs}


def test_people_decide_which_incidents_are_of_one_affair() -> None:
    readings = [
        reading("a", "Anvar Rahmonov was deported.", {"act": "deported", "people": 1, "place": "Tyumen"}),
        reading("b", "In Baku a newspaper was closed.", {"act": "media_or_org_closed", "place": "Baku"}),
    ]
    apart = link(readings)
    assert len(apart.affairs) == 2
    ids = tuple(one.id for one in apart.incidents)
    yes = Judgement("j1", About.AFFAIR, ids, Verdict.YES, "test", datetime(2031, 5, 1, tzinfo=UTC))
    no = Judgement("j2", About.AFFAIR, ids[::-1], Verdict.NO, "test", datetime(2031, 5, 2, tzinfo=UTC))
    assert len(link(readings, [yes]).affairs) == 1
    overruled = link(readings, [yes, no])
    assert len(overruled.affairs) == 2
    assert overruled.overruled == ("j1",)


def test_many_decisions_move_the_threshold_for_pairs_that_nobody_looked_at() -> None:
    told_ = {"act": "deported", "people": 3, "place": "Tyumen"}
    readings = [
        reading(f"{n}{side}", "Three were deported.", told_ | {"day": f"20{n + 10}-0{day}"})
        for n in range(26)
        for side, day in (("a", 4), ("b", 6))
    ]
    untold = link(readings)
    assert len(untold.incidents) == 52
    linker = Linker()
    linker.add(readings)
    pairs = [(AccountRef(f"{n}a", 0), AccountRef(f"{n}b", 0)) for n in range(26)]
    likely = linker.index.weights.join - 0.01
    assert learned_shift([(likely, True)] * (FEWEST_JUDGED - 1)) == 0.0
    assert learned_shift([(likely, True)] * 40) > 0
    assert learned_shift([(likely, False)] * 40) < 0
    linker.update([judge(n, *pair, Verdict.YES) for n, pair in enumerate(pairs)])
    assert linker.index.join_at < linker.index.weights.join
    linker.update()
    assert linker.linked() == untold


def test_how_likely_a_possible_match_is_stands_beside_it() -> None:
    one = reading(
        "a", "18 people were detained in Tyumen.", {"people": 18, "place": "Tyumen", "day": "2031-03-14"}
    )
    two = reading(
        "b", "18 people were detained in Tyumen.", {"people": 18, "place": "Tyumen", "day": "2031-03-14"}
    )
    linked = link([one, two], [judge(1, AccountRef("a", 0), AccountRef("b", 0), Verdict.UNSURE)])
    first, second = linked.incidents
    assert 0.5 < linked.possibly[first.id][second.id] <= 1
    assert second.id in first.why


def test_an_incident_that_four_hundred_reports_tell_is_one() -> None:
    told_ = {"people": 47, "group": "Tajiks", "place": "Chita", "day": "2031-06-01"}
    readings = [
        reading(f"r{n}", f"Word {n} of it: 47 Tajiks were held.", told_, published="2031-06-02")
        for n in range(420)
    ]
    assert len(link(readings).incidents) == 1


def test_a_report_that_is_linked_already_is_refused_in_words() -> None:
    one = reading("a", "18 people were detained in Tyumen.", {"people": 18})
    with pytest.raises(QeydError, match="Report a has been linked already"):
        link([one, one])


def test_a_judgement_taken_back_no_longer_counts() -> None:
    one = reading(
        "a", "18 people were detained in Tyumen.", {"people": 18, "place": "Tyumen", "day": "2031-03-14"}
    )
    two = reading(
        "b", "18 people were detained in Tyumen.", {"people": 18, "place": "Tyumen", "day": "2031-03-14"}
    )
    apart = judge(1, AccountRef("a", 0), AccountRef("b", 0), Verdict.NO)
    back = Judgement("j2", About.TAKEN_BACK, ("j1",), Verdict.YES, "test", datetime(2031, 6, 1, tzinfo=UTC))
    assert len(link([one, two], [apart]).incidents) == 2
    assert len(link([one, two], [apart, back]).incidents) == 1


def test_a_casebook_keeps_the_older_id_when_incidents_merge_and_says_so() -> None:
    readings = [
        reading(
            "a", "18 people were detained in Tyumen.", {"people": 18, "place": "Tyumen", "day": "2031-03-14"}
        ),
        reading(
            "b", "18 people were detained in Tyumen.", {"people": 18, "place": "Tyumen", "day": "2031-03-14"}
        ),
    ]
    known = {frozenset({AccountRef("b", 0)}): "older", frozenset({AccountRef("a", 0)}): "newer"}
    linked = link(readings, remembered=known)
    assert [one.id for one in linked.incidents] == ["older"]
    assert [(merge.kept, merge.gone) for merge in linked.merged] == [("older", "newer")]


def test_without_memory_an_id_follows_from_the_accounts_alone() -> None:
    alone = link([reading("a", "Anvar Rahmonov was deported.", {"act": "deported", "people": 1})])
    beside = link(
        [
            reading("a", "Anvar Rahmonov was deported.", {"act": "deported", "people": 1}),
            reading("b", "In Baku a newspaper was closed.", {"act": "media_or_org_closed", "place": "Baku"}),
        ]
    )
    assert alone.incidents[0].id in {one.id for one in beside.incidents}


def test_why_names_what_joined_the_accounts() -> None:
    told_ = {"people": 18, "place": "Tyumen", "day": "2031-03-14"}
    linked = link([reading("a", "18 held in Tyumen.", told_), reading("b", "18 held in Tyumen.", told_)])
    assert "same settlement" in linked.incidents[0].why
    assert "same number" in linked.incidents[0].why
