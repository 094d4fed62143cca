import pytest

from qeyd.collect.article import article_in, outlet_of
from qeyd.collect.charset import decode
from qeyd.collect.page import Page
from tests.collect.samples import STORY, html

RUSSIAN = (
    "Вчера в Долине прошёл дождь, река поднялась на метр, и мост закрыли до понедельника, сообщил мэр. " * 3
)
TURKISH = (
    "Dün Dolin'de yağmur yağdı, ırmak bir metre yükseldi; köprü pazartesiye kadar kapatıldı, diyor başkan. "
    * 3
)


def page(text: str) -> Page:
    found = article_in(text.encode(), "page.html")
    assert isinstance(found, Page), found
    return found


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8", "utf-16", "utf-16-le", "utf-8-sig"])
@pytest.mark.parametrize("claimed", ["utf-8", "iso-8859-1", "windows-1251", "koi8-r", "no-such-thing"])
def test_russian_is_read_right_whatever_the_header_claims(encoding: str, claimed: str) -> None:
    text = html(paragraphs=(RUSSIAN,), head=f'<meta charset="{claimed}">')
    assert RUSSIAN in decode(text.encode(encoding), claimed)[0]


@pytest.mark.parametrize("encoding", ["cp1254", "iso-8859-9", "utf-8"])
def test_turkish_is_read_right(encoding: str) -> None:
    assert TURKISH in decode(html(paragraphs=(TURKISH,)).encode(encoding), "utf-8")[0]


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        ('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Rain",'
         '"datePublished":"2019-03-05T08:00:00+04:00"}]}</script>', "", "json-ld"),
        ('<meta property="article:published_time" content="2019-03-05T08:00:00Z">', "", "meta"),
        ("", '<time datetime="2019-03-05">5 March</time>', "time"),
        ("", '<div class="news-date">5 марта 2019, 10:00</div>', "text"),
        ("", '<span class="tarix">05.03.2019</span>', "text"),
        ("", '<div class="post-date">5 mart 2019</div>', "text"),
    ],
)  # fmt: skip
def test_the_day_is_read_where_the_page_states_it_and_it_is_kept_where(
    head: str, body: str, source: str
) -> None:
    found = page(html(head=head, body=body))
    assert found.published is not None and found.published.value == "2019-03-05"
    assert found.published_from == source


def test_the_day_of_a_related_story_is_no_publication_day() -> None:
    found = page(html(body='<div class="related"><time datetime="2018-01-01">1.1.2018</time></div>'))
    assert found.published is None


def test_captions_teasers_and_related_links_stay_out() -> None:
    boxes = (
        "<figure><img src=a><figcaption>A caption of the picture of the bridge in Dolin town.</figcaption></figure>"
        '<div class="related-news"><p>Also read how the harvest failed in all of the eastern valleys.</p></div>'
        '<div class="comments"><p>I do not believe a word of this whole story about the rain.</p></div>'
    )
    found = page(
        html(body=boxes, paragraphs=(STORY[0], *["The water kept rising through the night in the town."] * 6))
    )
    assert "caption" not in found.text and "harvest" not in found.text and "believe" not in found.text
    assert STORY[0] in found.text


def test_scripts_and_entities_do_nothing() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
    found = page(bomb + html(body="<script>document.write('harm')</script>&b;"))
    assert "harm" not in found.text and "aaaa" not in found.text


def test_tags_nested_a_hundred_thousand_deep_are_refused_or_read_but_never_crash() -> None:
    assert article_in(("<div>" * 100_000 + "rain" + "</div>" * 100_000).encode(), "deep")


def test_an_outlet_is_named_as_the_list_of_outlets_names_it() -> None:
    assert outlet_of("https://www.azadliq.org/a/1.html") == "Radio Azadliq"
    assert outlet_of("https://daily-a.example/1", "Daily A") == "daily-a.example"
    assert outlet_of(None, "Daily A") == "Daily A"
