"""How likely a telling is an account in the codebook's sense: a small learned layer over what the rules saw.

A logistic regression over features that no language owns (what was found, where it stands, how many
people, which words of time are near), so that a language with little text learns from the others. The
numbers are in `confidence.json`, trained on the project's own invented pages by `tools/train_reader.py`;
see docs/data.md. A weight can be read: `qeyd explain` shows the strongest reasons for and against.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qeyd.read.accounts import Draft
from qeyd.read.matter import SORTS, TIES, Matter, MatterWords
from qeyd.read.page import Page, inside_quotes
from qeyd.read.patterns import Term
from qeyd.read.people import Crowd
from qeyd.read.setting import Setting
from qeyd.read.triggers import Trigger

_VAGUE_TIME = ("since", "span", "frequency", "decade", "anniversary")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page as a whole looks like."""

    lines: int
    triggers: int
    acts: int
    group_share: float  #: sentences that mention a group, of all
    off_topic: float  #: sentences with words of film, sport, history, of all
    vague_lines: frozenset[int]  #: sentences with words for a stretch of time
    point_lines: frozenset[int]
    quoted: tuple[bool, ...]
    matter: Matter

    @classmethod
    def of(
        cls,
        page: Page,
        crowd: Crowd,
        setting: Setting,
        triggers: tuple[Trigger, ...],
        off_topic: Term,
        matter: MatterWords,
    ) -> "Surroundings":
        """Look at a page, as far as its last telling: what a site sets below the story changes nothing."""
        lines = page.lines[: max((trigger.line.index for trigger in triggers), default=0) + 1]
        count = max(1, len(lines))
        vague, points = set(), set()
        for mention in setting.times:
            at = page.line_at(mention.start).index
            if mention.sort in _VAGUE_TIME:
                vague.add(at)
            elif mention.sort == "point":
                points.add(at)
        off = sum(any(off_topic.meets(page.tokens[i]) for i in line.words) for line in lines)
        return cls(
            lines=count,
            triggers=len(triggers),
            acts=len({trigger.act for trigger in triggers}),
            group_share=sum(any(one.group for one in found) for found in crowd.by_line[:count]) / count,
            off_topic=off / count,
            vague_lines=frozenset(vague),
            point_lines=frozenset(points),
            quoted=tuple(inside_quotes(page)),
            matter=Matter.of(page, matter, crowd, lines=count),
        )


def features(page: Page, draft: Draft, others: Sequence[Draft], whole: Surroundings) -> dict[str, float]:
    """What is known of a telling among the others of its page, as numbers by name; an absent name is 0."""
    trigger = draft.trigger
    line = trigger.line
    people = draft.people
    count = draft.count
    size = (count.low or count.high or 0) if count else 0
    text = page.text[line.start : line.end].rstrip()
    out: dict[str, float] = {
        f"act {trigger.act}": 1.0,
        f"told by {trigger.pattern.frame} {trigger.voice}": 1.0,
        f"people {people.sort if people else 'none'}": 1.0,
        f"{'planned' if trigger.planned else 'done'}": 1.0,
        "asks more words": min(trigger.pattern.weight, 12) / 12,
        "people counted": float(size > 1),
        "very many people": max(0.0, math.log10(size) - 2) if size > 100 else 0.0,
        "one person": float(size == 1),
        "people named": float(bool(draft.names)),
        "group told": float(bool(people and people.group)),
        "group around": float(bool(draft.context_group)),
        "actor": float(draft.actor is not None),
        "actor in sentence": float(
            draft.actor is not None and line.start <= draft.actor.quote.start < line.end
        ),
        "place": float(draft.place is not None),
        "place in sentence": float(
            draft.place is not None and line.start <= draft.place.quote.start < line.end
        ),
        "only a country": float(draft.place is not None and draft.place.value.precision >= 6),
        "time": float(draft.time is not None),
        "time in sentence": float(draft.time is not None and line.start <= draft.time.quote.start < line.end),
        "ground": float(draft.ground is not None),
        "stretch of time": float(line.index in whole.vague_lines),
        "stretch of time and many": float(line.index in whole.vague_lines and size >= 60),
        "background": float(draft.background),
        "hypothetical": float(trigger.hypothetical),
        "general": float(trigger.general),
        "in quotation": float(whole.quoted[trigger.head]),
        "first sentence": float(line.index == 0),
        "early": float(line.index <= 2),
        "late": line.index / max(1, whole.lines),
        "told again": min(draft.told_again, 3) / 3,
        "tellings per sentence": min(1.0, whole.triggers / whole.lines),
        "few tellings on a long page": float(whole.lines >= 12 and whole.triggers / whole.lines < 0.15),
        "lone telling": float(whole.triggers == 1 and whole.lines >= 4),
        "acts on page": min(whole.acts, 8) / 8,
        "groups on page": whole.group_share,
        "off topic": whole.off_topic,
        "ends in question": float(text.endswith("?")),
        "no final stop": float(not text.endswith((".", "!", "?", "…", "»", '"', "”"))),
        "short line": float(len(line.words) < 7),
        "long line": float(len(line.words) > 40),
        "far people": min(abs(people.first - trigger.head), 20) / 20 if people else 0.0,
    }
    out |= _ties(draft, whole)
    place = next(i for i, one in enumerate(others) if one is draft)
    same = [i for i, one in enumerate(others) if one.trigger.act == trigger.act]
    beside = [one for one in others if one.trigger.line is line and one is not draft]
    out["same act before"] = min(sum(i < place for i in same), 3) / 3
    out["same act after"] = min(sum(i > place for i in same), 3) / 3
    out["acts beside"] = min(len(beside), 3) / 3
    out["people of another act"] = float(people is not None and any(one.people is people for one in beside))
    out["people fit"] = max(0.0, min(draft.fit, 4.0)) / 4
    token = page.tokens[trigger.head]
    for form in token.forms[:1]:
        for feature in (
            "finite",
            "infinitive",
            "present",
            "past",
            "participle",
            "converb",
            "verbal-noun",
            "imperative",
        ):
            out[f"verb {feature}"] = float(feature in form.features)
    out[f"{trigger.act} as {trigger.pattern.frame}"] = 0.7
    return {name: value for name, value in out.items() if value}


