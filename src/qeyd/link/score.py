"""How likely two accounts tell of the same incident, and why.

A logistic score over features that each say one thing a person can check. The weights are learned from the
project's own annotated texts (benchmarks/train_link.py) and stand in ``weights.json``.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from qeyd.link.facets import Facets
from qeyd.link.peoples import exclude, overlap
from qeyd.link.rarity import Rarity

#: Days between two told times from which a copied text no longer speaks for one incident (a template does that too).
FAR_APART = 20
#: From which share of a copied text a differing name is taken as a slip; below it looks like a template.
SLIP = 0.7

#: Families in which another act is another step of the matter (codebook, section 2): an order and its carrying out, a
#: charge and its verdict, being held and being jailed by a decision. A killing told as a death in custody is none.
STEPS = frozenset({"deportation_ordered_or_prepared", "charged_or_prosecuted", "arrested_or_jailed"})

#: From how many people on nobody takes them for one.
MANY = 4

FEATURES = (
    "base", "same act", "other act", "each act told in the other report", "act alone in one report",
    "stage differs", "same number", "large same number", "numbers fit", "numbers differ", "number missing",
    "one person, and many",
    "same group", "groups differ", "people's names shared", "names in the words shared",
    "people's names differ", "named people differ", "each names its one person, another",
    "more people named than there were", "same settlement", "same region", "one place inside the other",
    "settlements differ", "settlements differ, nobody named in both", "groups differ, nobody named in both",
    "regions differ", "countries differ", "place missing", "same country only",
    "same day", "times fit", "times differ", "told times differ", "told weeks apart", "nothing said of time",
    "days between reports", "one report much later", "one is background", "both are background",
    "report's names shared", "report's figures shared", "words shared",
    "report's words shared", "report's regions shared", "copied text", "same speaker", "same kind of speaker",
    "one quotes the other's outlet",
    "same articles of law", "articles of law differ", "same report", "another step of the matter",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the log-odds, and from which score on accounts are joined."""

    same: Mapping[str, float]
    affair: Mapping[str, float]
    join: float  #: log-odds from which two clusters are one incident
    possibly: float  #: log-odds from which two incidents are flagged for a person
    affair_join: float
    common_names: Mapping[str, int]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that come with qeyd."""
    line = json.loads(files("qeyd.link").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(
        same=line["same"],
        affair=line["affair"],
        join=line["join"],
        possibly=line["possibly"],
        affair_join=line["affair_join"],
        common_names=line["common_names"],
    )


def _counts(a: Facets, b: Facets, out: dict[str, float]) -> None:
    if not a.counted or not b.counted:
        out["number missing"] = 1.0
        return
    if a.low == b.low and a.high == b.high:
        out["same number"] = 1.0
        size = a.low or a.high or 1
        out["large same number"] = min(math.log2(size), 6.0) / 6.0
        return
    low = max(a.low or 0, b.low or 0)
    high = min(a.high or 10**9, b.high or 10**9)
    if low <= high:
        out["numbers fit"] = 1.0
    else:
        out["numbers differ"] = min(math.log2((low + 0.5) / (high + 0.5)), 4.0) / 2.0
        if high == 1 and low >= MANY:
            out["one person, and many"] = 1.0


def _groups(a: Facets, b: Facets, out: dict[str, float]) -> None:
    if a.group is None or b.group is None:
        return
    if overlap(a.group, b.group):
        out["same group"] = 1.0
    elif exclude(a.group, b.group):
        out["groups differ"] = 1.0


_NONE: frozenset[str] = frozenset()


def _shared(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """Shared skeletons, each once: of a stem and its longer form only the stem counts."""
    if a.isdisjoint(b):
        return _NONE
    both = a & b
    if len(both) < 2:
        return both
    return frozenset(k for k in both if not any(o != k and k.startswith(o) for o in both))


def _one_person(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two names can be one person's: no two full names that share one word alone, unless the rest is alike."""
    shared = len(a & b)
    if not shared or min(len(a), len(b)) < 2 or shared > 1:
        return shared > 0
    return any(_alike(x, y) for x in a - b for y in b - a)


