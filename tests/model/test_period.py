from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.errors import ShapeError
from qeyd.model import Period

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DAYS, DAYS)
def test_what_a_period_says_is_read_back_as_the_same_days(one, other):
    period = Period.between(min(one, other), max(one, other))
    again = Period.parse(period.value)
    assert (again.start, again.end) == (period.start, period.end)


@pytest.mark.parametrize(
    "value", ["2025", "2025-08", "2024-02-29", "2025-06-01/2025-06-15", "2024-12-30/2025-01-02"]
)
def test_the_contracts_notation_is_kept(value):
    assert Period.parse(value).value == value


@pytest.mark.parametrize(
    "value", ["", "2025-13", "2025-02-30", "yesterday", "2025/", "25-01-01", "2025-06-15/2025-06-01"]
)
def test_what_is_no_date_is_refused_with_its_words(value):
    with pytest.raises(ShapeError):
        Period.parse(value)


def test_periods_overlap_within_the_slack_given():
    first, second = Period.parse("2025-06-01"), Period.parse("2025-06-03")
    assert not first.overlaps(second)
    assert first.overlaps(second, slack_days=2)
