"""What a long, mixed page costs: each annotated text set into a page with other matter around it.

    python benchmarks/spliced.py devset --side all

Three irrelevant paragraphs (from our own pages of `tools/pages`), a box of related links and a paragraph that
recalls older events are put around each text; gold spans move along. Printed: account F1 bare and spliced, and
the loss. Target: a loss of at most .05. The paragraphs are of the hardest kind, ordinary crime and accidents told
in the same words, unless `--calm` is given.
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
    "az": "Əlaqəli xəbərlər\nBakıda qiymətlər niyə artır?\nHava necə olacaq?\nVideo: metroda yeni qatarlar",
    "ru": "Читайте также\nПочему дорожает гречка\nСиноптики обещают похолодание\nВидео: новые поезда метро",
    "en": "Related stories\nWhy bread costs more\nForecasters expect a cold week\nVideo: the new metro trains",
    "tr": "İlgili haberler\nEkmek neden pahalandı\nHafta sonu hava nasıl olacak\nVideo: yeni metro trenleri",
    "uk": "Читайте також\nЧому дорожчає гречка\nСиноптики обіцяють похолодання\nВідео: нові потяги метро",
}
OLDER = {
    "az": "Xatırladaq ki, iki il əvvəl bələdiyyə bu küçədə park salmağı vəd etmişdi, işlər ötən yaz başa çatıb.",
    "ru": "Напомним, два года назад мэрия обещала разбить на этой улице парк, работы завершились прошлой весной.",
    "en": "Two years ago the city promised to build a park on this street; work was finished last spring.",
    "tr": "İki yıl önce belediye bu sokağa park sözü vermişti, çalışmalar geçen bahar bitti.",
    "uk": "Нагадаємо, два роки тому мерія обіцяла розбити на цій вулиці парк, роботи завершили минулої весни.",
}


CALM = {
    "az": (
        "Şura çərşənbə axşamı yeni tramvay xəttini müzakirə edib. Mühəndislər körpünün iki ilə hazır olacağını deyib.",
        "Alma bağlarında bu il yaxşı məhsul gözlənilir. Qiymətlər ötən illə müqayisədə beşdə bir ucuzlaşıb.",
        "Orkestr mövsümü iki simfoniya ilə açıb. Zal dolu idi, tənqidçilər simli alətləri tərifləyib.",
    ),
    "ru": (
        "Горсовет обсудил новую трамвайную линию. Инженеры говорят, что мост через реку будет готов через два года.",
        "Садоводы ждут хорошего урожая яблок. Цены упали на пятую часть, некоторые хозяйства переходят на черешню.",
        "Оркестр открыл сезон двумя симфониями. Зал был полон, критики хвалили струнные.",
    ),
    "en": (
        "The council discussed the new tram line on Tuesday. Engineers said the bridge will need two more years.",
        "Apple growers expect a good harvest after a wet spring. Prices have fallen by a fifth since last year.",
        "The orchestra opened its season with two symphonies. The hall was full and critics praised the strings.",
    ),
}


def paragraphs(language: str, *, calm: bool) -> list[str]:
    """Irrelevant paragraphs in a language, or in the nearest one that we have pages in."""
    if calm:
        return list(CALM[{"tr": "az", "uk": "ru"}.get(language, language)])
    stand_in = {"tr": "az", "uk": "ru"}.get(language, language)
    text = (PAGES / f"irrelevant_{stand_in}.txt").read_text(encoding="utf-8")
    bodies = [block.partition("\n")[2].strip() for block in text.split("\n== ")[1:]]
    return [body.rpartition("\n")[2] for body in bodies]


def spliced(article: dict, rng: random.Random, *, calm: bool) -> dict:
    """The article inside a longer page."""
    language = article["language"]
    if language not in RELATED:
        return article
    before, *after = rng.sample(paragraphs(language, calm=calm), 3)
    text = "\n\n".join([before, article["text"], OLDER[language], RELATED[language], *after])
    return {**copy.deepcopy(article), "text": text}


def main() -> None:
    """Read both ways, score, print."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("collection", choices=["corpus", "devset"])
    arguments.add_argument("--side", choices=["seen", "unseen", "all"], default="seen")
    arguments.add_argument("--calm", action="store_true", help="paragraphs of other matters without acts")
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
        longer.append(spliced(article, rng, calm=given.calm))
    told = {}
    for name, articles in (("bare", bare), ("spliced", longer)):
        numbers = score.score(golds, articles, [reading_of(article) for article in articles])
        told[name] = numbers["account_prf"]
        print(name, json.dumps({key: value[2] for key, value in told[name].items()}))
    print(f"loss {told['bare']['all'][2] - told['spliced']['all'][2]:.3f}")


if __name__ == "__main__":
    main()
