"""An example casebook from the articles in the package: one affair in many voices, its look-alike, a raid, and
two articles that tell of no incident. People, outlets and events in them are invented, places are real.

With its history: two made-up years and a quarter of short reports beside it, and what an analysis sets them against
(control stories, permit holders, rules, questions); tools/make_history.py makes those files and says what was put in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from qeyd.errors import StoreError
from qeyd.flow.add import add_reports
from qeyd.flow.arrivals import Known, arrivals_from
from qeyd.flow.lines import Trouble
from qeyd.flow.link import link_casebook
from qeyd.flow.read import read_new_reports
from qeyd.flow.write import whole_file
from qeyd.model import Incident
from qeyd.store import Arrival, Totals, create_casebook, is_locked, open_casebook
from qeyd.store.connect import FILE

if TYPE_CHECKING:
    from qeyd.analyse.report import PatternReport

ARTICLES = "articles.jsonl"
HISTORY = "history/reports.jsonl"
BESIDE = "history"  #: in the example's folder: what the analysis sets the history against, and what it found
#: The questions that are asked of the history, in the order in which their pages are best read.
QUESTIONS = (
    "raids-alone",
    "raids-with-coverage",
    "detentions-with-coverage",
    "reports-alone",
    "with-coverage",
    "half-a-year",
)


@dataclass(frozen=True, slots=True)
class Example:
    """The example casebook as it is now."""

    folder: Path
    totals: Totals
    incidents: tuple[Incident, ...]  #: the latest first


@dataclass(frozen=True, slots=True)
class Analysed:
    """One question asked of the example, and the page that answers it."""

    name: str
    report: "PatternReport"
    page: Path


def bundled_articles(file: str = ARTICLES) -> Iterator[Arrival | Trouble]:
    """The articles in the package, in the order they were published; ``HISTORY`` names those of the history."""
    source = files("qeyd").joinpath("example", *file.split("/"))
    with source.open("rb") as stream:
        yield from arrivals_from(stream, file, ".jsonl", Known())


def make_example(folder: Path, *, now: datetime, history: bool = False, jobs: int = 1) -> Example:
    """Make the example casebook in a folder, or bring the one that is there up to date; read in ``jobs`` processes.

    It is plain: everybody can read it. Raises StoreError when the folder holds anything else.
    """
    if (folder / FILE).exists():
        if is_locked(folder):
            raise StoreError(
                f"{folder}: there is a locked casebook here, not the example. Name another folder."
            )
        casebook = open_casebook(folder)
    else:
        casebook = create_casebook(folder, passphrase=None, now=now)
    with casebook:
        if casebook.totals().reports and not _is_example({one.given_id for one in casebook.reports()}):
            raise StoreError(
                f"{folder}: this casebook holds reports of its own. Name another folder for the example."
            )
        for file in (ARTICLES, HISTORY) if history else (ARTICLES,):
            add_reports(casebook, bundled_articles(file), kept=lambda added: None, trouble=_broken)
        read_new_reports(casebook, jobs=jobs)
        link_casebook(casebook)
        return Example(folder, casebook.totals(), casebook.incidents())


def analyse_example(folder: Path, *, now: datetime) -> tuple[Analysed, ...]:
    """Ask the bundled questions of an example with its history, and write their pages, marked as made up.

    The files that the questions are set against are written into the example's folder, so that everybody can ask on
    with ``qeyd analyse``. Empty where the extra for analysing is not installed.
    """
    if find_spec("scipy") is None:
        return ()
    from qeyd.flow.analyse import analyse_casebook, record_of
    from qeyd.flow.beside import (
        Beside,
        read_controls,
        read_denominators,
        read_gaps,
        read_question,
        read_rules,
    )
    from qeyd.flow.findings import write_report

    beside = folder / BESIDE
    beside.mkdir(exist_ok=True)
    for name in ("controls.csv", "denominators.csv", "rules.toml", *(f"{one}.toml" for one in QUESTIONS)):
        with whole_file(beside / name) as stream:
            stream.write(files("qeyd").joinpath("example", "history", name).read_text("utf-8"))
    told = Beside(
        read_denominators(beside / "denominators.csv"),
        read_controls(beside / "controls.csv"),
        read_gaps(beside / "rules.toml"),
        read_rules(beside / "rules.toml"),
    )
    out = []
    with open_casebook(folder) as casebook:
        record = record_of(casebook, told)
        for name in QUESTIONS:
            question = read_question(beside / f"{name}.toml")
            report = analyse_casebook(casebook, folder, question, told, now=now, record=record)
            write_report(report, beside / name, made_up=True)
            out.append(Analysed(name, report, beside / name / "report.en.html"))
    return tuple(out)


def _is_example(given_ids: set[str | None]) -> bool:
    """Whether all reports are those of the package, so that nobody's own casebook is added to."""
    ours = {
        one.given_id
        for file in (ARTICLES, HISTORY)
        for one in bundled_articles(file)
        if isinstance(one, Arrival)
    }
    return given_ids <= ours


def _broken(trouble: Trouble) -> None:
    raise StoreError(f"{trouble}: the package is damaged. Install qeyd again.")
