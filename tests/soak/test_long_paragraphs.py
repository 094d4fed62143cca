"""A page of a megabyte without a single break is read, in time that grows with its length and no faster."""

import time

import pytest

from qeyd.model import Reading, Report, Unread
from qeyd.read import load_lexicon, read
from tests.read.pages import IRRELEVANT, PUBLISHED, STORY

pytestmark = pytest.mark.soak


def seconds(text: str, language: str) -> float:
    began = time.process_time()
    reading = read(Report("r", text, language=language, published=PUBLISHED), load_lexicon())
    assert isinstance(reading, Reading | Unread)
    return time.process_time() - began


@pytest.mark.parametrize("language", sorted(STORY))
@pytest.mark.parametrize("sort", ["sentences", "no stops", "no blanks", "marks"])
def test_a_megabyte_in_one_paragraph_is_read_in_bounded_time(language: str, sort: str) -> None:
    piece = {
        "sentences": f"{STORY[language]} {' '.join(IRRELEVANT[language])} ",
        "no stops": f"{STORY[language]} {' '.join(IRRELEVANT[language])} ".replace(".", ""),
        "no blanks": STORY[language].replace(" ", ""),
        "marks": "«(“",
    }[sort]
    small, large = 60_000, 1_000_000
    read(Report("r", piece, language=language), load_lexicon())
    first = seconds((piece * (small // len(piece) + 1))[:small], language)
    second = seconds((piece * (large // len(piece) + 1))[:large], language)
    # sixteen times the length: a hundred times the time would be a quadratic step
    assert second < max(1.0, first) * 100
    assert second < 300
