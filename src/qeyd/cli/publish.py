"""``qeyd publish``: pages, a report and exports that protect the people in them."""

from pathlib import Path

import click

from qeyd.cli.common import open_folder, passphrase_file_option, plain


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="A new folder for the release.",
)
@click.option("--name", required=True, help='What the release is called, such as "2026-11".')
@click.option("--since", metavar="RELEASE", help="Say what changed since this release.")
@click.option(
    "--key",
    "key_name",
    default="default",
    show_default=True,
    help="The release key; another key, other pseudonyms.",
)
@click.option(
    "--question",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='The question file (see "qeyd ask") whose digest stands in the release.',
)
@click.option("--made-up", is_flag=True, help="Mark every page as an invented example.")
@passphrase_file_option
def command(casebook: Path, *, out: Path, name: str, since: str | None, key_name: str, question: Path | None,
            made_up: bool, passphrase_file: Path | None) -> int:  # fmt: skip
    """Write a release of CASEBOOK: site, report, data package, exports. Refused while it tells a protected name."""
    from qeyd.flow.analyse import read_question
    from qeyd.flow.publish import publish_casebook

    digest = read_question(question).digest if question else None
    with open_folder(casebook, passphrase_file) as opened:
        done = publish_casebook(
            opened, out, name=name, key_name=key_name, since=since, question=digest, made_up=made_up
        )
    told = done.release.protection
    click.echo(
        plain(f"{out}: release {name}, {len(done.release.incidents)} incidents in {done.files} files.")
    )
    click.echo("Protected:")
    click.echo(f"  {told.persons} persons under pseudonyms, {told.names_masked} names replaced")
    click.echo(f"  {told.particulars_masked} addresses, phones and numbers taken out of words")
    click.echo(
        f"  {told.addresses_withheld} addresses of pages withheld, {told.places_coarsened} places made coarser"
    )
    click.echo(f"  {told.cells_suppressed} cells of tables not shown")
    for held in told.held_back:
        click.echo(f"  {held.incidents} incidents held back: {held.why}")
    for given in told.exceptions:
        click.echo(plain(f"  named: {given.label}, decided by {given.decided_by} on {given.at}: {given.why}"))
    if not told.exceptions:
        click.echo("  nobody is named")
    if since:
        click.echo(f"Changes since {since}: {len(done.release.changes)}")
    click.echo(f"Open {plain(str(out / 'site' / 'index.html'))} in a browser.")
    return 0