@lru_cache(maxsize=100_000)
def _alike(a: str, b: str) -> bool:
    """Whether two keys differ so little that a slip of the pen or the ear explains it: one letter in four."""
    if a[:1] != b[:1] and len(a) == len(b):
        return a[1:] == b[1:]
    before = list(range(len(b) + 1))  # edit distance (Levenshtein 1966)
    for n, x in enumerate(a, 1):
        row = [n]
        for m, y in enumerate(b, 1):
            row.append(min(before[m] + 1, row[-1] + 1, before[m - 1] + (x != y)))
        before = row
    return before[-1] * 4 <= max(len(a), len(b))


def _names(a: Facets, b: Facets, rarity: Rarity, out: dict[str, float]) -> None:
    people = _shared(a.names, b.names)
    if people and any(_one_person(x, y) for x in a.persons for y in b.persons):
        out["people's names shared"] = min(rarity.total(people), 2.5)
    elif a.names and b.names:
        out["people's names differ"] = 1.0
        if a.names_given and b.names_given:
            out["named people differ"] = 1.0
        if a.high == b.high == 1:
            out["each names its one person, another"] = 1.0
        if (
            a.high is not None
            and b.high is not None
            and len(a.persons) + len(b.persons) > max(a.high, b.high)
        ):
            out["more people named than there were"] = 1.0
    near = _shared(a.near_names, b.near_names)
    if near and (near := near - people):
        out["names in the words shared"] = min(rarity.total(near), 2.5)
    whole = _shared(a.page.names, b.page.names)
    if whole and (whole := whole - people - near):
        out["report's names shared"] = min(math.log1p(rarity.total(whole)), 3.0)
    if not a.page.numbers.isdisjoint(b.page.numbers):
        figures = a.page.numbers & b.page.numbers
        out["report's figures shared"] = min(math.log1p(rarity.total(figures)), 2.0)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) points."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def _places(a: Facets, b: Facets, out: dict[str, float]) -> None:
    if (a.country is None and a.region is None) or (b.country is None and b.region is None):
        out["place missing"] = 1.0
    elif a.country != b.country and a.country is not None and b.country is not None:
        out["countries differ"] = 1.0
    elif a.region is None and b.region is None:
        out["same country only"] = 1.0
    elif a.region is None or b.region is None:
        out["one place inside the other"] = 1.0
    elif a.region != b.region:
        out["regions differ"] = 1.0
    elif a.settlement is None and b.settlement is None:
        out["same region"] = 1.0
    elif a.settlement is None or b.settlement is None:
        out["one place inside the other"] = 0.5
        out["same region"] = 0.5
    elif a.settlement == b.settlement:
        out["same settlement"] = 1.0
    elif a.point and b.point and kilometres(a.point, b.point) < 30:
        out["same region"] = 1.0
    else:
        out["settlements differ"] = 1.0


def _gap(a: tuple[date, date], b: tuple[date, date]) -> int:
    """Days between two windows; 0 when they touch."""
    if a[0] > b[1]:
        return (a[0] - b[1]).days
    if b[0] > a[1]:
        return (b[0] - a[1]).days
    return 0


def _times(a: Facets, b: Facets, out: dict[str, float]) -> None:
    if a.window is not None and b.window is not None:
        gap = _gap(a.window, b.window)
        exact = a.time is not None and b.time is not None
        if gap:
            out["told times differ" if exact else "times differ"] = min(math.log2(1 + gap), 8.0) / 4.0
            if exact and gap > FAR_APART:
                out["told weeks apart"] = 1.0
        elif exact and a.time and b.time:
            longest = max(a.time.end - a.time.start, b.time.end - b.time.start)
            out["same day" if longest <= timedelta(days=3) else "times fit"] = 1.0
    else:
        out["nothing said of time"] = 1.0
    pa, pb = a.page.published, b.page.published
    if pa is not None and pb is not None:
        days = _gap((pa.start, pa.end), (pb.start, pb.end))
        if a.background or b.background:
            out["one report much later"] = 1.0 if days > 14 else 0.0
        else:
            out["days between reports"] = min(math.log2(1 + days), 8.0) / 4.0


