"""What is known of a telling and of the sentences around it, as numbers by name.

No language owns a feature (what was found, where it stands, how many people, what words are near), so that
a language with little text learns from the others. What each weighs is learned: `confidence.py`.

"Around" is local: a site sets other stories beside, and what stands far from a telling says nothing of it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qeyd.groups import is_nexus
from qeyd.read.accounts import Draft
from qeyd.read.matter import SORTS, TIES, Matter, MatterWords
from qeyd.read.page import Page, inside_quotes
from qeyd.read.patterns import Term
from qeyd.read.people import Crowd
from qeyd.read.setting import Setting
from qeyd.read.triggers import Trigger

# Of a pattern so many signs name it among the weights: enough to tell it from the others of its act.
_SHOWN = 48
_VAGUE_TIME = ("since", "span", "frequency", "decade", "anniversary")
# How many sentences a telling is judged among, at least: its paragraph, and neighbours up to this. Twice, since
# some pages hold one story and some hold many.
_CLOSE, _AROUND = 4, 10


@dataclass(frozen=True, slots=True)
class Near:
    """The sentences around a telling."""

    lines: range
    triggers: int
    acts: int
    group_share: float  #: sentences that mention a group, of these
    off_topic: float  #: sentences with words of film, sport, history, of these


@dataclass(frozen=True, slots=True)
class Surroundings:
    """In which sentences of a page what stands, and what is near each."""

    told: tuple[tuple[int, str], ...]  #: sentence and act of every trigger
    paragraphs: tuple[int, ...]  #: the paragraph of each sentence
    group_lines: frozenset[int]
    off_topic_lines: frozenset[int]
    vague_lines: frozenset[int]  #: sentences with words for a stretch of time
    quoted: tuple[bool, ...]
    matter: Matter
    _near: dict[tuple[int, int], Near] = field(default_factory=dict)

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
        """Look at a page."""
        return cls(
            told=tuple((trigger.line.index, trigger.act) for trigger in triggers),
            paragraphs=tuple(line.paragraph for line in page.lines),
            group_lines=frozenset(
                index
                for index, found in enumerate(crowd.by_line)
                if any(is_nexus(one.group) for one in found)
            ),
            off_topic_lines=frozenset(
                line.index for line in page.lines if any(off_topic.meets(page.tokens[i]) for i in line.words)
            ),
            vague_lines=frozenset(
                page.line_at(mention.start).index for mention in setting.times if mention.sort in _VAGUE_TIME
            ),
            quoted=tuple(inside_quotes(page)),
            matter=Matter.of(page, matter, crowd),
        )

    def near(self, line: int, reach: int = _AROUND) -> Near:
        """What stands around a sentence."""
        if (line, reach) not in self._near:
            lines = self._window(line, reach)
            told = [act for at, act in self.told if at in lines]
            count = len(lines)
            self._near[line, reach] = Near(
                lines,
                triggers=len(told),
                acts=len(set(told)),
                group_share=sum(at in self.group_lines for at in lines) / count,
                off_topic=sum(at in self.off_topic_lines for at in lines) / count,
            )
        return self._near[line, reach]

    def _window(self, line: int, reach: int) -> range:
        """The sentence's paragraph, with as many before and after it as make `reach`.

        It ends with the last sentence in reach that tells an act: a box set below a story changes nothing.
        """
        paragraph = self.paragraphs[line]
        first = last = line
        while first > 0 and self.paragraphs[first - 1] == paragraph and line - first < reach:
            first -= 1
        while (
            last + 1 < len(self.paragraphs) and self.paragraphs[last + 1] == paragraph and last - line < reach
        ):
            last += 1
        wanting = max(0, reach - (last - first + 1))
        first = max(0, first - (wanting + 1) // 2)
        end = last + wanting // 2
        last = max((at for at, _ in self.told if last < at <= end), default=last)
        return range(first, last + 1)


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


def features(page: Page, draft: Draft, others: Sequence[Draft], whole: Surroundings) -> dict[str, float]:
    """What is known of a telling among the others of its page, as numbers by name; an absent name is 0."""
    trigger = draft.trigger
    line = trigger.line
    near = whole.near(line.index)
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
        "group told": float(people is not None and is_nexus(people.group)),
        "group around": float(is_nexus(draft.context_group)),
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
        "told again": min(draft.told_again, 3) / 3,
        "tellings per sentence": min(1.0, near.triggers / len(near.lines)),
        "lone telling": float(near.triggers == 1 and len(near.lines) >= 4),
        "acts near": min(near.acts, 8) / 8,
        "groups near": near.group_share,
        "off topic": near.off_topic,
        "ends in question": float(text.endswith("?")),
        "no final stop": float(not text.endswith((".", "!", "?", "…", "»", '"', "”"))),
        "short line": float(len(line.words) < 7),
        "long line": float(len(line.words) > 40),
        "far people": min(abs(people.first - trigger.head), 20) / 20 if people else 0.0,
    }
    out |= _ties(draft, whole)
    same = [
        one.trigger.head
        for one in others
        if one.trigger.act == trigger.act and one.trigger.line.index in near.lines
    ]
    beside = [one for one in others if one.trigger.line is line and one is not draft]
    out["same act before"] = min(sum(head < trigger.head for head in same), 3) / 3
    out["same act after"] = min(sum(head > trigger.head for head in same), 3) / 3
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
    out[f"{page.language.code} pattern {trigger.pattern.act}: {trigger.pattern.written[:_SHOWN]}"] = 1.0
    return {name: value for name, value in out.items() if value}


def _ties(draft: Draft, whole: Surroundings) -> dict[str, float]:
    """What ties a telling to the people's nexus, and what speaks of an ordinary matter or of statistics."""
    line, matter = draft.trigger.line.index, whole.matter
    ordinary = draft.trigger.act in _ORDINARY
    own = draft.people is not None and is_nexus(draft.people.group)
    tied = own or matter.near(line, *TIES, reach=1)
    crime = matter.near(line, *_CRIME, reach=1)
    near = whole.near(line)
    close = whole.near(line, _CLOSE)
    shares = {sort: matter.share(near.lines, sort) for sort in SORTS}
    out = {f"{sort} around": share for sort, share in shares.items()}
    out |= {f"{sort} close": matter.share(close.lines, sort) for sort in SORTS}
    out |= {f"no {sort} around": float(share == 0) for sort, share in shares.items() if sort in TIES}
    if ordinary:
        out |= {f"ordinary act, {sort} around": share for sort, share in shares.items()}
    out |= {f"{sort} in sentence": 1.0 for sort in SORTS if line in matter.at[sort]}
    ties = matter.share(near.lines, *TIES)
    if draft.trigger.act in _BY_WHOM and draft.actor is None and line not in matter.at["force"]:
        out["violence by nobody told"] = 1.0
        out[f"{draft.trigger.act} by nobody told"] = 1.0
    return out | {
        "few ties": max(0.0, 1 - 2 * ties),
        "groups close": close.group_share,
        "off topic close": close.off_topic,
        "no group close": float(close.group_share == 0),
        "no group around": float(near.group_share == 0),
        "ordinary act": float(ordinary),
        "ordinary act untied": float(ordinary and not tied),
        "ordinary act, few ties": float(ordinary) * max(0.0, 1 - 2 * ties),
        "ordinary act, no group around": float(ordinary and near.group_share == 0),
        "ordinary act beside crime": float(ordinary and crime),
        "ordinary act beside crime, group not told": float(ordinary and crime and not own),
    }


def tellings_near(drafts: Sequence[Draft], whole: Surroundings) -> list[tuple[list[int], list[int]]]:
    """For each telling, which tellings stand close to it and which around it, itself among them."""
    lines = [draft.trigger.line.index for draft in drafts]

    def within(line: int, reach: int) -> list[int]:
        return [j for j, other in enumerate(lines) if other in whole.near(line, reach).lines]

    return [(within(line, _CLOSE), within(line, _AROUND)) for line in lines]


def _is_pattern(name: str) -> bool:
    """Whether a feature names one pattern: it says how far that pattern can be trusted, nothing of the page."""
    return " pattern " in name


def joint_features(
    close: Sequence[Mapping[str, float]], around: Sequence[Mapping[str, float]]
) -> dict[str, float]:
    """What tellings have in common, as numbers by name: the mean and the greatest of each feature."""
    out = {}
    for where, tellings in (("close", close), ("around", around)):
        for name in sorted({name for told in tellings for name in told if not _is_pattern(name)}):
            values = [told.get(name, 0.0) for told in tellings]
            out[f"{where}: mean of {name}"] = sum(values) / len(values)
            out[f"{where}: most of {name}"] = max(values)
    return out
