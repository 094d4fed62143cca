"""Words of a language that a casebook's corrections would teach: for groups, for acts, first names.

A word is proposed when people's corrections in three reports or more rest on it. What it changes is measured by
reading the judged reports again with and without it: since three reports tell it, each was measured with a word that
two others would have taught as well.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from qeyd.model import Account, Reading, Report
from qeyd.review.effective import Effective
from qeyd.review.standing import State

FEWEST_REPORTS = 3
#: A word that stands in so large a share of sentences that tell nothing is no word for an act.
MOST_ELSEWHERE = 0.2
#: Words proposed at once for one act in one language.
MOST_WORDS = 3
_SHORTEST = 4


def word_lessons(readings: Sequence[Effective]) -> list[dict[str, Any]]:
    """What these readings would teach, each as the parts of a lesson; what was measured stands in it."""
    judged = [one for one in readings if _is_judged(one)]
    by_language: dict[str, list[Effective]] = defaultdict(list)
    for one in judged:
        if one.machine.report.language:
            by_language[one.machine.report.language].append(one)
    out = []
    for code, mine in sorted(by_language.items()):
        proposed = [*_groups(code, mine), *_acts(code, mine), *_names(code, mine)]
        if not proposed:
            continue
        before = _measured(mine, None)
        for sort, title, value, n in proposed:
            after = _measured(mine, _taught(sort, value))
            better = sum(after.values()) > sum(before.values()) and all(
                after[key] >= before[key] - 0.005 for key in before
            )
            out.append(
                {
                    "sort": sort,
                    "title": title,
                    "value": value,
                    "n": n,
                    "before": before,
                    "after": after,
                    "can_tell": better,
                    "why": "" if better else "on the judged reports it does as much harm as good",
                }
            )
    return out


def _is_judged(one: Effective) -> bool:
    states = [state for number, state in enumerate(one.states) if number < len(one.machine.accounts)]
    answered = all(state.standing.answers or state.fields for state in states)
    return answered and (one.report.state is State.YES or any(state.standing.answers for state in one.states))


def _taught(sort: str, value: dict[str, Any]) -> Any:
    from qeyd.read.taught import Taught

    code = value["language"]
    if sort == "group":
        return Taught(groups=((code, value["group"], value["word"]),))
    if sort == "name":
        return Taught(names=((code, value["name"]),))
    return Taught(acts=((code, value["act"], value["frame"], value["pattern"]),))


Proposed = tuple[str, str, dict[str, Any], int]


def _groups(code: str, judged: Sequence[Effective]) -> list[Proposed]:
    """Words on which people rested a group that the reader did not see in them."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    other: Counter[str] = Counter()
    for one in judged:
        for number, account in _kept(one):
            target = account.target
            if target is None or not target.value.group:
                continue
            words = {lemma for lemma, _ in _lemmas(one.machine.report, target.quote.start, target.quote.end)}
            corrected = "target" in one.states[number].fields or one.states[number].added_by is not None
            for word in words:
                if corrected and _machine_group(one, number) != target.value.group:
                    found[(word, target.value.group)].add(one.machine.report.id)
                else:
                    other[word] += 1
    groups_of: dict[str, set[str]] = defaultdict(set)
    for word, group in found:
        groups_of[word].add(group)
    return [
        (
            "group",
            f"“{word}” gives the group {group} ({code})",
            {"language": code, "group": group, "word": word},
            len(reports),
        )
        for (word, group), reports in sorted(found.items())
        if len(reports) >= FEWEST_REPORTS and len(groups_of[word]) == 1 and not other[word]
    ]


def _machine_group(one: Effective, number: int) -> str | None:
    if number >= len(one.machine.accounts):
        return None
    target = one.machine.accounts[number].target
    return target.value.group if target else None


