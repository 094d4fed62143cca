"""What changed between two releases is told with its cause, in three languages."""

from dataclasses import replace

import pytest

from qeyd.publish.changes import changes_since, why_said
from qeyd.publish.release import ChangeSort
from qeyd.publish.words import LANGUAGES, load_words
from qeyd.publish.writers import to_json
from tests.publish.releases import a_release

BEFORE = a_release(6)
FIRST = BEFORE.incidents[0]


def changed(**fields: object) -> str:
    """Why the first incident is said to have changed, without and with a decision about its affair."""
    after = replace(BEFORE, incidents=(replace(FIRST, **fields), *BEFORE.incidents[1:]))  # type: ignore[arg-type]
    (alone,) = changes_since(to_json(BEFORE), after)
    (decided,) = changes_since(to_json(BEFORE), after, [frozenset({FIRST.affair}), frozenset({"i-nobody"})])
    assert alone.sort is decided.sort is ChangeSort.CHANGED
    assert decided.why == ("" if "linked anew" in alone.why else f"{alone.why}; ") + "decisions of people: 1"
    return alone.why


def test_each_cause_is_told() -> None:
    assert changed(act="fined") == "reports around it were linked anew"
    assert changed(act="fined", footnotes=()) == f"reports that are gone: {len(FIRST.footnotes)}"
    more = (*FIRST.footnotes, replace(FIRST.footnotes[0], id="e-new"))
    assert changed(reports=9, footnotes=more) == "reports that are new: 1"
    assert changes_since(to_json(BEFORE), BEFORE, [frozenset({FIRST.id})]) == ()
    other = replace(BEFORE, qeyd="99", incidents=(replace(FIRST, act="fined"), *BEFORE.incidents[1:]))
    assert changes_since(to_json(BEFORE), other)[0].why == "another version of qeyd read it"
    without = replace(BEFORE, incidents=BEFORE.incidents[1:])
    (gone,) = changes_since(to_json(BEFORE), without, [frozenset({FIRST.footnotes[0].id})])
    assert gone.why == "no published report tells it any more, or it is held back; decisions of people: 1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_words_in_the_language(language: str) -> None:
    words, english = load_words(language), load_words("en")
    causes = [words_of.format(n=7) for words_of in english.parts["cause"].values()]
    said = why_said("; ".join(causes), words).split("; ")
    assert said == [one.format(n=7) for one in words.parts["cause"].values()]
    assert why_said("a cause of an older release", words) == "a cause of an older release"
