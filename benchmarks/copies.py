"""How well copied texts are found, and how fast beside datasketch's MinHashLSH.

    python -m benchmarks.copies                   quality, on the annotated corpus of invented pages (../shared/corpus)
    python -m benchmarks.copies --many 100000     time, on made reports of which a third is copied

The copies are made ones: trimmed, their sentences in another order, names and numbers changed, a new lead, a standing
footer of the outlet, words replaced by others. What is found is compared with what was made; a pair of texts that are
no copies of each other, among them texts of one affair by different hands, is a false one. The curve is by the share
of the source's words that the copy keeps. datasketch needs `uv sync --group bench`.
"""

import argparse
import json
import random
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.made_reports import made_readings
from qeyd.link.copies import copies

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)
FOOTER = {
    "az": "Xəbərlərimizi izləmək üçün kanalımıza abunə olun. Materiallardan istifadə edərkən istinad mütləqdir. "
          "Bütün hüquqlar qorunur. Redaksiya oxucuların şərhlərinə görə məsuliyyət daşımır.",
    "ru": "Подписывайтесь на наш канал, чтобы не пропустить новости. При использовании материалов ссылка обязательна. "
          "Все права защищены. Редакция не несёт ответственности за комментарии читателей.",
    "en": "Subscribe to our channel for the latest news. Materials may be used with a link to the source. "
          "All rights reserved. The editors are not responsible for comments left by readers.",
    "tr": "Son haberler için kanalımıza abone olun. Kaynak gösterilmeden kullanılamaz. Tüm hakları saklıdır. "
          "Yorumlardan yazı işleri sorumlu değildir.",
    "uk": "Підписуйтеся на наш канал, щоб не пропустити новини. Передрук лише з посиланням на джерело. "
          "Усі права захищені. Редакція не відповідає за коментарі читачів.",
}  # fmt: skip
Maker = Callable[[random.Random, str, float, Sequence[str]], str]


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly."""
    return [one for one in re.split(r"(?<=[.!?…])\s+|\n+", text) if one.strip()]


def trimmed(rng: random.Random, text: str, share: float, others: Sequence[str]) -> str:
    """The first words, the last, or those in the middle."""
    words = text.split()
    kept = max(1, round(len(words) * share))
    start = rng.choice([0, len(words) - kept, rng.randrange(len(words) - kept + 1)])
    return " ".join(words[start : start + kept])


def reordered(rng: random.Random, text: str, share: float, others: Sequence[str]) -> str:
    """Sentences left out until this share is left, the others in another order."""
    left, size = sentences(text), len(text.split())
    rng.shuffle(left)
    while len(left) > 1 and sum(len(one.split()) for one in left[1:]) >= share * size:
        left.pop(0)
    return " ".join(left)


def renamed(rng: random.Random, text: str, share: float, others: Sequence[str]) -> str:
    """Trimmed, and every name and number another one."""
    pool = [word for word in " ".join(others).split() if word[:1].isupper()]
    words = trimmed(rng, text, share, others).split()
    for n, word in enumerate(words):
        if word.strip(".,").isdigit():
            words[n] = str(rng.randrange(2, 999))
        elif n and word[:1].isupper():
            words[n] = rng.choice(pool)
    return " ".join(words)


def led_anew(rng: random.Random, text: str, share: float, others: Sequence[str]) -> str:
    """Trimmed, with thirty words before it that stand nowhere else in this order."""
    words = " ".join(rng.sample(list(others), min(3, len(others)))).split()
    return " ".join([*rng.sample(words, min(30, len(words))), trimmed(rng, text, share, others)])


def substituted(rng: random.Random, text: str, share: float, others: Sequence[str]) -> str:
    """Every word replaced by any other with this chance, as a spinner of texts does."""
    pool = " ".join(others).split()
    return " ".join(word if rng.random() < share else rng.choice(pool) for word in text.split())


MAKERS: dict[str, Maker] = {
    "trimmed": trimmed,
    "sentences in another order": reordered,
    "names and numbers changed": renamed,
    "a new lead": led_anew,
    "words replaced": substituted,
}


def quality(seed: int) -> None:
    """Make copies of every page at every share, find them among all pages, and print the curve."""
    rng = random.Random(seed)
    pages = [
        json.loads(line) for line in (SHARED / "corpus" / "articles.jsonl").read_text("utf-8").splitlines()
    ]
    gold = [json.loads(line) for line in (SHARED / "corpus" / "gold.jsonl").read_text("utf-8").splitlines()]
    source_of = {one["id"]: one["copy_of"] or one["id"] for one in gold}
    pages = [one for one in pages if len(one["text"].split()) >= 40]
    hits: dict[tuple[str, float], list[int]] = defaultdict(list)
    false = right = true_pairs = 0
    for share in SHARES:
        texts, source, how = [], [], []
        for page in pages:
            others = [one["text"] for one in pages if one["language"] == page["language"] and one is not page]
            maker = rng.choice(list(MAKERS))
            copy = MAKERS[maker](rng, page["text"], share, others)
            for text, kind in ((page["text"], ""), (copy, maker)):
                if rng.random() < 0.5:
                    text += " " + FOOTER[page["language"]]
                texts.append(text)
                source.append(source_of[page["id"]])
                how.append(kind)
        found = {(a, b) for a, b, _ in copies(texts)}
        for n in range(0, len(texts), 2):
            hits[how[n + 1], share].append((n, n + 1) in found)
        wrong = sum(source[a] != source[b] for a, b in found)
        if share >= 0.5:
            false += wrong
            right += sum((n, n + 1) in found for n in range(0, len(texts), 2))
            true_pairs += len(texts) // 2
    print(f"{len(pages)} pages, each copied once at each share; copies are made ones")
    print(f"{'words kept':<30}" + "".join(f"{share:>7.0%}" for share in SHARES))
    for maker in MAKERS:
        cells = [hits[maker, share] for share in SHARES]
        print(f"{maker:<30}" + "".join(f"{sum(c) / len(c):>7.2f}" if c else "      –" for c in cells))
    every = [[hit for maker in MAKERS for hit in hits[maker, share]] for share in SHARES]
    print(f"{'all':<30}" + "".join(f"{sum(c) / len(c):>7.2f}" for c in every))
    precision, recall = right / max(right + false, 1), right / true_pairs
    print(f"half of the words kept or more: precision {precision:.3f}, recall {recall:.3f}")


def made_texts(count: int, seed: int) -> Iterator[str]:
    """Made reports, a third of them copied from an earlier one."""
    for number, (reading, _) in enumerate(made_readings(10**9, seed=seed, days=min(15 * count, 10**6))):
        if number == count:
            return
        yield reading.report.text


def speed(count: int, seed: int, *, datasketch: bool) -> None:
    """Time (of the processor) finding all copies among so many reports, and the same with datasketch."""
    texts = list(made_texts(count, seed))
    words = sum(len(text.split()) for text in texts) / count
    start = time.process_time()
    found = copies(texts)
    mine = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{count} reports of {words:.0f} words: {mine:.1f} s, {len(found)} pairs, peak {memory:.2f} GiB",
        flush=True,
    )
    if not datasketch:
        return
    from datasketch import MinHash, MinHashLSH

    start = time.process_time()
    lsh = MinHashLSH(threshold=0.3, num_perm=128)
    pairs = set()
    for number, text in enumerate(texts):
        tokens = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(tokens[n : n + 3]).encode() for n in range(len(tokens) - 2)])
        pairs |= {(other, number) for other in lsh.query(sketch)}
        lsh.insert(number, sketch, check_duplication=False)
    theirs = time.process_time() - start
    mine_found = {(a, b) for a, b, _ in found}
    print(
        f"datasketch MinHashLSH (runs of three words, 128 permutations, threshold .3): {theirs:.1f} s, "
        f"{len(pairs)} pairs, "
        f"{len(pairs & mine_found)} of them found here too; {theirs / mine:.1f} times as long"
    )


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--many", type=int, default=0, help="time it on so many made reports instead")
    parser.add_argument("--no-datasketch", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.many:
        speed(options.many, options.seed, datasketch=not options.no_datasketch)
    else:
        quality(options.seed)


if __name__ == "__main__":
    main()
