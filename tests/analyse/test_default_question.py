from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qeyd.analyse.default_question import default_question
from qeyd.model import Period
from qeyd.model.coverage import ControlStories, Seen

START = date(2023, 1, 2)


def stories(start: date, days: int, *, every: int = 3) -> list[Seen]:
    return [Seen("Çay", start + timedelta(days=i), 1) for i in range(0, days, every)]


def test_the_window_is_the_whole_months_of_the_collection() -> None:
    asked = default_question(stories(START, 410))
    assert asked is not None
    assert asked.window == Period.parse("2023-01/2024-01")


def test_a_month_begun_late_or_not_over_is_left_out() -> None:
    asked = default_question(stories(date(2023, 1, 20), 385))
    assert asked is not None
    assert asked.window == Period.parse("2023-02/2024-01")


def test_a_long_silence_ends_the_window_and_a_short_one_does_not() -> None:
    stray = [Seen("Çay", date(2019, 5, 3), 1)]
    asked = default_question([*stray, *stories(START, 90), *stories(date(2023, 6, 1), 244)])
    assert asked is not None
    assert asked.window == Period.parse("2023-01/2024-01")


def test_what_was_given_is_used_by_name_and_nothing_is_asked_of_nothing() -> None:
    controls = [ControlStories("accidents", "made up", ())]
    asked = default_question(stories(START, 400), controls)
    assert asked is not None
    assert asked.denominators == ("accidents",)
    assert default_question([]) is None


@given(st.lists(st.dates(date(2015, 1, 1), date(2026, 12, 31)), min_size=1, max_size=40))
def test_the_window_is_always_whole_months_that_reach_no_further_than_the_collection(
    days: list[date],
) -> None:
    asked = default_question([Seen("Çay", day, 1) for day in days])
    assert asked is not None
    window = asked.window
    assert window.start.day == 1
    assert (window.end + timedelta(days=1)).day == 1
    assert window.start <= max(days)
    assert window.end <= (max(days).replace(day=1) + timedelta(days=32)).replace(day=1)
