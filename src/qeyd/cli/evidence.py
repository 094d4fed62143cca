"""``qeyd evidence``: write reports as a package that stands on its own."""

from pathlib import Path

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("wanted", metavar="INCIDENT|REPORT")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE.wacz"
)
@click.option("--coder", default="keeper", show_default=True, help="Who signs the chain of custody.")
@passphrase_file_option
def command(casebook: Path, wanted: str, *, output: Path, coder: str, passphrase_file: Path | None) -> int:
    """Write the pages behind an INCIDENT, or one REPORT, of CASEBOOK as a WACZ package.

    It holds the original bytes, their digests and headers, and a signed chain of custody; web archive players open it.
    The package is in the clear and names people: keep it as safe as the casebook.
    """
    from qeyd.flow.evidence import reports_of, write_evidence

    with open_folder(casebook, passphrase_file) as opened:
        ids = reports_of(opened, wanted)
        digest = write_evidence(opened, ids, output, coder=coder)
    click.echo(f"{output}: {many(len(ids), 'report')}, SHA-256 {digest}")
    return 0
