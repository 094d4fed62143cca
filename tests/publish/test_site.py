"""The static site and the report: whole in three languages, closed to the outside, the same bytes each time."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import PurePosixPath
from string import Formatter
from xml.etree import ElementTree

import pytest

from qeyd.acts import load_acts
from qeyd.model import Grade, PatternSort, SpeakerSort, Stage, Stance
from qeyd.publish.facets import facets
from qeyd.publish.pictures import map_picture
from qeyd.publish.release import ChangeSort, ClaimSort, Words
from qeyd.publish.report import report
from qeyd.publish.site import ON_A_PAGE, site
from qeyd.publish.summary import summarise
from qeyd.publish.words import LANGUAGES, load_words
from tests.publish.releases import a_release


class Page(HTMLParser):
    """Ids, links and everything a browser would fetch by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        if told.get("id"):
            self.ids.add(str(told["id"]))
        if tag == "a":
            self.links.append(str(told.get("href")))
        elif tag == "link":
            self.fetched.append(str(told.get("href")))
        elif "src" in told or "srcset" in told or "action" in told:
            self.fetched.append(str(told.get("src") or told.get("srcset") or told.get("action")))


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Every page of a site with two pages of incidents."""
    return {
        path: Page(data.decode())
        for path, data in site(a_release(ON_A_PAGE + 20)).items()
        if path.endswith(".html")
    }


def test_every_language_says_everything() -> None:
    english = load_words("en").parts
    for language in LANGUAGES:
        parts = load_words(language).parts
        assert {part: set(keys) for part, keys in parts.items()} == {
            part: set(keys) for part, keys in english.items()
        }
        for part, keys in parts.items():
            for key, text in keys.items():
                fields = {name for _, name, _, _ in Formatter().parse(text) if name}
                wanted = {name for _, name, _, _ in Formatter().parse(english[part][key]) if name}
                assert fields == wanted, (language, part, key)
                assert text.strip()


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("act", load_acts()),
        ("stage", Stage),
        ("stance", Stance),
        ("grade", Grade),
        ("grade_meaning", Grade),
        ("speaker", SpeakerSort),
        ("pattern", PatternSort),
        ("claim", ClaimSort),
        ("change", ChangeSort),
    ],
)
def test_every_value_of_the_model_has_a_word(part: str, values: object) -> None:
    for value in values:  # type: ignore[attr-defined]
        assert load_words("en").has(part, str(value))


def test_every_link_within_the_site_leads_somewhere(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for link in page.links:
            if link.startswith("https://"):
                continue
            file, _, anchor = link.partition("#")
            target = PurePosixPath(path).parent / file if file else PurePosixPath(path)
            while ".." in target.parts:
                at = target.parts.index("..")
                target = PurePosixPath(*target.parts[: at - 1], *target.parts[at + 1 :])
            assert str(target) in pages, (path, link)
            assert not anchor or anchor in pages[str(target)].ids, (path, link)


def test_nothing_is_fetched_from_anywhere_and_nothing_runs(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert not page.tags & {
            "script",
            "iframe",
            "img",
            "object",
            "embed",
            "form",
            "base",
            "video",
            "audio",
        }
        assert all(one.endswith("style.css") and "//" not in one for one in page.fetched)


def test_every_incident_stands_in_every_language_once(pages: dict[str, Page]) -> None:
    ids = {one.id for one in a_release(ON_A_PAGE + 20).incidents}
    for language in LANGUAGES:
        found = [
            id
            for path, page in pages.items()
            if path.startswith(f"site/{language}/incidents")
            for id in page.ids & ids
        ]
        assert sorted(found) == sorted(ids)


def test_words_of_reports_are_words_and_never_markup() -> None:
    whole = a_release(6)
    first = whole.incidents[0]
    hostile = Words("</q><script>alert(1)</script>{{ 7 * 7 }}", "en")
    claim = replace(whole.claims[0], words=hostile, speaker='"><img src=x onerror=alert(1)>')
    accounts = tuple(replace(one, quote=hostile) for one in first.accounts)
    release = replace(
        whole, incidents=(replace(first, accounts=accounts), *whole.incidents[1:]), claims=(claim,)
    )
    for path, data in {**site(release), **report(release)}.items():
        if path.endswith(".html"):
            assert not Page(data.decode()).tags & {"script", "img"}, path
    assert "{{ 7 * 7 }}" in site(release)["site/en/incidents.html"].decode()


def test_an_accusation_stands_with_its_speaker_and_in_no_incident() -> None:
    whole = a_release(6)
    claim = replace(
        whole.claims[0], sort=ClaimSort.ACCUSATION, words=Words("took bribes of an invented sort", "en")
    )
    made = site(replace(whole, claims=(claim,)))
    said = "took bribes of an invented sort"
    assert said in made["site/en/claims.html"].decode()
    assert not [path for path, data in made.items() if said in data.decode() and "claims" not in path]


def test_the_same_release_gives_the_same_bytes() -> None:
    assert site(a_release(9)) == site(a_release(9))
    assert report(a_release(9)) == report(a_release(9))


def test_an_empty_release_says_so() -> None:
    whole = a_release(3)
    empty = replace(whole, incidents=(), affairs=(), claims=(), tables=(), coverage=(), changes=())
    assert "holds no incident" in site(empty)["site/en/index.html"].decode()
    assert report(empty)["report/report-en.html"]


def test_pictures_are_well_formed_and_have_a_text() -> None:
    drawn = map_picture(
        {"RU-SVE": 4, "AZ-BA": 40, "XX-NONE": 3},
        names={"RU-SVE": "Sverdlovsk <Oblast>", "AZ-BA": "Baku"},
        words={"none": "no report", "disputed": "disputed border"},
        alternative='Map "of" two',
    )
    root = ElementTree.fromstring(drawn)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Map "of" two'
    assert "Sverdlovsk &lt;Oblast&gt;: 4" in drawn
    assert not re.search(r"(?:href|src)=", drawn)
    assert map_picture({"XX-NONE": 3}, names={}, words={}, alternative="") == ""


def test_months_and_regions_add_up() -> None:
    release = a_release(50)
    told = summarise(release)
    assert sum(n for _, n in told.months) + told.no_month == told.incidents == 50
    assert sum(n for _, _, n in told.regions) + told.no_region == 50
    assert told.reports == len({note.id for one in release.incidents for note in one.footnotes})


def test_the_pdf_has_its_words_in_cyrillic_and_azerbaijani_and_no_author() -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    from io import BytesIO

    made = report(a_release(5))
    for language, word in {"ru": "Инцидент", "az": "Hadisə", "en": "Incident"}.items():
        read = pypdf.PdfReader(BytesIO(made[f"report/report-{language}.pdf"]))
        text = "".join(page.extract_text() for page in read.pages)
        assert word in text
        assert "�" not in text
        assert not (read.metadata or {}).get("/Author")


def test_every_incident_stands_in_a_list_of_each_field_and_the_numbers_are_right() -> None:
    release = a_release(50)
    for field, those in facets(release.incidents).items():
        ids = [one.id for facet in those for page in facet.pages for one in page.incidents]
        assert sorted(ids) == sorted(one.id for one in release.incidents), field
        assert sum(facet.count for facet in those) == 50
    made = site(release)
    fined = [one for one in release.incidents if one.act == "fined"]
    page = made["site/ru/by-act-fined.html"].decode()
    assert [one for one in release.incidents if f"#{one.id}" in page] == fined


def test_a_long_list_goes_over_pages_that_lead_to_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qeyd.publish.facets.ON_A_LIST", 2)
    monkeypatch.setattr("qeyd.publish.site.ON_A_PAGE", 2)
    made = {path: Page(data.decode()) for path, data in site(a_release(60)).items() if path.endswith(".html")}
    nav = made["site/en/incidents-15.html"].links
    wanted = {f"incidents-{n}.html" for n in (12, 13, 14, 15, 16, 17, 18, 30)} | {"incidents.html"}
    assert {one for one in nav if one.startswith("incidents") and "#" not in one} == wanted
    for path, page in made.items():
        folder = PurePosixPath(path).parent
        for link in page.links:
            if not link.startswith(("http", "#")) and "/" not in link:
                assert str(folder / link.split("#")[0]) in made, (path, link)


def test_findings_lead_to_incidents_and_are_escaped() -> None:
    page = site(a_release(6))["site/az/findings.html"].decode()
    assert "Not assessable &lt;here&gt;." in page
    assert '(<a href="incidents.html#i-000000000002">i-000000000002</a>): 0.90.' in page
    without = replace(a_release(3), findings=(), no_findings="Too few.")
    assert "holds no findings" in site(without)["site/en/findings.html"].decode()
    assert report(without)["report/report-en.html"]


def test_places_and_groups_bear_their_names_in_the_language_of_the_page() -> None:
    release = a_release(12)
    page = {one: site(release)[f"site/{one}/incidents.html"].decode() for one in LANGUAGES}
    assert "<dd>Челябинск, Челябинская область, Россия" in page["ru"]
    assert "<dd>Çelyabinsk, Çelyabinsk vilayəti, Rusiya" in page["az"]
    assert "Chelyabinsk, Chelyabinsk Oblast, Russia" in page["en"]
    assert "Забайкальский край, Россия" in page["ru"]
    assert "Zabaykalsky" not in page["ru"]
    for language, group in (("ru", "азербайджанцы"), ("az", "azərbaycanlılar"), ("en", "Azerbaijanis")):
        assert f"<dd>{group}</dd>" in page[language]
        assert f">{group}</a>" in site(release)[f"site/{language}/browse.html"].decode()
        assert f"<h1>{group}</h1>" in site(release)[f"site/{language}/by-group-azerbaijanis.html"].decode()
    assert "Россия" in site(release)["site/ru/browse.html"].decode()


def test_a_long_report_comes_in_parts_that_hold_every_incident_with_its_notes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qeyd.publish.report.ON_A_PART", 10)
    monkeypatch.setattr("qeyd.publish.report.MOST_AS_PDF", 24)
    monkeypatch.setattr("qeyd.publish.report._pdf", lambda told, language, release: b"%PDF")
    release = a_release(25)
    made = report(release)
    pages = {path: Page(data.decode()) for path, data in made.items() if path.endswith(".html")}
    ids = {one.id for one in release.incidents}
    for language in LANGUAGES:
        parts = [f"report/report-{language}-part-{n}.html" for n in (1, 2, 3)]
        held = [id for path in parts for id in pages[path].ids & ids]
        assert sorted(held) == sorted(ids)
        assert {path.split("/")[1] for path in parts} <= set(pages[f"report/report-{language}.html"].links)
        for path in parts:
            notes = {link[1:] for link in pages[path].links if link.startswith("#note-")}
            assert notes and notes <= pages[path].ids
    assert len([path for path in made if path.endswith(".pdf")]) in (0, 3)
    assert "too many for PDF" in made["report/report-en.html"].decode()
