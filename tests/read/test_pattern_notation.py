"""What a pattern may ask for: a word in a case, a word closely before its head."""

import pytest

from qeyd.errors import DataFileError
from qeyd.languages import load_language
from qeyd.model import Report
from qeyd.read.page import open_page
from qeyd.read.patterns import parse_pattern


def meets(pattern, text, head):
    page = open_page(Report("x", text, language="az"), load_language("az"))
    at = next(token.index for token in page.tokens if token.text == head)
    made = parse_pattern(pattern, "detained", "verbs", file="x")
    return made.at(page.tokens, at, page.clause(at)) is not None


def test_a_word_may_be_asked_for_in_a_case():
    assert meets("apar + bölmə/dat", "Onu bölməyə aparıblar", "aparıblar")
    assert not meets("apar + bölmə/dat", "Onu bölmədən aparıblar", "aparıblar")


def test_an_object_stands_closely_before_its_verb():
    assert meets("apar < bölmə", "Onu bölməyə aparıblar", "aparıblar")
    assert not meets("apar < bölmə", "Onu aparıblar bölməyə", "aparıblar")


def test_a_long_verb_is_known_though_its_t_is_softened():
    assert meets("dağıt < ev", "Onun evini dağıdıblar", "dağıdıblar")


def test_a_head_has_no_case():
    with pytest.raises(DataFileError):
        parse_pattern("apar/dat", "detained", "verbs", file="x")
