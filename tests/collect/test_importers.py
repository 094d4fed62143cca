import random
import re
import time

import pytest

from qeyd.collect import SORTS, Page, Unusable, pages_in
from tests.collect import samples


def of(sort: str, data: bytes, mapping=None) -> list[Page | Unusable]:
    return list(pages_in(sort, data, "file", mapping))


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_of_file_gives_its_article(sort: str) -> None:
    pages = of(sort, samples.everything()[sort])
    assert pages
    for page in pages:
        assert isinstance(page, Page), page
        flat = re.sub(r"\s+", " ", page.text)
        assert all(sentence in flat for sentence in samples.STORY)
        assert "Home" not in page.text


def test_a_page_in_a_web_archive_keeps_address_headers_and_the_time_of_its_capture() -> None:
    first, second = of("warc", samples.warc())
    assert isinstance(first, Page) and isinstance(second, Page)
    assert (first.url, second.url) == (f"{samples.URL}/0", f"{samples.URL}/1")
    assert ("Server", "a") in first.headers
    assert first.captured_at is not None and first.captured_at.isoformat() == "2019-03-05T10:00:00+00:00"


def test_a_cut_web_archive_gives_what_stands_before_the_cut_and_says_so() -> None:
    data = samples.warc(3)
    pages = of("warc", data[: len(data) - 300])
    assert [type(one) for one in pages[:2]] == [Page, Page]
    assert isinstance(pages[-1], Unusable)


def test_a_chat_is_refused_and_of_a_channel_nobody_who_signed_is_kept() -> None:
    for kind in (
        "private_supergroup",
        "personal_chat",
        "private_channel",
        "public_supergroup",
        "saved_messages",
    ):
        (refused,) = of("telegram", samples.telegram(kind))
        assert isinstance(refused, Unusable) and "chat" in refused.why
    (post,) = of("telegram", samples.telegram())
    assert isinstance(post, Page)
    assert b"user987654" not in post.data and "Signing" not in repr(post)
    assert post.published is not None and post.published.value == "2019-03-05"


def test_an_html_export_on_which_others_write_is_a_chat() -> None:
    def export(writer: str) -> bytes:
        return (
            "<html><head><title>Exported Data</title></head><body><div class='page_header'>Channel A</div>"
            "<div class='message default' id='message3'><div class='from_name'>"
            + writer
            + "</div><div class='date' title='05.03.2019 10:00:00'></div><div class='text'>Rain fell.</div></div>"
        ).encode()

    (post,) = of("html", export("Channel A"))
    assert isinstance(post, Page) and post.text == "Rain fell."
    (refused,) = of("html", export("Somebody"))
    assert isinstance(refused, Unusable)


def test_columns_with_other_names_are_said_and_a_mapping_names_them() -> None:
    data = f"when;what\n2019-03-05;{' '.join(samples.STORY)}\n".encode()
    (refused,) = of("csv", data)
    assert isinstance(refused, Unusable) and '"what"' in refused.why
    (page,) = of("csv", data, {"text": "what", "published": "when"})
    assert isinstance(page, Page) and page.published is not None and page.published.value == "2019-03-05"


def test_a_mail_of_links_alone_is_refused() -> None:
    (refused,) = of("eml", b"Subject: a\nFrom: b\n\nhttps://example.org/1\n")
    assert isinstance(refused, Unusable)


@pytest.mark.parametrize("sort", SORTS)
def test_damaged_files_of_every_sort_are_refused_with_a_reason_and_never_raise(sort: str) -> None:
    whole, chance = samples.everything()[sort], random.Random(sort)
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randrange(len(data))]) if chance.random() < 0.4 else bytes(data)
        began = time.monotonic()
        for one in pages_in(sort, cut, "file"):
            assert isinstance(one, Page | Unusable)
            assert not isinstance(one, Unusable) or one.why
        assert time.monotonic() - began < 30
