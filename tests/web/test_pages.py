import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qeyd.flow.search import index_new_reports
from qeyd.store import Arrival, Casebook, create_casebook
from qeyd.web.app import make_app
from qeyd.web.filters import ASKED
from tests.web.conftest import PORT, TOKEN
from tests.web.record import HOSTILE, NAME, NOW, TEXTS


class Seen(HTMLParser):
    """What a browser would see: elements with their attributes, and the text within the body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.asked: set[str] = set()  #: fields of forms that ask for a page
        self._asks = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "form":
            self._asks = dict(attrs).get("method") != "post"
        if tag in {"input", "select", "textarea"} and self._asks:
            self.asked.add(str(dict(attrs).get("name")))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.elements if tag == "a" and "href" in attrs]


def report_id(casebook: Casebook, given: str) -> str:
    return next(one.id for one in casebook.reports() if one.given_id == given)


def _is_followed(link: str) -> bool:
    path, _, asked = link.partition("?")
    return not (path in {"/timeline", "/map"} and asked) and asked.count("=") < 2


def every_address(client: TestClient) -> dict[str, Seen]:
    """Every page that can be reached by following links from the first."""
    found: dict[str, Seen] = {}
    waiting = ["/incidents"]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if not address or address in found:
            continue
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        found[address] = Seen(answer.text)
        # The same pages in other languages are left to test_language.py; of the many ways to narrow a view, those of
        # the list with one filter are followed.
        waiting += [link for link in found[address].links() if "lang=" not in link and _is_followed(link)]
    return found


def test_a_number_in_the_list_leads_down_to_its_words(client: TestClient, casebook: Casebook) -> None:
    seen = Seen(client.get("/incidents").text)
    assert "18–40" in seen.text
    assert "/incidents/first#people" in seen.links()
    links = Seen(client.get("/incidents/first").text).links()
    down = sorted({link for link in links if link.startswith("/reports/") and link.endswith("#people")})
    wanted = {key: f"/reports/{report_id(casebook, key)}/accounts/0#people" for key in ("en", "az")}
    assert down == sorted(wanted.values())
    account = client.get(wanted["az"].partition("#")[0]).text
    assert re.search(r'id="people"[^>]*>\s*40 nəfər<', account)


def test_an_incident_tells_reports_outlets_and_origins_apart_and_who_disagrees(client: TestClient) -> None:
    text = Seen(client.get("/incidents/first").text).text
    assert "2 reports 2 outlets 2 independent origins" in text
    assert "Where they disagree people 18 Outlet en at least 40 Outlet az" in text
    assert "same act and place" in text
    assert "Possibly the same as" in text


def test_an_affair_shows_what_is_still_open_first(client: TestClient) -> None:
    text = Seen(client.get("/affairs/matter").text).text
    assert text.index("Still open") < text.index("In time order")
    assert "14 Mar 2025" in text


def test_a_report_keeps_accusations_and_opinions_apart_with_their_speakers(
    client: TestClient, casebook: Casebook
) -> None:
    text = Seen(client.get(f"/reports/{report_id(casebook, 'en')}").text).text
    assert re.search(r"Accusations .*an officer against 18 Tajiks .*They all broke the rules", text)
    assert re.search(r"Opinions .*Samir Durov lawyer .*a deliberate policy", text)
    assert re.search(r"Pattern claims .*Samir Durov intent", text)


def test_a_report_that_could_not_be_read_is_listed_with_the_reason(client: TestClient) -> None:
    assert "No reader for Georgian yet." in Seen(client.get("/reports").text).text
    alone = Seen(client.get("/reports?sort=unread").text).text
    assert "Title ka" in alone
    assert "Title en" not in alone


def test_a_hostile_article_shows_as_text_and_makes_no_element(client: TestClient) -> None:
    pages = every_address(client)
    assert sum(HOSTILE in page.text or "onerror" in page.text for page in pages.values()) >= 5
    for address, page in pages.items():
        for tag, attrs in page.elements:
            assert tag not in {"img", "iframe", "object", "style"}, address
            assert tag != "script" or attrs == {"src": "/static/desk.js", "defer": None}, address
            assert not any(name.startswith("on") or name == "style" for name in attrs), (address, attrs)
            assert not (attrs.get("href") or "").startswith(("javascript:", "http", "//", "data:")), (
                address,
                attrs,
            )


def test_the_words_of_a_report_carry_their_language(client: TestClient, casebook: Casebook) -> None:
    account = Seen(client.get(f"/reports/{report_id(casebook, 'az')}/accounts/0").text)
    texts = [attrs for tag, attrs in account.elements if tag == "div" and attrs.get("class") == "text"]
    assert texts == [{"class": "text", "lang": "az", "dir": "ltr"}]
    assert all("lang" in attrs for tag, attrs in account.elements if tag == "q")


def test_names_of_people_stand_only_in_an_incidents_evidence(client: TestClient, casebook: Casebook) -> None:
    own = report_id(casebook, "az")
    allowed = {"/incidents/first", f"/reports/{own}", f"/reports/{own}/accounts/0", f"/review/{own}"}
    allowed |= {"/review"}  # leads on to the report that waits
    allowed |= {
        "/same/first/second",
        "/same/second/first",
        "/incidents/first/decide",
        "/incidents/second/decide",
    }  # of one affair
    for address, page in every_address(client).items():
        if NAME in page.text:
            assert address.partition("?")[0] in allowed


def test_no_address_lists_or_finds_people(client: TestClient) -> None:
    pages = every_address(client)
    for address in ("/people", "/persons", "/names", "/targets", f"/people/{NAME}", f"/search?q={NAME}"):
        assert client.get(address).status_code == 404, address
    assert not any(re.search(r"name=|person|people/", address) for address in pages)
    fields = {name for page in pages.values() for name in page.asked}
    assert {"q", "act", "order"} <= fields <= {*ASKED, "order", "by"}
    by_name = Seen(client.get("/incidents", params={"name": NAME, "target": NAME, "person": NAME}).text).text
    assert "18–40" in by_name, "a name in the address narrows nothing"


def test_the_name_of_a_person_is_no_word_that_finds_incidents(client: TestClient, casebook: Casebook) -> None:
    index_new_reports(casebook)
    for words in (NAME, *NAME.split()):
        assert "18–40" not in Seen(client.get("/incidents", params={"q": words}).text).text
    assert "18–40" in Seen(client.get("/incidents", params={"q": "saxlanıldı"}).text).text


def test_a_view_stays_whole_from_the_list_to_the_map_and_back(client: TestClient) -> None:
    chosen = "act=detained&group=Tajiks&country=RU&admin1=RU-ZAB"
    for path in ("/incidents", "/timeline", "/map"):
        links = Seen(client.get(f"{path}?{chosen}").text).links()
        assert {f"{other}?{chosen}" for other in ("/incidents", "/timeline", "/map")} <= set(links)
        assert f"{path}?group=Tajiks&country=RU&admin1=RU-ZAB" in links, "each filter can be taken away"


@pytest.mark.parametrize(
    "asked",
    [
        "start=tomorrow",
        "end=2025-02-31",
        "when=2025-13",
        "when=2025-W99",
        "act=",
        "admin1=RU-ZAB",
        "order=up",
        "page=x",
    ],
)
def test_what_an_address_asks_for_in_vain_is_left_out(client: TestClient, asked: str) -> None:
    assert "18–40" in Seen(client.get(f"/incidents?{asked}").text).text


def test_bars_and_regions_open_the_incidents_behind_them(client: TestClient) -> None:
    bars = [link for link in Seen(client.get("/timeline").text).links() if "when=" in link]
    assert set(bars) == {"/incidents?when=2025-03", "/incidents?when=none"}
    page = client.get("/map").text
    regions = [link for link in Seen(page).links() if link == "/incidents?country=RU&admin1=RU-ZAB"]
    assert len(regions) >= 2, "on the map and in its table"
    assert "<circle" not in page, "a region is shaded, never pinned"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("grade=corroborated", {"first"}),
        ("grade=single", {"second"}),
        ("country=RU&act=detained&group=Tajiks", {"first", "second"}),
        ("act=killed", set()),
        ("grade='%20OR%201=1--", set()),
        ("page=0", {"first", "second"}),
        ("page=x&order=nonsense", {"first", "second"}),
    ],
)
def test_filters_narrow_the_list(client: TestClient, query: str, shown: set[str]) -> None:
    links = Seen(client.get(f"/incidents?{query}").text).links()
    assert {link.rsplit("/")[-1] for link in links if re.fullmatch(r"/incidents/\w+", link)} == shown


@pytest.mark.parametrize(
    ("order", "first"), [("people", "first"), ("time", "first"), ("oldest", "first"), ("reports", "first")]
)
def test_the_list_can_be_sorted(client: TestClient, order: str, first: str) -> None:
    links = Seen(client.get(f"/incidents?order={order}").text).links()
    assert next(link for link in links if re.fullmatch(r"/incidents/\w+", link)) == f"/incidents/{first}"


@pytest.mark.parametrize(
    "address",
    [
        "/incidents/none",
        "/affairs/none",
        "/reports/none",
        "/reports/none/accounts/0",
        "/incidents/..%2f..%2fetc",
    ],
)
def test_what_is_not_there_is_said_in_words(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text


def test_an_account_number_beyond_the_last_is_not_there(client: TestClient, casebook: Casebook) -> None:
    assert client.get(f"/reports/{report_id(casebook, 'en')}/accounts/1").status_code == 404


def test_an_empty_casebook_says_what_to_do_next(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "new", passphrase=None, now=NOW) as casebook:
        client = TestClient(make_app(casebook, port=PORT, token=TOKEN), base_url=f"http://127.0.0.1:{PORT}")
        client.get(f"/?token={TOKEN}")
        assert "qeyd add" in Seen(client.get("/incidents").text).text
        casebook.add([Arrival(b"words", TEXTS["en"])], now=datetime.now(UTC))
        assert "qeyd read" in Seen(client.get("/incidents").text).text


def test_a_list_of_many_is_paged(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "many", passphrase=None, now=NOW) as casebook:
        casebook.add([Arrival(f"{n}".encode(), f"Report {n}") for n in range(120)], now=NOW)
        client = TestClient(make_app(casebook, port=PORT, token=TOKEN), base_url=f"http://127.0.0.1:{PORT}")
        client.get(f"/?token={TOKEN}")
        last = Seen(client.get("/reports?page=3").text)
        assert "101–120" in last.text
        assert "/reports?page=2" in last.links()
        assert "/reports?page=4" not in last.links()


def test_reports_are_found_by_their_words_in_any_form_and_the_words_are_shown(
    client: TestClient, casebook: Casebook
) -> None:
    index_new_reports(casebook)
    page = client.get("/reports", params={"q": "holding breaking"}).text
    assert "Title en" in page
    assert "Title az" not in page
    assert '<mark class="hit">held</mark>' in page
    assert "/incidents?q=holding+breaking" in Seen(page).links() or "q=holding%20breaking" in page
    nothing = Seen(client.get("/reports", params={"q": NAME}).text).text
    assert "No report has all these words" in nothing
    assert "<script>document" not in client.get("/reports", params={"q": "Friday"}).text
    assert "<script>" not in client.get("/reports", params={"q": "<script>x"}).text
