"""Copies are found whatever was cut, moved or replaced; standing passages make none. All texts are invented."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.link.copies import MOST_BEARERS, CopyIndex, copies, shared_passages
from qeyd.model import Report

SYLLABLES = ["ba", "den", "kir", "lor", "mun", "nal", "pes", "rik", "sod", "tul", "var", "zem"]


def text_of(seed: int, words: int = 120) -> str:
    rng = random.Random(seed)
    return " ".join("".join(rng.choices(SYLLABLES, k=3)) for _ in range(words))


ORIGINAL = text_of(1)
OTHER = text_of(2)


def found(*texts: str) -> set[tuple[int, int]]:
    return {(a, b) for a, b, _ in copies(texts)}


def test_a_trimmed_copy_is_found_from_half_of_the_words_on() -> None:
    assert found(ORIGINAL, OTHER, " ".join(ORIGINAL.split()[40:100])) == {(0, 2)}


def test_a_copy_with_four_words_in_ten_replaced_is_found_by_its_order() -> None:
    rng = random.Random(3)
    spun = " ".join(word if rng.random() < 0.6 else rng.choice(OTHER.split()) for word in ORIGINAL.split())
    assert (0, 2) in found(ORIGINAL, OTHER, spun)
    assert (1, 2) not in found(ORIGINAL, OTHER, spun)


def test_a_new_lead_and_another_order_do_not_hide_a_copy() -> None:
    words = ORIGINAL.split()
    moved = " ".join([*text_of(9, 30).split(), *words[60:], *words[:60]])
    assert found(ORIGINAL, moved) == {(0, 1)}


def test_a_standing_footer_makes_no_copies_and_a_release_in_many_papers_does() -> None:
    footer = text_of(4, 25)
    bodies = [text_of(100 + n, 45) + " " + footer for n in range(40)]
    assert found(*bodies) == set()
    release = [text_of(5, 80) + " " + text_of(200 + n, 12) for n in range(40)]
    assert len(found(*release)) == 40 * 39 // 2


def test_very_short_texts_say_too_little() -> None:
    assert found("Twelve men were held.", "Twelve men were held.") == set()


def state(index: CopyIndex, names: dict[int, int]) -> dict[int, dict[int, float]]:
    return {names[n]: {names[o]: share for o, share in index.like(n).items()} for n in names}


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(24)), st.sets(st.integers(0, 23), max_size=8))
def test_what_is_found_depends_neither_on_order_nor_on_what_was_taken_out(
    order: list[int], gone: set[int]
) -> None:
    footer = text_of(4, 25)
    texts = [text_of(300 + n // 3, 50) + (" " + footer if n % 2 else "") for n in range(24)]
    straight, shuffled = CopyIndex(), CopyIndex()
    names = {straight.add(texts[n]): n for n in range(24) if n not in gone}
    straight.settle()
    other = {}
    for n in order:
        other[shuffled.add(texts[n])] = n
        if n % 5 == 0:
            shuffled.settle()
    for number, n in list(other.items()):
        if n in gone:
            shuffled.remove(number)
            del other[number]
    shuffled.settle()
    assert state(straight, names) == state(shuffled, other)
    straight_pairs = {(min(a, b), max(a, b)) for a, likes in state(straight, names).items() for b in likes}
    kept = [n for n in range(24) if n not in gone]
    assert straight_pairs == {(kept[a], kept[b]) for a, b in found(*(texts[n] for n in kept))}


def test_what_very_many_reports_carry_proposes_no_pair() -> None:
    assert found(*[ORIGINAL] * (MOST_BEARERS + 1)) == set()


def test_shared_passages_are_cut_from_both_reports() -> None:
    one = Report("a", "At noon " + ORIGINAL + ".")
    other = Report("b", ORIGINAL + " Nobody answered.")
    (passage,) = shared_passages(one, other)
    assert one.text[slice(*passage.first)] == other.text[slice(*passage.second)] == passage.text
    assert len(passage.text.split()) == 120
