"""To which act of its sentence a time is tied, and how two acts stand to each other in time.

A time belongs to the act with the fewest beginnings of clauses between the two. An act told without a time can have
been on the occasion of another one (a raid and those taken away in it), or be another step (the charge, days later).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qeyd.acts import load_acts
from qeyd.languages import load_language
from qeyd.read.accounts import Draft
from qeyd.read.page import Line, Page
from qeyd.read.patterns import Term, term

#: What is done to people where they are met, often several in one operation.
_ON_THE_SPOT = frozenset(
    {
        "searched_or_raided",
        "detained",
        "mass_document_check",
        "conscription_pressure",
        "beaten_or_tortured",
        "abducted_or_disappeared",
        "property_lost",
        "killed",
    }
)
_MARKS = frozenset(",;:—–()")
_MOST_BREAKS = 3


@dataclass(frozen=True, slots=True)
class TieWords:
    """A language's ``[ties]`` in `time.toml`."""

    clause: Term  #: words that begin a clause
    known: Term  #: words by which something is said, published or becomes known
    decision: Term  #: a ruling, a hearing, a notice: what an act on paper is done by
    occasion: Term  #: a raid, an incident, "it happened"
    earlier: Term  #: "earlier": what its sentence tells has another time than the one told before
    later: Term  #: "then", "afterwards"
    besides: Term  #: "also", "another": other people or another place


@lru_cache(maxsize=16)
def tie_words(code: str) -> TieWords:
    """The words of a language; empty ones where its file names none."""
    table = load_language(code).table("time").get("ties", {})
    return TieWords(
        *(
            term("|".join(table.get(key) or ["--"]))
            for key in ("clause", "known", "decision", "occasion", "earlier", "later", "besides")
        )
    )


def sort_of(act: str) -> str:
    """How an act is done: on the spot, by release, by removal, or by a decision."""
    if act in _ON_THE_SPOT:
        return "spot"
    if act in ("released", "deported", "refused_entry_or_exit"):
        return act
    return "paper" if load_acts()[act].on_paper else "court"


def breaks(page: Page, one: int, other: int, words: TieWords) -> int:
    """How many clauses begin between two words of a page."""
    first, last = min(one, other), max(one, other)
    count, was_break = 0, False
    for token in page.tokens[first + 1 : last]:
        is_break = token.text in _MARKS or words.clause.meets(token)
        count += is_break and not was_break
        was_break = is_break
    return min(count, _MOST_BREAKS)


def verbs_between(page: Page, head: int, words: range) -> int:
    """How many verbs stand between an act's word and words of time, helping verbs beside the act's own not counted."""
    between = range(words.stop, head) if words.stop <= head else range(head + 1, words.start)
    runs, was_verb = [], False
    for at in between:
        is_verb = page.tokens[at].forms[0].pos == "verb"
        if is_verb and not was_verb:
            runs.append(at)
        was_verb = is_verb
    if was_verb and words.stop <= head:  # "was then detained"
        runs.pop()
    return len(runs)


def owner(page: Page, first: int, last: int, drafts: Sequence[Draft], words: TieWords) -> Draft | None:
    """Of acts told in one sentence, the one that a time told by these words belongs to."""
    verb_last = page.language.morphology == "turkic"

    def cost(draft: Draft) -> float:
        head = draft.trigger.head
        away = first - head if head < first else head - last
        wrong_side = 2.0 if verb_last and head < first else 0.0
        return breaks(page, head, first, words) + max(away, 0) / 12 + wrong_side

    return min(drafts, key=cost, default=None)


def has(page: Page, line: Line, words: Term) -> bool:
    """Whether a sentence has one of these words."""
    return any(words.meets(page.tokens[i]) for i in line.words)
