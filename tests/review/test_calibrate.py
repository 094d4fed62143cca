"""Scores made to say how often they are right."""

import random

from hypothesis import given
from hypothesis import strategies as st

from qeyd.review import calibrate


def overconfident(n: int, *, seed: int = 1) -> list[tuple[float, bool]]:
    """Scores that are surer than they are right: at 0.9 right in seven of ten."""
    chance = random.Random(seed)
    scores = [chance.uniform(0.6, 0.99) for _ in range(n)]
    return [(score, chance.random() < 0.5 + (score - 0.6) * 0.6) for score in scores]


def test_a_reader_that_is_too_sure_is_brought_down_on_what_was_not_learned_from() -> None:
    pairs = overconfident(400)
    for way in (calibrate.platt, calibrate.isotonic):
        after = calibrate.cross_validated(pairs, way)
        assert calibrate.brier(after) < calibrate.brier(pairs)
        assert calibrate.off_by(after) < calibrate.off_by(pairs) / 2


def test_scores_that_are_right_as_often_as_they_say_hardly_move() -> None:
    chance = random.Random(2)
    pairs = [(score, chance.random() < score) for score in (chance.uniform(0.05, 0.95) for _ in range(2000))]
    learned = calibrate.platt(pairs)
    assert all(abs(calibrate.apply(learned, score) - score) < 0.05 for score in (0.1, 0.3, 0.5, 0.7, 0.9))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=60))
def test_a_higher_score_never_becomes_the_lower_one(pairs: list[tuple[float, bool]]) -> None:
    for way in (calibrate.platt, calibrate.isotonic):
        learned = way(pairs)
        after = [calibrate.apply(learned, score / 20) for score in range(21)]
        assert after == sorted(after)
        assert all(0 <= one <= 1 for one in after)
