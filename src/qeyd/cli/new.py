"""``qeyd new``: make a casebook."""

from pathlib import Path

import click

from qeyd.cli.common import ask_passphrase, given_passphrase, passphrase_file_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="Make it without a passphrase, for examples and tests only.")
@passphrase_file_option
def command(folder: Path, *, plain: bool, passphrase_file: Path | None) -> None:
    """Make a casebook in a new FOLDER.

    It is locked with a passphrase. There is no way in without it: write it down and keep it elsewhere.
    """
    from datetime import UTC, datetime

    from qeyd.store import create_casebook

    passphrase = None if plain else given_passphrase(passphrase_file) or ask_passphrase(folder, new=True)
    with create_casebook(folder, passphrase=passphrase, now=datetime.now(UTC)):
        pass
    click.echo(f"{folder} is a new casebook{', in the clear: anybody can read it' if plain else ', locked'}.")