def quotes(a: Facets, b: Facets) -> bool:
    """Whether the first account says that it has it from the outlet of the second."""
    if not a.speakers:
        return False
    words = b.page.outlet_words
    return bool(words) and a.page.outlet != b.page.outlet and all(word & a.speakers for word in words)


def features(a: Facets, b: Facets, rarity: Rarity, *, copied: float = 0.0) -> dict[str, float]:
    """What speaks for and against one incident; symmetric. ``copied`` is the share of the shorter text copied."""
    out: dict[str, float] = {"base": 1.0}
    if a.act == b.act:
        out["same act"] = 1.0
        if a.act == "other":
            out["other act"] = 1.0
    else:
        if b.act in a.page.all_acts or a.act in b.page.all_acts:
            out["each act told in the other report"] = 1.0
        if a.family == b.family and a.family in STEPS:
            out["another step of the matter"] = 1.0
    if a.page.acts.get(a.family, 0) <= 1 and b.page.acts.get(b.family, 0) <= 1:
        out["act alone in one report"] = 1.0
    if a.planned != b.planned:
        out["stage differs"] = 1.0
    _counts(a, b, out)
    _groups(a, b, out)
    _names(a, b, rarity, out)
    _places(a, b, out)
    _times(a, b, out)
    if "people's names shared" not in out and "copied text" not in out:
        if "settlements differ" in out:
            out["settlements differ, nobody named in both"] = 1.0
        if "groups differ" in out:
            out["groups differ, nobody named in both"] = 1.0
    if a.background and b.background:
        out["both are background"] = 1.0
    elif a.background or b.background:
        out["one is background"] = 1.0
    if a.page.language == b.page.language and a.stems and b.stems:
        out["words shared"] = 2 * len(a.stems & b.stems) / (len(a.stems) + len(b.stems))
    if a.page.language == b.page.language and a.page.stems and b.page.stems:
        shared = len(a.page.stems & b.page.stems) / min(len(a.page.stems), len(b.page.stems))
        out["report's words shared"] = max(shared - 0.15, 0.0)
    if (a.region is None or b.region is None) and a.page.regions & b.page.regions:
        out["report's regions shared"] = 1.0
    if copied and "told weeks apart" not in out:
        if "people's names differ" in out:
            if copied > SLIP:  # who copies nearly all and writes another name has slipped
                out.pop("named people differ", None)
                out.pop("more people named than there were", None)
            copied *= max(0.0, (copied - SLIP) / (1.0 - SLIP))
        out["copied text"] = copied
    if _shared(a.speakers, b.speakers):
        out["same speaker"] = 1.0
    if not a.speaker_kinds.isdisjoint(b.speaker_kinds):
        out["same kind of speaker"] = 1.0
    if quotes(a, b) or quotes(b, a):
        out["one quotes the other's outlet"] = 1.0
    if a.articles and b.articles:
        out["same articles of law" if a.articles & b.articles else "articles of law differ"] = 1.0
    if a.ref.report_id == b.ref.report_id:
        out["same report"] = 1.0
    return out


def log_odds(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The score of a pair: above 0 the same incident is likelier than not."""
    total = 0.0
    for name, value in found.items():
        if name in weights:
            total += value * weights[name]
    return total


def reasons(
    found: Mapping[str, float], weights: Mapping[str, float], *, most: int = 5
) -> list[tuple[str, float]]:
    """The features that moved a score most, each with what it added, largest first."""
    moved = [
        (name, round(value * weights.get(name, 0.0), 2)) for name, value in found.items() if name != "base"
    ]
    return sorted((one for one in moved if abs(one[1]) >= 0.1), key=lambda one: (-abs(one[1]), one[0]))[:most]
