import numpy as np
import pytest

from qeyd.analyse.if_nothing_changes import ahead, backtest, if_nothing_changes
from qeyd.analyse.replicates import draw
from qeyd.analyse.scores import (
    log_score,
    negative_binomial_chances,
    poisson_chances,
    ranked_probability_score,
)
from qeyd.model import Period
from qeyd.model.coverage import Coverage
from qeyd.model.finding import Finding, Refusal, Reported
from qeyd.model.question import Question
from tests.analyse.series import happened, nb

# statistics.md §2: Poisson(3) log, RPS; NB(mean 3, size 3) log, RPS.
SCORES = [
    (0, 3.0, 2.043873, 2.079442, 1.691358),
    (1, 1.901388, 1.143447, 1.673976, 0.941358),
    (3, 1.495923, 0.388124, 1.856298, 0.566358),
    (7, 3.834875, 3.078261, 3.347953, 2.956983),
    (12, 9.803867, 8.043914, 5.886348, 7.708204),
]


@pytest.mark.parametrize(("y", "log_p", "rps_p", "log_n", "rps_n"), SCORES)
def test_scores_have_the_published_values(
    y: int, log_p: float, rps_p: float, log_n: float, rps_n: float
) -> None:
    poisson, wide = poisson_chances(3, top=200), negative_binomial_chances(3, 3, top=400)
    got = (
        log_score(poisson, y),
        ranked_probability_score(poisson, y),
        log_score(wide, y),
        ranked_probability_score(wide, y),
    )
    assert got == pytest.approx((log_p, rps_p, log_n, rps_n), abs=1e-6)


def test_nine_in_ten_totals_of_a_steady_series_lie_in_the_interval_and_few_after_a_doubling() -> None:
    rng = np.random.default_rng(51)
    y = nb(rng, 3.0, 3.0, (120, 60))
    inside, doubled = [], []
    for i, row in enumerate(y):
        _, low, high = ahead(row[:48], periods=12, seed=i, draws=400).total()
        inside.append(low <= row[48:].sum() <= high)
        doubled.append(low <= nb(rng, 6.0, 3.0, (1, 12)).sum() <= high)
    assert np.mean(inside) >= 0.83
    assert np.mean(doubled) <= 0.45


def test_more_than_a_quarter_of_the_history_is_not_looked_ahead() -> None:
    with pytest.raises(ValueError, match="quarter"):
        ahead(np.ones(40), periods=11, seed=1)


QUESTION = Question("held", Period.parse("2022-01/2025-12"), replicates=5)


def test_a_scenario_speaks_of_reported_incidents_alone_and_says_that_no_interval_covers_a_change() -> None:
    for seed in range(20):
        entries = happened(nb(np.random.default_rng(seed), 5.0, 8.0, (1, 48))[0])
        answer = if_nothing_changes(draw(entries, QUESTION), Coverage(), QUESTION)
        if isinstance(answer, Finding):
            assert isinstance(answer.effects[0].basis, Reported)
            assert "no_interval_covers_a_change" in {limit.rule for limit in answer.limits}
            return
    raise AssertionError("no steady series got a scenario")


def test_a_scenario_that_loses_to_the_past_or_reaches_too_far_is_refused() -> None:
    refused = []
    for seed in range(20):
        counts = nb(np.random.default_rng(seed), np.where(np.arange(48) < 36, 3.0, 14.0), 8.0, (1, 48))[0]
        ours, climate, last = backtest(counts)
        answer = if_nothing_changes(draw(happened(counts), QUESTION), Coverage(), QUESTION)
        if ours > min(climate, last):
            refused.append(isinstance(answer, Refusal) and answer.rule == "loses_to_the_past")
    assert refused and all(refused)
    far = if_nothing_changes(draw(happened(np.full(48, 3.0)), QUESTION), Coverage(), QUESTION, periods=20)
    assert isinstance(far, Refusal)
    assert far.rule == "beyond_a_quarter_of_the_history"
