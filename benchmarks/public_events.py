"""How the reader reads English texts that others annotated: HRDsAttack (whole records) and India police events (days).

    python benchmarks/public_events.py

Reported beside what others published, not a target: the sets ask other questions than the codebook's. HRDsAttack counts
every attack on a defender by anybody; the India set counts any arrest of anybody, in lower-cased text, where capitals
cannot help. Sets lie in ../shared/data; one that is not there is left out with a line that says so.
"""

import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from qeyd.model import Account, Period, Reading, Report
from qeyd.read import load_lexicon, read

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
VIOLATIONS = {
    "arbitrary detention": {"detained", "arrested_or_jailed", "charged_or_prosecuted", "convicted"},
    "killing": {"killed", "died_in_custody"},
    "kidnapping": {"abducted_or_disappeared"},
    "enforced disappearance": {"abducted_or_disappeared"},
    "torture": {"beaten_or_tortured"},
}
ARRESTS = {"detained", "arrested_or_jailed"}
PUBLISHED = re.compile(r"This story is from (\w+ \d{1,2}, \d{4})")


def accounts_of(name: str, text: str, published: Period | None) -> tuple[Account, ...]:
    """The accounts of a text; none where it is not read."""
    reading = read(Report(name, text, language="en", published=published), load_lexicon())
    return reading.accounts if isinstance(reading, Reading) else ()


def prf(right: int, told: int, wanted: int) -> str:
    """Precision, recall and F1 in one line."""
    precision, recall = right / max(1, told), right / max(1, wanted)
    f1 = 2 * right / max(1, told + wanted)
    return f"precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"


def defenders(file: Path) -> None:
    """HRDsAttack dev: violations and victims' names over documents, country and day where annotated."""
    right = Counter[str]()
    told = Counter[str]()
    wanted = Counter[str]()
    for number, one in enumerate(json.loads(file.read_text(encoding="utf-8"))):
        sample, gold = one["sample"], one["merged_sample"]
        text = re.sub(r"</?p>", "\n", sample["Input.article_interface"]).strip()
        when = Period.parse(sample["Input.publish_date"][:10])
        found = accounts_of(f"hrds {number}", text, when)
        acts = {account.act for account in found}
        mine = {violation for violation, members in VIOLATIONS.items() if members & acts}
        theirs = set(gold["violation_types"]) & set(VIOLATIONS)
        right["violations"] += len(mine & theirs)
        told["violations"] += len(mine)
        wanted["violations"] += len(theirs)
        names = {name for account in found if account.target for name in account.target.value.names}
        victims = {victim["victim_name"] for victim in gold["victims"] if victim["victim_name"]}
        fuzzy = sum(any(a.lower() in b.lower() or b.lower() in a.lower() for b in names) for a in victims)
        right["victims, one name within the other"] += fuzzy
        told["victims, one name within the other"] += len(names)
        wanted["victims, one name within the other"] += len(victims)
    for key in wanted:
        print(
            f"  {key}: {prf(right[key], told[key], wanted[key])} (published: violations .71, victims .51, test part)"
        )


def arrests_by_day(file: Path) -> None:
    """India police events: does a document tell an arrest, and do the documents of a day."""
    right = told = wanted = day_right = 0
    mine, theirs = Counter[date](), Counter[date]()
    for line in file.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        met = PUBLISHED.search(one["doc_text"])
        day = datetime.strptime(met[1], "%B %d, %Y").date() if met else None
        found = accounts_of(f"india {one['doc_id']}", one["doc_text"], Period.day(day) if day else None)
        says = any(account.act in ARRESTS for account in found)
        holds = "ARREST" in (one["doc_labels"] or [])
        right += says and holds
        told += says
        wanted += holds
        if day:
            mine[day] += says
            theirs[day] += holds
    for day in theirs:
        day_right += mine[day] == theirs[day]
    print(f"  documents with an arrest: {prf(right, told, wanted)}")
    print(f"  days whose count of documents with an arrest is right: {day_right} of {len(theirs)}")


def main() -> None:
    """Read both sets."""
    for title, file, measure in (
        ("HRDsAttack dev", DATA / "hrdsattack" / "dev.json", defenders),
        ("India police events", DATA / "india_police_events" / "docs.jsonl", arrests_by_day),
    ):
        print(title)
        if file.is_file():
            measure(file)
        else:
            print("  not there, left out")


if __name__ == "__main__":
    main()
