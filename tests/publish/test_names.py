"""Protected names are found in every spelling; words that are no names are left alone."""

import json
from pathlib import Path
from random import Random

import pytest

from qeyd.publish.names import Finder, Name, replaced
from tests.publish.variants import FIRST, LAST, SENTENCES, variants

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


def people() -> list[tuple[int, int]]:
    return [(at % len(FIRST), at // len(FIRST) % len(LAST)) for at in range(len(FIRST) * len(LAST))]


def test_of_two_thousand_spellings_at_most_one_in_two_hundred_is_missed() -> None:
    random = Random(7)
    tried, missed, partly = 0, [], []
    for first, last in people()[::2]:
        # The record has one spelling, in any of the three languages; the others have to be found from it.
        for known in range(3):
            finder = Finder([Name.of("P", [f"{FIRST[first][known]} {LAST[last][known]}"])])
            for language, spelling in variants(first, last, random):
                tried += 1
                text = SENTENCES[language].format(spelling)
                found = [one.text for one in finder.find(text)]
                if not found:
                    missed.append((FIRST[first][known] + " " + LAST[last][known], spelling))
                elif sum(map(len, found)) < len(spelling) - 4:
                    partly.append((spelling, found))
    assert tried >= 2_000
    assert not partly, (len(partly), partly[:10])
    assert len(missed) / tried <= 0.005, (len(missed), tried, missed[:20])


def test_what_is_found_is_replaced_whole_and_nothing_else() -> None:
    finder = Finder([Name.of("P-1", ["Elvar Dənizsoylu"])])
    text, n = replaced("Эльвара Денизсойлу задержали. E. Dənizsoylu saxlanıb; elvar-denizsoylu.html", finder)
    assert n == 3
    assert text == "P-1 задержали. P-1 saxlanıb; P-1.html"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared is not here: the invented pages are needed.")
def test_at_most_one_page_in_twenty_without_the_names_is_called_one_with() -> None:
    finder = Finder(
        Name.of(f"P-{first}-{last}", [f"{FIRST[first][0]} {LAST[last][0]}"]) for first, last in people()[::3]
    )
    texts = [
        json.loads(line)["text"]
        for file in sorted(CORPUS.glob("articles*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert len(texts) > 100
    called = [text for text in texts if any(True for _ in finder.find(text))]
    whole = [text for text in called if any(len(one.text.split()) > 1 for one in finder.find(text))]
    assert len(called) / len(texts) <= 0.05, (len(called), len(texts))
    assert not whole


def test_officials_outlets_and_places_of_the_same_word_may_stand_alone_but_not_with_the_first_name() -> None:
    finder = Finder([Name.of("P-1", ["Elvar Yelkənov"])], shown=["Minister Rauf Yelkənov"])
    assert not list(finder.find("Minister Yelkənov said so."))
    assert [one.label for one in finder.find("Elvar Yelkənov was held.")] == ["P-1"]


def test_looking_for_many_at_once_finds_what_looking_for_each_one_finds() -> None:
    random = Random(11)
    names = {
        f"P-{first}-{last}": Name.of(f"P-{first}-{last}", [f"{FIRST[first][0]} {LAST[last][0]}"])
        for first, last in people()
    }
    all_of_them = Finder(names.values())
    for first, last in people()[::7]:
        one = Finder([names[f"P-{first}-{last}"]])
        for language, spelling in variants(first, last, random):
            text = SENTENCES[language].format(spelling)
            # A surname with an initial may be a brother's as well; where the name is whole, it is this person alone.
            expected = [(it.start, it.end) for it in one.find(text)]
            found = list(all_of_them.find(text))
            assert [(it.start, it.end) for it in found] == expected, (spelling, found)
            if len(expected) == 1 and "." not in spelling:
                assert [it.label for it in found] == [f"P-{first}-{last}"], (spelling, found)


def test_one_word_of_a_name_far_from_another_is_no_name_but_an_initial_beside_a_surname_is() -> None:
    finder = Finder([Name.of("P-1", ["Elvar Dənizsoylu"]), Name.of("P-2", ["Ali Murad"])])
    assert [one.label for one in finder.find("Dünən E.\nDənizsoylu və ali Murad saxlanıldı")] == [
        "P-1",
        "P-2",
    ]
    assert not list(finder.find("Ali məhkəmə dünən Bakıda, Murad adlı küçədə", alone=False))
