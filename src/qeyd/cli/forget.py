"""``qeyd forget``: forget a report or a name for good."""

import sys
from pathlib import Path

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("what", metavar="REPORT|NAME")
@click.option("--name", "as_name", is_flag=True, help="It is a name, even if it looks like a report.")
@click.option(
    "--coder", default="keeper", show_default=True, help="Who decides this; it stands in the record."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@passphrase_file_option
def command(
    casebook: Path, what: str, *, as_name: bool, coder: str, yes: bool, passphrase_file: Path | None
) -> int:
    """Forget a REPORT (its id or address) or a NAME (as the reports spell it) for good.

    A report goes with its bytes, text, names, quotes and all that was derived from them. A name is masked in every
    report that holds it, and the archived bytes of those reports go. A salted digest and the fact of forgetting stay.
    Copies of the casebook made earlier are not changed: delete them too.
    """
    from datetime import UTC, datetime

    from qeyd.flow.forget import forget

    with open_folder(casebook, passphrase_file) as opened:
        ids = () if as_name else opened.find_reports(what)
        target = f"{many(len(ids), 'report')} ({', '.join(one[:12] for one in ids)})" if ids else "a name"
        if not yes and not sys.stdin.isatty():
            raise click.UsageError("Nobody can be asked here whether this is meant. Give --yes if it is.")
        if not yes:
            click.confirm(f"Forget {target} for good? This cannot be undone", abort=True, err=True)
        done = forget(opened, what, coder=coder, now=datetime.now(UTC), as_name=as_name)
    reports = sum(one.reports for one in done.forgotten)
    lost = sum(one.judgements for one in done.forgotten)
    gone = "masked in" if done.is_name else "forgotten:"
    click.echo(
        f"{'The name is ' if done.is_name else ''}{gone} {many(reports, 'report')}; "
        f"{many(lost, 'judgement')} lost their words."
        + (" Incidents were worked out again." if done.relinked else "")
    )
    for one in done.forgotten:
        click.echo(f"What stays is the digest {one.digest}.")
    if not all(one.finished for one in done.forgotten):
        click.echo(
            f"qeyd: {casebook}: old copies may still lie in the free space of the file, since another program has it "
            'open. Close that program and run "qeyd check".',
            err=True,
        )
        return 1
    return 0
