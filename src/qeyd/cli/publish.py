"""``qeyd publish``: pages, a report and exports that protect the people in them."""

from datetime import UTC, datetime
from pathlib import Path

import click

from qeyd.cli.common import open_folder, passphrase_file_option, plain

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
    type=_FILE,
    help='The question file (see "qeyd ask") whose findings are published [default: the default question].',
)
@click.option("--denominators", type=_FILE, help="CSV or XLSX for the findings, as in qeyd analyse.")
@click.option("--controls", type=_FILE, help="CSV or XLSX for the findings, as in qeyd analyse.")
@click.option("--rules", type=_FILE, help="TOML for the findings, as in qeyd analyse.")
@click.option("--no-findings", is_flag=True, help="Publish what the record holds, and ask nothing of it.")
@click.option("--made-up", is_flag=True, help="Mark every page as an invented example.")
@passphrase_file_option
def command(casebook: Path, *, out: Path, name: str, since: str | None, key_name: str, question: Path | None,
            denominators: Path | None, controls: Path | None, rules: Path | None, no_findings: bool,
            made_up: bool, passphrase_file: Path | None) -> int:  # fmt: skip
    """Write a release of CASEBOOK: site, report, data package, exports. Refused while it tells a protected name.

    Its findings are those of qeyd analyse; publishing them is a look at the question, and counted.
    """
    from qeyd.cli.analyse import beside_of
    from qeyd.flow.beside import read_question
    from qeyd.flow.publish import Asked, publish_casebook

    asked = None
    if not no_findings:
        fixed = read_question(question) if question else None
        asked = Asked(datetime.now(UTC), fixed, beside_of(denominators, controls, rules))
    with open_folder(casebook, passphrase_file) as opened:
        done = publish_casebook(
            opened, out, name=name, key_name=key_name, since=since, asked=asked, made_up=made_up
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
    if done.release.no_findings:
        click.echo(plain(f"No findings: {done.release.no_findings}"))
    if since:
        click.echo(f"Changes since {since}: {len(done.release.changes)}")
    click.echo(f"Open {plain(str(out / 'site' / 'index.html'))} in a browser.")
    return 0
