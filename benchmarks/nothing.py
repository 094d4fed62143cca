"""The program that reads nothing: every act in every sentence. What it scores is the floor to be named beside ours.

python -m benchmarks.nothing ARTICLES.jsonl > READINGS.jsonl
python SCORE.py read GOLD.jsonl ARTICLES.jsonl READINGS.jsonl
"""

import json
import sys
from pathlib import Path

from qeyd.acts import load_acts
from qeyd.languages import language_codes, load_language
from qeyd.languages.words import split


def main() -> None:
    """Print one reading an article, with an account for each act in each sentence."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text = article["text"]
        code = article.get("language") if article.get("language") in language_codes() else "en"
        accounts = [
            {
                "act": act,
                "stage": "done",
                "stance": "asserted",
                "background": False,
                "quote": {"start": s.start, "end": s.end, "text": text[s.start : s.end]},
            }
            for paragraph in split(text, load_language(code))
            for s in paragraph.sentences
            for act in load_acts()
        ]
        print(json.dumps({"report": article, "accounts": accounts}, ensure_ascii=False))


if __name__ == "__main__":
    main()
