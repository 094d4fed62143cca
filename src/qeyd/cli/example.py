"""``qeyd example``: a casebook to try things on, from invented articles."""

from datetime import UTC, datetime
from pathlib import Path

import click

from qeyd.cli.common import many


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Make an example casebook in FOLDER from bundled articles, read and linked.

    Outlets, people and events in it are invented. It is plain, not locked: never add real reports to it. Run
    again on the same folder, it brings the example up to date.
    """
    from qeyd.cli.show import table
    from qeyd.flow.example import make_example

    made = make_example(folder, now=datetime.now(UTC))
    for line in table(made.incidents):
        click.echo(line)
    click.echo(
        f"{many(made.totals.incidents, 'incident')} in {many(made.totals.affairs, 'affair')}, "
        f"from {many(made.totals.accounts, 'account')} in {many(made.totals.reports, 'report')}."
    )
    click.echo(f"To see them in a browser: qeyd serve {folder}")
