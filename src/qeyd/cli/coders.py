"""``qeyd coders``: accounts for those who work in a casebook together."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qeyd.cli.common import open_folder, passphrase_file_option, plain

if TYPE_CHECKING:
    from qeyd.flow.coders import CoderAccount

_ROLES = click.Choice(["viewer", "coder", "reviewer"])
_password_file = click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the coder's password from the first line of this file (else ask).",
)


@click.group()
def command() -> None:
    """Accounts of those who work in a casebook together. Without any, nobody logs in.

    A viewer looks; a coder judges; a reviewer also settles, releases, takes back, learns and manages accounts.
    """


@command.command("add")
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("name")
@click.option("--role", type=_ROLES, default="coder", show_default=True)
@_password_file
@passphrase_file_option
def add(
    casebook: Path, name: str, *, role: str, password_file: Path | None, passphrase_file: Path | None
) -> int:
    """Give NAME an account in CASEBOOK. The first one has to be a reviewer."""
    from qeyd.flow.coders import Role, add_coder

    with open_folder(casebook, passphrase_file) as opened:
        add_coder(opened, name, _password(name, password_file), Role(role), now=datetime.now(UTC))
    click.echo(f"{name} has an account as {role}.")
    return 0


@command.command("list")
@click.argument("casebook", type=click.Path(path_type=Path))
@passphrase_file_option
def list_(casebook: Path, *, passphrase_file: Path | None) -> int:
    """List the accounts of CASEBOOK."""
    from qeyd.flow.coders import list_coders

    with open_folder(casebook, passphrase_file, writable=False) as opened:
        found = list_coders(opened)
    for one in found:
        state = "shut" if one.disabled else ""
        if one.locked_until is not None and one.locked_until > datetime.now(UTC):
            state = f"locked until {one.locked_until:%H:%M} UTC"
        click.echo(f"{plain(one.name)}\t{one.role}\t{one.since:%Y-%m-%d}\t{state}".rstrip())
    if not found:
        click.echo("No accounts: nobody logs in.")
    return 0


@command.command("role")
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("name")
@click.argument("role", type=_ROLES)
@passphrase_file_option
def role_(casebook: Path, name: str, role: str, *, passphrase_file: Path | None) -> int:
    """Give NAME another ROLE; sessions of that account end."""
    from qeyd.flow.coders import Role, set_role

    with open_folder(casebook, passphrase_file) as opened:
        set_role(opened, name, Role(role), now=datetime.now(UTC))
    click.echo(f"{name} is {role} now.")
    return 0


@command.command("disable")
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("name")
@passphrase_file_option
def disable(casebook: Path, name: str, *, passphrase_file: Path | None) -> int:
    """Shut the account of NAME: nobody logs in with it, and who is logged in is out. What was decided stays."""
    from qeyd.flow.coders import disable_coder

    return _changed(casebook, passphrase_file, name, disable_coder, "is shut")


@command.command("enable")
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("name")
@passphrase_file_option
def enable(casebook: Path, name: str, *, passphrase_file: Path | None) -> int:
    """Open the account of NAME again."""
    from qeyd.flow.coders import enable_coder

    return _changed(casebook, passphrase_file, name, enable_coder, "is open again")


@command.command("password")
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("name")
@_password_file
@passphrase_file_option
def password(casebook: Path, name: str, *, password_file: Path | None, passphrase_file: Path | None) -> int:
    """Give the account of NAME another password; sessions of that account end, a lock-out too."""
    from qeyd.flow.coders import set_password

    with open_folder(casebook, passphrase_file) as opened:
        set_password(opened, name, _password(name, password_file), now=datetime.now(UTC))
    click.echo(f"{name} has another password.")
    return 0


def _changed(
    casebook: Path, passphrase_file: Path | None, name: str, change: "Callable[..., CoderAccount]", what: str
) -> int:
    with open_folder(casebook, passphrase_file) as opened:
        change(opened, name, now=datetime.now(UTC))
    click.echo(f"The account of {name} {what}.")
    return 0


def _password(name: str, file: Path | None) -> str:
    if file is not None:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        return lines[0] if lines else ""
    if not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here for the password. Give --password-file.")
    asked: str = click.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True)
    return asked
