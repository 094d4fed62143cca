import pytest

from benchmarks.full_pages import names, render, words
from qeyd.collect.article import article_in, parsed
from qeyd.collect.furniture import cut_boxes, lines_of
from qeyd.collect.page import Page

STORIES = {
    "en": (
        "The council of Dolin closed the old bridge on Tuesday after the river rose by a metre.",
        "Two engineers, Ada Brook and Ole Strand, examined the pillars in the morning. They found cracks.",
        "\"Nobody may cross it before May,\" said the mayor. The ferry runs every half an hour.",
        "The bridge was built in 1911. It was last repaired nine years ago, the council said.",
    ),
    "ru": (
        "Совет посёлка Долинное во вторник закрыл старый мост, после того как река поднялась на метр.",
        "Инженеры Ада Ручьёва и Олег Прибрежный осмотрели опоры утром. Они нашли трещины.",
        "«До мая по нему никто не пройдёт», — сказал глава посёлка. Паром ходит каждые полчаса.",
        "Мост построен в 1911 году. Последний раз его чинили девять лет назад, сообщили в совете.",
    ),
    "az": (
        "Dərəli qəsəbəsinin şurası çay bir metr qalxandan sonra çərşənbə axşamı köhnə körpünü bağlayıb.",
        "Mühəndislər Ada Çaylı və Elçin Sahilli səhər dayaqlara baxıblar. Onlar çatlar aşkar ediblər.",
        "\"Maya qədər oradan heç kim keçə bilməz\", - deyə qəsəbə başçısı bildirib. Bərə yarım saatdan bir işləyir.",
        "Körpü 1911-ci ildə tikilib. Şuradan verilən məlumata görə, onu son dəfə doqquz il əvvəl təmir ediblər.",
    ),
}  # fmt: skip
TITLES = {
    "en": "Old bridge closed in Dolin",
    "ru": "В Долинном закрыли старый мост",
    "az": "Dərəlidə körpü bağlandı",
}


def imported(language: str, template: str, *, paragraphs: int = 4) -> Page:
    article = {
        "id": "a", "text": "\n\n".join(STORIES[language][:paragraphs]), "language": language, "title": TITLES[language],
        "published": "2019-03-05",
    }  # fmt: skip
    found = article_in(render(article, template), template)
    assert isinstance(found, Page), found
    return found


@pytest.mark.parametrize("template", names())
@pytest.mark.parametrize("language", STORIES)
def test_the_whole_story_and_its_day_come_out_of_every_sort_of_page(language: str, template: str) -> None:
    found = imported(language, template)
    said = " ".join(found.text.split())
    for paragraph in STORIES[language]:
        assert paragraph in said
    assert found.published is not None and found.published.value == "2019-03-05"


@pytest.mark.parametrize("template", names())
@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("paragraphs", [2, 4])
def test_no_other_story_no_comment_and_no_notice_is_taken_for_it(
    language: str, template: str, paragraphs: int
) -> None:
    said = imported(language, template, paragraphs=paragraphs).text
    around = words()[language]
    for sort in ("teasers", "comments", "summaries"):
        # Where links and lines of text stand in one block, a summary after a link may be taken for a line of the story.
        if not (sort == "summaries" and template == "06_line_breaks"):
            assert not [one for one in around[sort] if one in said], sort
    assert not [one for one in (around["cookies"], around["subscribe"], around["rights"]) if one in said]


def test_a_link_within_a_sentence_stays() -> None:
    page = (
        "<html><body><h1>Rain in the town of Dolin</h1><p>The mayor <a href=/m>Ada Brook of Dolin</a> closed the "
        "bridge after two days of rain, and the ferry stays closed until Monday morning.</p><p>Schools open on "
        "Friday, she said, after the roads were cleared of stones and mud by volunteers.</p></body></html>"
    )  # fmt: skip
    found = article_in(page.encode(), "a")
    assert isinstance(found, Page) and "Ada Brook of Dolin" in found.text


def test_a_box_with_most_of_the_prose_is_no_advertisement_whatever_it_is_called() -> None:
    story = "".join(f"<p>{one}</p>" for one in STORIES["en"])
    tree = parsed(
        f'<html><body><div class="a1 ad">{story}</div><div class="ad">Buy now, the best flats.</div></body></html>'
    )
    cut_boxes(tree)
    assert "engineers" in tree.text_content() and "flats" not in tree.text_content()


def test_lines_are_what_a_reader_sees_whatever_tags_make_them() -> None:
    tree = parsed("<body>one <b>two</b><br>three<p>four <a href=x>five</a></p>six<script>no</script></body>")
    lines = lines_of(tree.find(".//body"))
    assert [" ".join(one.text.split()) for one in lines] == ["one two", "three", "four five", "six"]
    assert [one.linked for one in lines] == [0, 0, 4, 0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Print workers went on strike in Dolin on Monday, their union said.",
        "Share prices of the ferry company fell after the bridge was opened again.",
        "Copyright law was changed by the council on Tuesday, and readers protested.",
        "Реклама на мосту запрещена с мая, сообщили в совете посёлка Долинное.",
        "В телефоне инженера нашли фото: на нём видны трещины в опорах моста.",
        "Reklam şirkəti körpünün yanındakı lövhələri çərşənbə günü götürüb.",
    ],
)
def test_a_sentence_that_begins_like_a_notice_stays(sentence: str) -> None:
    story = "".join(f"<p>{one}</p>" for one in (*STORIES["en"][:2], sentence, *STORIES["en"][2:]))
    found = article_in(f"<html><body><h1>{TITLES['en']}</h1>{story}</body></html>".encode(), "a")
    assert isinstance(found, Page) and sentence in found.text
