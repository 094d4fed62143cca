"""``qeyd analyse``: what the record shows, how sure, and what it cannot show."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option, plain

if TYPE_CHECKING:
    from qeyd.analyse.words import Words
    from qeyd.flow.analyse import Progress
    from qeyd.flow.beside import Beside

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("question", type=_FILE, metavar="[QUESTION.toml]", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write pages, pictures, JSON here.",
)
@click.option(
    "--denominators", type=_FILE, help="CSV or XLSX: name, sort, group, place, value, source, as_of."
)
@click.option("--controls", type=_FILE, help="CSV or XLSX: topic, outlet, day, number, source.")
@click.option(
    "--rules", type=_FILE, help="TOML: [[rule]] id, label, day, source; [[gap]] outlet, period, why."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day up to which reports could come in [default: the last day of publication].",
)
@click.option("--language", default="en", show_default=True, help="The language of the lines shown.")
@passphrase_file_option
def command(casebook: Path, question: Path | None, *, output: Path | None, denominators: Path | None,
            controls: Path | None, rules: Path | None, as_of: datetime | None, language: str,
            passphrase_file: Path | None) -> int:  # fmt: skip
    """Ask QUESTION.toml (see "qeyd ask") of CASEBOOK. Every look is counted and kept in the casebook's folder.

    Without QUESTION.toml the default question is asked, and shown first: all groups, acts and places, by month,
    over the whole months of the collection, set against all that is given. Asking the very same record again is no
    new look.
    """
    from qeyd.analyse.words import Kind, Words
    from qeyd.flow.analyse import analyse_casebook
    from qeyd.flow.beside import read_question
    from qeyd.flow.findings import write_report

    words = Words(language)
    asked = read_question(question) if question else None
    beside = beside_of(denominators, controls, rules)
    with open_folder(casebook, passphrase_file) as opened, _steps(words) as step:
        report = analyse_casebook(
            opened,
            casebook,
            asked,
            beside,
            now=datetime.now(UTC),
            as_of=as_of.date() if as_of else None,
            progress=step,
        )
    if report.is_default:
        for row in report.question.to_toml().splitlines():
            if row and not row.startswith("#"):
                click.echo(f"  {plain(row)}")
    for line in words.report(report):
        if line.level:
            click.echo("")
        if line.kind is not Kind.IDS:
            click.echo(plain(line.text))
    if output is not None:
        written = write_report(report, output)
        click.echo(f"\n{many(len(written), 'file')} in {output}.")
    return 0


def beside_of(denominators: Path | None, controls: Path | None, rules: Path | None) -> "Beside":
    """What stands beside the incidents, from the files that were named."""
    from qeyd.flow.beside import Beside, read_controls, read_denominators, read_gaps, read_rules

    return Beside(
        denominators=read_denominators(denominators) if denominators else (),
        controls=read_controls(controls) if controls else (),
        gaps=read_gaps(rules) if rules else (),
        rules=read_rules(rules) if rules else (),
    )


@contextmanager
def _steps(words: "Words") -> Iterator["Progress"]:
    """A line on standard error that says which question is being asked; nothing where that is no terminal."""
    shown = sys.stderr.isatty()

    def step(name: str, done: int, of: int) -> None:
        if shown:
            bar = "#" * (20 * done // of)
            sys.stderr.write(f"\r{bar:<20} {done} / {of}  {words.step(name)}\x1b[K")
            sys.stderr.flush()

    try:
        yield step
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
