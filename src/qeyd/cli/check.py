"""``qeyd check``: verify a casebook."""

import os
from pathlib import Path

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option, plain


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.option("--head", help="A head digest that was printed earlier and kept elsewhere.")
@passphrase_file_option
def command(casebook: Path, *, head: str | None, passphrase_file: Path | None) -> int:
    """Verify every digest, every quote, every signature and the chain of judgements of CASEBOOK.

    Prints what is wrong, in words; at the end the head digest of the chain. Kept elsewhere and given with --head
    later, it shows that no judgement before it was changed or taken out since.
    """
    # Opened for writing where it can be: that finishes a forgetting which was cut short.
    with open_folder(casebook, passphrase_file, writable=os.access(casebook, os.W_OK)) as opened:
        problems = opened.check(head=head)
        totals, end = opened.totals(), opened.head()
    for problem in problems:
        click.echo(plain(str(problem)))
    held = ", ".join(
        (
            many(totals.reports, "report"),
            many(totals.accounts, "account"),
            many(totals.judgements, "judgement"),
        )
    )
    if problems:
        click.echo(f"{casebook}: {many(len(problems), 'problem')} in {held}.")
    else:
        click.echo(f"{casebook}: nothing is wrong. {held}.")
    click.echo(f"Head of the judgements: {end or 'none yet'}")
    return 1 if problems else 0
