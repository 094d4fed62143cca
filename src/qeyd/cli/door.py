"""The door itself: finding commands, exit statuses, and the ways a command can end."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import Any

import click

from qeyd.errors import NoCasebook, NotAllowed, QeydError, WrongPassphrase

#: Files of this folder that are no commands.
_NOT_COMMANDS = {"door", "common", "show_more"}
#: Errors that are the caller's use rather than the world's: exit status 2.
_WRONG_USE = (NoCasebook, WrongPassphrase, NotAllowed)
_ORDER = [
    "new",
    "add",
    "import",
    "coverage",
    "read",
    "link",
    "show",
    "search",
    "serve",
    "testimony",
    "review",
    "coders",
    "learn",
    "explain",
    "ask",
    "analyse",
    "publish",
    "evidence",
    "stamp",
    "check",
    "forget",
]


def command_files() -> dict[str, str]:
    """The commands there are, and the module each lives in; ``import_`` is the command ``import``."""
    import qeyd.cli

    names = [one.name for one in pkgutil.iter_modules(qeyd.cli.__path__)]
    return {name.rstrip("_"): f"qeyd.cli.{name}" for name in names if name not in _NOT_COMMANDS}


class Door(click.Group):
    """The commands, each imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the work."""
        return sorted(
            command_files(), key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name: ``command`` in its module, or what bears the name of the module."""
        module = command_files().get(cmd_name)
        if module is None:
            return None
        loaded = importlib.import_module(module)
        found: click.Command = getattr(loaded, "command", None) or getattr(loaded, cmd_name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one gets the nearest name suggested."""
        if args and args[0] not in command_files() and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise click.UsageError(f'There is no command "{args[0]}".{hint}')
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from qeyd import __version__

        click.echo(f"qeyd {__version__}")
        ctx.exit()


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def door() -> None:
    """Read the news about what is being done to a group of people, and keep a record that stands.

    A casebook is a folder. "qeyd new" makes one, "qeyd add" puts articles in, "qeyd read" reads them, "qeyd link"
    works the incidents out, "qeyd show" and "qeyd serve" show them.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and end the process with its exit status: 0 done, 1 not all could be done, 2 wrong use.

    130 after Ctrl-C. Errors raised on purpose are one line on standard error; a reader that hangs up (``| head``)
    ends the command quietly.
    """
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status comes back."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "strict")
    try:
        status = door.main(arguments, prog_name="qeyd", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was reported as done is kept.", err=True)
        return 130
    except BrokenPipeError:
        # The reader has gone; leave nothing for the interpreter to flush into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except QeydError as problem:
        click.echo(f"qeyd: {' '.join(str(problem).split())}", err=True)
        return 2 if isinstance(problem, _WRONG_USE) else 1
    except OSError as problem:
        place = f"{problem.filename}: " if problem.filename else ""
        click.echo(f"qeyd: {place}{problem.strerror or problem}. Check the place and try again.", err=True)
        return 1
    return status if isinstance(status, int) else 0
