import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeyd.flow.versions import Edit, Sort, changes, compared, number_words

WORDS = st.lists(st.sampled_from(["3", "5", "men", "held", "in", "Dolin", "Brook", ".", ",", "\n", " "])).map(
    " ".join
)


@given(WORDS, WORDS)
def test_kept_and_put_in_are_the_later_text_and_nothing_of_the_earlier_is_lost(
    before: str, after: str
) -> None:
    pieces = compared(before, after)
    assert "".join(one.text for one in pieces if one.edit is not Edit.TAKEN_OUT) == after
    assert "".join(one.text for one in pieces if one.edit is not Edit.PUT_IN).split() == before.split()


@given(WORDS)
def test_a_text_folded_otherwise_did_not_change(text: str) -> None:
    assert changes(compared(text, " ".join(text.split(" ")))) == ()
    assert all(one.edit is Edit.KEPT for one in compared(text, text.replace(" ", "\n\n")))


@pytest.mark.parametrize(
    ("language", "before", "after", "sort"),
    [
        ("en", "Police held 12 people in Dolin.", "Police held 21 people in Dolin.", Sort.NUMBER),
        ("az", "Saxlanılan üç nəfərdir.", "Saxlanılan beş nəfərdir.", Sort.NUMBER),
        ("ru", "Задержаны две женщины.", "Задержаны три женщины.", Sort.NUMBER),
        ("en", "The engineer Ada Brook was fined.", "The engineer Ada Stone was fined.", Sort.NAME),
        ("ru", "Мэр Ручьёв отказался отвечать.", "Мэр отказался отвечать.", Sort.NAME),
        ("en", "Rain fell. They left.", "Rain fell. People left.", Sort.WORDS),
        ("en", "The bridge was shut quickly.", "The bridge was shut slowly.", Sort.WORDS),
    ],
)
def test_a_number_or_a_name_that_changed_is_called_out(
    language: str, before: str, after: str, sort: Sort
) -> None:
    found = changes(compared(before, after, number_words(language)))
    assert [one.sort for one in found] == [sort]


def test_numbers_come_first_and_each_change_says_what_stood_there() -> None:
    found = changes(
        compared(
            "The mayor quickly closed the bridge. Brook said 3 people were held.",
            "The mayor slowly closed the bridge. Stone said 30 people were held.",
        )
    )
    assert (found[0].before, found[0].after, found[0].sort) == ("3", "30", Sort.NUMBER)
    assert {(one.before, one.after) for one in found} == {
        ("3", "30"),
        ("quickly", "slowly"),
        ("Brook", "Stone"),
    }
    assert found[0].around.endswith("said")
