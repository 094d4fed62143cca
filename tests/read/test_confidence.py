"""Why the reader is as sure as it is: the reasons of a confidence, in words for people."""

import json
from importlib.resources import files

import pytest

from qeyd.model import Report
from qeyd.read import load_lexicon, read
from qeyd.read.confidence import confidence, explained, reasons
from qeyd.read.confidence_words import WORDS, meaning


def weights():
    return json.loads((files("qeyd.read") / "confidence.json").read_text(encoding="utf-8"))


def test_every_feature_that_weighs_something_has_words():
    unexplained = {name for name in weights() if meaning(name) not in ("", *WORDS)}
    assert not unexplained


def test_a_feature_that_nobody_has_put_into_words_goes_by_its_name():
    assert meaning("some_new feature") == "some new feature"


def test_features_that_mean_the_same_are_one_reason_with_the_sum_of_their_weights():
    same = [name for name in weights() if meaning(name) == "the words that tell the act"]
    some = sorted(same, key=lambda name: weights()[name])[:3]
    (reason,) = reasons(dict.fromkeys(some, 1.0))
    assert reason == ("the words that tell the act", pytest.approx(sum(weights()[name] for name in some)))


def test_the_strongest_reason_comes_first_and_no_more_than_asked_for_are_given():
    told = {name: 1.0 for name in weights() if name != "always"}
    sizes = [abs(size) for _, size in reasons(told, most=5)]
    assert len(sizes) == 5
    assert sizes == sorted(sizes, reverse=True)


def test_what_speaks_for_and_against_stands_apart_with_its_sign():
    strongest = max((n for n in weights() if n != "always"), key=lambda n: weights()[n])
    weakest = min((n for n in weights() if n != "always"), key=lambda n: weights()[n])
    told = {strongest: 1.0, weakest: 1.0}
    note = explained(confidence(told), told)
    assert f"For: {meaning(strongest)} (+{weights()[strongest]:.1f})." in note
    assert f"Against: {meaning(weakest)} (−{-weights()[weakest]:.1f})." in note


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Police detained 14 Tajik migrants at a hostel in Omsk on Monday."),
        ("ru", "Полиция задержала 14 таджикских мигрантов в хостеле в Омске в понедельник."),
        ("az", "Polis bazar ertəsi Omskda 14 tacik miqrantı saxlayıb."),
    ],
)
def test_an_account_says_what_its_confidence_rests_on(code, text):
    (account, *_) = read(Report("r1", text, language=code), load_lexicon()).accounts
    (note,) = (one for one in account.why if one.startswith("Confidence"))
    assert note.startswith(f"Confidence {account.confidence:.2f}. For: ")
