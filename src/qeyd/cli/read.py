"""``qeyd read``: read articles into accounts."""

import json
from pathlib import Path

import click

from qeyd.cli.common import (
    binary_input,
    many,
    open_folder,
    passphrase_file_option,
    progress,
    tell,
    text_output,
)


@click.command()
@click.argument("source", metavar="CASEBOOK|FILE.jsonl|-")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the readings to this file.")
@click.option(
    "--names", type=click.Choice(["keep", "mask"]), default="keep", help="Mask private people's names."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Read in so many processes."
)
@click.option("--again", is_flag=True, help="In a casebook: read also what this version has read already.")
@passphrase_file_option
def command(
    source: str, *, output: Path | None, names: str, jobs: int, again: bool, passphrase_file: Path | None
) -> int:
    """Read each article into accounts: who did what to whom, where, when, according to whom.

    A CASEBOOK's new reports are read and the readings kept there; with -o its readings are written out as well.
    Articles in a FILE, one JSON object a line, become readings on standard output, one a line in the same order.
    """
    if Path(source).is_dir():
        return _read_casebook(Path(source), output, names, jobs, again=again, passphrase_file=passphrase_file)
    if again:
        raise click.UsageError("--again goes with a casebook.")
    return _read_lines(source, output, names, jobs)


def _read_lines(source: str, output: Path | None, names: str, jobs: int) -> int:
    from collections.abc import Iterator

    from qeyd.flow.lines import Trouble, articles
    from qeyd.flow.read import masked_reading, read_all
    from qeyd.model import Report, Unread
    from qeyd.model.shapes import reading_to_json

    troubles = 0

    with binary_input(source) as (stream, name), text_output(output) as out, progress("Read") as more:

        def reports() -> Iterator[Report]:
            nonlocal troubles
            for one in articles(stream, name):
                if isinstance(one, Trouble):
                    troubles += 1
                    tell(one)
                else:
                    yield one

        for reading in read_all(reports(), jobs=jobs):
            line = masked_reading(reading) if names == "mask" else reading
            out.write(json.dumps(reading_to_json(line), ensure_ascii=False) + "\n")
            more(1)
            if isinstance(reading, Unread):
                troubles += 1
                tell(f"{name}, report {reading.report.id}: it could not be read. {reading.why}")
    return 1 if troubles else 0


def _read_casebook(
    folder: Path, output: Path | None, names: str, jobs: int, *, again: bool, passphrase_file: Path | None
) -> int:
    from qeyd.flow.lessons import taught_of
    from qeyd.flow.permits import readings_out
    from qeyd.flow.read import masked_reading, read_new_reports, reader_name
    from qeyd.model.shapes import reading_to_json

    with open_folder(folder, passphrase_file) as casebook:
        total = (
            casebook.totals().reports
            if again
            else casebook.count_not_read_by(reader_name(taught_of(casebook)))
        )
        with progress("Read", total) as more:
            read, unread = read_new_reports(casebook, jobs=jobs, again=again, done=more)
        if output is not None:
            with text_output(output) as out:
                for reading in readings_out(casebook, mask=names == "mask"):
                    line = masked_reading(reading) if names == "mask" else reading
                    out.write(json.dumps(reading_to_json(line), ensure_ascii=False) + "\n")
        accounts = casebook.totals().accounts
    if output is None or str(output) != "-":
        could_not = f", {sum(unread.values())} of them could not be" if unread else ""
        click.echo(f"{many(read, 'report')} read{could_not}; the casebook holds {many(accounts, 'account')}.")
    for why, number in unread.items():
        tell(f"{folder}: {many(number, 'report')} could not be read. {why}")
    return 1 if unread else 0