# Acts that befall thieves and drunken drivers, too: only the report's words tie them to who people are.
_ORDINARY = frozenset(
    {
        "detained",
        "arrested_or_jailed",
        "released",
        "searched_or_raided",
        "charged_or_prosecuted",
        "convicted",
        "fined",
        "property_lost",
        "killed",
        "beaten_or_tortured",
        "dismissed_or_excluded",
        "abducted_or_disappeared",
    }
)


# Acts of violence, which are incidents where an authority, or others with its tolerance, did them.
_BY_WHOM = ("killed", "beaten_or_tortured", "abducted_or_disappeared", "died_in_custody", "property_lost")
_CRIME = ("theft", "drugs", "violent_crime")


def _ties(draft: Draft, whole: Surroundings) -> dict[str, float]:
    """What ties a telling to the people's nexus, and what speaks of an ordinary matter or of statistics."""
    line, matter = draft.trigger.line.index, whole.matter
    ordinary = draft.trigger.act in _ORDINARY
    own = draft.people is not None and draft.people.group is not None
    tied = own or matter.near(line, *TIES, reach=1)
    crime = matter.near(line, *_CRIME, reach=1)
    shares = {sort: matter.share(sort) for sort in SORTS}
    out = {f"{sort} on page": share for sort, share in shares.items()}
    out |= {f"no {sort} on page": float(share == 0) for sort, share in shares.items() if sort in TIES}
    if ordinary:
        out |= {f"ordinary act, {sort} on page": share for sort, share in shares.items()}
    out |= {f"{sort} in sentence": 1.0 for sort in SORTS if line in matter.at[sort]}
    ties = matter.share(*TIES)
    if draft.trigger.act in _BY_WHOM and draft.actor is None and line not in matter.at["force"]:
        out["violence by nobody told"] = 1.0
        out[f"{draft.trigger.act} by nobody told"] = 1.0
    return out | {
        "few ties": max(0.0, 1 - 2 * ties),
        "no group on page": float(whole.group_share == 0),
        "ordinary act": float(ordinary),
        "ordinary act untied": float(ordinary and not tied),
        "ordinary act, few ties": float(ordinary) * max(0.0, 1 - 2 * ties),
        "ordinary act, no group on page": float(ordinary and whole.group_share == 0),
        "ordinary act beside crime": float(ordinary and crime),
        "ordinary act beside crime, group not told": float(ordinary and crime and not own),
    }


@lru_cache(maxsize=2)
def _weights(file: str) -> Mapping[str, float]:
    told: dict[str, float] = json.loads((files("qeyd.read") / file).read_text(encoding="utf-8"))
    return told


def _chance(told: Mapping[str, float], file: str) -> float:
    weights = _weights(file)
    total = weights["always"] + sum(weights.get(name, 0.0) * value for name, value in told.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


#: Tellings less likely than this are left out; chosen with the weights, for the best F1 by affair.
THRESHOLD = 0.6
#: A page less likely than this to hold any account tells none.
PAGE_THRESHOLD = 0.5


def confidence(told: Mapping[str, float]) -> float:
    """The probability that a telling with these features is an account, 0 to 1."""
    return _chance(told, "confidence.json")


def page_features(tellings: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """What a page's tellings have in common, as numbers by name: the mean and the greatest of each feature."""
    names = {name for told in tellings for name in told}
    out = {}
    for name in sorted(names):
        values = [told.get(name, 0.0) for told in tellings]
        out[f"mean of {name}"] = sum(values) / len(values)
        out[f"most of {name}"] = max(values)
    return out


def relevance(tellings: Sequence[Mapping[str, float]]) -> float:
    """The probability that a page with these tellings holds any account, 0 to 1; 0 without tellings."""
    return _chance(page_features(tellings), "relevance.json") if tellings else 0.0


def reasons(told: Mapping[str, float], *, most: int = 4) -> tuple[str, ...]:
    """The features that spoke most strongly for or against, in words."""
    weights = _weights("confidence.json")
    strong = sorted(told, key=lambda name: -abs(weights.get(name, 0.0) * told[name]))[:most]
    return tuple(f"{name} ({weights.get(name, 0.0) * told[name]:+.2f})" for name in strong)
