"""``qeyd serve``: the casebook as pages for the browser of this computer, or for a team in one local network."""

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
@click.option("--look-only", is_flag=True, help="Nothing can be decided or changed in the pages.")
@click.option(
    "--host",
    metavar="ADDRESS",
    help="Serve a team in the local network at this address of this computer, such as 192.168.1.5. Risky: read below.",
)
@click.option("--certificate", type=click.Path(path_type=Path, exists=True), help="PEM file, for --host.")
@click.option("--key", type=click.Path(path_type=Path, exists=True), help="Its key, for --host.")
@passphrase_file_option
def command(
    casebook: Path,
    *,
    port: int,
    open_it: bool,
    look_only: bool,
    host: str | None,
    certificate: Path | None,
    key: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Show CASEBOOK in the browser of this computer, to look at it and to decide.

    The printed address works once: it lets in the browser that opens it first, and no other. Where coders have
    accounts, everybody logs in instead. The page answers to this computer alone and loads nothing from elsewhere.
    Ctrl-C stops it.

    With --host other computers of the network reach the page. Then whoever is in that network can try passwords, and
    without --certificate and --key whoever listens there reads passwords, sessions and names. Use it in a network that
    you control, never on the open internet; for one person it is not needed.
    """
    from qeyd.web import serve_page
    from qeyd.web.server import Network

    if host is None and (certificate or key):
        raise click.UsageError("--certificate and --key go with --host.")
    if host is not None and look_only:
        raise click.UsageError("Logging in has to be kept: --host does not go with --look-only.")

    def ready(address: str) -> None:
        click.echo(address)
        if host is not None:
            click.echo(_RISK if certificate is None else _RISK_ENCRYPTED, err=True)
        elif sys.stdout.isatty():
            works = "it works once" if "?token=" in address else "coders log in with name and password"
            click.echo(f"Open this address in a browser of this computer; {works}. Ctrl-C stops.", err=True)
        if open_it:
            click.launch(address)

    network = Network(host, certificate, key) if host is not None else None
    with open_folder(casebook, passphrase_file, writable=not look_only) as opened:
        serve_page(opened, port=port, ready=ready, network=network)


_RISK = (
    "Every computer of this network reaches this page and can try passwords. Nothing is encrypted on the way: whoever "
    "listens in the network reads passwords, sessions and names. Do this in a network you control, or give "
    "--certificate and --key. Never on the open internet. Ctrl-C stops."
)
_RISK_ENCRYPTED = (
    "Every computer of this network reaches this page and can try passwords; what goes over the network is encrypted. "
    "Never on the open internet. Ctrl-C stops."
)
