import numpy as np
import pytest

from qeyd.analyse.bunches import clinging, pairs_near
from tests.analyse.series import triggered

YEARS = np.array([0.0, 1095.0])


def bunched(days: np.ndarray, seed: int) -> bool:
    return pairs_near(np.floor(days), YEARS, np.ones(1), seed=seed, draws=200)[1] > 1


def test_clinging_is_seen_where_incidents_bring_incidents_and_seldom_where_they_do_not() -> None:
    rng = np.random.default_rng(9)
    strong = [clinging(row) > np.log(10) for row in triggered(rng, (40, 48), mean=6.0, carry=0.7)]
    none = [clinging(row) > np.log(10) for row in rng.poisson(3.0, (100, 48))]
    assert np.mean(strong) >= 0.8
    assert np.mean(none) <= 0.07


def test_independent_dates_are_seldom_called_bunched_and_campaigns_nearly_always() -> None:
    alone, campaigns = [], []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        alone.append(bunched(rng.uniform(0, 1095, 110), seed))
        starts = rng.uniform(0, 1070, 6)
        campaigns.append(
            bunched(
                np.concatenate([rng.uniform(0, 1095, 60), *(s + rng.uniform(0, 21, 8) for s in starts)]), seed
            )
        )
    assert np.mean(alone) <= 0.12
    assert np.mean(campaigns) >= 0.9


def test_dates_that_keep_apart_are_below_one_and_a_busier_press_is_taken_into_account() -> None:
    even = pairs_near(np.arange(0, 1095, 10.0), YEARS, np.ones(1), seed=1)
    assert even[2] < 1
    rng = np.random.default_rng(2)
    halves = np.array([0.0, 500.0, 1000.0])
    days = np.concatenate([rng.uniform(0, 500, 30), rng.uniform(500, 1000, 150)])
    assert pairs_near(days, halves, np.array([1.0, 1.0]), seed=1)[1] > 1
    blind, aware = (pairs_near(days, halves, np.array(w), seed=1)[0] for w in ([1.0, 1.0], [1.0, 5.0]))
    assert aware == pytest.approx(1.0, abs=0.15) and blind > aware
