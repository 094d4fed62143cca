"""Whom an act befell: which of the people that a page mentions stand where the act's people would.

A mention in the act's own sentence is weighed by its distance, its side, its case and what it says; a pronoun or
an unsaid subject points back to people told before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qeyd.read.actors import Office
from qeyd.read.page import Page
from qeyd.read.people import Crowd, People
from qeyd.read.triggers import Trigger

# Acts against a place or a body: the people of the sentence are mostly those of another act.
_OFTEN_WITHOUT_PEOPLE = ("searched_or_raided", "media_or_org_closed")


@dataclass(frozen=True, slots=True)
class Struck:
    """Whom an act befell."""

    people: People | None  #: the words of its own sentence
    antecedent: People | None  #: whom those, or words left unsaid, point to
    fit: float  #: how well the words stand where those whom the act befalls would


def whom(
    page: Page,
    trigger: Trigger,
    crowd: Crowd,
    offices: Sequence[Office],
    *,
    speaks: Callable[[People], bool],
    focus: People | None,
) -> Struck:
    """The people an act befell.

    ``focus`` are those whom the act told last befell; ``speaks`` says of a mention whether it is a source.
    """
    people, fit = befallen(page, trigger, crowd, offices, speaks=speaks)
    antecedent = None
    if trigger.act in _OFTEN_WITHOUT_PEOPLE and (
        people is None or people.is_pronoun or not _are_searched(page, trigger, people)
    ):
        people = None
    elif people is None or people.is_pronoun:
        antecedent = _antecedent(crowd, trigger, people, focus)
    elif people.count is None and people.plural:
        antecedent = _counted_before(page, crowd, trigger, people)
        if antecedent is None and people.group is None and focus is not None and _is_many(focus):
            antecedent = focus  # "the men": those the act before befell
    return Struck(people, antecedent, fit)


def befallen(
    page: Page,
    trigger: Trigger,
    crowd: Crowd,
    offices: Sequence[Office],
    *,
    speaks: Callable[[People], bool],
) -> tuple[People | None, float]:
    """The people an act befell, of those its sentence mentions, and how well they fit; None when it names none.

    ``speaks`` says of a mention whether it is the source of what is told rather than part of it.
    """
    best, best_weight = None, 0.0
    asides = _asides(page, trigger, crowd)
    for one in crowd.by_line[trigger.line.index]:
        if one.count is not None and one.count.unit != "persons" and trigger.act != "property_lost":
            weight = -0.5
        else:
            weight = 0.0
        if any(office.first <= one.head <= office.last for office in offices) or speaks(one):
            continue
        weight += _fit(page, trigger, one) - _SET_OFF * any(one.first in aside for aside in asides)
        if weight > best_weight:
            best, best_weight = one, weight
    return best, best_weight


def _are_searched(page: Page, trigger: Trigger, people: People) -> bool:
    """Whether people counted or named near the word for a raid or a closing are those whose place it befell."""
    far = min(abs(people.first - trigger.head), abs(people.last - trigger.head))
    told = people.number is not None or (bool(people.names) and far <= _NEAR_THE_ACT)
    return told and _owns(page, people)


def _owns(page: Page, people: People) -> bool:
    """Whether a place that is told belongs to these people: "домах нескольких прихожан", "Rauf Mirzəlinin evi"."""
    tokens, code = page.tokens, page.language.code
    before = tokens[people.first - 1] if people.first else None
    if code == "en":
        return tokens[people.last].fold.endswith(("'s", "s'", "’s", "s’")) or (
            before is not None and before.fold == "of"
        )
    if code in ("az", "tr"):
        return "gen" in tokens[people.head].cases
    return before is not None and ("noun" in before.parts or before.fold in ("у", "к", "до"))


# Words between a name and the raid on a place of its bearer.
_NEAR_THE_ACT = 5


# What being told only to say who somebody else is takes from a mention's weight.
_SET_OFF = 1.0


def _asides(page: Page, trigger: Trigger, crowd: Crowd) -> list[range]:
    """What stands between commas after a person's name: "X, leader of the Azerbaijanis in Omsk, was deported"."""
    tokens, found = page.tokens, []
    for one in crowd.by_line[trigger.line.index]:
        opening = one.last + 1
        if not one.names or opening >= trigger.line.words.stop or tokens[opening].text != ",":
            continue
        closing = [at for at in range(opening + 1, trigger.line.words.stop) if tokens[at].text == ","]
        if closing and trigger.head not in range(opening, closing[0]):
            found.append(range(opening, closing[0]))
    return found