def _acts(code: str, judged: Sequence[Effective]) -> list[Proposed]:
    """Words that stand in the sentences of accounts that people added, and hardly elsewhere."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    frame: dict[str, str] = {}
    everywhere: Counter[str] = Counter()
    telling: Counter[tuple[str, str]] = Counter()
    for one in judged:
        report = one.machine.report
        spans = [(account.quote.start, account.quote.end, account.act) for _, account in _kept(one)]
        for lemma, (start, pos) in _lemmas(report, 0, len(report.text)):
            everywhere[lemma] += 1
            for act in {act for first, last, act in spans if first <= start < last}:
                telling[(lemma, act)] += 1
            frame[lemma] = "verbs" if pos == "verb" else "nouns"
        for number, account in _kept(one):
            if one.states[number].added_by is None:
                continue
            for lemma, _ in _lemmas(report, account.quote.start, account.quote.end):
                found[(lemma, account.act)].add(report.id)
    best: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (lemma, act), reports in found.items():
        elsewhere = 1 - telling[(lemma, act)] / max(everywhere[lemma], 1)
        if len(reports) >= FEWEST_REPORTS and elsewhere <= MOST_ELSEWHERE:
            best[act].append((len(reports), lemma))
    return [
        (
            "word",
            f"“{lemma}” tells the act {act} ({code})",
            {"language": code, "act": act, "frame": frame[lemma], "pattern": lemma},
            n,
        )
        for act, words in sorted(best.items())
        for n, lemma in sorted(words, key=lambda told: (-told[0], told[1]))[:MOST_WORDS]
    ]


def _names(code: str, judged: Sequence[Effective]) -> list[Proposed]:
    """First names of people whom the reader did not see to be people."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in judged:
        for number, account in _kept(one):
            seen: set[str] = set()
            if number < len(one.machine.accounts) and (target := one.machine.accounts[number].target):
                seen = set(target.value.names)
            for name in account.target.value.names if account.target else ():
                parts = name.split()
                if name not in seen and len(parts) > 1 and parts[0].isalpha() and len(parts[0]) >= _SHORTEST:
                    found[parts[0].casefold()].add(one.machine.report.id)
    return [
        ("name", f"A first name ({code})", {"language": code, "name": name}, len(reports))
        for name, reports in sorted(found.items())
        if len(reports) >= FEWEST_REPORTS
    ]


def _kept(one: Effective) -> list[tuple[int, Account]]:
    return [(n, account) for n, account in enumerate(one.reading.accounts) if n not in one.out]


def _lemmas(report: Report, start: int, end: int) -> list[tuple[str, tuple[int, str]]]:
    """The words of a stretch in their dictionary form, where they stand, what they are; no names, no figures."""
    from qeyd.languages import language_codes, load_language
    from qeyd.read.page import open_page

    code = report.language or ""
    if code not in language_codes():
        return []
    page = open_page(report, load_language(code))
    out = []
    for token in page.tokens:
        if not start <= token.start < end or len(token.fold) < _SHORTEST or not token.text.isalpha():
            continue
        if token.is_capital and token.start not in {line.start for line in page.lines}:
            continue
        form = token.forms[0] if token.forms else None
        out.append((form.lemma if form else token.fold, (token.start, form.pos if form else "")))
    return out


def _measured(judged: Sequence[Effective], taught: Any) -> dict[str, float]:
    """How the reader does on judged reports with these words: F1 of accounts, how often group and names are right."""
    from qeyd.flow.read import read_one

    read = partial(read_one, taught=taught)
    found = told = right = groups = named = compared = 0
    for one in judged:
        reading = read(one.machine.report)
        accounts = list(reading.accounts) if isinstance(reading, Reading) else []
        truth = [account for _, account in _kept(one)]
        found, told = found + len(accounts), told + len(truth)
        for account in truth:
            match = next((each for each in accounts if _same_telling(each, account)), None)
            if match is None:
                continue
            accounts.remove(match)
            right += 1
            compared += 1
            groups += _group(match) == _group(account)
            named += _told_names(match) == _told_names(account)
    f1 = 2 * right / (found + told) if found + told else 0.0
    return {
        "accounts (F1)": round(f1, 4),
        "group right": round(groups / compared, 4) if compared else 0.0,
        "names right": round(named / compared, 4) if compared else 0.0,
    }


def _same_telling(one: Account, other: Account) -> bool:
    return one.act == other.act and one.quote.start < other.quote.end and other.quote.start < one.quote.end


def _group(account: Account) -> str | None:
    return account.target.value.group if account.target else None


def _told_names(account: Account) -> frozenset[str]:
    return frozenset(account.target.value.names) if account.target else frozenset()
