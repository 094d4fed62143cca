import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.analyse.negative_binomial import fit
from tests.analyse.series import nb, published, triggered


def test_the_salmonella_agona_series_gives_the_published_fit_of_the_hhh4_family() -> None:
    y = np.array([float(row["y"]) for row in published("agona.csv")])
    t = np.arange(1, len(y) + 1)
    angle = 2 * np.pi * t / 52
    design = np.column_stack([np.ones_like(angle), t - t.mean(), np.sin(angle), np.cos(angle)])
    fitted = fit(y, design)
    assert fitted.carry[0] == pytest.approx(0.26781, abs=1e-4)
    assert fitted.alpha[0] == pytest.approx(0.19059, abs=1e-4)
    assert fitted.loglik[0] == pytest.approx(-620.232, abs=0.005)
    assert np.exp(fitted.beta[0, 1]) == pytest.approx(0.999272, abs=1e-5)
    assert np.hypot(*fitted.beta[0, 2:]) == pytest.approx(0.58414, abs=1e-4)


def test_the_boston_series_gives_the_published_slope_dispersion_and_step() -> None:
    y = np.array([float(row["y"]) for row in published("boston.csv")])
    years = np.arange(len(y)) / 12
    trend = fit(y, np.column_stack([np.ones_like(years), years]), carry=False)
    assert trend.beta[0, 1] == pytest.approx(-0.16450, abs=5e-4)
    assert trend.alpha[0] == pytest.approx(0.07913, abs=1e-4)
    assert trend.loglik[0] == pytest.approx(-147.5465, abs=1e-3)
    step = fit(y, np.column_stack([np.ones_like(years), np.arange(len(y)) >= 55]), carry=False)
    assert np.exp(step.beta[0, 1]) == pytest.approx(0.3324, abs=1e-3)


def test_without_carry_it_agrees_with_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(5)
    for _ in range(3):
        y = nb(rng, 4.0, 2.0, (1, 60))[0]
        design = np.column_stack([np.ones(60), np.linspace(-1, 1, 60)])
        theirs = sm.NegativeBinomial(y, design).fit(disp=0, maxiter=200)
        ours = fit(y, design, carry=False)
        assert ours.loglik[0] == pytest.approx(theirs.llf, abs=1e-4)
        assert ours.beta[0] == pytest.approx(theirs.params[:2], abs=2e-3)


def test_many_series_at_once_are_fitted_as_each_by_itself() -> None:
    y = triggered(np.random.default_rng(3), (20, 48))
    design = np.column_stack([np.ones(48), np.linspace(-1, 1, 48)])
    together = fit(y, design)
    for row in range(20):
        assert fit(y[row], design).loglik[0] == pytest.approx(together.loglik[row], abs=1e-5)


def test_an_attention_that_doubles_is_taken_out_by_the_offset_exactly() -> None:
    y = nb(np.random.default_rng(4), 5.0, 3.0, (1, 48))
    design = np.column_stack([np.ones(48), np.linspace(-1, 1, 48)])
    plain, shifted = fit(y, design), fit(y, design, offset=np.full(48, np.log(7.0)))
    assert shifted.beta[0, 1] == pytest.approx(plain.beta[0, 1], abs=1e-4)
    assert shifted.beta[0, 0] == pytest.approx(plain.beta[0, 0] - np.log(7.0), abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=24, max_size=60))
def test_no_series_of_counts_breaks_the_fit(counts: list[int]) -> None:
    y = np.array(counts, dtype=float)
    fitted = fit(y, np.column_stack([np.ones(len(y)), np.linspace(-1, 1, len(y))]))
    assert np.isfinite(fitted.loglik).all()
    assert (fitted.fitted > 0).all()
    assert 0 <= fitted.carry[0] < 1


def test_a_negative_count_is_an_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        fit(np.array([1.0, -1.0, 2.0]), np.ones((3, 1)))
