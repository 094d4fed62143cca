from datetime import date

import numpy as np
import pytest

from qeyd.analyse.delay import chain_ladder, delay_offset, late_reports, reported_share, triangle_of
from qeyd.analyse.replicates import Calendar, draw
from qeyd.analyse.report import ask_all
from qeyd.analyse.rising import rising
from qeyd.model import Period
from qeyd.model.coverage import Coverage
from qeyd.model.finding import Finding
from qeyd.model.question import Question
from tests.analyse.series import happened

# Taylor & Ashe, J. Econometrics 23 (1983) 37-61, as used by Mack (1993): incremental amounts.
TAYLOR_ASHE = [
    [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
    [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
    [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
    [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
    [443160, 693190, 991983, 769488, 504851, 470639],
    [396132, 937085, 847498, 805037, 705960],
    [440832, 847631, 1131398, 1063269],
    [359480, 1061648, 1443370],
    [376686, 986608],
    [344014],
]


def triangle() -> np.ndarray:
    out = np.full((10, 10), np.nan)
    for i, row in enumerate(TAYLOR_ASHE):
        out[i, : len(row)] = row
    return out


def test_the_taylor_ashe_triangle_gives_the_published_reserve_and_error() -> None:
    found = chain_ladder(triangle())
    assert found.reserve == pytest.approx(18_680_856, abs=1)
    assert found.error == pytest.approx(2_447_095, abs=1)


def test_reverse_hazards_and_chain_ladder_say_the_same_share() -> None:
    assert reported_share(triangle())[0] == pytest.approx(1 / np.prod(chain_ladder(triangle()).factors))


def test_the_offset_makes_good_for_late_reports_and_leaves_out_months_of_which_less_than_half_is_in() -> None:
    rng = np.random.default_rng(41)
    tri = np.zeros((60, 7))
    for t in range(60):
        tri[t] = rng.multinomial(400, [0.3, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02])
        tri[t, 60 - t :] = np.nan
    offset = delay_offset(tri)
    assert offset[-1] == -np.inf
    assert np.exp(offset[-2]) == pytest.approx(0.6, abs=0.03)
    assert offset[0] == pytest.approx(0.0)


def test_recent_months_are_named_with_the_share_that_is_in() -> None:
    calendar = Calendar.of(Period.parse("2022-01/2024-12"), "month")
    entries = happened(np.full(36, 6.0))
    late = [
        type(one)(
            **{k: getattr(one, k) for k in one.__slots__}
            | {"known_by": date(one.first.year + one.first.month // 12, one.first.month % 12 + 1, 20)}
        )
        for one in entries[::3]
        if one.first
    ]
    found = late_reports(
        [*late, *(one for i, one in enumerate(entries) if i % 3)], calendar, now=date(2024, 12, 31)
    )
    assert isinstance(found, Finding)
    assert found.effects[-1].about == "2024-12"
    assert 0.5 < found.effects[-1].value < 0.9
    assert triangle_of(entries, calendar, now=date(2024, 12, 31)).shape == (36, 13)


def test_a_fall_that_is_only_lateness_is_not_taken_for_one_and_months_not_half_in_are_left_out() -> None:
    rng = np.random.default_rng(42)
    question = Question("held", Period.parse("2022-01/2025-12"), replicates=3)
    now = date(2025, 12, 31)
    made = []
    for i, one in enumerate(happened(np.full(48, 14.0))):
        told = {k: getattr(one, k) for k in one.__slots__}
        assert one.first is not None
        known = date.fromordinal(one.first.toordinal() + int(rng.geometric(1 / 75)))
        if known <= now:
            made.append(type(one)(**(told | {"known_by": known, "id": f"x{i}"})))
    report = ask_all(made, Coverage(), (), (), question, now=now)
    rise = report.answers[0]
    assert isinstance(rise, Finding)
    assert rise.effects[0].low < 1 < rise.effects[0].high
    assert "less_than_half_is_in" in {limit.rule for limit in rise.limits}
    plain = rising(draw(made, question), Coverage(), question)
    assert isinstance(plain, Finding)
    assert plain.effects[0].value < rise.effects[0].value
