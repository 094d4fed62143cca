"""How well places are found and located in English: LGL and GeoVirus, which peers report on.

    python benchmarks/geoparsing.py ../shared/data/geoparsing

A gold toponym counts as found where a mention has the same surface and starts within two characters.
Reported: precision, recall and F1 of finding; of the found ones, the share resolved within 161 km of the
gold point, mean and median error in km. Published within 161 km, of the toponyms matched: CamCoder LGL
76 %, GeoVirus 82 %; Edinburgh 76 % and 78 %.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
import xml.etree.ElementTree as Tree
from pathlib import Path

from qeyd.places import countries_hinted, distance_km, load_gazetteer, resolve, scan

WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[-–'’]\w+)*|[^\w\s]")
NEAR_KM = 161  # 100 miles, as the peers use


def gold_toponyms(file: Path) -> list[tuple[str, list[tuple[int, str, float, float]]]]:
    """Texts with their gold toponyms: start, surface, latitude, longitude."""
    articles = []
    for article in Tree.parse(file).getroot().iter("article"):  # noqa: S314 - local benchmark data
        gold = []
        for node in [*article.iter("toponym"), *article.iter("location")]:
            name, latitude = node.findtext("phrase") or node.findtext("name"), node.findtext(".//lat")
            longitude = node.findtext(".//lon")
            if name and latitude and longitude:
                gold.append((int(node.findtext("start") or 0), name, float(latitude), float(longitude)))
        articles.append((article.findtext("text") or "", gold))
    return articles


def measure(file: Path) -> str:
    """One line of results for a file."""
    gazetteer = load_gazetteer()
    found = predicted = total = 0
    errors: list[float] = []
    began = time.perf_counter()
    articles = gold_toponyms(file)
    words = 0
    for text, gold in articles:
        tokens = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
        words += len(tokens)
        places = resolve(scan(tokens, "en", gazetteer), hints=countries_hinted(t for _, _, t in tokens))
        predicted += len(places)
        total += len(gold)
        for start, name, latitude, longitude in gold:
            for mention, entry in places:
                surface = re.sub(r"['’]s$", "", text[mention.start : mention.end])
                if abs(mention.start - start) <= 2 and surface == name:
                    found += 1
                    if entry.latitude is not None and entry.longitude is not None:
                        point = (entry.latitude, entry.longitude)
                        errors.append(distance_km(point, (latitude, longitude)))
                    break
    seconds = time.perf_counter() - began
    precision, recall = found / max(1, predicted), found / max(1, total)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    near = sum(e <= NEAR_KM for e in errors) / max(1, len(errors))
    return (
        f"{file.name}: {len(articles)} texts, {total} toponyms; precision {precision:.3f} recall {recall:.3f} "
        f"F1 {f1:.3f}; within {NEAR_KM} km {near:.3f}, mean {statistics.mean(errors):.0f} km, "
        f"median {statistics.median(errors):.1f} km; {400 / (words / seconds) * 1000:.1f} ms per 400 words"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    for path in sorted(parser.parse_args().folder.glob("*.xml")):
        print(measure(path))
