"""What the commands share: opening a casebook, telling troubles, progress, plain words on a terminal."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from qeyd.errors import WrongPassphrase

if TYPE_CHECKING:
    from qeyd.store import Casebook

F = TypeVar("F", bound=Callable[..., Any])
# Everything that can steer a terminal, and the signs that turn the direction of writing.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def passphrase_file_option(command: F) -> F:
    """The option that names a file with the passphrase in it."""
    return click.option(
        "--passphrase-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Read the passphrase from the first line of this file (else QEYD_PASSPHRASE, else ask).",
    )(command)


def given_passphrase(file: Path | None) -> str | None:
    """The passphrase from the file or from QEYD_PASSPHRASE; None: it has to be asked for."""
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except UnicodeDecodeError as problem:
            raise WrongPassphrase(f"{file}: it is not UTF-8. Save the passphrase as UTF-8 text.") from problem
        if not lines or not lines[0]:
            raise WrongPassphrase(f"{file}: its first line is empty. Write the passphrase there.")
        return lines[0]
    return os.environ.get("QEYD_PASSPHRASE") or None


def ask_passphrase(folder: Path, *, new: bool = False) -> str:
    """Ask for the passphrase on the terminal. Raises WrongPassphrase where there is no terminal to ask on."""
    if not sys.stdin.isatty():
        raise WrongPassphrase(
            f"{folder}: a passphrase is needed and nobody can be asked. Set QEYD_PASSPHRASE or give --passphrase-file."
        )
    asked: str = click.prompt(f"Passphrase of {folder}", hide_input=True, confirmation_prompt=new, err=True)
    return asked


def open_folder(folder: Path, passphrase_file: Path | None = None, *, writable: bool = True) -> "Casebook":
    """Open the casebook in a folder, asking for its passphrase where it has one."""
    from qeyd.store import is_locked, open_casebook

    passphrase = None
    if is_locked(folder):
        passphrase = given_passphrase(passphrase_file) or ask_passphrase(folder)
    return open_casebook(folder, passphrase=passphrase, writable=writable)


@contextmanager
def binary_input(source: str) -> Iterator[tuple[IO[bytes], str]]:
    """A file, or standard input for "-", and what to call it."""
    if source == "-":
        yield sys.stdin.buffer, "standard input"
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 (closed below)
    except OSError as problem:
        raise click.UsageError(
            f"{source}: {problem.strerror}. Name a file, a casebook folder, or -."
        ) from problem
    with stream:
        yield stream, source


@contextmanager
def text_output(path: Path | None) -> Iterator[IO[str]]:
    """Standard output; or a file that appears whole or not at all."""
    if path is None or str(path) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    from qeyd.flow.write import whole_file

    with whole_file(path) as stream:
        yield stream


def tell(trouble: object) -> None:
    """Say on standard error what could not be used."""
    click.echo(f"qeyd: {plain(str(trouble))}", err=True)


def plain(words: str) -> str:
    """Words of an article, safe on a terminal: nothing in them can steer it, line breaks are spaces.

    >>> plain("a\\x1b[2Jb\\nc")
    'a[2Jb c'
    """
    return _CONTROL.sub("", words.replace("\n", " ").replace("\r", " "))


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A line on standard error that says how far the work is; nothing when standard error is no terminal.

    The block gets a function to call with how many more are done.
    """
    shown = sys.stderr.isatty()
    done, last = 0, 0.0

    def more(number: int) -> None:
        nonlocal done, last
        done += number
        if shown and monotonic() - last > 0.1:
            last = monotonic()
            share = f" of {total}" if total else ""
            bar = f" {'#' * (20 * min(done, total) // total):<20}" if total else ""
            sys.stderr.write(f"\r{label}:{bar} {done}{share}\x1b[K")
            sys.stderr.flush()

    try:
        yield more
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def many(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun.

    >>> many(1, "report"), many(2, "report"), many(0, "reading")
    ('1 report', '2 reports', '0 readings')
    """
    return f"{number} {one if number == 1 else more or one + 's'}"
