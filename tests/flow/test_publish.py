"""Publishing a casebook of invented people: nobody's name leaves, the same gives the same, what changed is told."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from qeyd.errors import StoreError
from qeyd.flow.link import link_casebook
from qeyd.flow.publish import Asked, LeakFound, publish_casebook
from qeyd.flow.read import read_new_reports
from qeyd.flow.review import allow_name, judge_account, release
from qeyd.flow.testimony import Testimony, record_testimony, set_consent
from qeyd.model import Consent, Period, Verdict
from qeyd.publish import veil
from qeyd.publish.record import Rules
from qeyd.store import Arrival, Casebook, create_casebook
from tests.publish.variants import FIRST, LAST

NOW = datetime(2026, 11, 20, tzinfo=UTC)
#: (language, text, slug): a name in every place a name can hide.
TOLD = [
    (
        "en",
        "Police detained {e} in {pe} on {day}, his lawyer said. {le} was taken to a police station.",
        "{es}-detained",
    ),
    (
        "ru",
        "{rday} полиция задержала {rg} в {pr}. Адвокат сообщил, что {r} находится в отделе.",
        "{rs}-zaderzhan",
    ),
    (
        "az",
        "{aday} {pa} polis {a} adlı sakini saxlayıb. Vəkil bildirib ki, {la} polis bölməsindədir.",
        "{as_}-saxlanildi",
    ),
]
TOWNS = [("Ganja", "Гяндже", "Gəncədə"), ("Sumgait", "Сумгаите", "Sumqayıtda"), ("Sheki", "Шеки", "Şəkidə")]
MONTHS = {3: ("March", "марта", "mart"), 4: ("April", "апреля", "aprel"), 5: ("May", "мая", "may")}


def arrivals(n: int) -> list[Arrival]:
    """Invented reports, each about one invented person."""
    out = []
    for at in range(n):
        first, last = FIRST[at % 10], LAST[at // 10 % 10]
        day = date(2025, 3, 1) + timedelta(days=at % 90)
        months = MONTHS[day.month]
        town = TOWNS[at % 3]
        language, text, slug = TOLD[(at // 3) % 3]
        russian = f"{first[1]}а {last[1]}{'а' if last[1].endswith('в') else ''}"
        values = {
            "e": f"{first[2]} {last[2]}", "le": last[2], "r": f"{first[1]} {last[1]}", "rg": russian,
            "a": f"{first[0]} {last[0]}", "la": last[0], "pe": town[0], "pr": town[1], "pa": town[2],
            "day": f"{day.day} {months[0]}", "rday": f"{day.day} {months[1]}", "aday": f"{months[2]}ın {day.day}-də",
            "es": f"{first[2]}-{last[2]}".lower(), "rs": f"{last[2]}-{first[2]}".lower(),
            "as_": f"{first[0]}-{last[0]}".lower(),
        }  # fmt: skip
        body = text.format(**values)
        out.append(
            Arrival(
                text=body,
                data=body.encode(),
                url=f"https://invented.example/{at}/{slug.format(**values)}",
                outlet=f"Invented {at % 7}",
                title=f"{values['a']}: {at}",
                published=Period.day(day + timedelta(days=1)),
                language=language,
            )
        )
    return out


def record(folder: Path, n: int) -> Casebook:
    made = create_casebook(folder, passphrase=None, now=NOW)
    made.add(arrivals(n), now=NOW)
    read_new_reports(made)
    link_casebook(made)
    return made


def all_bytes(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Casebook]:
    folder = tmp_path_factory.mktemp("large")
    return folder, record(folder / "record", 780)


def test_of_five_hundred_incidents_no_name_leaves_in_any_file(large: tuple[Path, Casebook]) -> None:
    folder, casebook = large
    assert casebook.count_incidents() >= 500
    done = publish_casebook(casebook, folder / "out", name="one", made_up=True)
    assert done.names_checked >= 90
    assert done.release.protection.names_masked > 500
    assert done.release.protection.addresses_withheld > 400
    # A check that shares nothing with ours: the surnames as strings, in every file and in every archive.
    planted = {word.lower() for spellings in LAST for word in spellings} | {
        word.lower()
        for spellings in LAST
        for word in (spellings[0].translate(str.maketrans("əşçğıöü", "escgiou")),)
    }
    for path, data in all_bytes(folder / "out").items():
        parts = {path: data}
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = {f"{path}/{name}": archive.read(name) for name in archive.namelist()}
        for name, content in parts.items():
            text = f"{name} {content.decode('utf-8', 'ignore')}".lower()
            assert not [word for word in planted if word in text], name
            # Nor where this was made, nor a database.
            assert str(folder).lower() not in text
            assert (
                "/home/" not in text
                and not text.startswith("sqlite format")
                and "sqlite format 3" not in text
            )


def test_the_same_casebook_gives_the_same_bytes_and_another_key_other_pseudonyms(tmp_path: Path) -> None:
    with record(tmp_path / "record", 30) as casebook:
        one = publish_casebook(casebook, tmp_path / "a", name="one")
        publish_casebook(casebook, tmp_path / "b", name="one")
        other = publish_casebook(casebook, tmp_path / "c", name="one", key_name="other")
    assert all_bytes(tmp_path / "a") == all_bytes(tmp_path / "b")
    labels = [
        {person.label for it in done.release.incidents for person in it.persons} for done in (one, other)
    ]
    assert labels[0]
    assert not labels[0] & labels[1]


def test_a_person_is_one_pseudonym_in_an_affair_and_another_in_another(tmp_path: Path) -> None:
    with record(tmp_path / "record", 220) as casebook:
        done = publish_casebook(casebook, tmp_path / "out", name="one")
    affairs: dict[str, set[str]] = {}
    for one in done.release.incidents:
        for person in one.persons:
            affairs.setdefault(person.label, set()).add(one.affair)
    assert affairs
    assert all(len(those) == 1 for those in affairs.values())


def test_who_may_be_named_is_named_with_who_decided_and_why(tmp_path: Path) -> None:
    with record(tmp_path / "record", 6) as casebook:
        incident = next(one for one in casebook.incidents() if one.target and one.target.names)
        assert incident.target
        name = incident.target.names[0]
        allow_name(casebook, incident.id, name, Verdict.YES, coder="NB", at=NOW, why="agreed in writing")
        done = publish_casebook(casebook, tmp_path / "out", name="one")
    named = [person for one in done.release.incidents for person in one.persons if person.named]
    assert [(one.label, one.decided_by, one.why) for one in named] == [(name, "NB", "agreed in writing")]
    assert [(one.label, one.why) for one in done.release.protection.exceptions] == [
        (name, "agreed in writing")
    ]


def test_a_later_release_tells_what_changed(tmp_path: Path) -> None:
    with record(tmp_path / "record", 12) as casebook:
        publish_casebook(casebook, tmp_path / "a", name="one")
        casebook.add(arrivals(15)[12:], now=NOW)
        read_new_reports(casebook)
        link_casebook(casebook)
        done = publish_casebook(casebook, tmp_path / "b", name="two", since="one")
        wrong = next(one for one in casebook.incidents() if len(one.accounts) == 1)
        judge_account(casebook, wrong.accounts[0], Verdict.NO, coder="NB", at=NOW)
        link_casebook(casebook)
        after = publish_casebook(casebook, tmp_path / "c", name="three", since="two")
        with pytest.raises(StoreError, match="There are: one, three, two"):
            publish_casebook(casebook, tmp_path / "d", name="four", since="none")
    (gone,) = [one for one in after.release.changes if one.sort.value == "withdrawn"]
    assert gone.why.endswith("; decisions of people: 1")
    page = (tmp_path / "c" / "site" / "ru" / "method.html").read_text(encoding="utf-8")
    assert "решений людей: 1" in page
    assert {one.why for one in done.release.changes if one.sort.value == "added"} == {
        "it was not in the release before"
    }
    assert done.release.changes
    assert {one.sort.value for one in done.release.changes} <= {"added", "changed"}
    told = json.loads((tmp_path / "b" / "release.json").read_bytes())
    assert told["since"] == "one"


def test_a_leak_stops_everything_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(veil, "replaced", lambda text, finder: (text, 0))
    with record(tmp_path / "record", 6) as casebook, pytest.raises(LeakFound) as caught:
        publish_casebook(casebook, tmp_path / "out", name="one")
    assert caught.value.leaks
    assert not any(LAST[0][2] in str(caught.value) for _ in (0,))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["record"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with record(tmp_path / "record", 3) as casebook, pytest.raises(StoreError, match="new folder"):
        publish_casebook(casebook, tmp_path / "out", name="one")
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_a_village_with_few_people_is_shown_as_its_region_in_the_words_too(tmp_path: Path) -> None:
    text = "Police detained Elvar Dənizsoylu in Zaqatala on 3 March. He was taken to a police station in Zaqatala."
    with create_casebook(tmp_path / "record", passphrase=None, now=NOW) as casebook:
        casebook.add([Arrival(text=text, data=text.encode(), outlet="Invented", language="en",
                              published=Period.day(date(2025, 3, 4)))], now=NOW)  # fmt: skip
        read_new_reports(casebook)
        link_casebook(casebook)
        exact = publish_casebook(casebook, tmp_path / "a", name="one", rules=Rules(small_place=1))
        coarse = publish_casebook(casebook, tmp_path / "b", name="two", rules=Rules(small_place=10**7))
    (one,), (other,) = exact.release.incidents, coarse.release.incidents
    assert one.place and one.place.precision == 1 and one.place.latitude
    assert other.place and other.place.coarsened and other.place.precision == 4 and not other.place.latitude
    assert "Zaqatala" in one.accounts[0].quote.text
    assert "Zaqatala" not in other.accounts[0].quote.text


def test_a_planned_act_is_held_back_until_somebody_releases_it(tmp_path: Path) -> None:
    text = "The migration service said on 3 March that it will deport twelve Tajiks from Moscow next week."
    with create_casebook(tmp_path / "record", passphrase=None, now=NOW) as casebook:
        casebook.add([Arrival(text=text, data=text.encode(), outlet="Invented", language="en",
                              published=Period.day(date(2025, 3, 4)))], now=NOW)  # fmt: skip
        read_new_reports(casebook)
        link_casebook(casebook)
        planned = [one for one in casebook.incidents() if one.stage.value == "planned"]
        assert planned
        held = publish_casebook(casebook, tmp_path / "a", name="one")
        for one in planned:
            release(casebook, one.id, Verdict.YES, coder="NB", at=NOW, why="it was carried out")
        let_out = publish_casebook(casebook, tmp_path / "b", name="two", since="one")
    assert [one.why for one in held.release.protection.held_back] == ["planned act"]
    assert len(let_out.release.incidents) == len(held.release.incidents) + len(planned)
    assert {one.sort.value for one in let_out.release.changes} == {"added"}


BESIDES = (
    "On 3 March police detained three Tajiks in Moscow at 12 Long Lake Street, where Rustam Nazarlizade was their "
    "host, call +7 495 555 01 02, case no. 1-123/2025. Later Nazarlizade moved. Polad Gurzuf lives elsewhere."
)


def test_who_is_only_named_beside_an_incident_and_numbers_and_addresses_do_not_leave(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "record", passphrase=None, now=NOW) as casebook:
        casebook.add([Arrival(text=BESIDES, data=BESIDES.encode(), outlet="Invented", language="en",
                              url="https://invented.example/1/nazarlizade-speaks", title="Neighbour Rustam Nazarlizade",
                              published=Period.day(date(2025, 3, 4)))], now=NOW)  # fmt: skip
        read_new_reports(casebook)
        link_casebook(casebook)
        assert not [name for one in casebook.incidents() if one.target for name in one.target.names]
        done = publish_casebook(casebook, tmp_path / "out", name="one")
    (one,) = done.release.incidents
    quote, note = one.accounts[0].quote.text, one.footnotes[0]
    assert "three Tajiks in Moscow" in quote
    assert "Nazarlizade" not in quote + str(note.title)
    assert note.url is None
    assert not [sign for sign in ("555", "1-123", "Long Lake Street") if sign in quote]
    assert done.release.protection.particulars_masked >= 3


def test_findings_are_published_in_their_own_words_with_the_ids_of_the_release_and_the_same_again(
    tmp_path: Path,
) -> None:
    pytest.importorskip("scipy")
    with record(tmp_path / "record", 60) as casebook:
        one = publish_casebook(casebook, tmp_path / "a", name="one", asked=Asked(NOW))
        publish_casebook(casebook, tmp_path / "b", name="one", asked=Asked(NOW + timedelta(days=9)))
        own = {it.id for it in casebook.incidents()}
    assert all_bytes(tmp_path / "a") == all_bytes(tmp_path / "b")
    shown = {it.id for it in one.release.incidents}
    assert [it.language for it in one.release.findings] == ["en", "ru", "az"]
    for told in one.release.findings:
        assert told.pictures
        assert {id for line in told.lines for id in (*line.supports, *line.against)} <= shown
        assert any(line.supports for line in told.lines)
        assert not any(line.kind == "quote" for line in told.lines)
    site = "".join(file.read_text("utf-8") for file in (tmp_path / "a" / "site").rglob("*.html"))
    assert not [id for id in own if id in site]


def test_a_record_that_cannot_be_asked_is_published_without_findings_and_says_why(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "record", passphrase=None, now=NOW) as casebook:
        casebook.add(
            [Arrival(text=BESIDES, data=BESIDES.encode(), outlet="Invented", language="en")], now=NOW
        )
        read_new_reports(casebook)
        link_casebook(casebook)
        done = publish_casebook(casebook, tmp_path / "out", name="one", asked=Asked(NOW))
    assert done.release.findings == ()
    assert done.release.no_findings


def test_a_name_in_the_reason_of_a_decision_does_not_leave(tmp_path: Path) -> None:
    with record(tmp_path / "record", 6) as casebook:
        named, other = [one for one in casebook.incidents() if one.target and one.target.names][:2]
        assert named.target and other.target and named.target.names[0] != other.target.names[0]
        why = f"agreed in writing, as {other.target.names[0]} told us; call +994 50 555 01 02"
        allow_name(casebook, named.id, named.target.names[0], Verdict.YES, coder="NB", at=NOW, why=why)
        done = publish_casebook(casebook, tmp_path / "out", name="one")
    (given,) = done.release.protection.exceptions
    assert given.why == "agreed in writing, as [name] told us; call [phone]"


def test_testimony_leaves_as_far_as_was_agreed_and_in_no_words_where_that_was_not(tmp_path: Path) -> None:
    words = "On 5 March police beat three Uzbeks in Kazan, and the lilac door was broken."
    with create_casebook(tmp_path / "record", passphrase=None, now=NOW) as casebook:
        told = Testimony(
            words, "visit", Consent(count=True, publish=True), received="2025-03-06", title="Lilac"
        )
        kept = record_testimony(casebook, told, coder="NB", at=NOW)
        link_casebook(casebook)
        done = publish_casebook(casebook, tmp_path / "a", name="one")
        set_consent(casebook, kept.id, Consent(count=True), coder="NB", at=NOW)
        none = publish_casebook(casebook, tmp_path / "b", name="two")
    assert done.release.incidents
    for one in done.release.incidents:
        assert [it.quote.text for it in one.accounts] == ["[words not released]"] * len(one.accounts)
        assert all(note.url is None and note.sha256 is None and note.title is None for note in one.footnotes)
    assert not [path for path, data in all_bytes(tmp_path / "a").items() if b"lilac" in data.lower()]
    assert none.release.incidents == ()
