"""How often the reader tells of an incident where public texts about other things hold none.

    python benchmarks/false_alarms.py            totals
    python benchmarks/false_alarms.py --show     every hit, to be judged by eye: some are real

Texts: LGL and GeoVirus articles, PolNeAR dev articles, NEREL documents without a crime, a penalty or an
arrest in their annotation, and the Azerbaijani sentences. All lie in ../shared/data; a set that is not
there is left out with a line that says so. Target: at most 3 accounts per 100 texts.
"""

import argparse
import re
import xml.etree.ElementTree as Tree
from collections.abc import Iterator
from pathlib import Path

from qeyd.model import Reading, Report
from qeyd.read import load_lexicon, read

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
# What NEREL annotates where a text tells of an act: such texts are not irrelevant.
TOLD = re.compile(r"\t(CRIME|PENALTY|CONVICTED_OF|PENALIZED_AS)\b")


def articles_of_xml(file: Path) -> Iterator[str]:
    """The texts of a geoparsing set."""
    for article in Tree.parse(file).getroot().iter("article"):  # noqa: S314 - local benchmark data
        yield article.findtext("text") or ""


def texts() -> Iterator[tuple[str, str, str]]:
    """Name of the set, language, text."""
    for name in ("lgl", "GeoVirus"):
        file = DATA / "geoparsing" / f"{name}.xml"
        if file.is_file():
            yield from ((name, "en", text) for text in articles_of_xml(file))
        else:
            print(f"{name}: not there, left out")
    for file in sorted((DATA / "polnear" / "dev" / "text").glob("*")):
        yield "PolNeAR dev", "en", file.read_text(encoding="utf-8")
    for folder in ("dev", "train"):
        for file in sorted((DATA / "nerel" / folder).glob("*.txt")):
            if not TOLD.search(file.with_suffix(".ann").read_text(encoding="utf-8")):
                yield f"NEREL {folder} without crime or penalty", "ru", file.read_text(encoding="utf-8")
    sentences = DATA / "azerbaijani" / "sents.txt"
    if sentences.is_file():
        for line in sentences.read_text(encoding="utf-8").splitlines():
            yield "Azerbaijani sentences", "az", line


def main() -> None:
    """Read all, count, print."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--show", action="store_true", help="print every hit")
    given = arguments.parse_args()
    lexicon = load_lexicon()
    count: dict[str, list[int]] = {}
    for number, (name, language, text) in enumerate(texts()):
        reading = read(Report(f"text {number}", text, language=language), lexicon)
        accounts = list(reading.accounts) if isinstance(reading, Reading) else []
        here = count.setdefault(name, [0, 0, 0])
        here[0] += 1
        here[1] += bool(accounts)
        here[2] += len(accounts)
        if given.show:
            for one in accounts:
                print(
                    f"{name} {number} {one.act} {one.confidence:.2f} | {one.quote.text[:260]}".replace(
                        "\n", " "
                    )
                )
    total = [sum(column) for column in zip(*count.values(), strict=True)] if count else [0, 0, 0]
    for name, (all_texts, hit, accounts_told) in [*count.items(), ("all", total)]:
        share = 100 * accounts_told / max(1, all_texts)
        print(f"{name}: {all_texts} texts, {hit} with accounts, {share:.1f} accounts per 100")


if __name__ == "__main__":
    main()
