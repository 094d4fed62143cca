"""What an authority denies elsewhere on the page than where it was told.

CODEBOOK §3: denied is what somebody with standing denies. A denial is linked to the accounts that it is about
by the act it names, else to what the other side told last before it. Nobody's word is filtered by who they are:
all accounts stay, with their stance.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from re import Pattern

from qeyd.languages import load_language
from qeyd.model import Account, Speaker, SpeakerSort, Stance
from qeyd.read.answerable import speaker_of
from qeyd.read.attribution import TOLD, Attribution
from qeyd.read.page import Line, Page
from qeyd.read.said_words import DENIED, SaidWords, phrases, said_words

# What a denial may be about, by the keys of `[denials]` in attribution.toml.
_ABOUT = {
    "violence": ("beaten_or_tortured", "killed", "died_in_custody"),
    "death": ("killed", "died_in_custody"),
    "abduction": ("abducted_or_disappeared",),
    "custody": ("detained", "arrested_or_jailed", "abducted_or_disappeared"),
    "entry": ("searched_or_raided",),
    "threat": ("threat_or_intimidation",),
    "service": ("conscription_pressure",),
}
#: Acts that an authority does not own to: a denial that names no act is of these.
DISPUTABLE = (
    "beaten_or_tortured",
    "killed",
    "abducted_or_disappeared",
    "threat_or_intimidation",
    "conscription_pressure",
)
# Sentences: a denial that names the act may stand this far after the telling, or before it; one that names no
# act answers what was told this shortly before.
_AFTER, _BEFORE, _SHORTLY = 8, 2, 4
_LONGEST = 5  # words before the one that says that it is an authority
_SET_OFF = re.compile(r"(?<=\w)['’-]")
_QUOTES = frozenset('"«»“”„‟')


@dataclass(frozen=True, slots=True)
class Denial:
    """An authority's word that something did not happen."""

    line: int  #: the sentence's number
    speaker: Speaker
    acts: frozenset[str]  #: what it names; empty where it only says that what was told is untrue


@cache
def _patterns(code: str) -> dict[str, Pattern[str]]:
    language = load_language(code)
    table = language.table("attribution").get("denials", {})
    return {key: phrases(language, "attribution", table, key) for key in ("refutes", "charges", *_ABOUT)}


def denials_in(page: Page, attributions: Sequence[Attribution]) -> tuple[Denial, ...]:
    """The sentences in which an authority denies something, in order. Linear in the page's length.

    Somebody who denies a charge against himself denies no act.
    """
    patterns = _patterns(page.language.code)
    words = said_words(page.language.code)
    verbs = next(pattern for distance, _, pattern in words.verbs if distance == DENIED)
    official: dict[int, Attribution] = {}
    for one in attributions:
        if one.speaker.sort == SpeakerSort.OFFICIAL and one.reach == TOLD:
            at = page.line_at(one.cue[0]).index
            if at not in official or one.distance == DENIED:
                official[at] = one
    found = []
    for line in page.lines:
        folded = " ".join(page.tokens[i].fold for i in line.words)
        refuted = patterns["refutes"].search(folded) or verbs.search(folded)
        if refuted is None or patterns["charges"].search(folded):
            continue
        told = official.get(line.index)
        speaker = (
            speaker_of(told.speaker, page.text, page.report.id)
            if told is not None
            else _authority(page, line, folded[: refuted.end()].count(" ") + 1, words)
        )
        if speaker is None:
            continue
        acts = {act for key, named in _ABOUT.items() if patterns[key].search(folded) for act in named}
        found.append(Denial(line.index, speaker, frozenset(acts)))
    return tuple(found)


def _authority(page: Page, line: Line, reach: int, words: SaidWords) -> Speaker | None:
    """An authority named outside quotation marks among the first words of a sentence, as it is written there."""
    tokens, official = page.tokens, dict(words.sorts)[SpeakerSort.OFFICIAL]
    quoted = False
    first = line.words.start
    for at in range(line.words.start, min(line.words.stop, line.words.start + reach)):
        if tokens[at].is_mark:
            quoted ^= tokens[at].text in _QUOTES
            first = at + 1
        elif not quoted and official.fullmatch(_head(tokens[at].fold)):
            last = at
            while last + 1 < line.words.stop and official.fullmatch(_head(tokens[last + 1].fold)):
                last += 1
            while first < at and (tokens[first].fold in words.stop or tokens[first].fold in words.allowed):
                first += 1
            quote = page.report.quote(tokens[max(first, at - _LONGEST)].start, tokens[last].end)
            return Speaker(quote.text, SpeakerSort.OFFICIAL, quote)
    return None


def _head(fold: str) -> str:
    """A word without the ending that a hyphen or an apostrophe sets off: az "DİN-dən", tr "FSB'nin"."""
    return _SET_OFF.split(fold)[0]


def disputed(
    page: Page, accounts: Sequence[Account], attributions: Sequence[Attribution]
) -> tuple[Account, ...]:
    """Give the accounts the stance that the rest of the page puts them in."""
    told = {
        number: page.line_at(one.quote.start).index
        for number, one in enumerate(accounts)
        if _is_one_side(one) or (one.act in DISPUTABLE and not _is_official(one))
    }
    denied: dict[int, list[Speaker]] = {}
    for denial in denials_in(page, attributions):
        for number in _denied_by(denial, accounts, told):
            denied.setdefault(number, []).append(denial.speaker)
    out = []
    for number, one in enumerate(accounts):
        if number in denied:
            by = tuple(dict.fromkeys((*one.denied_by, *denied[number])))
            one = replace(one, stance=Stance.DENIED, denied_by=by)
        out.append(one)
    return tuple(out)


def _is_one_side(account: Account) -> bool:
    """Whether an account is the word of somebody who is neither an authority nor the outlet in its own voice."""
    if not account.said_by or _is_official(account):
        return False
    return account.said_by[0].sort != SpeakerSort.OUTLET or account.stance == Stance.CLAIMED


def _is_official(account: Account) -> bool:
    return bool(account.said_by) and account.said_by[0].sort == SpeakerSort.OFFICIAL


def _denied_by(denial: Denial, accounts: Sequence[Account], told: dict[int, int]) -> list[int]:
    """The numbers of the accounts that a denial is about."""
    if denial.acts:
        return [
            number
            for number, line in told.items()
            if accounts[number].act in denial.acts and -_BEFORE <= denial.line - line <= _AFTER
        ]
    before = [
        number
        for number, line in told.items()
        if 0 <= denial.line - line <= _SHORTLY
        and accounts[number].act in DISPUTABLE
        and _is_one_side(accounts[number])
    ]
    if not before:
        return []
    teller = accounts[max(before, key=lambda number: told[number])].said_by[0].name
    return [number for number in before if accounts[number].said_by[0].name == teller]
