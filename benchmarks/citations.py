"""Whether every stated chain of citation is resolved to the right outlet or speaker.

    python -m benchmarks.citations GOLD.jsonl ARTICLES.jsonl --key KEY.jsonl

GOLD holds the annotated accounts (``said_by``: a list of names), ARTICLES their reports. Each name of each chain is
resolved as the linker resolves it (``qeyd.link.citations``), the publishers of ARTICLES at hand. KEY says who each is,
as a person judged it: ``called``, ``who`` (outlet, source, unnamed, speaker), the outlet's ``name``, and ``report``
where it is so in one alone; an outlet is right by its name. Without a key the resolutions are printed to be judged.
``benchmarks/citations_key.jsonl`` is the key of our own corpus. ``--sample`` counts only the names that KEY holds, as
in ``benchmarks/citations_by_hand.jsonl``: 70 names drawn by chance and judged from the texts by a hand that had seen
neither the resolver's answers nor the other key (``itself``: the outlet that publishes the report).
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from qeyd.link.citations import Citation, Cited, cited
from qeyd.link.publishers import publisher_of
from qeyd.model import Report, Speaker, SpeakerSort

_SHORT = {Cited.ITSELF: "outlet", Cited.OUTLET: "outlet", Cited.SOURCE: "source", Cited.UNNAMED: "unnamed",
          Cited.SPEAKER: "speaker", Cited.NOBODY: "nobody"}  # fmt: skip


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def right(found: Citation, key: dict[str, Any]) -> bool:
    """Whether a resolution says who the key says it is."""
    if key["who"] == "itself":
        return found.who is Cited.ITSELF
    if key["who"] == "outlet" and "name" not in key:
        return found.who is Cited.OUTLET
    if _SHORT[found.who] != key["who"]:
        return False
    if key["who"] in ("outlet", "source"):
        return found.name == key["name"]
    return True


def main() -> None:
    """Print how many names and chains are resolved, and those that are not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--key", type=Path)
    parser.add_argument("--sample", action="store_true", help="only the names that the key holds")
    options = parser.parse_args()
    reports = {
        one["id"]: Report(one["id"], one["text"], url=one.get("url"), outlet=one.get("outlet"))
        for one in rows(options.articles)
    }
    publishers = sorted({publisher_of(one) for one in reports.values()}, key=lambda one: one.name)
    keys = {(one.get("report"), one["called"]): one for one in rows(options.key)} if options.key else {}
    names: Counter[bool] = Counter()
    chains: Counter[bool] = Counter()
    seen: set[tuple[str, ...]] = set()
    for line in rows(options.gold):
        report = reports[line["id"]]
        for account in line["incidents"]:
            if not account["said_by"]:
                continue
            speakers = [Speaker(name, SpeakerSort.OTHER, None) for name in account["said_by"]]
            found = cited(speakers, report, publishers)
            oks = []
            for one, name in zip(found, account["said_by"], strict=True):
                key = keys.get((report.id, name)) or keys.get((None, name))
                if key is None and options.sample:
                    continue
                ok = key is not None and right(one, key)
                oks.append(ok)
                told = (name, one.who.value, one.name)
                if not ok and told not in seen:
                    seen.add(told)
                    want = "no key" if key is None else f"should be {key['who']} {key.get('name', '')}"
                    print(json.dumps({"report": report.id, "called": name, "who": _SHORT[one.who], "name": one.name,
                                      "kinds": sorted(one.kinds)}, ensure_ascii=False), want)  # fmt: skip
            names.update(oks)
            if oks:
                chains[all(oks)] += 1
    print(
        f"{names.total()} names in {chains.total()} chains; right by the key: {names[True]} names, "
        f"{chains[True]} chains"
    )


if __name__ == "__main__":
    main()
