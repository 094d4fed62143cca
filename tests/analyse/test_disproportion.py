import numpy as np
import pytest

from qeyd.analyse.disproportion import ebgm, fit_mixture, ic, margins, proportional_ratios, standing_out
from tests.analyse.series import published

# statistics.md §2: IC with its Gamma interval.
IC = [
    (1, 0.05, 1.4475, -2.3498, 3.0872),
    (3, 0.5, 1.8074, -0.2431, 3.0012),
    (3, 1, 1.2224, -0.8281, 2.4162),
    (10, 2, 2.0704, 1.0402, 2.8270),
    (0, 2, -2.3219, -12.3138, 0.0069),
]


@pytest.mark.parametrize(("observed", "expected", "middle", "low", "high"), IC)
def test_the_information_component_has_the_published_values(
    observed: float, expected: float, middle: float, low: float, high: float
) -> None:
    assert [float(one) for one in ic(observed, expected)] == pytest.approx([middle, low, high], abs=1e-4)


def test_the_food_supplement_reports_give_the_published_prior_and_pairs() -> None:
    rows = published("caers_processed.csv")
    n, e = (np.array([float(row[key]) for row in rows]) for key in ("N", "E"))
    prior = fit_mixture(n, e, only_positive=True)
    theta = (prior.shape1, prior.rate1, prior.shape2, prior.rate2, prior.share)
    assert theta == pytest.approx((3.2538, 0.39989, 2.0261, 1.9081, 0.06535), rel=0.01)
    middle, low, _ = ebgm(n, e, prior)
    assert abs(int((low >= 2).sum()) - 131) <= 1
    assert (middle.max(), low[middle.argmax()]) == pytest.approx((23.26, 15.68), abs=0.05)


def test_proportional_ratios_are_those_of_the_two_by_two_table() -> None:
    prr, ror = proportional_ratios(np.array([[10.0, 90.0], [5.0, 95.0]]))
    assert prr[0, 0] == pytest.approx(2.0)
    assert ror[0, 0] == pytest.approx(10 * 95 / (90 * 5))


def test_margins_keep_the_totals() -> None:
    table = np.random.default_rng(1).poisson(3.0, (6, 4)).astype(float)
    assert margins(table).sum(axis=0) == pytest.approx(table.sum(axis=0))
    assert margins(table).sum(axis=1) == pytest.approx(table.sum(axis=1))


def test_tables_without_a_pattern_rarely_flag_any_cell_even_when_records_come_in_clusters() -> None:
    rng = np.random.default_rng(31)
    chance = np.outer(rng.dirichlet(np.full(12, 3.0)), rng.dirichlet(np.full(6, 3.0))).ravel()
    plain, clustered = [], []
    for i in range(40):
        table = rng.multinomial(250, chance).reshape(12, 6).astype(float)
        plain.append(bool((standing_out(table, seed=i, simulations=100).p_any <= 0.05).any()))
        sizes = [(1 + rng.poisson(1.5, k)).sum() for k in rng.multinomial(100, chance)]
        bunched = np.array(sizes, dtype=float).reshape(12, 6)
        found = standing_out(bunched, seed=i, simulations=100)
        clustered.append(bool((found.p_any <= 0.05).any()))
        assert found.dispersion > 1
    assert np.mean(plain) <= 0.15
    assert np.mean(clustered) <= 0.15


def test_a_cell_far_beyond_chance_is_flagged_and_the_others_are_not() -> None:
    rng = np.random.default_rng(32)
    table = rng.poisson(4.0, (10, 6)).astype(float)
    table[2, 3] += 25
    flagged = standing_out(table, seed=1, simulations=200).p_any <= 0.05
    assert flagged[2, 3]
    assert flagged.sum() == 1
