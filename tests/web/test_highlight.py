import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.web.highlight import Mark, highlight

TEXTS = st.text(alphabet="abə \n<&", min_size=1, max_size=40)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(start, end, f"field{number}", f"anchor{number}", f"label{number}"))
    return text, marks


def shown(text: str) -> str:
    """What a page shows of a text: its lines that are not blank."""
    return "".join(line for line in text.split("\n") if line.strip())


@given(marked())
def test_no_character_of_the_article_is_lost_or_added(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert "".join(piece.text for line in highlight(text, marks) for piece in line) == shown(text)


@given(marked())
def test_the_highlighted_words_of_a_field_are_its_quote(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    pieces = [piece for line in highlight(text, marks) for piece in line]
    for mark in marks:
        found = "".join(piece.text for piece in pieces if mark.field in piece.fields)
        quote = text[mark.start : mark.end]
        assert found.replace(" ", "") == quote.replace("\n", "").replace(" ", "")


@given(marked())
def test_every_mark_that_shows_can_be_led_to_exactly_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    anchors = [anchor for line in highlight(text, marks) for piece in line for anchor in piece.anchors]
    assert sorted(set(anchors)) == sorted(anchors)
    assert set(anchors) >= {mark.anchor for mark in marks if text[mark.start : mark.end].strip()}


def test_a_number_inside_the_clause_gives_the_colour_of_the_number() -> None:
    (line,) = highlight(
        "Police held 3 men", [Mark(0, 17, "act", "act", ""), Mark(12, 13, "people", "people", "")]
    )
    assert [(piece.text, piece.fields) for piece in line] == [
        ("Police held ", ("act",)),
        ("3", ("people", "act")),
        (" men", ("act",)),
    ]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (0, 9), (-1, 2)])
def test_a_mark_outside_the_text_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not lie"):
        highlight("abc", [Mark(start, end, "act", "act", "")])
