"""An incident's page shows what ties the accounts of one origin; an affair's, what became of what was announced."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qeyd.flow.link import link_casebook
from qeyd.model import AccountRef, Period, Reading
from qeyd.store import Arrival, Casebook
from qeyd.web.origins import tie_words
from tests.link.texts import account
from tests.store.samples import new_casebook
from tests.web.conftest import TOKEN
from tests.web.desk import browser
from tests.web.test_pages import Seen

STORY = (
    "Police in Tyumen detained 18 Tajik workers at a hostel on Friday evening, the regional legal aid group said. "
    "The men were taken to the station on Garden Street, photographed, and kept there until the next morning. "
    "Nobody told them why, and an interpreter was refused to all of them."
)
TOLD = {"people": 18, "group": "Tajiks", "place": "Tyumen", "day": "2031-03-14"}


def put(casebook: Casebook, text: str, number: int, **told: object) -> AccountRef:
    arrival = Arrival(
        text.encode(),
        text,
        url=f"https://outlet-{number}.example/{number}",
        language="en",
        outlet=f"Outlet {number}",
        published=Period.parse(f"2031-03-{16 + number}"),
    )
    report = casebook.report(casebook.add([arrival])[0].id)
    assert report
    casebook.keep_readings([Reading(report, (account(report, **told),), read_by="test", relevance=0.9)])
    return AccountRef(report.id, 0)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with new_casebook(tmp_path / "c") as made:
        yield made


def source(casebook: Casebook, path: str) -> str:
    client: TestClient = browser(casebook)
    client.get(f"/?token={TOKEN}")
    answer = client.get(path)
    assert answer.status_code == 200
    client.app.state.links.close()
    return str(answer.text)


def page(casebook: Casebook, path: str) -> str:
    return Seen(source(casebook, path)).text


def test_a_copy_is_shown_with_the_passages_that_stand_in_both(casebook: Casebook) -> None:
    one = put(casebook, STORY, 0, **TOLD)
    put(casebook, f"Workers held. {STORY}", 1, **TOLD)
    link_casebook(casebook)
    incident = casebook.incident_of(one)
    assert incident and len(casebook.incident(incident).origins) == 1
    html = source(casebook, f"/incidents/{incident}")
    text = Seen(html).text
    assert "Likely the first: Outlet 0" in text, text[text.find("An origin is") :][:600]
    assert "One text is a copy of the other, or both are of a third." in text
    shared = [one.split("</div>")[0] for one in html.split('<div class="beside">')[1:]]
    assert shared and all(one.count("photographed, and kept there") == 2 for one in shared), (
        "in the words of both"
    )


def test_an_incident_of_one_account_shows_no_ties(casebook: Casebook) -> None:
    one = put(casebook, STORY, 0, **TOLD)
    link_casebook(casebook)
    text = page(casebook, f"/incidents/{casebook.incident_of(one)}")
    assert "One origin" in text and "Why these are one origin" not in text and "Likely the first" not in text


def test_an_affair_says_what_became_of_what_was_ordered(casebook: Casebook) -> None:
    ordered = {
        **TOLD,
        "act": "deportation_ordered_or_prepared",
        "day": "2031-03-15",
        "names": ("Daler Nurov",),
        "people": 1,
    }
    gone = {**ordered, "act": "deported", "day": "2031-03-18"}
    first = put(
        casebook, "A court in Tyumen ordered the deportation of the Tajik worker Daler Nurov.", 0, **ordered
    )
    put(casebook, "The Tajik worker Daler Nurov was deported from Tyumen on Tuesday.", 3, **gone)
    link_casebook(casebook)
    incident = casebook.incident(casebook.incident_of(first))
    affair = casebook.affair(incident.affair)
    assert len(affair.incidents) == 2 and not affair.open
    text = page(casebook, f"/affairs/{affair.id}")
    assert "Announced, and what became of it" in text and "carried out – Deportation" in text
    assert "Still open" not in text


def test_every_sort_of_tie_has_words() -> None:
    from qeyd.link.origins import SORTS

    assert [sort for sort in SORTS if tie_words(sort) == sort] == []
