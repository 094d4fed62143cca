import html
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.full_pages import names, render
from qeyd.collect.article import article_in
from qeyd.collect.page import Page
from qeyd.collect.trace import Trace, squeezed
from tests.collect.test_furniture import STORIES, TITLES

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1251", "koi8-r")
RUNS = st.text(st.sampled_from("abcdeжзиыщ&<>\"' \n\xa0«»éəŞ😀-"), min_size=0, max_size=12)


def trace_of(page: Page) -> Trace:
    return Trace(page.data, page.text, media=page.media, encoding=page.encoding)


@pytest.mark.parametrize("template", names())
@pytest.mark.parametrize("language", STORIES)
def test_every_paragraph_of_an_imported_page_leads_back_to_the_bytes_that_spell_it(
    language: str, template: str
) -> None:
    article = {
        "id": "a",
        "text": "\n\n".join(STORIES[language]),
        "language": language,
        "title": TITLES[language],
    }
    page = article_in(render(article, template), template)
    assert isinstance(page, Page)
    trace = trace_of(page)
    for paragraph in STORIES[language]:
        for words in (paragraph, *paragraph.split(". ")):
            at = page.text.find(words)
            assert at >= 0
            ranges = trace.ranges(at, at + len(words))
            assert ranges
            raw = b"".join(page.data[one.start : one.end] for one in ranges)
            assert squeezed(html.unescape(raw.decode(page.encoding or ""))) == squeezed(words)


@settings(max_examples=150, deadline=None)
@given(
    runs=st.lists(
        st.tuples(RUNS, st.sampled_from(["<b>", "</b>", "<br>", "<!-- x > y -->", "<a title='a>b'>", ""]))
    ),
    encoding=st.sampled_from(ENCODINGS),
    references=st.booleans(),
    ends=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_whatever_is_led_back_is_spelled_by_those_bytes(
    runs: list[tuple[str, str]], encoding: str, references: bool, ends: tuple[float, float]
) -> None:
    source = "".join(html.escape(run) + tag for run, tag in runs)
    if references:
        source = "".join(c if c.isascii() else f"&#{ord(c)};" for c in source)
    data = source.encode(encoding, "xmlcharrefreplace")
    text = " ".join("".join(run for run, _ in runs).split())
    trace = Trace(data, text, media="text/html", encoding=encoding)
    start, end = sorted(round(one * len(text)) for one in ends)
    ranges = trace.ranges(start, end)
    if ranges is not None:
        assert squeezed(trace.read(ranges)) == squeezed(text[start:end])
        assert all(0 <= one.start < one.end <= len(data) for one in ranges)
        assert all(a.end <= b.start for a, b in pairwise(ranges))


@given(runs=st.lists(RUNS, min_size=1), encoding=st.sampled_from(ENCODINGS))
def test_a_page_in_order_is_led_back_whole(runs: list[str], encoding: str) -> None:
    data = "".join(f"<p>{html.escape(run)}</p>\n" for run in runs).encode(encoding, "xmlcharrefreplace")
    text = "\n".join(" ".join(run.split()) for run in runs if run.split())
    ranges = Trace(data, text, media="text/html", encoding=encoding).ranges(0, len(text))
    assert (ranges is None) == (not squeezed(text))


@given(st.binary(max_size=60))
@example(b"\xed\xa0")
@example(b"\xed\xa0a")
@example(b"\xf0\x90\x90a\xe2\x82")
def test_damaged_utf8_is_counted_byte_by_byte(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    trace = Trace(data, text, media="text/plain", encoding="utf-8")
    for n, sign in enumerate(text):
        if squeezed(sign) and (ranges := trace.ranges(n, n + 1)):
            raw = b"".join(data[one.start : one.end] for one in ranges)
            assert raw.decode("utf-8", "replace") == sign


def test_words_that_only_a_script_holds_are_not_led_back() -> None:
    data = b"<p>Rain fell.</p><script>var s = 'The bridge was closed on Monday';</script>"
    trace = Trace(data, "Rain fell.\nThe bridge was closed on Monday", media="text/html", encoding="utf-8")
    assert trace.ranges(0, 10) and trace.ranges(11, 20) is None


def test_the_source_around_a_quote_tells_what_spells_it() -> None:
    data = "<td>Yağış <b>iki</b>&nbsp;g&uuml;n davam edib</td>".encode()
    trace = Trace(data, "Yağış iki gün davam edib", media="text/html", encoding="utf-8")
    ranges = trace.ranges(6, 13)
    assert ranges is not None
    pieces = trace.around(ranges, signs=10)
    assert [piece for piece, marked in pieces if marked] == ["iki", "g&uuml;n"]
    assert "".join(piece for piece, _ in pieces) == "<td>Yağış <b>iki</b>&nbsp;g&uuml;n davam edi"[3:] + ""
