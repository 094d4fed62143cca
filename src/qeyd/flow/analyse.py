"""Analyse a casebook: incidents, coverage and denominators in; one report of findings and refusals out.

For other rooms: ``findings`` gives all of it as nouns, as plain data, and in words and SVG pictures a language
(docs/statistics.md, "For other rooms").
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qeyd.errors import QeydError
from qeyd.flow.beside import (
    Beside,
    read_controls,
    read_denominators,
    read_gaps,
    read_question,
    read_rules,
)
from qeyd.flow.effective import Effective, effective_readings
from qeyd.flow.permits import held_back, incidents_for
from qeyd.model import Account, Reading, Report
from qeyd.model.coverage import ControlStories, Coverage, Seen
from qeyd.model.incident import AccountRef, Incident
from qeyd.model.question import Question
from qeyd.model.report import Quote
from qeyd.store import Casebook
from qeyd.store.coverage import NO_STORY

if TYPE_CHECKING:
    from qeyd.analyse.report import PatternReport
    from qeyd.flow.findings import Told

__all__ = [
    "ALL_STORIES",
    "LOOKS",
    "OTHER_STORIES",
    "Beside",
    "Findings",
    "Record",
    "analyse_casebook",
    "default_question",
    "findings",
    "look_number",
    "read_controls",
    "read_denominators",
    "read_gaps",
    "read_question",
    "read_rules",
    "record_of",
]

ALL_STORIES = "all stories"  #: a control topic that every casebook has: all its stories, relevant or not
OTHER_STORIES = "other stories"  #: another: those in which no incident was read
LOOKS = "looks.jsonl"  #: in the casebook's folder: one line a look, with digests and counts alone

Progress = Callable[
    [str, int, int], None
]  #: what is asked now (a key of the questions), how many are done, of how many


@dataclass(frozen=True, slots=True)
class Findings:
    """The answers to one question, ready to be shown elsewhere."""

    report: "PatternReport"
    data: dict[str, Any]  #: plain JSON, as in findings.json
    told: Mapping[
        str, "Told"
    ]  #: by language: lines, pictures, claims, each line with the incidents it rests on


def findings(
    casebook: Casebook,
    folder: Path,
    question: Question | None = None,
    beside: Beside | None = None,
    *,
    now: datetime,
    as_of: date | None = None,
    languages: Sequence[str] | None = None,
    quotes: bool = True,
    name_of: Callable[[str], str | None] = lambda id: id,
) -> Findings:
    """Everything that ``qeyd analyse`` finds, as nouns, data, words and pictures; a look, and counted as one.

    Without a question the default one is asked. ``quotes`` off leaves out whatever stands in somebody else's words
    (claims, officials, grounds), for rooms that mask it themselves. ``name_of`` gives each incident the name that may
    be shown, None where it may not be: it is then in no list and no sentence.
    """
    from qeyd.analyse.words import languages as known
    from qeyd.flow.findings import as_data, told

    report = analyse_casebook(casebook, folder, question, beside or Beside(), now=now, as_of=as_of)
    return Findings(
        report,
        as_data(report, quotes=quotes, name_of=name_of),
        {one: told(report, one, quotes=quotes, name_of=name_of) for one in languages or known()},
    )


@dataclass(frozen=True, slots=True)
class Record:
    """What a casebook holds that may be counted, gathered once for one question or many."""

    incidents: tuple[Incident, ...]
    accounts: Mapping[AccountRef, Account]
    reports: Mapping[str, Report]
    readings: tuple[Reading, ...]
    coverage: Coverage
    until: date | None  #: the last day that the collection reaches to


def record_of(casebook: Casebook, beside: Beside) -> Record:
    """What a casebook holds that may be counted, with its coverage and what was given beside it."""
    held = held_back(casebook, "count")
    found = [
        one
        for one in effective_readings(casebook)
        if isinstance(one, Effective) and one.machine.report.id not in held
    ]
    accounts = {
        AccountRef(one.machine.report.id, i): account
        for one in found
        for i, account in enumerate(one.reading.accounts)
        if i not in one.out
    }
    reports = {one.id: one for one in casebook.reports() if one.id not in held}
    telling = {ref.report_id for ref in accounts}
    collected = _seen(reports.values())
    coverage = Coverage(
        collected,
        # Silences are guesses, and mark whole periods; what was logged as not collected is known.
        (*beside.gaps, *(gap for gap in casebook.coverage().gaps if gap.why != NO_STORY)),
        (
            *beside.controls,
            ControlStories(ALL_STORIES, "this casebook", collected),
            ControlStories(
                OTHER_STORIES,
                "this casebook",
                _seen(one for one in reports.values() if one.id not in telling),
            ),
        ),
    )
    days = [one.day for one in collected]
    return Record(
        incidents_for(casebook, "count")[0],
        accounts,
        reports,
        tuple(one.kept for one in found),
        coverage,
        max(days) if days else None,
    )


def _seen(reports: Iterable[Report]) -> tuple[Seen, ...]:
    published = Counter(
        (one.outlet or "?", one.published.start)
        for one in reports
        if one.published and one.published.precision == 1
    )
    return tuple(Seen(outlet, day, n) for (outlet, day), n in sorted(published.items()))


def default_question(casebook: Casebook, beside: Beside) -> Question:
    """The question that is asked where nobody wrote one: worked out from the collection, never from the incidents.

    Raises QeydError where no report has a day of publication: there is no window then.
    """
    return _default(record_of(casebook, beside), beside)


def _default(record: Record, beside: Beside) -> Question:
    from qeyd.analyse.default_question import default_question as made

    question = made(record.coverage.collected, beside.controls, beside.denominators, beside.rules)
    if question is None:
        raise QeydError(
            "No report of this casebook tells the day it was published, so there is no window to ask about. "
            "Write a question: qeyd ask QUESTION.toml --name NAME --window 2024-01/2025-12."
        )
    return question


def analyse_casebook(
    casebook: Casebook,
    folder: Path,
    question: Question | None,
    beside: Beside,
    *,
    now: datetime,
    as_of: date | None = None,
    record: Record | None = None,
    progress: Progress | None = None,
) -> "PatternReport":
    """Ask everything of a casebook, and keep in its folder that it was looked at.

    Readings are as people corrected them; testimony that may not be counted is in no number. Coverage is what the
    casebook holds: stories by outlet and day of publication. Official statements are quoted from what officials answer
    for, policy from the grounds told. ``question`` None: the default one. ``as_of`` is the day up to which reports
    could come in; None: the last day of publication in the casebook. ``now`` is kept with the look and changes no
    number, so the same casebook, question and files beside it give the same digits on any day; asking the very same
    record again is the same look, not another one.
    ``record``: what was gathered of this casebook beside these files already, where several questions are asked.
    """
    _need_the_extra()
    from qeyd.analyse.entries import entries
    from qeyd.analyse.report import ask_all

    record = record or record_of(casebook, beside)
    is_default = question is None
    question = question or _default(record, beside)
    until = as_of or record.until or now.date()
    asked = entries(record.incidents, record.accounts, record.reports)
    same = _digest(asked, record.coverage, beside, until)
    look, is_new = _look(folder, question, same, is_default=is_default)
    of = {ref: one.id for one in record.incidents for ref in one.accounts}
    report = ask_all(
        asked,
        record.coverage,
        beside.denominators,
        beside.rules,
        question,
        now=until,
        look=look,
        readings=record.readings,
        official=_official(record.accounts, of),
        policy=_policy(record.accounts, of),
        progress=progress,
    )
    report = replace(report, is_default=is_default)
    if is_new:
        line = {
            "question": question.digest,
            "look": look,
            "at": now.isoformat(),
            "incidents": report.n,
            "record": same,
        }
        line |= {"default": True} if is_default else {}
        with (folder / LOOKS).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
    return report


def _official(
    accounts: Mapping[AccountRef, Account], of: Mapping[AccountRef, str]
) -> list[tuple[str, Quote]]:
    """What officials answer for: the words that tell the act, one an incident."""
    found: dict[str, Quote] = {}
    for ref, account in sorted(accounts.items()):
        if ref in of and any(speaker.sort == "official" for speaker in account.said_by):
            found.setdefault(of[ref], account.quote)
    return list(found.items())


def _policy(accounts: Mapping[AccountRef, Account], of: Mapping[AccountRef, str]) -> list[tuple[str, Quote]]:
    return [
        (of[ref], account.ground.quote)
        for ref, account in sorted(accounts.items())
        if ref in of and account.ground
    ]


def look_number(folder: Path, question: Question, *, is_default: bool = False) -> int:
    """Which look at this question comes next: one more than those kept in the casebook's folder.

    The default question moves its window along with the collection, so all looks at any default question count.
    """
    return 1 + len({one["look"] for one in _looks(folder) if _is_at(one, question, is_default=is_default)})


def _look(folder: Path, question: Question, record: str, *, is_default: bool) -> tuple[int, bool]:
    """The number of this look, and whether it is a new one: the very same record was looked at already or not."""
    for one in _looks(folder):
        same = one.get("record") == record and one["question"] == question.digest
        if same and bool(one.get("default")) == is_default:
            return int(one["look"]), False
    return look_number(folder, question, is_default=is_default), True


def _looks(folder: Path) -> list[dict[str, Any]]:
    path = folder / LOOKS
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _is_at(line: Mapping[str, Any], question: Question, *, is_default: bool) -> bool:
    return bool(line.get("default")) if is_default else line["question"] == question.digest


def _digest(asked: Sequence[Any], coverage: Coverage, beside: Beside, until: date) -> str:
    """Of everything that numbers come from; the order in which things came in does not matter."""
    out = hashlib.sha256()
    for one in sorted(repr(entry) for entry in asked):
        out.update(one.encode("utf-8") + b"\n")
    out.update(
        repr((sorted(map(repr, coverage.collected)), coverage.gaps, coverage.controls)).encode("utf-8")
    )
    out.update(repr((beside.denominators, beside.rules, until)).encode("utf-8"))
    return out.hexdigest()[:32]


def _need_the_extra() -> None:
    from importlib.util import find_spec

    if find_spec("scipy") is None:
        raise QeydError(
            'Analysing needs the extra "analyse", which is not installed. Run: pip install "qeyd[analyse]".'
        )
