"""How well speakers are found in English news: PolNeAR dev, beside nothing gated.

Reads ../shared/data/polnear/dev (brat files, not part of the repository). For each gold attribution with a source,
the found attribution with the best overlap of cue words is taken; printed are token F1 of source and content over
those pairs, the share of gold attributions with an overlapping cue, and the share of found ones that have a gold one.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from qeyd.languages import load_language
from qeyd.read.attribution import TOLD, attributions_in

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "polnear" / "dev"
Spans = list[tuple[int, int]]


def words_in(text: str, spans: Spans) -> set[int]:
    """The beginnings of the words that lie in the spans."""
    return {start + m.start() for start, end in spans for m in re.finditer(r"\w+", text[start:end])}


def f1(one: set[int], other: set[int]) -> float:
    """Twice the words both have over the words either has."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def gold_of(file: Path) -> list[dict[str, Spans]]:
    """The attributions of a brat file that have a source: Cue, Source, Content to spans."""
    spans: dict[str, Spans] = {}
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            where = rest.split("\t")[0].split(" ", 1)[1]
            spans[key] = [tuple(map(int, part.split())) for part in where.split(";")]  # type: ignore[misc]
        elif key.startswith("E"):
            parts: dict[str, Spans] = defaultdict(list)
            for item in rest.split():
                name, _, target = item.partition(":")
                parts[name.rstrip("0123456789")] += spans.get(target, [])
            if parts["Source"] and parts["Cue"]:
                found.append(dict(parts))
    return found


def main() -> int:
    """Print the figures."""
    texts = {path.stem: path for path in DATA.rglob("*.txt")}
    notes = sorted(DATA.rglob("*.ann"))
    if not texts or not notes:
        print(f"No attributions in {DATA}.")
        return 1
    language = load_language("en")
    gold_total = met = found_total = right = 0
    source = content = 0.0
    for note in notes:
        name = note.stem.rsplit("_", 1)[0]  # the notes' names end in a digest
        if name not in texts:
            continue
        text = texts[name].read_text(encoding="utf-8")
        golds = gold_of(note)
        found = [one for one in attributions_in(text, language) if one.reach == TOLD]
        cues = [words_in(text, [one.cue]) for one in found]
        used = set()
        gold_total += len(golds)
        found_total += len(found)
        for gold in golds:
            cue = words_in(text, gold["Cue"])
            best = max(range(len(found)), key=lambda i: f1(cue, cues[i]), default=None)
            if best is None or not cue & cues[best]:
                continue
            met += 1
            used.add(best)
            one = found[best]
            source += f1(words_in(text, gold["Source"]), words_in(text, [one.source] if one.source else []))
            content += f1(words_in(text, gold.get("Content", [])), words_in(text, [(one.start, one.end)]))
        right += len(used)
    print(f"{gold_total} gold attributions with a source, {found_total} found")
    print(f"cue recall {met / gold_total:.3f}, cue precision {right / max(1, found_total):.3f}")
    print(
        f"token F1 where the cue is met: source {source / max(1, met):.3f}, content {content / max(1, met):.3f}"
    )
    print(f"token F1 over all gold: source {source / gold_total:.3f}, content {content / gold_total:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
