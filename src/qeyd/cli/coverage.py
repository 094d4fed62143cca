"""``qeyd coverage``: log that an outlet was looked at without finding a story, or was not looked at."""

from pathlib import Path

import click

from qeyd.cli.common import open_folder, passphrase_file_option


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("outlet")
@click.option(
    "--gap", "period", metavar="PERIOD", help="It was not looked at: 2025-02, 2025-02-03/2025-02-09."
)
@click.option("--why", help="Why it was not; goes with --gap.")
@passphrase_file_option
def command(
    casebook: Path, outlet: str, *, period: str | None, why: str | None, passphrase_file: Path | None
) -> int:
    """Log in CASEBOOK that OUTLET was looked at now and no story came, or with --gap that it was not looked at.

    Stories are logged by themselves as they come in. "qeyd show CASEBOOK --coverage" shows the log.
    """
    from qeyd.flow.coverage import log_gap, log_nothing_came

    if (period is None) != (why is None):
        raise click.UsageError("--gap and --why go together: a gap has its reason.")
    with open_folder(casebook, passphrase_file) as opened:
        if period is None or why is None:
            name = log_nothing_came(opened, outlet)
            click.echo(f"Logged: {name} was looked at, no story came.")
        else:
            gap = log_gap(opened, outlet, period, why)
            click.echo(f"Logged: {gap.outlet} was not looked at in {gap.period.value}.")
    return 0
