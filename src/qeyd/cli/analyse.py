"""``qeyd analyse``: what the record shows, how sure, and what it cannot show."""

from datetime import UTC, datetime
from pathlib import Path

import click

from qeyd.cli.common import many, open_folder, passphrase_file_option, plain

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("casebook", type=click.Path(path_type=Path))
@click.argument("question", type=_FILE, metavar="QUESTION.toml")
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
@click.option("--language", default="en", show_default=True, help="The language of the lines shown.")
@passphrase_file_option
def command(casebook: Path, question: Path, *, output: Path | None, denominators: Path | None, controls: Path | None,
            rules: Path | None, language: str, passphrase_file: Path | None) -> int:  # fmt: skip
    """Ask QUESTION.toml (see "qeyd ask") of CASEBOOK. Every look is counted and kept in the casebook's folder."""
    from qeyd.analyse.words import Words
    from qeyd.flow.analyse import (
        Beside,
        analyse_casebook,
        read_controls,
        read_denominators,
        read_gaps,
        read_question,
        read_rules,
        write_report,
    )

    words = Words(language)
    asked = read_question(question)
    beside = Beside(
        denominators=read_denominators(denominators) if denominators else (),
        controls=read_controls(controls) if controls else (),
        gaps=read_gaps(rules) if rules else (),
        rules=read_rules(rules) if rules else (),
    )
    with open_folder(casebook, passphrase_file) as opened:
        report = analyse_casebook(opened, casebook, asked, beside, now=datetime.now(UTC))
    for line in words.report(report):
        if line.kind == "heading":
            click.echo("")
        if line.kind != "ids":
            click.echo(plain(line.text))
    if output is not None:
        written = write_report(report, output)
        click.echo(f"\n{many(len(written), 'file')} in {output}.")
    return 0
