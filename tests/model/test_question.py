import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.errors import ShapeError
from qeyd.model import Period
from qeyd.model.question import Question

TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=8), max_size=3
).map(tuple)


@given(TEXTS, TEXTS, st.floats(0.001, 0.4), st.integers(1, 60))
def test_a_question_comes_back_from_its_file_as_it_was(
    groups: tuple[str, ...], places: tuple[str, ...], alpha: float, looks: int
) -> None:
    question = Question(
        "q", Period.parse("2023-01/2024-12"), "week", groups, (), places, alpha=alpha, looks=looks
    )
    assert Question.from_toml(question.to_toml()) == question


def test_the_digest_changes_with_what_is_asked_and_not_with_the_order_or_a_comment() -> None:
    one = Question("q", Period.parse("2023-01/2024-12"), groups=("Tajiks", "Uzbeks"))
    other = Question("q", Period.parse("2023-01/2024-12"), groups=("Uzbeks", "Tajiks"))
    assert one.digest == other.digest
    assert Question.from_toml("# looked nice\n" + one.to_toml()).digest == one.digest
    assert Question("q", Period.parse("2023-01/2024-11"), groups=one.groups).digest != one.digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('window = "2023"', "name"),
        ('name = "q"\nwindow = "2023"\ncolour = 1', "colour"),
        ('name = "q"\nwindow = "2023"\nunit = "day"', "unit"),
        ('name = "q"\nwindow = "2023"\nalpha = 0.9', "alpha"),
        ('name = "q"\nwindow = "2023"\ngroups = "Tajiks"', "groups"),
        ("name = ", "TOML"),
    ],
)
def test_a_question_file_that_cannot_be_used_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ShapeError, match=said):
        Question.from_toml(text)
