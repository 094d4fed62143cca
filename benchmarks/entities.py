"""How well places are found in Russian: NEREL dev and factRuEval-2016 devset, of the types that qeyd emits.

    python benchmarks/entities.py ../shared/data

Strict spans, micro F1. NEREL: CITY, COUNTRY, STATE_OR_PROVINCE and DISTRICT, the outermost of nested ones.
factRuEval: spans of the objects Location and LocOrg, joined where they touch. Published beside: natasha (slovnet)
LOC F1 .915 on factRuEval, which also counts rivers and mountains that qeyd has no use for. Persons and
organisations are not emitted as entities.
"""

import argparse
import re
from pathlib import Path

from qeyd.places import countries_hinted, load_gazetteer, resolve, scan

WORD = re.compile(r"\w+(?:[-–'’]\w+)*|[^\w\s]")
NEREL = ("CITY", "COUNTRY", "STATE_OR_PROVINCE", "DISTRICT")
Spans = set[tuple[int, int]]


def nerel(folder: Path) -> list[tuple[str, Spans]]:
    """Texts with the outermost spans of places."""
    told = []
    for file in sorted(folder.glob("*.ann")):
        spans: Spans = set()
        for line in file.read_text("utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) > 1 and parts[0].startswith("T") and ";" not in parts[1]:
                sort, start, end = parts[1].split()
                if sort in NEREL:
                    spans.add((int(start), int(end)))
        outer = {a for a in spans if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in spans)}
        told.append((file.with_suffix(".txt").read_text("utf-8"), outer))
    return told


def factrueval(folder: Path) -> list[tuple[str, Spans]]:
    """Texts with the spans of locations."""
    told = []
    for file in sorted(folder.glob("*.objects")):
        where: dict[str, tuple[int, int]] = {}
        for line in file.with_suffix(".spans").read_text("utf-8").splitlines():
            parts = line.split()
            if len(parts) > 3:
                where[parts[0]] = (int(parts[2]), int(parts[2]) + int(parts[3]))
        spans: Spans = set()
        for line in file.read_text("utf-8").splitlines():
            parts = line.split("#")[0].split()
            if len(parts) > 2 and parts[1] in ("Location", "LocOrg"):
                found = [where[one] for one in parts[2:] if one in where]
                if found:
                    spans.add((min(a for a, _ in found), max(b for _, b in found)))
        told.append((file.with_suffix(".txt").read_text("utf-8"), spans))
    return told


def measure(name: str, texts: list[tuple[str, Spans]]) -> str:
    """One line of results."""
    gazetteer = load_gazetteer()
    right = given = wanted = near = 0
    for text, gold in texts:
        words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
        places = resolve(scan(words, "ru", gazetteer), hints=countries_hinted(word for _, _, word in words))
        mine = {(mention.start, mention.end) for mention, _ in places}
        right += len(mine & gold)
        near += sum(any(a < d and c < b for c, d in mine) for a, b in gold)
        given += len(mine)
        wanted += len(gold)
    precision, recall = right / max(1, given), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return (
        f"{name}: {len(texts)} texts, {wanted} places; strict precision {precision:.3f} recall {recall:.3f} "
        f"F1 {f1:.3f}; touched {near / max(1, wanted):.3f}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    given_folder = parser.parse_args().folder
    print(measure("NEREL dev", nerel(given_folder / "nerel" / "dev")))
    print(measure("factRuEval devset", factrueval(given_folder / "factrueval2016" / "devset")))
