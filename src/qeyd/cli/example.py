"""``qeyd example``: a casebook to try things on, from invented articles."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qeyd.cli.common import many, plain

if TYPE_CHECKING:
    from qeyd.flow.example import Analysed

_MOST_ROWS = 20  #: of the table; the others are in ``qeyd show``


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--history", is_flag=True, help="Add two made-up years of reports, and analyse them.")
def command(folder: Path, *, history: bool) -> None:
    """Make an example casebook in FOLDER from bundled articles, read and linked.

    Outlets, people and events in it are invented. It is plain, not locked: never add real reports to it. Run
    again on the same folder, it brings the example up to date.
    """
    from qeyd.cli.show import table
    from qeyd.flow.example import analyse_example, make_example

    now = datetime.now(UTC)
    made = make_example(folder, now=now, history=history, jobs=min(os.cpu_count() or 1, 4) if history else 1)
    for line in table(made.incidents[:_MOST_ROWS]):
        click.echo(line)
    if len(made.incidents) > _MOST_ROWS:
        click.echo(f"… and {len(made.incidents) - _MOST_ROWS} more: qeyd show {folder}")
    click.echo(
        f"{many(made.totals.incidents, 'incident')} in {many(made.totals.affairs, 'affair')}, "
        f"from {many(made.totals.accounts, 'account')} in {many(made.totals.reports, 'report')}."
    )
    if history:
        _show_analysis(folder, analyse_example(folder, now=now))
    click.echo(f"To see them in a browser: qeyd serve {folder}")


def _show_analysis(folder: Path, analysed: "tuple[Analysed, ...]") -> None:
    """What was found, a line a question, and where its pages lie."""
    from qeyd.flow.example import BESIDE

    if not analysed:
        click.echo('The analysis needs the extra "analyse": pip install "qeyd[analyse]".')
        return
    from qeyd.analyse.words import Words

    words = Words("en")
    click.echo("\nThe analysis of two made-up years (outlets, people, events and numbers are invented):")
    for one in analysed:
        click.echo(f"  {one.name}: {one.page}")
        click.echo(f"    {plain(words.short(one.report.answers[0]))}")
    click.echo(
        f"Each folder has the pages in English, Russian and Azerbaijani, pictures and findings.json. To ask yourself:\n"
        f"  qeyd analyse {folder} --controls {folder / BESIDE / 'controls.csv'} "
        f"--denominators {folder / BESIDE / 'denominators.csv'} --rules {folder / BESIDE / 'rules.toml'}"
    )
