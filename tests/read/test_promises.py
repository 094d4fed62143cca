"""What holds of every reading, whatever the text."""

import hashlib
import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qeyd.languages import language_codes
from qeyd.model import Reading, Report, Unread
from qeyd.model.shapes import reading_to_json
from qeyd.read import load_lexicon, read
from tests.read.pages import IRRELEVANT, PUBLISHED, STORY, corpus, reading_of

LANGUAGES = sorted(language_codes())
SIGNS = (
    "\u200b\u200e\u200f\u202a\u202e\u2066\u2069\u00ad\ufeff\u0301\u0307\u0000\x07\x85\u2028\U0001f468\u200d"
)
WORDS = [word for text in STORY.values() for word in text.split()]
SCRIPTS = "aəıİIğşöüçёйъіїєґ漢字عربيहिन्दीქართულიעבריתไทย한국"
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        [*SIGNS, *"«»“”„\"'’()[]—–-.,;:!?…/\\|@#№%", "\n", "\n\n", " ", "..", "- ", "12.03.2025"]
    ),
    st.text(alphabet=SCRIPTS + SIGNS, min_size=1, max_size=6),
    st.integers(min_value=0, max_value=10**20).map(str),
)
MIXED = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=30).map("".join)
CALM = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)


def quotes(value: object):
    """Every quote in a reading as it is written out."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value
        else:
            for one in value.values():
                yield from quotes(one)
    elif isinstance(value, list):
        for one in value:
            yield from quotes(one)


def assert_rests_on_its_text(reading: Reading | Unread) -> int:
    line = reading_to_json(reading)
    text = line["report"]["text"]
    number = 0
    for quote in quotes(line):
        assert text[quote["start"] : quote["end"]] == quote["text"] != ""
        number += 1
    return number


def test_every_quote_of_every_page_is_the_pages_own_characters() -> None:
    lexicon = load_lexicon()
    found = sum(assert_rests_on_its_text(read(entry.report(), lexicon)) for entry in corpus())
    assert found > 1000


@CALM
@given(text=MIXED, language=st.sampled_from([*LANGUAGES, None, "xx", ""]), outlet=st.none() | MIXED)
def test_any_mixture_of_words_signs_and_scripts_is_read_or_unread_and_never_raises(
    text: str, language: str | None, outlet: str | None
) -> None:
    report = Report("r", text, language=language, outlet=outlet, published=PUBLISHED)
    reading = read(report, load_lexicon())
    assert reading.report.text == text
    assert_rests_on_its_text(reading)


@CALM
@given(text=st.text(max_size=200), language=st.sampled_from(LANGUAGES))
def test_any_unicode_is_read_and_quoted_exactly(text: str, language: str) -> None:
    assert_rests_on_its_text(read(Report("r", text, language=language), load_lexicon()))


@CALM
@given(
    language=st.sampled_from(LANGUAGES),
    signs=st.lists(st.tuples(st.integers(0, 80), st.sampled_from([*SIGNS])), min_size=1, max_size=6),
)
def test_signs_that_show_nothing_anywhere_in_a_sentence_leave_its_quotes_exact(
    language: str, signs: list[tuple[int, str]]
) -> None:
    text = STORY[language]
    for at, sign in signs:
        text = text[:at] + sign + text[at:]
    assert_rests_on_its_text(read(Report("r", text, language=language, published=PUBLISHED), load_lexicon()))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\u200b", "\u202e\u202c", ".", "«", "1", "І", "-\n-", "\ufeff"]
)
@pytest.mark.parametrize("language", [*LANGUAGES, None])
def test_texts_of_next_to_nothing_hold_no_accounts(text: str, language: str | None) -> None:
    reading = read(Report("r", text, language=language), load_lexicon())
    assert isinstance(reading, Unread) or not reading.accounts


def test_the_same_report_gives_the_same_reading_twice() -> None:
    lexicon = load_lexicon()
    for language, text in STORY.items():
        report = Report("r", text, language=language, published=PUBLISHED)
        assert read(report, lexicon) == read(report, lexicon)


_DIGEST = """
import hashlib, json, sys
from qeyd.model import Period, Report
from qeyd.model.shapes import reading_to_json
from qeyd.read import load_lexicon, read
out = hashlib.sha256()
for language, text in json.load(sys.stdin):
    report = Report("r", text, language=language, published=Period.parse("2025-06-16"))
    line = json.dumps(reading_to_json(read(report, load_lexicon())), sort_keys=True)
    out.update(line.encode())
print(out.hexdigest())
"""


def texts_for_digest() -> list[tuple[str, str]]:
    texts = [(code, "\n".join((STORY[code], *IRRELEVANT[code]))) for code in LANGUAGES]
    try:
        entries = corpus()
    except pytest.skip.Exception:
        return texts
    return texts + [(entry.article["language"], entry.article["text"]) for entry in entries[::6]]


def test_a_reading_does_not_depend_on_the_seed_of_hashes() -> None:
    texts = json.dumps(texts_for_digest())
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            input=texts,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "4242")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == len(hashlib.sha256().hexdigest())


def test_the_word_lists_pass_between_processes_as_next_to_nothing_and_read_the_same() -> None:
    lexicon = load_lexicon()
    packed = pickle.dumps(lexicon)
    assert len(packed) < 200
    report = Report("r", STORY["en"], language="en", published=PUBLISHED)
    reading = read(report, pickle.loads(packed))
    assert reading == read(report, lexicon)
    assert pickle.loads(pickle.dumps(reading)) == reading


def told(reading: Reading) -> list[tuple]:
    """What is told: act, stage, people, target and place of each account."""
    return [
        (
            account.act,
            account.stage,
            account.people and account.people.value,
            account.target and account.target.value,
            account.place and account.place.value,
            account.quote.text,
        )
        for account in reading.accounts
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(3))
def test_a_paragraph_about_something_else_changes_nothing_that_was_read(language: str, number: int) -> None:
    before = reading_of(STORY[language], language)
    after = reading_of(f"{STORY[language]}\n\n{IRRELEVANT[language][number]}", language)
    assert told(before), "the sentence tells an account"
    assert told(after) == told(before)


def test_a_paragraph_about_something_else_hardly_ever_changes_a_whole_page() -> None:
    """One page in a hundred may stand at the very edge of the threshold; more would be a fault."""
    lexicon = load_lexicon()
    changed = []
    entries = corpus()[::3]
    for entry in entries:
        report = entry.report()
        longer = replace(report, text=f"{report.text}\n\n{IRRELEVANT[report.language][0]}")
        before, after = read(report, lexicon), read(longer, lexicon)
        assert isinstance(before, Reading) and isinstance(after, Reading)
        if told(before) != told(after):
            changed.append(report.id)
    assert len(changed) <= len(entries) / 100 + 1, changed


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_about_something_else_alone_hold_no_accounts(language: str) -> None:
    assert not reading_of("\n\n".join(IRRELEVANT[language]), language).accounts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("xx", "Lorem ipsum dolor sit amet."),
        ("fr", "La police a arrêté trois hommes à Lyon."),
        (None, "La policía detuvo a tres hombres el lunes en la ciudad y los llevó a la comisaría."),
        ("en", "   "),
    ],
)
def test_what_cannot_be_read_comes_back_with_a_reason(language: str | None, text: str) -> None:
    reading = read(Report("r", text, language=language), load_lexicon())
    assert isinstance(reading, Unread)
    assert reading.why.endswith(".")
    assert reading.report.text == text
