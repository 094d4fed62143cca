"""The pages that the reader's learned layers are trained on, with what is right about each telling.

Five sources: the annotated corpus (seen affairs), full pages of our own in `tools/pages/full` (annotated like the
corpus), short ones in `tools/pages` (acts marked in braces, or none), the languages' example sentences, and all
but the last set into longer pages among irrelevant paragraphs, as sites do.
"""

import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import numpy as np
from split import affairs, side

from qeyd.acts import load_acts
from qeyd.languages import load_languages
from qeyd.model import Period, Reading, Report
from qeyd.model.shapes import account_to_json
from qeyd.read import load_lexicon, reader

PAGES = Path(__file__).with_name("pages")
FOLDS = 6
#: Acts that the measure takes for one another.
NEAR = (
    {"detained", "arrested_or_jailed"},
    {"deported", "deportation_ordered_or_prepared"},
    {"charged_or_prosecuted", "convicted"},
    {"killed", "died_in_custody"},
)
MARK = re.compile(r"\s*\{([^}]*)\}")


def near(act: str, other: str) -> bool:
    """Whether the measure takes the two acts for the same."""
    return act == other or any({act, other} <= pair for pair in NEAR)


def fold_of(key: str) -> int:
    """The fold of an affair, by its name alone."""
    return int(hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


@dataclass
class Tellings:
    """What the rules told on a set of pages; every list has an entry a telling."""

    features: list[dict[str, float]] = field(default_factory=list)
    #: which tellings stand close to each and around it, by number
    near: list[tuple[list[int], list[int]]] = field(default_factory=list)
    labels: list[float] = field(default_factory=list)  #: 1 right, 0 wrong, NaN neither (background)
    affairs: list[str] = field(default_factory=list)
    sorts: list[str] = field(default_factory=list)  #: corpus, own, irrelevant, example, spliced
    golds: int = 0  #: accounts that corpus and own pages tell
    irrelevant_pages: int = 0


class Listener:
    """Runs the reader without its learned layers and keeps the features that they would have judged."""

    def __init__(self) -> None:
        self.tellings = Tellings()
        self._lexicon = load_lexicon()
        self._found: list[dict[str, float]] = []
        self._around: list[tuple[list[int], list[int]]] = []
        features, near = reader.features, reader.tellings_near

        def remember(page, draft, others, whole):  # type: ignore[no-untyped-def]
            told = features(page, draft, others, whole)
            self._found.append(told)
            return told

        def remember_near(drafts, whole):  # type: ignore[no-untyped-def]
            self._around = near(drafts, whole)
            return self._around

        reader.features, reader.tellings_near = remember, remember_near
        reader.confidence = lambda told: 1.0
        reader.relevance = lambda close, around: 1.0
        reader._kept = lambda drafts, likely: list(drafts)

    def read(self, name: str, text: str, language: str, published: str | None) -> list[dict] | None:
        """The accounts of a page; None for a language without words yet."""
        self._found, self._around = [], []
        when = Period.parse(published) if published else None
        reading = reader.read(Report(name, text, published=when, language=language), self._lexicon)
        if not isinstance(reading, Reading):
            return None
        accounts = [account_to_json(account) for account in reading.accounts]
        assert len(accounts) == len(self._found)
        return accounts

    def keep(self, labels: list[float], affair: str, sort: str) -> None:
        """Add the tellings of the page read last."""
        tellings, first = self.tellings, len(self.tellings.features)
        tellings.features += self._found
        tellings.near += [
            ([first + i for i in close], [first + i for i in around]) for close, around in self._around
        ]
        tellings.labels += labels
        tellings.affairs += [affair] * len(labels)
        tellings.sorts += [sort] * len(labels)


@dataclass(frozen=True)
class Marked:
    """An act that a sentence of one of our own pages tells."""

    act: str
    start: int
    end: int
    again: bool
    background: bool


@dataclass(frozen=True)
class OwnPage:
    """One of our own pages: its text without marks, and what they say of the sentence before each."""

    name: str
    affair: str
    language: str
    published: str
    text: str
    marks: tuple[Marked, ...]
    irrelevant: bool


def own_pages() -> Iterator[OwnPage]:
    """All pages of `tools/pages`. One affair told in three languages has one name, and so one fold."""
    for file in sorted(PAGES.glob("*.txt")):
        for number, block in enumerate(file.read_text(encoding="utf-8").split("\n== ")[1:]):
            head, _, written = block.partition("\n")
            language, kind, published = head.split()
            text, marks = unmarked(written.strip())
            yield OwnPage(
                f"{file.stem} {number}",
                f"{kind} {published}",
                language,
                published,
                text,
                marks,
                file.stem.startswith("irrelevant"),
            )


def unmarked(text: str) -> tuple[str, tuple[Marked, ...]]:
    """A page without the marks in braces, and what they say."""
    parts: list[str] = []
    marks: list[Marked] = []
    at = length = 0
    for met in MARK.finditer(text):
        sentence = text[at : met.start()]
        parts.append(sentence)
        start, length = length, length + len(sentence)
        for told in met[1].split(","):
            act, *flags = told.split()
            assert act in load_acts(), act
            marks.append(Marked(act, start, length, "again" in flags, "bg" in flags))
        at = met.end()
    return "".join([*parts, text[at:]]), tuple(marks)


def label(account: dict, marks: tuple[Marked, ...], met: set[tuple[str, int]], shift: int = 0) -> float:
    """1 for an account that is marked, NaN for one of background, 0 for any other; a mark is met once."""
    start, end = account["quote"]["start"] - shift, account["quote"]["end"] - shift
    for number, one in enumerate(marks):
        if not near(one.act, account["act"]) or one.end <= start or one.start >= end:
            continue
        if one.background:
            return float("nan")
        first = next(
            i for i, other in enumerate(marks) if other.act == one.act and (i == number or one.again)
        )
        if (one.act, first) not in met:
            met.add((one.act, first))
            return 1.0
    return 0.0


class Splicer:
    """Sets a text among irrelevant paragraphs of our own, from pages of the same fold."""

    def __init__(self) -> None:
        self._rng = random.Random(11)
        self._paragraphs: dict[tuple[str, int], list[str]] = {}
        for page in own_pages():
            if page.irrelevant:
                key = page.language, fold_of(page.affair)
                self._paragraphs.setdefault(key, []).append(page.text.rpartition("\n")[2])

    def spliced(self, text: str, language: str, affair: str) -> tuple[str, int] | None:
        """The longer page and where the text starts in it; None where there is nothing to set beside it."""
        paragraphs = self._paragraphs.get((language, fold_of(affair)), [])
        if len(paragraphs) < 2:
            return None
        before, after = self._rng.sample(paragraphs, 2)
        if self._rng.random() < 0.5:
            return f"{text}\n\n{after}", 0
        return f"{before}\n\n{text}\n\n{after}", len(before) + 2


def add_corpus(listener: Listener, splicer: Splicer, folder: Path, score: ModuleType, *, whole: bool) -> None:
    """Add annotated pages, and each again inside a longer page; affairs kept aside only with ``whole``."""
    gold_by_id = {g["id"]: g for g in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    for line in (folder / "articles.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        gold = gold_by_id[article["id"]]
        if not whole and side(gold, "corpus") != "seen":
            continue
        affair, language = affairs(gold)[0], article["language"]
        texts = [(article["text"], "corpus")]
        longer = splicer.spliced(article["text"], language, affair)
        texts += [(longer[0], "spliced")] if longer else []
        for text, sort in texts:
            accounts = listener.read(article["id"], text, language, article.get("published"))
            if accounts is None:
                continue
            pairs = dict(score.pair(accounts, gold["incidents"], text))
            labels = []
            for number in range(len(accounts)):
                match = pairs.get(number)
                background = match is not None and gold["incidents"][match]["background"]
                labels.append(np.nan if background else float(match is not None))
            listener.keep(labels, affair, sort)
            if sort == "corpus":
                listener.tellings.golds += sum(not one["background"] for one in gold["incidents"])


def add_own(listener: Listener, splicer: Splicer) -> None:
    """Add our own pages, and the relevant ones again inside longer pages."""
    for page in own_pages():
        texts = [(page.text, 0, "irrelevant" if page.irrelevant else "own")]
        longer = None if page.irrelevant else splicer.spliced(page.text, page.language, page.affair)
        texts += [(*longer, "spliced")] if longer else []
        listener.tellings.irrelevant_pages += page.irrelevant
        for text, shift, sort in texts:
            accounts = listener.read(page.name, text, page.language, page.published)
            assert accounts is not None
            met: set[tuple[str, int]] = set()
            listener.keep([label(one, page.marks, met, shift) for one in accounts], page.affair, sort)
            if sort != "own":
                continue
            wanted = [(i, one) for i, one in enumerate(page.marks) if not (one.again or one.background)]
            listener.tellings.golds += len(wanted)
            for number, one in wanted:
                if (one.act, number) not in met:
                    print(f"  no rule tells {one.act}: {page.text[one.start : one.end].strip()}")


def add_examples(listener: Listener) -> None:
    """Add each language's examples: the act they promise is right, what is told of a negative one is wrong."""
    for code, language in load_languages().items():
        for number, example in enumerate(language.table("examples").get("example", [])):
            name = f"example {code} {number}"
            accounts = listener.read(name, example["text"], code, "2025-06-16")
            assert accounts is not None
            labels = [
                0.0 if "nothing" in example else 1.0 if one["act"] == example["act"] else float("nan")
                for one in accounts
            ]
            listener.keep(labels, name, "example")
