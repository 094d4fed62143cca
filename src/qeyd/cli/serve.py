"""``qeyd serve``: the casebook as pages for the browser of this computer."""

import sys
from pathlib import Path

import click

from qeyd.cli.common import open_folder, passphrase_file_option


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port to listen at; without it a free one."
)
@click.option("--open", "open_it", is_flag=True, help="Open the page in the standard browser.")
@passphrase_file_option
def command(casebook: Path, *, port: int, open_it: bool, passphrase_file: Path | None) -> None:
    """Show CASEBOOK in the browser of this computer.

    The printed address works once: it lets in the browser that opens it first, and no other. The page answers
    to this computer alone, loads nothing from elsewhere, and changes nothing. Ctrl-C stops it.
    """
    from qeyd.web import serve_page

    def ready(address: str) -> None:
        click.echo(address)
        if sys.stdout.isatty():
            click.echo(
                "Open this address in a browser of this computer; it works once. Ctrl-C stops.", err=True
            )
        if open_it:
            click.launch(address)

    with open_folder(casebook, passphrase_file, writable=False) as opened:
        serve_page(opened, port=port, ready=ready)
