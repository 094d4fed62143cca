"""How often the suffix analyser finds the lemma of an Azerbaijani noun (UD Azerbaijani-TueCL).

Reads ../shared/data/azerbaijani/*.conllu, which is not part of the repository. Prints the share of nouns whose
first reading has the treebank's lemma, the share with the lemma among all readings, and the misses.
"""

import sys
from pathlib import Path

from qeyd.languages import load_language

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "azerbaijani"


def main() -> int:
    """Print the shares and the misses."""
    files = sorted(DATA.glob("*.conllu"))
    if not files:
        print(f"No treebank in {DATA}.")
        return 1
    language = load_language("az")
    total = first = among = 0
    misses = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) != 10 or fields[3] != "NOUN" or fields[2] == "_":
                continue
            total += 1
            forms = language.analyse(fields[1])
            gold = language.fold(fields[2])
            first += forms[0].lemma == gold
            among += gold in language.lemmas(fields[1])
            if forms[0].lemma != gold:
                misses.append(f"{fields[1]}: {forms[0].lemma}, not {gold}")
    print(f"{total} nouns: first reading {first / total:.3f}, among the readings {among / total:.3f}")
    print("\n".join(misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
