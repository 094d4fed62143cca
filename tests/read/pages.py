"""Own sentences and pages with invented names, for the reader's tests."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from qeyd.model import Period, Reading, Report
from qeyd.read import load_lexicon, read

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
CORPUS = SHARED / "corpus"
PUBLISHED = Period.parse("2025-06-16")

#: Paragraphs that have nothing to do with people's liberty: weather, sport, prices.
IRRELEVANT = {
    "en": (
        "Rain is expected along the coast until the weekend, and the wind will turn to the north.",
        "The home side won the second half with three goals and moved up to fourth in the table.",
        "A kilogram of tomatoes now costs twice as much as in spring, while potatoes have become cheaper.",
    ),
    "ru": (
        "До конца недели на побережье ожидаются дожди, ветер сменится на северный.",
        "Хозяева поля выиграли второй тайм с тремя голами и поднялись на четвёртую строчку таблицы.",
        "Килограмм помидоров стоит теперь вдвое дороже, чем весной, а картофель подешевел.",
    ),
    "az": (
        "Həftənin sonuna qədər sahildə yağış gözlənilir, külək şimala dönəcək.",
        "Meydan sahibləri ikinci hissədə üç qol vuraraq cədvəldə dördüncü yerə qalxdılar.",
        "Pomidorun kiloqramı yaza nisbətən iki dəfə bahalaşıb, kartof isə ucuzlaşıb.",
    ),
    "tr": (
        "Hafta sonuna kadar sahilde yağmur bekleniyor, rüzgar kuzeye dönecek.",
        "Ev sahibi ekip ikinci yarıda üç gol atarak puan tablosunda dördüncü sıraya çıktı.",
        "Domatesin kilosu bahara göre iki kat pahalandı, patates ise ucuzladı.",
    ),
    "uk": (
        "До кінця тижня на узбережжі очікуються дощі, вітер зміниться на північний.",
        "Господарі поля виграли другий тайм із трьома голами й піднялися на четверте місце в таблиці.",
        "Кілограм помідорів коштує тепер удвічі дорожче, ніж навесні, а картопля подешевшала.",
    ),
}
#: A sentence that tells an account in each language.
STORY = {
    "en": "On Friday police detained at least 40 Tajik workers at a market in Omsk.",
    "ru": "В пятницу полиция задержала не менее 40 таджикских рабочих на рынке в Омске.",
    "az": "Cümə günü polis Omskda bazarda ən azı 40 tacik fəhləni saxlayıb.",
    "tr": "Cuma günü polis Omsk'ta bir pazarda en az 40 Tacik işçiyi gözaltına aldı.",
    "uk": "У п'ятницю поліція затримала щонайменше 40 таджицьких робітників на ринку в Омську.",
}


@dataclass(frozen=True)
class Entry:
    """An annotated page."""

    article: dict
    gold: dict

    def report(self) -> Report:
        article = self.article
        published = article.get("published")
        return Report(
            article["id"],
            article["text"],
            url=article.get("url"),
            outlet=article.get("outlet"),
            title=article.get("title"),
            published=Period.parse(published) if published else None,
            language=article["language"],
        )


def corpus() -> list[Entry]:
    """The invented pages; skips the test where they are not there."""
    if not (CORPUS / "articles.jsonl").is_file():
        pytest.skip("the annotated pages of ../shared/corpus are not here")
    gold = {one["id"]: one for one in _lines(CORPUS / "gold.jsonl")}
    return [Entry(one, gold[one["id"]]) for one in _lines(CORPUS / "articles.jsonl")]


def _lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def reading_of(text: str, language: str | None, **more: object) -> Reading:
    """What is read in a text; fails where it cannot be read."""
    reading = read(Report("r", text, language=language, published=PUBLISHED, **more), load_lexicon())
    assert isinstance(reading, Reading), reading
    return reading