# Acts done "to" somebody, whom Russian and Ukrainian put in the dative: "вручили повестки рабочим".
_TO_WHOM = frozenset(
    {
        "threat_or_intimidation",
        "conscription_pressure",
        "entry_ban",
        "refused_entry_or_exit",
        "charged_or_prosecuted",
        "fined",
        "deportation_ordered_or_prepared",
        "residence_or_document_cancelled",
    }
)
_NOT = frozenset({"not", "не"})


def _fit(page: Page, trigger: Trigger, one: People) -> float:
    """How well a mention fits the place of those whom the act befalls."""
    code = page.language.code
    head = page.tokens[one.head]
    before = one.last < trigger.head
    distance = trigger.head - one.last if before else one.first - trigger.head
    inside = one.first in trigger.clause
    weight = 2.0 - min(distance, 30) / 12 - (0.0 if inside else 1.2)
    weight += 0.5 * (one.number is not None) + 0.4 * bool(one.group) + 0.4 * bool(one.names)
    weight -= 0.6 * one.is_pronoun + 0.8 * (one.sort == "body")
    frame = trigger.pattern.frame
    turkic = code in ("az", "tr")
    slavic = code in ("ru", "uk")
    if frame == "suffered":
        side, cases = (True, {"nom", "gen"}) if slavic else (before, {"nom"})
    elif trigger.voice == "noun":
        side = before if turkic else not before
        cases = {"gen"}
    elif trigger.voice == "passive":
        side, cases = (
            (True if slavic else before),
            {"nom", "gen"} if slavic else {"nom"},
        )
    elif trigger.voice == "participle":
        side = before if code == "en" else (not before if turkic else True)
        cases = set()
    else:
        side = before if turkic else not before
        cases = {"acc", "gen"} if slavic else {"acc", "nom", "dat", "abl"}
    if slavic and trigger.act in _TO_WHOM and cases:
        cases = cases | {"dat"}
    if one.first and page.tokens[one.first - 1].fold in _NOT:
        weight -= 1.5  # "detained not 18 but 40"
    weight += 0.7 if side else -0.7
    if code != "en" and head.cases and cases:
        weight += 0.8 if head.cases & cases else -0.6
    if code == "en" and trigger.voice == "noun" and not before and distance > 4:
        weight -= 0.5
    return weight


def _is_many(people: People) -> bool:
    """Whether a mention is of more than one person."""
    return people.plural or (people.count is not None and (people.count.low or people.count.high or 0) > 1)


def _antecedent(crowd: Crowd, trigger: Trigger, people: People | None, focus: People | None) -> People | None:
    """Whom a pronoun, or a subject left unsaid, points to: the last people told before who can be meant."""
    if people is None and focus is not None:
        return focus
    wants_many = people.plural if people is not None else None
    if focus is not None and people is not None and _is_many(focus) == people.plural:
        return focus
    for index in range(trigger.line.index, max(-1, trigger.line.index - 4), -1):
        for one in reversed(crowd.by_line[index]):
            if one.is_pronoun or one is people or (people is not None and one.first >= people.first):
                continue
            if wants_many is None or _is_many(one) == wants_many:
                return one
    return focus


def _counted_before(page: Page, crowd: Crowd, trigger: Trigger, people: People) -> People | None:
    """The mention that counted these people before: "five volunteers ... the volunteers"."""
    keys = page.tokens[people.head].keys
    for index in range(trigger.line.index, max(-1, trigger.line.index - 8), -1):
        for one in reversed(crowd.by_line[index]):
            if one.first >= people.first or one.number is None or one.count is None:
                continue
            if not keys.isdisjoint(page.tokens[one.head].keys):
                return one
    return None
