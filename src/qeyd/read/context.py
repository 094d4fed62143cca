"""Of which group people are whose own words name none: the page's context counts (CODEBOOK §4)."""

from collections import Counter
from collections.abc import Callable, Sequence

from qeyd.groups import sorts_of
from qeyd.read.accounts import Draft
from qeyd.read.people import Crowd, People

# Acts against a place or a body: only words beside them say whose it is.
_AGAINST_PLACES = ("searched_or_raided", "media_or_org_closed", "property_lost")
# Who mostly speak of others, or are named in passing.
_SPEAK_FOR_OTHERS = (
    "lawyers",
    "human rights defenders",
    "doctors",
    "students",
    "election observers",
    "civil servants",
)


def around(
    draft: Draft, drafts: Sequence[Draft], crowd: Crowd, *, speaks: Callable[[People], bool]
) -> People | None:
    """The people by whose group those of a telling are taken when their own words name none.

    In this order: a group of origin, belief or status in the same sentence; the group of those whom the page's
    nearest other acts befell; the group of origin, belief or status that the page names most. Speakers give no group,
    and work gives one only to those whom some act befell. None when the page names none.
    """
    if draft.own_group:
        return None
    line = draft.trigger.line.index
    against_place = draft.trigger.act in _AGAINST_PLACES
    fits = _is_of_a_body if draft.trigger.act == "media_or_org_closed" else _is_about_people
    for fit in (fits, _is_about_people):
        here = [one for one in crowd.by_line[line] if one.group and fit(one.group) and not speaks(one)]
        if here:
            return here[0]
    if against_place and draft.who is None:
        lines = [at for at in (line - 1, line + 1) if 0 <= at < len(crowd.by_line)]
        near = [one for at in lines for one in crowd.by_line[at] if one.group and not speaks(one)]
        for fit in (fits, _is_about_people):
            found = next((one for one in near if one.group and fit(one.group)), None)
            if found:
                return found
        return None
    place = next((i for i, one in enumerate(drafts) if one is draft), 0)
    others = [
        other for other in (*drafts[:place][::-1], *drafts[place + 1 :]) if not _are_others(draft, other)
    ]
    struck = [one for one in map(_with_group, others) if one is not None]
    told = [one for at in crowd.by_line for one in at if one.group and not speaks(one)]
    for fit in (_is_of_origin, _is_about_people, _is_of_work):
        found = next((one for one in struck if one.group and fit(one.group)), None) or _told_most(told, fit)
        if found is not None:
            return found
    return None


def _told_most(told: Sequence[People], fit: Callable[[str], bool]) -> People | None:
    """The first mention of the group told most often among those that fit."""
    counts = Counter(one.group for one in told if one.group and fit(one.group))
    if not counts:
        return None
    best = max(counts, key=lambda group: counts[group])
    return next(one for one in told if one.group == best)


def _with_group(draft: Draft) -> People | None:
    """Of those whom an act befell, the mention that gives their group."""
    return next(
        (
            one
            for one in (draft.people, draft.antecedent)
            if one is not None and one.group and one.group == draft.own_group
        ),
        None,
    )


def _are_others(draft: Draft, other: Draft) -> bool:
    """Whether two acts befell people of different names."""
    return bool(draft.names and other.names) and {_key(n) for n in draft.names}.isdisjoint(
        _key(n) for n in other.names
    )


def _key(name: str) -> str:
    return name.split()[-1].casefold()[:5]


def _is_of_origin(group: str) -> bool:
    return "origin" in sorts_of(group)


def _is_about_people(group: str) -> bool:
    """Whether a group is of origin, belief or status."""
    return bool(sorts_of(group) & {"origin", "belief", "status"})


def _is_of_work(group: str) -> bool:
    """Whether people of this work may be the ones a page is about, rather than those who speak of them."""
    return bool(sorts_of(group) & {"work", "voice"}) and group not in _SPEAK_FOR_OTHERS


def _is_of_a_body(group: str) -> bool:
    return "body" in sorts_of(group) or group == "religious communities"
