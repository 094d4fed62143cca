"""What a long, mixed page costs: each annotated text set into a page with other matter around it.

    python benchmarks/spliced.py devset --side all

Three irrelevant paragraphs (from our own pages of `tools/pages`), a box of related links and a paragraph that
recalls older events are put around each text; gold spans move along. Printed: account F1 bare and spliced, and
the loss. Target: a loss of at most .05.
"""

import argparse
import copy
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from quality import SHARED, measure, reading_of, rows
from split import side

PAGES = Path(__file__).resolve().parents[1] / "tools" / "pages"
RELATED = {
    "az": "Əlaqəli xəbərlər\nBakıda qiymətlər niyə artır?\nHavadan narazı qalanlara pis xəbər\nVideo: metroda yeni qatarlar",
    "ru": "Читайте также\nПочему дорожает гречка\nСиноптики обещают похолодание\nВидео: новые поезда метро",
    "en": "Related stories\nWhy bread costs more\nForecasters expect a cold week\nVideo: the new metro trains",
    "tr": "İlgili haberler\nEkmek neden pahalandı\nHafta sonu hava nasıl olacak\nVideo: yeni metro trenleri",
    "uk": "Читайте також\nЧому дорожчає гречка\nСиноптики обіцяють похолодання\nВідео: нові потяги метро",
}
OLDER = {
    "az": "Xatırladaq ki, iki il əvvəl bələdiyyə bu küçədə yeni park salmağı vəd etmişdi, işlər isə ötən yaz başa çatıb.",
    "ru": "Напомним, два года назад мэрия обещала разбить на этой улице парк, работы завершились прошлой весной.",
    "en": "Two years ago the city promised to build a park on this street; work was finished last spring.",
    "tr": "İki yıl önce belediye bu sokağa park sözü vermişti, çalışmalar geçen bahar bitti.",
    "uk": "Нагадаємо, два роки тому мерія обіцяла розбити на цій вулиці парк, роботи завершили минулої весни.",
}


def paragraphs(language: str) -> list[str]:
    """Irrelevant paragraphs in a language, or in the nearest one that we have pages in."""
    stand_in = {"tr": "az", "uk": "ru"}.get(language, language)
    text = (PAGES / f"irrelevant_{stand_in}.txt").read_text(encoding="utf-8")
    bodies = [block.partition("\n")[2].strip() for block in text.split("\n== ")[1:]]
    return [body.rpartition("\n")[2] for body in bodies]


def spliced(article: dict, rng: random.Random) -> dict:
    """The article inside a longer page."""
    language = article["language"]
    if language not in RELATED:
        return article
    before, *after = rng.sample(paragraphs(language), 3)
    text = "\n\n".join([before, article["text"], OLDER[language], RELATED[language], *after])
    return {**copy.deepcopy(article), "text": text}


def main() -> None:
    """Read both ways, score, print."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("collection", choices=["corpus", "devset"])
    arguments.add_argument("--side", choices=["seen", "unseen", "all"], default="seen")
    given = arguments.parse_args()
    score, folder = measure(), SHARED / given.collection
    gold_by_id = {one["id"]: one for one in rows(folder / "gold.jsonl")}
    rng = random.Random(7)
    golds, bare, longer = [], [], []
    for article in rows(folder / "articles.jsonl"):
        gold = gold_by_id[article["id"]]
        if given.side != "all" and side(gold, given.collection) != given.side:
            continue
        golds.append(gold)
        bare.append(article)
        longer.append(spliced(article, rng))
    told = {}
    for name, articles in (("bare", bare), ("spliced", longer)):
        numbers = score.score(golds, articles, [reading_of(article) for article in articles])
        told[name] = numbers["account_prf"]
        print(name, json.dumps({key: value[2] for key, value in told[name].items()}))
    print(f"loss {told['bare']['all'][2] - told['spliced']['all'][2]:.3f}")


if __name__ == "__main__":
    main()
