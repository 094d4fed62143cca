"""Krippendorff's alpha against the worked examples of his paper of 2011."""

from hypothesis import given
from hypothesis import strategies as st

from qeyd.review.agreement import Metric, agreement, alpha

_ = None
# Krippendorff (2011), section C: four observers, twelve units, answers missing.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
UNITS = list(zip(*OBSERVERS, strict=True))


def near(found: float | None, wanted: float) -> bool:
    return found is not None and abs(found - wanted) < 0.0005


def test_alpha_is_that_of_the_worked_examples() -> None:
    binary = zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True)
    assert near(alpha(binary), 0.095)
    assert near(alpha(UNITS, Metric.NOMINAL), 0.743)
    assert near(alpha(UNITS, Metric.ORDINAL), 0.815)
    assert near(alpha(UNITS, Metric.INTERVAL), 0.849)


def test_full_agreement_is_one_and_one_answer_alone_cannot_be_told_from_chance() -> None:
    assert alpha([(1, 1), (2, 2), (3, 3)]) == 1
    assert alpha([(1, 1), (1, 1)]) is None
    assert alpha([(1, None), (None, 2)]) is None


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    units = [("a", "a")] * 12 + [("b", "b")] * 9 + [("a", "b")] * 4
    found = agreement("act", units, Metric.NOMINAL, coders=["B", "A"], resamples=500)
    assert found.alpha and found.alpha.low <= found.alpha.value <= found.alpha.high
    assert found.alpha.low < found.alpha.high < 1
    assert (found.units, found.coders) == (25, ("A", "B"))
    assert found == agreement("act", units, Metric.NOMINAL, coders=["A", "B"], resamples=500)


def test_few_units_and_answers_all_alike_give_no_number_but_the_reason() -> None:
    few = agreement("act", [("a", "b")] * 9, Metric.NOMINAL, coders=["A", "B"])
    alike = agreement("act", [("a", "a")] * 50, Metric.NOMINAL, coders=["A", "B"])
    assert few.alpha is None and "9" in few.why
    assert alike.alpha is None and alike.why


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=30))
def test_alpha_never_exceeds_one_and_knows_no_order_of_coders_or_units(units: list[tuple[int, int]]) -> None:
    for metric in Metric:
        found = alpha(units, metric)
        turned = alpha([(b, a) for a, b in reversed(units)], metric)
        assert (found is None) == (turned is None)
        if found is not None and turned is not None:
            assert found <= 1 + 1e-9
            assert abs(found - turned) < 1e-9
