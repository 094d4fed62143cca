"""An example casebook from the articles in the package: one affair in many voices, its look-alike, a raid, and
two articles that tell of no incident. People, outlets and events in them are invented, places are real.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from qeyd.errors import StoreError
from qeyd.flow.add import add_reports
from qeyd.flow.arrivals import Known, arrivals_from
from qeyd.flow.lines import Trouble
from qeyd.flow.link import link_casebook
from qeyd.flow.read import read_new_reports
from qeyd.model import Incident
from qeyd.store import Arrival, Totals, create_casebook, is_locked, open_casebook
from qeyd.store.connect import FILE


@dataclass(frozen=True, slots=True)
class Example:
    """The example casebook as it is now."""

    folder: Path
    totals: Totals
    incidents: tuple[Incident, ...]  #: the latest first


def bundled_articles() -> Iterator[Arrival | Trouble]:
    """The articles in the package, in the order they were published."""
    source = files("qeyd").joinpath("example", "articles.jsonl")
    with source.open("rb") as stream:
        yield from arrivals_from(stream, "articles.jsonl", ".jsonl", Known())


def make_example(folder: Path, *, now: datetime) -> Example:
    """Make the example casebook in a folder, or bring the one that is there up to date.

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
        add_reports(casebook, bundled_articles(), kept=lambda added: None, trouble=_broken)
        read_new_reports(casebook)
        link_casebook(casebook)
        return Example(folder, casebook.totals(), casebook.incidents())


def _is_example(given_ids: set[str | None]) -> bool:
    """Whether all reports are those of the package, so that nobody's own casebook is added to."""
    ours = {one.given_id for one in bundled_articles() if isinstance(one, Arrival)}
    return given_ids <= ours


def _broken(trouble: Trouble) -> None:
    raise StoreError(f"{trouble}: the package is damaged. Install qeyd again.")
