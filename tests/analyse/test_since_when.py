import numpy as np
import pytest

from qeyd.analyse.since_when import changes, segments
from tests.analyse.series import COAL, nb, published, triggered


@pytest.mark.parametrize("shape", [0.5, 1.0, 2.0])
def test_coal_disasters_change_in_1891_under_three_priors(shape: float) -> None:
    one = changes(np.array(COAL), alphas=(1e-5,), carries=(0.0,), margin=1, interval=0.95, shape=shape)[0]
    assert 1851 + one.mode == 1891
    assert abs(1851 + one.low - 1886) <= 1
    assert abs(1851 + one.high - 1896) <= 1
    assert one.before == pytest.approx(3.095, abs=0.055)
    assert one.after == pytest.approx(0.93, abs=0.03)
    assert 12.2 <= np.log10(one.bayes_factor) <= 12.8


def test_pelt_finds_the_published_segments_of_the_coal_series() -> None:
    assert segments(np.array(COAL), penalty=9.437) == [41, 97]
    assert segments(np.array(COAL), penalty=14.155) == [41]


def test_pelt_finds_the_break_of_the_boston_series() -> None:
    y = np.array([float(row["y"]) for row in published("boston.csv")])
    assert segments(y, penalty=8.688) == [55]
    assert segments(y, penalty=13.031) == [55]


def test_a_change_is_rarely_established_where_there_is_none() -> None:
    rng = np.random.default_rng(21)
    flat = changes(nb(rng, 3.0, 3.0, (60, 48)))
    assert np.mean([one.established for one in flat]) <= 0.07
    cling = changes(triggered(rng, (60, 48)))
    assert np.mean([one.established for one in cling]) <= 0.12


def test_a_clear_step_is_established_and_its_interval_holds_the_month() -> None:
    rng = np.random.default_rng(22)
    found = changes(nb(rng, np.where(np.arange(48) >= 24, 12.0, 3.0), 3.0, (30, 48)))
    sure = [one for one in found if one.established]
    assert len(sure) >= 20
    assert np.mean([one.low <= 24 and one.high >= 23 for one in sure]) >= 0.8
    assert np.median([one.ratio for one in found]) == pytest.approx(4.0, rel=0.3)
    assert all(one.ratio_low < one.ratio < one.ratio_high for one in found)


def test_the_chances_of_all_dates_add_up_to_one() -> None:
    for one in changes(nb(np.random.default_rng(23), 5.0, 2.0, (5, 36))):
        assert one.dates.sum() == pytest.approx(1.0)
        assert 0 < one.chance < 1
