"""A page's sentences and words."""

from qeyd.languages import load_language
from qeyd.model import Report
from qeyd.read.page import inside_quotes, open_page


def page_of(text: str, language: str = "en"):
    return open_page(Report("r", text, language=language), load_language(language))


def test_words_and_sentences_are_the_texts_own_characters() -> None:
    page = page_of("Rain fell in Orsk. “Stay at home,” said Dr. Tavlin.\n\nThe wind turned.")
    assert [page.text[line.start : line.end] for line in page.lines] == [
        "Rain fell in Orsk.",
        "“Stay at home,” said Dr. Tavlin.",
        "The wind turned.",
    ]
    assert all(page.text[token.start : token.end] == token.text for token in page.tokens)
    assert [token.index for token in page.tokens] == list(range(len(page.tokens)))


def test_a_sentence_without_end_is_cut_into_stretches_that_lose_no_word() -> None:
    text = "rain and wind " * 700
    page = page_of(text)
    assert len(page.lines) > 1
    assert max(len(line.words) for line in page.lines) <= 400
    assert [i for line in page.lines for i in line.words] == list(range(2100))
    assert all(one.end <= other.start for one, other in zip(page.lines, page.lines[1:], strict=False))


def test_the_line_at_a_place_is_the_one_that_holds_it() -> None:
    page = page_of("One. Two is here. Three.")
    assert page.line_at(page.text.index("here")).index == 1
    assert page.line_at(10_000).index == len(page.lines) - 1


def test_a_clause_ends_at_dashes_and_semicolons_but_not_at_commas() -> None:
    page = page_of("Police, he said, held five; two were freed.")
    held = next(token.index for token in page.tokens if token.text == "held")
    words = [page.tokens[i].text for i in page.clause(held)]
    assert "Police" in words and "freed" not in words


def test_words_between_quotation_marks_are_known() -> None:
    page = page_of("He said “go home” twice.")
    inside = [token.text for token, yes in zip(page.tokens, inside_quotes(page), strict=True) if yes]
    assert inside == ["“", "go", "home", "”"]
