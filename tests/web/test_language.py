"""The page in three languages: which one is answered in, and how its words are found."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from qeyd.web.catalogue import LANGUAGES, load_catalogue, parse_catalogue
from qeyd.web.speaking import COOKIE, preferred
from qeyd.web.text import number, pt, speak, t, tn
from qeyd.web.words import alphabetical


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """What a test speaks ends with it."""
    yield
    speak("en")


def asked(client: TestClient, path: str = "/incidents", **headers: str) -> str:
    """The language that a page says it is in."""
    html = client.get(path, headers=headers).text
    return html.partition('<html lang="')[2].partition('"')[0]


def test_the_browser_s_own_language_is_answered_in(client: TestClient) -> None:
    assert asked(client) == "en"
    assert asked(client, **{"accept-language": "ru-RU,ru;q=0.9,en;q=0.5"}) == "ru"
    assert asked(client, **{"accept-language": "de, az;q=0.2"}) == "az"


def test_a_language_asked_for_is_remembered_and_stronger_than_the_browser_s(client: TestClient) -> None:
    answer = client.get("/incidents?lang=az", headers={"accept-language": "ru"})
    assert 'lang="az"' in answer.text
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert asked(client, "/reports", **{"accept-language": "ru"}) == "az"
    client.cookies.set(COOKIE, "xx")
    assert asked(client, "/reports?lang=zz", **{"accept-language": "ru"}) == "ru"


def test_every_page_offers_itself_in_the_other_languages(client: TestClient) -> None:
    html = client.get("/incidents?act=detained&order=people&lang=ru").text
    for code in LANGUAGES:
        assert f'href="/incidents?act=detained&amp;order=people&amp;lang={code}"' in html


def test_a_switch_never_leads_to_another_host(client: TestClient) -> None:
    html = client.get("//evil.example/x").text
    assert 'href="//' not in html


def test_requests_at_the_same_time_do_not_share_a_language() -> None:
    async def speaks(language: str) -> str:
        speak(language)
        await asyncio.sleep(0)
        return number(12000)

    async def all_at_once() -> list[str]:
        return await asyncio.gather(*(speaks(one) for one in ("en", "ru", "az")))

    assert asyncio.run(all_at_once()) == ["12,000", "12\u202f000", "12.000"]


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of three texts stands in for the Russian one."""
    made = parse_catalogue(
        "ru",
        'msgid ""\nmsgstr "Plural-Forms: nplurals=3; '
        'plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
        '#: a.py\nmsgid "{n} report"\nmsgid_plural "{n} reports"\n'
        'msgstr[0] "{n} сообщение"\nmsgstr[1] "{n} сообщения"\nmsgstr[2] "{n} "\n"сообщений"\n\n'
        'msgctxt "group"\nmsgid "French"\nmsgstr "французы"\n\n'
        '#, fuzzy\nmsgid "unsure"\nmsgstr "не то"\n\nmsgid "empty"\nmsgstr ""\n',
    )
    monkeypatch.setattr("qeyd.web.text.load_catalogue", lambda code: made if code == "ru" else None)


def test_numbers_take_the_form_of_the_language(made_up: None) -> None:
    speak("ru")
    said = [tn("{n} report", "{n} reports", n) for n in (1, 2, 5, 11, 21, 22, 12_000)]
    assert said == ["1 сообщение", "2 сообщения", "5 сообщений", "11 сообщений", "21 сообщение",
                    "22 сообщения", "12\u202f000 сообщений"]  # fmt: skip
    speak("en")
    assert tn("{n} report", "{n} reports", 21) == "21 reports"


def test_a_context_tells_words_apart_and_what_is_unsure_stays_english(made_up: None) -> None:
    speak("ru")
    assert pt("group", "French") == "французы"
    assert t("French") == "French"
    assert t("unsure") == "unsure"
    assert t("empty") == "empty"


@given(st.text(max_size=80))
def test_no_header_of_a_browser_is_too_odd_to_choose_a_language(header: str) -> None:
    assert preferred(header) in LANGUAGES


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_language_has_a_catalogue_in_the_package(language: str) -> None:
    catalogue = load_catalogue(language)
    assert catalogue is not None
    assert len(catalogue.messages) > 200


def test_terms_stand_in_the_order_of_the_language_s_alphabet(client: TestClient) -> None:
    speak("az")
    words = ["Yer", "Xəbər", "Qrup", "Əməl", "Ev", "Hadisə", "İş", "Işıq", "Çay", "Cərimə"]
    assert sorted(words, key=alphabetical) == [
        "Cərimə", "Çay", "Ev", "Əməl", "Hadisə", "Xəbər", "Işıq", "İş", "Qrup", "Yer",
    ]  # fmt: skip
    for language, word in (("en", "Killing"), ("ru", "Задержание"), ("az", "Saxlanılma")):
        page = client.get(f"/glossary?lang={language}").text
        assert f"<dt>{word}</dt>" in page
        assert "arrested_or_jailed" not in page, "acts go by their labels"
